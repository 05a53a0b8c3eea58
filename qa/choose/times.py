"""How well the time of a candidate fits the one asked for: 1 fits, 0 says nothing, -1 excludes."""

from __future__ import annotations

import re

from qa.quantity import overlap
from qa.types import AnswerKind, Quantity, Query

#: What ends a sentence, roughly.
STOPS = (". ", "! ", "? ", "。", "！", "？", "\n")
#: What a year named further up in the passage says of a figure without one: the asked year, or another.
_FROM_BEFORE, _OTHER_BEFORE = 0.85, -0.2
#: What it says where another year was named last, but the title names the asked one and no other.
_BY_TITLE = 0.3
#: The fit of a figure without a time in a document of the asked month: it tells how things are then.
_OF_THE_DAY = 0.6
#: What a figure for a whole year says of some months of it.
_OF_THE_WHOLE = 0.0
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
#: What stands before or behind a year that something is only compared with: "19% more than in 2023".
_COMPARED_WITH = re.compile(
    r"(?:\b(?:than|compared\s+(?:with|to)|as\s+against|versus|relative\s+to)\s+(?:in\s+|the\s+|that\s+of\s+|year\s+){0,3}|"
    r"\b(?:чем|сравнени\w+\s+с|относительно|против|уровн[юяе]м?)\s+(?:в\s+|\w+\s+){0,2}|(?:相比|比|较|同比)于?)$",
    re.IGNORECASE,
)
_COMPARED_BEHIND = re.compile(r"\s*(?:жыл\w*\s+(?:\w+\s+)?(?:салыстыр|қарағанда)|年?相比)")
#: A figure of another year given in brackets: "1,214 cases (2023: 1,087)".
_ASIDE = re.compile(r"[(（]\s*(?:in|в|during|за)?\s*$", re.IGNORECASE)
_GIVES = re.compile(r"\s*(?:год[ау]?|г\.|жылы|年)?\s*[:：–—-]\s*(?:[$€]|USD|EUR|~)?\s?\d")
#: How far from a year these words reach.
_COMPARED_REACH, _ASIDE_REACH = 40, 12


def period_fit(
    query: Query,
    quantity: Quantity | None,
    statement: str,
    before: str,
    above: str,
    published: str | None,
) -> float:
    """1 inside the asked period, -1 outside; where the figure has none, the years named there or last before decide.

    `before` is the passage up to the statement, of which the last sentence that names a year counts; `above` is title
    and headings: an annual report for 2023 speaks of 2023 where it names no year.
    """
    if query.period is None:
        return 0.0
    if query.kind is AnswerKind.DATE and quantity is not None:
        return 0.0
    if query.change and quantity is not None and quantity.period:
        ends = (query.period[:4], query.period.partition("/")[2][:4])
        return 1.0 if quantity.period[:4] in ends else 0.2 if overlap(quantity.period, query.period) else -1.0
    if quantity is not None and quantity.period:
        if quantity.period == query.period:
            return 1.0
        if not overlap(quantity.period, query.period):
            return -1.0
        return _OF_THE_WHOLE if _is_part(query.period, quantity.period) else 0.5
    asked = {query.period[:4], query.period.partition("/")[2][:4] or query.period[:4]}
    years = {year.group() for year in _years(statement)}
    if years & asked:
        return 0.6
    if years and quantity is None:
        return -0.7
    named = set(_YEAR.findall(above))
    if published and _short(*query.period.split("/")) and _within(published, query.period):
        return _OF_THE_DAY
    # "We aim at 25 thousand tonnes by 2028": what comes behind is told of the past all the same.
    if last := _last_years(before, published if published and max(asked) <= published[:4] else None):
        return _FROM_BEFORE if asked & last else _BY_TITLE if named == asked else _OTHER_BEFORE
    if named:
        return 0.6 if asked & named else -0.3
    return 0.1 if published and published[:4] in asked else -0.1


def _is_part(asked: str, told: str) -> bool:
    """Whether less than a year is asked for and all of a year, or more, is told."""
    (first, last), (start, end) = asked.split("/"), told.split("/")
    return start <= first and last <= end and start[4:] == "-01-01" and end[4:] == "-12-31" and _short(first, last)


def _short(first: str, last: str) -> bool:
    return first[:4] == last[:4] and (first[4:], last[4:]) != ("-01-01", "-12-31")


def _years(text: str) -> list[re.Match[str]]:
    """The years that a text names, but those that it only compares with."""
    return [
        year
        for year in _YEAR.finditer(text)
        if not _COMPARED_WITH.search(text, max(0, year.start() - _COMPARED_REACH), year.start())
        and not _COMPARED_BEHIND.match(text, year.end())
        and not (
            _ASIDE.search(text, max(0, year.start() - _ASIDE_REACH), year.start()) and _GIVES.match(text, year.end())
        )
    ]


def _within(day: str, period: str) -> bool:
    """Whether a date, told to the month at least, lies in a period."""
    first, last = period.split("/")
    return len(day) >= len("2025-01") and first[: len(day)] <= day <= last[: len(day)]


def _last_years(text: str, published: str | None) -> set[str]:
    """The years of the last sentence of `text` that names any, none after `published` where that is given."""
    found = [year for year in _years(text) if published is None or year.group() <= published[:4]]
    if not found:
        return set()
    start = max(text.rfind(mark, 0, found[-1].start()) for mark in STOPS)
    return {year.group() for year in found if year.start() > start}

"""Periods in one table: the column's, the row's, both joined ("Q1" and "2024"), completed from what stands above."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from qa.quantity import calendar_words, intervals
from qa.quantity.calendar_words import parse_period
from qa.quantity.calendarforms import month_numbers
from qa.quantity.columns import direction, plain_period, yearless

#: Longest heading in characters that may say when; longer ones are sentences.
_LONGEST = 200
#: What says that ordinals are of quarters.
_QUARTERLY = re.compile(r"quarter|квартал|тоқсан|季度", re.I)
_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "i": 1, "ii": 2, "iii": 3,
    "iv": 4, "первый": 1, "второй": 2, "третий": 3, "четвертый": 4, "четвёртый": 4, "бірінші": 1, "екінші": 2,
    "үшінші": 3, "төртінші": 4, "一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4,
}  # fmt: skip
#: Counted from the day of the document, not from a year told above.
_RELATIVE = re.compile(
    r"\b(?:last|this|next|previous|current|прошл|текущ|следующ|предыдущ|өткен|биыл|былтыр|келесі)|今年|去年|上年|本年|明年",
    re.I,
)
#: How a part of a year and its year are written together.
_WITH_YEAR = ("{part} {year}", "{year} жылғы {part}", "{year}年{part}", "за {part} {year}", "first {part} {year}")
#: Longest heading in characters that is nothing but a part of a year.
_LONGEST_PART = 30
#: What a part of a year says, besides the names of months.
_PARTLY = re.compile(r"\d\s?[QHM]|[QH]\s?\d|quarter|half|month|кв|мес|полуг|половин|тоқсан|жарты|ай|[月季半]", re.I)
_WORD = re.compile(r"[^\W\d_]+")
_MONTHS = re.compile(r"(?<=\d)\s?мес\.?(?!\w)", re.I)
_ALL_YEAR = re.compile(
    r"(?:(?:всего|итого|за|full|whole|total|in|all|барлығы)\s){0,3}(?:the\s)?(?:год|year|жыл)(?:\stotal)?|全年(?:合计)?|年",
    re.I,
)
#: What a change is reckoned from: "Change on 2023, %", «2024 в % к 2023», 比2023年增长.
_COMPARED = re.compile(
    r"\b(?:on|over|vs\.?|versus|against|compared (?:to|with)|relative to|since|from|к|против|по сравнению с|с)\s+"
    r"(?:the )?((?:19|20)\d\d)(?:\s*(?:году|годом|г\.?))?|[比较](?:19|20)\d\d年|(?:19|20)\d\d\s+жыл(?:ға|мен)\b",
    re.I,
)
#: Periods told by their last day, and how many months they have.
_ENDED = re.compile(
    r"\s*(?:for the )?(?:financial |fiscal )?"
    r"(year|twelve months|nine months|six months|half[- ]year|three months|quarter) (?:ended|ending|to)\s+",
    re.I,
)
_LASTING = {
    "year": 12, "twelve months": 12, "nine months": 9, "six months": 6, "half-year": 6, "half year": 6,
    "three months": 3, "quarter": 3,
}  # fmt: skip
_YEAR_POINT = re.compile(
    r"\byear[- ]end\b|\b(?:end|beginning|start) of (?:the )?year\b|\bна (?:конец|начало) года\b"
    r"|\bжыл(?:дың)? (?:соңы|басы)\w*|年末|年底|年初",
    re.I,
)
#: "Balance at 31 December": a day without its year.
_DAY_POINT = re.compile(r"\b(?:at|as at|as of|on|на)\s+([12]?\d|3[01])\s+([^\W\d]{3,10})\b(?!,?\s*\d{4})", re.I)
_YEAR_END = re.compile(r"end|конец|соңы|末|底", re.I)
_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")
_JOINED = re.compile(r"[-_/]+")


class TableTimes:
    """Reads the headings of one table.

    `told` are the headings over its labels; `above` the headings and title of the document that it stands under, the
    nearest first: they complete "March" and "Q1", and give no period by themselves.
    """

    def __init__(self, caption: str, told: Sequence[str], published: str | None, above: Sequence[str] = ()) -> None:
        self._published = published
        self._known: dict[str, tuple[str | None, str]] = {}
        self._point = next((point for text in (caption, *told) if (point := _point(text))), "")
        self._quarterly = any(_QUARTERLY.search(text) for text in (caption, *told))
        outside = _BRACKETS.sub(" ", caption)
        when = parse_period(outside, published) or parse_period(caption, published)
        self.caption = when or next((found for text in told if (found := parse_period(text, published))), None)
        years = (
            _one_year(parse_period(text, None)) for text in (outside, *told, *(_JOINED.sub(" ", t) for t in above))
        )
        self._year = next((year for year in years if year), "")

    def complete(self, headings: Iterable[str]) -> None:
        """Where no year is told, parts of a year are of the latest in which all of `headings` had ended by then."""
        if self._year or not self._published:
            return
        ends = [when[11:] for text in headings if (part := self._once(text)[1]) and (when := _of_year(part, "2001"))]
        day = intervals.published_day(self._published)
        if ends and day is not None:
            over = len(self._published) == 4 or max(int(end[5:7]) for end in ends) <= day.month
            self._year = str(day.year if over else day.year - 1)

    def _said(self, heading: str) -> tuple[str | None, str]:
        """The interval that a heading says, or the part of a year that lacks its year."""
        if len(heading) > _LONGEST:
            return None, ""
        said = plain_period(heading)
        if (over := _ended(said)) is not None:
            return over, ""
        if "%" in said or direction(said):
            said = _COMPARED.sub(" ", said)
        bare = said.strip(" .").lower()
        number = _ORDINALS.get(bare) if self._quarterly else None
        if number:
            return None, f"Q{number}"
        if _ALL_YEAR.fullmatch(bare) or _alone(said) or (yearless(said) and not _RELATIVE.search(said)):
            return None, said
        return parse_period(said, self._published), ""

    def _once(self, heading: str) -> tuple[str | None, str]:
        """What `_said` finds, kept: every cell of a column asks for the same headings."""
        found = self._known.get(heading)
        if found is None:
            found = self._known[heading] = self._said(heading)
        return found

    def of(self, *headings: str) -> str | None:
        """The period that headings say together, the nearest to the cell first: "Q1" and "2024" are one."""
        return self._at(self._together(*headings))

    def _at(self, when: str | None) -> str | None:
        """The day of a year at which the whole table counts ("end of year"), if it tells one."""
        year = _one_year(when) if self._point else ""
        return (parse_period(f"{year}{self._point}", None) or when) if year else when

    def _together(self, *headings: str) -> str | None:
        said = [self._once(heading) for heading in headings if heading]
        part = next((part for _, part in said if part), "")
        whole = next((when for when, _ in said if when), None)
        year = next((year for when, _ in said if (year := _one_year(when))), "")
        if not part or (whole is not None and not year):
            return whole
        completed = _of_year(part, year or self._year)
        return completed or whole or parse_period(part, self._published)


def _ended(heading: str) -> str | None:
    """The interval of "Year ended 30 June 2024", "Six months to 31 March 2025"."""
    found = _ENDED.match(heading)
    last = parse_period(heading[found.end() :], None) if found is not None else None
    if found is None or last is None or last[:10] != last[11:]:
        return None
    return intervals.ended(last[11:], _LASTING.get(found[1].lower(), 12))


def _point(text: str) -> str:
    """The month and day at which a caption counts its years, "-12-31" or "-01-01"; empty where it does not say."""
    found = _YEAR_POINT.search(text)
    if found is None:
        dated = _DAY_POINT.search(text)
        month = month_numbers().get(dated[2].lower(), 0) if dated is not None else 0
        return f"-{month:02}-{int(dated[1]):02}" if dated is not None and month else ""
    return "-12-31" if _YEAR_END.search(found[0]) else "-01-01"


def _one_year(when: str | None) -> str:
    """The year that an interval is the whole of, else an empty text."""
    whole = when is not None and when[4:10] == "-01-01" and when[11:] == f"{when[:4]}-12-31"
    return when[:4] if when is not None and whole else ""


@lru_cache(maxsize=4096)
def _of_year(part: str, year: str) -> str | None:
    """The part of a year, of `year`: "Q1", "I кв.", "9 months", 上半年."""
    if not year:
        return None
    if _ALL_YEAR.fullmatch(part.strip(" .")):
        return intervals.years(int(year), int(year))
    han = any("\u4e00" <= char <= "\u9fff" for char in part)  # 5月均价: Chinese names the year first
    return _exactly(part, year) or parse_period(f"{year}年{part.strip()}" if han else f"{part} {year}", None)


def _exactly(part: str, year: str) -> str | None:
    """The interval of a text that is nothing but a part of a year; None for others."""
    words = _MONTHS.sub(" месяцев", part).strip(" ,:")
    for form in _WITH_YEAR:
        text = form.format(part=words, year=year)
        found = calendar_words.find(text)
        if found and found[0].start == 0 and found[-1].end == len(text) and len(found) == 1:
            when = found[0].interval
            if when is not None and _one_year(when) == "" and when[:4] == when[11:15] == year:
                return when
    return None


@lru_cache(maxsize=4096)
def _alone(heading: str) -> bool:
    """Whether a heading is nothing but a part of a year: "Jan", "I кв.", "9 мес."."""
    if len(heading) > _LONGEST_PART or not (_PARTLY.search(heading) or _names_month(heading)):
        return False
    return _exactly(heading, "2001") is not None


def _names_month(heading: str) -> bool:
    return not month_numbers().keys().isdisjoint(_WORD.findall(heading.lower()))

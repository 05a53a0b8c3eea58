"""A month, a quarter or one in a row named anew: "in June?" after "in May 2023", «а во втором?» after the first."""

from __future__ import annotations

import re

from qa.dialogue.calendar import ORDINALS, month_named
from qa.quantity import periods
from qa.quantity.calendarforms import month_numbers
from qa.text.forms import is_cyrillic
from qa.types import Span

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_WORD = re.compile(r"[^\W\d_]+")
_LINK = re.compile(r"^(?:(?:in|for|during|by|since|в|во|за|на)\s+)?(?:the\s+)?", re.IGNORECASE)
#: English names of months that are other words as well are months behind these or in front of a year.
_MONTH_AHEAD = re.compile(r"\b(?:in|of|by|for|since|until|during|from|to|last|this)\s+$", re.IGNORECASE)
_DOUBTFUL = frozenset({"may", "march", "mar", "dec", "jan", "sep", "oct"})
_HAN_DIGITS = {"十二": 12, "十一": 11, "十": 10} | {sign: at for at, sign in enumerate("一二三四五六七八九", 1)}
_HAN_MONTH = re.compile(rf"(?<![\d一二三四五六七八九十个])(?P<month>1[0-2]|[1-9]|{'|'.join(_HAN_DIGITS)})(?=月)")
_HAN_ALONE = re.compile(rf"(?P<month>1[0-2]|[1-9]|{'|'.join(_HAN_DIGITS)})月份?")
#: A quarter or a half of a year, by its kind.
_PART = re.compile(
    r"(?:the\s+)?\w+\s+(?:quarter|half)|q[1-4]|h[12]|\w+\s+(?:квартал\w*|полугоди\w+)|[IV]+\s+квартал\w*|"
    r"\w+\s+(?:тоқсан\w*|жартыжылды\w+)|第?[一二三四1-4]季度|[上下]半年",
    re.IGNORECASE,
)
#: One in a row alone, or with the kind of its part of a year: "the second one", «во втором», «екіншісінде», 第二季度.
_ONE = re.compile(
    r"(?P<english>[a-z]+|q[1-4])(?:\s+(?:ones?|quarter|half))?|(?P<russian>[а-яё]+)(?:\s+(?:квартал\w*|полугоди\w+))?|"
    r"(?P<kazakh>бірінші|екінші|үшінші|төртінші)(?:с[іы]\w*|де|\s+(?:тоқсан\w*|жартыжылды\w+))?|"
    r"第(?P<han>[一二三四])(?:[个座条家期号]|季度)?",
    re.IGNORECASE,
)
#: Only the year is said of these ("in 2023", «в 2023 году», «2023 жылы»).
_BARE_YEAR = re.compile(
    r"(?:\b(?P<link>in|for|during|в|за|на)\s+)?(?<!\d)(?P<year>(?:19|20)\d\d)(?!\d)(?:\s*(?:год[уа]?\b|г\.|жылы\b|年))?",
    re.IGNORECASE,
)


def another_part(body: str, before: str) -> str:
    """The question `before` about the month, the quarter or the one in a row that `body` names; "" if it names none."""
    rest = _LINK.sub("", body, count=1)
    if month := _month(rest):
        return _other_month(month, before) or _within_year(body, rest, before)
    return _other_ordinal(rest, before) or (_within_year(body, rest, before) if _PART.fullmatch(rest) else "")


def is_month(word: str) -> bool:
    """Whether a word is the name of a month, in any of its forms."""
    return word.casefold() in month_numbers()


def _month(text: str) -> int:
    """The month that `text` is the name of; 0 for anything else."""
    if han := _HAN_ALONE.fullmatch(text):
        return _han_number(han["month"])
    return month_numbers().get(text.casefold(), 0)


def _han_number(text: str) -> int:
    return _HAN_DIGITS.get(text) or int(text)


def _other_month(month: int, before: str) -> str:
    """`before` with its only month exchanged, in the form in which it stands there."""
    if found := list(_HAN_MONTH.finditer(before)):
        sign = next((word for word, number in _HAN_DIGITS.items() if number == month), "")
        own = sign if found[0]["month"] in _HAN_DIGITS else str(month)
        return before[: found[0].start()] + own + before[found[0].end() :] if len(found) == 1 else ""
    places = [word for word in _WORD.finditer(before) if _is_told(word, before)]
    if len(places) != 1:
        return ""
    word = places[0]
    other = month_named(word.group(), month)
    return before[: word.start()] + other + before[word.end() :] if other else ""


def _is_told(word: re.Match[str], before: str) -> bool:
    """Whether a word of a question is a month: "may" only where a month may stand."""
    if not is_month(word.group()):
        return False
    certain = word.group().casefold() not in _DOUBTFUL
    return certain or bool(_MONTH_AHEAD.search(before[: word.start()]) or _YEAR.match(before, word.end() + 1))


def _within_year(body: str, rest: str, before: str) -> str:
    """`before`, asked of a year, about a part of that year: "in 2023" is "in June 2023"."""
    if len(periods(before)) != 1 or len(found := list(_BARE_YEAR.finditer(before))) != 1:
        return ""
    year, span = found[0]["year"], Span(*found[0].span())
    if periods(before)[0][0].of(before).strip() not in (year, span.of(before)[span.of(before).find(year) :]):
        return ""
    if re.search("[\u3400-\u9fff]", rest):
        words = f"{year}年{rest.removesuffix('份')}"
    elif is_cyrillic(body) and re.search("[әғқңөұүһі]|(?:де|да|те|та)$", rest, re.IGNORECASE):
        words = f"{year} жылғы {rest}"
    elif is_cyrillic(body):
        words = f"{body} {year} года"
    elif _month(rest):
        words = f"{found[0]['link'] or 'in'} {rest[:1].upper()}{rest[1:]} {year}"
    else:
        words = f"in {rest if rest.startswith('the ') or rest[:1].upper() in 'QH' else f'the {rest}'} of {year}"
    return before[: span.start] + words + before[span.end :]


def _other_ordinal(rest: str, before: str) -> str:
    """`before` with its only ordinal exchanged for the one that `rest` is, in the form in which it stands there."""
    told = _ONE.fullmatch(rest)
    word = next((part for part in told.groups() if part), "").casefold() if told else ""
    rows = [[name.casefold() for name in names] for names in ORDINALS]
    own = next((names.index(word) for names in rows if word in names), None)
    if own is None:
        return ""
    found = []
    for names in rows:
        for name in names:
            sign = "(?<=第)" if name in "一二三四" else r"(?<!\w)" if len(names[0]) > 1 else "(?!)"
            behind = "" if name in "一二三四" else r"(?!\w)"
            found += [(one, names) for one in re.finditer(f"{sign}{name}{behind}", before, re.IGNORECASE)]
    if len({place.span() for place, _ in found}) != 1:
        return ""
    # «Второй» is a man's form and a woman's: the follow-up tells which.
    place, names = next(((place, names) for place, names in found if word in names), found[0])
    return (
        before[: place.start()] + names[own] + before[place.end() :] if names[own] != place.group().casefold() else ""
    )

"""Expressions of time in four languages, each with the ISO interval that it means.

They serve twice: a figure belongs to a period, and no part of a date is a quantity.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from operator import attrgetter

from qa.quantity import calendarforms, calendarsigns, intervals
from qa.quantity.calendarforms import NOT_DIGIT, month_numbers
from qa.types import Span


@dataclass(frozen=True, slots=True)
class Period:
    """Characters `start` to `end`; `interval` is None where the year cannot be known.

    `earlier` counts back from the period that the text speaks of; `recalled` does so only, never from its date; `later`
    counts on from it.
    """

    start: int
    end: int
    interval: str | None
    year_only: bool = False
    earlier: bool = False
    recalled: bool = False
    later: bool = False


_ORDINALS = {
    "first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "i": 1, "ii": 2, "iii": 3,
    "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4, "一": 1, "二": 2, "三": 3, "四": 4, "上": 1, "下": 2, "перв": 1, "втор": 2,
    "трет": 3, "четверт": 4, "четвёрт": 4, "бірінші": 1, "екінші": 2, "үшінші": 3,
    "төртінші": 4, "алғашқы": 1, "соңғы": 4, "і": 1, "ⅰ": 1, "ⅱ": 2,
    "last": 4, "final": 4, "latter": 2, "early": 1,
}  # fmt: skip
_COUNTS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "два": 2, "три": 3, "четыре": 4, "пять": 5, "шесть": 6, "семь": 7, "восемь": 8,
    "девять": 9, "десять": 10, "одиннадцать": 11, "екі": 2, "үш": 3, "төрт": 4, "бес": 5, "алты": 6, "жеті": 7,
    "сегіз": 8, "тоғыз": 9, "он": 10, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
    "十": 10,
    "двух": 2, "трёх": 3, "трех": 3, "четырех": 4, "четырёх": 4, "пяти": 5, "шести": 6, "семи": 7, "восьми": 8,
    "девяти": 9, "десяти": 10, "одиннадцати": 11,
}  # fmt: skip


_HAN_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")


def _ordinal(word: str) -> int:
    low = word.lower()
    if low in _ORDINALS:
        return _ORDINALS[low]
    return next((number for stem, number in _ORDINALS.items() if len(stem) > 3 and low.startswith(stem)), 0)


def _count(word: str) -> int:
    return int(word) if word.isdecimal() else _COUNTS.get(word.lower(), 0)


#: Counted on from the year that the text speaks of.
LATER = re.compile(r"\b(?:following|after|later|позже|спустя)\b|次年|翌年", re.I)


class _Reader:
    """Turns one match into an interval, given the document's date."""

    def __init__(self, published: date | None) -> None:
        self.published = published

    def year(self, text: str | None, month: int = 1) -> int:
        """The year written, two digits completed; else the latest that had begun by then; 0 if unknown."""
        if text:
            number = int(text)
            return number + (2000 if number < 50 else 1900) if number < 100 else number
        if self.published is None:
            return 0
        return self.published.year - (month > self.published.month)

    def date(self, m: re.Match[str]) -> str | None:
        month = m["month"]
        number = int(month) if month.isdecimal() else month_numbers().get(month.lower().rstrip("."), 0)
        year = self.year(m.groupdict().get("year"), number)
        day = m.groupdict().get("day")
        if not year:
            return None
        return intervals.day(year, number, int(day)) if day else intervals.months(year, number, number)

    def month_span(self, m: re.Match[str]) -> str | None:
        numbers = month_numbers()
        first = numbers.get(m["first"].lower().rstrip("."), 0) if not m["first"].isdecimal() else int(m["first"])
        last = numbers.get(m["last"].lower().rstrip("."), 0) if not m["last"].isdecimal() else int(m["last"])
        year = self.year(m["year"], last)
        start = m.groupdict().get("year1")
        if year and start and int(start) != year:
            whole, end = intervals.months(int(start), first, first), intervals.months(year, last, last)
            return f"{whole[:10]}/{end[11:]}" if whole and end and whole[:10] <= end[11:] else None
        return intervals.months(year, first, last) if year else None

    def day_span(self, m: re.Match[str]) -> str | None:
        """Days of one month, or of two where `month2` names the second: "3–6 May 2023", 5月3日至6日."""
        months = [m["month"], m.groupdict().get("month2") or m["month"]]
        first, last = (
            int(one) if one.isdecimal() else month_numbers().get(one.lower().rstrip("."), 0) for one in months
        )
        year = self.year(m.groupdict().get("year"), last)
        start, end = intervals.day(year, first, int(m["first"])), intervals.day(year, last, int(m["last"]))
        return f"{start[:10]}/{end[11:]}" if year and start and end and start <= end else None

    def part(self, m: re.Match[str]) -> str | None:
        """A quarter or half of a year."""
        kind, number = m["kind"].lower(), _ordinal(m["ordinal"])
        quarter = kind.startswith(("q", "quarter", "кв", "тоқ", "季"))
        year = self.year(m["year"], 3 * number - 2 if quarter else 6 * number - 5)
        if not year or not number:
            return None
        return intervals.quarter(year, number) if quarter else intervals.half(year, min(number, 2))

    def quarter_span(self, m: re.Match[str]) -> str | None:
        """As in "I–III кв. 2024", "Q1–Q3 2024": from the first quarter to the last."""
        first, last = _ordinal(m["first"]), _ordinal(m["last"])
        year = self.year(m["year"], 3 * last)
        return intervals.months(year, 3 * first - 2, 3 * last) if year and 0 < first < last <= 4 else None

    def months_count(self, m: re.Match[str]) -> str | None:
        count = _count(m["count"])
        year = self.year(m["year"], count)
        return intervals.months(year, 1, count) if year and count else None

    def months_to(self, m: re.Match[str]) -> str | None:
        """As in "the nine months to September 2024", "the year ended June 2024": so many months with that one last."""
        last = month_numbers().get(m["month"].lower().rstrip("."), 0)
        year = self.year(m["year"], last)
        count = _count(m["count"]) if m["count"] else 12
        if not year or not last or not count:
            return None
        first = year * 12 + last - count
        start, end = intervals.months(first // 12, first % 12 + 1, first % 12 + 1), intervals.months(year, last, last)
        return f"{start[:10]}/{end[11:]}" if start and end else None

    def quarters_count(self, m: re.Match[str]) -> str | None:
        count = 3 * _count(m["count"])
        year = self.year(m["year"], count)
        return intervals.months(year, 1, count) if year and 0 < count < 12 else None

    def year_span(self, m: re.Match[str]) -> str | None:
        first = int(m["first"])
        last = int(m["last"])
        if last < 100:
            last += first - first % 100
        return intervals.years(first, last) if 0 < last - first < 200 else None

    def decade(self, m: re.Match[str]) -> str | None:
        first = int(m["year"])
        part = (m.groupdict().get("part") or "").lower()
        start, end = {"early": (0, 3), "mid": (3, 6), "late": (7, 9)}.get(part.rstrip("- "), (0, 9))
        return intervals.years(first + start, first + end) if first % 10 == 0 else None

    def han_year(self, m: re.Match[str]) -> str | None:
        year = int(m["year"].translate(_HAN_DIGITS))
        return intervals.years(year, year)

    def whole_year(self, m: re.Match[str]) -> str | None:
        return intervals.years(self.year(m["year"]), self.year(m["year"]))

    def relative(self, m: re.Match[str]) -> str | None:
        """As in "Last year", "в прошлом году", 去年: relative to the document's date."""
        word = m.group().lower()
        if self.published is None or LATER.search(word):
            return None
        shift = 0
        if re.search(
            r"last|previous|prior|preceding|earlier|before|ago|прошл|предыдущ|минувш|ран[ье]|назад|өткен|былтыр|алдыңғы|бұрын|去|上|前",
            word,
        ):
            shift = -1
        elif re.search(r"next|coming|following|следующ|будущ|келесі|келер|明|下", word):
            shift = 1
        if re.search(r"month|месяц|айда|айдың|айы|月", word):
            index = self.published.year * 12 + self.published.month - 1 + shift
            return intervals.months(index // 12, index % 12 + 1, index % 12 + 1)
        return intervals.years(self.published.year + shift, self.published.year + shift)


_BARE_YEAR = re.compile(
    rf"{NOT_DIGIT}(?<![$€£₸¥])(?P<year>{calendarsigns.YEAR})(?![0-9A-Za-z_])(?:-(?:м|й|го|му|ом)\b)?(?![.,][0-9])"
    rf"(?!{calendarsigns.SPACES}[%‰°])"
)
#: Counted back from the period that the sentence speaks of, not from the document's date.
_EARLIER = re.compile(
    r"earlier|ago|before|previous|preceding|same|ран[ье]|назад|предыдущ|上年|同期|алдыңғы|бұрын", re.I
)
#: What never counts from the document's date: in an annual report "a year earlier" is two years before it is published.
_RECALLED = re.compile(r"earlier|before|preceding|ранее|раньше|предыдущ|上年|бұрын|алдыңғы", re.I)
_ANY_DIGIT = re.compile(r"[0-9]")
_RELATIVE = re.compile(
    r"year|month|год|месяц|жыл|айда|былтыр|биыл|quarter|half|квартал|полугод|тоқсан|[年月季期半]|january|march|январ|қаңтар",
    re.I,
)


_place = attrgetter("start")


def _matches(pattern: re.Pattern[str], text: str, places: list[int]) -> Iterator[re.Match[str]]:
    """What a pattern that can match at these places only finds, from left to right, without overlaps."""
    end = 0
    for place in places:
        match = pattern.match(text, place) if place >= end else None
        if match is not None:
            end = match.end()
            yield match


def find(text: str, published: date | None = None) -> list[Period]:
    """All expressions of time in `text`, in order, without overlaps; bare four-digit years are marked `year_only`."""
    if not _ANY_DIGIT.search(text) and not _RELATIVE.search(text):
        return []
    reader = _Reader(published)
    taken = bytearray(len(text))
    found: list[Period] = []
    signs = calendarsigns.signs(text, calendarforms.months())
    places: dict[re.Pattern[str], list[int]] = {}
    for needed, opening, pattern, meaning in calendarforms.possible(signs):
        if opening is not None and opening not in places:
            places[opening] = [match.start() for match in opening.finditer(text)]
        for match in pattern.finditer(text) if opening is None else _matches(pattern, text, places[opening]):
            if match.end() > match.start() and not any(taken[match.start() : match.end()]):
                taken[match.start() : match.end()] = b"\1" * (match.end() - match.start())
                earlier = "r" in needed and _EARLIER.search(match.group()) is not None
                recalled = earlier and _RECALLED.search(match.group()) is not None
                later = "r" in needed and LATER.search(match.group()) is not None
                when: str | None = getattr(reader, meaning)(match)
                found.append(Period(match.start(), match.end(), when, False, earlier, recalled, later))
    for year in calendarsigns.ANY_YEAR.finditer(text) if "y" in signs else ():
        bare = None if taken[year.start()] else _BARE_YEAR.match(text, year.start())
        if bare is not None:
            found.append(Period(bare.start(), bare.end(), reader.whole_year(bare), year_only=True))
    return sorted(found, key=_place)


@lru_cache(maxsize=4096)  # headings of tables are asked for often
def parse_period(text: str, published: str | None = None) -> str | None:
    """The ISO interval that a period expression means: "2016..2021", "Q1 2025", "первый квартал 2025", "last year".

    Several expressions span from the first to the last ("March 2024 to May 2025"); None if there is none.
    """
    known = [period.interval for period in find(text, intervals.published_day(published)) if period.interval]
    if not known:
        return None
    return f"{min(part[:10] for part in known)}/{max(part[11:] for part in known)}"


def periods(text: str, published: str | None = None) -> tuple[tuple[Span, str], ...]:
    """Every period expression in `text` with its ISO interval; those whose year cannot be known are left out."""
    found = find(text, intervals.published_day(published))
    return tuple((Span(period.start, period.end), period.interval) for period in found if period.interval)

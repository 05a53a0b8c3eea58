"""Periods in the headings of one table: of the caption's year where they name none, "First" where quarters are told."""

from __future__ import annotations

import re

from qa.quantity.calendar_words import month_numbers, parse_period
from qa.quantity.columns import yearless

#: Longest heading in characters that may say when; longer ones are sentences.
_LONGEST = 200
#: What says that ordinals are of quarters.
_QUARTERLY = re.compile(r"quarter|квартал|тоқсан|季度", re.I)
_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "i": 1, "ii": 2, "iii": 3,
    "iv": 4, "первый": 1, "второй": 2, "третий": 3, "четвертый": 4, "четвёртый": 4, "бірінші": 1, "екінші": 2,
    "үшінші": 3, "төртінші": 4, "一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4,
}  # fmt: skip


class TableTimes:
    """Reads the headings of one table. `told` are its caption and the heading over its labels."""

    def __init__(self, caption: str, told: list[str], published: str | None) -> None:
        self.caption = parse_period(caption, published)
        self._published = published
        self._quarterly = any(_QUARTERLY.search(text) for text in (caption, *told))

    def year(self) -> str | None:
        """The year that the caption gives, where it gives one year."""
        when = self.caption
        whole = when is not None and when[4:10] == "-01-01" and when[11:] == f"{when[:4]}-12-31"
        return when[:4] if when is not None and whole else None

    def of(self, heading: str) -> str | None:
        """The period that a heading says: of the caption's year if it names none, "First" where quarters are told."""
        if len(heading) > _LONGEST:
            return None
        number = _ORDINALS.get(heading.strip(" .").lower()) if self._quarterly else None
        said = f"Q{number}" if number else heading
        year = self.year()
        if year is not None and (number or yearless(heading) or heading.strip(" .").lower() in month_numbers()):
            return parse_period(f"{said} {year}", None) or parse_period(said, self._published)
        return parse_period(said, self._published)

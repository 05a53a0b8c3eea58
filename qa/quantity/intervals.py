"""ISO intervals: "2024-01-01/2024-12-31". Both days are included."""

from __future__ import annotations

import calendar
from datetime import date, timedelta


def span(first: date, last: date) -> str | None:
    """The interval from `first` to `last`, or None if it would run backwards."""
    return f"{first.isoformat()}/{last.isoformat()}" if first <= last else None


def months(year: int, first: int, last: int) -> str | None:
    """The interval of whole months `first` to `last` of a year."""
    if not (1 <= first <= 12 and 1 <= last <= 12 and 1 <= year <= 9999):
        return None
    return span(date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1]))


def years(first: int, last: int) -> str | None:
    """The interval of whole years."""
    if not (1 <= first <= 9999 and 1 <= last <= 9999):
        return None
    return span(date(first, 1, 1), date(last, 12, 31))


def quarter(year: int, number: int) -> str | None:
    """The interval of a quarter, 1 to 4."""
    return months(year, 3 * number - 2, 3 * number) if 1 <= number <= 4 else None


def half(year: int, number: int) -> str | None:
    """The interval of a half-year, 1 or 2."""
    return months(year, 6 * number - 5, 6 * number) if 1 <= number <= 2 else None


def day(year: int, month: int, number: int) -> str | None:
    """The interval of one day, or None if there is no such day."""
    try:
        found = date(year, month, number)
    except ValueError:
        return None
    return span(found, found)


def published_day(published: str | None) -> date | None:
    """The last day that a document's date ("2025", "2025-06", "2025-06-09") can mean, or None."""
    if not published:
        return None
    try:
        parts = [int(part) for part in published[:10].split("-")]
        if len(parts) == 1:
            return date(parts[0], 12, 31)
        if len(parts) == 2:
            return date(parts[0], parts[1], calendar.monthrange(parts[0], parts[1])[1])
        return date(*parts[:3])
    except (ValueError, TypeError, calendar.IllegalMonthError):
        return None


def bounds(interval: str) -> tuple[date, date] | None:
    """The two days of an ISO interval, or None if it is none."""
    first, slash, last = interval.partition("/")
    try:
        return (date.fromisoformat(first), date.fromisoformat(last)) if slash else None
    except ValueError:
        return None


def ended(last: str, count: int) -> str | None:
    """The interval of the `count` months that end on the day `last`: "year ended 30 June 2024"."""
    end = date.fromisoformat(last)
    month = end.year * 12 + end.month - 1 - count  # the month before the first, counted from year 0
    year, number = divmod(month, 12)
    if year < 1:
        return None
    start = date(year, number + 1, min(end.day, calendar.monthrange(year, number + 1)[1]))
    if end.day == calendar.monthrange(end.year, end.month)[1]:
        start = date(year, number + 1, calendar.monthrange(year, number + 1)[1])
    return span(start + timedelta(days=1), end)


def overlap(first: str | None, second: str | None) -> bool:
    """Whether two ISO intervals share a day; an unknown interval shares none."""
    one, other = bounds(first or ""), bounds(second or "")
    if one is None or other is None:
        return False
    return one[0] <= other[1] and other[0] <= one[1]


def before(published: date, days: int) -> str | None:
    """The interval of the last `days` days up to `published`."""
    return span(published - timedelta(days=days - 1), published)

"""A month or a quarter moved to another, in the words and the case in which it was told."""

from __future__ import annotations

import re

from qa.quantity import periods
from qa.quantity.calendarforms import month_forms

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_WORD = re.compile(r"[^\W\d_]+")
_IN_SECOND = re.compile(r"\bв(?= втор)")
_HAN_MONTH = re.compile(r"(?<!\d)(?:1[0-2]|[1-9])(?=月)")
#: The first four of a row as they are told, each line in one form.
ORDINALS = (
    ("first", "second", "third", "fourth"), ("1st", "2nd", "3rd", "4th"), ("Q1", "Q2", "Q3", "Q4"),
    ("первый", "второй", "третий", "четвёртый"), ("первом", "втором", "третьем", "четвёртом"),
    ("первого", "второго", "третьего", "четвёртого"), ("первым", "вторым", "третьим", "четвёртым"),
    ("первая", "вторая", "третья", "четвёртая"), ("первой", "второй", "третьей", "четвёртой"),
    ("первую", "вторую", "третью", "четвёртую"), ("первое", "второе", "третье", "четвёртое"),
    ("бірінші", "екінші", "үшінші", "төртінші"), ("I", "II", "III", "IV"),
    ("1", "2", "3", "4"), ("一", "二", "三", "四"),
)  # fmt: skip
#: What may stand beside such a word: Chinese signs, but no letter of its own.
_APART = "(?<![^\\W_\u3400-\u9fff]){}(?![^\\W_\u3400-\u9fff])"


def moved(text: str, steps: int, lasts: int) -> str:
    """`text` with its only period so many steps away, if it `lasts` so many months (1, 3), which is a step; else ""."""
    found = periods(text)
    if len(found) != 1:
        return ""
    span, interval = found[0]
    start, _, end = interval.partition("/")
    first, last = (int(day[:4]) * 12 + int(day[5:7]) - 1 for day in (start, end))
    told = span.of(text)
    if last - first + 1 != lasts:
        return ""
    year, month = divmod(first + steps * lasts, 12)
    other = _month(told, first % 12, month) if lasts == 1 else _quarter(told, first % 12 // 3, month // 3)
    if not other or (year != first // 12 and not _YEAR.search(told)):
        return ""
    return _IN_SECOND.sub("во", text[: span.start] + _YEAR.sub(str(year), other) + text[span.end :])


def _month(told: str, own: int, other: int) -> str:
    """`told` with another month (both from 0) in the same form; "" if its own is not told by name or number."""
    if _HAN_MONTH.search(told):
        return _HAN_MONTH.sub(str(other + 1), told, count=1)
    names, others = month_forms()[own], month_forms()[other]
    for word in _WORD.finditer(told):
        place = names.index(word.group().lower()) if word.group().lower() in names else len(others)
        if place < len(others):
            name = others[place].capitalize() if word.group()[0].isupper() else others[place]
            return told[: word.start()] + name + told[word.end() :]
    return ""


def month_named(word: str, month: int) -> str:
    """The name of a month (from 1) in the form in which `word` is another; "" if that month has no such form."""
    own = next((names.index(word.casefold()) for names in month_forms() if word.casefold() in names), -1)
    forms = month_forms()[month - 1]
    if not 0 <= own < len(forms):
        return ""
    return forms[own].capitalize() if word[:1].isupper() else forms[own]


def _quarter(told: str, own: int, other: int) -> str:
    """`told` with another quarter (both from 0) in the same form; "" if its own is told in no known words."""
    for names in ORDINALS:
        place = re.search(_APART.format(names[own]), told, re.IGNORECASE)
        if place:
            return told[: place.start()] + names[other] + told[place.end() :]
    return ""

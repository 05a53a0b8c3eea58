"""What a heading names besides its unit: a thing, one of several, a kind, a unit told as one, a bare statistic."""

from __future__ import annotations

import re
from functools import lru_cache

from qa.quantity.counted import singular
from qa.quantity.headingnouns import NUMBER_OF
from qa.quantity.headings import BRACKETS, UNCOUNTED, measure
from qa.quantity.measures import exactly
from qa.quantity.tokens import tokenise
from qa.quantity.units import dimension

#: A Russian word that ends as masculine nouns do in the singular, and not as genitives in the plural.
_ONE_RUSSIAN = re.compile("[а-яё]{2,}(?:[бгдзклмнпрстфхцчшщ]|(?<![оеё])в)(?<!человек)(?<!единиц)(?<!штук)")
#: Times as kinds of what is told ("Day" beside "Night"), where "Days" are counted.
_TIME_KINDS = frozenset({
    "day", "night", "week", "weekday", "month", "hour", "день", "ночь", "неделя", "месяц", "час", "күн", "түн", "апта",
    "工作日", "白天", "夜间",
})  # fmt: skip
#: What counts people, whatever the table is in.
_HEADS = re.compile(r"\b(?:headcount|ftes?)\b|численность|人数", re.I)
#: Headings of columns whose figures have no unit, whatever their row says.
_UNITLESS = re.compile(r"(?:p|r|r2|r²|n|t|f|z|χ2|χ²)(?:[ -–]?(?:value|values|значение))?", re.I)


def unitless(heading: str) -> bool:
    """Whether a column holds statistics without a unit: "P value", "n"."""
    return _UNITLESS.fullmatch(heading.strip()) is not None


def tells_unit(caption: str) -> bool:
    """Whether a caption tells its unit as one, in brackets or behind a comma: "Employment by sector (persons)"."""
    parts = (*BRACKETS.findall(caption), caption.rpartition(",")[2] if "," in caption else "")
    return any(found.unit for part in parts if (found := exactly(part.strip())) is not None)


@lru_cache(maxsize=4096)
def names_one(label: str) -> bool:
    """Whether a row's label is one thing's name in the singular ("City", «Склад»), where "Trucks" are counted."""
    tokens = tokenise(label)
    if len(tokens) != 1 or tokens[0].text.islower():
        return False
    low = tokens[0].low
    return singular(low) == low if low.isascii() else _ONE_RUSSIAN.fullmatch(low) is not None


def names_kind(heading: str) -> bool:
    """Whether an English heading is one thing's name: it says of what kind or whose, and counts none ("Home")."""
    low = heading.strip().lower()
    if low in _TIME_KINDS:
        return True
    return low.isascii() and low.isalpha() and low not in UNCOUNTED and names_one(heading) and names_thing(heading)


@lru_cache(maxsize=4096)
def names_thing(heading: str) -> bool:
    """Whether a heading's unit is only a noun in it ("Trucks"), not told as a unit ("Fleet, trucks")."""
    found = measure(heading)
    if found is None or not found.unit or dimension(found.unit) != "count":
        return False
    plain = " ".join(heading.split())
    if _HEADS.search(plain):
        return False
    return not (BRACKETS.search(plain) or NUMBER_OF.match(plain) or any(sign in plain for sign in ",，;:：/"))

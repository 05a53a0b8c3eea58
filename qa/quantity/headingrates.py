"""Rates in headings, apart from their unit: "per share", "per tonne and hour", «на одного работника», 人均."""

from __future__ import annotations

import re

from qa.quantity.headingnouns import known_noun
from qa.quantity.lexicon import lexicon
from qa.quantity.tokens import tokenise
from qa.quantity.unitphrase import UnitPhrases

#: Where a rate may begin, and where it must end.
_BEGINS = re.compile(
    r"\bper (?!cent\b)|\bна (?=одн\w{1,3}\b|душу\b|1 |человека\b|акцию\b)|жан басына|人均|每股|亩产|时速", re.I
)
_FIXED = {"人均": "/person", "每股": "/share", "亩产": "/mu", "时速": "/h", "жан басына": "/person"}
#: «Бір вагонға шаққандағы жүк»: for each wagon.
_KAZAKH = re.compile(r"([^\W\d]{3,})[ғгқк][ае]\s+шаққан", re.I)
#: What is told for each of something.
PRICE = re.compile(
    r"\b(?:price|cost|fee|tariff|rate|charge|freight|fare|wage|toll|rent|revenue|income|earning|dividend|profit|loss"
    r"|spending|expenditure|payment|salary)(?:s|es)?\b",
    re.I,
)
_ENDS = re.compile("[,，;；:：(（]|$")
_AND = re.compile(r" (?:and|и) ")
#: «на одного работника»: Russian counts for one.
_FOR_ONE = re.compile(r"на одн\w{1,3} (?=[^\W\d])", re.I)


def _rate(words: str) -> str:
    """The rate that all of `words` make ("per tonne and hour": "/t/h"), or an empty text."""
    names = []
    for n, part in enumerate(_AND.split(_FOR_ONE.sub("на 1 ", words.strip()))):
        tokens = tokenise(part if not n else f"per {part}")
        found = UnitPhrases(tokens, lexicon()).rate(0) if tokens else None
        one = re.fullmatch(r"на 1 ([а-яё]+)", part)
        noun = known_noun(one[1]) if one else ""
        if noun:
            names.append(f"/{noun}")
        elif found is not None and found.end == len(tokens):
            names.append(found.name)
        else:
            return ""
    return "".join(names)


def rate_in(heading: str) -> str:
    """The rate that stands in a heading, up to its next comma: "/share", "/t/h"; an empty text without one."""
    each = _KAZAKH.search(heading)
    if each is not None and (noun := known_noun(each[1])):
        return f"/{noun}"
    for begin in _BEGINS.finditer(heading):
        if begin.group().lower() in _FIXED:
            return _FIXED[begin.group().lower()]
        end = _ENDS.search(heading, begin.start())
        rate = _rate(heading[begin.start() : end.start() if end else len(heading)])
        if rate:
            return rate
    return ""


def rate_at_end(heading: str) -> tuple[str, str] | None:
    """The words before the rate that ends a heading, and the rate: "Price per FEU" gives ("Price", "/FEU")."""
    for begin in reversed(list(_BEGINS.finditer(heading))):
        rate = _rate(heading[begin.start() :]) if begin.group().lower() not in _FIXED else ""
        if rate:
            return heading[: begin.start()].strip(), rate
    return None

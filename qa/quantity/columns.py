"""What a heading says besides its measure: what kind of column it is, direction, plan, a period without its year."""

from __future__ import annotations

import re
from functools import lru_cache

from qa.quantity import calendar_words
from qa.quantity.lexicon import lexicon
from qa.quantity.tokens import tokenise

#: Words that belong to a period and name nothing.
_PERIOD_WORDS = re.compile(
    r"\b(?:years?|fy|months?|quarters?|г|гг|год\w*|за|в|жыл\w*|the|in|of|as|at|end|by|for|on|from|to|на|с|конец|начало"
    r"|месяц\w*|квартал\w*|тоқсан\w*|ай)\b|[年度月]|季度",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"[^\W\d_]")


def says_more(rest: str) -> bool:
    """Whether what is left of a heading without its periods says anything besides when."""
    return _LETTERS.search(_PERIOD_WORDS.sub("", rest)) is not None


@lru_cache(maxsize=4096)
def column_kind(heading: str) -> str:
    """As in "unit", "year", "note" or "" (figures or words)."""
    low = " ".join(heading.lower().split()).strip(" :.*")
    for kind in ("unit", "year", "note"):
        forms = lexicon().forms[f"column {kind}"]
        if low in forms or low + "." in forms:
            return kind
    return ""


def yearless(text: str) -> bool:
    """Whether a heading is a period that lacks its year: "Q1", "January–June"."""
    found = calendar_words.find(text)
    return bool(found) and found[0].interval is None


def direction(heading: str) -> str:
    """As in "up" where the heading tells of growth, "down" of decline, "share", "plan" or "" otherwise."""
    words = {token.low for token in tokenise(heading)}
    forms = lexicon().forms
    if words & {"share", "доля", "үлесі", "占比", "удельный", "proportion"} or "占比" in heading or "比重" in heading:
        return "share"
    if words & (forms["down noun"] - {"less", "lower", "fewer", "аз", "cut", "cuts"}):
        return "down"
    if words & {"growth", "change", "increase", "рост", "прирост", "изменение", "өсім", "өсуі", "yoy"} or any(
        word in heading for word in ("增长", "增幅", "同比", "增速")
    ):
        return "up"
    return ""


def plans(heading: str) -> bool:
    """Whether a heading speaks of a plan or forecast."""
    forms = lexicon().forms["plan"]
    return any(token.low in forms for token in tokenise(heading)) or any(
        word in heading for word in ("计划", "预计", "目标")
    )

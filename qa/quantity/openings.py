"""What a token can open besides a figure: the name or title that its number belongs to, a bracket, a code."""

from __future__ import annotations

from functools import lru_cache

from qa.quantity import han
from qa.quantity.lexicon import lexicon
from qa.quantity.titles import OPENING

#: Brackets that may hold citations, and what closes them.
BRACKETS = {"[": "]", "(": ")", "【": "】", "（": "）", "〔": "〕"}
NAME, TITLE, BRACKET, CODE, SIGN = 1, 2, 4, 8, 16
#: What every number in digits can open.
NUMBER = NAME | TITLE


@lru_cache(maxsize=20_000)
def of(text: str) -> int:
    """What a token that is no number in digits can open, kept by its text: most words open nothing."""
    known = lexicon()
    counts = text.lower() in known.numbers
    found = NAME * (counts or text in han.ALL) | TITLE * (counts or text in OPENING)
    if text in BRACKETS:
        return found | BRACKET
    return found | CODE * known.after["trigger"].opens(text.lower()) | SIGN * (text in {"第", "^"})

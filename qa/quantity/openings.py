"""What a token can open: a figure, the name or title that its number belongs to, a bracket, a code."""

from __future__ import annotations

from functools import lru_cache

from qa.quantity import han, kinds
from qa.quantity.beginnings import FIGURE, may_begin
from qa.quantity.lexicon import lexicon
from qa.quantity.titles import OPENING
from qa.quantity.tokens import Token

#: Brackets that may hold citations, and what closes them.
BRACKETS = {"[": "]", "(": ")", "【": "】", "（": "）", "〔": "〕"}
NAME, TITLE, BRACKET, CODE, SIGN = 1, 2, 4, 8, 16
#: What every number in digits can open.
NUMBER = NAME | TITLE | FIGURE


def opened(tokens: list[Token]) -> list[tuple[int, int]]:
    """The tokens that can open anything, in order, and what: every token is looked at once, most open nothing."""
    return [
        (i, opens)
        for i, token in enumerate(tokens)
        if (opens := NUMBER if token.kind is kinds.NUMBER else of(token.text))
    ]


@lru_cache(maxsize=20_000)
def of(text: str) -> int:
    """What a token that is no number in digits can open, kept by its text."""
    known = lexicon()
    counts = text.lower() in known.numbers
    found = NAME * (counts or text in han.ALL) | TITLE * (counts or text in OPENING)
    found |= FIGURE * may_begin(text)
    if text in BRACKETS:
        return found | BRACKET
    return found | CODE * known.after["trigger"].opens(text.lower()) | SIGN * (text in {"第", "^"})

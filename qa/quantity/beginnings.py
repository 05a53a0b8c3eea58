"""Where figures may begin: most words begin none, and a text in which no token does needs no closer look."""

from __future__ import annotations

from functools import lru_cache

from qa.quantity import han
from qa.quantity.halves import CLASSIFIERS
from qa.quantity.lexicon import Lexicon, lexicon
from qa.quantity.specials import MULTIPLYING
from qa.quantity.tokens import Kind, Token

_DIGITS = frozenset({Kind.NUMBER, Kind.FRACTION})
_ARTICLES = frozenset({"a", "an"})


def beginnings(tokens: list[Token], known: Lexicon) -> list[int]:
    """The tokens at which a figure may begin, in order."""
    found = [i for i, token in enumerate(tokens) if token.kind in _DIGITS or _may_begin(token.low)]
    return [i for i in found if tokens[i].low not in _ARTICLES or _articled(tokens, i, known)]


def _articled(tokens: list[Token], i: int, known: Lexicon) -> bool:
    """Whether an article at token `i` may begin a figure: "a million", "a third", "a month and a half"."""
    if i + 1 >= len(tokens):
        return False
    if tokens[i + 1].low in known.numbers:
        return True
    unit = known.words.at(tokens, i + 1)
    if unit is not None and unit[0] < len(tokens) and tokens[unit[0]].low == "and":
        return True
    return any(known.after[kind].at(tokens, i) is not None for kind in ("fraction", "fold"))


@lru_cache(maxsize=20_000)
def _may_begin(word: str) -> bool:
    """Whether a word or a Chinese character in lower case can begin a figure."""
    if not word[0].isalnum():
        return False
    known = lexicon()
    if word in known.numbers or word in han.ALL or word in CLASSIFIERS or word in MULTIPLYING:
        return True
    if word in _ARTICLES or word == "half" or word.startswith("пол"):
        return True
    return known.after["fold"].opens(word) or known.after["fraction"].opens(word)

"""Where figures may begin: most words begin none, and a text in which no token does needs no closer look."""

from __future__ import annotations

from qa.quantity import han
from qa.quantity.halves import CLASSIFIERS
from qa.quantity.lexicon import Lexicon, lexicon
from qa.quantity.specials import MULTIPLYING
from qa.quantity.tokens import FRACTIONS, Token

#: What `openings` tells of a token that can begin a figure.
FIGURE = 32
_ARTICLES = frozenset({"a", "an"})


def beginnings(tokens: list[Token], opened: list[tuple[int, int]], known: Lexicon) -> list[int]:
    """The tokens at which a figure may begin, in order, of those that open anything (see `openings`)."""
    return [
        i for i, opens in opened if opens & FIGURE and (tokens[i].low not in _ARTICLES or _articled(tokens, i, known))
    ]


def _articled(tokens: list[Token], i: int, known: Lexicon) -> bool:
    """Whether an article at token `i` may begin a figure: "a million", "a third", "a month and a half"."""
    if i + 1 >= len(tokens):
        return False
    if tokens[i + 1].low in known.numbers:
        return True
    unit = known.words.at(tokens, i + 1)
    if unit is not None and unit[0] < len(tokens) and tokens[unit[0]].low == "and":
        return True
    return known.after["fraction"].at(tokens, i) is not None or known.after["fold"].at(tokens, i) is not None


def may_begin(text: str) -> bool:
    """Whether a word, a Chinese character or a fraction can begin a figure."""
    word, known = text.lower(), lexicon()
    if text in FRACTIONS:
        return True
    if not word[0].isalnum():
        return False
    if word in known.numbers or word in han.ALL or word in CLASSIFIERS or word in MULTIPLYING:
        return True
    if word in _ARTICLES or word == "half" or word.startswith("пол"):
        return True
    return known.after["fold"].opens(word) or known.after["fraction"].opens(word)

"""Whether words are the right words: exact match and token F1.

The normal form is SQuAD's (Rajpurkar et al. 2016: lower case, no punctuation, no English articles) carried to four
languages: Unicode compatibility forms are folded first, and every Chinese character is a token of its own, as the
CMRC 2018 evaluation has it (Cui et al. 2019).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

_TOKEN = re.compile(r"[㐀-䶿一-鿿豈-﫿]|[^\W_㐀-䶿一-鿿豈-﫿]+")
_ARTICLES = frozenset({"a", "an", "the"})
#: A grouped number: one token however it is grouped ("240,000", "240 000"; NFKC turns every space into this one).
_GROUPED = re.compile(r"(?<![\d.,])\d{1,3}(?:[ ,]\d{3})+(?!\d)")

#: An answer this long is a statement rather than a name: a few words more or less do not make it another one.
STATEMENT_TOKENS = 6
#: The share of a statement's tokens that must stand in the headline.
STATEMENT_RECALL = 0.8


def tokens(text: str) -> list[str]:
    """The tokens of `text` in normal form, articles left out."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    folded = _GROUPED.sub(lambda number: re.sub("[ ,]", "", number.group()), folded)
    return [token for token in _TOKEN.findall(folded) if token not in _ARTICLES]


def exact_match(given: str, wanted: str) -> float:
    """1.0 where both have the same tokens in the same order, else 0.0."""
    return float(tokens(given) == tokens(wanted))


def token_f1(given: str, wanted: str) -> float:
    """The harmonic mean of token precision and recall, 0–1; two texts without any token are equal."""
    mine, theirs = tokens(given), tokens(wanted)
    if not mine or not theirs:
        return float(mine == theirs)
    shared = (Counter(mine) & Counter(theirs)).total()
    return 2 * shared / (len(mine) + len(theirs))


def holds(given: str, wanted: str) -> bool:
    """Whether `given` says `wanted`: its tokens in a row, or, for a long statement, nearly all of them."""
    mine, theirs = tokens(given), tokens(wanted)
    if not theirs:
        return False
    if _contains(mine, theirs):
        return True
    if len(theirs) < STATEMENT_TOKENS:
        return False
    return (Counter(mine) & Counter(theirs)).total() / len(theirs) >= STATEMENT_RECALL


def _contains(sequence: Sequence[str], part: Sequence[str]) -> bool:
    width = len(part)
    return any(list(sequence[at : at + width]) == list(part) for at in range(len(sequence) - width + 1))

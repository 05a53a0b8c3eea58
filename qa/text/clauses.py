"""How far apart two places of a sentence are, counted in clauses instead of characters."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from functools import lru_cache

#: Where something starts and ends: what is looked up thousands of times a question.
Place = tuple[int, int]

#: What stands between two clauses or members of a list, and how much further off it puts the other side. Decimal
#: points and the commas of figures are none. Most words are passed over by their first letter.
_STEPS = (
    (re.compile(r"[;；。]|(?<!\d)\.(?=\s)|\n"), 2.0),
    (re.compile(r",(?!\d)|[，、:：()（）]|\s[—–]\s"), 1.0),
    (
        re.compile(
            r"\b(?=[abcovwабижмнпт])(?:and|but|or|while|whereas|against|compared|versus|"
            r"и|а|но|или|против|тогда|мен|және|ал|бірақ|немесе)\b|[和与而及]",
            re.IGNORECASE,
        ),
        0.5,
    ),
)

#: What stands in brackets, none inside it.
_BRACKETED = re.compile(r"[(（][^()（）\n]*[)）]")
#: What belongs to nothing before it: brackets that open a sentence, a cell or a member of a list.
_OPENS = re.compile(r"(?:^|[\n|.;:!?。；：！？,，、])\s*$")
#: So many characters before brackets tell whether they open something.
_BEFORE = 8


@lru_cache(maxsize=4_096)
def _brackets(text: str) -> tuple[tuple[int, int], ...]:
    """What stands in brackets behind something, brackets included."""
    return tuple(
        (match.start(), match.end())
        for match in _BRACKETED.finditer(text)
        if not _OPENS.search(text, max(0, match.start() - _BEFORE), match.start())
    )


@lru_cache(maxsize=4_096)
def _steps(text: str) -> tuple[tuple[int, ...], tuple[float, ...]]:
    """Where the steps are, and the sum of all up to each."""
    found = sorted((match.start(), size) for pattern, size in _STEPS for match in pattern.finditer(text))
    sums, total = [0.0], 0.0
    for _, size in found:
        total += size
        sums.append(total)
    return tuple(at for at, _ in found), tuple(sums)


def belonging(text: str, place: Place, other: Place) -> Place:
    """Where `place` counts as standing, seen from `other`: what is in brackets belongs to what they stand behind."""
    for start, end in _brackets(text):
        if start < place[0] and place[1] < end:
            return place if start < other[0] and other[1] < end else (start, start)
    return place


def distances(text: str) -> Callable[[Place, Place], tuple[float, int]]:
    """How far one place of `text` is from where another belongs, in clauses and characters: for many of one text."""
    bracketed, (places, sums) = bool(_brackets(text)), _steps(text)

    def away(own: Place, other: Place) -> tuple[float, int]:
        low, high = belonging(text, other, own) if bracketed else other
        begin, stop = (own[1], low) if own[1] <= low else (high, own[0])
        first, last = bisect_left(places, begin), bisect_right(places, stop - 1)
        return sums[last] - sums[first] if last > first else 0.0, max(0, low - own[1], own[0] - high)

    return away


def apart(text: str, one: Place, other: Place) -> float:
    """The steps between two ranges of characters of `text`; 0 within one clause."""
    low, high = (one[1], other[0]) if one[1] <= other[0] else (other[1], one[0])
    places, sums = _steps(text)
    first, last = bisect_left(places, low), bisect_right(places, high - 1)
    return sums[last] - sums[first] if last > first else 0.0

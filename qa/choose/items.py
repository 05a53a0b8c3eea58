"""Which words of a sentence belong to which of its figures, where it lists several.

"In Tolby 61,400 homes had heating, in Quarrow 29,800 and in Maren 104,500": the first member says what is counted, the
others only what differs. So a word of a later member speaks for its figure and against all others, while words of the
first member speak for all of them.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa.types import Span

_AND = r"(?:\b(?:and|but|or|while|whereas|against|versus|и|а|но|или|против|тогда|және|ал|бірақ|немесе)\b|[和与而及])"
#: What parts two members of a list, the strongest first: of the strongest kind between two figures the first counts,
#: so that what is told of a member's name between commas stays with it.
_PARTS = (
    re.compile(r"[;；。]|(?<!\d)\.(?=\s)|\n"),
    re.compile(rf"[,，、]\s*{_AND}", re.IGNORECASE),
    re.compile(r",(?!\d)|[，、(（]|\s[—–]\s"),
    re.compile(_AND, re.IGNORECASE),
)
_OPENING = "(（"


@dataclass(frozen=True, slots=True)
class Item:
    """One member of a list: where it stands, the figures in it, and the member that it stands in brackets behind."""

    span: Span
    figures: tuple[Span, ...]
    behind: int | None = None


def items(text: str, figures: Sequence[Span]) -> tuple[Item, ...]:
    """The members of the list that `text` is, by its `figures` in order; one member where it is none.

    Figures with nothing between them that parts ("from 5 to 7 km") stay together.
    """
    cuts, groups = [0], [[figures[0]]] if figures else [[]]
    for one, other in itertools.pairwise(figures):
        cut = _cut(text, one.end, other.start)
        if cut is None:
            groups[-1].append(other)
        else:
            cuts.append(cut)
            groups.append([other])
    ends = [*cuts[1:], len(text)]
    found: list[Item] = []
    for at, (start, end, group) in enumerate(zip(cuts, ends, groups, strict=True)):
        bracketed = at > 0 and text[start] in _OPENING
        before = found[-1].behind if bracketed and found[-1].behind is not None else at - 1
        found.append(Item(Span(start, end), tuple(group), before if bracketed else None))
    return tuple(found)


def _cut(text: str, start: int, end: int) -> int | None:
    for pattern in _PARTS:
        match = pattern.search(text, start, end)
        if match:
            return match.start()
    return None


def _ends(member: Item) -> tuple[int, int]:
    return member.span.start, member.span.end


def distinctive(members: Sequence[Item], places: Sequence[tuple[int, int, int]]) -> list[frozenset[int]]:
    """For each member the wanted words that stand in it alone; none for the first, whose words go for all.

    `places` are (word, start, end) as `Matcher.places` gives them. What stands in brackets shares the words of the
    member that it stands behind.
    """
    own = [frozenset([at for at, low, _ in places if start <= low < end]) for start, end in map(_ends, members)]
    found: list[frozenset[int]] = []
    for number, member in enumerate(members):
        host = number if member.behind is None else member.behind
        mine = own[number] | own[host]
        others = [
            words
            for other, words in enumerate(own)
            if other not in (number, host) and members[other].behind not in (number, host)
        ]
        found.append(mine.difference(*others) if host else own[number].difference(*others) if number else frozenset())
    return found

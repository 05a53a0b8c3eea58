"""Results of games, which are no quantities: "3–1", "2-0", "6-4, 3-6, 7-5"."""

from __future__ import annotations

from itertools import pairwise

from qa.quantity.atom import Atom
from qa.quantity.dashes import DASHES
from qa.quantity.tokens import Token, glued

#: Results of games stay below this.
_HIGHEST_SCORE = 200


def without_scores(tokens: list[Token], atoms: list[Atom]) -> list[Atom]:
    """The atoms without results of games ("3–1", "2-0", "6-4, 3-6, 7-5")."""
    if len(atoms) < 2:
        return atoms
    scores: set[int] = set()
    pairs: list[int] = []
    for i, (left, right) in enumerate(pairwise(atoms)):
        glue = right.begin == left.end + 1 and tokens[left.end].text in DASHES
        small = left.plain and right.plain and left.bare < _HIGHEST_SCORE and not left.unit and not right.unit
        if not (glue and small and glued(tokens, left.end)):
            continue
        pairs.append(i)
        if left.value >= right.value >= 0:
            scores |= {i, i + 1}
    for one, other in (*pairwise(pairs), *pairwise(reversed(pairs))):
        first, second = sorted((one, other))
        listed = second == first + 2 and _between(tokens, atoms[first + 1], atoms[second]) in ([","], [";"])
        if listed and one in scores:
            scores |= {other, other + 1}
    return [atom for i, atom in enumerate(atoms) if i not in scores]


def _between(tokens: list[Token], left: Atom, right: Atom) -> list[str]:
    return [token.text for token in tokens[left.end : right.begin][:2]]

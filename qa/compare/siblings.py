"""Figures that may contradict or confirm the winner: which may at all, and what speaks for their being of one thing.

What rules a figure out is stated here: another place, cargo, period or role, one statement or table with the winner's,
or both figures side by side somewhere. What is left is weighed by evidence; nothing here knows a weight.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qa.compare.pairs import equal, in_unit, same_measure, same_scope
from qa.compare.statements import LEVELS, Place, Statement
from qa.quantity import overlap
from qa.text.glossary import Key
from qa.types import Candidate, Quantity, Role, Span

#: Every kind of evidence that an unlike figure is of the same thing, and what it says.
EVIDENCE: Mapping[str, str] = {
    "rank": "how far down the figure stands among all that could answer",
    "asked": "share of the question's words in its statement, its passage and what stands above",
    "own": "share of the question's words in its own statement",
    "companion": "both statements give one more figure, and the same",
    "distance": "how far the two figures lie apart",
    "document": "both stand in one document",
    "date": "dates are compared, not amounts",
    "period": "both state a period, and these meet",
    "kind": "how much better the winner fits what is asked for",
}
#: What says how much there is, in one way or another; a change is none of them.
_AMOUNTS = LEVELS | {Role.SHARE, Role.FROM, Role.RATE}
#: Beyond this place it makes no difference how far down a figure stands.
_LAST = 200
#: The logarithm of the last place, rounded, divides ranks into 0 to about 1.8.
_RANKS = 3.0
#: Years between two dates that count as fully apart.
_YEARS = 5.0


@dataclass(frozen=True, slots=True)
class Sibling:
    """Another statement, whether its figure is the winner's, and the evidence for its being of the same thing."""

    statement: Statement
    agrees: bool
    evidence: Mapping[str, float]


def siblings(
    asked: Sequence[Key],
    first: Statement,
    others: Sequence[Statement],
    ranked: Sequence[Candidate],
    beside: Mapping[Place, Sequence[Quantity]],
) -> list[Sibling]:
    """Those of `others` that may be of the same thing as `first`: with an unlike amount or date, or the same amount.

    `ranked` are the candidates, best first; `beside` holds all figures of each statement by its place.
    """
    rank = {(c.document, c.quantity.span): at for at, c in reversed(list(enumerate(ranked))) if c.quantity is not None}
    fit = {(c.document, c.quantity.span): c.evidence.get("kind", 0.0) for c in ranked if c.quantity is not None}
    return [
        Sibling(
            other, equal(first.cited.quantity, other.cited.quantity), _evidence(asked, first, other, rank, fit, beside)
        )
        for other in others
        if _may_be_the_same(asked, first, other, beside)
    ]


def _may_be_the_same(
    asked: Sequence[Key], first: Statement, other: Statement, beside: Mapping[Place, Sequence[Quantity]]
) -> bool:
    one, two = first.cited.quantity, other.cited.quantity
    dated = one.dimension == "date"
    return (
        first.place != other.place
        and (one.role is two.role or {one.role, two.role} <= _AMOUNTS)
        and (dated or not _apart(first.period, other.period))
        and not (first.table and first.table == other.table)
        and (first.passage is None or first.passage != other.passage)
        and same_scope(asked, first, other)
        and (not dated if equal(one, two) else not _told_together(first, other, beside))
    )


def _told_together(first: Statement, other: Statement, beside: Mapping[Place, Sequence[Quantity]]) -> bool:
    """Whether one of the statements gives both figures: who tells both means two things."""
    one, two = first.cited.quantity, other.cited.quantity
    return any(_same(two, figure) for figure in beside.get(first.place, ())) or any(
        _same(one, figure) for figure in beside.get(other.place, ())
    )


def _evidence(
    asked: Sequence[Key],
    first: Statement,
    other: Statement,
    rank: Mapping[tuple[str, Span], int],
    fit: Mapping[tuple[str, Span], float],
    beside: Mapping[Place, Sequence[Quantity]],
) -> dict[str, float]:
    one, two = first.cited.quantity, other.cited.quantity
    mine, theirs = ((item.citation.document, item.quantity.span) for item in (first.cited, other.cited))
    words = max(1, len(asked))
    return {
        "rank": math.log1p(min(rank.get(theirs, _LAST), _LAST)) / _RANKS,
        "asked": sum(other.tells(key) for key in asked) / words,
        "own": sum(other.says(key) for key in asked) / words,
        "companion": float(_companion(first, other, beside)),
        "distance": _distance(one, two),
        "document": float(first.cited.citation.document == other.cited.citation.document),
        "date": float(one.dimension == "date"),
        "period": float(bool(one.period and two.period) and not _apart(one.period, two.period)),
        "kind": fit.get(mine, 0.0) - fit.get(theirs, 0.0),
    }


def _companion(first: Statement, other: Statement, beside: Mapping[Place, Sequence[Quantity]]) -> bool:
    """Whether both statements give a further figure that is the same: what it was before, or of another thing."""
    mine = [figure for figure in beside.get(first.place, ()) if figure.span != first.cited.quantity.span]
    theirs = [figure for figure in beside.get(other.place, ()) if figure.span != other.cited.quantity.span]
    return any(a.unit == b.unit and a.dimension != "date" and equal(a, b) for a in mine for b in theirs)


def _distance(one: Quantity, other: Quantity) -> float:
    """How far apart: the logarithm of the ratio of two amounts, or years between two dates; 0 to 1."""
    if one.dimension == "date":
        if not one.period or not other.period:
            return 1.0
        return min(1.0, abs(_years(one.period) - _years(other.period)) / _YEARS)
    low, high = in_unit(other, one.unit)
    near, far = sorted((abs(one.low + one.high), abs(low + high)))
    return min(1.0, math.log(far / near)) if near > 0 else 1.0


def _years(period: str) -> float:
    return int(period[:4]) + int(period[5:7]) / 12


def _same(one: Quantity, other: Quantity) -> bool:
    """One value in one unit; dates are often repeated."""
    return one.dimension != "date" and same_measure(one, other) and equal(one, other)


def _apart(one: str | None, other: str | None) -> bool:
    """Whether two ISO intervals are known and do not meet."""
    return bool(one and other) and not overlap(one or "", other or "")

"""Figures that may contradict or confirm the winner: which may at all, and what speaks for their being of one thing.

What rules a figure out is stated here: another place, cargo, period or role, one statement or table with the winner's,
or both figures side by side somewhere. What is left is weighed by evidence; nothing here knows a weight.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qa.compare.pairs import equal, in_unit, same_measure, same_scope
from qa.compare.statements import LEVELS, Place, Statement
from qa.quantity import overlap
from qa.text.glossary import Key
from qa.types import Candidate, Quantity, Query, Role, Span

#: Every kind of evidence that an unlike figure is of the same thing, and what it says.
EVIDENCE: Mapping[str, str] = {
    "rank": "how far down the figure stands among all that may be compared",
    "margin": "how much better than it the winner answers",
    "own": "share of the question's words in its own statement",
    "nearer": "how many figures of its own document stand nearer to the question in meaning",
    "kinship": "how near the two statements come in meaning",
    "kin": "how many figures of its own document stand nearer to the winner's statement in meaning",
    "foreign": "the two statements are in different languages, so that less of them looks alike",
    "companion": "both statements give one more figure, and the same",
    "distance": "how far the two amounts lie apart",
    "years": "how far the two dates lie apart",
    "document": "both stand in one document",
    "row": "the winner stands in a table",
    "lead": "how much better it answers than whatever else its document says",
    "date": "dates are compared, not amounts",
    "role": "both play the same role in their sentence",
    "confidence": "how sure the winner is",
}
#: What says how much there is, in one way or another; a change is none of them.
_AMOUNTS = LEVELS | {Role.SHARE, Role.FROM, Role.RATE}
#: Cosines and scores differ by this much without meaning.
_NOISE = 1e-6
#: A figure by its document and span.
_Figure = tuple[str, Span]
#: Beyond this place it makes no difference how far down a figure stands.
_LAST = 200
#: The logarithm of the last place, rounded, divides ranks into 0 to about 1.8.
_RANKS = 3.0
#: Sources that disagree by more than a factor of two speak of different things, but for one in thirty.
_FARTHEST = math.log(2)
#: Years between two dates that count as fully apart.
_YEARS = 5.0
#: Beyond these it makes no difference how much better the winner answers.
_WORST, _BEST = -1.0, 3.0
#: Nor beyond this, how much better or worse than the best of its document a figure answers.
_LEAD = 3.0
#: Cosines of sentences of one field lie between about 0.1 and 0.8; what differs in them is brought to about 0 to 1.
_USUAL, _SPREAD = 0.3, 2.9


@dataclass(frozen=True, slots=True)
class Sibling:
    """Another statement, whether its figure is the winner's, and the evidence for its being of the same thing."""

    statement: Statement
    agrees: bool
    evidence: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Told:
    """What is known around the statements: the candidates, best first, and all figures of each statement by its place.

    `confidence` is that of the winner.
    """

    ranked: Sequence[Candidate]
    beside: Mapping[Place, Sequence[Quantity]]
    confidence: float


def conceivable(query: Query, first: Quantity, other: Quantity) -> bool:
    """Whether a figure may be compared with the winner at all, before its words are looked at.

    It has the winner's measure and a like role, comes near in value, and is not of another period than the winner's or
    the question's.
    """
    return (
        same_measure(first, other)
        and (first.role is other.role or {first.role, other.role} <= _AMOUNTS)
        and not _apart(first.period, other.period)
        and not _apart(query.period, other.period)
        and (_distance(first, other) <= _FARTHEST or equal(first, other))
    )


def siblings(
    query: Query, asked: Sequence[Key], first: Statement, others: Sequence[Statement], told: Told
) -> list[Sibling]:
    """Those of `others` that may be of the same thing as `first`: with an unlike amount or date, or the same amount."""
    standing = _standings(first, others, told.ranked)
    return [
        Sibling(
            other,
            equal(first.cited.quantity, other.cited.quantity),
            _evidence(asked, first, other, told, standing[_figure(first)], standing[_figure(other)]),
        )
        for other in others
        if _may_be_the_same(query, asked, first, other, told.beside)
    ]


def _may_be_the_same(
    query: Query, asked: Sequence[Key], first: Statement, other: Statement, beside: Mapping[Place, Sequence[Quantity]]
) -> bool:
    one, two = first.cited.quantity, other.cited.quantity
    dated = one.dimension == "date"
    return (
        first.place != other.place
        and (one.role is two.role or {one.role, two.role} <= _AMOUNTS)
        and (dated or not (_apart(first.period, other.period) or _apart(query.period, two.period)))
        and not (first.table and first.table == other.table)
        and (first.passage is None or first.passage != other.passage)
        and same_scope(asked, first, other)
        and (dated or not _plan_for_now(query, one, two))
        and (not dated if equal(one, two) else not _told_together(first, other, beside))
    )


def _plan_for_now(query: Query, one: Quantity, other: Quantity) -> bool:
    """Whether only the other figure is a plan, where the question asks how it is now or really was."""
    return query.planned is False and _intended(other) and not _intended(one)


def _intended(quantity: Quantity) -> bool:
    return quantity.planned or quantity.role is Role.TARGET


def _told_together(first: Statement, other: Statement, beside: Mapping[Place, Sequence[Quantity]]) -> bool:
    """Whether one of the statements gives both figures: who tells both means two things."""
    one, two = first.cited.quantity, other.cited.quantity
    return any(_same(two, figure) for figure in beside.get(first.place, ())) or any(
        _same(one, figure) for figure in beside.get(other.place, ())
    )


@dataclass(frozen=True, slots=True)
class _Standing:
    """Where a figure stands: its place among all, its score, and what of its document comes nearer.

    `lead` is how far its score lies above the best other one of its document. `nearer` counts the figures nearer to the
    question in meaning, `kin` those nearer to the winner's statement.
    """

    rank: int
    score: float
    lead: float
    nearer: int
    kin: int


def _standings(first: Statement, others: Sequence[Statement], ranked: Sequence[Candidate]) -> dict[_Figure, _Standing]:
    """The standing of every figure of the winner's measure."""
    place = {(c.document, c.quantity.span): at for at, c in reversed(list(enumerate(ranked))) if c.quantity is not None}
    score = {figure: ranked[at].score for figure, at in place.items()}
    worst = min(score.values(), default=0.0)
    documents: dict[str, list[Statement]] = {}
    for one in (first, *others):
        documents.setdefault(one.cited.citation.document, []).append(one)
    found = {}
    for held in documents.values():
        scores = sorted((score.get(_figure(one), worst) for one in held), reverse=True)
        near = sorted(one.nearness or 0.0 for one in held)
        kin = sorted(one.kinship or 0.0 for one in held)
        for one in held:
            found[_figure(one)] = _Standing(
                rank=place.get(_figure(one), _LAST),
                score=score.get(_figure(one), worst),
                lead=_lead(score.get(_figure(one), worst), scores),
                nearer=_above(near, one.nearness or 0.0),
                kin=_above(kin, one.kinship or 0.0),
            )
    return found


def _above(ordered: Sequence[float], value: float) -> int:
    """How many of the ascending values are greater, by more than the arithmetic errs."""
    return len(ordered) - bisect_right(ordered, value + _NOISE)


def _lead(score: float, scores: Sequence[float]) -> float:
    """How far one of the descending scores lies above the best of the others; where there is none, as far as counts."""
    if len(scores) == 1:
        return _LEAD
    return max(-_LEAD, min(_LEAD, score - (scores[1] if score == scores[0] else scores[0])))


def _figure(one: Statement) -> _Figure:
    return one.cited.citation.document, one.cited.quantity.span


def _evidence(
    asked: Sequence[Key], first: Statement, other: Statement, told: Told, mine: _Standing, theirs: _Standing
) -> dict[str, float]:
    one, two = first.cited.quantity, other.cited.quantity
    dated, apart = one.dimension == "date", _distance(one, two)
    return {
        "rank": math.log1p(min(theirs.rank, _LAST)) / _RANKS,
        "margin": max(_WORST, min(_BEST, mine.score - theirs.score)),
        "own": sum(other.says(key) for key in asked) / max(1, len(asked)),
        "nearer": math.log1p(theirs.nearer),
        "kinship": 0.0 if other.kinship is None else _SPREAD * (other.kinship - _USUAL),
        "kin": math.log1p(theirs.kin),
        "foreign": float(first.language != other.language),
        "companion": float(_companion(first, other, told.beside)),
        "distance": 0.0 if dated else apart,
        "years": apart if dated else 0.0,
        "document": float(first.cited.citation.document == other.cited.citation.document),
        "row": float(bool(first.table)),
        "lead": theirs.lead,
        "date": float(dated),
        "role": float(one.role is two.role),
        "confidence": told.confidence,
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
    """One value in one unit, of one period, told or planned; dates are often repeated."""
    return (
        one.dimension != "date"
        and same_measure(one, other)
        and equal(one, other)
        and not _apart(one.period, other.period)
        and one.planned is other.planned
    )


def _apart(one: str | None, other: str | None) -> bool:
    """Whether two ISO intervals are known and do not meet."""
    return bool(one and other) and not overlap(one or "", other or "")

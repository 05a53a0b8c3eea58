"""Which figures of different statements speak of the same thing, and whether they agree.

Precision first: two figures are brought together only when unit, role, period, places and subject fit. What differs in
period or scope is not called a disagreement, and copies of one report count as one source.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qa.compare.model import Model, load
from qa.compare.naming import Named, contradicting, one_name
from qa.compare.pairs import comparable, equal, same_measure, same_unit
from qa.compare.siblings import EVIDENCE, Sibling, Told, conceivable, siblings
from qa.compare.statements import Meaning, Place, Statement, place_of, statement
from qa.text.glossary import Key, keys
from qa.types import Agreement, Candidate, CitedQuantity, Passage, Quantity, Query, Verdict

__all__ = [
    "EVIDENCE",
    "Gathered",
    "Meaning",
    "Model",
    "Named",
    "Sibling",
    "compare",
    "conceivable",
    "contradicting",
    "gather",
    "load",
    "one_name",
]

#: Statements that share this much of their words are copies of one report.
_COPIED = 0.8


@dataclass(frozen=True, slots=True)
class Gathered:
    """The winner's statement and those that say the same in the question's words.

    Others may be of the same thing: `echoes` with the winner's figure, `rivals` with another.
    """

    first: Statement
    agreeing: tuple[Statement, ...]
    echoes: tuple[Sibling, ...]
    rivals: tuple[Sibling, ...]


def compare(query: Query, found: Gathered | None, *, model: Model | None = None) -> tuple[Agreement, ...]:
    """The statements of the winner's measure as one Agreement, newest first; empty where the winner stands alone."""
    if found is None:
        return ()
    model = model or load()
    clashing = _clashing(found.rivals, model)
    members = [found.first, *_agreeing_of(found, model), *clashing]
    if len(members) == 1:
        return ()
    values = sorted((one.cited for one in members), key=lambda item: item.citation.published or "", reverse=True)
    quantity = found.first.cited.quantity
    verdict = Verdict.DISAGREE if clashing else Verdict.AGREE
    subject = quantity.subject or query.text
    return (Agreement(subject, quantity.unit, quantity.period, verdict, tuple(values), _sources(members)),)


def gather(
    query: Query,
    cited: Sequence[CitedQuantity],
    ranked: Sequence[Candidate],
    passages: Sequence[Passage] = (),
    meaning: Meaning | None = None,
    confidence: float = 1.0,
) -> Gathered | None:
    """All that the winner, first of `ranked`, is compared with; None where it is no figure.

    `cited` are all figures read and `ranked` the candidates, both best first; of several figures in one sentence the
    best one that fits is taken. `passages` hold the sentences before: a statement that begins with "it" speaks of what
    stands there. `confidence` is that of the winner: what is told of a doubtful answer is doubtful.
    """
    target = next((item for item in cited if ranked and _is(item, ranked[0])), None)
    if target is None:
        return None
    asked = [key for key in keys(query.text, query.language, lenient=True) if key.term in query.subject]
    known = meaning or Meaning({}, {})
    held: dict[str, list[Passage]] = {}
    for passage in passages:
        held.setdefault(passage.document, []).append(passage)
    others = [
        statement(item, held.get(item.citation.document, ()), known)
        for item in cited
        if item is not target and same_measure(target.quantity, item.quantity)
    ]
    first = statement(target, held.get(target.citation.document, ()), known)
    beside: dict[Place, list[Quantity]] = {}
    for item in cited:
        beside.setdefault(place_of(item), []).append(item.quantity)
    found = siblings(query, asked, first, others, Told(ranked, beside, confidence))
    echoes, rivals = (tuple(one for one in found if one.agrees is same) for same in (True, False))
    return Gathered(first, _agreeing(asked, first, others), echoes, rivals)


def _agreeing(asked: Sequence[Key], first: Statement, others: Sequence[Statement]) -> tuple[Statement, ...]:
    """One figure of each other statement that says the same of the same thing."""
    found: dict[Place, Statement] = {}
    for other in others:
        one, two = first.cited.quantity, other.cited.quantity
        fits = other.place != first.place and same_unit(one, two) and equal(one, two)
        if fits and other.place not in found and comparable(asked, first, other):
            found[other.place] = other
    return tuple(found.values())


def _agreeing_of(found: Gathered, model: Model) -> list[Statement]:
    """The statements that say the same: by the words they share with the question, or by all evidence together."""
    places = {one.place: one for one in found.agreeing}
    for echo in found.echoes:
        if model.likelihood(echo.evidence) >= model.threshold:
            places.setdefault(echo.statement.place, echo.statement)
    return list(places.values())


def _clashing(found: Sequence[Sibling], model: Model) -> list[Statement]:
    """The likeliest contradiction of each document, where it is likely enough."""
    clashing: dict[str, tuple[float, Statement]] = {}
    for rival in found:
        likely, document = model.likelihood(rival.evidence), rival.statement.cited.citation.document
        if likely >= max(model.threshold, clashing.get(document, (0.0,))[0]):
            clashing[document] = likely, rival.statement
    return [one for _, one in sorted(clashing.values(), key=lambda pair: -pair[0])]


def _is(item: CitedQuantity, winner: Candidate) -> bool:
    return (
        winner.quantity is not None
        and item.citation.document == winner.document
        and item.quantity.span == winner.quantity.span
    )


def _sources(members: Sequence[Statement]) -> int:
    """How many independent sources: copies of one statement, and one publisher, count once."""
    independent: list[Statement] = []
    for member in members:
        if not any(_one_source(member, other) for other in independent):
            independent.append(member)
    return len(independent)


def _one_source(one: Statement, other: Statement) -> bool:
    mine, theirs = one.cited.citation, other.cited.citation
    if mine.document == theirs.document or (mine.source and mine.source == theirs.source):
        return True
    union = one.own | other.own
    return bool(union) and len(one.own & other.own) / len(union) >= _COPIED

"""The names that other documents give for what is asked, set against the winner's (`qa.compare.naming`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qa import choose, compare, extract
from qa.engine.citing import cite_within
from qa.engine.material import Material
from qa.text.clauses import apart
from qa.types import AnswerKind, BlockKind, Candidate, CitedQuantity, Hit, Passage, Quantity, Span

#: Names of these kinds answer who does what; a name of no known kind may be a firm's.
_SORTS: Mapping[AnswerKind, str] = {
    AnswerKind.PERSON: "person",
    AnswerKind.ORGANISATION: "organisation",
    AnswerKind.NAME: "organisation",
}
#: What is asked for by name and may be told otherwise elsewhere.
_ASKED = frozenset({AnswerKind.PERSON, AnswerKind.ORGANISATION, AnswerKind.NAME})

#: So many passages of other documents, the likeliest to answer; names take a millisecond or two a passage.
_SET_AGAINST = 6
#: Partners and members of a list stand this near: a comma, an "and", but no full stop between them.
_NEXT_CLAUSE = 2.0


def named(
    material: Material, choice: choose.Choice, model: choose.Model
) -> tuple[compare.Named | None, list[compare.Named]]:
    """The winner, where it is such a name, and the names in other documents that speak of the question's names."""
    winner, matcher, query = choice.winner, material.matcher, material.query
    if winner is None or winner.quantity is not None or winner.kind not in _SORTS or query.kind not in _ASKED:
        return None, []
    if query.abbreviation:  # two ways to write it in full are no disagreement
        return None, []
    weighing = choose.Weighing(query, material.reading, material.documents, matcher, (), material.likeness)
    wanted = frozenset(matcher.names())

    def said(passage: Passage) -> frozenset[int]:
        return wanted & (matcher.held_in(passage) | weighing.outside(passage))

    home = next(hit.passage for hit in material.reading if hit.passage.number == winner.passage)
    asked = said(home)
    if not asked or home.kind is BlockKind.TABLE_ROW:
        return None, []
    near = [
        hit
        for hit in material.reading
        if hit.passage.document != winner.document
        and hit.passage.answers
        and hit.passage.kind is not BlockKind.TABLE_ROW
        and asked <= said(hit.passage)
    ][:_SET_AGAINST]
    if not near:
        return None, []
    found = list(extract.named(query, [next(h for h in material.reading if h.passage is home), *near]))
    weighed = choose.weigh(
        query,
        found,
        material.reading,
        material.documents,
        likeness=material.likeness,
        matcher=matcher,
    )
    passages = {hit.passage.number: hit.passage for hit in material.reading}
    known = _read(material.reading)

    def made(one: Candidate, score: float) -> compare.Named:
        passage = passages[one.passage]
        cited = cite_within(passage, one.span, material.documents[one.document])
        quantity = Quantity(one.span, one.text, 0.0, 0.0, unit="name", dimension="name")
        statement = one.statement or one.span
        return compare.Named(
            cited=CitedQuantity(quantity, cited),
            sort=_SORTS.get(one.kind, one.kind.value),
            names=said(passage),
            words=weighing.near(passage, statement) - wanted,
            weights=matcher.weights(passage.language),
            alone=_alone(one, [other for other in found if other.passage == one.passage], passage, matcher),
            known=known[one.document],
            score=score,
        )

    others = [
        made(one, model.score(query.kind, one.evidence))
        for one in weighed.candidates
        if one.document != winner.document
        and not matcher.held(one.text, passages[one.passage].language) & wanted
        and not one.evidence.get("replaced")
    ]
    return made(winner, winner.score), others


def _read(hits: Sequence[Hit]) -> dict[str, tuple[str, ...]]:
    """What was read of each document."""
    found: dict[str, tuple[str, ...]] = {}
    for passage in (hit.passage for hit in hits):
        found[passage.document] = (*found.get(passage.document, ()), passage.text)
    return found


def _alone(one: Candidate, others: Sequence[Candidate], passage: Passage, matcher: choose.Matcher) -> bool:
    """Whether no other name of the sort that the question lacks stands in the clauses around this one."""

    def local(span: Span) -> tuple[int, int]:
        return span.start - passage.span.start, span.end - passage.span.start

    # A firm is easily taken for a person, so that any name beside a firm may be its partner.
    beside = {AnswerKind.PERSON} if one.kind is AnswerKind.PERSON else _SORTS.keys()
    return not any(
        other.statement == one.statement
        and not other.span.overlaps(one.span)
        and other.kind in beside
        and matcher.held(other.text, passage.language).isdisjoint(matcher.names())
        and not compare.one_name(other.text, one.text)
        and apart(passage.text, local(one.span), local(other.span)) < _NEXT_CLAUSE
        for other in others
    )

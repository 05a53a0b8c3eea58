"""Which figures of different statements speak of the same thing, and whether they agree.

Precision first: two figures are brought together only when unit, role, period, places and subject fit. What differs in
period or scope is not called a disagreement, and copies of one report count as one source.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qa.compare.pairs import clash, comparable, equal, same_unit, together
from qa.compare.statements import Statement, statement
from qa.text.glossary import keys
from qa.types import Agreement, Candidate, CitedQuantity, Passage, Quantity, Query, Span, Verdict

__all__ = ["compare"]

#: Statements that share this much of their words are copies of one report.
_COPIED = 0.8


def compare(
    query: Query,
    cited: Sequence[CitedQuantity],
    winner: Candidate | None = None,
    passages: Sequence[Passage] = (),
    likeness: Mapping[tuple[int, Span], float] | None = None,
) -> tuple[Agreement, ...]:
    """The statements that speak of the winner's measure, as one Agreement, newest first; empty where it stands alone.

    `cited` comes best first; of several figures in one sentence the best one that fits is taken. `passages` hold the
    sentences before: a statement that begins with "it" speaks of what stands there. `likeness` is the question's cosine
    to each statement, by passage number and span.
    """
    if winner is None or winner.quantity is None:
        return ()
    target = next((item for item in cited if _is(item, winner)), None)
    if target is None:
        return ()
    asked = [key for key in keys(query.text, query.language, lenient=True) if key.term in query.subject]
    first = statement(query, target, passages, likeness or {})
    group = [first]
    seen = {_place(target)}
    for item in cited:
        if _place(item) in seen or item is target or not same_unit(target.quantity, item.quantity):
            continue
        other = statement(query, item, passages, likeness or {})
        if comparable(asked, first, other):
            group.append(other)
            seen.add(_place(item))
    beside = [item.quantity for item in cited if _place(item) == _place(target) and item is not target]
    return _judged(query, [one for one in group if one is first or not _told(one, first, beside)], passages)


def _told(other: Statement, first: Statement, beside: Sequence[Quantity]) -> bool:
    """Whether the first statement gives the other's figure too, beside its own: then it is of something else."""
    figure = other.cited.quantity
    return not equal(first.cited.quantity, figure) and any(
        same_unit(figure, one) and equal(one, figure) for one in beside
    )


def _is(item: CitedQuantity, winner: Candidate) -> bool:
    return (
        winner.quantity is not None
        and item.citation.document == winner.document
        and item.quantity.span == winner.quantity.span
    )


def _place(item: CitedQuantity) -> tuple[str, int, int]:
    """The sentence or row that holds a figure."""
    return item.citation.document, item.citation.start, item.citation.end


def _judged(query: Query, group: list[Statement], passages: Sequence[Passage]) -> tuple[Agreement, ...]:
    """The verdict over a group: statements that clash with the first, else those that agree with it."""
    first = group[0]
    clashing = [other for other in group[1:] if clash(first, other) and not together(first, other, passages)]
    agreeing = [other for other in group[1:] if equal(first.cited.quantity, other.cited.quantity)]
    if clashing:
        members, verdict = [first, *agreeing, *clashing], Verdict.DISAGREE
    elif agreeing:
        members, verdict = [first, *agreeing], Verdict.AGREE
    else:
        return ()
    values = sorted((member.cited for member in members), key=lambda item: item.citation.published or "", reverse=True)
    quantity = first.cited.quantity
    subject = quantity.subject or query.text
    return (Agreement(subject, quantity.unit, quantity.period, verdict, tuple(values), _sources(members)),)


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

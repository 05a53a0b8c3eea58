"""Which figures of different statements speak of the same thing, and whether they agree.

Precision first: two figures are brought together only when unit, role, period, places and subject fit. What differs in
period or scope is not called a disagreement, and copies of one report count as one source.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa.quantity import convert
from qa.text.forms import script_language
from qa.text.glossary import Key, keys, stated
from qa.types import Agreement, Bound, Candidate, CitedQuantity, Passage, Quantity, Query, Role, Verdict

__all__ = ["compare"]

#: Figures closer than this are one figure, rounded differently.
_ROUNDING = 0.005
#: A hedged figure ("about 40") agrees with what lies this near.
_HEDGED = 0.03
#: Figures further apart than by this factor hardly ever measure one thing.
_OTHER_THING = 1.6
#: "More than 500 thousand" is said of figures up to this much above; of 540 thousand one would say so.
_ROUND = 0.05
#: A statement must speak of so much of what the winner's statement says of the question.
_ON_TOPIC = 0.7
#: A date belongs to its event alone: nearly all that is asked must be said.
_SAME_EVENT = 0.75
#: Statements that share this much of their words are copies of one report.
_COPIED = 0.8
#: How a sentence begins that speaks of what was named before.
_REFERS = re.compile(
    r"\W*(it|its|this|these|they|their|the\s+(?:facility|project|work|hub|line|route|port|terminal))\b|"
    r"\W*(он|она|оно|они|его|её|их|это|этот|эта)\b|\W*(ол|оның|бұл|олар)\b|[它其该这]",
    re.IGNORECASE,
)
_LEVELS = frozenset({Role.LEVEL, Role.TO, Role.TARGET})


@dataclass(frozen=True, slots=True)
class _Statement:
    """A figure with the words around it: what it measures, where it stands, and the places it speaks of."""

    cited: CitedQuantity
    words: frozenset[str]
    own: frozenset[str]
    names: frozenset[str]
    contrasts: frozenset[tuple[str, str]]


def compare(
    query: Query,
    cited: Sequence[CitedQuantity],
    winner: Candidate | None = None,
    passages: Sequence[Passage] = (),
) -> tuple[Agreement, ...]:
    """The statements that speak of the winner's measure, as one Agreement, newest first; empty where it stands alone.

    `cited` comes best first; of several figures in one sentence the best one that fits is taken. `passages` hold the
    sentences before: a statement that begins with "it" speaks of what stands there.
    """
    if winner is None or winner.quantity is None:
        return ()
    target = next((item for item in cited if _is(item, winner)), None)
    if target is None:
        return ()
    asked = [key for key in keys(query.text, query.language, lenient=True) if key.term in query.subject]
    first = _statement(target, passages)
    group = [first]
    seen = {_place(target)}
    for item in cited:
        if _place(item) in seen or item is target:
            continue
        other = _statement(item, passages)
        if _comparable(query, asked, first, other):
            group.append(other)
            seen.add(_place(item))
    return _judged(query, group, passages)


def _is(item: CitedQuantity, winner: Candidate) -> bool:
    return (
        winner.quantity is not None
        and item.citation.document == winner.document
        and item.quantity.span == winner.quantity.span
    )


def _place(item: CitedQuantity) -> tuple[str, int, int]:
    """The sentence or row that holds a figure."""
    return item.citation.document, item.citation.start, item.citation.end


def _statement(item: CitedQuantity, passages: Sequence[Passage]) -> _Statement:
    citation, quantity = item.citation, item.quantity
    own = _keys(_before(item, passages) + citation.quote)
    subject = _keys(quantity.subject)
    # What a row speaks of stands in its headings; its other cells speak of other things.
    said = subject if citation.quote.startswith("|") or "\t" in citation.quote else _keys(citation.quote)
    everything = (*own, *subject, *_keys(citation.heading), *_keys(citation.title))
    return _Statement(
        item,
        frozenset(key.term for key in everything),
        frozenset(key.term for key in (*own, *subject)),
        frozenset(key.term for key in said if key.kind in ("place", "org")),
        frozenset((key.contrast, key.term) for key in (*said, *subject) if key.contrast),
    )


def _before(item: CitedQuantity, passages: Sequence[Passage]) -> str:
    """What a statement refers back to: its passage up to it, if it begins with a pronoun; a row's table header."""
    citation = item.citation
    for passage in passages:
        span = passage.span
        if passage.document == citation.document and span.start <= citation.start and citation.end <= span.end:
            back = passage.text[: citation.start - span.start] if _REFERS.match(citation.quote) else ""
            return f"{passage.context} {back} "
    return ""


def _keys(text: str) -> tuple[Key, ...]:
    return stated(text, script_language(text)) if text else ()


def _comparable(query: Query, asked: Sequence[Key], one: _Statement, other: _Statement) -> bool:
    """Whether two figures measure the same thing in the same period and role."""
    first, second = one.cited.quantity, other.cited.quantity
    return (
        _same_unit(first, second)
        and _same_role(first, second)
        and _same_period(query, first, second)
        and _on_topic(asked, one, other, first.dimension)
        and _same_scope(asked, one, other)
    )


def _same_unit(one: Quantity, other: Quantity) -> bool:
    if one.dimension != other.dimension:
        return False
    return one.unit == other.unit or convert(other.low, other.unit, one.unit) is not None


def _same_role(one: Quantity, other: Quantity) -> bool:
    """The same role; a level may stand beside an end point of the same value (judged by `_clash`)."""
    return one.role is other.role or {one.role, other.role} <= _LEVELS


def _same_period(query: Query, one: Quantity, other: Quantity) -> bool:
    """Equal periods, or one unknown; a date question compares the periods themselves."""
    if one.dimension == "date":
        return True
    return one.period is None or other.period is None or one.period == other.period


def _on_topic(asked: Sequence[Key], one: _Statement, other: _Statement, dimension: str) -> bool:
    """Whether `other` says as much of what is asked as `one`, and every name and excluding word that `one` does."""
    if not asked:
        return False
    mine = [key for key in asked if key.term in one.words]
    held = [key for key in mine if key.term in other.words]
    strict = [key for key in mine if key.is_name or key.contrast]
    if dimension == "date" and len(held) < _SAME_EVENT * len(asked):
        return False
    return bool(held) and len(held) >= _ON_TOPIC * len(mine) and all(key in held for key in strict)


def _same_scope(asked: Sequence[Key], one: _Statement, other: _Statement) -> bool:
    """Whether both speak of the same places, cargo, mode and direction."""
    known = {key.term for key in asked}
    mine, theirs = one.names - other.words - known, other.names - one.words - known
    # Where both say all that is asked, one of them may name more (a partner, a sea); else a further place is another.
    whole = known <= one.words and known <= other.words
    if (mine and theirs) or ((mine or theirs) and not whole):
        return False
    groups = {group for group, _ in one.contrasts} & {group for group, _ in other.contrasts}
    for group in groups:
        ours = {term for name, term in one.contrasts if name == group}
        others = {term for name, term in other.contrasts if name == group}
        if not ours & others:
            return False
    return True


def _judged(query: Query, group: list[_Statement], passages: Sequence[Passage]) -> tuple[Agreement, ...]:
    """The verdict over a group: statements that clash with the first, else those that agree with it."""
    first = group[0]
    clashing = [
        other
        for other in group[1:]
        if _clash(first.cited.quantity, other.cited.quantity) and not _together(first, other, passages)
    ]
    agreeing = [other for other in group[1:] if _equal(first.cited.quantity, other.cited.quantity)]
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


def _together(one: _Statement, other: _Statement, passages: Sequence[Passage]) -> bool:
    """Whether both stand in one paragraph: an author who gives two figures in a row means two things."""
    mine, theirs = one.cited.citation, other.cited.citation
    if mine.document != theirs.document:
        return False
    return any(
        passage.document == mine.document
        and all(passage.span.start <= at.start and at.end <= passage.span.end for at in (mine, theirs))
        for passage in passages
    )


def _equal(one: Quantity, other: Quantity) -> bool:
    """Whether two figures say the same: equal up to rounding, hedging, and what a bound is rounded by."""
    if one.dimension == "date":
        return _within(one.period, other.period)
    low, high = _in_unit(other, one.unit)
    scale = max(abs(one.low), abs(one.high), abs(low), abs(high), 1e-12)
    hedged = Bound.ABOUT in (one.bound, other.bound)
    slack = scale * (_HEDGED if hedged else _ROUNDING)
    if {one.bound, other.bound} & {Bound.AT_LEAST, Bound.AT_MOST}:
        slack = max(slack, scale * _ROUND)
    return one.low <= high + slack and low <= one.high + slack


def _clash(one: Quantity, other: Quantity) -> bool:
    """Whether two figures cannot both be right. An unlike role, plan or unknown period leaves room for both."""
    if _equal(one, other):
        return False
    if one.dimension == "date":
        return True
    low, high = _in_unit(other, one.unit)
    near, far = sorted((abs(one.low + one.high), abs(low + high)))
    if far > _OTHER_THING * near:
        return False
    alike = one.role is other.role or {one.role, other.role} == {Role.LEVEL, Role.TO}
    return alike and one.planned is other.planned and one.period == other.period


def _in_unit(quantity: Quantity, unit: str) -> tuple[float, float]:
    if quantity.unit == unit:
        return quantity.low, quantity.high
    low, high = convert(quantity.low, quantity.unit, unit), convert(quantity.high, quantity.unit, unit)
    return (low if low is not None else quantity.low), (high if high is not None else quantity.high)


def _within(one: str | None, other: str | None) -> bool:
    """Whether one ISO interval lies within the other."""
    if not one or not other:
        return False
    (a, _, b), (c, _, d) = one.partition("/"), other.partition("/")
    return (a <= c and (d or c) <= (b or a)) or (c <= a and (b or a) <= (d or c))


def _sources(members: Sequence[_Statement]) -> int:
    """How many independent sources: copies of one statement, and one publisher, count once."""
    independent: list[_Statement] = []
    for member in members:
        if not any(_one_source(member, other) for other in independent):
            independent.append(member)
    return len(independent)


def _one_source(one: _Statement, other: _Statement) -> bool:
    mine, theirs = one.cited.citation, other.cited.citation
    if mine.document == theirs.document or (mine.source and mine.source == theirs.source):
        return True
    union = one.own | other.own
    return bool(union) and len(one.own & other.own) / len(union) >= _COPIED

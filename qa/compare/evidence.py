"""What speaks for two figures measuring the same thing, by name. Nothing here knows a weight."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qa.compare.statement import Statement
from qa.compare.values import octaves, within
from qa.text.glossary import Key
from qa.types import Passage, Query, Role

#: Every kind of evidence, and what it says.
EVIDENCE: Mapping[str, str] = {
    "unit": "measured in the very same unit",
    "role": "both play the same role (before, after, growth, share, level)",
    "plan": "both planned, or both actual",
    "period": "both of the same period; nothing known counts little, another period against",
    "size": "of about the same size",
    "topic": "share of what the answer says of the question that the other says too",
    "asked": "share of the question that the other says",
    "names_lost": "a place, name, mode, cargo or direction of the question that only the answer speaks of",
    "names_apart": "each speaks of a place or organisation of its own",
    "names_more": "one speaks of a place or organisation more",
    "contrast": "modes, cargoes or directions that exclude each other",
    "subject": "share of the words they measure that they have in common",
    "alike": "how near the two sentences or rows are in meaning",
    "nearness": "how much nearer the answer comes to the question in meaning",
    "rank": "how far behind the answer the other stands as an answer",
    "together": "in one paragraph: who gives two figures in a row means two things",
    "one_table": "two rows of one table: rows are told apart on purpose",
    "one_document": "in one document",
    "date": "dates of an event instead of figures",
}
_LEVELS = frozenset({Role.LEVEL, Role.TO, Role.TARGET})
#: Cosines of statements that share a topic lie at about this and above; brought to 0–1.
_COSINE_FROM, _COSINE_RANGE = 0.8, 0.2
#: A candidate that ranks this far behind is no answer at all.
_FAR_BEHIND = 5.0


@dataclass(frozen=True, slots=True)
class Standing:
    """How a statement stands to the question and to the answer: `behind` in rank score, cosines where known."""

    behind: float = 0.0
    likeness: float | None = None
    alike: float | None = None


def evidence(
    query: Query,
    asked: Sequence[Key],
    one: Statement,
    other: Statement,
    standing: Standing,
    first: Standing,
    passages: Sequence[Passage],
) -> dict[str, float]:
    """The evidence that `other` measures what the answer `one` does; see `EVIDENCE`."""
    mine, theirs = one.cited.quantity, other.cited.quantity
    held = [key for key in asked if key.term in one.words]
    both = [key for key in held if key.term in other.words]
    strict = [key for key in held if key.is_name or key.contrast]
    known = {key.term for key in asked}
    extra = one.names - other.words - known, other.names - one.words - known
    same_place = one.cited.citation.document == other.cited.citation.document
    together = same_place and _together(one, other, passages)
    return {
        "unit": float(mine.unit == theirs.unit),
        "role": _role(mine.role, theirs.role),
        "plan": float(mine.planned is theirs.planned),
        "period": _period(mine.period, theirs.period) if mine.dimension != "date" else 0.0,
        "size": max(0.0, 1.0 - octaves(mine, theirs)),
        "topic": len(both) / len(held) if held else 0.0,
        "asked": sum(key.term in other.words for key in asked) / len(asked) if asked else 0.0,
        "names_lost": float(any(key.term not in other.words for key in strict)),
        "names_apart": float(bool(extra[0]) and bool(extra[1])),
        "names_more": float(bool(extra[0]) is not bool(extra[1])),
        "contrast": float(_contrast(one, other)),
        "subject": _jaccard(one.subject, other.subject),
        "alike": 0.0 if standing.alike is None else (standing.alike - _COSINE_FROM) / _COSINE_RANGE,
        "nearness": 0.0
        if standing.likeness is None or first.likeness is None
        else (first.likeness - standing.likeness) / _COSINE_RANGE,
        "rank": min(1.0, standing.behind / _FAR_BEHIND),
        "together": float(together),
        "one_table": float(same_place and one.row and other.row),
        "one_document": float(same_place),
        "date": float(mine.dimension == "date"),
    }


def _role(one: Role, other: Role) -> float:
    return 1.0 if one is other else 0.7 if {one, other} <= _LEVELS else 0.3 if Role.RATE in (one, other) else -1.0


def _period(one: str | None, other: str | None) -> float:
    if one is None or other is None:
        return 0.3 if one is other else 0.0
    return 1.0 if one == other else 0.2 if within(one, other) else -1.0


def _contrast(one: Statement, other: Statement) -> bool:
    """Whether both name a mode, cargo or direction of one group and share none of it."""
    groups = {group for group, _ in one.contrasts} & {group for group, _ in other.contrasts}
    return any(
        not {term for name, term in one.contrasts if name == group}
        & {term for name, term in other.contrasts if name == group}
        for group in groups
    )


def _jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    union = one | other
    return len(one & other) / len(union) if union else 0.0


def _together(one: Statement, other: Statement, passages: Sequence[Passage]) -> bool:
    mine, theirs = one.cited.citation, other.cited.citation
    return any(
        passage.document == mine.document
        and all(passage.span.start <= at.start and at.end <= passage.span.end for at in (mine, theirs))
        for passage in passages
    )

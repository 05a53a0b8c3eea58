"""What speaks for the documents holding the answer at all, by name: the evidence that confidence rests on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qa.choose.evidence import Weighing
from qa.types import AnswerKind, Candidate, Hit, Query

#: Every kind of evidence for an answer being there, and what it says.
TRUST: Mapping[str, str] = {
    "covered": "share of the question's words in the winner's passage, headings and title",
    "in_statement": "share of the question's words in the winner's sentence or row",
    "named": "the question's names are spoken of there",
    "contrasted": "the same mode, cargo and direction",
    "in_period": "the winner belongs to the asked period",
    "of_kind": "the winner is of the wanted kind",
    "of_unit": "the winner has the wanted unit",
    "of_role": "the winner plays the wanted role",
    "unseen": "share of the question's words that none of the best passages holds",
    "similarity": "cosine of the best passage",
    "standing_out": "how far the best cosine stands above the others",
    "lead": "how far the winner's score stands above the next different answer",
    "both": "the winner's passage is among the first of both searches",
    "figure_absent": "a figure in the question that the winner's passage does not hold",
}
#: e5 cosines of unrelated texts lie at about .71–.84; brought to 0–1 over what occurs.
_COSINE_FROM, _COSINE_RANGE = 0.75, 0.2
_COMPARED = 10
_FIRST = 3


def trust(query: Query, ranked: Sequence[Candidate], hits: Sequence[Hit], weighing: Weighing) -> dict[str, float]:
    """The evidence, for the best of the `ranked` candidates."""
    winner = ranked[0]
    evidence, matcher = winner.evidence, weighing.matcher
    hit = next(hit for hit in hits if hit.passage.number == winner.passage)
    held = matcher.held(hit.passage.text, hit.passage.language) | weighing.outside(hit.passage)
    anywhere = held.union(*(matcher.held(h.passage.text, h.passage.language) for h in hits[:_COMPARED]))
    cosines = sorted((h.dense_score for h in hits if h.dense_score is not None), reverse=True)[:_COMPARED]
    others = cosines[1:]
    ranks = (hit.lexical_rank, hit.dense_rank)
    return {
        "covered": matcher.share(held),
        "in_statement": evidence.get("statement", 0.0),
        "named": evidence.get("names", 1.0),
        "contrasted": evidence.get("contrast", 1.0),
        "in_period": evidence.get("period", 0.0),
        "of_kind": evidence.get("kind", 0.0),
        "of_unit": evidence.get("unit", 0.0),
        "of_role": evidence.get("role", 0.0),
        "unseen": 1.0 - matcher.share(anywhere),
        "similarity": (cosines[0] - _COSINE_FROM) / _COSINE_RANGE if cosines else 0.5,
        "standing_out": 10 * (cosines[0] - sum(others) / len(others)) if others else 0.0,
        "lead": min(1.0, winner.score - _runner_up(ranked)),
        "both": sum(rank is not None and rank <= _FIRST for rank in ranks) / 2,
        "figure_absent": _figure_absent(query, hit),
    }


def _runner_up(ranked: Sequence[Candidate]) -> float:
    """The score of the best candidate that says something else than the winner."""
    winner = ranked[0]
    for candidate in ranked[1:]:
        if candidate.span.overlaps(winner.span) and candidate.document == winner.document:
            continue
        if candidate.kind is winner.kind is AnswerKind.FIGURE and candidate.quantity and winner.quantity:
            one, other = candidate.quantity, winner.quantity
            if (one.low, one.high, one.unit) == (other.low, other.high, other.unit):
                continue
        if candidate.text != winner.text:
            return candidate.score
    return winner.score - 1.0


def _figure_absent(query: Query, hit: Hit) -> float:
    """The share of the question's own figures that the passage does not hold in digits."""
    if not query.figures:
        return 0.0
    digits = "".join(c for c in hit.passage.text + hit.passage.context if not c.isspace() and c not in ",\u00a0\u202f")
    absent = [
        figure for figure in query.figures if f"{figure.low:g}" not in digits and figure.text not in hit.passage.text
    ]
    return len(absent) / len(query.figures)

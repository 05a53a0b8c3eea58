"""In what order the passages found are looked into for answers: a linear model over cheap evidence for whole passages.

The searches know words and meaning. Here passages are judged by what the question's words weigh, in any language, where
they stand in the passage or above it, and by whether there is a figure of the wanted unit and period at all.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from qa.choose.evidence import Weighing
from qa.choose.fits import measure_fit, unit_fit
from qa.choose.scales import DocumentInfo
from qa.choose.times import period_fit
from qa.choose.words import Matcher
from qa.types import AnswerKind, Hit, Quantity, Query, Span

#: Every kind of evidence for a passage holding the answer, and what it says.
PASSAGE_EVIDENCE: Mapping[str, str] = {
    "retrieval": "fused score among the passages found",
    "lexical": "BM25 score against the best",
    "dense": "embedding similarity among the passages found",
    "likeness": "how near its nearest sentence or row comes to the question in meaning",
    "words": "share of the question's words in it, or above it",
    "foreign": "it is in another language than the question, so that less of it looks alike",
    "unit": "one of its figures has the wanted unit or dimension",
    "measure": "one of its figures has a dimension that such questions ask for",
    "period": "it speaks of the wanted period",
}
#: Questions for a figure have weights of their own.
GROUPS = ("figure", "other")

Weights = Mapping[str, Mapping[str, float]]


def group_of(query: Query) -> str:
    """Which weights a question is answered with."""
    return "figure" if query.kind is AnswerKind.FIGURE else "other"


def in_order(
    query: Query, hits: Sequence[Hit], evidence: Sequence[Mapping[str, float]], matcher: Matcher | None = None
) -> list[Hit]:
    """`hits`, the likeliest to hold the answer first by the `evidence` for each; equal ones keep their order.

    Before all others come those with the figures that the question is told by, which its `matcher` knows.
    """
    weight = load()[group_of(query)]
    scores = [sum(weight[name] * value for name, value in row.items()) for row in evidence]
    told = matcher.told() if matcher else frozenset[int]()
    held = [len(told & matcher.held_in(hit.passage)) if matcher and told else 0 for hit in hits]
    order = sorted(range(len(hits)), key=lambda at: (-held[at], -scores[at]))
    return [hits[at] for at in order]


def passage_evidence(
    query: Query,
    hits: Sequence[Hit],
    quantities: Mapping[int, Sequence[Quantity]],
    documents: Mapping[str, DocumentInfo],
    matcher: Matcher,
    likeness: Mapping[int, Sequence[tuple[Span, float]]],
) -> list[dict[str, float]]:
    """The evidence for each of `hits` holding the answer, by name.

    `quantities` by passage number; `likeness` is each statement with the question's cosine to it.
    """
    weighing = Weighing(query, hits, documents, matcher, (), likeness)
    return [_of_passage(query, hit, quantities.get(hit.passage.number, ()), weighing) for hit in hits]


def _of_passage(query: Query, hit: Hit, held: Sequence[Quantity], weighing: Weighing) -> dict[str, float]:
    passage = hit.passage
    figures = held if query.kind is AnswerKind.FIGURE else ()
    above = weighing.above(passage)
    fits = [period_fit(query, one, passage.text, "", above, None) for one in (*figures, None)[: len(figures) or 1]]
    return {
        **weighing.of_passage(passage),
        "unit": max((unit_fit(query, one) for one in figures), default=-1.0),
        "measure": max((measure_fit(query, one) for one in figures), default=0.0),
        "period": max(fits),
    }


@lru_cache(maxsize=1)
def load() -> Weights:
    """The weights that were shipped."""
    return dict(json.loads((files("qa.choose") / "data" / "reading.json").read_text(encoding="utf-8"))["weights"])


def dump(weights: Weights, note: str, out: Path) -> None:
    """Write weights as they are shipped, with a note on how they were fitted."""
    rounded = {name: {key: round(value, 4) for key, value in own.items()} for name, own in weights.items()}
    out.write_text(json.dumps({"note": note, "weights": rounded}, indent=1, ensure_ascii=False) + "\n", "utf-8")

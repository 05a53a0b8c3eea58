"""Recall, reciprocal rank and nDCG of one ranking, computed by ir-measures (trec_eval underneath).

A ranked passage is relevant for the pieces of evidence it holds. Judging pieces rather than passages makes the figures
comparable between passage sizes, and a second passage with a piece that was already seen earns nothing more.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from qa.metrics.target import Place
from qa.types import RankedPassage, Span

#: How much of a piece of evidence a passage must hold to count as having found it. Evidence may run over a sentence
#: end where passages are cut; with half of its characters the reader sees what is meant.
HELD = 0.5
RECALL_DEPTHS = (1, 5, 10)
DEPTH = 10


def ranking_measures(ranked: Sequence[str], relevant: Iterable[str]) -> dict[str, float]:
    """`first`, `recall@1`, `recall@5`, `recall@10`, `rr@10` and `ndcg@10` of distinct names `ranked` best first.

    `first` says whether the first name is relevant; recall@1 is lower where several names are.
    nDCG is Järvelin & Kekäläinen's (2002) with binary gains: sum of 1/log2(rank + 1) over the ideal order's sum.
    """
    import ir_measures
    from ir_measures import RR, R, Success, nDCG

    measures = {"first": Success @ 1} | {f"recall@{depth}": R @ depth for depth in RECALL_DEPTHS}
    measures |= {f"rr@{DEPTH}": RR @ DEPTH, f"ndcg@{DEPTH}": nDCG @ DEPTH}
    judged = [ir_measures.Qrel("q", name, 1) for name in sorted(set(relevant))]
    if not judged:
        raise ValueError("a ranking is measured against at least one relevant name")
    found = [ir_measures.ScoredDoc("q", name, float(-rank)) for rank, name in enumerate(ranked)]
    if not found:
        return dict.fromkeys(measures, 0.0)
    values = ir_measures.calc_aggregate(list(measures.values()), judged, found)
    return {name: float(values[measure]) for name, measure in measures.items()}


def passage_names(passages: Sequence[RankedPassage], places: Sequence[Place]) -> list[str]:
    """Names for ranked passages: a piece's name where the passage is the first to hold it, else a name of its own.

    A passage that holds several new pieces stands for all of them at its rank and the ranks right after it.
    """
    names: list[str] = []
    seen: set[int] = set()
    for rank, passage in enumerate(passages):
        span = Span(passage.citation.start, passage.citation.end)
        new = [
            number
            for number, place in enumerate(places)
            if number not in seen and place.document == passage.citation.document and share(place.span, span) >= HELD
        ]
        seen.update(new)
        names += [f"evidence-{number}" for number in new] or [f"other-{rank}"]
    return names


def document_names(passages: Sequence[RankedPassage]) -> list[str]:
    """The documents of the ranked passages, each once, at its best rank."""
    return list(dict.fromkeys(passage.citation.document for passage in passages))


def share(part: Span, whole: Span) -> float:
    """The share of `part`'s characters that lie inside `whole`."""
    return max(0, min(part.end, whole.end) - max(part.start, whole.start)) / max(1, len(part))

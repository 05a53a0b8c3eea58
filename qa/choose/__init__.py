"""Which candidate wins, or none: a linear model over named evidence, with a calibrated confidence.

The weights, the calibration table and the threshold stand in `data/weights.json`; `eval/fit.py` fits them on gold
questions kept apart from what is reported.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from qa.choose.evidence import EVIDENCE, DocumentInfo, Weighing
from qa.choose.highlighting import highlights
from qa.choose.model import Model, load
from qa.choose.trust import TRUST, trust
from qa.types import AnswerKind, Candidate, Hit, Query

__all__ = ["EVIDENCE", "TRUST", "Choice", "Model", "choose", "highlights", "load", "reordered"]


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen: the winner (None: the documents do not say), all candidates best first, and how sure it is.

    `trust` is the evidence by name that the confidence rests on.
    """

    winner: Candidate | None
    ranked: tuple[Candidate, ...]
    confidence: float
    trust: Mapping[str, float]


def choose(
    query: Query,
    candidates: Sequence[Candidate],
    hits: Sequence[Hit],
    documents: Mapping[str, DocumentInfo],
    *,
    rarity: Callable[[str], float] | None = None,
    without: frozenset[str] = frozenset(),
    model: Model | None = None,
) -> Choice:
    """Score the candidates, best first, and decide whether the best one answers.

    `rarity` gives a search term's inverse document frequency in the whole corpus (any scale); without it, words are
    weighed by how few of `hits` hold them. `without` switches evidence off by name, for ablation. Ties go to the
    earlier passage, then to the earlier span.
    """
    used = model or load()
    weighing = Weighing(query, hits, documents, rarity)
    scored = []
    for candidate in candidates:
        evidence = {name: value for name, value in weighing.of(candidate).items() if name not in without}
        scored.append(replace(candidate, evidence=evidence, score=used.score(query.kind, evidence)))
    order = {hit.passage.number: place for place, hit in enumerate(hits)}
    scored.sort(key=lambda c: (-c.score, order.get(c.passage, len(order)), c.span, c.kind))
    if not scored:
        return Choice(None, (), 0.0, {})
    trusted = {name: value for name, value in trust(query, scored, hits, weighing).items() if name not in without}
    confidence = used.confidence(trusted)
    winner = scored[0] if confidence >= used.threshold else None
    return Choice(_presentable(query, winner), tuple(scored), confidence, trusted)


def reordered(hits: Sequence[Hit], choice: Choice) -> list[Hit]:
    """`hits` by the best candidate that each holds; those that hold none keep their order behind."""
    best = {number: place for place, number in enumerate(dict.fromkeys(c.passage for c in choice.ranked))}
    return sorted(hits, key=lambda hit: best.get(hit.passage.number, len(best)))


def _presentable(query: Query, winner: Candidate | None) -> Candidate | None:
    """A sentence that answers a question for an explanation is shown as one."""
    if winner is not None and winner.kind is AnswerKind.SENTENCE and query.kind is AnswerKind.EXPLANATION:
        return replace(winner, kind=AnswerKind.EXPLANATION)
    return winner

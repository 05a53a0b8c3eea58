"""Which candidate wins, or none: a linear model over named evidence, with a calibrated confidence.

The weights, the calibration table and the threshold stand in `data/weights.json`; `eval/fit.py` fits them on gold
questions kept apart from what is reported.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from qa.choose.another import told_too_early
from qa.choose.catalogue import EVIDENCE
from qa.choose.evidence import Weighing
from qa.choose.highlighting import highlights
from qa.choose.model import Model, load
from qa.choose.reading import in_order, passage_evidence
from qa.choose.scales import DocumentInfo
from qa.choose.trust import TRUST, trust
from qa.choose.words import Matcher
from qa.types import AnswerKind, Candidate, Hit, Quantity, Query, Span

__all__ = [
    "EVIDENCE",
    "TRUST",
    "Choice",
    "Matcher",
    "Model",
    "Weighed",
    "Weighing",
    "choose",
    "decide",
    "highlights",
    "in_order",
    "load",
    "passage_evidence",
    "reordered",
    "weigh",
]


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
    likeness: Mapping[int, Sequence[tuple[Span, float]]] | None = None,
    rarity: Callable[[str], float] | None = None,
    without: frozenset[str] = frozenset(),
    model: Model | None = None,
    matcher: Matcher | None = None,
) -> Choice:
    """Score the candidates, best first, and decide whether the best one answers.

    `likeness` is each statement with the question's cosine, by passage number. `rarity` gives a search term's
    inverse document frequency in the whole corpus (any scale); without it, words are weighed by how few of `hits` hold
    them. `without` switches evidence off by name, for ablation. `matcher` is the question's, where it is
    there already. Ties go to the earlier passage, then the earlier span.
    """
    weighed = weigh(
        query, candidates, hits, documents, likeness=likeness, rarity=rarity, without=without, matcher=matcher
    )
    return decide(weighed, model or load())


@dataclass(frozen=True, slots=True)
class Weighed:
    """Candidates with their evidence, before any weight is given to it."""

    query: Query
    candidates: tuple[Candidate, ...]
    hits: Sequence[Hit]
    weighing: Weighing
    without: frozenset[str]

    def scored(self, model: Model) -> list[Candidate]:
        """The candidates with the scores that `model` gives them, in the same order."""
        scores = model.scores(self.query.kind, [c.evidence for c in self.candidates])
        return [_with(c, score, c.evidence) for c, score in zip(self.candidates, scores, strict=True)]


def weigh(
    query: Query,
    candidates: Sequence[Candidate],
    hits: Sequence[Hit],
    documents: Mapping[str, DocumentInfo],
    *,
    likeness: Mapping[int, Sequence[tuple[Span, float]]] | None = None,
    rarity: Callable[[str], float] | None = None,
    without: frozenset[str] = frozenset(),
    matcher: Matcher | None = None,
) -> Weighed:
    """The evidence for each candidate, in passage order; see `choose`."""
    matcher = matcher or Matcher(query, hits, rarity, _held(candidates))
    weighing = Weighing(query, hits, documents, matcher, candidates, likeness or {})
    order = {hit.passage.number: place for place, hit in enumerate(hits)}
    weighed = [
        _with(c, 0.0, _left(weighing.of(c), without))
        for c in sorted(candidates, key=lambda c: (order.get(c.passage, len(order)), c.span.start, c.span.end, c.kind))
    ]
    return Weighed(query, tuple(weighed), hits, weighing, without)


def _held(candidates: Sequence[Candidate]) -> Mapping[int, Sequence[Quantity]]:
    """The figures among the candidates, by passage number."""
    found: dict[int, list[Quantity]] = {}
    for candidate in candidates:
        if candidate.quantity is not None:
            found.setdefault(candidate.passage, []).append(candidate.quantity)
    return found


def _with(candidate: Candidate, score: float, evidence: Mapping[str, float]) -> Candidate:
    """The candidate with its score and evidence: `replace` takes three times as long, and there are hundreds."""
    c = candidate
    return Candidate(c.document, c.span, c.text, c.kind, score, evidence, c.quantity, c.passage, c.statement, c.members)


def _left(evidence: dict[str, float], without: frozenset[str]) -> dict[str, float]:
    """The evidence that is not switched off."""
    return {name: value for name, value in evidence.items() if name not in without} if without else evidence


def decide(weighed: Weighed, model: Model) -> Choice:
    """Score, rank and decide with the weights of `model`."""
    query = weighed.query
    if not weighed.candidates:
        return Choice(None, (), 0.0, {})
    scored = weighed.scored(model)
    weighing = weighed.weighing
    scored.sort(key=lambda one: (-weighing.told_in(one), told_too_early(query, weighing, one), -one.score))
    evidence = trust(query, scored, weighed.hits, weighed.weighing)
    trusted = {name: value for name, value in evidence.items() if name not in weighed.without}
    confidence = model.confidence(trusted)
    winner = scored[0] if confidence >= model.threshold else None
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

"""Fitting the order in which passages are looked into, on gold questions. Needs scipy, and only here.

A softmax over the passages of each question (ListNet with top-one probability; Cao et al. 2007), where any passage that
holds a right answer is right.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from qa import extract
from qa.choose.reading import GROUPS, PASSAGE_EVIDENCE, dump, group_of, passage_evidence
from qa.engine import LOOKED_INTO, Engine
from qa.evaluate.fitting import Collection, resolved, right_ones
from qa.evaluate.gold import target_of
from qa.question.leaning import leaning_by

#: How strongly weights are held at nothing, in units of one question.
_HOLD = 0.5


class _Question(NamedTuple):
    """The evidence of each passage, a row each, best first by the searches alone, and which hold a right answer."""

    group: str
    source: str
    rows: NDArray[np.float64]
    right: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class ReadingReport:
    """Shares of answerable questions with a right passage first, and among those looked into, before and after."""

    passage_first_before: float
    passage_first_after: float
    looked_into_before: float
    looked_into_after: float


def refit_reading(collections: Sequence[Collection], out: Path) -> ReadingReport:
    """Fit the order on the answerable questions of all `collections` and write it to `out`.

    The report is of each collection answered by weights that were fitted on those over other documents.
    """
    questions: list[_Question] = []
    for collection in collections:
        with leaning_by(collection.leaning):
            questions += _questions(collection)
    fitted = {group: _fit([one for one in questions if one.group == group]) for group in GROUPS}
    names = ", ".join(collection.gold.parent.name for collection in collections)
    weights = {group: dict(zip(PASSAGE_EVIDENCE, map(float, row), strict=True)) for group, row in fitted.items()}
    dump(weights, f"fitted on {len(questions)} questions of {names}", out)
    return _report(questions)


def _questions(collection: Collection) -> Iterator[_Question]:
    """The questions whose answer stands in a passage found."""
    engine = Engine.open(collection.index)
    texts = {row.id: row.text for row in engine.index.documents(text=True)}
    for case, asked in resolved(collection.cases()):
        target = target_of(case, texts)
        material = engine.gather(asked)
        hits = sorted(material.reading, key=lambda hit: -hit.score)
        found = extract.candidates(material.query, hits, material.quantities, material.documents)
        holding = {c.passage for c, right in zip(found, right_ones(found, target), strict=True) if right}
        if holding:
            evidence = passage_evidence(
                material.query, hits, material.quantities, material.documents, material.matcher, material.likeness
            )
            rows = np.array([[row[name] for name in PASSAGE_EVIDENCE] for row in evidence])
            right = np.array([hit.passage.number in holding for hit in hits])
            yield _Question(group_of(material.query), str(collection.index), rows, right)


def _fit(questions: Sequence[_Question]) -> NDArray[np.float64]:
    """The weights that make right passages likeliest."""
    from scipy.optimize import minimize

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        value, slope = _HOLD * float(weights @ weights) / 2, _HOLD * weights
        for _, _, rows, right in questions:
            shares = _softmax(rows @ weights)
            told = float(shares[right].sum())
            value -= float(np.log(told))
            slope = slope + rows.T @ (shares - np.where(right, shares, 0.0) / told)
        return value, slope

    return np.asarray(minimize(loss, np.zeros(len(PASSAGE_EVIDENCE)), jac=True, method="L-BFGS-B").x)


def _softmax(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    raised = np.exp(scores - scores.max())
    return np.asarray(raised / raised.sum())


def _report(questions: Sequence[_Question]) -> ReadingReport:
    before, after = [], []
    for source in sorted({one.source for one in questions}):
        for group in GROUPS:
            rest = [one for one in questions if one.source != source and one.group == group]
            weights = _fit(rest)
            for one in questions:
                if one.source == source and one.group == group:
                    before.append(int(np.argmax(one.right)))
                    after.append(int(np.argmax(one.right[np.argsort(-(one.rows @ weights), kind="stable")])))
    return ReadingReport(
        float(np.mean(np.array(before) == 0)),
        float(np.mean(np.array(after) == 0)),
        float(np.mean(np.array(before) < LOOKED_INTO)),
        float(np.mean(np.array(after) < LOOKED_INTO)),
    )

"""Fitting when two unlike figures are taken to contradict each other. Needs scikit-learn, and only here.

Logistic regression over the evidence of `qa.compare.siblings`. The threshold is set by questions that the weights have
not seen, a whole collection left out at a time, so that few of those whose sources agree raise a false alarm.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from qa.compare.model import Model
from qa.compare.siblings import EVIDENCE

#: The share of questions without disagreement at which one may be claimed. Two in a hundred are tolerable; questions
#: of collections that were kept apart alarm about as often as those that were left out here.
_FALSE_ALARMS = 0.015
#: How little the weights are held at nought.
_LOOSENESS = 2.0
#: Evidence that is all but the same everywhere tells nothing.
_STILL = 1e-3


@dataclass(frozen=True, slots=True)
class Compared:
    """One gold question: the evidence of the winner's rivals and which of them contradict it by the gold.

    `conflict` tells that its sources disagree, `answered` that an answer is shown, `source` the collection it is of.
    """

    evidence: Sequence[Mapping[str, float]]
    right: Sequence[bool]
    conflict: bool
    answered: bool
    source: str = ""

    @property
    def teaches(self) -> bool:
        """Whether something is to be learned: a disagreement that cannot be found teaches nothing."""
        return bool(self.evidence) and (not self.conflict or any(self.right))


@dataclass(frozen=True, slots=True)
class CompareReport:
    """What cross-validation says: disagreements found of those asked, false alarms of the other questions."""

    conflicts: int
    found: int
    others: int
    false_alarms: int


def fit(questions: Sequence[Compared]) -> tuple[Model, CompareReport]:
    """The model fitted on all `questions`, of several collections, its threshold set by cross-validation."""
    likely = np.zeros(len(questions))
    for source in {question.source for question in questions}:
        model = _fitted([question for question in questions if question.source != source])
        for at, question in enumerate(questions):
            if question.source == source and question.answered:
                likely[at] = max(map(model.likelihood, question.evidence), default=0.0)
    conflict = np.array([question.conflict for question in questions])
    alarms = np.sort(likely[~conflict])[::-1]
    threshold = float(alarms[int(_FALSE_ALARMS * len(alarms))])
    found = likely > threshold
    report = CompareReport(
        int(conflict.sum()), int(found[conflict].sum()), len(alarms), int(found[~conflict].sum())
    )  # fmt: skip
    return replace(_fitted(questions), threshold=threshold), report


def _fitted(questions: Sequence[Compared]) -> Model:
    """Weights without a threshold."""
    from sklearn.linear_model import LogisticRegression

    taught = [question for question in questions if question.teaches]
    rows: NDArray[np.float64] = np.array(
        [[row[name] for name in EVIDENCE] for question in taught for row in question.evidence]
    )
    right = [one for question in taught for one in question.right]
    middle, spread = rows.mean(0), rows.std(0) + _STILL
    regression = LogisticRegression(C=_LOOSENESS, max_iter=3_000).fit((rows - middle) / spread, right)
    slopes = regression.coef_[0] / spread
    weights = dict(zip(EVIDENCE, map(float, slopes), strict=True))
    return Model({"bias": float(regression.intercept_[0] - slopes @ middle), **weights}, 1.0)

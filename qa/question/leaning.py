"""What a question leans to, by its embedding: which kind of answer, and which dimension of a figure.

Wordings are endless ("punctuality of deliveries", "оклад докеров", "收费标准"); rules know the common ones. Two linear
models over the question's vector and what the rules say (multinomial logistic regression, fitted by
`eval/fit_questions.py`) know what such wordings come near to. They belong to the bundled model; without its vectors the
rules decide alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import as_file, files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qa.types import PLAINEST, AnswerKind

#: What the rules' own decision counts beside the vector, whose components are scaled to about one.
RULE_WEIGHT, VECTOR_SCALE = 2.0, 6.0
#: From this probability on, another group than that of the rules is believed.
BELIEVED = 0.5
_WORDS = ("name", "text")


@dataclass(frozen=True, slots=True)
class _Linear:
    """A multinomial logistic regression: weights (labels, inputs), one bias a label."""

    labels: tuple[str, ...]
    weights: NDArray[np.float32]
    bias: NDArray[np.float32]

    def probabilities(self, inputs: NDArray[np.float32]) -> dict[str, float]:
        logits = self.weights @ inputs + self.bias
        odds = np.exp(logits - logits.max())
        return dict(zip(self.labels, (odds / odds.sum()).tolist(), strict=True))


@lru_cache(maxsize=1)
def _models() -> tuple[NDArray[np.float32], _Linear, _Linear]:
    """The mean of question vectors, the model of kinds and that of dimensions."""
    with as_file(files("qa.question") / "data" / "leaning.npz") as path, np.load(path, allow_pickle=False) as stored:
        table: dict[str, Any] = dict(stored)
    kinds, dimensions = (
        _Linear(
            tuple(table[f"{name}_labels"].tolist()),
            table[f"{name}_weights"].astype(np.float32),
            table[f"{name}_bias"].astype(np.float32),
        )
        for name in ("kinds", "dimensions")
    )
    return table["mean"].astype(np.float32), kinds, dimensions


def inputs(vector: NDArray[np.float32], mean: NDArray[np.float32], rule: AnswerKind) -> NDArray[np.float32]:
    """What the models see: the scaled vector, the rules' group, and whether the rules found nothing."""
    said = np.array([rule.group == name for name in PLAINEST] + [rule is AnswerKind.SENTENCE], np.float32)
    return np.concatenate([(vector - mean) * VECTOR_SCALE, said * RULE_WEIGHT]).astype(np.float32)


def leanings(vector: NDArray[np.float32], rule: AnswerKind) -> tuple[Mapping[str, float], Mapping[str, float]]:
    """The probability of each group of kinds and, for a figure, of each dimension."""
    mean, kinds, dimensions = _models()
    seen = inputs(vector, mean, rule)
    odds = kinds.probabilities(seen)
    if rule.group in _WORDS and rule is not AnswerKind.SENTENCE:
        # Between a name and a sentence the rules know better: they read the question word itself.
        both = sum(odds[name] for name in _WORDS)
        odds |= {name: both if name == rule.group else 0.0 for name in _WORDS}
    return odds, dimensions.probabilities(seen)


def decided(rule: AnswerKind, kinds: Mapping[str, float]) -> AnswerKind:
    """The rules' kind, or the plainest kind of the group that is far likelier."""
    best = max(kinds, key=lambda name: kinds[name])
    return rule if rule.group == best or kinds[best] < BELIEVED else PLAINEST[best]

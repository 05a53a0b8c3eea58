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
#: The kinds that a model tells apart within a group; the other groups have but one.
WITHIN: Mapping[str, tuple[AnswerKind, ...]] = {
    "name": (AnswerKind.PERSON, AnswerKind.ORGANISATION, AnswerKind.PLACE, AnswerKind.NAME),
    "text": (AnswerKind.LIST, AnswerKind.SENTENCE),
}
_WORDS = ("name", "text")
#: The models, by the name they are stored under: which group, which kind of name, a list or a text, which dimension.
MODELS = ("kinds", "name", "text", "dimensions")


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
def _models() -> tuple[NDArray[np.float32], Mapping[str, _Linear]]:
    """The mean of question vectors, and the models by name."""
    with as_file(files("qa.question") / "data" / "leaning.npz") as path, np.load(path, allow_pickle=False) as stored:
        table: dict[str, Any] = dict(stored)
    models = {
        name: _Linear(
            tuple(table[f"{name}_labels"].tolist()),
            table[f"{name}_weights"].astype(np.float32),
            table[f"{name}_bias"].astype(np.float32),
        )
        for name in MODELS
    }
    return table["mean"].astype(np.float32), models


def inputs(vector: NDArray[np.float32], mean: NDArray[np.float32], rule: AnswerKind) -> NDArray[np.float32]:
    """What the models see: the scaled vector and the rules' kind."""
    said = np.array([rule is kind for kind in AnswerKind], np.float32)
    return np.concatenate([(vector - mean) * VECTOR_SCALE, said * RULE_WEIGHT]).astype(np.float32)


def leanings(vector: NDArray[np.float32], rule: AnswerKind) -> tuple[Mapping[AnswerKind, float], Mapping[str, float]]:
    """The probability of each kind of answer and, for a figure, of each dimension."""
    mean, models = _models()
    seen = inputs(vector, mean, rule)
    groups = models["kinds"].probabilities(seen)
    if rule.group in _WORDS and rule is not AnswerKind.SENTENCE:
        # Between a name and a text the rules know better: they read the question word itself.
        both = sum(groups[group] for group in _WORDS)
        groups |= {group: both if group == rule.group else 0.0 for group in _WORDS}
    odds: dict[AnswerKind, float] = {}
    for group, share in groups.items():
        within = models[group].probabilities(seen) if group in WITHIN else {PLAINEST[group]: 1.0}
        odds |= {AnswerKind(kind): share * part for kind, part in within.items()}
    return odds, models["dimensions"].probabilities(seen)


def decided(rule: AnswerKind, kinds: Mapping[AnswerKind, float]) -> AnswerKind:
    """The likeliest kind, where its group is far likelier than the one the rules named; an explanation is a text."""
    groups = {group: sum(share for kind, share in kinds.items() if kind.group == group) for group in PLAINEST}
    best = max(groups, key=lambda group: groups[group])
    # A sentence is what the rules say where they know of nothing; it shows a name as well, but seldom the one figure.
    unknown = rule is AnswerKind.SENTENCE and best == AnswerKind.FIGURE.group
    if groups[best] < BELIEVED and not unknown:
        best = rule.group
    kind = max((kind for kind in kinds if kind.group == best), key=lambda kind: kinds[kind])
    return rule if kind is AnswerKind.SENTENCE and rule is AnswerKind.EXPLANATION else kind


def leaning_to(named: AnswerKind, kinds: Mapping[AnswerKind, float]) -> Mapping[AnswerKind, float]:
    """The probabilities where a name is of the kind `named`, if one is asked for."""
    share = sum(share for kind, share in kinds.items() if kind.group == named.group)
    return (
        {kind: 0.0 if kind.group == named.group else one for kind, one in kinds.items()} | {named: share}
        if kinds
        else kinds
    )

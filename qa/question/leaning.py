"""What a question leans to, by its embedding: which kind of answer, and which dimension of a figure.

Wordings are endless ("punctuality of deliveries", "оклад докеров", "收费标准"); rules know the common ones. Linear
models over the question's vector, what the rules say, and its words, which the glossary makes one in four languages
(multinomial logistic regression, fitted by `eval/fit_questions.py`), know what such wordings come near to. They belong
to the bundled model; without its vectors the rules decide alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qa.text.glossary import Key
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
#: The file with the models, where they are not the shipped ones.
_table: ContextVar[Path | None] = ContextVar("_table", default=None)
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


@dataclass(frozen=True, slots=True)
class Inputs:
    """What the models see of a question. `mean` is the middle of all vectors, `words` are those known, by place."""

    mean: NDArray[np.float32]
    words: Mapping[str, int]

    def of(self, vector: NDArray[np.float32], rule: AnswerKind, told: Collection[str]) -> NDArray[np.float32]:
        """The scaled vector, the rules' kind, and for each known word whether the question has it."""
        said = np.array([rule is kind for kind in AnswerKind], np.float32)
        words = np.zeros(len(self.words), np.float32)
        words[[self.words[word] for word in told if word in self.words]] = 1.0
        return np.concatenate([(vector - self.mean) * VECTOR_SCALE, said * RULE_WEIGHT, words]).astype(np.float32)


def told_in(asking: Sequence[Key]) -> frozenset[str]:
    """The words of a question that may say what it asks for: no names and no numbers."""
    return frozenset(key.term for key in asking if not key.is_name and key.kind != "number")


@contextmanager
def leaning_by(table: Path | None) -> Iterator[None]:
    """Understand questions by the models in the file `table`: those fitted without them, where something is fitted."""
    before = _table.set(table)
    try:
        yield
    finally:
        _table.reset(before)


@lru_cache(maxsize=2)
def _models(own: Path | None) -> tuple[Inputs, Mapping[str, _Linear]]:
    """What the models see, and the models by name: from the file `own`, or the shipped ones."""
    shipped = files("qa.question") / "data" / "leaning.npz"
    with nullcontext(own) if own else as_file(shipped) as path, np.load(path, allow_pickle=False) as stored:
        table: dict[str, Any] = dict(stored)
    models = {
        name: _Linear(
            tuple(table[f"{name}_labels"].tolist()),
            table[f"{name}_weights"].astype(np.float32),
            table[f"{name}_bias"].astype(np.float32),
        )
        for name in MODELS
    }
    words = {word: at for at, word in enumerate(table["words"].tolist())}
    return Inputs(table["mean"].astype(np.float32), words), models


def leanings(
    vector: NDArray[np.float32], rule: AnswerKind, asking: Sequence[Key]
) -> tuple[Mapping[AnswerKind, float], Mapping[str, float]]:
    """The probability of each kind of answer and, for a figure, of each dimension. `asking`: the question's words."""
    inputs, models = _models(_table.get())
    seen = inputs.of(vector, rule, told_in(asking))
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


def leaning_to_words(kinds: Mapping[AnswerKind, float]) -> Mapping[AnswerKind, float]:
    """The probabilities where the answer is a text, as where a reason is asked for, if anything else was likely."""
    texts = {kind: share for kind, share in kinds.items() if kind.group == AnswerKind.EXPLANATION.group}
    whole = sum(texts.values())
    return {kind: texts.get(kind, 0.0) / whole for kind in kinds} if whole else kinds


def leaning_to(named: AnswerKind, kinds: Mapping[AnswerKind, float]) -> Mapping[AnswerKind, float]:
    """The probabilities where a name is of the kind `named`, if one is asked for; none where none are known."""
    if not kinds:
        return kinds
    share = sum(share for kind, share in kinds.items() if kind.group == named.group)
    return {kind: 0.0 if kind.group == named.group else one for kind, one in kinds.items()} | {named: share}

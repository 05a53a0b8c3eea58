"""The fitted model: weights by evidence, the calibration of its confidence, and the threshold of silence."""

from __future__ import annotations

import json
import math
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from operator import mul
from pathlib import Path

from qa.types import AnswerKind

#: The evidence that rules an answer out. Of 61 in a measure that cannot be, to the questions learned from, 3 were
#: right; of ten where hardly a word of the question is told, to those of the shipped documents, none; of four told of
#: another one ("the first forum", asked about the second), none; of seven told of another place, none; of six told of
#: no such cargo, one; of 13 to why or when something ended that tell no end, one; of 54 told of another town, way to
#: carry, line of a table, or of no such measure or thing, one.
IMPOSSIBLE = "impossible"


@dataclass(frozen=True, slots=True)
class Model:
    """`weights` by group of questions and evidence; `trust` weights (with "bias") of a logistic confidence.

    `calibration` holds (raw confidence, share that was right) in rising order, interpolated between;
    below `threshold` nothing is claimed.
    """

    weights: Mapping[str, Mapping[str, float]]
    trust: Mapping[str, float]
    calibration: tuple[tuple[float, float], ...]
    threshold: float

    def score(self, kind: AnswerKind, evidence: Mapping[str, float]) -> float:
        """The weighted sum of the evidence."""
        return self.scores(kind, [evidence])[0]

    def scores(self, kind: AnswerKind, candidates: Iterable[Mapping[str, float]]) -> list[float]:
        """The weighted sum of the evidence for each candidate; names that come in one order are looked up once."""
        weight = self.weights[kind.group].get
        known: dict[tuple[str, ...], list[float]] = {}
        found = []
        for evidence in candidates:
            names = tuple(evidence)
            if names not in known:
                known[names] = [weight(name, 0.0) for name in names]
            found.append(sum(map(mul, known[names], evidence.values())))
        return found

    def raw(self, trusted: Mapping[str, float]) -> float:
        """The logistic confidence before calibration; none at all for what cannot be the answer.

        The weights say whether the documents hold an answer: a height in tons is wrong even where they tell the height.
        """
        if trusted.get(IMPOSSIBLE):
            return 0.0
        total = self.trust.get("bias", 0.0) + sum(self.trust.get(name, 0.0) * value for name, value in trusted.items())
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))

    def confidence(self, trusted: Mapping[str, float]) -> float:
        """The calibrated confidence, 0–1."""
        return self.calibrated(self.raw(trusted))

    def calibrated(self, raw: float) -> float:
        """The share that was right among answers of this raw confidence."""
        if not self.calibration:
            return raw
        at = bisect_right(self.calibration, (raw, math.inf))
        if at == 0:
            return self.calibration[0][1]
        if at == len(self.calibration):
            return self.calibration[-1][1]
        (low, below), (high, above) = self.calibration[at - 1], self.calibration[at]
        return below + (above - below) * (raw - low) / (high - low) if high > low else above


@lru_cache(maxsize=4)
def load(path: Path | None = None) -> Model:
    """The model from `path`, or the one that was shipped."""
    source = path or files("qa.choose") / "data" / "weights.json"
    return parse(source.read_text(encoding="utf-8"))


def prior() -> Model:
    """Where fitting starts from, and what it is held to."""
    return parse((files("qa.choose") / "data" / "prior.json").read_text(encoding="utf-8"))


def parse(text: str) -> Model:
    """A model from its JSON."""
    table = json.loads(text)
    return Model(
        weights={name: dict(weights) for name, weights in table["weights"].items()},
        trust=dict(table["trust"]),
        calibration=tuple((float(raw), float(share)) for raw, share in table["calibration"]),
        threshold=float(table["threshold"]),
    )


def dump(model: Model, note: str = "") -> str:
    """The JSON of a model, with a note on how it was fitted."""
    rounded = {
        "note": note,
        "weights": {name: _rounded(weights) for name, weights in model.weights.items()},
        "trust": _rounded(model.trust),
        "calibration": [[round(raw, 4), round(share, 4)] for raw, share in model.calibration],
        "threshold": round(model.threshold, 4),
    }
    return json.dumps(rounded, indent=1, ensure_ascii=False) + "\n"


def _rounded(weights: Mapping[str, float]) -> dict[str, float]:
    return {name: round(value, 4) for name, value in weights.items()}

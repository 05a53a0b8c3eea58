"""The fitted weights by which an unlike figure is taken to be of the same thing, so that the two contradict."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Model:
    """Logistic weights by evidence (with "bias"), and the likelihood from which on sources are said to disagree."""

    weights: Mapping[str, float]
    threshold: float

    def likelihood(self, evidence: Mapping[str, float]) -> float:
        """How likely the two figures are of one thing, 0–1."""
        total = self.weights.get("bias", 0.0) + sum(
            self.weights.get(name, 0.0) * value for name, value in evidence.items()
        )
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


@cache
def load() -> Model:
    """The shipped model, fitted by `eval/fit.py`."""
    table = json.loads((files("qa.compare") / "data" / "weights.json").read_text(encoding="utf-8"))
    return Model(dict(table["weights"]), float(table["threshold"]))


def dump(model: Model, note: str) -> str:
    """The JSON of a model, with a note on how it was fitted."""
    weights = {name: round(value, 4) for name, value in model.weights.items()}
    return json.dumps({"note": note, "weights": weights, "threshold": round(model.threshold, 4)}, indent=1) + "\n"

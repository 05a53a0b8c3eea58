"""Questions encoded in a fifth to a third of the C engine's time, for a process that answers many.

OpenVINO computes, on two threads where there are, with the weights left in their 4 bits, so that the process grows by
some 170 MB; the C engine answers until it is ready.
"""

from __future__ import annotations

import threading
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from qa.dense.encoder import Coming
from qa.dense.network import Network
from qa.dense.pieces import Pieces
from qa.dense.weights import Weights

QUERY_PREFIX = "query: "
#: Questions are padded to a multiple of this many tokens: a length that is met for the first time costs 20 ms and most
#: of a megabyte, every token of padding a fiftieth of a question's time.
STEP = 4
#: Longer questions are the C engine's: fewer than one in a hundred, and every length would keep memory of its own.
LONGEST = 64
#: Questions whose vectors are kept, 1.5 kB each: a page that is drawn anew asks its question again.
KEPT = 1_024


class QuestionEngine:
    """The bundled model for one question at a time; safe to share between threads."""

    def __init__(self, weights: Path) -> None:
        """Read the packed weights and compile (a second). Raises ImportError where openvino is not installed."""
        packed = Weights.read(weights)
        self._start, self._end = packed.vocabulary.start, packed.vocabulary.end
        self._network = Network(packed, threads=1, packed=True)
        self._pieces = Pieces(packed.vocabulary)
        self._known: dict[str, NDArray[np.float32]] = {}
        self.encode("")

    def encode(self, text: str) -> NDArray[np.float32] | None:
        """The unit vector of a question; None for one of more than `LONGEST` tokens."""
        begun = self.begin(text)
        return begun() if begun is not None else None

    def begin(self, text: str) -> Coming[NDArray[np.float32]] | None:
        """Begin to compute the unit vector, which needs no Python any more; None for more than `LONGEST` tokens.

        A thread that were to call `encode` beside other Python would only start when that makes a pause.
        """
        known = self._known.get(text)
        if known is not None:
            return lambda: known
        tokens = [self._start, *self._pieces.numbers(QUERY_PREFIX + text), self._end]
        if len(tokens) > LONGEST:
            return None
        length = -(-len(tokens) // STEP) * STEP
        ids, mask = np.zeros((1, length), np.int64), np.zeros((1, length), np.int64)
        ids[0, : len(tokens)], mask[0, : len(tokens)] = tokens, 1
        means = self._network.begin(ids, mask)
        return lambda: self._keep(text, means()[0])

    def _keep(self, text: str, mean: NDArray[np.float32]) -> NDArray[np.float32]:
        """The unit vector, which is kept for the next time; all are forgotten when there are too many."""
        vector = np.asarray(mean / np.linalg.norm(mean), np.float32)
        vector.flags.writeable = False
        if len(self._known) >= KEPT:
            self._known.clear()
        self._known[text] = vector
        return vector


class Background:
    """A `QuestionEngine` that is made while others answer."""

    def __init__(self, weights: Path) -> None:
        self._engine: QuestionEngine | None = None
        # Python waits for it at exit: a library that is taken down while it compiles may crash.
        self._thread = threading.Thread(target=self._make, args=(weights,), name="question engine")
        self._thread.start()

    def _make(self, weights: Path) -> None:
        try:
            self._engine = QuestionEngine(weights)
        except (ImportError, RuntimeError):  # not installed, or not for this processor: the C engine goes on
            return

    def encode(self, text: str) -> NDArray[np.float32] | None:
        """The unit vector of a question; None where the engine is not ready or the question too long for it."""
        engine = self._engine
        return engine.encode(text) if engine is not None else None

    def begin(self, text: str) -> Coming[NDArray[np.float32]] | None:
        """Begin to compute it; None where `encode` gives none."""
        engine = self._engine
        return engine.begin(text) if engine is not None else None

    def ready(self) -> bool:
        """Wait until it is made; whether it could be."""
        self._thread.join()
        return self._engine is not None


@cache
def in_background(weights: Path) -> Background:
    """The engine for the packed weights in the file `weights`, once a process."""
    return Background(weights)

"""The bundled model for many passages at a time: several times as fast as the C engine.

A text's vector does not depend on what it is encoded with: its tokens are padded to one of a few lengths, each of which
always comes in batches of the same shape, and equal shapes are computed in the same order.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from qa.dense.encoder import Progress
from qa.dense.engines import ENGINES, Engine, load
from qa.dense.tokenizer import tokenizer
from qa.dense.weights import Weights

if TYPE_CHECKING:
    from tokenizers import Tokenizer

PASSAGE_PREFIX = "passage: "


class _Window(NamedTuple):
    """Tokens of one text that go through the model together, without start and end."""

    text: int
    tokens: list[int]


class _Batch(NamedTuple):
    """Windows, the length they are padded to, and the rows of the batch, some of which may be empty."""

    windows: list[_Window]
    length: int
    rows: int


@dataclass(frozen=True, slots=True, eq=False)
class BulkEngine:
    """The bundled model's tokenizer and what computes."""

    tokenizer: Tokenizer
    start: int
    end: int
    hidden: int
    positions: int
    engine: Engine

    @classmethod
    def load(cls, path: Path, cache: Path, names: Sequence[str] = ENGINES) -> BulkEngine:
        """Read the packed weights at `path`, for the first of the engines `names` that can be had.

        Converted weights are kept in `cache`. Raises ImportError without engine.
        """
        weights = Weights.read(path)
        vocabulary = weights.vocabulary
        return cls(
            tokenizer(vocabulary), vocabulary.start, vocabulary.end, weights.hidden, weights.positions,
            load(path, cache, names),
        )  # fmt: skip

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> NDArray[np.float32]:
        """The unit vectors of passages; `progress` is told of each text when its last window is done."""
        sums = np.zeros((len(texts), self.hidden), np.float32)
        windows = self._windows([PASSAGE_PREFIX + text for text in texts])
        left = Counter(window.text for window in windows)
        batches = list(_batches(windows, self.engine.step, self.engine.tokens))
        for batch, means in zip(batches, self.engine.means(map(self._inputs, batches)), strict=True):
            done = 0
            for window, mean in zip(batch.windows, means[: len(batch.windows)], strict=True):
                sums[window.text] += max(len(window.tokens), 1) * mean
                left[window.text] -= 1
                done += not left[window.text]
            if progress is not None and done:
                progress(done)
        return np.asarray(sums / np.linalg.norm(sums, axis=1, keepdims=True), np.float32)

    def _windows(self, texts: Sequence[str]) -> list[_Window]:
        """Every text as windows of at most 510 tokens."""
        size = self.positions - 2
        encodings = self.tokenizer.encode_batch_fast(texts, add_special_tokens=False)
        return [
            _Window(number, encoding.ids[start : start + size])
            for number, encoding in enumerate(encodings)
            for start in range(0, max(len(encoding.ids), 1), size)
        ]

    def _inputs(self, batch: _Batch) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Token numbers and mask of each window, in the shape (rows, length) whatever the batch holds."""
        ids = np.zeros((batch.rows, batch.length), np.int64)
        mask = np.zeros((batch.rows, batch.length), np.int64)
        mask[len(batch.windows) :, 0] = 1  # an empty row attends to one token, so that nothing divides by zero
        for row, window in enumerate(batch.windows):
            tokens = [self.start, *window.tokens, self.end]
            ids[row, : len(tokens)] = tokens
            mask[row, : len(tokens)] = 1
        return ids, mask


def _batches(windows: Sequence[_Window], step: int, tokens: int) -> Iterator[_Batch]:
    """Windows of similar length together, longest first."""
    by_length: defaultdict[int, list[_Window]] = defaultdict(list)
    for window in windows:
        by_length[-(-(len(window.tokens) + 2) // step) * step].append(window)
    for length, group in sorted(by_length.items(), reverse=True):
        rows = max(1, tokens // length)
        for start in range(0, len(group), rows):
            yield _Batch(group[start : start + rows], length, rows)

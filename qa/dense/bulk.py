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

from qa.dense import engines
from qa.dense.encoder import Progress
from qa.dense.tokenizer import tokenizer
from qa.dense.weights import Weights

if TYPE_CHECKING:
    from tokenizers import Tokenizer

#: Lengths are padded to multiples of this: a tenth of the work is padding, and 16 shapes cover everything.
STEP = 32
#: Tokens in a batch, padding included: fills two cores, and half-full last batches cost little.
BATCH_TOKENS = 2048
PASSAGE_PREFIX = "passage: "


class _Window(NamedTuple):
    """Tokens of one text that go through the model together, without start and end."""

    text: int
    tokens: list[int]


@dataclass(frozen=True, slots=True, eq=False)
class BulkEngine:
    """The bundled model's tokenizer and what computes; `arithmetic` tells vectors apart that differ in last digits."""

    tokenizer: Tokenizer
    start: int
    end: int
    hidden: int
    positions: int
    means: engines.Means
    arithmetic: str

    @classmethod
    def load(cls, path: Path, cache: Path) -> BulkEngine:
        """Read the packed weights at `path`; converted ones are kept in `cache`. Raises ImportError without engine."""
        weights = Weights.read(path)
        vocabulary = weights.vocabulary
        means, arithmetic = engines.load(cache)
        return cls(
            tokenizer(vocabulary), vocabulary.start, vocabulary.end, weights.hidden, weights.positions,
            means, arithmetic,
        )  # fmt: skip

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> NDArray[np.float32]:
        """The unit vectors of passages; `progress` is told of each text when its last window is done."""
        sums = np.zeros((len(texts), self.hidden), np.float32)
        windows = self._windows(texts)
        left = Counter(window.text for window in windows)
        for batch, length, rows in _batches(windows):
            means = self._means(batch, length, rows)
            done = 0
            for window, mean in zip(batch, means, strict=True):
                sums[window.text] += max(len(window.tokens), 1) * mean
                left[window.text] -= 1
                done += not left[window.text]
            if progress is not None and done:
                progress(done)
        return np.asarray(sums / np.linalg.norm(sums, axis=1, keepdims=True), np.float32)

    def _windows(self, texts: Sequence[str]) -> list[_Window]:
        """Every text as windows of at most 510 tokens, with the prefix in the first."""
        size = self.positions - 2
        encodings = self.tokenizer.encode_batch_fast(
            [PASSAGE_PREFIX + text for text in texts], add_special_tokens=False
        )
        return [
            _Window(number, encoding.ids[start : start + size])
            for number, encoding in enumerate(encodings)
            for start in range(0, max(len(encoding.ids), 1), size)
        ]

    def _means(self, batch: Sequence[_Window], length: int, rows: int) -> NDArray[np.float32]:
        """The mean token state of each window, computed in the shape (rows, length) whatever the batch holds."""
        ids = np.zeros((rows, length), np.int64)
        mask = np.zeros((rows, length), np.int64)
        mask[len(batch) :, 0] = 1  # an empty row attends to one token, so that nothing divides by zero
        for row, window in enumerate(batch):
            tokens = [self.start, *window.tokens, self.end]
            ids[row, : len(tokens)] = tokens
            mask[row, : len(tokens)] = 1
        return self.means(ids, mask)[: len(batch)]


def _batches(windows: Sequence[_Window]) -> Iterator[tuple[list[_Window], int, int]]:
    """Windows of similar length together, longest first: the windows, the padded length, the rows of the batch."""
    by_length: defaultdict[int, list[_Window]] = defaultdict(list)
    for window in windows:
        by_length[-(-(len(window.tokens) + 2) // STEP) * STEP].append(window)
    for length, group in sorted(by_length.items(), reverse=True):
        rows = max(1, BATCH_TOKENS // length)
        for start in range(0, len(group), rows):
            yield group[start : start + rows], length, rows

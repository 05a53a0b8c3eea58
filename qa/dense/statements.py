"""The vectors of statements: what each sentence and table row says, beside the vectors of whole passages.

A passage is found as a whole; which of its sentences answers is told by the sentence's own vector. They are never
searched, only read for the passages that were found, so half precision and reading them from the file are enough.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from qa.arrays import mapped, rows_from
from qa.dense.cache import VectorCache
from qa.dense.encoder import Encoder, Progress
from qa.dense.vectors import encoded, write_header
from qa.errors import IndexUnfit

#: Passages whose statements are encoded together at least.
BLOCK = 128
#: Where each passage's vectors start, beside the matrix; one entry more than passages.
STARTS = "starts.npy"


@dataclass(frozen=True, slots=True, eq=False)
class StatementVectors:
    """Unit vectors, float16, of all statements in passage order; safe to share between threads."""

    matrix: NDArray[np.float16]
    starts: NDArray[np.int64]
    file: IO[bytes]

    @classmethod
    def open(cls, path: Path) -> StatementVectors:
        """Map the ``.npy`` file at `path`. Raises IndexUnfit when it is missing or damaged."""
        try:
            matrix: Any = mapped(path)
            starts: Any = mapped(path.with_name(STARTS))
            if matrix.ndim != 2 or matrix.dtype != np.float16 or starts[-1] != len(matrix):
                raise ValueError(f"{matrix.dtype} of shape {matrix.shape} for {starts[-1]} statements")
        except (OSError, ValueError, EOFError, IndexError) as error:
            raise IndexUnfit(
                f"The embeddings in {path} cannot be used ({error}).", "Build them again with: qa index"
            ) from error
        return cls(matrix, starts, path.open("rb", buffering=0))

    def likeness(self, query: NDArray[np.float32], passages: Sequence[int]) -> dict[int, NDArray[np.float32]]:
        """The cosines of the unit vector `query` to each statement of these passages, in reading order."""
        cosines = np.einsum("ij,j->i", self._rows(passages), np.ascontiguousarray(query, np.float32))
        found, at = {}, 0
        for passage, count in zip(passages, self._counts(passages), strict=True):
            found[passage] = cosines[at : at + count]
            at += count
        return found

    def of(self, passage: int) -> NDArray[np.float32]:
        """The vectors of a passage's statements, one row each, in reading order."""
        return self._rows([passage])

    def _counts(self, passages: Sequence[int]) -> list[int]:
        """How many statements each of these passages has."""
        numbers = np.asarray(passages, np.int64)
        counted: list[int] = (self.starts[numbers + 1] - self.starts[numbers]).tolist()
        return counted

    def _rows(self, passages: Sequence[int]) -> NDArray[np.float32]:
        """The vectors of these passages' statements, read from the file: its map would map megabytes around each."""
        firsts = self.starts[np.asarray(passages, np.int64)].tolist()
        size, start, file = self.matrix.strides[0], rows_from(self.file, self.matrix), self.file.fileno()
        read = b"".join(
            os.pread(file, count * size, start + first * size)
            for first, count in zip(firsts, self._counts(passages), strict=True)
        )
        return np.frombuffer(read, "<f2").reshape(-1, self.matrix.shape[1]).astype(np.float32)


def build_statements(
    passages: Iterable[Sequence[str]],
    path: Path,
    encoder: Encoder,
    cache: VectorCache,
    progress: Progress | None = None,
    *,
    count: int,
) -> None:
    """Write the vectors of every passage's statements, in order, to the ``.npy`` file `path` and their starts beside.

    `count` is how many passages there will be, by which the encoder chooses its engine, as for their own vectors.
    `progress` is called with the number of passages done.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    encoder = encoder.sized(count)
    starts = [0]
    source = iter(passages)
    with path.open("wb") as file:
        write_header(file, 0, encoder.dimension, "<f2")
        while block := list(islice(source, max(BLOCK, encoder.portion))):
            texts = [text for statements in block for text in statements]
            if texts:
                rows, _ = encoded(texts, encoder, cache)
                file.write(rows.astype("<f2").tobytes())
            for statements in block:
                starts.append(starts[-1] + len(statements))
            if progress is not None:
                progress(len(block))
        file.seek(0)
        write_header(file, starts[-1], encoder.dimension, "<f2")
    np.save(path.with_name(STARTS), np.asarray(starts, np.int64))

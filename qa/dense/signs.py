"""The nearest vectors of many: signs of the components scanned, the closest candidates scored in float32.

A component's sign, after the mean of all vectors is taken away, is one bit: a million vectors of 384 dimensions are
48 MB, and the number of signs that differ from the question's is a few instructions a vector. The true neighbours are
almost always among the few thousand with the fewest differences; how many are needed is measured on the index's own
vectors when it is built.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qa.errors import IndexUnfit

#: What building aims at: this share of the true ten nearest among those found.
RECALL = 0.99
NEIGHBOURS = 10
#: Vectors of the index asked for their neighbours to measure that.
SAMPLE = 200
#: Candidates tried in turn; each doubling halves the misses or better.
FIRST_CANDIDATES = 1000
#: Candidates for each passage asked for: pools of hundreds need more than the ten that were measured.
CANDIDATES_A_PLACE = 20
#: Rows handled together: a chunk of one bit plane fits the processor's second-level cache.
CHUNK = 1 << 15


@dataclass(frozen=True, slots=True, eq=False)
class SignScan:
    """The signs of all vectors as bit planes (words of 64 components, passages), the mean, how many candidates."""

    planes: NDArray[np.uint64]
    centre: NDArray[np.float32]
    candidates: int

    @classmethod
    def open(cls, vectors: Path, count: int) -> SignScan | None:
        """The scan beside the matrix `vectors` of `count` rows; None where it was built without one.

        Raises IndexUnfit when it is damaged.
        """
        about = vectors.with_suffix(".signs.json")
        if not about.exists():
            return None
        try:
            planes: Any = np.load(vectors.with_suffix(".signs.npy"), mmap_mode="r", allow_pickle=False)
            centre = np.load(vectors.with_suffix(".centre.npy"), allow_pickle=False)
            candidates = int(json.loads(about.read_text(encoding="utf-8"))["candidates"])
            if planes.shape != (-(-len(centre) // 64), count):
                raise ValueError(f"signs of shape {planes.shape} for {count} vectors")
        except (OSError, ValueError, KeyError) as error:
            raise IndexUnfit(
                f"The signs beside {vectors} cannot be used ({error}).", "Build them again with: qa index"
            ) from error
        return cls(planes.view(np.ndarray), centre, candidates)

    def nearest(
        self, query: NDArray[np.float32], top: int, allowed: NDArray[np.bool_] | None = None
    ) -> NDArray[np.int64]:
        """The numbers of enough candidates for the `top` nearest passages, ascending."""
        wanted = max(self.candidates, CANDIDATES_A_PLACE * top)
        return _fewest(self._differences(query), wanted, allowed)

    def _differences(self, query: NDArray[np.float32]) -> NDArray[np.uint16]:
        """For each passage in how many signs it differs from `query`."""
        signs = _signs((query - self.centre)[None])[:, 0]
        differences = np.empty(self.planes.shape[1], np.uint16)
        for part in _parts(len(differences)):
            total = differences[part]
            total[:] = 0
            for plane, word in zip(self.planes, signs, strict=True):
                total += np.bitwise_count(plane[part] ^ word)
        return differences


def build_signs(vectors: Path, matrix: NDArray[np.float32]) -> dict[str, Any]:
    """Write the scan of `matrix` beside the file `vectors`; return its candidates and the recall measured."""
    count, dimension = matrix.shape
    centre = np.zeros(dimension)
    for part in _parts(count):
        centre += matrix[part].sum(axis=0, dtype=np.float64)
    centre = (centre / count).astype(np.float32)
    planes = np.empty((-(-dimension // 64), count), np.uint64)
    for part in _parts(count):
        planes[:, part] = _signs(matrix[part] - centre)
    about = _measure(matrix, SignScan(planes, centre, 0))
    np.save(vectors.with_suffix(".signs.npy"), planes)
    np.save(vectors.with_suffix(".centre.npy"), centre)
    vectors.with_suffix(".signs.json").write_text(json.dumps(about) + "\n", encoding="utf-8")
    return about


def forget_signs(vectors: Path) -> None:
    """Remove the scan beside the file `vectors`, which would not fit another matrix there."""
    for ending in (".signs.json", ".signs.npy", ".centre.npy"):
        vectors.with_suffix(ending).unlink(missing_ok=True)


def _measure(matrix: NDArray[np.float32], scan: SignScan) -> dict[str, Any]:
    """How many candidates reach `RECALL` on vectors of the index, and the recall they reach."""
    chosen = np.unique(np.linspace(0, len(matrix) - 1, SAMPLE).astype(np.int64))
    truth = _neighbours(matrix, matrix[chosen])
    differences = [scan._differences(matrix[number]) for number in chosen]
    candidates = FIRST_CANDIDATES
    while True:
        found = sum(
            np.isin(exact, _fewest(row, candidates, None)).sum() for exact, row in zip(truth, differences, strict=True)
        )
        recall = float(found) / truth.size
        if recall >= RECALL or candidates >= len(matrix):
            return {"candidates": candidates, "recall": round(recall, 4)}
        candidates *= 2


def _neighbours(matrix: NDArray[np.float32], queries: NDArray[np.float32]) -> NDArray[np.int64]:
    """The exact nearest neighbours of `queries`, themselves left out, of shape (queries, NEIGHBOURS)."""
    keep = min(NEIGHBOURS + 1, len(matrix))
    scores = np.empty((len(queries), 0), np.float32)
    numbers = np.empty((len(queries), 0), np.int64)
    for part in _parts(len(matrix)):
        here = queries @ matrix[part].T
        scores = np.concatenate((scores, here), axis=1)
        numbers = np.concatenate((numbers, np.broadcast_to(np.arange(part.start, part.stop), here.shape)), axis=1)
        best = np.argsort(-scores, axis=1, kind="stable")[:, :keep]
        scores, numbers = np.take_along_axis(scores, best, 1), np.take_along_axis(numbers, best, 1)
    return numbers[:, 1:]  # the first is the vector itself, or its equal


def _fewest(differences: NDArray[np.uint16], wanted: int, allowed: NDArray[np.bool_] | None) -> NDArray[np.int64]:
    """The allowed passages with the fewest differences: `wanted` of them and those that tie with the last."""
    considered = differences if allowed is None else differences[allowed]
    if not len(considered):
        return np.empty(0, np.int64)
    limit = np.partition(considered, min(wanted, len(considered)) - 1)[min(wanted, len(considered)) - 1]
    near = differences <= limit
    return np.flatnonzero(near if allowed is None else near & allowed)


def _signs(rows: NDArray[np.float32]) -> NDArray[np.uint64]:
    """Bit planes of `rows`: one bit a component, 64 components a word, of shape (words, rows)."""
    bits = np.packbits(rows > 0, axis=1, bitorder="little")
    words = np.zeros((len(rows), -(-rows.shape[1] // 64) * 8), np.uint8)
    words[:, : bits.shape[1]] = bits
    return np.ascontiguousarray(words.view("<u8").T)


def _parts(count: int) -> Iterator[slice]:
    """The rows 0 to `count` in chunks."""
    for start in range(0, count, CHUNK):
        yield slice(start, min(start + CHUNK, count))

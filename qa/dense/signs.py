"""The nearest vectors of many: signs of the components scanned, the best candidates scored in float32.

A component's sign, after the mean of all vectors is taken away, is one bit: a million vectors of 384 dimensions are
48 MB. A question passes three sieves:

1. all passages by the number of signs in which they differ from the question: a few instructions a passage;
2. the closest of those by an estimate of their cosine from their signs, the question in 4 bits a component, and two
   numbers a passage, as in RaBitQ (Gao & Long, SIGMOD 2024): with p a passage, q the question, c the mean and s the
   signs of p − c, the cosine p·q = p·c + (p − c)·(q − c) + const, and (p − c)·v ≈ |p − c|² / Σ|p − c| · s·v;
3. the best of those by their float32 vectors, read from the memory map.

How many pass the first two is measured with questions on the index's own vectors when it is built.
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qa.arrays import mapped
from qa.errors import IndexUnfit

#: What building aims at: this share of the true ten nearest among those found. What is promised is .99: the measured
#: share of two thousand neighbours, which come ten to a question, is off by a few thousandths.
RECALL = 0.995
NEIGHBOURS = 10
#: Questions to measure that with, pieces of the index's own texts.
SAMPLE = 200
#: Candidates of the last sieve tried in turn, each time more by the factor; doubling them halves the misses or better.
FIRST_CANDIDATES = 250
FACTOR = 1.4
#: The first sieve lets through so many times more: its error is about three times the second's.
COARSE = 24
#: Candidates of the last sieve for each passage asked for: pools of hundreds need more than the ten measured.
CANDIDATES_A_PLACE = 5
#: Rows handled together: a chunk of one bit plane fits the processor's second-level cache.
CHUNK = 1 << 15
#: Bits a component of the question has in the second sieve; a fifth changes nothing.
QUESTION_BITS = 4
#: The files beside the matrix: bit planes, mean, slope and offset of the estimate, and what was measured.
ENDINGS = (SIGNS, CENTRE, ESTIMATE, ABOUT) = (".signs.npy", ".centre.npy", ".estimate.npy", ".signs.json")


@dataclass(frozen=True, slots=True, eq=False)
class SignScan:
    """The signs of all vectors as bit planes (words of 64 components, passages), and what the estimate needs.

    `estimate` holds each passage's slope and offset, of shape (2, passages); `candidates` is how many reach the last
    sieve.
    """

    planes: NDArray[np.uint64]
    centre: NDArray[np.float32]
    estimate: NDArray[np.float32]
    candidates: int
    asked: threading.Event = field(default_factory=threading.Event, repr=False)

    @classmethod
    def open(cls, vectors: Path, count: int) -> SignScan | None:
        """The scan beside the matrix `vectors` of `count` rows; None where it was built without one.

        Raises IndexUnfit when it is damaged.
        """
        if not vectors.with_suffix(ABOUT).exists():
            return None
        try:
            planes, centre, estimate = (mapped(vectors.with_suffix(ending)) for ending in (SIGNS, CENTRE, ESTIMATE))
            candidates = int(json.loads(vectors.with_suffix(ABOUT).read_text(encoding="utf-8"))["candidates"])
            if planes.shape != (-(-len(centre) // 64), count) or estimate.shape != (2, count):
                raise ValueError(f"signs of shape {planes.shape} for {count} vectors")
        except (OSError, ValueError, KeyError) as error:
            raise IndexUnfit(
                f"The signs beside {vectors} cannot be used ({error}).", "Build them again with: qa index"
            ) from error
        return cls(planes, centre, estimate, candidates)

    def nearest(
        self, query: NDArray[np.float32], top: int, allowed: NDArray[np.bool_] | None = None
    ) -> NDArray[np.int64]:
        """The numbers of enough candidates for the `top` nearest passages, ascending."""
        candidates = max(self.candidates, CANDIDATES_A_PLACE * top)
        found = self._sieve(query, self._differences(query), candidates, allowed)
        self.asked.set()
        return found

    def _sieve(
        self,
        query: NDArray[np.float32],
        differences: NDArray[np.uint16],
        candidates: int,
        allowed: NDArray[np.bool_] | None,
    ) -> NDArray[np.int64]:
        """The second sieve over what the first lets through."""
        coarse = _fewest(differences, COARSE * candidates, allowed)
        if len(coarse) <= candidates:
            return coarse
        estimates = self._estimates(query, coarse)
        return np.sort(coarse[np.argpartition(-estimates, candidates)[:candidates]])

    def _differences(self, query: NDArray[np.float32]) -> NDArray[np.uint16]:
        """For each passage in how many signs it differs from `query`."""
        signs = _signs((query - self.centre)[None])[:, 0]
        differences = np.zeros(self.planes.shape[1], np.uint16)
        if self._compiled():
            from qa.dense import kernels

            kernels.differences(self.planes, signs, differences)
            return differences
        for part in _parts(len(differences)):
            total = differences[part]
            for plane, word in zip(self.planes, signs, strict=True):
                total += np.bitwise_count(plane[part] ^ word)
        return differences

    def _estimates(self, query: NDArray[np.float32], numbers: NDArray[np.int64]) -> NDArray[np.float32]:
        """What the cosines of `numbers` with `query` probably are, but for a constant.

        With the question's components as low + step · Σ 2ᵇ bit b, the sum over a passage's positive components is one
        count of common bits for each b.
        """
        away = query - self.centre
        low = float(away.min())
        step = (float(away.max()) - low) / (2**QUESTION_BITS - 1) or 1.0
        levels = np.rint((away - low) / step).astype(np.uint8)
        bits = np.stack([_signs((levels[None] >> bit & 1).astype(np.float32))[:, 0] for bit in range(QUESTION_BITS)])
        ones, weighted = self._weighed(numbers, bits)
        positive = low * ones + step * weighted
        slope, offset = self.estimate[:, numbers]
        found: NDArray[np.float32] = offset + slope * (2 * positive - float(away.sum())).astype(np.float32)
        return found

    def _weighed(
        self, numbers: NDArray[np.int64], bits: NDArray[np.uint64]
    ) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """The set bits of each passage's signs, and those in common with each row b of `bits`, 2ᵇ for each."""
        ones, weighted = np.zeros(len(numbers), np.int32), np.zeros(len(numbers), np.int32)
        columns = np.stack([plane[numbers] for plane in self.planes])
        if self._compiled():
            from qa.dense import kernels

            kernels.weigh(columns, bits, ones, weighted)
            return ones, weighted
        for word, here in enumerate(columns):
            ones += np.bitwise_count(here)
            for bit, mask in enumerate(bits):
                weighted += np.bitwise_count(here & mask[word]).astype(np.int32) << bit
        return ones, weighted

    def _compiled(self) -> bool:
        """Whether the compiled loops are used: from the second question on, where numba is installed.

        A program that asks once would spend longer on importing numba than on all the rest.
        """
        return self.asked.is_set() and find_spec("numba") is not None


def build_signs(vectors: Path, questions: NDArray[np.float32]) -> dict[str, Any]:
    """Write the scan of the matrix in the file `vectors` beside it; return its candidates and the recall measured.

    The recall is measured with `questions`, vectors of the kind that will be searched with: passages find each other
    much more easily than questions find passages. The matrix is read in pieces, so that memory does not follow it.
    """
    count, dimension = np.load(vectors, mmap_mode="r", allow_pickle=False).shape
    total = np.zeros(dimension)
    for _, rows in matrix_rows(vectors):
        total += rows.sum(axis=0, dtype=np.float64)
    centre = (total / count).astype(np.float32)
    planes = np.empty((-(-dimension // 64), count), np.uint64)
    estimate = np.empty((2, count), np.float32)
    for part, rows in matrix_rows(vectors):
        away = rows - centre
        planes[:, part] = _signs(away)
        spread = np.abs(away).sum(axis=1)
        estimate[0, part] = (away**2).sum(axis=1) / np.where(spread > 0, spread, 1)
        estimate[1, part] = away @ centre
    about = _measure(exact_neighbours(vectors, questions), SignScan(planes, centre, estimate, 0), questions)
    for ending, array in ((SIGNS, planes), (CENTRE, centre), (ESTIMATE, estimate)):
        np.save(vectors.with_suffix(ending), array)
    vectors.with_suffix(ABOUT).write_text(json.dumps(about) + "\n", encoding="utf-8")
    return about


def forget_signs(vectors: Path) -> None:
    """Remove the scan beside the file `vectors`, which would not fit another matrix there."""
    for ending in ENDINGS:
        vectors.with_suffix(ending).unlink(missing_ok=True)


def _measure(truth: NDArray[np.int64], scan: SignScan, questions: NDArray[np.float32]) -> dict[str, Any]:
    """How many candidates reach `RECALL` for `questions`, and the recall they reach."""
    count = scan.planes.shape[1]
    levels = [FIRST_CANDIDATES]
    while COARSE * levels[-1] < count:
        levels.append(round(FACTOR * levels[-1]))
    hits = np.zeros(len(levels), np.int64)
    for question, nearest in zip(questions, truth, strict=True):
        differences = scan._differences(question)
        for place, candidates in enumerate(levels):
            found = int(np.isin(nearest, scan._sieve(question, differences, candidates, None)).sum())
            if found == len(nearest):  # then more candidates hold them too
                hits[place:] += found
                break
            hits[place] += found
    recalls = hits / truth.size
    chosen = next((place for place, recall in enumerate(recalls) if recall >= RECALL), len(levels) - 1)
    return {"candidates": levels[chosen], "recall": round(float(recalls[chosen]), 4), "questions": len(questions)}


def exact_neighbours(vectors: Path, queries: NDArray[np.float32]) -> NDArray[np.int64]:
    """The exact nearest neighbours of `queries`, of shape (queries, NEIGHBOURS)."""
    scores = np.empty((len(queries), 0), np.float32)
    numbers = np.empty((len(queries), 0), np.int64)
    for part, rows in matrix_rows(vectors):
        here = queries @ rows.T
        scores = np.concatenate((scores, here), axis=1)
        numbers = np.concatenate((numbers, np.broadcast_to(np.arange(part.start, part.stop), here.shape)), axis=1)
        keep = min(NEIGHBOURS, scores.shape[1])
        best = np.argpartition(-scores, keep - 1, axis=1)[:, :keep]
        scores, numbers = np.take_along_axis(scores, best, 1), np.take_along_axis(numbers, best, 1)
    return numbers


def matrix_rows(vectors: Path) -> Iterator[tuple[slice, NDArray[np.float32]]]:
    """The rows of the matrix in the file `vectors`, read in chunks, each with its place."""
    count, dimension = np.load(vectors, mmap_mode="r", allow_pickle=False).shape
    with vectors.open("rb") as file:
        file.seek(-4 * count * dimension, os.SEEK_END)
        for part in _parts(count):
            size = part.stop - part.start
            yield part, np.fromfile(file, "<f4", size * dimension).reshape(size, dimension)


def _fewest(differences: NDArray[np.uint16], wanted: int, allowed: NDArray[np.bool_] | None) -> NDArray[np.int64]:
    """The allowed passages with the fewest differences: `wanted` of them and those that tie with the last."""
    if allowed is not None and np.count_nonzero(allowed) < len(allowed) / 2:
        some = np.flatnonzero(allowed)
        return some[_fewest(differences[some], wanted, None)]
    low, high = -1, int(differences.max(initial=0))
    while high - low > 1:  # halving the range of so few values beats any sorting
        middle = (low + high) // 2
        near = differences <= middle
        if allowed is not None:
            near &= allowed
        low, high = (low, middle) if np.count_nonzero(near) >= wanted else (middle, high)
    near = differences <= high
    return np.flatnonzero(near if allowed is None else near & allowed)


def _signs(rows: NDArray[np.float32]) -> NDArray[np.uint64]:
    """Bit planes of `rows`: one bit a component, set where positive, 64 components a word, of shape (words, rows)."""
    bits = np.packbits(rows > 0, axis=1, bitorder="little")
    words = np.zeros((len(rows), -(-rows.shape[1] // 64) * 8), np.uint8)
    words[:, : bits.shape[1]] = bits
    return np.ascontiguousarray(words.view("<u8").T)


def _parts(count: int) -> Iterator[slice]:
    """The rows 0 to `count` in chunks."""
    for start in range(0, count, CHUNK):
        yield slice(start, min(start + CHUNK, count))

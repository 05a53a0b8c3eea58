"""The nearest vectors of many: signs of the components scanned, the best candidates scored in float32.

A component's sign, after the mean of all vectors is taken away, is one bit: a million vectors of 384 dimensions are
48 MB. A question passes three sieves:

1. all passages by an estimate of their cosine from their signs, the question in 4 bits a component, and two numbers a
   passage, as in RaBitQ (Gao & Long, SIGMOD 2024): with p a passage, q the question, c the mean and s the signs of
   p − c, the cosine p·q = c·q + (p − c)·c + (p − c)·(q − c), and (p − c)·v ≈ |p − c|² / Σ|p − c| · s·v;
2. the best of those by an estimate from 4 bits a component (`qa.dense.codes`);
3. the best of those by their float32 vectors, read from the file: as many as are wanted first, then those whose
   estimate, with the error that estimates have, still reaches the worst of the wanted ones found so far.

How many pass the first sieve and how large the error of the second is, is measured with questions on the index's own
vectors when it is built. An index from before there was a second sieve is searched without: more vectors are read then.
Counting differing signs first, and estimating only the closest, was tried: counting is twice as fast as estimating all,
but lets so many through (one in ten at a million) that picking those out of memory takes longer than it saves.
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qa.arrays import mapped
from qa.dense.codes import CODES, Codes, encode
from qa.dense.together import halves
from qa.errors import IndexUnfit

#: What building aims at: this share of the true ten nearest among those found. What is promised is .99: other questions
#: may be harder than the measured ones by several thousandths, and candidates of the second sieve cost little.
RECALL = 0.998
NEIGHBOURS = 10
#: The share of them that the error let through must not lose; the number let through may lose the rest.
WITHIN_ERROR = 0.9995
#: Questions to measure that with, pieces of the index's own texts.
SAMPLE = 200
#: Candidates of the second sieve tried in turn, each time more by the factor; doubling them halves the misses.
FIRST_CANDIDATES = 250
FACTOR = 1.2
#: Candidates of the second sieve for each passage asked for: pools of hundreds need more than the ten measured. With 5,
#: .95 of the 200 nearest of 100,000 are found and .993 of the hybrid's ten best are the same; with 15, .996 and all.
CANDIDATES_A_PLACE = 15
#: From so many passages on two threads scan: half a millisecond's work for each.
SIDE_BY_SIDE = 50_000
#: Rows handled together: a chunk of one bit plane fits the processor's second-level cache.
CHUNK = 1 << 15
#: Bits a component of the question has in the estimate; a fifth changes nothing.
QUESTION_BITS = 4
#: The files beside the matrix: bit planes, mean, slope and offset of the estimate, what was measured; and the codes.
SIGNS, CENTRE, ESTIMATE, ABOUT = (".signs.npy", ".centre.npy", ".estimate.npy", ".signs.json")
ENDINGS = (SIGNS, CENTRE, ESTIMATE, ABOUT, CODES)


@dataclass(frozen=True, slots=True, eq=False)
class SignScan:
    """The signs of all vectors as bit planes (words of 64 components, passages), and what the estimate needs.

    `estimate` holds each passage's slope and offset, of shape (2, passages); `candidates` is how many reach the second
    sieve at most, `error` how far below its cosine the estimate of the last sieve before float32 may lie.
    """

    planes: NDArray[np.uint64]
    centre: NDArray[np.float32]
    estimate: NDArray[np.float32]
    codes: Codes | None
    candidates: int
    error: float
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
            about = json.loads(vectors.with_suffix(ABOUT).read_text(encoding="utf-8"))
            candidates, error = int(about["candidates"]), float(about.get("error", "inf"))  # older indexes score all
            if planes.shape != (-(-len(centre) // 64), count) or estimate.shape != (2, count):
                raise ValueError(f"signs of shape {planes.shape} for {count} vectors")
            codes = Codes.open(vectors, count, len(centre))
        except (OSError, ValueError, KeyError) as damage:
            raise IndexUnfit(
                f"The signs beside {vectors} cannot be used ({damage}).", "Build them again with: qa index"
            ) from damage
        return cls(planes, centre, estimate, codes, candidates, error)

    def nearest(
        self,
        query: NDArray[np.float32],
        top: int,
        cosines: Callable[[NDArray[np.int64]], NDArray[np.float32]],
        allowed: NDArray[np.bool_] | None = None,
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Enough candidates for the `top` nearest passages, and their cosines, for which `cosines` is asked."""
        found = self._nearest(query, top, cosines, allowed)
        self.asked.set()
        return found

    def _nearest(
        self,
        query: NDArray[np.float32],
        top: int,
        cosines: Callable[[NDArray[np.int64]], NDArray[np.float32]],
        allowed: NDArray[np.bool_] | None,
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        numbers, values = self._candidates(query, max(self.candidates, CANDIDATES_A_PLACE * top), allowed)
        if self.codes is not None:
            away = query - self.centre
            values = self.codes.estimates(away, numbers, self.estimate[1], compiled=self._compiled())
        if len(numbers) <= top:
            return numbers, cosines(numbers)
        order = np.argpartition(-values, top)
        first, rest = order[:top], order[top:]
        scores = cosines(numbers[first])
        rest = rest[values[rest] >= scores.min() - self.centre @ query - self.error]
        return numbers[np.concatenate((first, rest))], np.concatenate((scores, cosines(numbers[rest])))

    def _candidates(
        self, query: NDArray[np.float32], wanted: int, allowed: NDArray[np.bool_] | None
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """The `wanted` allowed passages with the highest estimates and those that tie with the last, ascending."""
        if self._compiled():
            from qa.dense import kernels

            mask = np.empty(0, np.bool_) if allowed is None else allowed.view()
            mask.flags.writeable = False  # as mapped arrays are: the loops are compiled for one kind
            asked = self._asked_in_bits(query)

            def scan(first: int, last: int) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
                found: tuple[NDArray[np.int64], NDArray[np.float32]] = kernels.scan(
                    self.planes, *asked, wanted, mask, first, last
                )
                return found

            parts = halves(scan, self.planes.shape[1], step=kernels.CHUNK, worth=SIDE_BY_SIDE)
            found, some = (np.concatenate(one) for one in zip(*parts, strict=True))
            places = _highest(some, wanted, None)
            return found[places], some[places]
        values = self.estimates(query)
        numbers = _highest(values, wanted, allowed)
        return numbers, values[numbers]

    def estimates(self, query: NDArray[np.float32]) -> NDArray[np.float32]:
        """What the cosines of all passages with `query` probably are, less the cosine of the mean.

        With the question's components as low + step · Σ 2ᵇ bit b, the sum over a passage's positive components is one
        count of common bits for each b.
        """
        bits, line, (low, step, total) = self._asked_in_bits(query)
        found = np.empty(self.planes.shape[1], np.float32)
        if self._compiled():
            from qa.dense import kernels

            kernels.estimates(self.planes, bits, line, (low, step, total), found)
            return found
        for part in _parts(len(found)):
            ones, weighted = _weighed(self.planes[:, part], bits)
            slope, offset = line[:, part]
            found[part] = offset + slope * (2 * (low * ones + step * weighted) - total).astype(np.float32)
        return found

    def _asked_in_bits(
        self, query: NDArray[np.float32]
    ) -> tuple[NDArray[np.uint64], NDArray[np.float32], tuple[float, float, float]]:
        """What an estimate needs: the question's bit planes, slopes and offsets; its lowest component, step and sum."""
        away = query - self.centre
        low, total = float(away.min()), float(away.sum())
        step = (float(away.max()) - low) / (2**QUESTION_BITS - 1) or 1.0
        levels = np.rint((away - low) / step).astype(np.uint8)
        bits = np.stack([_signs((levels[None] >> bit & 1).astype(np.float32))[:, 0] for bit in range(QUESTION_BITS)])
        return bits, self.estimate, (low, step, total)

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
    with vectors.with_suffix(CODES).open("wb") as file:
        shape = (count, encode(np.zeros((0, dimension), np.float32)).shape[1])
        np.lib.format.write_array_header_1_0(file, {"descr": "|u1", "fortran_order": False, "shape": shape})
        for part, rows in matrix_rows(vectors):
            away = rows - centre
            planes[:, part] = _signs(away)
            spread = np.abs(away).sum(axis=1)
            estimate[0, part] = (away**2).sum(axis=1) / np.where(spread > 0, spread, 1)
            estimate[1, part] = away @ centre
            file.write(encode(away).tobytes())
    for ending, array in ((SIGNS, planes), (CENTRE, centre), (ESTIMATE, estimate)):
        np.save(vectors.with_suffix(ending), array)
    scan = SignScan(planes, centre, estimate, Codes.open(vectors, count, dimension), 0, 0.0)
    about = _measure(*exact_neighbours(vectors, questions), scan, questions)
    vectors.with_suffix(ABOUT).write_text(json.dumps(about) + "\n", encoding="utf-8")
    _compile_ahead(SignScan.open(vectors, count), questions[0])
    return about


def _compile_ahead(scan: SignScan | None, question: NDArray[np.float32]) -> None:
    """Have the compiled loops ready on this machine, so that no question waits for the compiler."""
    assert scan is not None  # noqa: S101 - it was just written
    for _ in range(2):
        scan.nearest(question, 1, lambda numbers: np.zeros(len(numbers), np.float32))


def forget_signs(vectors: Path) -> None:
    """Remove the scan beside the file `vectors`, which would not fit another matrix there."""
    for ending in ENDINGS:
        vectors.with_suffix(ending).unlink(missing_ok=True)


def _measure(
    truth: NDArray[np.int64], cosines: NDArray[np.float32], scan: SignScan, questions: NDArray[np.float32]
) -> dict[str, Any]:
    """The number of candidates and the error that reach `RECALL` for `questions`, and the recall they reach."""
    assert scan.codes is not None  # noqa: S101 - they were just written
    scan.asked.set()  # so many questions are worth the compiled loops
    before, short = [], []  # how many passages seem nearer than a nearest one; how far it seems below the last of them
    for question, nearest, scores in zip(questions, truth, cosines, strict=True):
        values = scan.estimates(question)
        before.append([int(np.count_nonzero(values > values[number])) for number in nearest])
        away = question - scan.centre
        fine = scan.codes.estimates(away, nearest, scan.estimate[1], compiled=scan._compiled())
        short.append(scores.min() - scan.centre @ question - fine)
    error = float(np.quantile(short, WITHIN_ERROR, method="higher"))
    levels = [FIRST_CANDIDATES]
    while levels[-1] < scan.planes.shape[1]:
        levels.append(round(FACTOR * levels[-1]))
    recalls = [float(np.mean(np.less(before, level) & np.less_equal(short, error))) for level in levels]
    chosen = next((place for place, recall in enumerate(recalls) if recall >= RECALL), len(levels) - 1)
    return {
        "candidates": levels[chosen], "error": round(error + 5e-6, 5), "recall": round(recalls[chosen], 4),
        "questions": len(questions),
    }  # fmt: skip


def exact_neighbours(vectors: Path, queries: NDArray[np.float32]) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """The exact nearest neighbours of `queries` and their cosines, both of shape (queries, NEIGHBOURS)."""
    scores = np.empty((len(queries), 0), np.float32)
    numbers = np.empty((len(queries), 0), np.int64)
    for part, rows in matrix_rows(vectors):
        here = queries @ rows.T
        scores = np.concatenate((scores, here), axis=1)
        numbers = np.concatenate((numbers, np.broadcast_to(np.arange(part.start, part.stop), here.shape)), axis=1)
        keep = min(NEIGHBOURS, scores.shape[1])
        best = np.argpartition(-scores, keep - 1, axis=1)[:, :keep]
        scores, numbers = np.take_along_axis(scores, best, 1), np.take_along_axis(numbers, best, 1)
    return numbers, scores


def matrix_rows(vectors: Path) -> Iterator[tuple[slice, NDArray[np.float32]]]:
    """The rows of the matrix in the file `vectors`, read in chunks, each with its place."""
    count, dimension = np.load(vectors, mmap_mode="r", allow_pickle=False).shape
    with vectors.open("rb") as file:
        file.seek(-4 * count * dimension, os.SEEK_END)
        for part in _parts(count):
            size = part.stop - part.start
            yield part, np.fromfile(file, "<f4", size * dimension).reshape(size, dimension)


def _weighed(planes: NDArray[np.uint64], bits: NDArray[np.uint64]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """The set bits of each column of `planes`, and those in common with each row b of `bits`, 2ᵇ for each."""
    ones, weighted = np.zeros(planes.shape[1], np.int32), np.zeros(planes.shape[1], np.int32)
    for word, here in enumerate(planes):
        ones += np.bitwise_count(here)
        for bit, mask in enumerate(bits):
            weighted += np.bitwise_count(here & mask[word]).astype(np.int32) << bit
    return ones, weighted


def _highest(values: NDArray[np.float32], wanted: int, allowed: NDArray[np.bool_] | None) -> NDArray[np.int64]:
    """The numbers of the `wanted` highest allowed values and of those that tie with the last, ascending."""
    numbers = np.arange(len(values)) if allowed is None else np.flatnonzero(allowed)
    if len(numbers) <= wanted:
        return numbers
    some = values[numbers]
    least = np.partition(some, len(some) - wanted)[len(some) - wanted]
    return np.asarray(numbers[some >= least])


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

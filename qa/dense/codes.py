"""Four bits a component: how near the passages are that the signs let through, before their vectors are read.

With p a passage, c the mean of all and u the levels of p − c, whole numbers and a half from −7.5 to 7.5, the part of
the cosine that `qa.dense.signs` estimates is (p − c)·(q − c) ≈ |p − c|² / (p − c)·u · u·(q − c). The question is
rounded to eight bits a component, so that sums are whole numbers and the same whatever adds them up.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import numpy as np
from numpy.typing import NDArray

from qa.arrays import mapped, read_rows
from qa.dense.together import halves

#: The file beside the matrix: a row a passage, two components a byte, then the slope as float32.
CODES = ".codes.npy"
#: Between two levels, in root mean squares of the passage's components: the best for sixteen levels of a normal
#: distribution (Max, "Quantizing for minimum distortion", 1960).
STEP = 0.3352
MIDDLE = 7.5
SLOPE_BYTES = 4
#: From so many passages on two threads estimate: a fifth of a millisecond's work for each.
SIDE_BY_SIDE = 1_500


@dataclass(frozen=True, slots=True, eq=False)
class Codes:
    """The codes of all vectors, a row a passage as in the file, where there is one."""

    table: NDArray[np.uint8]
    file: IO[bytes] | None = field(default=None, repr=False)

    @classmethod
    def open(cls, vectors: Path, count: int, dimension: int) -> Codes | None:
        """The codes beside the matrix `vectors`; None in an index that is older than they are.

        Raises OSError or ValueError where they are damaged.
        """
        path = vectors.with_suffix(CODES)
        if not path.exists():
            return None
        table = mapped(path)
        if table.dtype != np.uint8 or table.shape != (count, -(-dimension // 2) + SLOPE_BYTES):
            raise ValueError(f"codes {table.dtype} of shape {table.shape} for {count} vectors")
        return cls(table, path.open("rb", buffering=0))

    def estimates(
        self, away: NDArray[np.float32], numbers: NDArray[np.int64], offsets: NDArray[np.float32], *, compiled: bool
    ) -> NDArray[np.float32]:
        """What the cosines of the passages `numbers` probably are, less that of the mean; `away` is question less mean.

        `offsets` has a number for every passage, that of the estimate from signs.
        """
        step = float(np.abs(away).max()) / 127 or 1.0
        rounded = np.rint(away / step).astype(np.int32)
        shift = MIDDLE * int(rounded.sum())
        even, odd = np.zeros((2, self.table.shape[1] - SLOPE_BYTES), np.int32)
        even[:] = rounded[0::2]
        odd[: len(rounded) // 2] = rounded[1::2]
        if compiled:
            from qa.dense import kernels

            found, (rows, slopes) = np.empty(len(numbers), np.float32), _columns(self.table)

            def refine(first: int, last: int) -> None:
                part = slice(first, last)
                kernels.refine(rows, numbers[part], even, odd, (step, shift), slopes, offsets, found[part])

            halves(refine, len(numbers), worth=SIDE_BY_SIDE)
            return found
        # A program that asks once reads them: touching the map would map nearly all of it.
        rows, slopes = _columns(self.table[numbers] if self.file is None else read_rows(self.file, self.table, numbers))
        # In float32: all of these are whole numbers below 2^24.
        sums = np.einsum("ij,j->i", (rows & 15).astype(np.float32), even.astype(np.float32))
        sums += np.einsum("ij,j->i", (rows >> 4).astype(np.float32), odd.astype(np.float32))
        inner = (step * (sums.astype(np.float64) - shift)).astype(np.float32)
        return np.asarray(offsets[numbers] + slopes * inner)


def _columns(table: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
    """The codes, two components a byte, and the slopes."""
    return table[:, :-SLOPE_BYTES], table[:, -SLOPE_BYTES:].view("<f4")[:, 0]


def encode(away: NDArray[np.float32]) -> NDArray[np.uint8]:
    """The rows of the file for vectors less the mean, shape (vectors, dimensions)."""
    size = np.sqrt((away**2).mean(axis=1, keepdims=True))
    levels = np.clip(np.floor(away / np.where(size > 0, STEP * size, 1)) + 8, 0, 15).astype(np.uint8)
    inner = np.einsum("ij,ij->i", away, levels - np.float32(MIDDLE))
    slopes = ((away**2).sum(axis=1) / np.where(inner > 0, inner, 1)).astype("<f4")
    if levels.shape[1] % 2:
        levels = np.pad(levels, ((0, 0), (0, 1)))
    return np.hstack((levels[:, 0::2] | levels[:, 1::2] << 4, slopes[:, None].view(np.uint8)))

"""The loops over sign bits, compiled by numba; imported only where it is installed and worth its start (0.3 s).

The counts are whole numbers, equal to what NumPy counts.
"""

from __future__ import annotations

from typing import Any

import numba
import numpy as np
from numba import types
from numba.extending import intrinsic

#: Passages handled together: their counts stay in the first-level cache while the planes go by.
CHUNK = 2048


@intrinsic
def _count(context: Any, word: Any) -> Any:
    """The number of set bits of a 64-bit word, one instruction."""

    def code(_: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return builder.ctpop(arguments[0])

    return types.uint64(types.uint64), code


#: As it is called from compiled code: without the context.
_ones: Any = _count


@numba.njit(nogil=True, cache=True)
def estimates(planes: Any, bits: Any, line: Any, numbers: Any, found: Any) -> None:
    """Into `found`: the estimate of each column of `planes`, as `SignScan.estimates` describes it.

    `bits` are the four planes of the question, `line` the slope and offset of every column, `numbers` the question's
    lowest component, its step and its sum.
    """
    words, count = planes.shape
    low, step, total = numbers
    ones, weighted = np.empty(CHUNK, np.int32), np.empty(CHUNK, np.int32)
    for start in range(0, count, CHUNK):
        size = min(CHUNK, count - start)
        ones[:] = 0
        weighted[:] = 0
        for word in range(words):
            here = planes[word, start : start + size]
            first, second, third, fourth = bits[0, word], bits[1, word], bits[2, word], bits[3, word]
            for place in range(size):
                ones[place] += numba.int32(_ones(here[place]))
                weighted[place] += numba.int32(
                    _ones(here[place] & first)
                    + 2 * _ones(here[place] & second)
                    + 4 * _ones(here[place] & third)
                    + 8 * _ones(here[place] & fourth)
                )
        for place in range(size):
            positive = low * ones[place] + step * weighted[place]
            found[start + place] = line[1, start + place] + line[0, start + place] * np.float32(2 * positive - total)


@numba.njit(nogil=True, cache=True)
def highest(values: Any, wanted: int, allowed: Any) -> Any:
    """The numbers of the `wanted` highest of `values` and of those that tie with the last, ascending.

    `allowed` keeps all others out unless it is empty. A handful of the highest is kept while the values go by, and
    halved whenever it is full: most values are only compared with the lowest that may still be among them.
    """
    room = 4 * wanted
    numbers, kept = np.empty(room, np.int64), np.empty(room, np.float32)
    size, least = 0, np.float32(-np.inf)
    for number in range(len(values)):
        if values[number] >= least and (len(allowed) == 0 or allowed[number]):
            if size == len(kept):
                size, least = _compact(numbers, kept, size, wanted)
                if 2 * size > len(kept):  # so many tie
                    numbers = np.append(numbers, np.empty(len(numbers), np.int64))
                    kept = np.append(kept, np.empty(len(kept), np.float32))
                if values[number] < least:
                    continue
            numbers[size], kept[size] = number, values[number]
            size += 1
    if size > wanted:
        size, least = _compact(numbers, kept, size, wanted)
    return numbers[:size]


@numba.njit(nogil=True, cache=True)
def _compact(numbers: Any, kept: Any, size: int, wanted: int) -> Any:
    """Move the `wanted` highest and those that tie with the last to the front; how many, and the last."""
    least = np.partition(kept[:size], size - wanted)[size - wanted]
    rest = 0
    for place in range(size):
        if kept[place] >= least:
            numbers[rest], kept[rest] = numbers[place], kept[place]
            rest += 1
    return rest, least

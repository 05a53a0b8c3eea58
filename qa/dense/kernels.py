"""The loops over signs and codes, compiled by numba; imported only where it is installed and worth its start (0.3 s).

The counts are whole numbers, equal to what NumPy counts.
"""

from __future__ import annotations

from typing import Any

import numba
import numpy as np
from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic

#: Passages handled together: their counts stay in the second-level cache while the planes go by, in pieces so long that
#: the processor fetches ahead.
CHUNK = 1 << 14
#: Estimates compared together with the least that may come: most hold none that reaches it.
STRIDE = 32
#: Steps from the least to the highest value held by which they are thinned out.
STEPS = 512
#: So many rows of codes before one is added up it is fetched, since rows lie anywhere; and how many bytes come at once.
AHEAD = 12
LINE = 64


@intrinsic
def _fetch(context: Any, rows: Any, row: Any, column: Any) -> Any:
    """Have the processor bring what lies around an element of a matrix of bytes from memory, and not wait for it."""
    element: Any = cgutils.get_item_pointer

    def code(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        matrix = context.make_array(signature.args[0])(context, builder, arguments[0])
        at: Any = element(context, builder, signature.args[0], matrix, arguments[1:])
        number = ir.IntType(32)
        kind = ir.FunctionType(ir.VoidType(), (at.type, number, number, number))
        reading, soon, data = number(0), number(3), number(1)
        builder.call(builder.module.declare_intrinsic("llvm.prefetch", (at.type,), kind), (at, reading, soon, data))
        return context.get_dummy_value()

    return types.void(rows, types.intp, types.intp), code


@intrinsic
def _count(context: Any, word: Any) -> Any:
    """The number of set bits of a 64-bit word, one instruction."""

    def code(_: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return builder.ctpop(arguments[0])

    return types.uint64(types.uint64), code


#: As they are called from compiled code: without the context.
_ones: Any = _count
_fetched: Any = _fetch
#: Shifts of 64-bit words are compiled for words of their own kind.
_ONE, _TWO, _THREE, _HALF, _LOWER = (np.uint64(number) for number in (1, 2, 3, 32, 0xFFFF_FFFF))


@numba.njit(nogil=True, cache=True)
def estimates(planes: Any, bits: Any, line: Any, numbers: Any, found: Any) -> None:
    """Into `found`: the estimate of each column of `planes`, as `SignScan.estimates` describes it.

    `bits` are the four planes of the question, `line` the slope and offset of every column, `numbers` the question's
    lowest component, its step and its sum.
    """
    counts = np.empty(CHUNK, np.uint64)
    for start in range(0, len(found), CHUNK):
        _estimate(planes, bits, line, numbers, start, counts, found[start : start + CHUNK])


@numba.njit(nogil=True, cache=True)
def scan(planes: Any, bits: Any, line: Any, numbers: Any, wanted: int, allowed: Any, first: int, last: int) -> Any:
    """The columns with the `wanted` highest estimates and those that tie with the last, ascending, and the estimates.

    Only those from `first` to `last` are looked at. `allowed` keeps all others out unless it is empty. The estimates of
    a chunk are compared while they lie in the cache, and only with the lowest that may still be among the highest.
    """
    counts, values = np.empty(CHUNK, np.uint64), np.empty(CHUNK, np.float32)
    held = nothing(wanted)
    for start in range(first, last, CHUNK):
        here = values[: min(CHUNK, last - start)]
        _estimate(planes, bits, line, numbers, start, counts, here)
        held = keep(here, start, wanted, allowed, held)
    return kept(wanted, held)


@numba.njit(nogil=True, cache=True)
def _estimate(planes: Any, bits: Any, line: Any, numbers: Any, start: int, counts: Any, found: Any) -> None:
    """The estimates of the columns from `start` on into `found`; `counts` is room for as many."""
    low, step, total = numbers
    size = len(found)
    counts[:size] = 0
    for word in range(len(planes)):
        here = planes[word, start : start + size]
        first, second, third, fourth = bits[0, word], bits[1, word], bits[2, word], bits[3, word]
        for place in range(size):
            # The set bits in the upper half of the word, those in common with the question in the lower.
            counts[place] += (
                (_ones(here[place]) << _HALF)
                + _ones(here[place] & first)
                + (_ones(here[place] & second) << _ONE)
                + (_ones(here[place] & third) << _TWO)
                + (_ones(here[place] & fourth) << _THREE)
            )
    slope, offset = line[0, start : start + size], line[1, start : start + size]
    for place in range(size):
        ones, weighted = np.int32(counts[place] >> _HALF), np.int32(counts[place] & _LOWER)
        found[place] = offset[place] + slope[place] * np.float32(2 * (low * ones + step * weighted) - total)


@numba.njit(nogil=True, cache=True)
def nothing(wanted: int) -> Any:
    """What `keep` holds before the first values: room for numbers and values, how many, the least that may come."""
    room = 4 * wanted + STRIDE
    return np.empty(room, np.int64), np.empty(room, np.float32), 0, np.float32(-np.inf)


@numba.njit(nogil=True, cache=True)
def keep(values: Any, start: int, wanted: int, allowed: Any, held: Any) -> Any:
    """`held` and those of `values`, numbered from `start`, that may be among the `wanted` highest."""
    numbers, some, size, least = held
    place = 0
    while place < len(values):
        size, least, place = _fill(values, start, place, wanted, allowed, numbers, some, size, least)
        if place < len(values):  # so many tie
            numbers = np.append(numbers, np.empty(len(numbers), np.int64))
            some = np.append(some, np.empty(len(some), np.float32))
    return numbers, some, size, least


@numba.njit(nogil=True, cache=True)
def _fill(
    values: Any, start: int, first: int, wanted: int, allowed: Any, numbers: Any, some: Any, size: int, least: Any
) -> Any:
    """Put the values from place `first` on that reach `least` into `some`, which is thinned out whenever it is full.

    Returns how many are there, the least that may come, and where it stopped because more than half of them tie. An
    array that changes its size in the loop itself would make each of its turns cost ten times as much.
    """
    masked = len(allowed) > 0
    for begin in range(first, len(values), STRIDE):
        end = min(begin + STRIDE, len(values))
        reach = 0
        for place in range(begin, end):  # without branches: many values at a time
            reach += values[place] >= least
        if reach == 0:
            continue
        if size + STRIDE > len(some):
            size, least = _thin(numbers, some, size, wanted)
            if 2 * size + STRIDE > len(some):
                return size, least, begin
        for place in range(begin, end):  # each is put down, and stays where the next one is not put over it
            numbers[size], some[size] = start + place, values[place]
            size += values[place] >= least and not (masked and not allowed[start + place])
    return size, least, len(values)


@numba.njit(nogil=True, cache=True)
def kept(wanted: int, held: Any) -> Any:
    """The numbers and values of the `wanted` highest and of those that tie with the last."""
    numbers, some, size, _ = held
    if size > wanted:
        size, _ = _thin(numbers, some, size, wanted)
        least = np.partition(some[:size], size - wanted)[size - wanted]
        size = _move(numbers, some, size, least)
    return numbers[:size], some[:size]


@numba.njit(nogil=True, cache=True)
def _thin(numbers: Any, kept: Any, size: int, wanted: int) -> Any:
    """Move those that may be among the `wanted` highest to the front; how many they are, and the least of them.

    By a histogram: those of the step in which the last wanted one lies stay together, so that nothing is sorted.
    """
    lowest, highest = kept[0], kept[0]
    for place in range(size):
        lowest, highest = min(lowest, kept[place]), max(highest, kept[place])
    scale = np.float32(STEPS) / (highest - lowest) if highest > lowest else np.float32(0)
    steps = np.zeros(STEPS + 1, np.int64)
    for place in range(size):
        steps[_step(kept[place], lowest, scale)] += 1
    step, above = STEPS, steps[STEPS]
    while above < wanted:
        step -= 1
        above += steps[step]
    least = highest
    for place in range(size):
        if _step(kept[place], lowest, scale) >= step:
            least = min(least, kept[place])
    return _move(numbers, kept, size, least), least


@numba.njit(nogil=True, cache=True)
def _step(value: Any, lowest: Any, scale: Any) -> int:
    """Which step of the histogram a value falls on; the first where damaged estimates make it infinite."""
    at = (value - lowest) * scale
    return min(int(at), STEPS) if at >= 0 else 0


@numba.njit(nogil=True, cache=True)
def _move(numbers: Any, kept: Any, size: int, least: Any) -> int:
    """Move those that reach `least` to the front; how many they are."""
    rest = 0
    for place in range(size):
        if kept[place] >= least:
            numbers[rest], kept[rest] = numbers[place], kept[place]
            rest += 1
    return rest


@numba.njit(nogil=True, cache=True)
def refine(rows: Any, numbers: Any, even: Any, odd: Any, line: Any, slopes: Any, offsets: Any, found: Any) -> None:
    """Into `found`: the estimates of the passages `numbers` from their codes, as `Codes.estimates` describes them.

    `even` and `odd` are the question's components, `line` its step and what is taken away from each sum.
    """
    step, shift = line
    for place in range(len(numbers)):
        if place + AHEAD < len(numbers):
            for at in range(0, len(even), LINE):
                _fetched(rows, numbers[place + AHEAD], at)
        row = rows[numbers[place]]
        total = np.int32(0)
        for at in range(len(even)):
            total += np.int32(row[at] & 15) * even[at] + np.int32(row[at] >> 4) * odd[at]
        found[place] = offsets[numbers[place]] + slopes[numbers[place]] * np.float32(step * (total - shift))

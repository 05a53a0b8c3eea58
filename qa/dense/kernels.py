"""The loops over sign bits, compiled by numba; imported only where it is installed and worth its start (0.3 s).

The counts are whole numbers, equal to what NumPy counts.
"""

from __future__ import annotations

from typing import Any

import numba
from numba import types
from numba.extending import intrinsic

#: Passages handled together: their counts stay in the first-level cache while the planes go by.
CHUNK = 4096


@intrinsic
def _count(context: Any, word: Any) -> Any:
    """The number of set bits of a 64-bit word, one instruction."""

    def code(_: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return builder.ctpop(arguments[0])

    return types.uint64(types.uint64), code


#: As it is called from compiled code: without the context.
_ones: Any = _count


@numba.njit(nogil=True, cache=True)
def differences(planes: Any, signs: Any, found: Any) -> None:
    """Into `found`, all zero: in how many bits each column of `planes` differs from `signs`."""
    words, count = planes.shape
    for start in range(0, count, CHUNK):
        end = min(start + CHUNK, count)
        for word in range(words):
            plane, sign = planes[word], signs[word]
            for number in range(start, end):
                found[number] += numba.uint16(_ones(plane[number] ^ sign))


@numba.njit(nogil=True, cache=True)
def weigh(columns: Any, bits: Any, ones: Any, weighted: Any) -> None:
    """For each column of `columns`: its set bits, and those in common with each of the four `bits`, times 2ᵇ."""
    for word in range(columns.shape[0]):
        here = columns[word]
        first, second, third, fourth = bits[0, word], bits[1, word], bits[2, word], bits[3, word]
        for place in range(len(here)):
            ones[place] += numba.int32(_ones(here[place]))
            weighted[place] += numba.int32(
                _ones(here[place] & first)
                + 2 * _ones(here[place] & second)
                + 4 * _ones(here[place] & third)
                + 8 * _ones(here[place] & fourth)
            )

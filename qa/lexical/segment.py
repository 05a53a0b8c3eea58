"""One segment of postings, opened for reading."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qa.arrays import mapped
from qa.lexical.layout import FREQUENCIES, PASSAGES, POSTINGS

#: Postings looked at together when the living ones are counted.
CHUNK = 1 << 20
#: Terms, evenly spread, that are kept to look a term up among: what lies between two of them is searched in the files.
HEADS = 8192


@dataclass(frozen=True, slots=True, eq=False)
class Segment:
    """The arrays of a segment, memory-mapped, as `qa.lexical.layout` describes them.

    `passages` and `frequencies` are None where nothing was deleted and the numbers are the index's own.
    """

    folder: Path
    terms: memoryview
    term_ends: memoryview
    starts: memoryview
    numbers: NDArray[np.int32]
    counts: NDArray[np.unsignedinteger]
    places: NDArray[np.unsignedinteger]
    passages: NDArray[np.int32] | None = None
    frequencies: memoryview | None = None
    heads: list[bytes] = field(default_factory=list, repr=False)

    @classmethod
    def open(cls, folder: Path, about: dict[str, Any]) -> Segment:
        """Map the segment that the index's own file describes as `about`. Raises ValueError when it does not fit."""
        arrays = [mapped(folder / f"{name}.npy") for name in POSTINGS]
        moved = [mapped(folder / f"{name}.npy") for name in (PASSAGES, FREQUENCIES)] if about["moved"] else []
        found = [len(array) for array in (*arrays[1:], *moved)]
        size, postings = about["terms"], about["postings"]
        told = [size, size + 1, postings, postings, postings]
        told += [about["passages"], size] if moved else []
        if found != told:
            raise ValueError(f"lengths {found}, not {told}")
        terms, ends, starts, numbers, counts, places = arrays
        passages, frequencies = (moved[0], memoryview(moved[1])) if moved else (None, None)
        return cls(
            folder, memoryview(terms), memoryview(ends), memoryview(starts), numbers, counts, places,
            passages, frequencies,
        )  # fmt: skip

    def find(self, term: bytes) -> int:
        """Which term of the segment `term` is, or −1."""
        terms, ends = self.terms, self.term_ends
        step = len(ends) // HEADS + 1
        if not self.heads:  # two threads that come here first put down the same
            self.heads[:] = [self._term(place) for place in range(0, len(ends), step)]
        block = bisect_right(self.heads, term)
        low, high = max(0, block - 1) * step, min(block * step, len(ends))
        while low < high:
            middle = (low + high) // 2
            here = bytes(terms[ends[middle - 1] if middle else 0 : ends[middle]])  # as `_term`, without the call
            if here < term:
                low = middle + 1
            elif here == term:
                return middle
            else:
                high = middle
        return -1

    def _term(self, place: int) -> bytes:
        """Term number `place`."""
        return bytes(self.terms[self.term_ends[place - 1] if place else 0 : self.term_ends[place]])

    def vocabulary(self) -> Iterator[bytes]:
        """The terms in their order."""
        start = 0
        for end in self.term_ends:
            yield bytes(self.terms[start:end])
            start = end

    def frequency(self, place: int) -> int:
        """In how many living passages of the segment its term number `place` stands."""
        if self.frequencies is not None:
            return int(self.frequencies[place])
        return int(self.starts[place + 1] - self.starts[place])

    def postings(self, place: int) -> tuple[NDArray[np.int32], NDArray[np.unsignedinteger]]:
        """The living passages, by the index's numbers, and counts of term number `place`."""
        inside = slice(self.starts[place], self.starts[place + 1])
        numbers, counts = self.numbers[inside], self.counts[inside]
        if self.passages is None:
            return numbers, counts
        numbers = self.passages[numbers]
        living = numbers >= 0
        return numbers[living], counts[living]


@dataclass(frozen=True, slots=True, eq=False)
class Living:
    """What is left of a segment's terms: in how many passages each stands, and in which, and where there, first.

    `numbers` and `places` mean nothing for a term that stands nowhere any more.
    """

    frequencies: NDArray[np.int64]
    numbers: NDArray[np.int64]
    places: NDArray[np.int64]
    largest_count: int
    largest_place: int


def living(segment: Segment, passages: NDArray[np.int32] | None) -> Living:
    """Count what is left of the segment when its passages are the index's numbers `passages`, −1 for deleted ones."""
    starts = np.asarray(segment.starts, np.int64)
    if passages is None or not len(segment.numbers):
        firsts = starts[:-1]
        return Living(
            np.diff(starts),
            segment.numbers[firsts].astype(np.int64),
            segment.places[firsts].astype(np.int64),
            int(segment.counts.max(initial=0)),
            int(segment.places.max(initial=0)),
        )
    frequencies = np.zeros(len(starts) - 1, np.int64)
    firsts = np.full(len(starts) - 1, -1, np.int64)
    count = place = 0
    for begin in range(0, len(segment.numbers), CHUNK):
        inside = slice(begin, begin + CHUNK)
        left = begin + np.flatnonzero(passages[segment.numbers[inside]] >= 0)
        if not len(left):
            continue
        bounds = np.searchsorted(left, starts)
        frequencies += np.diff(bounds)
        new = (firsts < 0) & (np.diff(bounds) > 0)
        firsts[new] = left[bounds[:-1][new]]
        count = max(count, int(segment.counts[left].max()))
        place = max(place, int(segment.places[left].max()))
    return Living(
        frequencies,
        passages[segment.numbers[firsts]].astype(np.int64),
        segment.places[firsts].astype(np.int64),
        count,
        place,
    )

"""Segments in, one segment out: lists of postings joined term by term, without any text."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from qa.lexical.building import save_terms
from qa.lexical.layout import COUNTS, NUMBERS, PLACES, STARTS
from qa.lexical.segment import Living, Segment

#: Postings joined in memory at a time.
CHUNK = 1 << 21


def merge_segments(
    segments: Sequence[Segment],
    passages: Sequence[NDArray[np.int32]],
    left: Sequence[Living],
    numbers: NDArray[np.int32],
    folder: Path,
) -> dict[str, Any]:
    """Write the living postings of `segments` as one segment into `folder`; return what the index says of it.

    `passages` are the index's numbers of each segment's passages, `numbers` those of the new segment's, ascending. All
    segments of an index merged give the bytes of one built at once.
    """
    folder.mkdir(parents=True, exist_ok=True)
    terms, where = _vocabulary(segments, left)
    starts = np.zeros(len(terms) + 1, np.int64)
    for here, found in zip(left, where, strict=True):
        starts[1:][found[found >= 0]] += here.frequencies[found >= 0]
    np.cumsum(starts, out=starts)
    with (
        _File(folder / f"{NUMBERS}.npy", np.dtype(np.int32), starts[-1]) as numbers_file,
        _File(folder / f"{COUNTS}.npy", np.min_scalar_type(max(h.largest_count for h in left)), starts[-1]) as counts,
        _File(folder / f"{PLACES}.npy", np.min_scalar_type(max(h.largest_place for h in left)), starts[-1]) as places,
    ):
        for first, last in _chunks(starts):
            parts = [
                _slice(segment, mapped, found, first, last)
                for segment, mapped, found in zip(segments, passages, where, strict=True)
            ]
            keys, some_counts, some_places = (np.concatenate(column) for column in zip(*parts, strict=True))
            order = np.argsort(keys)
            numbers_file.write(np.searchsorted(numbers, keys[order] & 0xFFFFFFFF))
            counts.write(some_counts[order])
            places.write(some_places[order])
    ends = np.cumsum(np.fromiter(map(len, terms), np.int64, len(terms)))
    save_terms(np.frombuffer(b"".join(terms), np.uint8), ends, folder)
    np.save(folder / f"{STARTS}.npy", starts)
    return {"terms": len(terms), "postings": int(starts[-1]), "passages": len(numbers)}


def _vocabulary(segments: Sequence[Segment], left: Sequence[Living]) -> tuple[list[bytes], list[NDArray[np.int64]]]:
    """The terms that still stand somewhere, in order, and for each segment which of them its own terms are, or −1."""
    terms: list[bytes] = []
    where = [np.full(len(here.frequencies), -1, np.int64) for here in left]

    def rows(number: int) -> Iterator[tuple[bytes, int, int]]:
        for place, term in enumerate(segments[number].vocabulary()):
            if left[number].frequencies[place]:
                yield term, number, place

    for term, number, place in heapq.merge(*map(rows, range(len(segments)))):
        if not terms or terms[-1] != term:
            terms.append(term)
        where[number][place] = len(terms) - 1
    return terms, where


def _chunks(starts: NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    """Ranges of terms with about `CHUNK` postings each."""
    first = 0
    while first < len(starts) - 1:
        last = max(int(np.searchsorted(starts, starts[first] + CHUNK, "right")) - 1, first + 1)
        yield first, last
        first = last


_Columns = tuple[NDArray[np.int64], NDArray[np.unsignedinteger], NDArray[np.unsignedinteger]]


def _slice(segment: Segment, passages: NDArray[np.int32], found: NDArray[np.int64], first: int, last: int) -> _Columns:
    """The living postings of the merged terms `first` to `last`: (term << 32 | passage) keys, counts, places."""
    inside = np.flatnonzero((found >= first) & (found < last))
    if not len(inside):
        return np.empty(0, np.int64), segment.counts[:0], segment.places[:0]
    begin, end = segment.starts[inside[0]], segment.starts[inside[-1] + 1]
    sizes = np.diff(np.asarray(segment.starts[inside[0] : inside[-1] + 2]))
    terms = np.repeat(found[inside[0] : inside[-1] + 1], sizes)
    numbers = passages[segment.numbers[begin:end]]
    kept = numbers >= 0
    keys = (terms[kept] << 32) | numbers[kept]
    return keys, segment.counts[begin:end][kept], segment.places[begin:end][kept]


class _File:
    """A .npy file written from beginning to end."""

    def __init__(self, path: Path, dtype: np.dtype[Any], length: int) -> None:
        self._path, self._dtype, self._length = path, dtype, int(length)

    def __enter__(self) -> _File:
        self._file: IO[bytes] = self._path.open("wb")
        descr = np.lib.format.dtype_to_descr(self._dtype)
        header = {"descr": descr, "fortran_order": False, "shape": (self._length,)}
        np.lib.format.write_array_header_1_0(self._file, header)
        return self

    def __exit__(self, *error: object) -> None:
        self._file.close()

    def write(self, values: NDArray[Any]) -> None:
        """Append `values`."""
        self._file.write(values.astype(self._dtype).tobytes())

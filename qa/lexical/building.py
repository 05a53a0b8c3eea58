"""Passages in, one segment of postings out, with memory for the vocabulary and one run only."""

from __future__ import annotations

import mmap
import os
import tempfile
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from operator import itemgetter
from pathlib import Path
from typing import IO, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from qa.lexical.layout import COUNTS, NUMBERS, PLACES, STARTS, TERM_ENDS, TERMS

#: Tokens sorted in memory at a time: 16 MB of keys, and few enough runs that merging them stays cheap.
RUN_TOKENS = 1 << 21
#: Bytes of runs that are kept in memory instead of a file.
SPILLED = 1 << 22
#: Passages whose terms are looked up by one call.
TOGETHER = 32
#: Postings put where they belong before the pages written to are let go.
BLOCK = 1 << 19


class _Run(NamedTuple):
    """What one run holds: the number of its postings, the largest count and the largest place."""

    size: int
    largest_count: int
    largest_place: int


class Written(NamedTuple):
    """A segment that was written: tokens of each passage, passages of each term in order of first appearance."""

    lengths: NDArray[np.int32]
    frequencies: NDArray[np.int64]
    terms: int
    postings: int


def write_segment(passages: Iterable[Sequence[str]], folder: Path, run_tokens: int = RUN_TOKENS) -> Written:
    """Write the postings of `passages`, numbered from 0, into `folder`; they are read once.

    The same passages give the same bytes, whatever `run_tokens`. Raises OSError when the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    vocabulary: defaultdict[str, int] = defaultdict()
    vocabulary.default_factory = vocabulary.__len__  # a new term gets the next number
    lengths = array("i")
    with tempfile.SpooledTemporaryFile(SPILLED, dir=str(folder)) as spill:
        runs, frequencies = _runs(passages, vocabulary, lengths, spill, run_tokens)
        names = list(vocabulary)  # in the order of their numbers
        del vocabulary
        order = sorted(range(len(names)), key=names.__getitem__)  # which is also that of their UTF-8
        ids = np.array(order, np.int64)
        starts = np.zeros(len(order) + 1, np.int64)
        np.cumsum(frequencies[ids], out=starts[1:])
        (_sort if len(runs) == 1 else _merge)(spill, runs, ids, starts, folder)
    save_terms(*_encoded(list(map(names.__getitem__, order))), folder)
    np.save(folder / f"{STARTS}.npy", starts)
    long = np.frombuffer(lengths, np.int32) if lengths else np.empty(0, np.int32)
    return Written(long, frequencies, len(order), int(starts[-1]))


def _encoded(terms: Sequence[str]) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """All terms in UTF-8 as one run of bytes, and where each ends."""
    run = np.frombuffer("".join(terms).encode("utf-8", "surrogatepass"), np.uint8)
    letters = np.flatnonzero((run & 0xC0) != 0x80)  # the first byte of each; the others begin with the bits 10
    ends = np.cumsum(np.fromiter(map(len, terms), np.int64, len(terms)))
    return run, np.append(letters, len(run))[ends]


def save_terms(run: NDArray[np.uint8], ends: NDArray[np.int64], folder: Path) -> None:
    """Write the terms, sorted and in UTF-8, as one run of bytes, and where each ends."""
    np.save(folder / f"{TERMS}.npy", run)
    np.save(folder / f"{TERM_ENDS}.npy", ends)


def _runs(
    passages: Iterable[Sequence[str]],
    vocabulary: defaultdict[str, int],
    lengths: array[int],
    spill: IO[bytes],
    run_tokens: int,
) -> tuple[list[_Run], NDArray[np.int64]]:
    """Sort the postings run by run into `spill`; also return in how many passages each term stands.

    Terms are numbered as they first appear, which is the order in which rank-bm25 adds up their idf.
    """
    runs: list[_Run] = []
    frequencies = np.zeros(0, np.int64)
    tokens = array("i")
    first = 0

    def close() -> None:
        nonlocal frequencies
        run, terms = _write_run(tokens, lengths, first, spill)
        runs.append(run)
        found = np.bincount(terms, minlength=len(vocabulary))
        found[: len(frequencies)] += frequencies
        frequencies = found

    reading = iter(passages)
    while some := list(islice(reading, TOGETHER)):
        terms = list(chain.from_iterable(some))
        # One call looks up all of them, a quarter faster than one each; it cannot look up one or none.
        numbers = itemgetter(*terms)(vocabulary) if len(terms) > 1 else map(vocabulary.__getitem__, terms)
        tokens.fromlist(list(numbers))
        lengths.extend(map(len, some))
        if len(tokens) >= run_tokens:
            close()
            tokens, first = array("i"), len(lengths)
    if tokens:
        close()
    return runs, frequencies


def _write_run(tokens: array[int], lengths: array[int], first: int, spill: IO[bytes]) -> tuple[_Run, NDArray[np.int32]]:
    """Count equal (term, passage) pairs of one run and append them, ordered by term and then passage.

    Returns the terms of the pairs too.
    """
    sizes = np.array(lengths[first:], np.int64)
    ids = np.frombuffer(tokens, np.int32)
    order = _by_term(ids)
    terms, owners = ids[order], np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)[order]
    new = (terms[1:] != terms[:-1]) | (owners[1:] != owners[:-1])
    heads = np.flatnonzero(np.concatenate(([True], new)))
    counts = np.diff(heads, append=len(terms)).astype(np.uint32)
    terms, owners = terms[heads], owners[heads]
    places = _places(order[heads], owners, sizes)
    for column in ((terms.astype(np.int64) << 32) | (owners + np.int64(first)), counts, places):
        spill.write(column.tobytes())
    return _Run(len(heads), int(counts.max()), int(places.max())), terms


def _by_term(ids: NDArray[np.int32]) -> NDArray[np.int64]:
    """The places of the tokens by their terms, those of one term in order.

    Two sorts by 16 bits each, which NumPy does without comparing, take a third of the time of one by 32.
    """
    order = np.argsort(ids.astype(np.uint16), kind="stable")
    high = (ids >> 16).astype(np.uint16)
    return order[np.argsort(high[order], kind="stable")] if high.any() else order


def _heads(keys: NDArray[np.int64]) -> NDArray[np.int64]:
    """Where each group of equal neighbours begins."""
    return np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1])))


def _places(firsts: NDArray[np.int64], owners: NDArray[np.int32], sizes: NDArray[np.int64]) -> NDArray[np.uint32]:
    """For terms that first stand in passage `owners` at token `firsts` of the run: how many others stand before."""
    new = np.zeros(int(sizes.sum()) + 1, np.uint32)
    new[firsts + 1] = 1
    before = np.cumsum(new, dtype=np.uint32)
    return np.asarray(before[firsts] - before[(np.cumsum(sizes) - sizes)[owners]])


_Columns = tuple[NDArray[np.int64], NDArray[np.uint32], NDArray[np.uint32]]


def _read_runs(spill: IO[bytes], runs: Sequence[_Run]) -> Iterator[_Columns]:
    """The runs in the order of their passages: (term << 32 | passage) keys, counts and places."""
    spill.seek(0)
    for run in runs:
        keys = np.frombuffer(spill.read(8 * run.size), np.int64)
        yield (
            keys,
            np.frombuffer(spill.read(4 * run.size), np.uint32),
            np.frombuffer(spill.read(4 * run.size), np.uint32),
        )


def _kinds(runs: Sequence[_Run]) -> tuple[np.dtype[Any], np.dtype[Any], np.dtype[Any]]:
    """The types of numbers, counts and places: the narrowest that hold them."""
    count = max((run.largest_count for run in runs), default=0)
    place = max((run.largest_place for run in runs), default=0)
    return np.dtype(np.int32), np.min_scalar_type(count), np.min_scalar_type(place)


def _sort(
    spill: IO[bytes], runs: Sequence[_Run], ids: NDArray[np.int64], starts: NDArray[np.int64], folder: Path
) -> None:
    """Write the postings of the only run in the order of the sorted terms."""
    keys, counts, places = next(_read_runs(spill, runs))
    heads = _heads(keys >> 32)[ids]
    source = np.arange(len(keys)) + np.repeat(heads - starts[:-1], np.diff(starts))
    columns: tuple[NDArray[Any], ...] = (keys, counts, places)
    for name, column, kind in zip((NUMBERS, COUNTS, PLACES), columns, _kinds(runs), strict=True):
        np.save(folder / f"{name}.npy", column[source].astype(kind))  # of a key, the lower half


def _merge(
    spill: IO[bytes], runs: Sequence[_Run], ids: NDArray[np.int64], starts: NDArray[np.int64], folder: Path
) -> None:
    """Put every run's postings where their terms' lists go."""
    names = NUMBERS, COUNTS, PLACES
    files = [
        _Column(folder / f"{name}.npy", kind, int(starts[-1])) for name, kind in zip(names, _kinds(runs), strict=True)
    ]
    ranks = np.empty(len(ids), np.int64)
    ranks[ids] = np.arange(len(ids))
    free = starts[:-1].copy()  # the next free place of each term's list, by rank among the sorted terms
    for keys, counts, places in _read_runs(spill, runs):
        terms = ranks[keys >> 32]
        heads = _heads(terms)
        sizes = np.diff(heads, append=len(terms))
        order = np.argsort(terms[heads])  # as the lists lie in the files, so that few pages are open at a time
        heads, sizes = heads[order], sizes[order]
        here = terms[heads]
        done = np.cumsum(sizes) - sizes
        source = np.arange(len(terms)) + np.repeat(heads - done, sizes)
        target = np.arange(len(terms)) + np.repeat(free[here] - done, sizes)
        free[here] += sizes
        for start in range(0, len(terms), BLOCK):
            part = slice(start, start + BLOCK)
            for file, column in zip(files, (keys & 0xFFFFFFFF, counts, places), strict=True):
                file.put(target[part], column[source[part]])


class _Column:
    """A .npy file of `length` entries that is filled out of order.

    The room is reserved first: writing past the end of a full disk through a map kills the process, a failed
    reservation is an OSError. Pages are let go once written, so that memory does not grow with the file.
    """

    def __init__(self, path: Path, dtype: np.dtype[Any], length: int) -> None:
        with path.open("w+b") as file:
            header = {"descr": np.lib.format.dtype_to_descr(dtype), "fortran_order": False, "shape": (length,)}
            np.lib.format.write_array_header_1_0(file, header)
            offset = file.tell()
            if length and hasattr(os, "posix_fallocate"):
                os.posix_fallocate(file.fileno(), offset, length * dtype.itemsize)
            file.truncate(offset + length * dtype.itemsize)
            self._map = mmap.mmap(file.fileno(), 0)
        self._array = np.frombuffer(self._map, dtype, offset=offset)

    def put(self, target: NDArray[np.int64], values: NDArray[Any]) -> None:
        """Write `values` to the entries `target`."""
        self._array[target] = values
        if hasattr(mmap, "MADV_DONTNEED"):
            self._map.madvise(mmap.MADV_DONTNEED)

"""Passages in, postings out, with memory for the vocabulary and one run only."""

from __future__ import annotations

import json
import math
import os
import tempfile
from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import IO

import numpy as np
from numpy.typing import NDArray

from qa.lexical.compiled import WORTH_IT, available
from qa.lexical.layout import (
    COUNTS,
    EPSILON,
    FORMAT,
    K1,
    META,
    NORMS,
    NUMBERS,
    STARTS,
    TERM_ENDS,
    TERMS,
    B,
)
from qa.lexical.searching import Postings

#: Tokens sorted in memory at a time: 32 MB of keys, and few enough runs that merging them stays cheap.
RUN_TOKENS = 1 << 22


def build(passages: Iterable[Sequence[str]], folder: Path, *, run_tokens: int = RUN_TOKENS) -> None:
    """Write the postings of `passages`, each the analysed terms of one passage in order, into `folder`.

    The passages are read once and numbered from 0. The same passages give the same bytes, whatever `run_tokens`.
    Raises OSError when the folder cannot be written; whoever calls decides when the result becomes current.
    """
    folder.mkdir(parents=True, exist_ok=True)
    vocabulary: defaultdict[str, int] = defaultdict()
    vocabulary.default_factory = vocabulary.__len__  # a new term gets the next number
    lengths = array("i")
    with tempfile.TemporaryFile(dir=folder) as spill:
        runs = _runs(passages, vocabulary, lengths, spill, run_tokens)
        frequencies = _document_frequencies(spill, runs, len(vocabulary))
        order = sorted(vocabulary)
        ids = np.fromiter((vocabulary[term] for term in order), np.int64, len(order))
        starts = np.zeros(len(order) + 1, np.int64)
        np.cumsum(frequencies[ids], out=starts[1:])
        largest = _merge(spill, runs, ids, starts, folder)
    _save_terms(order, folder)
    np.save(folder / f"{STARTS}.npy", starts)
    tokens = int(np.frombuffer(lengths, np.int32).sum(dtype=np.int64)) if lengths else 0
    np.save(folder / f"{NORMS}.npy", _norms(lengths, tokens))
    meta = {
        "format": FORMAT,
        "passages": len(lengths),
        "terms": len(order),
        "postings": int(starts[-1]),
        "tokens": tokens,
        "largest_count": largest,
        "k1": K1,
        "b": B,
        "epsilon": EPSILON,
        "mean_idf": _mean_idf(frequencies, len(lengths)),
    }
    (folder / META).write_text(json.dumps(meta, indent=1) + "\n", encoding="utf-8")
    if len(lengths) >= WORTH_IT and available():
        postings = Postings.open(folder)
        for _ in range(2):  # the second search is compiled: now, so that no question waits for it
            postings.search(order[:1], 1)


def _runs(
    passages: Iterable[Sequence[str]],
    vocabulary: defaultdict[str, int],
    lengths: array[int],
    spill: IO[bytes],
    run_tokens: int,
) -> list[int]:
    """Sort the postings run by run into `spill`; return the number of postings of each run.

    Terms are numbered as they first appear, which is the order in which rank-bm25 adds up their idf.
    """
    sizes: list[int] = []
    tokens = array("i")
    first = 0
    for passage in passages:
        tokens.extend(map(vocabulary.__getitem__, passage))
        lengths.append(len(passage))
        if len(tokens) >= run_tokens:
            sizes.append(_write_run(tokens, lengths, first, spill))
            tokens, first = array("i"), len(lengths)
    if tokens:
        sizes.append(_write_run(tokens, lengths, first, spill))
    return sizes


def _write_run(tokens: array[int], lengths: array[int], first: int, spill: IO[bytes]) -> int:
    """Count equal (term, passage) pairs of one run and append them, ordered by term and then passage."""
    sizes = np.array(lengths[first:], np.int64)
    numbers = np.repeat(np.arange(first, first + len(sizes), dtype=np.int64), sizes)
    keys = (np.frombuffer(tokens, np.int32).astype(np.int64) << 32) | numbers
    keys.sort()
    heads = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1])))
    counts = np.diff(heads, append=len(keys)).astype(np.uint32)
    spill.write(keys[heads].tobytes())
    spill.write(counts.tobytes())
    return len(heads)


def _read_runs(spill: IO[bytes], runs: Sequence[int]) -> Iterable[tuple[NDArray[np.int64], NDArray[np.uint32]]]:
    """The runs in the order of their passages: (term << 32 | passage) keys and counts."""
    spill.seek(0)
    for size in runs:
        yield np.frombuffer(spill.read(8 * size), np.int64), np.frombuffer(spill.read(4 * size), np.uint32)


def _document_frequencies(spill: IO[bytes], runs: Sequence[int], terms: int) -> NDArray[np.int64]:
    """In how many passages each term stands, by term number."""
    frequencies = np.zeros(terms, np.int64)
    for keys, _ in _read_runs(spill, runs):
        frequencies += np.bincount(keys >> 32, minlength=terms)
    return frequencies


def _merge(
    spill: IO[bytes], runs: Sequence[int], ids: NDArray[np.int64], starts: NDArray[np.int64], folder: Path
) -> int:
    """Put every run's postings where their terms' lists go; return the largest count."""
    largest = max((int(counts.max()) for _, counts in _read_runs(spill, runs)), default=0)
    numbers = _allocate(folder / f"{NUMBERS}.npy", np.dtype(np.int32), int(starts[-1]))
    counts_out = _allocate(folder / f"{COUNTS}.npy", np.min_scalar_type(largest), int(starts[-1]))
    free = np.empty(len(ids), np.int64)
    free[ids] = starts[:-1]  # the next free place of each term's list, by term number
    for keys, counts in _read_runs(spill, runs):
        terms = keys >> 32
        heads = np.flatnonzero(np.concatenate(([True], terms[1:] != terms[:-1])))
        sizes = np.diff(heads, append=len(terms))
        places = np.arange(len(terms)) + np.repeat(free[terms[heads]] - heads, sizes)
        numbers[places] = keys & 0xFFFFFFFF
        counts_out[places] = counts
        free[terms[heads]] += sizes
    return largest


def _allocate(path: Path, dtype: np.dtype[np.unsignedinteger | np.signedinteger], length: int) -> NDArray[np.integer]:
    """A .npy file of `length` entries to be filled through a memory map.

    The room is reserved first: writing past the end of a full disk through a map kills the process, a failed
    reservation is an OSError.
    """
    with path.open("wb") as file:
        header = {"descr": np.lib.format.dtype_to_descr(dtype), "fortran_order": False, "shape": (length,)}
        np.lib.format.write_array_header_1_0(file, header)
        offset = file.tell()
        if length and hasattr(os, "posix_fallocate"):
            os.posix_fallocate(file.fileno(), offset, length * dtype.itemsize)
        file.truncate(offset + length * dtype.itemsize)
    if not length:
        return np.empty(0, dtype)
    return np.memmap(path, dtype, "r+", offset, (length,))


def _save_terms(order: Sequence[str], folder: Path) -> None:
    """Write the sorted terms as one run of UTF-8 and where each ends."""
    encoded = [term.encode("utf-8", "surrogatepass") for term in order]
    np.save(folder / f"{TERMS}.npy", np.frombuffer(b"".join(encoded), np.uint8))
    ends = np.cumsum(np.fromiter(map(len, encoded), np.int64, len(encoded)))
    np.save(folder / f"{TERM_ENDS}.npy", ends.astype(np.int64))


def _norms(lengths: array[int], tokens: int) -> NDArray[np.float64]:
    """k1 · (1 − b + b · length / mean length) of each passage, in rank-bm25's order of operations."""
    if not tokens:
        return np.full(len(lengths), K1)
    sizes = np.array(lengths, np.int64)
    return np.asarray(K1 * (1 - B + B * sizes / (tokens / len(sizes))))


def _mean_idf(frequencies: NDArray[np.int64], passages: int) -> float:
    """The mean of log(N − df + ½) − log(df + ½) over the terms, added up one by one as rank-bm25 does."""
    if not len(frequencies):
        return 0.0
    distinct, which = np.unique(frequencies, return_inverse=True)
    idf = np.array([math.log(passages - df + 0.5) - math.log(df + 0.5) for df in distinct.tolist()])
    return float(np.cumsum(idf[which])[-1]) / len(frequencies)

"""What every score needs of the whole collection, in rank-bm25's own order of operations."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qa.lexical.layout import EPSILON, FORMAT, K1, LENGTHS, META, NORMS, B
from qa.lexical.segment import Living, Segment


def norms(lengths: NDArray[np.int32]) -> NDArray[np.float64]:
    """k1 · (1 − b + b · length / mean length) of each passage."""
    tokens = int(lengths.sum(dtype=np.int64))
    if not tokens:
        return np.full(len(lengths), K1)
    return np.asarray(K1 * (1 - B + B * lengths.astype(np.int64) / (tokens / len(lengths))))


def mean_idf(frequencies: NDArray[np.int64], passages: int) -> float:
    """The mean of log(N − df + ½) − log(df + ½) over the terms in order of their first appearance, added one by one."""
    if not len(frequencies):
        return 0.0
    distinct = np.flatnonzero(np.bincount(frequencies))
    idf = np.empty(distinct[-1] + 1)
    idf[distinct] = [math.log(passages - df + 0.5) - math.log(df + 0.5) for df in distinct.tolist()]
    return float(np.cumsum(idf[frequencies])[-1]) / len(frequencies)


def by_appearance(segments: Sequence[Segment], left: Sequence[Living]) -> NDArray[np.int64]:
    """In how many passages each term of all segments stands, in the order in which the passages bring the terms.

    Where that order is lost a score can differ from rank-bm25's in its last bit: floats are added up in it.
    """
    if not segments:
        return np.empty(0, np.int64)
    largest = max(range(len(segments)), key=lambda number: len(left[number].frequencies))
    base = left[largest]
    frequencies = base.frequencies.copy()
    first = np.where(base.frequencies > 0, base.numbers, np.iinfo(np.int64).max)
    places = base.places.copy()
    extra: dict[bytes, list[int]] = {}
    for number, (segment, here) in enumerate(zip(segments, left, strict=True)):
        if number == largest:
            continue
        rows = zip(
            segment.vocabulary(), here.frequencies.tolist(), here.numbers.tolist(), here.places.tolist(), strict=True
        )
        for term, frequency, passage, place in rows:
            if not frequency:
                continue
            at = segments[largest].find(term)
            if at < 0:
                known = extra.setdefault(term, [0, passage, place])
                known[0] += frequency
                known[1:] = min(known[1:], [passage, place])
            else:
                frequencies[at] += frequency
                if passage < first[at]:
                    first[at], places[at] = passage, place
    rows_extra = np.array(list(extra.values()), np.int64).reshape(-1, 3)
    frequencies = np.concatenate((frequencies, rows_extra[:, 0]))
    order = np.lexsort((np.concatenate((places, rows_extra[:, 2])), np.concatenate((first, rows_extra[:, 1]))))
    ordered = frequencies[order]
    return np.asarray(ordered[ordered > 0])


def save(
    folder: Path,
    lengths: NDArray[np.int32],
    frequencies: NDArray[np.int64],
    segments: Sequence[dict[str, Any]],
) -> None:
    """Write the files of the whole index; `frequencies` are in order of first appearance."""
    np.save(folder / f"{LENGTHS}.npy", lengths)
    np.save(folder / f"{NORMS}.npy", norms(lengths))
    meta = {
        "format": FORMAT,
        "passages": len(lengths),
        "tokens": int(lengths.sum(dtype=np.int64)),
        "terms": len(frequencies),
        "k1": K1,
        "b": B,
        "epsilon": EPSILON,
        "mean_idf": mean_idf(frequencies, len(lengths)),
        "segments": list(segments),
    }
    (folder / META).write_text(json.dumps(meta, indent=1) + "\n", encoding="utf-8")

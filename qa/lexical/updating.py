"""A lexical index out of an earlier one: passages renumbered, left out and added, postings reused as they are."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qa.arrays import mapped
from qa.lexical import statistics
from qa.lexical.building import write_segment
from qa.lexical.layout import FREQUENCIES, LENGTHS, PASSAGES, POSTINGS
from qa.lexical.merging import merge_segments
from qa.lexical.searching import Postings, compile_ahead
from qa.lexical.segment import Living, Segment, living

#: Fewer passages are indexed anew in a second or two, and the index then equals one built from nothing byte by byte.
WORTH_IT = 50_000
#: Segments beside the largest that are not merged yet: each is one more list for every word of a question.
MOST = 8
#: The share of postings outside the largest segment, or deleted, from which all are to be merged into one again.
SHARE = 0.25


@dataclass(frozen=True, slots=True)
class _Part:
    """A segment of the new index: its files, the index's numbers of its passages, what is left of it."""

    segment: Segment
    passages: NDArray[np.int32]
    left: Living

    @property
    def postings(self) -> int:
        """Its living postings."""
        return int(self.left.frequencies.sum())


def update(
    old: Path,
    moved: NDArray[np.int32],
    added: Iterable[tuple[int, Sequence[str]]],
    passages: int,
    folder: Path,
    *,
    patience: float = 1.0,
) -> None:
    """Write into `folder` the index of `passages` passages that `old` becomes.

    `moved` gives for each passage of `old` its new number, ascending, or −1; `added` the new ones, ascending, with
    their terms. Scores are those of an index built from nothing, to the last bit. Segments are merged where there are
    more of them, or more lies in them, than `patience` times what is `overdue`; with none, always. Raises IndexUnfit
    when `old` is damaged and OSError when the folder cannot be written.
    """
    before = Postings.open(old)
    folder.mkdir(parents=True, exist_ok=True)
    lengths = np.zeros(passages, np.int32)
    kept = moved >= 0
    lengths[moved[kept]] = mapped(old / f"{LENGTHS}.npy")[kept]
    parts = []
    for segment in before.segments:
        places = moved if segment.passages is None else _composed(segment.passages, moved)
        left = living(segment, places)
        if left.frequencies.any():
            parts.append(_Part(segment, places, left))
    new = _added(added, lengths, folder / "new")
    if new is not None:
        parts.append(new)
    parts = _merged(parts, passages, folder, patience)
    order = statistics.by_appearance([part.segment for part in parts], [part.left for part in parts])
    about = [_place(part, folder / str(number)) for number, part in enumerate(parts)]
    shutil.rmtree(folder / "new", ignore_errors=True)
    shutil.rmtree(folder / "merged", ignore_errors=True)
    if not about:
        write_segment((), folder / "0")
        about = [{"name": "0", "terms": 0, "postings": 0, "passages": 0, "moved": False}]
    statistics.save(folder, lengths, order, about)
    compile_ahead(folder, passages)


def overdue(folder: Path) -> bool:
    """Whether so much lies outside the largest segment, in so many others, that they are better merged."""
    segments = Postings.open(folder, compiled_from=sys.maxsize).segments
    stored = [len(segment.numbers) for segment in segments]
    left = [
        size if segment.frequencies is None else int(np.asarray(segment.frequencies).sum())
        for segment, size in zip(segments, stored, strict=True)
    ]
    return len(segments) - 1 > MOST or sum(stored) - max(left) > SHARE * sum(stored)


def merge(old: Path, folder: Path) -> None:
    """Write into `folder` the index `old` as one segment: the bytes of an index built from nothing."""
    passages = Postings.open(old).passages
    update(old, np.arange(passages, dtype=np.int32), (), passages, folder, patience=0)


def _composed(passages: NDArray[np.int32], moved: NDArray[np.int32]) -> NDArray[np.int32]:
    """Where the passages of a segment go whose numbers were already not the index's."""
    return np.where(passages >= 0, moved[passages], np.int32(-1)).astype(np.int32)


def _added(added: Iterable[tuple[int, Sequence[str]]], lengths: NDArray[np.int32], folder: Path) -> _Part | None:
    """The new passages as a segment; their lengths are noted in `lengths`."""
    numbers: list[int] = []

    def terms() -> Iterator[Sequence[str]]:
        for number, words in added:
            numbers.append(number)
            lengths[number] = len(words)
            yield words

    written = write_segment(terms(), folder)
    if not written.postings:
        return None
    about = {"terms": written.terms, "postings": written.postings, "moved": False}
    segment, places = Segment.open(folder, about), np.array(numbers, np.int32)
    return _Part(segment, places, living(segment, places))


def _merged(parts: list[_Part], passages: int, folder: Path, patience: float) -> list[_Part]:
    """The parts, all of them or all but the largest merged where there is too much beside it."""
    if not parts:
        return parts
    largest = max(parts, key=lambda part: part.postings)
    stored = sum(len(part.segment.numbers) for part in parts)
    if stored - largest.postings > patience * SHARE * stored:
        together = parts
    elif len(parts) - 1 > patience * MOST:
        together = [part for part in parts if part is not largest]
    else:
        return parts
    if len(together) == 1 and together[0].postings == stored:
        return parts
    everything = len(together) == len(parts)
    numbers = np.arange(passages, dtype=np.int32) if everything else _numbers(together)
    about = merge_segments(
        [p.segment for p in together], [p.passages for p in together], [p.left for p in together], numbers,
        folder / "merged",
    )  # fmt: skip
    segment = Segment.open(folder / "merged", {**about, "moved": False})
    rest = [part for part in parts if all(part is not other for other in together)]
    return [*rest, _Part(segment, numbers, living(segment, numbers))]


def _numbers(parts: Sequence[_Part]) -> NDArray[np.int32]:
    """The index's numbers of all living passages of some parts, ascending."""
    return np.sort(np.concatenate([part.passages[part.passages >= 0] for part in parts]))


def _place(part: _Part, folder: Path) -> dict[str, Any]:
    """Put the files of a segment into the new index: links to what is there already, and what this index changes."""
    folder.mkdir()
    for name in POSTINGS:
        _link(part.segment.folder / f"{name}.npy", folder / f"{name}.npy")
    size = len(part.passages)
    moved = not np.array_equal(part.passages, np.arange(size, dtype=np.int32))
    if moved:
        np.save(folder / f"{PASSAGES}.npy", part.passages)
        np.save(folder / f"{FREQUENCIES}.npy", part.left.frequencies)
    return {
        "name": folder.name,
        "terms": len(part.left.frequencies),
        "postings": len(part.segment.numbers),
        "passages": size,
        "moved": moved,
    }


def _link(source: Path, target: Path) -> None:
    """A second name for a file, or a copy where the file system knows no links."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)

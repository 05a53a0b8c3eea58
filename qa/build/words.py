"""The BM25 index of a new generation: of all its passages, or of the old one's postings and the new passages."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from qa import lexical, passages
from qa.build.progress import Progress
from qa.store import DocumentRow, Generation, Index, Rows

#: How much more than what is overdue an update leaves to be merged in the background, before it merges itself.
PATIENCE = 2.0


class Words:
    """Notes which passages of the old index go where while documents are added, then writes the BM25 index."""

    def __init__(self, generation: Generation, old: Index | None) -> None:
        self._generation, self._old = generation, old
        self._moved = np.full(old.manifest.passages if old is not None else 0, -1, np.int32)
        self._fresh: list[Rows] = []

    def reused(self, document: DocumentRow) -> None:
        """The old index's `document` is about to be added as it was."""
        if self._old is None:  # there is one, and its words are damaged
            return
        first = self._generation.passages
        self._moved[document.first : document.first + document.passages] = np.arange(first, first + document.passages)

    def read(self, start: Rows) -> None:
        """A document was added that the old index has not; before, the generation was filled up to `start`."""
        end = self._generation.filled()
        if self._fresh and self._fresh[-1].end == start.start:
            start = self._fresh.pop()
        self._fresh.append(Rows(start.start, end.start, start.quantities_start, end.quantities_start))

    def write(self, progress: Progress) -> None:
        """Write the index of words. Small ones are made anew, and equal what a build from nothing makes."""
        total, folder = self._generation.passages, self._generation.layout.lexical
        kept = int((self._moved >= 0).sum())
        if self._old is None or total < lexical.WORTH_IT or kept < total / 2:
            lexical.build((terms for _, terms in self._terms(None, progress)), folder)
        else:
            added = (row for part in self._fresh for row in self._terms(part, progress))
            lexical.update(self._old.layout.lexical, self._moved, added, total, folder, patience=PATIENCE)

    def _terms(self, rows: Rows | None, progress: Progress) -> Iterator[tuple[int, list[str]]]:
        """Number and search terms of the passages of `rows`, or of all."""
        for passage, title, inside in self._generation.passages_with_quantities(rows):
            progress("indexing words", passage.number + 1, self._generation.passages)
            yield passage.number, passages.search_terms(passage, title, inside)

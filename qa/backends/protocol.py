"""What the engine asks of an index, whatever keeps it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from qa.ranking import Ranking
from qa.store import DocumentRow, Filters, Manifest, Skipped
from qa.types import Passage, Quantity


class Backend(Protocol):
    """One generation of an index: immutable, whole, and safe to share between threads.

    Passage numbers ascend in reading order of the documents, which ascend by id; within a document they have no gap.
    Errors are `AskCorpusError`s.
    """

    folder: Path
    manifest: Manifest

    def prepare(self) -> None:
        """Open what searching needs, once. Raises `IndexUnfit` where it is damaged."""
        ...

    def read_ahead(self) -> None:
        """Bring what questions read from a disk into memory that the system can spare; takes seconds."""
        ...

    def kept(self) -> dict[str, str]:
        """Where the index is kept: `backend`, its kind, and what names the place there."""
        ...

    def is_current(self) -> bool:
        """Whether this generation is still the one that answers."""
        ...

    def by_words(self, terms: Sequence[str], top: int, filters: Filters) -> Ranking:
        """The `top` best passages that may answer, with the scores of rank-bm25 over all passages."""
        ...

    def by_meaning(self, vector: NDArray[np.float32], top: int, filters: Filters) -> Ranking:
        """The `top` passages that may answer nearest to the unit vector, with their cosines."""
        ...

    def frequency(self, term: str) -> int:
        """In how many passages `term` stands."""
        ...

    def likeness(self, vector: NDArray[np.float32], numbers: Sequence[int]) -> dict[int, NDArray[np.float32]]:
        """The cosine of the unit vector to each statement of these passages, in reading order."""
        ...

    def meanings(self, number: int) -> NDArray[np.float32]:
        """The vectors of a passage's statements, one row each, in reading order; no row without a model."""
        ...

    def passages(self, numbers: Iterable[int]) -> dict[int, Passage]:
        """The passages with these numbers."""
        ...

    def quantities(self, numbers: Iterable[int]) -> dict[int, list[Quantity]]:
        """The quantities of each of these passages, in reading order; passages without any are left out."""
        ...

    def all_quantities(
        self, units: Sequence[str] = (), period: tuple[str, str] | None = None
    ) -> list[tuple[int, Quantity]]:
        """Every (passage number, quantity), of the given units and touching the given days where those are given."""
        ...

    def units(self) -> list[str]:
        """Every unit that a figure of the index has, sorted."""
        ...

    def documents(self, names: Collection[str] | None = None, *, text: bool = False) -> list[DocumentRow]:
        """All documents in order, or those with these ids; with their texts only where asked for."""
        ...

    def document(self, name: str, *, text: bool = True) -> DocumentRow | None:
        """The document with this id, or None."""
        ...

    def passages_of(self, document: DocumentRow) -> list[Passage]:
        """All passages of a document in reading order."""
        ...

    def skipped(self) -> list[Skipped]:
        """The files that are not in the index."""
        ...

    def verify(self) -> list[str]:
        """The names of stored parts that are not what was written; empty when the index is whole."""
        ...

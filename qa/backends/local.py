"""The index folder itself as a backend: memory maps and SQLite."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from qa.dense import StatementVectors, Vectors
from qa.lexical import Postings
from qa.ranking import Ranking
from qa.store import Filters, Index, Layout, current, read_ahead


class Local(Index):
    """An index in its folder. Rows can be read at once; `prepare` maps what searching needs."""

    def __init__(self, folder: Path, layout: Layout) -> None:
        super().__init__(folder, layout)
        self._postings: Postings | None = None
        self._vectors: Vectors | None = None
        self._statements: StatementVectors | None = None
        self._masked: tuple[Filters, NDArray[np.bool_]] | None = None

    @classmethod
    def open(cls, folder: Path) -> Local:
        """Open the current generation of an index folder. Raises `IndexMissing` or `IndexUnfit`."""
        return cls(folder, current(folder))

    def prepare(self) -> None:
        """Map postings and vectors. Raises `IndexUnfit` where they are damaged."""
        if self._postings is not None:
            return
        if self.manifest.model:
            self._vectors = Vectors.open(self.layout.vectors)
            self._statements = StatementVectors.open(self.layout.statements)
        self._postings = Postings.open(self.layout.lexical)

    def read_ahead(self) -> None:
        """Have the system read the files of this generation, smaller ones first; as far as memory is free."""
        read_ahead(self.layout.root)

    @property
    def postings(self) -> Postings:
        """The BM25 index."""
        self.prepare()
        assert self._postings is not None  # noqa: S101 - prepare sets it or raises
        return self._postings

    @property
    def vectors(self) -> Vectors | None:
        """The embeddings of passages, None in an index without a model."""
        self.prepare()
        return self._vectors

    @property
    def statements(self) -> StatementVectors | None:
        """The embeddings of statements, None in an index without a model."""
        self.prepare()
        return self._statements

    def kept(self) -> dict[str, str]:
        """The folder of this generation."""
        return {"backend": "local", "folder": str(self.layout.root.resolve())}

    def is_current(self) -> bool:
        """Whether the index folder still names this generation."""
        return current(self.folder).root == self.layout.root

    def by_words(self, terms: Sequence[str], top: int, filters: Filters) -> Ranking:
        """The `top` best passages that may answer, with the scores of rank-bm25 over all passages."""
        return self.postings.search(terms, top, self._allowed(filters))

    def by_meaning(self, vector: NDArray[np.float32], top: int, filters: Filters) -> Ranking:
        """The `top` passages that may answer nearest to the unit vector, with their cosines."""
        if self.vectors is None:
            return np.empty(0, np.int64), np.empty(0, np.float64)
        return self.vectors.search(vector, top, self._allowed(filters))

    def frequency(self, term: str) -> int:
        """In how many passages `term` stands."""
        return self.postings.frequency(term)

    def likeness(self, vector: NDArray[np.float32], numbers: Sequence[int]) -> dict[int, NDArray[np.float32]]:
        """The cosine of the unit vector to each statement of these passages; nothing without a model."""
        statements = self.statements
        return statements.likeness(vector, numbers) if statements is not None else {}

    def meanings(self, number: int) -> NDArray[np.float32]:
        """The vectors of a passage's statements, one row each, in reading order; no row without a model."""
        return self.statements.of(number) if self.statements is not None else np.empty((0, 0), np.float32)

    def _allowed(self, filters: Filters) -> NDArray[np.bool_]:
        """Which passages may answer: no reference lists or furniture, and only of admitted documents."""
        masked = self._masked  # one tuple, so that threads with other filters cannot mix the two
        if masked is not None and masked[0] == filters:
            return masked[1]
        if filters == Filters():
            return self.answering
        mask = np.zeros_like(self.answering)
        for row in self.documents():
            if filters.admit(row):
                inside = slice(row.first, row.first + row.passages)
                mask[inside] = self.answering[inside]
        self._masked = (filters, mask)
        return mask

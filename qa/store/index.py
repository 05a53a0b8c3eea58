"""An index opened for reading: immutable, safe to share between threads, and as cheap to open at any size."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from qa.arrays import mapped
from qa.errors import IndexUnfit
from qa.store.layout import Layout, Manifest, Skipped, checksum, current
from qa.store.schema import PASSAGE, QUANTITY, connect, passage_from, quantity_from
from qa.types import Document, Passage, Quantity, Span

T = TypeVar("T")

#: SQLite takes at most this many parameters in one statement in every build.
_BATCH = 500
#: Documents that are kept, without their texts.
_KEPT = 4_096


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document as stored. `headings` are (start, end, level), `pages` (start, end); passages run from `first`."""

    id: str
    title: str
    source: str
    authors: tuple[str, ...]
    url: str
    published: str | None
    language: str
    format: str
    sha256: str
    provenance: Mapping[str, str]
    text: str
    headings: tuple[tuple[int, int, int], ...]
    pages: tuple[tuple[int, int], ...]
    first: int = 0
    passages: int = 0
    quantities: int = 0

    @classmethod
    def of(cls, document: Document) -> DocumentRow:
        """What is stored of a document that was read."""
        return cls(
            id=document.id,
            title=document.title,
            source=document.source,
            authors=document.authors,
            url=document.url,
            published=document.published,
            language=document.language,
            format=document.format,
            sha256=document.sha256,
            provenance=document.provenance,
            text=document.text,
            headings=tuple((block.span.start, block.span.end, block.level) for block in document.headings),
            pages=tuple((page.start, page.end) for page in document.pages),
        )

    def slice(self, span: Span) -> str:
        """The characters of the document that `span` covers."""
        return span.of(self.text)


_DOCUMENT = (
    "id, title, source, authors, url, published, language, format, sha256, provenance, {text}, headings, pages, first,"
    " passages, quantities"
)


def _document_from(row: tuple[Any, ...]) -> DocumentRow:
    fields = list(row)
    fields[3] = tuple(json.loads(row[3]))
    fields[9] = json.loads(row[9])
    fields[11] = tuple(tuple(item) for item in json.loads(row[11]))
    fields[12] = tuple(tuple(item) for item in json.loads(row[12]))
    return DocumentRow(*fields)


class Index:
    """One generation, read-only. Every method may be called from any thread."""

    def __init__(self, folder: Path, layout: Layout) -> None:
        self.folder = folder
        self.layout = layout
        self.manifest = Manifest.from_json(layout.manifest.read_text(encoding="utf-8"), folder)
        self._local = threading.local()
        self._seen: dict[str, DocumentRow] = {}

    @classmethod
    def open(cls, folder: Path) -> Index:
        """Open the current generation of an index folder. Raises `IndexMissing` or `IndexUnfit`."""
        return cls(folder, current(folder))

    @cached_property
    def answering(self) -> NDArray[np.bool_]:
        """Which passages may answer."""
        try:
            found: NDArray[np.bool_] = mapped(self.layout.answering)
        except (OSError, ValueError) as error:
            raise self._damaged(self.layout.answering.name, error) from error
        return found

    def _damaged(self, name: str, error: Exception) -> IndexUnfit:
        return IndexUnfit(
            f"The index in {self.folder} is damaged at {name} ({error}).",
            f"Mend it with: qa index {self.manifest.corpus} --index {self.folder}",
        )

    def _rows(self, statement: str, parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Run a query on this thread's own connection."""
        try:
            connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
            if connection is None:
                connection = self._local.connection = connect(str(self.layout.documents.absolute()), write=False)
            return connection.execute(statement, parameters).fetchall()
        except sqlite3.DatabaseError as error:
            raise self._damaged(self.layout.documents.name, error) from error

    def passages(self, numbers: Iterable[int]) -> dict[int, Passage]:
        """The passages with these numbers."""
        found: dict[int, Passage] = {}
        for batch in _batches([int(number) for number in numbers]):
            marks = ",".join("?" * len(batch))
            for row in self._rows(f"SELECT {PASSAGE} WHERE p.number IN ({marks})", batch):
                passage = passage_from(row)
                found[passage.number] = passage
        return found

    def quantities(self, numbers: Iterable[int]) -> dict[int, list[Quantity]]:
        """The quantities of each of these passages, in reading order; passages without any are left out."""
        found: dict[int, list[Quantity]] = {}
        for batch in _batches([int(number) for number in numbers]):
            marks = ",".join("?" * len(batch))
            statement = f"SELECT passage, {QUANTITY} FROM quantities WHERE passage IN ({marks}) ORDER BY number"  # noqa: S608 - only marks
            for passage, *row in self._rows(statement, batch):
                found.setdefault(passage, []).append(quantity_from(tuple(row)))
        return found

    def all_quantities(
        self, units: Sequence[str] = (), period: tuple[str, str] | None = None
    ) -> list[tuple[int, Quantity]]:
        """Every (passage number, quantity), of the given units and touching the given days where those are given."""
        where, parameters = ["1"], list[object]()
        if units:
            where.append(f"unit IN ({','.join('?' * len(units))})")
            parameters.extend(units)
        if period:
            where.append("period_start <= ? AND period_end >= ?")
            parameters.extend((period[1], period[0]))
        statement = f"SELECT passage, {QUANTITY} FROM quantities WHERE {' AND '.join(where)} ORDER BY number"  # noqa: S608 - fixed columns
        return [(row[0], quantity_from(row[1:])) for row in self._rows(statement, parameters)]

    def units(self) -> list[str]:
        """Every unit that a figure of the index has."""
        return [row[0] for row in self._rows("SELECT DISTINCT unit FROM quantities ORDER BY unit")]

    def documents(self, names: Collection[str] | None = None, *, text: bool = False) -> list[DocumentRow]:
        """All documents in order, or those with these ids; with their texts only where asked for."""
        columns = _DOCUMENT.format(text="text" if text else "''")
        if names is not None:
            known = {} if text else {name: row for name in names if (row := self._seen.get(name)) is not None}
            found = list(known.values())
            for batch in _batches(sorted(set(names) - known.keys())):
                marks = ",".join("?" * len(batch))
                rows = self._rows(f"SELECT {columns} FROM documents WHERE id IN ({marks})", batch)  # noqa: S608 - only marks
                found += map(_document_from, rows)
            if not text:
                self._remember(found)
            return sorted(found, key=lambda row: (row.first, row.id))
        return [_document_from(row) for row in self._rows(f"SELECT {columns} FROM documents ORDER BY number")]  # noqa: S608 - fixed columns

    def _remember(self, rows: Collection[DocumentRow]) -> None:
        """Keep documents without their texts: one question's are often the next one's."""
        if len(self._seen) + len(rows) > _KEPT:
            self._seen.clear()
        self._seen.update((row.id, row) for row in rows)

    def document(self, name: str, *, text: bool = True) -> DocumentRow | None:
        """The document with this id, or None."""
        columns = _DOCUMENT.format(text="text" if text else "''")
        rows = self._rows(f"SELECT {columns} FROM documents WHERE id = ?", [name])  # noqa: S608 - fixed columns
        return _document_from(rows[0]) if rows else None

    def passages_of(self, document: DocumentRow) -> list[Passage]:
        """All passages of a document in reading order."""
        numbers = range(document.first, document.first + document.passages)
        found = self.passages(numbers)
        return [found[number] for number in numbers]

    def skipped(self) -> list[Skipped]:
        """The files that are not in the index."""
        return [Skipped(*row) for row in self._rows("SELECT path, reason FROM skipped ORDER BY path")]

    def verify(self) -> list[str]:
        """The names of stored files whose bytes are not what was written; empty when the index is whole."""
        return [name for name, digest in sorted(self.manifest.checksums.items()) if not self._intact(name, digest)]

    def _intact(self, name: str, digest: str) -> bool:
        try:
            return checksum(self.layout.root / name) == digest
        except OSError:
            return False


def _batches(items: list[T]) -> Iterator[list[T]]:
    for at in range(0, len(items), _BATCH):
        yield items[at : at + _BATCH]

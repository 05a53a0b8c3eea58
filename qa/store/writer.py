"""A new generation, written beside the current one and switched to in one rename."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from dataclasses import replace as with_fields
from pathlib import Path
from types import TracebackType

import numpy as np

from qa.store.index import DocumentRow, Index
from qa.store.layout import CURRENT, GENERATIONS, Layout, Manifest, Skipped, checksum, replace
from qa.store.schema import INDEXES, PASSAGE, QUANTITY, TABLES, connect, dump, passage_from, quantity_from, quantity_row
from qa.types import SILENT_KINDS, BlockKind, Passage, Quantity


@dataclass(frozen=True, slots=True)
class Rows:
    """A run of passages of a generation, and of the quantities in them, both from 0 and without the end."""

    start: int
    end: int
    quantities_start: int
    quantities_end: int


class Generation:
    """A generation being written. Use as a context manager: left without `publish`, nothing of it remains."""

    def __init__(self, index: Path) -> None:
        self.index = index
        folder = index / GENERATIONS
        folder.mkdir(parents=True, exist_ok=True)
        for stale in folder.glob(".new-*"):
            shutil.rmtree(stale, ignore_errors=True)
        self.layout = Layout(folder / f".new-{os.getpid()}")
        self.layout.root.mkdir()
        self._database = connect(str(self.layout.documents), write=True)
        self._database.executescript(TABLES + "BEGIN;")
        self.documents = 0
        self.passages = 0
        self.quantities = 0
        self._answering = bytearray()
        self._attached = False

    def __enter__(self) -> Generation:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._database.close()
        shutil.rmtree(self.layout.root, ignore_errors=True)

    def add(
        self, document: DocumentRow, passages: Sequence[Passage], quantities: Sequence[tuple[int, Quantity]]
    ) -> None:
        """Append a document with its passages, numbered on, and its quantities as (place in `passages`, quantity)."""
        first = self.passages
        row = document
        self._database.execute(
            "INSERT INTO documents VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
            (
                self.documents, row.id, row.title, row.source, dump(row.authors), row.url, row.published, row.language,
                row.format, row.sha256, dump(dict(row.provenance)),
                dump([[start, end, level] for start, end, level in row.headings]), dump(row.pages), first,
                len(passages), len(quantities), row.text,
            ),
        )  # fmt: skip
        self._database.executemany(
            "INSERT INTO passages VALUES (?,?,?,?,?,?,?,?,?,?,?)",
            (
                (first + at, self.documents, p.span.start, p.span.end, p.kind.value, p.text, dump(p.headings), p.page,
                 p.context, p.language, p.words)
                for at, p in enumerate(passages)
            ),
        )  # fmt: skip
        self._database.executemany(
            f"INSERT INTO quantities (passage, {QUANTITY}) VALUES ({','.join('?' * 17)})",  # noqa: S608 - fixed columns
            ((first + at, *quantity_row(quantity)) for at, quantity in quantities),
        )
        self._answering += bytes(passage.answers for passage in passages)
        self.documents += 1
        self.passages += len(passages)
        self.quantities += len(quantities)

    def copy(self, old: Index, document: DocumentRow) -> None:
        """Append a document of the index before as it stands there, its passages numbered on."""
        if not self._attached:
            self._database.execute("ATTACH ? AS old", [str(old.layout.documents)])
            self._attached = True
        start, end = document.first, document.first + document.passages
        self._database.execute(
            "INSERT INTO documents SELECT ?, id, title, source, authors, url, published, language, format, sha256,"
            " provenance, headings, pages, ?, passages, quantities, text FROM old.documents WHERE id = ?",
            (self.documents, self.passages, document.id),
        )
        self._database.execute(
            'INSERT INTO passages SELECT number + ?, ?, start, "end", kind, text, headings, page, context, language,'
            " words FROM old.passages WHERE number >= ? AND number < ? ORDER BY number",
            (self.passages - start, self.documents, start, end),
        )
        self._database.execute(
            f"INSERT INTO quantities (passage, {QUANTITY}) SELECT passage + ?, {QUANTITY} FROM old.quantities"  # noqa: S608 - fixed columns
            " WHERE passage >= ? AND passage < ? ORDER BY number",
            (self.passages - start, start, end),
        )
        kinds = self._database.execute("SELECT kind FROM passages WHERE number >= ? ORDER BY number", [self.passages])
        self._answering += bytes(BlockKind(kind) not in SILENT_KINDS for (kind,) in kinds)
        self.documents += 1
        self.passages += document.passages
        self.quantities += document.quantities

    def filled(self) -> Rows:
        """The empty run of rows behind the last one."""
        return Rows(self.passages, self.passages, self.quantities, self.quantities)

    def skip(self, skipped: Iterable[Skipped]) -> None:
        """Remember the files that are not in the index."""
        self._database.executemany("INSERT OR REPLACE INTO skipped VALUES (?,?)", ((s.path, s.reason) for s in skipped))

    def passages_with_quantities(self, rows: Rows | None = None) -> Iterator[tuple[Passage, str, list[Quantity]]]:
        """The passages of `rows`, or every one so far, in order; with their document's title and their quantities.

        They are read as a stream.
        """
        rows = rows or Rows(0, self.passages, 0, self.quantities)
        numbers = self._database.execute(
            f"SELECT passage, {QUANTITY} FROM quantities WHERE number > ? AND number <= ? ORDER BY number",  # noqa: S608 - fixed columns
            (rows.quantities_start, rows.quantities_end),
        )
        waiting = next(numbers, None)
        titles = self._database.execute(
            f"SELECT d.title, {PASSAGE} WHERE p.number >= ? AND p.number < ? ORDER BY p.number", (rows.start, rows.end)
        )
        for title, *row in titles:
            passage = passage_from(tuple(row))
            inside: list[Quantity] = []
            while waiting is not None and waiting[0] == passage.number:
                inside.append(quantity_from(waiting[1:]))
                waiting = next(numbers, None)
            yield passage, title, inside

    def publish(self, manifest: Manifest) -> Layout:
        """Finish the files, write the manifest last, and make this the current generation by one rename."""
        self._database.execute("COMMIT")
        self._database.executescript(INDEXES)
        self._database.close()
        np.save(self.layout.answering, np.frombuffer(self._answering, np.bool_))
        files = sorted(path for path in self.layout.root.rglob("*") if path.is_file())
        sums = {path.relative_to(self.layout.root).as_posix(): checksum(path) for path in files}
        replace(self.layout.manifest, with_fields(manifest, checksums=sums).to_json())
        for path in files:
            sync(path)
        target = Layout(self.index / GENERATIONS / free_name(self.index, manifest.fingerprint))
        self.layout.root.rename(target.root)
        before = self._current_name()
        switch(self.index, target)
        self._forget({target.root.name, before})
        return target

    def _current_name(self) -> str:
        """The name of the generation that answers now, or ""."""
        try:
            return str(json.loads((self.index / CURRENT).read_text(encoding="utf-8"))["generation"])
        except (OSError, ValueError, KeyError):
            return ""

    def _forget(self, keep: set[str]) -> None:
        """Remove old generations. The last one stays: a reader may have opened it a moment ago."""
        for folder in (self.index / GENERATIONS).iterdir():
            if folder.name not in keep:
                shutil.rmtree(folder, ignore_errors=True)


def free_name(index: Path, fingerprint: str) -> str:
    """The fingerprint, or where a folder of that name is still there (the same made anew), one beside it."""
    name = fingerprint
    while (index / GENERATIONS / name).exists():
        name += "~"
    return name


def switch(index: Path, target: Layout) -> None:
    """Have the whole generation `target` be the one that answers."""
    sync(target.root.parent)
    replace(index / CURRENT, json.dumps({"generation": target.root.name}) + "\n")
    sync(index)


def sync(path: Path) -> None:
    """Have the file's bytes, or the folder's names, on the disk before going on."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

"""Files to rows: what a worker does with its share of the files."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import qa
from qa import passages, quantity, readers
from qa.build.workers import Workers
from qa.errors import AskCorpusError, ReadError
from qa.settings import IndexSettings
from qa.store import DocumentRow, Skipped
from qa.types import Passage, Quantity

#: A share of files: large enough that handing it over costs nothing beside reading it, small enough to be even.
SHARE_FILES, SHARE_BYTES = 16, 1 << 20
#: The parts of the program that decide what a stored row says: when their source changes, rows are made anew.
_SHAPING = ("readers", "quantity", "text", "passages.py", "types")


@dataclass(frozen=True, slots=True)
class File:
    """A file to read. `data` are its bytes where the reader cannot open `path`."""

    path: Path
    name: str
    sha256: str
    data: bytes | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """Files to read with `settings`, by the code that `program` names; what is known to be unreadable is passed on."""

    files: tuple[File | Skipped, ...]
    settings: IndexSettings
    program: str


@dataclass(frozen=True, slots=True)
class Rows:
    """What is stored of one file; each quantity with its passage's place in `passages`."""

    document: DocumentRow
    passages: Sequence[Passage]
    quantities: Sequence[tuple[int, Quantity]]


@lru_cache(maxsize=1)
def program() -> str:
    """A digest of the source that shapes stored rows, so that an index made by older code is made anew."""
    root, digest = Path(qa.__file__).parent, hashlib.sha256()
    for part in _SHAPING:
        where = root / part
        sources = sorted(where.rglob("*")) if where.is_dir() else [where]
        for source in sources:
            if source.is_file() and "__pycache__" not in source.parts:
                digest.update(source.relative_to(root).as_posix().encode() + b"\0" + source.read_bytes())
    return digest.hexdigest()[:16]


def read_all(files: Iterable[File], settings: IndexSettings, workers: Workers | None) -> Iterator[Rows | Skipped]:
    """The rows of each file in order, or why it is skipped."""
    if workers is None:
        return (read_file(file, settings) for file in files)
    shares = (Share(tuple(group), settings, program()) for group in _shares(files, far=workers.far))
    return (made for some in workers.run(read_share, shares) for made in some)


def _shares(files: Iterable[File], *, far: bool) -> Iterator[list[File | Skipped]]:
    """Neighbouring files together; with their bytes where they have to travel."""
    share: list[File | Skipped] = []
    size = 0
    for file in files:
        share.append(_loaded(file) if far else file)
        size += _size(file.path)
        if len(share) >= SHARE_FILES or size >= SHARE_BYTES:
            yield share
            share, size = [], 0
    if share:
        yield share


def _loaded(file: File) -> File | Skipped:
    """The file with its bytes, or why they cannot be had."""
    try:
        return replace(file, data=readers.source.load(file.path))
    except ReadError as error:
        return _skipped(file, error)


def _size(path: Path) -> int:
    """The bytes of a file; 0 where it is gone, which whoever reads it will say."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


def read_share(share: Share) -> list[Rows | Skipped]:
    """Read the files of a share. Raises `AskCorpusError` where this machine's program is another."""
    if share.program != program():
        raise AskCorpusError("A worker runs another version of this program.", "Install the same on every machine.")
    return [file if isinstance(file, Skipped) else read_file(file, share.settings) for file in share.files]


def read_file(file: File, settings: IndexSettings) -> Rows | Skipped:
    """A file's rows, read anew, or why it is skipped."""
    try:
        if file.data is None:
            return _read(file.path, file, settings)
        with tempfile.TemporaryDirectory(prefix="askcorpus-") as folder:
            path = Path(folder) / f"file{file.path.suffix}"
            path.write_bytes(file.data)
            return _read(path, file, settings)
    except ReadError as error:
        return _skipped(file, error)


def _skipped(file: File, error: ReadError) -> Skipped:
    return Skipped(file.name, f"{error.reason}. {error.advice}".strip())


def _read(path: Path, file: File, settings: IndexSettings) -> Rows:
    document = readers.read(path, file.name)
    row = DocumentRow.of(document)
    if row.sha256 != file.sha256:
        raise ReadError(path, "it changed while it was being read", "Run qa index again.")
    made = passages.split(document, settings)
    return Rows(row, made, _placed(made, quantity.read_document(document)))


def _placed(made: list[Passage], found: tuple[Quantity, ...]) -> list[tuple[int, Quantity]]:
    """Each quantity with the place in `made` of the passage that holds it; both are in reading order."""
    placed, at = [], 0
    for item in found:
        while at < len(made) and made[at].span.end < item.span.end:
            at += 1
        if at < len(made) and made[at].span.covers(item.span):
            placed.append((at, item))
    return placed

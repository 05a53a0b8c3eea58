"""Where things lie in an index folder, which generation is current, and who may write."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO

from qa.errors import IndexBusy, IndexMissing, IndexUnfit
from qa.settings import FORMAT

CURRENT = "current.json"
LOCK = "lock"
CACHE = "vectors.cache"
GENERATIONS = "generations"
MANIFEST = "manifest.json"
#: Seconds.
MOMENT = 1.0


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that is not in the index, and why."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What one generation holds and how it was made; enough to tell whether it fits and whether it is whole."""

    fingerprint: str
    recipe: Mapping[str, object]
    corpus: str
    documents: int
    passages: int
    quantities: int
    model: str
    dimension: int
    vectors: Mapping[str, object] = field(default_factory=dict)
    checksums: Mapping[str, str] = field(default_factory=dict)
    notices: tuple[str, ...] = ()

    def to_json(self) -> str:
        """The manifest as it is stored: sorted keys, one final line break."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True) + "\n"

    @classmethod
    def from_json(cls, text: str, where: Path) -> Manifest:
        """Read what `to_json` wrote; an `IndexUnfit` says what to do with anything else."""
        try:
            row = json.loads(text)
            if row["recipe"]["format"] != FORMAT:
                raise IndexUnfit(
                    f"The index in {where} has format {row['recipe']['format']}, this program reads {FORMAT}.",
                    f"Rebuild it with: qa index {row.get('corpus', 'CORPUS')} --index {where}",
                )
            return cls(**{**row, "notices": tuple(row["notices"])})
        except (KeyError, TypeError, ValueError) as error:
            raise IndexUnfit(
                f"The manifest of the index in {where} is damaged.", f"Rebuild it with: qa index CORPUS --index {where}"
            ) from error


@dataclass(frozen=True, slots=True)
class Layout:
    """The paths of one generation."""

    root: Path

    @property
    def manifest(self) -> Path:
        """The recipe and the checksums."""
        return self.root / MANIFEST

    @property
    def documents(self) -> Path:
        """Documents, passages, quantities and skipped files."""
        return self.root / "documents.sqlite"

    @property
    def answering(self) -> Path:
        """Which passages may answer."""
        return self.root / "answering.npy"

    @property
    def lexical(self) -> Path:
        """The folder of the BM25 postings."""
        return self.root / "lexical"

    @property
    def vectors(self) -> Path:
        """The matrix of embeddings, a row per passage; absent in an index without a model."""
        return self.root / "vectors" / "matrix.npy"

    @property
    def statements(self) -> Path:
        """The matrix of embeddings of single sentences and rows; absent in an index without a model."""
        return self.root / "statements" / "matrix.npy"


def current(index: Path) -> Layout:
    """The generation that answers. Raises `IndexMissing` where there is none."""
    try:
        name = json.loads((index / CURRENT).read_text(encoding="utf-8"))["generation"]
    except (FileNotFoundError, NotADirectoryError) as error:
        raise IndexMissing.at(index) from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise IndexUnfit(
            f"{index / CURRENT} cannot be read ({error}).", f"Rebuild it with: qa index CORPUS --index {index}"
        ) from error
    layout = Layout(index / GENERATIONS / str(name))
    if not layout.manifest.is_file():
        raise IndexUnfit(
            f"The index in {index} names a generation that is not there.",
            f"Rebuild it with: qa index CORPUS --index {index}",
        )
    return layout


def replace(path: Path, text: str) -> None:
    """Write `text` to `path` so that a reader sees the old file or the new one, whole, even after a power cut."""
    scratch = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with scratch.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        scratch.replace(path)
    finally:
        scratch.unlink(missing_ok=True)  # there is one where the disk was full


@contextmanager
def writing(index: Path) -> Iterator[None]:
    """Hold the index for writing; raises `IndexBusy` when another process does. Released even by `kill -9`.

    It is waited for a moment: switching to an index whose words were merged takes no longer.
    """
    index.mkdir(parents=True, exist_ok=True)
    until = time.monotonic() + MOMENT
    with (index / LOCK).open("a") as lock:
        while not locked(lock):
            if time.monotonic() > until:
                raise IndexBusy(
                    f"Another process is indexing into {index}.", "Wait for it to finish, then run the command again."
                )
            time.sleep(MOMENT / 20)
        yield


def locked(file: IO[str]) -> bool:
    """Whether the file could be locked, at once; it is until it is closed, or the process ends however it may."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def checksum(path: Path) -> str:
    """The SHA-256 of a file, read in pieces."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            digest.update(piece)
    return digest.hexdigest()

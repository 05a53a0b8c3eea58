"""A disk that fills while an index is written: the old index answers, and once there is room the new one is made."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Run

from qa.build import Staff, build
from qa.engine import Engine
from qa.errors import AskCorpusError
from qa.settings import IndexSettings
from qa.store import CACHE, Index, current

QUESTION = "How many TEU did the port handle in 2023?"
#: The smallest unit of the file system.
PAGE = 4096


class Disk:
    """A file system in memory whose size is changed as needed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()
        self._mount("size=64m")

    def _mount(self, options: str) -> None:
        subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", self.folder], check=True, capture_output=True)

    def leave(self, room: int) -> None:
        """Have `room` more bytes than what lies there."""
        found = os.statvfs(self.folder)
        used = (found.f_blocks - found.f_bfree) * found.f_frsize
        self._mount(f"remount,size={used + room}")

    def close(self) -> None:
        """Remove it."""
        subprocess.run(["umount", "-l", self.folder], check=True)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    """A disk of its own."""
    try:
        made = Disk(tmp_path / "disk")
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("a file system in memory can be mounted by the superuser of a Linux machine only")
    yield made
    made.close()


def corpus_in(folder: Path, documents: int, sentences: int = 20) -> Path:
    """A folder with a document that answers, and others."""
    folder.mkdir(exist_ok=True)
    (folder / "a.md").write_text("# Port of Sea\n\nThe port handled 120,000 TEU in 2023.\n")
    for number in range(documents):
        (folder / f"{number}.txt").write_text(f"Line {number} carried {number + 1},000 tons of grain. " * sentences)
    return folder


def answer(index: Path) -> str:
    """What the index says."""
    headline = Engine.open(index).ask(QUESTION).headline
    assert headline is not None
    return headline.text


def files(index: Path) -> dict[str, bytes]:
    """Every file of the current generation."""
    root = current(index).root
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    ("model", "documents", "sentences", "step"),
    [("", 40, 20, 3 * PAGE), (IndexSettings().model, 9, 4, 3 * PAGE)],
    ids=["words", "embeddings"],
)
def test_full_at_every_size(model: str, documents: int, sentences: int, step: int, disk: Disk, tmp_path: Path) -> None:
    """From no room at all, a few pages more each time: one line, the old index whole and answering, until it fits."""
    corpus, index, settings = corpus_in(tmp_path / "corpus", 1), disk.folder / "index", IndexSettings(model=model)
    build(corpus, index, settings)
    before, said = files(index), answer(index)
    corpus_in(corpus, documents, sentences)
    for tries in range(400):
        disk.leave(tries * step)
        try:
            build(corpus, index, settings)
            break
        except AskCorpusError as error:
            assert "The disk is full" in str(error) and str(index) in str(error) and "\n" not in str(error)
        disk.leave(1 << 20)
        assert files(index) == before and Index.open(index).verify() == [] and answer(index) == said
        (index / CACHE).unlink(missing_ok=True)  # or the next try would have less to write
    assert tries > 10
    disk.leave(1 << 20)
    build(corpus, tmp_path / "elsewhere", settings)
    assert files(index) == files(tmp_path / "elsewhere")
    assert sorted(path.name for path in index.iterdir() if path.name.startswith(".")) == []


@pytest.mark.parametrize("workers", [1, 2])
def test_the_command_on_a_full_disk(workers: int, disk: Disk, tmp_path: Path, qa: Run) -> None:
    """`qa index` says in one line that the disk is full, exits with 2, and does its work once there is room."""
    corpus, index = corpus_in(tmp_path / "corpus", 1), disk.folder / "index"
    arguments = ("index", corpus, "--index", index, "--model", "none", "--workers", str(workers))
    disk.leave(4 * PAGE)
    failed = qa(*arguments)
    assert failed.returncode == 2 and len(failed.stderr.splitlines()) == 1 and "full" in failed.stderr
    disk.leave(1 << 20)
    assert qa(*arguments).returncode == 0
    corpus_in(corpus, 40)
    disk.leave(20 * PAGE)
    failed = qa(*arguments)
    assert failed.returncode == 2 and len(failed.stderr.splitlines()) == 1 and "full" in failed.stderr
    assert qa("ask", QUESTION, "--index", index).returncode == 0
    disk.leave(1 << 20)
    build(corpus, index, IndexSettings(model=""), staff=Staff(workers))
    assert Index.open(index).manifest.documents == 41

"""Generations: whole or absent, equal for equal input, readable without this program."""

from __future__ import annotations

import gc
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import numpy as np
import pytest

from qa import lexical, readers
from qa.build import BuildReport, build
from qa.engine import Engine
from qa.errors import AskCorpusError, IndexBusy, IndexMissing, IndexUnfit
from qa.render import answer_json
from qa.settings import IndexSettings
from qa.store import Index, current, read_ahead, writing

ROOT = Path(__file__).parents[1]
PLAIN = IndexSettings(model="")
#: Whether this system tells how much memory is free; otherwise nothing is read ahead.
TOLD = Path("/proc/meminfo").exists()
real = readers.read
TEXTS = {
    "a.md": "# Port of Sea\n\nThe port handled 120,000 TEU in 2023.\n\n| Year | TEU |\n|---|---|\n| 2022 | 100,000 |\n",
    "b.txt": "The dry port opened in 2015. It employs 1,150 people.\n",
    "в/отчёт.txt": "Грузооборот порта вырос до 4,5 млн тонн в 2024 году.\n",
}
QUESTIONS = ("How many TEU did the port handle in 2023?", "When did the dry port open?", "грузооборот порта")


def write(folder: Path, texts: dict[str, str]) -> Path:
    """Put the texts into files below `folder`."""
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def files(index: Path) -> dict[str, bytes]:
    """Every file of the current generation."""
    root = current(index).root
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def answers(index: Path) -> list[object]:
    """What the index answers, without what differs between any two runs."""
    engine, found = Engine.open(index), []
    for question in QUESTIONS:
        row = answer_json(engine.ask(question))
        row.pop("timings_ms")
        found.append(row)
    return found


def make(corpus: Path, index: Path) -> BuildReport:
    """Build without a model: these tests are about the store."""
    return build(corpus, index, PLAIN)


def test_two_builds_are_equal(tmp_path: Path) -> None:
    """The same folder gives the same bytes, file by file."""
    corpus = write(tmp_path / "corpus", TEXTS)
    make(corpus, tmp_path / "one")
    make(corpus, tmp_path / "two")
    assert files(tmp_path / "one") == files(tmp_path / "two")


def test_update_equals_rebuild(tmp_path: Path) -> None:
    """After adding, changing, renaming and deleting files, the index equals one built from nothing."""
    corpus = write(tmp_path / "corpus", TEXTS)
    index = tmp_path / "index"
    make(corpus, index)
    (corpus / "a.md").write_text(TEXTS["a.md"].replace("120,000", "130,000"))
    (corpus / "b.txt").rename(corpus / "c.txt")
    (corpus / "в/отчёт.txt").unlink()
    write(corpus, {"new.txt": "A new quay of 450 m was finished in May 2024.\n"})
    report = make(corpus, index)
    assert (report.added, report.changed, report.reused) == (("c.txt", "new.txt"), ("a.md",), ())
    assert report.removed == ("b.txt", "в/отчёт.txt")
    make(corpus, tmp_path / "fresh")
    assert files(index) == files(tmp_path / "fresh")
    assert answers(index) == answers(tmp_path / "fresh")


def test_reuse_copies_rows_exactly(tmp_path: Path) -> None:
    """With one file of three changed, the two others are reused, and the result equals a rebuild."""
    corpus, index = write(tmp_path / "corpus", TEXTS), tmp_path / "index"
    make(corpus, index)
    (corpus / "b.txt").write_text("The dry port opened in 2016.\n")
    report = make(corpus, index)
    assert (report.changed, report.reused) == (("b.txt",), ("a.md", "в/отчёт.txt"))
    make(corpus, tmp_path / "fresh")
    assert files(index) == files(tmp_path / "fresh")


def test_large_updates_answer_as_a_rebuild(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where words are added as a segment, all other files and every answer still equal those of a new index."""
    monkeypatch.setattr(lexical, "WORTH_IT", 0)
    corpus, index = write(tmp_path / "corpus", TEXTS), tmp_path / "index"
    write(corpus, {f"more/{n}.txt": f"Line {n} carried {n + 1},000 tons of grain in 2021.\n" for n in range(30)})
    make(corpus, index)
    (corpus / "more/7.txt").unlink()
    write(
        corpus, {"more/15a.txt": "Line 15a carried 12 tons of dry cargo.\n", "b.txt": "The dry port opened in 2016.\n"}
    )
    make(corpus, index)
    make(corpus, tmp_path / "fresh")
    one, two = files(index), files(tmp_path / "fresh")
    assert any(name.startswith("lexical/1/") for name in one)
    for name in one.keys() & two.keys():
        assert name in ("manifest.json",) or name.startswith("lexical/") or one[name] == two[name], name
    assert answers(index) == answers(tmp_path / "fresh")


def test_unchanged_is_left_alone(tmp_path: Path) -> None:
    """A second run over the same folder writes no new generation."""
    corpus, index = write(tmp_path / "corpus", TEXTS), tmp_path / "index"
    make(corpus, index)
    before = current(index).manifest.stat().st_mtime_ns
    report = make(corpus, index)
    assert len(report.reused) == 3 and not report.added
    assert current(index).manifest.stat().st_mtime_ns == before


def test_readable_without_the_program(tmp_path: Path) -> None:
    """JSON, SQLite and NumPy alone give the text of every passage and whether it may answer; nothing is pickled."""
    make(write(tmp_path / "corpus", TEXTS), tmp_path / "index")
    root = current(tmp_path / "index").root
    assert json.loads((root / "manifest.json").read_text())["documents"] == 3
    database = sqlite3.connect(root / "documents.sqlite")
    rows = database.execute(
        'SELECT p.text, substr(d.text, p.start + 1, p."end" - p.start) FROM passages p JOIN documents d'
        " ON d.number = p.document"
    ).fetchall()
    assert rows and all(text == piece for text, piece in rows)
    for path in root.rglob("*.npy"):
        np.load(path, allow_pickle=False)


def test_one_writer_at_a_time(tmp_path: Path) -> None:
    """A second indexer is told that the first is still at work, and nothing of its own is written."""
    corpus, index = write(tmp_path / "corpus", TEXTS), tmp_path / "index"
    with writing(index), pytest.raises(IndexBusy, match="Another process"):
        make(corpus, index)
    assert not (index / "current.json").exists()


@pytest.fixture(scope="module")
def update(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, list[object], dict[str, bytes]]:
    """A corpus that has grown, an index of what it was with its answers, and the files of one built from nothing.

    There is enough to read for a second and more.
    """
    root = tmp_path_factory.mktemp("update")
    corpus, index = write(root / "corpus", TEXTS), root / "index"
    make(corpus, index)
    write(corpus, {f"more/{n}.txt": f"Line {n} carried {n + 1},000 tons of grain. " * 20 for n in range(150)})
    make(corpus, root / "fresh")
    return corpus, index, answers(index), files(root / "fresh")


@pytest.mark.parametrize("delay", [0.05, 0.2, 0.35, 0.5, 0.65, 0.8, 1.0])
def test_killed_at_any_moment(
    tmp_path: Path, delay: float, update: tuple[Path, Path, list[object], dict[str, bytes]]
) -> None:
    """`kill -9` in the middle of an update leaves an index that opens, is whole, and answers as before or after."""
    corpus, made, before, fresh = update
    index = shutil.copytree(made, tmp_path / "index")
    process = subprocess.Popen(
        [sys.executable, "-m", "qa", "index", str(corpus), "--index", str(index), "--model", "none"],
        env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    time.sleep(delay)
    process.send_signal(signal.SIGKILL)
    process.wait()
    opened = Index.open(index)
    assert opened.verify() == []
    assert opened.manifest.documents in (3, 153)
    if opened.manifest.documents == 3:
        assert answers(index) == before
    make(corpus, index)
    assert files(index) == fresh
    leftovers = [path.name for path in (index / "generations").iterdir() if path.name.startswith(".new")]
    assert leftovers == []


@pytest.mark.parametrize(
    ("name", "read_again"),
    [
        ("lexical/0/numbers.npy", False), ("lexical/norms.npy", False), ("lexical/lexical.json", False),
        ("answering.npy", False), ("documents.sqlite", True),
    ],
)  # fmt: skip
@pytest.mark.parametrize("cut", [False, True])
def test_damage_is_found_and_mended(
    name: str, read_again: bool, cut: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A flipped byte or a cut file is named by `verify` and mended by indexing again, which makes only that anew."""
    corpus, index = write(tmp_path / "corpus", TEXTS), tmp_path / "index"
    make(corpus, index)
    before = files(index)
    victim = current(index).root / name
    data = bytearray(victim.read_bytes())
    data[-1] ^= 1
    victim.write_bytes(data[:-60] if cut else data)
    assert Index.open(index).verify() == [name]
    read: list[str] = []
    monkeypatch.setattr(readers, "read", lambda path, name: read.append(name) or real(path, name))
    assert make(corpus, index).mended == (name,)
    assert sorted(read) == (sorted(TEXTS) if read_again else [])
    assert Index.open(index).verify() == []
    assert files(index) == before


def test_missing_old_and_broken_indexes(tmp_path: Path) -> None:
    """No index, an older format and a damaged manifest each say which command mends it."""
    with pytest.raises(IndexMissing, match="qa index CORPUS --index"):
        Engine.open(tmp_path / "nothing")
    corpus, index = write(tmp_path / "corpus", TEXTS), tmp_path / "index"
    make(corpus, index)
    manifest = current(index).manifest
    good = json.loads(manifest.read_text())
    manifest.write_text(json.dumps({**good, "recipe": {**good["recipe"], "format": 0}}))
    with pytest.raises(IndexUnfit, match=r"format 0.*qa index"):
        Engine.open(index)
    manifest.write_text("{")
    with pytest.raises(IndexUnfit, match=r"damaged.*qa index"):
        Engine.open(index)
    manifest.write_text(json.dumps({**good, "recipe": {**good["recipe"], "analyser": "other"}}))
    with pytest.raises(IndexUnfit, match=r"another version.*qa index"):
        Engine.open(index)
    make(corpus, index)
    assert len(answers(index)) == len(QUESTIONS)


def test_an_open_engine_survives_a_rebuild(tmp_path: Path) -> None:
    """Whoever opened the index before an update goes on answering from what he opened, and can tell."""
    corpus, index = write(tmp_path / "corpus", TEXTS), tmp_path / "index"
    make(corpus, index)
    engine = Engine.open(index)
    shutil.rmtree(corpus / "в")
    make(corpus, index)
    assert not engine.is_current()
    assert engine.ask("грузооборот порта").index.documents == 3
    assert Engine.open(index).info.documents == 2


@pytest.mark.parametrize("room", [100, 3_000, 10_000, 40_000, 150_000])
def test_full_disk(tmp_path: Path, room: int) -> None:
    """Whatever file no longer fits, there is one line and exit code 2, and the old index still answers."""
    limit = "import resource,signal,sys;signal.signal(signal.SIGXFSZ,signal.SIG_IGN);"
    corpus, index = write(tmp_path / "corpus", TEXTS), tmp_path / "index"
    make(corpus, index)
    before = answers(index)
    write(corpus, {f"more/{n}.txt": f"Line {n} carried {n + 1},000 tons of grain. " * 50 for n in range(60)})
    result = subprocess.run(
        [
            sys.executable, "-c",
            limit + f"resource.setrlimit(resource.RLIMIT_FSIZE,({room},{room}));"
            "from qa.cli import main;sys.argv=['qa','index',sys.argv[1],'--index',sys.argv[2],'--model','none'];main()",
            str(corpus), str(index),
        ],
        env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True,
    )  # fmt: skip
    assert result.returncode == 2
    assert len(result.stderr.strip().splitlines()) == 1 and "Traceback" not in result.stderr
    assert answers(index) == before
    make(corpus, index)
    assert Index.open(index).manifest.documents == 63


def test_nothing_to_index(tmp_path: Path) -> None:
    """A missing folder, an empty one, and one without a readable file are told apart."""
    with pytest.raises(AskCorpusError, match="There is no folder"):
        make(tmp_path / "nowhere", tmp_path / "index")
    (tmp_path / "empty").mkdir()
    with pytest.raises(AskCorpusError, match="There are no documents"):
        make(tmp_path / "empty", tmp_path / "index")
    write(tmp_path / "bad", {"x.bin": "?", "empty.txt": ""})
    with pytest.raises(AskCorpusError, match=r"None of the 2 files.*empty\.txt: .*x\.bin: "):
        make(tmp_path / "bad", tmp_path / "index")
    assert not (tmp_path / "index" / "current.json").exists()


def test_files_are_read_ahead_as_far_as_there_is_room(tmp_path: Path) -> None:
    """The smaller files first, none in part, and a link to nowhere stops nothing."""
    for name, size in (("a/large", 5000), ("small", 10), ("b/middle", 900)):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x" * size)
    (tmp_path / "gone").symlink_to(tmp_path / "nowhere")
    assert [read_ahead(tmp_path, room) for room in (0, 9, 910, 5000, 5910)] == [0, 0, 910, 910, 5910]
    assert read_ahead(tmp_path) == (5910 if TOLD else 0)
    assert read_ahead(tmp_path / "nowhere") == 0


def test_a_served_index_is_read_ahead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file of the generation that answers is read by the time the engine has been served a moment."""
    write(tmp_path / "corpus", TEXTS)
    build(tmp_path / "corpus", tmp_path / "index", PLAIN)
    engine, heard = Engine.open(tmp_path / "index"), []
    monkeypatch.setattr("qa.backends.local.read_ahead", lambda folder: heard.append((folder, read_ahead(folder))))
    collected = gc.get_threshold()
    engine.warm(serving=True)
    for thread in threading.enumerate():
        if thread.name == "reading ahead":
            thread.join()
    gc.unfreeze()
    gc.set_threshold(*collected)
    size = sum(len(content) for content in files(tmp_path / "index").values())
    assert heard == [(current(tmp_path / "index").root, size if TOLD else 0)]

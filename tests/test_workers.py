"""Builds by several processes: the same index, whoever works, and whatever happens to them."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT

from qa.build import BuildReport, Staff, build
from qa.build.workers import AHEAD, REPLACED, Processes, cores
from qa.errors import AskCorpusError
from qa.settings import IndexSettings
from qa.store import CACHE, Index, current

PLAIN = IndexSettings(model="")
MODEL = IndexSettings()
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}


def made(corpus: Path, documents: int = 80) -> Path:
    """A folder of small documents in several languages and formats; some of its files cannot be read."""
    corpus.mkdir()
    for number in range(documents):
        folder = corpus / f"{number % 7}"
        folder.mkdir(exist_ok=True)
        (folder / f"{number:03}.txt").write_text(f"Terminal {number} handled {number + 3},000 TEU in 2023.\n")
    (corpus / "отчёт.md").write_text(
        "# Порт\n\nГрузооборот вырос до 4,5 млн тонн.\n\n| Год | Тонн |\n|---|---|\n| 2022 | 9 |\n"
    )
    (corpus / "阿克套.html").write_text("<html><body><p>2019年霍尔果斯集装箱吞吐量为12万标箱。</p></body></html>")
    (corpus / "broken.pdf").write_bytes(b"%PDF-1.4 nothing more")
    (corpus / "empty.txt").write_text("")
    (corpus / "picture.bin").write_text("?")
    return corpus


def changed(corpus: Path) -> None:
    """Files come, change, move, go, become unreadable and readable."""
    (corpus / "3" / "003.txt").write_text("Terminal 3 was closed in 2024.\n")
    (corpus / "4" / "004.txt").unlink()
    (corpus / "5" / "005.txt").rename(corpus / "zz.txt")
    (corpus / "6" / "006.txt").write_bytes(b"\0\1\2" * 99)
    (corpus / "empty.txt").write_text("The yard has 12 cranes.\n")
    (corpus / "new.md").write_text("# New\n\nA new quay of 450 m was finished in May 2024.\n")


def files(index: Path) -> dict[str, bytes]:
    """Every file of the current generation, and which one it is."""
    root = current(index).root
    found = {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}
    return {**found, "name": root.name.encode()}


def cached(index: Path) -> dict[bytes, bytes]:
    """The cache's vectors by text."""
    with sqlite3.connect(index / CACHE) as connection:
        return dict(connection.execute("SELECT text, vector FROM vectors").fetchall())


def rows(report: BuildReport) -> tuple[object, ...]:
    """What a report says of the files."""
    return report.added, report.changed, report.reused, report.removed, report.skipped, report.notices


@pytest.mark.parametrize(("settings", "number"), [(PLAIN, 3), (MODEL, 2)], ids=["plain", "model"])
def test_any_number_of_processes_builds_the_same(settings: IndexSettings, number: int, tmp_path: Path) -> None:
    """New, and after files came, changed and went: every file of the index, the cache and the report are equal."""
    corpus = made(tmp_path / "corpus")
    for change in (False, True):
        if change:
            changed(corpus)
        alone = build(corpus, tmp_path / "alone", settings)
        assert alone.passages > 80 and alone.skipped and not alone.notices
        report = build(corpus, tmp_path / "together", settings, staff=Staff(number))
        assert files(tmp_path / "together") == files(tmp_path / "alone")
        assert rows(report) == rows(alone)
        if settings.model:
            assert cached(tmp_path / "together") == cached(tmp_path / "alone")
    assert not multiprocessing.active_children()


def test_an_interrupted_build_goes_on(tmp_path: Path) -> None:
    """What several processes had embedded when they were stopped is kept, and the next build is the same in the end."""
    corpus = made(tmp_path / "corpus", 150)

    def interrupt(stage: str, done: int, total: int) -> None:
        if stage == "embedding passages" and 60 < done < total:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(corpus, tmp_path / "index", MODEL, interrupt, Staff(2))
    assert not multiprocessing.active_children()
    kept = cached(tmp_path / "index")
    assert len(kept) > 60
    build(corpus, tmp_path / "index", MODEL, staff=Staff(2))
    build(corpus, tmp_path / "alone", MODEL)
    assert files(tmp_path / "index") == files(tmp_path / "alone")
    assert kept.items() <= cached(tmp_path / "alone").items()


def test_a_killed_worker_is_replaced(tmp_path: Path) -> None:
    """`kill -9` of a worker costs its share once more and a sentence in the report; the index is the same."""
    corpus = made(tmp_path / "corpus", 200)
    killed: list[int] = []

    def kill(stage: str, done: int, total: int) -> None:
        if stage == "reading documents" and done > 20 and not killed:
            victim = multiprocessing.active_children()[0]
            killed.append(victim.pid or 0)
            victim.kill()

    report = build(corpus, tmp_path / "index", PLAIN, kill, Staff(2))
    assert killed and "was killed (1×)" in report.notices[0]
    build(corpus, tmp_path / "alone", PLAIN)
    assert files(tmp_path / "index") == files(tmp_path / "alone")
    assert Index.open(tmp_path / "index").manifest.notices == ()


def test_workers_killed_again_and_again(tmp_path: Path) -> None:
    """Where every worker is killed there is one line that says so, and the index before answers as it was."""
    corpus = made(tmp_path / "corpus", 200)
    build(corpus, tmp_path / "index", PLAIN)
    before = files(tmp_path / "index")
    for path in corpus.rglob("*.txt"):
        path.write_text(f"{path.read_text()} And more.\n")

    def kill(stage: str, done: int, total: int) -> None:
        for child in multiprocessing.active_children() if stage == "reading documents" else ():
            child.kill()

    with pytest.raises(AskCorpusError, match=f"was killed {REPLACED + 1} times.*--workers") as error:
        build(corpus, tmp_path / "index", PLAIN, kill, Staff(2))
    assert "\n" not in str(error.value)
    assert files(tmp_path / "index") == before
    assert not multiprocessing.active_children()


class Running:
    """`qa index --workers 2` in a process of its own, and what it says of how far it is."""

    def __init__(self, corpus: Path, index: Path, model: str = "none") -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "qa", "index", str(corpus), "--index", str(index), "--workers", "2",
             "--model", model, "--progress-json"],
            env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, start_new_session=True,
        )  # fmt: skip

    def until(self, stage: str, done: int) -> None:
        """Wait for that much of a stage."""
        for row in self.lines():
            if row.get("stage") == stage and row["done"] >= done:
                return
        raise AssertionError(f"it ended before {stage} {done}")

    def lines(self) -> Iterator[dict[str, object]]:
        """Its lines of progress; the last one can be what it says in the end."""
        for line in self.process.stderr or ():
            yield json.loads(line) if line.startswith("{") else {"said": line.strip()}

    def workers(self) -> list[int]:
        """The processes that it started and that have not ended."""
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                state, parent = (folder / "stat").read_text().rpartition(")")[2].split()[:2]
                if (
                    int(parent) == self.process.pid
                    and state != "Z"
                    and b"spawn_main" in (folder / "cmdline").read_bytes()
                ):
                    found.append(int(folder.name))
            except OSError:  # it ended meanwhile
                continue
        return found


def gone(processes: list[int]) -> bool:
    """Whether they end soon."""
    for _ in range(200):
        if not any(Path(f"/proc/{process}").exists() for process in processes):
            return True
        time.sleep(0.05)
    return False


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks for processes in /proc")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_stopped_from_outside(tmp_path: Path, how: signal.Signals) -> None:
    """Ctrl-C, which reaches all processes, and the end of the first one end them all; the index is as it was."""
    corpus, index = made(tmp_path / "corpus", 600), tmp_path / "index"
    running = Running(corpus, index)
    running.until("reading documents", 60)
    workers = running.workers()
    assert len(workers) == 2
    if how == signal.SIGINT:
        os.killpg(running.process.pid, how)
    else:
        running.process.send_signal(how)
    said = [row["said"] for row in running.lines() if row.get("said")]
    assert running.process.wait() == (130 if how != signal.SIGKILL else -how)
    assert said == ["Stopped."] or how == signal.SIGKILL
    assert gone(workers)
    build(corpus, index, PLAIN)
    assert Index.open(index).verify() == []


def square(number: int) -> int:
    """A share's work."""
    if number == 13:
        raise AskCorpusError("thirteen")
    return number * number


def threads(_: int) -> str:
    """How many threads a worker's libraries may use."""
    return os.environ["OMP_NUM_THREADS"]


def test_shares_are_taken_as_they_are_needed() -> None:
    """Results come in order, few shares are asked for ahead, and a worker's error is raised here."""
    taken: list[int] = []

    def shares(last: int) -> Iterator[int]:
        for number in range(last):
            taken.append(number)
            yield number

    with Processes(2) as workers:
        for number, result in enumerate(workers.run(square, shares(12))):
            assert result == number * number
            assert len(taken) <= number + 2 * AHEAD
        with pytest.raises(AskCorpusError, match="thirteen"):
            list(workers.run(square, shares(20)))


def test_workers_share_the_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    """Processes and their threads together are no more than the cores, and no more than the user allows."""
    monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
    with Processes(2) as workers:
        assert list(workers.run(threads, [0])) == [str(max(1, cores() // 2))]
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    with Processes(1) as workers:
        assert list(workers.run(threads, [0])) == ["1"]


def test_small_folders_are_indexed_alone() -> None:
    """Where nothing is said, other processes are started only for many files."""
    with Staff(0).gathered(5) as workers:
        assert workers is None
    with Staff(1).gathered(100_000) as workers:
        assert workers is None
    with Staff(3).gathered(1) as workers:
        assert workers is not None and workers.count == 3

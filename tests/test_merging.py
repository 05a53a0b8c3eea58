"""The words of an index merged in the background: equal to a rebuild, in nobody's way, and nothing lost."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from test_full_disk import Disk, disk
from test_store import answers, files, make, write

from qa import lexical
from qa.build.merging import begin, merge
from qa.lexical import updating
from qa.store import Index, Layout, current, remake, writing

__all__ = ["disk"]
ROOT = Path(__file__).parents[1]
LINES = {f"{n}.txt": f"Line {n} carried {n + 1},000 tons of grain in 2021. It opened in 19{n:02}.\n" for n in range(60)}


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A folder of documents."""
    text = "The port handled 120,000 TEU in 2023. The dry port opened in 2015. Грузооборот порта вырос.\n"
    return write(tmp_path / "corpus", {**LINES, "a.md": text})


@pytest.fixture
def index(corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An index of that folder, grown by two additions and a deletion, that are segments of its own."""
    monkeypatch.setattr(lexical, "WORTH_IT", 0)
    index = tmp_path / "index"
    make(corpus, index)
    for number in (1, 2):
        write(corpus, {f"more/{number}.txt": f"Berth {number} took {number}0,000 tons of dry cargo in 2022.\n"})
        make(corpus, index)
    (corpus / "7.txt").unlink()
    make(corpus, index)
    assert sum(path.is_dir() for path in current(index).lexical.iterdir()) == 3
    return index


def rest(index: Path) -> list[str]:
    """What lies among the generations and is none."""
    return [path.name for path in (index / "generations").iterdir() if path.name.startswith(".")]


def is_fresh(index: Path, corpus: Path, fresh: Path) -> bool:
    """Whether the index is, byte by byte, one built from nothing."""
    make(corpus, fresh)
    return files(index) == files(fresh)


def test_merged_is_rebuilt(index: Path, corpus: Path, tmp_path: Path) -> None:
    """Merged, an index is byte by byte one built from nothing; what is not words is not written again."""
    before, said = current(index), answers(index)
    assert merge(index)
    after = current(index)
    assert after.root != before.root and after.documents.samefile(before.documents)
    assert is_fresh(index, corpus, tmp_path / "fresh") and answers(index) == said
    assert Index.open(index).verify() == [] and not rest(index)
    report = make(corpus, index)
    assert not report.added and current(index) == after


def test_when_it_is_due(index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is due where many segments or much in them lie beside the largest, and not once they are merged."""
    folder = current(index).lexical
    assert not lexical.overdue(folder)
    for name, value in (("SHARE", 0.0), ("MOST", 1)):
        with monkeypatch.context() as changed:
            changed.setattr(updating, name, value)
            assert lexical.overdue(folder)
    assert merge(index)
    monkeypatch.setattr(updating, "SHARE", 0.0)
    assert not lexical.overdue(current(index).lexical) and not begin(index)


def test_in_the_background(index: Path, corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`begin` does not wait; questions are answered all the while, and the same before and after."""
    monkeypatch.setattr(updating, "SHARE", 0.0)
    before, said = current(index).root, answers(index)
    assert begin(index)
    until = time.monotonic() + 60
    while current(index).root == before and time.monotonic() < until:
        assert answers(index) == said
    assert current(index).root != before and answers(index) == said
    assert is_fresh(index, corpus, tmp_path / "fresh")


def test_an_update_leaves_merging_behind(index: Path, corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An addition does not merge what is only due, which would keep it waiting; of twice as much it does."""
    monkeypatch.setattr(updating, "SHARE", 9.0)
    monkeypatch.setattr(updating, "MOST", 2)
    found = []
    for number in range(3, 7):
        write(corpus, {f"more/{number}.txt": f"Berth {number} took {number},000 tons.\n"})
        make(corpus, index)
        found.append(sum(path.is_dir() for path in current(index).lexical.iterdir()))
    assert found == [4, 5, 2, 3]


@pytest.mark.parametrize("delay", [0.0, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8])
def test_killed_while_merging(index: Path, corpus: Path, tmp_path: Path, delay: float) -> None:
    """`kill -9` at any moment leaves an index that is whole and answers as before; the next merge tidies up."""
    said = answers(index)
    program = f"from qa.build.merging import run; run({str(index)!r})"
    process = subprocess.Popen([sys.executable, "-c", program], cwd=ROOT)
    time.sleep(delay)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert answers(index) == said and Index.open(index).verify() == []
    merge(index)
    assert is_fresh(index, corpus, tmp_path / "fresh") and not rest(index)


def _meanwhile(index: Path, act: Callable[[], object]) -> bool:
    """Merge, and `act` when the merged words have been written."""

    def make_and_act(old: Path, new: Path) -> None:
        lexical.merge(old, new)
        act()

    return remake(index, lambda layout: layout.lexical, make_and_act)


def test_an_update_in_between(index: Path, corpus: Path, tmp_path: Path) -> None:
    """What was merged of an older index is thrown away: the update's index answers, and can be merged in its turn."""
    write(corpus, {"late.txt": "The late quay took 77,000 tons.\n"})
    assert not _meanwhile(index, lambda: make(corpus, index))
    assert Index.open(index).manifest.documents == 63 and not rest(index)
    assert merge(index) and is_fresh(index, corpus, tmp_path / "fresh")


def test_a_writer_goes_first(index: Path) -> None:
    """While somebody is writing nothing is switched; two merges do not meet either."""
    before = current(index)
    with writing(index):
        assert not merge(index)
    assert current(index) == before and not rest(index)
    met: list[bool] = []
    assert _meanwhile(index, lambda: met.append(merge(index)))
    assert met == [False]


def test_a_writer_does_not_notice(index: Path, corpus: Path) -> None:
    """Whoever begins to write in the moment of the switch waits for it, and is not told that the index is busy."""
    with subprocess.Popen([sys.executable, "-c", _HOLD, str(index)], cwd=ROOT, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None and holder.stdout.readline()
        make(corpus, index)
    assert holder.returncode == 0


_HOLD = """
import sys, time
from pathlib import Path
from qa.store import writing
with writing(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(0.3)
"""


def test_a_full_disk(index: Path, disk: Disk, corpus: Path) -> None:
    """Without room for the merged words the index stays as it was, and nothing of them is left."""
    small = disk.folder / "index"
    make(corpus, small)
    write(corpus, {"late.txt": "The late quay took 77,000 tons.\n"})
    make(corpus, small)
    said, before = answers(small), current(small)
    for pages in range(5):
        disk.leave(4096 * pages)
        with pytest.raises(OSError):
            merge(small)
        disk.leave(1 << 20)
        assert current(small) == before and answers(small) == said and not rest(small)
        assert Index.open(small).verify() == []
    assert merge(small) and isinstance(current(small), Layout)

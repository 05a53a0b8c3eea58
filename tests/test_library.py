"""Documents into the folder and out of it."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from qa import library
from qa.errors import UsageError
from qa.store import Index


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("report.pdf", "report.pdf"),
        ("../../etc/cron.d/evil.txt", "evil.txt"),
        ("C:\\Users\\x\\отчёт 2024.DOCX", "отчёт 2024.DOCX"),
        ("a\u202egnp.txt", "a_gnp.txt"),
        ("<b>$x$.md", "_b_$x$.md"),
        (".hidden.txt", "hidden.txt"),
        ("阿克套港.xlsx", "阿克套港.xlsx"),
    ],
)
def test_safe_names(given: str, kept: str) -> None:
    """A name keeps its letters in any script and loses folders, control signs and what hides files."""
    assert library.safe_name(given) == kept


@pytest.mark.parametrize("name", ["program.exe", "noending", ".txt", "..", "", "a.txt/"])
def test_names_that_are_refused(name: str) -> None:
    """Kinds of file that are not read are refused with the kinds that are."""
    with pytest.raises(UsageError, match="pdf"):
        library.safe_name(name)


def test_long_names_are_cut(tmp_path: Path) -> None:
    """A name too long for the file system is cut between characters and keeps its ending."""
    name = library.add(tmp_path, "қ" * 300 + ".txt", b"x")
    assert name.endswith("қ.txt")
    assert (tmp_path / name).read_bytes() == b"x"


def test_nothing_is_replaced(tmp_path: Path) -> None:
    """A second document of the same name goes beside the first."""
    assert [library.add(tmp_path, "a.txt", data) for data in (b"1", b"2", b"3")] == ["a.txt", "a (2).txt", "a (3).txt"]
    assert (tmp_path / "a.txt").read_bytes() == b"1"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a (2).txt", "a (3).txt", "a.txt"]


def test_empty_and_unwritable(tmp_path: Path) -> None:
    """An empty file and a folder that is not there give one line each."""
    with pytest.raises(UsageError, match="empty"):
        library.add(tmp_path, "a.txt", b"")
    with pytest.raises(UsageError, match="could not be kept"):
        library.add(tmp_path / "gone", "a.txt", b"x")


def test_remove_stays_inside(tmp_path: Path) -> None:
    """Only files inside the folder are deleted, whatever the name says; links out of it are left."""
    corpus, outside = tmp_path / "corpus", tmp_path / "outside.txt"
    (corpus / "deep").mkdir(parents=True)
    (corpus / "deep" / "a.txt").write_text("x")
    outside.write_text("stay")
    (corpus / "link.txt").symlink_to(outside)
    for name in ("../outside.txt", "link.txt", "", "deep", str(outside), "nothing.txt"):
        with pytest.raises(UsageError):
            library.remove(corpus, name)
    library.remove(corpus, "deep/a.txt")
    assert outside.read_text() == "stay"
    assert not (corpus / "deep" / "a.txt").exists()


def finished(updater: library.Updater) -> library.Progress:
    """Wait for the end of an update."""
    for _ in range(600):
        state = updater.progress
        if state is not None and state.finished:
            return state
        time.sleep(0.1)
    raise AssertionError("the update does not end")


def test_updater(tmp_path: Path) -> None:
    """An update runs beside us and leaves an index of the folder."""
    corpus, index = tmp_path / "corpus", tmp_path / "index"
    corpus.mkdir()
    (corpus / "a.txt").write_text("The yard at Zhezkent holds 55,000 TEU.\n")
    updater = library.Updater(corpus, index)
    assert updater.progress is None
    updater.start("")
    assert finished(updater).error == ""
    assert Index.open(index).manifest.documents == 1
    assert Index.open(index).manifest.model == ""


def test_added_during_an_update(tmp_path: Path) -> None:
    """A document added while an update is under way, and has read the folder already, is in the index at its end."""
    corpus, index = tmp_path / "corpus", tmp_path / "index"
    corpus.mkdir()
    (corpus / "a.txt").write_text("The yard at Zhezkent holds 55,000 TEU.\n")
    updater = library.Updater(corpus, index)
    updater.start("")
    while updater.running and getattr(updater.progress, "stage", "") in ("", "reading the folder"):
        time.sleep(0.001)
    (corpus / "b.txt").write_text("The depot at Beyneu holds 6,400 TEU.\n")
    updater.start("")
    assert finished(updater).error == ""
    assert Index.open(index).manifest.documents == 2


def test_updater_says_why_not(tmp_path: Path) -> None:
    """An update of an empty folder ends with the program's own sentence."""
    (tmp_path / "corpus").mkdir()
    updater = library.Updater(tmp_path / "corpus", tmp_path / "index")
    updater.start("")
    assert finished(updater).error.startswith("There are no documents")
    assert not updater.running
    assert not list((tmp_path / "corpus").iterdir())

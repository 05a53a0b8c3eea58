"""Every file of an index, damaged in turn: named, mended alone, and never answered from in silence."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from qa import readers
from qa.build import BuildReport, build
from qa.cli import indexing, status
from qa.dense.bundled import BundledEncoder
from qa.errors import AskCorpusError, IndexUnfit
from qa.settings import IndexSettings
from qa.store import CACHE, Index, current

TEXTS = {
    "a.md": "# Port of Sea\n\nThe port handled 120,000 TEU in 2023.\n\n| Year | TEU |\n|---|---|\n| 2022 | 100,000 |\n",
    "b.txt": "The dry port opened in 2015. It employs 1,150 people.\n",
    "в.txt": "Грузооборот порта вырос до 4,5 млн тонн в 2024 году.\n",
}
#: Every file of a generation but its manifest, which names them; `test_the_list_is_whole` holds it to be all.
FILES = (
    "answering.npy", "documents.sqlite", "lexical/0/counts.npy", "lexical/0/numbers.npy", "lexical/0/places.npy",
    "lexical/0/starts.npy", "lexical/0/term_ends.npy", "lexical/0/terms.npy", "lexical/lengths.npy",
    "lexical/lexical.json", "lexical/norms.npy", "statements/matrix.npy", "statements/starts.npy", "vectors/matrix.npy",
)  # fmt: skip
SETTINGS = IndexSettings()


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a corpus and its index, embeddings included."""
    root = tmp_path_factory.mktemp("whole")
    (root / "corpus").mkdir()
    for name, text in TEXTS.items():
        (root / "corpus" / name).write_text(text, encoding="utf-8")
    build(root / "corpus", root / "index", SETTINGS)
    return root


@pytest.fixture
def work(whole: Path, tmp_path: Path) -> Path:
    """A copy of it to damage."""
    return Path(shutil.copytree(whole, tmp_path / "work"))


def files(index: Path) -> dict[str, bytes]:
    """Every file of the current generation but its manifest, in which the place of the corpus stands."""
    root = current(index).root
    found = {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}
    del found["manifest.json"]
    return found


def damage(path: Path, how: str) -> None:
    """Flip a bit in the middle, cut the file short, or take it away."""
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 4
    path.write_bytes(data[: -len(data) // 3] if how == "cut" else data)
    if how == "gone":
        path.unlink()


def mended(work: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[BuildReport, list[str], int]:
    """Index again: the report, which files were read, and how many texts were encoded."""
    read: list[str] = []
    encoded: list[int] = []
    reading, encoding = readers.read, BundledEncoder.encode_passages

    def counted(self: BundledEncoder, texts: list[str], progress: object = None) -> object:
        encoded.append(len(texts))
        return encoding(self, texts)

    monkeypatch.setattr(readers, "read", lambda path, name: read.append(name) or reading(path, name))
    monkeypatch.setattr(BundledEncoder, "encode_passages", counted)
    return build(work / "corpus", work / "index", SETTINGS), read, sum(encoded)


def test_the_list_is_whole(whole: Path) -> None:
    """The files that are damaged below are all there are."""
    assert sorted(files(whole / "index")) == sorted(FILES)
    assert sorted(Index.open(whole / "index").manifest.checksums) == sorted(FILES)


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("how", ["bit", "cut", "gone"])
def test_each_file(name: str, how: str, work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`qa status --verify` names the file, exit code 2; `qa index` makes what it holds anew, and nothing else."""
    before = files(work / "index")
    damage(current(work / "index").root / name, how)
    checked = CliRunner().invoke(status.command, ["--verify", "--index", str(work / "index")], standalone_mode=False)
    if name == "documents.sqlite" and isinstance(checked.exception, IndexUnfit):  # it holds what status is to list
        assert name in str(checked.exception) and "qa index" in str(checked.exception)
    else:
        assert checked.return_value == 2 and f"Damaged: {name}." in checked.output and "qa index" in checked.output
    report, read, encoded = mended(work, monkeypatch)
    assert report.mended == (name,)
    assert (sorted(read), encoded) == (sorted(TEXTS) if name == "documents.sqlite" else [], 0)
    assert Index.open(work / "index").verify() == [] and files(work / "index") == before


@pytest.mark.parametrize("name", ["current.json", "generations/*/manifest.json"])
@pytest.mark.parametrize("how", ["cut", "gone"])
def test_what_names_the_files(name: str, how: str, work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without what says which files there are, status says so, and `qa index` makes the index anew without encoding."""
    before = files(work / "index")
    damage(next((work / "index").glob(name)), how)
    checked = CliRunner().invoke(status.command, ["--verify", "--index", str(work / "index")], standalone_mode=False)
    assert isinstance(checked.exception, AskCorpusError) and "qa index" in str(checked.exception)
    _, read, encoded = mended(work, monkeypatch)
    assert (sorted(read), encoded) == (sorted(TEXTS), 0)
    assert files(work / "index") == before


def test_the_cache(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cache of embeddings that is none is named with what to do; without it, and without vectors, they come anew."""
    before = files(work / "index")
    (work / "index" / CACHE).write_bytes(b"no database" * 999)
    damage(current(work / "index").root / "vectors/matrix.npy", "bit")
    failed = CliRunner().invoke(indexing.command, [str(work / "corpus"), "--index", str(work / "index"), "--json"])
    assert isinstance(failed.exception, IndexUnfit) and CACHE in str(failed.exception)
    assert json.loads((work / "index" / "current.json").read_text())["generation"]
    (work / "index" / CACHE).unlink()
    report, read, encoded = mended(work, monkeypatch)
    assert report.mended == ("vectors/matrix.npy",) and not read and encoded
    assert files(work / "index") == before

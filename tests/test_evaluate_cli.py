"""`qa eval` through the command line, over a small index of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import inside
from metrics_support import TEXTS, gold_row

from qa.build import build
from qa.settings import IndexSettings

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of three small documents, searched by BM25 alone."""
    folder = tmp_path_factory.mktemp("eval")
    (folder / "corpus").mkdir()
    for name, text in TEXTS.items():
        (folder / "corpus" / name).write_text(text, encoding="utf-8")
    build(folder / "corpus", folder / "index", IndexSettings(model=""))
    return folder / "index"


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """Three right questions."""
    person = gold_row(
        id="person", question="Who is the director of Lakeside's pier?", kind="fact", answers=[{"text": "Anna Weiss"}],
        documents=["desk.md"], evidence="Its director is Anna Weiss.", half="dev",
    )  # fmt: skip
    nothing = gold_row(
        id="nothing", question="Price of saffron in Mashhad?", kind="none", answers=[], documents=[], evidence=[]
    )
    path = tmp_path / "gold.jsonl"
    path.write_text("\n".join([gold_row(), person, nothing]) + "\n", encoding="utf-8")
    return path


def in_a_process(*arguments: object) -> subprocess.CompletedProcess[str]:
    """Run `qa eval` with these arguments as people do."""
    return subprocess.run(
        [sys.executable, "-m", "qa", "eval", *map(str, arguments)],
        capture_output=True, text=True, cwd=ROOT, timeout=300, check=False,
    )  # fmt: skip


def qa(*arguments: object, typed: str = "") -> subprocess.CompletedProcess[str]:
    """Run `qa eval` with these arguments inside this process."""
    return inside("eval", *arguments, input=typed)


def test_a_run(index: Path, gold: Path, tmp_path: Path) -> None:
    """JSON holds every question and measure; against itself as the baseline nothing falls; the page is written."""
    first = in_a_process(gold, "--index", index, "--json")
    assert first.returncode == 0, first.stderr
    report = json.loads(first.stdout)
    assert [row["case"]["id"] for row in report["results"]] == ["pier-1", "person", "nothing"]
    assert report["measures"]["document_recall@5"]["value"] == 1
    assert report["measures"]["citation_exact"]["value"] == 1
    assert report["environment"]["gold"] == "gold.jsonl"
    baseline, page = tmp_path / "baseline.json", tmp_path / "report.html"
    baseline.write_text(first.stdout, encoding="utf-8")
    second = qa(gold, "--index", index, "--baseline", baseline, "--html", page)
    assert second.returncode == 0, second.stderr
    assert "Significantly below the baseline: nothing" in second.stdout
    assert "Against the baseline" in page.read_text(encoding="utf-8")


def test_halves(index: Path, gold: Path) -> None:
    """Only the chosen half is asked, and an empty half is an error."""
    run = qa(gold, "--index", index, "--json", "--half", "dev")
    assert [row["case"]["id"] for row in json.loads(run.stdout)["results"]] == ["person"]
    gold.write_text(gold_row(), encoding="utf-8")
    empty = qa(gold, "--index", index, "--half", "dev")
    assert (empty.returncode, empty.stdout) == (2, "")
    assert "no question in the dev half" in empty.stderr


def test_a_bad_gold_file(index: Path, gold: Path, tmp_path: Path) -> None:
    """Every fault is listed with its line, the exit code is 2, and nothing is run or written."""
    bad = gold_row(id="x", question="Another?", evidence="nowhere to be found")
    lines = [gold_row(), '{"id"', gold_row(id="y", question="Third?", kind="riddle"), bad]
    gold.write_text("\n".join(lines) + "\n", encoding="utf-8")
    page, kept = tmp_path / "report.html", tmp_path / "kept.jsonl"
    for arguments in (("--check",), ("--html", page, "--resume", kept)):
        run = qa(gold, "--index", index, *arguments)
        assert (run.returncode, run.stdout) == (2, "")
        for said in (
            "line 2: not JSON",
            "line 3: unknown kind 'riddle'",
            "line 4: evidence not found",
            "nothing was run",
        ):
            assert said in run.stderr
    assert not page.exists()
    assert not kept.exists()


def test_an_index_of_another_corpus(index: Path, gold: Path) -> None:
    """Documents that are not in the index are named with their lines, and nothing is run."""
    gold.write_text(gold_row(documents=["elsewhere.md"]), encoding="utf-8")
    run = qa(gold, "--index", index)
    assert (run.returncode, run.stdout) == (2, "")
    assert "line 1: document elsewhere.md is not in the index: is it an index of another corpus?" in run.stderr


def test_check(index: Path, gold: Path) -> None:
    """A file without faults says how many questions it has."""
    run = qa(gold, "--index", index, "--check")
    assert (run.returncode, run.stdout) == (0, f"{gold}: 3 questions, nothing wrong.\n")


def test_missing_files(index: Path, gold: Path, tmp_path: Path) -> None:
    """A missing gold file, index or baseline is one line and exit code 2."""
    for arguments in (
        (tmp_path / "gone.jsonl", "--index", index),
        (gold, "--index", tmp_path / "nowhere"),
        (gold, "--index", index, "--baseline", tmp_path / "gone.json"),
    ):
        run = qa(*arguments)
        assert (run.returncode, run.stdout) == (2, "")
        assert "Traceback" not in run.stderr
        assert "gone" in run.stderr or "nowhere" in run.stderr


def test_resume(index: Path, gold: Path, tmp_path: Path) -> None:
    """A finished run's file gives the same report again without asking, and another gold file is refused."""
    kept = tmp_path / "kept.jsonl"
    first = json.loads(qa(gold, "--index", index, "--json", "--resume", kept).stdout)
    size = kept.stat().st_size
    second = json.loads(qa(gold, "--index", index, "--json", "--resume", kept).stdout)
    assert second["results"] == first["results"]
    assert kept.stat().st_size == size + 1  # an empty line ends a row that might have been cut short
    gold.write_text(gold_row(), encoding="utf-8")
    refused = qa(gold, "--index", index, "--resume", kept)
    assert refused.returncode == 2
    assert "another run" in refused.stderr


def test_ablation(index: Path, gold: Path) -> None:
    """The ablation shows the product, one search alone, and the choice without a kind of evidence."""
    run = qa(gold, "--index", index, "--ablate")
    assert run.returncode == 0, run.stderr
    for name in ("as it is", "BM25 only", "embeddings only", "without order", "without retrieval"):
        assert name in run.stdout


def test_a_sweep_resumes(index: Path, gold: Path, tmp_path: Path) -> None:
    """The sweep shows other settings; a second run asks nothing again, and JSON and HTML have them too."""
    kept, page = tmp_path / "kept.jsonl", tmp_path / "report.html"
    run = qa(gold, "--index", index, "--sweep", "--resume", kept)
    assert run.returncode == 0, run.stderr
    names = ("as it is", "fusion rrf", "pool 50", "depth 60")
    for name in names:
        assert name in run.stdout
    assert (tmp_path / "kept.jsonl.fusion-rrf").exists()
    words = {path: path.read_text(encoding="utf-8").split() for path in tmp_path.glob("kept.jsonl*")}
    again = qa(gold, "--index", index, "--sweep", "--resume", kept, "--json", "--html", page)
    assert again.returncode == 0, again.stderr
    assert {path: path.read_text(encoding="utf-8").split() for path in words} == words
    assert set(names) <= {row["name"] for row in json.loads(again.stdout)["variants"]["Other settings"]}
    assert "fusion rrf" in page.read_text(encoding="utf-8")


def test_review(index: Path, gold: Path, tmp_path: Path) -> None:
    """Marked answers are walked through in the terminal."""
    candidates = tmp_path / "marks.jsonl"
    mark = {"question": "Cost of the pier?", "verdict": "right", "comment": "", "status": "not_found"}
    candidates.write_text(json.dumps(mark) + "\n", encoding="utf-8")
    run = qa(gold, "--index", index, "--review", candidates, typed="a\n")
    assert run.returncode == 0, run.stderr
    assert "1 taken into" in run.stdout
    assert "Cost of the pier?" in gold.read_text(encoding="utf-8")


def test_missing_packages_are_named(index: Path, gold: Path) -> None:
    """Where the packages for measuring are not installed the user is told what to install."""
    without = "import sys; sys.modules['matplotlib'] = None; from qa.cli import main; main()"
    run = subprocess.run(
        [sys.executable, "-c", without, "eval", gold, "--index", index],
        capture_output=True, text=True, cwd=ROOT, timeout=300, check=False,
    )  # fmt: skip
    assert run.returncode == 2
    assert "Evaluation needs matplotlib. Install them with: pip install 'askcorpus[eval]'" in run.stderr

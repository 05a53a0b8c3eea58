"""The shipped gold questions over the shipped corpus: faultless, and never significantly below the baseline."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from qa import evaluate
from qa.build import build
from qa.evaluate import Half, Isolated, Kind, Opener
from qa.store import Index

ROOT = Path(__file__).resolve().parents[1]
GOLD = ROOT / "eval" / "gold.jsonl"


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of the shipped corpus."""
    folder = tmp_path_factory.mktemp("shipped") / "index"
    build(ROOT / "corpus", folder)
    return folder


@pytest.fixture(scope="module")
def texts(index: Path) -> dict[str, str]:
    """The indexed documents' texts."""
    return {document.id: document.text for document in Index.open(index).documents(text=True)}


def test_gold_is_faultless(texts: dict[str, str]) -> None:
    """Evidence present and unique, answers in it, no duplicates, no leak between the halves."""
    assert [str(problem) for problem in evaluate.check(GOLD, texts)] == []


def test_gold_is_broad() -> None:
    """At least 240 questions, every kind and language in both halves, four phrasings, 15 conversations."""
    cases = evaluate.load_gold(GOLD)[0]
    assert len(cases) >= 240
    for half in Half:
        mine = [case for case in cases if case.half is half]
        assert {case.kind for case in mine} == set(Kind)
        assert {case.language for case in mine} == {"en", "ru", "kk", "zh"}
    assert len({case.conversation for case in cases if case.conversation}) >= 15
    assert len(Counter(case.phrasing for case in cases)) >= 4


def test_no_measure_falls_below_the_baseline(index: Path, texts: dict[str, str]) -> None:
    """The report half's measures are not significantly below those of eval/baseline.json, question by question."""
    baseline = evaluate.load(ROOT / "eval" / "baseline.json")
    cases = evaluate.select(evaluate.load_gold(GOLD)[0], "report")
    with Isolated(Opener(index)) as asker:
        report = evaluate.run(asker.ask, cases, texts)
    comparison = evaluate.compare(report, baseline)
    fallen = [
        f"{found.measure}: {found.theirs:.3f} to {found.ours:.3f} (p {found.p:.3f}), lost {', '.join(found.lost)}"
        for found in evaluate.regressions(comparison)
    ]
    assert fallen == []
    assert comparison.only_ours == (), "questions without a baseline: make a new eval/baseline.json"

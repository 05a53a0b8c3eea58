"""The shipped gold over the shipped corpus: faultless, never below the baseline, and planted faults are caught."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from metrics_support import ranx_scores

from qa import evaluate
from qa.evaluate import EvalCase, EvalReport, Half, Isolated, Kind, Opener, Outcome
from qa.metrics import document_names, passage_names
from qa.store import Index
from qa.types import Status

ROOT = Path(__file__).resolve().parents[1]
GOLD = ROOT / "eval" / "gold.jsonl"

#: A question and those that came before it in its conversation.
Asked = tuple[str, tuple[str, ...]]


@pytest.fixture(scope="module")
def texts(index: Path) -> dict[str, str]:
    """The indexed documents' texts."""
    return {document.id: document.text for document in Index.open(index).documents(text=True)}


def test_gold_is_faultless(texts: dict[str, str]) -> None:
    """Evidence present and unique, answers in it, no duplicates, no leak between the halves."""
    assert [str(problem) for problem in evaluate.check(GOLD, texts)] == []


def test_gold_is_broad() -> None:
    """240 questions, all kinds and languages in both halves, four phrasings, 15 conversations, near misses."""
    cases = evaluate.load_gold(GOLD)[0]
    assert len(cases) >= 240
    for half in Half:
        mine = [case for case in cases if case.half is half]
        assert {case.kind for case in mine} == set(Kind)
        assert {case.language for case in mine} == {"en", "ru", "kk", "zh"}
    assert len({case.conversation for case in cases if case.conversation}) >= 15
    assert len(Counter(case.phrasing for case in cases)) >= 4
    rows = map(json.loads, GOLD.read_text(encoding="utf-8").splitlines())
    notes = Counter(row.get("note") for row in rows if row["kind"] == "none")  # kept in the half that may be read
    assert notes["near miss"] >= 20 and notes["false premise"] >= 5


@pytest.fixture(scope="module")
def baseline() -> EvalReport:
    """The committed baseline."""
    return evaluate.load(ROOT / "eval" / "baseline.json")


@pytest.fixture(scope="module")
def told(index: Path, texts: dict[str, str]) -> tuple[EvalReport, dict[Asked, Outcome]]:
    """The report half asked of the product, and what it answered to each question after those before it."""
    outcomes: dict[Asked, Outcome] = {}
    with Isolated(Opener(index)) as asker:

        def ask(question: str, earlier: Sequence[str]) -> Outcome:
            outcomes[question, tuple(earlier)] = found = asker.ask(question, earlier)
            return found

        report = evaluate.run(ask, report_half(), texts, environment={"host": "here"})
    return report, outcomes


def report_half() -> list[EvalCase]:
    """The questions that nothing is tuned on."""
    return evaluate.select(evaluate.load_gold(GOLD)[0], "report")


def test_no_measure_falls_below_the_baseline(
    told: tuple[EvalReport, dict[Asked, Outcome]], baseline: EvalReport
) -> None:
    """The report half's measures are not significantly below those of eval/baseline.json, question by question."""
    comparison = evaluate.compare(told[0], baseline)
    fallen = [
        f"{found.measure}: {found.theirs:.3f} to {found.ours:.3f} (p {found.p:.3f}), lost {', '.join(found.lost)}"
        for found in evaluate.regressions(comparison)
    ]
    assert fallen == []
    assert comparison.only_ours == (), "questions without a baseline: make a new eval/baseline.json"


def test_rankings_agree_with_ranx(told: tuple[EvalReport, dict[Asked, Outcome]], texts: dict[str, str]) -> None:
    """Recall, MRR and nDCG of passages and documents in the report are ranx's over the same run, to 1e-9."""
    report, outcomes = told
    wanted: dict[str, dict[str, dict[str, int]]] = {"passage": {}, "document": {}}
    found: dict[str, dict[str, dict[str, float]]] = {"passage": {}, "document": {}}
    for result, outcome in zip(report.results, outcomes.values(), strict=True):
        target, answer = evaluate.target_of(result.case, texts), outcome.answer
        if answer is None or not target.documents:
            continue
        pieces = [f"evidence-{number}" for number in range(len(target.places))]
        wanted["passage"][result.case.id] = dict.fromkeys(pieces, 1)
        wanted["document"][result.case.id] = dict.fromkeys(target.documents, 1)
        names = {"passage": passage_names(answer.passages, target.places), "document": document_names(answer.passages)}
        for sort, ranked in names.items():
            found[sort][result.case.id] = {name: 1000.0 - rank for rank, name in enumerate(ranked)}
    for sort in wanted:
        measures = {"recall@1": "recall@1", "recall@10": "recall@10", "rr@10": "mrr@10", "ndcg@10": "ndcg@10"}
        theirs = ranx_scores(wanted[sort], found[sort], tuple(measures.values()))
        for ours, name in measures.items():
            assert report.measures[f"{sort}_{ours}"].value == pytest.approx(theirs[name], abs=1e-9)


def wrong_unit(_: EvalCase, given: Outcome) -> Outcome:
    """Every headline's figure in another unit than was read."""
    answer = given.answer
    if answer is None or answer.headline is None or answer.headline.quantity is None:
        return given
    unit = "t" if answer.headline.quantity.unit != "t" else "TEU"
    headline = replace(answer.headline, quantity=replace(answer.headline.quantity, unit=unit))
    return replace(given, answer=replace(answer, headline=headline))


def shifted_citation(_: EvalCase, given: Outcome) -> Outcome:
    """The headline cited one character further on, its quote unchanged."""
    answer = given.answer
    if answer is None or answer.headline is None:
        return given
    cited = answer.headline.citation
    headline = replace(answer.headline, citation=replace(cited, start=cited.start + 1, end=cited.end + 1))
    return replace(given, answer=replace(answer, headline=headline))


def dropped_language(case: EvalCase, given: Outcome) -> Outcome:
    """Nothing is found for Kazakh questions any more."""
    if given.answer is None or case.language != "kk":
        return given
    silent = replace(given.answer, status=Status.NOT_FOUND, headline=None, quantities=(), comparisons=(), passages=())
    return replace(given, answer=silent)


def slower_search(_: EvalCase, given: Outcome) -> Outcome:
    """Every question takes twice as long."""
    return replace(given, milliseconds=2 * given.milliseconds)


@pytest.mark.parametrize(
    ("plant", "caught"),
    [
        (wrong_unit, {"figure_first", "right"}),
        (shifted_citation, {"citation_exact", "citation_support"}),
        (dropped_language, {"right", "answered", "passage_recall@10", "false_refusals"}),
        (slower_search, {"latency_p50", "latency_p95"}),
    ],
)
def test_a_regression_planted_in_the_product_is_caught(
    told: tuple[EvalReport, dict[Asked, Outcome]],
    texts: dict[str, str],
    plant: Callable[[EvalCase, Outcome], Outcome],
    caught: set[str],
) -> None:
    """The product's own answers with a fault in them fall significantly below the answers without it."""
    report, outcomes = told
    cases = {(case.question, earlier): case for case, earlier in zip(report_half(), _earlier(outcomes), strict=True)}

    def ask(question: str, earlier: Sequence[str]) -> Outcome:
        asked = question, tuple(earlier)
        return plant(cases[asked], outcomes[asked])

    now = evaluate.run(ask, report_half(), texts, environment={"host": "here"})
    fallen = {found.measure for found in evaluate.regressions(evaluate.compare(now, report))}
    assert caught <= fallen
    if plant is dropped_language:
        rights = {language: found["right"].value for language, found in now.slices["language"].items()}
        before = {language: found["right"].value for language, found in report.slices["language"].items()}
        assert [language for language in rights if rights[language] < before[language]] == ["kk"]


def _earlier(outcomes: dict[Asked, Outcome]) -> list[tuple[str, ...]]:
    """The questions that came before each question, in the order asked."""
    return [earlier for _, earlier in outcomes]

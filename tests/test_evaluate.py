"""The harness from asking to the report, over hand-built answers; planted regressions are caught."""

from __future__ import annotations

import io
import os
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest
from lxml import etree
from metrics_support import TEXTS, answer, cite, figure, gold_row, headline_of
from rich.console import Console

from qa import evaluate
from qa.errors import AskCorpusError, UsageError
from qa.evaluate import EvalCase, EvalReport, Isolated, Outcome, parse
from qa.types import Answer

LANGUAGES = ("en", "ru", "kk", "zh")
RIGHT = figure("pier.md", "240,000 TEU", 240000, "TEU")
OTHER = figure("pier.md", "140,000 TEU", 140000, "TEU")


def cases(count: int = 40) -> list[EvalCase]:
    """Questions in four languages about the pier, every fifth without an answer, two in ten in conflict."""
    made = []
    for number in range(count):
        fields: dict[str, object] = {"id": f"q{number}", "question": f"Question {number}?", "family": f"f{number}"}
        fields["language"] = LANGUAGES[number % 4]
        if number % 5 == 4:
            fields |= {"kind": "none", "answers": [], "documents": [], "evidence": []}
        elif number % 5 == 3:
            fields |= {
                "kind": "conflict",
                "answers": [{"value": 240000, "unit": "TEU"}, {"value": 250000, "unit": "TEU"}],
            }
        made.append(parse(gold_row(**fields), number + 1))
    return made


def ideal(case: EvalCase) -> Answer:
    """The best answer to one of `cases`."""
    if case.kind is evaluate.Kind.NONE:
        return answer(found=False, passages=[cite("rail.md", TEXTS["rail.md"])], confidence=0.1)
    if case.kind is evaluate.Kind.CONFLICT:
        both = [RIGHT, figure("desk.md", "250,000 TEU", 250000, "TEU")]
        return answer(headline=headline_of(RIGHT), quantities=both, passages=[RIGHT.citation], disagree=True)
    return answer(headline=headline_of(RIGHT), quantities=[RIGHT], passages=[RIGHT.citation])


def asked(
    change: Callable[[EvalCase, Answer], Answer] = lambda _, given: given,
    milliseconds: Callable[[int], float] = lambda number: 10.0 + number % 7,
    questions: Sequence[EvalCase] | None = None,
) -> EvalReport:
    """A run over ideal answers, each passed through `change`, with times made up."""
    questions = cases() if questions is None else questions
    by_question = {case.question: (number, case) for number, case in enumerate(questions)}

    def ask(question: str, earlier: Sequence[str]) -> Outcome:
        number, case = by_question[question]
        return Outcome(change(case, ideal(case)), milliseconds(number))

    return evaluate.run(ask, questions, TEXTS)


def text_of(renderable: object, width: int = 200) -> str:
    """What rich prints."""
    console = Console(width=width, record=True, file=io.StringIO())
    console.print(renderable)
    return console.export_text()


def test_ideal_answers_are_perfect() -> None:
    """A run of right answers has 1 in every measure of goodness and 0 in every measure of badness."""
    report = asked()
    for name, estimate in report.measures.items():
        if name.startswith("latency") or name in ("calibration_error", "risk_area"):
            continue  # the times are made up, and so is the confidence; answering the unanswerable is risk
        assert estimate.value == (1 if evaluate.ALL[name].better > 0 else 0), name
    assert report.measures["disagreement_recall"].questions == 40
    assert report.measures["refused"].questions == 8
    assert report.failures == ()


def test_measures_by_hand() -> None:
    """Half of the figures wrong, a missed disagreement, a false alarm and a false refusal, counted on paper."""

    def change(case: EvalCase, given: Answer) -> Answer:
        number = int(case.id[1:])
        if number == 3:  # a conflict shown as agreement
            return replace(given, comparisons=())
        if number in (0, 1):  # two wrong figures, one of them with a false alarm
            wrong = answer(headline=headline_of(OTHER), quantities=[OTHER, RIGHT], disagree=number == 0)
            return replace(wrong, passages=given.passages)
        if number == 2:
            return replace(given, headline=None, status=ideal(cases()[4]).status)
        return given

    measures = asked(change, questions=cases(10)).measures
    # 10 questions: 4 and 9 unanswerable, 3 and 8 conflicts, six plain ones of which 0, 1, 2 are spoilt.
    assert measures["right"].value == pytest.approx(7 / 10, abs=1e-9)
    assert measures["figure_first"].value == pytest.approx(5 / 8, abs=1e-9)
    assert measures["figure_among_5"].value == pytest.approx(7 / 8, abs=1e-9)
    assert measures["disagreement_recall"].value == pytest.approx(1 / 2, abs=1e-9)
    assert measures["disagreement_precision"].value == pytest.approx(1 / 2, abs=1e-9)
    assert measures["disagreement_false_alarms"].value == pytest.approx(1 / 8, abs=1e-9)
    assert measures["false_refusals"].value == pytest.approx(1 / 8, abs=1e-9)
    assert measures["latency_p50"].value == pytest.approx(
        np.median([10 + number % 7 for number in range(10)]), abs=1e-9
    )


def test_slices() -> None:
    """Slices by language show the language that went wrong, and only that one."""
    report = asked(lambda case, given: answer(found=False) if case.language == "kk" else given)
    values = {value: found["passage_first"].value for value, found in report.slices["language"].items()}
    assert values == {"en": 1, "ru": 1, "kk": 0, "zh": 1}
    assert set(report.slices) == {"kind", "answer", "language", "document"}
    assert set(report.slices["answer"]) == {"figure", "silence"}


def test_slices_by_the_sort_of_answer() -> None:
    """Dates, names and sentences are told apart, so that each has its exact matches and token F1."""
    wanted = {
        "date": "in March 2027",
        "name": "Anna Weiss",
        "sentence": "because the second berth was closed for repairs in winter",
    }
    questions = [
        parse(gold_row(id=sort, question=f"{sort}?", kind="fact", answers=[{"text": text}]))
        for sort, text in wanted.items()
    ]
    found = evaluate.run(lambda *_: Outcome(answer(), 1.0), questions, TEXTS).slices["answer"]
    assert {sort: values["words_f1"].questions for sort, values in found.items()} == dict.fromkeys(wanted, 1)


def wrong_unit(_: EvalCase, given: Answer) -> Answer:
    """TEU read as tonnes."""
    if given.headline is None or given.headline.quantity is None:
        return given
    tonnes = replace(given.headline.quantity, unit="t")
    return replace(given, headline=replace(given.headline, quantity=tonnes))


def shifted_citation(_: EvalCase, given: Answer) -> Answer:
    """Every cited place one character further on, the quotes unchanged."""
    return replace(
        given,
        passages=tuple(
            replace(one, citation=replace(one.citation, start=one.citation.start + 1, end=one.citation.end + 1))
            for one in given.passages
        ),
    )


def dropped_language(case: EvalCase, given: Answer) -> Answer:
    """Nothing is found for Chinese questions any more."""
    return answer(found=False, confidence=0.0) if case.language == "zh" else given


@pytest.mark.parametrize(
    ("change", "caught"),
    [(wrong_unit, "figure_first"), (shifted_citation, "citation_exact"), (dropped_language, "right")],
)
def test_planted_regressions_are_caught(change: Callable[[EvalCase, Answer], Answer], caught: str) -> None:
    """A wrong unit, a shifted citation and a dropped language each fall significantly below the baseline."""
    baseline, now = asked(), asked(change)
    fallen = {found.measure: found for found in evaluate.regressions(evaluate.compare(now, baseline))}
    assert caught in fallen
    assert fallen[caught].change < 0
    assert fallen[caught].lost
    assert fallen[caught].won == ()


def test_a_slower_search_is_caught() -> None:
    """Twice the time for every question is a regression on the same machine and says nothing on another."""
    comparison = evaluate.compare(asked(milliseconds=lambda number: 20.0 + number % 7), asked())
    assert evaluate.regressions(comparison) == ()
    here = replace(comparison, same_machine=True)
    assert "latency_p50" in {found.measure for found in evaluate.regressions(here)}
    assert "Significantly below the baseline: latency, median" in text_of(evaluate.table(asked(), here))


def test_no_change_is_no_regression() -> None:
    """A run against itself falls in nothing; one question lost in forty is no significant fall, and is named."""
    baseline = asked()
    assert evaluate.regressions(replace(evaluate.compare(asked(), baseline), same_machine=True)) == ()
    one = asked(lambda case, given: wrong_unit(case, given) if case.id == "q5" else given)
    comparison = evaluate.compare(one, baseline)
    assert evaluate.regressions(comparison) == ()
    assert next(found.lost for found in comparison.differences if found.measure == "right") == ("q5",)
    assert [(one.case.id, one.won, one.theirs) for one in comparison.changed] == [("q5", False, "240,000 TEU")]


def test_only_the_same_questions_are_compared() -> None:
    """Questions that one run lacks, or that were reworded, are named and left out of the differences."""
    questions = cases()
    reworded = [replace(questions[0], question="Another wording?"), *questions[2:]]
    comparison = evaluate.compare(asked(questions=reworded), asked())
    assert comparison.only_ours == ("q0",)
    assert comparison.only_theirs == ("q0", "q1")
    assert next(found.questions for found in comparison.differences if found.measure == "right") == 38


@dataclass(frozen=True)
class Misbehaving:
    """An asker that does what the question says; it can be carried into another process."""

    refuses: bool = False

    def __call__(self) -> Misbehaving:
        """Open: nothing to do."""
        return self

    def ask(self, question: str, earlier: Sequence[str] = ()) -> Answer:
        """Answer, raise, hang or end the process."""
        if self.refuses:
            raise AskCorpusError("Nothing is answered.")
        if question.startswith("raise"):
            raise RuntimeError("planted")
        if question.startswith("refuse"):
            raise AskCorpusError("The question is empty.")
        if question.startswith("hang"):
            time.sleep(60)
        if question.startswith("die"):
            os._exit(3)
        return answer(headline=headline_of(RIGHT), quantities=[RIGHT], question=question)


def cannot_open() -> Misbehaving:
    """An opener whose index is not there."""
    raise AskCorpusError("There is no index in nowhere.")


def test_failures_score_zero_and_are_listed() -> None:
    """A question that raises, hangs or kills its process scores zero, is listed, and the others are answered."""
    words = ("fine", "raise", "refuse", "hang", "die", "fine again")
    questions = [parse(gold_row(id=word, question=word), number) for number, word in enumerate(words, 1)]
    with Isolated(Misbehaving(), timeout_s=2.0) as asker:
        report = evaluate.run(asker.ask, questions, TEXTS)
    errors = {result.case.id: result.error for result in report.results if result.error}
    assert errors == {
        "raise": "RuntimeError: planted",
        "refuse": "The question is empty.",
        "hang": "no answer within 2 s",
        "die": "the process ended with code 3",
    }
    assert report.measures["figure_first"].value == pytest.approx(2 / 6, abs=1e-9)
    assert report.measures["failed"].value == pytest.approx(4 / 6, abs=1e-9)
    assert float(report.environment["memory_mib"]) > 1
    assert {"hang", "die"} <= {result.case.id for result in report.failures}


def test_another_asker_in_the_same_process() -> None:
    """After a switch the new asker answers; one that does not open is an error."""
    with Isolated(Misbehaving()) as asker:
        asker.switch(Misbehaving(refuses=True))
        assert asker.ask("fine").error == "Nothing is answered."
        with pytest.raises(AskCorpusError, match="no index in nowhere"):
            asker.switch(cannot_open)


def test_an_index_that_does_not_open_is_an_error() -> None:
    """Nothing is run and scored zero when the index cannot be opened: the error reaches the user."""
    with pytest.raises(AskCorpusError, match="no index in nowhere"), Isolated(cannot_open):
        pytest.fail("it opened")


def test_conversations_are_asked_in_turn() -> None:
    """Each turn is asked with the questions before it of its own conversation."""
    rows = [("a", 1), ("b", 1), ("a", 2), ("b", 2)]
    questions = [
        parse(gold_row(id=f"{name}{turn}", question=f"{name}{turn}", kind="chat", conversation=name, turn=turn))
        for name, turn in rows
    ]
    seen: list[tuple[str, tuple[str, ...]]] = []

    def ask(question: str, earlier: Sequence[str]) -> Outcome:
        seen.append((question, tuple(earlier)))
        return Outcome(answer(headline=headline_of(RIGHT)), 1.0)

    report = evaluate.run(ask, questions, TEXTS)
    assert seen == [("a1", ()), ("b1", ()), ("a2", ("a1",)), ("b2", ("b1",))]
    assert report.measures["follow_up"].questions == 2


def test_an_interrupted_run_resumes(tmp_path: Path) -> None:
    """After an interruption only the missing questions are asked, and the report is the uninterrupted one."""
    path, questions, count = tmp_path / "run.jsonl", cases(12), 0

    def ask(question: str, earlier: Sequence[str]) -> Outcome:
        nonlocal count
        count += 1
        if count == 8:
            raise KeyboardInterrupt
        number = next(number for number, case in enumerate(questions) if case.question == question)
        return Outcome(ideal(questions[number]), 10.0 + number % 7)

    with pytest.raises(KeyboardInterrupt):
        evaluate.run(ask, questions, TEXTS, resume=path)
    path.write_bytes(path.read_bytes()[:-20])  # and the last row was cut short
    resumed = evaluate.run(ask, questions, TEXTS, resume=path)
    assert count == 8 + 6
    whole = asked(questions=questions)
    assert resumed.measures == whole.measures
    assert [result.case.id for result in resumed.results] == [case.id for case in questions]


def test_another_run_is_not_resumed(tmp_path: Path) -> None:
    """Results of other questions or documents are refused, and the file stays as it was."""
    path = tmp_path / "run.jsonl"

    def ask(question: str, earlier: Sequence[str]) -> Outcome:
        return Outcome(answer(), 1.0)

    evaluate.run(ask, cases(3), TEXTS, resume=path)
    before = path.read_bytes()
    with pytest.raises(UsageError, match="another run"):
        evaluate.run(ask, cases(4), TEXTS, resume=path)
    with pytest.raises(UsageError, match="another run"):
        evaluate.run(ask, cases(3), TEXTS | {"new.md": "x"}, resume=path)
    assert path.read_bytes() == before


def test_json_round_trip() -> None:
    """A report read back from its JSON is the same report; a brief one compares as well as the whole."""
    report = asked(wrong_unit)
    back = evaluate.from_json(evaluate.to_json(report))
    assert [result.case.id for result in back.results] == [result.case.id for result in report.results]
    assert back.results[0].shown == report.results[0].shown
    assert back.measures["right"].value == pytest.approx(report.measures["right"].value, abs=1e-6)
    brief = evaluate.from_json(evaluate.to_json(report, brief=True))
    assert all(found.change == 0 for found in evaluate.compare(report, brief).differences)


def test_a_bad_baseline_is_named(tmp_path: Path) -> None:
    """A file that is no report gives one line that says so."""
    path = tmp_path / "baseline.json"
    for text in ("", "{}", "[]", '{"schema": 99}'):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(UsageError, match=r"baseline\.json cannot be used as a baseline"):
            evaluate.load(path)


def test_table() -> None:
    """The terminal shows measures, intervals, the comparison, slices and the failed questions."""
    report, baseline = asked(dropped_language), asked()
    text = text_of(evaluate.table(report, evaluate.compare(report, baseline)))
    assert "right answer first, or rightly silent" in text
    assert "By language" in text
    assert "worse" in text
    assert "Significantly below the baseline: " in text
    assert "Question 7?" in text


def test_html_is_self_contained_and_accessible() -> None:
    """The page is well-formed, loads nothing, names and describes its charts, and heads its tables."""
    report = asked(dropped_language)
    page = evaluate.to_html(report, evaluate.compare(report, asked()))
    tree = etree.fromstring(page.encode(), etree.HTMLParser())
    assert not re.search(r'(?:src|href)="(?!#)', page)
    assert not tree.findall(".//script")
    assert tree.get("lang") == "en"
    charts = tree.findall(".//svg")
    assert len(charts) == 4
    ids = [element.get("id") for element in tree.iter() if isinstance(element.tag, str) and element.get("id")]
    assert len(ids) == len(set(ids))
    for chart in charts:
        assert chart.get("role") == "img"
        for name in chart.get("aria-labelledby").split():
            assert "".join(tree.find(f".//*[@id='{name}']").itertext()).strip()
    for grid in tree.findall(".//table"):
        assert grid.find("caption") is not None
        assert grid.findall(".//th[@scope='col']")
        assert grid.findall(".//th[@scope='row']")
    assert len(tree.findall(".//article")) == len(report.failures)


def test_html_shows_evidence_and_languages() -> None:
    """Evidence is marked where a passage holds it, text in another language says so, memory and settings are shown."""
    spoken = [replace(case, question="Қанша контейнер?") for case in cases(1)]
    report = asked(wrong_unit, questions=spoken)
    report = replace(report, environment={"memory_mib": "150"})
    variants = {"Other settings": [evaluate.Variant("fusion rrf", report)]}
    page = evaluate.to_html(report, evaluate.compare(report, asked(questions=spoken)), variants)
    assert "<mark>it can take 240,000 TEU a year</mark>" in page
    assert '<h3 lang="kk">Қанша контейнер?' in page
    assert "150 MiB" in page
    assert "fusion rrf" in page
    lost = etree.fromstring(page.encode(), etree.HTMLParser()).find(".//table[@class='words']//tbody/tr")
    assert ["".join(cell.itertext()) for cell in lost][:3] == ["q0", "lost", "Қанша контейнер?"]


def test_html_escapes_what_documents_say() -> None:
    """Hostile text in questions and quotes stays text."""
    hostile = "<script>alert(1)</script> & $x$"
    questions = [replace(cases(1)[0], question=hostile)]
    page = evaluate.to_html(asked(lambda *_: answer(found=False), questions=questions))
    assert "<script>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; $x$" in page


def test_html_is_reproducible() -> None:
    """The same results give the same page, byte for byte."""
    assert evaluate.to_html(asked()) == evaluate.to_html(asked())


def test_html_of_a_run_that_failed_throughout() -> None:
    """A run without a single answer still gives a page and a table."""
    report = evaluate.run(lambda *_: Outcome(None, 1.0, "broken"), cases(6), TEXTS)
    assert "nothing: broken" in evaluate.to_html(report)
    assert "failed: broken" in text_of(evaluate.table(report))


def test_rounding_in_a_file_is_no_difference() -> None:
    """A report held against its own file, whose values are rounded, neither falls nor wins nor loses."""
    third = cases(30)

    def change(case: EvalCase, given: Answer) -> Answer:
        return replace(given, passages=(*ideal(third[4]).passages, *ideal(third[4]).passages, *given.passages))

    report = asked(change, questions=third)
    comparison = evaluate.compare(report, evaluate.from_json(evaluate.to_json(report, brief=True)))
    assert report.measures["document_ndcg@10"].value == pytest.approx(1 / np.log2(3), abs=0.2)
    assert evaluate.regressions(replace(comparison, same_machine=True)) == ()
    assert all(found.won == found.lost == () for found in comparison.differences)


def test_disputed_questions_are_no_false_alarms() -> None:
    """A disagreement shown for a disputed question counts neither for nor against, for another it is a false alarm."""
    plain = [replace(case, disputed=case.id == "q0") for case in cases(3)]
    alarmed = asked(lambda _, given: replace(given, comparisons=ideal(cases()[3]).comparisons), questions=plain)
    assert alarmed.measures["disagreement_false_alarms"].value == 1
    assert alarmed.measures["disagreement_false_alarms"].questions == 2

"""Public sets: each format is read into texts and questions, and the product itself answers them."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from metrics_support import TEXTS, answer, figure, headline_of

from qa.evaluate import Outcome
from qa.metrics import Expected

PUBLIC = Path(__file__).resolve().parents[1] / "benchmarks" / "public"


def public(name: str, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A module of benchmarks/public, which are run as scripts and lie on no path."""
    monkeypatch.syspath_prepend(str(PUBLIC))
    return importlib.import_module(name)


def write(path: Path, value: Any) -> Path:
    """A JSON file, or JSON Lines where the name says so."""
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = "\n".join(map(json.dumps, value)) + "\n" if path.suffix == ".jsonl" else json.dumps(value)
    path.write_text(rows, encoding="utf-8")
    return path


def write_beir(folder: Path) -> Path:
    """A BEIR folder over the test documents; one of its questions is not judged."""
    write(folder / "corpus.jsonl", [{"_id": name, "title": name, "text": text} for name, text in TEXTS.items()])
    queries = {"q1": "How long is the railway line in km?", "q2": "Who is the director of Lakeside?", "q3": "Unjudged?"}
    write(folder / "queries.jsonl", [{"_id": name, "text": text} for name, text in queries.items()])
    (folder / "qrels").mkdir()
    judged = "query-id\tcorpus-id\tscore\nq1\trail.md\t1\nq2\tdesk.md\t1\nq2\tpier.md\t0\n"
    (folder / "qrels" / "test.tsv").write_text(judged, encoding="utf-8")
    return folder


def test_beir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Judged questions only, with the texts whose gain is above zero."""
    pool = public("reading", monkeypatch).beir(write_beir(tmp_path / "set"))
    assert set(pool.texts) == {"pier_md", "rail_md", "desk_md"}
    assert [(one.id, one.relevant) for one in pool.questions] == [("q1", {"rail_md"}), ("q2", {"desk_md"})]


def squad_file(path: Path, question: str, context: str = "The line opens in March.") -> Path:
    """One paragraph with an answerable and an impossible question."""
    asked = [
        {"id": "a", "question": question, "answers": [{"text": "March", "answer_start": 18}]},
        {"id": "b", "question": "Who pays?", "answers": [], "is_impossible": True},
    ]
    return write(path, {"data": [{"title": "A_Line", "paragraphs": [{"context": context, "qas": asked}]}]})


def test_squad(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A paragraph is a text under its article's title; an impossible question has no relevant text."""
    pool = public("reading", monkeypatch).squad(squad_file(tmp_path / "dev.json", "When?"))
    assert pool.texts == {"0000-000": "# A Line\n\nThe line opens in March.\n"}
    first, second = pool.questions
    assert (first.relevant, first.answers, second.relevant) == ({"0000-000"}, ("March",), frozenset())


def test_squad_without_whole_articles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With every other article removed, no paragraph near a removed answer is left in the pool."""
    articles = [
        {"title": title, "paragraphs": [{"context": f"{title} {place}", "qas": []} for place in range(2)]}
        for title in ("One", "Two", "Three")
    ]
    articles[1]["paragraphs"][0]["qas"] = [{"id": "a", "question": "Two?", "answers": [{"text": "Two"}]}]
    write(tmp_path / "dev.json", {"data": articles})
    run = public("run", monkeypatch)
    pool = run.SETS["squad2-absent"](tmp_path)
    assert set(pool.texts) == {"0000-000", "0000-001", "0002-000", "0002-001"}
    assert [(one.id, one.relevant) for one in pool.questions] == [("a", frozenset())]


def test_xquad_across_languages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The question is in one language, texts and accepted answers in the other."""
    squad_file(tmp_path / "xquad.en.json", "When?")
    squad_file(tmp_path / "xquad.ru.json", "Когда?", "Линия откроется в марте.")
    pool = public("reading", monkeypatch).xquad(tmp_path, "ru", "en")
    assert (pool.name, pool.questions[0].text, pool.questions[0].answers) == ("xquad-ru-en", "Когда?", ("March",))
    assert "opens in March" in pool.texts["0000-000"]


def test_kazqad_and_the_half_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Questions find their passage in the pool; with every other passage removed their questions lose theirs."""
    write(tmp_path / "corpus.jsonl", [{"id": name, "title": name, "text": f"Text {name}"} for name in "abcd"])
    rows = [
        {
            "id": f"q{name}",
            "title": name,
            "context": f"Text {name}",
            "question": f"{name}?",
            "answers": {"text": [name]},
        }
        for name in "ab"
    ]
    write(tmp_path / "reading-comprehension.jsonl", rows)
    pool = public("reading", monkeypatch).kazqad(tmp_path)
    assert [one.relevant for one in pool.questions] == [{"a"}, {"b"}]
    half = pool.half()
    assert set(half.texts) == {"a", "c"}
    assert [one.relevant for one in half.questions] == [{"a"}, frozenset()]


def test_clapnq(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Unanswerable questions keep their passage in the pool; the sentences annotators chose are the answers."""
    folder = tmp_path / "annotated_data" / "dev"
    for sort in ("answerable", "unanswerable"):
        chosen = [{"answer": "One.", "selected_sentences": ["A one.", "A two."]}, {"selected_sentences": ["A one."]}]
        row = {"id": sort[0], "input": f"{sort}?", "passages": [{"title": "T", "text": sort}], "output": chosen}
        write(folder / f"clapnq_dev_{sort}.jsonl", [row])
    pool = public("reading", monkeypatch).clapnq(tmp_path)
    assert len(pool.texts) == 2
    assert [(one.relevant, one.answers) for one in pool.questions] == [
        ({"a-0"}, ("A one.", "A two.")),
        (frozenset(), ()),
    ]


def test_timeqa_and_ramdocs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An article is one text; of documents that disagree the right ones are relevant, and the conflict is known."""
    reading = public("reading", monkeypatch)
    asked = [["Who led it in 1990?", [{"answer": "Ann"}]], ["Who in 1800?", [{"answer": ""}]]]
    article = {"index": "/wiki/X#P1", "paras": ["X", "Ann led it."], "questions": asked}
    pool = reading.timeqa(write(tmp_path / "timeqa.json", [article]))
    assert [one.answers for one in pool.questions] == [("Ann",), ()]
    documents = [
        {"text": "red", "type": "correct", "answer": "red"},
        {"text": "blue", "type": "misinfo", "answer": "b"},
    ]
    row = {"question": "Which colour?", "documents": documents, "gold_answers": ["red"], "wrong_answers": ["blue"]}
    agreed = row | {"documents": documents[:1], "wrong_answers": []}
    first, second = reading.ramdocs(write(tmp_path / "r.jsonl", [row, agreed])).questions
    assert (first.relevant, first.conflict, second.conflict) == ({"0000-00"}, True, False)


def report(questions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A financial report with a table of two header rows."""
    rows = [["", "Years ended"], ["", "2019"], ["Sales", "12"]]
    paragraphs = [{"order": 2, "text": "Second."}, {"order": 1, "text": "First."}]
    return [{"table": {"uid": "t", "table": rows}, "paragraphs": paragraphs, "questions": questions}]


def test_tatqa_and_pacific(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only answers that stand in the report; paragraphs in order, then the table; follow-ups know what came before."""
    tables = public("tables", monkeypatch)
    base = {"answer_type": "span", "answer": ["12"], "scale": "", "follow_up": False}
    questions = [
        base | {"uid": "1", "order": 1, "question": "Sales in 2019?"},
        base | {"uid": "2", "order": 2, "question": "In total?", "follow_up": True},
        base | {"uid": "3", "order": 3, "question": "The sum?", "answer_type": "arithmetic", "follow_up": True},
    ]
    path = write(tmp_path / "set.json", report(questions))
    pool = tables.tatqa(path)
    assert pool.texts["t"] == "First.\n\nSecond.\n\n|  | Years ended 2019 |\n| --- | --- |\n| Sales | 12 |\n"
    assert [one.id for one in pool.questions] == ["1", "2"]
    assert [(one.id, one.earlier) for one in tables.pacific(path).questions] == [("2", ("Sales in 2019?",))]


@pytest.mark.parametrize(
    ("said", "scale", "value", "unit"),
    [
        ("$1,496.5", "million", 1_496_500_000, ""),
        ("(12)", "thousand", -12_000, ""),
        ("-3.5", "percent", -3.5, "%"),
        ("a third", "million", None, ""),
        ("12", "", None, ""),
    ],
)
def test_figures_with_their_scale(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: str, scale: str, value: float | None, unit: str
) -> None:
    """An answer with a scale is a figure; words, and answers without a scale, are none."""
    asked = {"uid": "1", "order": 1, "question": "Sales?", "answer_type": "span", "answer": [said], "scale": scale}
    (one,) = public("tables", monkeypatch).tatqa(write(tmp_path / "set.json", report([asked]))).questions
    assert one.figure is None if value is None else (one.figure.low, one.figure.unit) == (pytest.approx(value), unit)


def test_what_one_answer_scores(monkeypatch: pytest.MonkeyPatch) -> None:
    """Figure, contradiction and SQuAD 2.0's counting of silence are scored from the answer that was given."""
    run, pool = public("run", monkeypatch), public("pool", monkeypatch)
    right = figure("pier.md", "240,000 TEU", 240000, "TEU")
    both = [right, figure("desk.md", "250,000 TEU", 250000, "TEU")]
    given = answer(headline=headline_of(right), quantities=both, passages=[right.citation], disagree=True)
    wanted = {"figure": Expected(240000, 240000), "answers": ("240,000 TEU",), "conflict": True}
    one = pool.Question("q", "How much?", frozenset({"pier"}), **wanted)
    measured = run.scores(one, Outcome(given, 1.0))
    assert {measured[name] for name in ("figure", "sentence", "exact", "f1_or_silent", "disagreement", "first")} == {
        1.0
    }
    failed = run.scores(one, Outcome(None, 1.0, "broken"))
    assert {value for name, value in failed.items() if name != "failed"} == {0.0}
    assert set(failed) == set(measured)
    silent = run.scores(pool.Question("n", "Who pays?"), Outcome(answer(found=False), 1.0))
    assert silent == {"failed": 0.0, "refused": 1.0, "exact_or_silent": 1.0, "f1_or_silent": 1.0}


def test_aitqa(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hierarchical headings are joined on both sides."""
    table = {"id": "t", "column_header": [["Year", "2019"]], "row_header": [["Cost", "Fuel"]], "data": [["7"]]}
    write(tmp_path / "aitqa_tables.jsonl", [table])
    write(tmp_path / "aitqa_questions.jsonl", [{"id": "q", "table_id": "t", "question": "Fuel?", "answers": ["7"]}])
    pool = public("tables", monkeypatch).aitqa(tmp_path)
    assert pool.texts["t"] == "|  | Year 2019 |\n| --- | --- |\n| Cost – Fuel | 7 |\n"
    assert pool.questions[0].relevant == {"t"}


def test_mtrag(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A conversation's last question is asked after the others; questions without a text in the pool are left out."""
    base = tmp_path / "mtrag-human"
    reference = base / "evaluations" / "reference_subset_with_human_evaluations.json"
    write(reference, {"documents": [{"document_id": "d-1", "title": "D", "text": "Text"}]})
    for domain in ("clapnq", "cloud", "fiqa", "govt"):
        folder = base / "retrieval_tasks" / domain
        rows = [{"_id": "c::2", "text": "|user|: First?\n|user|: And then?"}, {"_id": "x", "text": "|user|: Gone?"}]
        write(folder / f"{domain}_questions.jsonl", rows if domain == "cloud" else [])
        (folder / "qrels").mkdir()
        (folder / "qrels" / "dev.tsv").write_text("query-id\tcorpus-id\tscore\nc::2\td-1\t1\n", encoding="utf-8")
    (one,) = public("tables", monkeypatch).mtrag(tmp_path).questions
    assert (one.text, one.earlier, one.relevant) == ("And then?", ("First?",), {"d-1"})


def test_the_product_answers(tmp_path: Path) -> None:
    """The script builds an index by the product, asks it, prints intervals, and writes results with their place."""
    results = tmp_path / "results.json"
    asked = ["beir", write_beir(tmp_path / "set"), "--variants", "product", "--json", results]
    run = subprocess.run(
        [sys.executable, PUBLIC / "run.py", *asked],
        capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    held = json.loads(results.read_text(encoding="utf-8"))["runs"]["set"]
    rows = {row["measure"]: row for row in held["results"]}
    assert rows["recall@5"]["value"] == 1
    assert rows["recall@5"]["questions"] == 2
    assert {"machine", "python", "numpy", "passages"} <= set(held["environment"])


def test_a_wrong_folder(tmp_path: Path) -> None:
    """A folder that does not hold the set is one line."""
    run = subprocess.run(
        [sys.executable, PUBLIC / "run.py", "kazqad", tmp_path],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert run.returncode == 1
    assert "does not hold kazqad" in run.stderr
    assert "Traceback" not in run.stderr

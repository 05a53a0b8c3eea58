"""The engine: exact citations, filters, threads, and what happens without embeddings."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from conftest import CORPUS, ROOT

from qa.build import build
from qa.engine import LONGEST_QUESTION, Engine, Filters, check_question
from qa.engine.answering import LOOKED_INTO
from qa.errors import QuestionError
from qa.render import answer_json
from qa.settings import IndexSettings, SearchSettings
from qa.types import Answer, BlockKind

QUESTIONS = (
    "Aktau container capacity after expansion?",
    "Khorgos container turnover in 2018",
    "Сколько тонн грузов перевезли по железной дороге?",
    "2019年霍尔果斯集装箱吞吐量是多少？",
    "Қорғас құрғақ порты қашан ашылды?",
    "What problems hinder cooperation?",
    "$44 billion <b>trade</b> `x` \u202e",
)


def everything(answer: Answer) -> list[tuple[str, int, int, str]]:
    """Every (document, start, end, quote) that an answer shows."""
    cited = [answer.headline.citation] if answer.headline else []
    cited += [item.citation for item in answer.quantities] + [item.citation for item in answer.passages]
    cited += [value.citation for agreement in answer.comparisons for value in agreement.values]
    return [(item.document, item.start, item.end, item.quote) for item in cited]


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_quote_is_the_file_itself(engine: Engine, question: str) -> None:
    """Whatever an answer shows is, character for character, what stands in the file at that place."""
    answer = engine.ask(question, top=20)
    shown = everything(answer)
    assert shown
    for name, start, end, quote in shown:
        assert (CORPUS / name).read_text(encoding="utf-8")[start:end] == quote
    for item in answer.quantities:
        text = (CORPUS / item.citation.document).read_text(encoding="utf-8")
        assert item.quantity.span.of(text) == item.quantity.text
        assert item.citation.start <= item.quantity.span.start and item.quantity.span.end <= item.citation.end
    if answer.headline is not None:
        assert answer.headline.text in answer.headline.citation.quote
    for item in answer.passages:
        assert all(0 <= span.start < span.end <= len(item.hit.passage.text) for span in item.highlights)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("What is 240 thousand TEU?", "240,000 TEU"),
        ("18 тыс. TEU — что это?", "18 thousand TEU"),
        ("540 мың ДФЭ деген не?", "540 thousand TEU"),
        ("3.852亿美元是什么？", "USD 385.2 million"),
    ],
)
def test_a_figure_leads_to_what_it_belongs_to(engine: Engine, question: str, told: str) -> None:
    """By its value, however written, a figure finds its sentence, which is the answer; it is not echoed."""
    answer = engine.ask(question)
    assert answer.headline is not None
    assert told in answer.headline.text != told
    assert told in answer.passages[0].hit.passage.text


def test_a_figure_that_no_document_holds(engine: Engine) -> None:
    """Who asks by a figure that stands nowhere is told so."""
    for question in ("What is 375 thousand TEU?", "Қай порт 730 мың ДФЭ өңдейді?"):
        assert engine.ask(question).headline is None


def test_every_stored_quantity_is_a_slice(engine: Engine) -> None:
    """Every figure of the index stands in its passage exactly as it is quoted."""
    passages = engine.index.passages(range(engine.info.passages))
    found = engine.index.all_quantities()
    assert len(found) > 200
    for number, quantity in found:
        passage = passages[number]
        assert quantity.span.shift(-passage.span.start).of(passage.text) == quantity.text
        assert quantity.low <= quantity.high


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_passage_before_is_of_the_same_section(engine: Engine, question: str) -> None:
    """Passages of text looked into know the one right before them in their section, and no other."""
    there = {p.number: p for row in engine.index.documents() for p in engine.index.passages_of(row)}
    for hit in engine.gather(question).reading[:LOOKED_INTO]:
        mine, other = hit.passage, there.get(hit.passage.number - 1)
        near = other is not None and (other.document, other.headings) == (mine.document, mine.headings)
        assert hit.before == (other if near and mine.kind is not BlockKind.TABLE_ROW else None)


def test_same_question_same_answer(engine: Engine, index: Path) -> None:
    """Asked again, by another engine too, a question has the same answer in every field but the timings."""
    other = Engine.open(index)
    for question in QUESTIONS:
        assert _row(engine.ask(question)) == _row(engine.ask(question)) == _row(other.ask(question))


def _row(answer: Answer) -> dict:
    row = answer_json(answer)
    row.pop("timings_ms")
    return row


def test_threads_do_not_mix(engine: Engine) -> None:
    """Eight threads asking at once get what one gets alone."""
    alone = {question: _row(engine.ask(question)) for question in QUESTIONS}
    asked = random.Random(7).choices(QUESTIONS, k=60)
    with ThreadPoolExecutor(8) as pool:
        for question, row in zip(asked, pool.map(lambda q: _row(engine.ask(q)), asked), strict=True):
            assert row == alone[question]


def test_filters(engine: Engine) -> None:
    """Only admitted documents give passages; a filter that admits none gives none and no answer."""
    documents = engine.index.documents()
    one = documents[2]
    answer = engine.ask("container capacity of Aktau", filters=Filters(documents=frozenset({one.id})))
    assert {item.citation.document for item in answer.passages} == {one.id}
    late = engine.ask("Aktau", filters=Filters(since="2025-11"))
    assert {item.citation.document for item in late.passages} == {
        row.id for row in documents if (row.published or "") >= "2025-11"
    }
    nothing = engine.ask("Aktau", filters=Filters(languages=frozenset({"xx"})))
    assert nothing.passages == () and nothing.headline is None


def test_silent_passages_never_show(engine: Engine) -> None:
    """Reference lists are in the index, citable, and never among the passages of an answer."""
    passages = engine.index.passages(range(engine.info.passages))
    silent = {number for number, passage in passages.items() if not passage.answers}
    assert silent
    for question in ("Keohane Nye Power and interdependence", "Syroezhkin Kazakh-Chinese relations 2019"):
        assert not silent & {item.hit.passage.number for item in engine.ask(question, top=50).passages}


@pytest.mark.parametrize("settings", [SearchSettings(use_dense=False), SearchSettings(use_lexical=False)])
def test_one_search_alone(engine: Engine, settings: SearchSettings) -> None:
    """BM25 alone and embeddings alone each find the Aktau passages, and say which of them ranked."""
    answer = engine.with_settings(settings).ask(QUESTIONS[0])
    top = answer.passages[0].hit
    assert top.passage.document[:3] in ("002", "003")
    assert (top.lexical_rank is None) == (not settings.use_lexical)
    assert (top.dense_rank is None) == (not settings.use_dense)


def test_without_a_usable_model(tmp_path: Path) -> None:
    """A model that is not there costs the embeddings and nothing else: BM25 answers, and says so."""
    report = build(CORPUS, tmp_path / "index", IndexSettings(model=str(tmp_path / "no-such-model")))
    assert report.model == "" and report.documents == 5
    assert any("BM25 alone" in notice for notice in report.notices)
    answer = Engine.open(tmp_path / "index").ask(QUESTIONS[0])
    assert any("BM25 alone" in notice for notice in answer.notices)
    assert answer.headline is not None and "240,000" in answer.headline.text


def test_limits_of_a_question() -> None:
    """The longest allowed question passes, one character more does not."""
    assert check_question("a" * LONGEST_QUESTION)
    with pytest.raises(QuestionError, match="at most 2,000"):
        check_question("a" * (LONGEST_QUESTION + 1))


def test_unknown_words_are_no_error(engine: Engine) -> None:
    """A question of words that no document has is answered by “not found” or by passages, never by an error."""
    answer = engine.ask("zxqv wqpzk")
    assert answer.headline is None


def test_readme_and_architecture_name_what_exists() -> None:
    """The README lists every command, and its Python example runs as printed."""
    from qa.cli import COMMANDS

    text = (ROOT / "README.md").read_text(encoding="utf-8")
    for name in COMMANDS:
        assert f"`qa {name}" in text, name
    for target in ("docs/architecture.md", "docs/performance.md", "docs/serving.md", "benchmarks/README.md"):
        assert (ROOT / target).is_file(), target


def test_readme_example_runs(index: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The Python block of the README runs as printed and shows the Aktau figures."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    code = text.split("```python\n")[1].split("```")[0]
    monkeypatch.chdir(index.parent)
    exec(code.replace('Path("index")', f"Path({str(index)!r})"), {})
    printed = capsys.readouterr().out
    assert "240,000" in printed and "240000.0 TEU" in printed


def test_a_citation_names_the_page_it_stands_on(tmp_path: Path) -> None:
    """A quote on the second page of a passage that goes over two is cited as of the second."""
    from reportlab.pdfgen.canvas import Canvas

    (tmp_path / "corpus").mkdir()
    canvas = Canvas(str(tmp_path / "corpus" / "report.pdf"))
    canvas.drawString(72, 730, "The Zhanatas terminal handled 61,300 TEU in 2024.")
    canvas.showPage()
    canvas.drawString(72, 730, "By 2027 the Zhanatas terminal is to handle 120,000 TEU a year.")
    canvas.save()
    build(tmp_path / "corpus", tmp_path / "index", IndexSettings(model=""))
    engine = Engine.open(tmp_path / "index")
    for question, page in (("TEU at the Zhanatas terminal in 2024?", 1), ("TEU at the Zhanatas terminal in 2027?", 2)):
        headline = engine.ask(question).headline
        assert headline is not None
        assert headline.citation.page == page

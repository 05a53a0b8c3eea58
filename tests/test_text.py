"""Sentences, terms and languages."""

from __future__ import annotations

import re
from importlib import import_module
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.text import analyse, clean, fold, language, sentences, tokens
from qa.text.analysis import _STEMMERS
from qa.text.cleaning import of_one_script

ANY_TEXT = st.text(st.characters(codec=None), max_size=400)
CODES = st.sampled_from(["en", "ru", "kk", "zh", "de", "", "xx"])


@given(ANY_TEXT, CODES)
def test_sentences_cover_the_text(text: str, code: str) -> None:
    """Sentences are ordered, disjoint, without outer white space, and leave out nothing but white space."""
    text = clean(text)
    found = sentences(text, code)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(span.of(text) == span.of(text).strip() != "" for span in found)
    left = list(text)
    for span in found:
        left[span.start : span.end] = " " * len(span)
    assert not "".join(left).strip()


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("en", "Trade rose in Jan. 2023 by 3.5 percent. Dr. A. Brown said so.", 2),
        ("ru", "Порт принял 3 млн т. в 2024 г. по данным дороги. И.И. Петров это подтвердил.", 2),
        ("kk", "Порт 2024 ж. 3 млн т. қабылдады. А.Б. Сейтов айтты.", 2),
        ("zh", "港口2024年达到3.2万标箱。明年会更多！是吗？", 3),
    ],
)
def test_sentence_ends(code: str, text: str, expected: int) -> None:
    """Abbreviations, decimals and initials do not end a sentence, in any of the four languages."""
    assert len(sentences(text, code)) == expected


@given(ANY_TEXT, CODES)
def test_tokens_keep_their_place(text: str, code: str) -> None:
    """Every search term says which characters it comes from, whatever the text."""
    for token in tokens(text, code):
        assert 0 <= token.start < token.end <= len(text)
        assert token.term
        if token.term.isascii() and token.term.isalpha() and text.isascii():
            assert fold(text[token.start : token.end])[:2] == token.term[:2]


def test_stems_are_the_same_in_c_and_in_python() -> None:
    """Indexes store stems: PyStemmer, which snowballstemmer takes where it is installed, cuts every word as it does."""
    stemmer = pytest.importorskip("Stemmer")
    root = Path(__file__).parents[1]
    paths = [*(root / "corpus").glob("*.md"), root / "qa" / "text" / "data" / "glossary.tsv"]
    words = {fold(word) for path in paths for word in re.findall(r"[^\W\d_]+", path.read_text(encoding="utf-8"))}
    assert len(words) > 5_000
    for name in _STEMMERS.values():
        module = import_module(f"snowballstemmer.{name}_stemmer")
        python, fast = getattr(module, f"{name.title()}Stemmer")(), stemmer.Stemmer(name)
        assert [word for word in sorted(words) if python.stemWord(word) != fast.stemWord(word)] == []


@pytest.mark.parametrize(
    ("code", "one", "other"),
    [
        ("en", "expanding containers", "expand container"),
        ("en", "240,000 TEU", "240000 teu"),
        ("en", "Kazakhstan's ports", "Kazakhstan port"),
        ("ru", "мощность контейнеров", "мощности контейнера"),
        ("ru", "пошёл 1 000 км", "пошел 1000 км"),
        ("kk", "порттардың қуаттылығы", "порттар қуаттылықты"),
        ("zh", "阿克套港", "阿克套港"),
        ("kk", "темiр жол iшiнде", "темір жол ішінде"),  # with a Latin i, as many Kazakh texts are typed
        ("ru", "порт Aктау, Koргас", "порт Актау, Коргас"),
        ("en", "Hоw much cаrgo", "How much cargo"),
    ],
)
def test_forms_meet(code: str, one: str, other: str) -> None:
    """Inflected, grouped and differently spelt forms give the same search terms."""
    assert analyse(one, code) == analyse(other, code) != []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("How many containers did the port handle?", "en"),
        ("Сколько контейнеров обработал порт в прошлом году?", "ru"),
        ("Порт былтыр қанша контейнер өңдеді?", "kk"),
        ("去年港口处理了多少集装箱？", "zh"),
        ("", "en"),
        ("12345", "en"),
    ],
)
def test_language(text: str, code: str) -> None:
    """A question's language is told from its words."""
    assert language(text) == code


@given(ANY_TEXT)
def test_clean_keeps_places(text: str) -> None:
    """Cleaning never moves a character and leaves only what UTF-8 can hold."""
    cleaned = clean(text)
    assert len(cleaned) == len(text)
    cleaned.encode("utf-8")
    assert "\x00" not in cleaned


@given(ANY_TEXT)
def test_words_of_two_scripts_keep_their_length(text: str) -> None:
    """Putting letters of the other script right moves none, and does so once; words of one script stay as they are."""
    mended = of_one_script(text)
    assert len(mended) == len(text)
    assert of_one_script(mended) == mended
    for word in ("Aktau", "Ақтау", "阿克套", "IT-компания", "TITRдің"):
        assert of_one_script(word) == word

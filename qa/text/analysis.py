"""Text to search terms, per language.

Measured on XQuAD and KazQAD: Snowball stems for English and Russian, the first five letters for Kazakh, whose suffixes
no free stemmer takes off well, and character bigrams for Chinese, which has no spaces.
"""

from __future__ import annotations

import re
import threading
import tomllib
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

import snowballstemmer

from qa.text.cleaning import fold

#: Part of every index's recipe: raise it when the same text would give other terms.
ANALYSER = "snowball-prefix5-bigram/2"
#: Kazakh words are cut to this many letters; four lose meaning, six split inflected forms (KazQAD).
KAZAKH_PREFIX = 5

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_KANA_HANGUL = "\u3040-\u30ff\uac00-\ud7af"
_TOKEN = re.compile(
    rf"""(?P<han>[{_HAN}{_KANA_HANGUL}]+)
    |(?P<number>\d{{1,3}}(?:[,\u00a0\u202f\u2009 ]\d{{3}})+(?![\d])(?:\.\d+)?|\d+(?:[.,]\d+)?)
    |(?P<word>[^\W\d_{_HAN}{_KANA_HANGUL}]+(?:['’ʼ][^\W\d_{_HAN}{_KANA_HANGUL}]+)*)""",
    re.VERBOSE,
)
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_GROUPING = re.compile("[,\u00a0\u202f\u2009 ](?=\\d{3})")
_STEMMERS = {
    "ar": "arabic", "de": "german", "en": "english", "es": "spanish", "fr": "french", "ru": "russian", "tr": "turkish",
}  # fmt: skip
_local = threading.local()


class Token(NamedTuple):
    """A search term and the characters it comes from."""

    term: str
    start: int
    end: int


@lru_cache(maxsize=1)
def stopwords() -> dict[str, frozenset[str]]:
    """The function words of each language, folded."""
    table = tomllib.loads((files("qa.text") / "data" / "stopwords.toml").read_text(encoding="utf-8"))
    return {code: frozenset(fold(word) for word in words.split()) for code, words in table.items()}


@lru_cache(maxsize=1)
def function_words() -> frozenset[str]:
    """The function words of all languages together, folded, for a word whose language is not settled."""
    return frozenset[str]().union(*stopwords().values())


def _snowball(word: str, algorithm: str) -> str:
    """The Snowball stem. Stemmers keep state while they work, so each thread has its own."""
    stemmers = _local.__dict__.setdefault("stemmers", {})
    if algorithm not in stemmers:
        stemmers[algorithm] = snowballstemmer.stemmer(algorithm)
    return str(stemmers[algorithm].stemWord(word))


@lru_cache(maxsize=262_144)
def _term(word: str, language: str) -> str:
    """The search term of one word, or "" for a function word. The word's script outranks the text's language."""
    folded = fold(word)
    if _CYRILLIC.search(folded):
        code = language if language in ("ru", "kk") else "ru"
    else:
        code = language if language in _STEMMERS and language != "ru" else "en"
    if folded in stopwords().get(code, frozenset()):
        return ""
    if code == "kk":
        return folded[:KAZAKH_PREFIX]
    if code == "en" and word.endswith(("'s", "’s")):
        folded = fold(word[:-2])
    return _snowball(folded, _STEMMERS[code])


def tokens(text: str, language: str) -> Iterator[Token]:
    """The search terms of `text` in order, each with its characters; function words left out.

    Grouped digits make one term ("240,000" and "240 000" are both "240000"). A run of Chinese characters gives its
    overlapping pairs, a single one itself.
    """
    particles = stopwords()["zh"]
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        kind = match.lastgroup
        if kind == "number":
            yield Token(_GROUPING.sub("", match.group()).replace(",", "."), start, end)
        elif kind == "word":
            term = _term(match.group(), language)
            if term:
                yield Token(term, start, end)
        elif end - start == 1:
            if match.group() not in particles:
                yield Token(match.group(), start, end)
        else:
            for at in range(start, end - 1):
                yield Token(text[at : at + 2], at, at + 2)


def analyse(text: str, language: str) -> list[str]:
    """The search terms of `text`, in order and with repetitions."""
    return [token.term for token in tokens(text, language)]

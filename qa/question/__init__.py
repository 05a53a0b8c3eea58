"""What is asked: the wanted kind of answer, its unit family, period and role, and the words of the subject.

Rules over an editable table of wordings in four languages, and small linear models (`qa.question.leaning`).
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from qa.quantity import parse_period, periods
from qa.question.abbreviations import asked_abbreviation, spelt_out
from qa.question.cues import cues
from qa.question.definitions import asks_definition
from qa.question.focus import focus
from qa.question.leaning import decided, leaning_to, leaning_to_words, leanings
from qa.question.several import several
from qa.question.sort import sort_of
from qa.question.spelling import spelt
from qa.question.telling import beside, figures, measured_by, telling, without_told
from qa.question.tense import asks_future
from qa.question.wanted import counted_of, dimensions_of, is_exact, kind_of, role_of, settled_of, units_of
from qa.text import LANGUAGES, analyse, language
from qa.text.analysis import stopwords
from qa.text.asking import asks_in_words
from qa.text.forms import sound
from qa.text.glossary import Key, keys, spelt_terms
from qa.types import AnswerKind, Query

__all__ = ["asking_of", "expand", "leant", "question_language", "spelt_out", "understand", "wordings"]

_KAZAKH_LETTERS = re.compile("[әғқңөұүһі]", re.IGNORECASE)
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_HAN = re.compile("[\u3400-\u9fff]")
_LATIN = re.compile("[A-Za-z]")
#: Letters that no word of a subject has where unknown Chinese is cut in twos: 了几, 几倍, 要几.
_GRAMMAR_HAN = re.compile("[几了吗呢么哪谁吧]")
_WORD = re.compile(r"[^\W\d_]+")
_RUSSIAN = re.compile("[ъщёцэ]|(?:ого|ий|ый|ая|ые|ов|ии)$")


def question_language(text: str) -> str:
    """The language of a question: by its script where that settles it, else by the detector."""
    if _HAN.search(text) and len(_HAN.findall(text)) * 3 >= len(_LATIN.findall(text)) + len(_CYRILLIC.findall(text)):
        return "zh"
    words = [word.casefold() for word in _WORD.findall(text) if _CYRILLIC.search(word)]
    if not words:
        return "en" if not _HAN.search(text) else "zh"
    kazakh = sum(bool(_KAZAKH_LETTERS.search(word)) or word in stopwords()["kk"] for word in words)
    russian = sum(word in stopwords()["ru"] or bool(_RUSSIAN.search(word)) for word in words)
    if kazakh != russian:
        return "kk" if kazakh > russian else "ru"
    found = language(text)
    return found if found in LANGUAGES and found in ("ru", "kk") else "ru"


def understand(text: str, *, vector: NDArray[np.float32] | None = None, published_today: str | None = None) -> Query:
    """What `text` asks for; `published_today` is the ISO date that "last year" counts from.

    `vector` is the question's embedding by the bundled model, which helps where the wording is none that rules know.
    """
    code = question_language(text)
    words = keys(text, code, lenient=True)
    begin = focus(text)
    asked = _proper(text, begin, code)
    asking = keys(asked, code, lenient=True)
    stated = figures(text, published_today)
    told = telling(stated, begin)
    known = telling(figures(asked, published_today), 0) if told else ()
    kind = kind_of(asked, measured_by(beside(asking, known), known), known)
    definition = asks_definition(asked, kind)
    if definition:
        kind = AnswerKind.EXPLANATION
    sort, named = sort_of(asked, asking)
    if named is not None and kind.group == named.group:
        kind = named
    leaning, measures = leanings(vector, kind, asking) if vector is not None and not definition else ({}, {})
    if leaning:
        leaning = without_told(leaning, measures, told, asked, kind)
        leaning = leaning_to_words(leaning) if _asks_reason(kind, asked) else leaning
        leant_to = decided(kind, leaning)
        if leant_to is not kind and kind is AnswerKind.FIGURE and settled_of(asked, asking):
            leaning = {}  # "what part of the wood": the asking words leave no doubt
        else:
            kind = leant_to
    if named is not None and kind.group == named.group:
        kind, leaning = named, leaning_to(named, leaning)
    role, planned, change = role_of(asked)
    if kind is AnswerKind.DATE:
        planned = asks_future(asked, code)
    figure = kind is AnswerKind.FIGURE
    members, number = several(asked, kind)
    units = units_of(asked, asking) if figure else frozenset()
    if figure and not units and role is None:
        units = counted_of(asked, asking)
    return Query(
        text=text,
        language=code,
        kind=kind,
        terms=tuple(analyse(text, code)),
        subject=_subject(text, words, code),
        dimensions=dimensions_of(asked, asking, units, role) if figure else frozenset(),
        units=units,
        period=parse_period(spelt(text, code), published_today),
        role=role,
        planned=planned,
        figures=told if kind is AnswerKind.DATE else stated,
        told=() if figure else told,
        change=change,
        focus=begin,
        sort=sort,
        settled=figure and (bool(units or settled_of(asked, asking)) or is_exact(asked, asking)),
        abbreviation=asked_abbreviation(asked),
        definition=definition,
        leaning=leaning,
        measures=measures,
        members=members,
        number=number,
    )


def leant(query: Query, vector: NDArray[np.float32]) -> Query:
    """`query`, understood without an embedding, as `understand` understands it with `vector`."""
    if query.definition:
        return query
    if query.kind.group == "name" and query.sort:  # what is asked for by name says the kind, whatever it leans to
        return understand(query.text, vector=vector)
    leaning, measures = leanings(vector, query.kind, asking_of(query))
    asked = query.text[query.focus :]
    leaning = without_told(leaning, measures, query.told, asked, query.kind)
    leaning = leaning_to_words(leaning) if _asks_reason(query.kind, asked) else leaning
    if leaning and decided(query.kind, leaning) is not query.kind:
        return understand(query.text, vector=vector)
    return replace(query, leaning=leaning, measures=measures)


def _asks_reason(kind: AnswerKind, asked: str) -> bool:
    """Whether a reason is asked for, or what is feared or made: whatever a question leans to, no figure is one."""
    return kind is AnswerKind.EXPLANATION and asks_in_words(asked)


def asking_of(query: Query) -> tuple[Key, ...]:
    """The words of the question proper."""
    return keys(_proper(query.text, query.focus, query.language), query.language, lenient=True)


def _proper(text: str, begin: int, code: str) -> str:
    """The question proper, which begins at `begin`, with its slips put right."""
    return spelt(text[begin:].lstrip(), code)


def _subject(text: str, words: tuple[Key, ...], code: str) -> tuple[str, ...]:
    """The words that say what is asked about: no units, figures, dates, nor words that every question has."""
    dated = [span for span, _ in periods(text)]
    generic = cues().generic.get(code, frozenset())
    return tuple(
        key.term
        for key in words
        if not key.unit
        and key.kind != "number"
        and key.term not in generic
        and not (code == "zh" and key.kind == "word" and _GRAMMAR_HAN.search(key.term))
        and not any(span.start < key.end and key.start < span.end for span in dated)
    )


def expand(query: Query) -> tuple[str, ...]:
    """The question's search terms, then those that its known words add in other languages and spellings."""
    added: dict[str, None] = dict.fromkeys(query.terms)
    for key in keys(query.text, query.language, lenient=True):
        if key.term.startswith("="):
            added.update(dict.fromkeys(chain.from_iterable(spelt_terms(key.term))))
        elif key.sound and key.kind == "name":
            added[sound(query.text[key.start : key.end])] = None
    return tuple(added)


def wordings(query: Query) -> tuple[frozenset[str], ...]:
    """For each word of the question the search terms that it may stand as in a document, in any language.

    A word of which an index holds no wording is one that BM25 cannot find there.
    """
    found = {}
    for key in keys(query.text, query.language, lenient=True):
        if key.term.startswith("="):
            spellings = spelt_terms(key.term)
        else:
            spellings = (tuple(analyse(query.text[key.start : key.end], query.language)),)
        found[key.term, key.start] = frozenset(chain.from_iterable(spellings))
    return tuple(found.values())

"""What a question is about: the words that a pronoun in the next question stands for."""

from __future__ import annotations

import re

from qa import question
from qa.dialogue.cues import cues
from qa.text.analysis import stopwords
from qa.text.cleaning import fold
from qa.text.glossary import Key, keys

#: A linking word between two parts of one noun phrase ("the port of Aktau").
_LINK = re.compile(r"\s*(?:of\s+(?:the\s+)?|[–—-]|'s|’s|的|\s)\s*", re.IGNORECASE)
#: What a volume or a capacity is one of.
_MEASURED = frozenset({"=cargo", "=transport", "=container"})
#: English questions put the subject between these and the verb.
_AUXILIARY = re.compile(r"\b(?:do|does|did|will|would|can|could)\s+(?:(?:the|a|an)\s+)?$", re.IGNORECASE)
_NO_NOUN = re.compile(r"\s*(?:$|[?.,;]|(?:in|at|on|by|from|to|for|during|per|with|through|between|since)\b)", re.I)
#: A Russian verb in the past tense; nouns of the same ending are told in the glossary or here.
_VERB = re.compile(
    r"(?!(?:квартал|капитал|материал|филиал|персонал|потенциал|интервал|сигнал|журнал|арсенал)$)"
    r"[а-яё]{3,}[аеиоуыя]л(?:[аои]|[аои]?с[ья])?",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"(?:the|a|an)\s+$", re.IGNORECASE)


def content(text: str) -> tuple[Key, ...]:
    """The words of a question that say what it is about."""
    query = question.understand(text)
    wanted = set(query.subject)
    return tuple(key for key in keys(text, query.language, lenient=True) if key.term in wanted)


def topic(text: str) -> str:
    """The noun phrase that `text` is about, as it stands there: the one that holds a name, else the longest; or ""."""
    runs = _runs(text, content(text))
    if not runs:
        return ""
    best = max(runs, key=lambda run: (any(_tells(key) for key in run), _plain(run), len(run)))
    start, end = best[0].start, best[-1].end
    article = _ARTICLE.search(text[:start])
    return text[article.start() if article else start : end]


def _tells(key: Key) -> bool:
    """Whether a word is a name that tells what is meant; countries are where, not what."""
    return (key.is_name and key.kind != "country") or bool(key.sound)


def topics(text: str) -> list[str]:
    """All noun phrases that say what `text` is about, as they stand there; measures only where nothing else is."""
    runs = _runs(text, content(text))
    telling = [run for run in runs if any(key.kind != "measure" for key in run)]
    return [text[run[0].start : run[-1].end] for run in telling or runs]


def _plain(run: list[Key]) -> int:
    """How many words of a run are neither measures nor names: "container hub" says more than "capacity"."""
    return sum(key.kind == "word" for key in run)


def _runs(text: str, words: tuple[Key, ...]) -> list[list[Key]]:
    """Neighbouring words grouped into noun phrases; a measure in front of "of" is no part of what it measures."""
    runs: list[list[Key]] = []
    for key in words:
        if cues().asking.fullmatch(text[key.start : key.end]) or fold(text[key.start : key.end]) in stopwords()["en"]:
            continue
        if _VERB.fullmatch(text[key.start : key.end]) and key.kind == "word" and not key.term.startswith("="):
            runs.append([])
            continue
        between = text[runs[-1][-1].end : key.start] if runs and runs[-1] else ""
        joined = bool(runs and runs[-1]) and (key.start <= runs[-1][-1].end or _LINK.fullmatch(between) is not None)
        if joined and runs[-1][-1].kind != "measure":
            runs[-1].append(key)
        else:
            runs.append([key])
    trimmed = [_trimmed(_subject(run, text)) for run in runs if run]
    return [run for run in trimmed if run]


def _subject(run: list[Key], text: str) -> list[Key]:
    """A noun phrase behind "did" without the verb that ends it ("did the port of Gdansk ship in 2022")."""
    verb = run[-1]
    behind = len(run) > 1 and _AUXILIARY.search(text[: run[0].start])
    return run[:-1] if behind and verb.kind == "word" and _NO_NOUN.match(text[verb.end :]) else run


def _trimmed(run: list[Key]) -> list[Key]:
    """A noun phrase without its measures and, behind a name, without what is measured ("the port's cargo volume")."""
    kept = [key for key in run if key.kind != "measure"] or run
    while len(kept) > 1 and kept[-1].term in _MEASURED and any(_tells(key) for key in kept):
        kept = kept[:-1]
    return kept

"""Whether it is asked what an abbreviation stands for, and what then is wanted: the words in full, a name."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from functools import lru_cache
from importlib.resources import files

from qa.question.spelling import spelt
from qa.text.alignment import CAPITALS, LETTERS
from qa.text.glossary import keys
from qa.types import AnswerKind, Query

_HAN = "\u3400-\u9fff"
#: An abbreviation as it is written: two capitals at least, a small ending of the plural or of a case behind them.
_WRITTEN = rf"(?<![{LETTERS}\d&-])(?P<X>(?-i:(?=(?:[{LETTERS}\d&]*[{CAPITALS}]){{2}})[{LETTERS}\d&]{{2,10}}))(?![{LETTERS}\d&])"
#: As whoever asks outright what the letters stand for may write it: small, or in Chinese characters.
_ANYHOW = rf"(?<![{LETTERS}\d&-])(?P<X>[{LETTERS}\d&]{{2,10}}|[{_HAN}]{{2,6}}?)(?![{LETTERS}\d&])"
_MARKS = "?？!！.。… \u00a0\n"
_QUOTED = r"[“”«»„‘’『』「」\"']?"


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], ...]:
    """The wordings of the table, each for the abbreviations that may stand in it."""
    table = tomllib.loads((files("qa.question") / "data" / "cues.toml").read_text(encoding="utf-8"))["abbreviation"]

    def compiled(wording: str, short: str) -> re.Pattern[str]:
        filled = wording.replace("<ABBR>", table["words"]).replace("<X>", f"{_QUOTED}{short}{_QUOTED}")
        return re.compile(filled, re.IGNORECASE)

    return (
        *(compiled(wording, _WRITTEN) for wording in (*table["sure"], *table["plain"])),
        *(compiled(wording, _ANYHOW) for wording in table["sure"]),
    )


def asked_abbreviation(text: str) -> str:
    """The abbreviation whose meaning `text` asks for, as it is written there; "" where it asks for none."""
    found = _asking(text)
    return found["X"] if found else ""


@lru_cache(maxsize=256)
def _asking(text: str) -> re.Match[str] | None:
    asked = text.rstrip(_MARKS)
    return next((found for pattern in _patterns() if (found := pattern.search(asked))), None)


def spelt_out(query: Query) -> Query:
    """`query`, which asks for an abbreviation that some document explains: it wants a name, and its asking words, a unit
    that the abbreviation may be, and what its wording leans to say nothing.
    """
    asked = spelt(query.text[query.focus :].lstrip(), query.language)
    asking = _asking(asked)
    if asking is None:
        return query
    own, wording = asking.span("X"), asking.span()
    subject = tuple(
        key.term
        for key in keys(asked, query.language, lenient=True)
        if own[0] <= key.start < own[1] or (key.term in query.subject and not wording[0] <= key.start < wording[1])
    )
    return replace(
        query, kind=AnswerKind.NAME, subject=subject, dimensions=frozenset(), units=frozenset(), period=None, role=None,
        planned=None, figures=(), told=(), change=False, sort=frozenset(), settled=False, leaning={}, measures={},
    )  # fmt: skip

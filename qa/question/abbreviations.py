"""Whether it is asked what an abbreviation stands for, and what then is wanted: the words in full, a name."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from qa.question.cues import cues
from qa.question.spelling import spelt
from qa.text.glossary import keys
from qa.types import AnswerKind, Query

_MARKS = "?？!！.。… \u00a0\n"


def asked_abbreviation(text: str) -> str:
    """The abbreviation whose meaning `text` asks for, as it is written there; "" where it asks for none."""
    found = _asking(text)
    return found["X"] if found else ""


@lru_cache(maxsize=256)
def _asking(text: str) -> re.Match[str] | None:
    asked = text.rstrip(_MARKS)
    patterns = (pattern for short, wordings in cues().abbreviation if short.search(asked) for pattern in wordings)
    return next((found for pattern in patterns if (found := pattern.search(asked))), None)


def spelt_out(query: Query) -> Query:
    """`query`, which asks for an abbreviation that some document explains, as one that wants a name.

    Its asking words, a unit that the abbreviation may be, and what its wording leans to say nothing.
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

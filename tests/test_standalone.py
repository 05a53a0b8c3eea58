"""Conversations of all subjects in four languages: resolved follow-ups hold the words of what a person would ask."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from statistics import mean

import pytest

from qa import dialogue
from qa.question import question_language
from qa.text.glossary import keys

#: A resolved question this near to the person's wording asks for the same.
NEAR = 0.85


def _words(text: str) -> set[str]:
    return {key.term for key in keys(text, question_language(text), lenient=True)}


def _likeness(one: str, other: str) -> float:
    """F1 of the content words of two questions."""
    ours, theirs = _words(one), _words(other)
    return 2 * len(ours & theirs) / (len(ours) + len(theirs))


def _likenesses(half: str) -> list[float]:
    """For each follow-up of one half, how near its resolved question is to the person's; its own turns go before it."""
    text = (Path(__file__).parent / "conversations" / "standalone.tsv").read_text(encoding="utf-8")
    rows = [[*line.split("\t"), "", ""][:6] for line in text.splitlines() if line.startswith(half)]
    found = []
    for _, conversation in groupby(rows, key=lambda row: row[1]):
        turns: tuple[dialogue.Turn, ...] = ()
        for _, _, asked, wanted, answer, kind in conversation:
            resolved = dialogue.resolve(asked, turns)
            if turns:
                found.append(_likeness(resolved, wanted))
            turns = (*turns, dialogue.Turn(asked, resolved, answer, kind))
    return found


@pytest.mark.parametrize(("half", "average", "near"), [("open", 0.95, 0.88), ("closed", 0.91, 0.76)])
def test_resolved_questions_hold_the_wanted_words(half: str, average: float, near: float) -> None:
    """All and only the wanted words: on average, and for the share of follow-ups that are near to the person's."""
    found = _likenesses(half)
    assert len(found) == 60
    assert mean(found) >= average
    assert mean(likeness >= NEAR for likeness in found) >= near

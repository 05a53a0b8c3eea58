"""Conversations of all subjects in four languages: resolved follow-ups hold the words of what a person would ask."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from statistics import mean

import pytest

from qa import dialogue
from qa.question import question_language
from qa.text.glossary import keys

#: A resolved question this near to the person's wording asks for the same.
NEAR = 0.85


@dataclass(frozen=True, slots=True)
class Judged:
    """How near a resolved follow-up is to the person's wording, and whether it was to be left as typed."""

    likeness: float
    alone: bool


def _words(text: str) -> set[str]:
    return {key.term for key in keys(text, question_language(text), lenient=True)}


def _likeness(one: str, other: str) -> float:
    """F1 of the content words of two questions; what is left as it is needs no words ("thanks")."""
    ours, theirs = _words(one), _words(other)
    return 1.0 if one == other else 2 * len(ours & theirs) / (len(ours) + len(theirs))


def _judged(name: str, half: str) -> list[Judged]:
    """Every follow-up of one half of a file; its own turns, as they were resolved, go before it."""
    text = (Path(__file__).parent / "conversations" / name).read_text(encoding="utf-8")
    rows = [[*line.split("\t"), "", ""][:6] for line in text.splitlines() if line.startswith(f"{half}\t")]
    found = []
    for _, conversation in groupby(rows, key=lambda row: row[1]):
        turns: tuple[dialogue.Turn, ...] = ()
        for _, _, asked, wanted, answer, kind in conversation:
            resolved = dialogue.resolve(asked, turns)
            if turns and asked == wanted:
                found.append(Judged(float(resolved == asked), alone=True))
            elif turns:
                found.append(Judged(_likeness(resolved, wanted), alone=False))
            turns = (*turns, dialogue.Turn(asked, resolved, answer, kind))
    return found


@pytest.mark.parametrize(
    ("name", "half", "count", "average", "near"),
    [
        ("standalone.tsv", "open", 60, 0.95, 0.88),
        ("standalone.tsv", "closed", 60, 0.91, 0.76),
        ("typed.tsv", "open", 312, 0.93, 0.85),
        ("typed.tsv", "closed", 83, 0.86, 0.75),
        ("desk.tsv", "open", 336, 0.88, 0.78),
        ("desk.tsv", "closed", 120, 0.87, 0.77),
    ],
)
def test_resolved_questions_hold_the_wanted_words(
    name: str, half: str, count: int, average: float, near: float
) -> None:
    """All and only the wanted words: on average, and for the share of follow-ups that are near to the person's."""
    found = [judged.likeness for judged in _judged(name, half)]
    assert len(found) == count
    assert mean(found) >= average
    assert mean(likeness >= NEAR for likeness in found) >= near


@pytest.mark.parametrize(
    ("name", "half", "count", "kept"),
    [
        ("typed.tsv", "open", 58, 0.96),
        ("typed.tsv", "closed", 27, 0.92),
        ("desk.tsv", "open", 27, 0.74),
        ("desk.tsv", "closed", 10, 0.9),
    ],
)
def test_whole_questions_are_left_alone(name: str, half: str, count: int, kept: float) -> None:
    """New topics, complete questions and thanks come out as they were typed, to the character."""
    found = [judged.likeness for judged in _judged(name, half) if judged.alone]
    assert len(found) == count
    assert mean(found) >= kept


@pytest.mark.parametrize(("code", "bent"), [("en", 0.05), ("ru", 0.05), ("kk", 0.03), ("zh", 0.02)])
def test_unrelated_questions_are_not_bent(code: str, bent: float) -> None:
    """Of questions that follow one of another subject hardly any is changed by it."""
    table = (Path(__file__).parents[1] / "eval" / "practice" / "questions.tsv").read_text(encoding="utf-8")
    asked = [row[3] for line in table.splitlines() if (row := line.split("\t"))[0] == code]
    half = len(asked) // 2
    pairs = list(zip(asked[half:], asked[:half], strict=False))[::2]
    changed = [after for before, after in pairs if dialogue.resolve(after, (dialogue.Turn(before, before),)) != after]
    assert len(pairs) >= 75
    assert len(changed) / len(pairs) <= bent

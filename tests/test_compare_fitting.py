"""Fitting the comparison: what tells contradictions apart gets its weight, and false alarms stay within their share."""

from __future__ import annotations

import random

from qa.compare import EVIDENCE
from qa.compare.fitting import Compared, fit


def made(source: str, chance: random.Random, *, conflict: bool) -> Compared:
    """A question with five rivals; where sources disagree, one of them is near in value and speaks of all asked."""
    rows = [{name: chance.random() for name in EVIDENCE} for _ in range(5)]
    if conflict:
        rows[2] |= {"distance": 0.1 * chance.random(), "own": 1.0, "rank": 0.1}
    return Compared(rows, [conflict and at == 2 for at in range(5)], conflict, answered=True, source=source)


def test_what_tells_contradictions_apart_is_learned() -> None:
    """Nearness in value and in words count, and of questions without disagreement about one in seventy is alarmed."""
    chance = random.Random(5)
    questions = [
        made(f"collection {at % 4}", chance, conflict=at % 5 == 0)
        for at in range(600)
    ]  # fmt: skip
    model, report = fit(questions)
    assert model.weights["distance"] < -1 and model.weights["own"] > 1 and model.weights["rank"] < 0
    assert (report.conflicts, report.others) == (120, 480)
    assert report.false_alarms <= 8
    assert report.found > 60


def test_a_refused_question_alarms_nobody() -> None:
    """Where no answer is shown no disagreement is, however alike two figures are."""
    chance = random.Random(6)
    questions = [made(f"collection {at % 4}", chance, conflict=at % 5 == 0) for at in range(400)]
    silent = [Compared(one.evidence, one.right, one.conflict, answered=False, source=one.source) for one in questions]
    assert fit(silent)[1].found == 0

"""What figures measure: sentences with the subjects of their figures as data, and what holds for every subject."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qa.quantity import read

HERE = Path(__file__).parent
SENTENCES = [json.loads(line) for line in (HERE / "quantity" / "subjects.jsonl").read_text("utf-8").splitlines()]
GOLDEN = [json.loads(line)["text"] for line in (HERE / "quantity" / "golden.jsonl").read_text("utf-8").splitlines()]


@pytest.mark.parametrize("sentence", SENTENCES, ids=[one["text"][:40] for one in SENTENCES])
def test_subjects_as_written(sentence: dict[str, object]) -> None:
    """Each figure is told with the words that say what it measures, in the order of the text."""
    text = str(sentence["text"])
    assert [one.subject for one in read(text)] == sentence["subjects"]


@pytest.mark.parametrize("text", [*GOLDEN, *(str(one["text"]) for one in SENTENCES)], ids=lambda text: str(text)[:30])
def test_subjects_stand_where_they_say(text: str) -> None:
    """A subject with a place is the slice there, and words joined from two places are each in the text."""
    for one in read(text):
        where = one.subject_span
        if where is not None:
            assert one.subject == where.of(text)
        else:
            assert all(" ".join(part.split()) in " ".join(text.split()) for part in one.subject.split(" · "))

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
    """The parts of a subject are the slices at its places, in order, but for white space."""
    for one in read(text):
        said = [" ".join(where.of(text).split()) for where in one.subject_spans]
        assert " · ".join(said) == " ".join(one.subject.split())


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Port\tBerths\nAktau\t12\nKuryk\t2", "Aktau · Berths"),
        (
            "Cargo of the ports, thousand tonnes\nPort\t2023\t2024\nAktau\t3,108\t3,566",
            "Aktau · Cargo of the ports",
        ),
        ("Price per tonne ($): wheat 241, barley 198", "wheat · Price per tonne"),
    ],
)
def test_headings_of_cells_have_their_places(text: str, subject: str) -> None:
    """The row's and column's heading and the caption that a cell is told with stand where they say."""
    one = read(text)[0]
    assert one.subject == subject
    assert " · ".join(where.of(text) for where in one.subject_spans) == subject
    assert one.subject_span is None

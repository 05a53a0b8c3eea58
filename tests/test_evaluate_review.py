"""Growing the gold file: a person decides on every marked answer, and nothing is lost."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from metrics_support import TEXTS, answer, cite, figure, gold_row, headline_of

from qa.errors import UsageError
from qa.evaluate import Kind, candidate_row, check, load_gold, review
from qa.evaluate.review import Reviewed

RIGHT = figure("pier.md", "240,000 TEU", 240000, "TEU")
MARKED = answer(headline=headline_of(RIGHT), question="What can the pier take?")
UNIQUE = "After dredging it can take 240,000 TEU a year."


def files(tmp_path: Path, *rows: dict[str, object]) -> tuple[Path, Path]:
    """A candidates file with these rows and a gold file with one question of its own."""
    candidates, gold = tmp_path / "candidates.jsonl", tmp_path / "gold.jsonl"
    candidates.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    other = gold_row(
        question="Who is the director?", kind="fact", answers=[{"text": "Anna Weiss"}], documents=["desk.md"],
        evidence="Its director is Anna Weiss.",
    )  # fmt: skip
    gold.write_text(other, encoding="utf-8")  # no line end: the next row must not run into it
    return candidates, gold


def replies(*given: str) -> Callable[[str], str]:
    """Someone who types these replies."""
    waiting = iter(given)
    return lambda _: next(waiting)


def walked(candidates: Path, gold: Path, *given: str) -> tuple[Reviewed, str]:
    """The outcome of a review in which `given` is typed, and what was shown."""
    said: list[str] = []
    return review(candidates, gold, TEXTS, replies(*given), said.append), "\n".join(said)


def test_a_right_answer_becomes_gold(tmp_path: Path) -> None:
    """Accepting a right answer puts figure, document and quote into the gold file, which stays faultless."""
    candidates, gold = files(tmp_path, candidate_row(MARKED, "right", "checked"))
    done, said = walked(candidates, gold, "a")
    assert done == Reviewed(1, 0, 0)
    assert "comment: checked" in said
    case = load_gold(gold)[0][-1]
    assert (case.question, case.kind, str(case.answers[0])) == ("What can the pier take?", Kind.NUMBER, "240,000 TEU")
    assert case.evidence == (UNIQUE,)
    assert check(gold, TEXTS) == []
    assert candidates.read_text(encoding="utf-8") == ""


def test_a_wrong_answer_is_not_taken_as_it_is(tmp_path: Path) -> None:
    """An answer marked wrong needs another answer; the one that is typed is taken."""
    wrong = answer(headline=headline_of(figure("pier.md", "140,000 TEU", 140000, "TEU")), question="What can it take?")
    candidates, gold = files(tmp_path, candidate_row(wrong, "wrong"))
    done, said = walked(candidates, gold, "a", "f", "240 000", "TEU", "", UNIQUE)
    assert done.accepted == 1
    assert "marked wrong: say what is right" in said
    assert str(load_gold(gold)[0][-1].answers[0]) == "240,000 TEU"


def test_words_and_silence(tmp_path: Path) -> None:
    """Words can be typed as the answer, and a question can be declared unanswerable."""
    silent = answer(found=False, question="What does the pier cost?")
    name = candidate_row(answer(found=False, question="Who directs the pier?"), "wrong")
    candidates, gold = files(tmp_path, candidate_row(silent, "right"), name)
    done, _ = walked(candidates, gold, "n", "t", "Anna Weiss", "desk.md", "director is Anna Weiss")
    assert done == Reviewed(2, 0, 0)
    assert [case.kind for case in load_gold(gold)[0]] == [Kind.FACT, Kind.NONE, Kind.FACT]


def test_what_would_spoil_the_gold_file_is_refused(tmp_path: Path) -> None:
    """Evidence that stands nowhere is not taken, the reason is shown, and the gold file stays as it was."""
    candidates, gold = files(tmp_path, candidate_row(MARKED, "right"))
    before = gold.read_bytes()
    done, said = walked(
        candidates, gold, "f", "300000", "TEU", "", "it can take 300,000 TEU", "f", "many", "", "", "", "s"
    )
    assert done == Reviewed(0, 0, 1)
    assert "Not taken: evidence not found" in said
    assert "'many' is not a number" in said
    assert gold.read_bytes() == before


def test_stopping_keeps_what_was_decided(tmp_path: Path) -> None:
    """After one decision and a stop, the decided row is gone and the others are still there."""
    rows = [candidate_row(answer(found=False, question=f"Question {number}?"), "right") for number in range(3)]
    candidates, gold = files(tmp_path, *rows)
    done, _ = walked(candidates, gold, "d", "q")
    assert done == Reviewed(0, 1, 2)
    assert [json.loads(line)["question"] for line in candidates.read_text(encoding="utf-8").splitlines()] == [
        "Question 1?",
        "Question 2?",
    ]


def test_an_unknown_choice_asks_again(tmp_path: Path) -> None:
    """Anything else than a choice is answered with the choices."""
    candidates, gold = files(tmp_path, candidate_row(MARKED, "right"))
    assert "Choose one of" in walked(candidates, gold, "?", "s")[1]


def test_broken_candidates_are_named(tmp_path: Path) -> None:
    """A missing file or a broken line gives one line with its number, before anything is decided."""
    candidates, gold = files(tmp_path, candidate_row(MARKED, "right"))
    with pytest.raises(UsageError, match="no candidates file"):
        walked(tmp_path / "gone.jsonl", gold)
    candidates.write_text(candidates.read_text(encoding="utf-8") + '{"id": 1}\n', encoding="utf-8")
    with pytest.raises(UsageError, match=r"candidates\.jsonl, line 2: id is missing"):
        walked(candidates, gold)


def test_names_and_ranges_are_proposed() -> None:
    """A range proposes both ends, a name its words, and a headline quotes its place exactly."""
    span = figure("pier.md", "140,000 TEU", 140000, "TEU", high=240000)
    row = candidate_row(answer(headline=headline_of(span)), "right")
    assert row["answers"] == [{"low": 140000, "high": 240000, "unit": "TEU"}]
    assert row["evidence"] == cite("pier.md", row["evidence"]).quote

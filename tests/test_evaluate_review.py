"""Growing the gold file: a person decides on every marked answer, and nothing is lost."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from metrics_support import TEXTS, answer, cite, figure, gold_row, headline_of

from qa.errors import UsageError
from qa.evaluate import Kind, check, load_gold, review
from qa.evaluate.review import Reviewed
from qa.history import History, review_lines
from qa.types import Answer, AnswerKind, Headline

RIGHT = figure("pier.md", "240,000 TEU", 240000, "TEU")
MARKED = answer(headline=headline_of(RIGHT), question="What can the pier take?")
UNIQUE = "After dredging it can take 240,000 TEU a year."


def files(tmp_path: Path, *marked: tuple[Answer, bool, str]) -> tuple[Path, Path]:
    """The marks as the browser gives them, and a gold file with one question of its own."""
    candidates, gold = tmp_path / "marks.jsonl", tmp_path / "gold.jsonl"
    history = History.open(tmp_path / "history.sqlite")
    for given, right, comment in marked:
        history.mark("talk", given, right=right, comment=comment)
    candidates.write_text(review_lines(history.marks()), encoding="utf-8")
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
    candidates, gold = files(tmp_path, (MARKED, True, "checked"))
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
    candidates, gold = files(tmp_path, (wrong, False, ""))
    done, said = walked(candidates, gold, "a", "f", "240 000", "TEU", "", UNIQUE)
    assert done.accepted == 1
    assert "marked wrong: say what is right" in said
    assert str(load_gold(gold)[0][-1].answers[0]) == "240,000 TEU"


def test_words_and_silence(tmp_path: Path) -> None:
    """Words can be typed as the answer, and a question can be declared unanswerable."""
    silent = answer(found=False, question="What does the pier cost?")
    candidates, gold = files(tmp_path, (silent, True, ""))
    assert walked(candidates, gold, "n")[0] == Reviewed(1, 0, 0)
    candidates, _ = files(tmp_path / "second", (silent, False, ""))
    gold.write_text("", encoding="utf-8")
    assert walked(candidates, gold, "t", "Anna Weiss", "desk.md", "director is Anna Weiss")[0] == Reviewed(1, 0, 0)
    assert [case.kind for case in load_gold(gold)[0]] == [Kind.FACT]


def test_what_would_spoil_the_gold_file_is_refused(tmp_path: Path) -> None:
    """Evidence that stands nowhere is not taken, the reason is shown, and the gold file stays as it was."""
    candidates, gold = files(tmp_path, (MARKED, True, ""))
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
    candidates, gold = files(tmp_path, *((answer(found=False, question=f"Cost {n}?"), True, "") for n in range(3)))
    first, *others = candidates.read_text(encoding="utf-8").splitlines()
    done, said = walked(candidates, gold, "d", "q")
    assert done == Reviewed(0, 1, 2)
    assert json.loads(first)["question"] in said
    assert candidates.read_text(encoding="utf-8").splitlines() == others


def test_an_unknown_choice_asks_again(tmp_path: Path) -> None:
    """Anything else than a choice is answered with the choices."""
    candidates, gold = files(tmp_path, (MARKED, True, ""))
    assert "Choose one of" in walked(candidates, gold, "?", "s")[1]


def test_broken_candidates_are_named(tmp_path: Path) -> None:
    """A missing file or a broken line gives one line with its number, before anything is decided."""
    candidates, gold = files(tmp_path, (MARKED, True, ""))
    with pytest.raises(UsageError, match="no file of marks"):
        walked(tmp_path / "gone.jsonl", gold)
    candidates.write_text(candidates.read_text(encoding="utf-8") + '{"id": 1}\n', encoding="utf-8")
    with pytest.raises(UsageError, match=r"marks\.jsonl, line 2: 'question' is missing"):
        walked(candidates, gold)


def test_names_are_proposed(tmp_path: Path) -> None:
    """A headline without a figure proposes its words, and its quote as evidence."""
    quote = cite("desk.md", "Its director is Anna Weiss.")
    name = answer(headline=Headline("Anna Weiss", AnswerKind.PERSON, quote), question="Who directs Lakeside?")
    candidates, gold = files(tmp_path, (name, True, ""))
    gold.unlink()
    assert walked(candidates, gold, "a")[0] == Reviewed(1, 0, 0)
    case = load_gold(gold)[0][0]
    assert (case.kind, case.answers[0].text, case.evidence) == (Kind.FACT, "Anna Weiss", (quote.quote,))

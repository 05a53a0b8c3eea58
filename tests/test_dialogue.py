"""Follow-ups made stand-alone: ten conversations, new topics, and the conversation file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa import dialogue
from qa.dialogue import Turn
from qa.dialogue.kazakh import kazakh_owner
from qa.engine import Engine
from qa.errors import UsageError

CONVERSATIONS = sorted((Path(__file__).parent / "conversations").glob("*.json"))


@pytest.mark.parametrize("path", CONVERSATIONS, ids=lambda path: path.stem)
def test_conversation(path: Path) -> None:
    """Every turn of a golden conversation becomes the stand-alone question written beside it."""
    turns: tuple[Turn, ...] = ()
    for row in json.loads(path.read_text(encoding="utf-8"))["turns"]:
        assert dialogue.resolve(row["question"], turns) == row["resolved"]
        turns = (*turns, Turn(**row))


def test_ten_conversations() -> None:
    """There are at least ten, in four languages."""
    assert len(CONVERSATIONS) >= 10


def asked(before: str, now: str, answer: str = "", kind: str = "") -> str:
    """`now`, resolved after one question."""
    return dialogue.resolve(now, (Turn(before, before, answer, kind),))


@pytest.mark.parametrize(
    "text",
    [
        "What is the length of the Bakhty tunnel?",
        "Кто построил мост в Семее?",
        "Which countries share the Ili river?",
        "Kuryk ferry capacity",
        "",
        "thank you!",
        "谢谢",
    ],
)
def test_a_new_topic_is_left_alone(text: str) -> None:
    """A question of its own, or no question, is not bent to what was said before."""
    assert asked("How many tons did the port of Aktau handle in 2023?", text) == text


def test_what_was_spoken_of_before_the_last_is_gone_back_to() -> None:
    """After "back to …:" a question goes on from the turn that spoke of it, and stays where nobody did."""
    first = "How many TEU went to Uzbekistan in 2023?"
    turns = (Turn(first, first), Turn("To China?", "How many TEU went to China in 2023?"))
    assert (
        dialogue.resolve("Back to Uzbekistan: how many in 2024?", turns) == "How many TEU went to Uzbekistan in 2024?"
    )
    assert dialogue.resolve("Back to Iran: how many in 2024?", turns) == "Back to Iran: how many in 2024?"


def test_there_is_at_the_thing_whose_place_was_asked() -> None:
    """Who asks where a port lies and then of what is there, asks of the port."""
    resolved = asked("Where is the port of Arlen?", "How many people work there?", "210 km from the coast", "place")
    assert resolved == "How many people work in the port of Arlen?"


def test_a_figure_named_behind_a_why_is_asked_for() -> None:
    """After "why did it fall?" another measure is asked for, not explained; a name is still explained."""
    first = Turn("What was Arlen's net profit in 2024?", "What was Arlen's net profit in 2024?")
    why = Turn("Why did it fall?", "Why did Arlen's net profit fall?")
    assert dialogue.resolve("And the revenue?", (first, why)) == "What was Arlen's revenue in 2024?"
    assert dialogue.resolve("And Halvern's?", (first, why)).startswith("Why")


def test_the_first_question_is_left_alone() -> None:
    """Without an earlier turn nothing is added."""
    assert dialogue.resolve("and in 2021?", ()) == "and in 2021?"


def test_a_pronoun_may_stand_for_the_answer() -> None:
    """A person that was the answer is meant by he or she, a place by there."""
    resolved = asked("Who runs the depot?", "When was she appointed?", "Aliya Serikova", "person")
    assert resolved == "When was Aliya Serikova appointed?"
    resolved = asked("Where do the lines meet?", "How many wagons stand there?", "Aktogay", "place")
    assert resolved == "How many wagons stand in Aktogay?"


def test_turns_are_kept_in_a_file(tmp_path: Path) -> None:
    """What is saved is loaded again; a file that is not there is an empty conversation."""
    path = tmp_path / "talk.json"
    turns = (Turn("а в 2024?", "Сколько в 2024?", "5 т", "figure"), Turn("thanks", "thanks"))
    assert dialogue.load(path) == ()
    dialogue.save(path, turns)
    assert dialogue.load(path) == turns
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", '{"schema": 2, "turns": []}', '{"schema": 1, "turns": [{}]}', "\x00"]
)
def test_another_file_is_refused(tmp_path: Path, content: str) -> None:
    """A file that is no conversation gives one line that names it, and is not overwritten."""
    path = tmp_path / "talk.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(UsageError, match=r"talk\.json"):
        dialogue.load(path)
    assert path.read_text(encoding="utf-8") == content


def test_a_conversation_that_cannot_be_kept(tmp_path: Path) -> None:
    """A folder that is not there gives one line, no traceback."""
    with pytest.raises(UsageError, match="could not be kept"):
        dialogue.save(tmp_path / "no" / "talk.json", (Turn("a", "a"),))


def test_asking_in_a_conversation(engine: Engine) -> None:
    """The engine is asked the resolved question, and the answer shows both."""
    first = dialogue.ask(engine, "Aktau container capacity before expansion?", ())
    second = dialogue.ask(engine, "and after?", (dialogue.turn(first),))
    assert second.question == "and after?"
    assert second.resolved_question == "Aktau container capacity after expansion?"
    assert first.headline is not None
    assert second.headline is not None
    assert (first.headline.quantity, second.headline.quantity) != (None, None)
    assert first.headline.text != second.headline.text


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_two_turns_resolve(before: str, now: str) -> None:
    """Whatever was typed, resolving gives a text and does not fail."""
    assert isinstance(asked(before, now), str)


@pytest.mark.parametrize(
    ("first", "side", "after", "wanted"),
    [
        ("How much did the tramway lose in 2031?", "why?", "and in 2030?", "How much did the tramway lose in 2030?"),
        (
            "Сколько потерял трамвай Лерина в 2031 году?",
            "почему?",
            "а годом раньше?",
            "Сколько потерял трамвай Лерина в 2030 году?",
        ),
        ("国家电车2031年亏损多少？", "原因是什么？", "上一年呢？", "国家电车2030年亏损多少？"),
    ],
)
def test_time_behind_a_side_question(first: str, side: str, after: str, wanted: str) -> None:
    """A time alone behind "why?" goes back to the figure that this was asked of."""
    turns = (Turn(first, first), Turn(side, dialogue.resolve(side, (Turn(first, first),))))
    assert dialogue.resolve(after, turns) == wanted


@pytest.mark.parametrize(
    ("phrase", "owner"),
    [
        ("Өзен портына", "Өзен портының"),
        ("Қарасу маңындағы паркте", "Қарасу маңындағы парктің"),
        ("Қорғас", "Қорғастың"),
        ("көпір", "көпірдің"),
        ("команда", "команданың"),
    ],
)
def test_kazakh_genitive(phrase: str, owner: str) -> None:
    """A Kazakh owner has the genitive by its last sound, whatever case it was said in."""
    assert kazakh_owner(phrase) == owner


def test_what_was_asked_of_a_thing_does_not_follow_it() -> None:
    """A third question is asked of the thing, not of "when will they finish it", nor of how it is now."""
    turns: tuple[Turn, ...] = ()
    for asked in ("Какова мощность порта Осло после расширения?", "а сейчас?", "когда закончат?", "кто партнёр?"):
        turns = (*turns, Turn(asked, dialogue.resolve(asked, turns)))
    assert turns[-2].resolved == "Когда закончат порт Осло?"
    assert turns[-1].resolved == "Кто партнёр — порт Осло?"


RAILWAY = "How long is the Oslo–Riga railway?"


@pytest.mark.parametrize(
    ("before", "now", "resolved"),
    [
        (RAILWAY, "How long is the Danish part?", "How long is the Danish part of the Oslo–Riga railway?"),
        (RAILWAY, "and the Danish section?", "How long is the Danish section of the Oslo–Riga railway?"),
        (RAILWAY, "How long is the Danish part of the Kiel canal?", "How long is the Danish part of the Kiel canal?"),
        ("连云港公路全长多少公里？", "丹麦段多长？", "连云港公路丹麦段多长？"),
        ("连云港公路全长多少公里？", "那丹麦段呢？", "连云港公路丹麦段全长多少公里？"),
        (
            "Какова длина дороги Осло – Рига?",
            "Какой длины датский участок?",
            "Какой длины датский участок — дороги Осло – Рига?",
        ),
    ],
)
def test_a_part_is_of_what_was_spoken_of(before: str, now: str, resolved: str) -> None:
    """The Danish part after a railway is a part of that railway, unless it is said of what."""
    assert asked(before, now) == resolved

"""The store of conversations and marks."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest

from qa.engine import Engine
from qa.errors import AskCorpusError
from qa.history import TURNS, Asked, History, new_conversation, review_lines

QUESTION = "Aktau container capacity after expansion?"


def test_turns_come_back(tmp_path: Path) -> None:
    """A conversation comes back as it was kept, from another opening of the file; others are not touched."""
    path = tmp_path / "deep" / "history.sqlite"
    store, turns = History.open(path), [Asked("And “2021”?", "Turnover in 2021?"), Asked("'; DROP TABLE turns;--", "x")]
    store.keep("a", turns)
    store.keep("b", turns[:1])
    assert History.open(path).turns("a") == tuple(turns)
    store.keep("a", turns[1:])
    assert (store.turns("a"), store.turns("b")) == (tuple(turns[1:]), tuple(turns[:1]))
    assert store.turns("nobody") == ()


def test_list_of_a_person(tmp_path: Path) -> None:
    """A person's list holds their conversations, newest first, with their first question; nobody else's."""
    store = History.open(tmp_path / "h.sqlite")
    first, second = [Asked("one?", "one?")], [Asked("two?", "two?"), Asked("three?", "three?")]
    store.keep("a", first, person="Ann")
    store.keep("b", second, person="Ann")
    store.keep("c", first, person="Bob")
    store.keep("d", first)
    assert [(one.name, one.title) for one in store.conversations("Ann")] == [("b", "two?"), ("a", "one?")]
    store.keep("a", [*first, *second], person="Ann")
    assert [one.name for one in store.conversations("Ann")] == ["a", "b"]
    assert [store.belongs("a", "Ann"), store.belongs("a", "Bob"), store.belongs("d", "Bob")] == [True, False, True]
    assert b"Ann" not in (tmp_path / "h.sqlite").read_bytes() + (tmp_path / "h.sqlite-wal").read_bytes()


def test_forgetting(tmp_path: Path) -> None:
    """A person's conversations can be forgotten, all of them and no others."""
    store = History.open(tmp_path / "h.sqlite")
    for name, person in (("a", "Ann"), ("b", "Ann"), ("c", "Bob")):
        store.keep(name, [Asked("one?", "one?")], person=person)
    store.forget("Ann")
    assert store.conversations("Ann") == () and store.turns("a") == ()
    assert [one.name for one in store.conversations("Bob")] == ["c"] and store.turns("c")


def test_only_the_last_turns_are_kept(tmp_path: Path) -> None:
    """A conversation without end does not grow without end."""
    store = History.open(tmp_path / "h.sqlite")
    store.keep("a", [Asked(str(number), str(number)) for number in range(TURNS + 5)])
    assert store.turns("a")[0].question == "5"


def test_marks(tmp_path: Path, engine: Engine) -> None:
    """A mark holds what was shown; marking again replaces it; the review file has one JSON object a line."""
    store, answer = History.open(tmp_path / "h.sqlite"), engine.ask(QUESTION)
    store.mark("a", answer, right=True)
    store.mark("a", answer, right=False, comment="no\nit is not " * 500)
    (mark,) = store.marks()
    assert (mark.right, mark.resolved) == (False, QUESTION)
    assert len(mark.comment) == 2_000
    (line,) = review_lines([mark]).splitlines()
    row = json.loads(line)
    assert answer.headline is not None
    assert (row["verdict"], row["quote"]) == ("wrong", answer.headline.citation.quote)


def test_many_threads(tmp_path: Path) -> None:
    """Thirty writers at once lose nothing."""
    store = History.open(tmp_path / "h.sqlite")
    names = [new_conversation() for _ in range(30)]
    threads = [threading.Thread(target=store.keep, args=(name, [Asked(name, name)])) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(store.turns(name) == (Asked(name, name),) for name in names)
    assert len(set(names)) == 30


def test_no_place_to_write(tmp_path: Path) -> None:
    """A file that cannot be a store gives one line that names it."""
    (tmp_path / "file").write_text("not a folder")
    for path in (tmp_path / "file" / "h.sqlite", tmp_path):
        with pytest.raises(AskCorpusError, match="cannot be kept"):
            History.open(path)
    (tmp_path / "broken.sqlite").write_text("not a database, but long enough to look at" * 50)
    with pytest.raises(AskCorpusError, match="broken"):
        History.open(tmp_path / "broken.sqlite")

"""What people asked and what they thought of the answers: conversations and marks in one SQLite file."""

from __future__ import annotations

import hashlib
import json
import secrets
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from qa.errors import AskCorpusError
from qa.types import Answer

_SCHEMA = """
CREATE TABLE IF NOT EXISTS turns (
    conversation TEXT NOT NULL, number INTEGER NOT NULL, question TEXT NOT NULL, resolved TEXT NOT NULL,
    asked TEXT NOT NULL, PRIMARY KEY (conversation, number)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS marks (
    conversation TEXT NOT NULL, resolved TEXT NOT NULL, question TEXT NOT NULL, right INTEGER NOT NULL,
    comment TEXT NOT NULL, answer TEXT NOT NULL, made TEXT NOT NULL, PRIMARY KEY (conversation, resolved)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS conversations (
    name TEXT PRIMARY KEY, owner TEXT NOT NULL, changed TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS conversations_of ON conversations (owner, changed);
"""
#: A conversation keeps its last turns; nobody scrolls further back.
TURNS = 200
#: A person's list shows the last ones; links still bring back the others.
LISTED = 30
#: A comment is a remark; what is longer is cut.
COMMENT = 2_000


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as typed, and as it was answered."""

    question: str
    resolved: str


@dataclass(frozen=True, slots=True)
class Kept:
    """A conversation in a person's list: its name, the question it began with, and when it was last changed."""

    name: str
    title: str
    changed: str


@dataclass(frozen=True, slots=True)
class Mark:
    """What somebody thought of an answer. `answer` is the headline as JSON: text, document, start, end, quote."""

    question: str
    resolved: str
    right: bool
    comment: str
    answer: dict[str, object]
    made: str


def new_conversation() -> str:
    """A name that nobody guesses: who knows it can read the conversation."""
    return secrets.token_urlsafe(12)


class History:
    """The store. Every method may be called from any thread; each writes whole or not at all."""

    def __init__(self, path: Path) -> None:
        self._lock = threading.Lock()
        self._connection = sqlite3.connect(path, timeout=10, check_same_thread=False)
        self._connection.execute("PRAGMA journal_mode=WAL")
        # Waiting for the disk at every question would hold up everybody; a power cut may cost the last seconds.
        self._connection.execute("PRAGMA synchronous=NORMAL")
        self._connection.executescript(_SCHEMA)

    @classmethod
    def open(cls, path: Path) -> History:
        """The store in the file at `path`, made where there is none. Raises `AskCorpusError` if that cannot be."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            return cls(path)
        except (OSError, sqlite3.Error) as error:
            raise AskCorpusError(
                f"{path}: questions and marks cannot be kept ({error}).", "Name another file in ASKCORPUS_HISTORY."
            ) from error

    @staticmethod
    def default(index: Path) -> Path:
        """Where the store for an index goes: with the user's data, so that deleting an index loses nobody's marks."""
        from platformdirs import user_data_path

        name = hashlib.sha256(str(index.absolute()).encode("utf-8", "surrogateescape")).hexdigest()[:12]
        return user_data_path("askcorpus") / f"{name}.sqlite"

    def turns(self, conversation: str) -> tuple[Asked, ...]:
        """The questions of a conversation, oldest first; none for a name nobody used."""
        with self._open() as connection:
            statement = "SELECT question, resolved FROM turns WHERE conversation = ? ORDER BY number"
            return tuple(Asked(*row) for row in connection.execute(statement, [conversation]))

    def keep(self, conversation: str, turns: Sequence[Asked], *, person: str = "") -> None:
        """Make the conversation these turns, and put it into the list of `person` if it is in nobody's list yet."""
        rows = [(conversation, n, t.question, t.resolved, _now()) for n, t in enumerate(turns[-TURNS:])]
        with self._open() as connection:
            connection.execute("DELETE FROM turns WHERE conversation = ?", [conversation])
            connection.executemany("INSERT INTO turns VALUES (?, ?, ?, ?, ?)", rows)
            if person:
                statement = "INSERT INTO conversations VALUES (?, ?, ?) ON CONFLICT (name) DO UPDATE SET changed = ?"
                connection.execute(statement, [conversation, _owner(person), _moment(), _moment()])

    def belongs(self, conversation: str, person: str) -> bool:
        """Whether a conversation is in the list of `person`, or in nobody's."""
        with self._open() as connection:
            row = connection.execute("SELECT owner FROM conversations WHERE name = ?", [conversation]).fetchone()
        return row is None or row[0] == _owner(person)

    def conversations(self, person: str) -> tuple[Kept, ...]:
        """The last conversations of a person, newest first."""
        statement = (
            "SELECT c.name, t.question, c.changed FROM conversations c JOIN turns t ON t.conversation = c.name"
            " WHERE c.owner = ? AND t.number = 0 ORDER BY c.changed DESC, c.name LIMIT ?"
        )
        with self._open() as connection:
            return tuple(Kept(*row) for row in connection.execute(statement, [_owner(person), LISTED]))

    def forget(self, person: str) -> None:
        """Delete all conversations of a person. Marks stay: they belong to the review."""
        whose = "(SELECT name FROM conversations WHERE owner = ?)"
        with self._open() as connection:
            connection.execute(f"DELETE FROM turns WHERE conversation IN {whose}", [_owner(person)])  # noqa: S608 - fixed
            connection.execute("DELETE FROM conversations WHERE owner = ?", [_owner(person)])

    def mark(self, conversation: str, answer: Answer, *, right: bool, comment: str = "") -> None:
        """Remember that an answer is right or wrong; a later mark of the same answer replaces it."""
        row = (
            conversation, answer.resolved_question, answer.question, int(right), comment[:COMMENT],
            json.dumps(_shown(answer), ensure_ascii=False), _now(),
        )  # fmt: skip
        with self._open() as connection:
            connection.execute("INSERT OR REPLACE INTO marks VALUES (?, ?, ?, ?, ?, ?, ?)", row)

    def marks(self) -> tuple[Mark, ...]:
        """All marks, newest first."""
        statement = "SELECT question, resolved, right, comment, answer, made FROM marks ORDER BY made DESC, resolved"
        with self._open() as connection:
            rows = connection.execute(statement).fetchall()
        return tuple(Mark(q, r, bool(ok), comment, json.loads(shown), made) for q, r, ok, comment, shown, made in rows)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """The connection in a transaction. One user at a time here; other processes are waited for."""
        with self._lock, self._connection:
            yield self._connection


def review_lines(marks: Sequence[Mark]) -> str:
    """Marks as JSON Lines, for the review of gold questions: each with its question, headline and citation."""
    rows = [
        {
            "question": mark.resolved, "typed": mark.question, "verdict": "right" if mark.right else "wrong",
            "comment": mark.comment, "made": mark.made, **mark.answer,
        }
        for mark in marks
    ]  # fmt: skip
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def _shown(answer: Answer) -> dict[str, object]:
    """What was marked: the status, and the headline with the place it stands in."""
    headline = answer.headline
    if headline is None:
        return {"status": answer.status.value}
    citation = headline.citation
    return {
        "status": answer.status.value, "text": headline.text, "document": citation.document,
        "start": citation.start, "end": citation.end, "quote": citation.quote,
    }  # fmt: skip


def _owner(person: str) -> str:
    """What stands for a person in the file: who reads it learns nobody's name, and cannot pass for anybody."""
    return hashlib.sha256(person.encode("utf-8", "surrogateescape")).hexdigest()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _moment() -> str:
    """Fine enough to order what is kept within a second."""
    return datetime.now(UTC).isoformat(timespec="microseconds")

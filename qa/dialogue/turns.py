"""What is remembered of a conversation, in memory and in a file."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from qa.errors import UsageError
from qa.types import Answer

_SCHEMA = 1


@dataclass(frozen=True, slots=True)
class Turn:
    """One question as typed and as it was answered, with the answer's headline ("" if there was none) and its kind."""

    question: str
    resolved: str
    answer: str = ""
    kind: str = ""


def turn(answer: Answer) -> Turn:
    """What to remember of an answer."""
    headline = answer.headline
    return Turn(
        answer.question,
        answer.resolved_question,
        headline.text if headline else "",
        headline.kind.value if headline else "",
    )


def load(path: Path) -> tuple[Turn, ...]:
    """The turns kept in `path`; none if there is no such file yet. Raises `UsageError` if it is something else."""
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        if kept["schema"] != _SCHEMA:
            raise UsageError(f"{path}: a conversation of another version of this program.", "Start a new file.")
        return tuple(
            Turn(str(row["question"]), str(row["resolved"]), str(row["answer"]), str(row["kind"]))
            for row in kept["turns"]
        )
    except FileNotFoundError:
        return ()
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError(f"{path}: not a conversation file ({type(error).__name__}).", "Name another file.") from error


def save(path: Path, turns: Sequence[Turn]) -> None:
    """Write the turns to `path`: whole or not at all. Raises `UsageError` if it cannot be written."""
    text = json.dumps({"schema": _SCHEMA, "turns": [asdict(kept) for kept in turns]}, ensure_ascii=False, indent=1)
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(text + "\n")
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise UsageError(
            f"{path}: the conversation could not be kept ({error.strerror}).", "Name another file."
        ) from error

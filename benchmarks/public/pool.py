"""What a public question set comes down to: texts to index, and questions with what answers them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from qa.metrics import Expected

_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `relevant` are the keys of the texts that answer it; none means that the pool holds no answer.

    `answers` are the accepted wordings (empty where the set has none), `earlier` the user's questions before it.
    `figure` is the answer as a figure with its scale; `conflict` says whether the texts contradict each other about the
    answer. Both are None where the set does not say.
    """

    id: str
    text: str
    relevant: frozenset[str] = frozenset()
    answers: tuple[str, ...] = ()
    earlier: tuple[str, ...] = ()
    figure: Expected | None = None
    conflict: bool | None = None


@dataclass(frozen=True, slots=True)
class Pool:
    """Texts by key (each becomes one file `KEY.md`) and the questions asked over all of them."""

    name: str
    texts: dict[str, str]
    questions: tuple[Question, ...]

    def write(self, folder: Path) -> None:
        """Write the texts as a corpus."""
        folder.mkdir(parents=True, exist_ok=True)
        for key, text in self.texts.items():
            (folder / f"{key}.md").write_text(text, encoding="utf-8")

    def half(self, subject: Callable[[str], str] = str) -> Pool:
        """Every other text taken out, its questions kept: those have no answer in the pool any more.

        Texts of one `subject` (by default each is its own) go together, so that nothing near the answer is left.
        """
        subjects = set(sorted({subject(name) for name in self.texts})[::2])
        kept = {name: text for name, text in self.texts.items() if subject(name) in subjects}
        questions = tuple(
            replace(question, relevant=question.relevant & kept.keys())
            for question in self.questions
            if question.relevant and (question.relevant <= kept.keys() or not question.relevant & kept.keys())
        )
        return Pool(f"{self.name}-absent", kept, questions)

    def sample(self, limit: int) -> Pool:
        """The pool with at most `limit` questions, taken at even steps; 0 keeps all."""
        if not limit or limit >= len(self.questions):
            return self
        return replace(self, questions=tuple(evenly(self.questions, limit)))


def evenly(items: Sequence[_Item], count: int) -> list[_Item]:
    """`count` of the items at even steps; all where there are fewer."""
    step = max(1.0, len(items) / count)
    return [items[int(number * step)] for number in range(min(count, len(items)))]


def page(title: str, body: str) -> str:
    """A Markdown page: the title as its heading."""
    return f"# {' '.join(title.split())}\n\n{body}\n" if title.strip() else f"{body}\n"


def grid(rows: Sequence[Sequence[object]], headers: int = 1) -> str:
    """A Markdown table; the first `headers` rows are joined into its header."""
    cleaned = [[" ".join(str(cell).split()).replace("|", "/") for cell in row] for row in rows]
    width = max(len(row) for row in cleaned)
    padded = [[*row, *[""] * (width - len(row))] for row in cleaned]
    top = [" ".join(dict.fromkeys(row[at] for row in padded[:headers] if row[at])) for at in range(width)]
    lines = [top, ["---"] * width, *padded[headers:]]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def key(name: object) -> str:
    """A file name for any identifier."""
    return re.sub(r"[^\w-]+", "_", str(name))


def read_json(path: Path) -> Any:
    """A JSON file."""
    return json.loads(path.read_text(encoding="utf-8"))


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of a JSON Lines file."""
    with path.open(encoding="utf-8") as file:
        yield from (json.loads(line) for line in file if line.strip())


def gather(rows: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """Pairs as a mapping from each first to all of its seconds."""
    found: dict[str, set[str]] = {}
    for first, second in rows:
        found.setdefault(first, set()).add(second)
    return found

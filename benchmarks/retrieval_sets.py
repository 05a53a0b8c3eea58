"""Public question sets in their official formats, as retrieval tasks: questions, passages, which passage answers."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Task:
    """`gold` holds for each distinct question the numbers of the passages that answer it."""

    name: str
    question_language: str
    passage_language: str
    questions: tuple[str, ...]
    passages: tuple[str, ...]
    gold: tuple[frozenset[int], ...]


def tasks(data: Path) -> list[Task]:
    """All tasks for which `data` holds the files: XQuAD within and across languages, KazQAD, SQuAD 2.0."""
    found: list[Task] = []
    xquad = {code: path for code in ("en", "ru", "zh") if (path := data / "xquad" / f"xquad.{code}.json").is_file()}
    loaded = {code: _squad(path) for code, path in xquad.items()}
    for asked, (questions, _) in loaded.items():
        for stored, (_, passages) in loaded.items():
            name = f"xquad {asked}" if asked == stored else f"xquad {asked}→{stored}"
            found.append(_task(name, asked, stored, questions, passages))
    if (data / "kazqad" / "corpus.jsonl").is_file():
        found.append(_kazqad(data / "kazqad"))
    if (data / "squad2" / "dev-half.json").is_file():
        questions, passages = _squad(data / "squad2" / "dev-half.json")
        found.append(_task("squad2", "en", "en", questions, passages))
    return found


def _task(name: str, asked: str, stored: str, questions: list[tuple[str, int]], passages: list[str]) -> Task:
    """Questions asked more than once are one question with several passages that answer it."""
    gold: dict[str, set[int]] = {}
    for question, number in questions:
        gold.setdefault(question, set()).add(number)
    return Task(name, asked, stored, tuple(gold), tuple(passages), tuple(map(frozenset, gold.values())))


def _squad(path: Path) -> tuple[list[tuple[str, int]], list[str]]:
    """The answerable questions with their paragraph's number, and the distinct paragraphs in order."""
    questions: list[tuple[str, int]] = []
    passages: dict[str, int] = {}
    for article in json.loads(path.read_text(encoding="utf-8"))["data"]:
        for paragraph in article["paragraphs"]:
            number = passages.setdefault(paragraph["context"], len(passages))
            questions += [(row["question"], number) for row in paragraph["qas"] if not row.get("is_impossible")]
    return questions, list(passages)


def _kazqad(folder: Path) -> Task:
    """KazQAD's reading-comprehension questions over its pool; a question's id ends in its passage's."""
    pool = _lines(folder / "corpus.jsonl")
    numbers = {row["id"]: number for number, row in enumerate(pool)}
    rows = [row for row in _lines(folder / "reading-comprehension.jsonl") if row["id"].rpartition("#")[2] in numbers]
    questions = [(row["question"], numbers[row["id"].rpartition("#")[2]]) for row in rows]
    return _task("kazqad", "kk", "kk", questions, [row["text"] for row in pool])


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]

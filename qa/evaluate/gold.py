"""Gold files: JSON Lines in, cases out, and everything that is wrong with them, by line number."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeGuard, TypeVar

from qa.evaluate.types import COMPLETE_KINDS, EvalCase, Half, Kind, Problem
from qa.metrics import Expected, Place, Target
from qa.types import Role, Span

_CONTRACT = ("id", "question", "kind", "language", "answers", "documents", "evidence", "conversation", "turn")
_FIELDS = frozenset({*_CONTRACT, "phrasing", "family", "half", "all", "disputed", "note"})
_ANSWER_FIELDS = frozenset({"value", "low", "high", "unit", "role", "text"})
LANGUAGES = frozenset({"en", "ru", "kk", "zh"})

_Choice = TypeVar("_Choice", Kind, Half, Role)


class BadLineError(ValueError):
    """A line that is no case; the message says why."""


def read(path: Path) -> tuple[list[EvalCase], list[Problem]]:
    """The cases of a gold file and the lines that are none. A file that cannot be read is one problem on line 0."""
    try:
        # utf-8-sig: editors put a mark before the first line. Not splitlines: U+2028 may stand inside a string.
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        return [], [Problem(0, f"{path} cannot be read: {error}")]
    cases: list[EvalCase] = []
    problems: list[Problem] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            cases.append(parse(line, number))
        except BadLineError as error:
            problems.append(Problem(number, str(error)))
    if not cases and not problems:
        problems.append(Problem(0, f"{path} holds no question"))
    return _disputed(cases), problems


def parse(line: str, number: int = 0) -> EvalCase:
    """One line of a gold file as a case; raises `BadLineError`."""
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BadLineError(f"not JSON: {error}") from error
    if not isinstance(row, dict):
        raise BadLineError("not a JSON object")
    if unknown := sorted(set(row) - _FIELDS):
        raise BadLineError(f"unknown field {', '.join(unknown)}")
    answers = row.get("answers", [])
    if not isinstance(answers, list):
        raise BadLineError("answers is not a list")
    turn = row.get("turn")
    if turn is not None and (not isinstance(turn, int) or isinstance(turn, bool) or turn < 1):
        raise BadLineError("turn is not a whole number from 1 on")
    kind = _choice(row, "kind", Kind)
    return EvalCase(
        id=_words(row, "id"),
        question=_words(row, "question"),
        kind=kind,
        language=_language(row),
        answers=tuple(_expected(answer) for answer in answers),
        documents=_list(row, "documents"),
        evidence=_list(row, "evidence"),
        conversation=_words(row, "conversation") if row.get("conversation") else None,
        turn=turn,
        phrasing=_words(row, "phrasing") if "phrasing" in row else "plain",
        family=_words(row, "family") if row.get("family") else "",
        half=_choice(row, "half", Half) if "half" in row else Half.REPORT,
        wants_all=bool(row.get("all", kind in COMPLETE_KINDS)),
        disputed=bool(row.get("disputed", False)),
        line=number,
    )


def to_row(case: EvalCase) -> dict[str, Any]:
    """The case as a row of a gold file: `parse(json.dumps(to_row(case)), case.line) == case`."""
    row: dict[str, Any] = {"id": case.id, "question": case.question, "kind": case.kind, "language": case.language}
    row |= {"answers": [_answer_row(expected) for expected in case.answers], "documents": list(case.documents)}
    row |= {"evidence": list(case.evidence), "phrasing": case.phrasing, "half": case.half}
    optional = {"conversation": case.conversation, "turn": case.turn, "family": case.family}
    row |= {name: value for name, value in optional.items() if value}
    if case.disputed:
        row["disputed"] = True
    if case.wants_all != (case.kind in COMPLETE_KINDS):
        row["all"] = case.wants_all
    return row


def locate(case: EvalCase, texts: Mapping[str, str]) -> tuple[Place, ...]:
    """Where the evidence stands in the case's documents; pieces that stand nowhere are left out."""
    places = []
    for piece in case.evidence:
        for document in case.documents:
            at = texts.get(document, "").find(piece)
            if at >= 0:
                places.append(Place(document, Span(at, at + len(piece))))
                break
    return tuple(places)


def target_of(case: EvalCase, texts: Mapping[str, str]) -> Target:
    """What an answer to `case` is judged against; `texts` are the indexed documents' texts by id."""
    return Target(
        answerable=case.kind is not Kind.NONE,
        answers=case.answers,
        documents=frozenset(case.documents),
        places=locate(case, texts),
        conflicting=case.kind is Kind.CONFLICT,
        complete=case.wants_all and bool(case.answers),
        follow_up=case.kind is Kind.CHAT and (case.turn or 1) > 1,
    )


def _disputed(cases: list[EvalCase]) -> list[EvalCase]:
    """The cases, those marked that ask for one side of a conflict: they share an answer and its evidence with it."""
    conflicts = [case for case in cases if case.kind is Kind.CONFLICT]
    return [
        replace(case, disputed=case.disputed or any(_is_side(case, conflict) for conflict in conflicts))
        if case.kind is not Kind.CONFLICT
        else case
        for case in cases
    ]


def _is_side(case: EvalCase, conflict: EvalCase) -> bool:
    said = {(one.low, one.high, one.text) for one in case.answers}
    shared = any((one.low, one.high, one.text) in said for one in conflict.answers)
    return shared and any(piece in side or side in piece for piece in case.evidence for side in conflict.evidence)


def _expected(row: object) -> Expected:
    if not isinstance(row, dict):
        raise BadLineError("an answer is not an object")
    if unknown := sorted(set(row) - _ANSWER_FIELDS):
        raise BadLineError(f"unknown field {', '.join(unknown)} in an answer")
    role = _choice(row, "role", Role) if row.get("role") else None
    unit = row.get("unit") or ""
    if not isinstance(unit, str):
        raise BadLineError("the unit of an answer is not text")
    forms = [{"value"} <= set(row), {"low", "high"} <= set(row), "text" in row]
    if sum(forms) != 1:
        raise BadLineError("an answer needs either value, or low and high, or text")
    if "text" in row:
        return Expected(text=_words(row, "text"), role=role)
    low, high = (row["value"], row["value"]) if forms[0] else (row["low"], row["high"])
    if not _is_number(low) or not _is_number(high):
        raise BadLineError("the value of an answer is not a number")
    if low > high:
        raise BadLineError("an answer's low is above its high")
    return Expected(low=float(low), high=float(high), unit=unit, role=role)


def _answer_row(expected: Expected) -> dict[str, Any]:
    if expected.text:
        row: dict[str, Any] = {"text": expected.text}
    elif expected.low == expected.high:
        row = {"value": _short(expected.low), "unit": expected.unit}
    else:
        row = {"low": _short(expected.low), "high": _short(expected.high), "unit": expected.unit}
    return row | ({"role": expected.role} if expected.role else {})


def _short(value: float | None) -> float | int | None:
    return int(value) if value is not None and value.is_integer() else value


def _is_number(value: object) -> TypeGuard[float]:
    if not isinstance(value, int | float) or isinstance(value, bool):
        return False
    try:
        return math.isfinite(value)
    except OverflowError:  # a whole number beyond what a float can hold
        return False


def _words(row: Mapping[str, Any], name: str) -> str:
    value = row.get(name)
    if not isinstance(value, str) or not value.strip():
        raise BadLineError(f"{name} is missing or not text")
    return value


def _language(row: Mapping[str, Any]) -> str:
    language = _words(row, "language")
    if language not in LANGUAGES:
        raise BadLineError(f"unknown language {language!r}: one of {', '.join(sorted(LANGUAGES))}")
    return language


def _choice(row: Mapping[str, Any], name: str, choices: type[_Choice]) -> _Choice:
    value = _words(row, name)
    try:
        return choices(value)
    except ValueError:
        known = ", ".join(choice.value for choice in choices)
        raise BadLineError(f"unknown {name} {value!r}: one of {known}") from None


def _list(row: Mapping[str, Any], name: str) -> tuple[str, ...]:
    value = row.get(name) or []
    if isinstance(value, str):
        value = [value]
    if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
        raise BadLineError(f"{name} is neither text nor a list of texts")
    return tuple(value)

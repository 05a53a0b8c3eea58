"""Reading numbers on their own: JSON Lines in, JSON Lines out, no index and no model."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from qa.quantity.documents import read
from qa.types import Quantity


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that could not be read: its number, counted from 1, and what is wrong with it."""

    line: int
    reason: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.reason}"


def to_json(quantity: Quantity) -> dict[str, Any]:
    """A quantity as a JSON object: the contract's fields, and `start` and `end` in characters of the text."""
    where, twin = quantity.subject_span, quantity.equivalent
    return {
        "text": quantity.text,
        "start": quantity.span.start,
        "end": quantity.span.end,
        "low": _number(quantity.low),
        "high": _number(quantity.high),
        "bound": quantity.bound.value,
        "unit": quantity.unit,
        "dimension": quantity.dimension,
        "role": quantity.role.value,
        "period": quantity.period,
        "planned": quantity.planned,
        "subject": quantity.subject,
        "subject_span": None if where is None else [where.start, where.end],
        "subject_spans": [[one.start, one.end] for one in quantity.subject_spans],
        "equivalent": None if twin is None else [twin.start, twin.end],
    }


def _number(value: float) -> int | float:
    """Whole numbers without a decimal point, as far as a float is exact."""
    return int(value) if value.is_integer() and abs(value) < 2**53 else value


def read_lines(lines: Iterable[str], write: Callable[[str], object]) -> list[BadLine]:
    """Read `{"id", "text", "published"?}` from each line and write `{"id", "quantities"}` in the same order.

    `write` gets one line of JSON, without its line end. Empty lines are passed over; a broken line is skipped and
    returned with its number, and the rest goes on.
    """
    bad: list[BadLine] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        record = _record(line.lstrip("\ufeff") if number == 1 else line)
        if isinstance(record, str):
            bad.append(BadLine(number, record))
            continue
        found = read(record["text"], published=record.get("published"))
        answer = {"id": record.get("id"), "quantities": [to_json(one) for one in found]}
        write(json.dumps(answer, ensure_ascii=False))
    return bad


def _record(line: str) -> dict[str, Any] | str:
    """The record on a line, or what is wrong with it."""
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        return f"not JSON ({error})"
    if not isinstance(record, dict):
        return "not a JSON object with “id” and “text”"
    if not isinstance(record.get("text"), str):
        return "“text” is missing or not a string"
    published = record.get("published")
    if published is not None and not isinstance(published, str):
        return '“published” is not a string such as "2025-06-09"'
    return record

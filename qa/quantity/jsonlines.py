"""Reading numbers on their own: JSON Lines in, quantities or JSON Lines out, no index and no model."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from qa.quantity.documents import read
from qa.types import Quantity

#: Half a surrogate pair: JSON can escape it, UTF-8 cannot hold it.
_LONE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that could not be read: its number, counted from 1, and what is wrong with it."""

    line: int
    reason: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read in one record: its `id` as it came, its text and date, and the quantities in the text's order."""

    id: Any
    text: str
    published: str | None
    quantities: tuple[Quantity, ...]


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


def readings(lines: Iterable[str], bad: list[BadLine]) -> Iterator[Reading]:
    """Read `{"id", "text", "published"?}` from each line, in order.

    Empty lines are passed over; a broken line is skipped and added to `bad` with its number, and the rest goes on.
    """
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        record = _record(line.lstrip("\ufeff") if number == 1 else line)
        if isinstance(record, str):
            bad.append(BadLine(number, record))
            continue
        text, published = record["text"], record.get("published")
        yield Reading(record.get("id"), text, published, read(text, published=published))


def read_lines(lines: Iterable[str], write: Callable[[str], object]) -> list[BadLine]:
    """Write `{"id", "quantities"}` for each record of `lines`, one line of JSON without its end; the broken lines."""
    bad: list[BadLine] = []
    for one in readings(lines, bad):
        answer = {"id": one.id, "quantities": [to_json(quantity) for quantity in one.quantities]}
        write(_line(answer))
    return bad


def _line(answer: dict[str, Any]) -> str:
    """One line of JSON; escaped where it holds half a surrogate pair, which no UTF-8 can."""
    line = json.dumps(answer, ensure_ascii=False)
    return line if line.isascii() or not _LONE.search(line) else json.dumps(answer)


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

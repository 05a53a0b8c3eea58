"""Lines whose cells are set apart by runs of spaces: which of them make a table, and where their cells are."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from qa.types import Cell, Span

#: What sets two cells apart.
GAP = re.compile(r"(?: {2,}|[\u00a0\u3000 ]{2,})")
#: A cell that is a bare figure.
NUMERIC = re.compile(r"[~≈<>≥≤+±−–-]?\s*[$€£¥₸₽]?\s*\d[\d.,\s'’]*\s*(?:%|\+|\*|\[\d+\])?")
#: A label whose figure follows it after one space only, because the label is as long as its column is wide.
_RUN_ON = re.compile(r"(.*\S) ([+−–-]?\d[\d.,]*%?)")
#: Rows, header included, that a run of space-aligned lines needs to be a table; tabs and bars prove it sooner.
_ROWS = 3
_CELLS = 3
#: Longest cell of a space-aligned table, in characters: beyond that it is prose with double spaces.
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a text: where it begins, and its cells."""

    start: int
    cells: tuple[Cell, ...]

    def place(self, number: int) -> range:
        """The columns of characters that a cell covers."""
        span = self.cells[number].span
        return range(span.start - self.start, span.end - self.start)


def trimmed(text: str, start: int, end: int, column: int) -> Cell:
    """A cell without the white space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Cell(Span(start, end), column)


def split(text: str, start: int, end: int) -> Line:
    """The cells of one line, set apart by gaps."""
    cells: list[Cell] = []
    at = start
    for gap in GAP.finditer(text, start, end):
        if gap.start() > at:
            cells.append(trimmed(text, at, gap.start(), len(cells)))
        at = gap.end()
    if at < end:
        cells.append(trimmed(text, at, end, len(cells)))
    return Line(start, tuple(cells))


def table(text: str, lines: Sequence[Line], figure: Callable[[str], bool]) -> list[tuple[Cell, ...]]:
    """The rows of a table, each with as many columns as the widest; an empty list where the lines are prose.

    A row short of a cell lacks the first one (an empty heading over the labels). `figure` tells cells that are figures.
    """
    width = max(len(line.cells) for line in lines)
    if width < _CELLS:
        return _pairs(text, lines) if width == _CELLS - 1 else []
    rows = [_completed(text, line, lines, width) for line in lines]
    widths = {len(row) for row in rows}
    if len(rows) < 2 or min(widths) < _CELLS - 1 or len(widths) > 2:
        return []
    if any(len(cell.span) > _LONGEST for row in rows for cell in row):
        return []
    figures = sum(figure(cell.span.of(text)) for cell in rows[1])
    if len(rows) < _ROWS and (len(widths) > 1 or figures < 2):
        return []
    return [tuple(Cell(cell.span, cell.column + width - len(row)) for cell in row) for row in rows]


def _pairs(text: str, lines: Sequence[Line]) -> list[tuple[Cell, ...]]:
    """Rows of a label and a bare figure, under a heading over each or none."""
    rows = [line.cells for line in lines]
    if len(rows) < _ROWS or any(len(row) != 2 for row in rows):
        return []
    figures = [NUMERIC.fullmatch(row[1].span.of(text)) is not None for row in rows]
    worded = all(any(char.isalpha() for char in row[0].span.of(text)) for row in rows)
    return rows if worded and all(figures[1:]) and all(len(row[0].span) <= _LONGEST for row in rows) else []


def _completed(text: str, line: Line, lines: Sequence[Line], width: int) -> tuple[Cell, ...]:
    """The cells of a line that is one short, its label parted from the figure that runs on where a column has one."""
    first = line.cells[0]
    found = _RUN_ON.fullmatch(first.span.of(text)) if len(line.cells) == width - 1 else None
    if found is None:
        return line.cells
    start = first.span.start + found.start(2)
    place = range(start - line.start, first.span.end - line.start)
    others = [other for other in lines if len(other.cells) == width]
    if not others or not all(_meet(place, other.place(1)) for other in others):
        return line.cells
    parted = [Cell(Span(first.span.start, first.span.start + found.end(1)), 0), Cell(Span(start, first.span.end), 1)]
    return (*parted, *(Cell(cell.span, cell.column + 1) for cell in line.cells[1:]))


def _meet(one: range, other: range) -> bool:
    return one.start < other.stop and other.start < one.stop

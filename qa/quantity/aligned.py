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
#: Rows, header included, that a run of space-aligned lines needs to be a table; tabs and bars prove it sooner.
_ROWS = 3
_CELLS = 3
#: Longest cell of a space-aligned table, in characters: beyond that it is prose with double spaces.
LONGEST = 60


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
    """The rows of a table, each cell in the column that it stands under; an empty list where the lines are prose.

    `figure` tells cells that are figures.
    """
    width = max(len(line.cells) for line in lines)
    if width < _CELLS:
        return _pairs(text, lines, figure) if width == _CELLS - 1 else []
    columns = _columns([line for line in lines if len(line.cells) == width])
    rows = [_placed(text, line, lines, columns) for line in lines]
    if not rows[0] and len(rows) > _CELLS and not any(figure(cell.span.of(text)) for cell in lines[0].cells):
        rows[0] = _over(lines[0], width)
    if len(rows) < 2 or not all(rows):
        return []
    if any(len(cell.span) > LONGEST for row in rows for cell in row):
        return []
    if len(rows) < _ROWS and not _headed(text, rows, figure):
        return []
    return rows


def _columns(lines: Sequence[Line]) -> list[range]:
    """The columns of characters that each column of cells covers in the lines that have them all."""
    found = []
    for number in range(len(lines[0].cells)):
        places = [line.place(number) for line in lines]
        found.append(range(min(place.start for place in places), max(place.stop for place in places)))
    return found


def _placed(text: str, line: Line, lines: Sequence[Line], columns: Sequence[range]) -> tuple[Cell, ...]:
    """The cells of a line under the columns that they meet; nothing where they cannot be told."""
    if len(line.cells) == 1:
        return (Cell(line.cells[0].span, 0, len(columns)),)  # heads a group of rows
    if len(line.cells) == len(columns):
        return line.cells
    line = _parted(text, line, lines, columns)
    found: list[Cell] = []
    for cell in line.cells:
        place, least = line.place(cell.column), found[-1].column + 1 if found else 0
        met = [number for number in range(least, len(columns)) if _shared(place, columns[number])]
        if not met:
            break
        found.append(Cell(cell.span, max(met, key=lambda number: _shared(place, columns[number]))))
    if len(found) == len(line.cells) >= _CELLS - 1:
        return tuple(found)
    lacks = len(line.cells) == len(columns) - 1  # an empty heading over the labels
    return tuple(Cell(cell.span, cell.column + 1) for cell in line.cells) if lacks else ()


def _over(line: Line, width: int) -> tuple[Cell, ...]:
    """The headings of a first line over as many columns each, behind the labels': years over tonnes and trains."""
    over, left = divmod(width - 1, len(line.cells))
    if left or over < 2:
        return ()
    return tuple(Cell(cell.span, 1 + number * over, over) for number, cell in enumerate(line.cells))


def _parted(text: str, line: Line, lines: Sequence[Line], columns: Sequence[range]) -> Line:
    """A line one cell short, its label cut from what follows after one space: a column begins there, or a figure."""
    if len(line.cells) != len(columns) - 1:
        return line
    first = line.cells[0]
    place = line.place(0)
    for at in range(first.span.start + 1, first.span.end - 1):
        left, right = range(place.start, at - line.start), range(at + 1 - line.start, place.stop)
        if text[at] != " " or not _shared(left, columns[0]) or not _shared(right, columns[1]):
            continue
        begins = all(other.place(1).start == right.start for other in lines if len(other.cells) == len(columns))
        if begins or NUMERIC.fullmatch(text, at + 1, first.span.end):
            parted = [Cell(Span(first.span.start, at), 0), Cell(Span(at + 1, first.span.end), 1)]
            return Line(line.start, (*parted, *(Cell(cell.span, cell.column + 1) for cell in line.cells[1:])))
    return line


def _shared(one: range, other: range) -> int:
    """How many characters two places have in common."""
    return max(0, min(one.stop, other.stop) - max(one.start, other.start))


def _headed(text: str, rows: Sequence[tuple[Cell, ...]], figure: Callable[[str], bool]) -> bool:
    """Whether two lines alone are a table: two figures or more in the second, each under a heading that is none."""
    heads = {cell.column for cell in rows[0] if not figure(cell.span.of(text))}
    figures = [cell.column for cell in rows[1] if figure(cell.span.of(text))]
    return len(figures) > 1 and len(heads) == len(rows[0]) and heads.issuperset(figures)


def _pairs(text: str, lines: Sequence[Line], figure: Callable[[str], bool]) -> list[tuple[Cell, ...]]:
    """Rows of a label and a figure, under a heading over each or none."""
    pairs = [line.cells for line in lines if len(line.cells) == 2]
    if len(pairs) < _ROWS:
        return []
    told = [row[1].span.of(text) for row in pairs]
    figures = [NUMERIC.fullmatch(one) is not None or (one.endswith((")", "）")) and figure(one)) for one in told]
    worded = all(any(char.isalpha() for char in row[0].span.of(text)) for row in pairs)
    if not worded or not all(figures[1:]) or any(len(row[0].span) > LONGEST for row in pairs):
        return []
    return [line.cells if len(line.cells) == 2 else (Cell(line.cells[0].span, 0, 2),) for line in lines]

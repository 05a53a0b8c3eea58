"""Tables of a PDF page: drawn with rules (found by pdfplumber), or set in aligned columns without rules."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from qa.readers import grid
from qa.readers.draft import CellText
from qa.readers.pdf_layout import Row, Segment, Word, rows

#: Edges closer than this many points are one edge.
_SAME_EDGE = 3.0
#: A table of two rows and two columns is drawn with at least so many edges.
_LEAST_EDGES = 5
#: Cells of tables without rules are short; longer segments are columns of running text.
_CELL_CHARACTERS = 45
#: Longer lines above a table are text.
_HEADER_CHARACTERS = 160
#: Rows that a table without rules needs; between horizontal rules one less will do.
_LEAST_ROWS = 3
#: Lines within a cell stand closer than this many font sizes; rows of cells mostly further apart.
_TIGHT = 0.45


@dataclass(slots=True)
class PageTable:
    """A table on a page: its place, its rows of cells, and how many of them are headers.

    `breaks` are the numbers of the body rows before which a page begins, once parts on several pages were joined;
    `gutters` the places where the columns of a table without vertical rules part.
    """

    top: float
    bottom: float
    x0: float
    x1: float
    lines: list[list[CellText]]
    headers: int
    breaks: set[int] = field(default_factory=set)
    gutters: tuple[float, ...] = ()

    @property
    def width(self) -> int:
        """The number of columns."""
        return max(sum(cell.columns for cell in line) for line in self.lines)

    def take(self, other: PageTable) -> bool:
        """Take in the rows of `other`, which goes on with this table on the next page, unless it is another table.

        It is the same if it repeats the header, or if it has the same columns at the same places and no header.
        """
        head = [[cell.text for cell in line] for line in self.lines[: self.headers]]
        repeats = self.headers > 0 and [[cell.text for cell in line] for line in other.lines[: self.headers]] == head
        alike = self.width == other.width and abs(self.x0 - other.x0) + abs(self.x1 - other.x1) < 4 * _SAME_EDGE
        if not repeats and not (alike and other.headers == 0):
            return False
        self.breaks.add(len(self.lines) - self.headers)
        self.lines.extend(other.lines[self.headers if repeats else 0 :])
        return True

    def holds(self, word: Word) -> bool:
        """Whether the middle of `word` lies in the table."""
        x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
        return self.x0 <= x <= self.x1 and self.top <= y <= self.bottom


def ruled(page: Any, words: Sequence[Word]) -> list[PageTable]:
    """The tables that rules draw on `page`; frames around text and charts are none."""
    found: list[PageTable] = []
    # Looking for tables is slow, and a page without a frame of rules has none.
    if len(page.edges) < _LEAST_EDGES:
        return found
    for table in page.find_tables():
        made = _ruled_table(table.bbox, table.cells, words)
        if made is not None:
            found.append(made)
    return found


def _ruled_table(
    box: tuple[float, float, float, float], cells: Sequence[tuple[float, float, float, float]], words: Sequence[Word]
) -> PageTable | None:
    lefts = _edges(cell[0] for cell in cells)
    tops = _edges(cell[1] for cell in cells)
    if len(lefts) < 2 or len(tops) < 2:
        return None
    texts = {cell: _inside(cell, words) for cell in cells}
    lines: list[list[CellText]] = []
    seen: set[tuple[float, float, float, float]] = set()
    for top in tops:
        # A cell belongs to every row whose upper part it covers: merged cells show in each of their rows.
        row = sorted(cell for cell in cells if cell[1] <= top + _SAME_EDGE < cell[3])
        filled = {cell for cell in row if texts[cell]}
        if filled and filled != seen:
            lines.extend(_split([(texts[cell], *_columns(cell, lefts)) for cell in row]))
            seen = filled
    full = [line for line in lines if sum(bool(cell.text) for cell in line) >= 2]
    if len(full) < 2 or sum(bool(text) for text in texts.values()) * 2 < len(texts):
        return None
    return PageTable(box[1], box[3], box[0], box[2], lines, grid.header_count(lines))


def _columns(cell: tuple[float, float, float, float], lefts: Sequence[float]) -> tuple[int, int]:
    """The column in which a cell begins, and the one after its last."""
    left = _index(lefts, cell[0])
    right = next((n for n, edge in enumerate(lefts) if edge >= cell[2] - _SAME_EDGE), len(lefts))
    return left, max(right, left + 1)


def _split(row: Sequence[tuple[list[str], int, int]]) -> list[list[CellText]]:
    """A row as one line of cells; as several where rules part groups of rows, so that figures stand in equal lines."""
    counts = Counter(len(text) for text, _, _ in row if text and all(grid.figure(line) for line in text))
    height, columns = counts.most_common(1)[0] if counts else (1, 0)
    equal = all(len(text) in (0, 1, height) for text, _, _ in row)
    if height < 2 or columns < 2 or not equal:
        return [_cells([(" ".join(text), left, right) for text, left, right in row])]
    return [
        _cells([(text[n] if len(text) == height else " ".join(text), left, right) for text, left, right in row])
        for n in range(height)
    ]


def _cells(row: Sequence[tuple[str, int, int]]) -> list[CellText]:
    """The cells of a row with empty ones where nothing is drawn."""
    line: list[CellText] = []
    column = 0
    for text, left, right in row:
        line.extend(CellText("") for _ in range(left - column))
        line.append(CellText(text, right - max(left, column)))
        column = right
    return [cell for cell in line if cell.columns > 0]


def _edges(values: Any) -> list[float]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _SAME_EDGE:
            found.append(value)
    return found


def _index(edges: Sequence[float], value: float) -> int:
    return max(0, min(len(edges) - 1, bisect_left(edges, value - _SAME_EDGE)))


def _inside(cell: tuple[float, float, float, float], words: Sequence[Word]) -> list[str]:
    """The lines of words in a cell."""
    held = [
        word
        for word in words
        if cell[0] <= (word.x0 + word.x1) / 2 <= cell[2] and cell[1] <= (word.top + word.bottom) / 2 <= cell[3]
    ]
    return [" ".join(segment.text for segment in row) for row in rows(held)]


def unruled(page: Sequence[Row], start: int, rules: Sequence[float] = ()) -> tuple[int, PageTable] | None:
    """The table without vertical rules that begins at row `start` of a column, and the row after it; None if none does.

    `rules` are the heights of horizontal rules: two columns of words between rules are a table, without they are not.
    """
    if len(page[start]) < 2:
        return _headed(page, start, rules)
    stop = start
    while stop < len(page) and _could_be_row(page, start, stop):
        stop += 1
    band = list(page[start:stop])
    while band and len(band[-1]) < 2 and not _tight(band, len(band) - 1):
        band.pop()
    gutters = _gutters(band)
    if sum(len(row) >= 2 for row in band) < _LEAST_ROWS - bool(rules) or not gutters or not _aligned(band, gutters):
        return None
    lines = _lines(band, gutters)
    texts = [[cell.text for cell in line] for line in lines]
    figures = sum(any(grid.figure(text) or text[:4].isdigit() for text in line[1:]) for line in texts)
    size = band[0][0].size
    under_rule = any(band[0][0].top - 1.5 * size < rule < band[-1][0].bottom + size for rule in rules)
    if len(lines) < 2 or not (
        under_rule or (len(lines) >= _LEAST_ROWS and (figures * 2 >= len(lines) - 1 or gutters[1:]))
    ):
        return None
    segments = [segment for row in band for segment in row]
    box = (min(s.top for s in segments), max(s.bottom for s in segments))
    table = PageTable(*box, min(s.x0 for s in segments), max(s.x1 for s in segments), lines, grid.header_rows(texts))
    table.gutters = tuple(gutters)
    return start + len(band), table


def _headed(page: Sequence[Row], start: int, rules: Sequence[float]) -> tuple[int, PageTable] | None:
    """The table below row `start`, if that row is its header set so close that it looks like a line of words."""
    row = page[start]
    if start + 1 >= len(page) or len(page[start + 1]) < 2 or len(row[0].text) > _HEADER_CHARACTERS:
        return None
    found = unruled(page, start + 1, rules)
    if found is None or found[1].headers or row[0].words[0].table >= 0:
        return None
    stop, table = found
    cells = [""] * (len(table.gutters) + 1)
    crossing = False
    for word in row[0].words:
        crossing = crossing or any(word.x0 < gutter < word.x1 for gutter in table.gutters)
        column = sum((word.x0 + word.x1) / 2 > gutter for gutter in table.gutters)
        cells[column] = f"{cells[column]} {word.text}".strip()
    if (
        sum(map(bool, cells)) < (len(cells) if crossing else max(2, 0.6 * len(cells)))
        or table.top - row[0].bottom > 2 * row[0].size
    ):
        return None
    table.lines.insert(0, [CellText(text) for text in cells])
    table.headers, table.top = 1, row[0].top
    return stop, table


def _tight(band: Sequence[Row], index: int) -> bool:
    """Whether row `index` follows the one above at the distance of lines within a cell."""
    gap = min(s.top for s in band[index]) - max(s.bottom for s in band[index - 1])
    return index > 0 and gap < _TIGHT * band[index][0].size


def _could_be_row(page: Sequence[Row], start: int, index: int) -> bool:
    """Whether a row has several short segments, or is short and goes on with the row above or heads the ones below."""
    row = page[index]
    if any(word.table >= 0 for word in row[0].words):
        return False
    if index > start and row[0].top - page[index - 1][0].bottom > 2.5 * row[0].size:
        return False
    if len(row) >= 2:
        return sum(len(segment.text) > _CELL_CHARACTERS for segment in row) <= 1
    if index == start or len(row[0].text) > _CELL_CHARACTERS + (row[0].x0 > page[start][0].x1) * _CELL_CHARACTERS:
        return False
    return _tight(page, index) or (index + 1 < len(page) and len(page[index + 1]) >= 2)


def _gutters(band: Sequence[Row]) -> list[float]:
    """The middles of the vertical strips that no segment crosses."""
    spans = sorted((segment.x0, segment.x1) for row in band for segment in row)
    gutters: list[float] = []
    if not spans:
        return gutters
    reach = spans[0][1]
    for left, right in spans[1:]:
        if left > reach + _SAME_EDGE:
            gutters.append((reach + left) / 2)
        reach = max(reach, right)
    return gutters


def _place(segment: Segment, gutters: Sequence[float]) -> int:
    return sum(segment.x0 > gutter for gutter in gutters)


def _aligned(band: Sequence[Row], gutters: Sequence[float]) -> bool:
    """Whether the segments of every column share a left edge, right edge or middle, as cells do and words do not."""
    for column in range(len(gutters) + 1):
        held = [segment for row in band for segment in row if _place(segment, gutters) == column]
        edges = ([s.x0 for s in held], [s.x1 for s in held], [(s.x0 + s.x1) / 2 for s in held])
        if not any(sum(abs(e - median(side)) < 2 * _SAME_EDGE for e in side) >= 0.75 * len(side) for side in edges):
            return False
    return True


def _lines(band: Sequence[Row], gutters: Sequence[float]) -> list[list[CellText]]:
    """Cells row by row.

    A visual row goes on with the cells above if it follows tightly while other rows stand apart; or if it lacks the
    first cell and holds other things than figures.
    """
    tight = [_tight(band, index) for index in range(len(band))]
    apart = len(band) - 1 - sum(tight)
    partial = sum(len(row) < max(map(len, band)) for row, close in zip(band, tight, strict=True) if close)
    spaced = apart >= max(2, 0.25 * (len(band) - 1)) or (apart >= 1 and 2 * partial >= sum(tight))
    lines: list[list[str]] = []
    for index, row in enumerate(band):
        line = [""] * (len(gutters) + 1)
        for segment in row:
            column = _place(segment, gutters)
            line[column] = f"{line[column]} {segment.text}".strip()
        goes_on = tight[index] if spaced else index > 1 and not line[0] and not all(grid.figure(s.text) for s in row)
        figures_below_figures = bool(lines) and any(
            grid.figure(above) and grid.figure(text) for above, text in zip(lines[-1], line, strict=True)
        )
        if lines and goes_on and not figures_below_figures:
            lines[-1] = [f"{above} {text}".strip() for above, text in zip(lines[-1], line, strict=True)]
        else:
            lines.append(line)
    return [[CellText(text) for text in line] for line in lines]

"""CSV and TSV: the text stays as it is; dialect, title lines, header and cells are found in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from qa.readers import grid
from qa.readers.draft import Draft
from qa.readers.grid import Row
from qa.types import Block, BlockKind, Span

#: In order of preference where two fit equally well.
_DELIMITERS = (",", ";", "\t", "|")
#: Rows that are looked at to find the delimiter.
_SAMPLE_ROWS = 200


def read(text: str) -> Draft:
    """The draft of a delimited text: one table, with the lines above it as captions and below it as notes."""
    draft = Draft(text, "csv")
    rows = [row for row in _rows(text, _delimiter(text)) if any(len(cell) for cell in row.cells)]
    if not rows:
        return draft
    width = Counter(len(row.cells) for row in rows).most_common(1)[0][0]
    first, last = 0, len(rows)
    if width > 1:
        while first < last - 1 and _filled(rows[first]) <= 1:
            first += 1
        while last > first + 2 and _filled(rows[last - 1]) <= 1 < _filled(rows[first]) and len(rows[last - 1].cells[0]):
            last -= 1
    for row in rows[:first]:
        _line(draft, row, BlockKind.CAPTION)
    texts = [[cell.of(text) for cell in row.cells] for row in rows[first:last]]
    grid.add_table(draft, rows[first:last], grid.header_rows(texts))
    if first:
        caption = draft.blocks[first - 1].span
        draft.tables[0] = grid.with_caption(draft.tables[0], caption)
    for row in rows[last:]:
        _line(draft, row, BlockKind.NOTE)
    return draft


def _filled(row: Row) -> int:
    return sum(len(cell) > 0 for cell in row.cells)


def _line(draft: Draft, row: Row, kind: BlockKind) -> None:
    cell = next(cell for cell in row.cells if len(cell))
    draft.blocks.append(Block(kind, cell))


def _delimiter(text: str) -> str:
    """The delimiter that gives most rows the same number of cells, and more than one."""

    def fit(delimiter: str) -> tuple[float, int]:
        widths: Counter[int] = Counter()
        for number, row in enumerate(_rows(text, delimiter)):
            if number >= _SAMPLE_ROWS:
                break
            widths[len(row.cells)] += 1
        total = sum(widths.values())
        width, count = max(widths.items(), key=lambda item: (item[0] > 1, item[1]), default=(1, 0))
        return (count / total if width > 1 and total else 0.0, width)

    return max(_DELIMITERS, key=fit)


def _rows(text: str, delimiter: str) -> Iterator[Row]:
    """The rows of `text` as spans: quotes left out of cells, quoted line ends within them."""
    place, length = 0, len(text)
    while place < length:
        start = place
        cells: list[Span] = []
        while True:
            cell, place = _cell(text, place, delimiter)
            cells.append(cell)
            if place >= length or text[place] != delimiter:
                break
            place += 1
        span = grid.stripped(text, start, place)
        if len(span):
            yield Row(span, tuple(cells))
        place += 1


def _cell(text: str, place: int, delimiter: str) -> tuple[Span, int]:
    """The cell that begins at `place`, and where the delimiter or line end after it lies."""
    start = place
    while place < len(text) and text[place] == " ":
        place += 1
    if text[place : place + 1] == '"':
        close = place + 1
        while True:
            close = text.find('"', close)
            if close < 0 or text[close + 1 : close + 2] != '"':
                break
            close += 2
        end = close + 1
        while 0 < end < len(text) and text[end] == " ":
            end += 1
        if close > 0 and text[end : end + 1] in ("", "\n", delimiter):
            return grid.stripped(text, place + 1, close), end
    line_end = text.find("\n", start)
    line_end = len(text) if line_end < 0 else line_end
    found = text.find(delimiter, start, line_end)
    end = found if found >= 0 else line_end
    return grid.stripped(text, start, end), end

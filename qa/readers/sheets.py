"""XLSX: a heading a sheet, then its tables with their headers, every value as Excel shows it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from typing import Any

from qa.errors import ReadError
from qa.readers import excel_format, grid, office
from qa.readers.draft import CellText, Composer, Draft, tidy_cell
from qa.types import BlockKind

#: Sheets with more filled cells need more memory than a desk machine has to spare.
MAX_CELLS = 2_000_000

#: Names that Excel itself gives to sheets.
_UNNAMED = re.compile(r"(?:sheet|лист|парақ|工作表|tabelle|feuil)\s?\d*", re.IGNORECASE)

#: Filled cells by row and column, merged cells with the number of columns they cover.
Filled = Mapping[tuple[int, int], CellText]


def read(data: bytes) -> Draft:
    """The draft of a workbook; hidden sheets are left out, since nobody could check a quote from them."""
    import openpyxl

    workbook = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    composer = Composer("xlsx")
    office.state_properties(composer.facts, workbook.properties)
    left = MAX_CELLS
    for sheet in workbook.worksheets:
        if sheet.sheet_state != "visible":
            continue
        filled = _filled(sheet)
        left -= len(filled)
        if left < 0:
            raise ReadError("", f"holds more than {MAX_CELLS:,} filled cells", "Split it, or save its sheets as CSV.")
        if filled:
            if not _UNNAMED.fullmatch(sheet.title):
                composer.block(BlockKind.HEADING, sheet.title, 2)
            for rows in _regions(filled):
                _region(composer, filled, rows)
            for comment in _comments(sheet):
                composer.block(BlockKind.NOTE, comment)
    return composer.finish()


def _filled(sheet: Any) -> dict[tuple[int, int], CellText]:
    """The cells that show something; a cell merged over rows shows in each of them."""
    found: dict[tuple[int, int], CellText] = {}
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value is not None:
                text = tidy_cell(excel_format.display(cell.value, cell.number_format))
                if text:
                    found[cell.row, cell.column] = CellText(text)
    for merged in sheet.merged_cells.ranges:
        origin = found.get((merged.min_row, merged.min_col))
        if origin is not None:
            wide = CellText(origin.text, merged.max_col - merged.min_col + 1)
            for number in range(merged.min_row, min(merged.max_row, merged.min_row + 10_000) + 1):
                found[number, merged.min_col] = wide
    return found


def _regions(filled: Filled) -> Iterator[list[int]]:
    """Runs of rows without an empty one between them."""
    run: list[int] = []
    for row in sorted({row for row, _ in filled}):
        if run and row > run[-1] + 1:
            yield run
            run = []
        run.append(row)
    if run:
        yield run


def _region(composer: Composer, filled: Filled, rows: list[int]) -> None:
    """Write a run of rows: lone cells above as captions, then the tables in it side by side, then lone cells below."""
    inside = set(rows)
    by_row: dict[int, list[int]] = {row: [] for row in rows}
    for row, column in filled:
        if row in inside:
            by_row[row].append(column)
    first, last = 0, len(rows)
    while first < last and len(by_row[rows[first]]) == 1:
        first += 1
    while last > first and len(by_row[rows[last - 1]]) == 1 and by_row[rows[last - 1]] == [min(by_row[rows[first]])]:
        last -= 1
    alone = first == last
    for row in rows[:first]:
        _lone(composer, filled, row, by_row, BlockKind.PARAGRAPH if alone else BlockKind.CAPTION)
    if not alone:
        for columns in _column_groups(filled, rows[first:last], by_row):
            lines = [list(_line(filled, row, columns)) for row in rows[first:last]]
            lines = [line for line in lines if any(cell.text for cell in line)]
            count = grid.header_count(lines)
            composer.table(lines[:count], lines[count:])
    for row in rows[last:]:
        _lone(composer, filled, row, by_row, BlockKind.NOTE)


def _lone(composer: Composer, filled: Filled, row: int, by_row: Mapping[int, list[int]], kind: BlockKind) -> None:
    composer.block(kind, filled[row, by_row[row][0]].text)


def _column_groups(filled: Filled, rows: list[int], by_row: Mapping[int, list[int]]) -> Iterator[tuple[int, int]]:
    """First and last column of each group of columns that an empty column parts from the next."""
    used = {
        column + n for row in rows for column in by_row[row] for n in range(min(filled[row, column].columns, 16_384))
    }
    start = previous = min(used)
    for column in sorted(used):
        if column > previous + 1:
            yield start, previous
            start = column
        previous = column
    yield start, previous


def _line(filled: Filled, row: int, columns: tuple[int, int]) -> Iterator[CellText]:
    column, last = columns
    while column <= last:
        cell = filled.get((row, column), CellText(""))
        yield CellText(cell.text, min(cell.columns, last - column + 1))
        column += cell.columns


def _comments(sheet: Any) -> Iterator[str]:
    for row in sheet.iter_rows():
        for cell in row:
            if cell.comment is not None:
                yield f"{cell.coordinate}: {cell.comment.text}"

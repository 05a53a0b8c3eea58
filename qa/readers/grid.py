"""Tables that lie flat in a text: cells parted by tabs, by pipes, or by aligned blanks; and which rows are headers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from qa.readers import shapes
from qa.readers.draft import CellText, Draft, tidy_cell
from qa.types import Block, BlockKind, Cell, Span, Table

#: A figure in a cell: digits with separators, signs, percent, a short unit or mark; dates and ranges too.
_FIGURE = re.compile(r"[~≈<>±+\-−–(]*\s*[$€¥₸₽£]?\s*\d[\d\s.,:/–−-]*\s*(?:%|[\w./²³°]{0,12})?\s*[)*+]?(?:\s*\[\d+\])?")
_YEAR = re.compile(r"(?:19|20)\d\d(?:\s*[-–/]\s*(?:(?:19|20)?\d\d))?\s*(?:г\.?|год|ж\.?|жыл|年|E|F|e|f|\*)?")
_PERIOD = re.compile(
    r"(?:Q[1-4]|[1-4]\s?Q|H[12]|[IV]+\s*кв\.?|[1-4]\s*кв\.?|[A-Za-zА-Яа-яӘ-ӹ]{3,9}\.?)?\s*(?:19|20)\d\d\s*(?:г\.?|года?|ж\.?|年)?"
    r"|(?:19|20)\d\d\s*[/-]?\s*(?:Q[1-4]|H[12])|[0-3]?\d[./][01]?\d[./](?:19|20)\d\d|(?:19|20)\d\d-[01]\d-[0-3]\d",
    re.IGNORECASE,
)
_GAP = re.compile(r"\S( {2,})\S")
_RULE = re.compile(r"\s*[-=_+–—| ]{5,}\s*")
#: Header rows beyond this are no headers but text.
_MAX_HEADER_ROWS = 3
#: A first line may head several columns each of a table with more lines than this.
_LEAST_UNDER = 3
#: So many rows show what the columns hold.
_SAMPLE_ROWS = 200


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the text without its line end, and where it begins."""

    start: int
    text: str

    @property
    def end(self) -> int:
        """Where the line ends, its line end excluded."""
        return self.start + len(self.text)

    @property
    def blank(self) -> bool:
        """Whether there is nothing but white space."""
        return not self.text.strip()


@dataclass(frozen=True, slots=True)
class Row:
    """A table row: where it lies, and its cells from left to right."""

    span: Span
    cells: tuple[Span, ...]


def lines_of(text: str) -> list[Line]:
    """The lines of `text`; a form feed ends a line as a line end does."""
    found: list[Line] = []
    start = 0
    for match in re.finditer("[\n\f]", text):
        found.append(Line(start, text[start : match.start()]))
        start = match.end()
    found.append(Line(start, text[start:]))
    return found


def stripped(text: str, start: int, end: int) -> Span:
    """`start`–`end` without the white space at its ends; an empty span at `start` where nothing else is there."""
    piece = text[start:end]
    left = start + len(piece) - len(piece.lstrip())
    right = end - (len(piece) - len(piece.rstrip()))
    return Span(left, right) if left < right else Span(start, start)


def figure(text: str) -> bool:
    """Whether a cell holds a figure that is not a year or period."""
    text = text.strip()
    return bool(_FIGURE.fullmatch(text)) and not _YEAR.fullmatch(text) and not _PERIOD.fullmatch(text)


def header_rows(rows: Sequence[Sequence[str]]) -> int:
    """How many rows on top are column headings, at most three.

    The first row is one unless most of its cells look like the figures below them; further rows are as long as they
    hold no figure in columns that hold figures below (units, sub-headings), and the one before has gaps to be filled.
    """
    rows = rows[:_SAMPLE_ROWS]
    if len(rows) < 2 or not _first_is_header(rows):
        return 0
    count = 1
    numeric = _figure_columns(rows)
    while count < min(_MAX_HEADER_ROWS, len(rows) - 1) and numeric and _sub_header(rows, count, numeric):
        count += 1
    return count


def _first_is_header(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first row differs from the column below it in more columns than it resembles it."""
    years = [int(cell.strip()) for cell in rows[0] if re.fullmatch(r"(?:19|20)\d\d", cell.strip())]
    if len(years) > 1 and all(later - earlier == 1 for earlier, later in pairwise(years)):
        return True
    unlike = like = 0
    for column, top in enumerate(rows[0]):
        body = [row[column] for row in rows[1:] if column < len(row) and row[column].strip()]
        shapes_below = Counter(_shape(cell) for cell in body)
        if not top.strip() or not shapes_below:
            continue
        usual, count = shapes_below.most_common(1)[0]
        if usual != _WORDS and count * 2 >= len(body):
            same = _shape(top) == usual or (usual != "year" and _shape(top) in _BARE)
            like += same
            unlike += not same
    return unlike >= like if unlike else not like


#: The shape of cells without figures, and of figures without a unit in letters, which head no column.
_WORDS = "words"
_BARE = ("figure ", "figure %")


def _shape(cell: str) -> str:
    """What kind of thing a cell holds: words, a year, or a figure with its unit."""
    cell = cell.strip()
    if _YEAR.fullmatch(cell) or _PERIOD.fullmatch(cell):
        return "year"
    return f"figure {re.sub(r'[^a-zа-яё%²³°一-龥]', '', cell.casefold())}" if figure(cell) else _WORDS


def header_count(rows: Sequence[Sequence[CellText]]) -> int:
    """How many of `rows` are column headings; a merged cell counts for every column that it covers."""
    return header_rows([[text for cell in row for text in [tidy_cell(cell.text)] * cell.columns] for row in rows])


def _figure_columns(rows: Sequence[Sequence[str]]) -> set[int]:
    """Columns with figures in most of the rows below the third (or below the first in small tables)."""
    body = rows[_MAX_HEADER_ROWS:] or rows[-1:]
    width = max(len(row) for row in rows)
    return {
        column
        for column in range(1, width)
        if sum(column < len(row) and figure(row[column]) for row in body) * 2 >= len(body)
    }


def _sub_header(rows: Sequence[Sequence[str]], index: int, numeric: set[int]) -> bool:
    row, above = rows[index], rows[index - 1]
    cells = [row[column].strip() for column in sorted(numeric) if column < len(row)]
    if not any(cells) or any(figure(cell) for cell in cells):
        return False
    if len(row) > 1 and len(set(row)) == 1:
        return False  # one cell over all columns heads the rows below it
    gaps = any(not cell.strip() for cell in above) or len(set(above)) < len(above) or not row[0].strip()
    return gaps or len(row) > len(above)


def add_table(draft: Draft, rows: Sequence[Row], headers: int | None = None) -> None:
    """Append the table made of `rows` to `draft`; short rows get empty cells at their end."""
    texts = [[cell.of(draft.text) for cell in row.cells] for row in rows]
    count = header_rows(texts) if headers is None else headers
    width = max(len(row.cells) for row in rows)
    number = len(draft.tables)
    placed: list[tuple[Cell, ...]] = []
    for index, row in enumerate(rows):
        missing = [Span(row.span.end, row.span.end)] * (width - len(row.cells))
        placed.append(tuple(Cell(span, column) for column, span in enumerate((*row.cells, *missing))))
        is_header = index < count
        kind = BlockKind.TABLE_HEADER if is_header else BlockKind.TABLE_ROW
        draft.blocks.append(Block(kind, row.span, table=number, row=index if is_header else index - count))
    draft.tables.append(Table(None, tuple(placed[:count]), tuple(placed[count:])))


def tab_rows(lines: Sequence[Line], index: int) -> list[tuple[int, Row]]:
    """The rows of a tab-parted table that begins at line `index`, each with its number of lines; empty if none does."""
    rows: list[tuple[int, Row]] = []
    position = index
    while position < len(lines) and not lines[position].blank:
        line = lines[position]
        cells = _tab_cells(line)
        if not _inner_tab(line.text) or shapes.note(line.text):
            break
        rows.append((1, Row(Span(line.start + len(line.text) - len(line.text.lstrip(" ")), line.end), cells)))
        position += 1
    if len(rows) < 2 or all(shapes.item_marker(lines[index + n].text) for n in range(len(rows))):
        return []
    if all(not len(row.cells[0]) for _, row in rows):
        rows = [(n, Row(row.span, row.cells[1:])) for n, row in rows]
    return rows


def _inner_tab(text: str) -> bool:
    return "\t" in text.strip(" ") and bool(text.strip())


def _tab_cells(line: Line) -> tuple[Span, ...]:
    cells: list[Span] = []
    start = line.start
    for piece in line.text.split("\t"):
        cells.append(stripped_piece(piece, start))
        start += len(piece) + 1
    return tuple(cells)


def stripped_piece(piece: str, start: int) -> Span:
    """The span of `piece`, which begins at `start`, without the white space at its ends."""
    left = len(piece) - len(piece.lstrip())
    right = len(piece.rstrip())
    return Span(start + left, start + right) if left < right else Span(start, start)


def pipe_cells(line: Line) -> tuple[Span, ...]:
    """The cells of a line parted by pipes, without padding; a pipe after a backslash parts nothing."""
    bounds = [m.start() for m in re.finditer(r"(?<!\\)\|", line.text)]
    content = stripped_piece(line.text, 0)
    edges = [-1, *bounds, len(line.text)]
    if bounds and bounds[0] == content.start:
        edges.pop(0)
    if len(bounds) > 1 and bounds[-1] == content.end - 1:
        edges.pop()
    return tuple(stripped_piece(line.text[left + 1 : right], line.start + left + 1) for left, right in pairwise(edges))


def pipe_rows(lines: Sequence[Line], index: int) -> list[tuple[int, Row]]:
    """The rows of a table drawn with pipes that begins at line `index`; ruling lines are counted to the row above."""
    rows: list[tuple[int, Row]] = []
    position = index
    while position < len(lines) and re.match(r"\s*[|+]", lines[position].text):
        line = lines[position]
        if re.fullmatch(r"[\s|+:=-]+", line.text):
            if rows:
                count, row = rows[-1]
                rows[-1] = (count + 1, row)
            elif position + 1 >= len(lines):
                return []
            else:
                return _with_rule_on_top(pipe_rows(lines, position + 1))
        elif "|" in line.text:
            rows.append((1, Row(stripped_piece(line.text, line.start), pipe_cells(line))))
        position += 1
    return rows if len(rows) >= 2 and min(len(row.cells) for _, row in rows) >= 2 else []


def _with_rule_on_top(rows: list[tuple[int, Row]]) -> list[tuple[int, Row]]:
    return [(rows[0][0] + 1, rows[0][1]), *rows[1:]] if rows else []


def aligned_rows(lines: Sequence[Line], index: int) -> list[tuple[int, Row]]:
    """The rows of a table aligned with blanks that begins at line `index`: at least three lines with common gutters.

    Lines that only rule are counted to the row above.
    """
    counts: list[int] = []
    block: list[Line] = []
    for line in lines[index:]:
        if block and _RULE.fullmatch(line.text):
            counts[-1] += 1
        elif _GAP.search(line.text) and not shapes.note(line.text):
            counts.append(1)
            block.append(line)
        else:
            break
    if len(block) < 3 or shapes.item_marker(block[0].text):
        return []
    gutters, below = _gutters(block), _gutters(block[1:])
    over = len(below) > len(gutters) and len(block) > _LEAST_UNDER
    cut = [_cut(line, below if over else gutters) for line in block]
    if over:
        cut[0] = _cut_over(block[0], block[1], below)
    rows = list(zip(counts, cut, strict=True))
    return rows if gutters and all(sum(len(cell) > 0 for cell in row.cells) >= 2 for _, row in rows) else []


def _gutters(block: Sequence[Line]) -> list[int]:
    """Where columns part: the middle of every run of at least two places that are blank in all lines."""
    width = max(len(line.text) for line in block)
    used = [False] * width
    for line in block:
        for place, character in enumerate(line.text):
            if not character.isspace():
                used[place] = True
        # A single blank between two words of one cell is no gutter.
        for match in re.finditer(r"(?<=\S) (?=\S)", line.text):
            used[match.start()] = True
    gutters: list[int] = []
    place = used.index(True)
    while place < width:
        if not used[place]:
            stop = place
            while stop < width and not used[stop]:
                stop += 1
            if stop < width:
                gutters.append((place + stop) // 2)
            place = stop
        place += 1
    return gutters


def _cut_over(line: Line, below: Line, gutters: Sequence[int]) -> Row:
    """A first line whose headings stand over several columns each: the heading nearest to its middle is a column's.

    A heading becomes the cell of its first column, the other cells are empty; a blank start leaves the labels unheaded.
    """
    edges = [0, *gutters, max(len(below.text), len(line.text))]
    pieces = [(m.start(), m.end()) for m in re.finditer(r"\S+(?: \S+)*", line.text)]
    cells: list[Span] = []
    last = -1
    for column, (start, stop) in enumerate(pairwise(edges)):
        inside = below.text[start:stop]
        left = start + len(inside) - len(inside.lstrip())
        middle = (left + start + len(inside.rstrip())) / 2
        nearest = min(range(len(pieces)), key=lambda n: abs(sum(pieces[n]) / 2 - middle))
        unheaded = column == 0 and pieces[0][0] >= stop
        if nearest == last or unheaded:
            cells.append(Span(line.end, line.end))
            continue
        cells.append(Span(line.start + pieces[nearest][0], line.start + pieces[nearest][1]))
        last = nearest
    return Row(stripped_piece(line.text, line.start), tuple(cells))


def _cut(line: Line, gutters: Sequence[int]) -> Row:
    edges = [0, *gutters, len(line.text)]
    cells = tuple(
        stripped_piece(line.text[min(a, len(line.text)) : max(b, a)], line.start + min(a, len(line.text)))
        for a, b in pairwise(edges)
    )
    return Row(stripped_piece(line.text, line.start), cells)


def with_caption(table: Table, caption: Span) -> Table:
    """`table` with `caption`."""
    return Table(caption, table.header, table.rows, table.notes)

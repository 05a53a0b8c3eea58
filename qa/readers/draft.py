"""A document in the making: what every reader fills in, and the composer for formats without a text of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from qa.text import clean
from qa.types import Block, BlockKind, Cell, Span, Table

#: Formats whose text the composer builds know spaces only as separators.
_SPACES = re.compile(r"[^\S\n]+")
_LINES = re.compile(r" ?\n[ \n]*")
_EVERY_SPACE = re.compile(r"\s+")


@dataclass(slots=True)
class Facts:
    """What a file says about itself. The first statement about a thing wins: readers ask the best source first.

    `created` is the ISO date of the file itself, which counts only where the document gives no date of its own.
    """

    values: dict[str, str] = field(default_factory=dict)
    provenance: dict[str, str] = field(default_factory=dict)
    authors: tuple[str, ...] = ()
    created: str | None = None

    def state(self, name: str, value: str | None, provenance: str) -> None:
        """Keep `value` for `name` unless it is empty or something better was stated before."""
        value = _EVERY_SPACE.sub(" ", clean(value)).strip() if value else ""
        if value and name not in self.values:
            self.values[name] = value
            self.provenance[name] = provenance


@dataclass(slots=True)
class Draft:
    """Text, blocks in reading order, tables, pages and facts, before the roles of blocks are settled."""

    text: str
    format: str
    blocks: list[Block] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    pages: list[Span] = field(default_factory=list)
    facts: Facts = field(default_factory=Facts)


@dataclass(frozen=True, slots=True)
class CellText:
    """A table cell before it has a place in the text; a merged cell covers `columns` of them."""

    text: str
    columns: int = 1


#: Raised digits as characters of their own, so that a footnote mark or exponent never becomes part of a figure.
_RAISED = str.maketrans("0123456789+-−()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾")


def raised(text: str) -> str:
    """`text` as it shows when raised: digits and signs as superscript characters, other text as it is."""
    return text.translate(_RAISED) if re.fullmatch(r"\s*[-+−(]?\d+\)?\s*", text) else text


def tidy(text: str) -> str:
    """`text` with runs of blanks as one space, line breaks kept single, and nothing at its ends."""
    return _LINES.sub("\n", _SPACES.sub(" ", clean(text))).strip()


def tidy_cell(text: str) -> str:
    """`text` in one line, since tabs part cells and line breaks part rows."""
    return _EVERY_SPACE.sub(" ", clean(text)).strip()


class Composer:
    """Writes the text of a document block by block: a blank line between blocks, a line a table row, tabs in it."""

    def __init__(self, format: str) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._page_start: int | None = None
        self._draft = Draft("", format)

    @property
    def facts(self) -> Facts:
        """Where the reader states what the file says about itself."""
        return self._draft.facts

    def _write(self, text: str) -> Span:
        start = self._length
        self._parts.append(text)
        self._length += len(text)
        return Span(start, self._length)

    def page(self) -> None:
        """Begin a page; what is written next lies on it."""
        if self._page_start is not None:
            self._draft.pages.append(Span(self._page_start, self._length))
        self._page_start = self._length

    def block(self, kind: BlockKind, text: str, level: int = 0) -> None:
        """Add a block, unless its text is empty."""
        text = tidy(text)
        if text:
            self._gap()
            self._draft.blocks.append(Block(kind, self._write(text), level))

    def join(self, text: str, between: str, drop: int = 0) -> None:
        """Continue the last block on a new page: `drop` characters (a hyphen) go, `between` comes before `text`."""
        last = self._draft.blocks[-1]
        if drop:
            self._parts[-1] = self._parts[-1][:-drop]
            self._length -= drop
        self._write(between)
        self.page()
        span = self._write(tidy(text))
        self._draft.blocks[-1] = Block(last.kind, Span(last.span.start, span.end), last.level)

    def table(
        self,
        header: Sequence[Sequence[CellText]],
        rows: Sequence[Sequence[CellText]],
        breaks: frozenset[int] = frozenset(),
    ) -> None:
        """Add a table, unless it has no words; captions and notes are found later by their place.

        `breaks` are the numbers of the body rows before which a page begins.
        """
        if not any(tidy_cell(cell.text) for row in (*header, *rows) for cell in row):
            return
        self._gap()
        number = len(self._draft.tables)
        placed: list[tuple[Cell, ...]] = []
        for index, row in enumerate((*header, *rows)):
            at = index if index < len(header) else index - len(header)
            if index:
                self._write("\n")
            if index >= len(header) and at in breaks:
                self.page()
            start = self._length
            placed.append(self._row(row))
            kind = BlockKind.TABLE_HEADER if index < len(header) else BlockKind.TABLE_ROW
            if self._length > start:
                self._draft.blocks.append(Block(kind, Span(start, self._length), table=number, row=at))
        self._draft.tables.append(Table(None, tuple(placed[: len(header)]), tuple(placed[len(header) :])))

    def _row(self, row: Sequence[CellText]) -> tuple[Cell, ...]:
        cells: list[Cell] = []
        column = 0
        for cell in row:
            if cells:
                self._write("\t")
            cells.append(Cell(self._write(tidy_cell(cell.text)), column, cell.columns))
            column += cell.columns
        return tuple(cells)

    def _gap(self) -> None:
        if self._draft.blocks or self._length:
            self._write("\n\n")
            if self._page_start is not None and self._page_start == self._length - 2:
                self._page_start = self._length

    def finish(self) -> Draft:
        """The draft with its whole text."""
        if self._page_start is not None:
            self._draft.pages.append(Span(self._page_start, self._length))
        self._draft.text = "".join(self._parts)
        return self._draft

"""A document and its parts. The only coordinate system is `Document.text`, counted in Python characters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple


class Span(NamedTuple):
    """Characters `start` (included) to `end` (excluded) of a document's text.

    A question makes and compares thousands, tuples in half of the time that a class of our own takes.
    """

    start: int
    end: int

    def of(self, text: str) -> str:
        """The slice of `text` that the span covers."""
        return text[self.start : self.end]

    def shift(self, by: int) -> Span:
        """The same span `by` characters further on."""
        return Span(self.start + by, self.end + by)

    def covers(self, other: Span) -> bool:
        """Whether `other` lies inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def __len__(self) -> int:
        return self.end - self.start


class BlockKind(StrEnum):
    """What a block of a document is; `REFERENCES` and `FURNITURE` are citable but never answer."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST = "list"
    TABLE_HEADER = "table_header"
    TABLE_ROW = "table_row"
    CAPTION = "caption"
    NOTE = "note"
    REFERENCES = "references"
    FURNITURE = "furniture"


#: Kinds whose text is kept and citable but does not answer questions.
SILENT_KINDS = frozenset({BlockKind.REFERENCES, BlockKind.FURNITURE})


@dataclass(frozen=True, slots=True)
class Cell:
    """One table cell. `column` counts from 0 at the left; a merged cell covers `columns` of them."""

    span: Span
    column: int
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table: `header` rows first, then `rows`; a row is its cells from left to right, empty cells included."""

    caption: Span | None
    header: tuple[tuple[Cell, ...], ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a document in reading order. Blocks do not overlap; what lies between them is white space or markup.

    `level` is a heading's depth (1 = title). `table` and `row` place a table row in `Document.tables`.
    """

    kind: BlockKind
    span: Span
    level: int = 0
    table: int | None = None
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One file, decoded and normalised once.

    `id` is the path under the corpus with forward slashes; `published` an ISO date ("2025-06-09", or "2025-06", "2025"
    where no more is known); `language` one of en, ru, kk, zh or another ISO 639-1 code; `pages` the span of each page,
    empty where the format has none; `provenance` says for title, source, published and language where each came from
    ("front matter", "metadata", "first lines", "file name", "detected").
    """

    id: str
    text: str
    blocks: tuple[Block, ...]
    tables: tuple[Table, ...] = ()
    pages: tuple[Span, ...] = ()
    title: str = ""
    source: str = ""
    authors: tuple[str, ...] = ()
    url: str = ""
    published: str | None = None
    language: str = ""
    format: str = "text"
    sha256: str = ""
    provenance: Mapping[str, str] = field(default_factory=dict)

    @property
    def headings(self) -> tuple[Block, ...]:
        """The heading blocks in reading order."""
        return tuple(block for block in self.blocks if block.kind is BlockKind.HEADING)


@dataclass(frozen=True, slots=True)
class Passage:
    """What is searched and cited. `text` is always `document.text[span.start:span.end]`.

    `number` counts passages over the whole index; `headings` leads from the outermost heading to the nearest;
    `context` is what a table row needs to be understood (caption and column headings), searched but never quoted.
    `words` are those of `text` and of its statements as an index keeps them (`qa.text.keeping`), "" where they have to
    be read anew.
    """

    document: str
    number: int
    span: Span
    kind: BlockKind
    text: str
    headings: tuple[str, ...] = ()
    page: int | None = None
    context: str = ""
    language: str = ""
    words: str = ""

    @property
    def answers(self) -> bool:
        """Whether the passage may answer a question."""
        return self.kind not in SILENT_KINDS

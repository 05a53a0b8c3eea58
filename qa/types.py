"""What we pass around. Frozen, slotted, and free of behaviour beyond what follows from the fields.

The only coordinate system is `Document.text`, counted in Python characters; every `Span` refers to it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters `start` (included) to `end` (excluded) of a document's text."""

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

    @property
    def answers(self) -> bool:
        """Whether the passage may answer a question."""
        return self.kind not in SILENT_KINDS


class Bound(StrEnum):
    """How a figure is hedged."""

    EXACT = "exact"
    ABOUT = "about"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    RANGE = "range"


class Role(StrEnum):
    """What a figure does in its sentence."""

    LEVEL = "level"
    FROM = "from"
    TO = "to"
    CHANGE_UP = "change_up"
    CHANGE_DOWN = "change_down"
    SHARE = "share"
    TARGET = "target"
    RATE = "rate"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number that was read. `low == high` for a point; both in `unit`, magnitudes multiplied out.

    `period` is an ISO interval ("2015-01-01/2015-12-31") or None; `subject` the words that say what is measured, with
    `subject_span` where they stand together in the text; `equivalent` the span of the same amount in another unit,
    where the text itself gives both; `planned` tells a plan from an actual figure.
    """

    span: Span
    text: str
    low: float
    high: float
    bound: Bound = Bound.EXACT
    unit: str = ""
    dimension: str = "count"
    role: Role = Role.LEVEL
    period: str | None = None
    subject: str = ""
    subject_span: Span | None = None
    planned: bool = False
    equivalent: Span | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """Where words come from. `quote` equals the document's text from `start` to `end`, to the character."""

    document: str
    title: str
    source: str
    published: str | None
    page: int | None
    heading: str
    start: int
    end: int
    quote: str


class AnswerKind(StrEnum):
    """What a question wants, and what a headline is."""

    FIGURE = "figure"
    DATE = "date"
    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"
    NAME = "name"
    LIST = "list"
    EXPLANATION = "explanation"
    SENTENCE = "sentence"


@dataclass(frozen=True, slots=True)
class Query:
    """A question, understood. `terms` are the analysed words used for BM25.

    `dimensions` are the acceptable dimensions of a wanted figure (empty: any), `units` the units named in the question;
    `period` an ISO interval that the answer must fall in; `role` and `planned` what the wording asks for; `figures` the
    figures in the question itself; `subject` the words that say what is asked about.
    """

    text: str
    language: str
    kind: AnswerKind
    terms: tuple[str, ...] = ()
    subject: tuple[str, ...] = ()
    dimensions: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()
    period: str | None = None
    role: Role | None = None
    planned: bool | None = None
    figures: tuple[Quantity, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found. Ranks count from 1 and are None where that search did not return the passage."""

    passage: Passage
    score: float
    lexical_score: float | None = None
    lexical_rank: int | None = None
    dense_score: float | None = None
    dense_rank: int | None = None


@dataclass(frozen=True, slots=True)
class CitedQuantity:
    """A quantity with the place it stands in (its citation quotes the sentence or row that holds it)."""

    quantity: Quantity
    citation: Citation


@dataclass(frozen=True, slots=True)
class Candidate:
    """A span that could answer, with the evidence for it by name (each about 0–1) and the score they add up to.

    `statement` is the sentence or table row that holds the span.
    """

    document: str
    span: Span
    text: str
    kind: AnswerKind
    score: float
    evidence: Mapping[str, float]
    quantity: Quantity | None = None
    passage: int = -1
    statement: Span | None = None


@dataclass(frozen=True, slots=True)
class Headline:
    """The answer, word for word from a source; `evidence` is what the choice rests on."""

    text: str
    kind: AnswerKind
    citation: Citation
    quantity: Quantity | None = None
    evidence: Mapping[str, float] = field(default_factory=dict)


class Verdict(StrEnum):
    """Whether figures for one measure, period and role agree."""

    AGREE = "agree"
    DISAGREE = "disagree"


@dataclass(frozen=True, slots=True)
class Agreement:
    """Statements about one thing, newest first, and whether they agree. `sources` counts independent ones."""

    subject: str
    unit: str
    period: str | None
    verdict: Verdict
    values: tuple[CitedQuantity, ...]
    sources: int = 1


@dataclass(frozen=True, slots=True)
class RankedPassage:
    """A hit as shown: its citation and the spans to mark, relative to the passage's text."""

    rank: int
    hit: Hit
    citation: Citation
    highlights: tuple[Span, ...] = ()


class Status(StrEnum):
    """Whether the documents hold an answer."""

    ANSWERED = "answered"
    NOT_FOUND = "not_found"


@dataclass(frozen=True, slots=True)
class IndexInfo:
    """Which index answered."""

    fingerprint: str
    documents: int
    passages: int
    model: str


@dataclass(frozen=True, slots=True)
class Answer:
    """All that is known about one question. Abstaining is a value: `status` not_found, nearest passages still there.

    `notices` are sentences for the user ("Embeddings are not available; …"), empty as a rule.
    """

    question: str
    resolved_question: str
    language: str
    status: Status
    confidence: float
    headline: Headline | None
    quantities: tuple[CitedQuantity, ...]
    comparisons: tuple[Agreement, ...]
    passages: tuple[RankedPassage, ...]
    index: IndexInfo
    timings_ms: Mapping[str, float]
    notices: tuple[str, ...] = ()
    query: Query | None = None

    @property
    def disagreement(self) -> bool:
        """Whether sources disagree about what was asked."""
        return any(agreement.verdict is Verdict.DISAGREE for agreement in self.comparisons)

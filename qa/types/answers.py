"""A question understood, what was found for it, and the answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from qa.types.documents import Passage, Span
from qa.types.quantities import Quantity, Role


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

    @property
    def group(self) -> str:
        """The kinds that are chosen alike: "figure", "date", "name" or "text"."""
        return _GROUPS[self]


#: The plainest kind of each group, which stands for it where no more is known.
PLAINEST: Mapping[str, AnswerKind] = {
    "figure": AnswerKind.FIGURE,
    "date": AnswerKind.DATE,
    "name": AnswerKind.NAME,
    "text": AnswerKind.SENTENCE,
}
_GROUPS = {
    AnswerKind.FIGURE: "figure",
    AnswerKind.DATE: "date",
    AnswerKind.PERSON: "name",
    AnswerKind.ORGANISATION: "name",
    AnswerKind.PLACE: "name",
    AnswerKind.NAME: "name",
    AnswerKind.LIST: "text",
    AnswerKind.EXPLANATION: "text",
    AnswerKind.SENTENCE: "text",
}


@dataclass(frozen=True, slots=True)
class Query:
    """A question, understood. `terms` are the analysed words used for BM25.

    `dimensions` are the acceptable dimensions of a wanted figure (empty: any), `units` the units named in the question;
    `period` an ISO interval that the answer must fall in; `role` and `planned` what the wording asks for; `figures` the
    figures in the question itself, `told` those of them by which it says what it asks for; `subject` the words that say
    what is asked about; `change` that it asks from what to what something went; `focus` the offset in `text` at which
    the question proper begins; `sort` the words for the sort of thing asked for by name; `settled` that the asking
    words leave no doubt about the dimension; `abbreviation` the one whose meaning is asked, `definition`
    that it is asked how something is defined or reckoned; `members` the kind of the names that are asked for in the
    plural (None: one is), `number` how many of them (0: it does not say). `leaning` gives the probability of each kind
    and `measures` that of each dimension, where embeddings tell them.
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
    told: tuple[Quantity, ...] = ()
    change: bool = False
    focus: int = 0
    sort: frozenset[str] = frozenset()
    settled: bool = False
    abbreviation: str = ""
    definition: bool = False
    leaning: Mapping[AnswerKind, float] = field(default_factory=dict)
    measures: Mapping[str, float] = field(default_factory=dict)
    members: AnswerKind | None = None
    number: int = 0


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found. Ranks count from 1 and are None where that search did not return the passage.

    `before` is the passage in front of it under the same headings, where that was read.
    """

    passage: Passage
    score: float
    lexical_score: float | None = None
    lexical_rank: int | None = None
    dense_score: float | None = None
    dense_rank: int | None = None
    before: Passage | None = None


@dataclass(frozen=True, slots=True)
class CitedQuantity:
    """A quantity with the place it stands in (its citation quotes the sentence or row that holds it)."""

    quantity: Quantity
    citation: Citation


@dataclass(frozen=True, slots=True)
class Candidate:
    """A span that could answer, with the evidence for it by name (each about 0–1) and the score they add up to.

    `statement` is the sentence or table row that holds the span; a span of two sentences is of the one that was found.
    `members` is how many names it has: more than one for names in a row.
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
    members: int = 1

    @property
    def is_whole(self) -> bool:
        """Whether the span is a whole statement, more, or the reply to a question; not a figure or name in one."""
        return self.statement is not None and (self.kind is AnswerKind.SENTENCE or self.span.covers(self.statement))


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

"""Which spans could answer: quantities, table cells, dates, names, lists and sentences of the best passages.

Every candidate is a slice of its document and knows the sentence or table row (`statement`) that holds it. Nothing is
scored here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Protocol

from qa.extract.abbreviations import explained, explains, same
from qa.extract.dates import bounded, dates
from qa.extract.lists import lists
from qa.extract.names import names
from qa.extract.remarks import remarks
from qa.extract.rows import rows
from qa.extract.sayings import asks, replies, whole_sayings, wondered
from qa.extract.sorts import denied, is_region, is_thing, may_be, other_end, qualifies
from qa.text import statements
from qa.text.asking import asks_why
from qa.text.glossary import keys
from qa.types import AnswerKind, BlockKind, Candidate, Hit, Passage, Quantity, Query, Role, Span

__all__ = ["DocumentInfo", "candidates", "dated", "explains", "figures", "named"]

_NAME_KINDS = frozenset({AnswerKind.PERSON, AnswerKind.ORGANISATION, AnswerKind.PLACE, AnswerKind.NAME})


#: What makes a place where something is, and nobody who acts there: "its investor in Kazakhstan".
_WHERE = re.compile(
    r"\b(?:in|at|near|from|into|through|across|в|во|на|из|через|около)\s+(?:the\s+)?$|[在于往到至从赴抵]$",
    re.IGNORECASE,
)
#: Such words reach no further before a place.
_WHERE_REACH = 16
_ACTORS = frozenset({AnswerKind.PERSON, AnswerKind.ORGANISATION})
_FIRST_CELL = re.compile(r"[\s|]*(?P<label>[^|\t]*[^\W\d_][^|\t]*)")


class DocumentInfo(Protocol):
    """What is known of a document besides its text."""

    @property
    def title(self) -> str:
        """The title as shown."""

    @property
    def source(self) -> str:
        """Who published it."""

    @property
    def published(self) -> str | None:
        """ISO date, or None."""

    @property
    def language(self) -> str:
        """ISO 639-1 code."""


def candidates(
    query: Query,
    hits: Sequence[Hit],
    quantities: Mapping[int, Sequence[Quantity]],
    documents: Mapping[str, DocumentInfo],
) -> list[Candidate]:
    """The spans of these passages that could answer `query`, in passage order; `quantities` by passage number."""
    found: list[Candidate] = []
    for hit in hits:
        passage = hit.passage
        if not passage.answers:
            continue
        info = documents.get(passage.document)
        held = tuple(quantities.get(passage.number, ()))
        parts = statements(passage)
        found += _figures(passage, [one for one in held if _counts(one, query)], parts)
        if query.change:
            found += _changes(passage, held, parts)
        found += _dated(passage, held, info.published if info else None, parts)
        in_rows = list(_in_rows(passage, query, parts)) if query.members is not None else []
        found += in_rows
        if query.abbreviation:
            found += _spelt_out(passage, query.abbreviation, parts)
        elif query.kind in _NAME_KINDS:
            singles = _named(passage, query, parts)
            found += [one for one in singles if not any(row.span.covers(one.span) for row in in_rows)]
        found += _whole(passage, parts, query)
    return found


def figures(hits: Sequence[Hit], quantities: Mapping[int, Sequence[Quantity]]) -> list[Candidate]:
    """The figures of `quantities`, by passage number, as candidates, however far down their passages were found."""
    return [
        candidate
        for hit in hits
        if hit.passage.answers and hit.passage.number in quantities
        for candidate in _figures(hit.passage, quantities[hit.passage.number], statements(hit.passage))
    ]


def named(query: Query, hits: Sequence[Hit]) -> list[Candidate]:
    """The names in these passages as candidates."""
    return [one for hit in hits for one in _named(hit.passage, query, statements(hit.passage))]


def dated(
    hits: Sequence[Hit], quantities: Mapping[int, Sequence[Quantity]], documents: Mapping[str, DocumentInfo]
) -> list[Candidate]:
    """The dates of all these passages as candidates; `quantities` by passage number."""
    found: list[Candidate] = []
    for passage in (hit.passage for hit in hits if hit.passage.answers):
        held, published = quantities.get(passage.number, ()), documents[passage.document].published
        found += _dated(passage, held, published, statements(passage))
    return found


def _holding(parts: Sequence[Span], span: Span, passage: Passage) -> Span:
    """The statement that holds `span`; where it crosses sentences, all of them together."""
    touched = [part for part in parts if part.overlaps(span)]
    if not touched:
        return passage.span
    return Span(min(part.start for part in touched), max(part.end for part in touched))


def _candidate(
    passage: Passage, span: Span, kind: AnswerKind, statement: Span, quantity: Quantity | None = None
) -> Candidate:
    text = passage.text[span.start - passage.span.start : span.end - passage.span.start]
    return Candidate(passage.document, span, text, kind, 0.0, {}, quantity, passage.number, statement)


def _figures(passage: Passage, held: Sequence[Quantity], parts: Sequence[Span]) -> Iterator[Candidate]:
    for quantity in held:
        if passage.span.covers(quantity.span):
            statement = _holding(parts, quantity.span, passage)
            yield _candidate(passage, quantity.span, AnswerKind.FIGURE, statement, quantity)


def _counts(quantity: Quantity, query: Query) -> bool:
    """Whether a figure counts: a "one" in words is little more than an article, unless its noun is asked for."""
    is_one = quantity.dimension == "count" and quantity.low == quantity.high == 1
    if not is_one or any(map(str.isdigit, quantity.text)):
        return True
    return quantity.unit in query.units or (not query.units and "count" in query.dimensions)


def _changes(passage: Passage, held: Sequence[Quantity], parts: Sequence[Span]) -> Iterator[Candidate]:
    """From what to what something went, as one answer: both figures and the words between them."""
    for one, other in pairwise(sorted(held, key=lambda quantity: quantity.span)):
        statement = _holding(parts, other.span, passage)
        if (
            one.role is Role.FROM
            and other.role is Role.TO
            and statement.covers(one.span)
            and statement.covers(other.span)
        ):
            yield _candidate(passage, Span(one.span.start, other.span.end), AnswerKind.FIGURE, statement, other)


def _dated(
    passage: Passage, held: Sequence[Quantity], published: str | None, parts: Sequence[Span]
) -> Iterator[Candidate]:
    for quantity in dates(passage.text, passage.language, published):
        local = bounded(passage.text, quantity.span)
        span = local.shift(passage.span.start)
        if quantity.text.isdecimal() and any(other.span.covers(span) and other.span != span for other in held):
            continue  # four digits of a figure that was read whole: 1900万
        moved = replace(quantity, span=span, text=local.of(passage.text))
        yield _candidate(passage, span, AnswerKind.DATE, _holding(parts, span, passage), moved)


def _named(passage: Passage, query: Query, parts: Sequence[Span]) -> Iterator[Candidate]:
    row = passage.kind is BlockKind.TABLE_ROW
    # Whose figure it is that the question states, a row says in its first cell.
    label = _FIRST_CELL.match(passage.text) if row and query.told else None
    for local, kind in names(passage.text, passage.language, query.kind, table=row):
        if label is not None and not Span(*label.span("label")).overlaps(local):
            continue
        if not may_be(local.of(passage.text), passage.language, query):
            continue
        if kind is AnswerKind.PLACE and query.kind is AnswerKind.PLACE and _misplaced(passage.text, local, query):
            continue
        if denied(passage.text, local) or (query.kind in _ACTORS and _acts_not(passage.text, local, kind, query.kind)):
            continue
        if query.kind is AnswerKind.NAME and kind is not AnswerKind.PERSON and _is_of(passage, local, query.sort):
            kind = AnswerKind.NAME
        span = local.shift(passage.span.start)
        yield _candidate(passage, span, kind, _holding(parts, span, passage))


def _misplaced(text: str, name: Span, query: Query) -> bool:
    """Whether a place is at the other end of a way than the one asked for, or a region where a town is."""
    return other_end(text, name, query.text[query.focus :]) or is_region(text, name, query)


def _acts_not(text: str, name: Span, kind: AnswerKind, wanted: AnswerKind) -> bool:
    """Whether a name is nobody's who acts: of where something is, of a programme, or of whose somebody is."""
    if kind is AnswerKind.PLACE and _stands_where(text, name.start):
        return True
    return kind is not AnswerKind.PERSON and (is_thing(text, name) or qualifies(text, name, wanted))


def _is_of(passage: Passage, name: Span, sort: frozenset[str]) -> bool:
    """Whether a name says itself that it is of the sort asked for: "Theory of Games", "Velde Programme"."""
    text = name.of(passage.text)
    behind = (text[key.end :] for key in keys(text, passage.language) if key.term in sort)
    return bool(sort) and any(not rest or rest.startswith((" of ", " for ")) for rest in behind)


def _stands_where(text: str, start: int) -> bool:
    """Whether the place at `start` is where something is."""
    return bool(_WHERE.search(text[max(0, start - _WHERE_REACH) : start]))


def _spelt_out(passage: Passage, short: str, parts: Sequence[Span]) -> Iterator[Candidate]:
    """What an abbreviation stands for, where the passage says so."""
    for one in explained(passage.text):
        if same(one.short.of(passage.text), short):
            span = one.long.shift(passage.span.start)
            yield _candidate(passage, span, AnswerKind.NAME, _holding(parts, span, passage))


def _in_rows(passage: Passage, query: Query, parts: Sequence[Span]) -> Iterator[Candidate]:
    """Names in a row, where names of their kind are asked for in the plural; a table's rows have cells instead."""
    if query.members is None or passage.kind is BlockKind.TABLE_ROW:
        return
    found = names(passage.text, passage.language, query.members)
    asked = {term for key in keys(query.text, query.language, lenient=True) for term in (key.term, key.sound) if term}

    def told(name: str) -> bool:
        own = keys(name, passage.language)
        return bool(own) and all(key.term in asked or key.sound in asked for key in own)

    for row in rows(passage.text, found, passage.language, query.members, told):
        span = row.span.shift(passage.span.start)
        statement = _holding(parts, span, passage)
        if statement in parts and row.kind in (query.members, AnswerKind.NAME):
            yield replace(_candidate(passage, span, row.kind, statement), members=row.members)


def _whole(passage: Passage, parts: Sequence[Span], query: Query) -> Iterator[Candidate]:
    """Sentences and lists; what explains comes with what it is not understood without, or what goes on about it."""
    together = query.kind.group == "text"
    why = together and asks_why(query.text[query.focus :])
    wondering = not together or wondered(query.text)
    listed = [local.shift(passage.span.start) for local in lists(passage.text, passage.kind, passage.language)]
    begun = {span.start for span in listed}
    said = whole_sayings(passage, parts) if together else parts
    for part, saying in zip(parts, said, strict=True):
        own = part.shift(-passage.span.start).of(passage.text)
        introduces = part.start in begun and own.endswith((":", "："))
        # What introduces a list answers only with its items, and a question not at all.
        if (
            not introduces
            and not asks(own, why=why, wondering=wondering)
            and not (together and remarks(own, query.text))
        ):
            yield _candidate(passage, saying, AnswerKind.SENTENCE, part)
    for asked, reply in replies(passage, parts, why=why) if together else ():
        yield _candidate(passage, reply, AnswerKind.SENTENCE, asked)
    for span in listed:
        yield _candidate(passage, span, AnswerKind.LIST, span)

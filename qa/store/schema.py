"""The tables of `documents.sqlite`, and how core types become rows and rows core types."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

from qa.types import BlockKind, Bound, Passage, Quantity, Role, Span

TABLES = """
CREATE TABLE documents (
  number INTEGER PRIMARY KEY, id TEXT UNIQUE NOT NULL, title TEXT, source TEXT, authors TEXT, url TEXT, published TEXT,
  language TEXT, format TEXT, sha256 TEXT, provenance TEXT, headings TEXT, pages TEXT,
  first INTEGER, passages INTEGER, quantities INTEGER,
  text TEXT); -- last: what stands behind a long text can only be read through all of it
CREATE TABLE passages (
  number INTEGER PRIMARY KEY, document INTEGER NOT NULL, start INTEGER, "end" INTEGER, kind TEXT, text TEXT,
  headings TEXT, page INTEGER, context TEXT, language TEXT, words TEXT);
CREATE TABLE quantities (
  number INTEGER PRIMARY KEY, passage INTEGER NOT NULL, start INTEGER, "end" INTEGER, text TEXT, low REAL, high REAL,
  bound TEXT, unit TEXT, dimension TEXT, role TEXT, period_start TEXT, period_end TEXT, subject TEXT,
  subject_places TEXT, planned INTEGER, equivalent_start INTEGER, equivalent_end INTEGER);
CREATE TABLE skipped (path TEXT PRIMARY KEY, reason TEXT);
"""
INDEXES = """
CREATE INDEX passages_by_place ON passages (document, start);
CREATE INDEX quantities_by_passage ON quantities (passage);
CREATE INDEX quantities_by_unit ON quantities (unit, period_start);
"""

QUANTITY = (
    'start, "end", text, low, high, bound, unit, dimension, role, period_start, period_end, subject,'
    " subject_places, planned, equivalent_start, equivalent_end"
)


def quantity_row(quantity: Quantity) -> tuple[Any, ...]:
    """The columns `QUANTITY` of a quantity."""
    start, _, end = (quantity.period or "").partition("/")
    other = quantity.equivalent
    return (
        quantity.span.start, quantity.span.end, quantity.text, quantity.low, quantity.high, quantity.bound.value,
        quantity.unit, quantity.dimension, quantity.role.value, start or None, end or None, quantity.subject,
        " ".join(f"{one.start}-{one.end}" for one in quantity.subject_spans), int(quantity.planned),
        other.start if other else None, other.end if other else None,
    )  # fmt: skip


def quantity_from(row: tuple[Any, ...]) -> Quantity:
    """The quantity of the columns `QUANTITY`."""
    (start, end, text, low, high, bound, unit, dimension, role, since, until, subject, places, planned,
     e_start, e_end) = row  # fmt: skip
    return Quantity(
        span=Span(start, end),
        text=text,
        low=low,
        high=high,
        bound=Bound(bound),
        unit=unit,
        dimension=dimension,
        role=Role(role),
        period=f"{since}/{until}" if since is not None else None,
        subject=subject,
        subject_spans=tuple(Span(*map(int, one.split("-"))) for one in places.split()),
        planned=bool(planned),
        equivalent=Span(e_start, e_end) if e_start is not None else None,
    )


PASSAGE = (
    'p.number, d.id, p.start, p."end", p.kind, p.text, p.headings, p.page, p.context, p.language, p.words'
    " FROM passages p JOIN documents d ON d.number = p.document"
)


def passage_from(row: tuple[Any, ...]) -> Passage:
    """The passage of the columns `PASSAGE`."""
    number, document, start, end, kind, text, headings, page, context, language, words = row
    return Passage(
        document=document,
        number=number,
        span=Span(start, end),
        kind=BlockKind(kind),
        text=text,
        headings=tuple(json.loads(headings)),
        page=page,
        context=context,
        language=language,
        words=words,
    )


def dump(value: object) -> str:
    """Compact JSON for a column."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def connect(path: str, *, write: bool) -> sqlite3.Connection:
    """Open a database of an index; for reading as immutable, which needs no locks and no journal."""
    if write:
        connection = sqlite3.connect(path, isolation_level=None)
        connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA page_size=4096;")
        return connection
    return sqlite3.connect(f"file:{_uri(path)}?mode=ro&immutable=1", uri=True, check_same_thread=False)


def _uri(path: str) -> str:
    """The path with the characters escaped that mean something in an SQLite URI."""
    return path.replace("%", "%25").replace("?", "%3f").replace("#", "%23")

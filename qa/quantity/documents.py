"""Quantities of a whole text or document: running text and tables, each character read once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from qa.quantity import calendar_words, texttables
from qa.quantity.reading import read_plain
from qa.types import SILENT_KINDS, BlockKind, Document, Quantity

# What reads tables is imported where there is one: running text is ready in three quarters of the time without it.

#: Magnitudes that a caption tells in digits, and characters between it and its table.
_MAGNITUDES = frozenset({10.0, 100.0, 1e3, 1e4, 1e5, 1e6, 1e9})
_ABOVE = 60
#: What may open a list of names and figures, where "Germany 412" is no name.
_LISTS = re.compile(r"[:：][^\n:：]{0,40}?[^\W\d]\s(?:[–—-]\s)?\d[^\n,;，；、]{0,40}[,;，；、]")
_TABLE_KINDS = frozenset({BlockKind.TABLE_HEADER, BlockKind.TABLE_ROW})


def shifted(quantity: Quantity, by: int) -> Quantity:
    """The same quantity, its spans `by` characters further on."""
    if not by:
        return quantity
    twin = quantity.equivalent
    return replace(
        quantity,
        span=quantity.span.shift(by),
        subject_spans=tuple(where.shift(by) for where in quantity.subject_spans),
        equivalent=None if twin is None else twin.shift(by),
    )


def read(text: str, *, published: str | None = None, spoken_of: str | None = None) -> tuple[Quantity, ...]:
    """The quantities of `text`, in order and without overlaps; spans count characters of `text`.

    `published` is the date of the text ("2025-06-09", "2025-06", "2025"): "last year" is resolved against it. Tables
    set with tabs, bars or aligned spaces are read as tables. `spoken_of` is the interval that the headings above
    name: "a year earlier" counts back from it where the text names no year. Never raises, whatever the characters.
    """
    tables = texttables.find(text)
    if not tables:
        return _running(text, published, spoken_of)
    from qa.quantity.tables import Setting, TableReader
    from qa.quantity.tablesettings import beside

    found: list[Quantity] = []
    at = 0
    for table in tables:
        before = (shifted(one, at) for one in _running(text[at : table.span.start], published, spoken_of))
        found += (one for one in before if not _magnitude(text, one, table.span.start))
        setting = Setting(table.caption, near=table.units or beside(text, at, table.span))
        found += TableReader(text, table.header, table.rows, setting, published).quantities()
        at = table.span.end
    found += (shifted(one, at) for one in _running(text[at:], published, spoken_of))
    return _disjoint(found)


def _magnitude(text: str, one: Quantity, table: int) -> bool:
    """Whether a figure is all that a bracket above a table holds, and its magnitude: "Throughput (10,000 tons)"."""
    near = table - one.span.end <= _ABOVE and "\n" not in text[one.span.end : table].strip()
    bracketed = text[one.span.start - 1 : one.span.start] in {"(", "（"} and text[one.span.end :][:1] in {")", "）"}
    return near and bracketed and one.low == one.high and one.low in _MAGNITUDES


def _running(text: str, published: str | None, spoken_of: str | None) -> tuple[Quantity, ...]:
    """The quantities of running text; bare figures of lists take unit, magnitude and period from what heads them."""
    found = read_plain(text, published, spoken_of=spoken_of)
    if all(map(_measured, found)) and not ((":" in text or "：" in text) and _LISTS.search(text)):
        return found
    from qa.quantity import textlists
    from qa.quantity.tables import Setting, TableReader

    told: dict[int, Quantity] = {}
    for listed in textlists.find(text):
        rows = TableReader(text, listed.header, listed.rows, Setting(listed.caption), published).quantities()
        told |= {one.span.end: one for one in rows if one.unit or one.period}
    if not told:
        return found
    completed = [_completed(one, told.get(one.span.end)) for one in found]
    return _disjoint((*completed, *(one for one in told.values() if one.unit)))  # "Exports, kt: Germany 412"


def _completed(one: Quantity, listed: Quantity | None) -> Quantity:
    """A figure as its list tells it where it is bare; one with a unit of its own takes the period alone."""
    if listed is None or listed.text != one.text:
        return one
    return replace(one, period=one.period or listed.period) if _measured(one) else listed


def _measured(one: Quantity) -> bool:
    """Whether a figure has a unit of its own, and not only for each of what it is: "1.45 per m³"."""
    return bool(one.unit) and not one.unit.startswith("/")


def read_document(document: Document) -> tuple[Quantity, ...]:
    """The quantities of a document, in order; spans count characters of `Document.text`.

    Reference lists and furniture are skipped; cells of `Document.tables` take unit, magnitude and period from their
    headings and caption; every other block is read as text.
    """
    text, found = document.text, list[Quantity]()
    above = [_one_year(document.title)]
    for block in document.blocks:
        if block.kind is BlockKind.HEADING:
            above = [*above[: max(1, block.level)], _one_year(block.span.of(text))]
        if block.kind in SILENT_KINDS or (block.kind in _TABLE_KINDS and block.table is not None):
            continue
        spoken_of = next((one for one in reversed(above) if one), None)
        inside = read(block.span.of(text), published=document.published, spoken_of=spoken_of)
        found += (shifted(one, block.span.start) for one in inside)
    return _disjoint((*found, *_tables(document)))


def _tables(document: Document) -> list[Quantity]:
    """The quantities of the tables that a document's file marks as such."""
    if not document.tables:
        return []
    from qa.quantity.tables import TableReader
    from qa.quantity.tablesettings import Settings

    settings, found = Settings(document), list[Quantity]()
    for number, table in enumerate(document.tables):
        reader = TableReader(document.text, table.header, table.rows, settings.of(number), document.published)
        found += reader.quantities()
    return found


def _one_year(heading: str) -> str | None:
    """The period that a heading names, where it names no other."""
    told = {interval for _, interval in calendar_words.periods(heading)}
    return told.pop() if len(told) == 1 else None


def _disjoint(found: Iterable[Quantity]) -> tuple[Quantity, ...]:
    """In order of place; of two that overlap the first stays."""
    kept: list[Quantity] = []
    for one in sorted(found, key=lambda quantity: (quantity.span.start, -quantity.span.end)):
        if not kept or one.span.start >= kept[-1].span.end:
            kept.append(one)
    return tuple(kept)

"""Quantities of a table: each cell by its own words, then its unit column, row, column headings and caption."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from qa.quantity import calendar_words
from qa.quantity.calendar_words import parse_period
from qa.quantity.columns import column_kind, direction, plans, yearless
from qa.quantity.headings import (
    caption_measure,
    measure,
    names_one,
    names_thing,
    unitless,
)
from qa.quantity.measures import Measure
from qa.quantity.reading import read_cell, read_plain
from qa.quantity.tabletimes import TableTimes
from qa.quantity.units import dimension
from qa.types import Cell, Quantity, Role, Span

_LETTERS = re.compile(r"[^\W\d_]")
_DECIMAL_COMMA = re.compile(r"\d,(?:\d{1,2}|\d{4,})(?![\d,])")
_THOUSANDS_COMMA = re.compile(r"\d,\d{3}[,.]\d")
_CYRILLIC = re.compile(r"[Ѐ-ӿ]")
_YEAR = re.compile(r"\s*(?:1[5-9]|20|21)\d\d\s*(?:[*¹²³]|г\.|год|жыл|年)?\s*")
_MARK = re.compile(r"\s*(?:[*†‡]+|[a-zа-я]\)|\[\d{1,3}\]|[¹²³⁴⁵⁶⁷⁸⁹]+)\s*$")
#: An amount in brackets, and nothing else.
_NEGATIVE = re.compile(r"\s*\([$€£₸]?\s?\d[\d\s.,]*\)\s*")
#: A column of counts with their shares: "Treated, n (%)"; and a cell of it, "34 (56.7)".
_PAIRED = re.compile(r"(.*?)[(（]\s*%\s*[)）]")
_PAIR = re.compile(r"\s*(\d[\d\s.,]*\d|\d)\s*[(（]\s*([<>]?\d[\d.,]*\s*%?)\s*[)）]\s*")
#: Words that belong to a period and name nothing.
_PERIOD_WORDS = re.compile(
    r"\b(?:years?|fy|г|гг|год\w*|за|в|жыл\w*|the|in|of|as|at|end|by|на|конец|начало)\b|[年度]", re.IGNORECASE
)
#: Longest label in characters that may name a unit; longer ones are sentences.
_LONGEST_LABEL = 200
#: Share of a first column's cells that must hold letters for the column to be row labels.
_LABEL_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class _Column:
    """What the headings over one column say."""

    heading: str
    spans: tuple[Span, ...]
    kind: str
    measure: Measure | None
    period: str | None
    lacks_year: bool


class TableReader:
    """Reads one table of a text. `published` is the document's date."""

    def __init__(
        self,
        text: str,
        header: Sequence[Sequence[Cell]],
        rows: Sequence[Sequence[Cell]],
        caption: str = "",
        published: str | None = None,
    ) -> None:
        self.text = text
        self.rows = rows
        self.caption = caption
        self.published = published
        first = [cell.span.of(text) for row in header for cell in row[:1]]
        self.times = TableTimes(caption, first, published)
        self.columns = self._columns(header)
        self.caption_measure = caption_measure(caption) if len(caption) <= _LONGEST_LABEL else None
        self.comma_decimal = self._comma_decimal(header)
        self.labels = self._label_column()
        self._by_label()

    def _by_label(self) -> None:
        """As in "Beds per region" over a column of regions: beds, told by region."""
        told = self.caption_measure
        if told is None or "/" not in told.unit or self.labels < 0:
            return
        head, _, below = told.unit.partition("/")
        if below == self.columns[self.labels].heading.strip().lower():
            self.caption_measure = Measure(head, told.scale)

    def quantities(self) -> list[Quantity]:
        """The quantities of all rows, in order."""
        found: list[Quantity] = []
        for row in self.rows:
            found += self._row(row)
        return found

    def _of(self, cell: Cell) -> str:
        return cell.span.of(self.text)

    def _columns(self, header: Sequence[Sequence[Cell]]) -> list[_Column]:
        width = max((cell.column + cell.columns for row in (*header, *self.rows) for cell in row), default=0)
        over: list[list[Cell]] = [[] for _ in range(width)]
        for number, row in enumerate(header):
            over_next: Cell | None = None  # a year whose merged cell came as one filled cell and empty ones
            for cell in row:
                if self._of(cell).strip():
                    over_next = cell if number + 1 < len(header) and _YEAR.fullmatch(self._of(cell)) else None
                heading = cell if self._of(cell).strip() else over_next
                for column in range(cell.column, min(cell.column + cell.columns, width)):
                    if heading is not None:
                        over[column].append(heading)
        return [self._column(cells) for cells in over]

    def _column(self, cells: list[Cell]) -> _Column:
        parts = list(dict.fromkeys(" ".join(self._of(cell).split()) for cell in cells))
        measures = [found for part in reversed(parts) if (found := measure(part)) is not None]
        named = next((found for found in measures if found.unit), None)
        scale = next((found.scale for found in measures if found.scale > 1), 1.0)
        periods = [when for part in reversed(parts) if (when := self.times.of(part))]
        joined = " ".join(parts)
        whole = parse_period(joined, None) if len(parts) > 1 and any(yearless(part) for part in parts) else None
        kinds = [kind for part in parts if (kind := column_kind(part))]
        return _Column(
            " · ".join(parts),
            tuple(cell.span for cell in cells),
            kinds[0] if kinds else "",
            Measure(named.unit, max(scale, named.scale)) if named else (Measure("", scale) if scale > 1 else None),
            whole or (periods[0] if periods else None),
            bool(parts) and yearless(joined) and self.times.year() is None,
        )

    def _comma_decimal(self, header: Sequence[Sequence[Cell]]) -> bool:
        """Whether a comma before three digits is a decimal sign, by the other figures and the script of the table."""
        cells = [self._of(cell) for row in self.rows for cell in row]
        if any(_THOUSANDS_COMMA.search(cell) for cell in cells):
            return False
        if any(_DECIMAL_COMMA.search(cell) for cell in cells):
            return True
        return any(_CYRILLIC.search(self._of(cell)) for row in (*header, *self.rows) for cell in row)

    def _label_column(self) -> int:
        """The column of row labels: the first whose cells mostly hold words and that is no note; else -1."""
        for column in range(min(3, len(self.columns))):
            kind = self.columns[column].kind
            cells = [self._of(cell) for row in self.rows for cell in row if cell.column == column]
            filled = [cell for cell in cells if cell.strip()]
            worded = sum(bool(_LETTERS.search(cell)) and not self._figure_like(cell) for cell in filled)
            if kind == "year":
                return column
            if kind != "note" and filled and worded >= _LABEL_SHARE * len(filled) and worded:
                return column
            if kind != "note" and column == 0 and filled and all(_YEAR.fullmatch(cell) for cell in filled):
                return column
        return -1

    def _figure_like(self, cell: str) -> bool:
        """Whether a cell is a figure with a unit rather than words."""
        found = read_cell(cell, self.comma_decimal)
        return bool(found) and sum(len(one.span) for one in found) * 2 > len(cell.strip())

    def _row(self, row: Sequence[Cell]) -> list[Quantity]:
        label = next((self._of(cell) for cell in row if cell.column == self.labels), "")
        label = " ".join(label.split())
        period = self.times.of(label)
        for cell in row:
            if cell.column < len(self.columns) and self.columns[cell.column].kind == "year" and period is None:
                period = self.times.of(self._of(cell))
        unit = self._row_unit(row, label)
        found: list[Quantity] = []
        for cell in row:
            if cell.column == self.labels or cell.column >= len(self.columns):
                continue
            column = self.columns[cell.column]
            if column.kind in {"unit", "note", "year"} or not self._of(cell).strip():
                continue
            found += self._cell(cell, column, label, period, unit)
        return found

    def _row_unit(self, row: Sequence[Cell], label: str) -> Measure | None:
        for cell in row:
            if cell.column < len(self.columns) and self.columns[cell.column].kind == "unit":
                return measure(" ".join(self._of(cell).split()))
        return measure(label) if label and len(label) <= _LONGEST_LABEL and not names_one(label) else None

    def _cell(self, cell: Cell, column: _Column, label: str, period: str | None, row: Measure | None) -> list[Quantity]:
        content = self._of(cell)
        given = self._measure(column, row)
        if given is not None and dimension(given.unit) == "money" and _NEGATIVE.fullmatch(content):
            return self._negative(cell, column, label, period, given)
        worded = bool(_LETTERS.search(_MARK.sub("", content)))
        paired = _PAIRED.fullmatch(column.heading.rpartition(" · ")[2])
        if paired is not None and (parts := _PAIR.fullmatch(content)) is not None:
            return self._pair(cell, parts, column, label, period, paired[1])
        read = (
            read_plain(content, self.published, self.comma_decimal)
            if worded
            else read_cell(content, self.comma_decimal)
        )
        if not read:
            return []
        yearly = not worded and _YEAR.fullmatch(content) is not None
        if yearly and given is None and not self._counts(column):
            return []
        found = []
        for one in read:
            whole = len(one.span) >= len(_MARK.sub("", content).strip()) - 1
            if worded and not one.unit and not whole:
                continue
            found.append(self._placed(one, cell, column, label, period, given))
        return found

    def _pair(
        self, cell: Cell, parts: re.Match[str], column: _Column, label: str, period: str | None, head: str
    ) -> list[Quantity]:
        """As in "34 (56.7)" under "Treated, n (%)": a count, and its share in the bracket."""
        found = []
        for group, given in ((1, measure(head)), (2, Measure("%"))):
            start, end = parts.span(group)
            inner = replace(cell, span=Span(cell.span.start + start, cell.span.start + end))
            read = read_cell(self._of(inner), self.comma_decimal)
            found += [self._placed(one, inner, column, label, period, given) for one in read]
        return found

    def _negative(self, cell: Cell, column: _Column, label: str, period: str | None, given: Measure) -> list[Quantity]:
        """As in "(804)" among amounts of money: accountants put what is subtracted in brackets."""
        start = self._of(cell).index("(") + 1
        end = self._of(cell).index(")")
        inner = replace(cell, span=Span(cell.span.start + start, cell.span.start + end))
        read = read_cell(self._of(inner), self.comma_decimal)
        placed = [self._placed(one, inner, column, label, period, given) for one in read]
        return [replace(one, low=-one.high, high=-one.low, span=cell.span, text=self._of(cell)) for one in placed]

    def _counts(self, column: _Column) -> bool:
        """Whether a column without a unit has figures that cannot be years beside those that could."""
        cells = [
            self._of(cell)
            for row in self.rows
            for cell in row
            if cell.column < len(self.columns) and self.columns[cell.column] is column
        ]
        return any(any(char.isdigit() for char in cell) and not _YEAR.fullmatch(cell) for cell in cells)

    def _measure(self, column: _Column, row: Measure | None) -> Measure | None:
        """Unit and magnitude of a bare cell: by its column, its row or the caption; a magnitude counts once."""
        if unitless(column.heading):
            return None
        rate = next((found.unit for found in (column.measure, row) if found and found.unit.startswith("/")), "")
        if rate:
            return self._rated(rate, column, row)
        order = [column.measure, row, self.caption_measure]
        if self._caption_tells(column.measure) and names_thing(column.heading):
            order = [row, self.caption_measure, column.measure]  # million dollars, under "Trucks"
        if self._caption_tells(row):
            order = [found for found in order if found is not row] + [row]  # cents per kWh paid by "Households"
        named = next((found for found in order if found is not None and found.unit), None)
        scales = [found.scale for found in order if found is not None and found.scale > 1]
        if named is None:
            return Measure("", scales[0]) if scales else None
        if named.scale > 1 or not scales or named.unit in {"%", "pp"}:
            return named
        nameless = [found.scale for found in order if found is not None and not found.unit and found.scale > 1]
        return Measure(named.unit, nameless[0]) if nameless else named

    def _rated(self, rate: str, column: _Column, row: Measure | None) -> Measure:
        """As in "per tonne" under "Freight, in euros": what is so much for each, told elsewhere."""
        others = (found for found in (column.measure, row, self.caption_measure) if found and found.unit)
        head = next((found for found in others if not found.unit.startswith("/") and "/" not in found.unit), None)
        return Measure((head.unit if head else "") + rate, head.scale if head else 1.0)

    def _caption_tells(self, named: Measure | None) -> bool:
        """Whether a row or column names what is counted, and the caption a unit of measure."""
        caption = self.caption_measure
        if named is None or not named.unit or caption is None or not caption.unit:
            return False
        return dimension(named.unit) == "count" and dimension(caption.unit) != "count"

    def _placed(
        self, one: Quantity, cell: Cell, column: _Column, label: str, period: str | None, given: Measure | None
    ) -> Quantity:
        unit, scale = one.unit, 1.0
        if not unit and given is not None:
            unit, scale = given.unit, given.scale
        elif given is not None and given.unit.startswith("/") and "/" not in unit and dimension(unit) == "money":
            unit += given.unit  # "$5,200" under "Price per FEU"
        when = one.period or column.period or period or self.times.caption
        if column.lacks_year and period:
            when = parse_period(f"{column.heading} {label}", None) or when
        span = one.span.shift(cell.span.start)
        subject, where = self._subject(column, label)
        return replace(
            one,
            span=span,
            text=span.of(self.text),
            low=float(f"{one.low * scale:.15g}"),
            high=float(f"{one.high * scale:.15g}"),
            unit=unit,
            dimension=one.dimension if one.unit else (dimension(unit) if unit else "count"),
            role=self._role(one, column, label, unit),
            period=when,
            subject=subject,
            subject_span=where,
            planned=one.planned or plans(column.heading) or plans(label),
            equivalent=None if one.equivalent is None else one.equivalent.shift(cell.span.start),
        )

    def _role(self, one: Quantity, column: _Column, label: str, unit: str) -> Role:
        if unit in {"%", "pp"} and one.role is Role.LEVEL:
            told = direction(column.heading) or direction(label)
            if told == "share":
                return Role.SHARE
            if told:
                return Role.CHANGE_DOWN if (told == "down") != (one.low < 0) else Role.CHANGE_UP
        return Role.RATE if "/" in unit and one.role is Role.LEVEL else one.role

    def _subject(self, column: _Column, label: str) -> tuple[str, Span | None]:
        """Row and column headings, periods left out; the caption where nothing else is left."""
        parts = [part for part in (label, column.heading) if part and not self._only_period(part)]
        if self.caption and (not parts or (parts == [label] and column.heading)):
            parts.append(" ".join(self.caption.split()))
        alone = len(parts) == 1 and parts[0] == column.heading and len(column.spans) == 1
        span = column.spans[0] if alone and column.spans[0].of(self.text) == parts[0] else None
        return " · ".join(parts), span

    def _only_period(self, part: str) -> bool:
        """Whether a heading says when and nothing else; "2030 high" says which as well."""
        if _YEAR.fullmatch(part):
            return True
        if parse_period(part, "2000") is None or measure(part) is not None:
            return False
        rest = part
        for found in reversed(calendar_words.find(part)):
            rest = rest[: found.start] + rest[found.end :]
        return not _LETTERS.search(_PERIOD_WORDS.sub("", rest))

"""Quantities of a table: each cell by its own words, then its unit column, row, column headings and caption."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from qa.quantity.cellforms import FOR_EACH, Part, parted
from qa.quantity.columns import column_kind, direction, plans
from qa.quantity.headingkinds import names_one, names_thing
from qa.quantity.headingrest import PER_MANY
from qa.quantity.headings import caption_measure, in_unit_column, measure
from qa.quantity.measures import PIECES, Measure, exactly
from qa.quantity.reading import read_cell, read_plain
from qa.quantity.tablecolumns import OF_WHICH, YEAR, Column, Columns, says_when_done
from qa.quantity.tablenotices import by_words, told, told_by_words
from qa.quantity.tableshapes import headed
from qa.quantity.tablesigns import FOR_ONE, LESS, SIGNED, SUBTRACTED, inherited, sign_of
from qa.quantity.tablesubjects import TableSubjects
from qa.quantity.tabletimes import TableTimes
from qa.quantity.tableunits import Around, TableUnits
from qa.quantity.units import dimension
from qa.types import Cell, Quantity, Role, Span

_LETTERS = re.compile(r"[^\W\d_]")
_DECIMAL_COMMA = re.compile(r"\d,(?:\d{1,2}|\d{4,})(?![\d,])")
_THOUSANDS_COMMA = re.compile(r"\d,\d{3}[,.]\d")
_CYRILLIC = re.compile(r"[Ѐ-ӿ]")
#: A note's mark, or the flag of a figure ("12.4e", "13 r"): letters that are no unit.
_MARK = re.compile(r"\s*(?:[*†‡]+|[a-zа-я]\)|\[\d{1,3}\]|[¹²³⁴⁵⁶⁷⁸⁹ᵃ-ᶿʰ-ʸ]+|(?<=\d)\s?[acefnpruv])\s*$")
#: What a figure's bracket says in words: an interval, of what it is.
_ASIDE = re.compile(r"(?P<figure>\s*[+−–-]?\d[\d\s.,]*?)\s*[(（\[][^()（）\[\]]*[^\W\d][^()（）\[\]]*[)）\]]\s*")
#: A word before a cell's figure that is no hedge: a thing is named, the figure says which.
_NAMED = re.compile(r"\s*[^\W\d_]{3,}\s")
#: Characters before a label that are looked at for how far in it stands, and dashes that say the same.
_DEEPEST, _DASHES = 12, frozenset("-–—•·")
#: Longest label in characters that may name a unit; longer ones are sentences.
_LONGEST_LABEL = 200


@dataclass(frozen=True, slots=True)
class Setting:
    """What stands around a table in its document.

    `titled`: the caption is only the heading of its section. `above`: headings and title over it, the nearest first.
    `near`: a measure told beside the table. `money`: a currency told once for the document's amounts.
    """

    caption: str = ""
    titled: bool = False
    above: tuple[str, ...] = ()
    near: Measure | None = None
    money: Measure | None = None


@dataclass(frozen=True, slots=True)
class _Row:
    """What a row says about its cells: its labels, the heading of its group, its periods and its unit."""

    label: str
    group: str
    times: tuple[str, ...]
    measure: Measure | None


class TableReader:
    """Reads one table of a text. `published` is the document's date."""

    def __init__(
        self,
        text: str,
        header: Sequence[Sequence[Cell]],
        rows: Sequence[Sequence[Cell]],
        caption: str | Setting = "",
        published: str | None = None,
    ) -> None:
        setting = Setting(caption) if isinstance(caption, str) else caption
        header, rows = headed(text, header, rows)
        self.text = text
        self.rows = rows
        self.caption = setting.caption
        self.published = published
        self.comma_decimal = self._comma_decimal(header)
        self.columns = Columns(text, header, rows, self._figure_like)
        stubs = self.columns.stubs() or [self._of(cell) for row in header for cell in row[:1]]
        self.times = TableTimes(setting.caption, stubs, published, setting.above)
        self.times.complete([*(part for column in self.columns.all for part in column.parts), *self._first_labels()])
        self.stub = self._stub(stubs)
        self.by_words = by_words(setting.caption) if len(setting.caption) <= _LONGEST_LABEL else {}
        around = Around(self.stub, self._caption_measure(setting), setting.near, setting.money)
        if self._names_rows(around):
            self.stub, around = None, replace(around, stub=None)
        self.units = TableUnits(around, " ".join((setting.caption, *stubs)))
        for number in self.columns.labels:
            self.units.by_label(self.columns[number].heading)
        labels = list(self._first_labels())
        mixed = any((one := measure(label)) is not None and one.unit for label in labels)
        self.signs = inherited(text, rows, [column.heading for column in self.columns.all], mixed=mixed)
        self.above: Measure | None = None  # what the row before says
        self.depth = 0  # how far in the row stands that said so itself
        told = [part for part in stubs if self.stub is not None and measure(part) is not None]
        said = " · ".join(part for part in told if exactly(part) is None)
        cells = [cell for row in (*header, *rows[:1]) for cell in row]
        self.subjects = TableSubjects(text, cells, setting.caption, said, measured=around.caption is not None)

    def quantities(self) -> list[Quantity]:
        """The quantities of all rows, in order."""
        found: list[Quantity] = []
        label, group = "", ""
        for number, row in enumerate(self.rows):
            said = self._label(row)
            self.subjects.stand(said, [cell.span for cell in row if cell.column in self.columns.labels[:1]])
            if self._heads_group(number, row):
                group, label = said, ""
                continue
            label = said or (label if self._goes_on(row) else "")
            found += self._row(row, label, group)
        return found

    def _of(self, cell: Cell) -> str:
        return cell.span.of(self.text)

    def _label(self, row: Sequence[Cell]) -> str:
        parts = [self._of(cell) for cell in row if cell.column in self.columns.labels[:1]]
        return " ".join(" ".join(parts).split())

    def _first_labels(self) -> Iterator[str]:
        return (label for row in self.rows if (label := self._label(row)))

    def _goes_on(self, row: Sequence[Cell]) -> bool:
        """Whether a row without its first label has another: the first goes on from the row above."""
        others = self.columns.labels[1:]
        return any(
            bool(self._of(cell).strip())
            for cell in row
            if cell.column in others or (cell.column < len(self.columns) and self.columns[cell.column].kind == "year")
        )

    def _heads_group(self, number: int, row: Sequence[Cell]) -> bool:
        """Whether a row holds one label and nothing else, and heads the rows below it."""
        filled = [cell for cell in row if self._of(cell).strip()]
        if len(filled) != 1 or number + 1 >= len(self.rows) or filled[0].column not in self.columns.labels[:1]:
            return False
        label, below = self._of(filled[0]), sum(bool(self._of(cell).strip()) for cell in self.rows[number + 1])
        wide = len(row) > 1 or filled[0].columns > 1
        if below < 2 or not wide or (label[:1].isdigit() and not self.times.of(label)):
            return False
        told = filled[0].columns > 1 or label.rstrip().endswith((":", "：")) or measure(label) is not None
        return told or number == 0 or bool(self.times.of(label))

    def _stub(self, stubs: list[str]) -> Measure | None:
        """The measure that the heading over the labels tells for the cells: "USD million" over revenue and profit."""
        found = next((one for part in stubs if not column_kind(part) and (one := measure(part)) is not None), None)
        thing = any(names_thing(part) for part in stubs)  # "Trucks" over their makes, but "Thousand visits"
        if found is None or (thing and found.scale == 1) or not self.columns.labels:
            return None
        labels = [label for label in self._first_labels() if not self.times.of(label)]
        measured = [label for label in labels if any(one.unit == found.unit for one in read_cell(label))]
        figures = [label for label in labels if not _LETTERS.search(label)]
        about_labels = len(measured) * 2 > len(labels) or len(figures) * 2 > len(labels)
        return None if labels and about_labels else found

    def _names_rows(self, around: Around) -> bool:
        """As in 国别（地区） under 单位：亿元: a noun over the labels is what rows are of, as a measure is told."""
        if self.stub is None or self.stub.scale > 1 or dimension(self.stub.unit) != "count":
            return False
        told = [one.unit for one in (around.caption, around.near) if one is not None and one.unit]
        return any(dimension(unit) != "count" for unit in told)

    def _caption_measure(self, setting: Setting) -> Measure | None:
        if len(setting.caption) > _LONGEST_LABEL or self.by_words:
            return None
        found = caption_measure(setting.caption) or told(setting.caption, alone=False)  # "Prices in USD per tonne, FOB"
        bare = found is not None and bool(found.unit) and dimension(found.unit) == "count"
        return None if setting.titled and bare and names_thing(setting.caption) else found

    def _comma_decimal(self, header: Sequence[Sequence[Cell]]) -> bool:
        """Whether a comma before three digits is a decimal sign, by the other figures and the script of the table."""
        cells = [self._of(cell) for row in self.rows for cell in row]
        if any(_THOUSANDS_COMMA.search(cell) for cell in cells):
            return False
        if any(_DECIMAL_COMMA.search(cell) for cell in cells):
            return True
        return any(_CYRILLIC.search(self._of(cell)) for row in (*header, *self.rows) for cell in row)

    def _figure_like(self, cell: str) -> bool:
        """Whether a cell is a figure with a unit rather than words."""
        found = read_cell(cell, self.comma_decimal)
        if not found or _NAMED.match(cell[: found[0].span.start]):
            return False  # "Lorries over 15 t"
        return sum(len(one.span) for one in found) * 2 > len(cell.strip())

    def _row(self, row: Sequence[Cell], label: str, group: str) -> list[Quantity]:
        others = [" ".join(self._of(cell).split()) for cell in row if cell.column in self.columns.labels[1:]]
        in_column = [
            self._of(cell)
            for cell in row
            if cell.column < len(self.columns) and self.columns[cell.column].kind == "year"
        ]
        whole = " · ".join(part for part in (label, *others) if part)
        if whole != label:
            self.subjects.stand(whole, [cell.span for cell in row if cell.column in self.columns.labels[1:]], label)
        given = self._row_measure(row, [label, *others], group)
        said = _Row(whole, group, (*others, label, *in_column, group), given)
        self.above = given
        found: list[Quantity] = []
        for cell in row:
            if cell.column in self.columns.labels or cell.column >= len(self.columns):
                continue
            column = self.columns[cell.column]
            if column.kind == "year" and (year := self._of(cell).strip()):
                said = replace(said, times=(year, *said.times))  # of what stands behind it: "Year, kt, Year, kt"
            if column.kind not in {"unit", "note", "year", "name"} and self._of(cell).strip():
                found += self._cell(cell, column, said)
        return found

    def _row_measure(self, row: Sequence[Cell], labels: list[str], group: str) -> Measure | None:
        for cell in row:
            in_units = cell.column < len(self.columns) and self.columns[cell.column].kind == "unit"
            said = " ".join(self._of(cell).split())
            filled = any(char.isalnum() or char in "%$€£₸" for char in said)
            if in_units and filled and said.strip(" .").lower() not in PIECES:
                return in_unit_column(said, labels[0])
        told = [part for part in labels if part and len(part) <= _LONGEST_LABEL and not names_one(part)]
        own = next((found for part in told if (found := measure(part)) is not None), None)
        depth = self._depth(row)
        if own is None and told and (OF_WHICH.match(told[-1]) or depth > self.depth) and not PER_MANY.search(told[-1]):
            own = self.above
        elif own is not None:
            self.depth = depth
        shared = measure(group) if group and len(group) <= _LONGEST_LABEL else None
        thing = own is not None and any(names_thing(part) for part in told)
        return shared if own is None or (thing and shared is not None and shared.unit) else own

    def _depth(self, row: Sequence[Cell]) -> int:
        """How far in a row's label stands: what stands further in than the row above is a part of it."""
        label = next((cell for cell in row if cell.column in self.columns.labels[:1]), None)
        if label is None or not len(label.span):
            return 0
        before = self.text[max(0, label.span.start - _DEEPEST) : label.span.start]
        return len(before) - len(before.rstrip(" \u00a0\u3000")) + (self._of(label)[:1] in _DASHES)

    def _cell(self, cell: Cell, column: Column, row: _Row) -> list[Quantity]:
        content = self._of(cell)
        own = column.measure or (told_by_words(self.by_words, column.heading) if self.by_words else None)
        given = self.units.of(column.heading, own, row.label, row.measure)
        if (sign := self.signs.get(cell.span.start)) is not None:
            given = self.units.signed(sign, given, row.label, row.group)
        if SUBTRACTED.fullmatch(content) and (own_sign := self._signed(content, given)) is not None:
            return self._negative(cell, column, row, own_sign)
        if LESS.fullmatch(content) and direction(column.heading) in {"up", "down"}:
            return self._negative(cell, column, row, Measure("%"))
        bare = content if given is None and content[-1:].isalpha() else _MARK.sub("", content)
        worded = bool(_LETTERS.search(bare))
        if parts := list(parted(content, column.heading, given, self.caption, row.label)):
            return [one for part in parts for one in self._part(cell, part, column, row)]
        read = (
            read_plain(content, self.published, self.comma_decimal)
            if worded
            else read_cell(bare if content[-1:].isalpha() else content, self.comma_decimal)
        )
        aside = _ASIDE.fullmatch(content) if worded and given is not None else None
        figure = aside["figure"] if aside is not None and not YEAR.fullmatch(aside["figure"]) else ""
        if figure and not any(one.unit and one.span.start < len(figure) for one in read):
            read, worded = read_cell(figure, self.comma_decimal), False  # "4.2 (95% CI 3.1–5.3)"
        if not read or (not worded and YEAR.fullmatch(content) and self._dates(column, row, given)):
            return []
        found = []
        for one in read:
            whole = len(one.span) >= len(_MARK.sub("", content).strip()) - 1
            rated = given is not None and FOR_EACH.fullmatch(content, one.span.end) is not None
            if worded and not one.unit and not whole and not rated:
                continue
            found.append(self._placed(one, cell, column, row, given))
        return found

    def _dates(self, column: Column, row: _Row, given: Measure | None) -> bool:
        """Whether a bare year is a date: there are neither units nor other figures, or its row says what was done."""
        if says_when_done(row.label) and row.measure is None and column.measure is None:
            return True
        return given is None and not any(
            not YEAR.fullmatch(cell) and not _LETTERS.search(cell) and any(char.isdigit() for char in cell)
            for number, other in enumerate(self.columns.all)
            if other is column
            for cell in self.columns.cells(number)
        )

    def _part(self, cell: Cell, part: Part, column: Column, row: _Row) -> list[Quantity]:
        """One figure of a cell that holds two."""
        inner = replace(cell, span=Span(cell.span.start + part.start, cell.span.start + part.end))
        said = replace(column, heading=part.heading) if part.heading else column
        read = read_cell(self._of(inner), self.comma_decimal)
        return [self._placed(one, inner, said, row, part.given) for one in read]

    def _signed(self, content: str, given: Measure | None) -> Measure | None:
        """The money of an amount in brackets, by the sign before it ("$(53)") or what is told for it."""
        sign = sign_of(content)
        if sign:
            return Measure(sign, given.scale if given is not None and given.unit in {"", sign} else self.units.scale)
        if given is not None and dimension(given.unit) == "money":
            return given
        return Measure("") if given is None and self.signs else None  # a statement

    def _negative(self, cell: Cell, column: Column, row: _Row, given: Measure) -> list[Quantity]:
        """As in "(804)" among amounts of money: accountants put what is subtracted in brackets."""
        start = self._of(cell).index("(") + 1
        end = self._of(cell).index(")")
        inner = replace(cell, span=Span(cell.span.start + start, cell.span.start + end))
        read = read_cell(self._of(inner), self.comma_decimal)
        placed = [self._placed(one, inner, column, row, given) for one in read]
        return [replace(one, low=-one.high, high=-one.low, span=cell.span, text=self._of(cell)) for one in placed]

    def _placed(self, one: Quantity, cell: Cell, column: Column, row: _Row, given: Measure | None) -> Quantity:
        unit, scale = one.unit, 1.0
        if not unit and given is not None:
            unit, scale = given.unit, given.scale
        elif given is not None and given.unit in {"", unit} and SIGNED.fullmatch(one.text) is not None:
            scale = 1.0 if FOR_ONE.search(row.label) else given.scale  # "$21,965" under "in millions of dollars"
        elif given is not None and unit.startswith("/") and given.unit and "/" not in given.unit:
            unit, scale = given.unit + unit, given.scale  # "148.60 per m³" under "Tariffs, tenge"
        elif given is not None and given.unit.startswith("/") and "/" not in unit and dimension(unit) == "money":
            unit += given.unit  # "$5,200" under "Price per FEU"
        span = one.span.shift(cell.span.start)
        subject, where = self.subjects.of(column, row.label, row.group)
        when = one.period or self.times.of(*column.parts, *row.times) or self.times.caption
        return replace(
            one,
            span=span,
            text=span.of(self.text),
            low=float(f"{one.low * scale:.15g}"),
            high=float(f"{one.high * scale:.15g}"),
            unit=unit,
            dimension=one.dimension if one.unit else (dimension(unit) if unit else "count"),
            role=self._role(one, column, row, unit),
            period=when,
            subject=subject,
            subject_spans=where,
            planned=one.planned or plans(column.heading) or plans(row.label) or plans(row.group),
            equivalent=None if one.equivalent is None else one.equivalent.shift(cell.span.start),
        )

    def _role(self, one: Quantity, column: Column, row: _Row, unit: str) -> Role:
        if unit in {"%", "pp"} and one.role is Role.LEVEL:
            told = direction(column.heading) or direction(row.label)
            if told == "share":
                return Role.SHARE
            if told:
                return Role.CHANGE_DOWN if (told == "down") != (one.low < 0) else Role.CHANGE_UP
        return Role.RATE if "/" in unit and one.role is Role.LEVEL else one.role

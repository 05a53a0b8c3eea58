"""The columns of one table: what the headings over each say, which hold labels, years, units, notes or dates."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from qa.quantity.columns import column_kind
from qa.quantity.counted import CLASSIFIERS
from qa.quantity.headingkinds import names_kind
from qa.quantity.headingnouns import agents
from qa.quantity.headings import measure
from qa.quantity.headingsigns import behind_stroke, unsigned
from qa.quantity.lexicon import lexicon
from qa.quantity.measures import PIECES, Measure, exactly
from qa.quantity.units import dimension
from qa.types import Cell, Span

YEAR = re.compile(r"\s*(?:1[5-9]|20|21)\d\d\s*(?:[*¹²³]|г\.|год|жыл|年)?\s*")
_LETTERS = re.compile(r"[^\W\d_]")
_FIGURE = re.compile(r"[\s\d.,+−–—-]+")
#: What goes on from the row above or the column before: parts of what is counted there.
OF_WHICH = re.compile(
    r"\s*(?:of which|including|incl\.|thereof|в том числе|в т\. ?ч\.|из них|оның ішінде|соның ішінде|其中)", re.I
)
#: Headings over years that say when something was done.
_DONE = re.compile(
    r"\b(?:year|opened|founded|built|launched|commissioned|established|started|completed|discovered|since"
    r"|год[а]?|открыт\w*|основан\w*|построен\w*|введ[её]н\w*|пуск\w*|постройки|жыл\w*|ашыл\w*|салын\w*|құрыл\w*)\b"
    r"|年份?$|建成|投产|成立|开通|建于|启用",
    re.I,
)
#: "18–24", "60+", "< 5 km", "65 и старше".
_RANGE = re.compile(
    r"\s*(?:(?:[<>≤≥]|up to|over|under|more than|less than|above|below|до|свыше|более|менее|от)\s*\d[\d.,]*"
    r"|\d[\d.,]*\s?(?:[-–—]\s?\d[\d.,]*|\+|и (?:более|старше|выше)|(?:and|or) (?:over|more|above|older|less|under)"
    r"|及?以[上下]))\s*[^\W\d]{0,8}\.?\s*",
    re.I,
)
#: What may be nothing but a unit: no figures.
_UNIT = re.compile(r"\D{1,40}")
#: Cells at least of a row in which one tells the unit of all.
_SHARED = 2
#: Headings that say only that figures stand below: the words of the row say what is measured.
VALUES = frozenset({"value", "values", "значение", "значения", "мәні", "мәндері", "数值", "值"})
#: The least and the most of something, as headings: "Min" beside "Max" is no minute.
_LEAST = frozenset({"min", "мин"})
_MOST = frozenset({"max", "maximum", "mean", "avg", "average", "median", "макс", "максимум", "сред", "среднее"})
#: Share of a column's cells that must hold letters for them to be labels.
_LABEL_SHARE = 0.5
#: A code of letters and numbers: "A320-200", "777-300ER".
_CODE = re.compile(r"(?=[^-]*\d)[A-ZА-Я\d]+(?:-[A-ZА-Я\d]+)+")
#: Words of a heading that says more than which ones: "Metres of steel line".
_LONG = 3
#: Columns looked at for labels.
_FIRST = 3


@dataclass(frozen=True, slots=True)
class Column:
    """What the headings over one column say; `parts` are the headings from the cells upwards."""

    heading: str
    parts: tuple[str, ...]
    spans: tuple[Span, ...]
    kind: str
    measure: Measure | None


class Columns:
    """The columns of a table in `text`. `figure_like` tells a cell that is a figure with its unit from words."""

    def __init__(
        self,
        text: str,
        header: Sequence[Sequence[Cell]],
        rows: Sequence[Sequence[Cell]],
        figure_like: Callable[[str], bool],
    ) -> None:
        self._text = text
        self._rows = rows
        self._figure_like = figure_like
        self.all = [self._column(cells) for cells in self._over(header)]
        parts = [part for column in self.all for part in column.parts]
        if any(unsigned(part) is not None for part in parts):
            stroked = any(behind_stroke(part) is not None for part in parts)
            self.all = [_lettered(column, stroked=stroked) for column in self.all]
        self.all = [self._settled(number, column) for number, column in enumerate(self.all)]
        if any(_last(column) == "yes" for column in self.all):  # of those asked, no numbers of rows
            self.all = [replace(one, kind="") if _last(one) == "no" else one for one in self.all]
        if any(_last(column) in _MOST for column in self.all):  # no minutes beside maxima
            self.all = [replace(one, measure=None) if _last(one) in _LEAST else one for one in self.all]
        self.labels = self._label_columns()
        for number in range(self.labels[0] if self.labels else 0):
            if self._numbers_rows(number):
                self.all[number] = replace(self.all[number], kind="note")

    def __getitem__(self, number: int) -> Column:
        return self.all[number]

    def __len__(self) -> int:
        return len(self.all)

    def cells(self, column: int) -> list[str]:
        """The filled cells of a column."""
        found = [cell.span.of(self._text) for row in self._rows for cell in row if cell.column == column]
        return [content for content in found if content.strip()]

    def stubs(self) -> list[str]:
        """The headings over the labels."""
        return [part for number in self.labels for part in self.all[number].parts if part]

    def _over(self, header: Sequence[Sequence[Cell]]) -> list[list[Cell]]:
        """The heading cells over each column, from the top down."""
        width = max((cell.column + cell.columns for row in (*header, *self._rows) for cell in row), default=0)
        over: list[list[Cell]] = [[] for _ in range(width)]
        for number, row in enumerate(header):
            if number and (shared := self._shared(row)) is not None:
                for cells in over[1:]:
                    cells.append(shared)
                continue
            below = (
                {cell.column: cell.span.of(self._text).strip() for cell in header[number + 1]}
                if number + 1 < len(header)
                else {}
            )
            before: Cell | None = None  # a heading over several columns that came as one filled cell and empty ones
            for cell in row:
                content = cell.span.of(self._text)
                if content.strip():
                    before = cell if below and (YEAR.fullmatch(content) or below.get(cell.column)) else None
                elif (
                    before is not None and not YEAR.fullmatch(before.span.of(self._text)) and not below.get(cell.column)
                ):
                    before = None
                heading = cell if content.strip() else before
                for column in range(cell.column, min(cell.column + cell.columns, width)):
                    if heading is not None:
                        over[column].append(heading)
        return over

    def _shared(self, row: Sequence[Cell]) -> Cell | None:
        """The only cell of a row under the headings, a measure in brackets, which is of all: "(million US dollars)"."""
        filled = [cell for cell in row if cell.span.of(self._text).strip()]
        if len(filled) != 1 or len(row) < _SHARED or not filled[0].column:
            return None
        said = filled[0].span.of(self._text).strip()
        found = exactly(said.strip("()（） ")) if said[:1] in {"(", "（"} and said[-1:] in {")", "）"} else None
        return filled[0] if found is not None else None

    def _column(self, cells: list[Cell]) -> Column:
        parts = list(dict.fromkeys(" ".join(cell.span.of(self._text).split()) for cell in cells))
        alone = len(parts) > 1 and any(part.strip("()（） ") in CLASSIFIERS for part in parts)
        said = ["".join(parts)] if alone else list(reversed(parts))  # 股道数 over （条）
        capital = len(said) == 1 and len(said[0]) == 1 and said[0].isupper()  # "W" are games won, no watts
        told = [part for part in said if not capital and not names_kind(part)]
        measures = [found for part in told if (found := measure(part)) is not None]
        named = next((found for found in measures if found.unit), None) or (agents(said[0]) if said else None)
        scale = next((found.scale for found in measures if found.scale > 1), 1.0)
        sample = all(cell.column > 0 for cell in cells)  # "n" over a column that is not the first: sizes of samples
        kinds = [kind for part in parts if (kind := column_kind(part)) and not (sample and part.lower() == "n")]
        return Column(
            " · ".join(parts),
            tuple(reversed(parts)),
            tuple(cell.span for cell in cells),
            kinds[0] if kinds else "",
            Measure(named.unit, max(scale, named.scale)) if named else (Measure("", scale) if scale > 1 else None),
        )

    def _settled(self, number: int, column: Column) -> Column:
        """A column whose cells or neighbour tell more than its heading.

        «Год пуска» over years tells dates; «Год» behind the quarters is their total; "of which …" counts on.
        """
        content = self.cells(number)
        if number and not column.heading and content and self._units(content):
            return replace(column, kind="unit")
        years = bool(content) and all(YEAR.fullmatch(one) for one in content)
        if len(content) > 1 and years and column.measure is None and not column.kind and says_when_done(column.heading):
            return replace(column, kind="note")
        if column.kind == "year" and number and not years and all(_FIGURE.fullmatch(one) for one in content):
            lasts = exactly(_last(column)) if len(column.parts) > 1 else None  # "Years" under "Men"
            return replace(column, kind="", measure=lasts)
        if column.measure is None and number and OF_WHICH.match(column.parts[0] if column.parts else ""):
            return replace(column, measure=self.all[number - 1].measure)
        return column

    def _units(self, content: list[str]) -> bool:
        """Whether a column holds units and nothing else, one of them no noun: "wagons" alone are what rows are of."""
        told = [exactly(one) if _UNIT.fullmatch(one) else None for one in content]
        pieces = [one.strip(" .").lower() in PIECES for one in content]  # "FTE" among "EUR m" and "GWh"
        measured = any(one is not None and dimension(one.unit) not in {"count", ""} for one in told)
        return measured and all(one is not None or piece for one, piece in zip(told, pieces, strict=True))

    def _label_columns(self) -> tuple[int, ...]:
        """The columns of row labels: the first whose cells mostly hold words, and those that tell its repeats apart."""
        first = self._first_labels(notes=False)
        if first < 0:
            first = self._first_labels(notes=True)  # "Source" over the banks that pay
        if first < 0:
            return ()
        found = [first]
        while (
            (self._repeats(found) or self._dates(found) or any(_last(one) in VALUES for one in self.all))
            and (after := self._behind_years(found[-1] + 1)) < len(self.all)
            and not self.all[after].kind
        ):
            if not self._worded(after):
                break
            found.append(after)
        return tuple(found)

    def _numbers_rows(self, column: int) -> bool:
        """Whether the figures of a column before the labels say which one each row is of: "Lane", "Berth"."""
        heading, content = self.all[column].heading, self.cells(column)
        last = heading.lower().split()[-1:]  # "Bus line"
        forms = lexicon().forms
        labels = forms["label bare"] | forms["label number"] if len(heading.split()) < _LONG else frozenset()
        which = names_kind(heading) or bool(labels.intersection(last)) or self._keys(column)
        return which and len(set(content)) == len(content) > 1 and all(one.strip().isdecimal() for one in content)

    def _keys(self, column: int) -> bool:
        """Whether a first column has one word over it and no unit, and every other a unit of measure: "Account"."""
        heading = self.all[column]
        others = [one.measure for number, one in enumerate(self.all) if number != column]
        measured = all(one is not None and dimension(one.unit) != "count" for one in others)
        return not column and heading.heading.isalpha() and heading.measure is None and measured

    def _behind_years(self, number: int) -> int:
        """The first column from `number` on that does not only say when."""
        while number < len(self.all) and self.all[number].kind == "year":
            number += 1
        return number

    def _first_labels(self, *, notes: bool) -> int:
        for column in range(min(_FIRST, len(self.all))):
            kind = self.all[column].kind
            if kind == "year" or (kind == "name" and not column):
                return column
            if kind == "note" and not (notes and column == 0):
                continue
            content = self.cells(column)
            years = bool(content) and all(YEAR.fullmatch(one) for one in content)
            if self._worded(column) or (column == 0 and (years or self._ranged(content))):
                return column
        return 0 if len(self.all) > 1 and (self._coded() or self._numbers_rows(0)) else -1

    def _coded(self) -> bool:
        """Whether codes stand in a first column without a heading, beside columns that have one: "737-800"."""
        headed = not self.all[0].heading and all(column.heading for column in self.all[1:])
        return headed and all(_CODE.fullmatch(one) for one in self.cells(0))

    def _ranged(self, content: list[str]) -> bool:
        """Whether a first column holds classes of size ("18–24", "60+"): ranges only, beside columns without any."""
        bare = [one for one in content if any(char.isdigit() for char in one)]  # the last may be "Total"
        ranges = len(bare) > 1 and all(_RANGE.fullmatch(one) for one in bare)
        others = [one for number in range(1, len(self.all)) for one in self.cells(number)]
        return ranges and len(self.all) > 1 and not any(_RANGE.fullmatch(one) for one in others)

    def _worded(self, column: int) -> bool:
        """Whether most cells of a column hold words and no figures."""
        content = self.cells(column)
        worded = sum(
            one.startswith(("№", "#")) or (bool(_LETTERS.search(one)) and not self._figure_like(one)) for one in content
        )
        return bool(content) and worded >= _LABEL_SHARE * len(content) and worded > 0

    def _dates(self, columns: list[int]) -> bool:
        """Whether all that the labels say is when."""
        return all(self.all[number].kind == "year" for number in columns)

    def _repeats(self, columns: list[int]) -> bool:
        """Whether rows share their labels, so that these do not tell them apart."""
        labels = [
            tuple(cell.span.of(self._text).strip() for cell in row if cell.column in columns) for row in self._rows
        ]
        return len(set(labels)) < len(labels)


def _lettered(column: Column, *, stroked: bool) -> Column:
    """A column of a table that sets units behind its headings, where "Sun h" does so too; `stroked`: "t/min" too."""
    told = [found for part in column.parts if (found := unsigned(part, letters=True)) is not None]
    letter = stroked and bool(told) and column.parts[0][1:2] == "/"
    return replace(column, measure=told[0]) if told and (column.measure is None or letter) else column


def _last(column: Column) -> str:
    """The heading right over the cells, in lower case."""
    return column.parts[0].lower().strip(" .") if column.parts else ""


def says_when_done(heading: str) -> bool:
    """Whether a heading over a bare year says when something was done: "Opened", «Год пуска»."""
    return _DONE.search(heading) is not None

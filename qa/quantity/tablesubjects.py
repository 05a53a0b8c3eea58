"""What the cells of a table measure: their row's and column's headings and the caption, with their places."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from qa.quantity.captions import only_period, telling
from qa.quantity.tablecolumns import VALUES, Column
from qa.types import Cell, Span

#: Characters before a table in which its caption stands.
_ABOVE = 2_000
#: Longest caption in characters that is part of what every cell measures.
_LONGEST = 120


class TableSubjects:
    """Finds the subjects of one table's cells.

    `cells` are those of its header and first row; `said` is what stands over the labels, where it measures; `measured`:
    the caption names a unit.
    """

    def __init__(self, text: str, cells: Sequence[Cell], caption: str, said: str, *, measured: bool) -> None:
        self.text = text
        part = telling(caption)
        self.caption = " ".join(part.of(caption).split())
        self.said = said
        self.measured = measured
        self._places: dict[str, tuple[Span, ...]] = {}
        for cell in cells:
            self.stand(" ".join(cell.span.of(text).split()), [cell.span])
        first = min((cell.span.start for cell in cells), default=0)
        at = text.rfind(caption, max(0, first - _ABOVE), first) if self.caption else -1
        self.written = at >= 0 and len(part) <= _LONGEST
        if at >= 0:
            self.stand(self.caption, [part.shift(at)])

    def stand(self, said: str, spans: Iterable[Span], behind: str = "") -> None:
        """Note where the words of a heading stand; `behind` is a heading that they go on from."""
        filled = tuple(span for span in spans if len(span))
        if said and filled:
            self._places[said] = (*self._places.get(behind, ()), *filled)

    def of(self, column: Column, label: str, group: str) -> tuple[str, tuple[Span, ...]]:
        """Row and column headings, periods left out, and the caption; what heads the labels where little is left.

        A caption that is no part of the text (a file's name) or is a sentence stands only where little is left.
        """
        heading, places = _telling(column)
        if label and heading.lower() in VALUES:
            heading = ""  # the row says what it is a value of
        parts = [part for part in (label, group, heading) if part and not only_period(part)]
        few = len(parts) < 2 and not (parts == [heading] and column.measure is not None)
        if few and self.said and parts != [heading]:
            parts.append(self.said)
        told = self.written or (few and (heading or not parts or self.measured))
        if told and self.caption and self.caption not in parts:
            parts.append(self.caption)
        return " · ".join(parts), self._where(parts, heading, places)

    def _where(self, parts: Sequence[str], heading: str, places: tuple[Span, ...]) -> tuple[Span, ...]:
        """Where the parts of a subject stand, in order; what is no part of the text (a file's name) is left out."""
        found = (places if part == heading else self._places.get(part, ()) for part in parts)
        return tuple(span for spans in found for span in spans)


def _telling(column: Column) -> tuple[str, tuple[Span, ...]]:
    """A column's headings without those that only say when, and their places; all of them where none is left."""
    if len(column.parts) < 2 or len(column.parts) != len(column.spans):
        return column.heading, column.spans
    told = [
        (part, span) for part, span in zip(reversed(column.parts), column.spans, strict=True) if not only_period(part)
    ]
    if not told:
        return column.heading, column.spans
    return " · ".join(part for part, _ in told), tuple(span for _, span in told)

"""What the cells of a table measure: their row's and column's headings and the caption, with their places."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from qa.quantity import calendar_words
from qa.quantity.calendar_words import parse_period
from qa.quantity.columns import plain_period, says_more
from qa.quantity.headings import measure
from qa.quantity.tablecolumns import YEAR, Column
from qa.types import Cell, Span

#: Characters before a table in which its caption stands.
_ABOVE = 2_000


class TableSubjects:
    """Finds the subjects of one table's cells.

    `cells` are those of its header and first row; `said` is what stands over the labels, where it measures; `measured`:
    the caption names a unit.
    """

    def __init__(self, text: str, cells: Sequence[Cell], caption: str, said: str, *, measured: bool) -> None:
        self.text = text
        self.caption = " ".join(caption.split())
        self.said = said
        self.measured = measured
        self._places: dict[str, tuple[Span, ...]] = {}
        for cell in cells:
            self.stand(" ".join(cell.span.of(text).split()), [cell.span])
        first = min((cell.span.start for cell in cells), default=0)
        at = text.rfind(caption, max(0, first - _ABOVE), first) if caption else -1
        if at >= 0:
            self.stand(self.caption, [Span(at, at + len(caption))])

    def stand(self, said: str, spans: Iterable[Span], behind: str = "") -> None:
        """Note where the words of a heading stand; `behind` is a heading that they go on from."""
        filled = tuple(span for span in spans if len(span))
        if said and filled:
            self._places[said] = (*self._places.get(behind, ()), *filled)

    def of(self, column: Column, label: str, group: str) -> tuple[str, tuple[Span, ...]]:
        """Row and column headings, periods left out; what heads the labels and the caption where little is left.

        A heading with a measure of its own says what is measured; one that takes it from the caption ("High") does not.
        """
        heading, places = _telling(column)
        parts = [part for part in (label, group, heading) if part and not _only_period(part)]
        if len(parts) > 1:
            return " · ".join(parts), self._where(parts, heading, places)
        if parts == [heading] and (column.measure is not None or not self.caption):
            return parts[0], places
        parts += [self.said] if self.said and parts != [heading] else []
        parts += [self.caption] if self.caption and (heading or not parts or self.measured) else []
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
        (part, span) for part, span in zip(reversed(column.parts), column.spans, strict=True) if not _only_period(part)
    ]
    if not told:
        return column.heading, column.spans
    return " · ".join(part for part, _ in told), tuple(span for _, span in told)


@lru_cache(maxsize=4096)
def _only_period(part: str) -> bool:
    """Whether a heading says when, and whether that is over, and nothing else; "2030 high" says which as well."""
    said = plain_period(part)
    if YEAR.fullmatch(said):
        return True
    if parse_period(said, "2000") is None or measure(said) is not None:
        return False
    for found in reversed(calendar_words.find(said)):
        said = said[: found.start] + said[found.end :]
    return not says_more(said, plans=True)

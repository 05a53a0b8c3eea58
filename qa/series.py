"""Figures over time: what measures one thing on one axis, plans told from facts, and disputed points marked.

Figures that match the same words may measure different things: a port's containers and a whole route's, a year's
and a quarter's, a level and its rise. A line through both would be wrong, and calling them a disagreement too. So there
are as many series as measures, each by itself, the one stated for most periods first.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from qa import quantity
from qa.text.forms import script_language
from qa.text.glossary import keys
from qa.types import CitedQuantity, Role

#: Figures for one period that differ by more than this share are disputed; less is rounding.
ROUNDING = 0.01
#: Figures looked at, the best matches first; measures compared at a time; series handed out.
LOOKED, MEASURES, OFFERED = 2_000, 60, 40
#: What stands on one axis: a level is no change, a share no rate.
_SORTS = {Role.CHANGE_UP: "change", Role.CHANGE_DOWN: "change", Role.SHARE: "share", Role.RATE: "rate"}
#: Words that figures of two documents must have in common to be taken for one measure: "cargo" alone is anybody's.
_ACROSS = 2
_YEAR = 360


@dataclass(frozen=True, slots=True)
class Point:
    """A figure on a time axis: `low` and `high` in the series' unit over the ISO days `start` to `end`.

    A fall is negative. `long` says that the period is of more than a year.
    """

    start: str
    end: str
    low: float
    high: float
    planned: bool
    disputed: bool
    item: CitedQuantity

    @property
    def long(self) -> bool:
        """Whether the period is of more than a year: then the figure is no point on the way."""
        return _length(self.start, self.end) > _YEAR + 40


@dataclass(frozen=True, slots=True)
class Series:
    """Points of one measure and unit, oldest first, for two periods or more.

    `subject` says what is measured, as most of its figures say it; `scope` is the heading that all of it stands under,
    "" where it stands under several.
    """

    unit: str
    points: tuple[Point, ...]
    subject: str = ""
    scope: str = ""

    @property
    def name(self) -> str:
        """The place of its first figure, which tells it from other series as long as the documents stay the same."""
        first = self.points[0].item
        return f"{first.citation.document}:{first.quantity.span.start}"


def series(found: Sequence[CitedQuantity]) -> tuple[Series, ...]:
    """Every series among the figures, the one for most periods first, of equals the better match."""
    dated = [item for item in found[:LOOKED] if item.quantity.period]
    kinds: defaultdict[tuple[str, int], list[CitedQuantity]] = defaultdict(list)
    for item in dated:
        kinds[_SORTS.get(item.quantity.role, "level"), _class(item)].append(item)
    lines = [line for kind in kinds.values() for rows in _by_unit(kind) for line in _lines(*rows)]
    order = {id(item): place for place, item in enumerate(dated)}
    lines.sort(key=lambda line: (-_periods(p.item for p in line.points), min(order[id(p.item)] for p in line.points)))
    return tuple(lines[:OFFERED])


_Row = tuple[CitedQuantity, float, float]


def _by_unit(items: Sequence[CitedQuantity]) -> Iterable[tuple[str, list[_Row]]]:
    """The figures by what converts into each other, in the commonest unit of each."""
    left = list(items)
    while left:
        unit = Counter(item.quantity.unit for item in left).most_common(1)[0][0]
        placed = [(item, _in(unit, item)) for item in left]
        yield unit, [(item, *value) for item, value in placed if value is not None]
        left = [item for item, value in placed if value is None]


def _lines(unit: str, rows: list[_Row]) -> Iterable[Series]:
    """One series after the other out of figures that could stand on one axis."""
    measures = [_Measure.of(item) for item, *_ in rows]
    while rows:
        members = _one_measure(rows, measures)
        chosen = [row for row, one in zip(rows, members, strict=True) if one]
        if _periods(item for item, *_ in chosen) < 2:
            return
        yield _series(unit, chosen)
        measures = [measure for measure, one in zip(measures, members, strict=True) if not one]
        rows = [row for row, one in zip(rows, members, strict=True) if not one]


def _series(unit: str, rows: list[_Row]) -> Series:
    """The figures of one measure as a series, disputed ones marked."""
    by_period: defaultdict[tuple[str, bool], list[tuple[float, float]]] = defaultdict(list)
    for item, low, high in rows:
        by_period[_key(item)].append((low, high))
    points = [
        Point(*_days(item), low, high, item.quantity.planned, _disputed((low, high), by_period[_key(item)]), item)
        for item, low, high in rows
    ]
    points.sort(key=lambda point: (point.start, point.end, point.planned, point.low))
    scopes = {(item.citation.document, item.citation.heading) for item, *_ in rows}
    said = Counter(item.quantity.subject for item, *_ in rows if item.quantity.subject).most_common(1)
    return Series(unit, tuple(points), said[0][0] if said else "", scopes.pop()[1] if len(scopes) == 1 else "")


def _periods(items: Iterable[CitedQuantity]) -> int:
    return len({item.quantity.period for item in items})


@dataclass(frozen=True, slots=True)
class _Measure:
    """What a figure measures: the words for it, independent of language, and the part of a document it stands in.

    `first` are those of the subject's first part: a cell's own label, where its caption speaks of the whole table.
    """

    words: frozenset[str]
    first: frozenset[str]
    document: str
    heading: str

    @classmethod
    def of(cls, item: CitedQuantity) -> _Measure:
        said = item.quantity.subject
        return cls(_terms(said), _terms(said.partition(" · ")[0]), item.citation.document, item.citation.heading)

    def same(self, other: _Measure) -> bool:
        """Whether one says no more than the other; a document does not state one measure under two headings."""
        one_document = self.document == other.document
        if one_document and self.heading != other.heading:
            return False
        shorter, longer = sorted((self, other), key=lambda one: len(one.words))
        named = not longer.first or not longer.first.isdisjoint(shorter.words)
        return shorter.words <= longer.words and (one_document or (len(shorter.words) >= _ACROSS and named))


def _terms(said: str) -> frozenset[str]:
    return frozenset(key.term for key in keys(said, script_language(said)))


def _one_measure(rows: list[_Row], measures: list[_Measure]) -> list[bool]:
    """Which rows measure one thing: of what they measure, that stated for most periods, the first of equals."""
    places = [(item.citation.document, item.citation.start, item.citation.end) for item, *_ in rows]

    def members(measure: _Measure) -> list[bool]:
        same = [measure.same(other) for other in measures]
        # Figures of one unit in one sentence go on with one thing: "10 billion then, 31 billion in 2022".
        sentences = {place for place, one in zip(places, same, strict=True) if one}
        return [one or place in sentences for one, place in zip(same, places, strict=True)]

    def periods(chosen: list[bool]) -> int:
        return _periods(item for (item, *_), one in zip(rows, chosen, strict=True) if one)

    return max(map(members, list(dict.fromkeys(measures))[:MEASURES]), key=periods)


def _in(unit: str, item: CitedQuantity) -> tuple[float, float] | None:
    """The figure's bounds in `unit`, a fall as negative; None where it does not convert."""
    read = item.quantity
    low: float | None = read.low
    high: float | None = read.high
    if read.unit != unit:
        low, high = quantity.convert(read.low, read.unit, unit), quantity.convert(read.high, read.unit, unit)
    if low is None or high is None:
        return None
    return (-high, -low) if read.role is Role.CHANGE_DOWN else (low, high)


def _class(item: CitedQuantity) -> int:
    """How long the period is, in months: a year's figure does not go on with a quarter's. Years and more are one."""
    days = _length(*_days(item))
    return 12 if days >= _YEAR else round(days / 30.4)


def _length(start: str, end: str) -> int:
    """The days of a period, its last one included."""
    return (date.fromisoformat(end) - date.fromisoformat(start)).days + 1


def _key(item: CitedQuantity) -> tuple[str, bool]:
    return item.quantity.period or "", item.quantity.planned


def _days(item: CitedQuantity) -> tuple[str, str]:
    start, _, end = (item.quantity.period or "").partition("/")
    return start, end or start


def _disputed(value: tuple[float, float], others: Sequence[tuple[float, float]]) -> bool:
    """Whether another figure for the same period lies outside this one's bounds by more than rounding."""
    low, high = value
    slack = ROUNDING * max(abs(low), abs(high))
    return any(other_high < low - slack or other_low > high + slack for other_low, other_high in others)

"""Figures over time: what measures one thing on one axis, plans told from facts, and disputed points marked.

Figures that match the same words may measure different things: a port's containers and a whole route's. A line through
both would be wrong, and calling them a disagreement too. So one measure makes the series: of those that the best
matches state, the one stated for most periods. The others are points beside it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from qa import quantity
from qa.text.forms import script_language
from qa.text.glossary import keys
from qa.types import CitedQuantity

#: Figures for one period that differ by more than this share are disputed; less is rounding.
ROUNDING = 0.01
#: Figures looked at, the best matches first, and measures that are compared: what is far down a list is no series.
LOOKED, MEASURES = 2_000, 60


@dataclass(frozen=True, slots=True)
class Point:
    """A figure on a time axis: `low` and `high` in the series' unit over the ISO days `start` to `end`.

    `other` says that it measures something else than the series.
    """

    start: str
    end: str
    low: float
    high: float
    planned: bool
    disputed: bool
    item: CitedQuantity
    other: bool = False


@dataclass(frozen=True, slots=True)
class Series:
    """Points of one unit, oldest first, and what it measures. Empty where fewer than two periods can be compared."""

    unit: str
    points: tuple[Point, ...]
    subject: str = ""


def series(found: Sequence[CitedQuantity]) -> Series:
    """The figures with a period that convert to the commonest unit among them, as one series and points beside it."""
    dated = [item for item in found[:LOOKED] if item.quantity.period]
    if not dated:
        return Series("", ())
    unit = Counter(item.quantity.unit for item in dated).most_common(1)[0][0]
    placed = [(item, _in(unit, item)) for item in dated]
    rows = [(item, *value) for item, value in placed if value is not None]
    members = _one_measure(rows)
    by_period: dict[tuple[str, bool], list[tuple[float, float]]] = defaultdict(list)
    for (item, low, high), one in zip(rows, members, strict=True):
        if one:
            by_period[_key(item)].append((low, high))
    points = [
        Point(
            *_days(item), low, high, item.quantity.planned,
            one and _disputed((low, high), by_period[_key(item)]), item, not one,
        )
        for (item, low, high), one in zip(rows, members, strict=True)
    ]  # fmt: skip
    subject = next((item.quantity.subject for (item, *_), one in zip(rows, members, strict=True) if one), "")
    points.sort(key=lambda point: (point.start, point.end, point.planned, point.low))
    several = len({(point.start, point.end) for point in points}) > 1
    return Series(unit, tuple(points), subject) if several else Series(unit, ())


_Row = tuple[CitedQuantity, float, float]


@dataclass(frozen=True, slots=True)
class _Measure:
    """What a figure measures: the words for it, independent of language, and the part of a document it stands in."""

    words: frozenset[str]
    document: str
    heading: str

    @classmethod
    def of(cls, item: CitedQuantity) -> _Measure:
        said = item.quantity.subject
        words = frozenset(key.term for key in keys(said, script_language(said)))
        return cls(words, item.citation.document, item.citation.heading)

    def same(self, other: _Measure) -> bool:
        """Whether one says no more than the other; a document does not state one measure under two headings."""
        if self.document == other.document and self.heading != other.heading:
            return False
        shorter, longer = sorted((self.words, other.words), key=len)
        return shorter <= longer and (bool(shorter) or self.document == other.document)


def _one_measure(rows: list[_Row]) -> list[bool]:
    """Which rows measure one thing: of what they measure, that stated for most periods, the first of equals."""
    measures = [_Measure.of(item) for item, *_ in rows]
    places = [(item.citation.document, item.citation.start, item.citation.end) for item, *_ in rows]

    def members(measure: _Measure) -> list[bool]:
        same = [measure.same(other) for other in measures]
        # Figures of one unit in one sentence go on with one thing: "10 billion then, 31 billion in 2022".
        sentences = {place for place, one in zip(places, same, strict=True) if one}
        return [one or place in sentences for one, place in zip(same, places, strict=True)]

    def periods(chosen: list[bool]) -> int:
        return len({item.quantity.period for (item, *_), one in zip(rows, chosen, strict=True) if one})

    return max(map(members, list(dict.fromkeys(measures))[:MEASURES]), key=periods)


def _in(unit: str, item: CitedQuantity) -> tuple[float, float] | None:
    """The figure's bounds in `unit`, or None where it does not convert."""
    read = item.quantity
    if read.unit == unit:
        return read.low, read.high
    low, high = quantity.convert(read.low, read.unit, unit), quantity.convert(read.high, read.unit, unit)
    return None if low is None or high is None else (low, high)


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

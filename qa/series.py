"""Figures over time: what can be drawn on one axis, plans told from facts, and disputed points marked."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from qa import quantity
from qa.types import CitedQuantity

#: Figures for one period that differ by more than this share are disputed; less is rounding.
ROUNDING = 0.01


@dataclass(frozen=True, slots=True)
class Point:
    """A figure on a time axis: `low` and `high` in the series' unit over the ISO days `start` to `end`."""

    start: str
    end: str
    low: float
    high: float
    planned: bool
    disputed: bool
    item: CitedQuantity


@dataclass(frozen=True, slots=True)
class Series:
    """Points of one unit, oldest first. Empty where fewer than two periods can be compared."""

    unit: str
    points: tuple[Point, ...]


def series(found: Sequence[CitedQuantity]) -> Series:
    """The figures with a period that convert to the commonest unit among them, as one series."""
    dated = [item for item in found if item.quantity.period]
    if not dated:
        return Series("", ())
    unit = Counter(item.quantity.unit for item in dated).most_common(1)[0][0]
    placed = [(item, _in(unit, item)) for item in dated]
    rows = [(item, *value) for item, value in placed if value is not None]
    by_period: dict[tuple[str, bool], list[tuple[float, float]]] = defaultdict(list)
    for item, low, high in rows:
        by_period[_key(item)].append((low, high))
    points = [
        Point(*_days(item), low, high, item.quantity.planned, _disputed((low, high), by_period[_key(item)]), item)
        for item, low, high in rows
    ]
    points.sort(key=lambda point: (point.start, point.end, point.planned, point.low))
    several = len({(point.start, point.end) for point in points}) > 1
    return Series(unit, tuple(points) if several else ())


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

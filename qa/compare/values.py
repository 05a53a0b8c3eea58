"""Whether two figures of one measure say the same, or cannot both be right."""

from __future__ import annotations

import math

from qa.quantity import convert
from qa.types import Bound, Quantity

#: Figures closer than this are one figure, rounded differently.
_ROUNDING = 0.005
#: A hedged figure ("about 40") agrees with what lies this near.
_HEDGED = 0.03
#: "More than 500 thousand" is said of figures up to this much above; of 540 thousand one would say so.
_ROUND = 0.05


def same_unit(one: Quantity, other: Quantity) -> bool:
    """Whether the two are measured in one unit, or in units that convert."""
    if one.dimension != other.dimension:
        return False
    return one.unit == other.unit or convert(other.low, other.unit, one.unit) is not None


def equal(one: Quantity, other: Quantity) -> bool:
    """Whether two figures say the same: equal up to rounding, hedging, and what a bound is rounded by."""
    if one.dimension == "date":
        return within(one.period, other.period)
    low, high = in_unit(other, one.unit)
    scale = max(abs(one.low), abs(one.high), abs(low), abs(high), 1e-12)
    hedged = Bound.ABOUT in (one.bound, other.bound)
    slack = scale * (_HEDGED if hedged else _ROUNDING)
    if {one.bound, other.bound} & {Bound.AT_LEAST, Bound.AT_MOST}:
        slack = max(slack, scale * _ROUND)
    return one.low <= high + slack and low <= one.high + slack


def octaves(one: Quantity, other: Quantity) -> float:
    """How far apart two figures are, in doublings; dates in years."""
    if one.dimension == "date":
        return abs(one.high - other.high)
    low, high = in_unit(other, one.unit)
    near, far = sorted((abs(one.low + one.high), abs(low + high)))
    return math.log2(far / near) if near > 0 else math.inf if far > 0 else 0.0


def in_unit(quantity: Quantity, unit: str) -> tuple[float, float]:
    """The ends of a figure in `unit`, or as they are where nothing converts."""
    if quantity.unit == unit:
        return quantity.low, quantity.high
    low, high = convert(quantity.low, quantity.unit, unit), convert(quantity.high, quantity.unit, unit)
    return (low if low is not None else quantity.low), (high if high is not None else quantity.high)


def within(one: str | None, other: str | None) -> bool:
    """Whether one ISO interval lies within the other."""
    if not one or not other:
        return False
    (a, _, b), (c, _, d) = one.partition("/"), other.partition("/")
    return (a <= c and (d or c) <= (b or a)) or (c <= a and (b or a) <= (d or c))

"""Whether a figure that a text tells is the one that a question states, and in which units it may be told."""

from __future__ import annotations

from dataclasses import replace

from qa.quantity.comparison import rounding
from qa.quantity.units import convert, dimension
from qa.types import Bound, Quantity

#: Units that the same amount is told in, the usual ones of each dimension.
_USUAL = (
    ("m", "km"),
    ("kg", "t"),
    ("m2", "ha", "km2"),
    ("L", "m3"),
    ("min", "h", "day", "week", "month", "year"),
    ("kW", "MW", "GW"),
    ("kWh", "MWh", "GWh"),
)
#: Who asks by a figure rounds it; of small ones that is said of too much to be believed beyond this share.
_ROUNDED, _HEDGED = 0.02, 0.05
#: How much a figure that is only near, or only within bounds, is the one asked by.
_NEAR = 0.8
_LIMITS = frozenset({Bound.AT_LEAST, Bound.AT_MOST})
#: Floating-point noise of multiplying magnitudes out.
_NOISE = 1e-9


def meets(asked: Quantity, told: Quantity) -> float:
    """1 for the same amount in any unit, 0.8 for one that rounds to it or that its bound allows; else 0.

    Counted things may be named otherwise, and a yearly amount told without its year; one without a unit may be of any.
    """
    low, high = _ends(told, asked)
    if low is None or high is None:
        return 0.0
    if _close(asked.low, low, 0.0) and _close(asked.high, high, 0.0):
        return 1.0 if told.bound not in _LIMITS or asked.bound in _LIMITS else _NEAR
    if not asked.unit or not told.unit:
        return 0.0
    if asked.bound is Bound.AT_LEAST:
        return _NEAR if low >= asked.low else 0.0
    if asked.bound is Bound.AT_MOST:
        return _NEAR if high <= asked.high else 0.0
    if asked.low < asked.high:
        return _NEAR if asked.low <= low and high <= asked.high else 0.0
    about = asked.bound is Bound.ABOUT
    slack = (
        max(rounding(asked), _HEDGED * abs(asked.high)) if about else min(rounding(asked), _ROUNDED * abs(asked.high))
    )
    return _NEAR if _close(asked.low, low, slack) or _close(asked.high, high, slack) else 0.0


def restated(asked: Quantity) -> tuple[Quantity, ...]:
    """The figure as it stands, and in the other usual units of its dimension."""
    other = next((units for units in _USUAL if asked.unit in units), ())
    ends = {unit: (convert(asked.low, asked.unit, unit), convert(asked.high, asked.unit, unit)) for unit in other}
    return (
        asked,
        *(
            replace(asked, low=low, high=high, unit=unit)
            for unit, (low, high) in ends.items()
            if unit != asked.unit and low is not None and high is not None
        ),
    )


def _ends(told: Quantity, asked: Quantity) -> tuple[float | None, float | None]:
    """The ends of a figure in the unit asked in; None where it does not measure the same."""
    ours, theirs = asked.unit.partition("/")[0], told.unit.partition("/")[0]
    counted = dimension(ours).startswith("count") and dimension(theirs).startswith("count")
    if not ours or not theirs or ours == theirs or counted or {ours, theirs} == {"container", "TEU"}:
        return told.low, told.high
    return convert(told.low, theirs, ours), convert(told.high, theirs, ours)


def _close(one: float, other: float, slack: float) -> bool:
    return abs(one - other) <= slack + _NOISE * max(abs(one), abs(other))

"""Whether a figure that was read is the right figure."""

from __future__ import annotations

import math
from functools import lru_cache

from qa.metrics.target import Expected
from qa.quantity import convert, unit_of
from qa.types import Quantity, Role

#: Same unit: the same number but for binary rounding. "215,000" and "215,500" are two statements.
SAME_UNIT_TOLERANCE = 1e-6
#: After a conversion both sides may have been rounded by their authors ("5,000 miles", "8,047 km").
CONVERTED_TOLERANCE = 0.005
#: Roles that a reader takes for one another: a plain level may be written as what something rose to.
_LEVELS = frozenset({Role.LEVEL, Role.TO, Role.RATE, Role.SHARE})


def same_figure(quantity: Quantity, expected: Expected) -> bool:
    """Whether `quantity` states the expected figure, after conversion to its unit; the role does not count here.

    Units that cannot be converted into one another, or an expectation in words, give False.
    """
    if expected.low is None or expected.high is None:
        return False
    tolerance, low, high = SAME_UNIT_TOLERANCE, quantity.low, quantity.high
    if expected.unit and _plain(quantity.unit) != _plain(expected.unit):
        wanted = _canonical(expected.unit)
        converted_low, converted_high = convert(low, quantity.unit, wanted), convert(high, quantity.unit, wanted)
        if converted_low is None or converted_high is None:
            return False
        tolerance, low, high = CONVERTED_TOLERANCE, converted_low, converted_high
    return _close(low, expected.low, tolerance) and _close(high, expected.high, tolerance)


def same_role(quantity: Quantity, expected: Expected) -> bool:
    """Whether the figure was read in the expected role; an expectation without a role is content with any."""
    if expected.role is None or quantity.role is expected.role:
        return True
    return quantity.role in _LEVELS and expected.role in _LEVELS


def _close(given: float, wanted: float, tolerance: float) -> bool:
    return math.isclose(given, wanted, rel_tol=tolerance, abs_tol=1e-12)


@lru_cache(maxsize=1024)
def _canonical(unit: str) -> str:
    """The canonical name of a unit that people write otherwise ("°C")."""
    return unit_of(unit) or unit


def _plain(unit: str) -> str:
    return unit.strip().casefold()

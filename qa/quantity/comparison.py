"""Whether two quantities say the same: by unit, bounds, rounding as printed, period and role."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from qa.quantity.intervals import overlap
from qa.quantity.units import convert, dimension
from qa.types import Bound, Quantity, Role

Verdict = Literal["same", "within", "contradicts", "not_comparable"]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What comparing two quantities showed, and why, in words for a user."""

    verdict: Verdict
    reason: str


#: How far an "about" may be from the figure it stands for, as a share of it.
_ABOUT = 0.05
#: So many zeros at the end look like rounding; so many digits at the front are meant all the same.
_ZEROS, _MEANT = 3, 2
#: Floating-point noise of multiplying magnitudes out.
_NOISE = 1e-9
_CHANGES = frozenset({Role.CHANGE_UP, Role.CHANGE_DOWN})
_DIGITS = re.compile(r"\d(?:[\d\s.,'’]*\d)?")


def compare(a: Quantity, b: Quantity) -> Comparison:
    """Compare two quantities of one subject.

    "same": equal as printed, allowing for rounding; "within": both can be true (a bound or range holds the other);
    "contradicts": they cannot both be true; "not_comparable": units, periods or roles differ in kind. Currencies are
    never converted. Symmetric in `a` and `b` but for the wording of the reason.
    """
    apart = _apart(a, b)
    if apart:
        return Comparison("not_comparable", apart)
    factor_b = [convert(value, b.unit, a.unit) for value in (b.low, b.high)]
    if factor_b[0] is None or factor_b[1] is None:
        return Comparison("not_comparable", f"{_unit(a)} and {_unit(b)} do not convert into each other")
    low, high = min(factor_b[0], factor_b[1]), max(factor_b[0], factor_b[1])
    scale = abs(high / b.high) if b.high else 1.0
    slack = max(rounding(a), rounding(b) * scale)
    point_a, point_b = a.low == a.high, low == high
    if a.role in _CHANGES and b.role in _CHANGES and a.role is not b.role and (a.high or high):
        return Comparison(
            "contradicts", f"“{a.text}” is told as a rise in one place, “{b.text}” as a fall in the other"
        )
    if _near(a.low, low, slack) and _near(a.high, high, slack):
        return _equal(a, b, exact=_near(a.low, low, 0.0) and _near(a.high, high, 0.0))
    ours, theirs = _reach(a.low, a.high, a.bound, slack), _reach(low, high, b.bound, slack)
    exact = point_a and point_b and a.bound is b.bound is Bound.EXACT
    if not exact and ours[0] <= theirs[1] and theirs[0] <= ours[1]:
        return Comparison("within", f"“{a.text}” and “{b.text}” can both be true")
    return Comparison("contradicts", f"“{a.text}” and “{b.text}” cannot both be true")


def _equal(a: Quantity, b: Quantity, *, exact: bool) -> Comparison:
    if a.bound != b.bound and not (a.bound in _LOOSE and b.bound in _LOOSE):
        return Comparison("within", f"the same figure, once as “{a.text}” and once as “{b.text}”")
    return Comparison("same", "the same figure" if exact else "equal after rounding")


_LOOSE = frozenset({Bound.EXACT, Bound.ABOUT, Bound.RANGE})


def _apart(a: Quantity, b: Quantity) -> str:
    """Why two quantities do not bear comparison, or nothing."""
    if a.unit != b.unit and convert(1.0, b.unit, a.unit) is None:
        if dimension(a.unit) == dimension(b.unit) == "money":
            return f"{_unit(a)} and {_unit(b)} are different currencies"
        return f"{_unit(a)} and {_unit(b)} measure different things"
    if a.period and b.period and not overlap(a.period, b.period):
        return f"they belong to different periods, {a.period} and {b.period}"
    if a.period and b.period and a.period != b.period and not _alike(a.period, b.period):
        return f"their periods differ in length, {a.period} and {b.period}"
    if (a.role in _CHANGES) != (b.role in _CHANGES):
        return "one is a change, the other a level"
    if {a.role, b.role} == {Role.FROM, Role.TO}:
        return "one is the figure before a change, the other after it"
    if (a.role is Role.SHARE) != (b.role is Role.SHARE) and a.unit == "%" and Role.LEVEL not in {a.role, b.role}:
        return "one is a share, the other is not"
    if a.planned != b.planned:
        return "one is planned, the other actual"
    return ""


def _alike(first: str, second: str) -> bool:
    """Whether one period is a day or month inside the other: figures as of a day stand for the year around it."""
    return first[:4] == second[:4] and first[11:15] == second[11:15] and min(_days(first), _days(second)) <= 31


def _days(interval: str) -> int:
    from datetime import date

    return (date.fromisoformat(interval[11:]) - date.fromisoformat(interval[:10])).days + 1


def _unit(quantity: Quantity) -> str:
    return quantity.unit or "a plain number"


def rounding(quantity: Quantity) -> float:
    """Half of the last digit printed, in the quantity's unit: 0.05 million for "4.5 million", 0.5 for "13%".

    Thousands of zeros at the end of a whole number are not believed: "32,000,000" may stand for 31,987,204. Two digits
    always count as meant.
    """
    return _half_of_last(quantity.text, abs(quantity.high))


@lru_cache(maxsize=4_096)
def _half_of_last(text: str, value: float) -> float:
    """`rounding` of a figure by its text and value: one is compared with dozens of others."""
    printed = _DIGITS.findall(text)
    digits = re.sub(r"[^\d]", "", printed[-1]).lstrip("0") if printed else ""
    if not digits or not value:
        return 0.0
    significant = len(digits)
    zeros = significant - len(digits.rstrip("0"))
    if zeros >= _ZEROS and not re.search(r"[.,]\d{1,2}$", printed[-1]):
        significant = max(significant - zeros, _MEANT)
    return 0.5 * 10.0 ** (int(f"{value:e}".partition("e")[2]) + 1 - significant)


def _near(one: float, other: float, slack: float) -> bool:
    return abs(one - other) <= slack + _NOISE * max(abs(one), abs(other))


def _reach(low: float, high: float, bound: Bound, slack: float) -> tuple[float, float]:
    """The values that a quantity allows."""
    noise = _NOISE * max(abs(low), abs(high))
    if bound is Bound.AT_LEAST:
        return low - noise, float("inf")
    if bound is Bound.AT_MOST:
        return float("-inf"), high + noise
    if bound is Bound.ABOUT:
        slack = max(slack, _ABOUT * max(abs(low), abs(high)))
    return low - slack - noise, high + slack + noise

"""Whether two statements measure one thing, and whether their figures are then the same."""

from __future__ import annotations

from collections.abc import Sequence

from qa.compare.statements import LEVELS, Statement
from qa.quantity import convert, rounding
from qa.quantity.kin import kindred
from qa.text.glossary import Key
from qa.types import Bound, Quantity, Role

#: Figures closer than this are one figure, rounded differently.
_ROUNDING = 0.005
#: A hedged figure ("about 40") agrees with what lies this near, or this many times as far as it would be rounded:
#: "about 63,000" is not said of 61,400.
_HEDGED, _HEDGED_ROUNDING = 0.03, 2.0
#: What lies just half of the last digit away is rounded to the next one: 7.5 is no 7.
_HALF = 0.999
#: "More than 500 thousand" is said of figures up to this much above; of 540 thousand one would say so.
_ROUND = 0.05
#: A statement must speak of so much of what the winner's statement says of the question.
_ON_TOPIC = 0.7
#: A date belongs to its event alone: nearly all that is asked must be said.
_SAME_EVENT = 0.75
#: A part is a level of a ratio: "lost 19.8% of its water" beside a column "Losses, %".
_RATIO_LEVELS = frozenset({Role.LEVEL, Role.TO, Role.SHARE})
#: A statement that comes this near to the winner's nearness to the question in meaning may speak of its topic too, if
#: it also holds such a share of its words of the question. Words of another language are not to be expected.
_AS_NEAR, _SOME = 0.035, 0.5
#: Further off in meaning than this a date belongs to another event.
_FAR_EVENT = 0.11


def comparable(asked: Sequence[Key], one: Statement, other: Statement) -> bool:
    """Whether two figures of one unit measure the same thing in the same period and role."""
    first, second = one.cited.quantity, other.cited.quantity
    return (
        _same_role(first, second)
        and _same_period(one, other)
        and _on_topic(asked, one, other, first.dimension)
        and same_scope(asked, one, other)
    )


def same_unit(one: Quantity, other: Quantity) -> bool:
    """Whether two figures have one unit, or units that convert into one another."""
    if one.dimension != other.dimension:
        return False
    return one.unit == other.unit or convert(other.low, other.unit, one.unit) is not None


def same_measure(one: Quantity, other: Quantity) -> bool:
    """Whether two figures have one unit, but for one of them saying "a year", or "people" where the other is nearer.

    A capacity is stated with its year and without; who used a ferry is counted as passengers and as people.
    """
    if same_unit(one, other) or kindred(one.unit, other.unit):
        return True
    shorter, longer = sorted((one.unit, other.unit), key=len)
    return bool(shorter) and longer == f"{shorter}/year"


def _same_role(one: Quantity, other: Quantity) -> bool:
    """The same role; a level may stand beside what something rose to, or is to."""
    roles = {one.role, other.role}
    return len(roles) == 1 or roles <= LEVELS or (one.dimension == "ratio" and roles <= _RATIO_LEVELS)


def _same_period(one: Statement, other: Statement) -> bool:
    """Equal periods, or one unknown; a date question compares the periods themselves."""
    if one.cited.quantity.dimension == "date":
        return True
    return one.period is None or other.period is None or one.period == other.period


def _on_topic(asked: Sequence[Key], one: Statement, other: Statement, dimension: str) -> bool:
    """Whether `other` says as much of what is asked as `one`, and every name and excluding word that `one` does."""
    if not asked:
        return False
    mine = [key for key in asked if one.says(key)]
    held = [key for key in mine if other.says(key)]
    if any((key.is_name or key.contrast) and key not in held for key in mine):
        return False
    behind = 0.0 if one.nearness is None or other.nearness is None else one.nearness - other.nearness
    foreign = one.language != other.language
    if dimension == "date":
        return behind <= _FAR_EVENT and (foreign or len(held) >= _SAME_EVENT * len(asked))
    itself = any(key.term in other.own for key in held if not key.is_name)
    if one.nearness is not None and behind <= _AS_NEAR and (foreign or (itself and len(held) >= _SOME * len(mine))):
        return True
    return bool(held) and len(held) >= _ON_TOPIC * len(mine)


def same_scope(asked: Sequence[Key], one: Statement, other: Statement) -> bool:
    """Whether both speak of the same places, cargo, mode and direction."""
    known = {key.term for key in asked}
    mine, theirs = one.names - other.words - known, other.names - one.words - known
    # Where both say all that is asked, one of them may name more (a partner, a sea); else a further place is another.
    whole = known <= one.words and known <= other.words
    if (mine and theirs) or ((mine or theirs) and not whole):
        return False
    groups = {group for group, _ in one.contrasts} & {group for group, _ in other.contrasts}
    for group in groups:
        ours = {term for name, term in one.contrasts if name == group}
        others = {term for name, term in other.contrasts if name == group}
        if not ours & others:
            return False
    return True


def equal(one: Quantity, other: Quantity) -> bool:
    """Whether two figures say the same: equal up to rounding, hedging, and what a bound is rounded by.

    A range agrees with what lies within it, but not with a range that only overlaps it.
    """
    if one.dimension == "date":
        return _within(one.period, other.period)
    low, high = in_unit(other, one.unit)
    if (low, high) == (one.low, one.high):  # as nearly all that are equal
        return True
    scale = max(abs(one.low), abs(one.high), abs(low), abs(high), 1e-12)
    hedged = Bound.ABOUT in (one.bound, other.bound)
    # "13%" is "13.3%" told in fewer digits.
    printed = max(rounding(one), rounding(other) * abs(high / other.high) if other.high else 0.0)
    slack = max(scale * _ROUNDING, _HALF * printed)
    if hedged:
        slack = max(slack, min(scale * _HEDGED, _HEDGED_ROUNDING * printed))
    if {one.bound, other.bound} & {Bound.AT_LEAST, Bound.AT_MOST}:
        slack = max(slack, scale * _ROUND)
    if one.low < one.high and low < high:  # of two ranges one must lie within the other
        holds, lies = one.low <= low + slack, low <= one.low + slack
        return (holds and high <= one.high + slack) or (lies and one.high <= high + slack)
    return one.low <= high + slack and low <= one.high + slack


def in_unit(quantity: Quantity, unit: str) -> tuple[float, float]:
    """The ends of a figure in another unit; as they are, where it does not convert."""
    if quantity.unit == unit:
        return quantity.low, quantity.high
    low, high = convert(quantity.low, quantity.unit, unit), convert(quantity.high, quantity.unit, unit)
    return (low if low is not None else quantity.low), (high if high is not None else quantity.high)


def _within(one: str | None, other: str | None) -> bool:
    """Whether one ISO interval lies within the other."""
    if not one or not other:
        return False
    (a, _, b), (c, _, d) = one.partition("/"), other.partition("/")
    return (a <= c and (d or c) <= (b or a)) or (c <= a and (b or a) <= (d or c))

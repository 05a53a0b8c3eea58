"""A number that was read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from qa.types.documents import Span


class Bound(StrEnum):
    """How a figure is hedged."""

    EXACT = "exact"
    ABOUT = "about"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    RANGE = "range"


class Role(StrEnum):
    """What a figure does in its sentence."""

    LEVEL = "level"
    FROM = "from"
    TO = "to"
    CHANGE_UP = "change_up"
    CHANGE_DOWN = "change_down"
    SHARE = "share"
    TARGET = "target"
    RATE = "rate"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number that was read. `low == high` for a point; both in `unit`, magnitudes multiplied out.

    `period` is an ISO interval ("2015-01-01/2015-12-31") or None; `subject` the words that say what is measured, with
    `subject_span` where they stand together in the text; `equivalent` the span of the same amount in another unit,
    where the text itself gives both; `planned` tells a plan from an actual figure.
    """

    span: Span
    text: str
    low: float
    high: float
    bound: Bound = Bound.EXACT
    unit: str = ""
    dimension: str = "count"
    role: Role = Role.LEVEL
    period: str | None = None
    subject: str = ""
    subject_span: Span | None = None
    planned: bool = False
    equivalent: Span | None = None

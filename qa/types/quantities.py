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

    `period` is an ISO interval ("2015-01-01/2015-12-31") or None; `subject` the words that say what is measured, its
    parts joined by " · ", with `subject_spans` where they stand in the text, in order; `equivalent` the span of the
    same amount in another unit, where the text itself gives both; `planned` tells a plan from an actual figure.
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
    subject_spans: tuple[Span, ...] = ()
    planned: bool = False
    equivalent: Span | None = None

    @property
    def subject_span(self) -> Span | None:
        """Where the subject stands, if all of it stands in one place."""
        return self.subject_spans[0] if len(self.subject_spans) == 1 and " · " not in self.subject else None

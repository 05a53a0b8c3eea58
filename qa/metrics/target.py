"""What a question's answer should be, as the gold file says it."""

from __future__ import annotations

from dataclasses import dataclass

from qa.types import Role, Span


@dataclass(frozen=True, slots=True)
class Expected:
    """One right answer: a figure (`low == high` for a point) in a canonical unit, or words.

    An empty `unit` accepts every unit; `role` is None where the gold file asks for none. `text` is empty for a figure.
    """

    low: float | None = None
    high: float | None = None
    unit: str = ""
    role: Role | None = None
    text: str = ""

    @property
    def is_figure(self) -> bool:
        """Whether the answer is a figure; otherwise it is words."""
        return self.low is not None and self.high is not None

    def __str__(self) -> str:
        if self.low is None or self.high is None:
            return self.text
        amount = f"{self.low:,.15g}" if self.low == self.high else f"{self.low:,.15g}–{self.high:,.15g}"
        return f"{amount} {self.unit}".strip() + (f" ({self.role})" if self.role else "")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a piece of evidence stands."""

    document: str
    span: Span


@dataclass(frozen=True, slots=True)
class Target:
    """All that one answer is judged against. A question without an answer in the documents is not `answerable`.

    `places` are the pieces of evidence, located; `conflicting` says that the sources disagree; `complete` that every
    one of `answers` has to be shown (changes, ranges, lists, conflicts), not just any one.
    """

    answerable: bool
    answers: tuple[Expected, ...] = ()
    documents: frozenset[str] = frozenset()
    places: tuple[Place, ...] = ()
    conflicting: bool = False
    complete: bool = False
    follow_up: bool = False

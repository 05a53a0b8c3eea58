"""A figure: one or two atoms that make one quantity."""

from __future__ import annotations

from dataclasses import dataclass

from qa.quantity.atom import Atom
from qa.types import Bound, Role


@dataclass(slots=True)
class Figure:
    """One or two atoms that make one quantity; `role` is FROM or TO where a pair says so.

    `noun` is where the counted noun stands that a bare figure continues; `listed` tells a member of a list whose own
    words follow it.
    """

    first: Atom
    last: Atom
    low: float
    high: float
    unit: str
    bound: Bound
    hedge: int
    role: Role | None = None
    equivalent: int = -1
    noun: tuple[int, int] | None = None
    listed: bool = False

    @property
    def begin(self) -> int:
        """The token where the figure itself begins, without its hedge."""
        return self.first.begin

    @property
    def end(self) -> int:
        """The token after the figure."""
        return self.last.end

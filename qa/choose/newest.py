"""Of figures for several years, where no time is asked for, the newest: "tariff for street lighting" means today's."""

from __future__ import annotations

from collections.abc import Iterable

from qa.types import Candidate, Query

#: What a figure is of: its document, its subject and its unit.
_Of = tuple[str, str, str]


class Newest:
    """Knows the newest period of every figure that was told for several."""

    def __init__(self, query: Query, candidates: Iterable[Candidate]) -> None:
        self._newest: dict[_Of, str] = {}
        if query.period is not None or query.change:
            return
        periods: dict[_Of, set[str]] = {}
        for candidate in candidates:
            quantity = candidate.quantity
            if quantity is not None and _was(candidate):
                periods.setdefault(_of(candidate), set()).add(quantity.period or "")
        self._newest = {one: max(found) for one, found in periods.items() if len(found) > 1}

    def fit(self, candidate: Candidate) -> float:
        """1 for a figure that is the newest of several of one thing, all else 0; what is planned is none of them."""
        quantity = candidate.quantity
        if quantity is None or not self._newest or not _was(candidate):
            return 0.0
        return float(self._newest.get(_of(candidate)) == quantity.period)


def _was(candidate: Candidate) -> bool:
    quantity = candidate.quantity
    return quantity is not None and bool(quantity.period) and not quantity.planned and quantity.dimension != "date"


def _of(candidate: Candidate) -> _Of:
    quantity = candidate.quantity
    return candidate.document, quantity.subject if quantity else "", quantity.unit if quantity else ""

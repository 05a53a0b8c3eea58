"""What differs between passages and documents, brought to 0–1."""

from __future__ import annotations

from typing import Protocol


class DocumentInfo(Protocol):
    """What is known of a document besides its text."""

    @property
    def title(self) -> str:
        """The title as shown."""

    @property
    def source(self) -> str:
        """Who published it."""

    @property
    def published(self) -> str | None:
        """ISO date, or None."""


def spread(scores: list[tuple[int, float]]) -> dict[int, float]:
    """Scores brought to 0–1 between the worst and the best."""
    if not scores:
        return {}
    low, high = min(score for _, score in scores), max(score for _, score in scores)
    return {number: (score - low) / (high - low) if high > low else 1.0 for number, score in scores}

"""What differs between passages and documents, brought to 0–1."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from qa.types import Hit


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


def recency(hits: Sequence[Hit], documents: Mapping[str, DocumentInfo]) -> dict[str, float]:
    """0 for the oldest publication date among the documents found, 1 for the newest; undated 0."""
    dates = {hit.passage.document: info.published for hit in hits if (info := documents.get(hit.passage.document))}
    order = sorted({date for date in dates.values() if date})
    if len(order) < 2:
        return {}
    return {document: order.index(date) / (len(order) - 1) for document, date in dates.items() if date}

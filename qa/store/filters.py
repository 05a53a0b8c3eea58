"""Which documents may answer."""

from __future__ import annotations

from dataclasses import dataclass

from qa.store.index import DocumentRow


@dataclass(frozen=True, slots=True)
class Filters:
    """Which documents may answer; an empty field lets all through. Dates are ISO, both included."""

    documents: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    formats: frozenset[str] = frozenset()
    since: str = ""
    until: str = ""

    def __bool__(self) -> bool:
        return self != Filters()

    def admit(self, row: DocumentRow) -> bool:
        """Whether a document passes. A document without a date passes no date filter."""
        day = row.published or ""
        return (
            (not self.documents or row.id in self.documents)
            and (not self.sources or row.source in self.sources)
            and (not self.languages or row.language in self.languages)
            and (not self.formats or row.format in self.formats)
            and (not self.since or day >= self.since)
            and (not self.until or ("" < day <= self.until or day[: len(self.until)] == self.until))
        )

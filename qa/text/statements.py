"""The statements of a passage: what is quoted as one piece, and compared with the question."""

from __future__ import annotations

from functools import lru_cache

from qa.text.keeping import places
from qa.text.sentences import sentences
from qa.types import BlockKind, Passage, Span


def statements(passage: Passage) -> tuple[Span, ...]:
    """The sentences of a passage in document coordinates; a table row is one statement."""
    if passage.kind is BlockKind.TABLE_ROW:
        return (passage.span,)
    if kept := places(passage.words, passage.span.start):
        return kept
    return _sentences(passage.text, passage.language, passage.span.start)


@lru_cache(maxsize=4_096)
def _sentences(text: str, language: str, start: int) -> tuple[Span, ...]:
    """The sentences of a text that begins at `start` of its document."""
    return tuple(span.shift(start) for span in sentences(text, language))

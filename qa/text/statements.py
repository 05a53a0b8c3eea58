"""The statements of a passage: what is quoted as one piece, and compared with the question."""

from __future__ import annotations

from functools import lru_cache

from qa.text.sentences import sentences
from qa.types import BlockKind, Passage, Span


def statements(passage: Passage) -> tuple[Span, ...]:
    """The sentences of a passage in document coordinates; a table row is one statement."""
    if passage.kind is BlockKind.TABLE_ROW:
        return (passage.span,)
    return tuple(span.shift(passage.span.start) for span in _sentences(passage.text, passage.language))


@lru_cache(maxsize=4_096)
def _sentences(text: str, language: str) -> tuple[Span, ...]:
    return tuple(sentences(text, language))

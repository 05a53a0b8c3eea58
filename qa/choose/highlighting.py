"""Which characters of a passage to mark: the answer, and the words it shares with the question."""

from __future__ import annotations

from qa.choose.words import Matcher
from qa.types import Candidate, Passage, Query, Span


def highlights(query: Query, passage: Passage, winner: Candidate | None = None) -> tuple[Span, ...]:
    """Spans relative to `passage.text`, in order and apart: words shared in any language, the winner's figure or name.

    A winner that is a whole sentence is not marked as such: its words are.
    """
    spans = [Span(start, end) for _, start, end in Matcher(query, (), None).places(passage.text, passage.language)]
    if winner is not None and winner.passage == passage.number and winner.span != winner.statement:
        spans.append(winner.span.shift(-passage.span.start))
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        elif len(span):
            merged.append(span)
    return tuple(merged)

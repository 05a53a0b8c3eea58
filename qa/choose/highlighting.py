"""Which characters of a passage to mark: the answer, and the words it shares with the question."""

from __future__ import annotations

from collections.abc import Sequence

from qa.choose.words import Matcher
from qa.text import statements
from qa.types import Candidate, Passage, Query, Span


def highlights(
    query: Query, passages: Sequence[Passage], winner: Candidate | None = None, *, matcher: Matcher | None = None
) -> list[tuple[Span, ...]]:
    """For each passage spans of its text, in order and apart: words shared in any language, the winner's figure, name.

    A winner that is a whole sentence, or two, is not marked as such: its words are. `matcher` is the question's, where
    it is there already and has read most of what is to be marked.
    """
    literal = matcher if matcher is not None and matcher.is_literal else Matcher(query, (), None)
    return [_marked(literal, passage, winner) for passage in passages]


def _marked(matcher: Matcher, passage: Passage, winner: Candidate | None) -> tuple[Span, ...]:
    spans = []
    for part in statements(passage):  # as they are read for answers: what is known of one need not be found again
        local = part.shift(-passage.span.start)
        places = matcher.places(local.of(passage.text), passage.language)
        spans += [Span(start, end).shift(local.start) for _, start, end in places]
    if winner is not None and winner.passage == passage.number and not winner.is_whole:
        spans.append(winner.span.shift(-passage.span.start))
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        elif len(span):
            merged.append(span)
    return tuple(merged)

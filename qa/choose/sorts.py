"""Whether a name is said to be of the sort asked for: "the port of Alat", "Tügel, a village"."""

from __future__ import annotations

from qa.choose.words import Matcher
from qa.types import Candidate, Query, Span

#: Room for "of the", an article and a comma between a name and what it is said to be.
_BESIDE = 9


def sort_fit(query: Query, candidate: Candidate, own: Span, text: str, language: str, matcher: Matcher) -> float:
    """1 where a word for the asked sort of thing stands in or right beside the name at `own` in `text`."""
    if not query.sort or candidate.kind.group != "name":
        return 0.0
    return float(
        any(
            matcher.wanted[at].key.term in query.sort and low - own.end <= _BESIDE and own.start - high <= _BESIDE
            for at, low, high in matcher.places(text, language)
        )
    )

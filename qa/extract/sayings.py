"""A sentence with the one beside it that says with it what is asked: "It allows …" and what it is.

Who asks why, what for or what something is, is often answered in the sentence behind the one that names it.
"""

from __future__ import annotations

from collections.abc import Sequence

from qa.text.anaphora import needs_before
from qa.types import BlockKind, Passage, Span

#: Two sentences that are longer together are no answer at a glance.
_LONGEST = 400


def whole_sayings(passage: Passage, parts: Sequence[Span]) -> list[Span]:
    """For each sentence of a passage: itself, with the one before it if it refers back, else the one that refers to it.

    Lines of a list and rows of a table stand alone.
    """
    if passage.kind is not BlockKind.PARAGRAPH:
        return list(parts)
    refers = [needs_before(part.shift(-passage.span.start).of(passage.text), passage.language) for part in parts]
    return [_saying(parts, refers, at) for at in range(len(parts))]


def _saying(parts: Sequence[Span], refers: Sequence[bool], at: int) -> Span:
    first, last = at, at
    if refers[at] and at:
        first = at - 1
    elif at + 1 < len(parts) and refers[at + 1]:
        last = at + 1
    together = Span(parts[first].start, parts[last].end)
    return together if len(together) <= _LONGEST else parts[at]

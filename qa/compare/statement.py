"""What a statement with a figure speaks of: its words, names and excluding words, with what it refers back to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa.text.forms import script_language
from qa.text.glossary import Key, stated
from qa.types import CitedQuantity, Passage

#: How a sentence begins that speaks of what was named before.
_REFERS = re.compile(
    r"\W*(it|its|this|these|they|their|the\s+(?:facility|project|work|hub|line|route|port|terminal))\b|"
    r"\W*(он|она|оно|они|его|её|их|это|этот|эта)\b|\W*(ол|оның|бұл|олар)\b|[它其该这]",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Statement:
    """A figure with the words around it: what it measures, where it stands, and the places it speaks of.

    `words` are those of the sentence or row, its headings and title; `own` those of the sentence or row alone;
    `subject` those that the figure measures.
    """

    cited: CitedQuantity
    words: frozenset[str]
    own: frozenset[str]
    subject: frozenset[str]
    names: frozenset[str]
    contrasts: frozenset[tuple[str, str]]
    row: bool


def statement(item: CitedQuantity, passages: Sequence[Passage]) -> Statement:
    """Read one cited figure; `passages` hold the sentences before it."""
    citation, quantity = item.citation, item.quantity
    own = _keys(_before(item, passages) + citation.quote)
    subject = _keys(quantity.subject)
    # What a row speaks of stands in its headings; its other cells speak of other things.
    row = citation.quote.startswith("|") or "\t" in citation.quote
    said = subject if row else _keys(citation.quote)
    everything = (*own, *subject, *_keys(citation.heading), *_keys(citation.title))
    return Statement(
        item,
        frozenset(key.term for key in everything),
        frozenset(key.term for key in (*own, *subject)),
        frozenset(key.term for key in subject if key.kind != "number"),
        frozenset(key.term for key in said if key.kind in ("place", "org")),
        frozenset((key.contrast, key.term) for key in (*said, *subject) if key.contrast),
        row,
    )


def _before(item: CitedQuantity, passages: Sequence[Passage]) -> str:
    """What a statement refers back to: its passage up to it, if it begins with a pronoun; a row's table header."""
    citation = item.citation
    for passage in passages:
        span = passage.span
        if passage.document == citation.document and span.start <= citation.start and citation.end <= span.end:
            back = passage.text[: citation.start - span.start] if _REFERS.match(citation.quote) else ""
            return f"{passage.context} {back} "
    return ""


def _keys(text: str) -> tuple[Key, ...]:
    return stated(text, script_language(text)) if text else ()

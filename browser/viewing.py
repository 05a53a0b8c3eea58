"""A document's text as HTML: the cited place and search hits marked, headings set as headings."""

from __future__ import annotations

import re
from dataclasses import dataclass

from browser.markup import escape, layered
from qa.store import DocumentRow
from qa.types import Span

#: Characters of a document on the page at once; longer ones are turned page by page around the place.
WINDOW = 40_000
#: More hits than this are not listed; the word is too common to jump by.
HITS = 2_000
#: What marks headings and draws tables in Markdown: part of the text, set back so that the words stand out.
_SIGNS = re.compile(r"^#{1,6} +|^\|[ :|-]*\|?$|\|", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class View:
    """The part of a document that is on the page, as a span of its text."""

    span: Span
    before: bool
    after: bool


def view(row: DocumentRow, place: Span | None) -> View:
    """The whole text where it is short enough, else a window of whole lines around `place`."""
    text = row.text
    if len(text) <= WINDOW:
        return View(Span(0, len(text)), False, False)
    middle = place.start if place else 0
    start = max(0, min(middle - WINDOW // 4, len(text) - WINDOW))
    start = text.rfind("\n", 0, start) + 1 if start else 0
    end = min(len(text), start + WINDOW)
    return View(Span(start, end), start > 0, end < len(text))


def hits(text: str, words: str) -> list[Span]:
    """Where `words` stand in `text`, letter case and white space aside."""
    pieces = [re.escape(word) for word in words.split()]
    if not pieces:
        return []
    found = re.finditer(r"\s+".join(pieces), text, re.IGNORECASE)
    return [Span(*match.span()) for match, _ in zip(found, range(HITS), strict=False)]


def document_html(row: DocumentRow, shown: View, place: Span | None, found: list[Span], name: str) -> str:
    """The view's text as a region called `name`, with the place marked that is scrolled to."""
    text, by = shown.span.of(row.text), -shown.span.start
    headings = [Span(start, end).shift(by) for start, end, _ in row.headings]
    signs = _SIGNS.finditer(shown.span.of(row.text)) if row.format == "markdown" else ()
    layers = {
        "cell": [Span(*sign.span()) for sign in signs],
        "h": headings,
        "hit": [span.shift(by) for span in found],
        "mark": [place.shift(by)] if place else [],
    }
    region = f'<div class="doc" dir="auto" tabindex="0" role="region" aria-label="{escape(name)}">'
    return f"{region}{layered(text, layers)}</div>"

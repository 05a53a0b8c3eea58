"""Where words come from: citations whose quote is the document's own text, to the character."""

from __future__ import annotations

from bisect import bisect_right
from operator import itemgetter

from qa.store import DocumentRow
from qa.text import statements
from qa.types import BlockKind, Citation, Passage, Span


def cite(passage: Passage, span: Span, document: DocumentRow) -> Citation:
    """A citation of `span`, which lies in `passage`."""
    return Citation(
        document=passage.document,
        title=document.title,
        source=document.source,
        published=document.published,
        page=_page(passage, span, document),
        heading=passage.headings[-1] if passage.headings else "",
        start=span.start,
        end=span.end,
        quote=span.shift(-passage.span.start).of(passage.text),
    )


def _page(passage: Passage, span: Span, document: DocumentRow) -> int | None:
    """The page on which `span` begins, from 1: a passage may go on over several. None where there are no pages."""
    before = bisect_right(document.pages, span.start, key=itemgetter(0))
    return before or passage.page


def cite_within(passage: Passage, span: Span, document: DocumentRow) -> Citation:
    """A citation of the sentence, or the table row, of `passage` that holds `span`."""
    if passage.kind is BlockKind.TABLE_ROW:
        return cite(passage, passage.span, document)
    touching = [sentence for sentence in statements(passage) if sentence.overlaps(span)]
    if not touching:
        return cite(passage, span, document)
    return cite(passage, Span(min(touching[0].start, span.start), max(touching[-1].end, span.end)), document)

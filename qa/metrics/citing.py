"""Whether an answer's citations are exact and hold what they are cited for."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from qa.types import Answer, Citation, Quantity

#: Gives a document's text by its id, None where there is no such document.
TextOf = Callable[[str], str | None]


def citations(answer: Answer) -> Iterator[Citation]:
    """Every citation an answer makes: headline, figures, comparisons, passages."""
    if answer.headline is not None:
        yield answer.headline.citation
    yield from (cited.citation for cited in answer.quantities)
    for agreement in answer.comparisons:
        yield from (cited.citation for cited in agreement.values)
    yield from (passage.citation for passage in answer.passages)


def is_exact(citation: Citation, text_of: TextOf) -> bool:
    """Whether the quote equals the document's text from `start` to `end`, to the character."""
    text = text_of(citation.document)
    return (
        text is not None
        and 0 <= citation.start <= citation.end <= len(text)
        and (citation.quote == text[citation.start : citation.end])
    )


def citation_exactness(answer: Answer, text_of: TextOf) -> float:
    """The share of the answer's citations that are exact; 1.0 where it cites nothing."""
    exact = [is_exact(citation, text_of) for citation in citations(answer)]
    return sum(exact) / len(exact) if exact else 1.0


def citation_support(answer: Answer) -> float:
    """The share of headline and figures whose quote holds them: the words, and the figure at its own place."""
    held = [_holds_figure(cited.citation, cited.quantity) for cited in answer.quantities]
    if answer.headline is not None:
        citation, quantity = answer.headline.citation, answer.headline.quantity
        held.append(answer.headline.text in citation.quote and (quantity is None or _holds_figure(citation, quantity)))
    return sum(held) / len(held) if held else 1.0


def _holds_figure(citation: Citation, quantity: Quantity) -> bool:
    start, end = quantity.span.start - citation.start, quantity.span.end - citation.start
    return 0 <= start < end <= len(citation.quote) and citation.quote[start:end] == quantity.text

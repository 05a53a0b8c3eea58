"""Small documents made by hand, read and searched without an index."""

from __future__ import annotations

from dataclasses import dataclass, replace

from qa import choose, extract, question
from qa.quantity import read
from qa.types import BlockKind, Citation, CitedQuantity, Hit, Passage, Quantity, Query, Span


@dataclass(frozen=True)
class Info:
    """What is known of a document."""

    title: str = ""
    source: str = ""
    published: str | None = None
    language: str = "en"


@dataclass(frozen=True)
class Shelf:
    """Passages with their quantities, as the engine would pass them on."""

    hits: list[Hit]
    quantities: dict[int, list[Quantity]]
    documents: dict[str, Info]
    texts: dict[str, str]

    def choose(self, text: str, **options: object) -> tuple[Query, choose.Choice]:
        """The choice for a question over these passages."""
        query = question.understand(text)
        found = extract.candidates(query, self.hits, self.quantities, self.documents)
        return query, choose.choose(query, found, self.hits, self.documents, **options)

    def best(self, text: str) -> str:
        """The text of the best candidate, whether it is sure enough or not."""
        _, choice = self.choose(text)
        return choice.ranked[0].text.strip()


def shelf(*paragraphs: str, title: str = "", published: str | None = "2025-06-01", language: str = "en") -> Shelf:
    """One document of these paragraphs, each a passage, found in this order with equal scores."""
    text, spans = "", []
    for paragraph in paragraphs:
        spans.append(Span(len(text), len(text) + len(paragraph)))
        text += paragraph + "\n\n"
    hits, quantities = [], {}
    for number, span in enumerate(spans):
        passage = Passage("doc.md", number, span, BlockKind.PARAGRAPH, span.of(text), (title,), None, "", language)
        hits.append(Hit(passage, 1.0, 5.0, number + 1, 0.85, number + 1))
        quantities[number] = [moved(one, span.start) for one in read(passage.text, published=published)]
    return Shelf(hits, quantities, {"doc.md": Info(title, "", published, language)}, {"doc.md": text})


def moved(quantity: Quantity, by: int) -> Quantity:
    """A quantity read from a part of a text, in the whole text's coordinates."""
    return replace(quantity, span=quantity.span.shift(by))


def cited(
    text: str, document: str = "a.md", *, source: str = "", published: str = "2025-01-01", at: int = 0, pick: int = 0
) -> CitedQuantity:
    """The quantity number `pick` of a sentence, cited; `at` is where the sentence begins in its document."""
    quantity = read(text, published=published)[pick]
    citation = Citation(document, "", source or document, published, None, "", at, at + len(text), text)
    return CitedQuantity(moved(quantity, at), citation)

"""Which statements the first answer is compared with: those of its measure, however far down they were found.

The passages read for answers are few, and the other side of a disagreement often stands in another language further
down. So every figure of the winner's measure in the best hundred passages is weighed as an answer is, and its sentence
set against the winner's in meaning. Only then is anything said of their being of one thing (`qa.compare`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from qa import choose, compare, extract
from qa.backends import Backend
from qa.engine.citing import cite_within
from qa.engine.material import Material
from qa.store import DocumentRow
from qa.text import statements
from qa.types import Candidate, CitedQuantity, Hit, Quantity, Query, Span

#: The other side of 89 of 91 disagreements stood in the first hundred passages found, of 73 in the thirty read.
COMPARED = 100
#: Dates are read anew from the text of every passage, which takes time.
_DATED = 40


class Comparing:
    """Gathers what answers of one index are compared with."""

    def __init__(self, index: Backend, model: choose.Model) -> None:
        self._index = index
        self._model = model

    def gathered(self, material: Material, choice: choose.Choice) -> compare.Gathered | None:
        """The best candidate's statement and those of its measure; None where it is no figure and no date."""
        first = choice.ranked[0] if choice.ranked else None
        if first is None or first.quantity is None:
            return None
        read = [hit.passage.number for hit in material.reading]
        behind = [number for number in material.found.numbers[len(read) : COMPARED] if number not in read]
        dated = first.quantity.dimension == "date"
        if dated:
            behind = behind[: max(0, _DATED - len(read))]
        quantities = {**material.quantities, **self._index.quantities(behind)}
        inside = _of_measure(material.query, first.quantity, quantities, [*read, *behind])
        unread = material.found.hits(self._index, behind if dated else [n for n in behind if n in inside])
        hits = [*material.reading, *unread]
        documents = self._documents(material, hits)
        alike = extract.dated(hits, quantities, documents) if dated else extract.figures(hits, inside)
        numbers = {first.passage, *(one.passage for one in alike)}
        holding = [hit for hit in hits if hit.passage.number in numbers]
        likeness = {**material.likeness, **likeness_of(self._index, unread, material.vector)}
        others = [one for one in alike if not _one_figure(one, first)]
        weighed = choose.weigh(
            material.query,
            [first, *others],
            hits,
            documents,
            likeness=likeness,
            matcher=material.matcher,
        )
        ranked = self._ranked(first, weighed)
        return compare.gather(
            material.query,
            _cited(ranked, holding, quantities, documents),
            ranked,
            [hit.passage for hit in holding],
            compare.Meaning(likeness, likeness_of(self._index, holding, self._meaning(first, holding))),
            choice.confidence,
        )

    def _documents(self, material: Material, hits: Sequence[Hit]) -> dict[str, DocumentRow]:
        """The documents of all `hits`, without their texts."""
        missing = {hit.passage.document for hit in hits} - material.documents.keys()
        found = {row.id: row for row in self._index.documents(missing)} if missing else {}
        return {**material.documents, **found}

    def _ranked(self, first: Candidate, weighed: choose.Weighed) -> list[Candidate]:
        """`first`, then the others, best first, scored as answers are."""
        return sorted(weighed.scored(self._model), key=lambda one: (not _one_figure(one, first), -one.score))

    def _meaning(self, first: Candidate, hits: Sequence[Hit]) -> NDArray[np.float32] | None:
        """The vector of the statement that holds the winner; None without a model."""
        passage = next(hit.passage for hit in hits if hit.passage.number == first.passage)
        vectors = self._index.meanings(passage.number)
        span = first.quantity.span if first.quantity is not None else first.span
        return next((row for row, part in zip(vectors, statements(passage), strict=False) if part.overlaps(span)), None)


def likeness_of(
    index: Backend, hits: Sequence[Hit], vector: NDArray[np.float32] | None
) -> dict[int, list[tuple[Span, float]]]:
    """Every statement of these passages with its cosine to a vector, by passage number."""
    if vector is None:
        return {}
    likeness = index.likeness(vector, [hit.passage.number for hit in hits])
    passages = (hit.passage for hit in hits)
    return {one.number: list(zip(statements(one), likeness[one.number].tolist(), strict=True)) for one in passages}


def _of_measure(
    query: Query, first: Quantity, quantities: Mapping[int, Sequence[Quantity]], numbers: Sequence[int]
) -> dict[int, list[Quantity]]:
    """Those figures of each of these passages that the first one may be compared with."""
    found = {
        number: [item for item in quantities.get(number, ()) if compare.conceivable(query, first, item)]
        for number in numbers
    }
    return {number: held for number, held in found.items() if held}


def _cited(
    ranked: Sequence[Candidate],
    hits: Sequence[Hit],
    quantities: Mapping[int, Sequence[Quantity]],
    documents: Mapping[str, DocumentRow],
) -> list[CitedQuantity]:
    """The ranked figures, best first, then all that stands beside them, each with its sentence or row."""
    passages = {hit.passage.number: hit.passage for hit in hits}
    known = {(one.passage, one.quantity.span) for one in ranked if one.quantity is not None}
    pairs = [
        *((one.passage, one.quantity) for one in ranked if one.quantity is not None),
        *((n, item) for n in passages for item in quantities.get(n, ()) if (n, item.span) not in known),
    ]
    return [
        CitedQuantity(item, cite_within(passages[n], item.span, documents[passages[n].document])) for n, item in pairs
    ]


def _one_figure(one: Candidate, other: Candidate) -> bool:
    """Whether two candidates are the same figure of the same place."""
    if one.quantity is None or other.quantity is None:
        return one is other
    return one.document == other.document and one.quantity.span == other.quantity.span

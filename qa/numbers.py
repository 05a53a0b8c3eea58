"""Every figure of the corpus that matches some words, a unit and a period."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from qa import quantity
from qa.engine import Engine, Filters, cite_within
from qa.errors import UsageError
from qa.quantity import overlap
from qa.store import DocumentRow
from qa.text import analyse, language
from qa.text.glossary import keys
from qa.types import CitedQuantity, Passage, Quantity

#: How many of the best passages for the words are looked through.
POOL = 1_000
#: A figure is listed when at least this share of the words stands with it: in its row or passage, headings or title.
COVERAGE = 0.6


@dataclass(frozen=True, slots=True)
class NumberQuery:
    """Words that say what is measured ("" for anything), a unit and an ISO interval ("" for any)."""

    what: str = ""
    unit: str = ""
    period: str = ""


def number_query(what: str, unit: str = "", period: str = "", known: Collection[str] = ()) -> NumberQuery:
    """The query for what a person typed. Raises `UsageError` for a unit or period that cannot be read.

    `known` are the units of the index: what the program prints as a unit, it also takes as one.
    """
    canonical = unit if not unit or unit in known else quantity.unit_of(unit)
    if canonical is None:
        raise UsageError(f"“{unit}” is not a unit this program knows.", "Try TEU, t, km, %, USD, KZT, day …")
    interval = quantity.parse_period(period) if period else ""
    if interval is None:
        raise UsageError(
            f"“{period}” is not a period.", "Write a year (2024), a range (2016..2021) or a quarter (Q1 2025)."
        )
    return NumberQuery(" ".join(what.split()), canonical, interval)


@dataclass(frozen=True, slots=True)
class _Words:
    """What a person typed, as stems for texts in its language and as the glossary's concepts for those in others."""

    language: str
    stems: frozenset[str]
    concepts: frozenset[str]

    @classmethod
    def of(cls, text: str) -> _Words:
        spoken = language(text)
        concepts = (key.term for key in keys(text, spoken, lenient=True))
        return cls(spoken, frozenset(analyse(text, spoken)), frozenset(concepts))

    def held(self, text: str, spoken: str) -> frozenset[str]:
        """Which of the words `text` in the language `spoken` holds."""
        if spoken == self.language:
            return self.stems.intersection(analyse(text, spoken))
        return self.concepts.intersection(key.term for key in keys(text, spoken))

    def share(self, held: frozenset[str], spoken: str) -> float:
        """The share of the words that was held; 1 where there are none."""
        wanted = self.stems if spoken == self.language else self.concepts
        return len(held) / max(1, len(wanted)) if self.stems else 1.0


def find_numbers(engine: Engine, query: NumberQuery, filters: Filters | None = None) -> tuple[CitedQuantity, ...]:
    """The matching figures, cited: by how many words stand with them, then how many say what they measure.

    Equals stand by document, the best first, in reading order.
    """
    if query.what:
        hits = engine.search(query.what, top=POOL, filters=filters)
        passages: Sequence[Passage] = [hit.passage for hit in hits]
    else:
        units = (query.unit,) if query.unit else ()
        numbers = sorted({number for number, _ in engine.index.all_quantities(units)})
        found = engine.index.passages(numbers)
        passages = [found[number] for number in numbers if found[number].answers]
    inside = engine.index.quantities(passage.number for passage in passages)
    documents = {row.id: row for row in engine.index.documents({passage.document for passage in passages})}
    words = _Words.of(query.what)
    order = {name: place for place, name in enumerate(dict.fromkeys(passage.document for passage in passages))}
    rows = [
        row
        for passage in passages
        if (filters or Filters()).admit(documents[passage.document])
        for row in _rows(words, passage, documents[passage.document], inside.get(passage.number, ()), query, order)
    ]
    kept = sorted(_best(rows, words), key=lambda row: row[:4])
    return tuple(CitedQuantity(item, cite_within(p, item.span, documents[p.document])) for *_, p, item in kept)


_Row = tuple[float, float, int, int, Passage, Quantity]


def _best(rows: Iterable[_Row], words: _Words) -> list[_Row]:
    """The rows with enough of the words; all of them when no words were given."""
    return [row for row in rows if not words.stems or -row[0] >= COVERAGE]


def _fits(item: Quantity, query: NumberQuery) -> bool:
    """Whether unit and period are the wanted ones; a figure without a period fits no wanted period."""
    if query.unit and item.unit != query.unit and quantity.convert(1.0, item.unit, query.unit) is None:
        return False
    return not query.period or (item.period is not None and overlap(item.period, query.period))


def _rows(
    words: _Words,
    passage: Passage,
    document: DocumentRow,
    inside: Iterable[Quantity],
    query: NumberQuery,
    order: Mapping[str, int],
) -> list[_Row]:
    """A passage's figures that fit: the share of the words that stands with each, and that in what it measures.

    The figure's neighbours in the passage may measure other things.
    """
    fitting = [item for item in inside if _fits(item, query)]
    if not fitting:
        return []
    spoken = passage.language
    near = words.held("\n".join((passage.text, *(one for one in passage.headings if one != document.title))), spoken)
    around = near | words.held("\n".join((passage.context, *passage.headings, document.title)), spoken)
    rows = []
    for item in fitting:
        measured = words.held(item.subject, spoken)
        if words.stems and not near and not measured:
            continue  # a document's title alone would bring every figure in it
        shares = words.share(around | measured, spoken), words.share(measured, spoken)
        rows.append((-shares[0], -shares[1], order[passage.document], item.span.start, passage, item))
    return rows

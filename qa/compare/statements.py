"""A figure with the words around it: what it measures, where it stands, what it is of and when."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from qa.text.anaphora import refers_back
from qa.text.clauses import apart
from qa.text.forms import script_language, sound
from qa.text.glossary import Key, stated
from qa.text.namesakes import same
from qa.types import CitedQuantity, Passage, Role, Span

#: What a figure is that says how much there is, was or is to be, not by how much it changes.
LEVELS = frozenset({Role.LEVEL, Role.TO, Role.TARGET})
#: Where a statement stands: document, start and end.
Place = tuple[str, int, int]
#: Kinds of words that say where, or of whom.
_PLACES = ("place", "org")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class Meaning:
    """How near statements come in meaning, by passage number: cosines to the question and to the winner's."""

    question: Mapping[int, Sequence[tuple[Span, float]]]
    winner: Mapping[int, Sequence[tuple[Span, float]]]


@dataclass(frozen=True, slots=True)
class Statement:
    """A figure with the words around it: what it measures, where it stands, and the places it speaks of.

    `words` are those of the statement and its headings; `passage` is the number of its passage.
    `nearness` is the question's cosine to it and `kinship` that of the winner's statement, None where it is not known.
    """

    cited: CitedQuantity
    words: frozenset[str]
    passage: int | None
    own: frozenset[str]
    names: frozenset[str]
    contrasts: frozenset[tuple[str, str]]
    sounding: tuple[Key, ...]
    table: str
    language: str
    nearness: float | None
    kinship: float | None
    period: str | None

    @property
    def place(self) -> Place:
        """The sentence or row that holds the figure."""
        return place_of(self.cited)

    def says(self, key: Key) -> bool:
        """Whether it holds a word, or a name that sounds like it."""
        return key.term in self.words or bool(key.sound and any(same(key, other) for other in self.sounding))


def place_of(item: CitedQuantity) -> Place:
    """The sentence or row that holds a figure."""
    return item.citation.document, item.citation.start, item.citation.end


def statement(item: CitedQuantity, passages: Sequence[Passage], meaning: Meaning) -> Statement:
    """The statement that a cited figure stands in."""
    citation, quantity = item.citation, item.quantity
    passage = next((p for p in passages if _holds(p, item)), None)
    own, said, around, sounding = _around(_before(item, passage), citation.quote, citation.heading, citation.title)
    subject = _keys(quantity.subject)
    measured = {key.term for key in subject}
    row = citation.quote.startswith("|") or "\t" in citation.quote
    return Statement(
        cited=item,
        words=around | measured,
        passage=None if passage is None else passage.number,
        own=said | measured,
        names=frozenset(key.term for key in _places_of(item, row, subject)),
        contrasts=frozenset(
            (key.contrast, key.term)
            for key in (*(subject if row else own), *subject)
            if key.kind.startswith("contrast:")  # few are: `contrast` itself is asked of those alone
        ),
        sounding=(*sounding, *(key for key in subject if key.sound)),
        table=f"{citation.document}\n{passage.context}" if row and passage is not None else "",
        language=script_language(citation.quote),
        nearness=None if passage is None else _cosine(item, passage, meaning.question),
        kinship=None if passage is None else _cosine(item, passage, meaning.winner),
        period=quantity.period or _reported(item),
    )


def _holds(passage: Passage, item: CitedQuantity) -> bool:
    at = item.citation
    return passage.document == at.document and passage.span.start <= at.start and at.end <= passage.span.end


def _places_of(item: CitedQuantity, row: bool, subject: tuple[Key, ...]) -> tuple[Key, ...]:
    """The places and firms that the figure is of: those of its clause and subject; in a row those of its headings."""
    told = tuple(key for key in subject if key.kind in _PLACES)
    if row:
        return told
    citation = item.citation
    figure = (item.quantity.span.start - citation.start, item.quantity.span.end - citation.start)
    there = _places_in(citation.quote)
    return (*(key for key in there if apart(citation.quote, figure, (key.start, key.end)) < 1), *told)


@lru_cache(maxsize=4_096)
def _places_in(quote: str) -> tuple[Key, ...]:
    """The places and firms of a sentence, which holds several figures."""
    return tuple(key for key in _keys(quote) if key.kind in _PLACES)


def _cosine(item: CitedQuantity, passage: Passage, cosines: Mapping[int, Sequence[tuple[Span, float]]]) -> float | None:
    """The cosine of the sentence or row of a figure, None where it is not known."""
    there = cosines.get(passage.number, ())
    return max((cosine for span, cosine in there if span.overlaps(item.quantity.span)), default=None)


def _reported(item: CitedQuantity) -> str | None:
    """The period of which a report speaks where the figure names none. A plan is not of the year that it is made in."""
    at = item.citation
    return None if item.quantity.planned else _year_of(at.heading or "", at.title, at.quote)


def _year_of(heading: str, title: str, quote: str) -> str | None:
    """The one year that a heading, else the title, names: a report on 2023 speaks of it where it names no other."""
    if _YEAR.search(quote):
        return None
    for text in (heading, title):
        years = set(_YEAR.findall(text))
        if years:
            return _whole(years)
    return None


def _whole(years: set[str]) -> str | None:
    year = min(years)
    return f"{year}-01-01/{year}-12-31" if len(years) == 1 else None


def _before(item: CitedQuantity, passage: Passage | None) -> str:
    """What a statement refers back to: its passage up to it, if it begins with a pronoun; a row's table header."""
    if passage is None:
        return ""
    quote = item.citation.quote
    back = (
        passage.text[: item.citation.start - passage.span.start] if refers_back(quote, script_language(quote)) else ""
    )
    return f"{passage.context} {back} " if passage.context or back else ""


@lru_cache(maxsize=4_096)
def _around(
    before: str, quote: str, heading: str, title: str
) -> tuple[tuple[Key, ...], frozenset[str], frozenset[str], tuple[Key, ...]]:
    """The keys of a statement with what stands before it; their terms, and those with its headings'; all that sound.

    A sentence or row holds several figures, and each is a statement.
    """
    own = _keys(before + quote) if before else _opening(quote)
    everything = (*own, *_keys(heading), *_keys(title))
    terms = frozenset([key.term for key in own]), frozenset([key.term for key in everything])
    return own, *terms, tuple(key for key in everything if key.sound)


def _opening(quote: str) -> tuple[Key, ...]:
    """The keys of a quote by itself. Its first word has a capital in any case: it may be a name."""
    found = _keys(quote)
    if not found or found[0].kind != "word" or not quote[found[0].start].isupper():
        return found
    spoken = sound(quote[found[0].start : found[0].end])
    return (found[0]._replace(kind="name", sound=spoken), *found[1:])


def _keys(text: str) -> tuple[Key, ...]:
    return stated(text, script_language(text)) if text else ()

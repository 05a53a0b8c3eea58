"""Whether an answer is told of another place or cargo than the one asked about, or of all where a part is asked about.

The turnover of the dry port is not that of the ferry port; the coal carried is not all that was; and where "rail
freight reached 32 million tons" comes before what of it was exports, it is not the exports that it tells.
"""

from __future__ import annotations

from collections.abc import Iterator

from qa.choose.evidence import Weighing
from qa.text.glossary import keys
from qa.types import AnswerKind, Candidate, Passage, Query, Span

#: The concepts of continents, seas and their like. Towns and ports lie in them: what is told of those is not told of
#: another place.
WIDE = frozenset(
    {"=asia", "=blacksea", "=caspian", "=caucasus", "=centralasia", "=eurasia", "=europe", "=siberia", "=ussr"}
)
_CARGO = "cargo"
#: What divides the whole that is carried into parts.
_PARTS = frozenset({_CARGO, "direction"})


def told_of_another_place(weighing: Weighing, passage: Passage, statement: Span) -> bool:
    """Whether a place asked about is named nowhere around `statement`, and the place named last before it is another.

    Places are those that the glossary knows: of other names nothing says that they are places.
    """
    matcher = weighing.matcher
    asked = [at for at in matcher.asked_names() if _is_place(matcher.wanted[at].key.kind, matcher.wanted[at].key.term)]
    if not asked:
        return False
    if _around(weighing, passage).issuperset(asked):
        return False
    own = {matcher.wanted[at].key.term for at in asked}
    return bool(_last_named(passage, statement, weighing.fore(passage)) - own)


def cargo_untold(query: Query, weighing: Weighing, passage: Passage) -> bool:
    """Whether a figure for cargoes is asked for of which nothing around it names any."""
    if query.kind is not AnswerKind.FIGURE:
        return False
    matcher = weighing.matcher
    cargoes = [at for at in matcher.contrasts() if matcher.wanted[at].key.contrast == _CARGO]
    return bool(cargoes) and _around(weighing, passage).isdisjoint(cargoes)


def told_too_early(query: Query, weighing: Weighing, candidate: Candidate) -> bool:
    """Whether what a figure is asked for (exports, coal) is told of in its passage only behind it."""
    if candidate.quantity is None or query.kind is not AnswerKind.FIGURE:
        return False
    matcher = weighing.matcher
    asked = [at for at in matcher.contrasts() if matcher.wanted[at].key.contrast in _PARTS]
    if not asked:
        return False
    passage = weighing.passage(candidate.passage)
    behind = matcher.held_in(passage).intersection(asked)
    return bool(behind) and not weighing.told_up_to(passage, candidate.statement or candidate.span).issuperset(behind)


def _around(weighing: Weighing, passage: Passage) -> frozenset[int]:
    """The question's words in a passage, above it, and in the passage before."""
    fore = weighing.fore(passage)
    there = weighing.matcher.held_in(passage) | weighing.outside(passage)
    return there if fore is None else there | weighing.matcher.held_in(fore)


def _last_named(passage: Passage, statement: Span, fore: Passage | None) -> set[str]:
    """The places that a statement names, else those of the nearest of what it is told under or behind."""
    return next(filter(None, (_places(text, passage.language) for text in _before(passage, statement, fore))), set())


def _before(passage: Passage, statement: Span, fore: Passage | None) -> Iterator[str]:
    """A statement, then what it is told under or behind, the nearest first."""
    own = statement.shift(-passage.span.start)
    yield own.of(passage.text)
    yield passage.context
    yield passage.text[: own.start]
    if fore is not None:
        yield fore.text
    yield from reversed(passage.headings)


def _places(text: str, language: str) -> set[str]:
    return {key.term for key in keys(text, language) if _is_place(key.kind, key.term)}


def _is_place(kind: str, concept: str) -> bool:
    return kind == "place" and concept not in WIDE

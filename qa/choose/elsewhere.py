"""Whether an answer is told of another place than the one asked about: of the dry port, not of the ferry port."""

from __future__ import annotations

from collections.abc import Iterator

from qa.choose.evidence import Weighing
from qa.text.glossary import keys
from qa.types import Passage, Span

#: The concepts of continents, seas and their like. Towns and ports lie in them: what is told of those is not told of
#: another place.
_WIDE = frozenset(
    {"=asia", "=blacksea", "=caspian", "=caucasus", "=centralasia", "=eurasia", "=europe", "=siberia", "=ussr"}
)


def told_of_another_place(weighing: Weighing, passage: Passage, statement: Span) -> bool:
    """Whether a place asked about is named nowhere around `statement`, and the place named last before it is another.

    Places are those that the glossary knows: of other names nothing says that they are places.
    """
    matcher = weighing.matcher
    asked = [at for at in matcher.asked_names() if _is_place(matcher.wanted[at].key.kind, matcher.wanted[at].key.term)]
    if not asked:
        return False
    fore = weighing.fore(passage)
    there = matcher.held_in(passage) | weighing.outside(passage)
    if fore is not None:
        there |= matcher.held_in(fore)
    if there.issuperset(asked):
        return False
    own = {matcher.wanted[at].key.term for at in asked}
    return bool(_last_named(passage, statement, fore) - own)


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
    return kind == "place" and concept not in _WIDE

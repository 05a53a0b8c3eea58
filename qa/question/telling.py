"""The figures that a question states, and those by which it says what it asks for: "which port takes 25 million tons".

"How much of the 32 million tons was transit" asks for another figure, and "the two countries" tells nothing from
anything: neither is what an answer is known by.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from qa.quantity import read
from qa.question.cues import cues
from qa.question.wanted import ASKS, HOW_MANY
from qa.text.glossary import Key
from qa.types import AnswerKind, Quantity

#: What stands before a unit in keywords is the year that they are about: "road cargo 2024 tons".
_A_YEAR = re.compile(r"(?:19|20)\d\d(?!\d)")
#: So few things are counted in passing ("the two countries", "five years ago"), and a bare number below a hundred may
#: be a year or that of a house.
_FEW, _BARE = 13, 100
_IN_PASSING = ("count", "duration", "multiple")
#: A size that is part of a thing's name ("a 40-foot box", "40英尺箱"), and a year of two digits.
_NAMED_BY = re.compile(r"\d\s?[-‑–]\s?[^\W\d_]|^\d\d年$")
_BOX_SIZE = "ft"
#: What a question calls the number that it asks about, which elsewhere leads to a picture: "the figure 1,284".
_CALLED = re.compile(r"\b(?:figure|number)(?=\s+\d)", re.IGNORECASE)


def figures(text: str, published_today: str | None = None) -> tuple[Quantity, ...]:
    """The figures that the question states; "the doubling project" names none, nor does "how many billion dollars"."""
    asked = {match.end() for match in HOW_MANY.finditer(text)}
    text = _CALLED.sub(lambda match: " " * len(match.group()), text)
    return tuple(
        figure
        for figure in read(text, published=published_today)
        if (figure.unit != "times" or any(map(str.isdigit, figure.text)))
        and not _A_YEAR.match(figure.text)
        and len(text[: figure.span.start].rstrip()) not in asked
    )


def telling(stated: Sequence[Quantity], begin: int) -> tuple[Quantity, ...]:
    """Those of the `stated` figures, from offset `begin` on, that tell one statement from another."""
    return tuple(figure for figure in stated if figure.span.start >= begin and _tells(figure))


def _tells(figure: Quantity) -> bool:
    if figure.dimension == "date" or figure.unit.partition("/")[0] == _BOX_SIZE or _NAMED_BY.search(figure.text):
        return False
    if not figure.unit:
        return figure.high >= _BARE
    return figure.high >= _FEW or figure.dimension.partition("/")[0] not in _IN_PASSING


def beside(words: Sequence[Key], told: Sequence[Quantity]) -> tuple[Key, ...]:
    """The words that are no part of these figures."""
    return tuple(
        key for key in words if not any(figure.span.start < key.end and key.start < figure.span.end for figure in told)
    )


def measured_by(words: Sequence[Key], told: Sequence[Quantity]) -> tuple[Key, ...]:
    """The words without the measures that these figures tell: of "what cost 38 million euros" the cost is known."""
    if not told:
        return tuple(words)
    known = {part for figure in told for part in (figure.dimension, figure.dimension.partition("/")[0])}
    found = []
    for key in words:
        tells = cues().measures.get(key.term.removeprefix("="))
        if tells is None or (tells and known.isdisjoint(tells)):
            found.append(key)
    return tuple(found)


def without_told(
    leaning: Mapping[AnswerKind, float],
    measures: Mapping[str, float],
    told: Sequence[Quantity],
    text: str,
    rule: AnswerKind,
) -> Mapping[AnswerKind, float]:
    """What a question leans to besides a figure, where its own is the one; keywords may still want one of another kind.

    `rule` is the kind that the rules named.
    """
    if not told or not leaning or rule is AnswerKind.FIGURE:
        return leaning
    dimensions = {figure.dimension.partition("/")[0] for figure in told}
    if not ASKS.search(text) and max(measures, key=lambda name: measures[name]) not in dimensions:
        return leaning
    rest = 1.0 - leaning.get(AnswerKind.FIGURE, 0.0)
    return (
        {kind: 0.0 if kind is AnswerKind.FIGURE else share / rest for kind, share in leaning.items()}
        if rest
        else leaning
    )

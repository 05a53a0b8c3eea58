"""How many of the figures in a question a statement holds: what it is asked by, or what it names besides."""

from __future__ import annotations

from collections.abc import Sequence

from qa.quantity import meets
from qa.types import AnswerKind, Quantity, Query

#: So few things, in words, are counted in passing.
_FEW = 12


def held_figures(query: Query, there: Sequence[Quantity]) -> float:
    """The share of the question's figures that are among those of a statement, by value and dimension; 0 for none."""
    asked = query.figures
    if query.kind is AnswerKind.FIGURE:
        asked = tuple(figure for figure in asked if not _in_passing(figure))
    if not asked:
        return 0.0
    if query.told:
        return sum(max((meets(one, other) for other in there), default=0.0) for one in query.told) / len(query.told)
    return sum(any(_same(figure, other) for other in there) for figure in asked) / len(asked)


def _in_passing(figure: Quantity) -> bool:
    """As in "between the two countries": a small number in words says nothing that an answer's statement has to say."""
    few = figure.dimension == "count" and figure.high <= _FEW
    return few and not any(map(str.isdigit, figure.text))


def _same(one: Quantity, other: Quantity) -> bool:
    """Equal values in one dimension; a figure without a unit equals any."""
    return (one.low, one.high) == (other.low, other.high) and (
        not one.unit or not other.unit or one.dimension == other.dimension
    )

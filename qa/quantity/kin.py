"""Counted nouns that may stand for one another: what one source counts as persons another counts as passengers."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

#: What a row begins with whose nouns mean nearly the same, with none for all of them.
_ALIKE = "="


@lru_cache(maxsize=1)
def _table() -> tuple[tuple[str, ...], ...]:
    table = (files("qa.quantity") / "data" / "kin.tsv").read_text(encoding="utf-8")
    return tuple(tuple(line.split("\t")) for line in table.splitlines())


@lru_cache(maxsize=1)
def families() -> tuple[tuple[str, ...], ...]:
    """The families of nouns, each with the word for all of them first."""
    return tuple(row for row in _table() if row[0] != _ALIKE)


@lru_cache(maxsize=4_096)
def standing(noun: str, wanted: frozenset[str]) -> bool:
    """Whether a figure counted as `noun` may be one of those wanted: the word for all of them, or meaning the same.

    Passengers are no employees, though both are persons.
    """
    return any(
        noun in row and not wanted.isdisjoint(row) and (row[0] in (_ALIKE, noun) or row[0] in wanted)
        for row in _table()
    )


@lru_cache(maxsize=4_096)
def kindred(unit: str, other: str) -> bool:
    """Whether two units count, at one rate, what one names and the other says in general (passengers, people)."""
    (noun, _, rate), (second, _, pace) = unit.partition("/"), other.partition("/")
    return rate == pace and any(
        noun in family and second in family and family[0] in (noun, second) for family in families()
    )

"""Counted nouns that may stand for one another: what one source counts as persons another counts as passengers."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files


@lru_cache(maxsize=1)
def families() -> tuple[tuple[str, ...], ...]:
    """The families of nouns, each with the word for all of them first."""
    table = (files("qa.quantity") / "data" / "kin.tsv").read_text(encoding="utf-8")
    return tuple(tuple(line.split("\t")) for line in table.splitlines())


@lru_cache(maxsize=4_096)
def kindred(unit: str, other: str) -> bool:
    """Whether two units count, at one rate, what one names and the other says in general (passengers, people)."""
    (noun, _, rate), (second, _, pace) = unit.partition("/"), other.partition("/")
    return rate == pace and any(
        noun in family and second in family and family[0] in (noun, second) for family in families()
    )

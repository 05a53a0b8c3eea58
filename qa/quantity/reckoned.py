"""What an amount is reckoned by, as words tell it: "daily", «за километр», 每小时."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

#: A container is reckoned by as one or as so many feet of one.
_ALIKE = {"TEU": "container", "FEU": "container"}


@lru_cache(maxsize=4_096)
def reckoned_by(text: str) -> frozenset[str]:
    """The canonical units that words of `text` say something is reckoned by; empty where none do."""
    return frozenset(unit for unit, pattern in _patterns() if pattern.search(text))


def denominators(unit: str) -> frozenset[str]:
    """What a canonical unit is reckoned by, of what words tell: person and day of "L/person/day"; empty for no rate."""
    known = {name for name, _ in _patterns()}
    return frozenset(_ALIKE.get(under, under) for under in unit.split("/")[1:]) & known


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    lines = (files("qa.quantity") / "data" / "reckoned.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")][1:]
    return tuple((unit, re.compile("|".join(words), re.IGNORECASE)) for unit, *words in rows)

"""The few words that the program itself says around an answer, in the language of the question."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files


@lru_cache(maxsize=1)
def _table() -> dict[str, dict[str, str]]:
    return tomllib.loads((files("qa.render") / "data" / "labels.toml").read_text(encoding="utf-8"))


def label(name: str, language: str, **values: object) -> str:
    """The text called `name` in `language`, English where that is not one of ours, with `values` filled in."""
    row = _table()[name]
    return row.get(language, row["en"]).format(**values)

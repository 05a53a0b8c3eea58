"""What the pages themselves say, in the language the user chose."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

#: The languages of the interface, as their speakers call them.
LANGUAGES = {"en": "English", "ru": "Русский", "kk": "Қазақша", "zh": "中文"}

#: `say("ask_title")` gives the words, `say("agree", count=2)` with values filled in.
Say = Callable[..., str]


@lru_cache(maxsize=1)
def table() -> dict[str, dict[str, str]]:
    """Every text by name and language."""
    return tomllib.loads((Path(__file__).parent / "texts.toml").read_text(encoding="utf-8"))


def speaker(language: str) -> Say:
    """A function that says things in `language`."""

    def say(name: str, **values: object) -> str:
        return table()[name][language].format(**values)

    return say


def named(say: Say, kind: str, name: str) -> str:
    """The words for a name that the program uses, such as ("evidence", "near"); itself where nobody wrote any."""
    entry = f"{kind}_{name}"
    return say(entry) if entry in table() else name.replace("_", " ")


def scales(say: Say) -> tuple[tuple[float, str], ...]:
    """The powers of ten that the language counts large figures in, the largest first, such as (1e9, "billion")."""
    pairs = (entry.partition(" ") for entry in say("scales").split(", "))
    return tuple((10.0 ** int(power), word) for power, _, word in pairs)


def spoken(locale: str | None) -> str:
    """The language of the interface for a browser's locale such as "kk-KZ"; English where it is not one of ours."""
    language = (locale or "").lower().replace("_", "-").split("-")[0]
    return language if language in LANGUAGES else "en"

"""What the engine says in English (errors, notices, reasons), in the language of the interface.

The engine's sentence is the key, as in gettext; it may have been said by another process or kept in the index, so there
is nothing else to know it by. What no row of the table matches is shown as it was said.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

#: Nothing the engine says is longer; such a text is not looked at.
LONGEST = 4_000
_SLOT = re.compile(r"\{(\w+)\}")
_ORDER = ("en", "ru", "kk", "zh")


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence as a pattern, and what it is in every language."""

    pattern: re.Pattern[str]
    words: dict[str, str]


@lru_cache(maxsize=1)
def sentences() -> tuple[_Sentence, ...]:
    """Every row of the table, those with most words of their own first: they say best what was meant."""
    path = Path(__file__).parent / "said.tsv"
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    rows.sort(key=lambda row: -len(_SLOT.sub("", row[0])))
    return tuple(_Sentence(_pattern(row[0]), dict(zip(_ORDER, row, strict=True))) for row in rows)


def _pattern(template: str) -> re.Pattern[str]:
    """A template at the start of a message: up to the space before the next sentence, or to the end after a command."""
    parts = _SLOT.split(template)  # words and names of slots by turns
    body = "".join(f"(?P<{part}>.+?)" if place % 2 else re.escape(part) for place, part in enumerate(parts))
    end = r"(?P<_stop>\.?)(?: +|$)" if parts[-1] else "(?P<_stop>)$"
    return re.compile(body + end, re.DOTALL)


def said(text: str, language: str) -> str:
    """`text` sentence by sentence in `language`, as far as the table knows them; the rest as it is."""
    if language == "en" or len(text) > LONGEST:
        return text
    done: list[str] = []
    while text:
        found = _first(text)
        if found is None:
            done.append(text)
            break
        sentence, match = found
        slots = {name: said(value, language) for name, value in match.groupdict().items() if name != "_stop"}
        full = "。" if language == "zh" else "."
        done.append(sentence.words[language].format(**slots) + (match["_stop"] and full))
        text = text[match.end() :]
    return ("" if language == "zh" else " ").join(done)


def _first(text: str) -> tuple[_Sentence, re.Match[str]] | None:
    """The sentence that `text` begins with."""
    for sentence in sentences():
        match = sentence.pattern.match(text)
        if match is not None:
            return sentence, match
    return None

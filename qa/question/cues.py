"""How questions are worded: the editable patterns of `data/cues.toml`, compiled once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from qa.text.alignment import CAPITALS, LETTERS
from qa.types import AnswerKind

#: An abbreviation as it is written: two capitals at least, a small ending of the plural or of a case behind them.
_WRITTEN = (
    rf"(?<![{LETTERS}\d&-])(?P<X>(?-i:(?=(?:[{LETTERS}\d&]*[{CAPITALS}]){{2}})[{LETTERS}\d&]{{2,10}}))"
    rf"(?![{LETTERS}\d&])"
)
#: As whoever asks outright what the letters stand for may write it: small, or in Chinese characters.
_ANYHOW = rf"(?<![{LETTERS}\d&-])(?P<X>[{LETTERS}\d&]{{2,10}}|[\u3400-\u9fff]{{2,6}}?)(?![{LETTERS}\d&])"
_QUOTE = "[“”«»„‘’『』「」\"']?"


@dataclass(frozen=True, slots=True)
class Cues:
    """The compiled patterns: kinds in the order they are tried, measures, dimensions and roles by name.

    `exact` measures are told in their own dimensions alone; `amounts` are other nouns that ask for a figure; `counted`
    says what is counted where a measure is a number. `definition` asks how something is defined, `difference` how two
    things differ; each pattern of `abbreviation` asks what the group "X" stands for, which looks like the one that
    the pattern comes with.
    `nouns` are patterns of how nouns begin that ask for names of a kind.
    `asking` are the words that ask, `slang` says which of them is meant by what people write in haste.
    """

    kinds: tuple[tuple[AnswerKind, re.Pattern[str]], ...]
    measures: dict[str, tuple[str, ...]]
    exact: frozenset[str]
    amounts: frozenset[str]
    counted: dict[str, str]
    dimensions: dict[str, re.Pattern[str]]
    roles: dict[str, re.Pattern[str]]
    generic: dict[str, frozenset[str]]
    asking: tuple[str, ...]
    slang: dict[str, str]
    definition: re.Pattern[str]
    difference: re.Pattern[str]
    abbreviation: tuple[tuple[re.Pattern[str], tuple[re.Pattern[str], ...]], ...]
    nouns: tuple[tuple[AnswerKind, str], ...]


@lru_cache(maxsize=1)
def cues() -> Cues:
    """The table as compiled patterns."""
    table = tomllib.loads((files("qa.question") / "data" / "cues.toml").read_text(encoding="utf-8"))
    return Cues(
        kinds=tuple((AnswerKind(row["kind"]), _either(row["any"])) for row in table["kind"]),
        measures={name: tuple(dimensions) for name, dimensions in table["measures"].items()},
        exact=frozenset(table["exact"]["measures"].split()),
        amounts=frozenset(table["amounts"]["measures"].split()),
        counted=dict(table["counted"]),
        dimensions={name: _either(patterns) for name, patterns in table["dimensions"].items()},
        roles={name: _either(patterns) for name, patterns in table["roles"].items()},
        generic={code: frozenset(words.split()) for code, words in table["generic"].items()},
        asking=tuple(word for words in table["asking"].values() for word in words.split()),
        slang={word: meant for meant, words in table["slang"].items() for word in words.split()},
        definition=_either(table["definition"]["any"]),
        difference=_either(table["definition"]["difference"]),
        abbreviation=tuple(_abbreviation(table["abbreviation"])),
        nouns=tuple((AnswerKind(kind), "|".join(nouns.split())) for kind, nouns in table["nouns"].items()),
    )


def _abbreviation(table: Mapping[str, Any]) -> Iterator[tuple[re.Pattern[str], tuple[re.Pattern[str], ...]]]:
    """The wordings that ask what an abbreviation stands for, those first that may ask for nothing else.

    Before them stands what an abbreviation looks like: few questions hold one as it is written, and need be asked more.
    """
    for short, wordings in ((_WRITTEN, [*table["sure"], *table["plain"]]), (_ANYHOW, table["sure"])):
        quoted = f"{_QUOTE}{short}{_QUOTE}"
        filled = (wording.replace("<ABBR>", table["words"]).replace("<X>", quoted) for wording in wordings)
        yield re.compile(short, re.IGNORECASE), tuple(re.compile(pattern, re.IGNORECASE) for pattern in filled)


def _either(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)

"""How expressions of time are written: names of months, and a table of expressions, compiled when a text needs them."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files
from itertools import groupby
from typing import NamedTuple

from qa.quantity import calendarsigns

_YEAR, _S, _DASH = calendarsigns.YEAR, calendarsigns.SPACES, calendarsigns.DASH
NOT_DIGIT = r"(?<![0-9][.,/])(?<![0-9A-Za-z_\-–./])"
_END = r"(?![0-9])(?![.,][0-9])"
_RU_YEAR = r"(?:г\.{0,1}г?\.|гг?\.?\b|год\w{0,3})"
_KK_YEAR = r"жыл\w{0,8}"
_YEAR_WORD = rf"(?:{_S}(?:{_RU_YEAR}|{_KK_YEAR}|年度?(?:[末底]|初(?!中))?))?"


def _table(name: str) -> list[str]:
    """The lines of a table in `data/`, without its heading."""
    text = files("qa.quantity").joinpath("data", name).read_text(encoding="utf-8")
    return [line for line in text.splitlines()[1:] if line]


@lru_cache(maxsize=1)
def month_forms() -> tuple[tuple[str, ...], ...]:
    """The names of each month in lower case: the same forms in the same places, then what only some months have."""
    return tuple(tuple(line.partition("\t")[2].split("|")) for line in _table("months.tsv"))


@lru_cache(maxsize=1)
def month_numbers() -> dict[str, int]:
    """Month names in lower case, in every form the table lists."""
    return {word: number for number, words in enumerate(month_forms(), 1) for word in words}


@lru_cache(maxsize=1)
def months() -> calendarsigns.Months:
    """The same names, as texts are looked through for them."""
    return calendarsigns.Months(month_numbers())


def _tree(words: list[str]) -> str:
    """A pattern for any of the words, the longest first, that looks at each letter once."""
    if len(words) == 1:
        return words[0]
    branches = []
    for letter, group in groupby((word for word in words if word), key=lambda word: word[0]):
        branches.append(letter + _tree([word[1:] for word in group]))
    return f"(?:{'|'.join(branches)})" + ("?" if "" in words else "")


class Expression(NamedTuple):
    """One kind of expression, the signs that a text must show for it, and where alone it can begin.

    `opening` is None where it can begin anywhere; `meaning` names the method of the reader that turns a match into an
    interval.
    """

    signs: str
    opening: re.Pattern[str] | None
    pattern: re.Pattern[str]
    meaning: str


@lru_cache(maxsize=1)
def _parts() -> dict[str, str]:
    """What the table of expressions names in braces. No part repeats over what another part repeats over."""
    names = sorted(month_numbers())
    month = rf"(?=[{''.join(sorted({name[0] for name in names}))}]){_tree(names)}\b\.?"  # most words open no month
    sep = rf"{_S}(?:{_DASH}|\bto\b|\bthrough\b|\buntil\b|\bto the end of\b|по|до|至|到){_S}"
    of_year = rf"(?:{_S},?{_S}(?:of{_S})?(?:the{_S}year{_S})?(?:FY{_S})?(?P<year>{_YEAR})\b{_YEAR_WORD})"
    ordinal = (
        r"(?P<ordinal>first|second|third|fourth|last|final|1st|2nd|3rd|4th|перв\w{2,3}|втор\w{2,3}|треть\w{1,3}|третий|"
        r"четв[её]рт\w{2,3}|I{1,3}|IV|[1-4])"
    )
    return {
        "MONTH": month, "SEP": sep, "OF_YEAR": of_year, "ORDINAL": ordinal, "S": _S, "YEAR": _YEAR, "DASH": _DASH,
        "START": NOT_DIGIT, "END": _END, "YEAR_WORD": _YEAR_WORD, "RU_YEAR": _RU_YEAR, "KK_YEAR": _KK_YEAR,
    }  # fmt: skip


@lru_cache(maxsize=1)
def _openings() -> dict[str, re.Pattern[str] | None]:
    """Where alone an expression can begin, by the table's name for it."""
    month = re.compile(rf"\b(?={_parts()['MONTH']})", re.I)
    return {"any": None, "digit": re.compile(r"\d"), "year": calendarsigns.ANY_YEAR, "month": month}


@lru_cache(maxsize=1)
def _kinds() -> list[list[str]]:
    """The rows of the table of expressions, the most telling first."""
    return [line.split("\t") for line in _table("periods.tsv")]


@cache
def expression(number: int) -> Expression:
    """One of the kinds, compiled for the first text that shows its signs: all of them take a tenth of a second."""
    signs, opening, case, meaning, written = _kinds()[number]
    pattern = re.compile(written.format(**_parts()), re.I if case == "any case" else 0)
    return Expression(signs, _openings()[opening], pattern, meaning)


@lru_cache(maxsize=256)
def possible(signs: frozenset[str]) -> list[Expression]:
    """The expressions that a text with these signs can hold."""
    return [expression(number) for number, (needed, *_) in enumerate(_kinds()) if signs.issuperset(needed)]

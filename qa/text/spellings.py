"""The table of words that mean the same, as it is read, and its spellings by what they are looked up by."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from qa.text.analysis import stopwords
from qa.text.cleaning import fold
from qa.text.forms import base_forms, is_cyrillic, sound

COLUMNS = ("en", "ru", "kk", "zh")
#: Kinds whose concepts are proper names: a source that never mentions them does not speak of what was asked.
NAME_KINDS = frozenset({"place", "country", "org", "name"})
HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_LETTER = rf"[^\W\d_{HAN}]"
_BEHIND = rf"(?:['’ʼ]{_LETTER}+)*"
#: The words of a text: runs of Chinese characters and numbers by these names, any other without one. Most begin with
#: Latin or Russian and Kazakh letters, which a set of plain ranges finds twice as fast as one of what letters are not.
WORD = re.compile(
    rf"[A-Za-z\u0400-\u0481\u048a-\u052f]++{_LETTER}*+{_BEHIND}"
    rf"|(?P<han>[{HAN}]+(?:[—–-]+[{HAN}]+)*)"
    r"|(?P<number>\d{1,3}(?:[,\u00a0\u202f\u2009 ]\d{3})+(?!\d)(?:\.\d+)?|\d+(?:[.,]\d+)?)"
    rf"|{_LETTER}++{_BEHIND}|%"
)
_IS_HAN = re.compile(f"[{HAN}]")
#: Shorter words are one slip away from too many others.
LONG_ENOUGH = 6


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the table: a concept, its kind, and its variants per language."""

    concept: str
    kind: str
    variants: dict[str, tuple[str, ...]]


@lru_cache(maxsize=1)
def entries() -> dict[str, Entry]:
    """The table by concept."""
    found: dict[str, Entry] = {}
    table = (files("qa.text") / "data" / "glossary.tsv").read_text(encoding="utf-8")
    for line in table.splitlines():
        if not line.strip() or line.startswith(("#", "concept\t")):
            continue
        concept, kind, *cells = (cell.strip() for cell in line.split("\t"))
        variants = {
            code: tuple(variant.strip() for variant in cell.split(";") if variant.strip())
            for code, cell in zip(COLUMNS, cells, strict=False)
        }
        found[concept] = Entry(concept, kind, variants)
    return found


class Variant(NamedTuple):
    """One spelling of a concept: its words' forms, its folded words, their language, and `exact` where case matters."""

    forms: tuple[frozenset[str], ...]
    concept: str
    words: tuple[str, ...]
    language: str
    exact: str
    name: bool


def words_of(variant: str) -> list[str]:
    """The words in letters of a variant."""
    return [match.group() for match in WORD.finditer(variant) if match.lastgroup is None]


def language_of(variant: str, column: str) -> str:
    """The language whose forms a variant in a column takes: English names stand in every column."""
    return "en" if not is_cyrillic(variant) else column if column in ("ru", "kk") else "ru"


@lru_cache(maxsize=2)
def lookup(latin: bool) -> dict[str, list[Variant]]:
    """Variants in Latin or in Cyrillic letters by the form of their first word.

    Texts without Cyrillic letters do not wait for the Russian ones.
    """
    words: dict[str, list[Variant]] = {}
    for entry in entries().values():
        for code, variants in entry.variants.items():
            for variant in variants:
                if is_cyrillic(variant) is latin or (code == "zh" and _IS_HAN.search(variant)):
                    continue
                pieces = words_of(variant)
                language = language_of(variant, code)
                forms = tuple(base_forms(piece, language) for piece in pieces)
                exact = variant if fold(variant) in stopwords()["en"] | stopwords()["ru"] else ""
                if forms:
                    folded = tuple(map(fold, pieces))
                    known = Variant(forms, entry.concept, folded, language, exact, entry.kind in NAME_KINDS)
                    for form in forms[0]:
                        words.setdefault(form, []).append(known)
    return words


@lru_cache(maxsize=1)
def chinese() -> dict[str, str]:
    """Chinese variants to concepts."""
    return {
        variant: entry.concept
        for entry in entries().values()
        for variant in entry.variants.get("zh", ())
        if _IS_HAN.search(variant)
    }


@lru_cache(maxsize=1)
def chinese_lengths() -> dict[str, tuple[int, ...]]:
    """How long the Chinese variants are that begin with a character, the longest first."""
    found: dict[str, set[int]] = {}
    for variant in chinese():
        found.setdefault(variant[0], set()).add(len(variant))
    return {first: tuple(sorted(lengths, reverse=True)) for first, lengths in found.items()}


@lru_cache(maxsize=1)
def nearly() -> dict[str, str]:
    """Single-word variants of the table by their spelling with one letter left out, and by their sound."""
    table: dict[str, str] = {}
    for entry in entries().values():
        for code in ("en", "ru", "kk"):
            for variant in entry.variants.get(code, ()):
                if len(variant) >= LONG_ENOUGH and variant.isalpha():
                    for spelling in (*with_one_less(fold(variant)), sound(variant)):
                        table.setdefault(spelling, variant)
    return table


def with_one_less(word: str) -> set[str]:
    """The word, and what is left of it without any one of its letters."""
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}


@lru_cache(maxsize=1)
def ordinary() -> frozenset[str]:
    """Everyday words that lie one slip from one of the table and are none ("contact", "contract")."""
    return frozenset((files("qa.text") / "data" / "ordinary.txt").read_text(encoding="utf-8").split())


@lru_cache(maxsize=4_096)
def mended(word: str) -> str:
    """The table's word that `word` is one slip away from (a letter more, less, other, or two swapped), or ""."""
    folded = fold(word)
    if len(folded) < LONG_ENOUGH or folded in ordinary():
        return ""
    table = nearly()
    spellings = (folded, sound(word), *sorted(with_one_less(folded)))
    return next((table[near] for near in spellings if near in table and fold(table[near])[0] == folded[0]), "")

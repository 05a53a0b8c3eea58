"""The words of a text without their places: its terms, and how its names sound, as an index keeps them.

Reading a passage whose words are met for the first time takes a millisecond, unpacking what was kept a hundredth.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from qa.text.forms import sound
from qa.text.glossary import stated
from qa.text.transcription import bucket

#: Raise it when the same text would give other words with the same table.
_VERSION = "words/3"
#: Between terms and the parts of a name, and between names: no word holds them.
_BETWEEN, _PARTED = "\n", "\t"


class Sounding(NamedTuple):
    """A name of a text: its term, its sound, and the kind of its first sound, by which names are looked for."""

    bucket: str
    term: str
    sound: str


class Vocabulary(NamedTuple):
    """The terms of a text, and its names."""

    terms: frozenset[str]
    names: tuple[Sounding, ...]


@lru_cache(maxsize=8_192)
def vocabulary(text: str, language: str) -> Vocabulary:
    """The words of a source's text."""
    there = stated(text, language)
    names = [Sounding(bucket(key[4]), key[0], key[4]) for key in there if key[4]]
    first = there[0] if there else None
    if first is not None and not first.sound and first.kind == "word" and text[first.start].isupper():
        # What begins a text has a capital in any case: it may be a name.
        spoken = sound(text[first.start : first.end])
        names.append(Sounding(bucket(spoken), first.term, spoken))
    return Vocabulary(frozenset([key[0] for key in there]), tuple(dict.fromkeys(names)))


def pack(text: str, language: str) -> str:
    """The words of a text as they are stored, "" for none: terms on a line each, then names in three parts."""
    found = vocabulary(text, language)
    return _BETWEEN.join((*sorted(found.terms), *(_PARTED.join(name) for name in found.names)))


def unpack(packed: str) -> Vocabulary:
    """What `pack` packed."""
    lines = packed.split(_BETWEEN) if packed else []
    named = next((at for at, line in enumerate(lines) if _PARTED in line), len(lines))
    return Vocabulary(frozenset(lines[:named]), tuple(Sounding(*line.split(_PARTED)) for line in lines[named:]))


@lru_cache(maxsize=1)
def recipe() -> str:
    """By what stored words must have been read to be those of now: this code, and the table as it is."""
    table = (files("qa.text") / "data" / "glossary.tsv").read_bytes()
    return f"{_VERSION}/{hashlib.sha256(table).hexdigest()[:16]}"

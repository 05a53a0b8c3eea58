"""The words of a text without their places: its terms, and how its names sound."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from qa.text.forms import sound
from qa.text.glossary import stated
from qa.text.transcription import bucket


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

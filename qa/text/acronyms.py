"""Initials for names and names for initials: "ZR" for "Zhalgystan Railways", «СЖД» for «Согдарские железные дороги»."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa.text.forms import is_cyrillic

_FEWEST, _MOST = 2, 5
#: Initials of so many letters are no chance meeting of two words, and their words may be written small.
_SURE = 3
#: Small words that initials leave out.
_BETWEEN = r"[\s\u00a0-]+(?:(?:of|and|the|for|de|и|по|на|для|в)[\s\u00a0]+)?"
_RUN = re.compile(r"[^\W\d_]+(?:[ \u00a0][^\W\d_]+)+")


def is_acronym(word: str) -> bool:
    """Whether a word is written as initials are: two to five capital letters."""
    return _FEWEST <= len(word) <= _MOST and word.isalpha() and word.isupper()


def spelt_out(acronym: str) -> re.Pattern[str]:
    """What matches the words whose initials an acronym is; the first has a capital, the others may be small."""
    small = len(acronym) >= _SURE or is_cyrillic(acronym)
    letters = [acronym[0], *(f"[{letter}{letter.lower()}]" if small else letter for letter in acronym[1:])]
    return re.compile(r"(?<!\w)" + _BETWEEN.join(rf"{letter}[^\W\d_]+" for letter in letters))


def initials(text: str) -> Iterator[tuple[str, int, int]]:
    """The initials of every run of capitalised words in `text`, and where the run begins and ends."""
    for run in _RUN.finditer(text):
        words = [(word.group(), run.start() + word.start(), run.start() + word.end())
                 for word in re.finditer(r"[^\W\d_]+", run.group())]  # fmt: skip
        start = 0
        while start < len(words):
            end = start
            while end < len(words) and words[end][0][0].isupper():
                end += 1
            if _FEWEST <= end - start <= _MOST:
                yield "".join(word[0] for word, _, _ in words[start:end]), words[start][1], words[end - 1][2]
            start = end + 1

"""The sort of thing asked for by name: the city in "from which Kazakh city", the port in "в каком порту"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.text.analysis import function_words
from qa.text.cleaning import fold
from qa.text.glossary import Key

_WHICH = re.compile(
    r"\b(?:which|what)\b|\bкак(?:ой|ая|ое|ие|ого|ому|им|их|ую|ом)\b|\bқай\b|\bқандай\b|[哪][个座家所条位种些]?|什么",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_\u3400-\u9fff]+(?:['’][^\W\d_]+)?|[\u3400-\u9fff]+|\S")
#: "which new border crossings": so many words at most.
_MOST = 3


def sort_of(text: str, words: Sequence[Key]) -> frozenset[str]:
    """The terms that follow "which" up to a function word; empty where none do."""
    for which in _WHICH.finditer(text):
        end = which.end()
        for number, word in enumerate(_WORD.finditer(text, which.end())):
            if number == _MOST or not word.group()[0].isalpha() or fold(word.group()) in function_words():
                break
            end = word.end()
        found = [key for key in words if which.end() <= key.start < end and not key.is_name]
        if "\u3400" <= which.group()[0] <= "\u9fff":  # nothing parts words in Chinese
            found = found[:1]
        if found:
            return frozenset(key.term for key in found)
    return frozenset()

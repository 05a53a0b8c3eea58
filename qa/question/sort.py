"""The sort of thing asked for by name: the city in "from which Kazakh city", the port in "в каком порту"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.text.analysis import stopwords
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
    known = stopwords()
    function = known["en"] | known["ru"] | known["kk"]
    for which in _WHICH.finditer(text):
        end = which.end()
        for number, word in enumerate(_WORD.finditer(text, which.end())):
            if number == _MOST or not word.group()[0].isalpha() or word.group().casefold() in function:
                break
            end = word.end()
        found = [key for key in words if which.end() <= key.start < end and not key.is_name]
        if "\u3400" <= which.group()[0] <= "\u9fff":  # nothing parts words in Chinese
            found = found[:1]
        if found:
            return frozenset(key.term for key in found)
    return frozenset()

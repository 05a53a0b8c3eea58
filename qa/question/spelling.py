"""A question as it was meant to be spelt, for the rules that read its wording."""

from __future__ import annotations

import re
from functools import lru_cache

from qa.question.cues import cues
from qa.text.analysis import function_words
from qa.text.cleaning import fold
from qa.text.forms import script_language
from qa.text.glossary import keys
from qa.text.spellings import mended

_WORD = re.compile(r"[^\W\d_]+")
#: Shorter words are one slip away from too many others.
_LONG_ENOUGH = 4


def spelt(text: str, language: str) -> str:
    """`text` with slang and slips of asking words and of the table's words put right.

    Names are left alone, and in Kazakh all but asking words: its endings lie one letter from other words.
    """
    return _WORD.sub(lambda match: _spelt(match.group(), language), text)


def _spelt(word: str, language: str) -> str:
    folded = fold(word)
    known = cues()
    if folded in known.slang:
        return known.slang[folded]
    if len(folded) < _LONG_ENOUGH or folded in known.asking or folded in function_words():
        return word
    if any(key.term.startswith("=") for key in keys(word, script_language(word))):
        return word
    return _slips().get(folded) or (mended(word) if language != "kk" and word[0].islower() else "") or word


@lru_cache(maxsize=1)
def _slips() -> dict[str, str]:
    """Asking words less one letter, not the first, or with two neighbours swapped; "whole" is not "whose"."""
    found: dict[str, str] = {}
    for word in cues().asking:
        for at in range(len(word)):
            if at:
                found.setdefault(word[:at] + word[at + 1 :], word)
            found.setdefault(word[:at] + word[at : at + 2][::-1] + word[at + 2 :], word)
    return found

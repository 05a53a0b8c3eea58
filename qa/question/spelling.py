"""A question as it was meant to be spelt, for the rules that read its wording."""

from __future__ import annotations

import re

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
    meant = next((asking for asking in known.asking if _dropped_or_swapped(folded, asking)), "")
    return meant or (mended(word) if language != "kk" and word[0].islower() else "") or word


def _dropped_or_swapped(word: str, asking: str) -> bool:
    """Whether `word` is `asking` less one letter, or with two neighbours swapped; "whole" is not "whose"."""
    if len(word) == len(asking):
        at = next((at for at, (one, other) in enumerate(zip(word, asking, strict=True)) if one != other), None)
        return at is not None and word[:at] + word[at : at + 2][::-1] + word[at + 2 :] == asking
    return any(asking[:at] + asking[at + 1 :] == word for at in range(1, len(asking)))

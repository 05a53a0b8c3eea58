"""A question as it was meant to be spelt, for the rules that read its wording."""

from __future__ import annotations

import re

from rapidfuzz.distance import OSA

from qa.question.cues import cues
from qa.text.analysis import function_words
from qa.text.cleaning import fold
from qa.text.forms import script_language
from qa.text.glossary import keys, mended

_WORD = re.compile(r"[^\W\d_]+")
#: Shorter words are one slip away from too many others.
_LONG_ENOUGH = 4


def spelt(text: str) -> str:
    """`text` with slang and slips of asking words and of the table's words put right."""
    return _WORD.sub(lambda match: _spelt(match.group()), text)


def _spelt(word: str) -> str:
    folded = fold(word)
    known = cues()
    if folded in known.slang:
        return known.slang[folded]
    if len(folded) < _LONG_ENOUGH or folded in known.asking or folded in function_words():
        return word
    if any(key.term.startswith("=") for key in keys(word, script_language(word))):
        return word
    longer = (asking for asking in known.asking if asking[0] == folded[0] and len(asking) >= len(folded))
    near = next((asking for asking in longer if OSA.distance(asking, folded, score_cutoff=1) <= 1), "")
    return near or mended(word) or word

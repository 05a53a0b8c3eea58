"""Characters that break other programs, and spellings that should compare equal."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

#: NUL ends strings in C libraries and lone surrogates cannot be written as UTF-8: both become U+FFFD, one for one, so
#: that no offset moves.
_BROKEN = re.compile("[\x00\ud800-\udfff]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
#: Letters that look alike in both scripts, as they are typed for one another: Kazakh «тiлi» with a Latin i, «Aктау».
_CYRILLIC_FOR = str.maketrans("ABCEHIKMOPTXYaceihkopxy", "АВСЕНІКМОРТХУасеіһкорху")
_LATIN_FOR = {cyrillic: latin for latin, cyrillic in _CYRILLIC_FOR.items()}
_APOSTROPHES = str.maketrans("", "", "'’ʼ`´\u00ad")


def clean(text: str) -> str:
    """`text` with NULs and lone surrogates replaced by U+FFFD; the length stays the same."""
    return _BROKEN.sub("\ufffd", text)


@lru_cache(maxsize=65_536)
def fold(word: str) -> str:
    """The spelling under which a word is compared: NFKC, lower case, no apostrophes, plain Latin letters, е for ё.

    A word of letters of two scripts that look alike is of the one script that most of its letters are of.
    """
    if word.isascii():
        return word.lower().translate(_APOSTROPHES)
    plain = unicodedata.normalize("NFKC", of_one_script(word)).casefold().translate(_APOSTROPHES).replace("ё", "е")
    if _LATIN.search(plain):
        marks = unicodedata.normalize("NFKD", plain)
        plain = unicodedata.normalize("NFKC", "".join(c for c in marks if not unicodedata.combining(c)))
    return plain


def of_one_script(word: str) -> str:
    """`word` with the letters of another script that only look like its own put right; its length stays the same."""
    return "-".join(map(_unmixed, word.split("-"))) if "-" in word else _unmixed(word)


def _unmixed(word: str) -> str:
    latin, cyrillic = len(_LATIN.findall(word)), len(_CYRILLIC.findall(word))
    if not latin or not cyrillic:
        return word
    ways = [(_CYRILLIC_FOR, _LATIN), (_LATIN_FOR, _CYRILLIC)]
    for table, other in ways if cyrillic >= latin else reversed(ways):
        changed = word.translate(table)
        if not other.search(changed):
            return changed
    return word

"""Characters that break other programs, and spellings that should compare equal."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

#: NUL ends strings in C libraries and lone surrogates cannot be written as UTF-8: both become U+FFFD, one for one, so
#: that no offset moves.
_BROKEN = re.compile("[\x00\ud800-\udfff]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_APOSTROPHES = str.maketrans("", "", "'’ʼ`´\u00ad")


def clean(text: str) -> str:
    """`text` with NULs and lone surrogates replaced by U+FFFD; the length stays the same."""
    return _BROKEN.sub("\ufffd", text)


@lru_cache(maxsize=65_536)
def fold(word: str) -> str:
    """The spelling under which a word is compared: NFKC, lower case, no apostrophes, plain Latin letters, е for ё."""
    if word.isascii():
        return word.lower().translate(_APOSTROPHES)
    plain = unicodedata.normalize("NFKC", word).casefold().translate(_APOSTROPHES).replace("ё", "е")
    if _LATIN.search(plain):
        marks = unicodedata.normalize("NFKD", plain)
        plain = unicodedata.normalize("NFKC", "".join(c for c in marks if not unicodedata.combining(c)))
    return plain

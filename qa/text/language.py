"""Which language a text is in."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lingua import LanguageDetector

#: The languages of the desk. Questions are always in one of them.
LANGUAGES = ("en", "ru", "kk", "zh")
#: Others that turn up in such folders; telling more apart costs memory and, on short texts, accuracy.
_OTHERS = ("de", "fr", "es", "tr", "uz", "uk", "ja", "ko", "fa", "ar")
#: Enough to be sure; reading a whole book would tell no more.
_SAMPLE = 4_000
#: Below this many characters only the four languages of the desk are considered.
_SHORT = 200


@lru_cache(maxsize=2)
def _detector(codes: tuple[str, ...]) -> LanguageDetector:
    from lingua import IsoCode639_1, LanguageDetectorBuilder

    known = [code for code in (getattr(IsoCode639_1, name.upper(), None) for name in codes) if code is not None]
    return LanguageDetectorBuilder.from_iso_codes_639_1(*known).with_low_accuracy_mode().build()


def language(text: str) -> str:
    """The ISO 639-1 code of the language of `text`; "en" where there is nothing to go by."""
    sample = text[:_SAMPLE]
    codes = LANGUAGES + _OTHERS if len(text) >= _SHORT else LANGUAGES
    found = _detector(codes).detect_language_of(sample)
    return found.iso_code_639_1.name.lower() if found is not None else "en"

"""Whether two words of texts name the same thing, in one script or in two."""

from __future__ import annotations

from functools import lru_cache

from rapidfuzz.distance import OSA

from qa.text.forms import is_cyrillic, sound
from qa.text.glossary import Key
from qa.text.transcription import sounds_like

#: A name spelt in another script may differ by one letter from so many letters on, if it has so many consonants or is
#: longer still.
_SPELT, _CONSONANTS, _SPELT_SURELY = 5, 3, 6
#: Shorter ones would be met by chance.
_SHORTEST_NAME = 3
_VOWELS = str.maketrans("", "", "aeiou")


def same(one: Key, other: Key) -> bool:
    """Whether two keys name the same thing: equal terms, or names that sound alike up to an ending."""
    if one.term == other.term:
        return True
    if not one.sound or not other.sound:
        return False
    if _is_chinese(one) or _is_chinese(other):
        return _same_transcription(one, other)
    if one.sound[0] != other.sound[0]:
        return False
    if one.sound[:3] == other.sound[:3]:
        shorter, longer = sorted((one.sound, other.sound), key=len)
        # Endings of Russian and Kazakh cases are up to three letters; shorter names would match by chance.
        if (
            len(shorter) >= 4
            and len(longer) - len(shorter) <= 3
            and longer.startswith(shorter[: max(4, len(shorter) - 1)])
        ):
            return True
    if is_cyrillic(one.term) == is_cyrillic(other.term):
        return False
    return _spelt_alike(one.sound, other.sound) or _spelt_alike(sound(one.term), sound(other.term))


def _is_chinese(key: Key) -> bool:
    return "\u3400" <= key.term[:1] <= "\u9fff"


def _same_transcription(one: Key, other: Key) -> bool:
    """Whether two names, one of them in Chinese characters or both, are one: by sound, or by how they begin."""
    if _is_chinese(one) and _is_chinese(other):
        # What follows a name may be written with its characters ("塞尔马拉利", of "利润").
        shorter, longer = sorted((one.term, other.term), key=len)
        return len(longer) - len(shorter) <= 1 and longer.startswith(shorter)
    chinese_name, name = (one, other) if _is_chinese(one) else (other, one)
    return sounds_like(chinese_name.sound, name.sound) or sounds_like(chinese_name.sound, sound(name.term))


@lru_cache(maxsize=65_536)
def _spelt_alike(one: str, other: str) -> bool:
    """Whether two words are one name in two scripts: one vowel may be another, as in "Eskfall" and «Эскфолл»."""
    if one == other:
        return len(one) >= _SHORTEST_NAME
    consonants = one.translate(_VOWELS)
    if consonants != other.translate(_VOWELS) or one[-1:] != other[-1:]:
        return False
    shortest = min(len(one), len(other))
    known = shortest >= _SPELT and (len(consonants) >= _CONSONANTS or shortest >= _SPELT_SURELY)
    return known and int(OSA.distance(one, other, score_cutoff=1)) <= 1

"""Kazakh nouns in the case that the language wants: whose something is («портының»)."""

from __future__ import annotations

import re

#: A Kazakh possessive in a case ("портына", "портында", "портынан"), less the case.
_POSSESSED = re.compile(r"(?<=\w\w)(?P<own>с?[ыі])(?:на|не|нда|нде|нан|нен|н|мен|ның|нің)$")
#: The locative and the dative behind a voiceless consonant ("паркте"): elsewhere a stem may end so ("команда").
_CASE = re.compile(r"(?<=\w\w\w[кқпстфхцчшщ])(?:т[ае]|қа|ке|тан|тен)$")
_BACK, _FRONT = frozenset("аоұыяёу"), frozenset("әөүіеиэю")
_SOFT = frozenset("кгь")
_VOICELESS = frozenset("кқпстфхцчшщбвгд")
_NASAL = frozenset("мнң")
#: A noun that somebody or something has ("ауданы", "құны"), ahead of its question word.
_HAD = re.compile(r"^\w{2,}[^\Wдт][ыі]\s+(?:қанша|қандай|неше)\W*$", re.IGNORECASE)


def kazakh_owner(about: str) -> str:
    """The Kazakh noun phrase `about`, in whatever case it was said, in the genitive."""
    stem = _CASE.sub("", _POSSESSED.sub(lambda case: case["own"], about))
    letters = [letter for letter in stem.casefold() if letter in _BACK | _FRONT]
    last = stem[-1:].casefold()
    if not letters or not last.isalpha() or last.isascii():
        return about
    # Behind a soft consonant ("парк", "банк", "сталь") the ending is soft, whatever the vowel.
    vowel = "і" if last in _SOFT or letters[-1] in _FRONT else "ы"
    first = "т" if last in _VOICELESS else "н" if last in _BACK | _FRONT | _NASAL else "д"
    return f"{stem}{first}{vowel}ң"


def had_by(about: str) -> str:
    """The Kazakh noun phrase `about` as an owner, if it was said in another case; in the nominative it may stay."""
    return kazakh_owner(about) if _CASE.search(about) or _POSSESSED.search(about) else about


def is_had(body: str) -> bool:
    """Whether a question asks of what something has, and of no more: "ауданы қанша?"."""
    return _HAD.match(body) is not None

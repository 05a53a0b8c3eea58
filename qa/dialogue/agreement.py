"""What a pronoun can stand for: «она» for no port, "they" for a firm and not for its profit."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.dialogue.russian import gender
from qa.dialogue.topic import topics

_THEY = re.compile(r"they|them", re.IGNORECASE)
#: Who has one thing, by name: "Skarn Line's revenue"; of "Skarn Line's ships" they are the ships.
_HAS_ONE = re.compile(r"(?P<owner>(?:[A-Z][\w&-]*\s?)+)['’]s?\s(?:\w+\s)*\w*[^\Ws]$")
#: Russian pronouns of the third person by gender; «им» and «ним» may be of more than one.
_GENDERS = {
    "f": frozenset(("она", "её", "ее", "неё", "нее", "ней", "ей", "ею")),
    "m": frozenset(("он", "его", "него", "ему", "нему", "нём", "нем")),
    "p": frozenset(("они", "их", "них", "ими", "ними")),
}
_WORD = re.compile(r"[а-яё]+", re.IGNORECASE)


def agreeing(pronoun: str, about: str, asked: Sequence[str]) -> str:
    """What `pronoun` stands for: `about`, unless that is of another gender than one of what was `asked` about before.

    What stands in `about` behind its first noun comes first: «строительство железной дороги».
    """
    if _THEY.fullmatch(pronoun) and (one := _HAS_ONE.match(about)):
        return one["owner"]
    wanted = next((told for told, words in _GENDERS.items() if pronoun.casefold() in words), "")
    if not wanted or not about or gender(about) in ("", wanted):
        return about
    within = [about[word.start() :] for word in list(_WORD.finditer(about))[1:]]
    if found := next((rest for rest in within if gender(rest) == wanted), ""):
        return found
    phrases = (run.of(text) for text in asked for run in topics(text, measures=True))
    return next((phrase for phrase in phrases if gender(phrase) == wanted), about)

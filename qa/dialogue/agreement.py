"""What a pronoun can stand for: «она» for no port, "they" for a firm and not for its profit."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.dialogue.topic import content, topics
from qa.text.glossary import variants

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
#: Endings that only one gender has, of adjectives and of nouns.
_ADJECTIVES = (
    ("p", re.compile(r"\w\w(?:[ыи]е|[ыи]х|[ыи]ми)$", re.IGNORECASE)),
    ("f", re.compile(r"\w\w(?:[ая]я|[ую]ю)$", re.IGNORECASE)),
    ("m", re.compile(r"\w\w(?:[ыи]й|[ое]го|[ое]му|ое|ее)$", re.IGNORECASE)),
)
_PLURAL = re.compile(r"(?:ов|ев|ами|ями|ах|ях|ам|ям)$", re.IGNORECASE)
_EITHER = re.compile(r"[ыи]$", re.IGNORECASE)
_FEMININE = re.compile(r"(?:[ая]|[сз]ть|знь|[чшщжвбп]ь|редь|ошадь|едь|еть)$", re.IGNORECASE)
_MASCULINE = re.compile(r"(?:[бвгджзклмнпрстфхцчшщйоеё])$", re.IGNORECASE)
#: So many letters of a form are at most not those of its noun.
_ENDING = 3


def agreeing(pronoun: str, about: str, asked: Sequence[str]) -> str:
    """What `pronoun` stands for: `about`, unless that is of another gender than one of what was `asked` about before.

    What stands in `about` behind its first noun comes first: «строительство железной дороги».
    """
    if _THEY.fullmatch(pronoun) and (one := _HAS_ONE.match(about)):
        return one["owner"]
    wanted = next((gender for gender, words in _GENDERS.items() if pronoun.casefold() in words), "")
    if not wanted or not about or _gender(about) in ("", wanted):
        return about
    within = [about[word.start() :] for word in list(_WORD.finditer(about))[1:]]
    if found := next((rest for rest in within if _gender(rest) == wanted), ""):
        return found
    phrases = (run.of(text) for text in asked for run in topics(text, measures=True))
    return next((phrase for phrase in phrases if _gender(phrase) == wanted), about)


def _gender(phrase: str) -> str:
    """The gender of a Russian noun phrase, or "p" of a plural, by its first words; "" where they do not tell."""
    for key in content(f"· {phrase}"):
        word = _WORD.search(f"· {phrase}", key.start, key.end)
        if word is None:
            return ""
        if told := _of_adjective(word.group()):
            return told
        for noun in variants(key.term, "ru") if key.term.startswith("=") else ():
            first = noun.split()[0]
            if word.group().casefold().startswith(first[: max(_ENDING, len(first) - 2)]):
                return _of_adjective(first) if first != noun else _of_noun(word.group(), noun)
        if not _is_adjective(word.group()):
            return ""
    return ""


def _of_adjective(word: str) -> str:
    return next((gender for gender, ending in _ADJECTIVES if ending.search(word)), "")


def _of_noun(form: str, noun: str) -> str:
    """The gender of `noun`, or "p" if `form` is its plural; "" where the form may be either."""
    gender = "f" if _FEMININE.search(noun) else "m" if _MASCULINE.search(noun) else ""
    if _PLURAL.search(form) and not _PLURAL.search(noun):
        return "p"
    if _EITHER.search(form):
        return "p" if gender == "m" else ""
    return gender


def _is_adjective(word: str) -> bool:
    """Whether a word may be an adjective in a case that two genders share: «второй»."""
    return re.search(r"\w(?:ой|ей|ом|ем|ым|им)$", word) is not None

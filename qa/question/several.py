"""Whether names are asked for in the plural, of what kind, and how many: "which two ports", «кто авторы», 哪些城市."""

from __future__ import annotations

import re
from functools import lru_cache

from qa.question.cues import cues
from qa.types import AnswerKind

_NAMES = (AnswerKind.PERSON, AnswerKind.ORGANISATION, AnswerKind.PLACE, AnswerKind.NAME)
_NUMBERS = {
    2: ("two", "both", "два", "две", "двое", "двумя", "двух", "екі", "两", "二"),
    3: ("three", "три", "трое", "тремя", "трёх", "трех", "үш", "三"),
    4: ("four", "четыре", "четверо", "четырёх", "четырех", "төрт", "四"),
    5: ("five", "пять", "пятеро", "пяти", "бес", "五"),
    6: ("six", "шесть", "шестеро", "шести", "алты", "六"),
    7: ("seven", "семь", "семеро", "семи", "жеті", "七"),
    8: ("eight", "восемь", "восьми", "сегіз", "八"),
    9: ("nine", "девять", "девяти", "тоғыз", "九"),
    10: ("ten", "десять", "десяти", "十"),
}
_NUMBER_OF = {word: number for number, words in _NUMBERS.items() for word in words}
_LETTERED = "|".join(word for word in _NUMBER_OF if not "\u3400" <= word[0] <= "\u9fff")
_HAN = "".join(word for word in _NUMBER_OF if "\u3400" <= word[0] <= "\u9fff")
#: A number in front of its noun.
_NUMBER = rf"(?:(?P<number>{_LETTERED}|[2-9])\s+)"
#: How each language says that several of a noun are asked for: NOUN stands for how nouns of one kind begin, NUMBER for
#: a number in front of one, WORDS, ADJECTIVES and SINGULARS for what may stand between, NOUNS for an English plural.
_PLURALS = (
    # Behind "which" or "who are the", or at the start of a request; a singular in -ss, -us or -is is none.
    r"\b(?:which|what|who(?:se)?(?:\s+(?:are|were|else))?)\s+(?:of\s+)?(?:the\s+)?NUMBER?WORDSNOUNS",
    r"^\W*(?:(?:list|name|names\s+of)\s+)?(?:the\s+)?NUMBER?WORDSNOUNS",
    # Plural forms of "which", or of a noun behind «кто»: what ends in «-ы» or «-и» there is no singular.
    r"\bкаки(?:е|х|ми)\s+(?:именно\s+)?NUMBER?ADJECTIVES(?:NOUN)\w*",
    r"\b(?:кто|назовите|назови|перечисли|перечислите)\s+(?:такие\s+|были\s+|эти\s+)?NUMBER?ADJECTIVES"
    r"(?:NOUN)\w*?(?:ы|и)\b",
    # Whoever is to be named stands in the accusative: «назовите руководителей».
    r"\b(?:назовите|назови|перечисли|перечислите)\s+(?:всех\s+)?NUMBER?ADJECTIVES(?:NOUN)\w*?(?:ов|ев|ей|иц)\b",
    r"\b(?:қай|қандай)\s+SINGULARS(?:NOUN)\w*?(?:лар|лер|дар|дер|тар|тер)\w*",
    r"\b(?:қай|қандай)\s+NUMBERSINGULARS(?:NOUN)\w*",
    r"(?:NOUN)(?:лар|лер|дар|дер|тар|тер)[ыі]?\s+кім(?:дер)?\b",
    r"(?:哪些|哪几[个家位座种项]?|哪(?P<number>HAN)[个家位座种项]?|有哪些|列出)\w{0,6}(?:NOUN)",
    r"(?:NOUN)(?:分别)?(?:有哪些|有谁|有哪几|都?是哪些|分别是|都是谁)",
)
#: What ends the noun asked for: "which methods did the authors use" asks for no authors.
_VERBS = (
    "did|does|do|is|are|was|were|have|has|had|will|would|can|could|must|should|used?|"
    "of|by|in|on|at|for|to|from|with|the"
)
_PARTS = (
    ("NOUNS", r"(?:NOUN)[a-z]{0,6}(?<!s)(?<!u)(?<!i)s\b"),
    ("NUMBER", _NUMBER),
    ("WORDS", rf"(?:(?!(?:{_VERBS})\b)[\w'’-]+\s+){{0,2}}?"),
    ("ADJECTIVES", r"(?:\w+(?:[ыи]е|[ыи]х|[ыи]ми)\s+){0,2}"),
    ("SINGULARS", r"(?:(?!\w*(?:лар|лер|дар|дер|тар|тер))\w+\s+){0,2}?"),
    ("HAN", f"[{_HAN}]"),
)
#: Words that ask for several by themselves; of what kind, the rest of the question says.
_PLAIN = re.compile(
    r"\bwhere\s+(?:are|were|else)\b|\bгде\s+(?:они|есть)\b|\bгде\s+(?:\w+(?:ют|ят|ются|ятся)|расположены|построены)\b|—\s*где\s+они\b|"
    r"哪些地方|哪几[个处]地方|\bwho\s+(?:are|were|all)\b|\bкто\s+такие\b|\bкому\s+(?:\w+\s+){0,3}?принадлежат\b|\bкімдер|有谁|哪些人|分别是谁|都是谁|有哪些",
    re.IGNORECASE,
)
_FOLLOWED = re.compile(rf"\s+(?:the\s+)?{_NUMBER}", re.IGNORECASE)


def several(text: str, kind: AnswerKind) -> tuple[AnswerKind | None, int]:
    """The kind of names that `text`, which wants an answer of `kind`, asks for in the plural, and how many, 0 untold.

    None where one is asked for, or none.
    """
    if kind not in (*_NAMES, AnswerKind.LIST, AnswerKind.SENTENCE):
        return None, 0
    for one, nouns, patterns in _patterns():
        if kind in (one, AnswerKind.NAME, AnswerKind.LIST, AnswerKind.SENTENCE) or one is AnswerKind.NAME:
            for pattern in patterns if nouns.search(text) else ():
                if found := pattern.search(text):
                    return one, _number(found)
    plain = _PLAIN.search(text) if kind in _NAMES else None
    if plain is None:
        return None, 0
    counted = _FOLLOWED.match(text, plain.end())
    return kind, _number(counted) if counted else 0


def _number(found: re.Match[str]) -> int:
    word = found.groupdict().get("number") or ""
    return int(word) if word.isdecimal() else _NUMBER_OF.get(word.casefold(), 0)


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[AnswerKind, re.Pattern[str], tuple[re.Pattern[str], ...]], ...]:
    """Of each kind how its nouns begin, without which no pattern fits, and how they are asked for in the plural."""
    return tuple(
        (kind, re.compile(nouns, re.IGNORECASE), tuple(_compiled(plural, nouns) for plural in _PLURALS))
        for kind, nouns in cues().nouns
    )


def _compiled(plural: str, nouns: str) -> re.Pattern[str]:
    for name, part in (*_PARTS, ("NOUN", nouns)):
        plural = plural.replace(name, part)
    return re.compile(plural, re.IGNORECASE)

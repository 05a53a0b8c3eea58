"""The noun that a figure counts: "41 projects", "10–12 container trains", "64 компании", "300 жүк көлігі"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from qa.quantity import kinds
from qa.quantity.lexicon import Lexicon
from qa.quantity.tokens import Token, glued


@dataclass(slots=True)
class UnitPhrase:
    """A unit and the token after it. `counted` tells a noun that is counted from a unit of measure."""

    name: str
    end: int
    counted: bool = False
    age: bool = False


_HYPHENS = frozenset({"-", "‐", "‑"})
_IRREGULAR_PLURALS = {
    "people": "person", "men": "man", "women": "woman", "children": "child", "staff": "staff", "aircraft": "aircraft",
    "personnel": "personnel", "cattle": "head", "sheep": "sheep", "fish": "fish", "feet": "foot", "mice": "mouse",
    "species": "species", "series": "series", "criteria": "criterion", "phenomena": "phenomenon",
    "analyses": "analysis",
    "bacteria": "bacterium", "geese": "goose", "teeth": "tooth", "crew": "crew", "pieces": "piece", "lives": "life",
    "halves": "half", "knives": "knife", "wives": "wife", "leaves": "leaf", "loaves": "loaf",
    "shelves": "shelf", "calves": "calf", "wolves": "wolf", "thieves": "thief", "buses": "bus", "viruses": "virus",
    "gases": "gas", "businesses": "business", "crises": "crisis", "matrices": "matrix", "indices": "index",
    "fishermen": "fisherman", "police": "police", "livestock": "livestock", "freight cars": "wagon",
}  # fmt: skip  # fmt: skip
_NO_PLURAL = re.compile(r"(?:ss|us|is|ous|ics)$")
_RUSSIAN_ADJECTIVE = re.compile(r"[а-яё-]{2,}(?:ых|их|ый|ий|ая|ое|ые|ие|ой|ого|его|ую|яя|ными|ным|ному)$")
#: Behind a number adjectives end in -их: these are nouns ("180 представлений", "12 лицензий").
_GENITIVE_PLURAL = re.compile(r"[а-яё]{2,}[нтврсцгдзлмпфх]ий$")
_RUSSIAN_VERB = re.compile(
    r"(?:ют|ят|[аяуе]ет|оит|ли|.{3}ло|л[аои]сь|ся|ться|лся)$|(?:[^ин]ут|[жшч]ат|[взднсрчшк]ит|[джч]ет|[дйнжчст]ёт)$|.{3}(?:ены|аны|яны|ено|ано|ято|ыто|ито)$"
)
#: Nouns that end as verbs do: the young of animals ("12 телят"), and feminine stems in -ль and -на after 2, 3 and 4
#: ("3 модели", "2 мембраны").
_NOUN_LIKE_VERB = re.compile(
    r"(?:реб|тел|ягн|порос|жереб|цыпл|гус|козл|верблюж|щен|кот|внуч)ят$|утят$|(?:волч|медвеж|мыш|лягуш)ат$|манжет$"
    r"|(?:модел|цел|рол|детал|медал|магистрал|спирал|вертикал|щел|сол|дол|недел)и$|(?:мембран|сирен|перемен)ы$"
)
#: How something goes ("7,1 млн поездом"), not what is counted …
_INSTRUMENTAL = re.compile(r"[а-яё]{3,}(?:ом|ем|ём)$")
#: … unless the stem of the noun ends so: "12 систем", "46 хромосом", "5 проблем" are counted.
_STEM_IN_M = re.compile(r"(?:стем|блем|еорем|поэм|схем|фонем|морфем|лексем|диадем|дилемм|аксиом|идиом|сом|карцином)$")
#: How most nouns end in the genitive plural, where few words else do.
_IN_OV = re.compile(r"[а-яё]{3,}(?<!гот)(?<!здор)(?:ов|ев|ёв)")
#: "На 45 дороже": by how much, of no things.
_COMPARATIVE = re.compile(r"(?:ее|[жшч]е|дешевле)$")
#: Present, passive past, participle: "артады", "азайтылды", "сұраған".
_KAZAKH_VERB = re.compile(r".(?:[ае]д[ыі]|йд[ыі]|й[мс][ыі]з)$|.{3}(?:[ыі]л|[ыі]н)д[ыі]$|.{2}(?:[ғқ]ан|[гк]ен)$")
_KAZAKH_LETTERS = frozenset("әғқңөұүһі")
#: Letters at most of an abbreviation that is counted.
_LONGEST_ABBREVIATION = 5
#: Modifiers at most that stand between a figure and the noun that it counts ("five new large container terminals").
_MODIFIERS = 4
#: Chinese classifiers that may stand between a figure and its noun.
CLASSIFIERS = frozenset("个只张项条座家名台辆艘列架件份种位所支批组处栋间头匹趟株棵口盏幅枚颗例户宗笔艇册对")
#: What goes on after a classifier alone ("其中35所为新建").
_NO_NOUN = frozenset("为是在已被由将于和与及，。、")
#: Characters at most between a classifier and its noun ("15个已开工项目"), and what does not stand there.
_MODIFYING_HAN = 5
_NO_MODIFIER = frozenset("和与及，。、")
_NO_THING = frozenset({"another", "digital", "way", "side", "hand", "day", "time", "thing", "reason", "step", "point"})


def instrumental(word: str) -> bool:
    """Whether a Russian word says by what means ("поездом"): then the figure before it does not count it."""
    return _INSTRUMENTAL.fullmatch(word) is not None and _STEM_IN_M.search(word) is None


@lru_cache(maxsize=20_000)
def russian_verb(word: str) -> bool:
    """Whether a Russian word ends as a verb or participle does: then it is not what the figure before it counts."""
    return _RUSSIAN_VERB.search(word) is not None and _NOUN_LIKE_VERB.search(word) is None


def singular(word: str) -> str:
    """The English singular of a plural noun."""
    if word in _IRREGULAR_PLURALS:
        return _IRREGULAR_PLURALS[word]
    if len(word) > 3 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("ches", "shes", "sses", "xes")):
        return word[:-2]
    if len(word) > 2 and word.endswith("s") and not _NO_PLURAL.search(word):
        return word[:-1]
    return word


def genitive_plural(word: str, lexicon: Lexicon) -> bool:
    """Whether a Russian word is a noun in the genitive plural: "вагонов", "мест", "станций"."""
    forms = lexicon.noun_forms
    if not "а" <= word[:1] <= "я" or (word not in forms and not _IN_OV.fullmatch(word)):
        return False
    if word[-1] in "аеёиоуыэюяьй":
        return word.endswith(("ей", "ий"))
    if word.endswith(("ов", "ев", "ёв")):
        return True
    stems = (word, word[:-2] + "к") if word.endswith(("ок", "ек", "ёк")) else (word,)  # "заявок"
    return word + "ов" not in forms and any(stem + end in forms for stem in stems for end in "аоы")


class CountedNouns:
    """Reads counted nouns from one tokenised text."""

    def __init__(self, tokens: list[Token], lexicon: Lexicon) -> None:
        self._tokens = tokens
        self._lexicon = lexicon
        self._function = lexicon.forms["function"]
        self._adjectives = lexicon.forms["adjective"]
        self._kazakh: bool | None = None

    def at(self, i: int, *, value: float) -> UnitPhrase | None:
        """The noun that a figure counts."""
        tokens = self._tokens
        token = tokens[i]
        if token.kind is kinds.HAN:
            return self._han(i)
        start = i
        if token.text in _HYPHENS and glued(tokens, i) and glued(tokens, i + 1) and i + 1 < len(tokens):
            start = i + 1
        if tokens[start].kind is not kinds.WORD or (start == i and glued(tokens, i)):
            return None
        if "Ѐ" <= tokens[start].low[0] <= "ӿ":
            if start > i and _RUSSIAN_ADJECTIVE.fullmatch(tokens[start].low):
                return None  # "10-этажный дом" counts no houses
            return self._cyrillic(start, value=value)
        if start > i:
            word = tokens[start].low
            if word == "strong":
                return UnitPhrase("person", start + 1, counted=True)  # "a 12-strong crew"
            known = self._lexicon.nouns.at(tokens, start)
            if known is not None:
                return UnitPhrase(known[1], known[0], counted=True)
            if (
                word in self._function
                or not tokens[start].text.islower()
                or word in {"fold", "time", "off", "way", "th", "gauge", "bore", "caliber", "calibre", "faced", "to"}
            ):
                return None
            return UnitPhrase(singular(word), start + 1, counted=True)
        return self._english(start, value=value)

    def _english(self, i: int, *, value: float) -> UnitPhrase | None:
        tokens = self._tokens
        head, j = -1, i
        rate = ""
        while j < len(tokens) and j - i <= _MODIFIERS + (head >= 0) and tokens[j].kind is kinds.WORD:
            low = tokens[j].low
            if low in {"daily", "weekly", "monthly", "annual", "yearly", "hourly"} and head < 0:
                rate = {"daily": "/day", "weekly": "/week", "monthly": "/month", "hourly": "/h"}.get(low, "/year")
            elif (low in self._function and low not in self._adjectives) or low in self._lexicon.numbers:
                break
            known = self._lexicon.nouns.at(tokens, j) or self._lexicon.words.at(tokens, j)
            if known is not None and (
                value == 1
                or value % 1
                or known[0] - j > 1
                or self._is_plural(tokens[j])
                or low in {"teu", "feu"}
                or low.endswith("ics")
            ):
                head, j = known[0] - 1, known[0]
                name: str | None = known[1]
            elif self._is_plural(tokens[j]):
                head, name = j, singular(low)
                j += 1
            elif head >= 0:
                break
            else:
                j += 1
            while j < len(tokens) and tokens[j].kind is kinds.NUMBER and glued(tokens, j):
                j += 1  # "37 A320neo jets"
            if j < len(tokens) and tokens[j].text in _HYPHENS and glued(tokens, j) and glued(tokens, j + 1):
                j += 1
            elif head >= 0 and value == 1:
                break
        if head < 0:
            return self._single(i) if value == 1 else None
            return None
        return UnitPhrase((name or "") + rate, head + 1, counted=True)

    def _single(self, i: int) -> UnitPhrase | None:
        """The noun after "one": the last of up to three words before a function word or a sign."""
        tokens, j = self._tokens, i
        while j < len(tokens) and j - i < 4 and tokens[j].kind is kinds.WORD and tokens[j].low not in self._function:
            if tokens[j].low in _NO_THING or not tokens[j].text.islower():
                return None
            j += 1
        if j == i:
            return None
        end = j if j - i < 4 else i + 1
        return UnitPhrase(tokens[end - 1].low, end, counted=True)

    def _is_plural(self, token: Token) -> bool:
        low = token.low
        if low in _IRREGULAR_PLURALS:
            return True
        return (
            len(low) > 3
            and low.endswith("s")
            and not _NO_PLURAL.search(low)
            and low not in self._function
            and "'" not in low
            and "’" not in low
        )

    def _cyrillic(self, i: int, *, value: float) -> UnitPhrase | None:
        tokens = self._tokens
        for j in range(i, min(i + _MODIFIERS, len(tokens))):
            token = tokens[j]
            if token.kind is not kinds.WORD or token.low in self._function:
                return None
            if value != 1 and instrumental(token.low) and token.low not in self._lexicon.noun_forms:
                return None
            known = self._lexicon.nouns.at(tokens, j)
            if known is None and self.kazakh_verb(token.low):
                return None
            if known is None and j > i:
                known = self._lexicon.words.at(tokens, j)
            if known is not None and known[0] == j + 1 and _RUSSIAN_ADJECTIVE.fullmatch(token.low):
                measure = self._lexicon.words.at(tokens, j + 1)
                if measure is not None:
                    return UnitPhrase(measure[1], measure[0])  # "5 рабочих дней" are days, not workers
            if known is not None:
                return UnitPhrase(known[1], known[0], counted=True)
            if token.low in self._adjectives and j + 1 < len(tokens) and tokens[j + 1].kind is kinds.WORD:
                continue  # "38 ірі диірмен"
            if not _RUSSIAN_ADJECTIVE.fullmatch(token.low) or (value != 1 and _GENITIVE_PLURAL.search(token.low)):
                break
        token = tokens[j]
        short = j == i and token.text.isupper() and 1 < len(token.text) <= _LONGEST_ABBREVIATION
        if short and token.low not in self._function:
            return UnitPhrase(token.text, j + 1, counted=True)  # "20 МРП", "12 ДТП"
        noun = token.kind is kinds.WORD and token.low not in self._function and token.text.islower()
        if noun and len(token.low) > 2 and not russian_verb(token.low) and not _COMPARATIVE.search(token.low):
            return UnitPhrase(token.low, j + 1, counted=True)
        return None

    def kazakh_verb(self, word: str) -> bool:
        """Whether a word ends as Kazakh verbs do, in a text with Kazakh letters (Russian nouns end so: "награды")."""
        if _KAZAKH_VERB.search(word) is None:
            return False
        if self._kazakh is None:
            self._kazakh = any(not _KAZAKH_LETTERS.isdisjoint(token.low) for token in self._tokens)
        return self._kazakh

    def _han(self, i: int) -> UnitPhrase | None:
        tokens = self._tokens
        known = self._lexicon.nouns.at(tokens, i)
        if known is not None:
            return UnitPhrase(known[1], known[0], counted=True)
        if tokens[i].text not in CLASSIFIERS:
            return None
        for k in range(i + 1, min(i + 2 + _MODIFYING_HAN, len(tokens))):
            known = self._lexicon.nouns.at(tokens, k) or (self._lexicon.words.at(tokens, k) if k == i + 1 else None)
            if known is not None and (k == i + 1 or known[0] > k + 1):  # further on, no part of a longer word
                return UnitPhrase(known[1], known[0], counted=True)
            if tokens[k].kind is not kinds.HAN or tokens[k].text in CLASSIFIERS or tokens[k].text in _NO_MODIFIER:
                break
        if i + 1 < len(tokens) and tokens[i + 1].text in _NO_NOUN:
            return None
        j = i + 1
        while j < min(i + 3, len(tokens)) and tokens[j].kind is kinds.HAN:
            j += 1
        name = "".join(token.text for token in tokens[i + 1 : j])
        if not name:
            return None
        return UnitPhrase(name, j, counted=True)

"""Whether a numeral is a figure, and not a pronoun, an ordinal, a name or a part of a word."""

from __future__ import annotations

import re

from qa.quantity import han, kinds
from qa.quantity.counted import UnitPhrase
from qa.quantity.dashes import DASHES
from qa.quantity.lexicon import Lexicon
from qa.quantity.masks import Masks
from qa.quantity.numberwords import Numeral
from qa.quantity.tokens import Token, glued
from qa.quantity.verbforms import may_be_verb

_HYPHENS = frozenset({"-", "‐", "‑"})
_NOT_ONE_BEFORE = frozenset({
    "at", "which", "this", "that", "no", "any", "every", "each", "another", "the", "than", "only", "as", "day",
    "number",
})  # fmt: skip
#: What "one day" follows where it is no measure.
_SOME_DAY = frozenset({"", ".", ",", ";", "that", "will", "would", "may", "might", "could", "should", "shall", "can"})
_ARTICLES = frozenset({"the", "other", "these", "those", "all", "both", "our", "their", "эти", "оба", "все"})
_WHOLES = frozenset({"them", "which", "whom", "those", "них", "которых"})
_PLAIN_HAN = frozenset("百千万亿萬億")
_ORDINAL = re.compile(
    r"first|second|third|(?:four|fif|six|seven|eigh|nin|ten|eleven|twelf|(?:thir|four|fif|six|seven|eigh|nine)teen)th|"
    r"(?:twent|thirt|fort|fift|sixt|sevent|eight|ninet)ieth|(?:hundred|thousand|million)th|"
    r"(?:[а-яё]*(?:десят|дцат|сот|тысячн|миллионн)|перв|втор|трет|четв[её]рт|пят|шест|седьм|восьм|девят|десят|надцат|сот)(?:ый|ой|ий|ая|ое|ье|ья|ого|ого|ьего|ому|ом|ьем|ую|ью|ые|ых|ым)|"
    r".{2,}н[шіы]{1,2}[іы](?:[нд]?[іыае][ңнс]?[іыеа]?)?"
)
#: 十四五: the plan of five years numbered so.
_FIVE_YEARS = re.compile("十[一二三四五六七]?五")
#: 二十一世纪 is the so-manieth, 两世纪 a time of two.
_FIRST_CENTURY = 5
#: "Номер на двоих": for how many, no number of anything.
_FOR_TWO = frozenset({"двоих", "троих"})
#: What a number before it names or belongs to: 三年级 (a form at school), 二十四节气 (the solar terms).
_NAMED_BEHIND = frozenset({"年级", "年級", "节气", "節氣"})


#: Letters that Kazakh has and Russian has not; tokens around "он" looked at for them; what follows the Kazakh ten.
_KAZAKH_LETTERS = frozenset("әғқңөұүһі")
_LANGUAGE_REACH = 20
_AFTER_TEN = ("жыл", "мың", "пайыз", "адам", "есе", "апта", "шақырым", "сағат", "бала", "мектеп")


class Plausible:
    """Judges the numerals of one tokenised text."""

    def __init__(self, tokens: list[Token], masks: Masks, lexicon: Lexicon) -> None:
        self.tokens = tokens
        self.masks = masks
        self.lexicon = lexicon

    def _dimension(self, unit: str) -> str:
        found = self.lexicon.units.get(unit)
        return found.dimension if found is not None else "count"

    def figure(self, i: int, numeral: Numeral, phrase: UnitPhrase | None, *, money: bool, signed: bool) -> bool:
        """Whether a numeral is a figure and not a pronoun, a name or part of a word."""
        tokens, token = self.tokens, self.tokens[i]
        before = tokens[i - 1].low if i else ""
        if money:
            return True
        behind = tokens[numeral.end : numeral.end + 2]
        if behind and behind[0].kind is kinds.HAN and "".join([one.text for one in behind]) in _NAMED_BEHIND:
            return False
        if token.kind is kinds.HAN:
            if numeral.end - i == 1 and token.text in _PLAIN_HAN:
                return False  # 万吨级
            told = numeral.end - i > 1 and tokens[i].text in han.DIGITS and tokens[i + 1].text in _PLAIN_HAN
            if "十年代" in "".join(one.text for one in tokens[numeral.end - 1 : numeral.end + 3]):
                return False  # 九十年代
            if phrase is None and _FIVE_YEARS.fullmatch("".join(one.text for one in tokens[i : numeral.end])):
                return False
            spelled = all(one.text in han.DIGITS for one in tokens[i : numeral.end])
            if phrase is None and spelled and numeral.end - i > 1:
                return False  # 九一八事变
            if phrase is not None and phrase.name == "century" and numeral.value >= _FIRST_CENTURY:
                return False
            dozens = tokens[numeral.end - 1].text == "打"
            if before == "第" or (phrase is None and numeral.end - i < 3 and not told and not dozens):
                return False
            return numeral.value != 1 or (phrase is not None and numeral.end - i > 1)
        if token.kind is kinds.WORD:
            if self._ordinal(numeral.end) or self._clock(i, numeral.end) or self._digits(numeral.end):
                return False
            if before in {"several", "few", "many"} and numeral.value >= 100:
                return False
            if token.low == "он" and numeral.end == i + 1 and not self._kazakh(i):
                return False
            if phrase is None and numeral.value <= 12 and self._pronoun(i, numeral.end):
                return False
            if phrase is None and numeral.scale == 1 and (self._titled(i) or token.low in _FOR_TWO):
                return False
            if numeral.value == 1 and numeral.end - i == 1 and numeral.scale == 1:
                if token.low != "one" or phrase is None:
                    return phrase is not None and not phrase.counted and token.low not in {"бір"}
                if phrase.name == "day" and before in _SOME_DAY:
                    return False  # "One day he will", "would one day lift": some day
                if not phrase.counted and self._dimension(phrase.name) not in {"duration", "multiple"}:
                    return before not in {"no", "any"}
                return before not in _NOT_ONE_BEFORE and (not phrase.counted or tokens[i + 1].low not in {"of", "or"})
            return True
        if phrase is None and numeral.plain and not signed and (self.masks.named(i) or self._second_half_of_name(i)):
            return False
        if phrase is not None and phrase.counted and numeral.plain and self.masks.model(i, phrase.name):
            return False
        if phrase is not None and phrase.counted and numeral.plain and self._did(i, numeral.end):
            return False
        generation = phrase is not None and phrase.counted and token.text.endswith(".0") and i > 0
        if generation and tokens[i - 1].kind is kinds.WORD and tokens[i - 1].text[:1].isupper():
            return False  # "Web 2.0 tools"
        return not (phrase is not None and phrase.name == "times" and before in {"first", "last"})

    def _second_half_of_name(self, i: int) -> bool:
        """As in "Boeing 747-8", "beat Real Madrid 3–1"."""
        tokens = self.tokens
        if i < 3 or tokens[i - 1].text not in DASHES or not glued(tokens, i) or not glued(tokens, i - 1):
            return False
        return tokens[i - 2].kind is kinds.NUMBER and self.masks.named(i - 2)

    def _kazakh(self, i: int) -> bool:
        """Whether "он" at token `i` is the Kazakh ten and not the Russian "he"."""
        if i + 1 < len(self.tokens) and self.tokens[i + 1].low.startswith(_AFTER_TEN):
            return True
        near = self.tokens[max(0, i - _LANGUAGE_REACH) : i + _LANGUAGE_REACH]
        return any(not _KAZAKH_LETTERS.isdisjoint(token.low) for token in near)

    def _did(self, i: int, end: int) -> bool:
        """As in "Windows 11 replaced older versions": behind a name with its number stands what it did."""
        tokens = self.tokens
        verb = end + 1 < len(tokens) and tokens[end].text.islower() and may_be_verb(tokens[end].low)
        return verb and tokens[end].low not in self.lexicon.forms["adjective"] and self.masks.named(i)

    def _ordinal(self, end: int) -> bool:
        """Whether number words go on as an ordinal: "twenty-first", "двадцать пятый"."""
        tokens = self.tokens
        end += end < len(tokens) and tokens[end].text in _HYPHENS
        return end < len(tokens) and bool(_ORDINAL.fullmatch(tokens[end].low))

    def _digits(self, end: int) -> bool:
        """As in "a six-figure salary": how long a number is, not how much."""
        following = [token.low for token in self.tokens[end : end + 2]]
        return following in (["-", "figure"], ["-", "digit"])

    def _titled(self, i: int) -> bool:
        """As in "BBC Two", "Ocean's Eleven": a number word with a capital behind another capital is part of a name."""
        if not i or not self.tokens[i].text[:1].isupper() or self.tokens[i].text.isupper():
            return False
        before = self.tokens[i - 1]
        return before.kind is kinds.WORD and before.text[:1].isupper()

    def _clock(self, start: int, end: int) -> bool:
        """As in "six o'clock", "half past six"."""
        before = [token.low for token in self.tokens[max(0, start - 2) : start]]
        if before in (["half", "past"], ["quarter", "past"], ["quarter", "to"]):
            return True
        return end < len(self.tokens) and self.tokens[end].low in {"o'clock", "o’clock"}

    def _pronoun(self, start: int, end: int) -> bool:
        """Whether a small number word stands for its noun: "the two", "the other three", "four are named"."""
        tokens = self.tokens
        before = tokens[start - 1].low if start else ""
        after = tokens[end].low if end < len(tokens) else ""
        behind = tokens[end + 1 : end + 3]
        whole = bool(behind) and behind[0].low in _WHOLES
        counted = len(behind) > 1 and behind[0].low == "the" and behind[1].kind is kinds.NUMBER
        if after in {"of", "из"} and (whole or counted):
            return before in _ARTICLES  # "eleven of them", "twelve of the 45 wagons"
        return before in _ARTICLES or after in {"are", "were", "of", "have", "из"}

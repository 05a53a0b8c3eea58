"""Halves told in another order than the rest, and discounts: "a month and a half", "полчаса", 三个半小时, 八五折."""

from __future__ import annotations

from dataclasses import replace

from qa.quantity import han, kinds
from qa.quantity.atom import Atom
from qa.quantity.lexicon import Lexicon
from qa.quantity.numerals import Numerals
from qa.quantity.tokens import Token, glued
from qa.quantity.unitphrase import UnitPhrases

#: What is added to the amount before it.
_PARTS = {"half": 0.5, "quarter": 0.25}
#: "Полчаса", "полгода": the genitive behind it ends so, where "полдень" is noon.
_POL, _GENITIVE = "пол", ("а", "я", "ы", "и")
#: Shortest unit behind "пол" in letters ("дня").
_SHORTEST = 3
#: What stands before 半 where a half is added: 三个半小时.
CLASSIFIERS = frozenset("个個")
#: 九折, 八五折, 8.8折: tenths of the price, or hundredths by two digits.
_DISCOUNT, _TENTH, _HUNDREDTH = frozenset("折"), 10.0, 1.0
#: What 折 is else: 折合 (equal to), 折叠 (fold), 曲折.
_NO_DISCOUNT = frozenset("合叠疊腾断旧算射磨返页")
#: The largest discount in tenths.
_WHOLE = 10.0


class Halves:
    """Reads such amounts from one tokenised text."""

    def __init__(self, tokens: list[Token], lexicon: Lexicon, numerals: Numerals, units: UnitPhrases) -> None:
        self.tokens = tokens
        self.lexicon = lexicon
        self.numerals = numerals
        self.units = units

    def at(self, i: int) -> Atom | None:
        """The amount that begins at token `i`, its hedge not yet looked for; None if there is none."""
        token = self.tokens[i]
        if token.low in {"a", "an"}:
            return self._and_a_half(i)
        if token.kind is kinds.WORD and token.low.startswith(_POL):
            return self._pol(i)
        if token.kind is kinds.HAN and (token.text in han.ALL or token.text in CLASSIFIERS):
            return self._half_han(i) or self._discount(i)
        return self._half_han(i) or self._discount(i) if token.kind is kinds.NUMBER else None

    def part_after(self, end: int) -> tuple[float, int]:
        """What "and a half" at token `end` adds, and the token after it; (0, `end`) if it stands not there."""
        words = [token.low for token in self.tokens[end : end + 3]]
        if len(words) == 3 and words[0] == "and" and words[1] in {"a", "one"} and words[2] in _PARTS:
            after = self.tokens[end + 3].low if end + 3 < len(self.tokens) else ""
            if after != "of":
                return _PARTS[words[2]], end + 3
        return 0.0, end

    def _and_a_half(self, i: int) -> Atom | None:
        """As in "a month and a half", "an hour and a quarter"."""
        found = self.lexicon.words.at(self.tokens, i + 1)
        if found is None:
            return None
        part, end = self.part_after(found[0])
        if not part:
            return None
        return Atom(i, end, i, 1 + part, 1.0, str(found[1]), number_end=i + 1, worded=True)

    def _pol(self, i: int) -> Atom | None:
        """As in "полчаса", "полгода", "полкилометра"."""
        token = self.tokens[i]
        rest = token.low.removeprefix(_POL).lstrip("-")
        if len(rest) < _SHORTEST or not rest.endswith(_GENITIVE):
            return None
        found = self.lexicon.words.at([replace(token, text=rest, low=rest)], 0)
        if found is None:
            return None
        return Atom(i, i + 1, i, 0.5, 1.0, str(found[1]), number_end=i, worded=True)

    def _half_han(self, i: int) -> Atom | None:
        """As in 三个半小时, 2个半小时, 一个半月, 个半小时."""
        tokens = self.tokens
        whole = self.numerals.at(i) if tokens[i].text in han.ALL else None
        end, value = (whole.end, whole.value) if whole is not None else (i, 1.0)
        if tokens[i].kind is kinds.NUMBER:
            if i + 1 >= len(tokens) or tokens[i + 1].text not in CLASSIFIERS:
                return None
            digits = self.numerals.value(i)
            end, value = (i, value) if digits is None else (i + 1, digits)
        if end + 2 >= len(tokens) or tokens[end].text not in CLASSIFIERS or tokens[end + 1].text != "半":
            return None
        unit = self.lexicon.words.at(tokens, end + 2)
        name = str(unit[1]) if unit is not None else ""
        stop = unit[0] if unit is not None else end + 2
        if tokens[end + 2].text == "月":
            name, stop = "month", end + 3
        if not name:
            return None
        return Atom(i, stop, i, value + 0.5, 1.0, name, number_end=end + 2, worded=True)

    def _discount(self, i: int) -> Atom | None:
        """As in 打九折 (90% of the price), 七五折 (75%), 8.8折 (88%)."""
        tokens, j = self.tokens, i
        if tokens[i].kind is kinds.NUMBER:
            if i + 1 >= len(tokens) or tokens[i + 1].text not in _DISCOUNT:
                return None
            value, j = self.numerals.value(i), i + 1
            tenths = _HUNDREDTH if value is not None and value > _WHOLE else _TENTH
        else:
            while j < len(tokens) and j - i < 2 and tokens[j].text in han.DIGITS:
                j += 1
            read = han.value_of("".join(token.text for token in tokens[i:j])) if j > i else None
            value, tenths = read, _TENTH if j - i == 1 else _HUNDREDTH
        if value is None or not 0 < value * tenths < 100 or j >= len(tokens) or tokens[j].text not in _DISCOUNT:
            return None
        if j + 1 < len(tokens) and tokens[j + 1].text in _NO_DISCOUNT:
            return None
        if i and tokens[i - 1].kind is kinds.HAN and tokens[i - 1].text in han.ALL | frozenset("点點第"):
            return None
        if tokens[i].kind is kinds.NUMBER and i and glued(tokens, i) and tokens[i - 1].kind is kinds.WORD:
            return None
        return Atom(i, j + 1, i, value * tenths, 1.0, "%", number_end=j, worded=True)

"""Units of measure after a figure: symbols, words, powers, products and quotients ("45 mmol/L", "30 cubic metres")."""

from __future__ import annotations

import re
from dataclasses import replace

from qa.quantity import kinds
from qa.quantity.counted import UnitPhrase
from qa.quantity.lexicon import Lexicon
from qa.quantity.numerals import power
from qa.quantity.tokens import Token, glued

#: Units whose symbol is also a word or letter: believed only next to the digits or before punctuation.
_DOUBTFUL = frozenset({"x", "х", "×", "X", "in", "pm", "mas", "ac", "PS", "mo", "ct", "mT", "В", "К"})
_MEASURED_BY = frozenset({".", ",", ")", ";", "thick", "wide", "long", "tall", "deep"})
#: What follows 成 where it means "become" and not "tenths".
_NO_TENTHS = frozenset("立为员功果本长交分绩都熟型因就品")
_TENTHS_AFTER = frozenset("中占约近超有达")
_CROSS = frozenset({"x", "х", "×", "X"})
#: Widths of numbers in computing: elsewhere 位 counts people or digits.
_BIT_WIDTHS = frozenset({8, 16, 32, 64, 128, 256, 512, 1024})
#: More "X" than this are a model, not a multiple.
_MOST_TIMES = 100
#: Tokens around 节 within which speed is spoken of where it means knots.
_SPEED_REACH = 4
_HYPHENS = frozenset({"-", "‐", "‑"})
PER = frozenset({"/", "per", "⁄"})
_PRODUCT = frozenset({"·", "⋅", "*", "∙", "×"})
_MINUS = frozenset({"-", "−", "–"})
_POWERED = {"m", "km", "cm", "mm", "ft", "mi", "yd", "inch", "dm", "nm", "μm"}
#: What is told of substances before a rate, how their formulas are written, and tokens of one at most.
_OF_SUBSTANCES = frozenset({"kg", "g", "mg", "μg", "ng", "t", "mmol", "mol", "μmol"})
_FORMULA = re.compile("(?:[A-Z][a-z]?){1,4}e?|photons?")
_LONGEST_FORMULA = 7
#: Symbols in capitals that a headline in capitals means otherwise, those that no headline sets in capitals, and the
#: longest in letters.
_SHOUTED, _NO_SHOUT, _LONGEST_SHOUTED = frozenset({"T"}), frozenset({"a", "s", "d", "h", "b", "g", "x"}), 3
#: A headline has more words.
_FEWEST = 2
_DURATIONS = frozenset({"year", "month", "week", "day", "h", "min", "s"})
_AGE = frozenset({"old", "olds", "yo", "aged"})


class UnitAtoms:
    """Reads units of measure from one tokenised text."""

    def __init__(self, tokens: list[Token], lexicon: Lexicon) -> None:
        self._tokens = tokens
        self._lexicon = lexicon
        self._adjectives = lexicon.forms["adjective"]
        self._capitals: bool | None = None

    def measured(self, i: int, *, value: float) -> UnitPhrase | None:
        """A unit of measure, possibly after a hyphen or one or two adjectives ("30 working days")."""
        tokens = self._tokens
        hyphen = tokens[i].text in _HYPHENS and glued(tokens, i) and glued(tokens, i + 1)
        start = i + 1 if hyphen else i
        found = self.atom(start)
        if found is not None and self._believable(start, found, value):
            return self._compound(start, found, hyphen=hyphen)
        for skipped in (1, 2):
            if start + skipped >= len(tokens) or tokens[start + skipped - 1].low not in self._adjectives:
                return None
            match = self._lexicon.words.at(tokens, start + skipped)
            if match is not None:
                return self._compound(start, UnitPhrase(match[1], match[0]), hyphen=False)
        return None

    def atom(self, i: int) -> UnitPhrase | None:
        """One unit of measure at token `i`, the longest that the tables know."""
        if i >= len(self._tokens):
            return None
        symbol = self._lexicon.symbols.at(self._tokens, i) or self._shouted(i)
        word = self._lexicon.words.at(self._tokens, i)
        if symbol is not None and symbol[1] in _SHOUTED:
            symbol = self._shouted(i) or symbol
        best = word if symbol is None or (word is not None and word[0] > symbol[0]) else symbol
        return UnitPhrase(best[1], best[0]) if best is not None else None

    def _shouted(self, i: int) -> tuple[int, str] | None:
        """As in "STEEL OUTPUT UP AT 31.2 MLN T": a symbol in capitals where all words are."""
        token = self._tokens[i]
        if token.kind is not kinds.WORD or not token.text.isupper() or len(token.text) > _LONGEST_SHOUTED:
            return None
        if self._capitals is None:
            words = [one.text for one in self._tokens if one.kind is kinds.WORD]
            told = any(len(word) > _LONGEST_SHOUTED for word in words) and len(words) > _FEWEST
            self._capitals = told and all(map(str.isupper, words))
        if not self._capitals:
            return None
        found = self._lexicon.symbols.at([replace(token, text=token.low)], 0)
        return (i + 1, found[1]) if found is not None and found[1] not in _NO_SHOUT else None

    def _believable(self, i: int, found: UnitPhrase, value: float) -> bool:
        tokens, token = self._tokens, self._tokens[i]
        after = tokens[found.end] if found.end < len(tokens) else None
        if after is not None and after.kind is kinds.WORD and glued(tokens, found.end) and token.kind is kinds.WORD:
            return False
        before_figure = after is not None and after.kind is kinds.NUMBER and glued(tokens, found.end)
        if before_figure and token.kind is kinds.SYMBOL and found.name not in {"%", "deg"} and not glued(tokens, i):
            return False  # "1 $10": the sign belongs to what follows
        if token.text == "°" and found.name == "deg" and after is not None and after.kind is kinds.NUMBER:
            return False  # 57°44′8″: coordinates
        if token.text == "方" and tokens[i - 1].kind is kinds.HAN:
            return False  # 四面八方
        if token.text == "位" and found.name == "bit" and value not in _BIT_WIDTHS:
            return False
        if token.text == "节" and found.name == "knot":
            near = tokens[max(0, i - 1 - _SPEED_REACH) : i + _SPEED_REACH]
            return any(one.text in {"速", "航"} for one in near)
        if token.low == "in" and i > 2 and self._after_feet(i):
            return True  # "6 ft 4 in he"
        if token.text == "X" and (not 1 < value <= _MOST_TIMES or (i > 1 and tokens[i - 2].text[:1].isupper())):
            return False  # "Boeing 777X"
        if token.text == "成" and i > 1 and tokens[i - 2].text in _TENTHS_AFTER:
            return True  # 其中四成为当地人
        if token.text == "成" and after is not None and after.text in _NO_TENTHS:
            return False
        if found.end - i > 1 or token.text not in _DOUBTFUL:
            return True
        if token.text == "pm" and value.is_integer() and value <= 12:
            return False
        if token.text in _CROSS:
            return glued(tokens, i) and (after is None or after.kind is not kinds.NUMBER)
        return glued(tokens, i) or after is None or after.low in _MEASURED_BY

    def _after_feet(self, i: int) -> bool:
        before = self._lexicon.symbols.at(self._tokens, i - 2) or self._lexicon.words.at(self._tokens, i - 2)
        return before is not None and before[0] == i - 1 and before[1] == "ft"

    def _compound(self, start: int, first: UnitPhrase, *, hyphen: bool) -> UnitPhrase:
        """Powers, products and quotients: "km2", "kg m−3", "mmol/L", "passenger-km"."""
        above: list[str] = []
        below: list[str] = []
        name, sign, j = self.powered(first.name, first.end)
        (below if sign < 0 else above).append(name)
        j = self._behind_substance(name, j)
        while j < len(self._tokens):
            inside = self._bracketed(j)
            if inside is not None:
                below, j = below + inside[0], inside[1]
                break
            step = self._factor(j)
            if step is None:
                break
            product = bool(below) and self._tokens[j].low in _PRODUCT  # "W/m·K": all that follows the stroke
            name, sign, j = step
            (below if sign < 0 or product else above).append(name)
        unit = "/".join(["·".join(above) or "1", *below]) if below else "·".join(above)
        if unit in {"person·km"}:
            unit = "pkm"
        return self._age(UnitPhrase(unit, j))

    def _behind_substance(self, name: str, j: int) -> int:
        """The token after what there is so much of before a rate: "g CO2/tkm", "kg N/ha"; else `j`."""
        tokens, k = self._tokens, j
        if name not in _OF_SUBSTANCES:
            return j
        while k < len(tokens) and k - j < _LONGEST_FORMULA and (k == j or glued(tokens, k)):
            formula = _FORMULA.fullmatch(tokens[k].text) is not None and k <= j + 1
            if not formula and (k == j or not (tokens[k].text.isdecimal() or tokens[k].text in {"e", "eq", "-"})):
                break
            k += 1
        found = self._factor(k) if j < k < len(tokens) else None
        return k if found is not None and found[1] < 0 else j

    def _bracketed(self, j: int) -> tuple[list[str], int] | None:
        """The factors of a bracket behind a stroke, and the token after it: "/(m2·K)" gives ["m2", "K"]."""
        tokens = self._tokens
        if tokens[j].text != "/" or j + 2 >= len(tokens) or tokens[j + 1].text != "(" or not glued(tokens, j + 1):
            return None
        names: list[str] = []
        k = j + 2
        while (found := self.atom(k)) is not None:
            name, sign, k = self.powered(found.name, found.end, below=True)
            names.append(name)
            if sign < 0 or k >= len(tokens):
                return None
            if tokens[k].text == ")":
                return names, k + 1
            k += tokens[k].low in _PRODUCT
            if k >= len(tokens):
                return None
        return None

    def _factor(self, j: int) -> tuple[str, int, int] | None:
        """A further factor of a unit at token `j`: its name, the sign of its power, the token after it."""
        tokens = self._tokens
        low = tokens[j].low
        if low in PER:
            found = self.atom(j + 1)
            if found is None or (low == "/" and tokens[j + 1].kind is kinds.WORD and not self.whole(found.end)):
                return None
            name, sign, end = self.powered(found.name, found.end, below=True)
            return (name, -1, end) if sign > 0 else None
        product = low in _PRODUCT
        k = j + 1 if product else j
        if k >= len(tokens) or tokens[k].kind is not kinds.WORD or (not product and len(tokens[k].text) > 5):
            return None
        symbol = self._lexicon.symbols.at(tokens, k)
        if symbol is None:
            return None
        name, sign, end = self.powered(symbol[1], symbol[0])
        return (name, sign, end) if product or sign < 0 else None

    def whole(self, end: int) -> bool:
        """Whether the word before token `end` ends there."""
        tokens = self._tokens
        return not (end < len(tokens) and tokens[end].kind is kinds.WORD and glued(tokens, end))

    def powered(self, name: str, j: int, *, below: bool = False) -> tuple[str, int, int]:
        """A unit with the power that follows it: ("m2", 1, …), ("s", -1, …)."""
        tokens = self._tokens
        exponent, end = 1, j
        if j < len(tokens) and tokens[j].kind is kinds.SUPER and glued(tokens, j):
            exponent, end = power(tokens[j]), j + 1
        else:
            k = j + 1 if j < len(tokens) and tokens[j].text == "^" else j
            minus = k < len(tokens) and tokens[k].text in _MINUS and glued(tokens, k)
            digit = k + 1 if minus else k
            if digit < len(tokens) and tokens[digit].text in {"1", "2", "3", "4"} and glued(tokens, digit):
                follows = tokens[digit + 1].text if digit + 1 < len(tokens) and glued(tokens, digit + 1) else ""
                powered = minus or k > j or below or name in _POWERED
                if powered and follows not in {"-", "–", "%"} and (k == j or glued(tokens, k)):
                    exponent, end = (-1 if minus else 1) * int(tokens[digit].text), digit + 1
        size = abs(exponent)
        if abs(exponent) > 9:
            return name, 1, j
        return f"{name}{size}" if size > 1 else name, 1 if exponent > 0 else -1, end

    def _age(self, found: UnitPhrase) -> UnitPhrase:
        """Notice "years old", "-year-old", "years of age", "yo"."""
        tokens, j = self._tokens, found.end
        if found.name == "year" and tokens[j - 1].low in {"yo", "o"}:
            return UnitPhrase(found.name, j, age=True)
        if found.name not in _DURATIONS or j >= len(tokens):
            return found
        k = j + 1 if tokens[j].text in _HYPHENS and j + 1 < len(tokens) else j
        if tokens[k].low in _AGE and (k > j or tokens[k].low != "aged"):
            return UnitPhrase(found.name, k + 1, age=True)
        if tokens[j].low == "of" and j + 1 < len(tokens) and tokens[j + 1].low == "age":
            return UnitPhrase(found.name, j + 2, age=True)
        return found

    def dimension(self, name: str) -> str:
        """What a unit measures; "count" for nouns."""
        unit = self._lexicon.units.get(name)
        return unit.dimension if unit else "count"

"""The unit after a figure: symbols, words, powers, rates, and the noun that is counted.

"45 mmol/L", "30 cubic metres a day", "41 projects", "10–12 container trains per day", "540 тыс. ДФЭ в год", "24万标箱".
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from qa.quantity.lexicon import Lexicon
from qa.quantity.numerals import power
from qa.quantity.tokens import Kind, Token, glued


@dataclass(slots=True)
class UnitPhrase:
    """A unit and the token after it. `counted` tells a noun that is counted from a unit of measure."""

    name: str
    end: int
    counted: bool = False
    age: bool = False


#: Units whose symbol is also a word or letter: believed only next to the digits or before punctuation.
_DOUBTFUL = frozenset({"x", "х", "×", "in", "pm", "mas", "ac", "PS", "mo", "ct", "mT"})
_MEASURED_BY = frozenset({".", ",", ")", ";", "thick", "wide", "long", "tall", "deep"})
_CROSS = frozenset({"x", "х", "×"})
_HYPHENS = frozenset({"-", "‐", "‑"})
_PER = frozenset({"/", "per", "⁄"})
_PRODUCT = frozenset({"·", "⋅", "*", "∙", "×"})
_MINUS = frozenset({"-", "−", "–"})
_POWERED = {"m", "km", "cm", "mm", "ft", "mi", "yd", "inch", "dm", "nm", "μm"}
_PER_ARTICLE = frozenset(
    "share barrel ton tonne pound gallon kilogram kg head person night piece unit bushel ounce litre liter km kilometre "
    "kilometer mile trip seat ticket container box teu feu bottle copy wagon passenger".split()
)
_IRREGULAR_PLURALS = {
    "people": "person", "men": "man", "women": "woman", "children": "child", "staff": "staff", "aircraft": "aircraft",
    "personnel": "personnel", "cattle": "head", "sheep": "sheep", "fish": "fish", "feet": "foot", "mice": "mouse",
    "species": "species", "series": "series", "criteria": "criterion", "phenomena": "phenomenon", "analyses": "analysis",
    "bacteria": "bacterium", "geese": "goose", "teeth": "tooth", "crew": "crew", "pieces": "piece", "lives": "life",
    "halves": "half", "knives": "knife", "wives": "wife", "leaves": "leaf", "buses": "bus", "viruses": "virus",
    "gases": "gas", "businesses": "business", "crises": "crisis", "matrices": "matrix", "indices": "index",
    "fishermen": "fisherman", "police": "police", "livestock": "livestock", "freight cars": "wagon",
}  # fmt: skip
_NO_PLURAL = re.compile(r"(?:ss|us|is|ous|ics)$")
_RUSSIAN_ADJECTIVE = re.compile(r"[а-яё-]{2,}(?:ых|их|ый|ий|ая|ое|ые|ие|ой|ого|его|ую|яя|ными|ным|ному)$")
_RUSSIAN_VERB = re.compile(r"(?:ют|ят|ли|л[аои]сь|ся|ться|лся)$")
#: Modifiers at most that stand between a figure and the noun that it counts ("five new large container terminals").
_MODIFIERS = 4
_CLASSIFIERS = frozenset("个只项条座家名台辆艘列架件份种位所支批组处栋")
_NO_THING = frozenset({"another", "digital", "way", "side", "hand", "day", "time", "thing", "reason", "step", "point"})
_DURATIONS = frozenset({"year", "month", "week", "day", "h", "min", "s"})
_AGE = frozenset({"old", "olds", "yo", "aged"})


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


class UnitPhrases:
    """Reads units from one tokenised text."""

    def __init__(self, tokens: list[Token], lexicon: Lexicon) -> None:
        self._tokens = tokens
        self._lexicon = lexicon
        self._function = lexicon.forms["function"]
        self._adjectives = lexicon.forms["adjective"]

    def at(self, i: int, *, value: float = 2.0, plain: bool = False) -> UnitPhrase | None:
        """The unit that begins at token `i`, right after a figure of this value; None if there is none."""
        tokens = self._tokens
        if i >= len(tokens):
            return None
        found = self._measured(i, value=value)
        if found is None and tokens[i].text in "([{" and i + 2 < len(tokens) and tokens[i + 2].text in ")]}":
            inside = self._atom(i + 1)
            if inside is not None and inside.end == i + 2:
                return UnitPhrase(inside.name, i + 3)
        if found is None:
            alone = self.rate(i)
            if alone is not None:
                return alone
            found = self._counted(i, value=value, plain=plain)
        return None if found is None else self._rate(found)

    def rate(self, i: int) -> UnitPhrase | None:
        """A rate alone at token `i`: "per day", "/year" (named "/day", "/year")."""
        found = self._rate(UnitPhrase("", i))
        return found if found.end > i else None

    def _measured(self, i: int, *, value: float) -> UnitPhrase | None:
        """A unit of measure, possibly after a hyphen or one or two adjectives ("30 working days")."""
        tokens = self._tokens
        hyphen = tokens[i].text in _HYPHENS and glued(tokens, i) and glued(tokens, i + 1)
        start = i + 1 if hyphen else i
        found = self._atom(start)
        if found is not None and self._believable(start, found, value):
            return self._compound(start, found, hyphen=hyphen)
        for skipped in (1, 2):
            if start + skipped >= len(tokens) or tokens[start + skipped - 1].low not in self._adjectives:
                return None
            match = self._lexicon.words.at(tokens, start + skipped)
            if match is not None:
                return self._compound(start, UnitPhrase(match[1], match[0]), hyphen=False)
        return None

    def _atom(self, i: int) -> UnitPhrase | None:
        """One unit of measure at token `i`, the longest that the tables know."""
        if i >= len(self._tokens):
            return None
        symbol = self._lexicon.symbols.at(self._tokens, i)
        word = self._lexicon.words.at(self._tokens, i)
        best = word if symbol is None or (word is not None and word[0] > symbol[0]) else symbol
        return UnitPhrase(best[1], best[0]) if best is not None else None

    def _believable(self, i: int, found: UnitPhrase, value: float) -> bool:
        tokens, token = self._tokens, self._tokens[i]
        after = tokens[found.end] if found.end < len(tokens) else None
        if after is not None and after.kind is Kind.WORD and glued(tokens, found.end) and token.kind is Kind.WORD:
            return False
        if after is not None and after.kind is Kind.NUMBER and token.kind is Kind.SYMBOL and glued(tokens, found.end):
            if found.name not in {"%", "deg"} and not glued(tokens, i):
                return False  # "1 $10": the sign belongs to what follows
        if token.text == "°" and found.name == "deg" and after is not None and after.kind is Kind.NUMBER:
            return False  # 57°44′8″: coordinates
        if found.end - i > 1 or token.text not in _DOUBTFUL:
            return True
        if token.text == "pm" and value.is_integer() and value <= 12:
            return False
        if token.text in _CROSS:
            return glued(tokens, i) and (after is None or after.kind is not Kind.NUMBER)
        return glued(tokens, i) or after is None or after.low in _MEASURED_BY

    def _compound(self, start: int, first: UnitPhrase, *, hyphen: bool) -> UnitPhrase:
        """Powers, products and quotients: "km2", "kg m−3", "mmol/L", "passenger-km"."""
        above: list[str] = []
        below: list[str] = []
        name, sign, j = self._powered(first.name, first.end)
        (below if sign < 0 else above).append(name)
        while j < len(self._tokens):
            step = self._factor(j)
            if step is None:
                break
            name, sign, j = step
            (below if sign < 0 else above).append(name)
        unit = "/".join(["·".join(above) or "1", *below]) if below else "·".join(above)
        if unit in {"person·km"}:
            unit = "pkm"
        return self._age(UnitPhrase(unit, j))

    def _factor(self, j: int) -> tuple[str, int, int] | None:
        """A further factor of a unit at token `j`: its name, the sign of its power, the token after it."""
        tokens = self._tokens
        low = tokens[j].low
        if low in _PER:
            found = self._atom(j + 1)
            if found is None or (low == "/" and tokens[j + 1].kind is Kind.WORD and not self._whole(found.end)):
                return None
            name, sign, end = self._powered(found.name, found.end)
            return (name, -1, end) if sign > 0 else None
        product = low in _PRODUCT
        k = j + 1 if product else j
        if k >= len(tokens) or tokens[k].kind is not Kind.WORD or (not product and len(tokens[k].text) > 5):
            return None
        symbol = self._lexicon.symbols.at(tokens, k)
        if symbol is None:
            return None
        name, sign, end = self._powered(symbol[1], symbol[0])
        return (name, sign, end) if product or sign < 0 else None

    def _whole(self, end: int) -> bool:
        """Whether the word before token `end` ends there."""
        tokens = self._tokens
        return not (end < len(tokens) and tokens[end].kind is Kind.WORD and glued(tokens, end))

    def _powered(self, name: str, j: int) -> tuple[str, int, int]:
        """A unit with the power that follows it: ("m2", 1, …), ("s", -1, …)."""
        tokens = self._tokens
        exponent, end = 1, j
        if j < len(tokens) and tokens[j].kind is Kind.SUPER and glued(tokens, j):
            exponent, end = power(tokens[j]), j + 1
        else:
            k = j + 1 if j < len(tokens) and tokens[j].text == "^" else j
            minus = k < len(tokens) and tokens[k].text in _MINUS and glued(tokens, k)
            digit = k + 1 if minus else k
            if digit < len(tokens) and tokens[digit].text in {"1", "2", "3", "4"} and glued(tokens, digit):
                follows = tokens[digit + 1].text if digit + 1 < len(tokens) and glued(tokens, digit + 1) else ""
                powered = minus or k > j or name in _POWERED
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

    def _rate(self, found: UnitPhrase) -> UnitPhrase:
        """Extend a unit by "per day", "a week", "/year", "в сутки", "per FEU"."""
        tokens, j = self._tokens, found.end
        if j >= len(tokens) or "/" in found.name:
            return found
        if tokens[j].text == "+" and j + 1 < len(tokens) and tokens[j + 1].text == "/":
            j += 1
        match = self._lexicon.after["rate"].at(tokens, j)
        if match is not None and self._whole(match[0]) and not self._since(match[0]):
            return UnitPhrase(f"{found.name}/{match[1][1]}", match[0], found.counted)
        article = tokens[j].low in {"a", "an"}
        if article and j + 1 < len(tokens) and tokens[j + 1].low not in _PER_ARTICLE:
            return found
        if not article and tokens[j].low not in _PER | {"за", "на"}:
            return found
        atom = self._atom(j + 1)
        if atom is not None and tokens[j].low in {"за", "на"} and self._dimension(atom.name) == "duration":
            return found
        if atom is not None and self._whole(atom.end):
            name, _, end = self._powered(atom.name, atom.end)
            return UnitPhrase(f"{found.name}/{name}", end, found.counted)
        noun = self._lexicon.nouns.at(tokens, j + 1)
        if noun is not None:
            return UnitPhrase(f"{found.name}/{noun[1]}", noun[0], found.counted)
        if tokens[j].low in {"за", "на", "/"} or j + 1 >= len(tokens) or tokens[j + 1].kind is not Kind.WORD:
            return found
        return UnitPhrase(f"{found.name}/{singular(tokens[j + 1].low)}", j + 2, found.counted)

    def _since(self, j: int) -> bool:
        """ "A year earlier" is a point in time, no rate."""
        return j < len(self._tokens) and self._tokens[j].low in {"earlier", "ago", "before", "later", "after", "old", "ranee"}

    def _dimension(self, name: str) -> str:
        unit = self._lexicon.units.get(name)
        return unit.dimension if unit else "count"

    def _counted(self, i: int, *, value: float, plain: bool) -> UnitPhrase | None:
        """The noun that a figure counts."""
        tokens = self._tokens
        token = tokens[i]
        if token.kind is Kind.HAN:
            return self._counted_han(i)
        start = i
        if token.text in _HYPHENS and glued(tokens, i) and glued(tokens, i + 1) and i + 1 < len(tokens):
            start = i + 1
        if tokens[start].kind is not Kind.WORD or (start == i and glued(tokens, i)):
            return None
        if "Ѐ" <= tokens[start].low[0] <= "ӿ":
            return self._counted_cyrillic(start)
        if start > i:
            word = tokens[start].low
            known = self._lexicon.nouns.at(tokens, start)
            if known is not None:
                return UnitPhrase(known[1], known[0], counted=True)
            if (
                word in self._function
                or not tokens[start].text.islower()
                or word in {"fold", "time", "off", "way", "th"}
            ):
                return None
            return UnitPhrase(singular(word), start + 1, counted=True)
        return self._counted_english(start, value=value)

    def _counted_english(self, i: int, *, value: float) -> UnitPhrase | None:
        tokens = self._tokens
        head, j = -1, i
        rate = ""
        while j < len(tokens) and j - i <= _MODIFIERS + (head >= 0) and tokens[j].kind is Kind.WORD:
            low = tokens[j].low
            if low in {"daily", "weekly", "monthly", "annual", "yearly", "hourly"} and head < 0:
                rate = {"daily": "/day", "weekly": "/week", "monthly": "/month", "hourly": "/h"}.get(low, "/year")
            elif (low in self._function and low not in self._adjectives) or low in self._lexicon.numbers:
                break
            known = self._lexicon.nouns.at(tokens, j) or self._lexicon.words.at(tokens, j)
            if known is not None and (
                value == 1 or value % 1 or known[0] - j > 1 or self._is_plural(tokens[j]) or low in {"teu", "feu"}
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
            while j < len(tokens) and tokens[j].kind is Kind.NUMBER and glued(tokens, j):
                j += 1  # "37 A320neo jets"
            if j < len(tokens) and tokens[j].text in _HYPHENS and glued(tokens, j) and glued(tokens, j + 1):
                j += 1
            elif head >= 0 and value == 1:
                break
        if head < 0:
            if value == 1 and tokens[i].low not in self._function | _NO_THING and tokens[i].text.islower():
                return UnitPhrase(tokens[i].low, i + 1, counted=True)
            return None
        return UnitPhrase((name or "") + rate, head + 1, counted=True)

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

    def _counted_cyrillic(self, i: int) -> UnitPhrase | None:
        tokens = self._tokens
        for j in range(i, min(i + _MODIFIERS, len(tokens))):
            token = tokens[j]
            if token.kind is not Kind.WORD or token.low in self._function:
                return None
            known = self._lexicon.nouns.at(tokens, j)
            if known is None and j > i:
                known = self._lexicon.words.at(tokens, j)
            if known is not None:
                return UnitPhrase(known[1], known[0], counted=True)
            if not _RUSSIAN_ADJECTIVE.fullmatch(token.low):
                break
        token = tokens[j]
        noun = token.kind is Kind.WORD and token.low not in self._function and token.text.islower()
        if noun and len(token.low) > 2 and not _RUSSIAN_VERB.search(token.low):
            return UnitPhrase(token.low, j + 1, counted=True)
        return None

    def _counted_han(self, i: int) -> UnitPhrase | None:
        tokens = self._tokens
        known = self._lexicon.nouns.at(tokens, i)
        if known is not None:
            return UnitPhrase(known[1], known[0], counted=True)
        if tokens[i].text not in _CLASSIFIERS:
            return None
        known = self._lexicon.nouns.at(tokens, i + 1) or self._lexicon.words.at(tokens, i + 1)
        if known is not None:
            return UnitPhrase(known[1], known[0], counted=True)
        j = i + 1
        while j < min(i + 3, len(tokens)) and tokens[j].kind is Kind.HAN:
            j += 1
        name = "".join(token.text for token in tokens[i + 1 : j])
        if not name:
            return None
        return UnitPhrase(name, j, counted=True)

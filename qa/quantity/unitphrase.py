"""The unit after a figure: symbols, words, powers, rates, and the noun that is counted.

"45 mmol/L", "30 cubic metres a day", "41 projects", "10–12 container trains per day", "540 тыс. ДФЭ в год", "24万标箱".
"""

from __future__ import annotations

from qa.quantity import kinds
from qa.quantity.counted import CountedNouns, UnitPhrase, russian_verb, singular
from qa.quantity.lexicon import Lexicon
from qa.quantity.tokens import Token, glued
from qa.quantity.unitatoms import PER, UnitAtoms

#: Tokens after a unit within which a rate may follow "of …".
_LATE_RATE = 7
_PER_WORDS = PER | {"за", "на"}
_PER_ARTICLE = frozenset({
    "share", "dozen", "barrel", "ton", "tonne", "pound", "gallon", "kilogram", "kg", "head", "person", "night",
    "piece", "unit", "bushel", "ounce", "litre", "liter", "km", "kilometre", "kilometer", "mile", "trip", "seat",
    "ticket", "container", "box", "teu", "feu", "bottle", "copy", "wagon", "passenger",
})  # fmt: skip
#: What things are priced by: "a MWh", "a cubic metre".
_PRICED = frozenset({"volume", "mass", "energy", "length", "area", "power", "container"})
#: Longest name of what 每 says "for each" of, in characters.
_LONGEST_EACH = 5
#: Kazakh "for its each": "гектарына", "литріне".
_FOR_EACH = ("ына", "іне")
#: Times that join a rate by "and".
_SPANS = {
    "hour": "h", "day": "day", "night": "night", "week": "week", "month": "month", "year": "year", "час": "h",
    "сутки": "day", "день": "day", "месяц": "month", "год": "year",
}  # fmt: skip
_SHORT_TIMES = frozenset({"s", "min", "h"})
#: Endings of Russian plurals and of the cases that say where and with what.
_NOT_EACH = ("ы", "и", "е", "ах", "ях", "ам", "ям", "ами", "ями", "ом", "ем", "ой", "ей")
#: A sum as large as this is seldom the price of one thing.
_GREAT_SUM = 1e6


#: What may follow pence where pounds or pence are told near, and within how many tokens.
_PENCE_NEAR, _BEHIND_PENCE = 12, frozenset({")", ".", ",", ";", "to", "and", "more", "less"})


def pence(tokens: list[Token], i: int) -> bool:
    """Whether token `i` is the "p" of "35p a mile", or of "(2023: 11p)" near pounds or other pence."""
    if not _glued_p(tokens, i):
        return False
    if _priced_p(tokens, i):
        return True
    if i + 1 < len(tokens) and tokens[i + 1].low not in _BEHIND_PENCE:
        return False
    near = range(max(1, i - _PENCE_NEAR), min(len(tokens), i + _PENCE_NEAR))
    return any(tokens[k].text == "£" or (_glued_p(tokens, k) and _priced_p(tokens, k)) for k in near)


def _glued_p(tokens: list[Token], i: int) -> bool:
    return tokens[i].text == "p" and glued(tokens, i) and tokens[i - 1].kind is kinds.NUMBER


def _priced_p(tokens: list[Token], i: int) -> bool:
    """Whether a price for each follows token `i`."""
    return i + 1 < len(tokens) and tokens[i + 1].low in {"a", "an", "per", "each"} and not glued(tokens, i + 1)


#: Units that are words of their own before what is counted: "foot passengers".
_WALKED = frozenset({"foot"})


class UnitPhrases:
    """Reads units from one tokenised text."""

    def __init__(self, tokens: list[Token], lexicon: Lexicon) -> None:
        self._tokens = tokens
        self._lexicon = lexicon
        self._nouns = CountedNouns(tokens, lexicon)
        self._atoms = UnitAtoms(tokens, lexicon)

    def at(self, i: int, *, value: float = 2.0) -> UnitPhrase | None:
        """The unit that begins at token `i`, right after a figure of this value; None if there is none."""
        tokens = self._tokens
        if i >= len(tokens):
            return None
        found = self._atoms.measured(i, value=value)
        if found is None and pence(tokens, i):
            return self._rate(UnitPhrase("penny", i + 1), value)
        if found is None and tokens[i].text in "([{<" and i + 2 < len(tokens) and tokens[i + 2].text in ")]}>":
            inside = self._atoms.atom(i + 1)
            if inside is not None and inside.end == i + 2:
                return UnitPhrase(inside.name, i + 3)
        if found is None:
            often = tokens[i].low.endswith("ly")  # "124 weekly flights": flights, a week
            found = self._nouns.at(i, value=value) if often else None
            alone = self.rate(i) if found is None else None
            if alone is not None:
                return alone
            found = found or self._nouns.at(i, value=value)
        elif tokens[i].kind is kinds.HAN or tokens[i].low in _WALKED:
            # Chinese leaves no spaces: the longer word is meant ("节车厢" are wagons, "节" alone are knots).
            noun = self._lexicon.nouns.at(tokens, i)
            if noun is not None and noun[0] > found.end:
                found = UnitPhrase(noun[1], noun[0], counted=True)
        return None if found is None else self._rate(found, value)

    def rate(self, i: int) -> UnitPhrase | None:
        """A rate alone at token `i`: "per day", "/year" (named "/day", "/year")."""
        found = self._rate(UnitPhrase("", i))
        return found if found.end > i else None

    def rate_before(self, j: int) -> tuple[str, int]:
        """A rate right before token `j`, and where it begins: 每千瓦时0.5元 ("/kWh"), "литріне 250 теңге" ("/L")."""
        tokens = self._tokens
        if not j or tokens[j - 1].kind not in {kinds.HAN, kinds.WORD}:
            return "", j
        if tokens[j - 1].kind is kinds.WORD:
            unit = self._lexicon.words.at(tokens, j - 1, j) if tokens[j - 1].low.endswith(_FOR_EACH) else None
            if unit is None or (self._atoms.dimension(unit[1]) == "duration" and unit[1] not in _SHORT_TIMES):
                return "", j  # "жылына 240 мың ЖФЭ" tells the year's amount
            return f"/{unit[1]}", j - 1
        if j > 1 and tokens[j - 1].text == "速" and tokens[j - 2].text == "时":
            return "/h", j - 2  # 时速350公里
        for k in range(j - 2, max(-1, j - 2 - _LONGEST_EACH), -1):
            if tokens[k].text == "每":
                name = self._each(k, j)
                before, start = self.rate_before(k) if name else ("", j)  # 每平方米每月18元
                return (f"{before}/{name}", start) if name else ("", j)
        return "", j

    def _each(self, k: int, stop: int) -> str:
        """What 每 at token `k` says "for each" of, if that ends at token `stop`: 每月, 每平方米, 每人."""
        match = self._lexicon.after["rate"].at(self._tokens, k)
        if match is not None and match[0] == stop:
            return str(match[1][1])
        known = self._atoms.atom(k + 1) or self._nouns.at(k + 1, value=2.0)
        return known.name if known is not None and known.end == stop else ""

    def _rate(self, found: UnitPhrase, value: float = 1.0) -> UnitPhrase:
        """Extend a unit by "per day", "a week", "/year", "в сутки", "per FEU"."""
        tokens, j = self._tokens, found.end
        if j < len(tokens) and "/" in found.name and self._atoms.dimension(found.name.partition("/")[0]) == "money":
            return self._twice(found)  # "тг/кВт в мес."
        if j >= len(tokens) or "/" in found.name:
            return found
        if tokens[j].text == "." and j + 1 < len(tokens) and self._shortened(j):
            j += 1  # "чел./км²", "чел. на 1 кв. км"
        if tokens[j].low == "of":
            return self._late_rate(found)
        if found.name and "Ѐ" <= tokens[j].low[0] <= "ӿ":
            late = self._late_russian(found)
            if late is not None:
                return late
        if tokens[j].text == "+" and j + 1 < len(tokens) and tokens[j + 1].text == "/":
            j += 1
        match = self._lexicon.after["rate"].at(tokens, j)
        if match is not None and self._atoms.whole(match[0]) and not self._since(match[0]):
            return UnitPhrase(f"{found.name}/{match[1][1]}", match[0], found.counted)
        article = tokens[j].low in {"a", "an"}
        if article and j + 1 < len(tokens) and tokens[j + 1].low not in _PER_ARTICLE and not self._priced(found, j + 1):
            return found
        if not article and tokens[j].low not in _PER_WORDS:
            return found
        if tokens[j].low in {"за", "на"} and not self._for_each(found, j, value):
            return found
        if tokens[j].low == "на" and j + 2 < len(tokens) and tokens[j + 1].text == "1":
            j += 1  # "7 человек на 1 кв. км"
        atom = self._atoms.atom(j + 1)
        if atom is not None and tokens[j].low in {"за", "на"} and self._atoms.dimension(atom.name) == "duration":
            return found
        if atom is not None and self._atoms.whole(atom.end):
            name, _, end = self._atoms.powered(atom.name, atom.end)
            return self._twice(UnitPhrase(f"{found.name}/{name}", end, found.counted))
        noun = self._lexicon.nouns.at(tokens, j + 1)
        if noun is not None:
            return self._twice(UnitPhrase(f"{found.name}/{noun[1]}", noun[0], found.counted))
        if tokens[j].low in {"за", "на", "/"} or j + 1 >= len(tokens) or tokens[j + 1].kind is not kinds.WORD:
            return found
        return self._twice(UnitPhrase(f"{found.name}/{singular(tokens[j + 1].low)}", j + 2, found.counted))

    def _shortened(self, j: int) -> bool:
        """Whether the full stop at token `j` is that of an abbreviation before its rate."""
        tokens = self._tokens
        if tokens[j + 1].text == "/":
            return glued(tokens, j + 1)
        return tokens[j + 1].low == "на" and j + 2 < len(tokens) and tokens[j + 2].text == "1"

    def _twice(self, found: UnitPhrase) -> UnitPhrase:
        """As in "14,5 евро за квадратный метр в месяц": a rate of a rate."""
        match = self._lexicon.after["rate"].at(self._tokens, found.end)
        if match is None or self._since(match[0]) or not self._atoms.whole(match[0]):
            return self._and_time(found)
        return UnitPhrase(f"{found.name}/{match[1][1]}", match[0], found.counted)

    def _and_time(self, found: UnitPhrase) -> UnitPhrase:
        """As in "per square metre and month", "a head and day": a time in the singular joined to a rate."""
        tokens, k = self._tokens, found.end
        if k + 1 >= len(tokens) or tokens[k].low not in {"and", "и"} or tokens[k + 1].low not in _SPANS:
            return found
        return UnitPhrase(f"{found.name}/{_SPANS[tokens[k + 1].low]}", k + 2, found.counted)

    def _for_each(self, found: UnitPhrase, j: int, value: float) -> bool:
        """Whether Russian "за" or "на" at token `j` says "for each": one thing, in the accusative.

        "150 тенге за литр", "5 коек на отделение", but not "на школы", "за услуги", "на стадионе", "на стипендии"; a
        great sum "на школу" is for it, not for each, unless people are meant ("на человека").
        """
        tokens = self._tokens
        if j + 2 < len(tokens) and tokens[j].low == "на" and tokens[j + 1].text == "1":
            return self._atoms.atom(j + 2) is not None or self._lexicon.nouns.at(tokens, j + 2) is not None
        if self._atoms.atom(j + 1) is not None:
            return True
        if j + 1 >= len(tokens) or tokens[j + 1].kind is not kinds.WORD:
            return False
        word = tokens[j + 1].low
        if word.endswith(_NOT_EACH):
            return False
        great = self._atoms.dimension(found.name) == "money" and value >= _GREAT_SUM and tokens[j].low == "на"
        return not great or word.endswith(("а", "я"))

    def _priced(self, found: UnitPhrase, j: int) -> bool:
        """As in "USD 2.05 a cubic metre": after money, "a" and a unit or a counted noun is a rate."""
        if found.name and self._atoms.dimension(found.name) not in {"money", "count"}:
            return False
        atom = self._atoms.atom(j)
        if atom is not None and self._atoms.whole(atom.end):
            return self._atoms.dimension(atom.name) in _PRICED and (atom.end - j > 1 or len(self._tokens[j].text) > 1)
        return self._lexicon.nouns.at(self._tokens, j) is not None and self._atoms.dimension(found.name) == "money"

    def _late_rate(self, found: UnitPhrase) -> UnitPhrase:
        """As in "34,500 tons of copper cathode a year": the rate counts, the words between stay outside the span."""
        tokens, rates = self._tokens, self._lexicon.after["rate"]
        for k in range(found.end + 1, min(found.end + _LATE_RATE, len(tokens))):
            if tokens[k].kind is not kinds.WORD:
                break
            match = rates.at(tokens, k)
            if (
                match is not None
                and not self._since(match[0])
                and tokens[k].low in {"a", "an", "per", "в", "annually", "daily"}
            ):
                return UnitPhrase(f"{found.name}/{match[1][1]}", found.end, found.counted, found.age)
            if tokens[k].low in {"in", "by", "and", "to", "from", "at", "for"}:
                break
        return found

    def _late_russian(self, found: UnitPhrase) -> UnitPhrase | None:
        """As in "5 млн тонн грузов в год", "36 пар поездов в сутки": the words between stay outside the span."""
        tokens = self._tokens
        for k in range(found.end, min(found.end + 3, len(tokens))):
            match = self._lexicon.after["rate"].at(tokens, k)
            if match is not None and k > found.end and tokens[k].low == "в" and self._atoms.whole(match[0]):
                return UnitPhrase(f"{found.name}/{match[1][1]}", found.end, found.counted, found.age)
            word = tokens[k]
            if word.kind is not kinds.WORD or word.low in self._lexicon.forms["function"] or russian_verb(word.low):
                return None
        return None

    def _since(self, j: int) -> bool:
        """As in "A year earlier" is a point in time, no rate."""
        return j < len(self._tokens) and self._tokens[j].low in {
            "earlier",
            "ago",
            "before",
            "later",
            "after",
            "old",
            "ranee",
        }

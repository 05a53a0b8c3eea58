"""The unit after a figure: symbols, words, powers, rates, and the noun that is counted.

"45 mmol/L", "30 cubic metres a day", "41 projects", "10–12 container trains per day", "540 тыс. ДФЭ в год", "24万标箱".
"""

from __future__ import annotations

from qa.quantity.counted import CountedNouns, UnitPhrase, singular
from qa.quantity.lexicon import Lexicon
from qa.quantity.numerals import power
from qa.quantity.tokens import Kind, Token, glued

#: Units whose symbol is also a word or letter: believed only next to the digits or before punctuation.
_DOUBTFUL = frozenset({"x", "х", "×", "X", "in", "pm", "mas", "ac", "PS", "mo", "ct", "mT", "В"})
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
_PER = frozenset({"/", "per", "⁄"})
_PRODUCT = frozenset({"·", "⋅", "*", "∙", "×"})
_MINUS = frozenset({"-", "−", "–"})
_POWERED = {"m", "km", "cm", "mm", "ft", "mi", "yd", "inch", "dm", "nm", "μm"}
#: Tokens after a unit within which a rate may follow "of …".
_LATE_RATE = 7
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
_SHORT_TIMES = frozenset({"s", "min", "h"})
_DURATIONS = frozenset({"year", "month", "week", "day", "h", "min", "s"})
#: Endings of Russian plurals and of the cases that say where and with what.
_NOT_EACH = ("ы", "и", "е", "ах", "ях", "ам", "ям", "ами", "ями", "ом", "ем", "ой", "ей")
#: A sum as large as this is seldom the price of one thing.
_GREAT_SUM = 1e6
_AGE = frozenset({"old", "olds", "yo", "aged"})


class UnitPhrases:
    """Reads units from one tokenised text."""

    def __init__(self, tokens: list[Token], lexicon: Lexicon) -> None:
        self._tokens = tokens
        self._lexicon = lexicon
        self._nouns = CountedNouns(tokens, lexicon)
        self._adjectives = lexicon.forms["adjective"]

    def at(self, i: int, *, value: float = 2.0) -> UnitPhrase | None:
        """The unit that begins at token `i`, right after a figure of this value; None if there is none."""
        tokens = self._tokens
        if i >= len(tokens):
            return None
        found = self._measured(i, value=value)
        if found is None and tokens[i].text in "([{<" and i + 2 < len(tokens) and tokens[i + 2].text in ")]}>":
            inside = self._atom(i + 1)
            if inside is not None and inside.end == i + 2:
                return UnitPhrase(inside.name, i + 3)
        if found is None:
            often = tokens[i].low.endswith("ly")  # "124 weekly flights": flights, a week
            found = self._nouns.at(i, value=value) if often else None
            alone = self.rate(i) if found is None else None
            if alone is not None:
                return alone
            found = found or self._nouns.at(i, value=value)
        elif tokens[i].kind is Kind.HAN:
            # Chinese leaves no spaces: the longer word is meant ("节车厢" are wagons, "节" alone are knots).
            noun = self._lexicon.nouns.at(tokens, i)
            if noun is not None and noun[0] > found.end:
                found = UnitPhrase(noun[1], noun[0], counted=True)
        return None if found is None else self._rate(found, value)

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
        before_figure = after is not None and after.kind is Kind.NUMBER and glued(tokens, found.end)
        if before_figure and token.kind is Kind.SYMBOL and found.name not in {"%", "deg"} and not glued(tokens, i):
            return False  # "1 $10": the sign belongs to what follows
        if token.text == "°" and found.name == "deg" and after is not None and after.kind is Kind.NUMBER:
            return False  # 57°44′8″: coordinates
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
            return glued(tokens, i) and (after is None or after.kind is not Kind.NUMBER)
        return glued(tokens, i) or after is None or after.low in _MEASURED_BY

    def _after_feet(self, i: int) -> bool:
        before = self._lexicon.symbols.at(self._tokens, i - 2) or self._lexicon.words.at(self._tokens, i - 2)
        return before is not None and before[0] == i - 1 and before[1] == "ft"

    def rate_before(self, j: int) -> str:
        """A rate that ends right before token `j`: 每千瓦时0.5元 ("/kWh"), "литріне 250 теңге" ("/L"); else nothing."""
        tokens = self._tokens
        if not j or tokens[j - 1].kind not in {Kind.HAN, Kind.WORD}:
            return ""
        if tokens[j - 1].kind is Kind.WORD:
            unit = self._lexicon.words.at(tokens, j - 1, j) if tokens[j - 1].low.endswith(_FOR_EACH) else None
            if unit is None or (self._dimension(unit[1]) == "duration" and unit[1] not in _SHORT_TIMES):
                return ""  # "жылына 240 мың ЖФЭ" tells the year's amount
            return f"/{unit[1]}"
        for k in range(j - 2, max(-1, j - 2 - _LONGEST_EACH), -1):
            if tokens[k].text == "每":
                known = self._atom(k + 1) or self._nouns.at(k + 1, value=2.0)
                return f"/{known.name}" if known is not None and known.end == j else ""
        return ""

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
            name, sign, end = self._powered(found.name, found.end, below=True)
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

    def _powered(self, name: str, j: int, *, below: bool = False) -> tuple[str, int, int]:
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

    def _rate(self, found: UnitPhrase, value: float = 1.0) -> UnitPhrase:
        """Extend a unit by "per day", "a week", "/year", "в сутки", "per FEU"."""
        tokens, j = self._tokens, found.end
        if j >= len(tokens) or "/" in found.name:
            return found
        if tokens[j].low == "of":
            return self._late_rate(found)
        if tokens[j].text == "+" and j + 1 < len(tokens) and tokens[j + 1].text == "/":
            j += 1
        match = self._lexicon.after["rate"].at(tokens, j)
        if match is not None and self._whole(match[0]) and not self._since(match[0]):
            return UnitPhrase(f"{found.name}/{match[1][1]}", match[0], found.counted)
        article = tokens[j].low in {"a", "an"}
        if article and j + 1 < len(tokens) and tokens[j + 1].low not in _PER_ARTICLE and not self._priced(found, j + 1):
            return found
        if not article and tokens[j].low not in _PER | {"за", "на"}:
            return found
        if tokens[j].low in {"за", "на"} and not self._for_each(found, j, value):
            return found
        if tokens[j].low == "на" and j + 2 < len(tokens) and tokens[j + 1].text == "1":
            j += 1  # "7 человек на 1 кв. км"
        atom = self._atom(j + 1)
        if atom is not None and tokens[j].low in {"за", "на"} and self._dimension(atom.name) == "duration":
            return found
        if atom is not None and self._whole(atom.end):
            name, _, end = self._powered(atom.name, atom.end)
            return self._twice(UnitPhrase(f"{found.name}/{name}", end, found.counted))
        noun = self._lexicon.nouns.at(tokens, j + 1)
        if noun is not None:
            return UnitPhrase(f"{found.name}/{noun[1]}", noun[0], found.counted)
        if tokens[j].low in {"за", "на", "/"} or j + 1 >= len(tokens) or tokens[j + 1].kind is not Kind.WORD:
            return found
        return UnitPhrase(f"{found.name}/{singular(tokens[j + 1].low)}", j + 2, found.counted)

    def _twice(self, found: UnitPhrase) -> UnitPhrase:
        """As in "14,5 евро за квадратный метр в месяц": a rate of a rate."""
        match = self._lexicon.after["rate"].at(self._tokens, found.end)
        if match is None or self._since(match[0]) or not self._whole(match[0]):
            return found
        return UnitPhrase(f"{found.name}/{match[1][1]}", match[0], found.counted)

    def _for_each(self, found: UnitPhrase, j: int, value: float) -> bool:
        """Whether Russian "за" or "на" at token `j` says "for each": one thing, in the accusative.

        "150 тенге за литр", "5 коек на отделение", but not "на школы", "за услуги", "на стадионе", "на стипендии"; a
        great sum "на школу" is for it, not for each, unless people are meant ("на человека").
        """
        tokens = self._tokens
        if j + 2 < len(tokens) and tokens[j].low == "на" and tokens[j + 1].text == "1":
            return self._atom(j + 2) is not None or self._lexicon.nouns.at(tokens, j + 2) is not None
        if j + 1 >= len(tokens) or tokens[j + 1].kind is not Kind.WORD:
            return False
        word = tokens[j + 1].low
        if self._atom(j + 1) is not None:
            return True
        if word.endswith(_NOT_EACH):
            return False
        great = self._dimension(found.name) == "money" and value >= _GREAT_SUM and tokens[j].low == "на"
        return not great or word.endswith(("а", "я"))

    def _priced(self, found: UnitPhrase, j: int) -> bool:
        """As in "USD 2.05 a cubic metre": after money, "a" and a unit or a counted noun is a rate."""
        if found.name and self._dimension(found.name) not in {"money", "count"}:
            return False
        atom = self._atom(j)
        if atom is not None and self._whole(atom.end):
            return self._dimension(atom.name) in _PRICED and (atom.end - j > 1 or len(self._tokens[j].text) > 1)
        return self._lexicon.nouns.at(self._tokens, j) is not None and self._dimension(found.name) == "money"

    def _late_rate(self, found: UnitPhrase) -> UnitPhrase:
        """As in "34,500 tons of copper cathode a year": the rate counts, the words between stay outside the span."""
        tokens, rates = self._tokens, self._lexicon.after["rate"]
        for k in range(found.end + 1, min(found.end + _LATE_RATE, len(tokens))):
            if tokens[k].kind is not Kind.WORD:
                break
            match = rates.at(tokens, k)
            if (
                match is not None
                and not self._since(match[0])
                and tokens[k].low in {"a", "per", "в", "annually", "daily"}
            ):
                return UnitPhrase(f"{found.name}/{match[1][1]}", found.end, found.counted, found.age)
            if tokens[k].low in {"in", "by", "and", "to", "from", "at", "for"}:
                break
        return found

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

    def _dimension(self, name: str) -> str:
        unit = self._lexicon.units.get(name)
        return unit.dimension if unit else "count"

"""Figures without digits or unit of their own: "half of", "doubled", "one in four", 5'10", 三分之一, 百分之十五."""

from __future__ import annotations

from qa.quantity import han, kinds
from qa.quantity.atom import Atom
from qa.quantity.halves import Halves
from qa.quantity.lexicon import Lexicon
from qa.quantity.numberwords import Numeral
from qa.quantity.numerals import Numerals
from qa.quantity.tokens import Token, glued
from qa.quantity.unitphrase import UnitPhrases

#: Parts of a whole by name, those the tables do not list with their number.
_PARTS = {
    "thirds": 3, "quarters": 4, "fourths": 4, "fifths": 5, "sixths": 6, "sevenths": 7, "eighths": 8, "ninths": 9,
    "tenths": 10, "третьих": 3, "четвертых": 4, "четвёртых": 4, "пятых": 5, "шестых": 6, "седьмых": 7, "восьмых": 8,
    "девятых": 9, "десятых": 10,
}  # fmt: skip
#: What stands before a half year that is a period of accounts.
_OF_YEAR = frozenset({"the", "this", "last", "next", "each", "per", "first", "second", "previous"})
_HALF_BEFORE = frozenset(
    ["first", "second", "latter", "other", "better", "1st", "2nd", "bottom", "top", "previous", "next", "last"]
)
_OF = frozenset(
    ["of", "the", "a", "an", "its", "their", "from", "от", "из", "всего", "всех", "населения", "части", "от"]
)
_BY = frozenset({"by", "на"})

#: What parts "one in four", "two out of three", "два из пяти": part first, whole second.
_IN = (("in",), ("in", "every"), ("out", "of"), ("out", "of", "every"), ("из",), ("из", "каждых"))
_IN_OPENING = frozenset(words[0] for words in _IN)
#: Parts and wholes stay below: "1 in 10,000" is a risk, "5 in 20,000 homes" a count.
_LARGEST_PART = 100
_FOOT, _INCH = frozenset("'′’"), frozenset('"″”')
_INCHES = 12
#: Longest run of Chinese numerals that is read as a denominator.
_LONGEST_HAN = 8


#: Verbs in the infinitive that say a multiple, what they follow, and what may follow them.
_TO_MULTIPLY = {"double": 2.0, "triple": 3.0, "treble": 3.0, "quadruple": 4.0, "quintuple": 5.0, "halve": 0.5}
MULTIPLYING = frozenset(_TO_MULTIPLY)
_BEFORE_VERBS = frozenset(
    {"to", "will", "would", "can", "could", "may", "might", "shall", "should", "must", "nearly", "almost"}
)
_OBJECTS = frozenset({"its", "their", "the", "this", "that", "trade", "output", "capacity", "production", "exports"})


class Specials:
    """Reads such figures from one tokenised text."""

    def __init__(self, tokens: list[Token], lexicon: Lexicon, numerals: Numerals, units: UnitPhrases) -> None:
        self.tokens = tokens
        self.lexicon = lexicon
        self.numerals = numerals
        self.units = units
        self.halves = Halves(tokens, lexicon, numerals, units)
        self._folds = lexicon.after["fold"]
        self._fractions = lexicon.after["fraction"]

    def at(self, i: int) -> Atom | None:
        """The figure that begins at token `i`, its hedge not yet looked for; None if there is none."""
        if self.tokens[i].kind is kinds.NUMBER:
            after = self.tokens[i + 1] if i + 1 < len(self.tokens) else None
            if after is None or (after.kind is kinds.WORD and after.low not in _IN_OPENING):
                return None
            return self._feet(i) or self._one_in(i) or self.halves.at(i)
        return self.halves.at(i) or self._fraction_han(i) or self._fraction(i) or self._fold(i) or self._one_in(i)

    def _feet(self, i: int) -> Atom | None:
        """As in 5'10": feet and inches."""
        tokens = self.tokens
        if i + 3 >= len(tokens) or tokens[i + 1].text not in _FOOT or not glued(tokens, i + 1):
            return None
        feet, inches, end = tokens[i].text, tokens[i + 2], i + 4
        if i and tokens[i - 1].text in {"°", "º", "′", "'", "’"}:
            return None  # degrees and minutes of arc
        double = tokens[i + 3].text in _FOOT and end < len(tokens) and tokens[end].text in _FOOT
        if not (tokens[i + 3].text in _INCH or double) or not glued(tokens, i + 3) or inches.kind is not kinds.NUMBER:
            return None
        least = self.numerals.value(i + 2)
        if not feet.isdecimal() or least is None or least >= _INCHES:
            return None
        end += double
        return Atom(i, end, i, int(feet) + least / _INCHES, 1.0, "ft", number_end=end)

    def _one_in(self, i: int) -> Atom | None:
        """As in "one in four", "3 in 10 households", "двое из пяти": a share."""
        after = i + 1
        if after >= len(self.tokens) or self.tokens[after].low not in _IN_OPENING:
            return None
        part = self._small(i)
        if part is None or (i and self.tokens[i - 1].low in {"no", "the", "any"}):
            return None
        tokens = self.tokens
        for words in _IN:
            j = part.end + len(words)
            if tuple(token.low for token in tokens[part.end : j]) != words or j >= len(tokens):
                continue
            whole = self._small(j)
            if whole is None or part.value >= whole.value or (i and glued(tokens, i) and tokens[i - 1].text in "/-–"):
                return None
            alike = part.worded and whole.worded
            if words[0] != "in" and not alike:
                return None  # "14 из 20 станций" are stations
            if not alike and part.value > 1 and whole.value != 10:
                return None  # "5 in 12 months"
            phrase = self.units.at(whole.end, value=whole.value)
            if phrase is not None and not phrase.counted:
                return None  # "one in five minutes"
            return Atom(
                i, whole.end, i, part.value / whole.value, 1.0, "", share=True, worded=True, number_end=whole.end
            )
        return None

    def _small(self, i: int) -> Numeral | None:
        """A whole number below a thousand at token `i`, no magnitude behind it."""
        token = self.tokens[i]
        if token.kind is kinds.NUMBER:
            known = token.text.isdecimal() and token.text[0] != "0" and int(token.text[:5]) <= _LARGEST_PART
            return Numeral(float(token.text), i, i + 1) if known else None
        entry = self.lexicon.numbers.get(token.low) if token.kind is kinds.WORD else None
        if entry is None or entry[0] != "unit" or entry[1] % 1 or not 1 <= entry[1] <= 20:
            tens = entry is not None and entry[0] == "ten"
            return Numeral(entry[1], i, i + 1, worded=True) if entry is not None and tens else None
        return Numeral(entry[1], i, i + 1, worded=True)

    def _fraction_han(self, i: int) -> Atom | None:
        """百分之十五, 千分之三, 五分之二."""
        tokens, j = self.tokens, i
        if tokens[i].kind is not kinds.HAN or tokens[i].text not in han.ALL:
            return None
        while j < min(len(tokens), i + _LONGEST_HAN) and tokens[j].text in han.ALL:
            j += 1
        if j + 2 >= len(tokens) or tokens[j].text != "分" or tokens[j + 1].text != "之":
            return None
        below = han.value_of("".join(token.text for token in tokens[i:j]))
        above = self.numerals.at(j + 2)
        if not below or above is None:
            return None
        unit = {100.0: "%", 1000.0: "‰"}.get(below, "")
        value = above.value if unit else above.value / below
        return Atom(i, above.end, i, value, 1.0, unit, share=not unit, worded=True, number_end=above.end)

    def _fold(self, i: int) -> Atom | None:
        """As in "Doubled", "sixfold", "вдвое", 翻一番: a multiple in one word."""
        match = self._folds.at(self.tokens, i)
        if match is None:
            return self._to_double(i)
        tokens, end = self.tokens, match[0]
        after = tokens[end] if end < len(tokens) else None
        if tokens[i].low == "twice" and (
            after is None or after.low not in {"as", "the", "more", "that", "what", "its", "higher", "faster"}
        ):
            return None
        if after is not None and end > i + 1 and after.kind is kinds.WORD and glued(tokens, end):
            return None
        if i and glued(tokens, i) and tokens[i - 1].text == "-":
            return None
        return Atom(i, end, i, float(match[1][1]), 1.0, "times", number_end=end, worded=True)

    def _to_double(self, i: int) -> Atom | None:
        """As in "is expected to double", "could triple": verbs that are adjectives too, behind "to" or a modal."""
        tokens, value = self.tokens, _TO_MULTIPLY.get(self.tokens[i].low)
        if value is None or not i or tokens[i - 1].low not in _BEFORE_VERBS:
            return None
        after = tokens[i + 1] if i + 1 < len(tokens) else None
        known = after is None or after.kind is not kinds.WORD or after.low in _OBJECTS
        if tokens[i - 1].low == "to" and not known and tokens[i + 1].low not in self.lexicon.forms["function"]:
            return None  # "from single to double track"
        return Atom(i, i + 1, i, value, 1.0, "times", number_end=i + 1, worded=True)

    def _fraction(self, i: int) -> Atom | None:
        """As in "Half of", "two thirds", "треть", 三分之一."""
        tokens = self.tokens
        match = self._fractions.at(tokens, i)
        parts = None if match is not None else self._parts(i)
        if match is None and parts is None:
            return None
        end, value = (match[0], float(match[1][1])) if match is not None else parts or (i, 0.0)
        before = tokens[i - 1].low if i else ""
        after = tokens[end].low if end < len(tokens) else ""
        if before in _HALF_BEFORE or (
            end < len(tokens) and after in {"-", "year", "time", "way", "dozen"} and glued(tokens, end)
        ):
            return None
        if before in _OF_YEAR and tokens[end - 1].low == "half" and after == "year":
            return None  # "profit for the half year"
        if after in {"of", "от"} and end + 2 < len(tokens) and tokens[end + 1].low in {"a", "one"}:
            scaled = self.lexicon.numbers.get(tokens[end + 2].low)
            if scaled is not None and scaled[0] == "scale":
                end, after = end + 2, tokens[end + 2].low
        entry = self.lexicon.numbers.get(after)
        scale = 1.0
        if entry is not None and entry[0] in {"scale", "times"}:
            end, scale = end + 1, entry[1]
            after = tokens[end].low if end < len(tokens) else ""
        elif tokens[i].low in {"a", "an"} and end < len(tokens) and self._ordinal_noun(end):
            return None
        article = int(end + 1 < len(tokens) and after in {"a", "an"})  # "half an hour" is no rate
        if after == "of" and end + 2 < len(tokens) and tokens[end + 1].low in {"a", "an"}:
            article = 2  # "three quarters of an hour"
        phrase = self.units.at(end + article, value=value) if tokens[end - 1].low not in {"the"} else None
        if phrase is not None and phrase.name.startswith("/"):
            phrase = None
        measured = phrase is not None and (not phrase.counted or scale > 1)
        if scale > 1:
            unit = phrase.name if phrase is not None else ""
            return Atom(i, phrase.end if phrase else end, i, value * scale, scale, unit, number_end=end, worded=True)
        word = tokens[end - 1].low
        if word in {"half", "quarter", "четверть", "пол", "半", "третью", "жарты", "половине"} and not (
            after in _OF or measured or (before in _BY and not after.isalpha()) or (before == "by" and after == "to")
        ):
            return None
        if word in {"a", "the", "of"} and not measured and tokens[i].low == "half" and word == "a":
            return None
        if tokens[i].kind is kinds.HAN and word == "半" and not measured:
            return None
        return Atom(
            i,
            phrase.end if phrase and measured else end,
            i,
            value,
            1.0,
            phrase.name if phrase and measured else "",
            share=not measured,
            number_end=end,
            worded=True,
        )

    def _parts(self, i: int) -> tuple[int, float] | None:
        """As in "nine-tenths", "семь десятых": where a fraction ends, and its value."""
        above = self.lexicon.numbers.get(self.tokens[i].low)
        if above is None or above[0] != "unit":
            return None
        j = i + 1
        j += j < len(self.tokens) and self.tokens[j].text in {"-", "‑"}
        below = _PARTS.get(self.tokens[j].low, 0) if j < len(self.tokens) else 0
        return (j + 1, above[1] / below) if 0 < above[1] < below else None

    def _ordinal_noun(self, j: int) -> bool:
        """Whether "a third" is followed by what it counts off ("a third border crossing")."""
        token = self.tokens[j]
        known = self.lexicon.forms["function"]
        return (
            token.kind is kinds.WORD
            and token.low not in known
            and token.low not in {"larger", "higher", "bigger", "cheaper", "faster"}
        )

"""Figures without digits or unit of their own: "half of", "doubled", 三分之一, 百分之十五."""

from __future__ import annotations

from qa.quantity import han
from qa.quantity.atom import Atom
from qa.quantity.lexicon import Lexicon
from qa.quantity.numerals import Numerals
from qa.quantity.tokens import Kind, Token, glued
from qa.quantity.unitphrase import UnitPhrases

_HALF_BEFORE = frozenset(
    ["first", "second", "latter", "other", "better", "1st", "2nd", "bottom", "top", "previous", "next", "last"]
)
_OF = frozenset(
    ["of", "the", "a", "an", "its", "their", "from", "от", "из", "всего", "всех", "населения", "части", "от"]
)
_BY = frozenset({"by", "на"})

#: Longest run of Chinese numerals that is read as a denominator.
_LONGEST_HAN = 8


class Specials:
    """Reads such figures from one tokenised text."""

    def __init__(self, tokens: list[Token], lexicon: Lexicon, numerals: Numerals, units: UnitPhrases) -> None:
        self.tokens = tokens
        self.lexicon = lexicon
        self.numerals = numerals
        self.units = units
        self._folds = lexicon.after["fold"]
        self._fractions = lexicon.after["fraction"]

    def at(self, i: int) -> Atom | None:
        """The figure that begins at token `i`, its hedge not yet looked for; None if there is none."""
        return self._fraction_han(i) or self._fraction(i) or self._fold(i)

    def _fraction_han(self, i: int) -> Atom | None:
        """百分之十五, 千分之三, 五分之二."""
        tokens, j = self.tokens, i
        if tokens[i].kind is not Kind.HAN or tokens[i].text not in han.ALL:
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
            return None
        tokens, end = self.tokens, match[0]
        after = tokens[end] if end < len(tokens) else None
        if tokens[i].low == "twice" and (
            after is None or after.low not in {"as", "the", "more", "that", "what", "its", "higher", "faster"}
        ):
            return None
        if after is not None and end > i + 1 and after.kind is Kind.WORD and glued(tokens, end):
            return None
        if i and glued(tokens, i) and tokens[i - 1].text == "-":
            return None
        return Atom(i, end, i, float(match[1][1]), 1.0, "times", number_end=end, worded=True)

    def _fraction(self, i: int) -> Atom | None:
        """As in "Half of", "two thirds", "треть", 三分之一."""
        tokens = self.tokens
        match = self._fractions.at(tokens, i)
        if match is None:
            return None
        end, value = match[0], float(match[1][1])
        before = tokens[i - 1].low if i else ""
        after = tokens[end].low if end < len(tokens) else ""
        if before in _HALF_BEFORE or (
            end < len(tokens) and after in {"-", "year", "time", "way", "dozen"} and glued(tokens, end)
        ):
            return None
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
        phrase = self.units.at(end, value=value) if tokens[end - 1].low not in {"the"} else None
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
        if tokens[i].kind is Kind.HAN and word == "半" and not measured:
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

    def _ordinal_noun(self, j: int) -> bool:
        """Whether "a third" is followed by what it counts off ("a third border crossing")."""
        token = self.tokens[j]
        known = self.lexicon.forms["function"]
        return (
            token.kind is Kind.WORD
            and token.low not in known
            and token.low not in {"larger", "higher", "bigger", "cheaper", "faster"}
        )

"""Numerals: digits, number words of four languages, fractions and magnitudes, from tokens to a value."""

from __future__ import annotations

import re

from qa.quantity import han, kinds
from qa.quantity.lexicon import Lexicon
from qa.quantity.numberwords import NumberWords, Numeral
from qa.quantity.tokens import FRACTIONS, Token, glued, literal

#: Magnitude letters written right after digits, as in "2.9k"; "m", "b" and "t" only after a currency sign.
_LETTERS = {"k": 1e3, "K": 1e3, "М": 1e6, "M": 1e6, "MM": 1e6, "mn": 1e6, "bn": 1e9, "tn": 1e12, "B": 1e9}
#: What is counted in "2.2m TEU": dimensions of which a figure may have millions behind "m".
_IN_MILLIONS = frozenset({"money", "container", "mass", "energy", "volume", "count", "area"})
_MONEY_LETTERS = {"m": 1e6, "b": 1e9, "T": 1e12, "t": 1e12, "mm": 1e6, "g": 0.0}
#: "300多", "10余": somewhat more than the digits say.
_MORE = frozenset("多余")
_MORE_HAN = _MORE | {"几"}
_TIMES = frozenset("×x·*⋅х")
#: Words behind digits that may belong to a power of ten: "1e-3", "2 x 10^5".
_EXTENDING = frozenset("exх")
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-")
_CYRILLIC = re.compile(r"[Ѐ-ӿ]")
#: Digits after a point in words that still count.
_DIGITS = 15
#: Longest run of Chinese numerals that is read as one figure.
_LONGEST_HAN = 24
#: How far around a figure its script is looked for, in characters.
_SCRIPT_WINDOW = 80
#: What measures and shares are divided by; other "fractions" are dates, editions or house numbers ("9/11").
DENOMINATORS = frozenset({2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 16})
_SIGNS = frozenset("+-−–")
#: What opens a half that goes on a numeral.
_HALVING = frozenset({"and", "жарым", "с"})
_DOZEN = 12.0
#: What 打 does as a verb: 一打开, 打击.
_BEATEN = frozenset("开開断斷破击擊算扫掃印到电電架造包球字工听聽一二三四五六七八九十了完得过過败敗")


def power(token: Token) -> int:
    """The exponent that a superscript token says."""
    return int(token.text.translate(_SUPERSCRIPTS))


class Numerals:
    """Reads numerals from one tokenised text."""

    def __init__(self, text: str, tokens: list[Token], lexicon: Lexicon, comma_decimal: bool | None = None) -> None:
        self._text = text
        self._comma_decimal = comma_decimal
        self._tokens = tokens
        self._number_words = NumberWords(tokens, lexicon)
        self._lexicon = lexicon

    def at(self, i: int, *, money: bool = False) -> Numeral | None:
        """The numeral that begins at token `i`, or None; `money` says that a currency sign stands before it."""
        token = self._tokens[i]
        if token.kind is kinds.NUMBER or token.kind is kinds.FRACTION:
            found = self._digits(i)
        elif token.kind is kinds.WORD:
            found = self._number_words.at(i)
        elif token.kind is kinds.HAN and token.text in han.ALL:
            return self._han(i)
        else:
            return None
        return None if found is None else self._magnitudes(self._half(found), money=money)

    def value(self, i: int) -> float | None:
        """The value of the digits of token `i` alone, by the decimal sign that its surroundings use."""
        token = self._tokens[i]
        comma_decimal = self._comma_decimal
        if comma_decimal is None:
            comma_decimal = "," in token.text and bool(
                _CYRILLIC.search(self._text, max(0, token.start - _SCRIPT_WINDOW), token.end + _SCRIPT_WINDOW)
                and not self._latin(i)
            )
        return literal(token.text, comma_decimal)

    def _latin(self, i: int) -> bool:
        """Whether words in Latin letters stand on both sides: "USD 2,352 an ounce" in a Russian text."""
        near = self._tokens[max(0, i - 1) : i + 2]
        return len(near) == 3 and all(token.kind is kinds.WORD and token.text.isascii() for token in near[::2])

    def _digits(self, i: int) -> Numeral | None:
        tokens = self._tokens
        if tokens[i].kind is kinds.FRACTION:
            return Numeral(FRACTIONS[tokens[i].text], i, i + 1)
        value = self.value(i)
        if value is None:
            return None
        found = Numeral(value, i, i + 1, plain=True)
        after = tokens[i + 1] if i + 1 < len(tokens) else None
        if after is None or (after.kind is kinds.WORD and after.low not in _EXTENDING):
            return found
        if not value.is_integer():
            return self._scientific(found)
        if after.kind is kinds.FRACTION:
            return Numeral(value + FRACTIONS[after.text], i, i + 2)
        fraction = self._slash(i)
        if fraction is not None:
            return Numeral(fraction, i, i + 3)
        if not glued(tokens, i + 1):
            fraction = self._slash(i + 1)
            if fraction is not None:
                return Numeral(value + fraction, i, i + 4)
        return self._scientific(found)

    def _slash(self, i: int) -> float | None:
        """The proper fraction "1/2" at token `i`."""
        tokens = self._tokens
        if i + 2 >= len(tokens) or tokens[i].kind is not kinds.NUMBER or tokens[i + 1].text not in {"/", "⁄"}:
            return None
        top, bottom = tokens[i].text, tokens[i + 2].text
        if not (glued(tokens, i + 1) and glued(tokens, i + 2) and top.isdecimal() and bottom.isdecimal()):
            return None
        if len(top) > 2 or len(bottom) > 2 or not 0 < int(top) < int(bottom) or int(bottom) not in DENOMINATORS:
            return None
        return int(top) / int(bottom)

    def _scientific(self, found: Numeral) -> Numeral:
        """Extend digits by "e-3", "×10⁻⁴", "x 10^5"."""
        tokens, j = self._tokens, found.end
        if tokens[found.start].text == "10" and j < len(tokens) and tokens[j].text == "^" and glued(tokens, j):
            exponent, after = self._braced(j + 1)
            return Numeral(10.0**exponent, found.start, after) if exponent is not None else found
        if tokens[found.start].text == "10" and j < len(tokens) and tokens[j].kind is kinds.SUPER and glued(tokens, j):
            exponent, after = self._exponent(j)
            return Numeral(10.0**exponent, found.start, after) if exponent is not None else found
        if j < len(tokens) and tokens[j].low == "e" and glued(tokens, j):
            exponent, after = self._exponent(j + 1)
            if exponent is not None and glued(tokens, j + 1):
                return Numeral(found.value * 10.0**exponent, found.start, after)
        if tokens[found.start].text == "10" and j + 1 < len(tokens) and tokens[j].text == "−" and glued(tokens, j):
            exponent, after = self._exponent(j)
            if exponent is not None and glued(tokens, j + 1):
                return Numeral(10.0**exponent, found.start, after)  # "10−3", a superscript lost on the way
        if j + 2 < len(tokens) and tokens[j].low in _TIMES and tokens[j + 1].text == "10":
            raised = tokens[j + 2].text == "^"
            exponent, after = self._braced(j + 3) if raised else self._exponent(j + 2)
            if exponent is not None and (raised or glued(tokens, j + 2)):
                return Numeral(found.value * 10.0**exponent, found.start, after)
        return found

    def _braced(self, j: int) -> tuple[int | None, int]:
        """An exponent at token `j`, in braces or not: "10^11", "10^{-3}"."""
        braced = j < len(self._tokens) and self._tokens[j].text == "{"
        exponent, after = self._exponent(j + braced)
        if exponent is None or not braced:
            return exponent, after
        closed = after < len(self._tokens) and self._tokens[after].text == "}"
        return (exponent, after + 1) if closed else (None, j)

    def _exponent(self, j: int) -> tuple[int | None, int]:
        """A small signed integer at token `j`, as digits or superscripts."""
        tokens = self._tokens
        if j < len(tokens) and tokens[j].kind is kinds.SUPER:
            exponent = power(tokens[j])
            return (exponent, j + 1) if abs(exponent) < 100 else (None, j)
        sign = 1
        if j < len(tokens) and tokens[j].text in _SIGNS:
            sign = 1 if tokens[j].text == "+" else -1
            j += 1
        if j < len(tokens) and tokens[j].text.isdecimal() and len(tokens[j].text) < 3:
            return sign * int(tokens[j].text), j + 1
        return None, j

    def _half(self, found: Numeral) -> Numeral:
        """As in "three and a half", "три с половиной", "бір жарым": the half counts before the magnitude."""
        if found.end == len(self._tokens) or self._tokens[found.end].low not in _HALVING:
            return found
        words = [token.low for token in self._tokens[found.end : found.end + 3]]
        if words == ["and", "a", "half"] or words == ["and", "one", "half"]:
            return Numeral(found.value + 0.5, found.start, found.end + 3, worded=found.worded)
        if words == ["and", "a", "quarter"]:
            return Numeral(found.value + 0.25, found.start, found.end + 3, worded=found.worded)
        if words[:1] == ["жарым"]:
            return Numeral(found.value + 0.5, found.start, found.end + 1, worded=found.worded)
        if words[:2] == ["с", "половиной"]:
            return Numeral(found.value + 0.5, found.start, found.end + 2, worded=found.worded)
        return found

    def _magnitudes(self, found: Numeral, *, money: bool) -> Numeral | None:
        tokens, known, j = self._tokens, self._lexicon.numbers, found.end
        while j < len(tokens):
            token = tokens[j]
            if token.text in _MORE and not found.more:
                found.more = True
                j += 1
                continue
            if token.kind is kinds.WORD and token.low not in known and not money and not glued(tokens, j):
                break  # most words behind a figure: a letter is a magnitude where it is glued, or behind money
            skip = 1 if token.text in {"-", "‐", "‑"} and glued(tokens, j) and j + 1 < len(tokens) else 0
            low = tokens[j + skip].low
            entry = known.get(low)
            hundreds = entry is not None and entry[0] == "times" and (found.scale > 1 or entry[2] != "en")
            if entry is not None and entry[0] in {"scale", "times"} and not hundreds:
                j += skip + 1
                found.scale *= entry[1]
                if low in {"тыс", "млн", "млрд", "трлн", "mln", "bn", "bln"} and self._abbreviation_dot(j):
                    j += 1
                if found.worded or tokens[found.start].kind is not kinds.NUMBER:
                    found, j = self._more_words(found, j)
                if [token.low for token in tokens[j : j + 3]] == ["and", "a", "half"] and found.value.is_integer():
                    found.value, j = found.value + 0.5, j + 3  # "a million and a half"
                continue
            if not skip and found.scale == 1 and self._dozens(j):
                found.scale, j = _DOZEN, j + 1
                continue
            if not skip and token.text in han.LARGE and found.scale < 1e12 and not self._is_unit(j):
                found.scale *= han.LARGE[token.text]
                j += 1
                continue
            if not skip and found.scale == 1 and token.kind is kinds.WORD and self._letter(j, money=money):
                found.scale = _LETTERS.get(token.text) or _MONEY_LETTERS[token.text]
                j += 1
            break
        if j == found.start:
            return None
        found.value *= found.scale
        found.plain = found.plain and j == found.end
        found.end = j
        return found

    def _abbreviation_dot(self, j: int) -> bool:
        tokens = self._tokens
        if j + 1 >= len(tokens) or tokens[j].text != "." or not glued(tokens, j):
            return False
        after, latin = tokens[j + 1], tokens[j - 1].text.isascii()
        if not latin and len(after.text) > 2 and after.text.istitle():
            return False  # "вместо 5,4 млрд. Причины …": a new sentence
        return after.kind is not kinds.LINE and not (latin and not after.text.islower())

    def _letter(self, j: int, *, money: bool) -> bool:
        """Whether token `j` is a magnitude letter: "2.9k", "$44m", "1.8M dollars"."""
        tokens, text = self._tokens, self._tokens[j].text
        if money and (text in _MONEY_LETTERS or text in _LETTERS) and text != "g":
            return glued(tokens, j) or text in {"bn", "mn", "tn", "MM", "M", "B", "m", "b"}
        if not glued(tokens, j):
            return False
        if text in _MONEY_LETTERS and text != "g":
            word = self._lexicon.words.at(tokens, j + 1) or self._lexicon.symbols.at(tokens, j + 1)
            if text == "m" and self._lexicon.nouns.at(tokens, j + 1) is not None:
                return True
            if word is None:
                return False
            told = (
                len(tokens[j + 1].text) > 2
                or word[0] > j + 2
                or (tokens[j + 1].text == "t" and not self._goes_on(j + 2))
            )
            amount = text == "m" and told and not glued(tokens, j + 1)
            return self._lexicon.measures(word[1]) in (_IN_MILLIONS if amount else {"money"})
        if text not in _LETTERS:
            return False
        if text in {"M", "М", "B", "MM"}:
            after = self._lexicon.words.at(tokens, j + 1) or self._lexicon.nouns.at(tokens, j + 1)
            return after is not None or self._lexicon.symbols.at(tokens, j + 1) is not None or self._plural(j + 1)
        return True

    def _plural(self, j: int) -> bool:
        """Whether token `j` looks like an English plural: "7B parameters"."""
        low = self._tokens[j].text if j < len(self._tokens) else ""
        return low.islower() and low.isascii() and len(low) > 3 and low.endswith("s") and not glued(self._tokens, j)

    def _goes_on(self, j: int) -> bool:
        """Whether token `j` continues the word before it."""
        return glued(self._tokens, j) and self._tokens[j].kind in kinds.WORDS

    def _more_words(self, found: Numeral, j: int) -> tuple[Numeral, int]:
        """What follows a magnitude in words: "three million, two hundred & forty"."""
        tokens, known = self._tokens, self._lexicon.numbers
        k = j
        while k < len(tokens) and k - j < 2 and (tokens[k].text == "," or tokens[k].low in {"and", "&"}):
            k += 1
        entry = known.get(tokens[k].low) if k < len(tokens) else None
        if (
            entry is None
            or entry[0] == "scale"
            or (entry[0] == "times" and entry[2] == "en")
            or (k > j and tokens[k - 1].low == "and" and found.scale < 100)
        ):
            return found, j
        rest = self._number_words.at(k)
        if rest is None:
            return found, j
        rest_full = self._magnitudes(rest, money=False)
        if rest_full is None or rest_full.value >= found.scale or tokens[rest_full.end - 1].kind is kinds.NUMBER:
            return found, j
        whole = found.value * found.scale + rest_full.value
        return Numeral(whole, found.start, rest_full.end, worded=True), rest_full.end

    def _han(self, i: int) -> Numeral | None:
        """A run of Chinese numerals: 三百二十, 两亿, 十五万, 一点五, 十多万."""
        tokens, j = self._tokens, i
        limit = min(len(tokens), i + _LONGEST_HAN)
        while j < limit and tokens[j].text in han.ALL and not (j > i and self._is_unit(j)):
            j += 1
        run = "".join(token.text for token in tokens[i:j])
        before, after = tokens[i - 1].text if i else "", tokens[j].text if j < len(tokens) else ""
        if han.in_word(run, before, after):
            return None
        found = Numeral(0.0, i, j, worded=True)
        if run[-1] in han.SCALES and not any(char in han.SCALES for char in run[:-1]) and len(run) > 1:
            run, found.scale = run[:-1], han.SCALES[run[-1]]
        pair = han.neighbours(run)
        value = pair[1] if pair else han.value_of(run)
        if value is None:
            return None
        if (
            j + 1 < len(tokens)
            and tokens[j].text in {"点", "點"}
            and tokens[j + 1].text in han.DIGITS
            and found.scale == 1
        ):
            j += 1
            digits = ""
            while j < len(tokens) and tokens[j].text in han.DIGITS and len(digits) < _DIGITS:
                digits += str(han.DIGITS[tokens[j].text])
                j += 1
            value += float(f"0.{digits}")
        if j + 1 < len(tokens) and tokens[j].text in _MORE_HAN and tokens[j + 1].text in han.SCALES:
            found.more, j = True, j + 1
        while j < len(tokens) and tokens[j].text in han.SCALES and found.scale < 1e12 and not self._is_unit(j):
            found.scale *= han.SCALES[tokens[j].text]
            j += 1
        if found.scale == 1 and self._dozens(j):
            found.scale, j = _DOZEN, j + 1
        found.value, found.end = value * found.scale, j
        found.least = pair[0] * found.scale if pair else None
        return found

    def _dozens(self, j: int) -> bool:
        """As in 两打鸡蛋: 打 counts by the dozen before a noun; elsewhere it is a verb (一打开, 打3个)."""
        tokens = self._tokens
        if j >= len(tokens) or tokens[j].text != "打" or not glued(tokens, j):
            return False
        return j + 1 == len(tokens) or tokens[j + 1].text not in _BEATEN

    def _is_unit(self, j: int) -> bool:
        """Whether a unit of several characters begins at token `j` (千克, 兆瓦): its first is no magnitude."""
        found = self._lexicon.words.at(self._tokens, j)
        return found is not None and found[0] > j + 1

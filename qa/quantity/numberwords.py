"""Number words of four languages below a thousand, with their decimals: "двести сорок", "екі жүз"."""

from __future__ import annotations

from dataclasses import dataclass

from qa.quantity import kinds
from qa.quantity.lexicon import Lexicon
from qa.quantity.tokens import Token


@dataclass(slots=True)
class Numeral:
    """A value read from tokens `start` to `end`; `scale` is the magnitude already multiplied in (1 if none).

    `plain` tells digits without a magnitude word (they may be a year or a label), `worded` number words; `least` is the
    lower of two values said in one breath (两三百: 200 to 300).
    """

    value: float
    start: int
    end: int
    scale: float = 1.0
    plain: bool = False
    worded: bool = False
    more: bool = False
    least: float | None = None

    @property
    def bare(self) -> float:
        """The value without its magnitude."""
        return self.value / self.scale


_PLACES = {"десятитысячн": 1e-4, "тысячн": 1e-3, "сот": 1e-2, "десят": 1e-1}
#: «млрд» and «трлн» are written with digits only; «миллиард» may be one.
_LONGEST_SHORT = 4
#: Digits after a point in words that still count.
_DIGITS = 15


class NumberWords:
    """Reads number words from one tokenised text."""

    def __init__(self, tokens: list[Token], lexicon: Lexicon) -> None:
        self._tokens = tokens
        self._lexicon = lexicon

    def at(self, i: int) -> Numeral | None:
        """Number words: "two hundred and forty", "сто двадцать пять", "жиырма бес"."""
        tokens, known = self._tokens, self._lexicon.numbers
        j, total, current, last, previous = i, 0.0, 0.0, -1, "start"
        language = ""
        while j < len(tokens):
            entry = known.get(tokens[j].low) if tokens[j].kind is kinds.WORD else None
            if entry is None:
                step = self._link(j, previous)
                if not step:
                    break
                j += step
                continue
            kind, value, spoken = entry
            if (language and spoken != language and kind != "scale") or not _follows(previous, kind, language):
                break
            if kind == "scale":
                break
            current = (current or 1) * 100 if kind == "times" else current + value
            language, previous, last = spoken, kind, j
            j += 1
        if last < 0:
            return self._article(i)
        return self._decimal_words(Numeral(total + current, i, last + 1, worded=True))

    def _decimal_words(self, found: Numeral) -> Numeral:
        """As in "две целых три десятых", "two point five"."""
        tokens, j = self._tokens, found.end
        if j >= len(tokens):
            return found
        if tokens[j].low in {"целых", "целая", "целой", "целую"}:
            j += 1 + (j + 1 < len(tokens) and tokens[j + 1].low == "и")
            part = self.at(j) if j < len(tokens) else None
            place = next((size for stem, size in _PLACES.items() if part and self._starts(part.end, stem)), 0.0)
            return (
                Numeral(found.value + part.value * place, found.start, part.end + 1, worded=True)
                if part and place
                else found
            )
        if tokens[j].low == "point":
            digits, j = "", j + 1
            while j < len(tokens) and len(digits) < _DIGITS:
                entry = self._lexicon.numbers.get(tokens[j].low)
                if entry is None or entry[0] != "unit" or entry[1] > 9:
                    break
                digits, j = digits + str(int(entry[1])), j + 1
            if digits:
                return Numeral(found.value + float(f"0.{digits}"), found.start, j, worded=True)
        return found

    def _starts(self, j: int, stem: str) -> bool:
        return j < len(self._tokens) and self._tokens[j].low.startswith(stem)

    def _link(self, j: int, previous: str) -> int:
        """How many tokens of "and" or hyphen lie between two number words at `j`."""
        tokens = self._tokens
        if previous == "start" or j + 1 >= len(tokens) or tokens[j + 1].low not in self._lexicon.numbers:
            return 0
        if tokens[j].text in {"-", "‐", "‑"} and previous == "ten":
            return 1
        if tokens[j].low in {"and", "&"} and previous in {"times", "scale"}:
            return 1
        return 0

    def _article(self, i: int) -> Numeral | None:
        """As in "A million", "half a million", "миллион": a magnitude that counts once."""
        tokens, known = self._tokens, self._lexicon.numbers
        low = tokens[i].low
        if low in {"half", "пол"} and i + 2 < len(tokens) and tokens[i + 1].low in {"a", "an"}:
            scale = known.get(tokens[i + 2].low)
            return Numeral(0.5, i, i + 2, worded=True) if scale and scale[0] in {"scale", "times"} else None
        if low in {"a", "an"} and i + 1 < len(tokens):
            scale = known.get(tokens[i + 1].low)
            if (
                scale
                and scale[0] in {"scale", "times"}
                and tokens[i + 1].low not in {"thousands", "millions", "billions"}
            ):
                return Numeral(1.0, i, i + 1, worded=True)
            return None
        entry = known.get(low)
        if entry and entry[0] == "scale" and entry[2] != "en" and len(low) > _LONGEST_SHORT:
            return Numeral(1.0, i, i, worded=True)
        return None


def _follows(previous: str, kind: str, language: str) -> bool:
    """Whether a number word of `kind` may follow one of `previous` within a numeral below a thousand."""
    allowed = {
        "start": {"unit", "ten", "hundred", "times"},
        "unit": {"times"},
        "ten": {"unit"},
        "times": {"unit", "ten"},
        "hundred": {"unit", "ten"},
    }
    return kind in allowed[previous] and not (previous == "start" and kind == "times" and language == "en")

"""Magnitudes in headings: words and their abbreviations, digits, powers of ten, letters before what is measured."""

from __future__ import annotations

from qa.quantity import kinds
from qa.quantity.lexicon import lexicon
from qa.quantity.numerals import power
from qa.quantity.tokens import Token, glued

#: Largest power of ten that is a magnitude, and the least that digits alone say.
_GREATEST_POWER, _LEAST = 12, 1e3
#: Abbreviations that only headings use, before what they count; in running text a mill is a mill.
_SHORTENED = {"thous": 1e3, "thsd": 1e3, "ths": 1e3, "mill": 1e6, "mil": 1e6, "mio": 1e6, "k": 1e3, "m": 1e6}
_LETTERS = frozenset({"k", "m"})
_DOTTED = frozenset({"тыс", "млн", "млрд", "mln", "thous", "thsd", "ths", "mill", "mil", "mio"})
#: "Exports, 1000 t".
_THOUSANDS = {
    written: size
    for size, plain in ((1e3, "1,000"), (1e4, "10,000"), (1e5, "100,000"))
    for written in (plain, plain.replace(",", ""), plain.replace(",", " "), plain.replace(",", "\u00a0"))
}


def scale_at(tokens: list[Token], i: int) -> tuple[float, int]:
    """Magnitude words at token `i`: "million", "тыс.", "万", "'000"."""
    scale = 1.0
    while i < len(tokens):
        entry = lexicon().numbers.get(tokens[i].low)
        if entry is not None and entry[0] in {"scale", "times"}:
            scale *= entry[1]
        elif tokens[i].text in {"千", "百"} and lexicon().words.at(tokens, i) is not None:
            break  # 千瓦时, 百分点 are units
        elif tokens[i].text in {"万", "亿", "千", "百"}:
            scale *= {"万": 1e4, "亿": 1e8, "千": 1e3, "百": 1e2}[tokens[i].text]
        elif tokens[i].text in {"'", "’"} and i + 1 < len(tokens) and tokens[i + 1].text == "000":
            scale, i = scale * 1000, _plural_zeros(tokens, i + 1)
        elif (exponent := _exponent(tokens, i)) is not None:
            scale, i = scale * 10.0 ** exponent[0], exponent[1]
        elif tokens[i].text == "000":
            scale, i = scale * 1000, _plural_zeros(tokens, i)
        elif (size := _round(tokens, i)) is not None:
            scale, i = scale * size[0], size[1]
        elif (
            i + 1 < len(tokens)
            and tokens[i].low in _SHORTENED
            and (tokens[i].low not in _LETTERS or _things(tokens, i))
        ):
            scale *= _SHORTENED[tokens[i].low]
        elif (
            tokens[i].text in {"mn", "m", "k", "K", "M", "b", "B"}
            and i
            and len(tokens) - i == 1
            and _money(tokens, i - 1)
        ):
            scale *= {"k": 1e3, "K": 1e3, "b": 1e9, "B": 1e9}.get(tokens[i].text, 1e6)
        else:
            break
        i += 1
        if i < len(tokens) and tokens[i].text == "." and tokens[i - 1].low in _DOTTED:
            i += 1
    return scale, i


def _exponent(tokens: list[Token], i: int) -> tuple[int, int] | None:
    """The exponent of "10³", "10^3", "×10³" at token `i`, and its last token."""
    i += i + 1 < len(tokens) and tokens[i].text in {"×", "x", "·"}
    if i + 1 >= len(tokens) or tokens[i].text != "10":
        return None
    if tokens[i + 1].kind is kinds.SUPER:
        size, end = power(tokens[i + 1]), i + 1
    elif i + 2 < len(tokens) and tokens[i + 1].text == "^" and tokens[i + 2].text.isdecimal():
        size, end = int(tokens[i + 2].text), i + 2
    else:
        return None
    return (size, end) if 1 < size <= _GREATEST_POWER else None


def _plural_zeros(tokens: list[Token], i: int) -> int:
    """The last token of "000s", whose zeros are token `i`."""
    return i + 1 if i + 1 < len(tokens) and tokens[i + 1].text == "s" and glued(tokens, i + 1) else i


def _round(tokens: list[Token], i: int) -> tuple[float, int] | None:
    """The magnitude that digits say at token `i`, and its last token: "1000 t", "RMB 10,000", "100m", "10k"."""
    i += i + 1 < len(tokens) and tokens[i].text in {"×", "x"}
    if i >= len(tokens) or tokens[i].kind is not kinds.NUMBER:
        return None
    size = _THOUSANDS.get(tokens[i].text, {"10": 1e1, "100": 1e2}.get(tokens[i].text, 0.0))
    behind = tokens[i + 1].low if i + 1 < len(tokens) else ""
    if size and behind in {"k", "m"} and glued(tokens, i + 1):
        return size * (1e3 if behind == "k" else 1e6), i + 1
    told = size >= _LEAST and (i + 1 < len(tokens) or (i > 0 and _money(tokens, i - 1)))
    return (size, _plural_zeros(tokens, i)) if told else None


def _things(tokens: list[Token], i: int) -> bool:
    """Whether a letter, not the last token, stands before what it multiplies: "m tonnes", "k t", but not "m s"."""
    known = lexicon().symbols.at(tokens, i + 1) or lexicon().words.at(tokens, i + 1)
    measured = known is not None and lexicon().measures(known[1]) in {"mass", "container", "money", "volume"}
    return not glued(tokens, i + 1) and (measured or lexicon().nouns.at(tokens, i + 1) is not None)


def _money(tokens: list[Token], i: int) -> bool:
    found = lexicon().symbols.at(tokens, i) or lexicon().words.at(tokens, i)
    return found is not None and found[0] == i + 1 and lexicon().units[found[1]].dimension == "money"

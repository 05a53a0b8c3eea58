"""A text that is nothing but a magnitude and a unit: "USD million", "тыс. тонн", 单位：万吨, "per wagon per day"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from qa.quantity.counted import singular
from qa.quantity.lexicon import lexicon
from qa.quantity.numerals import power
from qa.quantity.tokens import Kind, Token, glued, tokenise
from qa.quantity.unitphrase import UnitPhrases


@dataclass(frozen=True, slots=True)
class Measure:
    """A unit and the magnitude that multiplies the cells under it."""

    unit: str
    scale: float = 1.0


_FIGURES = frozenset({
    "amounts", "prices", "rates", "sums", "data", "суммы", "цены", "тарифы", "данные", "показатели", "costs", "fees",
    "charges", "figures", "values",
})  # fmt: skip
_IN = _FIGURES | {
    "in",
    "в",
    ":",
    "：",
    "单",
    "位",
    "unit",
    "units",
    "ед",
    ".",
    "изм",
    "measured",
    "all",
    "бірлік",
    "(",
    "（",
}
_TOKEN_LIMIT = 60
#: Largest power of ten that is a magnitude.
_GREATEST_POWER = 12
#: What says only that things are counted.
PIECES = frozenset(
    {"ед", "шт", "единиц", "штук", "units", "unit", "pcs", "pieces", "number", "no", "дана", "бірлік", "个", "数"}
)
#: Chinese passages of a thing: 万辆次 counts lorries each time that they pass.
_PASSAGES = re.compile("(?<=[辆架艘列])次")


def exactly(text: str) -> Measure | None:
    """A text that is nothing but a magnitude and a unit, in either order."""
    tokens = tokenise(_PASSAGES.sub("", text))
    if not tokens or len(tokens) > _TOKEN_LIMIT:
        return None
    i = 0
    while i < len(tokens) - 1 and tokens[i].low in _IN:
        i += 1
    cent = [token.low for token in tokens[i : i + 2]] == ["per", "cent"]
    rate = None if cent else UnitPhrases(tokens, lexicon()).rate(i)
    if rate is not None and rate.end == len(tokens):
        return Measure(rate.name)  # "per wagon per day"
    scale, i = scale_at(tokens, i)
    units = UnitPhrases(tokens, lexicon())
    if scale > 1 and i + 1 == len(tokens) and tokens[i].low in PIECES:
        return Measure("", scale)  # "thousand pieces"
    if i == len(tokens):
        return Measure("", scale) if scale > 1 else None
    if scale > 1 and tokens[i].low == "of" and i + 1 < len(tokens):
        i += 1  # "thousands of euros"
    coins = units.rate(i + 1) if tokens[i].text in _COINS else None
    if coins is not None and coins.end == len(tokens):
        return Measure(_COINS[tokens[i].text] + coins.name)  # "p/kWh", "c/lb"
    found = units.at(i)
    money = lexicon().symbols.at(tokens, i) or lexicon().words.at(tokens, i)
    noun = lexicon().nouns.at(tokens, i)
    if i and scale == 1 and (noun or (found is not None and found.counted)) and _of_state(tokens[i - 1], tokens[-1]):
        return None  # "in service", "data centres"
    if found is None and noun is not None:
        unit, end = str(noun[1]), noun[0]  # "thousand head"
        each = units.rate(end) if end < len(tokens) else None
        if each is not None:
            unit, end = unit + each.name, each.end  # "head/ha"
    elif found is None or (found.counted and not _known_noun(tokens, i, found.end)):
        if money is not None:
            unit, end = str(money[1]), money[0]
        elif scale > 1 and found is not None and found.end == len(tokens):
            unit, end = found.name, found.end  # "thousand visits"
        else:
            return None
    else:
        unit, end = found.name, found.end
    if unit == "goal" and scale > 1:
        unit = "head"  # «тыс. гол.»: nobody scores thousands
    after, end = scale_at(tokens, end)
    late = units.rate(end) if after > 1 and end < len(tokens) and "/" not in unit else None
    if late is not None:
        unit, end = unit + late.name, late.end  # "EUR thousand per MHz"
    rest = [token.low for token in tokens[end:]]
    head, slash, below = unit.partition("/")
    if head in lexicon().scaled:
        factor, name = lexicon().scaled[head]
        unit, scale = name + slash + below, scale * factor
    if rest and unit.startswith("t") and rest[0] in {"co", "of", "co2", "标"}:
        rest = []
    if rest and rest[0] in {"unless", "except", "if", "если"}:
        rest = []
    if not rest or rest == ["."] or (unit == "%" and rest[0] in {"of", "от", "к", "change", "share", "growth", "в"}):
        return Measure(unit, scale * after)
    return None


#: Coins by one letter, before what they are paid for.
_COINS = {"p": "penny", "c": "cent"}
#: What opens a rate behind a noun: "trains per day".
_RATE_WORDS = frozenset({"per", "a", "an", "each", "every", "daily", "weekly", "monthly", "annually", "в", "за", "на"})


def _of_state(before: Token, last: Token) -> bool:
    """Whether "in" and a noun in the singular tell a state ("in operation") and no unit ("in passengers").

    Nor does a noun behind figures or prices: «Показатели района».
    """
    return before.low in _FIGURES or (before.low == "in" and last.low.isascii() and singular(last.low) == last.low)


def _known_noun(tokens: list[Token], i: int, end: int) -> bool:
    """Whether a noun or unit of the tables at token `i` is all up to token `end`, but for a rate; not "team stats"."""
    known = lexicon().nouns.at(tokens, i) or lexicon().words.at(tokens, i)
    if known is None:
        return False
    last = known[0]
    return last >= end or tokens[last].kind is not Kind.WORD or tokens[last].low in _RATE_WORDS


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
        elif tokens[i].text == "千" and lexicon().words.at(tokens, i) is not None:
            break  # 千瓦时 is a unit
        elif tokens[i].text in {"万", "亿", "千", "百"}:
            scale *= {"万": 1e4, "亿": 1e8, "千": 1e3, "百": 1e2}[tokens[i].text]
        elif tokens[i].text in {"'", "’"} and i + 1 < len(tokens) and tokens[i + 1].text == "000":
            scale, i = scale * 1000, _plural_zeros(tokens, i + 1)
        elif (exponent := _exponent(tokens, i)) is not None:
            scale, i = scale * 10.0 ** exponent[0], exponent[1]
        elif tokens[i].text == "000":
            scale, i = scale * 1000, _plural_zeros(tokens, i)
        elif tokens[i].text in _THOUSANDS and i + 1 < len(tokens):
            scale, i = scale * _THOUSANDS[tokens[i].text], _plural_zeros(tokens, i)
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
        if i < len(tokens) and tokens[i].text == "." and tokens[i - 1].low in {"тыс", "млн", "млрд", "mln"}:
            i += 1
    return scale, i


def _exponent(tokens: list[Token], i: int) -> tuple[int, int] | None:
    """The exponent of "10³", "10^3", "×10³" at token `i`, and its last token."""
    i += i + 1 < len(tokens) and tokens[i].text in {"×", "x", "·"}
    if i + 1 >= len(tokens) or tokens[i].text != "10":
        return None
    if tokens[i + 1].kind is Kind.SUPER:
        size, end = power(tokens[i + 1]), i + 1
    elif i + 2 < len(tokens) and tokens[i + 1].text == "^" and tokens[i + 2].text.isdecimal():
        size, end = int(tokens[i + 2].text), i + 2
    else:
        return None
    return (size, end) if 1 < size <= _GREATEST_POWER else None


def _plural_zeros(tokens: list[Token], i: int) -> int:
    """The last token of "000s", whose zeros are token `i`."""
    return i + 1 if i + 1 < len(tokens) and tokens[i + 1].text == "s" and glued(tokens, i + 1) else i


def _money(tokens: list[Token], i: int) -> bool:
    found = lexicon().symbols.at(tokens, i) or lexicon().words.at(tokens, i)
    return found is not None and found[0] == i + 1 and lexicon().units[found[1]].dimension == "money"

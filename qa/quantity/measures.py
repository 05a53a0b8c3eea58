"""A text that is nothing but a magnitude and a unit: "USD million", "тыс. тонн", 单位：万吨, "per wagon per day"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from qa.quantity import kinds
from qa.quantity.counted import singular
from qa.quantity.lexicon import lexicon
from qa.quantity.magnitudes import scale_at
from qa.quantity.tokens import Token, tokenise
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
    "in", "в", ":", "：", "单", "位", "unit", "units", "ед", ".", "изм", "measured", "all", "бірлік", "(", "（",
}  # fmt: skip
_TOKEN_LIMIT = 60
#: Characters of 人民币 before the magnitude of its 元.
_RENMINBI = 3
#: What says only that things are counted.
PIECES = frozenset(
    {
        "ед",
        "шт",
        "единиц",
        "штук",
        "units",
        "unit",
        "pcs",
        "pieces",
        "number",
        "no",
        "fte",
        "ftes",
        "nos",
        "each",
        "ea",
        "дана",
        "бірлік",
        "个",
        "数",
    }
)
#: Chinese passages of a thing: 万辆次 counts lorries each time that they pass.
_PASSAGES = re.compile("(?<=[辆艘列])次")
#: Times that stand alone as units, where running text has them for dates or rates, and the Russian second.
_ALONE = {"年": "year", "月": "month", "日": "day", "с": "s"}


@lru_cache(maxsize=4096)
def exactly(text: str) -> Measure | None:
    """A text that is nothing but a magnitude and a unit, in either order."""
    if (alone := _ALONE.get(text.strip(" ."))) is not None:
        return Measure(alone)
    tokens = tokenise(_PASSAGES.sub("", text))
    if not tokens or len(tokens) > _TOKEN_LIMIT or tokens[0].low == "изм":
        return None  # «Изм. за год»
    if tokens[0].text == "人" and text.startswith("人民币") and len(tokens) > _RENMINBI:
        tokens = tokens[_RENMINBI:]  # 人民币万元
    i = 0
    while i < len(tokens) - 1 and tokens[i].low in _IN:
        i += 1
    cent = [token.low for token in tokens[i : i + 2]] == ["per", "cent"]
    rate = None if cent else UnitPhrases(tokens, lexicon()).rate(i)
    if rate is not None and rate.end == len(tokens):
        return Measure(rate.name)  # "per wagon per day"
    if len(tokens) == i + 1 and tokens[i].text == "k":
        return Measure("", 1e3)  # "Patients, k"
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
    if scale >= _MANY:
        unit = _NEVER_MANY.get(unit, unit)
    if end + 1 < len(tokens) and tokens[end].low in {"in", "в"}:
        end += 1  # "$ in millions"
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


#: What is meant where so many are told: «тыс. гол.» are heads and no goals, 亿度 kilowatt-hours and no degrees.
_NEVER_MANY, _MANY = {"goal": "head", "degC": "kWh"}, 1e3
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
    return last >= end or tokens[last].kind is not kinds.WORD or tokens[last].low in _RATE_WORDS

"""What a table's headings say about its cells: unit, magnitude, period, direction, and what kind of column it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from qa.quantity import calendar_words
from qa.quantity.counted import singular
from qa.quantity.lexicon import lexicon
from qa.quantity.tokens import Kind, Token, tokenise
from qa.quantity.unitphrase import UnitPhrases
from qa.quantity.units import dimension


@dataclass(frozen=True, slots=True)
class Measure:
    """A unit and the magnitude that multiplies the cells under it."""

    unit: str
    scale: float = 1.0


_BRACKETS = re.compile(r"[(（\[]([^()（）\[\]]{1,60})[)）\]]")
_IN = frozenset({
    "in", "в", ":", "：", "单", "位", "unit", "amounts", "prices", "rates", "sums", "data", "суммы", "цены", "тарифы",
    "данные", "показатели", "costs", "fees", "charges", "units", "ед", ".", "изм", "measured", "all", "figures",
    "values", "бірлік", "(", "（",
})  # fmt: skip
_NUMBER_OF = re.compile(
    r"^(?:the )?(?:total )?(?:number of|no\. of|количество|число|кол-во|численность|саны|数量)\s+(.{2,60})$"
    r"|^(.{2,40})(?:\s+саны|数量|数|个数)$",
    re.I,
)
_TOKEN_LIMIT = 60
#: What says only that things are counted.
_PIECES = frozenset(
    {"ед", "шт", "единиц", "штук", "units", "unit", "pcs", "pieces", "number", "no", "дана", "бірлік", "个", "数"}
)
_PARTICIPLE = re.compile(
    r"[a-z]{3,}ed|sold|built|made|held|sent|lost|heard|born|taken|given|drawn|flown|driven|paid|caught"
)
_PEOPLE = frozenset({"population", "население", "населения", "халық", "халқы", "人口", "headcount", "attendance"})
_PRICE = re.compile(r"\b(?:price|cost|fee|tariff|rate|charge|freight|fare|wage|toll|rent|revenue|income)s?\b", re.I)
_LASTING = re.compile(r"(?:median|average|mean|total|typical)\s+(days|hours|minutes|weeks|months|years)\b", re.I)
_NO_COUNT = frozenset({"ratio", "rate", "share", "index", "time", "times", "cost", "costs", "price", "prices"})
_DIRECTIONS = frozenset({"from", "to", "via"})
#: Headings of columns whose figures have no unit, whatever their row says.
_UNITLESS = re.compile(r"(?:p|r|r2|r²|n|t|f|z|χ2|χ²)(?:[ -–]?(?:value|values|значение))?", re.I)
#: What a caption names without counting it.
_NO_CAPTION_UNIT = frozenset({"indicator", "item", "event"})


@lru_cache(maxsize=4096)
def measure(heading: str) -> Measure | None:
    """The unit and magnitude that a heading names: "Trade, USD bn", "Capacity (TEUs/year)", "货运量（万吨）"."""
    if not heading or len(heading) > 400:
        return None
    for period in reversed(calendar_words.find(heading)):
        heading = f"{heading[: period.start]} {heading[period.end :]}"
    heading = _unconditional(heading)
    if heading.strip().lower() == "second":
        return None  # the second of several
    plain = " ".join(_BRACKETS.sub(" ", heading).split()).strip(" ,，;:")
    candidates = [*_BRACKETS.findall(heading), plain]  # 人口（万人）: the bracket says it more exactly
    candidates += [
        plain.rpartition(sign)[2] for sign in (",", "，", ";", " - ", " – ", " — ", ":", "：") if sign in plain
    ]
    candidates += [tail for word in (" in ", " в ") if (tail := plain.rpartition(word)[2]) and word in plain]
    known = [found for candidate in candidates if (found := _exactly(candidate.strip())) is not None]
    units = [found for found in known if found.unit]
    unit = next((found for found in units if dimension(found.unit) != "count"), units[0] if units else None)
    scale = next((found for found in known if not found.unit), None)
    if unit is not None:
        return Measure(unit.unit, scale.scale) if scale is not None and unit.scale == 1 else unit
    head, comma, tail = plain.rpartition(",")
    apart = bool(comma) and (said := _exactly(tail.strip())) is not None and not said.unit
    counted = _NUMBER_OF.match(head if apart else plain)
    if counted is not None:
        noun = _noun(counted[1] or counted[2])
        return Measure(noun.unit, scale.scale) if noun is not None and scale is not None else noun
    if comma and tail.strip(" .").lower() in _PIECES and (noun := _noun(head)) is not None:
        return noun  # "Суда, ед."
    if apart and scale is not None and (noun := _trailing(head, named=True)) is not None and noun.scale == 1:
        return Measure(noun.unit, scale.scale)  # "Connections, thousand"
    if scale is not None and {token.low for token in tokenise(plain)} & _PEOPLE:
        return Measure("person", scale.scale)  # "Population, mn"
    lasting = _LASTING.match(plain)
    if lasting is not None:
        return _exactly(lasting[1])  # "Median days to judgment"
    priced = _priced(plain) if scale is None else None
    trailing = priced or _trailing(plain)
    if trailing is not None and scale is not None and trailing.scale == 1:
        return Measure(trailing.unit, scale.scale)
    return trailing or scale


def _priced(plain: str) -> Measure | None:
    """The rate that ends a heading: "Boxes sorted per hour", "Price per FEU" (of what is told elsewhere)."""
    head, per, tail = plain.rpartition(" per ")
    tokens = tokenise(f"per {tail}") if per else []
    rate = UnitPhrases(tokens, lexicon()).rate(0) if tokens else None
    if rate is None or rate.end != len(tokens):
        return None
    counted = _trailing(head)
    if counted is not None and counted.unit and "/" not in counted.unit:
        return Measure(counted.unit + rate.name, counted.scale)
    return Measure(rate.name) if _PRICE.search(head) else None


_CONDITION = re.compile(
    r"(?:\b(?:up to|over|under|more than|less than|at least|above|below|до|свыше|более|менее|от|дейін|астам)|[<>≤≥])\s*"
    r"\d[\d\s.,]*[^\W\d]{0,12}|(?:days?|weeks?|months?|дни|день|дней)?\s*\d[\d.,]*\s?[–—-]\s?\d[\d.,]*\s*[^\W\d]{0,12}",
    re.I,
)


def _unconditional(heading: str) -> str:
    """A heading without the amounts for which its figures hold: "up to 5,000 GT", "свыше 1 000 т", "8–14 days"."""
    return _CONDITION.sub(" ", heading) if any(char.isdigit() for char in heading) else heading


def unitless(heading: str) -> bool:
    """Whether a column holds statistics without a unit: "P value", "n"."""
    return _UNITLESS.fullmatch(heading.strip()) is not None


def caption_measure(caption: str) -> Measure | None:
    """The measure that a caption names for the whole table; "Key indicators" name none."""
    found = measure(caption)
    return None if found is not None and found.unit in _NO_CAPTION_UNIT else found


def names_one(label: str) -> bool:
    """Whether a row's label is one thing's name in the singular ("City"), where "Trucks" are counted."""
    tokens = tokenise(label)
    return len(tokens) == 1 and tokens[0].low.isascii() and singular(tokens[0].low) == tokens[0].low


def names_thing(heading: str) -> bool:
    """Whether a heading's unit is only a noun in it ("Trucks"), not told as a unit ("Fleet, trucks")."""
    found = measure(heading)
    if found is None or not found.unit or dimension(found.unit) != "count":
        return False
    plain = " ".join(heading.split())
    return not (_BRACKETS.search(plain) or _NUMBER_OF.match(plain) or any(sign in plain for sign in ",，;:：/"))


def _exactly(text: str) -> Measure | None:
    """A text that is nothing but a magnitude and a unit, in either order."""
    tokens = tokenise(text)
    if not tokens or len(tokens) > _TOKEN_LIMIT:
        return None
    i = 0
    while i < len(tokens) - 1 and tokens[i].low in _IN:
        i += 1
    rate = UnitPhrases(tokens, lexicon()).rate(i)
    if rate is not None and rate.end == len(tokens):
        return Measure(rate.name)  # "per wagon per day"
    scale, i = _scale(tokens, i)
    units = UnitPhrases(tokens, lexicon())
    if scale > 1 and i + 1 == len(tokens) and tokens[i].low in _PIECES:
        return Measure("", scale)  # "thousand pieces"
    if i == len(tokens):
        return Measure("", scale) if scale > 1 else None
    found = units.at(i)
    money = lexicon().symbols.at(tokens, i) or lexicon().words.at(tokens, i)
    noun = lexicon().nouns.at(tokens, i)
    if found is None and noun is not None:
        unit, end = str(noun[1]), noun[0]  # "thousand head"
    elif found is None or (found.counted and not _known_noun(tokens, i)):
        if money is None:
            return None
        unit, end = str(money[1]), money[0]
    else:
        unit, end = found.name, found.end
    after, end = _scale(tokens, end)
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


def _known_noun(tokens: list[Token], i: int) -> bool:
    known = lexicon().nouns.at(tokens, i)
    return known is not None or lexicon().words.at(tokens, i) is not None


def _scale(tokens: list[Token], i: int) -> tuple[float, int]:
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
            scale, i = scale * 1000, i + 1
        elif tokens[i].text in {"000", "000s"}:
            scale *= 1000
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


def _money(tokens: list[Token], i: int) -> bool:
    found = lexicon().symbols.at(tokens, i) or lexicon().words.at(tokens, i)
    return found is not None and found[0] == i + 1 and lexicon().units[found[1]].dimension == "money"


def _noun(text: str) -> Measure | None:
    """The unit of "Number of container trains"."""
    tokens = tokenise(text)
    for i in range(len(tokens)):
        known = lexicon().nouns.at(tokens, i) or lexicon().words.at(tokens, i)
        if known is not None and (
            known[0] == len(tokens) or tokens[known[0]].low in {"per", "in", "on", "в", "на", ","}
        ):
            rate = UnitPhrases(tokens, lexicon()).rate(known[0])
            return Measure(str(known[1]) + (rate.name if rate else ""))
    first = tokens[0] if tokens else None
    if first is not None and first.kind is Kind.WORD:
        return Measure(singular(tokens[-1].low if "a" <= tokens[-1].low[0] <= "z" else first.low))
    return None


def _trailing(text: str, *, named: bool = False) -> Measure | None:
    """A unit at the end of a heading without punctuation ("Freight volume million tonnes"), or a known counted noun.

    A participle or a direction may follow the noun ("Wagons transhipped", "Trains from China"). `named`: the noun may
    have any ending, since a magnitude behind a comma says that something is counted.
    """
    tokens = tokenise(text)
    for i in range(max(0, len(tokens) - 5), len(tokens)):
        scale, j = _scale(tokens, i)
        if j >= len(tokens):
            continue
        word = lexicon().words.at(tokens, j) or (
            lexicon().symbols.at(tokens, j) if tokens[j].text not in {"m", "t", "s", "h", "d", "in"} else None
        )
        if (
            word is not None
            and word[0] == len(tokens)
            and (scale > 1 or i == 0 or word[1] in {"TEU", "FEU", "t", "km", "%"})
        ):
            return Measure(str(word[1]), scale)
        noun = lexicon().nouns.at(tokens, j)
        if noun is None and j + 2 == len(tokens) and _PARTICIPLE.fullmatch(tokens[j + 1].low) and _plural(tokens[j]):
            return Measure(singular(tokens[j].low), scale)  # "Boxes sorted"
        if noun is None or not (named or tokens[j].low.endswith(("s", "в", "ов", "й", "р"))):
            continue
        rest = tokens[noun[0] :]
        directed = bool(rest) and rest[0].low in _DIRECTIONS and rest[-1].low not in _NO_COUNT
        if not rest or directed or (len(rest) == 1 and _PARTICIPLE.fullmatch(rest[0].low)):
            return Measure(str(noun[1]), scale)
    return None


def _plural(token: Token) -> bool:
    low = token.low
    return low.isascii() and low.isalpha() and len(low) > 3 and low.endswith("s") and singular(low) != low

"""A heading without what is no part of its unit: when and for how many, conditions, a cell's other figure."""

from __future__ import annotations

import re

from qa.quantity.lexicon import lexicon
from qa.quantity.tokens import tokenise

#: What marks print or print as nothing: "Share (\\%)" of LaTeX.
_MARKS = str.maketrans("*", " ", "\\")
#: As in «План на 2025 год»: nothing is counted for each of so many.
_A_YEAR = r"(?:19|20)\d\d(?:\s?г\w*\.?)?\s*(?:[,;:()]|$)"
#: As in "Beds per 1,000 people": the count is of what stands before.
PER_MANY = re.compile(
    rf"(?:(?:\b(?:per|на)|每)\s*(?:(?!{_A_YEAR})\d[\d\s.,]*\d|thousand|million|тыс\.?|млн|百|千|万|十万)"
    r"|(?<=[^\W\d])/\s?10+(?!\d))"
    r"\s*[^\W\d]{0,20}"
    r"|\b\d[\d\s]*(?:мың\s)?(?:адам|тұрғын|халық|бала|әйел|туған)[^\W\d]{0,6}[ғгқк][ае]\b(?:\sшаққан[^\W\d]*)?",
    re.I,
)
#: Boxes by their length: "per 40ft", «за 20-футовый контейнер», 每40英尺集装箱.
_PER_BOX = re.compile(
    r"(\bper |\bза |每|(?<=[^\W\d]|[$€£₸])/)(?:(?P<forty>40|forty|сорока)|20|twenty|двадцати)"
    r"\s?[-‑]?\s?(?:ft|foot|['’]|фут\w*|英尺)\.?"
    r"(?:\s?(?:dry |standard )?(?:container|box|контейнер|集装箱)\w{0,3})?",
    re.I,
)
#: How times are written: "(min:s)", "hh:mm"; their parts are no unit.
_CLOCK = re.compile(
    r"(?<![^\W\d])(?:hh?|hrs?|hours?|min|minutes?|mm|ч|час[ыа]?|мин|минуты?)\s?:\s?"
    r"(?:min|minutes?|mm|m|ss?|sec|seconds?|мин|минуты?|сек|секунды?|с)(?![^\W\d])",
    re.I,
)
#: Carbon dioxide and oxygen glued to their unit, or with a small figure: "gCO₂/kWh", «мгО2/дм3».
_SUBSTANCE = re.compile(r"(?:(?<=[gt])|\s)CO[2₂]")
_OXYGEN = re.compile(r"(?<=[gг])[OО][2₂](?=/)")
_PER_ONE = re.compile(r"\b(?:за|per) (?:1|одну|один|one) (?=[^\W\d])", re.I)
#: What a price is for, said by «за» alone: «Тариф за Гкал», «Плата за вагон в сутки».
_PRICE_FOR = re.compile(
    r"(\b(?:тариф|цен[аы]|стоимость|плата|ставка|сбор|аренда|расценк[аи])(?: [^\W\d]{3,20})? )за (?=([^\W\d]+))", re.I
)
#: The money of whatever country a row names: "Exchange rate (LCU per US$)".
_LOCAL_MONEY = re.compile(r"\b(?:(?:local|national) currency(?: units?)?|LCU)(?= ?(?:per\b|/))", re.I)
#: What a share is reckoned over or when, behind its sign: "% y/y", "% p.a.", «% г/г».
_SHARE_OVER = re.compile(
    r"(?<=%)[\s,]*\(?(?:y[/-]?o?[/-]?y|q[/-]?o?[/-]?q|m[/-]?o?[/-]?m|p\.\s?a\.?|eop|year[- ]on[- ]year|on year"
    r"|г\s?/\s?г|м\s?/\s?м|кв\s?/\s?кв|г/г|годовых)\)?(?![\w/])",
    re.I,
)
#: The same before the sign, in brackets: «Инфляция (г/г), %», "Retail sales (m/m), %".
_OVER = re.compile(r"[(（]\s?(?:y/y|yoy|q/q|m/m|г/г|м/м|кв/кв)\s?[)）]", re.I)
#: What the figures in brackets are, where the others are something else: "(TWh, % of total in brackets)".
BRACKETED = re.compile(
    r"[,;，；]?\s*[^,;，；()（）]{0,40}"
    r"(?:\b(?:in|within) (?:brackets|parentheses)|\bв скобках|括号内为[^,;，；()（）]{1,12}|\bжақшада)",
    re.I,
)
#: When things were counted: "thousand people at the beginning of the year", "wells (end of year)".
_POINT = re.compile(
    r"[,(（，]?\s*(?:(?:\b(?:at|by|as of)\s)?(?:the\s)?"
    r"\b(?:year[- ]end|(?:end|beginning|start) of (?:the )?(?:year|period))\b"
    r"|\bна (?:конец|начало) (?:отч[её]тного )?(?:года|периода)\b"
    r"|\bжыл(?:дың)? (?:соңына|басына|соңында|басында)\b|年末|年底|年初|期末)(?:\s*[)）]|\s*[,，])?",
    re.I,
)
_CONDITION = re.compile(
    r"(?:\b(?:up to|over|under|more than|less than|at least|above|below|до|свыше|более|менее|от|дейін|астам)|[<>≤≥])\s*"
    r"\d[\d\s.,]*(?:(?:куб|кв)\.?\s?м\w{0,5}|[^\W\d]{0,12})|(?:days?|weeks?|months?|дни|день|дней)?\s*\d[\d.,]*\s?[–—-]\s?\d[\d.,]*\s*[^\W\d]{0,12}",
    re.I,
)


#: "Wheat 12.5%": a share that names a grade.
_GRADE = re.compile(r"\d[\d.,]*\s?%")


def uncluttered(heading: str) -> str:
    """A heading without what is no part of its unit."""
    heading = _LOCAL_MONEY.sub("", heading).replace("dB(A)", "dBA").replace("dB (A)", "dBA")
    heading = _OXYGEN.sub("", _SUBSTANCE.sub(" CO2", _CLOCK.sub(" ", heading)))
    heading = _POINT.sub(_without_point, BRACKETED.sub("", heading))
    heading = _PER_BOX.sub(lambda found: f" per {'FEU' if found['forty'] else 'TEU'}", heading)
    heading = _OVER.sub(" ", _SHARE_OVER.sub(" ", heading) if "%" in heading else heading)
    heading = _PRICE_FOR.sub(_per, _PER_ONE.sub("per ", heading.translate(_MARKS)))
    return PER_MANY.sub(" ", _unconditional(heading))


def _per(found: re.Match[str]) -> str:
    """The words of a price with "per" for «за», where a unit or a counted noun follows: not «Плата за проезд»."""
    tokens = tokenise(found[2])
    known = lexicon().symbols.at(tokens, 0) or lexicon().words.at(tokens, 0) or lexicon().nouns.at(tokens, 0)
    return f"{found[1]}per " if known is not None else found[0]


def _without_point(found: re.Match[str]) -> str:
    """What is left of "(end of year)" and of "(end of year, thousand)": nothing, or the bracket that it opened."""
    opened, closed = found[0].lstrip()[:1] in {"(", "（"}, found[0].rstrip()[-1:] in {")", "）"}
    if opened or closed:
        return " (" if not closed else ") " if not opened else " "
    return ", " if found[0].rstrip()[-1:] in {",", "，"} else " "


def _unconditional(heading: str) -> str:
    """A heading without the amounts for which its figures hold: "up to 5,000 GT", "свыше 1 000 т", "8–14 days"."""
    return _GRADE.sub(" ", _CONDITION.sub(" ", heading)) if any(char.isdigit() for char in heading) else heading

"""What a table's headings say about its cells: unit, magnitude, period, direction, and what kind of column it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from qa.quantity import calendar_words
from qa.quantity.columns import says_more
from qa.quantity.counted import CLASSIFIERS, singular
from qa.quantity.headingcuts import qualified
from qa.quantity.headinglone import alternative, lone
from qa.quantity.headingnouns import NUMBER_OF, counted_noun, in_state, leading, plural, trailing
from qa.quantity.headingrates import PRICE, rate_at_end, rate_in
from qa.quantity.headingrest import uncluttered
from qa.quantity.headingsigns import unsigned
from qa.quantity.magnitudes import scale_at
from qa.quantity.measures import PIECES, Measure, exactly
from qa.quantity.tokens import tokenise
from qa.quantity.units import dimension

BRACKETS = re.compile(r"[(（\[]([^()（）\[\]]{1,60})[)）\]]")
#: Commas between parts, and none within a number.
_COMMAS = re.compile("[，;；]|,(?!\\d{3}(?!\\d))")
#: Units that say only that pieces are counted, or vehicles of some kind.
_PIECE_UNITS = frozenset({"unit", "piece", "item", "vehicle", "head"})
_SHORT_HAN = re.compile("[\u4e00-\u9fff]{2,5}")
_METRE = Measure("m")
#: Units of count without an "s".
UNCOUNTED = frozenset({"head", "people", "staff", "sheep", "cattle", "personnel", "children", "men", "women", "pax"})
#: Headings that say that things are counted, not which.
_NUMBERS = frozenset({"number", "quantity", "amount", "count", "количество", "число", "кол-во", "саны", "数量"})
#: Nouns that amounts are told in.
_TOLD_IN = frozenset({
    "", "person", "passenger", "wagon", "container", "train", "vehicle", "head", "unit", "pair", "share", "point",
    "dose", "job", "employee", "bed", "seat",
})  # fmt: skip
_COLLECTIVES = frozenset({"парк", "флот", "паркі", "fleet"})
_STAFF = frozenset({"staff", "personnel", "workforce", "персонал", "headcount"})
_WHERE_STAFF = frozenset({"at", "in", "on", "by", "employed", "в", "на", "по"})
#: «Койки, всего»: words that say only that nothing is left out.
_ALL = re.compile(r"[,(（，]?\s*(?:in all|in total|total|overall|всего|итого|барлығы|总计|合计|共计)[)）]?\s*$", re.I)
_SEVERAL_UNITS = re.compile(r"^\s*[(（]?(?:计量)?单位\s*[:：].*[、/，,]|^\s*[(（]?ед\.?\s?изм\.?\s*:.*,", re.I)
_PASSENGERS = re.compile(r"\bpassenger (?:traffic|numbers|throughput|flow)|пассажиропоток|жолаушылар ағыны", re.I)
_PEOPLE = frozenset({
    "pop", "population", "население", "населения", "халық", "халқы", "人口", "headcount", "attendance",
})  # fmt: skip
#: A Russian adjective in the singular: «Областная» of several hospitals, no regions.
_WHICH_ONE = re.compile("[А-ЯЁ][а-яё]{3,}(?:ая|яя|ое|ее)")
_LASTING = re.compile(r"(?:median|average|mean|total|typical)\s+(days|hours|minutes|weeks|months|years)\b", re.I)
#: The word and number that a caption begins with.
_NUMBERED = re.compile(r"\s*(?:(?:table|таблица|табл\.|кесте|表)\s*[A-ZА-Я]?[\d.–-]*[.:–—]?|\d+-кесте\.?)\s+", re.I)
#: «Машин в сутки»: for each, where "in days" and «в часах» are units.
_EACH_TIME = frozenset({
    "сутки", "год", "месяц", "час", "день", "неделю", "минуту", "секунду", "смену", "квартал", "сут", "мес", "нед",
})  # fmt: skip
#: What a heading that else only says when does not measure: "Year 2024", and "2024 $'000" is money.
_TIMELY = frozenset({"duration", "count"})
#: A name by letters and a number: "MW-1" is a well, and no reciprocal of megawatts.
_CODE = re.compile(r"[A-ZА-ЯЁ]{1,5}[-–]\d{1,4}[A-Za-zА-Яа-я]?")
#: Abbreviations of statistics that are units in small letters: "HR (95% CI)" are hazards, no hours.
_STATISTICS = frozenset({"HR", "PT", "CT", "PC", "AC", "MO", "MI", "IN", "OR"})
_IN_MANY = re.compile(r"\s(?:in|в)\s[^\s]+$", re.I)
#: "Population and homes (thousands)": the magnitude is of both, the noun of one.
_TWO_THINGS = re.compile(r"[^\W\d]+(?: [^\W\d]+)? (?:and|и|және) [^\W\d]+(?: [^\W\d]+)?")
#: What its columns are classed by: "Fleet by age (years)".
_CLASSED = re.compile(
    r"\b(?:by (?:[^\W\d]+ )?(?:age|size|length|weight|distance|capacity|power|height|width|depth|duration|income|price"
    r"|voltage|tonnage|term|area|time)|по (?:возраст|размер|длин|масс|вес|расстояни|мощност|высот|ширин|глубин|срок"
    r"|стаж|доход|цен|площад|врем)[^\W\d]*) ?\([^()\n]{1,20}\)"
)
#: What a caption names without counting it.
_NO_CAPTION_UNIT = frozenset({
    "indicator", "item", "event", "fact", "figure", "result", "statistic", "detail", "trend", "estimate", "change",
    "finding", "highlight", "comparison", "characteristic", "parameter", "measure", "feature",
})  # fmt: skip


#: A product below a stroke, whose bracket is the unit's and not the heading's: "W/(m·K)".
_BELOW = re.compile(r"(?<=[^\W\d]/)\(([^()/]{1,20})\)")
#: "Since the year began", which is a time and no unit.
_SO_FAR = re.compile(
    r"\bс начала (?:текущего |отч[её]тного )?(?:года|месяца|квартала)\b|\bжыл басынан(?: бері)?\b"
    r"|\b(?:since|from) the (?:start|beginning) of the year\b",
    re.I,
)


@lru_cache(maxsize=4096)
def measure(heading: str) -> Measure | None:
    """The unit and magnitude that a heading names: "Trade, USD bn", "Capacity (TEUs/year)", "货运量（万吨）"."""
    if not heading or len(heading) > 400:
        return None
    heading = _BELOW.sub(lambda below: "·".join(below[1].split()), _SO_FAR.sub(" ", heading))
    dated = calendar_words.find(heading)
    for period in reversed(dated):
        heading = f"{heading[: period.start]} {heading[period.end :]}"
    if tells_several(heading):
        return None
    heading = uncluttered(heading)
    bare = dated and not says_more(heading) and "%" not in heading
    left = exactly(heading.strip(" ,;")) if bare else None
    if heading.strip().lower() == "second" or (bare and (left is None or dimension(left.unit) in _TIMELY)):
        return None  # the second of several; "Year 2024"
    plain = " ".join(BRACKETS.sub(" ", heading).split()).strip(" ,，;:")
    if _WHICH_ONE.fullmatch(plain) or plain in _STATISTICS or _CODE.fullmatch(plain):
        return None
    if plain.startswith(("%", "％")):
        return Measure("%")  # "% выполнения"
    inside = {part.strip() for part in BRACKETS.findall(heading)}
    if dated:
        inside = {part for part in inside if part not in {"k", "m"}}  # "2015 (k)": a note
    known = [
        found
        for part in _parts(heading, plain)
        if part.lower() != "time"
        and (found := exactly(part)) is not None
        and (part in inside or part == plain or not _of_one(part, found))
    ]
    if not known:
        qualifying = (*inside, *(plain.rpartition(sign)[2] for sign in ",，" if sign in plain))
        known = [found for part in qualifying if (found := qualified(part)) is not None][:1]
    if any(part in CLASSIFIERS for part in inside) and (thing := _thing(plain)) is not None:
        known = [thing]  # 股道数（条）: the heading says what the classifier counts
    apart = [found for part in _listed(heading, plain) if (found := exactly(part)) is not None]
    if (known and all(found.scale == 1 for found in known)) or not any(found.unit for found in known):
        known += [found for found in apart if not (found.unit and (known and known[0].unit)) and not _counts_one(found)]
    units = [_magnitude(plain, found) if found == _METRE else found for found in known if found.unit]
    units = _paid_by(units)
    if len(units) > 1 and "," in plain and alternative(exactly(plain.rpartition(",")[2].strip()), units[0]):
        units = units[1:]
    unit = next((found for found in units if dimension(found.unit) != "count"), units[0] if units else None)
    scale = next((found for found in known if not found.unit), None)
    unit = unit or unsigned(plain) or lone(plain, (*inside, *_listed("", plain)))
    scale = scale or next((Measure("", size) for part in inside if (size := _of_classified(part)) > 1), None)
    if unit is None:
        return _named(plain, scale, BRACKETS.findall(heading))
    if scale is not None and unit.scale == 1:
        unit = Measure(unit.unit, scale.scale)
    return _for_each(plain, _of_things(plain, unit))


def _listed(heading: str, plain: str) -> list[str]:
    """The parts of a heading between commas: unit and magnitude may stand in one each ("EUR, millions")."""
    inside = [one for part in BRACKETS.findall(heading) for one in _COMMAS.split(part)]
    return [part.strip() for part in (*inside, *_COMMAS.split(plain)[1:])]


def in_unit_column(said: str, label: str) -> Measure | None:
    """The measure of a cell in a column of units; a Chinese classifier counts what its row names: 床位数 | 万张."""
    if said[-1:] not in CLASSIFIERS:
        return measure(said)
    thing = _thing(label)
    if thing is None:
        size = _of_classified(said)
        return measure(said) or (Measure("", size) if size > 1 else None)
    return Measure(thing.unit, _of_classified(said))


def _counts_one(found: Measure) -> bool:
    return found.scale == 1 and dimension(found.unit) == "count" and bool(found.unit)


def _thing(plain: str) -> Measure | None:
    """The known noun that a Chinese heading is the number of, or is."""
    number = NUMBER_OF.match(plain)
    found = counted_noun(number[1] or number[2]) if number is not None else exactly(plain)
    return found if found is not None and found.unit and dimension(found.unit) == "count" and found.scale == 1 else None


def _paid_by(units: list[Measure]) -> list[Measure]:
    """Units of which one is but a rate, joined to it: "Tuition (per year), USD"."""
    rate = next((found.unit for found in units if found.unit.startswith("/")), "")
    heads = [found for found in units if "/" not in found.unit and dimension(found.unit) == "money"]
    return [Measure(found.unit + rate, found.scale) for found in heads] if rate and heads else units


def _of_classified(part: str) -> float:
    """The magnitude before a Chinese classifier that stands alone: 床位数（万张）."""
    tokens = tokenise(part)
    scale, end = scale_at(tokens, 0) if part[-1:] in CLASSIFIERS else (1.0, 0)
    return scale if end == len(tokens) - 1 else 1.0


def _magnitude(plain: str, metre: Measure) -> Measure:
    """As in "Passengers (m)": millions of what is counted."""
    if not {token.low for token in tokenise(plain)}.isdisjoint(_PEOPLE):
        return Measure("person", 1e6)
    head = plain.rpartition(",")[0] if plain.endswith((", m", ",m")) else plain
    noun = exactly(head) or trailing(head) or in_state(head)
    counts = noun is not None and noun.scale == 1 and dimension(noun.unit) != "length" and noun.unit != ""
    return Measure(noun.unit, 1e6) if noun is not None and counts else metre


def _of_one(part: str, found: Measure) -> bool:
    """As in "Road tax, lorry": one thing behind a comma says for what, not what is counted."""
    one = found.scale == 1 and part.isascii() and part.isalpha() and part not in UNCOUNTED
    return one and dimension(found.unit) == "count" and singular(part.lower()) == part.lower()


def _parts(heading: str, plain: str) -> list[str]:
    """What may be a unit in a heading, the likeliest first: in brackets, all of it, behind a sign or "in"."""
    inside = BRACKETS.findall(heading)
    parts = [*inside, plain]  # 人口（万人）: the bracket says it more exactly
    parts += [plain.rpartition(sign)[2] for sign in (",", "，", ";", " - ", " – ", " — ", ":", "：") if sign in plain]
    stroked = plain.rpartition("/")[2] if "/" in plain else ""
    parts += [stroked] if stroked and (found := exactly(stroked)) is not None and not found.unit else []
    tails = (plain.rpartition(word)[2] for word in (" in ", " в ") if word in plain)
    parts += [tail for tail in tails if tail and tail.lower().strip(" .") not in _EACH_TIME and not _where(tail)]
    return [part.strip() for part in parts]


def _where(tail: str) -> bool:
    """Whether "in" and a noun say where ("in cities"), and not what traffic is told in ("in wagons")."""
    found = exactly(tail)
    return found is not None and dimension(found.unit) == "count" and found.scale == 1 and found.unit not in _TOLD_IN


def _named(plain: str, scale: Measure | None, inside: Sequence[str]) -> Measure | None:
    """The measure of a heading without a unit that is told as one: a noun in it says what is counted.

    `inside`: what stands in brackets, which may say that it is counted in pieces.
    """
    if scale is not None and (opened := _IN_MANY.search(plain)) is not None and exactly(opened[0].strip()) == scale:
        plain = plain[: opened.start()]  # "Patients in thousands"
    if _TWO_THINGS.fullmatch(plain):
        return scale  # "Sheep and goats": neither
    piecewise = any(part.strip(" .").lower() in PIECES or part in CLASSIFIERS for part in inside)
    head, comma, tail = plain.rpartition(",")
    apart = bool(comma) and (said := exactly(tail.strip())) is not None and not said.unit
    counted = NUMBER_OF.match(head if apart else plain) or next(filter(None, map(NUMBER_OF.match, inside)), None)
    if counted is not None:
        noun = counted_noun(counted[1] or counted[2])
        return Measure(noun.unit, scale.scale) if noun is not None and scale is not None else noun
    if comma and tail.strip(" .").lower() in PIECES:
        return None if head.strip().lower() in _NUMBERS | _COLLECTIVES else counted_noun(head)  # "Суда, ед."
    if piecewise and (noun := exactly(plain) or trailing(plain, named=True)) is not None:
        return noun  # 座位（个）
    if piecewise and _SHORT_HAN.fullmatch(plain):
        return Measure(plain.removesuffix("数"))  # 冷库（座）
    if (
        apart
        and scale is not None
        and (noun := trailing(head, named=True) or leading(head, any_words=True))
        and noun.scale == 1
    ):
        return Measure(noun.unit, scale.scale)  # "Connections, thousand"
    if scale is not None and {token.low for token in tokenise(plain)} & _PEOPLE:
        return Measure("person", scale.scale)  # "Population, mn"
    if scale is not None and _PASSENGERS.search(plain):
        return Measure("passenger", scale.scale)  # "Passenger traffic (million)"
    if scale is not None and plain.isalpha() and plain.isascii() and singular(plain.lower()) != plain.lower():
        return Measure(singular(plain.lower()), scale.scale)  # "Trips (million)"
    lasting = _LASTING.match(plain)
    if lasting is not None:
        return exactly(lasting[1])  # "Median days to judgment"
    found = (_priced(plain) if scale is None else None) or trailing(plain)
    noun = found or plural(plain) or leading(plain)
    found = (
        Measure(noun.unit, scale.scale) if noun is not None and scale is not None and noun.scale == 1 else noun or scale
    )
    if found is None and (rest := _ALL.sub("", plain).rstrip(" :–—")) != plain and rest:
        return _named(rest, None, ())
    if found is None and (sign := re.search(r":\s|\s[–—]\s", plain)) is not None:
        return _named(plain[: sign.start()], None, ())  # "Beds: intensive care"
    words = plain.lower().split()
    told = bool(words) and (words[-1] in _STAFF or (words[0] in _STAFF and words[1] in _WHERE_STAFF))
    return found or (Measure("person") if told else None)


def _of_things(plain: str, unit: Measure) -> Measure:
    """As in 跨境电商包裹（万件）, "Аптеки, единиц": the noun before a unit that only says that pieces are counted."""
    if unit.unit not in _PIECE_UNITS and not (unit.unit == "family" and "用户" in plain):
        return unit
    head = plain.partition(",")[0].partition("，")[0]
    if head.strip().lower() in _COLLECTIVES:
        return unit  # «Парк, ед.»: of what its rows name
    noun = exactly(head) or trailing(head, named=True)
    fits = noun is not None and noun.scale == 1 and dimension(noun.unit) == "count" and "/" not in noun.unit
    return Measure(noun.unit, unit.scale) if noun is not None and noun.unit and fits else unit


def _for_each(plain: str, unit: Measure) -> Measure:
    """As in "Dividend per share, USD", "Parking, per tonne and hour, tenge", «Удой на одну корову, кг»."""
    if unit.unit in {"%", "pp"} or dimension(unit.unit) in {"temperature", "ratio"}:
        return unit
    rate = rate_in(plain)
    head, slash, below = unit.unit.partition("/")
    if not rate or rate[1:] in below.split("/") or (slash and dimension(below) != "duration"):
        return unit
    return Measure(head + rate + slash + below, unit.scale)


def _priced(plain: str) -> Measure | None:
    """The rate that ends a heading: "Boxes sorted per hour", "Price per FEU" (of what is told elsewhere)."""
    found = rate_at_end(plain)
    if found is None:
        return None
    head, rate = found
    counted = trailing(head)
    if counted is not None and counted.unit and "/" not in counted.unit:
        return Measure(counted.unit + rate, counted.scale)
    return Measure(rate) if PRICE.search(head) else None


def tells_several(line: str) -> bool:
    """Whether a line tells the units of several columns, so that it is no one's: 单位：万人次、万公里."""
    return _SEVERAL_UNITS.match(line) is not None


def caption_measure(caption: str) -> Measure | None:
    """The measure that a caption names for the whole table; "Key indicators" name none."""
    caption = _CLASSED.sub(" ", caption)
    named = _NUMBERED.sub("", caption, count=1)
    found = measure(caption) or leading(named)
    several = _TWO_THINGS.fullmatch(" ".join(BRACKETS.sub(" ", named).split()))
    if found is not None and several and dimension(found.unit) == "count":
        return Measure("", found.scale) if found.scale > 1 else None
    return None if found is not None and found.unit in _NO_CAPTION_UNIT else found

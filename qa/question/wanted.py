"""What a question wants: the kind of answer, its units and dimensions, and the role a figure has to play."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from qa.quantity import dimension, unit_of
from qa.quantity.counted import CLASSIFIERS
from qa.question.cues import cues
from qa.text.analysis import function_words
from qa.text.asking import asks_in_words
from qa.text.cleaning import fold
from qa.text.forms import is_cyrillic, script_language
from qa.text.glossary import Key
from qa.types import AnswerKind, Quantity, Role

#: "How many", whose answer is counted in the word that follows.
HOW_MANY = re.compile(
    r"\bhow\s+many\b|\bhow\s+much\b|\bскольк(?:о|их|им)\b|\bқанша\b|\bнеше\b|多少|几|\bnumber\s+of\b|\b(?:число|количество)\b",
    re.IGNORECASE,
)
#: "How many hours until when", "в скольких": a time is asked for all the same.
_CLOCK = re.compile(r"\b(?:what\s+time|во\s+сколько)\b", re.IGNORECASE)
#: Function words inside the phrase: "how many of the", "how many other".
_LINKS = frozenset({"of", "the", "these", "those", "other", "more", "all", "such", "own"})
#: Of these Kazakh is known by: nouns follow one another there without an ending ("неше жолаушы рейсі").
_KAZAKH = frozenset({"қанша", "неше"})
#: Behind a noun, that its number is asked for: 码头的数量, "порттар саны".
_NUMBER_OF = re.compile(r"的?(?:总?数量|数目|个数)|\s+саны(?:н|на|нда|ның)?\b", re.IGNORECASE)
#: Characters at most of a Chinese noun right behind 多少 that the glossary has no word for: 多少箱.
_LONGEST_HAN_NOUN = 4
#: "How many people", where the noun is a measure word of one letter.
_PEOPLE = re.compile(r"人(?!民币|口|均|工|员)")
#: "How much" asks for a measure, never for a count.
_UNCOUNTED = re.compile(r"much", re.IGNORECASE)
#: "How much does it cost", whose answer is money.
_PRICED = re.compile(
    r"\s*(?:будет\s+|будут\s+)?(?:сто[ия]\w*|обойд\w*|обош\w*|встан\w*|вста[лн]\w*|тұрады|钱)", re.IGNORECASE
)
#: Asks for a price, whatever unit it names.
_WORTH = re.compile(r"\bпоч[её]м\b|多少钱|几块钱", re.IGNORECASE)
#: The counted word stands within this many characters ("how many new container trains").
_COUNTED_REACH = 32
#: In Chinese the measure word and the noun follow at once ("多少个新的集装箱").
_COUNTED_REACH_HAN = 6
#: A span of time is the wanted unit only right behind: "how many days", not "how many trains a day".
_TIME_REACH = 14
_TIME_UNITS = frozenset({"year", "month", "week", "day", "h", "min"})
#: A span of time that a noun phrase begins with is what it wants, in the plural: "minutes needed for a train", "дней в
#: пути", but not "year 2024".
_SPANS = re.compile(
    r"\s*(?:years|months|weeks|days|hours|minutes|лет|месяцев|недель|дней|суток|часов|минут)\b(?!\s+\d)", re.IGNORECASE
)
#: The ending of an ordinal, "в 2022-м", is no metre.
_ORDINAL = re.compile(r"\d[-‑–]$")
#: A Russian adjective between "how many" and its noun ("сколько новых поездов"); any other word there ends the phrase.
_ADJECTIVE = re.compile(r"\w+(?:ых|их|ого|его|ой|ый|ий|ая)$", re.IGNORECASE)
#: What stands before a unit that something else is reckoned by: "price per kilometre", "за тонну", "每公里".
_RECKONED_BY = re.compile(
    r"(?:\b(?:per|each|every|for\s+(?:an?|one)|за|на|әр|бір)\s+(?:(?:cubic|square|куб\w*|кв\w*|текше|шаршы)\.?\s+)?|/\s*|每)$",
    re.IGNORECASE,
)
#: Devices that share their name with a unit ("smart meters"): it is the unit behind these words or a measure.
_DEVICES = frozenset({"meter", "meters", "metre", "metres"})
_BEFORE_UNIT = re.compile(
    r"(?:^|\b(?:many|much|in|of|by|cubic|square|running|linear|to|and|or)|[^\w\s]|\d)\s*$", re.IGNORECASE
)
#: A unit named behind a comma or in brackets at the end: "готовность терминала, %", "turnover (thousand tonnes)".
_STATED = re.compile(
    r"(?:[,;(（，:]|\s[—–-])\s*(?:in\s+|в\s+|as\s+)?(?:(?:thousand|million|billion|тыс|млн|млрд|мың)\.?\s+)?"
    r"(?P<unit>[^\s,;()（）][^,;()（）]{0,20}?)\s*[)）]?\s*[?？.]?\s*$",
    re.IGNORECASE,
)
#: Kinds that a noun phrase gets for want of a better one.
_UNDECIDED = frozenset({AnswerKind.SENTENCE, AnswerKind.EXPLANATION, AnswerKind.NAME})
_EXPLAINS = re.compile(
    r"\b(why|how\s+(?:do|does|did|is|are|was|were|can|to)|explain|describe|reason|role|purpose|mean|meaning|aim|goal|"
    r"почему|зачем|как|объясни|опиши|причин\w*|роль|цель|задача|(?:из-за|за\s+сч[её]т|благодаря)\s+(?:чего|чему)|меша[ею]т|"
    r"сдержива[ею]т|тормоз[ия]т|неге|неліктен|қалай|себебі|мақсаты|кедергі)\b|"
    r"为什么|为何|如何|怎样|怎么|原因|意义|目的|目标是什么|阻碍|妨碍|制约|拖累",
    re.IGNORECASE,
)
#: Words that ask what something is called, whatever it measures.
_CALLED = re.compile(r"\b(?:called|named|name|titled?|назыв\w*|назван\w*|атал\w*|атау\w*)\b|叫|名", re.IGNORECASE)
ASKS = re.compile(
    r"[?？]|\b(what|which|who|how|when|where|why|какой|какая|какие|кто|что|где|қандай|қай|кім)\b|什么|哪|谁",
    re.IGNORECASE,
)
#: Concepts that say how a figure moves, not what is measured.
_MOVES = frozenset({"growth", "decline"})
#: "How large" asks for an area and "how high" for a length, unless it is said what of the thing is large or high: its
#: capacity, its loss, its tariff. These measures are then none of theirs.
_SIZES: Mapping[str, frozenset[str]] = {
    "area": frozenset({"area"}),
    "length": frozenset({"length", "distance", "depth", "height", "width"}),
}
_HOW_HIGH = re.compile(r"\bhow\s+(?:high|deep|wide)\b", re.IGNORECASE)
#: What is told in money whatever it is reckoned by.
_PRICES = frozenset({"cost", "tariff", "rent", "fine", "salary"})
#: What says how a figure is meant ("қанша жүк тасу көзделіп отыр"), and is not counted itself.
_ROLES = frozenset({"target"})
#: Cargo and direction settle the dimension only where no measure does.
_CARGO = frozenset({"cargo", "transit", "export", "import"})


def kind_of(text: str, words: Sequence[Key], told: Sequence[Quantity] = ()) -> AnswerKind:
    """The first kind whose wordings match; a noun phrase that names a measure or a unit wants a figure.

    Of the figures `told` none is wanted: "what cost 38 million euros" asks for none.
    """
    begun = {figure.span.start for figure in told}
    matches = (
        (kind, match)
        for kind, pattern in cues().kinds
        if (match := pattern.search(text))
        and not (kind is AnswerKind.FIGURE and match.end() + (text[match.end() : match.end() + 1] == " ") in begun)
    )
    found, match = next(matches, (AnswerKind.SENTENCE, None))
    if found is AnswerKind.DATE and match and match.start() and _asks_figure(text[: match.start()]):
        # "How many lanes will there be when it has been rebuilt?"
        found = AnswerKind.FIGURE
    if (
        found not in _UNDECIDED
        or _EXPLAINS.search(text)
        or asks_in_words(text)
        or (found is AnswerKind.NAME and _CALLED.search(text))
    ):
        return found
    asks = bool(ASKS.search(text))
    measured = stated_unit(text) is not None or any(
        ((key.kind == "measure" or _concept(key) in cues().amounts) and not (asks and _concept(key) in _MOVES))
        or (key.unit and (key.unit not in _TIME_UNITS or key.unit == _span_at_start(text, words)))
        for key in words
    )
    return AnswerKind.FIGURE if measured else found


def _asks_figure(text: str) -> bool:
    """Whether `text` asks how many or how much, and not at what time."""
    return any(kind is AnswerKind.FIGURE and pattern.search(text) for kind, pattern in cues().kinds) and not (
        _CLOCK.search(text)
    )


def units_of(text: str, words: Sequence[Key]) -> frozenset[str]:
    """The canonical units that the question names as wanted: what it counts, and units of measure anywhere."""
    if _WORTH.search(text):
        return frozenset()
    wanted = {
        _whole(text, key)
        for before, key in zip((None, *words), words, strict=False)
        if key.unit and key.unit not in _TIME_UNITS and _is_wanted(text, before, key)
    }
    if any(_concept(key) in _PRICES for key in words):
        # A price is reckoned by the ton, and told in money.
        wanted = {unit for unit in wanted if dimension(unit) in ("money", "count", "ratio")}
    if not wanted and (span := _span_at_start(text, words)):
        wanted = {span}
    if wanted:
        return frozenset(wanted)
    if stated := stated_unit(text):
        return frozenset({stated})
    for match in HOW_MANY.finditer(text):
        if _PRICED.match(text, match.end()):
            continue
        counted: set[str] = set()
        last = 0
        reach = _COUNTED_REACH_HAN if match.group() in ("多少", "几") else _COUNTED_REACH
        if _PEOPLE.match(text, match.end()):
            return frozenset({"person"})
        kazakh = match.group().casefold() in _KAZAKH
        for key in (key for key in words if 0 <= key.start - match.end() <= reach):
            if not _in_phrase(text[match.end() : key.start], kazakh=kazakh):
                break
            unit = key.unit or (None if _UNCOUNTED.search(match.group()) else _noun(text, key))
            if unit and _RECKONED_BY.search(text[: key.start]):
                break
            late = unit in _TIME_UNITS and key.start - match.end() > _TIME_REACH
            if late or (counted and key.start - last > 1):
                break
            if unit:
                # "How many passenger flights": both nouns of the phrase may be what a source counts in.
                counted.add(unit)
                last = key.end
        if not counted and reach == _COUNTED_REACH_HAN:
            counted |= _named_behind(text, match.end())
        if counted:
            return frozenset(counted)
    return _numbered(text, words)


def _span_at_start(text: str, words: Sequence[Key]) -> str:
    """The unit of time that a noun phrase begins with ("" for none): how many of them is what it asks."""
    first = _SPANS.match(text)
    if first is None or not words or words[0].end != first.end() or ASKS.search(text):
        return ""
    return words[0].unit


def _named_behind(text: str, start: int) -> frozenset[str]:
    """The counted noun that stands at once at offset `start`; a classifier alone counts anything."""
    for end in range(start + _LONGEST_HAN_NOUN, start, -1):
        found = unit_of(text[start:end]) if text[start:end] not in CLASSIFIERS else None
        if found and dimension(found) == "count":
            return frozenset({found})
    return frozenset()


def _numbered(text: str, words: Sequence[Key]) -> frozenset[str]:
    """The noun whose number is asked for behind it."""
    ends = {match.start() for match in _NUMBER_OF.finditer(text)}
    found = (_noun(text, key) for key in words if key.end in ends)
    return frozenset(unit for unit in found if unit)


def _whole(text: str, key: Key) -> str:
    """The unit of a key, with the letter before it where both are one unit: the millimetre in "多少毫米"."""
    if script_language(text[key.start : key.end]) != "zh":
        return key.unit
    return unit_of(text[max(0, key.start - 1) : key.end]) or key.unit


def _in_phrase(between: str, *, kazakh: bool) -> bool:
    """Whether what is counted may follow these words behind "how many": no preposition, nor another Russian noun."""
    words = between.split()
    if any(word in function_words() and word not in _LINKS for word in map(fold, words)):
        return False
    return kazakh or not is_cyrillic(between) or all(map(_ADJECTIVE.match, words))


def stated_unit(text: str) -> str | None:
    """The canonical unit of measure that a question names at its very end, set off from the rest."""
    found = _STATED.search(text)
    unit = unit_of(found["unit"]) if found else None
    return unit if unit and dimension(unit) not in ("count", "duration") else None


def _is_wanted(text: str, before: Key | None, key: Key) -> bool:
    """Whether a unit is what the question wants, and not what its answer is reckoned by, or a device."""
    ahead = text[: key.start]
    if _RECKONED_BY.search(ahead) or _ORDINAL.search(ahead):
        return False
    if text[key.start : key.end].casefold() not in _DEVICES:
        return True
    return bool(_BEFORE_UNIT.search(ahead)) or (before is not None and before.kind == "measure")


def _noun(text: str, key: Key) -> str | None:
    """The canonical name of a counted noun, by its own spelling or by the English name of its concept.

    A measure is none ("占多少股份"), but in English, which tells "how many" from "how much".
    """
    found = unit_of(text[key.start : key.end]) or (unit_of(_concept(key)) if key.term.startswith("=") else None)
    if found and dimension(found) == "count":
        told = _concept(key) in _ROLES or (key.kind == "measure" and script_language(text) != "en")
        return None if told else found
    return found


def _concept(key: Key) -> str:
    return key.term.removeprefix("=")


def counted_of(text: str, words: Sequence[Key]) -> frozenset[str]:
    """What is counted where the question names a measure that is a number of something: persons for a population."""
    measures = {_concept(key) for key in words} & cues().measures.keys()
    if settled_of(text, words) - {"count"} or not measures or not measures <= cues().counted.keys():
        return frozenset()
    return frozenset(cues().counted[name] for name in measures)


def dimensions_of(text: str, words: Sequence[Key], units: frozenset[str], role: Role | None) -> frozenset[str]:
    """Acceptable dimensions: those of the named units, else what the wording or the measure settles; empty for any."""
    if units:
        # Boxes are counted in twenty-foot equivalents.
        return frozenset(map(dimension, units)) | (frozenset({"container"}) if "container" in units else frozenset())
    settled = settled_of(text, words)
    if not settled:
        measures = _measures(words)
        strong = measures - _CARGO
        settled = frozenset(one for name in (strong or measures) for one in cues().measures[name])
    if settled and role in (Role.CHANGE_UP, Role.CHANGE_DOWN, Role.SHARE):
        return settled | {"ratio"}
    return settled


def _measures(words: Sequence[Key]) -> set[str]:
    """The measures that a question names; the staff, where its salary is asked for, is none."""
    named = {_concept(key) for key in words} & cues().measures.keys()
    others = named - cues().counted.keys()
    return others if any(cues().measures[name] for name in others) else named


def is_exact(text: str, words: Sequence[Key]) -> bool:
    """Whether the measures that a question names are told in nothing but their own dimensions."""
    measures = _measures(words) - _CARGO
    return bool(measures) and not settled_of(text, words) and measures <= cues().exact


def settled_of(text: str, words: Sequence[Key]) -> frozenset[str]:
    """The dimensions that the asking words themselves settle: money for "сколько стоит", time for "how long"."""
    if any(_PRICED.match(text, match.end()) for match in HOW_MANY.finditer(text)):
        return frozenset({"money"})
    settling = (names for names, pattern in cues().dimensions.items() if pattern.search(text))
    found = {name for names in settling for name in names.split()}
    if "ratio" in found and "multiple" not in found:
        # "The share of the investment", "the interest on the loan": what it is a part of is not asked for. How much
        # cheaper something is may be told in money as well.
        found.discard("money")
    if "length" in found and not _HOW_HIGH.search(text):
        return frozenset(found)
    measures = _measures(words)
    return frozenset(one for one in found if one not in _SIZES or not measures or measures & _SIZES[one])


def role_of(text: str) -> tuple[Role | None, bool | None, bool]:
    """The role the wording asks for; a plan (True) or an actual figure (False); whether it asks from what to what."""
    roles = {name for name, pattern in cues().roles.items() if pattern.search(text)}
    # "What was really spent, not what was planned": the actual one is asked for.
    planned = False if "actual" in roles else True if "planned" in roles else None
    if "change" in roles:
        return None, planned, True
    # "By how much did it fall after …" asks for the change, whatever it came after.
    if "by" in roles:
        return next((r for r in (Role.CHANGE_DOWN, Role.CHANGE_UP) if r.value in roles), Role.CHANGE_UP), planned, False
    # "Up to what", "after" and "before" are plainer words than "growth": they decide when both occur.
    if planned and not {"by", "to"} & roles:
        roles.discard("from")  # "what was originally planned" is what the plan said, not what it set out from
    for role in (Role.TO, Role.FROM, Role.SHARE, Role.CHANGE_DOWN, Role.CHANGE_UP):
        if role.value in roles:
            both = role is Role.TO and "from" in roles
            return (None if both else role), planned, both
    return None, planned, False

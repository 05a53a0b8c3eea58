"""The nouns of headings that say what is counted: "Number of trains", "Wagons transhipped", "Суда, ед.", 医院数."""

from __future__ import annotations

import re

from qa.quantity import kinds
from qa.quantity.counted import singular
from qa.quantity.lexicon import lexicon
from qa.quantity.magnitudes import scale_at
from qa.quantity.measures import Measure
from qa.quantity.tokens import Token, tokenise
from qa.quantity.unitphrase import UnitPhrases

NUMBER_OF = re.compile(
    r"^(?:the )?(?:total )?(?:number of|no\. of|количество|число|кол-во|численность|саны|数量)\s+(.{2,60})$"
    r"|^(?!绝对数|相对数|平均数|总数|合计数|指数|系数|倍数|基数)(.{2,40})(?:\s+саны|数量|数|个数)$",
    re.I,
)
_PARTICIPLE = re.compile(
    r"[a-z]{3,}ed|outstanding|sold|built|made|held|sent|lost|heard|born|taken|given|drawn|flown|driven|paid|caught"
)
#: Sums of money for or from things, whose number is not told.
_SPENT = re.compile(
    r"(?:[^\W\d]+ ){0,3}(?:costs?|proceeds|revenues?|expenses?|expenditures?|income|investments?|payments?|spending"
    r"|values?|loss(?:es)?|gains?|depreciation|amorti[sz]ation|impairment|liabilit(?:y|ies)|receivables?|fees?)"
    r"(?: [^\W\d]+){0,3}? (?:of|from|on|for|to|in) "
    r"|(?:[^\W\d]+ ){0,2}(?:расходы|затраты|доходы|выручка|поступления|выплаты|платежи|инвестиции)"
    r" (?:на|от|в|по|из) ",
    re.I,
)
#: What may follow the noun that is counted: "Number of farms at the end of the year".
_AFTER_NOUN = frozenset({
    "per", "in", "on", "at", "by", "with", "from", "to", "who", "that", "as", "в", "на", "по", "с", "к", ",",
})  # fmt: skip
#: Plurals without an "s".
_MANY = frozenset({"people", "men", "women", "children", "staff", "sheep", "cattle"})
#: "Years ended 30 June": when, not how many.
_ENDED = frozenset({"ended", "ending"})
_NO_COUNT = frozenset({"ratio", "rate", "share", "index", "time", "times", "cost", "costs", "price", "prices"})
#: What opens the words for a state or place: "In service", "On order".
_STATES = frozenset({"in", "on", "under", "at", "out", "without", "в", "на", "под"})
_DIRECTIONS = frozenset({"from", "to", "via"})


def counted_noun(text: str) -> Measure | None:
    """The unit of "Number of container trains"."""
    tokens = tokenise(text)
    for i in range(len(tokens)):
        known = lexicon().nouns.at(tokens, i) or lexicon().words.at(tokens, i)
        behind = tokens[known[0]].low if known is not None and known[0] < len(tokens) else ""
        if known is not None and (not behind or behind in _AFTER_NOUN or _PARTICIPLE.fullmatch(behind)):
            rate = UnitPhrases(tokens, lexicon()).rate(known[0])
            return Measure(str(known[1]) + (rate.name if rate else ""))
    first = tokens[0] if tokens else None
    if first is not None and first.kind is kinds.WORD:
        return Measure(singular(tokens[-1].low)) if "a" <= tokens[-1].low[0] <= "z" else _unknown(tokens)
    return None


#: Those who did or suffered something, as Russian and Kazakh tell them: «родившихся», «заключённых», "туғандар".
_DID = re.compile("[а-яё]{3,}(?:вшихся|вших|щихся|щих|[аеё]нных|тых)|[а-яәғқңөұүһі]{2,}[ғгқк][ае]н(?:дар|дер)")
_OF_KIND = re.compile("[а-яё]{2,}[ыи]х")
#: Plurals of Kazakh, whose numbers are told of the singular.
_KAZAKH_PLURAL = re.compile("([а-яәғқңөұүһі]{2,})[лдт][ае]р")


def _unknown(tokens: list[Token]) -> Measure:
    """The noun that is counted in Russian or Kazakh and that the tables do not know, behind its adjectives."""
    named = next((token.low for token in tokens if not _OF_KIND.fullmatch(token.low)), "")
    if not named or _DID.fullmatch(named):
        return Measure("person")
    many = _KAZAKH_PLURAL.fullmatch(named)
    return Measure(many[1] if many is not None else named)


def trailing(text: str, *, named: bool = False) -> Measure | None:
    """A unit at the end of a heading without punctuation ("Freight volume million tonnes"), or a known counted noun.

    A participle or a direction may follow the noun ("Wagons transhipped", "Trains from China"). `named`: the noun may
    have any ending, since a magnitude behind a comma says that something is counted.
    """
    if _SPENT.match(text):
        return None  # "Cost of buildings"
    tokens = tokenise(text)
    for i in range(max(0, len(tokens) - 5), len(tokens)):
        scale, j = scale_at(tokens, i)
        if j >= len(tokens):
            continue
        word = lexicon().words.at(tokens, j) or (
            lexicon().symbols.at(tokens, j) if tokens[j].text not in {"m", "t", "s", "h", "d", "in"} else None
        )
        if (
            word is not None
            and word[0] == len(tokens)
            and (
                scale > 1
                or (i == 0 and tokens[j].low != "time")
                or _of_time(tokens, j)
                or word[1] in {"TEU", "FEU", "t", "km", "%"}
            )
        ):
            return Measure(str(word[1]), scale)
        if j and (tokens[j - 1].low in _STATES or (scale == 1 and tokens[j - 1].kind is kinds.NUMBER)):
            continue  # "in service"; "after 12 rounds"
        noun = lexicon().nouns.at(tokens, j)
        if noun is None and j + 2 == len(tokens) and _did(tokens[j + 1].low) and _plural(tokens[j]):
            unit = lexicon().words.at(tokens, j)  # "Hours worked", "Boxes sorted"
            return Measure(str(unit[1]) if unit is not None else singular(tokens[j].low), scale)
        many = tokens[j].low.endswith(("s", "в", "ов", "й", "р")) or tokens[j].low == "человек"
        if noun is None or not (named or many):
            continue
        rest = tokens[noun[0] :]
        directed = bool(rest) and rest[0].low in _DIRECTIONS and rest[-1].low not in _NO_COUNT
        if not rest or directed or (len(rest) == 1 and _PARTICIPLE.fullmatch(rest[0].low)):
            return Measure(str(noun[1]), scale)
    return None


def _did(word: str) -> bool:
    """Whether a word is a participle, and not of a period that is over."""
    return _PARTICIPLE.fullmatch(word) is not None and word not in _ENDED


def _of_time(tokens: list[Token], j: int) -> bool:
    """Whether times are counted: "Snow days", and not "Aged 15 years"."""
    return tokens[j].low in {"days", "nights", "hours", "minutes", "weeks"} and tokens[j - 1].kind is kinds.WORD


def _plural(token: Token) -> bool:
    low = token.low
    return low.isascii() and low.isalpha() and len(low) > 3 and low.endswith("s") and singular(low) != low


#: What may follow a unit that opens a heading: "Days with snow", "Tonnes of cargo".
_AMOUNT_OF = frozenset({"of", "with", "without", "above", "below", "by", "on", "in", "at", "to", "until", "from"})
#: Units by which a distance or mass is told before where it begins: "Km from port".
_MEASURED_OUT, _WHENCE = frozenset({"km", "kg"}), frozenset({"from", "to", "of"})
#: What may follow the noun that opens a heading and says how it is told: "Lorries by crossing", "Пассажиры по линиям".
_TOLD_BY = frozenset({"by", "по", "бойынша", "at"})
#: «Мест в детских садах»: the genitive of many, before where they are.
_RUSSIAN_STATES = frozenset({"в", "на", "из", "с", "от", "за", "без", "до"})
_GENITIVES = ("ов", "ев", "ей", "ий", "мест", "шин", "ек", "ок", "иц")


def _begins_distance(tokens: list[Token]) -> bool:
    """As in "Km from port"."""
    return len(tokens) > 1 and tokens[0].low in _MEASURED_OUT and tokens[1].low in _WHENCE


def leading(text: str, *, any_words: bool = False) -> Measure | None:
    """The counted noun that opens a heading: "Lorries by crossing", "Persons employed at year end".

    `any_words`: whatever follows, since a magnitude says that something is counted.
    """
    tokens = tokenise(text)
    unit = lexicon().words.at(tokens, 0) or (lexicon().symbols.at(tokens, 0) if _begins_distance(tokens) else None)
    if unit is not None and unit[0] < len(tokens) and (_plural(tokens[0]) or _begins_distance(tokens)):
        behind = tokens[unit[0]].low
        if behind in _AMOUNT_OF or (_did(behind) and behind not in _NO_COUNT):
            return Measure(str(unit[1]))
    for start in range(min(2, len(tokens))):  # one word may say of what kind: "Foreign visitors by month"
        noun = lexicon().nouns.at(tokens, start)
        if noun is None or noun[0] >= len(tokens) or noun[1] in {"item", "unit"}:
            continue
        plural = any(
            _plural(token) or token.low in _MANY or not token.low.isascii() for token in tokens[start : noun[0]]
        )
        after = tokens[noun[0]]
        if plural and (
            any_words
            or (after.low in _RUSSIAN_STATES and tokens[noun[0] - 1].low.endswith(_GENITIVES))
            or after.low in _TOLD_BY
            or after.low.endswith("ing")
            or (_PARTICIPLE.fullmatch(after.low) and after.low not in _NO_COUNT)
        ):
            return Measure(str(noun[1]))
    return None


def in_state(text: str) -> Measure | None:
    """The counted noun in the plural before its state or place: "Shares in issue", "Visitors from abroad"."""
    tokens = tokenise(text)
    noun = lexicon().nouns.at(tokens, 0)
    if noun is None or noun[0] >= len(tokens) or not _plural(tokens[noun[0] - 1]):
        return None
    return Measure(str(noun[1])) if tokens[noun[0]].low in _STATES | _DIRECTIONS else None


#: «Таможенные склады»: adjectives before a plural, endings of plurals, and endings of the forms that the tables know.
_ADJECTIVE = re.compile("[а-яё]{2,}(?:ые|ие)")
_PLURAL = re.compile("[а-яё]{3,}[ыиая]")
_FORMS = ("", "ов", "ей", "а", "у", "й")


def plural(text: str) -> Measure | None:
    """The counted noun of a Russian heading in the nominative plural, which running text seldom counts: «Склады»."""
    words = [token.low for token in tokenise(text)]
    if not words or not _PLURAL.fullmatch(words[-1]) or not all(_ADJECTIVE.fullmatch(word) for word in words[:-1]):
        return None
    noun = known_noun(words[-1])
    return Measure(noun) if noun else None


def known_noun(word: str) -> str:
    """The counted noun of a Cyrillic word in a case that the tables leave out («склады», «корову»), or nothing."""
    for form in (word, *(word[:-1] + ending for ending in _FORMS)):
        tokens = tokenise(form)
        noun = lexicon().nouns.at(tokens, 0) if tokens else None
        if noun is not None and noun[0] == len(tokens):
            return str(noun[1])
    return ""


_POPULATION = re.compile(
    r"(?:(?:urban|rural|total|resident) )?population(?:, total)?|(?:(?:городское|сельское|всё|все) )?население"
    r"|(?:常住|城镇|农村|总)?人口",
    re.I,
)
#: Those who do something, in the plural, and words that end so.
_AGENTS = re.compile(r"([^\W\d_]{2,}(?:[ei]er|[^\Weio\d_]er|or|ist|ian|ant))s")
_NO_AGENTS = frozenset({
    "other", "number", "quarter", "power", "water", "meter", "liter", "metre", "litre", "matter", "paper", "factor",
    "sector", "floor", "error", "color", "honor", "labor", "vapor", "plant", "grant", "restaur", "elephant", "cover",
    "figure", "order", "barrier", "carrier", "frontier", "tier", "offer", "transfer", "winter", "center", "corridor",
    "border", "river", "chapter", "letter", "layer", "summer", "remainder", "parameter", "denominator", "indicator",
})  # fmt: skip


def agents(heading: str) -> Measure | None:
    """Those whom a column counts, told by what they do: "Finishers", "Commuters"; or all who live there."""
    if _POPULATION.fullmatch(heading.strip()):
        return Measure("person")
    found = _AGENTS.fullmatch(heading.strip().lower())
    return Measure(found[1]) if found is not None and found[1] not in _NO_AGENTS else None

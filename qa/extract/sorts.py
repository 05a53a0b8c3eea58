"""Whether a name can be of the sort asked for: no country is a town, no sea a port, "Chinese" nobody's name."""

from __future__ import annotations

import re

from qa.text.glossary import keys
from qa.types import AnswerKind, Query, Span

#: What lies in a country or at a sea, and is neither.
_TOWNS = frozenset(
    f"={sort}"
    for sort in ("city", "port", "station", "village", "airport", "border", "crossing", "district", "province")
)
_REGIONS = frozenset({"=district", "=province", "=border"})
_WATERS = frozenset({"=river", "=sea"})
_COUNTRY = "=country"
#: How a country's adjective ends, among the words that are known for one; those of English that end like none.
_ADJECTIVE = re.compile(
    r"\w+(?:ese|ish|ian|ean|stani|aijani|aeli|raqi|atari|irati)|Sino|Kazakh|Uzbek|Kyrgyz|Tajik|Turkmen|Azeri|Afghan|"
    r"French|Dutch|Swiss|Czech|Slovak|Greek|Thai|Saudi|American|Moldovan|"
    r"German|\w+(?:ск|цк)(?:ий|ая|ое|ие|ого|ому|им|ом|ой|ую|их|ими)",
    re.IGNORECASE,
)
#: Names of waters say themselves what they are.
_WATER = re.compile(
    r"\b(?:sea|ocean|river|lake|reservoir|bay|strait|море|моря|морю|океан\w*|рек[аи]|озер[оа]|водохранилищ\w+|"
    r"теңізі\w*|өзені\w*|көлі\w*)\b|[海河湖]$",
    re.IGNORECASE,
)
#: A name's own word, which says the opposite: "Port of the Black Sea", "Sea Terminal".
_AT_WATER = re.compile(r"\b(?:port|terminal|station|порт\w*|станци\w+|вокзал\w*)\b|[港站]$", re.IGNORECASE)
#: What a quoted name is, told right before or behind it, that does nothing itself: a programme, a ship.
_THING = (
    r"initiative|programme|program|strateg(?:y|ies)|project|concept|law|decree|agreement|memorandum|ship|vessel|ferry|icebreaker|"
    r"barge|train|route|corridor|инициатив|программ|стратеги|проект|концепци|закон|указ|соглашени|меморандум|судн|корабл|паром|"
    r"ледокол|барж|теплоход|буксир|поезд|маршрут|коридор|режим|платформ|систем"
)
_THING_BEFORE = re.compile(rf"\b(?:{_THING})\w{{0,3}}[ \u00a0][«“\"„*]$", re.IGNORECASE)
_THING_BEHIND = re.compile(
    r"[»”\"][ \u00a0]?(?:(?:initiative|programme|program|strategy|project|law|mode|system|platform)\b|"
    r"(?:бастама|бағдарлама|стратегия|жоба|тұжырымдама|заң|келісім|дәліз|кеме|паром|жүйе)\w*|"
    r"[号號](?:轮|船)?|倡议|计划|战略|规划|项目|协议|协定|模式|平台|系统|工程)"
)
_THING_REACH = 24
#: "the Lothmark retailer Hallbrand", "the Kelmes customs house": whose or where something is; nobody has a "the".
_QUALIFIED = re.compile(r"\bthe[ \u00a0]$", re.IGNORECASE)
_QUALIFIES = re.compile(
    r"[ \u00a0](?:[a-z]+[ \u00a0])?(?:retailer|company|firm|operator|owner|bank|lender|insurer|carrier|airline|"
    r"shipyard|builder|contractor|investor|supplier|subsidiary|group|fund|holding|manufacturer|maker|trader|forwarder|developer|"
    r"professor|economist|scholar|geologist|engineer|minister|president|mayor|ambassador|official|expert|researcher|"
    r"politician|lawyer|doctor|architect|designer|businessman|entrepreneur)[ \u00a0][A-Z]"
)
#: "not to Western Europe but to Central Asia", «не в Европу, а в Азию»: what is said not to be.
_DENIED = re.compile(r"(?:\bnot\b[^.;,]{0,40}|\bне\s[^.;,]{0,24}|(?:不是|并非|而非)[^，。；]{0,4})$", re.IGNORECASE)
_INSTEAD = re.compile(r"[^.;,]{0,12},?\s+but\s|[^.;,]{0,12},\s+а\s|[^，。；]{0,4}，?而是|\w*\s+емес,", re.IGNORECASE)
_NOT_REACH = 60
#: What says behind a name that it is a region's, and no town's.
_REGION = re.compile(
    r"\s+(?:region|district|province|county|област\w{1,3}|район\w{0,2}|края?|облыс\w{0,5}|аудан\w{0,5})\b"
)
#: Where something comes from and where it goes, as it is asked.
_ASKS_FROM = re.compile(
    r"\bfrom\s+(?:which|what|where)\b|\bwhere\b[^?]*\bfrom\W*$|\bоткуда\b|\bиз\s+как(?:ого|ой|их)\b|\bқайдан\b|"
    r"\bқай\s+\w+(?:[дт]ан|[дт]ен|нан|нен)\b|[从由自]哪",
    re.IGNORECASE,
)
_ASKS_TO = re.compile(
    r"\b(?:up\s+)?to\s+(?:which|what|where)\b|\bwhere\b[^?]*\bto\W*$|\bкуда\b|\bдо\s+как(?:ого|ой|их)\b|"
    r"\bқай\s+\w+(?:[ғқ]а|[гк]е)\b|[到往至去]哪",
    re.IGNORECASE,
)
#: Both as they are told, in one sentence: "from the city of Velde to Oslo".
_FROM = re.compile(
    r"\b(?:from|из|от|с|со)\s+(?:(?:the|a)\s+)?(?:[\w’'-]+\s+){0,3}?(?:of\s+)?$|[从由自][^，。；]{0,4}$", re.IGNORECASE
)
_TO = re.compile(r"[^.;。；]{0,60}?(?:\b(?:to|до|в|на)\s|[到至往])", re.IGNORECASE)
_TO_BEFORE = re.compile(
    r"\b(?:from|из|от|с|со)\b[^.;]{2,60}\b(?:to|до|в|во|на)\s+(?:(?:the|a)\s+)?(?:[\w’'-]+\s+){0,3}?(?:of\s+)?$|"
    r"[从由自][^，。；]{1,16}[到至往][^，。；]{0,4}$",
    re.IGNORECASE,
)


def other_end(text: str, name: Span, asked: str) -> bool:
    """Whether a place is told as that from which, where `asked` is that to which, or the other way round."""
    before = text[max(0, name.start - _NOT_REACH) : name.start]
    if _ASKS_TO.search(asked) and not _ASKS_FROM.search(asked):
        return bool(_FROM.search(before) and not _TO_BEFORE.search(before) and _TO.match(text, name.end))
    return bool(_ASKS_FROM.search(asked) and not _ASKS_TO.search(asked) and _TO_BEFORE.search(before))


def is_thing(text: str, name: Span) -> bool:
    """Whether a name in `text` is said to be that of something that nobody acts as: «инициативы „Один пояс“»."""
    return bool(
        _THING_BEFORE.search(text, max(0, name.start - _THING_REACH), name.start) or _THING_BEHIND.match(text, name.end)
    )


#: An adjective of a country that no table has: "a Tarvenian official".
_DEMONYM = re.compile(r"[A-Z][a-z]{3,}(?:ian|ese|ish)")
_NOUN_FOLLOWS = re.compile(r"[ \u00a0][a-z]")


def qualifies(text: str, name: Span, wanted: AnswerKind) -> bool:
    """Whether a name only says whose or where somebody or something is that is told right behind it."""
    if _DEMONYM.fullmatch(name.of(text)) and _NOUN_FOLLOWS.match(text, name.end):
        return True
    if not _QUALIFIED.search(text, max(0, name.start - 5), name.start):
        return False
    return wanted is AnswerKind.PERSON or _QUALIFIES.match(text, name.end) is not None


def denied(text: str, name: Span) -> bool:
    """Whether a name is told as what it is not, and another instead."""
    behind = _INSTEAD.match(text, name.end)
    if behind is None:
        return False
    return "емес" in behind.group() or bool(_DENIED.search(text, max(0, name.start - _NOT_REACH), name.start))


def is_region(text: str, name: Span, query: Query) -> bool:
    """Whether a town or what lies in one is asked for, and a name is a region's."""
    return not query.sort.isdisjoint(_TOWNS - _REGIONS) and _REGION.match(text, name.end) is not None


def may_be(name: str, language: str, query: Query) -> bool:
    """Whether `name` can be what `query` asks for by name."""
    wanted, sort = query.kind, query.sort
    if _COUNTRY not in sort and _ADJECTIVE.fullmatch(name) and _is_country(name, language):
        return False
    if wanted is not AnswerKind.PLACE or sort.isdisjoint(_TOWNS | _WATERS):
        return True
    at_water = not sort.isdisjoint(_WATERS) or not _WATER.search(name) or _AT_WATER.search(name)
    return bool(at_water) and not _is_country(name, language)


def _is_country(name: str, language: str) -> bool:
    """Whether every name in these words is a country's."""
    known = [key for key in keys(name, language) if key.is_name]
    return bool(known) and all(key.kind == "country" for key in known)

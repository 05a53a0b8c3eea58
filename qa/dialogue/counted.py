"""What a question counts: "How many wagons …", and what takes its place in a follow-up."""

from __future__ import annotations

import re

from qa import question
from qa.dialogue import russian
from qa.dialogue.topic import content
from qa.dialogue.verbs import is_verb
from qa.quantity import unit_of
from qa.text.glossary import Key, keys
from qa.types import Span

_HOW_MANY = re.compile(
    r"\bhow\s+(?:many|much)\s+|\b(?:number|count)\s+of\s+(?:the\s+)?|\bскольк(?:о|их|им|ими)\s+|\b(?:число|количество)\s+|"
    r"\b(?:қанша|неше)\s+|(?:多少|几)(?:个|家|条|辆|列|名|位|座|台|艘|节|种|项|处)?",
    re.IGNORECASE,
)
_HOW_MUCH = re.compile(r"\b(how\s+)m(?:uch|any)(\s+)$", re.IGNORECASE)
_PLURAL = re.compile(r"\b(?:\w{2,}s|people|children|men|women|sheep|fish|cattle|staff|TEU)\b", re.IGNORECASE)
#: "Қанша тұрады": how much it costs, not how many.
_KAZAKH_VERB = re.compile(r"[ыійаед](?:ды|ді|ты|ті)$|\w\w[ыі][лн](?:ды|ді)$|(?:ған|ген|қан|кен)$", re.IGNORECASE)
_KAZAKH_PRESENT = re.compile(r"(?:[аей]ды|[ей]ді)$", re.IGNORECASE)
_KAZAKH_TIME = re.compile(r"\s(?:қарай|дейін|кейін|бұрын)$", re.IGNORECASE)
#: What opens a circumstance ("and by sea?"), which is no counted noun.
PREPOSITION = re.compile(
    r"\s*(?:into|onto|in|at|on|by|from|towards?|to|for|during|per|with|through|via|between|since|under|after|before|according|"
    r"в|во|на|по|из|с|со|до|от|для|через|при|за|после|к|между)\b",
    re.IGNORECASE,
)
#: Chinese nouns with such an ending are measured, not counted (失业率, 吞吐量).
_MEASURED = re.compile("[率额量价费]\\W*$")
#: What stands behind the whole of an English noun phrase.
_AUXILIARY = re.compile(
    r"\s+(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|in|at|on|by|of|from|to|for|per|a|an)\b|\s*[?]",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"(?:days?|weeks?|months?|years?|hours?|minutes?|дн(?:ей|я)|день|недел[ьия]|месяц(?:ев|а)?|лет|год(?:а)?|час(?:ов|а)?|минут[аы]?|"
    r"күн|апта|ай|жыл|сағат|минут|[天日年周月]|小时|分钟|星期|个月)",
    re.IGNORECASE,
)
#: A Russian adjective alone narrows what is counted («только грузовые»).
_ADJECTIVE = re.compile(r"^[а-яё]+(?:ые|ие|ых|их)$", re.IGNORECASE)
#: A Russian count with its noun ahead: «воздушных коридоров сколько».
_INVERTED = re.compile(r"(?:[а-яё]+(?:ых|их)\s+)?[а-яё]{3,}\s+сколько|(?:\w+\s+){1,2}нешеу", re.IGNORECASE)
#: What is asked in: "in tons", «в тоннах».
_IN_UNIT = re.compile(r"(?:in|в)\s+(?P<unit>[^\W\d_]+)", re.IGNORECASE)
_LOCATIVE = re.compile(r"(?P<stem>[а-яё]+?)[ая]х$", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_OF = re.compile(r"[^\W\d_]+\s+(?:of\s+)?|[\u3400-\u9fff]{2}", re.IGNORECASE)
_LONE = re.compile(r"[a-z]+", re.IGNORECASE)
#: Units that the same goods are counted in.
_BULK = frozenset({"container", "TEU", "t", "kg", "wagon", "m3", "train"})
#: A counted noun has so many words at most, the last of which is the noun.
_LONGEST = 3


def counted(text: str, *, units: bool = False) -> Span | None:
    """Where the noun that `text` counts stands (with `units` also "tons"); None where nothing is counted."""
    asked = _HOW_MANY.search(text)
    if asked is None:
        return None
    run: list[Key] = []
    for key in keys(text, question.question_language(text), lenient=True) if units else content(text):
        if key.start < asked.end():
            continue
        if _KAZAKH_VERB.search(text[key.start : key.end]) or is_verb(key, text, behind_noun=bool(run)):
            break
        if key.start - (run[-1].end if run else asked.end()) > 1 or key.is_name or len(run) == _LONGEST:
            break
        run.append(key)
    if not run:
        return None
    if run[0].unit:
        return Span(run[0].start, run[0].end)
    if plurals := [found.end() for found in _PLURAL.finditer(text, run[0].start, run[-1].end)]:
        # "People work" says what they do as well.
        return Span(run[0].start, plurals[-1])
    if len(run) == 1 or _AUXILIARY.match(text, run[-1].end):
        return Span(run[0].start, run[-1].end)
    return Span(run[0].start, _noun_end(run))


def counts_another(body: str) -> bool:
    """Whether a question says what it counts and no more: "how many corridors?", «а коридоров сколько?»."""
    asked, noun = _HOW_MANY.match(body), counted(body)
    bare = asked is not None and noun is not None and noun.end == len(body) and unit_of(noun.of(body)) is None
    return bare or _INVERTED.fullmatch(body) is not None


def doing(body: str, before: str) -> str:
    """The question before about another doer, right behind its verb («сколько зарабатывает капитан»), or ""."""
    asked, own = _HOW_MANY.search(before), content(body)
    if asked is None or len(own) != 1 or PREPOSITION.match(body) or question.question_language(before) != "ru":
        return ""
    verb = _WORD.match(before, asked.end())
    if verb is None or not is_verb(Key("", *verb.span()), before, behind_noun=False):
        return ""
    doer = next((key for key in content(before) if key.start == verb.end() + 1), None)
    return before[: doer.start] + body + before[doer.end :] if doer else ""


def another_verb(body: str, before: str) -> str:
    """The question before with its only verb exchanged for the lone verb `body` («а приходит?»); or ""."""
    code = question.question_language(before)
    word = _WORD.fullmatch(body)
    if word is None or code not in ("ru", "kk") or not is_verb(Key("", *word.span()), body, behind_noun=True):
        return ""
    if code == "kk" and not _KAZAKH_PRESENT.search(body):
        # A past tense looks like the object of a verb ("картопты").
        return ""
    words = [Key("", *one.span()) for one in _WORD.finditer(before)]
    verbs = [key for at, key in enumerate(words) if at and is_verb(key, before, behind_noun=True)]
    return before[: verbs[0].start] + body + before[verbs[0].end :] if len(verbs) == 1 else ""


def counting(body: str, before: str) -> str:
    """The question `before`, counting what the bare noun `body` names instead; "" where `body` is no such noun."""
    words = content(body)
    if not words or len(words) > _LONGEST or PREPOSITION.match(body) or any(key.is_name for key in words):
        return ""
    if (
        _KAZAKH_TIME.search(body)
        or any(key.kind == "measure" or key.contrast for key in words)
        or _MEASURED.search(body)
    ):
        return ""
    place = counted(before, units=_is_unit(words[-1], body))
    if place and not _is_unit(words[-1], body) and (thing := _of_unit(place, before)):
        place = thing
    if place and _is_time(place.of(before)) and not _is_time(body):
        return ""
    if place and _ADJECTIVE.search(body):
        return f"{before[: place.start]}{body} {before[place.start :]}"
    return _many(before[: place.start], body) + body + before[place.end :] if place else ""


def measured_in(body: str, before: str) -> str:
    """The question before in another unit than the one that it counts in: "in tons?" after "how many containers"."""
    asked, place = _IN_UNIT.fullmatch(body), counted(before, units=True)
    if asked is None or place is None or not asked["unit"].islower():
        return ""
    own, theirs = unit_of(asked["unit"]), unit_of(place.of(before))
    if own is None or theirs not in _BULK or own not in _BULK or own == theirs:
        return ""
    unit = asked["unit"]
    if locative := _LOCATIVE.fullmatch(unit):
        plural = russian.recast(unit, "gent")
        unit = plural if plural != unit else locative["stem"]
    return before[: place.start] + unit + before[place.end :]


def narrowing(body: str, before: str) -> str:
    """`before`, counting only such of the same as the lone word `body` says ("freight" trains); or ""."""
    place = counted(before)
    if place is None or not _LONE.fullmatch(body) or _PLURAL.search(body) or not _PLURAL.search(place.of(before)):
        return ""
    return f"{before[: place.start]}{body} {before[place.start :]}"


def _many(ahead: str, body: str) -> str:
    """What stands ahead of a counted noun: "how many" before a plural, "how much" before a mass."""
    return _HOW_MUCH.sub(r"\1many\2" if _PLURAL.search(body) else r"\1much\2", ahead)


def _is_time(text: str) -> bool:
    """Whether a counted noun is a unit of time: "how many days" counts nothing that trains could take the place of."""
    return _TIME.fullmatch(text.strip()) is not None


def _is_unit(key: Key, text: str) -> bool:
    """Whether a noun is one that things are counted in ("containers"), as tons are."""
    concept = key.term.removeprefix("=") if key.term.startswith("=") else ""
    return unit_of(text[key.start : key.end]) is not None or unit_of(concept) is not None


def _noun_end(run: list[Key]) -> int:
    """A verb may follow the noun at once: only the glossary's own words are sure to belong to it."""
    known = [key for key in run if key.term.startswith("=") or key.unit]
    return known[-1].end if known else run[0].end


def _of_unit(place: Span, before: str) -> Span | None:
    """What so many units are of: "solar" in "megawatts of solar"; None where `place` is no unit or stands alone."""
    if unit_of(place.of(before).split()[0]) is None:
        return None
    behind = next((key for key in content(before) if _OF.fullmatch(before, place.start, key.start)), None)
    return Span(behind.start, behind.end) if behind and not behind.is_name else None

"""A question word alone ("since when?", "with whom?"): the question before, asked with it in place of its own."""

from __future__ import annotations

import re

from qa import question
from qa.dialogue.cues import cues
from qa.dialogue.topic import content
from qa.dialogue.turns import Turn
from qa.types import AnswerKind

_END = re.compile(r"\s*[?？.。!！]*\s*$")
#: A question word with its preposition and what goes with it, and nothing that says what it is about.
_BARE = {
    "en": re.compile(
        r"(?:(?:since|until|from|by|with|to|for|at|on|in|under|of|over|within|after|across)\s+)?"
        r"(?:when|where|why|whom?|(?<=\s)(?:what|which)(?:\s+\w+)?|(?<=for\s)how\s+long|"
        r"(?<=by\s)how\s+(?:much|many)(?:\s+percent\w*)?|(?<=\s)how\s+many\s+\w+)"
        r"(?:\s+(?:exactly|together|else|not))*",
        re.IGNORECASE,
    ),
    "ru": re.compile(
        r"(?:(?:с|со|по|до|из|от|в|во|на|за|к|у|о|об|для|через)\s+)?"
        r"(?:насколько|(?<=на\s)сколько(?:\s+процентов)?|(?<=\s)скольк\w+\s+\w+|кто|кого|кем|кому|ком|(?<=\s)(?:что|чего|чем|чём)|где|когда|куда|откуда|почему|зачем|"
        r"(?<=\s)как(?:ого|ой|ому|им|их|ую|ом|ими)\s+\w+)(?:\s+(?:именно|вместе|ещё|конкретно))*",
        re.IGNORECASE,
    ),
    "kk": re.compile(
        r"(?:кім(?:нің|ді|ге|мен|нен)?|қашан(?:нан)?(?:\s+бері)?|неге|неліктен|қайда|қайдан|қай\s+жыл\w*)",
        re.IGNORECASE,
    ),
    "zh": re.compile(r"(?:和|跟|与|由|从|在)?(?:谁|什么时候|何时|哪里|哪儿|为什么|为何|哪一?年)(?:一起|合作)?"),
}
#: The question word of the question before: what the bare one takes the place of.
_ENGLISH = re.compile(
    r"^(?:(?:since|until|from|by|with|to|for|at|on|in|under|of)\s+)?"
    r"(?:what|whom?|when|where|why|how(?:\s+(?:much|long|far|often|old|big|large|high|deep|wide|fast))?|"
    r"which(?:\s+one)?|(?:at|in|on)\s+(?:what|which)\s+\w+)\s+(?P<rest>(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would)\b)",
    re.IGNORECASE,
)
#: What "what" stood for: "what did she do about it" is "when did she do that about it".
_WHAT_DONE = re.compile(r"(?<=\s)do(?=\s+(?:about|with|against)\b|$)", re.IGNORECASE)
#: How much of something somebody has: the amount goes behind the verb ("since when do they hold so much of it").
_AMOUNT = re.compile(
    r"^how\s+(?P<degree>much|many)\s+(?P<thing>(?:(?!\b(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would)\b).)+?)\s+"
    r"(?P<rest>(?:do|does|did|can|could|will|would)\s+.*?\w)(?P<tail>\s+(?:in|at|by|from|to|on|for|since|during)\s.*)?$",
    re.IGNORECASE,
)
#: Questions to be answered by yes or no.
_YES_NO = {
    "en": re.compile(r"^(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should)\s", re.IGNORECASE),
    "ru": re.compile(r"(?<!\w)(?:ли|правда\s+ли|верно\s+ли)\s+", re.IGNORECASE),
    "kk": re.compile(r"\s+(?:ма|ме|ба|бе|па|пе)$", re.IGNORECASE),
    "zh": re.compile("吗$"),
}
#: One of several, by its kind: what a question to be answered by yes or no may be followed by ("which classes?").
_WHICH = {
    "en": re.compile(
        r"(?:which|what)\s+(?!(?:is|are|was|were|do|does|did|has|have|had|can|will|about|else)\b)\w+", re.IGNORECASE
    ),
    "ru": re.compile(r"как(?:ой|ая|ое|ие|ого|ому|их|им|ими|ую|ом)(?:\s+именно)?(?:\s+\w+)?", re.IGNORECASE),
    "kk": re.compile(r"(?:қандай|қай)\s+\w+", re.IGNORECASE),
    "zh": re.compile("(?:哪些|哪几个?|什么)(?:[\u3400-\u9fff]{1,4})?"),
}
#: The question before asks which of its kind did something: the kind stands for the one.
_WHICH_DID = {
    "en": re.compile(
        r"^(?:which|what)\s+(?P<noun>(?!(?:is|are|was|were|do|does|did|has|have|had|can|will|would)\b)\w+)\s+"
        r"(?P<aux>(?:is|are|was|were|has|have|had|will|would|can)\s+)?(?=\w)",
        re.IGNORECASE,
    ),
    "ru": re.compile(r"^как(?:ой|ая|ое|ие)\s+(?P<noun>\w+)\s+", re.IGNORECASE),
    "kk": re.compile(r"^(?:қай|қандай)\s+(?P<noun>\w+)\s+", re.IGNORECASE),
    "zh": re.compile("^哪(?:一?[家个座]|些)?(?P<noun>公司|企业|银行|国家|机构|部门|城市|港口|集团)"),
}
#: "When did that happen?" is "when?".
_HAPPENED = {
    "en": re.compile(
        r"(?P<when>when|where|why|how)\s+(?:did|does|has|was)\s+(?:that|this|it)\s+happen(?:ed)?|"
        r"(?P<then>when)\s+(?:is|was)\s+(?:that|this)",
        re.IGNORECASE,
    ),
    "ru": re.compile(
        r"(?P<when>когда|где|почему)\s+это\s+(?:было|случилось|произошло)|(?P<then>когда)\s+это", re.IGNORECASE
    ),
    "kk": re.compile(
        r"бұл\s+(?P<when>қашан|қайда|неге)\s+болды|бұл\s+(?P<then>қашан)(?:\s+(?:еді|болған))?", re.IGNORECASE
    ),
    "zh": re.compile(
        "(?:这|那)?(?:件?事)?是?(?:在)?(?P<when>什么时候|何时|哪里|哪一?年)发生的?|[这那]是(?P<then>什么时候|何时|哪一?年)的?(?:事情?)?"
    ),
}
#: Who holds them is asked for, as of the head before.
_POSTS = frozenset({"=minister", "=president", "=director", "=chairman", "=deputy", "=captain", "=owner"})
#: Questions of who somebody is.
_WHO = {
    "en": re.compile(r"^who\b", re.IGNORECASE),
    "ru": re.compile(r"^кто\b", re.IGNORECASE),
    "kk": re.compile(r"\bкім\W*$", re.IGNORECASE),
    "zh": re.compile("谁"),
}
_WHY = {"en": "why", "ru": "почему", "kk": "неге", "zh": "为什么"}
#: How long or how much, whose place a degree takes ("why so long?").
_DEGREE = {
    "en": re.compile(
        r"^(?:how|what)\b(?:\s+(?:long|much|many|high|large|often|far))?\s+(?=(?:is|are|was|were|do|does|did|has|have|will)\b)",
        re.IGNORECASE,
    ),
    "ru": re.compile(r"^(?:сколько|как\s+долго|насколько)\s+(?=\w)", re.IGNORECASE),
    "kk": re.compile(r"(?:қанша\s+уақыт|қанша|неше)(?=\s+\w+$)", re.IGNORECASE),
}
_SUBJECT = re.compile(r"^(?:who|кто)\s+(?=\w)", re.IGNORECASE)
_WHO_IS = re.compile(r"^who\s+(?P<be>is|are|was|were)\s+(?=the\b|an?\b|[\w’']+['’]s\b)", re.IGNORECASE)
_RUSSIAN = re.compile(
    r"(?<!\w)(?:(?:с|по|до|из|от|в|на|за|к|у|о|об)\s+)?(?:кто|кого|кем|кому|когда|где|куда|откуда|почему|зачем)(?!\w)",
    re.IGNORECASE,
)
_RUSSIAN_COUNT = re.compile(r"^сколько\s+(?=[а-яё])(?!стоит|времени|лет)", re.IGNORECASE)
_LINKED = re.compile(r"^(?:а|и|но)\s+", re.IGNORECASE)
_KAZAKH = re.compile(
    r"(?<!\w)(?:кім(?:нің|ді|ге|мен)?|қашан|қайда|қайдан|неге|неліктен|қай\s+жылы|қандай)(?!\w)", re.IGNORECASE
)
_KAZAKH_COUNT = re.compile(r"(?<!\w)(?:қанша|неше)(?!\w)", re.IGNORECASE)
_CHINESE = re.compile(
    "是?(?:谁|什么时候|何时|哪里|哪儿|为什么|为何|哪一?年|多少(?![\u3400-\u9fff])|什么(?![\u3400-\u9fff]))"
)


def sluiced(body: str, last: Turn) -> str:
    """The question of `last` asked with the question word `body`; "" where `body` says more or it cannot be put so."""
    code, before = question.question_language(body), _END.sub("", last.resolved)
    bare = _BARE[code]
    if cues().reason.fullmatch(body):
        body = _WHY[code]
    if (so := cues().why_so.fullmatch(body)) and (whole := _why_so(next(filter(None, so.groups())), before, code)):
        return whole
    if happened := _HAPPENED[code].fullmatch(body):
        body = happened["when"] or happened["then"]
    if code != question.question_language(before):
        return ""
    if _YES_NO[code].search(before) and _WHICH[code].fullmatch(body):
        rest = _YES_NO[code].sub("", before, count=1) if code != "en" else before
        return f"{body}{'' if code == 'zh' else ' '}{rest[:1].lower()}{rest[1:]}"
    if not bare.fullmatch(body):
        return ""
    if (asked := _WHICH_DID[code].match(before)) and (whole := _of_that_kind(body, before, asked, code, last)):
        return whole
    if code == "en":
        if inverted := _inverted(body, before, last):
            return inverted
        asked = _ENGLISH.search(before)
        if not asked and _YES_NO[code].search(before):
            return f"{body} {before[:1].lower()}{before[1:]}"
        if asked:
            return f"{body} {_WHAT_DONE.sub('do that', before[asked.start('rest') :])}"
        amount = _AMOUNT.match(before)
        return _so_much(body, amount) if amount else _answered(body, before, last)
    if code == "ru":
        before = _LINKED.sub("", before)
        if _RUSSIAN_COUNT.search(before):
            return f"{body} {_RUSSIAN_COUNT.sub('столько ', before)}"
        found = _RUSSIAN.search(before)
        return _answered(body, before, last) or (_fronted(body, before, found) if found else "")
    if code == "kk":
        if count := _KAZAKH_COUNT.search(before):
            return f"{before[: count.start()]}{body} сонша{before[count.end() :]}"
        found = _KAZAKH.search(before)
    else:
        found = _CHINESE.search(before)
    if not found and _YES_NO[code].search(before):
        return body + ("" if code == "zh" else " ") + _YES_NO[code].sub("", before)
    return before[: found.start()] + body + before[found.end() :] if found else ""


def _why_so(degree: str, before: str, code: str) -> str:
    """The question before, asked why it is so much: "why does it take … so long?"; "" where it asked for no degree."""
    asked = _DEGREE[code].search(before) if code in _DEGREE and code == question.question_language(before) else None
    if asked is None:
        return ""
    if code == "en":
        return f"why {before[asked.end() :]} {degree}"
    return before[: asked.start()] + degree + (" " if code == "ru" else "") + before[asked.end() :]


def _so_much(body: str, amount: re.Match[str]) -> str:
    """Asked of an amount: after "how many seats does it have" it is "since when does it have so many seats"."""
    return f"{body} {amount['rest']} so {amount['degree'].lower()} {amount['thing']}{amount['tail'] or ''}"


def _of_that_kind(body: str, before: str, asked: re.Match[str], code: str, last: Turn) -> str:
    """After "which company runs …?": the question of the company, by its name where an answer gave it."""
    named = last.answer if last.kind in (AnswerKind.PERSON, AnswerKind.ORGANISATION, AnswerKind.NAME) else ""
    noun, rest = named or asked["noun"], before[asked.end() :]
    if code == "en":
        return f"{body} {asked['aux'] or ''}{noun if named else f'the {noun}'} {rest}"
    if code == "zh":
        return f"{noun}{body}{rest}"
    if code == "kk":
        ahead, _, verb = rest.rpartition(" ")
        return f"{noun[:1].upper()}{noun[1:]} {ahead} {body} {verb}" if ahead else ""
    return f"{body} {noun} {rest}"


def _fronted(body: str, before: str, found: re.Match[str]) -> str:
    rest = (before[: found.start()].strip() + before[found.end() :]).strip()
    return f"{body} {rest[:1].lower() + rest[1:] if found.start() else rest}"


def _inverted(body: str, before: str, last: Turn) -> str:
    """After "who is the head of …?" it is asked how long the one who was named has been that."""
    asked = _WHO_IS.search(before)
    if not asked or not last.answer or last.kind not in (AnswerKind.PERSON, AnswerKind.ORGANISATION):
        return ""
    return f"{body} {asked['be']} {last.answer} {before[asked.end() :]}"


def _answered(body: str, before: str, last: Turn) -> str:
    """After "who …?" what that answer did is asked about: its name takes the place of "who"."""
    asked = _SUBJECT.search(before)
    if not asked or not last.answer or last.kind not in (AnswerKind.PERSON, AnswerKind.ORGANISATION):
        return ""
    return f"{body} {last.answer} {before[asked.end() :]}"


def asked_who(thing: str, before: str) -> str:
    """`thing`, somebody's deputy, as a question of who that is, where the question before was one; else as it is."""
    code = question.question_language(before)
    if code != question.question_language(thing) or not _WHO[code].search(before):
        return thing
    if not any(part in _POSTS for key in content(thing) for part in key.term.split("+")):
        return thing
    return {"en": f"who is {thing}", "ru": f"кто {thing}", "kk": f"{thing} кім"}.get(code, f"{thing}是谁")

"""What pronouns stand for, and definite nouns whose name was said before."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa import question
from qa.dialogue import russian
from qa.dialogue.agreement import agreeing
from qa.dialogue.carrying import in_year, located
from qa.dialogue.clauses import counted_whole
from qa.dialogue.counted import counted
from qa.dialogue.cues import cues
from qa.dialogue.kazakh import kazakh_owner
from qa.dialogue.owners import having, whose
from qa.dialogue.putting import put
from qa.dialogue.subjects import OWN_RECKONING, is_circumstance, measured
from qa.dialogue.topic import content, is_site, owner_of_role, topic, topics
from qa.dialogue.turns import Turn
from qa.text.glossary import Key
from qa.types import AnswerKind

#: How many turns back a follow-up may go on from.
REMEMBERED = 4
_NAME_KINDS = frozenset({AnswerKind.NAME, AnswerKind.PLACE, AnswerKind.ORGANISATION, AnswerKind.PERSON})
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
#: A period with its preposition: "from 2018 to 2019".
_SPAN_OF_TIME = re.compile(
    r"\b(?:in|from|between|during|for|over|since|until|by)\s+(?:19|20)\d\d(?:(?:\s*[-–—]\s*|,?\s+(?:and|to|until|or)\s+|,\s+)(?:19|20)\d\d)*\b",
    re.IGNORECASE,
)
#: Where another clause of the same question begins.
_CLAUSE = re.compile(
    r"[?.!;]\s|,\s|\b(?:and|but|if|when|because|so|since|although|though|while|whether|than|once|until)\s",
    re.IGNORECASE,
)
#: Behind these a sentence speaks of what it said ahead of them, if that was so much.
_STOP = re.compile(r"[?.!;:,—–]\s|\s-\s|[，。：；]")
_TOLD = 2
_TIMES = frozenset({"fiscal", "=year", "=month", "=quarter"})
#: Russian pronouns that are other words in Kazakh ("он" is ten).
_RUSSIAN_ONLY = re.compile(r"он[аои]?|е[её]|их|им|е[йю]|его", re.IGNORECASE)
#: "Which airline lost its certificate": the subject is what is asked for.
_WHICH_SUBJECT = re.compile(
    r"(?:which|what)\s+(?!(?:is|are|was|were)\b)\w+\s+(?!.*\b(?:is|are|was|were|do|does|did|can|could|will|would|has|have)\b)",
    re.IGNORECASE,
)
#: An English subject stands behind an auxiliary, ahead of its verb.
_SUBJECT = re.compile(
    r"\b(?:do|does|did|has|have|had|will|would|can|could|should|may|must)(?:n['’]t)?\s+(?P<rest>\S.*)$", re.IGNORECASE
)
#: The thing asked for by its kind is what "it" goes on from ("which bank financed …?").
_WHICH_THING = re.compile(
    r"^(?:(?:in|at|from|to|by|through|via)\s+)?(?:which|what)\s+(?!is\b|are\b|was\b|were\b|does\b|do\b|did\b)[a-z]+\b|"
    r"^(?:(?:в|на|из|через|по|от)\s+)?как(?:ой|ая|ое|ого|ому|ую|ом)\s+[а-яё]+|(?<!\w)қай\s+\w+|哪一?[个家座条]",
    re.IGNORECASE,
)
#: A thing by its kind with a demonstrative.
_THAT_KIND = re.compile(
    r"(?:\b(?:that|this)\s+|\b(?:эт|т)(?:от|а|о|ом|ой|им|у|ого|ому|ем)\s+|\b(?:бұл|сол|осы|ол)\s+|[该此]|[这那]个?)"
    r"(?P<noun>[a-zа-яёәғқңөұүһі]+|[\u3400-\u9fff])",
    re.IGNORECASE,
)
#: "This winter" is now.
_SEASON = re.compile(
    r"this\s+(?:week|month|year|summer|winter|spring|autumn|fall|season|morning|evening|time)\b", re.IGNORECASE
)
_WORD_AHEAD = re.compile(r"([a-z]+)\s+$", re.IGNORECASE)
_DETERMINER = re.compile(r"this|that|these|those", re.IGNORECASE)
#: "This Advisor" says its name itself.
_OWN_NAME = re.compile(r"\s+[A-Z][a-z]")
#: Where a thing lies: "there" is then at the thing, and not at what it lies near.
_WHERE_IT_LIES = re.compile(
    r"^where\s+(?:is|are)\s+(?!.*(?<!locat)(?<!situat)(?<!bas)ed\W*$)(?!.*\b(?:built|made|held|sold|born|from)\W*$)|"
    r"^где\s+(?:находится|находятся|расположен[аоы]?|стоит|лежит)\s|^где\s.*\s(?:находится|находятся|расположен[аоы]?)\W*$|"
    r"(?:қайда|қай\s+жерде)\s+(?:орналасқан|тұр)\W*$|"
    r"(?:位于|坐落[在于])(?:哪|什么)|(?<!出生)(?<!毕业)(?<!生产)在(?:哪里|哪儿|什么地方)\W*$",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"(?:the|a|an)\s", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s$")
#: Who has what is spoken of, by name: "its" is theirs.
_POSSESSOR = re.compile(r"((?:[A-Z][\w&-]*\s?)+)['’]s?\s\w")
_DEFINITE = re.compile(r"\b(?:the|this|that)\s+(?P<noun>[a-z]+)\b(?!\s+of\b)", re.IGNORECASE)
#: The Kazakh genitive, which only an owner has.
_GENITIVE = re.compile(r"(?:ның|нің|дың|дің|тың|тің)$", re.IGNORECASE)


def replaced(body: str, turns: Sequence[Turn]) -> str:
    """`body` with its pronoun replaced by what it stands for."""
    last, about = turns[-1], topic_of(turns)
    pronouns = cues().pronouns
    when = _when(turns, question.question_language(body))
    if when:
        body = pronouns["time"].sub(lambda _: when, body, count=1)
    figure = _figure(turns) if cues().derived.search(body) else ""
    if cues().derived.search(body) and not figure and _counted(last.resolved) not in about:
        # Not the route has grown but the cargo that it carried.
        figure = counted_whole(last.resolved)
    if figure and (own := OWN_RECKONING.search(body)):
        return f"{body[: own.start()]}the {own[1]} of {figure}{body[own.end() :]}"
    about = cues().now.sub("", figure or about).strip()
    if question.question_language(body) == "ru" and (
        whole := having(body, last.resolved) or (about and whose(body, about))
    ):
        return whole
    if other := _that_kind(body, last):
        return other
    thing = _thing(turns, about)
    if spoken := pronouns["thing"].search(body):
        thing = agreeing(spoken.group(), thing, [turn.resolved for turn in turns[: -REMEMBERED - 1 : -1]])
    person = next((turn.answer for turn in reversed(turns) if turn.kind == AnswerKind.PERSON), "")
    is_place = bool(last.answer) and last.kind == AnswerKind.PLACE and not _WHERE_IT_LIES.search(last.resolved)
    place = last.answer if is_place else thing
    one = last.answer if last.kind in _NAME_KINDS else about
    standing_for = (
        ("person", person),
        ("amount", _amount(last.resolved, about, body)),
        ("one", one),
        ("members", counted_whole(last.resolved) or _the(_counted(last.resolved))),
        ("place", ("" if is_place or is_site(thing) else located(last.resolved, body)) or _at(place, body)),
        ("owner", _of(thing, body)),
        ("thing", _plain(thing)),
    )
    for name, word in standing_for:
        if word:
            found = pronouns[name].search(body)
            if found and not _stands_for_own(found, body, name):
                return put(body, found.span(), word, name)
    return body


def _that_kind(body: str, last: Turn) -> str:
    """`body` with "that port" replaced by the port that the answer named, where it was asked which; else ""."""
    found = _THAT_KIND.search(body)
    if found is None or last.kind not in _NAME_KINDS or not last.answer:
        return ""
    noun = {key.term for key in content(f"· {found['noun']}")}
    asked = {key.term for key in content(last.resolved)}
    return body[: found.start()] + last.answer + body[found.end() :] if noun and noun <= asked else ""


def _thing(turns: Sequence[Turn], about: str) -> str:
    """What was last spoken of that is no person: "it" and "there" go on from that."""
    last = turns[-1]
    if owner := owner_of_role(last.resolved):
        return owner
    if last.answer and last.kind in _NAME_KINDS - {AnswerKind.PERSON} and _WHICH_THING.search(last.resolved):
        return last.answer
    persons = {turn.answer for turn in turns if turn.kind == AnswerKind.PERSON and turn.answer}
    if not any(person in about for person in persons):
        return about
    recent = (owner_of_role(turn.resolved) or topic(turn.resolved) for turn in turns[: -REMEMBERED - 1 : -1])
    return next((one for one in recent if one and not any(person in one for person in persons)), about)


def _figure(turns: Sequence[Turn]) -> str:
    """The figure that was last asked for, which a change or a share is reckoned of; or ""."""
    recent = (turn.resolved for turn in turns[: -REMEMBERED - 1 : -1])
    return next((measured(asked) for asked in recent if not is_circumstance(asked)), "")


def _when(turns: Sequence[Turn], code: str) -> str:
    """The years that were last spoken of, in the words of a language: "in 2018 and 2019"; or ""."""
    for turn in turns[: -REMEMBERED - 1 : -1]:
        if (
            code == question.question_language(turn.resolved) == "en"
            and len(found := _SPAN_OF_TIME.findall(turn.resolved)) == 1
        ):
            return str(found[0])
        years = sorted(set(_YEAR.findall(turn.resolved) or _YEAR.findall(turn.answer)))
        if years:
            joined = {"ru": " и ", "kk": ", ", "zh": "、"}.get(code, " and ").join(years)
            return in_year(joined, code)
    return ""


def _stands_for_own(found: re.Match[str], body: str, name: str) -> bool:
    """Whether a pronoun stands for nothing, or for what the same question says before it."""
    if any(empty.start() <= found.start() < empty.end() for empty in cues().empty.finditer(body)):
        return True
    code = question.question_language(body)
    if code == "en" and (_SEASON.match(body, found.start()) or _is_relative(found, body)):
        return True
    if code == "en" and _DETERMINER.fullmatch(found.group()) and _OWN_NAME.match(body, found.end()):
        return True
    if code == "kk" and _RUSSIAN_ONLY.fullmatch(found.group()):
        return True
    ahead = body[: found.start()]
    told = list(_STOP.finditer(ahead))
    if told and len([key for key in content(body[: told[-1].start()]) if _names(key)]) >= _TOLD:
        return True
    if name not in ("thing", "owner", "members") or code not in ("en", "zh"):
        return False
    owning = name == "owner" or (code == "zh" and body[found.end() :].startswith("的"))
    if owning and _owns_in_clause(ahead, code):
        return True
    if code == "zh":
        return False
    clause = _CLAUSE.search(ahead)
    return clause is not None and bool(content(body[: clause.start()]))


def _names(key: Key) -> bool:
    """Whether a word says what is spoken of, and not when or how much."""
    return not key.unit and key.kind != "number" and key.term not in _TIMES


def _is_relative(found: re.Match[str], body: str) -> bool:
    """Whether "that" opens a clause about the noun ahead: "the town that will get the warehouse"."""
    ahead = _WORD_AHEAD.search(body[: found.start()])
    if found.group().casefold() != "that" or ahead is None:
        return False
    return any(key.end == ahead.end(1) and not key.contrast for key in content(body))


def _owns_in_clause(ahead: str, code: str) -> bool:
    """Whether the subject of the same clause stands ahead of "its": "why did Turkmenistan cut its exports"."""
    if code == "zh":
        asked = cues().asking.search(ahead)
        return asked is not None and bool(content(ahead[: asked.start()]))
    if _WHICH_SUBJECT.match(ahead):
        return True
    subject = _SUBJECT.search(ahead)
    if subject is None:
        # "The seaport got its free zone status in what year".
        return cues().asking.match(ahead) is None and bool(content(ahead))
    return bool(content(f"· {subject['rest']}"))


def referred(body: str, turns: Sequence[Turn]) -> str:
    """`body` with "the latter", "the former" and "the other one" replaced, and "of the two" with both in front."""
    recent = _abouts(turns)
    if len(recent) < 2:
        return body
    for name, about in (("latter", recent[0]), ("former", recent[1])):
        found = cues().pronouns[name].search(body)
        if found:
            return body[: found.start()] + about + body[found.end() :]
    if found := cues().pronouns["pair"].search(body):
        joint = {"ru": "{} и {}", "kk": "{} мен {}", "zh": "{}和{}"}.get(question.question_language(body), "{} and {}")
        return body[: found.start()] + joint.format(recent[1], recent[0]) + body[found.end() :]
    found = cues().pronouns["both"].search(body)
    if not found or (not found.group() and any(key.is_name or key.sound for key in content(body))):
        return body
    both = {"ru": "{}, {}", "kk": "{}, {}", "zh": "{}、{}"}.get(question.question_language(body), "{} or {}")
    rest = body[: found.start()] + body[found.end() :]
    return f"{re.sub('  +', ' ', rest).strip()} — {both.format(recent[1], recent[0])}"


def named(body: str, turns: Sequence[Turn]) -> str:
    """`body` with the name of what it only calls by its kind, as far as a name was said; else as it is."""
    for turn in turns[: -REMEMBERED - 1 : -1]:
        about = topic(turn.resolved)
        about_words = content(f"· {about}")
        if not any(key.is_name or key.sound for key in about_words):
            continue
        terms = {key.term for key in about_words}
        for kind in (*_DEFINITE.finditer(body), *cues().known.finditer(body)):
            noun = {key.term for key in content(kind.group("noun") if kind.re is _DEFINITE else kind.group())}
            if kind.re is _DEFINITE and not (noun and noun <= terms):
                continue
            if not (noun and noun <= terms):
                about = _name(about)
            if question.question_language(body) == "en":
                return body[: kind.start()] + about + body[kind.end() :]
            return body if noun and noun <= terms else f"{body} — {about}"
    return body


def _name(about: str) -> str:
    """The name in a topic without the rest: "ZR" of "ZR's net profit"."""
    shifted = [key for key in content(f"· {about}") if key.is_name or key.sound]
    return _POSSESSIVE.sub("", f"· {about}"[shifted[0].start : shifted[-1].end]) if shifted else about


def _abouts(turns: Sequence[Turn]) -> list[str]:
    """The last things that were spoken of, the latest first, each once."""
    last = turns[-1].resolved
    both = [run.of(last) for run in topics(last) if any(key.is_name for key in content(f"· {run.of(last)}"))]
    if len(both) > 1:
        return [both[-1], both[0]]
    found: list[str] = []
    said: list[set[str]] = []
    for turn in turns[: -REMEMBERED - 1 : -1]:
        about = _POSSESSIVE.sub("", topic(turn.resolved))
        terms = {key.term for key in content(f"· {about}")}
        if any(about in other or other in about for other in found):
            continue
        if about and (
            question.question_language(about) == "zh" or not any(terms <= one or one <= terms for one in said)
        ):
            found.append(about)
            said.append(terms)
    return found


def topic_of(turns: Sequence[Turn]) -> str:
    """What was last spoken of, in the words of the earliest question in a row about the same."""
    recent = [found for turn in turns[: -REMEMBERED - 1 : -1] if (found := topic(turn.resolved))]
    about = recent[0] if recent else ""
    for earlier in recent[1:]:
        if earlier.casefold() not in about.casefold():
            break
        about = earlier
    return _POSSESSIVE.sub("", about)


def _amount(asked: str, about: str, body: str) -> str:
    """What the last question measured, of what: "ZR's net profit"."""
    words = [asked[key.start : key.end] for key in content(asked) if key.kind == "measure"] or [_counted(asked)]
    if not words[-1] or not about or words[-1] in about:
        return _counted(asked)
    return f"{_of(about, body)} {words[-1]}" if question.question_language(body) == "en" else f"{words[-1]} {about}"


def _the(thing: str) -> str:
    """English speaks of those that were counted with an article: "how many of the people"."""
    return f"the {thing}" if thing and thing.isascii() and not _ARTICLE.match(thing) else thing


def _counted(asked: str) -> str:
    place = counted(asked)
    return place.of(asked) if place else ""


def _plain(about: str) -> str:
    """The topic as the subject or object of a question: a Kazakh owner without the ending of the genitive."""
    return _GENITIVE.sub("", about) if question.question_language(about) == "kk" else about


def _at(place: str, body: str) -> str:
    if not place:
        return ""
    return {"ru": russian.at(place), "zh": place, "kk": place}.get(question.question_language(body), f"in {place}")


def _of(about: str, body: str) -> str:
    """The possessive of the topic, in front of what it owns."""
    if not about:
        return ""
    possessor = _POSSESSOR.match(about)
    about = possessor[1] if possessor else about
    code = question.question_language(body)
    if code == "kk":
        return kazakh_owner(_plain(about))
    return f"{about}'s" if code == "en" else f"{about}的" if code == "zh" else about

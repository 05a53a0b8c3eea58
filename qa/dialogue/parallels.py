"""Which phrase of the question before a phrase of the follow-up stands for, where only its form tells.

"And without insurance?" takes the place of "without a licence", «а за курение?» that of «за проезд», «күрестен ше?»
that of «көкпардан»: the same preposition, the same ending of the case.
"""

from __future__ import annotations

import re
from itertools import takewhile

from qa import question
from qa.dialogue import russian
from qa.dialogue.carrying import linked
from qa.dialogue.cues import cues
from qa.dialogue.topic import content, topics
from qa.dialogue.ways import FROM, HAN_FROM, HAN_TO, KAZAKH_FROM, KAZAKH_TO, TO
from qa.text.glossary import Key
from qa.types import Span

#: Kazakh case endings that tell what a word does in its sentence, each with its forms by vowel and consonant.
_LOCATIVE = re.compile(r"(?:да|де|та|те)$", re.IGNORECASE)
_CASES = (
    re.compile(r"(?:дан|ден|тан|тен|нан|нен)$", re.IGNORECASE),
    re.compile(r"(?:мен|бен|пен)$", re.IGNORECASE),
    re.compile(r"(?:да|де|та|те)$", re.IGNORECASE),
)
#: Kazakh postpositions, which tell what the noun ahead does as a case does.
_POSTPOSED = re.compile(
    r"(?P<noun>\w+)\s+(?P<post>үшін|арқылы|бойынша|туралы|қарсы|қатысты|сайын|бірге)(?!\w)", re.IGNORECASE
)
_KAZAKH_WAYS = {
    "from": re.compile(rf"{KAZAKH_FROM}$", re.IGNORECASE),
    "to": re.compile(rf"{KAZAKH_TO}$", re.IGNORECASE),
}
_HARBOUR = r"\s+(?:the\s+)?(?:порта?\s+|port\s+of\s+)?"
_WAYS = {
    "from": re.compile(rf"(?:\b{FROM}{_HARBOUR}|{HAN_FROM})$", re.IGNORECASE),
    "to": re.compile(rf"(?:\b{TO}{_HARBOUR}|{HAN_TO})$", re.IGNORECASE),
    "via": re.compile(r"(?:\b(?:via|through|через)\s+(?:the\s+)?|经由?|经过|通过)$", re.IGNORECASE),
}
_INSTRUMENTAL = re.compile(r"[бвгджзклмнпрстфхцчшщ](?:ом|ем|ами|ями)$|[а-яё]{3,}[кчшлнрт]ой$", re.IGNORECASE)
_PREPOSED = re.compile(
    r"(?<!\w)(?:с|со|за|между|над|под|перед|в|во|о|об|на|при|из|от|до|для|у|к)\s+(?:\w+(?:ой|ым|им|ей|ыми|ими)\s+)?$",
    re.IGNORECASE,
)
#: An owner with what it owns: "Құрық портының жүк көлемі".
OWNED = re.compile(r"\w+(?:ның|нің|дың|дің|тың|тің)\s+(?:.*\s)?\w+[ыі]$", re.IGNORECASE)
_PLACED = re.compile(r"(?:да|де|та|те|жылы|айында)$", re.IGNORECASE)
_WORD = re.compile(r"[\w-]+")
#: A noun behind these words is what so many are ("how many of the pupils were girls").
_COMPLEMENT = re.compile(r"\bof\b.*\b(?:is|are|was|were)\s+(?P<noun>[a-z]+)", re.IGNORECASE)
_ONE_WORD = re.compile(r"(?:the\s+)?[a-z]+", re.IGNORECASE)


def parallel(body: str, before: str) -> list[tuple[Span, Span]]:
    """Phrases of `body`, each with the phrase of the same form in `before` whose place it takes."""
    code = question.question_language(body)
    if cues().wide.fullmatch(body) and (place := _where(before)):
        return [(Span(0, len(body)), place)]
    if code != question.question_language(before):
        return []
    if code == "kk":
        return _by_case(body, before)
    if code == "ru" and (found := _by_instrument(body, before) or _by_object(body, before)):
        return found
    return _by_preposition(body, before) if code in ("en", "ru") else []


def _where(before: str) -> Span | None:
    """Where something is in `before`, by its preposition or its Kazakh ending."""
    for run in reversed(topics(before)):
        if question.question_language(before) == "kk":
            words = run.of(before).split()
            at = next((at for at, word in enumerate(words, 1) if _LOCATIVE.search(word)), 0)
            if at:
                return Span(run.start, run.start + len(" ".join(words[:at])))
        elif (pair := linked(run, before))[1] in ("in", "at", "в", "во", "на"):
            return pair[0]
    return None


def way(key: Span, text: str) -> str:
    """Whether a name says where something comes "from", goes "to" or passes "via", or none of these ("")."""
    code = question.question_language(text)
    if code == "kk":
        word = text[key.start : key.end]
        return next((name for name, ending in _KAZAKH_WAYS.items() if ending.search(word)), "")
    ahead = text[: key.start]
    return next((name for name, link in _WAYS.items() if link.search(ahead)), "")


def complement(body: str, before: str) -> str:
    """`before` with another noun that so many of something are, for a bare noun; or ""."""
    place = _COMPLEMENT.search(before)
    if not place or not _ONE_WORD.fullmatch(body) or not content(body):
        return ""
    return before[: place.start("noun")] + body + before[place.end("noun") :]


def owned(body: str, before: str) -> str:
    """`before` with another Kazakh subject, an owner and what it owns, in front of its question word; or ""."""
    asked = cues().asking.search(before)
    if not OWNED.search(body) or asked is None or question.question_language(before) != "kk":
        return ""
    words = list(_WORD.finditer(before, 0, asked.start()))
    # Where and when come first, and stay.
    kept = list(takewhile(lambda word: _PLACED.search(word.group()) or word.group().isdigit(), words))
    start = words[len(kept)].start() if len(kept) < len(words) else asked.start()
    return f"{before[:start]}{body} {before[asked.start() :]}"


def _by_preposition(body: str, before: str) -> list[tuple[Span, Span]]:
    theirs = [found for run in topics(before, measures=True) if (found := linked(run, before))[1]]
    pairs = []
    for run in topics(body, measures=True):
        own, link = linked(run, body)
        like = next((place for place, other in reversed(theirs) if link and other == link), None)
        if like is not None:
            pairs.append((own, like))
    return pairs


def _by_instrument(body: str, before: str) -> list[tuple[Span, Span]]:
    """Russian nouns in the instrumental without a preposition: «поездом» for «автотранспортом»."""
    own = [key for key in content(body) if _is_instrument(key, body)]
    theirs = [key for key in content(before) if _is_instrument(key, before)]
    if len(own) != 1 or not theirs:
        return []
    return [(Span(own[0].start, own[0].end), Span(theirs[-1].start, theirs[-1].end))]


def _by_object(body: str, before: str) -> list[tuple[Span, Span]]:
    """A Russian object («турбину») for the object of the question before («котёл»)."""
    if not russian.is_object(body):
        return []
    theirs = [run for run in topics(before, measures=True) if not linked(run, before)[1]]
    verb = next((word for word in _WORD.finditer(before) if russian.is_verb(word.group())), None)
    like = next(
        (run for run in theirs if verb and run.start == verb.end() + 1 and russian.may_be_object(run.of(before))), None
    )
    return [(Span(0, len(body)), like)] if like else []


def _is_instrument(key: Key, text: str) -> bool:
    word = text[key.start : key.end]
    return _INSTRUMENTAL.search(word) is not None and not _PREPOSED.search(text[: key.start]) and not key.is_name


def _by_case(body: str, before: str) -> list[tuple[Span, Span]]:
    pairs = []
    own = _POSTPOSED.search(body)
    if own and own.end() == len(body):
        for other in _POSTPOSED.finditer(before):
            if other["post"].casefold() == own["post"].casefold():
                return [(Span(0, own.end("noun")), Span(*other.span("noun")))]
    for key in content(body):
        word = body[key.start : key.end]
        case = next((case for case in _CASES if case.search(word)), None)
        like = next((other for other in content(before) if case and case.search(before[other.start : other.end])), None)
        if like is not None:
            pairs.append(_named_by_class(key, like, case, body, before) or (_span(key), _span(like)))
    return pairs


def _named_by_class(
    key: Key, like: Key, case: re.Pattern[str] | None, body: str, before: str
) -> tuple[Span, Span] | None:
    """A name alone ("Тамырдан") without its ending, with the name whose class has the ending («Белқұр стансасынан»)."""
    ahead = next((one for one in content(before) if one.end == like.start - 1 and (one.is_name or one.sound)), None)
    ending = case.search(body, key.start, key.end) if case else None
    if ahead is None or ending is None or not body[key.start].isupper() or _span(key).of(body) != body:
        return None
    return Span(key.start, ending.start()), _span(ahead)


def _span(key: Key) -> Span:
    return Span(key.start, key.end)

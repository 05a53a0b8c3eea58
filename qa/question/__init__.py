"""What is asked: the wanted kind of answer, its unit family, period and role, and the words of the subject.

Rules over an editable table of wordings in four languages; nothing is learned and nothing is generated.
"""

from __future__ import annotations

import re

from qa.quantity import dimension, parse_period, read
from qa.question.cues import cues
from qa.text import LANGUAGES, analyse, language
from qa.text.analysis import stopwords
from qa.text.glossary import Key, keys, sound, variants
from qa.types import AnswerKind, Query, Role

__all__ = ["expand", "question_language", "understand"]

_KAZAKH_LETTERS = re.compile("[әғқңөұүһі]", re.IGNORECASE)
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_HAN = re.compile("[\u3400-\u9fff]")
_LATIN = re.compile("[A-Za-z]")
_WORD = re.compile(r"[^\W\d_]+")
#: The counted word stands within this many characters of "how many" ("how many new container trains").
_COUNTED_REACH = 48
_HOW_MANY = re.compile(
    r"\bhow\s+(?:many|much)\b|\bсколько\b|\bқанша\b|\bнеше\b|多少|几|\bnumber\s+of\b|\b(?:число|количество)\b|"
    r"\b(?:in|в|во)\s+(?=\w+\s*\??$)",
    re.IGNORECASE,
)
#: Spans of time are the wanted unit only right after "how many": elsewhere they belong to a date.
_TIME_UNITS = frozenset({"year", "month", "week", "day", "h"})
#: The kinds a bare noun phrase can turn into when it names a measure or a unit.
_UNDECIDED = (AnswerKind.SENTENCE, AnswerKind.EXPLANATION, AnswerKind.NAME)
_EXPLAINS = re.compile(
    r"\b(why|how\s+(?:do|does|did|is|are|was|were|can|to)|explain|describe|reason|role|purpose|mean|meaning|"
    r"почему|зачем|как|объясни|опиши|причин\w*|роль|неге|неліктен|қалай|себебі)\b|为什么|为何|如何|怎样|怎么|原因|意义",
    re.IGNORECASE,
)


def question_language(text: str) -> str:
    """The language of a question: by its script where that settles it, else by the detector."""
    if _HAN.search(text) and len(_HAN.findall(text)) * 3 >= len(_LATIN.findall(text)) + len(_CYRILLIC.findall(text)):
        return "zh"
    words = [word.casefold() for word in _WORD.findall(text) if _CYRILLIC.search(word)]
    if not words:
        return "en" if not _HAN.search(text) else "zh"
    kazakh = sum(bool(_KAZAKH_LETTERS.search(word)) or word in stopwords()["kk"] for word in words)
    russian = sum(
        word in stopwords()["ru"] or bool(re.search("[ъщёцэ]|(?:ого|ий|ый|ая|ые|ов|ии)$", word)) for word in words
    )
    if kazakh != russian:
        return "kk" if kazakh > russian else "ru"
    found = language(text)
    return found if found in LANGUAGES and found in ("ru", "kk") else "ru"


def understand(text: str, *, published_today: str | None = None) -> Query:
    """What `text` asks for; `published_today` is the ISO date that "last year" counts from."""
    code = question_language(text)
    words = keys(text, code, lenient=True)
    kind = _kind(text, words)
    units = _units(text, words)
    role, planned = _role(text)
    figures = () if kind is AnswerKind.DATE else tuple(read(text, published=published_today))
    return Query(
        text=text,
        language=code,
        kind=kind,
        terms=tuple(analyse(text, code)),
        subject=tuple(
            key.term
            for key in words
            if not key.unit and key.kind != "number" and key.term not in cues().generic.get(code, frozenset())
        ),
        dimensions=_dimensions(text, words, units, role) if kind is AnswerKind.FIGURE else frozenset(),
        units=units if kind is AnswerKind.FIGURE else frozenset(),
        period=parse_period(text, published=published_today),
        role=role,
        planned=planned,
        figures=figures,
    )


def expand(query: Query) -> tuple[str, ...]:
    """The question's search terms, then those that its known words add in other languages and spellings."""
    added: dict[str, None] = dict.fromkeys(query.terms)
    for key in keys(query.text, query.language, lenient=True):
        if key.term.startswith("="):
            for code in LANGUAGES:
                for variant in variants(key.term, code):
                    added.update(dict.fromkeys(analyse(variant, code)))
        elif key.sound and key.kind == "name":
            added[sound(query.text[key.start : key.end])] = None
    return tuple(added)


def _kind(text: str, words: tuple[Key, ...]) -> AnswerKind:
    """The first kind whose wordings match; a noun phrase that names a measure or a unit wants a figure."""
    found = next((kind for kind, pattern in cues().kinds if pattern.search(text)), AnswerKind.SENTENCE)
    measured = any(key.kind == "measure" or (key.unit and key.unit not in _TIME_UNITS) for key in words)
    if found in _UNDECIDED and measured and not _EXPLAINS.search(text):
        return AnswerKind.FIGURE
    return found


def _units(text: str, words: tuple[Key, ...]) -> frozenset[str]:
    """The canonical units the question names as wanted."""
    counted = [match.end() for match in _HOW_MANY.finditer(text)]
    wanted = set()
    for key in words:
        if not key.unit:
            continue
        asked = any(0 <= key.start - end <= _COUNTED_REACH for end in counted)
        if asked or key.unit not in _TIME_UNITS:
            wanted.add(key.unit)
    return frozenset(wanted)


def _dimensions(text: str, words: tuple[Key, ...], units: frozenset[str], role: Role | None) -> frozenset[str]:
    """Acceptable dimensions: those of the named units, else what the wording or the measure settles; empty for any."""
    if units:
        return frozenset(dimension(unit) for unit in units)
    settled = frozenset(name for name, pattern in cues().dimensions.items() if pattern.search(text))
    if not settled:
        measures = [cues().measures.get(key.term.removeprefix("="), ()) for key in words if key.kind == "measure"]
        settled = frozenset(name for dimensions in measures for name in dimensions)
    if settled and role in (Role.CHANGE_UP, Role.CHANGE_DOWN):
        return settled | {"ratio"}
    return settled


def _role(text: str) -> tuple[Role | None, bool | None]:
    """The role the wording asks for, and whether a plan (True) or an actual figure (False)."""
    roles = {name for name, pattern in cues().roles.items() if pattern.search(text)}
    planned = True if "planned" in roles else False if "actual" in roles else None
    # "Up to what", "after" and "before" are plainer words than "growth": they decide when both occur.
    for role in (Role.TO, Role.FROM, Role.SHARE, Role.CHANGE_DOWN, Role.CHANGE_UP):
        if role.value in roles:
            both = role is Role.TO and "from" in roles
            return (None if both else role), planned
    return None, planned

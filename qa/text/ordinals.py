"""Ordinals and what they count: "the second forum", «второй форум», «екінші форум», 第二届论坛, "lot 2"."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from qa.text.glossary import Key, keys

_WORDS = (
    ("first", "перв", "бірінші|алғашқы", "一"),
    ("(?<!per )second", "втор", "екінші", "二"),
    ("third", "трет", "үшінші", "三"),
    ("fourth", "четв[её]рт", "төртінші", "四"),
    ("fifth", "пят", "бесінші", "五"),
    ("sixth", "шест", "алтыншы", "六"),
    ("seventh", "седьм", "жетінші", "七"),
    ("eighth", "восьм", "сегізінші", "八"),
    ("ninth", "девят", "тоғызыншы", "九"),
    ("tenth", "десят", "оныншы", "十"),
)
_RUSSIAN = "(?:ый|ой|ий|ая|ья|ое|ье|ые|ьи|ого|ьего|ому|ьему|ым|ьим|ом|ьем|ей|ьей|ую|ью|ых|ьих|ыми)"
_ORDINAL = re.compile(
    "|".join(
        rf"(?P<n{value}>(?<!\w)(?:{english}|{value}(?:st|nd|rd|th)|{russian}{_RUSSIAN}|{value}-(?:й|я|ая|ое|го|му|м)"
        rf"|{value}-ш[іы]|{kazakh})(?!\w)|第(?:{chinese}(?![一二三四五六七八九十百])|{value}(?!\d)))"
        for value, (english, russian, kazakh, chinese) in enumerate(_WORDS, 1)
    ),
    re.IGNORECASE,
)
#: What is told by a number behind its noun, and no figure of anything: no unit, further digit or range follows.
_NUMBERED = re.compile(
    r"(?<![\w-])(?:lot|phase|stage|berth|block|unit|shaft|gate|лот|этап|фаз|блок|причал|шахт|кезең|айлақ)\w{0,3}"
    r"[ \u00a0](?:no\.?[ \u00a0]?|number[ \u00a0]|№[ \u00a0]?|#)?(?P<number>10|[1-9])"
    r"(?![\d/-]|[.,]\d|\s?[–%°]|[ \u00a0](?:to|and|or|до|и|или)[ \u00a0]\d|[ \u00a0]?(?:k?m|ha|t|tons?|tonnes?|kg|"
    r"million|thousand|MW|kV|км|м|га|т|тонн\w*|кг|млн|тыс|МВт|мың)\b)",
    re.IGNORECASE,
)
#: Parts of a year are periods, which are compared as such, and "for the first time" counts nothing.
_UNCOUNTED = re.compile(
    r"\s*(?:(?:quarter|half|month|week|day|time|place|of\s+all)s?\b|квартал|полугоди|месяц|недел|д(?:ень|ня)\b|раз\b|мест"
    r"|тоқсан|жартыжылдық|ай\b|апта|күн|рет\b|[季月周天次]|半年|年度)",
    re.IGNORECASE,
)
#: What is counted is named among so many words behind.
_REACH = 3


class Ordinal(NamedTuple):
    """Which one of some, and the terms of the words behind it, names apart: among them what is counted."""

    value: int
    counts: frozenset[str]


@lru_cache(maxsize=8_192)
def ordinals(text: str, language: str) -> tuple[Ordinal, ...]:
    """The ordinals up to ten in a text, in order."""
    found = [match for match in _ORDINAL.finditer(text) if not _UNCOUNTED.match(text, match.end())]
    numbered = list(_NUMBERED.finditer(text))
    if not found and not numbered:
        return ()
    words = [key for key in keys(text, language) if not key.is_name]
    told = [(match, int((match.lastgroup or "n0")[1:]), _behind(words, match.end())) for match in found]
    told += [(match, int(match["number"]), _in(words, match.start(), match.start("number"))) for match in numbered]
    told.sort(key=lambda one: one[0].start())
    return tuple(Ordinal(value, frozenset(terms)) for _, value, terms in told)


def _behind(words: list[Key], start: int) -> list[str]:
    """The terms of the words from `start` on that may be what is counted."""
    return [key.term for key in words if key.start >= start][:_REACH]


def _in(words: list[Key], start: int, end: int) -> list[str]:
    """The terms of the words between two offsets."""
    return [key.term for key in words if start <= key.start < end]


def of_another(asked: tuple[Ordinal, ...], told: tuple[Ordinal, ...]) -> bool:
    """Whether a text tells of another one than the one asked for: of the first forum and not of the second."""
    return any(
        any(one.counts & other.counts for other in told if other.value != one.value)
        and not any(one.counts & other.counts for other in told if other.value == one.value)
        for one in asked
    )

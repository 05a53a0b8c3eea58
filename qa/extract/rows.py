"""Names that stand in a row: "Jamshid Rahmon, deputy head of customs; Nigora Salim and Otabek Yunus"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from qa.extract.joined import conjoined
from qa.extract.names import is_firm
from qa.types import AnswerKind, Span

_AND = r"(?:and|as well as|along with|и|а также|және|әрі|мен|пен|бен)"
_BRACKETED = r"(?:[ \u00a0]?[(（][^()（）\n]{1,120}[)）])?"
#: What somebody is, behind a comma and up to the semicolon that parts him from the next.
_OFFICE = r"(?:[,，][^;；\n!?。]{1,120}?(?=[;；]))?"
#: What may close a quoted or emphasised name and open the next.
_CLOSES, _OPENS = r"[»”\"』」》*_]{0,2}", r"[«“\"『「《*_]{0,2}"
_SEPARATOR = (
    rf"(?:\s?[,;，；、/]\s*(?:(?:{_AND}|以及|和|与|及)\s*)?|[ \u00a0]{_AND}[ \u00a0]|[ \u00a0]&[ \u00a0]"
    r"|\s?(?:以及|和|与|及)\s?)"
)
_LINK = re.compile(rf"{_CLOSES}{_BRACKETED}{_OFFICE}{_SEPARATOR}(?:the[ \u00a0])?{_OPENS}", re.IGNORECASE)
#: An office in front of the last name, behind "and": "… and deputy minister Li Wei"; in Chinese in front of any.
_TITLED = re.compile(
    rf"{_CLOSES}{_BRACKETED},?[ \u00a0]{_AND}[ \u00a0](?:[a-zа-яёәғқңөұүһі-]+[ \u00a0]){{1,4}}{_OPENS}"
    r"|[\u3400-\u9fff]{0,6}(?:[（(][^()（）\n]{1,60}[)）])?(?:、|，|以及|和|与|及)[\u3400-\u9fff]{0,10}"
)
#: So far the next of a row may stand behind the one before: brackets, an office and "as well as".
_REACH = 160
_Named = tuple[Span, AnswerKind]


class Row(NamedTuple):
    """Names from the first to the last, the kind that they are of, and how many they are."""

    span: Span
    kind: AnswerKind
    members: int


def rows(
    text: str, found: Sequence[_Named], language: str, wanted: AnswerKind, told: Callable[[str], bool]
) -> Iterator[Row]:
    """The rows of at least two among the names `found` in `text`, which are in order.

    `told` is whether the question itself holds a name: such a one neither opens nor closes a row.
    """
    names = _apart(found)
    behind = 0
    for at, first in enumerate(names):
        if at < behind:
            continue
        row = [first]
        for place, other in enumerate(names[at + 1 :], at + 1):
            if other[0].start - row[-1][0].end > _REACH:
                break
            if not _may_join(row[-1], other, wanted) or _told_already(text, row[0][0], other[0]):
                continue
            if _linked(text, row[-1][0], other[0], wanted):
                row.append(other)
            elif len(row) > 1 and _linked(text, row[-2][0], other[0], wanted):
                row[-1] = other  # what was taken for the last one is of an office: "Liu Wei, head of Caspian Lines; …"
            else:
                continue
            behind = place + 1
        while row and told(row[0][0].of(text)):
            del row[0]
        while row and told(row[-1][0].of(text)):
            del row[-1]
        members = sum(conjoined(text, span.start, span.end, language, is_firm) for span, _ in row)
        if members > 1:
            yield Row(Span(row[0][0].start, row[-1][0].end), _kind(row, wanted), members)


def _apart(found: Sequence[_Named]) -> list[_Named]:
    """The names without those that a longer one covers."""
    kept: list[_Named] = []
    for span, kind in sorted(found, key=lambda one: (one[0].start, -one[0].end)):
        if not kept or span.start >= kept[-1][0].end:
            kept.append((span, kind))
    return kept


def _may_join(one: _Named, other: _Named, wanted: AnswerKind) -> bool:
    """Whether both may be of one row: people stand with people, where people are asked for."""
    return wanted is not AnswerKind.PERSON or one[1] is other[1]


def _told_already(text: str, first: Span, other: Span) -> bool:
    """Whether a name stands before in its row, by itself or in brackets: "… Bank (AIIB), …; AIIB" is one bank."""
    name = re.escape(other.of(text))
    return re.search(rf"(?<!\w){name}(?!\w)", text[first.start : other.start]) is not None


def _linked(text: str, one: Span, other: Span, wanted: AnswerKind) -> bool:
    if _LINK.fullmatch(text, one.end, other.start):
        return True
    return wanted is AnswerKind.PERSON and _TITLED.fullmatch(text, one.end, other.start) is not None


def _kind(row: Sequence[_Named], wanted: AnswerKind) -> AnswerKind:
    """What a row is of: what is asked for, where one of them is, as an unknown name beside a firm is a firm's."""
    kinds = Counter(kind for _, kind in row)
    return wanted if wanted in kinds else kinds.most_common(1)[0][0]

"""A fragment ("and Kuryk in 2021?") put into the question before: each thing in the place of its like."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa import question
from qa.dialogue.counted import counting
from qa.dialogue.topic import content
from qa.extract.dates import dates
from qa.quantity import periods, read
from qa.text.glossary import NAME_KINDS, Key, keys, variants
from qa.types import Quantity, Span

_END = re.compile(r"\s*[?？.。!！]*\s*$")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
#: A year and the word for it, nothing more: what may be said in the other question's language by its digits alone.
_ONLY_YEAR = re.compile(r"\W*((?:19|20)\d\d)\W*(?:год\w*|г|жыл\w*|年)?\W*", re.IGNORECASE)
_HAN_PHRASE = re.compile("[\u3400-\u9fff]{3,}")
#: What a Chinese noun phrase does not reach across.
_HAN_BOUNDARY = re.compile("[年月日的在从由和与对是，、：\\d\\s]")
#: Stands before a fragment whose link was taken off: its first word is then not a sentence's first, so that a capital
#: letter marks a name.
_INSIDE = "· "
#: What a name may take the place of, nearest first: the table does not know every name's kind.
_NAMES = {
    "place": ("place", "name", "country"),
    "country": ("country", "name", "place"),
    "org": ("org", "name"),
    "name": ("name", "place", "org", "country"),
}


@dataclass(frozen=True, slots=True)
class Exchange:
    """What a fragment brings, where it stands there, and the place of its like in the question before, if any."""

    own: Span
    place: Span | None
    words: str
    named: bool = False


def merged(body: str, before: str, *, led: bool = False) -> str:
    """The question `before`, with what `body` brings in the place of its like, the rest added at its end.

    `led`: a link ("and", "what about") stood in front of `body`.
    """
    brought = _widened(exchanges(body, before, led=led), body)
    if not any(one.place for one in brought):
        return _same_head(body, before) or counting(body, before) or _added(before, [body])
    text = before
    for one in sorted((one for one in brought if one.place), key=lambda one: one.place.start if one.place else 0)[::-1]:
        if one.place:
            text = text[: one.place.start] + one.words + text[one.place.end :]
    return _added(text, [one.words for one in brought if one.place is None])


def fits(body: str, before: str, *, led: bool) -> bool:
    """Whether all that `body` says has its like in `before`: "and how much in Sweden?" asks the same again."""
    brought = exchanges(body, before, led=led)
    return bool(brought) and all(one.place for one in brought)


def exchanges(body: str, before: str, *, led: bool = False) -> list[Exchange]:
    """Each thing that `body` brings, in order: its periods as one, then names, units and words."""
    code, earlier = question.question_language(body), question.question_language(before)
    foreign = code != earlier
    found: list[Exchange] = []
    timed = [*(date.span for date in dates(body, code)), *(span for span, _ in periods(body))]
    if timed:
        theirs = [*(date.span for date in dates(before, earlier)), *(span for span, _ in periods(before))]
        own, place = _whole(timed), _whole(theirs) if theirs else None
        found.append(Exchange(own, place, _year(own.of(body), place.of(before) if place and foreign else "")))
    figures = [one for one in read(body) if not any(date.overlaps(one.span) for date in timed)]
    measured = [(one, other) for one in figures if (other := _alike(one, before))]
    for one, other in measured:
        found.append(Exchange(one.span, other.span, one.text))
    timed += [one.span for one, _ in measured]
    # A Kazakh question opens with what it is about: there a first word with a capital may be a name as well.
    others = [key for key in _keys(before, earlier, led=earlier == "kk") if key.kind != "number"]
    said = {key.term for key in others}
    telling = {key.term for key in content(body)}
    for key in _keys(body, code, led=led):
        span = Span(key.start, key.end)
        if any(date.overlaps(span) for date in timed) or key.kind == "number":
            continue
        like = _like(key, others)
        if like is None and (key.term in said or (key.term not in telling and not key.sound and not key.unit)):
            continue
        place = Span(like.start, like.end) if like else None
        words = _translated(key, span.of(body), earlier) if foreign else span.of(body)
        if found and place is not None and found[-1].place == place:
            # "exports and imports" takes the place of "transit" as a whole.
            span = Span(found.pop().own.start, span.end)
            words = span.of(body)
        found.append(Exchange(span, place, words, key.kind in NAME_KINDS))
    return found


def _alike(one: Quantity, before: str) -> Quantity | None:
    """The figure of the question before in the same unit: "and for a 40-foot?" after "for a 20-foot"."""
    return next((other for other in read(before) if one.unit and other.unit == one.unit), None)


def _keys(body: str, code: str, *, led: bool) -> list[Key]:
    if not led:
        return list(keys(body, code))
    moved = len(_INSIDE)
    return [
        Key(key.term, key.start - moved, key.end - moved, key.kind, key.sound) for key in keys(_INSIDE + body, code)
    ]


def _like(key: Key, others: Sequence[Key]) -> Key | None:
    """The word of the question before that `key` takes the place of: one of its kind, the last such."""
    if key.unit:
        return next((other for other in reversed(others) if other.unit), None)
    if key.kind == "word":
        return None
    kinds = _NAMES.get(key.kind, (key.kind,))
    return next((other for kind in kinds for other in reversed(others) if other.kind == kind), None)


def _year(own: str, theirs: str) -> str:
    """A bare year in the wording of the period `theirs`, which another language wrote; else as it is."""
    year = _ONLY_YEAR.fullmatch(own)
    return _YEAR.sub(year[1], theirs) if year and len(_YEAR.findall(theirs)) == 1 else own


def _translated(key: Key, words: str, language: str) -> str:
    """A known word in the language of the question that it goes into."""
    return next(iter(variants(key.term, language)), words) if key.term.startswith("=") else words


def _widened(brought: Sequence[Exchange], body: str) -> list[Exchange]:
    """Words with no like of their own beside a name that has one go where it goes ("Khorgos dry port")."""
    found: list[Exchange] = []
    for one in brought:
        last = found[-1] if found else None
        if last and not body[last.own.end : one.own.start].strip() and last.own.end <= one.own.start:
            for name, other in ((last, one), (one, last)):
                if name.named and name.place and other.place is None and not other.named:
                    span = Span(last.own.start, one.own.end)
                    found[-1] = Exchange(span, name.place, span.of(body), True)
                    break
            else:
                found.append(one)
        else:
            found.append(one)
    return found


def _added(before: str, words: Sequence[str]) -> str:
    stem = _END.sub("", before)
    gap = "，" if re.search("[\u3400-\u9fff]$", stem) else " "
    return gap.join([stem, *words]) + (before[len(stem) :] or "?") if words else before


def _same_head(body: str, before: str) -> str:
    """A Chinese noun phrase in the place of the one with the same last word ("白鹤滩电站" for "三峡电站"), or ""."""
    head = body[-2:]
    if not _HAN_PHRASE.fullmatch(body) or head not in before:
        return ""
    end = before.index(head) + len(head)
    start = max((match.end() for match in _HAN_BOUNDARY.finditer(before, 0, end - len(head))), default=0)
    return before[:start] + body + before[end:]


def _whole(spans: Sequence[Span]) -> Span:
    return Span(min(span.start for span in spans), max(span.end for span in spans))

"""A fragment ("and Kuryk in 2021?") put into the question before: each thing in the place of its like."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa import question
from qa.dialogue.chinese import another_site, another_subject, same_head, same_length, same_sign
from qa.dialogue.complements import of_another
from qa.dialogue.counted import another_verb, counted, counting, doing
from qa.dialogue.cues import cues
from qa.dialogue.likes import HAN_TAIL, coordinated, full_name, like_of, narrowed, overlap, with_tail
from qa.dialogue.parallels import complement, owned, parallel, way
from qa.dialogue.topic import content
from qa.extract.dates import dates
from qa.quantity import periods, read
from qa.text.forms import is_cyrillic
from qa.text.glossary import Key, keys, variants
from qa.text.spellings import NAME_KINDS
from qa.types import Quantity, Span

#: Numbers and the words of dates ("году") are no units that another unit takes the place of.
_WHEN_KINDS = frozenset({"number", "unit:year", "unit:month"})
_END = re.compile(r"\s*[?？.。!！]*\s*$")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
#: A year and the word for it, nothing more: what may be said in the other question's language by its digits alone.
_ONLY_YEAR = re.compile(r"\W*((?:19|20)\d\d)(?:-?(?:м|му|й|го))?\W*(?:год\w*|г|жыл\w*|年)?\W*", re.IGNORECASE)
_MARK = re.compile("[?？]\\s*$")
#: What stands before a period, or nothing.
_WHEN = re.compile(r"[\s,]*(?:\b(?:in|for|by|at|в|на|к|за|по)\s+)?$", re.IGNORECASE)
_BY = re.compile(r"(?:by|по)\s", re.IGNORECASE)
_BY_AHEAD = re.compile(r"\b(?:by|по)\s+$", re.IGNORECASE)
_ARTICLE = re.compile(r"\b(?:the|a|an)\s+$", re.IGNORECASE)
_BARE_YEAR = re.compile(r"(?:19|20)\d\d(?:-?(?:м|му|й|го))?")
#: A Kazakh year as the object of "I said": "2020 жылды".
_OBJECT_YEAR = re.compile(r"(?:19|20)\d\d\s+жылды", re.IGNORECASE)
#: The ending of a Russian ordinal: "в 2023-м".
_ORDINAL = re.compile(r"-?(?:м|му|й|го)\b")
#: "2022年中欧": the year, and China with Europe; no middle of the year.
_MID_CHINA = re.compile("中(?=[国欧亚哈俄吉乌蒙东非央])")
#: «Сколько» wants a genitive where "in" had the locative.
_HOW_MANY = re.compile(r"сколько\s+$", re.IGNORECASE)
_LOCATIVE = re.compile(r"[а-яё]+[ая]х", re.IGNORECASE)
#: Prepositions that tell what a name is to the rest better than its kind does.
_BENEFIT = re.compile(r"(?:for|with|для)\s", re.IGNORECASE)
_ROUTE = re.compile(r"(?:\b(?:via|through|через)\s+(?:the\s+)?|经由?|经过|通过)$", re.IGNORECASE)
#: Stands before a fragment whose link was taken off: its first word is then not a sentence's first, so that a capital
#: letter marks a name.
_INSIDE = "· "


@dataclass(frozen=True, slots=True)
class Exchange:
    """What a fragment brings, where it stands there, and the place of its like in the question before, if any."""

    own: Span
    place: Span | None
    words: str
    named: bool = False


def merged(body: str, before: str, *, led: bool = False) -> str:
    """The question `before`, with what `body` brings in the place of its like, the rest added at its end.

    "" where nothing in `before` is its like. `led`: a link ("and", "what about") stood in front of `body`.
    """
    if whole := same_head(body, before):
        return whole
    brought = _widened(exchanges(body, before, led=led), body)
    if not any(one.place for one in brought):
        return (
            another_site(body, before)
            or same_sign(body, before)
            or another_verb(body, before)
            or doing(body, before)
            or counting(body, before)
            or (another_subject(body, before) if led else "")
            or (same_length(body, before) if led else "")
            or of_another(body, before)
            or complement(body, before)
            or owned(body, before)
        )
    brought = _recounted(brought, body, before)
    text = before
    for one in sorted((one for one in brought if one.place), key=lambda one: one.place.start if one.place else 0)[::-1]:
        if one.place:
            end = one.place.end
            end += overlap(one.words, text[end:])
            text = text[: one.place.start] + one.words + text[end:]
    text = _added(text, [one.words for one in brought if one.place is None])
    return text if _MARK.search(text) or not (mark := _MARK.search(before)) else text + mark.group()


def appended(body: str, before: str) -> str:
    """The question `before` with `body` at its end, for "after the merger?" and what else has no like there."""
    return _added(_without_now(before, body), [body])


def _recounted(brought: list[Exchange], body: str, before: str) -> list[Exchange]:
    """A bare noun in front of the rest goes where what is counted stands ("containers in 2023" after "tons")."""
    first = min(brought, key=lambda one: one.own.start)
    changed = counting(first.own.of(body), before)
    place = counted(before, units=counted(before) is None) if changed else None
    if first.place or first.named or place is None or _ARTICLE.search(body[: first.own.start]):
        return brought
    if any(one.place and one.place.overlaps(place) for one in brought):
        return brought
    return [Exchange(one.own, place, one.words) if one is first else one for one in brought]


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
        found.append(_timed(_whole(timed), _whole(theirs) if theirs else None, body, before, foreign=foreign))
    figures = [one for one in read(body) if not any(date.overlaps(one.span) for date in timed)]
    measured = [(one, other) for one in figures if (other := _alike(one, before))]
    for one, other in measured:
        found.append(Exchange(one.span, other.span, one.text))
    timed += [one.span for one, _ in measured]
    # A Kazakh question opens with what it is about: there a first word with a capital may be a name as well.
    others = [key for key in _keys(before, earlier, led=earlier == "kk") if key.kind not in _WHEN_KINDS]
    said = {key.term for key in others}
    telling = {key.term for key in content(body)}
    alike = parallel(body, before)
    own_keys = _keys(body, code, led=led)
    for at, key in enumerate(own_keys):
        if key.term == "=average" and at + 1 < len(own_keys) and own_keys[at + 1].start == key.end + 1:
            # "Average wage" takes the place of "net profit" as a whole.
            own_keys[at + 1] = own_keys[at + 1]._replace(start=key.start)
            continue
        span = Span(key.start, key.end)
        if any(date.overlaps(span) for date in timed) or key.kind in _WHEN_KINDS:
            continue
        if any(one.own.overlaps(span) for one in found):
            continue
        like = _governed(span, others, alike, body) or like_of(key, others, way(span, body), before)
        if like is not None and key.unit and like.term == key.term:
            # "Over 500 kg" after "per kg" is no other unit.
            continue
        if like is None or like.term == key.term:
            pair = narrowed(key, others, before)
            if pair:
                found.append(Exchange(span, pair, span.of(body), True))
                continue
        route = _ROUTE.search(body[: key.start]) if key.is_name or key.sound else None
        if route and like and not _ROUTE.search(before[: like.start]):
            # "Via Khorgos" bounds what was asked of China and Europe; it takes no place there.
            found.append(Exchange(Span(route.start(), span.end), None, body[route.start() : span.end], named=True))
            continue
        formed = next((pair for pair in alike if like is None and pair[0].overlaps(span)), None)
        if formed and key.term in telling:
            found.append(Exchange(formed[0], formed[1], formed[0].of(body)))
            continue
        if like is None and (key.term in said or (key.term not in telling and not key.sound and not key.unit)):
            continue
        place = coordinated(like, others, before) if like else None
        if place and like and like.kind == "name":
            place = full_name(like, others, before)
        if place and place.end < len(before) and HAN_TAIL.match(body, span.end):
            # "上海申花" takes the place of "北京国安", not that of "北京" alone.
            span, place = with_tail(span, body), with_tail(place, before)
        if key.contrast and place and _BY.match(before, place.start) and (by := _BY_AHEAD.search(body[: span.start])):
            span = Span(by.start(), span.end)
        words = _translated(key, span.of(body), earlier) if foreign else span.of(body)
        if key.unit and place and earlier == "ru":
            words = _counted_form(key, words, before[: place.start])
        if found and place is not None and found[-1].place == place:
            # "exports and imports" takes the place of "transit" as a whole.
            span = Span(found.pop().own.start, span.end)
            words = span.of(body)
        found.append(Exchange(span, place, words, key.kind in NAME_KINDS))
    return found


def _governed(name: Span, others: Sequence[Key], alike: Sequence[tuple[Span, Span]], body: str) -> Key | None:
    """The name of the question before that the preposition of `name` governs ("for Lothmark" after "for China")."""
    places = [place for own, place in alike if own.overlaps(name) and _BENEFIT.match(own.of(body))]
    return next(
        (other for place in places for other in others if other.is_name and place.start <= other.start < place.end),
        None,
    )


def _timed(own: Span, place: Span | None, body: str, before: str, *, foreign: bool) -> Exchange:
    """A period in the place of a period, either of them with its goal."""
    if place is None:
        return Exchange(own, None, own.of(body))
    own = Span(own.start, end.end() if (end := _ORDINAL.match(body, own.end)) else own.end)
    like = (
        foreign
        or (_OBJECT_YEAR.fullmatch(own.of(body)) is not None)
        or (_BARE_YEAR.fullmatch(own.of(body)) and _ONLY_YEAR.fullmatch(place.of(before)))
    )
    words = _year(own.of(body), place.of(before) if like else "")
    if _MID_CHINA.match(before, place.end - 1):
        place = Span(place.start, place.end - 1)
    mine, theirs = _aimed(own, body), _aimed(place, before)
    if (mine == own) == (theirs == place):
        return Exchange(mine, theirs, words if mine == own else mine.of(body))
    # "In 2021" makes way for ", the target for 2030" with its preposition, and the reverse.
    link = _WHEN.search(before[: theirs.start])
    start = link.start() if link else theirs.start
    if mine != own:
        return Exchange(mine, Span(start, place.end), f", {mine.of(body)}")
    own_link = _WHEN.search(body[: own.start])
    when = (own_link.group().strip(" ,") if own_link else "") or ("за" if is_cyrillic(own.of(body)) else "in")
    return Exchange(own, Span(start, place.end), f" {when} {words}")


def _aimed(period: Span, text: str) -> Span:
    """A period with the goal that is set for it: "the target for 2030"."""
    goal = cues().goal.search(text[: period.start])
    return Span(goal.start(), period.end) if goal else period


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


def _without_now(before: str, body: str) -> str:
    """`before` without its "now", where `body` says when: "after the hub is built"."""
    return cues().now.sub("", before, count=1) if cues().when.search(body) else before


def _year(own: str, theirs: str) -> str:
    """A bare year in the wording of the period `theirs`, which another language wrote; else as it is."""
    year = _ONLY_YEAR.fullmatch(own)
    return _YEAR.sub(year[1], theirs) if year and len(_YEAR.findall(theirs)) == 1 else own


def _translated(key: Key, words: str, language: str) -> str:
    """A known word in the language of the question that it goes into."""
    return next(iter(variants(key.term, language)), words) if key.term.startswith("=") else words


def _counted_form(key: Key, words: str, ahead: str) -> str:
    """A Russian unit in the form that «сколько» wants: «в долларах» is «сколько долларов»."""
    lemma = next(iter(variants(key.term, "ru")), "")
    if not _HOW_MANY.search(ahead) or not _LOCATIVE.fullmatch(words) or not lemma.startswith(words[:3].casefold()):
        return words
    if lemma.endswith("а"):
        return lemma[:-1]
    return f"{lemma[:-1]}ей" if lemma[-1] in "ьй" else f"{lemma}ов"


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
    """`before` with more words at its end; a Kazakh question has its verb there, and takes them before its question."""
    stem = _END.sub("", before)
    asked = cues().asking.search(stem) if question.question_language(before) == "kk" else None
    if words and asked and asked.start():
        return " ".join([stem[: asked.start()].rstrip(), *words, stem[asked.start() :]]) + (before[len(stem) :] or "?")
    gap = "，" if re.search("[\u3400-\u9fff]$", stem) else " "
    return gap.join([stem, *words]) + (before[len(stem) :] or "?") if words else before


def _whole(spans: Sequence[Span]) -> Span:
    return Span(min(span.start for span in spans), max(span.end for span in spans))

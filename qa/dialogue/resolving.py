"""Follow-up questions made stand-alone."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa import question
from qa.dialogue.cues import cues
from qa.dialogue.topic import content, topic, topics
from qa.dialogue.turns import Turn
from qa.extract.dates import dates
from qa.quantity import periods
from qa.text.glossary import Key, keys
from qa.types import AnswerKind, Span

#: A whole question with so many words of its own needs nothing from the one before.
_STANDS_ALONE = 3
#: A fragment longer than this is a statement of its own.
_LONGEST_FRAGMENT = 6
_END = re.compile(r"\s*[?？.。!！]*\s*$")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def resolve(text: str, turns: Sequence[Turn]) -> str:
    """`text` as a question that needs no turn before it; as it is when it stands alone or nothing was said before."""
    if not turns or not text.strip() or cues().polite.fullmatch(text):
        return text
    last = turns[-1]
    body, led = _bare(text)
    shifted = _shifted(body, last.resolved) or _swapped(body, last.resolved)
    if shifted:
        return shifted
    asking = bool(cues().asking.search(body))
    replaced = _pronouns(body, turns)
    if replaced != body and asking:
        return _ended(_scoped(replaced, last), text)
    words = content(body)
    if not asking and (led or len(words) <= _LONGEST_FRAGMENT):
        return _merged(body, last.resolved) if not _is_new(words, led, body, last) else text
    if asking and not any(key.is_name or key.sound for key in words) and len(words) < _STANDS_ALONE:
        return _about(body, text, last)
    return text


def _bare(text: str) -> tuple[str, bool]:
    """The follow-up without the words that only link it to what was said, and whether there were any."""
    body = _END.sub("", text)
    lead = cues().lead.match(body)
    rest = body[lead.end() :] if lead else body
    tail = cues().tail.search(rest)
    rest = rest[: tail.start()] if tail else rest
    return (rest.strip(" ,，、") or body), bool(lead or tail)


def _ended(body: str, text: str) -> str:
    """`body` as a question in the manner of `text`: its end mark, a capital at the front."""
    mark = "？" if "？" in text or re.search("[\u3400-\u9fff]", body) else "?"
    return body[:1].upper() + body[1:] + mark


def _is_new(words: Sequence[Key], led: bool, body: str, last: Turn) -> bool:
    """Whether keywords without a link open a topic of their own: a name and a measure, as the last question had."""
    if led:
        return False
    named = any(key.is_name or key.sound for key in words)
    measured = any(key.kind == "measure" for key in words)
    return (named and measured) or len(words) > _LONGEST_FRAGMENT - 2


def _shifted(body: str, before: str) -> str:
    """The question before with its years moved, for "two years earlier" and its like; "" if this is none."""
    for sign, pattern in cues().shifts:
        match = pattern.search(body)
        if match is None or not _YEAR.search(before):
            continue
        word = next((group for group in match.groups() if group and group.casefold() in cues().numbers), None)
        return _moved(before, sign * (cues().numbers[word.casefold()] if word else 1))
    return ""


def _swapped(body: str, before: str) -> str:
    """The question before with "after" for "before" or the reverse, where that is all the follow-up says; else ""."""
    other = cues().opposites.get(body.casefold())
    if other is None:
        return ""
    place = re.search(rf"(?<!\w){other}(?!\w)" if other.isascii() else other, before, re.IGNORECASE)
    return before[: place.start()] + body + before[place.end() :] if place else ""


def _moved(text: str, years: int) -> str:
    return _YEAR.sub(lambda year: str(int(year.group()) + years), text)


def _topic_of(turns: Sequence[Turn]) -> str:
    """What the last question is about, in the words of the earliest question in a row about the same."""
    about = topic(turns[-1].resolved)
    for turn in reversed(turns[:-1]):
        earlier = topic(turn.resolved)
        if not earlier or earlier.casefold() not in about.casefold():
            break
        about = earlier
    return about


def _pronouns(body: str, turns: Sequence[Turn]) -> str:
    """`body` with its pronouns replaced by what they stand for."""
    last, about = turns[-1], _topic_of(turns)
    pronouns = cues().pronouns
    year = _YEAR.search(last.resolved) or _YEAR.search(last.answer)
    if year:
        body = pronouns["time"].sub(lambda _: _in_year(year.group(), body), body, count=1)
    person = next((turn.answer for turn in reversed(turns) if turn.kind == AnswerKind.PERSON), "")
    place = last.answer if last.kind == AnswerKind.PLACE else about
    for name, word in (("person", person), ("place", _at(place, body)), ("owner", _of(about, body)), ("thing", about)):
        if word:
            changed = pronouns[name].sub(lambda _, word=word: word, body, count=1)  # type: ignore[misc]  # bound default
            if changed != body:
                return changed
    return body


def _in_year(year: str, body: str) -> str:
    code = question.question_language(body)
    return {"ru": f"в {year} году", "kk": f"{year} жылы", "zh": f"{year}年"}.get(code, f"in {year}")


def _at(place: str, body: str) -> str:
    if not place:
        return ""
    return {"ru": f"в {place}", "zh": place, "kk": place}.get(question.question_language(body), f"in {place}")


def _of(about: str, body: str) -> str:
    """The possessive of the topic, in front of what it owns."""
    if not about:
        return ""
    code = question.question_language(body)
    return f"{about}'s" if code == "en" else f"{about}的" if code == "zh" else about


def _about(body: str, text: str, last: Turn) -> str:
    """A question that leaves out what it is about, with that behind it."""
    said = {key.term for key in content(body)}
    missing = [run for run in topics(last.resolved) if run.casefold() not in body.casefold() and not _says(run, said)]
    if not missing:
        return text
    return _ended(_dated(f"{body} — {', '.join(missing)}", last), text)


def _says(run: str, said: set[str]) -> bool:
    return all(key.term in said for key in content(run))


def _scoped(body: str, last: Turn) -> str:
    """A follow-up that asks for a figure keeps the scope of the question before: places, mode, direction and year."""
    if question.understand(body).kind is not AnswerKind.FIGURE:
        return body
    own = content(body)
    groups = {key.contrast for key in own if key.contrast}
    lacking = [
        last.resolved[key.start : key.end]
        for key in content(last.resolved)
        if (key.is_name and not any(other.is_name and other.kind != "country" for other in own))
        or (key.contrast and key.contrast not in groups)
    ]
    lacking = [word for word in dict.fromkeys(lacking) if word.casefold() not in body.casefold()]
    return _dated(f"{body} — {', '.join(lacking)}" if lacking else body, last)


def _dated(body: str, last: Turn) -> str:
    """A follow-up that asks for a figure speaks of the same year as the question before, unless it names one."""
    years = _YEAR.findall(last.resolved)
    figure = question.understand(body).kind is AnswerKind.FIGURE
    if not figure or len(set(years)) != 1 or periods(body):
        return body
    return f"{body} {_in_year(years[0], body)}"


def _merged(body: str, before: str) -> str:
    """The question before, with what `body` brings in the place of its like, or added to it."""
    merged = before
    rest = body
    for own, theirs in _exchanges(body, before):
        if theirs is not None:
            merged = _spliced(merged, before, theirs, own.of(body))
            rest = ""
    if rest:
        stem = _END.sub("", before)
        return f"{stem}{_gap(stem)}{body}{before[len(stem) :] or '?'}"
    return merged


def _gap(stem: str) -> str:
    return "，" if re.search("[\u3400-\u9fff]$", stem) else " "


def _spliced(merged: str, before: str, place: Span, words: str) -> str:
    """Put `words` where the slice `place` of `before` stands in `merged`."""
    old = place.of(before)
    return merged.replace(old, words, 1)


def _exchanges(body: str, before: str) -> list[tuple[Span, Span | None]]:
    """Each thing that `body` brings, with its like in `before` (None: nothing like it there)."""
    found: list[tuple[Span, Span | None]] = []
    code, earlier = question.question_language(body), question.question_language(before)
    mine = dates(body, code)
    timed = [span for span, _ in periods(body)]
    if mine or timed:
        theirs = [date.span for date in dates(before, earlier)] or [span for span, _ in periods(before)]
        own = _whole([*(date.span for date in mine), *timed])
        found.append((own, _whole(theirs) if theirs else None))
    others = keys(before, earlier)
    dated = [date.span for date in mine] + timed
    for key in keys(body, code):
        span = Span(key.start, key.end)
        if any(date.overlaps(span) for date in dated) or key.kind == "number":
            continue
        like = _like(key, others)
        place = Span(like.start, like.end) if like else None
        if found and place is not None and found[-1][1] == place:
            # "exports and imports" takes the place of "transit" as a whole.
            span = Span(found.pop()[0].start, span.end)
        found.append((span, place))
    return found


def _whole(spans: Sequence[Span]) -> Span:
    return Span(min(span.start for span in spans), max(span.end for span in spans))


def _like(key: Key, others: Sequence[Key]) -> Key | None:
    """The word of the question before that `key` takes the place of: one of its kind, the last such."""
    kinds = {key.kind}
    if key.kind in ("name", "org"):
        kinds = {"name", "org", "place"}
    alike = [other for other in others if (other.unit and key.unit) or (other.kind in kinds and key.kind != "word")]
    return alike[-1] if alike else None

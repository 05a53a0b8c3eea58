"""Follow-up questions made stand-alone."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa import question
from qa.dialogue.counted import counted
from qa.dialogue.cues import cues
from qa.dialogue.merging import fits, merged
from qa.dialogue.topic import content, topic, topics
from qa.dialogue.turns import Turn
from qa.quantity import periods
from qa.text.glossary import Key
from qa.types import AnswerKind

#: A whole question with so many words of its own needs nothing from the one before.
_STANDS_ALONE = 3
#: A fragment longer than this is a statement of its own.
_LONGEST_FRAGMENT = 6
#: How many turns back a follow-up may go on from.
_REMEMBERED = 4
_NAME_KINDS = frozenset({AnswerKind.NAME, AnswerKind.PLACE, AnswerKind.ORGANISATION, AnswerKind.PERSON})
_END = re.compile(r"\s*[?？.。!！]*\s*$")
_NEXT_WORD = re.compile(r"\s+[^\W\d_]+")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def resolve(text: str, turns: Sequence[Turn]) -> str:
    """`text` as a question that needs no turn before it; as it is when it stands alone or nothing was said before."""
    if not turns or not text.strip() or cues().polite.fullmatch(text):
        return text
    body, led = _bare(text)
    last = _followed(body, turns)
    shifted = _shifted(body, last.resolved) or _swapped(body, last.resolved)
    if shifted:
        return shifted
    asking = bool(cues().asking.search(body))
    replaced = _pronouns(body, turns)
    if replaced != body and asking:
        return _ended(_scoped(replaced, last), text)
    words = content(body)
    named = any(key.is_name or key.sound for key in words)
    if asking and not named and cues().known.search(body):
        return _ended(_named(body, turns), text)
    if asking and not named and cues().rest.search(body):
        return _about(body, text, last)
    if not asking and (led or len(words) <= _LONGEST_FRAGMENT):
        if _is_new(words, led):
            return text
        return _about(body, text, last) if _another_measure(words, last) else merged(body, last.resolved, led=led)
    if asking and led and _same_kind(body, last) and fits(body, last.resolved, led=led):
        return merged(body, last.resolved, led=led)
    if asking and not named and len(words) < _STANDS_ALONE:
        return _about(body, text, last)
    return text


def _followed(body: str, turns: Sequence[Turn]) -> Turn:
    """The turn to go on from: the last one, unless a whole question speaks of what only an earlier one did."""
    if not cues().asking.search(body):
        return turns[-1]
    own = {key.term for key in content(body) if not key.is_name and not key.sound}
    recent = turns[: -_REMEMBERED - 1 : -1]
    shared = (turn for turn in recent if own & {key.term for key in content(turn.resolved)})
    return next(shared, turns[-1])


def _named(body: str, turns: Sequence[Turn]) -> str:
    """`body` with the name of what it only calls by its kind, as far as a name was said."""
    abouts = (topic(turn.resolved) for turn in turns[: -_REMEMBERED - 1 : -1])
    name = next((about for about in abouts if any(key.is_name or key.sound for key in content(f"· {about}"))), "")
    kind = cues().known.search(body)
    if not name or kind is None:
        return body
    if question.question_language(body) == "en":
        return body[: kind.start()] + name + body[kind.end() :]
    return f"{body} — {name}"


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


def _is_new(words: Sequence[Key], led: bool) -> bool:
    """Whether keywords without a link open a topic of their own: a name and a measure, as the last question had."""
    if led:
        return False
    named = any(key.is_name or key.sound for key in words)
    measured = any(key.kind == "measure" for key in words)
    return (named and measured) or len(words) > _LONGEST_FRAGMENT - 2


def _another_measure(words: Sequence[Key], last: Turn) -> bool:
    """Whether a fragment names a measure ("and the cost?") after a question that asked for none."""
    measured = any(key.kind == "measure" for key in words)
    return measured and question.understand(last.resolved).kind is not AnswerKind.FIGURE


def _same_kind(body: str, last: Turn) -> bool:
    """Whether both ask for a figure: "and how much in Sweden?"."""
    return all(question.understand(asked).kind is AnswerKind.FIGURE for asked in (body, last.resolved))


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
    """The question before with "after" for "before" or the reverse, where the follow-up says nothing new; else ""."""
    said = {key.term for key in content(before)}
    if any(key.term not in said for key in content(body)):
        return ""
    for one, other in cues().opposites.items():
        if not _whole_word(one).match(body) or periods(body):
            continue
        place = _whole_word(other).search(before)
        if place:
            return before[: place.start()] + one + before[place.end() :]
    return ""


def _whole_word(word: str) -> re.Pattern[str]:
    return re.compile(word if re.search("[\u3400-\u9fff]", word) else rf"(?<!\w){word}(?!\w)", re.IGNORECASE)


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
    one = last.answer if last.kind in _NAME_KINDS else about
    standing_for = (
        ("person", person),
        ("amount", _amount(last.resolved, about, body)),
        ("one", one),
        ("members", _counted(last.resolved)),
        ("place", _at(place, body)),
        ("owner", _of(about, body)),
        ("thing", about),
    )
    for name, word in standing_for:
        if word:
            found = pronouns[name].search(body)
            if found:
                return body[: found.start()] + word + _after(body[found.end() :], word)
    return body


def _amount(asked: str, about: str, body: str) -> str:
    """What the last question measured, of what: "ZR's net profit"."""
    words = [asked[key.start : key.end] for key in content(asked) if key.kind == "measure"]
    if not words or not about:
        return _counted(asked)
    return f"{_of(about, body)} {words[-1]}" if question.question_language(body) == "en" else f"{words[-1]} {about}"


def _counted(asked: str) -> str:
    place = counted(asked)
    return place.of(asked) if place else ""


def _after(rest: str, word: str) -> str:
    """What follows a pronoun, less a noun that the topic put in its place already says ("this port")."""
    noun = _NEXT_WORD.match(rest)
    said = {key.term for key in content(word)}
    own = {key.term for key in content(noun.group())} if noun else set()
    return rest[noun.end() :] if noun and own and own <= said else rest


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

"""The question before at another time: some years, quarters or months earlier or later, before instead of after."""

from __future__ import annotations

import re

from qa import question
from qa.dialogue.calendar import moved
from qa.dialogue.cues import cues
from qa.dialogue.topic import content
from qa.quantity import periods
from qa.text.forms import is_cyrillic
from qa.types import AnswerKind, Span

_MONTHS_OF_A_YEAR = 12
#: "How many years ago?" asks how far it is.
_ASKED = frozenset({"many", "сколько", "қанша", "неше"})
#: And these say it too vaguely to count back.
_VAGUE = frozenset({"several", "few", "some", "of", "несколько", "пару", "бірнеше", "бірнешеу", "几", "数"})
_HAN_SINCE = re.compile("(?:起|开始|以来)")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def shifted(body: str, before: str) -> str:
    """The question before with its period moved, for "two years earlier" and its like; "" if this is none."""
    for steps, lasts, _ in _shifts(body):
        if lasts < _MONTHS_OF_A_YEAR:
            return moved(before, steps, lasts)
        if _YEAR.search(before):
            return _years_moved(before, steps)
    return ""


def next_to(body: str, before: str) -> str:
    """A figure of one year asked for the year before it or after: "and earlier?"; "" if this is none.

    Tables tell a figure year by year, and a bare "earlier" asks for the one that stands next to it.
    """
    step = -1 if cues().earlier.fullmatch(body) else 1 if cues().later.fullmatch(body) else 0
    found = periods(before)
    if not step or len(found) != 1 or question.understand(before).kind is not AnswerKind.FIGURE:
        return ""
    span, interval = found[0]
    is_year = interval == f"{interval[:4]}-01-01/{interval[:4]}-12-31" and len(_YEAR.findall(span.of(before))) == 1
    return _years_moved(before, step) if is_year and question.understand(before).role is None else ""


def is_vague(body: str) -> bool:
    """Whether a follow-up says only that it is some years away, not how many: "several years ago"."""
    found = [match for _, _, pattern in cues().shifts if (match := pattern.fullmatch(body))]
    return any(not _VAGUE.isdisjoint(group.casefold() for group in match.groups() if group) for match in found)


def _shifts(body: str) -> list[tuple[int, int, Span]]:
    """How many steps `body` goes, how many months each is, and where that is said; none where that is asked."""
    found = []
    for sign, lasts, pattern in cues().shifts:
        match = pattern.search(body)
        if match is None:
            continue
        said = [group.casefold() for group in match.groups() if group]
        if not (_ASKED | _VAGUE).isdisjoint(said):
            continue
        number = next((cues().numbers[word] for word in said if word in cues().numbers), 1)
        found.append((sign * number, lasts, Span(*match.span())))
    return found


def _years_moved(text: str, years: int) -> str:
    return _YEAR.sub(lambda year: str(int(year.group()) + years), text)


def only_shifts(body: str) -> bool:
    """Whether a follow-up says nothing but how far to go: "what was it a month earlier?"."""
    places = [place for _, _, place in _shifts(body)]
    return bool(places) and all(
        any(place.overlaps(Span(key.start, key.end)) for place in places) for key in content(body)
    )


def until_then(body: str, before: str) -> str:
    """The question before about the time up to where its period begins ("until then?" after "from July"); else ""."""
    if not cues().until_then.fullmatch(body):
        return ""
    for span, _ in periods(before):
        link = cues().since.search(before[: span.start])
        if link:
            words = "до" if is_cyrillic(link.group()) else "before"
            return f"{before[: link.start()]}{words} {before[span.start :]}"
        tail = _HAN_SINCE.match(before, span.end)
        if tail:
            ahead = before[: span.start].removesuffix("从").removesuffix("自")
            return f"{ahead}{span.of(before)}之前{before[tail.end() :]}"
    return ""


def swapped(body: str, before: str) -> str:
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

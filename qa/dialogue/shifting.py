"""The question before at another time: some years earlier or later, before instead of after."""

from __future__ import annotations

import re

from qa.dialogue.cues import cues
from qa.dialogue.topic import content
from qa.quantity import periods

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def shifted(body: str, before: str) -> str:
    """The question before with its years moved, for "two years earlier" and its like; "" if this is none."""
    for sign, pattern in cues().shifts:
        match = pattern.search(body)
        if match is None or not _YEAR.search(before):
            continue
        word = next((group for group in match.groups() if group and group.casefold() in cues().numbers), None)
        return _moved(before, sign * (cues().numbers[word.casefold()] if word else 1))
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


def _moved(text: str, years: int) -> str:
    return _YEAR.sub(lambda year: str(int(year.group()) + years), text)

"""The question before, asked again at another time or by another measure of itself: "what was it before?", "per day?".

Such a follow-up holds no word of its own but when, or per what; "it" is then all that was asked and not a thing in it.
"""

from __future__ import annotations

import re

from qa import question
from qa.dialogue.cues import cues
from qa.dialogue.merging import appended
from qa.quantity import periods
from qa.types import AnswerKind

#: What will be, said of the present: "what will the capacity be" is "what is the capacity".
_WILL_BE = re.compile(r"^(?P<asked>(?:what|how\s+\w+))\s+will\s+(?P<rest>.*?)\s+be\b", re.IGNORECASE)
_WILL_HAVE = re.compile(r"^(?P<asked>(?:what|how)\s.*?)\s+will\s+(?P<rest>.*?\shave\b)", re.IGNORECASE)
_BUDET = re.compile(r"\s+(?:будет|будут)(?!\w)", re.IGNORECASE)
#: What stands before a period and behind it, and goes with it.
_AHEAD = re.compile(r"\s*\b(?:in|for|during|by|at|в|за|на|к)\s+(?:the\s+)?$|\s+$", re.IGNORECASE)


def echoed(body: str, before: str) -> str:
    """The question `before` with what `body` adds to it; "" where `body` says more, or asks for what that did not."""
    told = cues().echo.fullmatch(body)
    added = next((part for part in told.groups() if part), "") if told else ""
    asks = cues().asking.search(body) is not None
    if not added or (asks and question.understand(before).kind is not AnswerKind.FIGURE):
        return ""
    if cues().now.fullmatch(f" {added}") or cues().now.fullmatch(added):
        before = _present(cues().hereafter.sub("", _timeless(before), count=1))
    return appended(added, cues().now.sub("", before, count=1))


def _present(text: str) -> str:
    """`text` asked of what is, where it asked what will be."""
    if question.question_language(text) == "ru":
        return _BUDET.sub("", text, count=1)
    text = _WILL_HAVE.sub(lambda asked: f"{asked['asked']} does {asked['rest']}", text)
    return _WILL_BE.sub(lambda asked: f"{asked['asked']} is {asked['rest']}", text)


def _timeless(text: str) -> str:
    """`text` without its only period: what holds now is not asked of the past."""
    found = periods(text)
    if len(found) != 1:
        return text
    span = found[0][0]
    ahead = _AHEAD.search(text[: span.start])
    start = ahead.start() if ahead else span.start
    rest = text[span.end :] if start else text[span.end :].lstrip()
    return text[:start] + rest

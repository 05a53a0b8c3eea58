"""Works that a question spoke of by the way: "once the hub is built" is what "when will it be finished?" asks of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from qa import question
from qa.dialogue.cues import cues
from qa.dialogue.topic import content, topic
from qa.dialogue.turns import Turn

_BUILT = {
    "en": re.compile(
        r"[\s,]+(?:once|when|after|as\s+soon\s+as)\s+(?P<works>(?:the|a|an)\s+[^,?]+?)\s+"
        r"(?:is|are|has\s+been|have\s+been|was|were)\s+(?:built|finished|completed|opened|ready|done|launched)\b|"
        r"[\s,]+(?:once|when|after)\s+(?P<event>(?:the|its)\s+[a-z]+(?:ion|ment|ing))(?=\W*$)",
        re.IGNORECASE,
    ),
    "kk": re.compile(
        r"(?P<works>[\w-]+(?:\s+[\w-]+){0,2}?)\s+(?:салын|аяқтал|ашыл|бітк|іске\s+қосыл)\w*\s+(?:соң|кейін)\s+",
        re.IGNORECASE,
    ),
}
#: How many turns back the works may have been told of.
_REMEMBERED = 4


def of_works(body: str, turns: Sequence[Turn]) -> Sequence[Turn]:
    """The turns, the last one speaking of the works that its chain told of by the way, where `body` asks of works."""
    told = _told(turns) if cues().of_works.search(body) else None
    if told is None:
        return turns
    back, found = told
    turn = turns[-back]
    works = next(part for part in found.groups() if part)
    about = topic(f"{turn.resolved[: found.start()]} {turn.resolved[found.end() :]}")
    if not content(f"· {works}") or not about:
        return turns
    works = re.sub(r"^its\b", "the", works, flags=re.IGNORECASE)
    if question.question_language(turn.resolved) == "kk":
        asked = f"{about} {works[:1].lower()}{works[1:]} қандай?"
    else:
        asked = f"What is {works} of {about}?"
    return [*turns[:-back], replace(turn, resolved=asked, answer="", kind="")]


def _told(turns: Sequence[Turn]) -> tuple[int, re.Match[str]] | None:
    """How many turns back the last chain of follow-ups told of works, and where; None where it told of none."""
    for back, turn in enumerate(turns[: -_REMEMBERED - 1 : -1], 1):
        code = question.question_language(turn.resolved)
        found = _BUILT[code].search(turn.resolved) if code in _BUILT else None
        if found is not None:
            return back, found
        if turn.question == turn.resolved:
            return None
    return None

"""All of it, after its parts: "and in total?" behind "to China?" and "to Iran?" asks without either."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa import question
from qa.dialogue.carrying import linked
from qa.dialogue.cues import cues
from qa.dialogue.merging import appended
from qa.dialogue.topic import content
from qa.dialogue.turns import Turn
from qa.text.glossary import Key
from qa.types import AnswerKind, Span

_HAN_LINK = re.compile("(?:[从自由到至往去在对向经]|通过)$")
_SPACE = re.compile(r"\s+$")


def overall(body: str, turns: Sequence[Turn]) -> str:
    """The last question without the part that it named in the place of another, for "and in total?"; else ""."""
    told = cues().in_total.fullmatch(body)
    last = turns[-1]
    if (
        told is None
        or last.question == last.resolved
        or question.understand(last.resolved).kind is not AnswerKind.FIGURE
    ):
        return ""
    own = {key.term for key in content(f"· {last.question}") if _is_part(key)}
    parts = [key for key in content(last.resolved) if key.term in own and _is_part(key)]
    kinds = {(key.kind, key.contrast) for key in parts}
    before = {
        (key.kind, key.contrast) for turn in turns[-2:-1] for key in content(turn.resolved) if key.term not in own
    }
    if len(parts) != 1 or not kinds & before:
        return ""
    start, end = _place(parts[0], last.resolved)
    if not last.resolved[:start].strip():
        return ""
    rest = (
        _SPACE.sub("", last.resolved[:start])
        if last.resolved[end : end + 1] in (" ", "?", "")
        else last.resolved[:start]
    )
    return appended(next(part for part in told.groups() if part), rest + last.resolved[end:])


def _is_part(key: Key) -> bool:
    return key.is_name or bool(key.sound) or key.contrast in ("mode", "cargo", "direction")


def _place(key: Key, text: str) -> tuple[int, int]:
    """A part with its preposition; a Kazakh one ends with its case, a Chinese one stands behind "to" or "in"."""
    span = linked(Span(key.start, key.end), text)[0]
    if question.question_language(text) == "zh" and (link := _HAN_LINK.search(text[: span.start])):
        return link.start(), span.end
    return span.start, span.end

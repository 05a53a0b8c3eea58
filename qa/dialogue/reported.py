"""Follow-ups to an answer: who said it, and what else is said."""

from __future__ import annotations

import re

from qa import question
from qa.dialogue.carrying import ended
from qa.dialogue.cues import cues
from qa.dialogue.turns import Turn

_END = re.compile(r"\s*[?？.。!！]*\s*$")
_FIRST_WORD = re.compile(r"^[^\W\d_]+")


def reported(body: str, text: str, last: Turn, about: str) -> str:
    """For "who said that?" with what was asked, "what else does it say?" with what that was about; "" for others."""
    before = _END.sub("", last.resolved)
    code = question.question_language(body)
    if cues().said.search(body):
        kept = cues().said_what.sub("", body).strip()
        return ended(f"{kept}{'：' if code == 'zh' else ' ' if code == 'en' else ', '}{_lowered(before)}", text)
    if about and cues().more_said.search(body):
        return ended(f"关于{about}还说了什么" if code == "zh" else f"{_more(code)} {about}", text)
    return ""


def _more(code: str) -> str:
    return {"ru": "Что ещё сказано про", "kk": "Тағы не айтылған:"}.get(code, "What else is said about")


def _lowered(before: str) -> str:
    """A question inside another begins with a small letter, unless with a name."""
    first = _FIRST_WORD.match(before)
    return before[:1].lower() + before[1:] if first and cues().asking.fullmatch(first.group()) else before

"""Side questions, and the question that is gone back to behind them.

"How much did it lose in 2022?" – "why?" – "and the year before?" asks how much once more: why, who and when were asked
of the one figure, and another time is another figure's. So is another measure behind a "why?": "and the revenue?".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa import question
from qa.dialogue.counted import counted
from qa.dialogue.cues import cues
from qa.dialogue.shifting import only_shifts, shifted
from qa.dialogue.topic import content
from qa.dialogue.turns import Turn
from qa.quantity import periods
from qa.types import AnswerKind, Span

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
#: What "the year before" moves.
_ANY_YEAR = "2020"
#: What is asked beside a figure; which ones there are (a list) may be asked for each year.
_SIDES = frozenset({AnswerKind.EXPLANATION, AnswerKind.PERSON, AnswerKind.ORGANISATION, AnswerKind.DATE})


def gone_back(body: str, turns: Sequence[Turn]) -> Turn:
    """The turn that `body` goes on from: for a time alone behind a side question the figure that this was asked of."""
    last = turns[-1]
    side = question.understand(last.resolved).kind
    if last.question == last.resolved or not (
        (side in _SIDES and _is_time(body))
        or (side is AnswerKind.EXPLANATION and (_is_measure(body) or _is_goods(body)))
    ):
        return last
    for turn in reversed(turns[:-1]):
        if question.understand(turn.resolved).kind is AnswerKind.FIGURE:
            return turn if _YEAR.search(turn.resolved) else last
        if turn.question == turn.resolved:
            break
    return last


def returned(text: str, turns: Sequence[Turn]) -> tuple[str, list[Turn]] | None:
    """For "back to Uzbekistan: how many in 2024?" what is asked, and the turns with the one that spoke of that last."""
    told = cues().back_to.match(text)
    if told is None:
        return None
    words = {key.term for key in content(f"· {next(part for part in told.groups() if part)}")}
    turn = next((turn for turn in reversed(turns) if words & {key.term for key in content(f"· {turn.resolved}")}), None)
    if turn is None:
        return None
    return text[told.end() :].strip(), [other for other in turns if other is not turn] + [turn]


def recounted(body: str, turns: Sequence[Turn]) -> tuple[str, Turn] | None:
    """For "how many were there the year before?" what that adds, and the turn that counted; None where it is none."""
    told = cues().counted_there.match(body)
    if told is None or (content(body[told.end() :]) and not _is_time(body[told.end() :].strip())):
        return None
    counting = (turn for turn in reversed(turns) if counted(turn.resolved) and cues().asking.search(turn.resolved))
    turn = next(counting, None)
    return (body[told.end() :].strip(), turn) if turn else None


def _is_measure(body: str) -> bool:
    """Whether `body` names a figure and nothing else: "and the revenue?"."""
    words = content(f"· {body}")
    if periods(body) or shifted(body, _ANY_YEAR):
        return False
    bare = not cues().asking.search(body) and not any(key.is_name or key.sound or key.contrast for key in words)
    return bool(words) and bare and question.understand(body).kind is AnswerKind.FIGURE


def _is_goods(body: str) -> bool:
    """Whether `body` names goods and nothing else: "and coal?"."""
    words = content(f"· {body}")
    return bool(words) and all(key.contrast == "cargo" for key in words) and not periods(body)


def _is_time(body: str) -> bool:
    """Whether `body` says when, and nothing else."""
    spans = [span for span, _ in periods(body)]
    return only_shifts(body) or (
        bool(spans) and all(any(span.overlaps(Span(key.start, key.end)) for span in spans) for key in content(body))
    )

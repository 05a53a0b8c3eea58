"""Exports and imports asked for after another figure of the same goods: «а экспорт?» after what was mined."""

from __future__ import annotations

from qa import question
from qa.dialogue.carrying import ended, joined
from qa.dialogue.counted import counted
from qa.dialogue.topic import content, topics
from qa.types import AnswerKind

#: How so much of goods is said to have gone, by direction and language.
_GONE = {
    "=export": {
        "en": "how much {} was exported",
        "ru": "сколько {} экспортировано",
        "kk": "қанша {} экспортталды",
        "zh": "出口了多少{}",
    },
    "=import": {
        "en": "how much {} was imported",
        "ru": "сколько {} импортировано",
        "kk": "қанша {} импортталды",
        "zh": "进口了多少{}",
    },
}


def flowing(body: str, text: str, before: str) -> str:
    """How much of what `before` counts was exported, for "and exports?"; "" after exports, imports or trade."""
    words = content(f"· {body}")
    thing = counted(before)
    code = question.question_language(before)
    if len(words) != 1 or words[0].term not in _GONE or thing is None or question.question_language(body) != code:
        return ""
    others = content(before)
    if question.understand(before).kind is not AnswerKind.FIGURE or any(
        key.contrast == "direction" or key.term == "=trade" for key in others
    ):
        return ""
    runs = [run for run in topics(before) if not run.overlaps(thing)]
    return ended(joined(_GONE[words[0].term][code].format(thing.of(before)), before, runs, dated=True), text)

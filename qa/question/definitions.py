"""Whether it is asked how something is defined, reckoned, or told from something else."""

from __future__ import annotations

import re

from qa.question.cues import cues
from qa.types import AnswerKind

#: A year or a figure: the difference between two years is none of definition.
_FIGURE = re.compile(r"\d")
#: A name, a place or a date asked for is one, however it is defined.
_ASKED = frozenset({AnswerKind.EXPLANATION, AnswerKind.SENTENCE, AnswerKind.LIST, AnswerKind.FIGURE})
_MARKS = "?？!！.。… "


def asks_definition(text: str, kind: AnswerKind) -> bool:
    """Whether `text` asks for a definition; `kind` is what its other wordings ask for."""
    if kind not in _ASKED or _FIGURE.search(text):
        return False
    asked = text.strip(_MARKS)
    if cues().definition.search(asked):
        return True
    return kind is not AnswerKind.FIGURE and cues().difference.search(asked) is not None

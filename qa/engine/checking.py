"""Which questions can be asked."""

from __future__ import annotations

import re

from qa.errors import QuestionError
from qa.text import clean

#: Longer than any question a person types; a pasted page is not a question.
LONGEST_QUESTION = 2_000
_ASKABLE = re.compile(r"\w")


def check_question(text: str) -> str:
    """The question without white space around it. Raises `QuestionError` saying what is wrong with it."""
    asked = clean(text).strip()
    if not asked:
        raise QuestionError("The question is empty.", "Type what you want to know.")
    if len(asked) > LONGEST_QUESTION:
        raise QuestionError(
            f"The question has {len(asked):,} characters; at most {LONGEST_QUESTION:,} can be asked at once.",
            "Ask it in a sentence or two.",
        )
    if not _ASKABLE.search(asked):
        raise QuestionError("The question has no word and no figure in it.", "Type what you want to know.")
    return asked

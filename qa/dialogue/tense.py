"""Whether a follow-up speaks of the time of the question before: "how many people work there?" asks about now."""

from __future__ import annotations

import re

from qa import question
from qa.dialogue.cues import cues

#: A verb behind the noun that is counted: "how many people work …"; no preposition, no auxiliary.
_COUNTED_VERB = re.compile(
    r"\bhow\s+(?:many|much)\s+\w+\s+(?!(?:of|in|on|at|by|to|for|from|per|with|than|more|less|of|a|an|the)\b)[a-z]+\b",
    re.IGNORECASE,
)
#: The first of these decides an English question.
_AUXILIARY = re.compile(
    r"\b(?:(?P<past>did|was|were|had)|is|are|does|do|can|will|has|have)\b(?!\s+(?:that|it)\s+(?:in|of)\b)",
    re.IGNORECASE,
)


def keeps_period(body: str) -> bool:
    """Whether the period asked about before holds for `body` as well: not where it has a verb of the present."""
    code = question.question_language(body)
    past, present = cues().past.get(code), cues().present.get(code)
    if present is not None and code == "kk" and present.search(body):
        return False
    auxiliary = _AUXILIARY.search(body) if code == "en" else None
    if auxiliary is not None:
        return auxiliary["past"] is not None
    if past is not None and past.search(body):
        return True
    if present is not None and present.search(body):
        return False
    return code != "en" or _COUNTED_VERB.search(body) is None

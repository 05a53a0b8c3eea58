"""Whether a sentence gives a reason or a definition, where one is asked for."""

from __future__ import annotations

import re

from qa.types import AnswerKind, Query

_WHY = re.compile(
    r"\b(?:why|reasons?|causes?|caused|what\s+made|how\s+come)\b|\b(?:почему|зачем|причин\w*|из-за\s+чего|отчего)\b|"
    r"\b(?:неге|неліктен|себеб\w*)\b|为什么|为何|原因|何以",
    re.IGNORECASE,
)
_BECAUSE = re.compile(
    r"\b(?:because|owing\s+to|due\s+to|since|caused\s+by|as\s+a\s+result|thanks\s+to|blam\w+|reasons?|so\s+that|arose|"
    r"in\s+order\s+to|result\w*\s+(?:of|from)|therefore)\b|"
    r"\b(?:так\s+как|потому\s+что|поскольку|из-за|ввиду|вследствие|причин\w*|благодаря|чтобы|поэтому|в\s+связи\s+с)\b|"
    r"\b(?:себеб\w*|өйткені|салдарынан|сондықтан|байланысты|үшін|арқасында)\b|因为|由于|因此|所以|原因|为了|以便|归因",
    re.IGNORECASE,
)
_WHAT_IS = re.compile(
    r"^\W*what\s+(?:is|are|does)\b|\b(?:define[ds]?|definition|mean(?:s|ing)?)\b|\bчто\s+(?:такое|означает|значит)\b|"
    r"\b(?:определение|понима\w+\s+под)\b|\bдегеніміз\b|\bдеген\s+не\b|什么是|是什么|是指|定义|含义",
    re.IGNORECASE,
)
_MEANS = re.compile(
    r"\b(?:means?|refers?\s+to|defined\s+as|we\s+mean|stands?\s+for|is\s+(?:an?|the)|are\s+(?:the)?|called)\b|"
    r"(?:[—–-]\s*это\b|\bназыва\w+|\bпонима\w+|\bозначает\b|\bявля\w+ся\b)|\b(?:дегеніміз|деп\s+атал\w+|болып\s+табыл\w+)\b|"
    r"是指|指的是|定义为|即|是一[个种家]",
    re.IGNORECASE,
)

#: The fit of a sentence that gives no reason where one is asked for.
UNEXPLAINED = -0.3


def reason_fit(query: Query, text: str) -> float:
    """1 for a sentence that gives a reason where one is asked for, or a definition; 0 where neither is asked for."""
    if query.kind not in (AnswerKind.EXPLANATION, AnswerKind.SENTENCE):
        return 0.0
    asked = query.text[query.focus :]
    if _WHY.search(asked):
        return 1.0 if _BECAUSE.search(text) else UNEXPLAINED
    if _WHAT_IS.search(asked):
        return 0.5 if _MEANS.search(text) else -0.1
    return 0.0

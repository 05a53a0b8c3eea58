"""Who followed whom in an office: the one replaced answers who held it before, not who holds it."""

from __future__ import annotations

import re

from qa.types import AnswerKind, Candidate, Query, Span

#: So many characters before and behind a name tell whether he or she was replaced.
_REACH = 70
#: What may stand between such words and a name.
_TITLES = r"(?:\b(?:the|mr|mrs|ms|dr|former|his|her|its)\b\.?\s*)*$"
#: What stands before the name of somebody replaced, and behind it; Kazakh says it behind.
_BEFORE = re.compile(
    rf"(?:\b(?:in\s+place\s+of|instead\s+of|replac(?:es|ed|ing)|succeed(?:s|ed|ing)|tak(?:es|ing)\s+over\s+from|follow(?:s|ed))\s+"
    rf"|\b(?:took|takes|taking)\s+over\b[^.;]{{0,60}}\bfrom\s+|\bpredecessor,?\s+){_TITLES}"
    r"|\b(?:вместо|на\s+смену|на\s+место|преемни\w+|предшественни\w+|"
    r"(?<!его )(?<!её )(?<!ее )(?<!их )(?:сменил|сменяет|заменил)[аи]?)\s+"
    r"(?:\b(?:ушедш|бывш|прежн)\w+\s+)?$"
    r"|(?:接替|取代|接任|前任)[^，。；]{0,6}$",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"^(?:,?\s*(?:who\s+)?(?:has\s+|had\s+)?(?:been\s+|was\s+)(?:replaced|succeeded)\s+by\b"
    r"|,?\s+who\s+(?:has\s+|had\s+)?(?:retired|resigned|left|stepped\s+down)\b"
    r"|['’]s\s+successor\b"
    r"|\w*\s+(?:орнын\s+басты|орнына)"
    r"|,?\s+котор(?:ый|ая)\s+(?:ушёл|ушел|ушла|покинул)\w*)",
    re.IGNORECASE,
)
#: Asks who it was before.
_ASKS_BEFORE = re.compile(
    r"\b(?:before|previous(?:ly)?|former(?:ly)?|predecessor|earlier|used\s+to|replaced\s+by\s+\w+|left)\b"
    r"|\b(?:раньше|до\s+(?:него|неё|нее|этого|(?-i:[А-ЯЁ])\w+)|прежн\w+|бывш\w+|предыдущ\w+|предшест\w+|ранее)\b"
    r"|\b(?:бұрынғы|бұрын|оған\s+дейін|алдыңғы)|前任|之前|以前|原先|原任",
    re.IGNORECASE,
)


def replaced(query: Query, candidate: Candidate, own: Span, text: str) -> float:
    """1 where somebody replaced is named and that is asked, -1 where it is not asked; 0 where nobody was replaced."""
    if candidate.kind is not AnswerKind.PERSON:  # a road that follows a river replaces nobody
        return 0.0
    before, behind = text[max(0, own.start - _REACH) : own.start], text[own.end : own.end + _REACH]
    if not (_BEFORE.search(before) or _BEHIND.search(behind)):
        return 0.0
    return 1.0 if _ASKS_BEFORE.search(query.text) else -1.0

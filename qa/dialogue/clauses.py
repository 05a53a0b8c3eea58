"""Clauses: a condition added to the question before, and what was counted with all that was said of it."""

from __future__ import annotations

import re

from qa.dialogue.counted import counted
from qa.dialogue.topic import topics

_END = re.compile(r"\s*[?？.。!！]*\s*$")
_CONDITION = re.compile(
    r"^(?:(?:and|but|what|also)\s+)*(?:if|unless|in\s+case|provided)\s+\S+\s+\S|^(?:а\s+|и\s+)?если\s+\S+\s+\S|^(?:那)?(?:如果|要是|假如)",
    re.IGNORECASE,
)
_LINKS = re.compile(
    r"^(?:(?:and|but|what|also|а|и)\s+(?=if|unless|in\s+case|provided|если)|what\s+(?=if))+|^那", re.IGNORECASE
)
_HOW_MANY = re.compile(r"^how\s+(?:many|much)\s+", re.IGNORECASE)
#: The auxiliary of a question, what bounds the noun ahead of it ("audits after clearance did …").
_AUXILIARY = re.compile(
    r"(?P<bound>(?:\s+(?:of|in|at|on|by|from|to|for|with|via|after|before|between|over|under)\s+[\w'’-]+(?:\s+[\w'’-]+){0,2}?)*)"
    r"\s+(?P<aux>did|does|do|will|can|could|would)\s+",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"\s+(?!(?:and|or|of|in|at|on|by|from|to|for|per|with|via|after|before|between|over|under|than|more|less|the|a|an)\b)[a-z]+(?=\s)",
    re.IGNORECASE,
)
#: A condition that is longer brings a question of its own.
_LONGEST = 12


def conditional(text: str, before: str) -> str:
    """`before` under the condition `text` ("and if I lost it?"); "" where `text` is none or asks something itself."""
    body = _END.sub("", text)
    if not _CONDITION.search(body) or "," in body or "，" in body or len(body.split()) > _LONGEST:
        return ""
    stem, mark = _END.sub("", before), before[len(_END.sub("", before)) :]
    clause = _LINKS.sub("", body)
    gap = "，" if re.search("[\u3400-\u9fff]$", stem) else " "
    return f"{stem}{gap}{clause}{mark or '?'}"


def counted_whole(before: str) -> str:
    """What an English question counts, with what it says of it: "the wagons that Uzbekistan did buy in 2023"; or ""."""
    asked, noun = _HOW_MANY.search(before), counted(before)
    if asked is None or noun is None or noun.start != asked.end():
        return ""
    rest = _END.sub("", before[noun.end :])
    auxiliary = _AUXILIARY.match(rest)
    if auxiliary is None:
        return f"the {noun.of(before)} that{rest}" if _VERB.match(rest) else ""
    start = noun.end + auxiliary.end()
    subject = next((run for run in topics(before) if run.start >= start), None)
    if subject is None:
        return ""
    tail = _END.sub("", before[subject.end :])
    return f"the {noun.of(before)}{auxiliary['bound']} that {before[start : subject.end]} {auxiliary['aux']}{tail}"

"""What a follow-up without a question word is: a topic of its own, a whole question, or another measure of the same."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa import question
from qa.dialogue.counted import counted
from qa.dialogue.cues import cues
from qa.dialogue.parallels import OWNED
from qa.dialogue.subjects import ACCOUNTS
from qa.dialogue.topic import content
from qa.dialogue.turns import Turn
from qa.dialogue.wholes import is_choice, is_new_noun, names_another, said_in
from qa.text.glossary import Key
from qa.types import AnswerKind

#: A whole question with so many words of its own needs nothing from the one before.
STANDS_ALONE = 3
#: A fragment longer than this is a statement of its own.
LONGEST_FRAGMENT = 6
#: Words that the glossary knows and that say nothing of what is asked about.
_ADVERB = re.compile(
    r"on\s+average|в\s+среднем|орта(?:ша)?\s+есеппен|平均|每[天日周月年]|ең\s+\w+|больше\s+всех", re.IGNORECASE
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def size(words: Sequence[Key], body: str) -> int:
    """How many words there are, each of a phrase that the glossary knows; question words do not count.

    Chinese pairs of characters overlap: those that do count once.
    """
    asked = [match.span() for match in cues().asking.finditer(body)]
    size, end = 0, -1
    for key in words:
        if _ADVERB.fullmatch(body, key.start, key.end):
            continue
        if key.start >= end and not any(start < key.end and key.start < stop for start, stop in asked):
            size, end = size + max(1, len(body[key.start : key.end].split())), key.end
    return size


def is_new(body: str, words: Sequence[Key], last: Turn, *, led: bool) -> bool:
    """Whether keywords without a link open a topic of their own: a name and a measure, as the last question had."""
    if led:
        return False
    is_named = any(key.is_name or key.sound for key in words)
    measured = any(key.kind == "measure" for key in words)
    if (is_named and measured) or is_choice(body) or names_another(body, words, said_in(last.resolved)):
        return True
    if is_new_noun(body, words, said_in(last.resolved)):
        return True
    return size(words, body) > LONGEST_FRAGMENT - 2


def is_whole(body: str, words: Sequence[Key], last: Turn) -> bool:
    """Whether a fragment says both what is measured, which is not what was asked before, and of what."""
    said = {key.term for key in content(last.resolved)}
    measures = [key for key in words if key.kind == "measure"]
    is_named = any((key.is_name and key.kind != "country") or key.sound for key in words)
    if question.question_language(body) == "kk" and OWNED.search(body) and words and words[-1].term not in said:
        return is_named or bool(measures) or _YEAR.search(body) is not None
    return is_named and bool(measures) and not any(key.term in said for key in measures)


def another_measure(body: str, words: Sequence[Key], last: Turn, *, led: bool) -> bool:
    """Whether a fragment names a measure ("and the cost?") after a question that asked for none, or for a number."""
    if not any(key.kind == "measure" or key.term in ACCOUNTS for key in words) or (
        not led and size(words, body) >= STANDS_ALONE
    ):
        return False
    if question.understand(last.resolved).kind is not AnswerKind.FIGURE:
        return True
    return counted(last.resolved) is not None and not any(
        key.kind == "measure" or key.contrast for key in content(last.resolved)
    )

"""Lines that say who wrote a document: "By Dauren Moldakhmetov", "Author: …", «Авторы: …»."""

from __future__ import annotations

import re

#: A label with its colon says it anywhere: summaries in other languages name the authors again.
_LABELLED = re.compile(
    r"[\W_]*(?:(?:the\s+)?authors?|written\s+by|автор[ыа]?(?:\s+стать[ия])?|авторлар[ыі]?|авторы|作者|撰稿人?|撰文)[*_]*\s?[:：]",
    re.IGNORECASE,
)
#: Without one, or with more words, it says it where a document begins, in front of a name.
_BEGINNING = re.compile(
    r"[\W_]*(?:(?i:(?:\w+\s+)?(?:authors?|авторы?|авторлары?))\b[^.:：\n]{0,40}[:：]\s*(?=[^\W\d_a-zа-яёәғқңөұүһі])|"
    r"(?i:by|reporter|correspondent|reported\s+by|written\s+by|текст|корреспондент|тілші|тілшіміз)[ \u00a0]"
    r"(?=[^\W\d_a-zа-яёәғқңөұүһі])|(?:本[报刊])?记者(?=[\u3400-\u9fff\s]))"
)
#: A title, a date and a place stand in front of it at most.
_HEAD = 1_000


def says_author(statement: str, start: int) -> bool:
    """Whether a statement at the offset `start` of its document names who wrote that."""
    return _LABELLED.match(statement) is not None or (start < _HEAD and _BEGINNING.match(statement) is not None)

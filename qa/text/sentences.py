"""Where sentences begin and end."""

from __future__ import annotations

import re

import sentencex

from qa.text.titles import LONG_INITIAL
from qa.types import Span

#: The splitter takes the dots of initials ("А.Б. Сейтов") for sentence ends in some languages.
_INITIALS = re.compile(rf"(?:^|\s)(?:(?:\w|{LONG_INITIAL})\.\s?){{1,3}}\s*$")
#: A sentence does not begin with a small letter or a closing mark.
_CONTINUES = re.compile(r"\s*[a-zа-яёәғқңөұүһі,;:)»”]")


def sentences(text: str, language: str, span: Span | None = None) -> list[Span]:
    """The sentences of `text` (or of its part `span`), without the white space around them, in order.

    Every character that is not white space belongs to exactly one sentence.
    """
    start, end = (span.start, span.end) if span is not None else (0, len(text))
    found: list[Span] = []
    open_from: int | None = None
    for boundary in sentencex.get_sentence_boundaries(language or "en", text[start:end]):
        low, high = start + boundary["start_index"], start + boundary["end_index"]
        piece = text[low:high]
        if open_from is None:
            open_from = low
        elif not boundary["is_paragraph_break"] and _CONTINUES.match(piece) and found:
            open_from = found.pop().start
        if _INITIALS.search(piece) and high < end:
            continue
        _append(found, text, open_from, high)
        open_from = high
    if open_from is not None and open_from < end:
        _append(found, text, open_from, end)
    return found


def _append(found: list[Span], text: str, start: int, end: int) -> None:
    """Add `start`–`end` without the white space at its ends, unless nothing is left."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        found.append(Span(start, end))

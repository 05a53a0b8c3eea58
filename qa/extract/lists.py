"""Lists in a passage: marked items one under another, with the line that introduces them."""

from __future__ import annotations

import re

from qa.text import sentences
from qa.types import BlockKind, Span

_ITEM = re.compile(r"^[ \t]*(?:[-*•–—♦▪●○]|\d{1,2}[.)]|[a-zа-я]\))[ \t]+\S.*$", re.MULTILINE)
#: One marked line alone is a paragraph with a dash.
_FEWEST = 2


def lists(text: str, kind: BlockKind, language: str) -> list[Span]:
    """The runs of list items in `text`, each from the sentence that introduces it with a colon to its last item."""
    if kind is BlockKind.TABLE_ROW:
        return []
    found: list[Span] = []
    run: list[re.Match[str]] = []
    for item in _ITEM.finditer(text):
        if run and text[run[-1].end() : item.start()].strip():
            found += _closed(text, run, language)
            run = []
        run.append(item)
    return found + _closed(text, run, language)


def _closed(text: str, run: list[re.Match[str]], language: str) -> list[Span]:
    if len(run) < _FEWEST:
        return []
    start, end = run[0].start(), run[-1].end()
    before = text[:start].rstrip()
    if before.endswith((":", "：")):
        line = before.rfind("\n") + 1
        start = sentences(text, language, Span(line, len(before)))[-1].start
    while text[start].isspace():
        start += 1
    return [Span(start, end)]

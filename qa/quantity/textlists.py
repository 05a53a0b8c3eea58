"""Labels with bare figures under a heading that measures them: lines ("Rail: 47.2") or a list behind a colon."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa.quantity.aligned import trimmed
from qa.quantity.captionlines import captions
from qa.quantity.headingkinds import names_thing
from qa.quantity.headingnouns import leading
from qa.quantity.headings import measure
from qa.quantity.texttables import TextTable
from qa.types import Cell, Span

_MAGNITUDE = r"(?:\s?(?:[kmMKB]|bn|mn|thousand|million|billion|тыс|млн|млрд|мың)\.?)?"
_FIGURE = rf"[~≈+±−–-]?[$€£¥₸₽]?\d[\d.,\u00a0\u202f ]*\d?{_MAGNITUDE}(?:\s?%)?"
#: "Rail: 47.2", "Khorgos ... 351,200", «Актау — 54,2», with or without a sign of a list before it.
_LINE = re.compile(
    r"[ \t]*(?:[-*•·–—][ \t]+)?(?P<label>(?=[^\n:：]{0,60}[^\W\d_])[^\s:：][^\n:：]{0,60}?)"
    r"[ \t]*(?:[:：]|[ \t][–—-]|\.{3,}|…)[ \t]*(?P<figure>[^\n:：]{0,24}?\d[^\n:：]{0,30}?)[ \t]*[;.,]?[ \t]*"
)
#: One of several behind a colon: "wheat 241", «плацкарт — 8 450».
_NAME = r"[^\W\d_](?:[^\d:：]|(?<=[QH])[1-4](?=\s)){0,40}?"
_ITEM = re.compile(rf"\s*(?P<label>{_NAME})\s*(?:[–—:：-]\s*)?(?P<figure>{_FIGURE})\s*")
_TOLD_BY = re.compile(r"\b(?:by|по|бойынша)\b", re.I)
#: Nothing but a figure.
_BARE = re.compile(rf"\s*{_FIGURE}[ \t.;]*")
_PARTED = re.compile(r"[,;，；、](?!\d)|\.?\s*$")
#: The heading before a colon: "Price per tonne ($): …".
_HEADED = re.compile(r"[ \t]*(?P<head>[^\W\d_][^\n:：]{2,80})[:：][ \t]*(?P<items>[^\n]{3,300})")
#: Longest heading in characters that measures what follows.
_LONGEST = 90


def find(text: str) -> Iterator[TextTable]:
    """The lists of a plain text, as tables without a header whose caption is the heading, in order."""
    run: list[tuple[Cell, ...]] = []
    head, before, at, ended = "", "", 0, 0
    above = (0, 0)
    for line in text.splitlines(keepends=True):
        body = line.rstrip("\r\n")
        inline = list(_behind_colon(text, at, body, before))
        found = None if inline else _LINE.fullmatch(body)
        if found is not None:
            head = before if not run else head
            run.append(_row(text, at, found))
            ended = at + len(body)
        else:
            yield from _listed(text, run, head, ended)
            run = []
            yield from inline
            bracket = body.strip().startswith(("(", "（")) and before
            if _BARE.fullmatch(body) and _measures(text[slice(*above)]):
                yield _single(text, Span(*above), Span(at, at + len(body)))
            if body.strip():
                above = (at, at + len(body))
                before = f"{before} {body.strip()}" if bracket else body if captions(body) else ""
        at += len(line)
    yield from _listed(text, run, head, ended)


def _measures(head: str) -> bool:
    """Whether a heading tells a unit as one: "Monthly fee, €"."""
    if not 2 < len(head) <= _LONGEST:
        return False
    found = measure(head.strip())
    return found is not None and bool(found.unit) and not names_thing(head)


def _single(text: str, head: Span, figure: Span) -> TextTable:
    """One bare figure under or behind its heading, which is its label."""
    row = (trimmed(text, head.start, head.end, 0), trimmed(text, figure.start, figure.end, 1))
    return TextTable(figure, (), (row,), "", None)


def _row(text: str, at: int, found: re.Match[str]) -> tuple[Cell, ...]:
    """Label and figure as cells; `at`: where the matched text begins."""
    parts = (found.span("label"), found.span("figure"))
    return tuple(trimmed(text, at + start, at + end, number) for number, (start, end) in enumerate(parts))


def _listed(text: str, rows: list[tuple[Cell, ...]], head: str, end: int) -> Iterator[TextTable]:
    """The rows as a table where there are several; one alone is told by its label: "Monthly fee, €: 19"."""
    if len(rows) > 1 and len(head) <= _LONGEST:
        yield TextTable(Span(rows[0][0].span.start, end), (), tuple(rows), head.strip().rstrip(":："), None)
        return
    for label, figure in rows:
        if _BARE.fullmatch(figure.span.of(text)) and _measures(label.span.of(text)):
            yield _single(text, label.span, figure.span)


def _behind_colon(text: str, at: int, line: str, before: str) -> Iterator[TextTable]:
    """As in "Price per tonne ($): wheat 241, barley 198": one line, whose head, or the line before, tells a unit."""
    headed = _HEADED.fullmatch(line)
    if headed is None or _BARE.fullmatch(headed["items"]):
        return
    head = headed["head"].strip()
    told = next((one for one in (head, before.strip()) if _measures(one) or _counts(one)), "")
    if not told:
        return
    rows: list[tuple[Cell, ...]] = []
    start, end = headed.span("items")
    for part in _PARTED.finditer(line, start, end):
        item = _ITEM.fullmatch(line, start, part.start())
        if item is None:
            break
        rows.append(_row(text, at, item))
        start = part.end()
    if len(rows) > 1 or (rows and _measures(head)):
        yield TextTable(Span(at + headed.start("items"), at + end), (), tuple(rows), told, None)


def _counts(head: str) -> bool:
    """Whether a heading says what is counted and by what it is told: "Visitors by quarter"."""
    found = leading(head) if len(head) <= _LONGEST and _TOLD_BY.search(head) else None
    return found is not None and bool(found.unit)

"""A sentence with the one beside it that says with it what is asked: "It allows …" and what it is.

Who asks why, what for or what something is, is often answered in the sentence behind the one that names it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from qa.text.anaphora import needs_before
from qa.types import BlockKind, Passage, Span

#: Two sentences that are longer together are no answer at a glance.
_LONGEST = 400
#: A question at the end of a statement, whatever marks close it: "**How do I book?**".
_ASKS = re.compile(r"[?？][\s*_»”\"’')）]*$")
#: What a reply has at least, and a mark that closes the question has not.
_SAYS = re.compile(r"\w")
#: That somebody asked why, which tells no reason.
_WONDERS = re.compile(
    r"\b(?:asked|wondered|wanted\s+to\s+know)\s+(?:\w+\s+){0,3}?why\b|\bо\s+том,?\s+почему\b|"
    r"\bспросил\w*,?\s+(?:\w+\s+){0,2}почему\b|\bнеге\b.{3,80}\bдеп\s+сұра\w+|[询追]?问.{0,10}(?:为什么|为何)",
    re.IGNORECASE,
)

#: That somebody wanted to know something else, and how it is asked what that was.
_WANTED = re.compile(
    r"\b(?:wondered|wanted\s+to\s+know)\s+(?:\w+\s+){0,3}?(?:what|how|whether|who|where|when|which)\b|"
    r"\bхотел\w*\s+(?:знать|узнать|выяснить)\b|想(?:知道|了解)",
    re.IGNORECASE,
)
_ASKS_WHAT_WAS = re.compile(
    r"\b(?:ask|wonder|question|want\w*\s+to\s+(?:know|find)|study|authors?|aim)\w*|\b(?:спрашива|спросил|узнать|выясн|исслед|автор|цель)|[询问]|研究",
    re.IGNORECASE,
)


def wondered(question: str) -> bool:
    """Whether `question` may ask for what somebody wanted to know."""
    return _ASKS_WHAT_WAS.search(question) is not None


def asks(statement: str, *, why: bool = False, wondering: bool = True) -> bool:
    """Whether a statement is a question, or where a reason is wanted (`why`), says that somebody asked for it.

    Unless that may be asked for (`wondering`), what somebody wanted to know is a question as well.
    """
    return bool(
        _ASKS.search(statement) or (why and _WONDERS.search(statement)) or (not wondering and _WANTED.search(statement))
    )


def replies(passage: Passage, parts: Sequence[Span], *, why: bool = False) -> Iterator[tuple[Span, Span]]:
    """Every question in a passage with the reply to it, and the reply: what stands behind, up to the next question."""
    texts = [part.shift(-passage.span.start).of(passage.text) for part in parts]
    for at, text in enumerate(texts[:-1]):
        end = at
        while asks(text, why=why) and end + 1 < len(parts) and not asks(texts[end + 1], why=why):
            if parts[end + 1].end - parts[at + 1].start > _LONGEST:
                break
            end += 1
        if end > at and _SAYS.search("".join(texts[at + 1 : end + 1])):
            yield Span(parts[at].start, parts[end].end), Span(parts[at + 1].start, parts[end].end)


def whole_sayings(passage: Passage, parts: Sequence[Span]) -> list[Span]:
    """For each sentence of a passage: itself, with the one before it if it refers back, else the one that refers to it.

    Lines of a list and rows of a table stand alone.
    """
    if passage.kind is not BlockKind.PARAGRAPH:
        return list(parts)
    refers = [needs_before(part.shift(-passage.span.start).of(passage.text), passage.language) for part in parts]
    return [_saying(parts, refers, at) for at in range(len(parts))]


def _saying(parts: Sequence[Span], refers: Sequence[bool], at: int) -> Span:
    first, last = at, at
    if refers[at] and at:
        first = at - 1
    elif at + 1 < len(parts) and refers[at + 1]:
        last = at + 1
    together = Span(parts[first].start, parts[last].end)
    return together if len(together) <= _LONGEST else parts[at]

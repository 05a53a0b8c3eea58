"""What an English question asks of: the noun phrase behind its verb of being or its auxiliary."""

from __future__ import annotations

import re

from qa import question
from qa.dialogue.carrying import linked
from qa.dialogue.topic import content, topics
from qa.quantity import periods
from qa.types import Span

_ASKED = re.compile(
    r"^(?:(?:and|so|then)\s+)?(?:what|when|where|why|how(?:\s+\w+)?)\s+(?:is|are|was|were|does|do|did|has|have|had|can|will)\s+"
    r"|^(?:is|are|was|were|does|do|did|has|have|can|will)\s+",
    re.IGNORECASE,
)
_MEASURE_ASKED = re.compile(r"^(?:what|how\s+(?:large|high|big|much))\s+(?:is|are|was|were)\s+", re.IGNORECASE)
#: Where such a noun phrase ends at the latest: a time, a verb, a clause.
_OVER = re.compile(
    r"\s+(?:(?:in|for|at|from|between|during|by|as\s+of|on|over|since|until)\s+(?=(?:the\s+)?(?:\w+\s+){0,3}(?:19|20)\d\d)|"
    r"respectively|consist|include|mean|[a-z]+ed\b|by|than|that|which|when|if|compared)\b|[?,;(]",
    re.IGNORECASE,
)
_NEW = re.compile(r"^(?:(?:the|a|an)\s+)?[\w’'&-]+(?:\s+[\w’'&-]+){0,6}$", re.IGNORECASE)

_BEING = re.compile(r"\b(?:is|are|was|were)\s+$", re.IGNORECASE)
_OF = re.compile(r"(?P<link>of|in|for)\s+", re.IGNORECASE)
_CIRCUMSTANCE = re.compile(
    r"(?:after|before|at|on|by|from|to|during|per|with|without|through|via|between|since|until|under|within|once|when)\b",
    re.IGNORECASE,
)


def measured(before: str) -> str:
    """What "what is the …" asks the figure of, as a noun phrase: "the total cost of revenue"; or ""."""
    asked = _MEASURE_ASKED.search(before)
    place = _phrase(before, asked.end()) if asked else None
    return place.of(before) if place else ""


def resubjected(body: str, before: str) -> str:
    """`before` asked of `body` instead, for "how about the working capital?"; "" where `body` is no noun phrase."""
    if question.question_language(body) != "en" or not _NEW.fullmatch(body) or periods(body) or not content(body):
        return ""
    asked = _ASKED.search(before)
    place = _subject(before, asked) if asked else None
    if place is None:
        return ""
    link = _OF.match(body)
    if link:
        # "That of the systems": what stands behind the same preposition.
        like = before.casefold().rfind(f" {link['link'].casefold()} ", place.start, place.end) + 1
        return f"{before[:like]}{body}{before[place.end :]}" if like else ""
    return "" if _CIRCUMSTANCE.match(body) else before[: place.start] + body + before[place.end :]


def _subject(before: str, asked: re.Match[str]) -> Span | None:
    """The whole phrase behind a verb of being; behind an auxiliary the noun phrase in front of the verb."""
    if _BEING.search(asked.group()):
        return _phrase(before, asked.end())
    run = next((run for run in topics(before) if run.start >= asked.end()), None)
    return Span(linked(run, before)[0].start, run.end) if run else None


def _phrase(text: str, start: int) -> Span | None:
    over = _OVER.search(text, start)
    end = over.start() if over else len(text)
    return Span(start, end) if content(text[start:end]) else None

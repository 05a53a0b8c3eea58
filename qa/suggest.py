"""Questions worth asking: some that these documents answer, and what could be asked next."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, zip_longest

from qa.engine import Engine
from qa.errors import QuestionError
from qa.render import label, period
from qa.types import Answer, BlockKind, Passage, Quantity, Role, Status

#: An example is shown only when its own answer is at least this sure: it must not disappoint.
SURE = 0.8
#: How many candidates are asked before we make do with fewer examples; each takes a few hundredths of a second.
TRIED = 24
_YEAR = re.compile(r"\d{4}\Z")
_WORDS = re.compile(r"[^\W\d_]{3,}")
_PLAIN_SUBJECT = re.compile(r"[\w\s’'–-]{8,70}\Z")


def examples(engine: Engine, language: str, count: int = 4) -> tuple[str, ...]:
    """Up to `count` questions that the index answers surely, of as many documents as can be, `language` first."""
    rows = sorted(engine.index.documents(), key=lambda row: row.language != language)
    by_document = [_questions(engine, row.first, row.passages) for row in rows]
    found: list[str] = []
    for question, wanted in list(chain.from_iterable(zip_longest(*by_document, fillvalue=("", None))))[: TRIED * 2]:
        if not question or wanted is None or question in found:
            continue
        try:
            answer = engine.ask(question, top=3)
        except QuestionError:
            continue
        headline = answer.headline
        if headline is not None and headline.quantity == wanted and answer.confidence >= SURE:
            found.append(question)
        if len(found) == count:
            break
    return tuple(found)


def _questions(engine: Engine, first: int, passages: int) -> Iterator[tuple[str, Quantity | None]]:
    """A question for each figure with a clear subject and a year, sentences before tables, with the figure it asks."""
    numbers = range(first, first + passages)
    quantities, found = engine.index.quantities(numbers), engine.index.passages(numbers)
    for row in (False, True):
        for number, inside in quantities.items():
            passage = found[number]
            if passage.answers and (passage.kind is BlockKind.TABLE_ROW) == row:
                for item in inside:
                    question = _question(item, passage)
                    if question:
                        yield question, item


def _question(item: Quantity, passage: Passage) -> str:
    """A question such as “Container turnover, 2023?” for a figure that can be asked so, or ""."""
    year, subject = period(item.period), " ".join(item.subject.split())
    clear = item.dimension != "count" and len(_WORDS.findall(subject)) >= 2 and _PLAIN_SUBJECT.match(subject)
    if not clear or not _YEAR.match(year) or item.role is Role.FROM:
        return ""
    mark = "？" if passage.language == "zh" else "?"
    return f"{subject[0].upper()}{subject[1:]}, {year}{mark}"


def follow_ups(answer: Answer, count: int = 3) -> tuple[str, ...]:
    """What could be asked next: the same measure in other years of which a figure was found beside the answer.

    Each is a follow-up for `qa.dialogue`, in the question's language.
    """
    headline = answer.headline
    if answer.status is not Status.ANSWERED or headline is None or headline.quantity is None:
        return ()
    wanted, here = headline.quantity, period(headline.quantity.period)
    words = _words(wanted) | {word.casefold() for word in (answer.query.subject if answer.query else ())}
    years = []
    for item in answer.quantities:
        year = period(item.quantity.period)
        same = item.quantity.dimension == wanted.dimension and _words(item.quantity) & words
        if same and _YEAR.match(year) and year != here and year not in answer.resolved_question:
            years.append(year)
    return tuple(label("and_in", answer.language, year=year) for year in list(dict.fromkeys(years))[:count])


def _words(item: Quantity) -> set[str]:
    return {word.casefold() for word in _WORDS.findall(item.subject)}

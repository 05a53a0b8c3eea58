"""Questions worth asking: some that these documents answer, and what could be asked next."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, islice, zip_longest
from pathlib import Path

from qa.engine import Engine
from qa.errors import QuestionError
from qa.render import label, period
from qa.text import language as language_of
from qa.types import Answer, BlockKind, Passage, Quantity, Role, Status

#: An example is shown only when its own answer is at least this sure: it must not disappoint.
SURE = 0.7
#: How many candidates are asked before we make do with fewer examples; each takes a few hundredths of a second.
TRIED = 24
#: Examples about the same heading.
OF_ONE_SUBJECT = 2
#: A file of this name in the corpus folder holds questions to suggest, one a line. Hidden files are no documents.
QUESTIONS = ".questions.txt"
_YEAR = re.compile(r"\d{4}\Z")
_WORDS = re.compile(r"[^\W\d_]{3,}")
_PLAIN_SUBJECT = re.compile(r"[\w\s,’'–-]{8,70}\Z")
_ASIDE = re.compile(r"\s*\([^()]*\)")


def examples(engine: Engine, corpus: Path, language: str, count: int = 4) -> tuple[str, ...]:
    """Up to `count` questions that the index answers surely: those written down in the corpus folder first.

    Written questions in `language` go before the others, and questions made from tables fill up. Every one is asked
    before it is shown, so that none disappoints.
    """
    written = sorted(_written(corpus), key=lambda question: language_of(question) != language)
    rows = sorted(engine.index.documents(), key=lambda row: row.language != language)
    made = zip_longest(*(_made(engine, row.first, row.passages) for row in rows), fillvalue="")
    candidates = dict.fromkeys(question for question in chain(written, chain.from_iterable(made)) if question)
    good = (question for question in islice(candidates, TRIED) if _answered(engine, question))
    return tuple(islice(good, count))


def _written(corpus: Path) -> list[str]:
    """The questions that somebody wrote down for this corpus."""
    try:
        lines = (corpus / QUESTIONS).read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):
        return []
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def _answered(engine: Engine, question: str) -> bool:
    """Whether the question has a sure answer."""
    try:
        answer = engine.ask(question, top=3)
    except QuestionError:
        return False
    return answer.status is Status.ANSWERED and answer.confidence >= SURE


def _made(engine: Engine, first: int, passages: int) -> Iterator[str]:
    """Questions for table figures with clear headings and a year: people wrote headings as names of figures.

    The latest years of each subject, and few of one subject: a list of years says nothing about the documents.
    """
    numbers = range(first, first + passages)
    quantities, found = engine.index.quantities(numbers), engine.index.passages(numbers)
    of_subject: dict[str, list[tuple[str, str]]] = {}
    for number, inside in quantities.items():
        passage = found[number]
        if passage.answers and passage.kind is BlockKind.TABLE_ROW:
            for item in inside:
                of_subject.setdefault(item.subject, []).append((period(item.period), _question(item, passage)))
    for questions in of_subject.values():
        asked = (question for _, question in sorted(questions, reverse=True) if question)
        yield from islice(dict.fromkeys(asked), OF_ONE_SUBJECT)


def _question(item: Quantity, passage: Passage) -> str:
    """A question such as “Container turnover, 2023?” for a figure that can be asked so, or ""."""
    year = period(item.period)
    subject = _asked_for(item, passage)
    clear = item.dimension != "count" and len(_WORDS.findall(subject)) >= 2 and _PLAIN_SUBJECT.match(subject)
    if not clear or not _YEAR.match(year) or item.role is Role.FROM:
        return ""
    mark = "？" if passage.language == "zh" else "?"
    return f"{subject[0].upper()}{subject[1:]}, {year}{mark}"


def _asked_for(item: Quantity, passage: Passage) -> str:
    """What a figure measures as people would ask for it: without a caption that adds little."""
    *parts, last = (" ".join(_ASIDE.sub("", part).split()) for part in item.subject.split(" · "))
    told, caption = ", ".join(parts), " ".join(passage.context.partition("\n")[0].split())
    clear = len(_WORDS.findall(told)) >= 2 and (len(parts) > 1 or bool(_stems(told) & _stems(last)))
    return told if clear and last in caption else ", ".join((*parts, last))


def _stems(text: str) -> set[str]:
    """Words by their first letters, whatever their endings."""
    return {word.casefold()[:5] for word in _WORDS.findall(text)}


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

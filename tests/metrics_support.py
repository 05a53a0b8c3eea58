"""Hand-built documents, answers and gold rows for the tests of metrics and evaluation."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from qa.types import (
    Agreement,
    Answer,
    AnswerKind,
    BlockKind,
    Citation,
    CitedQuantity,
    Headline,
    Hit,
    IndexInfo,
    Passage,
    Quantity,
    RankedPassage,
    Role,
    Span,
    Status,
    Verdict,
)

TEXTS = {
    "pier.md": "The pier at Lakeside handled 140,000 TEU in 2023. After dredging it can take 240,000 TEU a year.",
    "rail.md": "Eleven block trains left Northgate in May. The line is 1,520 km long and opens in March 2027.",
    "desk.md": "Lakeside's pier is said to take 250,000 TEU a year. Its director is Anna Weiss.",
}


def cite(document: str, quote: str, *, texts: Mapping[str, str] = TEXTS, shift: int = 0) -> Citation:
    """A citation of `quote` where it stands in the document, moved by `shift` characters (a planted fault)."""
    start = texts[document].index(quote) + shift
    return Citation(document, document, "", "2025-01-01", None, "", start, start + len(quote), quote)


def figure(
    document: str, text: str, value: float, unit: str, *, role: Role = Role.LEVEL, high: float | None = None
) -> CitedQuantity:
    """A figure read from a document, cited by the sentence around it."""
    whole = TEXTS[document]
    at = whole.index(text)
    start = whole.rfind(". ", 0, at) + 2 if ". " in whole[:at] else 0
    end = whole.find(". ", at)
    end = len(whole) if end < 0 else end + 1
    quantity = Quantity(
        Span(at, at + len(text)), text, value, value if high is None else high, unit=unit, role=role, dimension="count"
    )
    return CitedQuantity(quantity, cite(document, whole[start:end]))


def headline_of(cited: CitedQuantity) -> Headline:
    """The headline that shows a figure."""
    return Headline(cited.quantity.text, AnswerKind.FIGURE, cited.citation, cited.quantity, {"unit": 1.0})


def ranked(citations: Sequence[Citation]) -> tuple[RankedPassage, ...]:
    """Passages in this order, each exactly what its citation quotes."""
    found = []
    for rank, citation in enumerate(citations, 1):
        span = Span(citation.start, citation.end)
        passage = Passage(citation.document, rank, span, BlockKind.PARAGRAPH, citation.quote)
        found.append(RankedPassage(rank, Hit(passage, 1.0 / rank), citation))
    return tuple(found)


def answer(
    *,
    headline: Headline | None = None,
    quantities: Sequence[CitedQuantity] = (),
    passages: Sequence[Citation] = (),
    confidence: float = 0.9,
    disagree: bool = False,
    question: str = "What can the pier take?",
    found: bool = True,
) -> Answer:
    """An answer with these parts; `disagree` brings the quantities together as a disagreement."""
    comparisons = (Agreement("pier", "TEU", None, Verdict.DISAGREE, tuple(quantities), 2),) if disagree else ()
    status = Status.ANSWERED if found else Status.NOT_FOUND
    info = IndexInfo("f", len(TEXTS), 6, "none")
    shown = ranked(passages)
    return Answer(
        question,
        question,
        "en",
        status,
        confidence,
        headline,
        tuple(quantities),
        comparisons,
        shown,
        info,
        {"all": 1.0},
    )


@contextmanager
def interpreted() -> Iterator[None]:
    """What is imported and called within runs ranx's Python as it stands: numba compiling it would take a minute."""
    from numba import config

    found, config.DISABLE_JIT = config.DISABLE_JIT, 1
    try:
        yield
    finally:
        config.DISABLE_JIT = found


def ranx_scores(
    wanted: Mapping[str, Mapping[str, int]], found: Mapping[str, Mapping[str, float]], names: Sequence[str]
) -> dict[str, float]:
    """What ranx makes of a run: its measures by name, over all questions."""
    with interpreted():
        from ranx import Qrels, Run, evaluate

        return dict(evaluate(Qrels(dict(wanted)), Run(dict(found)), list(names)))


def gold_row(**fields: object) -> str:
    """A line of a gold file: a right question about the pier, but for `fields`."""
    row: dict[str, object] = {
        "id": "pier-1",
        "question": "How many containers can the Lakeside pier take?",
        "kind": "number",
        "language": "en",
        "answers": [{"value": 240000, "unit": "TEU"}],
        "documents": ["pier.md"],
        "evidence": "it can take 240,000 TEU a year",
    }
    return json.dumps(row | fields, ensure_ascii=False)

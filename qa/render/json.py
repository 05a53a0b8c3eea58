"""The Answer as the JSON object that others measure through. Its keys are a contract; new ones may join."""

from __future__ import annotations

from typing import Any

from qa.types import Agreement, Answer, Citation, CitedQuantity, Headline, Quantity, RankedPassage

#: The version of this contract.
SCHEMA = 1


def citation_json(citation: Citation) -> dict[str, Any]:
    """Where words come from; `quote` equals the document's text from `start` to `end`."""
    return {
        "document": citation.document,
        "title": citation.title,
        "source": citation.source,
        "published": citation.published,
        "page": citation.page,
        "heading": citation.heading,
        "start": citation.start,
        "end": citation.end,
        "quote": citation.quote,
    }


def quantity_json(quantity: Quantity, citation: Citation | None = None) -> dict[str, Any]:
    """A quantity; `start` and `end` are its own place in the document, `equivalent` that of the amount's twin."""
    row: dict[str, Any] = {
        "text": quantity.text,
        "low": quantity.low,
        "high": quantity.high,
        "bound": quantity.bound.value,
        "unit": quantity.unit,
        "dimension": quantity.dimension,
        "role": quantity.role.value,
        "period": quantity.period,
        "subject": quantity.subject,
        "subject_spans": [[one.start, one.end] for one in quantity.subject_spans],
        "planned": quantity.planned,
        "start": quantity.span.start,
        "end": quantity.span.end,
        "equivalent": None if (twin := quantity.equivalent) is None else [twin.start, twin.end],
    }
    if citation is not None:
        row["citation"] = citation_json(citation)
    return row


def answer_json(answer: Answer, *, explain: bool = False) -> dict[str, Any]:
    """The whole answer. With `explain`, also what the question was understood to ask."""
    row: dict[str, Any] = {
        "schema": SCHEMA,
        "question": answer.question,
        "resolved_question": answer.resolved_question,
        "language": answer.language,
        "status": answer.status.value,
        "confidence": round(answer.confidence, 4),
        "headline": _headline(answer.headline) if answer.headline is not None else None,
        "quantities": [_cited(item) for item in answer.quantities],
        "disagreement": answer.disagreement,
        "comparisons": [_comparison(item) for item in answer.comparisons],
        "passages": [_passage(item) for item in answer.passages],
        "index": {
            "fingerprint": answer.index.fingerprint,
            "documents": answer.index.documents,
            "passages": answer.index.passages,
            "model": answer.index.model,
        },
        "timings_ms": dict(answer.timings_ms),
        "notices": list(answer.notices),
    }
    if explain and answer.query is not None:
        query = answer.query
        row["understood"] = {
            "kind": query.kind.value,
            "subject": list(query.subject),
            "dimensions": sorted(query.dimensions),
            "units": sorted(query.units),
            "period": query.period,
            "role": query.role.value if query.role else None,
            "planned": query.planned,
            "figures": [quantity_json(item) for item in query.figures],
        }
    return row


def _headline(headline: Headline) -> dict[str, Any]:
    return {
        "text": headline.text,
        "kind": headline.kind.value,
        "quantity": quantity_json(headline.quantity) if headline.quantity is not None else None,
        "citation": citation_json(headline.citation),
        "evidence": {name: round(value, 4) for name, value in headline.evidence.items()},
    }


def _cited(item: CitedQuantity) -> dict[str, Any]:
    return quantity_json(item.quantity, item.citation)


def _comparison(agreement: Agreement) -> dict[str, Any]:
    return {
        "subject": agreement.subject,
        "unit": agreement.unit,
        "period": agreement.period,
        "verdict": agreement.verdict.value,
        "sources": agreement.sources,
        "values": [{"quantity": _cited(item), "published": item.citation.published} for item in agreement.values],
    }


def _passage(item: RankedPassage) -> dict[str, Any]:
    return {
        "rank": item.rank,
        "text": item.hit.passage.text,
        "highlights": [[span.start, span.end] for span in item.highlights],
        "score": item.hit.score,
        "lexical_rank": item.hit.lexical_rank,
        "dense_rank": item.hit.dense_rank,
        "kind": item.hit.passage.kind.value,
        "headings": list(item.hit.passage.headings),
        "context": item.hit.passage.context,
        "citation": citation_json(item.citation),
    }

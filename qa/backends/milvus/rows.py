"""Passages and documents as rows of Milvus, and rows as passages and documents."""

from __future__ import annotations

import base64
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qa.backends.milvus.checking import digest_of_row, total
from qa.backends.milvus.schema import LONGEST, PER_DOCUMENT, SPILLING, dimension_of, pieces, row
from qa.store import DocumentRow, dump, quantity_from, quantity_row
from qa.types import BlockKind, Passage, Quantity, Span

#: A sparse vector must not be empty: this dimension, which no word has, stands for a passage without words.
_WORDLESS = 0xFFFF_FFFE
#: Stored instead of a text that stands in pieces; no JSON and no base64 begins so.
_IN_PIECES = "\x01"


def passage_rows(
    passage: Passage,
    number: int,
    born: int,
    document: DocumentRow,
    terms: Sequence[str],
    quantities: Sequence[Quantity],
    vector: NDArray[np.float32] | None,
    statements: NDArray[np.float16] | None,
    weigh: Mapping[str, float],
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The row of a passage, and the pieces of what is too long for it. `weigh` has the parameters of `weights`."""
    counts = Counter(terms)
    place = number // PER_DOCUMENT
    made: dict[str, Any] = {
        "number": number,
        "place": place,
        "born": born,
        "answers": passage.answers,
        "document": document.id,
        "source": document.source,
        "language": document.language,
        "format": document.format,
        "published": document.published or "",
        "length": len(terms),
        "counts": dump(counts),
        "body": dump(
            [passage.span.start, passage.span.end, passage.kind.value, passage.text, passage.headings, passage.page,
             passage.context, passage.language, passage.words]
        ),
        "figures": dump([quantity_row(item) for item in quantities]),
        "statements": base64.b64encode(statements.astype("<f2").tobytes()).decode() if statements is not None else "",
        "units": sorted({item.unit for item in quantities}),
        "words": weights(counts, len(terms), **weigh),
    }  # fmt: skip
    if vector is not None:
        made["meaning"] = vector
    spilled = []
    for name in SPILLING:
        text = made[name]
        if len(text) > LONGEST // 4 and len(text.encode("utf-8")) > LONGEST:
            made[name], key = _IN_PIECES, f"{name}:{number}"
            spilled += [
                row(f"{key}:{at}", "piece", owner=place, born=born, tag=key, amount=at, body=part)
                for at, part in enumerate(pieces(text))
            ]
    return made, spilled


def weights(counts: Mapping[str, int], length: int, *, k1: float, b: float, mean: float) -> dict[int, float]:
    """The passage's side of BM25, tf · (k1 + 1) / (tf + k1 · (1 − b + b · length / mean length)), by dimension."""
    norm = k1 * (1 - b + b * length / mean)
    made: dict[int, float] = {}
    for term, count in counts.items():
        at = dimension_of(term)
        made[at] = made.get(at, 0.0) + count * (k1 + 1) / (count + norm)
    return made or {_WORDLESS: 1.0}


def in_pieces(text: str) -> bool:
    """Whether a stored text only says that the text stands in pieces."""
    return text == _IN_PIECES


def passage_from(found: Mapping[str, Any], body: str) -> Passage:
    """The passage of a row with `number` and `document`, and its body."""
    start, end, kind, text, headings, page, context, language, words = json.loads(body)
    return Passage(
        document=found["document"],
        number=int(found["number"]),
        span=Span(start, end),
        kind=BlockKind(kind),
        text=text,
        headings=tuple(headings),
        page=page,
        context=context,
        language=language,
        words=words,
    )


def quantities_from(figures: str) -> list[Quantity]:
    """The quantities of a passage."""
    return [quantity_from(tuple(item)) for item in json.loads(figures)]


def statements_from(text: str, dimension: int) -> NDArray[np.float16]:
    """The vectors of a passage's statements, shape (statements, dimension)."""
    return np.frombuffer(base64.b64decode(text), "<f2").reshape(-1, dimension)


def document_rows(document: DocumentRow, place: int, born: int, inside: int) -> list[dict[str, Any]]:
    """A document as rows: what is known about it, which may take pieces itself, its text, and last its head.

    `inside` is the sum of the digests of its passages' rows, to which those of its own are added.
    """
    about = dump(
        [document.title, document.source, document.authors, document.url, document.published, document.language,
         document.format, document.sha256, dict(document.provenance), document.headings, document.pages,
         document.passages, document.quantities]
    )  # fmt: skip
    parts = {"about": pieces(about), "text": pieces(document.text)}
    made = [
        row(f"{kind}:{place}:{at}", kind, owner=place, born=born, tag=document.sha256, amount=at, body=part)
        for kind, texts in parts.items()
        for at, part in enumerate(texts)
    ]
    head = row(f"document:{place}", "document", owner=place, born=born, tag=document.id, amount=len(parts["about"]))
    head["body"] = total([inside, *map(digest_of_row, (*made, head))])
    return [*made, head]


def document_from(name: str, place: int, about: str, text: str) -> DocumentRow:
    """The document of its rows."""
    (title, source, authors, url, published, language, kind, sha256, provenance, headings, page_spans, passages,
     quantities) = json.loads(about)  # fmt: skip
    return DocumentRow(
        id=name,
        title=title,
        source=source,
        authors=tuple(authors),
        url=url,
        published=published,
        language=language,
        format=kind,
        sha256=sha256,
        provenance=provenance,
        text=text,
        headings=tuple(tuple(item) for item in headings),
        pages=tuple(tuple(item) for item in page_spans),
        first=place * PER_DOCUMENT,
        passages=passages,
        quantities=quantities,
    )

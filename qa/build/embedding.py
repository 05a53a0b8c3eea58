"""The embeddings of a new generation: of every passage, and of every sentence and table row in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from qa import dense, passages
from qa.build.encoding import SHARE, Job, Text, encode_ahead
from qa.build.progress import Progress
from qa.build.workers import Workers
from qa.store import Generation


def embed(
    generation: Generation,
    encoder: dense.Encoder,
    model: str,
    cache: Path,
    progress: Progress,
    workers: Workers | None = None,
    *,
    graph: bool = False,
) -> Mapping[str, object]:
    """Write the matrix of embeddings, with `graph` its HNSW graph too; returns what the manifest says of it.

    `model` is what workers know `encoder` by. They encode what is not known yet, before any of it is written.
    """
    count = generation.passages

    def advancing(stage: str) -> dense.Progress:
        finished = 0

        def advance(more: int) -> None:
            nonlocal finished
            finished += more
            progress(stage, finished, count)

        return advance

    texts = (passages.search_text(p, title) for p, title, _ in generation.passages_with_quantities())
    parts = (passages.statement_texts(p) if p.answers else [] for p, _, _ in generation.passages_with_quantities())
    advance: dense.Progress | None = advancing("embedding passages")
    with dense.VectorCache(cache) as known:
        if workers is not None and advance is not None and count > SHARE:
            encode_ahead(_texts(generation), encoder.sized(count), Job(model, count, (), 0), known, workers, advance)
            advance = None  # it was told already
        made = dense.build_vectors(
            texts, generation.layout.vectors, encoder, known, advance, passages=count, graph=graph
        )
        dense.build_statements(
            parts, generation.layout.statements, encoder, known, advancing("embedding sentences"), count=count
        )
        known.tidy()
    made.pop("encoded")  # how much was new says nothing about the index, and would make equal indexes differ
    return made


def _texts(generation: Generation) -> Iterator[Text]:
    """Every text that is to have a vector."""
    for passage, title, _ in generation.passages_with_quantities():
        yield Text(passages.search_text(passage, title), own=True)
        if passage.answers:
            for text in passages.statement_texts(passage):
                yield Text(text, own=False)

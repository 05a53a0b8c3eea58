"""The embeddings of a new generation: of every passage, and of every sentence and table row in it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from qa import dense, passages
from qa.build.progress import Progress
from qa.store import Generation


def embed(
    generation: Generation, encoder: dense.Encoder, cache: Path, progress: Progress, *, graph: bool = False
) -> Mapping[str, object]:
    """Write the matrix of embeddings, with `graph` its HNSW graph too; returns what the manifest says of it."""

    def advancing(stage: str) -> dense.Progress:
        finished = 0

        def advance(more: int) -> None:
            nonlocal finished
            finished += more
            progress(stage, finished, generation.passages)

        return advance

    texts = (passages.search_text(p, title) for p, title, _ in generation.passages_with_quantities())
    parts = (passages.statement_texts(p) if p.answers else [] for p, _, _ in generation.passages_with_quantities())
    with dense.VectorCache(cache) as known:
        made = dense.build_vectors(
            texts, generation.layout.vectors, encoder, known, advancing("embedding passages"),
            passages=generation.passages, graph=graph,
        )  # fmt: skip
        dense.build_statements(
            parts, generation.layout.statements, encoder, known, advancing("embedding sentences"),
            count=generation.passages,
        )  # fmt: skip
        known.tidy()
    made.pop("encoded")  # how much was new says nothing about the index, and would make equal indexes differ
    return made

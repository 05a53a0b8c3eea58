"""The scale benchmark as one chart with logarithmic axes."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any

#: What is drawn: engine, measure, label.
LINES = (
    ("rank-bm25", "lexical_p50_ms", "rank-bm25"),
    ("bm25", "lexical_p50_ms", "BM25, same scores"),
    ("bm25s", "lexical_p50_ms", "bm25s (numba)"),
    ("tantivy", "lexical_p50_ms", "tantivy"),
    ("dense", "numpy_exact_p50_ms", "all vectors, NumPy"),
    ("dense", "dense_p50_ms", "vectors, three sieves"),
    ("faiss-hnsw", "dense_p50_ms", "faiss HNSW"),
    ("hybrid", "hybrid_p50_ms", "whole search, question encoded"),
)


def draw(rows: list[dict[str, Any]], path: Path) -> None:
    """Write the chart of the median times in `rows` to `path`."""
    import matplotlib.pyplot as plt

    points: defaultdict[tuple[str, str], list[tuple[int, float]]] = defaultdict(list)
    for row in rows:
        points[row["engine"], row["measure"]].append((row["passages"], row["value"]))
    figure, axes = plt.subplots(figsize=(9, 4.5))
    for engine, measure, label in LINES:
        if found := sorted(points[engine, measure]):
            axes.plot(*zip(*found, strict=True), marker="o", label=label)
    axes.set(xscale="log", yscale="log", xlabel="passages", ylabel="median, ms")
    axes.grid(which="both", alpha=0.2)
    axes.legend(fontsize=8, loc="center left", bbox_to_anchor=(1, 0.5))
    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None} if path.suffix == ".svg" else None)

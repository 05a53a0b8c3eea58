"""The nearest vectors of many by a graph of neighbours (HNSW), for indexes that are built seldom and asked often.

Malkov & Yashunin, "Efficient and robust approximate nearest neighbor search using Hierarchical Navigable Small World
graphs" (TPAMI 2020), as the library usearch builds it over vectors of 8 bits a component. The graph only names
candidates: their cosines are computed from the float32 vectors. It is read from the memory map, and made on one
thread, so that equal vectors give equal bytes.
"""

from __future__ import annotations

import json
import math
import threading
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qa.dense.signs import NEIGHBOURS, RECALL, exact_neighbours, matrix_rows
from qa.errors import AskCorpusError, IndexUnfit

#: Neighbours of a vector in the graph, and candidates looked at to choose them: usearch's own.
CONNECTIVITY = 16
EXPANSION = 128
#: Candidates tried in turn until `RECALL` is reached.
LEVELS = (64, 128, 256, 512, 1024, 2048)
#: Candidates for each passage asked for: pools of hundreds need more than the ten measured.
CANDIDATES_A_PLACE = 3
ENDINGS = (GRAPH, ABOUT) = (".hnsw", ".hnsw.json")


@dataclass(frozen=True, slots=True, eq=False)
class Graph:
    """A graph over all vectors, memory-mapped. `candidates` is how many it names at least."""

    index: Any
    candidates: int
    lock: threading.Lock

    @classmethod
    def open(cls, vectors: Path, count: int) -> Graph | None:
        """The graph beside the matrix `vectors` of `count` rows; None where there is none or usearch is missing.

        Raises IndexUnfit when it is damaged.
        """
        if not vectors.with_suffix(ABOUT).exists() or not find_spec("usearch"):
            return None
        from usearch.index import Index

        try:
            index = Index.restore(str(vectors.with_suffix(GRAPH)), view=True)
            if index is None or len(index) != count:
                raise ValueError(f"{0 if index is None else len(index)} vectors, not {count}")
            candidates = int(json.loads(vectors.with_suffix(ABOUT).read_text(encoding="utf-8"))["candidates"])
        except (OSError, RuntimeError, ValueError, KeyError) as error:
            raise IndexUnfit(
                f"The graph beside {vectors} cannot be used ({error}).", "Build it again with: qa index"
            ) from error
        return cls(index, candidates, threading.Lock())

    def nearest(self, query: NDArray[np.float32], top: int, share: float) -> tuple[NDArray[np.int64], int]:
        """Candidates for the `top` nearest of the `share` of passages that may be returned, ascending.

        Also how many of them should pass whatever leaves only that share.
        """
        wanted = max(self.candidates, CANDIDATES_A_PLACE * top)
        return self._found(query, math.ceil(wanted / share)), wanted

    def _found(self, query: NDArray[np.float32], candidates: int) -> NDArray[np.int64]:
        with self.lock:  # a search keeps its state in the index
            self.index.expansion_search = candidates
            wanted = min(candidates, len(self.index))
            keys = self.index.search(np.asarray(query, np.float32), wanted, threads=1).keys
        return np.sort(keys.astype(np.int64))


def require() -> None:
    """Raise an AskCorpusError where the library is not installed."""
    if not find_spec("usearch"):
        raise AskCorpusError("An HNSW graph needs the package usearch.", "Install it with: pip install askcorpus[hnsw]")


def build_graph(vectors: Path, questions: NDArray[np.float32]) -> dict[str, Any]:
    """Write the graph of the matrix in the file `vectors` beside it; return its candidates and the recall measured."""
    from usearch.index import Index

    count, dimension = np.load(vectors, mmap_mode="r", allow_pickle=False).shape
    index = Index(ndim=dimension, metric="ip", dtype="i8", connectivity=CONNECTIVITY, expansion_add=EXPANSION)
    for part, rows in matrix_rows(vectors):
        index.add(np.arange(part.start, part.stop), rows, threads=1)
    try:
        index.save(str(vectors.with_suffix(GRAPH)))
    except RuntimeError as error:
        raise OSError(f"{vectors.with_suffix(GRAPH)}: {error}") from error
    graph = Graph(index, 0, threading.Lock())
    truth, _ = exact_neighbours(vectors, questions)
    for candidates in LEVELS:
        found = [np.isin(near, graph._found(q, candidates)).sum() for near, q in zip(truth, questions, strict=True)]
        recall = float(np.sum(found)) / max(truth.size, 1)
        if recall >= RECALL or candidates >= count:
            break
    about = {
        "candidates": candidates, "recall": round(recall, 4), "neighbours": NEIGHBOURS, "questions": len(questions),
    }  # fmt: skip
    vectors.with_suffix(ABOUT).write_text(json.dumps(about) + "\n", encoding="utf-8")
    return about


def forget_graph(vectors: Path) -> None:
    """Remove the graph beside the file `vectors`, which would not fit another matrix there."""
    for ending in ENDINGS:
        vectors.with_suffix(ending).unlink(missing_ok=True)

"""The matrix of passage vectors: written once, searched from the memory map."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from qa.arrays import mapped, read_rows
from qa.dense.cache import VectorCache, text_key
from qa.dense.encoder import Encoder, Progress
from qa.dense.graph import Graph, build_graph, forget_graph
from qa.dense.languages import levelled
from qa.dense.signs import SAMPLE, SignScan, build_signs, forget_signs
from qa.errors import IndexUnfit
from qa.ranking import Allowed, Ranking, as_mask, best

#: Texts looked up and written together, and sorted by length: enough that texts of one length come together.
BLOCK = 1024
#: Characters of a passage that stand for a question when recall is measured.
QUESTION_LENGTH = 80
#: Up to so many passages every cosine is computed: 5 ms on one thread. Above, signs choose the candidates.
EXACT_UP_TO = 50_000
#: Bytes up to which a process that goes on asking reads a matrix through its map, in a fifth of the time that calls
#: take: 170,000 passages.
MAPPED_UP_TO = 1 << 28
#: Above this share of allowed passages, scoring all of them in place is faster than gathering those.
GATHER = 0.25
#: The share of passages that a filter must leave for the graph to be asked: it knows nothing of filters.
GRAPH_FROM = 0.5
#: The share of the wanted candidates that must pass the filter: a filter may fall just where the question points.
KEPT = 0.8


@dataclass(frozen=True, slots=True, eq=False)
class Vectors:
    """Unit vectors of all passages, float32, memory-mapped; safe to share between threads.

    With `signs`, a search scores the candidates that they name instead of all passages; with `graph`, those that it
    names, unless a filter leaves too few of them.
    """

    matrix: NDArray[np.float32]
    signs: SignScan | None = None
    graph: Graph | None = None
    file: IO[bytes] | None = None

    @classmethod
    def open(cls, path: Path) -> Vectors:
        """Map the ``.npy`` file at `path`. Raises IndexUnfit when it is missing or damaged."""
        try:
            matrix: Any = mapped(path)
            if matrix.ndim != 2 or matrix.dtype != np.float32:
                raise ValueError(f"{matrix.dtype} of shape {matrix.shape}, not a float32 matrix")
        except (OSError, ValueError, EOFError) as error:
            raise IndexUnfit(
                f"The embeddings in {path} cannot be used ({error}).", "Build them again with: qa index"
            ) from error
        signs, graph = SignScan.open(path, len(matrix)), Graph.open(path, len(matrix))
        return cls(matrix, signs, graph, path.open("rb", buffering=0) if signs or graph else None)

    def search(self, query: NDArray[np.float32], top: int, allowed: Allowed | None = None) -> Ranking:
        """The `top` passages nearest to the unit vector `query`: numbers and cosines.

        Ordered by cosine descending, then passage ascending. `allowed` keeps all other passages out.
        """
        mask = None if allowed is None else as_mask(allowed, len(self.matrix))
        numbers = self._by_graph(query, top, mask)
        if numbers is None and self.signs is not None and top:
            found = self.signs.nearest(query, top, lambda some: _dot(self._rows(some), query), mask)
            return best(*found, top)
        if numbers is None:
            numbers = _numbers(allowed, len(self.matrix))
        if len(numbers) > GATHER * len(self.matrix):
            scores = _dot(self.matrix, query)[numbers]
        else:
            scores = _dot(self._rows(numbers), query)
        return best(numbers, scores, top)

    def _by_graph(
        self, query: NDArray[np.float32], top: int, mask: NDArray[np.bool_] | None
    ) -> NDArray[np.int64] | None:
        """The passages that the graph names, ascending; None without one, or where a filter leaves too few of them."""
        if self.graph is None:
            return None
        count = len(self.matrix)
        share = 1.0 if mask is None else np.count_nonzero(mask) / max(count, 1)
        if share < GRAPH_FROM:
            return None
        found, wanted = self.graph.nearest(query, top, share)
        kept = found if mask is None else found[mask[found]]
        return kept if len(kept) >= KEPT * min(wanted, count * share) else None

    def scores(self, query: NDArray[np.float32], numbers: NDArray[np.integer]) -> NDArray[np.float64]:
        """The cosines of the passages `numbers`, in their order."""
        return _dot(self._rows(numbers), query).astype(np.float64)

    def _rows(self, numbers: NDArray[np.integer]) -> NDArray[np.float32]:
        """Some vectors, read from the file where touching its map, megabytes around each row, would be too much."""
        going_on = self.signs is not None and self.signs.asked.is_set()
        if self.file is None or (going_on and self.matrix.nbytes <= MAPPED_UP_TO):
            return np.asarray(self.matrix[numbers])
        return read_rows(self.file, self.matrix, numbers)


def _numbers(allowed: Allowed | None, passages: int) -> NDArray[np.int64]:
    """The allowed passages, ascending."""
    if allowed is None:
        return np.arange(passages)
    return np.flatnonzero(allowed) if allowed.dtype == np.bool_ else np.unique(allowed).astype(np.int64)


def _dot(matrix: NDArray[np.float32], query: NDArray[np.float32]) -> NDArray[np.float32]:
    """Matrix times vector on one thread: einsum without `optimize` calls no BLAS.

    BLAS would use every core for one question, and many threads on a busy machine take longer than one.
    """
    return np.asarray(np.einsum("ij,j->i", matrix, np.ascontiguousarray(query, np.float32)))


def build_vectors(
    texts: Iterable[str],
    path: Path,
    encoder: Encoder,
    cache: VectorCache,
    progress: Progress | None = None,
    *,
    passages: int = 0,
    exact_up_to: int = EXACT_UP_TO,
    graph: bool = False,
) -> dict[str, Any]:
    """Write the vectors of `texts`, in order, to the ``.npy`` file `path`; return what the manifest should say.

    `passages` is how many texts there will be, by which the encoder chooses its engine. Only texts that `cache` does
    not know are encoded, and put there every few seconds: an interrupted run starts again where it stopped.
    `progress` is called with the number of texts done, known ones included. Above `exact_up_to` texts the signs that
    searching needs then are written beside the matrix; with `graph` an HNSW graph as well, for any number of texts.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    forget_signs(path)
    forget_graph(path)
    encoder = encoder.sized(passages)
    total = fresh = 0
    samples: list[str] = []
    every = max(1, passages // SAMPLE)
    source = iter(texts)
    with path.open("wb") as file:
        write_header(file, 0, encoder.dimension)
        while block := list(islice(source, max(BLOCK, encoder.portion))):
            rows, new = encoded(block, encoder, cache, progress)
            file.write(rows.astype("<f4").tobytes())
            samples += block[-total % every :: every]
            total += len(block)
            fresh += new
        file.seek(0)
        write_header(file, total, encoder.dimension)
    near: dict[str, Any] = {}
    if total and (total > exact_up_to or graph):
        texts = samples[:: -(-len(samples) // SAMPLE)]
        questions = levelled(np.stack([encoder.encode_query(_middle(text)) for text in texts]), encoder.name)
        if total > exact_up_to:
            near["scan"] = build_signs(path, questions)
        if graph:
            near["hnsw"] = build_graph(path, questions)
    return {
        "model": encoder.name,
        "fingerprint": encoder.fingerprint,
        "dimension": encoder.dimension,
        "arithmetic": encoder.arithmetic,
        "vectors": total,
        "encoded": fresh,
        **near,
    }


def _middle(text: str) -> str:
    """A piece of `text` about as long as a question."""
    start = max(0, len(text) // 2 - QUESTION_LENGTH // 2)
    return text[start : start + QUESTION_LENGTH]


def cache_name(encoder: Encoder) -> str:
    """What the cache knows an encoder by."""
    return f"{encoder.fingerprint}/{encoder.arithmetic}"


def encoded(
    texts: Sequence[str], encoder: Encoder, cache: VectorCache, progress: Progress | None = None
) -> tuple[NDArray[np.float32], int]:
    """The vectors of `texts` as they are compared, shape (len(texts), dimension), and how many `cache` did not know.

    The longest are encoded first, and what is encoded is put into the cache portion by portion, as the encoder gave it.
    """
    model, keys = cache_name(encoder), [text_key(text) for text in texts]
    known = cache.get(model, list(dict.fromkeys(keys)))
    missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
    if progress is not None and len(missing) < len(texts):
        progress(len(texts) - len(missing))
    waiting = iter(sorted(missing, key=lambda key: -len(missing[key])))
    while portion := list(islice(waiting, encoder.portion)):
        vectors = encoder.encode_passages([missing[key] for key in portion], progress)
        new = dict(zip(portion, vectors, strict=True))
        cache.put(model, new)
        known |= new
    return levelled(np.stack([known[key] for key in keys]), encoder.name), len(missing)


def write_header(file: IO[bytes], rows: int, columns: int, kind: str = "<f4") -> None:
    """The .npy header of a matrix: 128 bytes whatever the number of rows, so it can be written again."""
    np.lib.format.write_array_header_1_0(file, {"descr": kind, "fortran_order": False, "shape": (rows, columns)})
    if file.tell() != 128:
        raise ValueError(f"the header of {rows} × {columns} does not fit")

"""Two rankings of the same passages made into one."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from qa.ranking import NOTHING, Ranking

Method = Literal["minmax", "zscore", "rrf"]

#: Level with minmax within a language and far ahead across languages (R@1 en→ru .81 against .61, .63 for rrf): few
#: shared words say little, and a z-score lets them weigh little. benchmarks/retrieval.py prints all three.
DEFAULT_METHOD: Method = "zscore"
#: The share of the embeddings in the sum; the words have the rest.
DEFAULT_WEIGHT = 0.5
#: The words' share where the index holds every word of the question: benchmarks/words_share.py shows what it gives
#: beside even shares, on the questions that it was chosen on and on others.
WORDS_SHARE = 0.45
#: The constant of reciprocal-rank fusion in Cormack, Clarke & Büttcher, SIGIR 2009.
RRF_K = 60


def fuse(
    lexical: Ranking | None,
    dense: Ranking | None,
    *,
    method: Method = DEFAULT_METHOD,
    weight: float = DEFAULT_WEIGHT,
) -> Ranking:
    """One ranking of every passage in `lexical` or `dense`, by score descending, then passage ascending.

    Each side's scores are first brought to one scale, a passage that one side lacks counts there as its last, and the
    two are averaged with `weight` for `dense` and 1 − `weight` for `lexical`:

    - ``minmax``: (score − min) / (max − min), in 0–1;
    - ``zscore``: (score − mean) / standard deviation;
    - ``rrf``: 1 / (60 + rank), nothing for a missing passage.

    Where one side is None or empty, the other's order stands, its scores brought to scale. Raises ValueError for an
    unknown method or a weight outside 0–1.
    """
    if method not in ("minmax", "zscore", "rrf"):
        raise ValueError(f"unknown fusion method {method!r}")
    if not 0 <= weight <= 1:
        raise ValueError(f"weight {weight} is not between 0 and 1")
    sides = [
        (numbers, scores, share)
        for (numbers, scores), share in ((lexical or NOTHING, 1 - weight), (dense or NOTHING, weight))
        if len(numbers)
    ]
    if not sides:
        return NOTHING
    if len(sides) == 1:
        sides = [(sides[0][0], sides[0][1], 1.0)]
    union = np.unique(np.concatenate([numbers for numbers, _, _ in sides])).astype(np.int64)
    total = np.zeros(len(union))
    for numbers, scores, share in sides:
        scaled, missing = _scale(numbers, np.asarray(scores, np.float64), method)
        column = np.full(len(union), missing)
        column[np.searchsorted(union, numbers)] = scaled
        total += share * column
    order = np.lexsort((union, -total))
    return union[order], total[order]


def dense_share(known: float) -> float:
    """The weight of the embeddings where the index holds the share `known` (0–1) of the question's words.

    BM25 over passages of another language knows few of them, and what it then ranks by is chance.
    """
    return 1 - WORDS_SHARE * known


def _scale(
    numbers: NDArray[np.int64], scores: NDArray[np.float64], method: Method
) -> tuple[NDArray[np.float64], float]:
    """One side's scores on the common scale, and what a passage missing from it gets."""
    if method == "rrf":
        ranks = np.empty(len(scores))
        ranks[np.lexsort((numbers, -scores))] = np.arange(1, len(scores) + 1)
        return 1 / (RRF_K + ranks), 0.0
    low, high = scores.min(), scores.max()
    if low == high:  # nothing to tell them apart: all as good as a first place, or as the mean
        return (np.ones(len(scores)), 0.0) if method == "minmax" else (np.zeros(len(scores)), -1.0)
    if method == "minmax":
        return (scores - low) / (high - low), 0.0
    scaled = (scores - scores.mean()) / scores.std()
    return scaled, float(scaled.min())

"""Passages in order: what every search gives, and which passages it may give."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

#: Passage numbers and their scores, best first.
Ranking = tuple[NDArray[np.int64], NDArray[np.float64]]
#: Which passages may be returned: one bool per passage, or passage numbers.
Allowed = NDArray[np.bool_] | NDArray[np.integer]
NOTHING: Ranking = (np.empty(0, np.int64), np.empty(0, np.float64))


def best(numbers: NDArray[np.integer], scores: NDArray[np.floating[Any]], top: int) -> Ranking:
    """The `top` highest scores with their passages, by score descending and passage ascending."""
    if top <= 0:
        return NOTHING
    if len(scores) > top:
        # Everything that ties with the last place stays in, so that the order among equals is ours.
        kept = scores >= np.partition(scores, -top)[-top]
        numbers, scores = numbers[kept], scores[kept]
    order = np.lexsort((numbers, -scores))[:top]
    return numbers[order].astype(np.int64), scores[order].astype(np.float64)


def as_mask(allowed: Allowed, passages: int) -> NDArray[np.bool_]:
    """`allowed` as one bool per passage."""
    if allowed.dtype == np.bool_:
        return np.asarray(allowed, np.bool_)
    mask = np.zeros(passages, np.bool_)
    mask[allowed] = True
    return mask

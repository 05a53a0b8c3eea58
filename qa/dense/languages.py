"""Vectors without what tells languages apart.

The bundled model puts a text nearer to others of its own language than to those that say the same in another: asked in
Russian, an English sentence that answers stands behind many Russian ones that do not. What translations differ by, on
average, are a few directions; without them, and seen from the middle of all texts, meaning alone is left (after Yang et
al., "A Simple and Effective Method To Eliminate the Self Language Bias in Multilingual Representations", EMNLP 2021).
`eval/languages.py` finds the directions and the middle.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from qa.dense.encoder import DEFAULT_MODEL

#: Shorter vectors have no direction left.
_NOTHING = 1e-9


def levelled(vectors: NDArray[np.float32], model: str) -> NDArray[np.float32]:
    """Unit vectors of `model`, of shape (…, dimension), as they are compared: of length 1 again.

    Those of another model than the bundled one stay as they are. A vector's bits do not depend on the others.
    """
    if model != DEFAULT_MODEL:
        return vectors
    middle, directions = _table()
    rows = np.atleast_2d(vectors) - middle
    for direction in directions:
        rows -= _dot(rows, direction) * direction
    rows /= np.maximum(np.sqrt(_dot(rows, rows)), np.float32(_NOTHING))
    return rows.reshape(vectors.shape)


def _dot(rows: NDArray[np.float32], others: NDArray[np.float32]) -> NDArray[np.float32]:
    """Row by row, as a column; einsum adds up each row alone, where BLAS goes by how many there are."""
    return np.asarray(np.einsum("ij,ij->i", rows, np.broadcast_to(others, rows.shape)))[:, None]


@cache
def _table() -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """The middle of all texts, shape (dimension,), and the directions in which languages differ, one a row."""
    with (files("qa.dense") / "data" / "languages.npz").open("rb") as file, np.load(file) as kept:
        return kept["middle"], kept["directions"]

"""The search as one compiled loop, for large indexes: numba, where it is installed.

Scores are the reference's to the last bit as well: numba keeps the order of operations unless told otherwise.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

#: Passages below which NumPy answers in a fifth of a millisecond; twice as slow as compiled, ten times at a million.
WORTH_IT = 50_000

Kernel = Callable[..., int]


def available() -> bool:
    """Whether numba is installed; it is not imported."""
    return find_spec("numba") is not None


def waiting() -> bool:
    """Whether the loops are compiled already and wait beside this file, so that loading them is quick."""
    return any((Path(__file__).parent / "__pycache__").glob(f"{Path(__file__).stem}.*.nbi"))


@cache
def kernels() -> tuple[Kernel, Kernel]:
    """The compiled loops: one adds up the scores of a segment's lists, one takes the best. Compiled once a machine.

    The first takes a segment's arrays (`passages` empty where the numbers are the index's), the lists (start, end) with
    their idf, k1 + 1, the scratch arrays, and how many passages other segments brought; it returns how many there are
    now. The second takes the scratch arrays, which it leaves all zero, that number, the filter (empty for none) and the
    arrays for the result, whose first entries it fills, unordered; it returns how many those are.
    """
    import numba

    @numba.njit(nogil=True, cache=True)
    def add(
        numbers: Any,
        counts: Any,
        passages: Any,
        norms: Any,
        lists: Any,
        idfs: Any,
        k1_plus_1: float,
        scores: Any,
        seen: Any,
        touched: Any,
        reached: int,
    ) -> int:
        moved = len(passages) > 0
        for place in range(len(idfs)):
            idf = idfs[place]
            for at in range(lists[place, 0], lists[place, 1]):
                number = numbers[at]
                if moved:
                    number = passages[number]
                    if number < 0:
                        continue
                count = float(counts[at])
                scores[number] += idf * (count * k1_plus_1 / (count + norms[number]))
                if not seen[number]:
                    seen[number] = True
                    touched[reached] = number
                    reached += 1
        return reached

    @numba.njit(nogil=True, cache=True)
    def select(
        scores: Any, seen: Any, touched: Any, reached: int, allowed: Any, best_numbers: Any, best_scores: Any
    ) -> int:
        size = 0
        for at in range(reached):
            number = touched[at]
            score = scores[number]
            scores[number] = 0.0
            seen[number] = False
            if len(allowed) and not allowed[number]:
                continue
            # A heap whose root is the worst kept: lowest score, highest number among equals.
            if size < len(best_scores):
                child = size
                size += 1
                while child:
                    parent = (child - 1) >> 1
                    if best_scores[parent] < score or (best_scores[parent] == score and best_numbers[parent] > number):
                        break
                    best_scores[child], best_numbers[child] = best_scores[parent], best_numbers[parent]
                    child = parent
                best_scores[child], best_numbers[child] = score, number
            elif size and (score > best_scores[0] or (score == best_scores[0] and number < best_numbers[0])):
                parent = 0
                while True:
                    child = 2 * parent + 1
                    if child >= size:
                        break
                    right = child + 1
                    if right < size and (
                        best_scores[right] < best_scores[child]
                        or (best_scores[right] == best_scores[child] and best_numbers[right] > best_numbers[child])
                    ):
                        child = right
                    if score < best_scores[child] or (score == best_scores[child] and number > best_numbers[child]):
                        break
                    best_scores[parent], best_numbers[parent] = best_scores[child], best_numbers[child]
                    parent = child
                best_scores[parent], best_numbers[parent] = score, number
        return size

    return add, select


class Scratch(threading.local):
    """Arrays as long as the index, for each thread its own, all zero between questions.

    `asked` is shared by the threads and set with the first question, which NumPy answers: a program that asks once
    would spend longer on importing numba (0.6 s) than on all the rest.
    """

    def __init__(self, passages: int, asked: threading.Event) -> None:
        self.asked = asked
        self.scores: NDArray[np.float64] = np.zeros(passages)
        self.seen: NDArray[np.bool_] = np.zeros(passages, np.bool_)
        self.touched: NDArray[np.int32] = np.empty(passages, np.int32)

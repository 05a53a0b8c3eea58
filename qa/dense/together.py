"""One loop over many passages, on two processors at once where there are two."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")

#: Two work on one question: more would wake up for less than the waking takes, and find other questions' in the way.
_OTHER = ThreadPoolExecutor(2, "scanning")


def halves(work: Callable[[int, int], T], count: int, *, step: int = 1, worth: int) -> list[T]:
    """What `work` gives for 0 to `count`: of both halves, the first a multiple of `step`, or of all below `worth`.

    `work` has to leave Python alone while it runs. Where nobody has begun the second half when the first is done, as
    under the load of many questions, it is done here.
    """
    if count < worth or (os.cpu_count() or 1) < 2:
        return [work(0, count)]
    middle = count // 2 // step * step
    other = _OTHER.submit(work, middle, count)
    first = work(0, middle)
    return [first, work(middle, count) if other.cancel() else other.result()]

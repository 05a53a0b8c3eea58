"""Speed of a reader: sentences a second on one core, time until ready, and time against length on hostile strings."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from typing import Any

#: Pieces that make backtracking matchers slow when repeated.
HOSTILE: tuple[str, ...] = (
    "1", "1,", "1 ", "1.", "1-", "1–2 ", "1/", "1e", "$", "$1 ", "from 1 to ", "1 million ", "million ", "two ",
    "hundred ", "one hundred and ", "minus ", "-", "−1", "~", "up to ", "не менее ", "двадцать ", "тысяч ", "жүз ",
    "мың ", "一", "百", "万", "两亿", "1万", "(", "(1", "1)", "[1]", "%", "1%", "± ", "1±1 ", "1 x ", " ", "\t", "\n",
    "1\t", "\t\n", "| ", "|1", "a", "a ", "per ", "1 per ", "/", "km/h", "km ", "2020-", "2020 ", "in 2020 ", "Q1 ",
    "Table 1 ", "https://a", "a@b.", "№ 1 ", "x^", "10^", "1 × 10", "\u00a0", "\u200b", "é", "\U0001d7d9", "٣", ", ",
    "and ", "1 and ", "1, 2, ", "между 1 и ", "от 1 до ", "；1", "，", "US", "A\tB, t\n1\t2\n",
)  # fmt: skip


def sentences_per_second(read: Callable[[str], Any], texts: Sequence[str], passes: int = 5) -> float:
    """Median over passes of sentences by processor second (other processes do not count); the first pass warms up."""
    rates = []
    for number in range(passes + 1):
        start = time.process_time()
        for text in texts:
            read(text)
        if number:
            rates.append(len(texts) / max(time.process_time() - start, 1e-9))
    return statistics.median(rates)


_READY = (
    "import time; start, used = time.perf_counter(), time.process_time()\n"
    "from qa.quantity import read; read('The port handled 5 million tons in 2020.')\n"
    "print(time.perf_counter() - start, time.process_time() - used)"
)


def ready_seconds(runs: int = 9) -> tuple[float, float]:
    """Medians over fresh processes, from the import to the end of the first reading: elapsed and processor seconds.

    As with an installed package the bytecode is there already: a first process, not counted, writes it.
    """
    times = []
    with tempfile.TemporaryDirectory() as folder:
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        environment["PYTHONPYCACHEPREFIX"] = folder
        for number in range(runs + 1):
            run = subprocess.run(
                [sys.executable, "-c", _READY], check=True, capture_output=True, text=True, env=environment
            )
            if number:
                times.append(tuple(map(float, run.stdout.split())))
    elapsed, processor = zip(*times, strict=True)
    return statistics.median(elapsed), statistics.median(processor)


#: Seconds after which a reading is not repeated.
_LONG = 0.5


def _seconds(read: Callable[[str], Any], text: str, runs: int = 3) -> float:
    best = float("inf")
    for _ in range(runs):
        start = time.process_time()
        read(text)
        best = min(best, time.process_time() - start)
        if best > _LONG:
            break
    return best


def growth(read: Callable[[str], Any], length: int = 4000) -> dict[str, tuple[float, float]]:
    """For each hostile piece: seconds at twice `length` characters, and that by the seconds at `length` (linear: 2)."""
    table = {}
    for piece in HOSTILE:
        short, long = (piece * (size // len(piece)) for size in (length, 2 * length))
        long_seconds = _seconds(read, long)
        table[piece] = (long_seconds, long_seconds / max(_seconds(read, short), 1e-6))
    return table

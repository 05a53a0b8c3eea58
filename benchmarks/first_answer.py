"""How long the first answer takes: indexing from nothing and unchanged, a cold `qa ask`, a warm question.

    python benchmarks/first_answer.py [CORPUS] [--runs 5] [--json FILE]

Every command runs as a process of its own; wall seconds and peak memory are the operating system's. Medians are
printed with the smallest and largest value.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

QUESTION = "Aktau container capacity after expansion?"
WARM = (
    QUESTION,
    "Khorgos container turnover in 2018?",
    "Сколько тонн перевезли по железной дороге в 2024 году?",
    "2019年霍尔果斯集装箱吞吐量是多少？",
    "Қорғас құрғақ порты қашан ашылды?",
)


def timed(*arguments: str) -> tuple[float, float]:
    """Wall seconds and peak megabytes of one `qa` process."""
    started = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-m", "qa", *arguments], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        sys.exit(f"qa {' '.join(arguments)} failed")
    return time.perf_counter() - started, usage.ru_maxrss / 1024


def warm(index: str) -> list[float]:
    """Milliseconds of each question asked of an engine that has answered all of them before."""
    from qa.engine import Engine

    engine = Engine.open(Path(index))
    for question in WARM:
        engine.ask(question)
    return [engine.ask(question).timings_ms["total"] for _ in range(5) for question in WARM]


def row(name: str, values: list[float], unit: str) -> dict[str, object]:
    """One line of the report."""
    middle = statistics.median(values)
    print(f"{name:32} {middle:9.3f} {unit:3} ({min(values):.3f}–{max(values):.3f}, {len(values)} runs)")
    return {"measure": name, "median": middle, "low": min(values), "high": max(values), "unit": unit}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", nargs="?", default="corpus")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--json", dest="out")
    options = parser.parse_args()
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        rows.append(row("index from nothing", [timed("index", options.corpus, "--index", f"{folder}/i")[0]], "s"))
        again = [timed("index", options.corpus, "--index", f"{folder}/i")[0] for _ in range(options.runs)]
        rows.append(row("index unchanged", again, "s"))
        cold = [timed("ask", QUESTION, "--index", f"{folder}/i") for _ in range(options.runs)]
        rows.append(row("cold question, wall", [wall for wall, _ in cold], "s"))
        rows.append(row("cold question, peak memory", [memory for _, memory in cold], "MB"))
        rows.append(row("warm question", warm(f"{folder}/i"), "ms"))
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    rows.append(row("memory of the warm process", [own], "MB"))
    if options.out:
        Path(options.out).write_text(json.dumps({"cores": os.cpu_count(), "rows": rows}, indent=1))


if __name__ == "__main__":
    main()

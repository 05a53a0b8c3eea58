"""Does Milvus answer as the index folder does, and what does it cost? Asks both the same questions.

    python benchmarks/backends.py INDEX [--uri URI] [--gold FILE] [--half dev|report|all] [--limit N] [--json FILE]

INDEX is a folder made by `qa index`; it is copied, and stays as it is. Without --uri a `milvus-lite server` is started
on a scratch folder and stopped again; its times say little about a real Milvus. Printed are the documents' passages,
how long sending took, sizes on disk, the median and 95th percentile of a whole question on each side, asked in turn,
and how many answers were the same in every field: headline, passages, order, scores, figures, comparisons, confidence.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from machine import machine

from qa.backends import Pointer, publish
from qa.engine import Engine
from qa.evaluate import Half, load_gold
from qa.render import answer_json

ROOT = Path(__file__).parents[1]
sys.path.append(str(ROOT / "tests"))


def main() -> int:
    """Run it; exit code 1 when an answer differs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("index", type=Path)
    parser.add_argument("--uri", default="")
    parser.add_argument("--gold", type=Path, default=ROOT / "eval" / "gold.jsonl")
    parser.add_argument("--half", choices=["dev", "report", "all"], default="dev")
    parser.add_argument("--limit", type=int, default=0)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        if options.uri:
            found = compared(options, Path(scratch), options.uri)
        else:
            from milvus_support import Lite  # the one that the tests use

            server = Lite(Path(scratch))
            server.start()
            try:
                found = compared(options, Path(scratch), server.uri)
                found["milvus_mb"] = megabytes(server.folder / "data")
            finally:
                server.stop()
    for name, value in found.items():
        print(f"{name:>20} {value}")
    if options.json:
        about = machine("pymilvus", "milvus-lite")
        options.json.write_text(json.dumps({"machine": about, **found}, indent=1) + "\n", encoding="utf-8")
    return 0 if found["same"] == found["questions"] else 1


def compared(options: argparse.Namespace, scratch: Path, uri: str) -> dict[str, Any]:
    """Send the index and ask both."""
    copy, away = scratch / "copy", scratch / "away"
    shutil.copytree(options.index, copy)
    Pointer.remove(copy)
    here = Engine.open(copy)
    started = time.perf_counter()
    pointer = Pointer(uri, f"benchmark_{int(time.time())}")
    publish(copy, pointer)
    seconds = time.perf_counter() - started
    pointer.write(away)
    there = Engine.open(away)
    gold, _ = load_gold(options.gold)
    cases = [case for case in gold if not case.conversation and options.half in ("all", Half(case.half).value)]
    cases = cases[: options.limit or None]
    times: dict[str, list[float]] = {"local": [], "milvus": []}
    different = []
    for case in cases:
        answers = []
        for name, engine in (("local", here), ("milvus", there)):
            started = time.perf_counter()
            answer = answer_json(engine.ask(case.question))
            times[name].append((time.perf_counter() - started) * 1000)
            answer.pop("timings_ms")
            answers.append(answer)
        if answers[0] != answers[1]:
            different.append(case.id)
    passages = here.info.passages
    return {
        "passages": passages,
        "sending_s": round(seconds, 1),
        "passages_a_second": round(passages / seconds),
        "local_mb": megabytes(here.index.folder / "generations"),
        **{f"{name}_p50_ms": round(statistics.median(row), 1) for name, row in times.items()},
        **{f"{name}_p95_ms": round(sorted(row)[int(0.95 * (len(row) - 1))], 1) for name, row in times.items()},
        "questions": len(cases),
        "same": len(cases) - len(different),
        "different": different,
    }


def megabytes(folder: Path) -> float:
    """The size of all files below a folder."""
    return round(sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6, 2)


if __name__ == "__main__":
    sys.exit(main())

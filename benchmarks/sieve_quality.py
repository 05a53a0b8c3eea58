"""Does the hybrid rank as well with the sieves as with every cosine? On indexes that scale.py has left in its scratch.

    python benchmarks/sieve_quality.py DATA SCRATCH 100000 [1000000 …]

The questions are those of scale.py with which no recall was set; a passage is relevant that repeats a piece of a
paragraph which answers the question. Prints nDCG@10 of the hybrid both ways, their difference, and how many of the ten
and of the 200 nearest vectors are found.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import scale_recipe as recipe
from numpy.typing import NDArray
from scale_steps import POOL

from qa.dense import Vectors, load_encoder
from qa.fusion import fuse
from qa.lexical import Postings
from qa.ranking import best
from qa.store import Index

QUESTIONS = 200
DISCOUNT = 1 / np.log2(np.arange(2, 12))


def answering(data: Path, index: Index) -> dict[str, NDArray[np.bool_]]:
    """For each question of the sets: which of the real passages are pieces of a paragraph that answers it."""
    texts = [" ".join(passage.text.split()) for passage, _, _ in recipe.real(index)]
    found: dict[str, NDArray[np.bool_]] = {}
    pieces: dict[str, NDArray[np.bool_]] = {}
    asked = {question for question, _ in recipe.questions(data, QUESTIONS)}
    for task in recipe.own_tasks(data):
        for question, gold in zip(task.questions, task.gold, strict=True):
            for number in gold if question in asked else ():
                paragraph = " ".join(task.passages[number].split())
                if paragraph not in pieces:
                    pieces[paragraph] = np.array([text in paragraph for text in texts])
                found[question] = found.get(question, pieces[paragraph]) | pieces[paragraph]
    return found


def ndcg(ranked: NDArray[np.int64], relevant: NDArray[np.bool_], count: int) -> float:
    """nDCG@10 of passages of which number n repeats the real passage n modulo their number; `count` is how many."""
    there = np.arange(len(relevant))[relevant]
    repeats = sum(-(-(count - source) // len(relevant)) for source in there.tolist())
    return float(DISCOUNT[: len(ranked)] @ relevant[ranked % len(relevant)] / DISCOUNT[: min(10, repeats)].sum())


def main() -> None:
    """Print a line for each size."""
    data, scratch = Path(sys.argv[1]), Path(sys.argv[2])
    asked = recipe.questions(data, QUESTIONS)
    queries = recipe.question_vectors(asked, load_encoder(), scratch)
    relevant = answering(data, recipe.sources(data, scratch))
    for size in map(int, sys.argv[3:]):
        layout = Index.open(scratch / str(size) / "index").layout
        vectors, postings = Vectors.open(layout.vectors), Postings.open(layout.lexical)
        loaded = np.load(layout.vectors)
        rows = []
        for (question, terms), query in list(zip(asked, queries, strict=True))[QUESTIONS // 2 :]:
            if question in relevant and relevant[question].any():
                words, ours = postings.search(terms, POOL), vectors.search(query, POOL)
                exact = best(np.arange(size), loaded @ query, POOL)
                hybrid = [fuse(words, meaning, method="zscore")[0][:10] for meaning in (ours, exact)]
                scores = [ndcg(ranked, relevant[question], size) for ranked in hybrid]
                ten = np.isin(exact[0][:10], vectors.search(query, 10)[0]).mean()
                rows.append([*scores, ten, np.isin(exact[0], ours[0]).mean()])
        with_sieves, every, ten, pool = np.mean(rows, axis=0)
        print(
            f"{size:,} passages, {len(rows)} questions: nDCG@10 {with_sieves:.4f} with sieves, {every:.4f} with every"
            f" cosine, difference {with_sieves - every:+.4f}; recall@10 {ten:.4f}, recall@200 {pool:.4f}"
        )


if __name__ == "__main__":
    main()

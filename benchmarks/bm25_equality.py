"""Is our BM25 rank-bm25's, on real text? Scores and order over the public sets, questions in four languages.

    python benchmarks/bm25_equality.py DATA [--questions 500]

DATA holds `xquad/xquad.{en,ru,zh}.json`, `squad2/dev-half.json` and `kazqad/*.jsonl` in their official formats. The
passages are the sentences of all their paragraphs, so that there are more than ten thousand of them.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

import numpy as np
from rank_bm25 import BM25Okapi

from qa.lexical import Postings, build
from qa.text import analyse, sentences

TOP = 100


def squad(path: Path) -> tuple[list[str], list[str]]:
    """Paragraphs and questions of a file in SQuAD's format."""
    paragraphs = [p for article in json.loads(path.read_text())["data"] for p in article["paragraphs"]]
    return [p["context"] for p in paragraphs], [q["question"] for p in paragraphs for q in p["qas"]]


def kazqad(folder: Path) -> tuple[list[str], list[str]]:
    """Passages and questions of KazQAD."""
    rows = [json.loads(line) for line in (folder / "corpus.jsonl").read_text().splitlines()]
    asked = [json.loads(line) for line in (folder / "reading-comprehension.jsonl").read_text().splitlines()]
    return [row.get("text") or row["context"] for row in rows], [row["question"] for row in asked]


def main() -> None:
    """Compare and print; exit with 1 when a score or a rank differs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--questions", type=int, default=500)
    options = parser.parse_args()
    sets = {code: squad(options.data / "xquad" / f"xquad.{code}.json") for code in ("en", "ru", "zh")}
    sets["kk"] = kazqad(options.data / "kazqad")
    more = squad(options.data / "squad2" / "dev-half.json")
    sets["en"] = (sets["en"][0] + more[0], sets["en"][1])
    passages, asked = [], []
    for code, (paragraphs, questions) in sets.items():
        for text in paragraphs:
            passages += [analyse(span.of(text), code) for span in sentences(text, code)]
        step = max(1, len(questions) // (options.questions // len(sets)))
        asked += [analyse(question, code) for question in questions[::step]][: options.questions // len(sets)]
    reference = BM25Okapi(passages)
    worst, other = 0.0, 0
    with tempfile.TemporaryDirectory() as folder:
        build(iter(passages), Path(folder))
        ours = Postings.open(Path(folder))
        for terms in asked:
            expected = reference.get_scores(terms)
            numbers, scores = ours.search(terms, TOP)
            order = np.lexsort((np.arange(len(expected)), -expected))[: len(numbers)]
            worst = max(worst, float(np.abs(scores - expected[numbers]).max(initial=0.0)))
            other += not np.array_equal(order, numbers)
    print(f"{len(passages)} passages, {len(asked)} questions: largest difference {worst:g}, other order in {other}")
    raise SystemExit(worst > 1e-9 or other > 0)


if __name__ == "__main__":
    main()

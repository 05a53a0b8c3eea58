"""Fit what a question leans to: the kind of its answer and the dimension of a figure, from its embedding.

    python eval/fit_questions.py [--public DATA] [--out qa/question/data/leaning.npz]

Learns from the dev half of `eval/gold.jsonl`, from the practice folders and, where DATA names the official files of
public sets (see `benchmarks/README.md`), from one half of their articles (`benchmarks/answers.py` reports the other);
the report half of the gold is never read.
Prints how often the kind is right on each practice folder when it was left out, rules and model side by side.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from fit import LEARNED
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from qa import dense, question
from qa.extract.dates import dates
from qa.quantity import dimension, read
from qa.question.leaning import inputs
from qa.types import PLAINEST

ROOT = Path(__file__).parents[1]
#: Regularisation (scikit-learn's C) and what a question over our own documents counts beside a public one.
STRENGTH, OWN = 0.2, 3.0
#: Questions taken of each public set at most.
PUBLIC = {"squad2": 1200, "xquad-en": 652, "xquad-ru": 652, "xquad-zh": 652, "kazqad": 387, "tatqa": 250}
_HAN = re.compile("[\u3400-\u9fff]")
#: Names have at most so many words; longer answers are sentences or parts of them.
_NAME_WORDS = 6


@dataclass(frozen=True)
class Labelled:
    """A question, the group of its answer's kind, the dimension of its figure ("" for none), and where it is from."""

    source: str
    text: str
    group: str
    dimension: str = ""


def group_of(answer: str, language: str) -> str:
    """The group of kinds that an answer in words belongs to, by its looks."""
    text = answer.strip().rstrip(".")
    dated = dates(text, language)
    if (dated and sum(len(date.span) for date in dated) >= 0.7 * len(text)) or re.fullmatch(r"\d{3,4}年?", text):
        return "date"
    figures = read(text)
    if (figures and len(figures[0].span) >= 0.6 * len(text)) or re.fullmatch(r"[\d.,\s]+(%|\w{0,12})?", text):
        return "figure"
    words = text.split()
    if _HAN.search(text):
        return "name" if len(text) <= 6 else "text"
    capitals = [word for word in words if word[:1].isupper()]
    return "name" if 0 < len(words) <= _NAME_WORDS and len(capitals) * 2 >= len(words) else "text"


def own(path: Path) -> Iterator[Labelled]:
    """The questions of a gold file that have an answer and belong to no conversation; never its report half."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row.get("half") == "report" or row.get("conversation") or not row["answers"]:
            continue
        answer = row["answers"][0]
        name = path.parent.name
        if "text" in answer:
            yield Labelled(name, row["question"], group_of(answer["text"], row["language"]))
        else:
            yield Labelled(name, row["question"], "figure", dimension(answer.get("unit") or "").partition("/")[0])


def public(data: Path) -> Iterator[Labelled]:
    """Questions of the public sets' first half of articles."""
    sys.path.insert(0, str(ROOT / "benchmarks"))
    from answers import SETS  # type: ignore[import-not-found]
    from answers_sets import learned_from  # type: ignore[import-not-found]

    for name, most in PUBLIC.items():
        language = {"xquad-ru": "ru", "xquad-zh": "zh", "kazqad": "kk"}.get(name, "en")
        asked = [q for q in SETS[name](data).questions if q.answers and q.text and learned_from(q)]
        random.Random(3).shuffle(asked)
        for q in asked[: most // 2]:
            yield Labelled(name, q.text, group_of(q.answers[0], language))


def _fitted(seen: NDArray[np.float32], labels: list[str], weights: NDArray[np.float64]) -> LogisticRegression:
    return LogisticRegression(C=STRENGTH, max_iter=5000).fit(seen, labels, sample_weight=weights)


def _stored(model: Any, name: str, order: list[str]) -> dict[str, NDArray[Any]]:
    rows = [list(model.classes_).index(label) for label in order]
    return {
        f"{name}_labels": np.array(order),
        f"{name}_weights": model.coef_[rows].astype(np.float16),
        f"{name}_bias": model.intercept_[rows].astype(np.float32),
    }


def main() -> None:
    """Fit, report and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--public", type=Path, help="folder with the official files of public sets")
    parser.add_argument("--out", type=Path, default=ROOT / "qa" / "question" / "data" / "leaning.npz")
    parser.add_argument("--vectors", type=Path, help="keep the questions' embeddings in this .npz file between runs")
    options = parser.parse_args()
    practice = [ROOT / "eval" / "practice" / name / "gold.jsonl" for name in LEARNED]
    rows = [row for path in (ROOT / "eval" / "gold.jsonl", *practice) for row in own(path)]
    ours = len(rows)
    rows += list(public(options.public)) if options.public else []
    vectors = _vectors([row.text for row in rows], options.vectors)
    mean = vectors.mean(0)
    rules = [question.understand(row.text).kind for row in rows]
    seen = np.stack([inputs(vector, mean, rule) for vector, rule in zip(vectors, rules, strict=True)])
    labels = [row.group for row in rows]
    weights = np.where(np.arange(len(rows)) < ours, OWN, 1.0)
    for name in sorted({row.source for row in rows[:ours]}):
        held = np.array([row.source == name for row in rows])
        model = _fitted(seen[~held], [g for g, out in zip(labels, held, strict=True) if not out], weights[~held])
        truth = [g for g, out in zip(labels, held, strict=True) if out]
        said = [rule.group for rule, out in zip(rules, held, strict=True) if out]
        right = np.mean(model.predict(seen[held]) == np.array(truth))
        by_rules = np.mean([one == other for one, other in zip(said, truth, strict=True)])
        print(f"{name:<12} {len(truth):>4} questions left out: rules {by_rules:.3f}, model {right:.3f}")
    measured = [at for at, row in enumerate(rows) if row.dimension]
    dimensions = [rows[at].dimension for at in measured]
    known = sorted({name for name in dimensions if dimensions.count(name) >= 5})
    kept = [at for at in measured if rows[at].dimension in known]
    table: dict[str, Any] = {"mean": mean.astype(np.float32)}
    table |= _stored(_fitted(seen, labels, weights), "kinds", list(PLAINEST))
    table |= _stored(_fitted(seen[kept], [rows[at].dimension for at in kept], weights[kept]), "dimensions", known)
    np.savez_compressed(options.out, **table)
    print(f"{len(rows)} questions, {len(kept)} with a dimension ({', '.join(known)}): {options.out}")


def _vectors(texts: list[str], kept: Path | None) -> NDArray[np.float32]:
    """The embeddings of `texts`, looked up in the file `kept` where it has them."""
    known: dict[str, NDArray[np.float32]] = {}
    if kept is not None and kept.exists():
        stored = np.load(kept, allow_pickle=False)
        known = dict(zip(stored["texts"].tolist(), stored["vectors"], strict=True))
    encoder = dense.load_encoder()
    for text in texts:
        if text not in known:
            known[text] = encoder.encode_query(text)
    if kept is not None:
        np.savez(kept, texts=np.array(list(known)), vectors=np.stack(list(known.values())))
    return np.stack([known[text] for text in texts])


if __name__ == "__main__":
    main()

"""Fit what a question leans to: the kind of its answer and the dimension of a figure, from its embedding and words.

    python eval/fit_questions.py [--public DATA] [--out qa/question/data/leaning.npz] [--left-out FOLDER]

Learns from the dev half of `eval/gold.jsonl`, from the practice folders, from `eval/practice/questions.tsv` (1,800
questions without documents, each with its kind and dimension, written without sight of any gold) and, where DATA names
the official files of public sets (see `benchmarks/README.md`), from one half of their articles (`benchmarks/answers.py`
reports the other); the report half of the gold is never read.
Prints how often the kind is right on each practice folder when it was left out, rules and model side by side. FOLDER
takes a table for each of these, fitted without it, for `eval/fit.py --leanings`.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from fit import DESK, LEARNED
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from qa import dense, question
from qa.extract.dates import dates
from qa.quantity import dimension, read
from qa.question.leaning import WITHIN, Inputs, told_in
from qa.types import PLAINEST, AnswerKind

ROOT = Path(__file__).parents[1]
#: Regularisation (scikit-learn's C) by model, chosen on practice folders left out.
STRENGTH = {"kinds": 0.1, "name": 0.2, "text": 0.2, "dimensions": 0.2}
#: What a question counts: one with documents of ours, one of the list without documents, one of a public set.
OWN, LISTED, PUBLISHED = 3.0, 2.0, 0.5
#: Questions taken of each public set at most.
PUBLIC = {"squad2": 1200, "xquad-en": 652, "xquad-ru": 652, "xquad-zh": 652, "kazqad": 387, "tatqa": 250}
_HAN = re.compile("[\u3400-\u9fff]")
#: Names have at most so many words; longer answers are sentences or parts of them.
_NAME_WORDS = 6
#: A dimension is learned where so many questions ask for it; "other" is none.
_FEWEST, _OTHER = 5, "other"
#: A word is learned where so many questions have it.
_RARE = 3
#: Parts for cross-validation within the list of questions without documents.
_PARTS = 5


@dataclass(frozen=True)
class Labelled:
    """A question, the group of its answer's kind, the dimension of its figure, its kind ("" for none or unknown)."""

    source: str
    text: str
    group: str
    dimension: str = ""
    kind: str = ""


def group_of(answer: str, language: str, asked: str = "") -> str:
    """The group of kinds that an answer in words belongs to, by its looks; what `asked` plainly when is a date."""
    text = answer.strip().rstrip(".")
    if asked and len(text.split()) <= _NAME_WORDS and question.understand(asked).kind is AnswerKind.DATE:
        return "date"
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
        if "text" in answer and row.get("all"):
            yield Labelled(name, row["question"], "text", kind=AnswerKind.LIST)
        elif "text" in answer:
            yield Labelled(name, row["question"], group_of(answer["text"], row["language"], row["question"]))
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


def listed(path: Path) -> Iterator[Labelled]:
    """The questions without documents: language, kind, dimension (the likeliest first) and question, by tabs."""
    for line in path.read_text(encoding="utf-8").splitlines():
        _, kind, dimensions, text = line.split("\t")
        kind = AnswerKind.SENTENCE if kind == "text" else AnswerKind(kind)
        yield Labelled(path.stem, text, kind.group, dimensions.partition("|")[0], kind)


@dataclass(frozen=True)
class Task:
    """One model's examples: which rows of the inputs, what they are labelled, what each counts, in which order."""

    name: str
    rows: list[int]
    labels: list[str]
    order: list[str]

    def fitted(self, seen: NDArray[np.float32], weights: NDArray[np.float64], without: set[int] = frozenset()) -> Any:
        """The model, fitted on all rows but those in `without`."""
        kept = [(at, label) for at, label in zip(self.rows, self.labels, strict=True) if at not in without]
        rows = [at for at, _ in kept]
        model = LogisticRegression(C=STRENGTH[self.name], max_iter=5000)
        return model.fit(seen[rows], [label for _, label in kept], sample_weight=weights[rows])

    def stored(self, model: Any) -> dict[str, NDArray[Any]]:
        """The model's numbers, as `qa/question/leaning.py` reads them. Two labels have weights for the second alone."""
        weights, bias = model.coef_, model.intercept_
        if len(weights) == 1:
            weights, bias = np.vstack([-weights / 2, weights / 2]), np.concatenate([-bias / 2, bias / 2])
        at = [list(model.classes_).index(label) for label in self.order]
        return {
            f"{self.name}_labels": np.array(self.order),
            f"{self.name}_weights": weights[at].astype(np.float16),
            f"{self.name}_bias": bias[at].astype(np.float32),
        }


def tasks(rows: list[Labelled]) -> list[Task]:
    """What is to be learned from `rows`: the group, the kind of name, a list or a text, the dimension of a figure."""
    everything = list(range(len(rows)))
    made = [Task("kinds", everything, [row.group for row in rows], list(PLAINEST))]
    for group, kinds in WITHIN.items():
        at = [n for n in everything if rows[n].kind and rows[n].group == group]
        made.append(Task(group, at, [rows[n].kind for n in at], [str(kind) for kind in kinds]))
    dimensions = [row.dimension for row in rows]
    known = sorted({name for name in dimensions if name not in ("", _OTHER) and dimensions.count(name) >= _FEWEST})
    at = [n for n in everything if dimensions[n] in known]
    return [*made, Task("dimensions", at, [dimensions[n] for n in at], known)]


def main() -> None:
    """Fit, report and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--public", type=Path, help="folder with the official files of public sets")
    parser.add_argument("--out", type=Path, default=ROOT / "qa" / "question" / "data" / "leaning.npz")
    parser.add_argument("--vectors", type=Path, help="keep the questions' embeddings in this .npz file between runs")
    parser.add_argument("--left-out", type=Path, help="write here a table for each folder, fitted without it")
    options = parser.parse_args()
    practice = [ROOT / "eval" / "practice" / name / "gold.jsonl" for name in (*DESK, *LEARNED)]
    own_rows = [row for path in (ROOT / "eval" / "gold.jsonl", *practice) for row in own(path)]
    list_rows = list(listed(ROOT / "eval" / "practice" / "questions.tsv"))
    public_rows = list(public(options.public)) if options.public else []
    rows = own_rows + list_rows + public_rows
    counts = [OWN] * len(own_rows) + [LISTED] * len(list_rows) + [PUBLISHED] * len(public_rows)
    vectors = _vectors([row.text for row in rows], options.vectors)
    mean = vectors.mean(0)
    understood = [question.understand(row.text) for row in rows]
    rules = [query.kind for query in understood]
    told = [told_in(question.asking_of(query)) for query in understood]
    counted = Counter(word for words in told for word in words)
    known = sorted(word for word, times in counted.items() if times >= _RARE)
    inputs = Inputs(mean.astype(np.float32), {word: at for at, word in enumerate(known)})
    seen = np.stack([inputs.of(*one) for one in zip(vectors, rules, told, strict=True)])
    weights = np.array(counts)
    learned, sources = tasks(rows), sorted({row.source for row in own_rows})
    for task in learned:
        for name in sources if task.name in ("kinds", "dimensions") else ["questions"]:
            _report(task, name, rows, rules, seen, weights)

    def write(path: Path, without: set[int]) -> None:
        table = {"mean": inputs.mean, "words": np.array(known)}
        for task in learned:
            table |= task.stored(task.fitted(seen, weights, without))
        np.savez_compressed(path, **table)

    write(options.out, set())
    for name in sources if options.left_out else ():
        options.left_out.mkdir(parents=True, exist_ok=True)
        write(options.left_out / f"{name}.npz", {at for at, row in enumerate(rows) if row.source == name})
    print(f"{len(rows)} questions: {options.out}")


def _report(
    task: Task,
    source: str,
    rows: list[Labelled],
    rules: list[AnswerKind],
    seen: NDArray[np.float32],
    weights: NDArray[np.float64],
) -> None:
    """How often model and rules are right on `source`, left out whole (the list without documents: in five parts)."""
    held = [(at, label) for at, label in zip(task.rows, task.labels, strict=True) if rows[at].source == source]
    random.Random(3).shuffle(held)
    parts = [held] if source != "questions" else [held[n::_PARTS] for n in range(_PARTS)]
    right = 0
    for part in parts:
        model = task.fitted(seen, weights, {at for at, _ in part})
        right += int(np.sum(model.predict(seen[[at for at, _ in part]]) == np.array([label for _, label in part])))
    said = {"kinds": lambda kind: kind.group}.get(task.name, str)
    by_rules = sum(said(rules[at]) == label for at, label in held)
    told = "" if task.name == "dimensions" else f"rules {by_rules / len(held):.3f}, "
    print(f"{task.name:<10} {source:<10} {len(held):>4} questions left out: {told}model {right / len(held):.3f}")


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

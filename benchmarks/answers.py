"""Answers on public question sets: the right sentence or cell first, silence, follow-ups; BM25 in the same run.

    python benchmarks/answers.py DATA_FOLDER [--sets xquad-en,squad2] [--limit 300] [--scratch DIR] [--json FILE]

Each set becomes a scratch corpus, one file a text; the index is built by the product and every question is asked of
the whole pool. Only questions of those articles are asked that `eval/fit_questions.py` does not learn from, and of
follow-ups only those of the conversations that the rules of `qa.dialogue` were not written with. Where they are more
than `--limit`, they are taken at even steps. "BM25" ranks all sentences (or table rows) of the pool by rank-bm25 over
the same analysed words and takes the first; its top score is its confidence. AUROC: how well confidence tells
answerable from unanswerable questions.
"""

from __future__ import annotations

import argparse
import json
import math
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from answers_sets import (
    Pool,
    Question,
    aitqa,
    clapnq,
    kazqad,
    learned_from,
    looked_at,
    mtrag,
    pacific,
    ramdocs,
    squad,
    tatqa,
    timeqa,
)
from rank_bm25 import BM25Okapi
from sklearn.metrics import roc_auc_score

from qa import choose, dialogue, question
from qa.build import build
from qa.engine import Engine, Filters, Material
from qa.settings import IndexSettings
from qa.text import analyse, sentences
from qa.types import BlockKind, Candidate, Passage, Span

#: TimeQA's articles are long; so many give some 300 questions.
TIMEQA_ARTICLES = 40
SETS: dict[str, Callable[[Path], Pool]] = {
    "xquad-en": lambda data: squad(data / "xquad" / "xquad.en.json", "xquad-en"),
    "xquad-ru": lambda data: squad(data / "xquad" / "xquad.ru.json", "xquad-ru"),
    "xquad-zh": lambda data: squad(data / "xquad" / "xquad.zh.json", "xquad-zh"),
    "squad2": lambda data: squad(data / "squad2" / "dev-half.json", "squad2"),
    "kazqad": lambda data: kazqad(data / "kazqad"),
    "clapnq": lambda data: clapnq(data / "clapnq"),
    "tatqa": lambda data: tatqa(data / "tatqa" / "tatqa_dataset_dev.json"),
    "aitqa": lambda data: aitqa(data / "aitqa"),
    "timeqa": lambda data: timeqa(data / "timeqa" / "human_annotated_train.json", TIMEQA_ARTICLES),
    "ramdocs": lambda data: ramdocs(data / "ramdocs" / "ramdocs.jsonl"),
    "mtrag": lambda data: mtrag(data / "mtrag"),
    "pacific": lambda data: pacific(data / "pacific" / "validation.json"),
}
TABLES = {"tatqa", "aitqa"}
FOLLOW_UPS = {"mtrag", "pacific"}


@dataclass(frozen=True)
class Row:
    """One figure of the result."""

    set: str
    measure: str
    questions: int
    ours: float
    bm25: float


@dataclass(frozen=True)
class Piece:
    """A sentence or row of the pool, for BM25."""

    document: str
    span: Span
    text: str


class Baseline:
    """rank-bm25 over all sentences and rows of the pool."""

    def __init__(self, engine: Engine) -> None:
        self.pieces: list[Piece] = []
        words: list[list[str]] = []
        for row in engine.index.documents():
            for passage in engine.index.passages_of(row):
                if passage.answers:
                    for span in _parts(passage):
                        text = span.shift(-passage.span.start).of(passage.text)
                        self.pieces.append(Piece(passage.document, span, text))
                        context = f"{row.title} {passage.context} " if passage.context else f"{row.title} "
                        words.append(analyse(context + text, passage.language))
        self._bm25 = BM25Okapi(words)

    def best(self, text: str, allowed: frozenset[str], excluded: frozenset[str], top: int) -> list[tuple[float, Piece]]:
        """The first `top` pieces with their scores."""
        scores = self._bm25.get_scores(analyse(text, question.question_language(text)))
        order = sorted(range(len(self.pieces)), key=lambda at: -scores[at])
        found = []
        for at in order:
            name = _key(self.pieces[at].document)
            if name in excluded or (allowed and name not in allowed):
                continue
            found.append((float(scores[at]), self.pieces[at]))
            if len(found) == top:
                break
        return found


def _parts(passage: Passage) -> Iterable[Span]:
    if passage.kind is BlockKind.TABLE_ROW:
        return [passage.span]
    return [span.shift(passage.span.start) for span in sentences(passage.text, passage.language)]


def _key(document: str) -> str:
    return document.removesuffix(".md")


def prepare(pool: Pool, scratch: Path) -> Engine:
    """The pool as a corpus in `scratch`, indexed by the product; kept for the next run."""
    corpus, index = scratch / pool.name / "corpus", scratch / pool.name / "index"
    corpus.mkdir(parents=True, exist_ok=True)
    for text in pool.texts.values():
        head = f"---\ntitle: {json.dumps(text.title, ensure_ascii=False)}\n---\n\n" if text.title else ""
        (corpus / f"{text.id}.md").write_text(head + text.body + "\n", encoding="utf-8")
    build(corpus, index, IndexSettings())
    engine = Engine.open(index)
    engine.warm()
    return engine


def pick(questions: Sequence[Question], limit: int) -> list[Question]:
    """At most `limit` questions, at even steps."""
    step = max(1.0, len(questions) / limit)
    return [questions[math.floor(at * step)] for at in range(min(limit, len(questions)))]


#: Refuses nothing: who is right first and how sure it was are measured apart.
NEVER_SILENT = replace(choose.load(), threshold=-1.0)


def asked(engine: Engine, text: str, filters: Filters | None = None) -> tuple[Material, choose.Choice]:
    """The material and the choice for a question, never silent."""
    material = engine.gather(text, filters=filters)
    choice = choose.choose(
        material.query, material.candidates, material.reading, material.documents,
        likeness=material.likeness, rarity=engine.rarity, model=NEVER_SILENT,
    )  # fmt: skip
    return material, choice


def plain(text: str) -> str:
    """Text compared without case, spaces and the marks that tables put around figures."""
    return re.sub(r"[\s$,%()]+", "", text.casefold())


def says(q: Question, pool: Pool, document: str, text: str) -> bool:
    """Whether a sentence of `document` is the right one: from a gold text, and it holds an accepted answer."""
    return _key(document) in q.gold and any(plain(answer) in plain(text) for answer in q.answers)


def cell_right(q: Question, candidate: Candidate | None) -> bool:
    """Whether the answer itself, not its row, is the gold cell."""
    if candidate is None or _key(candidate.document) not in q.gold:
        return False
    return any(plain(candidate.text) == plain(answer) for answer in q.answers)


def statement_text(engine: Engine, candidate: Candidate) -> str:
    """The sentence or row that holds a candidate."""
    passage = engine.index.passages([candidate.passage])[candidate.passage]
    span = candidate.statement or candidate.span
    return span.shift(-passage.span.start).of(passage.text)


def measure_sentences(pool: Pool, engine: Engine, questions: Sequence[Question]) -> list[Row]:
    """Right sentence (or cell) first, and right text first, on answerable questions."""
    baseline = Baseline(engine)
    ours, theirs, cells, times = [], [], [], []
    for q in questions:
        filters = _only(q.within)
        start = time.perf_counter()
        _, choice = asked(engine, q.text, filters)
        times.append(time.perf_counter() - start)
        winner = choice.winner
        ours.append(bool(winner and says(q, pool, winner.document, statement_text(engine, winner))))
        cells.append(cell_right(q, winner))
        best = baseline.best(q.text, q.within, frozenset(), 1)
        theirs.append(bool(best and says(q, pool, best[0][1].document, best[0][1].text)))
    rows = [Row(pool.name, "right row first" if pool.name in TABLES else "right sentence first", len(questions),
                _mean(ours), _mean(theirs))]  # fmt: skip
    if pool.name in TABLES:
        rows.append(Row(pool.name, "right cell first", len(questions), _mean(cells), 0.0))
    print(f"  median {1000 * statistics.median(times):.0f} ms a question", file=sys.stderr)
    return rows


def measure_retrieval(pool: Pool, engine: Engine, questions: Sequence[Question]) -> list[Row]:
    """nDCG@10 of the gold text."""
    baseline = Baseline(engine)
    ours, theirs = [], []
    for q in questions:
        material, choice = asked(engine, q.text)
        order = [_key(hit.passage.document) for hit in choose.reordered(material.hits, choice)]
        ours.append(ndcg(order, q.gold))
        theirs.append(ndcg([_key(p.document) for _, p in baseline.best(q.text, q.within, frozenset(), 60)], q.gold))
    return [Row(pool.name, "nDCG@10", len(questions), _mean(ours), _mean(theirs))]


def ndcg(order: Iterable[str], gold: frozenset[str]) -> float:
    """nDCG@10 with equal gains; a text counts where it first occurs."""
    unique = list(dict.fromkeys(order))[:10]
    gain = sum(1 / math.log2(at + 2) for at, name in enumerate(unique) if name in gold)
    return gain / sum(1 / math.log2(at + 2) for at in range(min(10, len(gold))))


def measure_silence(pool: Pool, engine: Engine, questions: Sequence[Question]) -> list[Row]:
    """AUROC: near misses (questions without an answer, text there), and the answer's article removed."""
    baseline = Baseline(engine)
    rows = []
    answerable = [q for q in questions if q.answerable]
    hollow = [q for q in questions if not q.answerable]
    known = _confidences(engine, baseline, answerable, removed=False)
    if hollow:
        rows.append(
            _auroc(pool.name, "AUROC near misses", known, _confidences(engine, baseline, hollow, removed=False))
        )
    if any(q.related for q in answerable):
        removed = _confidences(engine, baseline, answerable, removed=True)
        rows.append(_auroc(pool.name, "AUROC text removed", known, removed))
    return rows


def _confidences(
    engine: Engine, baseline: Baseline, questions: Sequence[Question], *, removed: bool
) -> list[tuple[float, float]]:
    everything = frozenset(_key(row.id) for row in engine.index.documents())
    pairs = []
    for q in questions:
        excluded = q.related if removed else frozenset()
        filters = _only(everything - excluded) if removed else None
        _, choice = asked(engine, q.text, filters)
        best = baseline.best(q.text, frozenset(), excluded, 1)
        pairs.append((choice.confidence, best[0][0] if best else 0.0))
    return pairs


def _auroc(name: str, measure: str, known: list[tuple[float, float]], unknown: list[tuple[float, float]]) -> Row:
    truth = [1] * len(known) + [0] * len(unknown)
    ours, theirs = ([pair[at] for pair in (*known, *unknown)] for at in (0, 1))
    return Row(name, measure, len(truth), float(roc_auc_score(truth, ours)), float(roc_auc_score(truth, theirs)))


def measure_disagreement(pool: Pool, engine: Engine, questions: Sequence[Question]) -> list[Row]:
    """RAMDocs: the share of right answers among the first five statements of different documents."""
    baseline = Baseline(engine)
    ours, theirs = [], []
    for q in questions:
        _, choice = asked(engine, q.text, _only(q.within))
        first: dict[str, str] = {}
        for candidate in choice.ranked:
            first.setdefault(candidate.document, statement_text(engine, candidate))
        ours.append(_share_shown(q, list(first.values())[:5]))
        theirs.append(_share_shown(q, [p.text for _, p in baseline.best(q.text, q.within, frozenset(), 5)]))
    return [Row(pool.name, "right answers shown", len(questions), _mean(ours), _mean(theirs))]


def _share_shown(q: Question, shown: Sequence[str]) -> float:
    return _mean([any(plain(answer) in plain(text) for text in shown) for answer in q.answers])


def measure_follow_ups(pool: Pool, engine: Engine, questions: Sequence[Question]) -> list[Row]:
    """nDCG@10 of the last turn as typed, as resolved, and as rewritten by hand (BM25: the last turn alone)."""
    typed, resolved, rewritten = [], [], []
    for q in questions:
        turns: tuple[dialogue.Turn, ...] = ()
        for said, answer in q.before:
            turns = (*turns, dialogue.Turn(said, dialogue.resolve(said, turns), answer))
        for text, scores in ((q.text, typed), (dialogue.resolve(q.text, turns), resolved), (q.rewrite, rewritten)):
            scores.append(ndcg([_key(hit.passage.document) for hit in engine.search(text, top=50)], q.gold))
    count = len(questions)
    return [
        Row(pool.name, "nDCG@10 resolved against last turn", count, _mean(resolved), _mean(typed)),
        Row(pool.name, "nDCG@10 resolved against rewrite", count, _mean(resolved), _mean(rewritten)),
    ]


def _only(names: Iterable[str]) -> Filters | None:
    chosen = frozenset(f"{name}.md" for name in names)
    return Filters(documents=chosen) if chosen else None


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else float("nan")


def run(name: str, data: Path, scratch: Path, limit: int) -> list[Row]:
    """All rows of one set."""
    pool = SETS[name](data)
    print(f"{name}: {len(pool.texts)} texts, {len(pool.questions)} questions", file=sys.stderr)
    engine = prepare(pool, scratch)
    if name in FOLLOW_UPS:
        return measure_follow_ups(pool, engine, pick([q for q in pool.questions if not looked_at(q)], limit))
    reported = [q for q in pool.questions if not learned_from(q)]
    questions = pick(reported, limit)
    if name == "ramdocs":
        return measure_disagreement(pool, engine, questions)
    answerable = pick([q for q in reported if q.answerable], limit)
    rows = measure_sentences(pool, engine, answerable)
    if name == "kazqad":
        rows += measure_retrieval(pool, engine, answerable)
    if name in ("squad2", "kazqad", "clapnq", "timeqa"):
        rows += measure_silence(pool, engine, questions)
    return rows


def main() -> None:
    """Print the table; write JSON if asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="folder that holds the sets")
    parser.add_argument("--sets", default=",".join(SETS))
    parser.add_argument("--limit", type=int, default=300, help="questions a set")
    parser.add_argument("--scratch", type=Path, default=Path(tempfile.gettempdir()) / "askcorpus-answers")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    rows: list[Row] = []
    print(f"{'set':<10} {'measure':<36} {'n':>5} {'ours':>6} {'BM25':>6}", flush=True)
    for name in options.sets.split(","):
        for row in run(name, options.data, options.scratch, options.limit):
            print(f"{row.set:<10} {row.measure:<36} {row.questions:>5} {row.ours:>6.3f} {row.bm25:>6.3f}", flush=True)
            rows.append(row)
    if options.json:
        table: list[dict[str, Any]] = [vars(row) for row in rows]
        options.json.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

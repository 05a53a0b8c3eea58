"""Public question sets, asked of the product itself: the texts become a corpus, `qa` indexes it and answers.

    python benchmarks/public/run.py SET FOLDER [--limit N] [--variants all] [--json FILE] [--scratch DIR]

Measures, each with its 95 % bootstrap interval: document recall, MRR and nDCG@10 (a text's rank is its best passage's);
`sentence`: the headline's sentence holds the answer and comes from a right text; EM and F1 of the headline's words, and
as SQuAD 2.0 counts them (`exact_or_silent`, `f1_or_silent`: 1 for a refusal where there is no answer); `figure`: the
headline's figure is the answer with its scale; `disagreement` and `false_alarm`: a contradiction between sources is
shown where there is one, and where there is none; `auroc`: how well confidence tells questions with an answer in the
pool from those without. Variants are the product with BM25 alone and with embeddings alone, in the same run over the
same index.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import reading
import tables
from pool import Pool, Question

from qa.build import build
from qa.evaluate import Isolated, Opener, Outcome, describe_program
from qa.evaluate.statistics import auroc, bootstrap
from qa.metrics import document_names, exact_match, holds, ranking_measures, same_figure, token_f1
from qa.settings import SearchSettings
from qa.types import Answer, Status

#: Passages asked for, so that at least ten texts are ranked although a text may have several passages.
TOP = 30
DEPTH = 10
VARIANTS = {
    "product": SearchSettings(),
    "BM25 only": replace(SearchSettings(), use_dense=False),
    "embeddings only": replace(SearchSettings(), use_lexical=False),
}

#: Every set by name: what loads it from its folder.
SETS: dict[str, Callable[[Path], Pool]] = {
    "beir": reading.beir,
    "squad": reading.squad,
    "squad2": lambda folder: reading.squad(_only(folder, "*.json"), "squad2"),
    "squad2-absent": lambda folder: reading.squad(_only(folder, "*.json"), "squad2").half(_article),
    "cmrc2018": lambda folder: reading.squad(_only(folder, "*.json"), "cmrc2018"),
    "kazqad": reading.kazqad,
    "kazqad-absent": lambda folder: reading.kazqad(folder).half(),
    "clapnq": reading.clapnq,
    "timeqa": lambda folder: reading.timeqa(_only(folder, "*annotated_*.json")),
    "ramdocs": lambda folder: reading.ramdocs(_only(folder, "*.jsonl")),
    "tatqa": lambda folder: tables.tatqa(_only(folder, "tatqa_dataset_*.json")),
    "pacific": lambda folder: tables.pacific(_only(folder, "*.json")),
    "aitqa": tables.aitqa,
    **{f"mtrag-{wording}": partial(tables.mtrag, wording=wording) for wording in ("questions", "lastturn", "rewrite")},
    **{
        f"xquad-{asked}" if asked == held else f"xquad-{asked}-{held}": partial(reading.xquad, asked=asked, held=held)
        for asked in ("en", "ru", "zh")
        for held in ("en", "ru", "zh")
    },
}


def scores(question: Question, outcome: Outcome) -> dict[str, float]:
    """The measures of one answer; a failure has every one that applies, at zero."""
    found = outcome.answer
    measured: dict[str, float] = {"failed": float(found is None)}
    if not question.relevant:
        refused = float(found is not None and found.status is Status.NOT_FOUND)
        return measured | {"refused": refused, "exact_or_silent": refused, "f1_or_silent": refused}
    ranked = [] if found is None else [Path(name).stem for name in document_names(found.passages)][:DEPTH]
    measured |= ranking_measures(ranked, question.relevant)
    measured["answered"] = float(found is not None and found.status is Status.ANSWERED)
    if question.answers:
        measured |= _words(question, found)
    if question.figure is not None:
        read = found.headline.quantity if found and found.headline else None
        measured["figure"] = float(read is not None and same_figure(read, question.figure))
    if question.conflict is not None:
        shown = float(found is not None and found.status is Status.ANSWERED and found.disagreement)
        measured["disagreement" if question.conflict else "false_alarm"] = shown
    return measured


def _words(question: Question, found: Answer | None) -> dict[str, float]:
    """How the headline's sentence and words compare with the accepted answers."""
    headline = None if found is None else found.headline
    said = "" if headline is None else headline.text
    quote = "" if headline is None else headline.citation.quote
    right_text = headline is not None and Path(headline.citation.document).stem in question.relevant
    held = any(holds(quote, answer) or answer in quote for answer in question.answers)
    exact = max(exact_match(said, answer) for answer in question.answers)
    f1 = max(token_f1(said, answer) for answer in question.answers)
    measured = {"sentence": float(right_text and held), "exact": exact, "f1": f1}
    return measured | {"exact_or_silent": exact, "f1_or_silent": f1}


def measure(pool: Pool, index: Path, settings: SearchSettings, say: Callable[[str], None]) -> list[dict[str, object]]:
    """Ask every question; rows of measure, value and interval."""
    columns: dict[str, list[float]] = {}
    confidence: list[tuple[float, float]] = []
    times: list[float] = []
    with Isolated(Opener(index, settings, TOP)) as asker:
        for number, question in enumerate(pool.questions, 1):
            outcome = asker.ask(question.text, question.earlier)
            times.append(outcome.milliseconds)
            sure = outcome.answer.confidence if outcome.answer else 0.0
            confidence.append((sure, float(bool(question.relevant))))
            for name, value in scores(question, outcome).items():
                columns.setdefault(name, []).append(value)
            if number % 100 == 0:
                say(f"{number} of {len(pool.questions)}")
    if "refused" not in columns:  # without unanswerable questions they say nothing that EM and F1 do not
        columns = {name: values for name, values in columns.items() if not name.endswith("_or_silent")}
    rows = [_row(name, np.array(values)[:, None]) for name, values in columns.items()]
    if len({there for _, there in confidence}) == 2:
        found = bootstrap(np.array(confidence), auroc)
        rows.append(
            {"measure": "auroc", "value": found.value, "low": found.low, "high": found.high, "questions": len(times)}
        )
    rows.append({"measure": "latency_p50_ms", "value": float(np.median(times)), "questions": len(times)})
    return rows


def main() -> None:
    """Parse, build, ask, print, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("set", choices=sorted(SETS))
    parser.add_argument("folder", type=Path, help="the set's folder (for squad: its JSON file)")
    parser.add_argument("--limit", type=int, default=0, help="at most so many questions, taken at even steps")
    parser.add_argument("--variants", choices=["product", "all"], default="all")
    parser.add_argument("--json", type=Path, help="add the results to this file")
    parser.add_argument("--scratch", type=Path, help="keep corpus and index here")
    chosen = parser.parse_args()
    try:
        pool = SETS[chosen.set](chosen.folder).sample(chosen.limit)
    except (OSError, KeyError, StopIteration, ValueError) as error:
        sys.exit(f"{chosen.folder} does not hold {chosen.set}: {type(error).__name__}: {error}")
    with tempfile.TemporaryDirectory() as temporary:
        scratch = (chosen.scratch or Path(temporary)) / pool.name
        pool.write(scratch / "corpus")
        start = time.perf_counter()
        built = build(scratch / "corpus", scratch / "index")
        _say(f"{pool.name}: {len(pool.texts)} texts, {built.passages} passages in {time.perf_counter() - start:.0f} s")
        results = []
        for variant in VARIANTS if chosen.variants == "all" else ("product",):
            rows = measure(pool, scratch / "index", VARIANTS[variant], _say)
            results += [{"set": pool.name, "variant": variant, **row} for row in rows]
            _print(variant, rows)
    if chosen.json:
        _write(chosen.json, pool.name, results, built.passages)


def _row(name: str, column: np.ndarray) -> dict[str, object]:
    found = bootstrap(column)
    return {"measure": name, "value": found.value, "low": found.low, "high": found.high, "questions": len(column)}


def _print(variant: str, rows: Iterable[dict[str, object]]) -> None:
    print(variant)
    for row in rows:
        ends = f"  {row['low']:.3f}–{row['high']:.3f}" if "low" in row else ""
        print(f"  {row['measure']:<16}{row['value']:8.3f}{ends}  ({row['questions']})")


def _write(path: Path, name: str, results: list[dict[str, object]], passages: int) -> None:
    """Put this set's results into the file, in the place of older ones."""
    held = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {"runs": {}}
    held["runs"][name] = {"environment": describe_program() | {"passages": str(passages)}, "results": results}
    path.write_text(json.dumps(held, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def _article(name: str) -> str:
    """The article that a paragraph of a SQuAD file belongs to."""
    return name.partition("-")[0]


def _only(folder: Path, pattern: str) -> Path:
    """The one file of a folder that fits the pattern."""
    return next(iter(sorted(folder.glob(pattern))))


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()

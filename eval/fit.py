"""Fit what is shipped: the order of reading, the choice with its confidence and threshold, the comparing of sources.

    python eval/fit.py [--reading qa/choose/data/reading.json] [--out qa/choose/data/weights.json]
                       [--comparison qa/compare/data/weights.json] [--leanings FOLDER]

On the dev halves of `eval/gold.jsonl` and `desk3` over the shipped corpus and on the practice folders over theirs, each
indexed in a scratch folder. The report halves are never read. What is printed is cross-validated: each collection is
answered by weights that were fitted on the others alone. FOLDER holds what questions lean to, fitted without each
collection in turn (`eval/fit_questions.py --left-out FOLDER`): what people will ask has not been learned from either.
"""

from __future__ import annotations

import argparse
import tempfile
from dataclasses import replace
from pathlib import Path

from qa.build import build
from qa.choose import reading
from qa.evaluate.disagreeing import refit_comparison
from qa.evaluate.fitting import Collection, refit
from qa.evaluate.reading import refit_reading

ROOT = Path(__file__).parents[1]
#: The practice folders with questions over the shipped corpus.
DESK = ("desk", "desk2")
#: One of them whose other half is kept for reporting.
HALVED = "desk3"
#: The practice folders with documents of their own that are learned from; the others are kept for reporting.
LEARNED = ("harbours", "utilities", "grain", "rails", "customs", "mines")


def collections(scratch: Path, leanings: Path | None = None) -> list[Collection]:
    """The gold's dev half and the practice questions learned from, with their documents indexed under `scratch`.

    `leanings` holds what questions lean to, a file for each collection that it was fitted without.
    """
    build(ROOT / "corpus", scratch / "corpus")
    found = [
        Collection(ROOT / "eval" / "gold.jsonl", scratch / "corpus", "dev"),
        *(Collection(ROOT / "eval" / "practice" / name / "gold.jsonl", scratch / "corpus", "") for name in DESK),
        Collection(ROOT / "eval" / "practice" / HALVED / "gold.jsonl", scratch / "corpus", "dev"),
    ]
    for gold in (ROOT / "eval" / "practice" / name / "gold.jsonl" for name in LEARNED):
        build(gold.parent / "documents", scratch / gold.parent.name)
        found.append(Collection(gold, scratch / gold.parent.name, ""))
    tables = {path.stem: path for path in leanings.glob("*.npz")} if leanings else {}
    return [replace(one, leaning=tables.get(one.gold.parent.name)) for one in found]


def main() -> None:
    """Fit, write and report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reading", type=Path, default=ROOT / "qa" / "choose" / "data" / "reading.json")
    parser.add_argument("--out", type=Path, default=ROOT / "qa" / "choose" / "data" / "weights.json")
    parser.add_argument("--comparison", type=Path, default=ROOT / "qa" / "compare" / "data" / "weights.json")
    parser.add_argument("--scratch", type=Path, help="keep the indexes here between runs")
    parser.add_argument("--leanings", type=Path, help="folder of eval/fit_questions.py --left-out")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        found = collections(options.scratch or Path(scratch), options.leanings)
        # The choice is fitted among candidates of the passages that are read first.
        order = refit_reading(found, options.reading)
        reading.load.cache_clear()
        reports = order, refit(found, options.out), refit_comparison(found, options.out, options.comparison)
    for report in reports:
        for name in report.__slots__:
            print(f"{name:<24} {getattr(report, name):.3f}")


if __name__ == "__main__":
    main()

"""Fit the weights of the choice, its confidence and its threshold, and those of comparing sources, as they are shipped.

    python eval/fit.py [--out qa/choose/data/weights.json] [--comparison qa/compare/data/weights.json]

On the dev half of `eval/gold.jsonl` over the shipped corpus and on the practice folders over theirs, each indexed in a
scratch folder. The report half is never read. What is printed is cross-validated: each collection is answered by
weights that were fitted on the others alone.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from qa.build import build
from qa.evaluate.disagreeing import refit_comparison
from qa.evaluate.fitting import Collection, refit

ROOT = Path(__file__).parents[1]
#: The practice folders with questions over the shipped corpus.
DESK = ("desk", "desk2")
#: The practice folders with documents of their own that are learned from; the others are kept for reporting.
LEARNED = ("harbours", "utilities", "grain", "rails", "customs", "mines")


def collections(scratch: Path) -> list[Collection]:
    """The gold's dev half and the practice questions learned from, with their documents indexed under `scratch`."""
    build(ROOT / "corpus", scratch / "corpus")
    found = [
        Collection(ROOT / "eval" / "gold.jsonl", scratch / "corpus", "dev"),
        *(Collection(ROOT / "eval" / "practice" / name / "gold.jsonl", scratch / "corpus", "") for name in DESK),
    ]
    for gold in (ROOT / "eval" / "practice" / name / "gold.jsonl" for name in LEARNED):
        build(gold.parent / "documents", scratch / gold.parent.name)
        found.append(Collection(gold, scratch / gold.parent.name, ""))
    return found


def main() -> None:
    """Fit, write and report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=ROOT / "qa" / "choose" / "data" / "weights.json")
    parser.add_argument("--comparison", type=Path, default=ROOT / "qa" / "compare" / "data" / "weights.json")
    parser.add_argument("--scratch", type=Path, help="keep the indexes here between runs")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        found = collections(options.scratch or Path(scratch))
        reports = refit(found, options.out), refit_comparison(found, options.out, options.comparison)
    for report in reports:
        for name in report.__slots__:
            print(f"{name:<24} {getattr(report, name):.3f}")


if __name__ == "__main__":
    main()

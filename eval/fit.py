"""Fit the weights of the choice on the dev half of the gold questions.

    python eval/fit.py [--gold eval/gold.jsonl] [--index index] [--out qa/choose/data/weights.json]

The report half is never read. The figures printed are cross-validated, families of questions kept in one fold.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from qa.evaluate.fitting import refit

ROOT = Path(__file__).parents[1]


def main() -> None:
    """Fit, write and report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, default=ROOT / "eval" / "gold.jsonl")
    parser.add_argument("--index", type=Path, default=ROOT / "index")
    parser.add_argument("--out", type=Path, default=ROOT / "qa" / "choose" / "data" / "weights.json")
    options = parser.parse_args()
    report = refit(options.gold, options.index, options.out)
    for name in report.__slots__:
        print(f"{name:<24} {getattr(report, name):.3f}")


if __name__ == "__main__":
    main()

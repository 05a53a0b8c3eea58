"""Print results of `run.py` as a Markdown table: one row a set, the product beside BM25 and embeddings alone.

python benchmarks/public/show.py FILE
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

#: Measure and head of its column; each cell holds product / BM25 only / embeddings only.
COLUMNS = {
    "recall@1": "R@1",
    "ndcg@10": "nDCG@10",
    "answered": "answered",
    "refused": "refused",
    "sentence": "sentence first",
    "auroc": "AUROC",
}
VARIANTS = ("product", "BM25 only", "embeddings only")


def main() -> None:
    """Read the file and print its table."""
    runs = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))["runs"]
    print(f"| set | questions | {' | '.join(COLUMNS.values())} |")
    print(f"|---|---|{'---|' * len(COLUMNS)}")
    for name, run in runs.items():
        found = {(row["variant"], row["measure"]): row for row in run["results"]}
        count = found["product", "latency_p50_ms"]["questions"]
        print(f"| {name} | {count} | {' | '.join(_cell(found, measure) for measure in COLUMNS)} |")


def _cell(found: dict[tuple[str, str], dict[str, float]], measure: str) -> str:
    """The variants' values, the product's with its interval."""
    values = [found.get((variant, measure)) for variant in VARIANTS]
    if values[0] is None:
        return "–"
    ours, *others = values
    ends = f" ({ours['low']:.2f}–{ours['high']:.2f})"
    return f"**{ours['value']:.3f}**{ends}" + "".join(f" / {row['value']:.3f}" for row in others if row)


if __name__ == "__main__":
    main()

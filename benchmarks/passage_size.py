"""How large should passages be? Evidence found within 600 words, by passage size.

    python benchmarks/passage_size.py [--gold eval/gold.jsonl] [--corpus corpus] [--sizes 30,60,80,120,200,400]

For every size the corpus is indexed anew and each single question of the dev half is searched. What counts is whether
a piece of the gold evidence lies whole in the best passages that fit into 600 words, as a reader with limited time
would see them; beside it the share found in the first passage alone, which favours large passages.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

from qa.build import build
from qa.engine import Engine
from qa.passages import words
from qa.settings import IndexSettings

BUDGET = 600
#: A passage may be this much longer than the wanted size before it is cut between sentences.
SLACK = 1.6


def cases(gold: Path) -> list[tuple[str, list[str]]]:
    """Single questions of the dev half with their evidence."""
    rows = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines() if line.strip()]
    found = []
    for row in rows:
        evidence = row.get("evidence") or []
        pieces = [evidence] if isinstance(evidence, str) else list(evidence)
        if row.get("half") == "dev" and pieces and not row.get("conversation"):
            found.append((row["question"], pieces))
    return found


def recall(engine: Engine, asked: list[tuple[str, list[str]]]) -> tuple[float, float]:
    """Shares of questions with evidence in the first 600 words, and in the first passage."""
    within = first = 0
    for question, pieces in asked:
        room, seen = float(BUDGET), []
        for hit in engine.search(question, top=50):
            room -= words(hit.passage.text)
            if seen and room < 0:
                break
            seen.append(hit.passage.text)
        within += any(piece in text for piece in pieces for text in seen)
        first += any(piece in seen[0] for piece in pieces) if seen else 0
    return within / len(asked), first / len(asked)


def main() -> None:
    """Measure every size and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, default=Path("eval/gold.jsonl"))
    parser.add_argument("--corpus", type=Path, default=Path("corpus"))
    parser.add_argument("--sizes", default="30,60,80,120,200,400")
    options = parser.parse_args()
    asked = cases(options.gold)
    print(f"{len(asked)} questions\n words  passages  in 600 words  in the first")
    for size in map(int, options.sizes.split(",")):
        with tempfile.TemporaryDirectory() as folder:
            settings = IndexSettings(passage_words=size, passage_limit=int(size * SLACK))
            report = build(options.corpus, Path(folder) / "index", settings)
            within, first = recall(Engine.open(Path(folder) / "index"), asked)
        print(f"{size:6} {report.passages:9} {within:13.3f} {first:13.3f}")


if __name__ == "__main__":
    main()

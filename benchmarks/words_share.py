"""How much words and embeddings weigh in a search: even shares, and the engine's rule, over questions with evidence.

    python benchmarks/words_share.py SCRATCH

The rule (`fusion.dense_share`) was chosen on the dev half of the gold and the practice folders `harbours` and
`utilities`; `grain` and `clinics` had no part in it. "Across" are the questions of which the index holds less than half
of the words. Share of questions with a whole piece of evidence, or half of one, in the first passage, and MRR.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from qa import dense, fusion, passages, question
from qa.build import build
from qa.engine import Engine
from qa.evaluate.gold import read, target_of
from qa.metrics import Target
from qa.ranking import Ranking
from qa.store import Filters

ROOT = Path(__file__).parents[1]
POOL = 200
#: The share of a piece of evidence that a passage must hold to count, as in `qa eval`.
HELD = 0.5


def sets() -> Iterator[tuple[str, Path, Path, str]]:
    """Name, documents, gold file and half of each collection."""
    yield "gold, dev half", ROOT / "corpus", ROOT / "eval" / "gold.jsonl", "dev"
    for gold in sorted((ROOT / "eval" / "practice").glob("*/gold.jsonl")):
        own = gold.parent / "documents"  # the desks ask about the shipped ones
        yield gold.parent.name, own if own.is_dir() else ROOT / "corpus", gold, ""


def first(engine: Engine, ranking: Ranking, target: Target) -> int:
    """The rank, from 1, of the first passage with the evidence; 0 where none of the pool has it."""
    found = engine.index.passages(ranking[0].tolist())
    for rank, number in enumerate(ranking[0].tolist(), 1):
        passage = found[number]
        for place in target.places:
            low, high = max(passage.span.start, place.span.start), min(passage.span.end, place.span.end)
            if passage.document == place.document and high - low >= HELD * len(place.span):
                return rank
    return 0


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scratch", type=Path, help="folder for the indexes")
    options = parser.parse_args()
    encoder = dense.load_encoder()
    print(f"{'questions over':<16} {'':<7} {'n':>4}  even shares     the rule")
    for name, documents, gold, half in sets():
        build(documents, options.scratch / gold.parent.name)
        engine = Engine.open(options.scratch / gold.parent.name)
        texts = {row.id: row.text for row in engine.index.documents(text=True)}
        ranks: dict[str, list[tuple[int, int]]] = {"within": [], "across": []}
        for case in read(gold)[0]:
            target = target_of(case, texts)
            if half not in ("", case.half) or case.conversation or not target.places:
                continue
            query = question.understand(case.question)
            terms = [*question.expand(query), *(t for one in query.figures for t in passages.value_terms(one))]
            known = engine.known_share(query)
            words = engine.index.by_words(terms, POOL, Filters())
            vector = dense.levelled(encoder.encode_query(case.question), encoder.name)
            meaning = engine.index.by_meaning(vector, POOL, Filters())
            even, rule = (fusion.fuse(words, meaning, weight=share) for share in (0.5, fusion.dense_share(known)))
            ranks["within" if known >= 0.5 else "across"].append(
                (first(engine, even, target), first(engine, rule, target))
            )
        for where, pairs in ranks.items():
            cells = [f"{_share(column):.3f} ({_mrr(column):.3f})" for column in zip(*pairs, strict=True)]
            print(f"{name:<16} {where:<7} {len(pairs):>4}  {'   '.join(cells)}", flush=True)


def _share(ranks: tuple[int, ...]) -> float:
    return sum(rank == 1 for rank in ranks) / len(ranks)


def _mrr(ranks: tuple[int, ...]) -> float:
    return sum(1 / rank for rank in ranks if rank) / len(ranks)


if __name__ == "__main__":
    main()

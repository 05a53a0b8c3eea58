"""What taking languages out of vectors gives: questions asked in the language of what answers, and in another.

    python benchmarks/languages.py SCRATCH

Over the dev half of the gold and the practice folders, those kept apart (`clinics`, `corridors`) too: the first passage
with the evidence, by embeddings alone and by words and embeddings together, with vectors as the encoder gives them and
as the index keeps them (`qa/dense/languages.py`). The directions were found from other sentences; how many of them, by
questions of all these sets but the two kept apart.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from words_share import POOL, first, sets

from qa import dense, fusion, passages, question
from qa.build import build
from qa.engine import Engine
from qa.evaluate.gold import read, target_of
from qa.ranking import Ranking, best
from qa.store import Filters

#: Passages that an answer is looked for in.
LOOKED_INTO = 8


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scratch", type=Path, help="folder for the indexes")
    options = parser.parse_args()
    light, bulk = dense.load_encoder(), dense.load_encoder(bulk=True)
    totals: dict[str, list[tuple[int, ...]]] = defaultdict(list)
    print(f"{'questions over':<16} {'asked in':<9} {'n':>4}  first passage, among eight: encoded, compared; with words")
    for name, documents, gold, half in sets():
        build(documents, options.scratch / gold.parent.name)
        engine = Engine.open(options.scratch / gold.parent.name)
        texts = {row.id: row.text for row in engine.index.documents(text=True)}
        with dense.VectorCache(options.scratch / gold.parent.name / "vectors.cache") as cache:
            raw = encoded(engine, bulk, cache)
        numbers = np.flatnonzero([one.answers for one in _passages(engine)])
        rows: dict[str, list[tuple[int, ...]]] = defaultdict(list)
        for case in read(gold)[0]:
            target = target_of(case, texts)
            if half not in ("", case.half) or case.conversation or not target.places:
                continue
            query, vector = question.understand(case.question), light.encode_query(case.question)
            terms = [*question.expand(query), *(t for one in query.figures for t in passages.value_terms(one))]
            words = engine.index.by_words(terms, POOL, Filters())
            share = fusion.dense_share(engine.known_share(query))
            found: list[Ranking] = []
            for change in (lambda v: v, lambda v: dense.levelled(v, light.name)):
                nearest = best(numbers, change(raw)[numbers] @ change(vector), POOL)
                found += [nearest, fusion.fuse(words, nearest, weight=share)]
            where = "another" if _foreign(engine, query.language, case.documents) else "its own"
            ranks = tuple(first(engine, ranking, target) for ranking in found)
            rows[where].append(ranks)
            totals[where].append(ranks)
        _show(name, rows)
    _show("all", totals)


def _passages(engine: Engine) -> list[passages.Passage]:
    return [one for document in engine.index.documents() for one in engine.index.passages_of(document)]


def encoded(engine: Engine, encoder: dense.Encoder, cache: dense.VectorCache) -> NDArray[np.float32]:
    """The vectors of all passages as the encoder gave them, from the cache that the index was built with."""
    encoder = encoder.sized(engine.info.passages)
    titles = {row.id: row.title for row in engine.index.documents()}
    keys = [dense.text_key(passages.search_text(one, titles[one.document])) for one in _passages(engine)]
    known = cache.get(dense.cache_name(encoder), list(dict.fromkeys(keys)))
    return np.stack([known[key] for key in keys])


def _foreign(engine: Engine, asked: str, documents: tuple[str, ...]) -> bool:
    """Whether none of the documents that answer is in the language of the question."""
    return all(row.language != asked for row in engine.index.documents(documents))


def _show(name: str, rows: dict[str, list[tuple[int, ...]]]) -> None:
    for where, ranks in sorted(rows.items(), reverse=True):
        cells = [
            f"{np.mean([rank == 1 for rank in column]):.3f} {np.mean([0 < rank <= LOOKED_INTO for rank in column]):.3f}"
            for column in zip(*ranks, strict=True)
        ]
        alone, both = f"{cells[0]} → {cells[2]}", f"{cells[1]} → {cells[3]}"
        print(f"{name:<16} {where:<9} {len(ranks):>4}  {alone}   {both}", flush=True)


if __name__ == "__main__":
    main()

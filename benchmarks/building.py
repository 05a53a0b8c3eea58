"""What building an index takes: time and memory of `qa index` by size, by number of workers, new and after a change.

    python benchmarks/building.py --passages 10000,50000,100000 --workers 1,2 [--vectors] [--json FILE]

The files are the shipped documents' passages repeated with variation (see scale_recipe.py), 100 in a file. Every build
runs in a process of its own, whose largest memory is taken and, apart, that of its largest worker. The text alone is
indexed; with --vectors embeddings too, which lie in the cache already (random ones): what is measured is not the
encoder (encoding.py measures that). An update follows, after every hundredth file was changed. Whether the index is the
same as with the first number of workers is checked file by file.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import scale_recipe as recipe
from machine import machine

from qa import dense, passages
from qa.build import Staff, build
from qa.settings import IndexSettings
from qa.store import CACHE, Index, current

#: Texts whose vectors are made at a time.
BLOCK = 4096


def write_corpus(folder: Path, count: int, scratch: Path) -> None:
    """About `count` passages as Markdown files."""
    found, chance = recipe.real(recipe.sources(None, scratch)), random.Random(5)
    folder.mkdir()
    for first in range(0, count, recipe.DOCUMENT):
        texts = []
        for number in range(first, min(first + recipe.DOCUMENT, count)):
            passage, _, quantities = found[number % len(found)]
            texts.append(recipe.varied(passage, quantities, chance).passage.text)
        (folder / f"{first:08}.md").write_text("\n\n".join(texts), encoding="utf-8")


def fill_cache(index: Path, passages_index: Path) -> None:
    """Random unit vectors for every text of an index, where its own cache is."""
    opened, chance = Index.open(passages_index), np.random.default_rng(6)
    encoder = dense.load_encoder(bulk=True).sized(opened.manifest.passages)
    index.mkdir(parents=True, exist_ok=True)
    with dense.VectorCache(index / CACHE) as cache:
        for document in opened.documents():
            keys = []
            for passage in opened.passages_of(document):
                texts = [passages.search_text(passage, document.title)]
                texts += passages.statement_texts(passage) if passage.answers else []
                keys += [dense.text_key(text) for text in texts]
            rows = chance.standard_normal((len(keys), encoder.dimension)).astype(np.float32)
            rows /= np.linalg.norm(rows, axis=1, keepdims=True)
            cache.put(dense.cache_name(encoder), dict(zip(keys, rows, strict=True)))


def digest(index: Path) -> str:
    """One name for all files of the generation that answers."""
    root, total = current(index).root, hashlib.sha256()
    for path in sorted(path for path in root.rglob("*") if path.is_file()):
        with path.open("rb") as file:
            total.update(path.relative_to(root).as_posix().encode() + hashlib.file_digest(file, "sha256").digest())
    return total.hexdigest()


def step(corpus: Path, index: Path, workers: int, vectors: bool) -> dict[str, object]:
    """One build in this process."""
    started = time.perf_counter()
    report = build(corpus, index, IndexSettings() if vectors else IndexSettings(model=""), staff=Staff(workers))
    seconds = time.perf_counter() - started
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    kilobyte = 1 if sys.platform != "darwin" else 1 / 1024
    return {
        "passages": report.passages,
        "seconds": seconds,
        "processor_s": sum(row.ru_utime + row.ru_stime for row in used),
        "memory_mb": used[0].ru_maxrss * kilobyte / 1024,
        "worker_mb": used[1].ru_maxrss * kilobyte / 1024,
        "same": digest(index),
    }


def apart(corpus: Path, index: Path, workers: int, vectors: bool) -> dict[str, object]:
    """The same in a process of its own."""
    command = [sys.executable, __file__, "--step", str(corpus), str(index), str(workers), str(int(vectors))]
    result = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    return dict(json.loads(result.stdout.splitlines()[-1]))


def change(corpus: Path) -> None:
    """Another first paragraph for every hundredth file."""
    for path in sorted(corpus.iterdir())[::100]:
        path.write_text(f"Changed: the yard of {path.stem} has 12 cranes.\n\n{path.read_text(encoding='utf-8')}")


def measure(size: int, workers: list[int], vectors: bool, scratch: Path) -> list[dict[str, object]]:
    """New builds and updates of one size."""
    rows, corpus = [], scratch / f"corpus-{size}"
    write_corpus(corpus, size, scratch)
    if vectors:
        apart(corpus, scratch / "plain", 1, False)
        change(corpus)
        apart(corpus, scratch / "changed", 1, False)
        shutil.rmtree(corpus)
        write_corpus(corpus, size, scratch)
    for kind in ("new", "update"):
        first = ""
        for number in workers:
            index = scratch / f"index-{number}"
            if kind == "new" and vectors:
                fill_cache(index, scratch / "plain")
                fill_cache(index, scratch / "changed")
            row = apart(corpus, index, number, vectors)
            first = first or str(row["same"])
            row["same"] = row["same"] == first
            rows.append({"kind": kind, "vectors": vectors, "workers": number, **row})
            print(json.dumps(rows[-1]), flush=True)
        change(corpus)
    for path in scratch.iterdir():
        if path.name not in ("sources", "sources.index"):
            shutil.rmtree(path)
    return rows


def main() -> None:
    """Measure all sizes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--passages", default="10000,50000,100000")
    parser.add_argument("--workers", default="1,2")
    parser.add_argument("--vectors", action="store_true")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--step", nargs=4, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.step:
        corpus, index, workers, vectors = options.step
        print(json.dumps(step(Path(corpus), Path(index), int(workers), vectors == "1")))
        return
    workers = [int(number) for number in options.workers.split(",")]
    with tempfile.TemporaryDirectory() as scratch:
        rows = [
            row
            for size in options.passages.split(",")
            for row in measure(int(size), workers, options.vectors, Path(scratch))
        ]
    if options.json:
        options.json.write_text(json.dumps({"machine": machine("numpy"), "rows": rows}, indent=1) + "\n")


if __name__ == "__main__":
    main()

"""Find what tells languages apart in the bundled model's vectors, from sentences and their translations.

    python eval/languages.py DATA

DATA is a folder with the Tatoeba test set of LASER (`tatoeba.rus-eng.rus`, `tatoeba.rus-eng.eng` and so on; CC BY 2.0).
Of Russian, Kazakh and Chinese, the mean difference from English is taken, of sentences as passages and as questions;
the directions that these eight points (English is the origin) lie in are written, the widest first, to
`qa/dense/data/languages.npz`, with the mean of the English passages, which is about that of all texts.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from qa.dense import load_encoder

TARGET = Path(__file__).parents[1] / "qa" / "dense" / "data" / "languages.npz"
OTHERS = ("rus", "kaz", "cmn")
#: Shorter sentences say too little ("Yes.").
SHORTEST = 25
PASSAGES, QUESTIONS = 400, 150
#: As many directions as languages beside the first hold nine tenths of what is between these points.
DIRECTIONS = 3


def main(data: Path) -> None:
    """Encode, and write what was found."""
    bulk, light = load_encoder(bulk=True), load_encoder()
    english: list[NDArray[np.float32]] = []
    passages, questions = [np.zeros(bulk.dimension)], [np.zeros(bulk.dimension)]
    for code in OTHERS:
        ours, theirs = pairs(data, code)
        own = bulk.encode_passages(ours)
        english.append(own)
        passages.append((bulk.encode_passages(theirs) - own).mean(axis=0))
        asked = [[light.encode_query(text) for text in side[:QUESTIONS]] for side in (theirs, ours)]
        questions.append(np.mean(asked[0], axis=0) - np.mean(asked[1], axis=0))
        print(code, len(ours), "sentences", flush=True)
    points = np.concatenate([np.stack(side) - np.mean(side, axis=0) for side in (passages, questions)])
    _, lengths, directions = np.linalg.svd(points, full_matrices=False)
    print("between languages, by direction:", np.round(lengths**2 / (lengths**2).sum(), 3))
    TARGET.parent.mkdir(exist_ok=True)
    middle = np.concatenate(english).mean(axis=0)
    np.savez(TARGET, middle=middle.astype(np.float32), directions=directions[:DIRECTIONS].astype(np.float32))


def pairs(data: Path, code: str) -> tuple[list[str], list[str]]:
    """English sentences and their translations, the same ones every time."""
    sides = [(data / f"tatoeba.{code}-eng.{side}").read_text(encoding="utf-8").splitlines() for side in ("eng", code)]
    both = [pair for pair in zip(*sides, strict=True) if len(pair[0]) >= SHORTEST]
    random.Random(3).shuffle(both)
    ours, theirs = zip(*both[:PASSAGES], strict=True)
    return list(ours), list(theirs)


if __name__ == "__main__":
    main(Path(sys.argv[1]))

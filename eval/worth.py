"""What each kind of evidence is worth: the ranking fitted anew without it, each collection answered by the others.

    python eval/worth.py [--scratch FOLDER] [--leanings FOLDER] [--json FILE]

Unlike `qa eval --ablate`, which takes evidence away from weights that were fitted with it, and which counts the
questions that they were fitted on. The questions are those of `eval/fit.py`: report halves are never read. Printed as a
Markdown table: the share of answerable questions whose first candidate is right, over all collections and over those of
the shipped corpus, and how many became right and wrong by taking the evidence away.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path

from fit import collections

from qa.choose.catalogue import EVIDENCE
from qa.choose.fitting import Judged, left_out
from qa.choose.model import Model, prior
from qa.engine import Engine
from qa.evaluate.fitting import Collection, judged
from qa.question.leaning import leaning_by


def main() -> None:
    """Gather once, fit once for each kind of evidence, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scratch", type=Path, help="keep the indexes here between runs")
    parser.add_argument("--leanings", type=Path, help="folder of eval/fit_questions.py --left-out")
    parser.add_argument("--json", type=Path, help="write the rows here as well")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        questions = gathered(collections(options.scratch or Path(scratch), options.leanings))
    whole = left_out(questions, prior())
    print("| evidence taken away | right first | shipped corpus | won / lost |\n|---|---|---|---|")
    parted = ((name, left_out(questions, without(prior(), name))) for name in EVIDENCE)
    rows = [told(name, questions, whole, left) for name, left in chain([("nothing", whole)], parted)]
    if options.json:
        options.json.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


def gathered(found: Sequence[Collection]) -> list[Judged]:
    """The answerable questions of all collections, none of them made by hiding an answer."""
    questions: list[Judged] = []
    for collection in found:
        with leaning_by(collection.leaning):
            asked = judged(collection.cases(), Engine.open(collection.index))
        kept = (one for one in asked if one.answerable and not one.made)
        questions += (replace(one, source=str(collection.index)) for one in kept)
    return questions


def without(model: Model, name: str) -> Model:
    """The model, to which evidence of this name says nothing."""
    weights = {group: {k: v for k, v in own.items() if k != name} for group, own in model.weights.items()}
    return replace(model, weights=weights)


def told(name: str, questions: Sequence[Judged], whole: Sequence[bool], left: Sequence[bool]) -> Mapping[str, object]:
    """A row of the table, printed as soon as it is known."""
    shipped = [right for question, right in zip(questions, left, strict=True) if question.source.endswith("corpus")]
    row = {
        "without": name,
        "right_first": sum(left) / len(left),
        "shipped": sum(shipped) / len(shipped),
        "won": sum(new and not old for old, new in zip(whole, left, strict=True)),
        "lost": sum(old and not new for old, new in zip(whole, left, strict=True)),
    }
    print("| {without} | {right_first:.4f} | {shipped:.4f} | {won} / {lost} |".format(**row), flush=True)
    return row


if __name__ == "__main__":
    main()

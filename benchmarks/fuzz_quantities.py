"""Many random inputs through `qa.quantity.read`: nothing may raise, every span must hold, every value be finite.

    python benchmarks/fuzz_quantities.py [--count 1000000] [--seed 1] [--seconds 3600] [--json FILE]

A third of the inputs are random code points of the whole of Unicode (lone surrogates, controls and astral planes
included), a third are pieces of the grammar thrown together, a third are annotated sentences with random damage. The
run ends after `--count` inputs or `--seconds`, whichever comes first, tells which, and exits 1 if anything failed.

Only Python is needed: on a machine with many cores a copy of the tree will do, with several seeds beside each other.

    for i in $(seq 16); do
        PYTHONPATH=. python benchmarks/fuzz_quantities.py --count 65000 --seed $i --json fuzz-$i.json &
    done; wait
"""

from __future__ import annotations

import argparse
import json
import math
import random
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import quantities_speed
from quantities import OWN, machine, rows_of

#: Failures written out in full; the rest are only counted.
_KEPT = 10
#: Characters shown of an input.
_SHOWN = 300
_PIECES = (
    *quantities_speed.HOSTILE, "0", "00", "1.000,5", "1 000", "2020", "1/2", "½", "٣", "１２", "三分之二", "第七", "$",
    "€", "₸", "US$", "£", "TEU", "ДФЭ", "标箱", "тонн", "млн", "млрд", "тыс.", "million", "bn", "k", "lakh", "kg",
    "km²",
    "°C", "%", "pp", "п.п.", "пайыз", "мың", "есе", "раза", "twice", "sixfold", "half", "dozen", "twenty-five",
    "полтора",
    "no.", "Fig.", "ISBN", "doi:10.", "[", "]", "(", ")", "±", "×", "^", "−", "–", "—", "…", "+", "~", "≈", "≥", "<",
    "from", "to", "between", "and", "per", "of", "by", "in", "up", "до", "от", "на", "с", "в", "жылы", "дейін", "从",
    "到", "至", "超过", "约", "年", "月", "I квартал", "Q3", "H1", "as of", "last year", "\r\n", "\u2028", "\u202e",
    "\x00", "\ufeff",
    "\ud800", "\U0010ffff", "e\u0301", "1e400", "9" * 400, "1e-400", "-0", "∞", "NaN", "Ⅻ", "①", "²", "०",
)  # fmt: skip


def _anything(rng: random.Random) -> str:
    return "".join(chr(rng.randrange(0x110000)) for _ in range(rng.randrange(1, 40)))


def _thrown_together(rng: random.Random) -> str:
    glue = rng.choice(("", " ", " ", "\u00a0", "\t", ", "))
    return glue.join(rng.choice(_PIECES) for _ in range(rng.randrange(1, 14)))


def _damaged(rng: random.Random, sentences: Sequence[str]) -> str:
    text = rng.choice(sentences)
    start = rng.randrange(len(text))
    text = text[start : start + rng.randrange(5, 120)]
    for _ in range(rng.randrange(1, 4)):
        at = rng.randrange(len(text) + 1)
        text = text[:at] + rng.choice((rng.choice(_PIECES), chr(rng.randrange(0x110000)), "")) + text[at + 1 :]
    return text


def inputs(seed: int, sentences: Sequence[str]) -> Any:
    """An endless stream of inputs, the same for the same seed and sentences."""
    rng = random.Random(seed)
    while True:
        yield _anything(rng)
        yield _thrown_together(rng)
        yield _damaged(rng, sentences)


def fault(text: str, quantities: Sequence[Any]) -> str | None:
    """What is wrong with a reading, or None."""
    for q in quantities:
        if not (0 <= q.span.start < q.span.end <= len(text)):
            return f"span {q.span} outside of the text"
        if text[q.span.start : q.span.end] != q.text:
            return f"text {q.text!r} is not the slice"
        if not (math.isfinite(q.low) and math.isfinite(q.high)):
            return f"value {q.low}..{q.high} is not finite"
        if q.low > q.high:
            return f"low {q.low} above high {q.high}"
        if any(not 0 <= one.start <= one.end <= len(text) for one in q.subject_spans):
            return f"subject spans {q.subject_spans} outside of the text"
    return None


def run(count: int, seed: int, seconds: float) -> dict[str, Any]:
    """Read up to `count` inputs; the counts, the failures by kind and the first of them."""
    from qa.quantity import read

    sentences = [row["text"] for path in sorted(OWN.glob("*-open.jsonl")) for row in rows_of(path)]
    failures: Counter[str] = Counter()
    kept: list[dict[str, str]] = []
    done = found = characters = 0
    slowest = (0.0, "")
    measured = machine()  # before the run: the code may change while it lasts
    began = time.monotonic()
    for text in inputs(seed, sentences):
        start = time.perf_counter()
        try:
            quantities = read(text)
            wrong = fault(text, quantities)
            found += len(quantities)
        except Exception as error:  # whatever is raised is what we look for
            wrong = f"{type(error).__name__}: {error}"
        slowest = max(slowest, (time.perf_counter() - start, ascii(text)[:_SHOWN]))
        done += 1
        characters += len(text)
        if wrong:
            failures[wrong.split(":")[0].split(" ")[0]] += 1
            if len(kept) < _KEPT:
                kept.append({"input": ascii(text)[:_SHOWN], "fault": wrong})
        if done >= count or (done % 1000 == 0 and time.monotonic() - began > seconds):
            break
    return {
        "measured": measured,
        "seed": seed,
        "asked": count,
        "inputs": done,
        "characters": characters,
        "quantities": found,
        "failures": sum(failures.values()),
        "failures_by_kind": dict(failures),
        "first_failures": kept,
        "seconds": round(time.monotonic() - began, 1),
        "slowest": {"seconds": round(slowest[0], 4), "input": slowest[1]},
    }


def main() -> None:
    """Run and report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=3600)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    report = run(options.count, options.seed, options.seconds)
    print(json.dumps(report, indent=1))
    if options.json:
        options.json.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    sys.exit(1 if report["failures"] else 0)


if __name__ == "__main__":
    main()

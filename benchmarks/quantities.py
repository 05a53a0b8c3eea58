"""How well quantities are read: our reader, quantulum3 and a plain regular expression, in one run.

    python benchmarks/quantities.py [DATA_FOLDER] [--numbers FOLDER] [--json FILE] [--diff FILE] [--no-speed]

Without a folder it scores our own annotated sets (`data/quantities`). DATA_FOLDER holds public sets: `NAME.jsonl` with
`score.py` and `canon.py` beside them; each row is then scored here and by that `score.py`, and the run fails unless the
two agree. `--numbers` names a folder with other projects' number tests. README-quantities.md tells the formats.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import quantities_numbers
import quantities_speed
from quantities_own import Pairs, Sentence, attributes, failing, figure, own_gold, same_span
from quantities_peers import READERS, as_measeval, ours
from quantities_scoring import Canon, canon, clean, levels, match, overlap, settle, strict, value_tests

HERE = Path(__file__).resolve().parent
OWN = HERE / "data" / "quantities"
#: Sets of the public folder that are scored by value, in the order printed; those named measeval_* go by span.
PUBLIC = (
    "transport_en", "transport_tab", "transport_ru", "transport_neg", "r3_currency", "r3_dimension", "r3_temperature",
    "r3_age", "q3tests", "q3amb",
)  # fmt: skip
#: Passes over our sets for the speed: quantulum3 takes long.
PASSES = {"ours": 5, "quantulum3": 1, "regex": 3}
#: Our sets of sentences, neither tables nor lines without a quantity.
PROSE = ("en-", "other-")
SPANS = ("measeval_train", "measeval_trial")


def rows_of(path: Path) -> list[dict[str, Any]]:
    """The rows of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def score_own(systems: Iterable[str], half: str, diff: list[str]) -> list[dict[str, Any]]:
    """Our own sets, one half, every system."""
    table = []
    for kind in ("en", "other", "table", "none"):
        path = OWN / f"{kind}-{half}.jsonl"
        if not path.exists():
            continue  # the second set has no tables
        sentences = rows_of(path)
        for system in systems:
            pairs: Pairs = []
            for sentence in sentences:
                gold, read = settle(own_gold(sentence), READERS[system](sentence["text"], sentence.get("published")))
                pairs.append((gold, read))
                if system == "ours" and (lines := failing(sentence, gold, read)):
                    diff += [f"[{sentence['id']}] {sentence['text']!r}", *lines]
            row: dict[str, Any] = {"set": f"{kind}-{half}", "system": system, "sentences": len(sentences)}
            row["clean"] = clean(pairs)
            if kind != "none":
                row["levels"] = levels(pairs, {**value_tests(canon), "span": same_span, "overlap": overlap})
                if system == "ours":
                    row["attributes"] = attributes(pairs)
            table.append(row)
    return table


def _folder_canon(folder: Path) -> Any:
    spec = importlib.util.spec_from_file_location("public_canon", folder / "canon.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.canon


def reference(folder: Path, name: str, system: str, predictions: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """What the folder's own score.py says, run in a process of its own."""
    function = "spans" if name in SPANS else "values"
    code = f"import json, sys; sys.path.insert(0, {str(folder)!r}); import score; "
    code += f"print(json.dumps(score.{function}({name!r}, {system!r})))"
    with tempfile.TemporaryDirectory() as work:
        place = Path(work) / "preds"
        place.mkdir()
        (place / f"{system}.{name}.jsonl").write_text("\n".join(map(json.dumps, predictions)), encoding="utf-8")
        run = subprocess.run([sys.executable, "-c", code], cwd=work, check=True, capture_output=True, text=True)
    scored: dict[str, Any] = json.loads(run.stdout)
    return scored


def _differs(row: Mapping[str, Sequence[float]], scored: Mapping[str, Any]) -> list[str]:
    """Levels on which our matching and score.py give different figures."""
    common = [name for name in row if name in scored]
    return [n for n in common if any(abs(a - b) > 1e-9 for a, b in zip(row[n], scored[n], strict=True))]


def score_public(folder: Path, systems: Iterable[str], diff: list[str]) -> list[dict[str, Any]]:
    """The public sets, every system, each row checked against the folder's score.py."""
    names: Canon = _folder_canon(folder)
    table = []
    for name in (*PUBLIC, *SPANS):
        if not (folder / f"{name}.jsonl").exists():
            continue
        sentences = rows_of(folder / f"{name}.jsonl")
        for system in systems:
            read = [READERS[system](sentence["text"], None) for sentence in sentences]
            table.append(_public_row(folder, name, system, sentences, read, names))
            if name in SPANS:
                drawn = [as_measeval(s["text"], r) for s, r in zip(sentences, read, strict=True)]
                table.append(_public_row(folder, name, f"{system}*", sentences, drawn, names))
            elif system == "ours":
                pairs = [settle(s["gold"], r) for s, r in zip(sentences, read, strict=True)]
                diff += _public_lines(name, sentences, pairs, value_tests(names)["VU"])
    return table


def _public_row(
    folder: Path, name: str, system: str, sentences: Sequence[Sentence], read: Sequence[list[Any]], names: Canon
) -> dict[str, Any]:
    """One line of the public table; the program ends where score.py gives another figure."""
    by_span = name in SPANS
    pairs: Pairs = [(s["gold"], r) if by_span else settle(s["gold"], r) for s, r in zip(sentences, read, strict=True)]
    tests = {"strict": strict, "overlap": overlap} if by_span else value_tests(names)
    if not any(g.get("change") for s in sentences for g in s["gold"]):
        tests.pop("VUC", None)
    row = levels(pairs, tests, 300 if by_span else 1000)
    predictions = [{"id": s["id"], "pred": r} for s, r in zip(sentences, read, strict=True)]
    scored = reference(folder, name, system, predictions)
    if wrong := _differs(row, scored):
        sys.exit(f"{name}, {system}: {wrong} differ from score.py: {row} against {scored}")
    return {"set": name, "system": system, "sentences": len(sentences), "levels": row, "clean": clean(pairs)}


def _public_lines(name: str, sentences: Sequence[Sentence], pairs: Pairs, fits: Any) -> list[str]:
    lines = []
    for sentence, (gold, read) in zip(sentences, pairs, strict=True):
        placed = match(gold, read, fits)
        missed = [f"{g.get('surface')} = {figure(g)}" for i, g in enumerate(gold) if i not in placed]
        extra = [figure(r) for j, r in enumerate(read) if j not in placed.values()]
        if missed or extra:
            lines += [f"[{name} {sentence['id']}] {sentence['text'][:300]!r}", f"  missed {missed}; extra {extra}"]
    return lines


def score_numbers(folder: Path, systems: Iterable[str], diff: list[str]) -> list[dict[str, Any]]:
    """Other projects' number tests: cases read exactly, of how many."""
    table = []
    for name, cases in quantities_numbers.all_sets(folder):
        for system in systems:
            good = 0
            for case in cases:
                read = READERS[system](case.text, None)
                if quantities_numbers.right(case, read):
                    good += 1
                elif system == "ours":
                    got = [figure(r) for r in read]
                    diff.append(f"[{name}] {case.text!r}: expected {case.figures} {case.unit}; read {got}")
            table.append({"set": name, "system": system, "right": good, "cases": len(cases)})
    return table


def speed(texts: Sequence[str], prose: Sequence[str], systems: Sequence[str] = ("ours",)) -> dict[str, Any]:
    """Texts and sentences alone a second, seconds until ready, and the hostile pieces that grow fastest."""
    table = quantities_speed.growth(ours)
    slowest = sorted(table.items(), key=lambda entry: -entry[1][1])[:5]
    return {
        "sentences_per_second": {
            name: quantities_speed.sentences_per_second(READERS[name], texts, PASSES[name]) for name in systems
        },
        "sentences_alone_per_second": {
            name: quantities_speed.sentences_per_second(READERS[name], prose, PASSES[name]) for name in systems
        },
        "ready_seconds_elapsed_and_processor": quantities_speed.ready_seconds(),
        "growth_when_doubled": {piece: ratio for piece, (_, ratio) in table.items()},
        "steepest": slowest,
        "slowest_8000_characters": max(seconds for seconds, _ in table.values()),
    }


def _git(*arguments: str) -> str:
    """What git says here; nothing where there is no git or no repository (a copy of the tree)."""
    if shutil.which("git") is None:
        return ""
    return subprocess.run(["git", *arguments], cwd=HERE, capture_output=True, text=True, check=False).stdout.strip()


def machine() -> dict[str, Any]:
    """What the figures were measured on and with."""
    packages = {}
    for package in ("quantulum3", "numpy"):
        try:
            packages[package] = version(package)
        except PackageNotFoundError:
            packages[package] = "not installed"
    changed = _git("status", "--porcelain", "--", "../qa/quantity")
    return {
        "machine": platform.machine(),
        "system": platform.platform(),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "packages": packages,
        "commit": _git("rev-parse", "--short", "HEAD") + (" with changes in qa/quantity" if changed else ""),
    }


def print_table(table: Sequence[Mapping[str, Any]]) -> None:
    """One line a set and system: F1 with its interval for each level."""
    for row in table:
        cells = [f"{name} {v[2]:.1f} [{v[3]:.1f}, {v[4]:.1f}]" for name, v in row.get("levels", {}).items()]
        if row.get("clean", (0, 0))[1]:
            cells.append("clean {} of {}".format(*row["clean"]))
        if "right" in row:
            cells.append(f"{row['right']} of {row['cases']}")
        print(f"{row['set']:38s}{row['system']:12s}{'  '.join(cells)}")
        if "attributes" in row:
            print(" " * 50 + "  ".join(f"{n} {a}/{b}" for n, (a, b) in row["attributes"].items()))


def main(arguments: Sequence[str] | None = None) -> None:
    """Run, print the table, write what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", nargs="?", type=Path, help="folder with public sets, score.py and canon.py")
    parser.add_argument("--numbers", type=Path, help="folder with other projects' number tests")
    parser.add_argument(
        "--halves",
        default="open,closed",
        help="parts of our own sets: open, closed, second, third, fourth, "
        "{fifth,sixth,seventh,eighth,ninth,tenth,eleventh,twelfth,thirteenth,probe,rows}-{open,closed}",
    )
    parser.add_argument("--systems", default=",".join(READERS), help="systems to run")
    parser.add_argument("--json", type=Path, help="write all figures here")
    parser.add_argument("--diff", type=Path, help="list here what our reader gets otherwise than the gold")
    parser.add_argument("--no-speed", action="store_true", help="leave the speed part out")
    options = parser.parse_args(arguments)
    systems = options.systems.split(",")
    if importlib.util.find_spec("quantulum3") is None and "quantulum3" in systems:
        print("quantulum3 is not installed: its rows are left out (pip install quantulum3)")
        systems.remove("quantulum3")
    diff: list[str] = []
    result: dict[str, Any] = {"measured": machine(), "own": [], "public": [], "numbers": []}
    for half in options.halves.split(","):
        result["own"] += score_own(systems, half, diff)
    if options.data:
        result["public"] = score_public(options.data.resolve(), systems, diff)
    if options.numbers:
        result["numbers"] = score_numbers(options.numbers, systems, diff)
    for part in ("own", "public", "numbers"):
        print_table(result[part])
    if not options.no_speed and "ours" in systems:
        texts = {path.stem: [row["text"] for row in rows_of(path)] for path in sorted(OWN.glob("*.jsonl"))}
        prose = [text for name, kept in texts.items() if name.startswith(PROSE) for text in kept]
        result["speed"] = speed([text for kept in texts.values() for text in kept], prose, systems)
        print({name: value for name, value in result["speed"].items() if name != "growth_when_doubled"})
    if options.json:
        options.json.write_text(json.dumps(result, ensure_ascii=False, indent=1), encoding="utf-8")
    if options.diff:
        options.diff.write_text("\n".join(diff) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

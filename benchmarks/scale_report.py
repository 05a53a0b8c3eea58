"""The result of scale.py as tables for docs/performance.md and as a chart with logarithmic axes.

    python benchmarks/scale_report.py FILE [--chart docs/scale.svg] [--page docs/performance.md]

Prints the tables, and what became of each target. --page puts them between the page's two marks.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from pathlib import Path
from typing import Any

Points = dict[tuple[str, str], dict[int, float]]
BEGIN, END = "<!-- scale.py: begin -->", "<!-- scale.py: end -->"
#: Tables: a title, and rows of label, engine, measure.
TABLES: tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...] = (
    ("words: a question's 200 best passages, median ms", (
        ("rank-bm25", "rank-bm25", "lexical_p50_ms"),
        ("**ours, rank-bm25's scores**", "bm25", "lexical_p50_ms"),
        ("– 95th percentile", "bm25", "lexical_p95_ms"),
        ("– rankings identical to rank-bm25's, share", "rank-bm25", "identical_rankings"),
        ("bm25s, numba (its own ranking)", "bm25s", "lexical_p50_ms"),
        ("tantivy (its own ranking)", "tantivy", "lexical_p50_ms"),
    )),
    ("words: building, processor s", (
        ("rank-bm25", "rank-bm25", "build_cpu_s"),
        ("**ours**, in turn with it", "rank-bm25", "ours_build_cpu_s"),
        ("ours, from a stream, in a process of its own", "index", "lexical_build_cpu_s"),
        ("bm25s, on the clock", "bm25s", "build_s"),
        ("tantivy, on the clock", "tantivy", "build_s"),
    )),
    ("words: memory, MB", (
        ("rank-bm25, index", "rank-bm25", "memory_mb"),
        ("**ours, asked**", "bm25", "memory_mb"),
        ("ours, whole process while building", "index", "lexical_build_peak_mb"),
        ("ours, on disk", "index", "disk_lexical_mb"),
    )),
    ("vectors, 384 dimensions; faiss on one thread, ours on two from 50,000 on: 10 nearest, median ms", (
        ("NumPy float32, every vector", "dense", "numpy_exact_p50_ms"),
        ("**ours**", "dense", "dense_p50_ms"),
        ("– 95th percentile", "dense", "dense_p95_ms"),
        ("– 200 nearest", "dense", "dense_pool_p50_ms"),
        ("– recall@10 on questions not used to set it", "dense", "recall@10"),
        ("– of the hybrid's ten best the same as with every cosine, share", "dense", "hybrid_same@10"),
        ("– memory, MB", "dense", "memory_mb"),
        ("– building, s", "index", "dense_build_s"),
        ("faiss, every vector", "faiss-flat", "dense_p50_ms"),
        ("faiss HNSW32,SQ8", "faiss-hnsw", "dense_p50_ms"),
        ("– recall@10", "faiss-hnsw", "recall@10"),
    )),
    ("the product over a whole index", (
        ("opening it, ms", "engine", "open_ms"),
        ("first answer of a process that runs, ms", "engine", "first_answer_ms"),
        ("cold `qa ask`, s", "qa-ask", "ask_s"),
        ("cold `qa ask`, peak MB", "qa-ask", "ask_peak_mb"),
        ("encoding the question, median ms", "engine", "encode_p50_ms"),
        ("– by the C engine", "engine", "encode_c_p50_ms"),
        ("– the faster encoder: ready after, ms", "engine", "encoder_ready_ms"),
        ("– its memory, MB", "engine", "encoder_mb"),
        ("– without pages of files", "engine", "encoder_own_mb"),
        ("search, the question's vector being kept, median ms", "engine", "hybrid_p50_ms"),
        ("– 95th percentile", "engine", "hybrid_p95_ms"),
        ("**whole question, for the first time in a process that answered others, median ms**",
         "engine", "question_new_p50_ms"),
        ("– 95th percentile", "engine", "question_new_p95_ms"),
        ("**whole question, asked again after all the others, median ms**", "engine", "question_p50_ms"),
        ("– 95th percentile", "engine", "question_p95_ms"),
        ("– of it putting passages in order", "engine", "of_it_order_ms"),
        ("– of it choosing", "engine", "of_it_choose_ms"),
        ("– with the C engine, in the same process", "engine", "question_c_p50_ms"),
        ("answers a second, 1 client", "engine", "answers_per_s_1"),
        ("– 8 clients", "engine", "answers_per_s_8"),
        ("– 32 clients", "engine", "answers_per_s_32"),
        ("memory of the process after all that, MB", "engine", "memory_mb"),
        ("rows on disk, MB", "index", "disk_rows_mb"),
        ("vectors on disk, MB", "index", "disk_vectors_mb"),
        ("vectors of sentences on disk, MB", "index", "disk_statements_mb"),
    )),
)  # fmt: skip
#: What is drawn: engine, measure, label.
LINES = (
    ("rank-bm25", "lexical_p50_ms", "rank-bm25"),
    ("bm25", "lexical_p50_ms", "BM25, same scores"),
    ("bm25s", "lexical_p50_ms", "bm25s (numba)"),
    ("tantivy", "lexical_p50_ms", "tantivy"),
    ("dense", "numpy_exact_p50_ms", "all vectors, NumPy"),
    ("dense", "dense_p50_ms", "vectors, three sieves"),
    ("faiss-hnsw", "dense_p50_ms", "faiss HNSW"),
    ("engine", "open_ms", "opening the index"),
    ("engine", "question_p50_ms", "whole question"),
)
#: Targets: what is divided by what, at which size, and the bound of the quotient.
RATIOS = (
    ("rank-bm25 / our BM25", ("rank-bm25", "lexical_p50_ms"), ("bm25", "lexical_p50_ms"), ">=",
     {1_000: 15, 10_000: 150, 100_000: 600, 1_000_000: 600}),
    ("our BM25 / bm25s", ("bm25", "lexical_p50_ms"), ("bm25s", "lexical_p50_ms"), "<=", {100_000: 1.5}),
    ("our building / rank-bm25's", ("rank-bm25", "ours_build_cpu_s"), ("rank-bm25", "build_cpu_s"), "<=",
     {1_000: 1, 10_000: 1, 100_000: 1, 1_000_000: 1}),
    ("our memory / rank-bm25's", ("bm25", "memory_mb"), ("rank-bm25", "memory_mb"), "<=", {1_000_000: 0.25}),
    ("NumPy / our vectors", ("dense", "numpy_exact_p50_ms"), ("dense", "dense_p50_ms"), ">=",
     {100_000: 5, 1_000_000: 8}),
)  # fmt: skip
BOUNDS = (
    ("recall@10", ("dense", "recall@10"), ">=", {100_000: 0.99, 1_000_000: 0.99}),
    ("cold qa ask, s", ("qa-ask", "ask_s"), "<=", {1_000_000: 1.5}),
    ("cold qa ask, MB", ("qa-ask", "ask_peak_mb"), "<=", {1_000_000: 400}),
    ("whole question, for the first time, ms", ("engine", "question_new_p50_ms"), "<=", {100_000: 25, 1_000_000: 40}),
    ("whole question, asked again, ms", ("engine", "question_p50_ms"), "<=", {100_000: 25, 1_000_000: 40}),
)


def main() -> None:
    """Print the tables and targets; draw and write where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path, nargs="+")
    parser.add_argument("--chart", type=Path)
    parser.add_argument("--page", type=Path)
    options = parser.parse_args()
    results = [json.loads(path.read_text()) for path in options.file]
    points: Points = defaultdict(dict)
    for row in (row for result in results for row in result["rows"]):
        points[row["engine"], row["measure"]][row["passages"]] = row["value"]
    again = "".join(map(_again, results[1:]))
    text = f"{_machine(results[0]['machine'])}{again}\n\n{tables(points)}\n\n{targets(points)}"
    print(text)
    if options.page:
        page = options.page.read_text(encoding="utf-8")
        before, rest = page.split(BEGIN)
        options.page.write_text(f"{before}{BEGIN}\n{text}\n{END}{rest.split(END)[1]}", encoding="utf-8")
    if options.chart:
        draw(points, options.chart)


def _machine(about: dict[str, Any]) -> str:
    packages = ", ".join(f"{name} {version}" for name, version in about["packages"].items() if version)
    return (
        f"{about['processor']}, {about['cores']} cores, load {about['load']:.1f} at the start,"
        f" Python {about['python']},\n"
        f"commit {about['commit']}; {packages}."
    )


def _again(result: dict[str, Any]) -> str:
    """What a later file holds, whose rows stand for those of the files before it."""
    about, engines = result["machine"], sorted({row["engine"] for row in result["rows"]})
    sizes = ", ".join(f"{size:,}" for size in sorted({row["passages"] for row in result["rows"]}))
    made = f"commit {about['commit']}, load {about['load']:.1f} at the start"
    return f"\\\nRows of {', '.join(engines)} at {sizes}: {made}."


def tables(points: Points) -> str:
    """All tables as Markdown."""
    sizes = sorted({size for values in points.values() for size in values})
    made = []
    for title, rows in TABLES:
        lines = [f"| {title} | " + " | ".join(f"{size:,}" for size in sizes) + " |", "|---" * (len(sizes) + 1) + "|"]
        for label, engine, measure in rows:
            values = points.get((engine, measure), {})
            lines.append(f"| {label} | " + " | ".join(_short(values.get(size)) for size in sizes) + " |")
        made.append("\n".join(lines))
    return "\n\n".join(made)


def targets(points: Points) -> str:
    """Each target with what was measured."""
    lines = ["| target | passages | wanted | measured | met |", "|---|---|---|---|---|"]
    checked = []
    for label, over, under, sign, bounds in RATIOS:
        for size, bound in bounds.items():
            one, two = points.get(over, {}).get(size), points.get(under, {}).get(size)
            checked.append((label, size, sign, bound, one / two if one is not None and two else None))
    for label, what, sign, bounds in BOUNDS:
        checked += [(label, size, sign, bound, points.get(what, {}).get(size)) for size, bound in bounds.items()]
    for label, size, sign, bound, value in checked:
        kept = value is not None and (value >= bound if sign == ">=" else value <= bound)
        met = "–" if value is None else "yes" if kept else "**no**"
        lines.append(f"| {label} | {size:,} | {'≥' if sign == '>=' else '≤'} {bound:g} | {_short(value)} | {met} |")
    return "\n".join(lines)


def _short(value: float | None) -> str:
    """Three digits, a dash for what was not run."""
    if value is None:
        return "–"
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def draw(points: Points, path: Path) -> None:
    """Write the chart of the median times."""
    import matplotlib.pyplot as plt

    plt.rcParams["svg.hashsalt"] = "scale"
    figure, axes = plt.subplots(figsize=(9, 4.5))
    for engine, measure, label in LINES:
        if found := sorted(points.get((engine, measure), {}).items()):
            axes.plot(*zip(*found, strict=True), marker="o", label=label)
    axes.set(xscale="log", yscale="log", xlabel="passages", ylabel="median, ms")
    axes.grid(which="both", alpha=0.2)
    axes.legend(fontsize=8, loc="center left", bbox_to_anchor=(1, 0.5))
    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None} if path.suffix == ".svg" else None)


if __name__ == "__main__":
    main()

"""The same questions under other settings: what each part is worth, and what each number should be."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from rich.table import Table
from rich.text import Text

from qa.choose import EVIDENCE
from qa.evaluate.comparing import difference
from qa.evaluate.measuring import ALL
from qa.evaluate.tables import number, probability
from qa.evaluate.types import Difference, EvalReport
from qa.fusion import Method
from qa.settings import SearchSettings

#: What the tables of variants show, with a short head for each column.
SHOWN = {
    "right": "right",
    "figure_first": "figure first",
    "words_first": "words first",
    "complete": "complete",
    "passage_first": "passage first",
    "passage_ndcg@10": "passage nDCG@10",
    "auroc": "AUROC",
    "latency_p50": "median",
}

#: Values tried for each setting: half and double the default or so, and every fusion there is.
FUSIONS: tuple[Method, ...] = ("rrf", "minmax", "zscore")
POOLS = (50, 100, 400)
DEPTHS = (10, 20, 60)


@dataclass(frozen=True, slots=True)
class Variant:
    """One setting's run, and how "right" differs from the run under the settings in use."""

    name: str
    report: EvalReport
    difference: Difference | None = None


def ablations(base: SearchSettings) -> Iterator[tuple[str, SearchSettings]]:
    """BM25 alone, embeddings alone, passages read as they were found, and the choice without each kind of evidence."""
    yield "BM25 only", replace(base, use_dense=False)
    yield "embeddings only", replace(base, use_lexical=False)
    yield "without order", replace(base, without=base.without | {"order"})
    for name in EVIDENCE:
        yield f"without {name}", replace(base, without=base.without | {name})


def sweeps(base: SearchSettings) -> Iterator[tuple[str, SearchSettings]]:
    """One setting at a time, the others as they are."""
    for fusion in FUSIONS:
        yield f"fusion {fusion}", replace(base, fusion=fusion)
    for pool in POOLS:
        yield f"pool {pool}", replace(base, pool=pool)
    for depth in DEPTHS:
        yield f"depth {depth}", replace(base, depth=depth)


def try_all(
    whole: EvalReport, settings: Iterable[tuple[str, SearchSettings]], run: Callable[[str, SearchSettings], EvalReport]
) -> list[Variant]:
    """`whole` first, then every variant run and compared with it."""
    variants = [Variant("as it is", whole)]
    for name, changed in settings:
        report = run(name, changed)
        pairs = zip(report.results, whole.results, strict=True)
        variants.append(Variant(name, report, difference(ALL["right"], pairs)))
    return variants


def variants_rows(variants: Iterable[Variant]) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """The heads and the cells of the table of variants; `p` is the randomisation test on "right" against the first."""
    heads = ("variant", *SHOWN.values(), "p")
    rows = []
    for variant in variants:
        found = variant.report.measures
        cells = [number(found[name].value, ALL[name].unit) if name in found else "" for name in SHOWN]
        rows.append((variant.name, *cells, probability(variant.difference.p) if variant.difference else ""))
    return heads, rows


def variants_table(variants: Iterable[Variant], title: str) -> Table:
    """The variants side by side."""
    (first, *others), rows = variants_rows(variants)
    grid = Table(title=title, title_justify="left")
    grid.add_column(first)
    for head in others:
        grid.add_column(head, justify="right")
    for name, *cells in rows:
        grid.add_row(Text(name), *cells)
    return grid

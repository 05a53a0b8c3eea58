"""A report in the terminal."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from qa.evaluate.comparing import SIGNIFICANT, regressions
from qa.evaluate.measuring import ALL, SLICED
from qa.evaluate.types import Comparison, Difference, Estimate, EvalCase, EvalReport

#: So many failed questions are listed in the terminal; the HTML report has all of them.
_LISTED = 20


def table(report: EvalReport, comparison: Comparison | None = None) -> RenderableType:
    """Measures with their intervals (and against the baseline), slices and the questions that went wrong."""
    parts: list[RenderableType] = [_measures(report, comparison)]
    parts += [_slice(report, axis) for axis in report.slices]
    parts.append(_failures(report))
    if comparison is not None:
        parts.append(_changes(comparison))
    return Group(*parts)


def number(value: float, unit: str = "") -> str:
    """A measure as it is printed: three decimals, or one with its unit."""
    return f"{value:.1f} {unit}" if unit else f"{value:.3f}"


def interval(estimate: Estimate, unit: str = "") -> str:
    """The ends of an interval."""
    return f"{number(estimate.low)}–{number(estimate.high)}" if not unit else f"{estimate.low:.1f}–{estimate.high:.1f}"


def probability(p: float) -> str:
    """A p-value as it is printed."""
    return "<.001" if p < 0.001 else f"{p:.3f}".lstrip("0")


def verdict(difference: Difference) -> str:
    """The difference in a word: better, worse, or no clear difference."""
    if difference.p >= SIGNIFICANT or difference.change == 0:
        return "no clear difference"
    return "better" if difference.change * ALL[difference.measure].better > 0 else "worse"


def wanted(case: EvalCase) -> str:
    """The right answers in a line."""
    return "; ".join(map(str, case.answers)) or "silence: the documents hold no answer"


def _measures(report: EvalReport, comparison: Comparison | None) -> Table:
    changes = {found.measure: found for found in comparison.differences} if comparison else {}
    grid = Table(title=f"{len(report.results)} questions", title_justify="left")
    grid.add_column("measure")
    grid.add_column("questions", justify="right")
    grid.add_column("value", justify="right")
    grid.add_column("95 % interval", justify="right")
    if comparison:
        for name in ("baseline", "change", "p"):
            grid.add_column(name, justify="right")
        grid.add_column("")
    for name, estimate in report.measures.items():
        measure = ALL[name]
        row = [measure.label, str(estimate.questions), number(estimate.value, measure.unit)]
        row.append(interval(estimate, measure.unit))
        if comparison:
            row += _change(changes.get(name), measure.unit)
        grid.add_row(*row)
    if memory := report.environment.get("memory_mib"):
        grid.add_row("peak memory", "", f"{memory} MiB", "")
    return grid


def _change(difference: Difference | None, unit: str) -> list[str]:
    if difference is None:
        return ["", "", "", ""]
    change = f"{difference.change:+.1f}" if unit else f"{difference.change:+.3f}"
    return [number(difference.theirs, unit), change, probability(difference.p), verdict(difference)]


def _slice(report: EvalReport, axis: str) -> Table:
    grid = Table(title=f"By {axis}", title_justify="left")
    grid.add_column(axis)
    grid.add_column("questions", justify="right")
    for head in SLICED.values():
        grid.add_column(head, justify="right")
    for value, found in report.slices[axis].items():
        count = found["right"].questions if "right" in found else 0
        cells = [number(found[name].value) if name in found else "" for name in SLICED]
        grid.add_row(Text(value), str(count), *cells)
    return grid


def _failures(report: EvalReport) -> RenderableType:
    failures = report.failures
    if not failures:
        return Text("Every question was answered right.")
    grid = Table(title=f"{len(failures)} questions not answered right", title_justify="left")
    for name in ("id", "question", "wanted", "answered"):
        grid.add_column(name, overflow="fold")
    for result in failures[:_LISTED]:
        cells = (result.case.id, result.case.question, wanted(result.case), result.said)
        grid.add_row(*map(Text, cells))
    if len(failures) > _LISTED:
        grid.caption = f"and {len(failures) - _LISTED} more: see --html FILE"
    return grid


def _changes(comparison: Comparison) -> RenderableType:
    """What was won and lost question by question, and which measures fell."""
    fell = [ALL[found.measure].label for found in regressions(comparison)]
    lines = ["Significantly below the baseline: " + (", ".join(fell) or "nothing")]
    if comparison.only_ours or comparison.only_theirs:
        lines.append(
            f"Not compared: {len(comparison.only_ours)} questions only here, {len(comparison.only_theirs)} only there"
        )
    if not comparison.changed:
        return Text("\n".join(["Won: none", "Lost: none", *lines]))
    won = sum(change.won for change in comparison.changed)
    grid = Table(title=f"{won} questions won, {len(comparison.changed) - won} lost", title_justify="left")
    for name in ("", "id", "question", "wanted", "now", "baseline"):
        grid.add_column(name, overflow="fold")
    for change in comparison.changed:
        cells = (change.case.id, change.case.question, wanted(change.case), change.ours, change.theirs)
        grid.add_row("won" if change.won else "lost", *map(Text, cells))
    return Group(grid, Text("\n".join(lines)))

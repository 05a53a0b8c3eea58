"""A run against a baseline: paired by question, so that easy and hard questions cancel out."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from qa.evaluate.measuring import ALL, Measure
from qa.evaluate.statistics import Column, paired
from qa.evaluate.types import CaseResult, Change, Comparison, Difference, EvalReport

#: A difference is called significant below this. One in a hundred rather than one in twenty: some thirty measures are
#: tested in every run, and a red light that is wrong every other time is switched off.
SIGNIFICANT = 0.01
#: Stored reports keep this many digits; what lies beyond is no difference.
DIGITS = 6
#: Latency within this ratio is the machine's mood, however significant.
SLOWER = 1.25


def compare(report: EvalReport, baseline: EvalReport) -> Comparison:
    """Differences of every measure over the questions that both runs have, the report's order kept.

    Questions count as the same when id and wording are; others are named in `only_ours` and `only_theirs`.
    """
    ours = {result.case.id: result for result in report.results}
    theirs = {result.case.id: result for result in baseline.results}
    common = [name for name in ours if name in theirs and _same(ours[name], theirs[name])]
    pairs = [(ours[name], theirs[name]) for name in common]
    differences = (difference(measure, pairs) for measure in ALL.values())
    return Comparison(
        differences=tuple(found for found in differences if found is not None),
        only_ours=tuple(name for name in ours if name not in common),
        only_theirs=tuple(name for name in theirs if name not in common),
        changed=tuple(_changes(pairs)),
        same_machine=_host(report) == _host(baseline) != "",
    )


def difference(measure: Measure, pairs: Iterable[tuple[CaseResult, CaseResult]]) -> Difference | None:
    """One measure's difference over paired questions; None where it is not defined on either side."""
    rows = [(mine.case.id, measure.row(mine), measure.row(other)) for mine, other in pairs]
    both = [(name, mine, other) for name, mine, other in rows if mine is not None and other is not None]
    if not both:
        return None
    ours, theirs = _column(row[1] for row in both), _column(row[2] for row in both)
    interval, p = paired(ours, theirs, measure.statistic)
    if np.isnan(interval.value):
        return None
    changes = (
        []
        if measure.statistic
        else [(row[0], measure.better * gap) for row, gap in zip(both, ours[:, 0] - theirs[:, 0], strict=True)]
    )
    of = measure.statistic or (lambda column: column[:, 0].mean())
    return Difference(
        measure=measure.name,
        ours=float(of(ours)),
        theirs=float(of(theirs)),
        change=interval.value,
        low=interval.low,
        high=interval.high,
        p=p,
        questions=len(both),
        won=tuple(name for name, change in changes if change > 0),
        lost=tuple(name for name, change in changes if change < 0),
    )


def regressions(comparison: Comparison) -> tuple[Difference, ...]:
    """The measures that fell significantly. Latency counts only between runs of one machine."""
    return tuple(found for found in comparison.differences if _fell(found, comparison.same_machine))


def improvements(comparison: Comparison) -> tuple[Difference, ...]:
    """The measures that rose significantly."""
    return tuple(
        found
        for found in comparison.differences
        if found.p < SIGNIFICANT and found.change * ALL[found.measure].better > 0
    )


def _fell(found: Difference, same_machine: bool) -> bool:
    measure = ALL[found.measure]
    if found.change * measure.better >= 0 or found.p >= SIGNIFICANT:
        return False
    return measure.portable or (same_machine and found.ours > SLOWER * found.theirs)


def _changes(pairs: Iterable[tuple[CaseResult, CaseResult]]) -> Iterable[Change]:
    """The questions whose answer became right or wrong, those that were lost first."""
    right = ALL["right"].row
    moved = [(right(mine) or (0.0,), right(other) or (0.0,), mine, other) for mine, other in pairs]
    changed = [Change(mine.case, now > then, mine.said, other.said) for now, then, mine, other in moved if now != then]
    return sorted(changed, key=lambda change: (change.won, change.case.id))


def _host(report: EvalReport) -> str:
    return report.environment.get("host", "")


def _column(rows: Iterable[tuple[float, ...]]) -> Column:
    return np.array([[round(value, DIGITS) for value in row] for row in rows], dtype=np.float64)


def _same(one: CaseResult, two: CaseResult) -> bool:
    return one.case.question == two.case.question and one.case.kind is two.case.kind

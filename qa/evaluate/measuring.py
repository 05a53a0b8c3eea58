"""From the questions' scores to measures, their intervals and their slices."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from qa.evaluate.statistics import (
    Column,
    Statistic,
    area_under_risk,
    auroc,
    bootstrap,
    calibration_error,
    precision,
    recall,
)
from qa.evaluate.types import CaseResult, Estimate, Kind
from qa.extract.dates import dates
from qa.metrics import MEASURES, tokens

#: A row of the columns a measure needs, or None where the question has no part in it.
RowOf = Callable[[CaseResult], tuple[float, ...] | None]


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure over many questions. `statistic` None is the mean; `better` is +1 where more is better, else −1.

    `portable` says that another machine gives the same value, so that it may be held against a committed baseline.
    """

    name: str
    label: str
    row: RowOf
    statistic: Statistic | None = None
    better: int = 1
    portable: bool = True
    unit: str = ""

    def columns(self, results: Iterable[CaseResult]) -> Column:
        """The rows of the questions that have a part in the measure, shape (questions, columns)."""
        rows = [row for result in results if (row := self.row(result)) is not None]
        return np.array(rows, dtype=np.float64)

    def estimate(self, results: Iterable[CaseResult]) -> Estimate | None:
        """The measure over `results` with its interval; None where it is not defined for them."""
        rows = self.columns(results)
        if len(rows) == 0:
            return None
        interval = bootstrap(rows, self.statistic)
        if np.isnan(interval.value):
            return None
        return Estimate(interval.value, interval.low, interval.high, len(rows))


def _score(name: str) -> RowOf:
    return lambda result: (result.scores[name],) if name in result.scores else None


def _answerable(result: CaseResult) -> tuple[float, ...]:
    """Confidence, and whether there is an answer. A failure has no confidence in anything."""
    return result.confidence, float(result.case.kind is not Kind.NONE)


def headline_right(result: CaseResult) -> float:
    """Whether answering is right: of an unanswerable question no answer is."""
    return 0.0 if result.case.kind is Kind.NONE else result.scores.get("right", 0.0)


def confidence_and_right(result: CaseResult) -> tuple[float, ...]:
    """What calibration is measured on: the confidence, and whether the answer is right."""
    return result.confidence, headline_right(result)


def _disagreement(result: CaseResult) -> tuple[float, ...] | None:
    """Whether a disagreement was shown (a refusal shows none), and whether there is one; disputed cases stay out."""
    if result.case.disputed:
        return None
    shown = result.shown is not None and result.answered and result.shown.disagreement
    return float(shown), float(result.case.kind is Kind.CONFLICT)


def _false_alarm(result: CaseResult) -> tuple[float, ...] | None:
    row = _disagreement(result)
    return None if row is None or row[1] else (row[0],)


def _false_refusal(result: CaseResult) -> tuple[float, ...] | None:
    return None if result.case.kind is Kind.NONE else (float(not result.answered),)


def _milliseconds(result: CaseResult) -> tuple[float, ...] | None:
    return None if result.error else (result.milliseconds,)


def _median(rows: Column) -> Column:
    return np.asarray(np.median(rows[..., 0], axis=-1))


def _percentile_95(rows: Column) -> Column:
    return np.asarray(np.percentile(rows[..., 0], 95, axis=-1))


#: Measures that exist only over many questions; those of one question come from `qa.metrics`.
_TOGETHER = (
    Measure("disagreement_precision", "disagreements shown that are there", _disagreement, precision),
    Measure("disagreement_recall", "disagreements found", _disagreement, recall),
    Measure("disagreement_false_alarms", "false alarms of disagreement", _false_alarm, better=-1),
    Measure("false_refusals", "answerable questions refused", _false_refusal, better=-1),
    Measure("auroc", "AUROC answerable / unanswerable", _answerable, auroc),
    Measure("risk_area", "area under risk–coverage", confidence_and_right, area_under_risk, better=-1),
    Measure("calibration_error", "expected calibration error", confidence_and_right, calibration_error, better=-1),
    Measure("latency_p50", "latency, median", _milliseconds, _median, -1, portable=False, unit="ms"),
    Measure("latency_p95", "latency, 95th percentile", _milliseconds, _percentile_95, -1, portable=False, unit="ms"),
    Measure("failed", "questions that failed", lambda result: (float(bool(result.error)),), better=-1),
)

#: Every measure by name, in the order of the reports.
ALL: dict[str, Measure] = {name: Measure(name, label, _score(name)) for name, label in MEASURES.items()} | {
    measure.name: measure for measure in _TOGETHER
}

#: What the slices show, with a short head for each column: one figure for each thing a reader asks of a slice.
SLICED = {
    "right": "right",
    "figure_first": "figure first",
    "words_first": "words first",
    "words_exact": "exact",
    "words_f1": "F1",
    "complete": "complete",
    "passage_first": "passage first",
    "document_first": "document first",
    "citation_place": "evidence cited",
}

#: Words as long as this are a statement rather than a name.
_NAME_TOKENS = 5


def wanted_sort(result: CaseResult) -> str:
    """What sort of answer is wanted: a figure, a date, a name, a sentence, or silence."""
    if not result.case.answers:
        return "silence"
    first = result.case.answers[0]
    if first.is_figure:
        return "figure"
    found = dates(first.text, result.case.language)
    if found and sum(len(date.text) for date in found) * 2 >= len(first.text):
        return "date"
    return "name" if len(tokens(first.text)) <= _NAME_TOKENS else "sentence"


AXES: dict[str, Callable[[CaseResult], Sequence[str]]] = {
    "kind": lambda result: (result.case.kind,),
    "answer": lambda result: (wanted_sort(result),),
    "language": lambda result: (result.case.language,),
    "document": lambda result: result.case.documents or ("(none)",),
    "phrasing": lambda result: (result.case.phrasing,),
    "half": lambda result: (result.case.half,),
}


def measure_all(results: Sequence[CaseResult]) -> dict[str, Estimate]:
    """Every measure that is defined for `results`, by name."""
    found = {name: measure.estimate(results) for name, measure in ALL.items()}
    return {name: estimate for name, estimate in found.items() if estimate is not None}


def slice_all(results: Sequence[CaseResult]) -> dict[str, Mapping[str, Mapping[str, Estimate]]]:
    """The measures of `SLICED` for every value of every axis; an axis with a single value is left out."""
    slices: dict[str, Mapping[str, Mapping[str, Estimate]]] = {}
    for axis, values_of in AXES.items():
        groups: dict[str, list[CaseResult]] = {}
        for result in results:
            for value in values_of(result):
                groups.setdefault(value, []).append(result)
        if len(groups) < 2:
            continue
        slices[axis] = {value: _sliced(groups[value]) for value in sorted(groups)}
    return slices


def _sliced(results: Sequence[CaseResult]) -> dict[str, Estimate]:
    found = {name: ALL[name].estimate(results) for name in SLICED}
    return {name: estimate for name, estimate in found.items() if estimate is not None}

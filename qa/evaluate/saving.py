"""Reports as JSON and back: for the next run's baseline, for an interrupted run, for other programs."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from qa.errors import UsageError
from qa.evaluate.comparing import DIGITS
from qa.evaluate.gold import parse, to_row
from qa.evaluate.sweeping import Variant
from qa.evaluate.types import CaseResult, Estimate, EvalReport, Shown

SCHEMA = 1


def to_json(report: EvalReport, *, brief: bool = False, variants: Mapping[str, Sequence[Variant]] | None = None) -> str:
    """The report as a JSON object; `brief` leaves out quotes, passages and evidence (for a committed baseline).

    `variants` are the runs under other settings by the title of their table; only their measures are kept.
    """
    rows = [result_row(result, brief=brief) for result in report.results]
    head: dict[str, Any] = {
        "schema": SCHEMA,
        "environment": dict(report.environment),
        "measures": {name: _estimate_row(estimate) for name, estimate in report.measures.items()},
        "slices": {
            axis: {value: {name: _estimate_row(one) for name, one in found.items()} for value, found in values.items()}
            for axis, values in report.slices.items()
        },
    }
    if variants:
        head["variants"] = {title: [_variant_row(one) for one in found] for title, found in variants.items()}
    # One question a line: a committed baseline then shows in a diff which questions changed.
    lines = ",\n".join("    " + json.dumps(row, ensure_ascii=False) for row in rows)
    body = json.dumps(head, ensure_ascii=False, indent=2)
    return body[:-2] + ',\n  "results": [\n' + lines + "\n  ]\n}\n"


def from_json(text: str) -> EvalReport:
    """What `to_json` wrote; raises `ValueError` for anything else."""
    try:
        data = json.loads(text)
        if data["schema"] != SCHEMA:
            raise ValueError(f"schema {data['schema']}, not {SCHEMA}")
        return EvalReport(
            results=tuple(row_result(row) for row in data["results"]),
            measures={name: Estimate(**row) for name, row in data["measures"].items()},
            slices={
                axis: {value: {name: Estimate(**row) for name, row in found.items()} for value, found in values.items()}
                for axis, values in data["slices"].items()
            },
            environment=data["environment"],
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"not an evaluation report ({error})") from error


def load(path: Path) -> EvalReport:
    """A report from a file; raises `UsageError` where it is none."""
    try:
        return from_json(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        what = f"{path} cannot be used as a baseline: {error}."
        raise UsageError(what, "Make one with: qa eval GOLD --json > FILE") from error


def result_row(result: CaseResult, *, brief: bool = False) -> dict[str, Any]:
    """One question's result as a JSON object."""
    case = to_row(result.case)
    shown = None if result.shown is None else asdict(result.shown)
    if shown is not None:
        shown["confidence"] = _rounded(shown["confidence"])
    if brief:
        del case["evidence"]
        for name in ("quote", "evidence", "figures", "passages", "resolved_question"):
            if shown is not None:
                del shown[name]
    row: dict[str, Any] = {"case": case, "scores": {name: _rounded(score) for name, score in result.scores.items()}}
    row |= {"milliseconds": round(result.milliseconds, 3), "shown": shown}
    return row | ({"error": result.error} if result.error else {})


def row_result(row: Mapping[str, Any]) -> CaseResult:
    """What `result_row` wrote."""
    shown = row["shown"]
    if shown is not None:
        listed = {name: tuple(shown.get(name, ())) for name in ("figures",)}
        listed["passages"] = tuple((place, text) for place, text in shown.get("passages", ()))
        shown = Shown(**{**shown, **listed})
    case = parse(json.dumps(row["case"], ensure_ascii=False))
    return CaseResult(case, row["scores"], row["milliseconds"], shown, row.get("error", ""))


def _variant_row(variant: Variant) -> dict[str, Any]:
    measures = {name: _estimate_row(estimate) for name, estimate in variant.report.measures.items()}
    p = None if variant.difference is None else _rounded(variant.difference.p)
    return {"name": variant.name, "measures": measures, "p_right": p}


def _estimate_row(estimate: Estimate) -> dict[str, float]:
    return {name: _rounded(value) for name, value in asdict(estimate).items()}


def _rounded(value: float) -> float:
    rounded = round(float(value), DIGITS)
    return int(rounded) if rounded.is_integer() else rounded

"""A report as one HTML file: nothing is loaded from elsewhere, it prints, and a screen reader can walk it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from importlib.resources import files

from qa.evaluate import charts
from qa.evaluate.comparing import improvements, regressions
from qa.evaluate.elements import contents, figure, pairs, passage, section, spoken, table
from qa.evaluate.measuring import ALL, SLICED
from qa.evaluate.sweeping import Variant, variants_rows
from qa.evaluate.tables import interval, number, probability, verdict, wanted
from qa.evaluate.types import CaseResult, Comparison, Difference, EvalReport

#: Of questions that only one run has so many are named; all of them are in the two runs' JSON.
_NAMED = 12


def to_html(
    report: EvalReport,
    comparison: Comparison | None = None,
    variants: Mapping[str, Sequence[Variant]] | None = None,
) -> str:
    """The whole report as an HTML document. All text from documents and questions is escaped."""
    title = f"Evaluation of {report.environment.get('gold', 'gold questions')}"
    charted = figure("Every measure from 0 to 1", charts.bars(report))
    parts = [("measures", "Measures", _measures(report) + charted)]
    if comparison is not None:
        parts.append(("comparison", "Against the baseline", _comparison(comparison)))
    for place, (name, found) in enumerate((variants or {}).items()):
        heads, rows = variants_rows(found)
        parts.append((f"variants-{place}", name, table(f"{name}, setting by setting", heads, rows)))
    parts += [
        ("silence", "Confidence", _silence(report)),
        ("latency", "Latency", figure("Share of questions answered in time", charts.latency(report))),
        ("slices", "Slices", "".join(_slice(report, axis) for axis in report.slices)),
        ("failures", f"Questions not answered right ({len(report.failures)})", _failures(report.failures)),
        ("environment", "Where this was measured", pairs("Environment", report.environment.items())),
    ]
    body = f"<h1>{escape(title)}</h1>\n{_summary(report)}{contents((name, heading) for name, heading, _ in parts)}"
    body += "".join(section(*part) for part in parts)
    style = files("qa.evaluate").joinpath("page.css").read_text(encoding="utf-8")
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>{escape(title)}</title>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<style>\n{style}</style>\n</head>\n<body>\n<main>\n{body}</main>\n</body>\n</html>\n"
    )


def _summary(report: EvalReport) -> str:
    right = report.measures.get("right")
    failed = sum(bool(result.error) for result in report.results)
    said = f"{len(report.results)} questions"
    if right is not None:
        said += f", {number(right.value)} answered right (95 % interval {interval(right)})"
    return f"<p>{escape(said)}. {failed} failed, timed out or crashed and count as zero.</p>\n"


def _measures(report: EvalReport) -> str:
    rows = [
        (ALL[name].label, str(found.questions), number(found.value, ALL[name].unit), interval(found, ALL[name].unit))
        for name, found in report.measures.items()
    ]
    if memory := report.environment.get("memory_mib"):
        rows.append(("peak memory", str(len(report.results)), f"{memory} MiB", "–"))
    return table("Every measure", ("Measure", "Questions", "Value", "95 % interval"), rows)


def _silence(report: EvalReport) -> str:
    risk = figure("Risk and coverage: the lower, the better", charts.risk(report))
    reliability = figure("Reliability: points on the dashed line are honest", charts.reliability(report))
    return f'<div class="pair">\n{risk}{reliability}</div>\n'


def _comparison(comparison: Comparison) -> str:
    fell = ", ".join(ALL[found.measure].label for found in regressions(comparison)) or "nothing"
    rose = ", ".join(ALL[found.measure].label for found in improvements(comparison)) or "nothing"
    won = sum(change.won for change in comparison.changed)
    told = [
        ("Significantly worse", fell),
        ("Significantly better", rose),
        ("Questions won", str(won)),
        ("Questions lost", str(len(comparison.changed) - won)),
        ("Only in this run", _named(comparison.only_ours)),
        ("Only in the baseline", _named(comparison.only_theirs)),
    ]
    heads = ("Measure", "Questions", "This run", "Baseline", "Change (95 % interval)", "p", "Verdict")
    differences = table("Paired differences", heads, map(_difference, comparison.differences))
    return pairs("What changed", told) + differences + _changed(comparison)


def _difference(found: Difference) -> tuple[str, ...]:
    unit = ALL[found.measure].unit
    change = f"{found.change:+.3f} ({found.low:+.3f} to {found.high:+.3f})"
    if unit:
        change = f"{found.change:+.1f} ({found.low:+.1f} to {found.high:+.1f})"
    return (
        ALL[found.measure].label,
        str(found.questions),
        number(found.ours, unit),
        number(found.theirs, unit),
        change,
        probability(found.p),
        verdict(found),
    )


def _changed(comparison: Comparison) -> str:
    """Question by question what was lost and won."""
    if not comparison.changed:
        return ""
    rows = [
        (one.case.id, "won" if one.won else "lost", one.case.question, wanted(one.case), one.ours, one.theirs)
        for one in comparison.changed
    ]
    heads = ("Question", "", "Words", "Wanted", "Answered now", "Answered in the baseline")
    return table("Won and lost", ("Question", "Change", *heads[2:]), rows, words=True)


def _named(questions: Sequence[str]) -> str:
    if len(questions) <= _NAMED:
        return ", ".join(questions) or "none"
    return f"{len(questions)}: {', '.join(questions[:_NAMED])} and others"


def _slice(report: EvalReport, axis: str) -> str:
    rows = [
        (
            value,
            str(found["right"].questions if "right" in found else 0),
            *(f"{number(found[name].value)} ({interval(found[name])})" if name in found else "–" for name in SLICED),
        )
        for value, found in report.slices[axis].items()
    ]
    heads = (axis.capitalize(), "Questions", *(head.capitalize() for head in SLICED.values()))
    return table(f"By {axis}", heads, rows)


def _failures(failures: Sequence[CaseResult]) -> str:
    if not failures:
        return "<p>Every question was answered right.</p>\n"
    return "".join(_failure(result) for result in failures)


def _failure(result: CaseResult) -> str:
    """One failed question: what was wanted beside what was answered, then the passages with the evidence marked."""
    case, shown = result.case, result.shown
    asked = [("Kind", f"{case.kind}, {case.language}, {case.phrasing}"), ("Wanted", wanted(case))]
    asked += [("Stands in", ", ".join(case.documents))] if case.documents else []
    asked += [("Evidence", piece) for piece in case.evidence]
    given = [("Answered", f"nothing: {result.error}" if shown is None else result.said)]
    passages = ""
    if shown is not None:
        quoted = shown.place if shown.quote == shown.headline else f"{shown.place}: {shown.quote}"
        given += [("Cited", quoted)] if shown.place else []
        given.append(("Confidence", f"{shown.confidence:.2f}"))
        given += [("Understood as", shown.resolved_question)] if shown.resolved_question else []
        reasons = ", ".join(f"{name} {value:.2f}" for name, value in shown.evidence.items() if value)
        given += [("Chosen because", reasons)] if reasons else []
    if shown is not None and shown.figures:
        passages += pairs("Figures read", [("Figures", "; ".join(shown.figures))])
    if shown is not None and shown.passages:
        items = "".join(passage(place, text, case.evidence) for place, text in shown.passages)
        passages += f"<h4>Passages</h4>\n<ol>\n{items}</ol>\n"
    sides = f'<div class="pair">\n{pairs("What was wanted", asked)}{pairs("What was answered", given)}</div>\n'
    name = f"<h3{spoken(case.question)}>{escape(case.question)} <small>{escape(case.id)}</small></h3>"
    return f"<article>\n{name}\n{sides}{passages}</article>\n"

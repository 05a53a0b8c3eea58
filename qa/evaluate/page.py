"""A report as one HTML file: nothing is loaded from elsewhere, it prints, and a screen reader can walk it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from importlib.resources import files

from qa.evaluate import charts
from qa.evaluate.comparing import improvements, regressions
from qa.evaluate.measuring import ALL, SLICED
from qa.evaluate.tables import interval, number, probability, verdict
from qa.evaluate.types import CaseResult, Comparison, EvalReport


def to_html(report: EvalReport, comparison: Comparison | None = None) -> str:
    """The whole report as an HTML document. All text from documents and questions is escaped."""
    title = f"Evaluation of {report.environment.get('gold', 'gold questions')}"
    sections = [
        f"<h1>{escape(title)}</h1>",
        _summary(report),
        _section("measures", "Measures", _measures(report) + _figure("Every measure from 0 to 1", charts.bars(report))),
        _section("comparison", "Against the baseline", _comparison(comparison)) if comparison else "",
        _section(
            "silence",
            "Confidence",
            _figure("Risk and coverage: the flatter, the better", charts.risk(report))
            + _figure("Reliability: points on the dashed line are honest", charts.reliability(report)),
        ),
        _section("latency", "Latency", _figure("Share of questions answered in time", charts.latency(report))),
        _section("slices", "Slices", "".join(_slice(report, axis) for axis in report.slices)),
        _section("failures", f"Questions not answered right ({len(report.failures)})", _failures(report.failures)),
        _section("environment", "Where this was measured", _pairs("Environment", report.environment.items())),
    ]
    style = files("qa.evaluate").joinpath("page.css").read_text(encoding="utf-8")
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>{escape(title)}</title>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<style>\n{style}</style>\n</head>\n<body>\n<main>\n{''.join(sections)}</main>\n</body>\n</html>\n"
    )


def _summary(report: EvalReport) -> str:
    right = report.measures.get("right")
    failed = sum(bool(result.error) for result in report.results)
    said = f"{len(report.results)} questions"
    if right is not None:
        said += f", {number(right.value)} answered right (95 % interval {interval(right)})"
    return f"<p>{escape(said)}. {failed} failed, timed out or crashed and count as zero.</p>\n"


def _section(name: str, heading: str, body: str) -> str:
    return f'<section aria-labelledby="{name}-heading">\n<h2 id="{name}-heading">{heading}</h2>\n{body}</section>\n'


def _figure(caption: str, svg: str) -> str:
    return f"<figure>\n<figcaption>{escape(caption)}</figcaption>\n{svg}\n</figure>\n"


def _table(caption: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table whose first column heads its rows; cells are escaped here."""
    columns = "".join(f'<th scope="col">{escape(head)}</th>' for head in heads)
    body = "".join(
        f'<tr><th scope="row">{escape(first)}</th>{"".join(f"<td>{escape(cell)}</td>" for cell in rest)}</tr>\n'
        for first, *rest in rows
    )
    head = f"<caption>{escape(caption)}</caption>\n<thead><tr>{columns}</tr></thead>\n"
    table = f"<table>{head}<tbody>{body}</tbody></table>"
    return f'<div class="wide" tabindex="0" role="region" aria-label="{escape(caption)}">\n{table}\n</div>\n'


def _measures(report: EvalReport) -> str:
    rows = [
        (ALL[name].label, str(found.questions), number(found.value, ALL[name].unit), interval(found, ALL[name].unit))
        for name, found in report.measures.items()
    ]
    return _table("Every measure", ("Measure", "Questions", "Value", "95 % interval"), rows)


def _comparison(comparison: Comparison) -> str:
    rows = [
        (
            ALL[found.measure].label,
            str(found.questions),
            number(found.ours, ALL[found.measure].unit),
            number(found.theirs, ALL[found.measure].unit),
            f"{found.change:+.3f} ({found.low:+.3f} to {found.high:+.3f})",
            probability(found.p),
            verdict(found),
        )
        for found in comparison.differences
    ]
    heads = ("Measure", "Questions", "This run", "Baseline", "Change (95 % interval)", "p", "Verdict")
    fell = ", ".join(ALL[found.measure].label for found in regressions(comparison)) or "nothing"
    rose = ", ".join(ALL[found.measure].label for found in improvements(comparison)) or "nothing"
    right = [found for found in comparison.differences if found.measure == "right"]
    won = ", ".join(name for found in right for name in found.won) or "none"
    lost = ", ".join(name for found in right for name in found.lost) or "none"
    told = [
        ("Significantly worse", fell),
        ("Significantly better", rose),
        ("Questions won", won),
        ("Questions lost", lost),
        ("Only in this run", ", ".join(comparison.only_ours) or "none"),
        ("Only in the baseline", ", ".join(comparison.only_theirs) or "none"),
    ]
    return _pairs("What changed", told) + _table("Paired differences", heads, rows)


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
    return _table(f"By {axis}", heads, rows)


def _failures(failures: Sequence[CaseResult]) -> str:
    if not failures:
        return "<p>Every question was answered right.</p>\n"
    return "".join(_failure(result) for result in failures)


def _failure(result: CaseResult) -> str:
    """One failed question beside what was answered, its passages and its evidence."""
    case, shown = result.case, result.shown
    wanted = "; ".join(map(str, case.answers)) or "silence: the documents hold no answer"
    told = [("Kind", f"{case.kind}, {case.language}, {case.phrasing}"), ("Wanted", wanted)]
    told += [("Stands in", ", ".join(case.documents))] if case.documents else []
    told += [("Evidence", piece) for piece in case.evidence]
    if shown is None:
        told.append(("Answered", f"nothing: {result.error}"))
    else:
        told.append(("Answered", shown.headline or "not in these documents"))
        told += [("Cited", f"{shown.place}: {shown.quote}")] if shown.place else []
        told.append(("Confidence", f"{shown.confidence:.2f}"))
        told += [("Understood as", shown.resolved_question)] if shown.resolved_question else []
        reasons = ", ".join(f"{name} {value:.2f}" for name, value in shown.evidence.items() if value)
        told += [("Chosen because", reasons)] if reasons else []
        told += [("Figures", "; ".join(shown.figures))] if shown.figures else []
    passages = ""
    if shown is not None and shown.passages:
        items = "".join(f"<li><cite>{escape(place)}</cite> {escape(text)}</li>\n" for place, text in shown.passages)
        passages = f"<p>Passages</p>\n<ol>\n{items}</ol>\n"
    name = escape(f"{case.id}: {case.question}")
    return f'<article>\n<h3 lang="{case.language}">{name}</h3>\n{_pairs("", told)}{passages}</article>\n'


def _pairs(caption: str, pairs: Iterable[tuple[str, str]]) -> str:
    items = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>\n" for name, value in pairs)
    label = f' aria-label="{escape(caption)}"' if caption else ""
    return f"<dl{label}>\n{items}</dl>\n"

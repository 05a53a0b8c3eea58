"""The report's charts as SVG, drawn by matplotlib: readable in print, named and described for screen readers."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from qa.evaluate import statistics
from qa.evaluate.measuring import ALL, confidence_and_right
from qa.evaluate.types import EvalReport

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: One dark and one light tone that keep apart in grey print; both have a contrast above 4.5 and 3 to white.
_DARK, _LIGHT = "#1b4f8a", "#b3541e"


def bars(report: EvalReport) -> str:
    """The measures from 0 to 1, each as a bar with its interval."""
    shown = [(name, estimate) for name, estimate in report.measures.items() if not ALL[name].unit]
    said = "; ".join(f"{ALL[name].label} {estimate.value:.3f}" for name, estimate in shown)

    def draw(axes: Axes) -> None:
        values = np.array([estimate.value for _, estimate in shown])
        lows = np.array([estimate.low for _, estimate in shown])
        highs = np.array([estimate.high for _, estimate in shown])
        rows = np.arange(len(shown))
        errors = np.clip([values - lows, highs - values], 0, None)
        axes.barh(rows, values, color=_DARK, height=0.7)
        axes.errorbar(values, rows, xerr=errors, fmt="none", ecolor=_LIGHT, elinewidth=2, capsize=3)
        axes.set_yticks(rows, [ALL[name].label for name, _ in shown])
        axes.set_ylim(len(shown) - 0.4, -0.6)
        axes.set_xlim(0, 1.02)
        axes.set_xlabel("value, with 95 % bootstrap interval")

    return _svg(draw, "Measures", f"Bars: {said}.", (9, 0.25 * len(shown) + 0.8))


def risk(report: EvalReport) -> str:
    """Risk against coverage: how wrong answers are when only the most confident are given."""
    rows = np.array([confidence_and_right(result) for result in report.results])
    coverage, wrong = statistics.risk_coverage(rows)

    def draw(axes: Axes) -> None:
        axes.step(coverage, wrong, where="post", color=_DARK, linewidth=2)
        axes.set_xlim(0, 1)
        axes.set_ylim(0, max(0.05, float(wrong.max()) * 1.1))
        axes.set_xlabel("coverage: share of questions answered, most confident first")
        axes.set_ylabel("risk: share of them wrong")

    at = [int(np.searchsorted(coverage, share)) for share in (0.5, 0.8, 1.0)]
    said = "; ".join(f"{coverage[n]:.0%} answered, {wrong[n]:.1%} wrong" for n in at if n < len(coverage))
    return _svg(draw, "Risk and coverage", f"Step curve: {said}.", (6, 3.6))


def reliability(report: EvalReport) -> str:
    """Confidence against the share that was right, bin by bin."""
    confidence, right, counts = statistics.reliability(np.array([confidence_and_right(one) for one in report.results]))

    def draw(axes: Axes) -> None:
        axes.plot([0, 1], [0, 1], color="#555555", linestyle="--", linewidth=1)
        axes.plot(confidence, right, color=_DARK, linewidth=1)
        axes.scatter(confidence, right, s=20 + 3 * counts, color=_LIGHT, zorder=3, clip_on=False)
        axes.set_xlim(0, 1.02)
        axes.set_ylim(0, 1.02)
        axes.set_xlabel("confidence")
        axes.set_ylabel("share right")

    points = zip(confidence, right, counts, strict=True)
    said = "; ".join(f"confidence {said:.2f}: {share:.0%} of {count:.0f} right" for said, share, count in points)
    return _svg(draw, "Reliability", f"Points, the diagonal is perfect: {said}.", (4.6, 4.2))


def latency(report: EvalReport) -> str:
    """How long questions took, as a cumulative curve."""
    times = np.sort([result.milliseconds for result in report.results if not result.error] or [0.0])
    shares = np.arange(1, len(times) + 1) / len(times)

    def draw(axes: Axes) -> None:
        axes.step(times, shares, where="post", color=_DARK, linewidth=2)
        axes.set_xlabel("milliseconds")
        axes.set_ylabel("share of questions answered within")
        axes.set_xlim(left=0)
        axes.set_ylim(0, 1.02)

    said = f"half within {np.median(times):.0f} ms, 95 % within {np.percentile(times, 95):.0f} ms"
    return _svg(draw, "Latency", f"Cumulative curve: {said}.", (6, 3.2))


def _svg(draw: Callable[[Axes], None], title: str, description: str, size: tuple[float, float]) -> str:
    """An SVG element with a title and a description; the same report gives the same bytes."""
    from matplotlib import rc_context
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    name = re.sub(r"\W+", "-", title.lower())
    with rc_context({"svg.hashsalt": name, "svg.fonttype": "none", "font.family": "sans-serif", "font.size": 9}):
        figure = Figure(figsize=size, layout="constrained")
        FigureCanvasSVG(figure)
        axes = figure.add_subplot()
        axes.grid(axis="x", color="#dddddd", linewidth=0.6)
        axes.set_axisbelow(True)
        axes.spines[["top", "right"]].set_visible(False)
        draw(axes)
        drawn = io.StringIO()
        figure.savefig(drawn, format="svg", metadata={"Date": None, "Creator": None})
    element = drawn.getvalue()
    element = element[element.index("<svg") :]
    # Ids are unique per chart only, and the page holds several charts.
    element = re.sub(r'(id="|url\(#|href="#)', rf"\g<1>{name}-", element)
    labels = f'role="img" aria-labelledby="{name}-title {name}-text"'
    words = f'<title id="{name}-title">{title}</title><desc id="{name}-text">{html.escape(description)}</desc>'
    return re.sub(r"<svg([^>]*)>", rf"<svg {labels}\1>{_escaped(words)}", element, count=1)


def _escaped(replacement: str) -> str:
    """Text for `re.sub` that stands for itself."""
    return replacement.replace("\\", r"\\")

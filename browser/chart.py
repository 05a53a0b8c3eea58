"""A series of figures as a picture that can go into a report: title, unit, values, plans and disagreements in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from statistics import fmean
from typing import Any

from browser.look import Look, figured
from browser.texts import Say, scales
from qa import render
from qa.series import Point, Series

#: The kinds of points, with their shapes and their colours, which the colour-blind tell apart too.
KINDS = ("actual", "planned", "disputed")
SHAPES = ("circle", "diamond", "cross")
LIGHT = ("#0b5a8c", "#6b3fa0", "#b3401a")
DARK = ("#4ba3dc", "#b08be0", "#e0764f")
#: Letters of a chart, light and dark: Streamlit's own are too pale to read.
INK = ("#3a4652", "#c9d2da")
#: With more points than this their values are not written beside them: they would run into each other.
WRITTEN = 14
#: Figures that differ by less than this share of the highest would be a flat line on an axis from zero.
FLAT = 0.2
#: Letters of a title that a phone has room for.
TITLE = 46


def scale(highest: float, say: Say) -> tuple[float, str]:
    """What to divide an axis by so that its labels stay short, and how the language calls it: 1e9, "billion"."""
    return next(((factor, word) for factor, word in scales(say) if highest >= factor), (1.0, ""))


def measure(line: Series) -> str:
    """What a series measures: its own words, or the heading it stands under, or its document's title."""
    cited = line.points[0].item.citation
    return " ".join((line.subject or line.scope or cited.title or cited.document).split())


def naming(line: Series) -> tuple[str, str]:
    """What a series measures, as far as a title has room for it, and what else tells it from others."""
    scope = " ".join(line.scope.split())
    first, *others = measure(line).split(" · ")
    others = [part for part in others if part != scope]
    while others and len(first) + len(others[0]) + 3 <= TITLE:
        first += f" · {others.pop(0)}"
    return first, " · ".join(others) or scope


def years(line: Series) -> str:
    """From when to when a series goes: "2015–2024"."""
    first, last = min(point.start for point in line.points)[:4], max(point.end for point in line.points)[:4]
    return first if first == last else f"{first}–{last}"


def shown_unit(line: Series) -> str:
    """The unit of a series; "" where something is counted, which its name says already, and in the plural."""
    return "" if line.points[0].item.quantity.dimension == "count" else line.unit


def disputes(line: Series) -> tuple[tuple[Point, ...], ...]:
    """The figures that contradict each other, period by period."""
    found: defaultdict[tuple[str, str, bool], list[Point]] = defaultdict(list)
    for point in line.points:
        if point.disputed:
            found[point.start, point.end, point.planned].append(point)
    return tuple(map(tuple, found.values()))


def chart(line: Series, look: Look) -> Any:
    """Figures over time: actual ones as circles on a line, planned ones as diamonds on a broken one.

    Disputed figures are crosses, joined upright. A range is a bar from its low to its high end, a period of several
    years one from its first to its last day.
    """
    import altair as alt
    import pandas as pd

    say = look.say
    factor, word = scale(max(abs(point.high) for point in line.points), say)
    rows = pd.DataFrame([_row(point, look, factor) for point in line.points])
    kinds = [kind for kind in KINDS if say(kind) in set(rows["kind"])]
    hues, inks = dict(zip(KINDS, DARK if look.dark else LIGHT, strict=True)), INK[look.dark]
    x = alt.X("day:T", title=None, axis=_axis(line, alt), scale=alt.Scale(padding=26))
    y = alt.Y("value:Q", title=f"{word} {shown_unit(line)}".strip())
    y = y.scale(zero=_from_zero(line)).axis(titleAngle=0, titleAlign="left", titleAnchor="end", titleX=-28, titleY=-12)
    named: dict[str, Any] = {"domain": [say(kind) for kind in kinds]}
    colour = alt.Color("kind:N", scale=alt.Scale(**named, range=[hues[kind] for kind in kinds]), title=None)
    shapes = [SHAPES[KINDS.index(kind)] for kind in kinds]
    shape = alt.Shape("kind:N", scale=alt.Scale(**named, range=shapes), title=None)
    legend = alt.Legend(orient="bottom", direction="horizontal") if kinds != ["actual"] else None
    colour, shape = colour.legend(legend), shape.legend(legend)

    def through(points: Iterable[tuple[str, float]], hue: str, **look_of: Any) -> Any:
        data = pd.DataFrame(points, columns=["day", "value"])
        return alt.Chart(data).mark_line(color=hues[hue], **look_of).encode(x=x, y=y)

    actual, plan = _way(line, factor)
    base = alt.Chart(rows)
    bars: dict[str, Any] = {"strokeWidth": 3, "opacity": 0.4}
    # A layer without a figure would be a nameless mark to a screen reader.
    layers = [through(actual, "actual", opacity=0.55)] if actual else []
    layers += [through(plan, "planned", opacity=0.7, strokeDash=[5, 4])] if plan else []
    for side in disputes(line):
        ends = [(_day(point), value / factor) for point in side for value in (point.low, point.high)]
        layers.append(through(ends, "disputed", strokeDash=[2, 3]))
    layers += [
        base.mark_rule(**bars).encode(x=x, y=alt.Y("low:Q"), y2="high:Q", color=colour),
        base.mark_rule(**bars).encode(x="from:T", x2="until:T", y=y, color=colour),
        base.mark_point(size=90, strokeWidth=2, opacity=1).encode(
            x=x, y=y, color=colour, shape=shape,
            tooltip=[alt.Tooltip(f"{name}:N", title=say(name)) for name in ("figure", "period", "source")],
        ),
    ]  # fmt: skip
    if len(line.points) <= WRITTEN:
        once = alt.Chart(rows.drop_duplicates(["day", "shown"]))
        layers.append(once.mark_text(dy=-13, fontSize=12, color=inks).encode(x=x, y=y, text="shown:N"))
    thousands, decimal = tuple(render.label("digits", look.language))
    digits = alt.NumberLocale(decimal=decimal, thousands=thousands, grouping=[3], currency=["", ""])
    first, second = naming(line)
    title = alt.Title(_cut(first), subtitle=_cut(second), anchor="start", color=inks, subtitleColor=inks,
                      fontSize=15, subtitleFontSize=12, offset=18)  # fmt: skip
    return (
        alt.layer(*layers, title=title)
        .properties(description=_described(line, look), height=340)
        .configure(locale=alt.Locale(number=digits))
        .configure_legend(labelColor=inks, labelFontSize=12)
        .configure_axis(labelColor=inks, titleColor=inks)
    )


def _row(point: Point, look: Look, factor: float) -> dict[str, object]:
    """A row of the chart's data."""
    low, high = point.low / factor, point.high / factor
    ends = dict.fromkeys(render.number(round(end, 3), look.language) for end in (low, high))
    kind = "disputed" if point.disputed else "planned" if point.planned else "actual"
    return {
        "day": _day(point), "from": point.start, "until": point.end if point.long else point.start,
        "value": (low + high) / 2, "low": low, "high": high, "shown": "–".join(ends), "kind": look.say(kind),
        "figure": figured(point.item.quantity, look), "period": render.period(point.item.quantity.period),
        "source": point.item.citation.title or point.item.citation.document,
    }  # fmt: skip


def _day(point: Point) -> str:
    """Where a figure stands on the axis: what holds for years in their middle, all else at its first day."""
    first, last = date.fromisoformat(point.start), date.fromisoformat(point.end)
    return str(first + (last - first) / 2 if point.long else first)


def _way(line: Series, factor: float) -> tuple[list[tuple[str, float]], list[tuple[str, float]]]:
    """The line through the facts, and the one from the last fact through the plans after it.

    Figures of several years and disputed ones are on neither: no way leads through them.
    """
    facts: defaultdict[str, list[float]] = defaultdict(list)
    plans: defaultdict[str, list[float]] = defaultdict(list)
    for point in line.points:
        if not (point.long or point.disputed):
            (plans if point.planned else facts)[point.start].append((point.low + point.high) / 2 / factor)
    actual = [(day, fmean(values)) for day, values in sorted(facts.items())]
    plan = [(day, fmean(values)) for day, values in sorted(plans.items())]
    if plan and (sooner := [one for one in actual if one[0] < plan[0][0]]):
        plan.insert(0, sooner[-1])
    return actual, plan


def _axis(line: Series, alt: Any) -> Any:
    """Years below a long line; months where it is short, in digits, which every language reads."""
    long = int(line.points[-1].start[:4]) - int(line.points[0].start[:4]) > 1
    return alt.Axis(tickCount="year", format="%Y", grid=False) if long else alt.Axis(format="%Y-%m", grid=False)


def _from_zero(line: Series) -> bool:
    """Whether the axis begins at zero: yes, unless that would make a flat line of all."""
    lowest, highest = min(point.low for point in line.points), max(point.high for point in line.points)
    return lowest < 0 or highest - lowest >= FLAT * highest


def _described(line: Series, look: Look) -> str:
    """The picture in words, for who hears it."""
    told = (f"{render.period(p.item.quantity.period)}: {figured(p.item.quantity, look)}" for p in line.points)
    return f"{look.say('chart', unit=line.unit)}. {measure(line)}. {'; '.join(told)}"


def _cut(text: str) -> str:
    return text if len(text) <= TITLE else text[: TITLE - 1] + "…"

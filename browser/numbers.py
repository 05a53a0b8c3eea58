"""Every figure of the documents: filtered, sorted, drawn over time, taken away as a table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import streamlit as st

from browser import pages
from browser.frame import Frame, calmly, chosen_of, opened
from browser.look import Look, figured
from browser.markup import plain
from browser.taking import offer
from browser.texts import Say, scales
from qa import render
from qa.errors import AskCorpusError
from qa.numbers import find_numbers, number_query
from qa.series import Point, Series, series
from qa.types import CitedQuantity, Role

#: Rows on the page; all of them are in the files.
SHOWN = 2_000
#: The kinds of points, with their shapes and their colours, which the colour-blind tell apart too.
KINDS = ("actual", "planned", "disputed", "other_measure")
SHAPES = ("circle", "diamond", "cross", "triangle-up")
LIGHT = ("#0b5a8c", "#6b3fa0", "#b3401a", "#6d7680")
DARK = ("#4ba3dc", "#b08be0", "#e0764f", "#98a2ac")
#: Letters of a chart, light and dark: Streamlit's own are too pale to read.
INK = ("#3a4652", "#c9d2da")


@calmly
def draw() -> None:
    """Draw the page."""
    frame = opened()
    say = frame.say
    st.title(say("page_numbers"), anchor=False)
    found = _found(frame)
    if found is None:
        return
    if not found:
        st.info(say("no_figures"), icon=":material/info:")
        return
    st.caption(say("figure_count", count=len(found)))
    line = series(found)
    if line.points:
        st.altair_chart(chart(line, frame.look), width="stretch")
        if line.subject:
            st.caption(say("drawn", subject=plain(line.subject)))
    _table(frame, found[:SHOWN])
    with st.container(horizontal=True, key="take-away"):
        offer("CSV", lambda: render.figures_csv(found), "figures.csv", "text/csv")
        offer("Excel (XLSX)", lambda: render.figures_xlsx(found), "figures.xlsx", render.XLSX)


def _found(frame: Frame) -> tuple[CitedQuantity, ...] | None:
    """The figures that the fields above the table ask for; None, and why, for a unit or period that nobody knows."""
    say = frame.say
    what = st.text_input(
        say("what"), key="what", bind="query-params", max_chars=300, placeholder=say("what_example"),
        icon=":material/search:",
    )  # fmt: skip
    left, middle, right = st.columns(3)
    unit = left.text_input(say("unit"), key="unit", bind="query-params", max_chars=40, placeholder="TEU, t, km, %")
    period = middle.text_input(say("period"), key="period", bind="query-params", max_chars=40, placeholder="2016..2024")
    with right:
        roles = chosen_of("role", say("role"), [role.value for role in Role], lambda r: say(f"role_{r}"), say("any"))
    try:
        found = find_numbers(frame.engine, number_query(what, unit, period, frame.engine.index.units()), frame.filters)
    except AskCorpusError as error:
        st.info(plain(frame.tell(error), 300), icon=":material/info:")
        return None
    return tuple(item for item in found if not roles or item.quantity.role.value in roles)


def _table(frame: Frame, found: Sequence[CitedQuantity]) -> None:
    """The figures as a table to sort; a row chosen opens its place in the source."""
    import pandas as pd

    say = frame.say
    table = pd.DataFrame(
        {
            say("figure"): [figured(item.quantity, frame.look) for item in found],
            say("period"): [render.period(item.quantity.period) for item in found],
            say("subject"): [" ".join(item.quantity.subject.split()) for item in found],
            say("source"): [item.citation.title or item.citation.document for item in found],
            say("published"): [item.citation.published or "" for item in found],
            say("role"): [say(f"role_{item.quantity.role.value}") for item in found],
            say("planned").capitalize(): [item.quantity.planned for item in found],
            say("value"): [item.quantity.low for item in found],
            say("unit"): [item.quantity.unit for item in found],
            say("quote"): [item.citation.quote for item in found],
        }
    )
    widths = {
        say("figure"): st.column_config.TextColumn(width=170),
        say("period"): st.column_config.TextColumn(width=95),
        say("subject"): st.column_config.TextColumn(width=270),
        say("source"): st.column_config.TextColumn(width=230),
        say("value"): st.column_config.NumberColumn(format="localized"),
        say("quote"): st.column_config.TextColumn(width="large"),
    }
    chosen = st.dataframe(
        table, hide_index=True, on_select="rerun", selection_mode="single-row", key="figures", column_config=widths
    )
    rows = chosen.selection.rows
    if rows and rows[0] < len(found):
        citation = found[rows[0]].citation
        where = {"document": citation.document, "start": str(citation.start), "end": str(citation.end)}
        st.switch_page(pages.page("source"), query_params=where)
    st.caption(say("select_to_open"))


def scale(highest: float, say: Say) -> tuple[float, str]:
    """What to divide an axis by so that its labels stay short, and how the language calls it: 1e9, "billion"."""
    return next(((factor, word) for factor, word in scales(say) if highest >= factor), (1.0, ""))


def _kind(point: Point) -> str:
    """Which of `KINDS` a point is."""
    if point.other:
        return "other_measure"
    return "disputed" if point.disputed else "planned" if point.planned else "actual"


def _rows(line: Series, look: Look, factor: float) -> list[dict[str, object]]:
    """A row of the chart for each point. What holds for years stands in their middle, with a bar over all of them."""
    rows, say = [], look.say
    for point in line.points:
        first, last = date.fromisoformat(point.start), date.fromisoformat(point.end)
        long = (last - first).days > 400
        rows.append(
            {
                "day": str(first + (last - first) / 2 if long else first),
                "from": str(first), "until": str(last if long else first),
                "value": (point.low + point.high) / 2 / factor, "low": point.low / factor, "high": point.high / factor,
                "kind": say(_kind(point)),
                "figure": figured(point.item.quantity, look),
                "period": render.period(point.item.quantity.period),
                "source": point.item.citation.title or point.item.citation.document,
            }
        )  # fmt: skip
    return rows


def chart(line: Series, look: Look) -> Any:
    """Figures over time: actual ones as circles on a line, planned ones as diamonds, disputed ones as crosses.

    What measures something else is a triangle beside them. A range is a bar from its low to its high end, a period of
    several years one from its first to its last day.
    """
    import altair as alt
    import pandas as pd

    say = look.say
    factor, word = scale(max(abs(point.high) for point in line.points), say)
    rows = pd.DataFrame(_rows(line, look, factor))
    kinds = [kind for kind in map(say, KINDS) if kind in set(rows["kind"])]
    colours = dict(zip(map(say, KINDS), DARK if look.dark else LIGHT, strict=True))
    shapes = dict(zip(map(say, KINDS), SHAPES, strict=True))
    long = int(line.points[-1].start[:4]) - int(line.points[0].start[:4]) > 2
    axis = alt.Axis(tickCount="year", format="%Y") if long else alt.Axis()
    x = alt.X("day:T", title=None, axis=axis)
    y = alt.Y("value:Q", title=f"{word} {line.unit}".strip(), scale=alt.Scale(zero=False))
    colour = alt.Color(
        "kind:N", scale=alt.Scale(domain=kinds, range=[colours[kind] for kind in kinds]), title=None,
        legend=alt.Legend(columns=2, labelLimit=260),
    )  # fmt: skip
    shape = alt.Shape("kind:N", scale=alt.Scale(domain=kinds, range=[shapes[kind] for kind in kinds]), title=None)
    base = alt.Chart(rows)
    facts = base.transform_filter(alt.datum["kind"] == say("actual"))
    trend = facts.mark_line(color=colours[say("actual")], opacity=0.35).encode(x="day:T", y="mean(value):Q")
    ranges = base.mark_rule(strokeWidth=3, opacity=0.4).encode(x="day:T", y="low:Q", y2="high:Q", color=colour)
    years = base.mark_rule(strokeWidth=3, opacity=0.4).encode(x="from:T", x2="until:T", y="value:Q", color=colour)
    points = base.mark_point(size=90, strokeWidth=2, opacity=1).encode(
        x=x, y=y, color=colour, shape=shape, tooltip=["figure", "period", "source"]
    )
    layers = trend + ranges + years + points
    ink = INK[look.dark]
    thousands, decimal = render.label("digits", look.language)
    digits = alt.NumberLocale(decimal=decimal, thousands=thousands, grouping=[3], currency=["", ""])
    return (
        layers.properties(description=say("chart", unit=line.unit), height=320)
        .configure(locale=alt.Locale(number=digits))
        .configure_legend(orient="top", labelColor=ink)
        .configure_axis(labelColor=ink, titleColor=ink)
    )

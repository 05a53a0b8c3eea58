"""Every figure of the documents: filtered, sorted, drawn over time, taken away as a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from browser import pages
from browser.cards import Look
from browser.frame import Frame, chosen_of, opened
from browser.markup import plain
from qa import render
from qa.errors import AskCorpusError
from qa.numbers import find_numbers, number_query
from qa.series import Series, series
from qa.types import CitedQuantity, Role

#: Rows on the page; all of them are in the files.
SHOWN = 2_000


def draw() -> None:
    """Draw the page."""
    frame = opened()
    if frame is None:
        return
    say = frame.say
    st.title(say("page_numbers"), anchor=False)
    found = _found(frame)
    if not found:
        st.info(say("no_figures"), icon=":material/info:")
        return
    st.caption(say("figure_count", count=len(found)))
    line = series(found)
    if line.points:
        st.altair_chart(chart(line, frame.look), width="stretch")
    _table(frame, found[:SHOWN])
    with st.container(horizontal=True, key="take-away"):
        st.download_button("CSV", lambda: render.figures_csv(found), "figures.csv", "text/csv")
        st.download_button("Excel (XLSX)", lambda: render.figures_xlsx(found), "figures.xlsx")


def _found(frame: Frame) -> tuple[CitedQuantity, ...]:
    """The figures that the fields above the table ask for; the fields live in the address."""
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
        st.info(plain(str(error), 300), icon=":material/info:")
        return ()
    return tuple(item for item in found if not roles or item.quantity.role.value in roles)


def _table(frame: Frame, found: Sequence[CitedQuantity]) -> None:
    """The figures as a table to sort; a row chosen opens its place in the source."""
    import pandas as pd

    say = frame.say
    table = pd.DataFrame(
        {
            say("figure"): [render.figure(item.quantity) for item in found],
            say("period"): [render.period(item.quantity.period) for item in found],
            say("subject"): [" ".join(item.quantity.subject.split()) for item in found],
            say("value"): [item.quantity.low for item in found],
            say("unit"): [item.quantity.unit for item in found],
            say("role"): [say(f"role_{item.quantity.role.value}") for item in found],
            say("planned"): [item.quantity.planned for item in found],
            say("source"): [item.citation.title or item.citation.document for item in found],
            say("published"): [item.citation.published or "" for item in found],
            say("quote"): [item.citation.quote for item in found],
        }
    )
    widths = {
        say("subject"): st.column_config.TextColumn(width="medium"),
        say("source"): st.column_config.TextColumn(width="medium"),
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


def chart(line: Series, look: Look) -> Any:
    """Figures over time: actual ones as circles on a line, planned ones as diamonds, disputed ones as crosses."""
    import altair as alt
    import pandas as pd

    say = look.say
    actual, planned, disputed = say("actual"), say("planned"), say("disputed")
    rows = pd.DataFrame(
        [
            {
                "day": point.start,
                "value": (point.low + point.high) / 2,
                "kind": disputed if point.disputed else planned if point.planned else actual,
                "figure": render.figure(point.item.quantity),
                "period": render.period(point.item.quantity.period),
                "source": point.item.citation.title or point.item.citation.document,
            }
            for point in line.points
        ]
    )
    kinds = [actual, planned, disputed]
    colours = ["#4ba3dc", "#b08be0", "#e0764f"] if look.dark else ["#0b5a8c", "#6b3fa0", "#b3401a"]
    long = int(line.points[-1].start[:4]) - int(line.points[0].start[:4]) > 2
    axis = alt.Axis(tickCount="year", format="%Y") if long else alt.Axis()
    facts = rows[rows["kind"] == actual]
    trend = alt.Chart(facts).mark_line(color=colours[0], opacity=0.35).encode(x="day:T", y="mean(value):Q")
    points = (
        alt.Chart(rows)
        .mark_point(size=90, strokeWidth=2)
        .encode(
            x=alt.X("day:T", title=None, axis=axis),
            y=alt.Y("value:Q", title=line.unit, scale=alt.Scale(zero=False)),
            color=alt.Color("kind:N", scale=alt.Scale(domain=kinds, range=colours), title=None),
            shape=alt.Shape("kind:N", scale=alt.Scale(domain=kinds, range=["circle", "diamond", "cross"]), title=None),
            tooltip=["figure", "period", "source"],
        )
    )
    return (trend + points).properties(description=say("chart", unit=line.unit)).configure_legend(orient="top")

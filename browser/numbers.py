"""Every figure of the documents: filtered, sorted, drawn over time, taken away as a table."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from browser import pages
from browser.cards import source_link
from browser.chart import chart, disputes, naming, shown_unit, years
from browser.frame import Frame, calmly, chosen_of, into_address, opened
from browser.look import Look, figured, wrapped
from browser.markup import escape, plain
from browser.taking import offer
from qa import render
from qa.errors import AskCorpusError
from qa.numbers import find_numbers, number_query
from qa.series import Series, series
from qa.types import CitedQuantity, Role

#: Rows on the page; all of them are in the files.
SHOWN = 2_000


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
    _over_time(frame, series(found))
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
        roles = chosen_of("role", say("role"), [role.value for role in Role], say("any"), lambda r: say(f"role_{r}"))
    try:
        found = find_numbers(frame.engine, number_query(what, unit, period, frame.engine.index.units()), frame.filters)
    except AskCorpusError as error:
        st.info(plain(frame.tell(error), 300), icon=":material/info:")
        return None
    shown = [item for item in found if not roles or item.quantity.role.value in roles]
    if not what:  # nothing was asked for: what is measured and dated tells more than "two countries"
        shown.sort(key=lambda item: (item.quantity.dimension == "count", item.quantity.period is None))
    return tuple(shown)


def _over_time(frame: Frame, lines: tuple[Series, ...]) -> None:
    """The series among the figures: one of them drawn, with who says so and who disagrees; all of them to choose."""
    say = frame.say
    if not lines:
        st.caption(say("no_series"))
        return
    names = {line.name: line for line in lines}
    asked = st.query_params.get("series", "")
    shown = asked if asked in names else lines[0].name
    if len(lines) > 1:
        key = f"series-{hash(tuple(names))}"
        st.session_state.setdefault(key, shown)
        shown = st.selectbox(say("series"), list(names), key=key, format_func=lambda name: _called(names[name]))
    into_address("series", [shown] if shown != lines[0].name else [])
    line = names[shown]
    st.altair_chart(chart(line, frame.look), width="stretch")
    st.html(wrapped(frame.look, series_notes(line, frame.look)))


def _called(line: Series) -> str:
    """A series in a list: what is measured, where that is said, when and in what unit."""
    parts = dict.fromkeys((*naming(line), years(line), shown_unit(line)))
    return " · ".join(part for part in parts if part)


def series_notes(line: Series, look: Look) -> str:
    """What stands under a chart: who disagrees, and where its figures are from."""
    return _disputed(line, look) + _sources(line, look)


def _disputed(line: Series, look: Look) -> str:
    """Both sides of each disagreement."""
    rows = "".join(
        f"<li>{escape(render.period(points[0].item.quantity.period))}: "
        + " ≠ ".join(
            f"<strong>{escape(figured(point.item.quantity, look))}</strong> ({source_link(point.item.citation, look)})"
            for point in points
        )
        + "</li>"
        for points in disputes(line)
    )
    return f"<h3>{escape(look.say('disagree'))}</h3><ul>{rows}</ul>" if rows else ""


def _sources(line: Series, look: Look) -> str:
    """The places that the series is taken from, one a document."""
    cited = {point.item.citation.document: point.item.citation for point in reversed(line.points)}
    links = [
        source_link(one, look) + (f" ({escape(one.published)})" if one.published else "") for one in cited.values()
    ]
    return f'<p class="qa-dim">{escape(look.say("source"))}: {"; ".join(links)}</p>'


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

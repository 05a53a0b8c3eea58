"""What is indexed and what was skipped; adding, removing and bringing the index up to date where that is allowed."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from browser import pages
from browser.frame import Frame, language, opened
from browser.look import Look, wrapped
from browser.markup import escape, plain
from browser.said import said
from browser.shared import Settings
from browser.texts import LANGUAGES, Say, speaker
from qa import library, readers
from qa.errors import AskCorpusError


@st.cache_resource(show_spinner=False, max_entries=4)
def updater(corpus: str, index: str) -> library.Updater:
    """The one updater of an index, whoever presses the button."""
    return library.Updater(Path(corpus), Path(index))


def draw() -> None:
    """Draw the page."""
    frame = _frame()
    settings, say = Settings.from_environment(), speaker(language())
    work = updater(str(settings.corpus), str(settings.index))
    st.title(say("page_documents"), anchor=False)
    if frame is None:
        st.caption(say("no_index"))
        if st.query_params.get("build") == "1" and work.progress is None:
            _start(work)
    else:
        _state(frame)
    with st.container(horizontal=True, vertical_alignment="center", key="update"):
        if st.button(say("update_index"), icon=":material/sync:", disabled=work.running):
            _start(work, frame.engine.info.model if frame else None)
            st.rerun()
    if work.progress is not None:
        # Looked at every second while there is something to see; a page that has settled is left alone.
        st.fragment(_progress, run_every=1.0 if work.running else None)(work, say, first=frame is None)
    if frame is not None:
        if settings.upload:
            _manage(frame, work)
        _table(frame)
        _skipped(frame)


def _frame() -> Frame | None:
    """The frame; None where there is no usable index: here it can be built."""
    try:
        return opened()
    except AskCorpusError:
        return None


def _state(frame: Frame) -> None:
    manifest = frame.engine.index.manifest
    line = frame.say(
        "index_whole", documents=manifest.documents, passages=manifest.passages, figures=manifest.quantities,
        model=manifest.model or "BM25",
    )  # fmt: skip
    st.html(wrapped(frame.look, f"<p>{escape(line)}</p>"))


def _start(work: library.Updater, model: str | None = None) -> None:
    """Begin an update, whose end this session will be told of."""
    work.start(model)
    st.session_state.update(watching=True, told=False)


def _progress(work: library.Updater, say: Say, *, first: bool) -> None:
    """The bar of the update under way; the page is drawn anew when it ends. `first`: there is no old index to ask."""
    state = work.progress
    if state is None:
        return
    if not state.finished:
        share = min(state.done / state.total, 1.0) if state.total else 0.0
        stage = plain(said(state.stage, language()))
        counted = f"{state.done:,}/{state.total:,}" if state.total else ""
        st.progress(share, text=f"{plain(say('building' if first else 'updating'))} {stage} {counted}")
        st.session_state["watching"] = True
        return
    if st.session_state.pop("watching", False):
        st.session_state["told"] = True
        st.rerun()
    if state.error:
        st.warning(say("update_failed"), icon=":material/info:")
        st.code(said(state.error, language()), language=None, wrap_lines=True)
    elif st.session_state.get("told"):
        st.success(say("updated"), icon=":material/check:")


def _manage(frame: Frame, work: library.Updater) -> None:
    """Upload and removal. The update that makes either count starts by itself."""
    say = frame.say
    with st.expander(say("add_documents"), icon=":material/upload_file:"):
        kinds = sorted(suffix.lstrip(".") for suffix in readers.SUFFIXES)
        with st.form("upload", clear_on_submit=True, border=False):
            files = st.file_uploader(say("choose_files"), type=kinds, accept_multiple_files=True)
            size = library.LARGEST // 1024**2
            st.caption(say("upload_limits", size=size, kinds=", ".join(kinds).upper()))
            sent = st.form_submit_button(say("add"), type="primary")
        if sent and files:
            notes = st.session_state["added"] = [_add(frame, file.name, file.getvalue()) for file in files]
            if any(kept for kept, _ in notes):
                _start(work, frame.engine.info.model)
            st.rerun(scope="app")
    with st.expander(say("remove_documents"), icon=":material/delete:"):
        names = [row.id for row in frame.documents]
        chosen = st.selectbox(say("document"), names, index=None, placeholder=say("choose"), key="remove")
        sure = st.checkbox(say("sure"), key="sure")
        if st.button(say("remove"), disabled=not (chosen and sure)) and chosen:
            try:
                library.remove(frame.settings.corpus, chosen)
            except AskCorpusError as error:
                st.info(plain(frame.tell(error), 300), icon=":material/info:")
                return
            _start(work, frame.engine.info.model)
            st.rerun()
    notes = st.session_state.get("added", ())
    if not work.running:  # said until the update is done
        st.session_state.pop("added", None)
    for kept, line in notes:
        st.caption(line) if kept else st.info(line, icon=":material/info:")


def _add(frame: Frame, name: str, data: bytes) -> tuple[bool, str]:
    """Keep an uploaded file; whether that went well, and a line that says so or says why not."""
    try:
        kept = library.add(frame.settings.corpus, name, data)
    except AskCorpusError as error:
        return False, f"{plain(name)}: {plain(frame.tell(error), 300)}"
    return True, f"{plain(kept)} · {frame.say('added')}"


def _table(frame: Frame) -> None:
    """Every document; a row chosen opens it."""
    import pandas as pd

    say = frame.say
    shown = [row for row in frame.documents if frame.filters.admit(row)]
    table = pd.DataFrame(
        {
            say("title"): [row.title or row.id for row in shown],
            say("source"): [row.source for row in shown],
            say("published"): [row.published or "" for row in shown],
            say("language"): [LANGUAGES.get(row.language, row.language) for row in shown],
            say("kind"): [row.format for row in shown],
            say("passages"): [row.passages for row in shown],
            say("figures"): [row.quantities for row in shown],
            say("file"): [row.id for row in shown],
        }
    )
    widths = {say("title"): 310, say("source"): 125, say("published"): 110, say("language"): 80, say("kind"): 85,
              say("passages"): 80, say("figures"): 70}  # fmt: skip
    columns = {name: st.column_config.Column(width=width) for name, width in widths.items()}
    chosen = st.dataframe(
        table, hide_index=True, on_select="rerun", selection_mode="single-row", key="documents", column_config=columns
    )
    rows = chosen.selection.rows
    if rows and rows[0] < len(shown):
        st.switch_page(pages.page("source"), query_params={"document": shown[rows[0]].id})
    st.caption(say("select_to_open"))


def _skipped(frame: Frame) -> None:
    """Files that are not in the index, each with its reason."""
    skipped = frame.engine.index.skipped()
    if skipped:
        reasons = [(one.path, said(one.reason, frame.look.language)) for one in skipped]
        rows = "".join(f"<tr><td>{escape(path)}</td><td>{escape(reason)}</td></tr>" for path, reason in reasons)
        _titled(frame.look, frame.say("skipped", count=len(skipped)), f"<table><tbody>{rows}</tbody></table>")


def _titled(look: Look, title: str, body: str) -> None:
    st.html(wrapped(look, f"<h3>{escape(title)}</h3>{body}"))

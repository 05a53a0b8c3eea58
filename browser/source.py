"""The source view: a document at the cited place, marked, as text and, for PDF, as the page itself."""

from __future__ import annotations

import base64
import threading

import streamlit as st

from browser import clicks
from browser.frame import Frame, calmly, opened
from browser.look import wrapped
from browser.markup import escape
from browser.texts import LANGUAGES
from browser.viewing import WINDOW, document_html, hits, view
from qa import readers
from qa.errors import ReadError
from qa.render import label
from qa.store import DocumentRow
from qa.types import Span

#: PDFium may be used by one thread at a time.
_PDFIUM = threading.Lock()


@calmly
def draw() -> None:
    """Draw the page."""
    frame = opened()
    row = _chosen(frame)
    if row is None:
        return
    place = _place(row)
    _title(frame, row)
    place = _jump(frame, row, place)
    found, at = _search(frame, row)
    if found:
        place_now: Span | None = found[at]
    else:
        place_now = place
    shown = view(row, place_now)
    pages = [n for n, (start, end) in enumerate(row.pages, 1) if place and start < place.end and place.start < end]
    if row.format == "pdf" and place and pages:
        with st.expander(label("page", frame.look.language, page=pages[0]), expanded=True):
            _sheet(frame, row, place, pages[0])
    with st.container():
        if shown.before:
            _turn(frame, row, "previous_part", max(0, shown.span.start - WINDOW // 2))
        marked = found[at] if found else place
        others = [span for number, span in enumerate(found) if number != at]
        st.html(wrapped(frame.look, document_html(row, shown, marked, others, frame.say("document"))))
        if shown.after:
            _turn(frame, row, "next_part", shown.span.end)
    if place_now is not None:
        clicks.scroll_to_mark(f"{row.id}:{place_now.start}-{place_now.end}", sheet=not found)


def _chosen(frame: Frame) -> DocumentRow | None:
    """The document that the address names, or the one picked from the list."""
    names = [row.id for row in frame.documents]
    titles = {row.id: row.title or row.id for row in frame.documents}
    asked = st.query_params.get("document")
    if asked is not None and asked not in titles:
        st.info(frame.say("no_such_document"), icon=":material/info:")
    picked = st.selectbox(
        frame.say("document"), names, index=names.index(asked) if asked in titles else 0,
        format_func=lambda name: titles[name], key=f"picked-{asked}",
    )  # fmt: skip
    if picked != (asked if asked in titles else names[0]):
        st.query_params.pop("start", None)
        st.query_params.pop("end", None)
        st.query_params["document"] = picked
        st.rerun()
    return frame.engine.index.document(picked)


def _place(row: DocumentRow) -> Span | None:
    """The characters that the address names, where they lie in the document."""
    try:
        span = Span(int(st.query_params["start"]), int(st.query_params["end"]))
    except (KeyError, ValueError):
        return None
    return span if 0 <= span.start < span.end <= len(row.text) else None


def _title(frame: Frame, row: DocumentRow) -> None:
    spoken = LANGUAGES.get(row.language, row.language)
    about = [row.source, ", ".join(row.authors), row.published or "", spoken, row.format, row.id]
    line = " · ".join(escape(part) for part in about if part and part != row.title)
    st.html(wrapped(frame.look, f'<h2>{escape(row.title or row.id)}</h2><p class="qa-dim">{line}</p>'))


def _jump(frame: Frame, row: DocumentRow, place: Span | None) -> Span | None:
    """Headings to jump by; the one chosen last goes before the place in the address."""
    if len(row.headings) < 2:
        return place
    options = range(len(row.headings))

    def name(number: int) -> str:
        start, end, level = row.headings[number]
        return "\u2003" * max(0, level - 1) + " ".join(row.text[start:end].split())[:90]

    picked = st.selectbox(
        frame.say("headings"), options, index=None, format_func=name, key=f"heading-{row.id}",
        placeholder=frame.say("jump"),
    )  # fmt: skip
    return Span(*row.headings[picked][:2]) if picked is not None else place


def _search(frame: Frame, row: DocumentRow) -> tuple[list[Span], int]:
    """Words to find inside, the hits, and which of them is looked at."""
    say = frame.say
    words = st.text_input(say("search_inside"), key=f"inside-{row.id}", max_chars=200, icon=":material/search:")
    if not words:
        return [], 0
    found, key = hits(row.text, words), f"hit-{row.id}-{words}"
    at = st.session_state.get(key, 0) % max(len(found), 1)
    with st.container(horizontal=True, vertical_alignment="center", key="hits"):
        back = st.button(say("previous"), icon=":material/keyboard_arrow_up:", disabled=len(found) < 2)
        on = st.button(say("next"), icon=":material/keyboard_arrow_down:", disabled=len(found) < 2)
        if back or on:
            at = (at + (1 if on else -1)) % len(found)
            st.session_state[key] = at
        st.caption(say("hit_count", at=at + 1, count=len(found)) if found else say("no_hits"), width="content")
    return found, at


def _turn(frame: Frame, row: DocumentRow, name: str, at: int) -> None:
    if st.button(frame.say(name), key=name):
        st.query_params.update({"document": row.id, "start": str(at), "end": str(min(at + 1, len(row.text)))})
        st.rerun()


def _sheet(frame: Frame, row: DocumentRow, place: Span, number: int) -> None:
    """The PDF page as a picture with a box for each line of the quote."""
    path = frame.settings.corpus / row.id
    start, end = row.pages[number - 1]
    quote = row.text[max(place.start, start) : min(place.end, end)]
    try:
        with _PDFIUM:
            picture = readers.page_image(path, number)
            boxes = readers.page_boxes(path, number, quote)
    except ReadError:
        st.info(frame.say("no_page"), icon=":material/info:")
        return
    drawn = "".join(
        f'<i style="left:{box[0] * 100:.3f}%;top:{box[1] * 100:.3f}%;'
        f'width:{(box[2] - box[0]) * 100:.3f}%;height:{(box[3] - box[1]) * 100:.3f}%"></i>'
        for box in boxes
    )
    source = base64.b64encode(picture).decode("ascii")
    alt = escape(label("page", frame.look.language, page=number))
    st.html(
        wrapped(frame.look, f'<div class="sheet"><img alt="{alt}" src="data:image/png;base64,{source}">{drawn}</div>')
    )

"""What every page has around it: styles, language, filters, the index's state, and calm words when it is missing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, wraps
from pathlib import Path

import streamlit as st

from browser import clicks, pages
from browser.conversation import begin_anew
from browser.look import Look, wrapped
from browser.markup import address, escape
from browser.person import logged_in, person
from browser.said import said
from browser.shared import Answers, Settings, history, live_engine
from browser.texts import LANGUAGES, Say, speaker, spoken
from qa.engine import Engine, Filters
from qa.errors import AskCorpusError
from qa.history import History
from qa.store import DocumentRow

#: Documents named in the sidebar; all of them are on their page.
NAMED = 20
#: Letters of a title in the sidebar: about three lines.
TITLE = 90


@dataclass(frozen=True, slots=True)
class Frame:
    """What a page needs to draw itself."""

    answers: Answers
    documents: tuple[DocumentRow, ...]
    filters: Filters
    look: Look
    settings: Settings
    store: History | None
    person: str

    @property
    def engine(self) -> Engine:
        """The engine over the generation that this page is drawn from."""
        return self.answers.engine

    @property
    def say(self) -> Say:
        """The words of the interface."""
        return self.look.say

    def tell(self, error: AskCorpusError) -> str:
        """What an error says, in the language of the interface."""
        return said(str(error), self.look.language)


def language() -> str:
    """The language chosen with the switch, or else the browser's."""
    for chosen in (st.session_state.get("lang"), st.query_params.get("lang")):
        if chosen in LANGUAGES:
            return str(chosen)
    return spoken(st.context.locale)


def calmly(draw: Callable[[], None]) -> Callable[[], None]:
    """`draw`; where the index is missing, outdated or damaged, what happened instead, and a button that mends it."""

    @wraps(draw)
    def page() -> None:
        try:
            draw()
        except AskCorpusError as error:
            say = speaker(language())
            st.warning(say("no_index"), icon=":material/info:")
            st.code(said(str(error), language()), language=None, wrap_lines=True)
            if st.button(say("build_index"), type="primary"):
                st.switch_page(pages.page("documents"), query_params={"build": "1"})

    return page


def opened() -> Frame:
    """Draw the frame. Raises `IndexMissing` or `IndexUnfit` where nothing can be drawn from."""
    say, settings = speaker(language()), Settings.from_environment()
    st.html(_style())
    look = Look(say, language(), st.get_option("server.baseUrlPath") or "", st.context.theme.type == "dark")
    try:
        answers = live_engine(str(settings.index)).get()
        documents = tuple(answers.engine.index.documents())
    except AskCorpusError:
        with st.sidebar:
            _language_switch(say)
        raise
    me, store = person(), history(str(settings.index))
    with st.sidebar:
        filters = _filters(documents, say)
        _earlier(store, me, look)
        _index_state(answers.engine, documents, look)
        _language_switch(say)
        if logged_in():
            st.button(say("log_out"), on_click=st.logout, icon=":material/logout:", type="tertiary")
    _follow(clicks.followed("" if logged_in() else me, look.base))
    return Frame(answers, documents, filters, look, settings, store, me)


@lru_cache(maxsize=1)
def _style() -> str:
    return f"<style>{(Path(__file__).parent / 'style.css').read_text(encoding='utf-8')}</style>"


def _follow(link: tuple[str, dict[str, str]] | None) -> None:
    """Go where a link that was clicked leads: to a place in a document, to a conversation, or to a new one."""
    if link is None:
        return
    name, parameters = link
    if name == "ask" and not parameters:
        begin_anew()
    st.switch_page(pages.page(name), query_params=parameters)


def _language_switch(say: Say) -> None:
    """The switch of the interface's language. The address carries the code, whatever the words for it are."""
    st.session_state.setdefault("lang", language())
    chosen = st.selectbox(say("language"), list(LANGUAGES), format_func=LANGUAGES.__getitem__, key="lang")
    into_address("lang", [chosen] if chosen != spoken(st.context.locale) else [])


def chosen_of(name: str, title: str, options: list[str], names: Callable[[str], str], placeholder: str) -> list[str]:
    """A choice of several whose codes live in the address, while the user reads their names."""
    known = [code for code in st.query_params.get_all(name) if code in options]
    st.session_state.setdefault(f"{name}-chosen", known)
    chosen = st.multiselect(title, options, key=f"{name}-chosen", format_func=names, placeholder=placeholder)
    into_address(name, chosen)
    return chosen


def into_address(name: str, codes: list[str]) -> None:
    """Make the parameter hold these codes; nothing is sent when it does already."""
    if codes != st.query_params.get_all(name):
        if codes:
            st.query_params[name] = codes
        else:
            st.query_params.pop(name, None)


def _filters(documents: tuple[DocumentRow, ...], say: Say) -> Filters:
    """The filter widgets; their values live in the address, so that a link carries them."""
    sources = sorted({row.source for row in documents if row.source})
    languages = sorted({row.language for row in documents if row.language})
    formats = sorted({row.format for row in documents})
    years = sorted({row.published[:4] for row in documents if row.published})
    with st.expander(say("filters"), icon=":material/filter_alt:", expanded=bool(_filtered())):
        chosen_sources = st.multiselect(
            say("source"), sources, key="source", bind="query-params", placeholder=say("all")
        )
        since = st.selectbox(say("since"), years, index=None, key="since", bind="query-params", placeholder=say("any"))
        until = st.selectbox(say("until"), years, index=None, key="until", bind="query-params", placeholder=say("any"))
        chosen_languages = chosen_of(
            "language", say("document_language"), languages, lambda code: LANGUAGES.get(code, code), say("all")
        )
        chosen_formats = st.multiselect(
            say("format"), formats, key="format", bind="query-params", placeholder=say("all")
        )
    return Filters(
        sources=frozenset(chosen_sources),
        languages=frozenset(chosen_languages),
        formats=frozenset(chosen_formats),
        since=since or "",
        until=until or "",
    )


def _filtered() -> list[str]:
    return [name for name in ("source", "since", "until", "language", "format") if st.query_params.get(name)]


def _earlier(store: History | None, me: str, look: Look) -> None:
    """The person's earlier conversations, and a way to forget them."""
    say = look.say
    kept = store.conversations(me) if store is not None else ()
    if store is None or not kept:
        return
    with st.expander(say("earlier"), icon=":material/history:"):
        links = [_link(look, "", say("new_conversation"))]
        links += [_link(look, "", one.title, one.changed[:10], c=one.name) for one in kept]
        st.html(wrapped(look, f'<ul class="list">{"".join(links)}</ul>'))
        st.button(say("forget"), on_click=_forget, args=(store, me), type="tertiary", icon=":material/delete:")


def _forget(store: History, me: str) -> None:
    store.forget(me)
    begin_anew()


def _index_state(engine: Engine, documents: tuple[DocumentRow, ...], look: Look) -> None:
    """What is indexed: the first documents by name, and how much is in them."""
    say, info = look.say, engine.info
    with st.expander(say("documents_count", count=info.documents), icon=":material/folder:"):
        links = [
            _link(look, "source", row.title or row.id, row.published or "", document=row.id)
            for row in documents[:NAMED]
        ]
        st.html(wrapped(look, f'<ul class="list">{"".join(links)}</ul>'))
        if len(documents) > NAMED:
            st.page_link(pages.page("documents"), label=say("all_documents"))
    st.caption(say("index_state", passages=info.passages, figures=engine.index.manifest.quantities))
    if not info.model:
        st.caption(say("words_only"))


def _link(look: Look, page: str, title: str, note: str = "", **parameters: str) -> str:
    """A line of a list in the sidebar: a link, and a note under it."""
    line = " ".join(title.split())
    shown = escape(line if len(line) <= TITLE else line[: TITLE - 1] + "…")
    below = f' <span class="qa-dim">{escape(note)}</span>' if note else ""
    return f'<li><a class="go" href="{address(look.base, page, **parameters)}">{shown}</a>{below}</li>'

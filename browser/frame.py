"""What every page has around it: styles, language, filters, the index's state, and calm words when it is missing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
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
    """The switch of the interface's language. The address carries the code, whatever the words for it are.

    What a widget holds is lost on the way to another page; what was chosen is therefore kept beside it.
    """
    st.session_state["switch"] = chosen = language()
    st.selectbox(say("language"), list(LANGUAGES), format_func=LANGUAGES.__getitem__, key="switch", on_change=_switched)
    into_address("lang", [chosen] if chosen != spoken(st.context.locale) else [])


def _switched() -> None:
    st.session_state["lang"] = st.session_state["switch"]


def recalled(name: str, options: Sequence[str]) -> list[str]:
    """The codes chosen under `name`: what the address says where it says something new, else what was chosen before.

    On the way to another page Streamlit forgets both what is in the address and what a widget holds.
    """
    kept, written = f"kept-{name}", f"written-{name}"
    here = [code for code in st.query_params.get_all(name) if code in options]
    if here and here != st.session_state.get(written):
        st.session_state[kept] = here
    return [code for code in st.session_state.get(kept, ()) if code in options]


def chosen_of(
    name: str, title: str, options: list[str], placeholder: str, names: Callable[[str], str] = str, *, one: bool = False
) -> list[str]:
    """A choice whose codes live in the address and last from page to page, while the user reads their names.

    Of several, or of `one`.
    """
    codes, key = recalled(name, options), f"{name}-chosen"

    def keep() -> None:
        held = st.session_state[key]
        st.session_state[f"kept-{name}"] = list(filter(None, [held])) if one else held

    if one:
        st.session_state[key] = codes[0] if codes else None
        st.selectbox(title, options, None, names, key=key, placeholder=placeholder, on_change=keep)
    else:
        st.session_state[key] = codes
        st.multiselect(title, options, key=key, format_func=names, placeholder=placeholder, on_change=keep)
    into_address(name, codes)
    st.session_state[f"written-{name}"] = codes
    return codes


def into_address(name: str, codes: list[str]) -> None:
    """Make the parameter hold these codes; nothing is sent when it does already."""
    if codes != st.query_params.get_all(name):
        if codes:
            st.query_params[name] = codes
        else:
            st.query_params.pop(name, None)


def _filters(documents: tuple[DocumentRow, ...], say: Say) -> Filters:
    """The filter widgets, unfolded where one is in force."""
    years = sorted({row.published[:4] for row in documents if row.published})
    options = {
        "source": sorted({row.source for row in documents if row.source}), "since": years, "until": years,
        "language": sorted({row.language for row in documents if row.language}),
        "format": sorted({row.format for row in documents}),
    }  # fmt: skip
    titles = {"language": "document_language"}
    in_force = any(recalled(name, codes) for name, codes in options.items())
    chosen: dict[str, list[str]] = {}
    with st.expander(say("filters"), icon=":material/filter_alt:", expanded=in_force):
        for name, codes in options.items():
            one = name in ("since", "until")
            names = _own_name if name == "language" else str
            title, placeholder = say(titles.get(name, name)), say("any" if one else "all")
            chosen[name] = chosen_of(name, title, codes, placeholder, names, one=one)
    return Filters(
        sources=frozenset(chosen["source"]),
        languages=frozenset(chosen["language"]),
        formats=frozenset(chosen["format"]),
        since="".join(chosen["since"]),
        until="".join(chosen["until"]),
    )


def _own_name(code: str) -> str:
    return LANGUAGES.get(code, code)


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

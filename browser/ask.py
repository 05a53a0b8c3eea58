"""The start page: a question, the answer card, and the turns before it."""

from __future__ import annotations

import streamlit as st

from browser.cards import answer_card, question_heading
from browser.conversation import Conversation, begin_anew, current
from browser.frame import Frame, calmly, opened
from browser.look import wrapped
from browser.markup import escape, plain
from browser.taking import offer
from qa import render
from qa.engine import LONGEST_QUESTION
from qa.errors import AskCorpusError
from qa.history import History
from qa.suggest import examples, follow_ups
from qa.types import Answer


@calmly
def draw() -> None:
    """Draw the page."""
    frame = opened()
    for name in ("document", "start", "end"):  # left in the address by the way back from a source
        if name in st.query_params:
            st.query_params.pop(name)
    talk = current(frame.answers, frame.store, frame.filters, frame.person)
    top = st.container()
    asked = _asked()
    if asked:
        _ask(frame, talk, asked)
    with top:  # drawn when it is known whether there is an answer
        if not talk.answers:
            st.title(frame.say("ask_title"), anchor=False)
        with st.container(key="ask"):
            words = frame.say("follow_up" if talk.answers else "ask")
            st.chat_input(words, key="question", max_chars=LONGEST_QUESTION)
    if not talk.answers:
        _welcome(frame, talk)
        return
    last = len(talk.answers) - 1
    _turn(frame, talk, last)
    _suggested(frame, talk)
    for place in range(last - 1, -1, -1):
        # What is folded away is neither drawn nor sent: a long conversation costs no more than a short one.
        with st.expander(plain(talk.answers[place].question), key=f"turn-{place}", on_change="rerun") as folded:
            if folded.open:
                _turn(frame, talk, place)
    for turn in reversed(talk.earlier):
        if st.button(plain(turn.question), key=f"earlier-{turn.resolved}", type="tertiary"):
            _ask_and_redraw(frame, talk, turn.resolved)
    _take_away(frame, talk)


def _asked() -> str | None:
    """What was typed just now, or what the address asks."""
    typed: str | None = st.session_state.get("question")
    linked = st.query_params.get("q", "")
    if typed or not linked or st.session_state.get("linked") == linked:
        return typed
    st.session_state["linked"] = linked
    return linked


def _ask(frame: Frame, talk: Conversation, question: str) -> None:
    """Answer, remember, and put the conversation's name into the address; say calmly what cannot be asked."""
    try:
        talk.ask(frame.answers, question, frame.filters)
    except AskCorpusError as error:
        st.info(plain(frame.tell(error), 500), icon=":material/info:")
        return
    talk.keep(frame.store, frame.person)
    st.query_params["c"] = talk.name
    st.query_params.pop("q", None)


def _ask_and_redraw(frame: Frame, talk: Conversation, question: str) -> None:
    _ask(frame, talk, question)
    st.rerun()


def _welcome(frame: Frame, talk: Conversation) -> None:
    """The empty page: what this is, and questions that these documents answer."""
    say = frame.say
    st.html(wrapped(frame.look, f"<p>{escape(say('welcome', count=frame.engine.info.documents))}</p>"))
    questions = _examples(frame)
    if questions:
        st.caption(say("examples"))
    with st.container(key="examples", gap=None):
        for number, question in enumerate(questions):
            if st.button(plain(question), key=f"example-{number}", icon=":material/arrow_forward:", type="tertiary"):
                _ask_and_redraw(frame, talk, question)


@st.cache_data(show_spinner=False, max_entries=32)
def _examples_for(fingerprint: str, language: str, _frame: Frame) -> tuple[str, ...]:
    return examples(_frame.engine, _frame.settings.corpus, language)


def _examples(frame: Frame) -> tuple[str, ...]:
    return _examples_for(frame.engine.info.fingerprint, frame.look.language, frame)


def _turn(frame: Frame, talk: Conversation, place: int) -> None:
    """One question with its card and its marks."""
    say, answer = frame.say, talk.answers[place]
    heading = question_heading(answer, frame.look)
    if answer.resolved_question != answer.question:
        st.html(wrapped(frame.look, heading))
        heading = ""
        _understood(frame, talk, place)
    if answer.index.fingerprint != frame.engine.info.fingerprint and st.button(
        say("ask_again"), key=f"again-{place}", icon=":material/refresh:", help=say("older_index")
    ):
        _correct(frame, talk, place, answer.resolved_question)
    st.html(answer_card(answer, frame.look, f"a{place}", above=heading))
    if frame.store is not None:
        _marks(frame, frame.store, talk, answer, place)


def _understood(frame: Frame, talk: Conversation, place: int) -> None:
    """What a follow-up was understood as, open to correction."""
    answer = talk.answers[place]
    key = f"understood-{place}-{len(talk.answers)}"
    corrected = st.text_input(
        frame.say("understood_as"), value=answer.resolved_question, key=key, max_chars=LONGEST_QUESTION,
        help=frame.say("understood_help"),
    )  # fmt: skip
    if corrected and corrected.strip() != answer.resolved_question.strip():
        _correct(frame, talk, place, corrected)


def _correct(frame: Frame, talk: Conversation, place: int, resolved: str) -> None:
    try:
        talk.correct(frame.answers, place, resolved, frame.filters)
    except AskCorpusError as error:
        st.info(plain(frame.tell(error), 500), icon=":material/info:")
        return
    talk.keep(frame.store, frame.person)
    st.rerun()


def _marks(frame: Frame, store: History, talk: Conversation, answer: Answer, place: int) -> None:
    """Right or wrong, with a comment; both kept at once."""
    say = frame.say
    with st.container(horizontal=True, vertical_alignment="center", key=f"marks-{place}"):
        st.caption(say("mark_question"), width="content")
        choice = st.segmented_control(
            say("mark_question"), [True, False], format_func=lambda right: say("right") if right else say("wrong"),
            key=f"mark-{place}-{answer.resolved_question}", label_visibility="collapsed", width="content",
        )  # fmt: skip
    if choice is None:
        return
    comment = st.text_input(say("comment"), key=f"comment-{place}-{answer.resolved_question}", max_chars=2_000)
    noted = (talk.name, answer.resolved_question, choice, comment)
    if st.session_state.get(f"noted-{place}") != noted:
        store.mark(talk.name or talk.origin, answer, right=bool(choice), comment=comment)
        st.session_state[f"noted-{place}"] = noted
    st.caption(say("mark_kept"))


def _suggested(frame: Frame, talk: Conversation) -> None:
    """What could be asked next about the same thing."""
    questions = follow_ups(talk.answers[-1])
    if not questions:
        return
    with st.container(horizontal=True, key="suggested"):
        for number, question in enumerate(questions):
            if st.button(plain(question), key=f"next-{len(talk.answers)}-{number}"):
                _ask_and_redraw(frame, talk, question)


def _take_away(frame: Frame, talk: Conversation) -> None:
    """The conversation as a file, or a new one. Files are made when they are asked for."""
    say, answers = frame.say, talk.answers
    figures = [item for answer in answers for item in answer.quantities]
    with st.container(horizontal=True, key="take-away"):
        st.button(say("new_conversation"), on_click=begin_anew, icon=":material/add:")
        with st.popover(say("export"), icon=":material/download:"):
            offer("Markdown", lambda: render.conversation_markdown(answers), "answers.md", "text/markdown")
            offer("Word (DOCX)", lambda: render.conversation_docx(answers), "answers.docx", render.DOCX)
            offer(say("figures_csv"), lambda: render.figures_csv(figures), "figures.csv", "text/csv")

"""The conversation of one session: asked turn by turn, kept in the history, brought back after a reload."""

from __future__ import annotations

from dataclasses import dataclass, field

import streamlit as st

from browser.shared import Answers
from qa import dialogue
from qa.engine import Filters
from qa.errors import AskCorpusError
from qa.history import Asked, History, new_conversation
from qa.types import Answer

#: Turns that are answered again after a reload; older ones are kept and listed, and answered when asked for.
BROUGHT_BACK = 5


@dataclass(slots=True)
class Conversation:
    """Answers so far, oldest first. `name` is its name in the history, "" before the first question.

    `origin` names somebody else's conversation that this one goes on from, under a name of its own.
    """

    name: str = ""
    origin: str = ""
    answers: list[Answer] = field(default_factory=list)
    earlier: tuple[Asked, ...] = ()

    def ask(self, engine: Answers, question: str, filters: Filters) -> Answer:
        """Answer the next turn. Raises what the engine raises; the conversation is then as it was."""
        turns = [dialogue.turn(answer) for answer in self.answers]
        answer = dialogue.ask(engine, question, turns, filters=filters)
        self.answers.append(answer)
        return answer

    def correct(self, engine: Answers, place: int, resolved: str, filters: Filters) -> None:
        """Answer the turn at `place` for what its question should have been understood as."""
        self.answers[place] = engine.ask(resolved, filters=filters, original=self.answers[place].question)

    def keep(self, store: History | None, person: str) -> None:
        """Write the turns down, under a new name the first time."""
        self.name = self.name or new_conversation()
        if store is not None:
            asked = [Asked(answer.question, answer.resolved_question) for answer in self.answers]
            store.keep(self.name, [*self.earlier, *asked], person=person)

    @classmethod
    def restored(cls, name: str, store: History | None, engine: Answers, filters: Filters, person: str) -> Conversation:
        """The conversation of that name, its last turns answered from the index of now."""
        asked = store.turns(name) if store is not None else ()
        if store is None or not asked:
            return cls(origin=name)
        again: list[Answer] = []
        for turn in asked[-BROUGHT_BACK:]:
            try:
                again.append(engine.ask(turn.resolved, filters=filters, original=turn.question))
            except AskCorpusError:  # asked of a version that took longer questions: the others still come back
                continue
        own = store.belongs(name, person)
        return cls(name if own else "", "" if own else name, again, asked[:-BROUGHT_BACK])


def current(engine: Answers, store: History | None, filters: Filters, person: str) -> Conversation:
    """The session's conversation; after a reload the one that the address names."""
    name = st.query_params.get("c", "")
    held: Conversation | None = st.session_state.get("conversation")
    if held is None or (name and name not in (held.name, held.origin)):
        held = Conversation.restored(name, store, engine, filters, person) if name else Conversation()
        st.session_state["conversation"] = held
    elif not name and (held.name or held.origin):  # back from another page, on the way to which the address lost it
        st.query_params["c"] = held.name or held.origin
    return held


def begin_anew() -> None:
    """Forget this session's conversation; its address still brings it back."""
    st.session_state["conversation"] = Conversation()
    st.query_params.pop("c", None)

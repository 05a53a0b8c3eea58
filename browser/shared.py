"""What all sessions share: the settings from `qa serve`, one engine that follows the index, the store of history."""

from __future__ import annotations

import os
import threading
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import streamlit as st

from qa.engine import Engine, Filters
from qa.errors import AskCorpusError
from qa.history import History
from qa.types import Answer

#: Answers kept for whoever asks the same: examples, shared links, conversations brought back by a reload.
ANSWERS = 256


@dataclass(frozen=True, slots=True)
class Settings:
    """What `qa serve` was started with."""

    index: Path
    corpus: Path
    upload: bool
    evaluation: Path

    @classmethod
    def from_environment(cls) -> Settings:
        """The values that `qa serve` set, with the defaults of a checkout."""
        return cls(
            Path(os.environ.get("ASKCORPUS_INDEX") or "index"),
            Path(os.environ.get("ASKCORPUS_CORPUS") or "corpus"),
            bool(os.environ.get("ASKCORPUS_UPLOAD")),
            Path(os.environ.get("ASKCORPUS_EVALUATION") or "eval/report.json"),
        )


class Answers:
    """An engine that answers the same question over the same documents once. Shared by all sessions."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._known = lru_cache(maxsize=ANSWERS)(self._answer)

    def ask(self, text: str, *, top: int = 10, filters: Filters | None = None, original: str | None = None) -> Answer:
        """As `Engine.ask`."""
        answer = self._known(text, top, filters or Filters())
        return answer if original is None else replace(answer, question=original)

    def _answer(self, text: str, top: int, filters: Filters) -> Answer:
        return self.engine.ask(text, top=top, filters=filters)


class LiveEngine:
    """The engine over the current generation. Whoever holds an engine keeps it; the next caller gets the new."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._answers: Answers | None = None

    def get(self) -> Answers:
        """The engine of now with its answers. Raises `IndexMissing` or `IndexUnfit` where there is none."""
        answers = self._answers
        if answers is not None and answers.engine.is_current():
            return answers
        with self._lock:
            if self._answers is None or not self._answers.engine.is_current():
                fresh = Engine.open(self._folder)
                fresh.warm(serving=True)
                self._answers = Answers(fresh)
            return self._answers


@st.cache_resource(show_spinner=False, max_entries=4)
def live_engine(folder: str) -> LiveEngine:
    """The one engine for an index folder."""
    return LiveEngine(Path(folder))


@st.cache_resource(show_spinner=False, max_entries=4)
def history(folder: str) -> History | None:
    """The store of conversations and marks for an index folder; None where it cannot be written."""
    chosen = os.environ.get("ASKCORPUS_HISTORY")
    try:
        return History.open(Path(chosen) if chosen else History.default(Path(folder)))
    except AskCorpusError:
        return None


@st.cache_resource(show_spinner=False)
def turnstile() -> threading.Semaphore:
    """Lets as many pages be drawn at once as there are cores, in the order in which they were asked for.

    Pages that share a core are all done when the last one is; one after the other, half of them are done in half the
    time and none later.
    """
    return threading.Semaphore(max(2, os.cpu_count() or 2))

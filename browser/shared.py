"""What all sessions share: the settings from `qa serve`, one engine that follows the index, the store of history."""

from __future__ import annotations

import os
import threading
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from qa.engine import Engine
from qa.errors import AskCorpusError
from qa.history import History


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


class LiveEngine:
    """The engine over the current generation. Whoever holds an engine keeps it; the next caller gets the new."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._engine: Engine | None = None

    def get(self) -> Engine:
        """The engine of now. Raises `IndexMissing` or `IndexUnfit` where there is none."""
        engine = self._engine
        if engine is not None and engine.is_current():
            return engine
        with self._lock:
            if self._engine is None or not self._engine.is_current():
                fresh = Engine.open(self._folder)
                fresh.warm()
                self._engine = fresh
            return self._engine


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

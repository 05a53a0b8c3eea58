"""Asking one question after another so that none can take the rest down with it."""

from __future__ import annotations

import multiprocessing
import resource
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Protocol

from qa.errors import AskCorpusError
from qa.types import Answer

#: A question that takes this long has been given up by whoever asked it.
TIMEOUT_S = 30.0
#: Opening an index of any size takes seconds; a minute means that it will not open.
OPENING_S = 60.0


class Asker(Protocol):
    """What answers questions. `earlier` are the questions of the same conversation, oldest first."""

    def ask(self, question: str, earlier: Sequence[str] = ()) -> Answer:
        """The answer; any exception counts as a failed question."""
        ...


@dataclass(frozen=True, slots=True)
class Outcome:
    """One question's answer, or why there is none, how long it took, and the process's peak memory in MiB."""

    answer: Answer | None
    milliseconds: float
    error: str = ""
    peak_mib: float = 0.0


def ask_here(asker: Asker, question: str, earlier: Sequence[str] = ()) -> Outcome:
    """Ask in this process: an exception becomes the outcome's error."""
    start = time.perf_counter()
    try:
        answer = asker.ask(question, earlier)
    except AskCorpusError as error:
        return Outcome(None, _since(start), str(error), _peak_mib())
    except Exception as error:  # whatever a question brings about is that question's result
        return Outcome(None, _since(start), f"{type(error).__name__}: {error}", _peak_mib())
    return Outcome(answer, _since(start), "", _peak_mib())


class Isolated:
    """Asks in a process of its own: a hang is ended after `timeout_s`, a crash costs one question.

    `opener` is called in the new process and must be picklable; what it raises is raised by the first `ask`.
    """

    def __init__(self, opener: Callable[[], Asker], timeout_s: float = TIMEOUT_S) -> None:
        self._opener = opener
        self._timeout_s = timeout_s
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None

    def __enter__(self) -> Isolated:
        self.open()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def open(self) -> None:
        """Start the process and wait until it can answer; raises what kept it from opening."""
        context = multiprocessing.get_context("spawn")
        mine, its = context.Pipe()
        process = context.Process(target=_serve, args=(self._opener, its), daemon=True)
        process.start()
        its.close()
        self._process, self._pipe = process, mine
        self._await(process, mine)

    def switch(self, opener: Callable[[], Asker]) -> None:
        """Go on with another asker (other settings) in the same process, which has its imports behind it."""
        self._opener = opener
        if self._process is None or self._pipe is None:
            self.open()
            return
        self._pipe.send(opener)
        self._await(self._process, self._pipe)

    def _await(self, process: BaseProcess, pipe: Connection) -> None:
        """Wait until the process has opened its asker; raises what kept it from that."""
        try:
            ready = pipe.recv() if pipe.poll(OPENING_S) else AskCorpusError(f"No index opened in {OPENING_S:.0f} s.")
        except EOFError:
            process.join()
            ready = AskCorpusError(f"The process that opens the index ended with code {process.exitcode}.")
        if isinstance(ready, Exception):
            self.close()
            raise ready

    def close(self) -> None:
        """End the process."""
        if self._process is not None and self._pipe is not None:
            self._pipe.close()
            self._process.kill()
            self._process.join()
        self._process = self._pipe = None

    def ask(self, question: str, earlier: Sequence[str] = ()) -> Outcome:
        """Ask; never raises for what the question brings about."""
        if self._pipe is None or self._process is None:
            self.open()
        assert self._pipe is not None and self._process is not None  # noqa: S101 - tells the type checker what open() did
        start = time.perf_counter()
        try:
            self._pipe.send((question, tuple(earlier)))
            if self._pipe.poll(self._timeout_s):
                outcome: Outcome = self._pipe.recv()
                return outcome
            error = f"no answer within {self._timeout_s:g} s"
        except (EOFError, BrokenPipeError, ConnectionResetError):
            self._process.join()
            error = f"the process ended with code {self._process.exitcode}"
        self.close()
        return Outcome(None, _since(start), error)


def _serve(opener: Callable[[], Asker], pipe: Connection) -> None:
    """The new process: open, say so, and answer until the other end closes. An opener instead of a question reopens."""
    while True:
        try:
            asker = opener()
        except AskCorpusError as error:
            pipe.send(
                AskCorpusError(str(error))
            )  # not the error itself: its constructor may not take what pickle gives
            return
        except Exception as error:  # raised on the other side
            pipe.send(AskCorpusError(f"The index does not open: {type(error).__name__}: {error}"))
            return
        pipe.send("ready")
        try:
            while not callable(request := pipe.recv()):
                pipe.send(ask_here(asker, *request))
        except (EOFError, ConnectionError):  # the other end has gone
            return
        opener = request


def _since(start: float) -> float:
    return (time.perf_counter() - start) * 1000


def _peak_mib() -> float:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)

"""Who does the work of a build: this process alone, or several beside it (many machines: `qa.build.cluster`)."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Protocol, Self, TypeVar

from qa.errors import AskCorpusError

#: Shares handed out ahead, a worker: enough that none waits for the next, few enough that memory stays bounded.
AHEAD = 3
#: So many times lost workers are replaced. Memory that is short stays short: then it is better to say so.
REPLACED = 2

Share = TypeVar("Share")
Result = TypeVar("Result")


class Workers(Protocol):
    """Work on shares, elsewhere. A context manager: what it started has ended when it is left."""

    @property
    def count(self) -> int:
        """How many shares are worked on at a time."""

    @property
    def far(self) -> bool:
        """Whether the work is done on other machines, which do not see this one's files."""

    @property
    def notices(self) -> tuple[str, ...]:
        """What the user should hear about the work, once it is done."""

    def run(self, function: Callable[[Share], Result], shares: Iterable[Share]) -> Iterator[Result]:
        """`function` of every share, in the order of `shares`, which are asked for as they are needed.

        Function, shares and results travel by pickle. Raises what `function` raises, and `AskCorpusError` where
        workers are lost again and again.
        """

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


def cores() -> int:
    """The processor cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass(slots=True)
class _Task:
    """A share and what will become of it; None where it has to be handed out (again)."""

    share: Any
    future: Future[Any] | None = None

    @property
    def settled(self) -> bool:
        """Whether its result is there, or an error of its own."""
        return self.future is not None and self.future.done() and not isinstance(
            self.future.exception(), BrokenProcessPool
        )  # fmt: skip


class Processes:
    """Processes on this machine, each with its part of the cores."""

    far = False

    def __init__(self, count: int) -> None:
        self.count = count
        self.notices: tuple[str, ...] = ()
        self._lost = 0
        self._others = set(multiprocessing.active_children())
        self._pool = self._new()

    def _new(self) -> ProcessPoolExecutor:
        # spawn: a fork would copy locks that other threads hold, and torch's threads do not survive one
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(self.count, context, _begin, (max(1, cores() // self.count),))

    def run(self, function: Callable[[Share], Result], shares: Iterable[Share]) -> Iterator[Result]:
        """See `Workers`. The share of a worker that was killed is done again."""
        tasks: deque[_Task] = deque()
        source, end = iter(shares), object()
        while True:
            while len(tasks) < AHEAD * self.count and (share := next(source, end)) is not end:
                tasks.append(_Task(share))
            if not tasks:
                return
            try:
                for task in tasks:
                    task.future = task.future or self._submitted(function, task.share)
                result = tasks[0].future.result()  # type: ignore[union-attr]  # it was set just now
            except BrokenProcessPool as error:
                self._replace(error)
                for task in tasks:
                    task.future = task.future if task.settled else None
                continue
            tasks.popleft()
            yield result

    def _submitted(self, function: Callable[[Share], Result], share: Share) -> Future[Result]:
        """Hand out a share; this may start processes.

        They inherit that Ctrl-C is held back, which reaches every process of a terminal: this one stops the others.
        """
        held = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            return self._pool.submit(function, share)
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, held)

    def _replace(self, error: BrokenProcessPool) -> None:
        """Start new processes. Raises `AskCorpusError` where that did not help before."""
        self._lost += 1
        if self._lost > REPLACED:
            raise AskCorpusError(
                f"A worker process was killed {self._lost} times, perhaps for want of memory.",
                f"What was embedded is kept. Run the command again with fewer than {self.count} --workers.",
            ) from error
        self.notices = (f"A worker process was killed ({self._lost}×); its share was done again.",)
        self._pool.shutdown(wait=False)
        self._pool = self._new()

    def __enter__(self) -> Processes:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is not None:  # nobody waits for the work under way
            for child in set(multiprocessing.active_children()) - self._others:
                child.terminate()
        self._pool.shutdown(cancel_futures=True)


def _begin(threads: int) -> None:
    """The first thing a worker process does."""
    os.environ["OMP_NUM_THREADS"] = str(min(threads, int(os.environ.get("OMP_NUM_THREADS") or threads)))
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """End when the process that gave out the work is gone, however it went: its queue would be waited on for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)

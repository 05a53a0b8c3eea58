"""Many machines for one build, through Ray (an optional extra: askcorpus[ray])."""

from __future__ import annotations

import logging
import os
import socket
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from importlib import import_module
from types import TracebackType
from typing import Any

from qa.build.workers import AHEAD, Result, Share
from qa.errors import AskCorpusError

#: Seconds for a connection: Ray itself waits for minutes for an address where nobody is.
CONNECT = 10.0
#: How often a Ray of its own is started before it counts as not there.
_STARTS = 3
#: The address that starts a Ray of its own on this machine, for as long as the build takes.
LOCAL = "local"


class Cluster:
    """The machines of a Ray. Nothing is reported to Ray's makers from here."""

    far = True

    def __init__(self, address: str, count: int = 0) -> None:
        """Join the Ray at `address`; `count` shares at a time, 0 for as many as it has processors.

        Raises `AskCorpusError` where Ray is not installed or does not answer.
        """
        os.environ["RAY_USAGE_STATS_ENABLED"] = "0"  # read when Ray is imported; a Ray that runs has its own setting
        try:
            ray: Any = import_module("ray")
        except ImportError as error:
            raise AskCorpusError(
                "--ray needs Ray, which is not installed.", "Install it with: pip install 'askcorpus[ray]'"
            ) from error
        self._ray = ray
        _reachable(address)
        own: dict[str, Any] = {"include_dashboard": False, "num_cpus": count or None} if address == LOCAL else {}
        self._join(address, own)
        self.count = count or max(1, int(ray.cluster_resources().get("CPU", 1)))
        self.notices: tuple[str, ...] = ()

    def _join(self, address: str, own: dict[str, Any]) -> None:
        """Join the Ray, or start one: a busy machine may not have started it within Ray's own patience of 30 s."""
        for left in reversed(range(_STARTS if address == LOCAL else 1)):
            try:
                with _unheard():
                    self._ray.init(address=address, log_to_driver=False, logging_level=logging.CRITICAL, **own)
                return
            except Exception as error:  # Ray raises what it and its transport like; all means that it is not there
                if not left or "timed out" not in str(error):
                    raise _away(address, error) from error
                self._ray.shutdown()

    def run(self, function: Callable[[Share], Result], shares: Iterable[Share]) -> Iterator[Result]:
        """See `qa.build.workers.Workers`. Ray itself does the share of a lost machine again, three times."""
        remote = self._ray.remote(function)
        waiting: deque[Any] = deque()
        source, end = iter(shares), object()
        while True:
            while len(waiting) < AHEAD * self.count and (share := next(source, end)) is not end:
                waiting.append(remote.remote(share))
            if not waiting:
                return
            yield self._got(waiting.popleft())

    def _got(self, reference: Any) -> Any:
        """A result, once it is there. Raises what the function raised, or `AskCorpusError` where the workers failed."""
        errors = self._ray.exceptions
        try:
            return self._ray.get(reference)
        except errors.RayTaskError as error:
            raise (error.cause if isinstance(error.cause, Exception) else error) from None
        except errors.RayError as error:
            raise AskCorpusError(
                f"The workers of the Ray cluster failed ({_said(error)}).",
                "What was embedded is kept. Look at the machines' memory and run the command again.",
            ) from error

    def __enter__(self) -> Cluster:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ray.shutdown()


def _reachable(address: str) -> None:
    """Raise `AskCorpusError` where nobody listens at an address of the form HOST:PORT."""
    host, colon, port = address.rpartition(":")
    if not colon:
        return
    try:
        socket.create_connection((host, int(port)), CONNECT).close()
    except (OSError, ValueError, OverflowError) as error:
        raise _away(address, error) from error


@contextmanager
def _unheard() -> Iterator[None]:
    """Nothing on standard error: Ray's compiled parts write a line there for every second that they wait."""
    sys.stderr.flush()
    kept, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


def _away(address: str, error: Exception) -> AskCorpusError:
    return AskCorpusError(
        f"The Ray at {address} does not answer ({_said(error)}).",
        "Check its address, and set RAY_AUTH_MODE=token where it asks for a token; or use --workers instead.",
    )


def _said(error: Exception) -> str:
    """What an error says, in one short line."""
    return " ".join(str(error).split())[:200] or type(error).__name__

"""One writer at a time, on a server that knows no locks."""

from __future__ import annotations

import os
import socket
import time
import uuid
from types import TracebackType

from qa.backends.milvus.schema import create_rows, row, state_of
from qa.backends.milvus.server import Row, Server, quoted
from qa.errors import AskCorpusError, IndexBusy

#: A writer that has given no sign of life for so many seconds is taken for dead; on its own machine it is asked.
DEAD_AFTER = 300.0
#: Seconds between two signs of life.
BEAT = 30.0


class Claim:
    """The right to write an index on Milvus. A context manager; raises `IndexBusy` where another writer is alive.

    Each writer puts down a row of its own and then, with strong consistency, reads all: of two that come together at
    least one sees the other, and whoever sees another withdraws. So never two go on, and both may have to try again.
    """

    def __init__(self, server: Server, name: str) -> None:
        self._server, self._name, self._collection = server, name, state_of(name)
        self._key = f"writer:{uuid.uuid4().hex}"
        self._beaten = 0.0

    def __enter__(self) -> Claim:
        create_rows(self._server, self._collection)
        self._sign()
        others = [found for found in self._writers() if found["key"] != self._key]
        for other in others:
            if _alive(other):
                self._withdraw(self._key)
                raise self._busy()
            self._withdraw(other["key"])
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._withdraw(self._key)
        except AskCorpusError:
            if error is None:
                raise  # otherwise the first error says more; the claim runs out by itself

    def beat(self) -> None:
        """Give a sign of life. Raises `IndexBusy` where another writer took this one for dead and took over."""
        if all(found["key"] != self._key for found in self._writers()):
            raise self._busy()
        if time.time() - self._beaten > BEAT:
            self._sign()

    def _sign(self) -> None:
        self._beaten = time.time()
        mine = row(self._key, "writer", tag=socket.gethostname(), owner=os.getpid(), amount=int(self._beaten), born=0)
        self._server.upsert(self._collection, [mine])

    def _writers(self) -> list[Row]:
        return self._server.query(self._collection, 'kind == "writer"', ["key", "tag", "owner", "amount"])

    def _withdraw(self, key: str) -> None:
        self._server.delete(self._collection, f"key == {quoted(key)}")

    def _busy(self) -> IndexBusy:
        return IndexBusy(
            f"Another process is indexing into “{self._name}” on the Milvus at {self._server.uri}.",
            "Wait for it to finish, then run the command again.",
        )


def _alive(writer: Row) -> bool:
    """Whether a writer is at work, as far as can be told from here."""
    if time.time() - int(writer["amount"]) > DEAD_AFTER:
        return False
    if writer["tag"] != socket.gethostname():
        return True
    try:
        os.kill(int(writer["owner"]), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True

"""Speaking to Milvus: time limits, a second try where the connection was lost, and errors in one line."""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from qa.errors import AskCorpusError

#: User and password as "user:password", or a key; never stored.
TOKEN = "ASKCORPUS_MILVUS_TOKEN"  # noqa: S105 - the name of a variable
#: Seconds for one call of a reader, and of a writer, whose batches are large.
READ_SECONDS, WRITE_SECONDS = 10.0, 60.0
#: Waits in seconds between a writer's tries: a server that restarts is back within a minute. A reader waits little.
WRITER_WAITS = (1.0, 2.0, 4.0, 8.0, 15.0, 30.0)
READER_WAITS = (0.2, 0.5)
#: Milvus returns at most this many rows to one query.
PAGE = 16_000
#: Numbers in one filter: a few kilobytes of text.
IN_FILTER = 500
#: What pymilvus and grpc say of a server that is away, starting or overloaded.
_AWAY = ("UNAVAILABLE", "DEADLINE_EXCEEDED", "StatusCode", "connect", "timeout", "timed out", "retry", "not ready",
         "closed channel")  # fmt: skip
#: What is said of a collection that a restarted server has not read into memory again.
_UNLOADED = ("not loaded", "released")

Result = TypeVar("Result")
Row = Mapping[str, Any]


class Server:
    """A connection to one Milvus, opened at the first call; safe to share between threads."""

    def __init__(self, uri: str, *, writes: bool = False, seconds: float | None = None) -> None:
        self.uri = uri
        self.seconds = seconds if seconds is not None else WRITE_SECONDS if writes else READ_SECONDS
        self._waits = WRITER_WAITS if writes else READER_WAITS
        self._client: Any = None
        self._lock = threading.Lock()

    def call(self, ask: Callable[[Any], Result], collection: str = "") -> Result:
        """What `ask` gets from the client; tried again where the server was away. Raises `AskCorpusError`.

        Every writing call here may be repeated: rows are upserted by key and deleted by what they are. `collection` is
        loaded where the server started again without it.
        """
        for wait in (*self._waits, None):
            try:
                return ask(self._connected())
            except AskCorpusError:
                raise
            except Exception as error:  # pymilvus and grpc raise what they like; all of it means the server failed us
                said = f"{type(error).__name__} {error}"
                unloaded = bool(collection) and any(word in said for word in _UNLOADED)
                if wait is None or not (unloaded or any(word in said for word in _AWAY)):
                    raise self.failure(error) from error
                if unloaded:
                    self.load(collection)
                else:
                    self._client = None
                    time.sleep(wait)
        raise AssertionError  # pragma: no cover - the last try returns or raises

    def failure(self, error: Exception) -> AskCorpusError:
        """The one line for an error of the server or on the way to it."""
        said = " ".join(str(getattr(error, "message", "") or error).split())[:200] or type(error).__name__
        return AskCorpusError(
            f"The Milvus at {self.uri} did not answer as it should ({said}).",
            "Check that it runs and try again, or answer from the index folder with: qa index --backend local",
        )

    def _connected(self) -> Any:
        """The client."""
        with self._lock:
            if self._client is None:
                self._client = _client(self.uri, self.seconds)
            return self._client

    def has(self, collection: str) -> bool:
        """Whether there is such a collection."""
        return bool(self.call(lambda client: client.has_collection(collection, timeout=self.seconds)))

    def drop(self, collection: str) -> None:
        """Remove a collection with all that is in it, if it is there."""
        if self.has(collection):
            self.call(lambda client: client.drop_collection(collection, timeout=self.seconds))

    def load(self, collection: str) -> None:
        """Have a collection ready for searching; does nothing where it is."""
        self.call(lambda client: client.load_collection(collection, timeout=self.seconds))

    def query(self, collection: str, where: str, fields: Sequence[str]) -> list[Row]:
        """The rows that fulfil `where`: at most `PAGE` of them."""
        return self.call(
            lambda client: list(
                client.query(collection, filter=where, output_fields=list(fields), limit=PAGE, timeout=self.seconds)
            ),
            collection,
        )

    def query_by(self, collection: str, field: str, values: Sequence[int], fields: Sequence[str]) -> Iterator[Row]:
        """The rows whose integer `field` is one of `values`."""
        for at in range(0, len(values), IN_FILTER):
            yield from self.query(collection, f"{field} in {[int(v) for v in values[at : at + IN_FILTER]]}", fields)

    def every(self, collection: str, where: str, key: str, fields: Sequence[str]) -> Iterator[Row]:
        """All rows that fulfil `where`, read in pages by `client.query_iterator`."""
        asked = [*dict.fromkeys((key, *fields))]
        pages: Any = self.call(
            lambda client: client.query_iterator(
                collection, filter=where, output_fields=asked, batch_size=1000, timeout=self.seconds
            ),
            collection,
        )
        try:
            while page := self.call(lambda _: pages.next()):
                yield from page
        finally:
            pages.close()

    def count(self, collection: str, where: str) -> int:
        """How many rows fulfil `where`."""
        rows = self.call(
            lambda client: client.query(collection, filter=where, output_fields=["count(*)"], timeout=self.seconds),
            collection,
        )
        return int(rows[0]["count(*)"])

    def search(
        self, collection: str, field: str, vector: object, top: int, where: str, fields: Sequence[str]
    ) -> list[Row]:
        """The `top` rows nearest to `vector` among those that fulfil `where`."""
        found = self.call(
            lambda client: client.search(
                collection, data=[vector], anns_field=field, limit=min(top, PAGE), filter=where,
                output_fields=list(fields), timeout=self.seconds,
            ),
            collection,
        )  # fmt: skip
        return [hit["entity"] for hit in found[0]]

    def upsert(self, collection: str, rows: Sequence[Row]) -> None:
        """Write rows; one with the same key is replaced."""
        if rows:
            self.call(
                lambda client: client.upsert(collection, [dict(row) for row in rows], timeout=self.seconds), collection
            )

    def delete(self, collection: str, where: str) -> None:
        """Remove the rows that fulfil `where`."""
        self.call(lambda client: client.delete(collection, filter=where, timeout=self.seconds), collection)


def _client(uri: str, seconds: float) -> Any:
    """A new client. Raises `AskCorpusError` where pymilvus is not installed."""
    try:
        from pymilvus import MilvusClient
    except ImportError as error:
        raise AskCorpusError(
            "The index is on a Milvus server, and pymilvus is not installed.",
            "Install it with: pip install 'askcorpus[milvus]'",
        ) from error
    for name in ("pymilvus", "pymilvus.decorators", "grpc"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # it logs tracebacks of errors that it raises as well
    return MilvusClient(uri=uri, token=os.environ.get(TOKEN, ""), timeout=seconds)


def quoted(text: str) -> str:
    """A string in a filter expression."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
    return f'"{escaped}"'

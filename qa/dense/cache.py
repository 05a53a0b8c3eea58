"""Vectors kept by the text they belong to, so that no passage is encoded twice."""

from __future__ import annotations

import errno
import hashlib
import sqlite3
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType

import numpy as np
from numpy.typing import NDArray

from qa.errors import IndexUnfit

#: Variables in one SQL statement; SQLite has allowed at least 999 in every version.
LOOKUP = 900
#: The file may grow to so many times what its user looked up, and by the slack, before vectors of past passages are
#: forgotten: going back to an earlier state of the folder, or to another model, then costs nothing.
KEEP_TIMES = 3
KEEP_SLACK = 64_000_000


def text_key(text: str) -> bytes:
    """The SHA-256 of `text` as UTF-8, 32 bytes."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()


class VectorCache:
    """A SQLite file with one table, ``vectors(encoder, text, vector, sum)``.

    `encoder` is the encoder's fingerprint, `text` the SHA-256 of the passage, `vector` its float32 values, little
    endian, and `sum` their CRC-32: a vector whose bytes have changed on the disk counts as unknown. Whatever `put` was
    given is safe once it returns: a killed process loses what it had not yet put.
    """

    def __init__(self, path: Path) -> None:
        """Open or create the file. Raises IndexUnfit when it is no such cache, OSError when it cannot be written."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        try:
            self._connection = sqlite3.connect(path, timeout=60, isolation_level=None)
            self._connection.execute(
                "CREATE TABLE IF NOT EXISTS vectors"
                " (encoder TEXT, text BLOB, vector BLOB NOT NULL, sum INTEGER, PRIMARY KEY (encoder, text))"
                " WITHOUT ROWID"
            )
            self._sum_up()
            self._connection.execute("CREATE TEMP TABLE used (encoder TEXT, text BLOB, PRIMARY KEY (encoder, text))")
        except sqlite3.DatabaseError as error:
            raise self._translate(error) from error

    def _sum_up(self) -> None:
        """Give the vectors of a file that was made without checksums theirs."""
        if "sum" in {column for _, column, *_ in self._connection.execute("PRAGMA table_info(vectors)")}:
            return
        self._connection.create_function("crc32", 1, zlib.crc32, deterministic=True)
        self._connection.execute("BEGIN IMMEDIATE")
        self._connection.execute("ALTER TABLE vectors ADD COLUMN sum INTEGER")
        self._connection.execute("UPDATE vectors SET sum = crc32(vector)")
        self._connection.execute("COMMIT")

    def get(self, encoder: str, keys: Sequence[bytes]) -> dict[bytes, NDArray[np.float32]]:
        """The vectors known for `keys`, by key. What was looked up counts as used (see `tidy`)."""
        found: dict[bytes, NDArray[np.float32]] = {}
        try:
            for start in range(0, len(keys), LOOKUP):
                part = keys[start : start + LOOKUP]
                self._connection.execute("BEGIN")
                self._connection.executemany("INSERT OR IGNORE INTO used VALUES (?, ?)", ((encoder, k) for k in part))
                self._connection.execute("COMMIT")
                marks = ",".join("?" * len(part))
                rows = self._connection.execute(
                    f"SELECT text, vector, sum FROM vectors WHERE encoder = ? AND text IN ({marks})",  # noqa: S608  # only question marks
                    (encoder, *part),
                )
                found.update(
                    (text, np.frombuffer(vector, "<f4")) for text, vector, crc in rows if zlib.crc32(vector) == crc
                )
        except sqlite3.DatabaseError as error:
            raise self._translate(error) from error
        return found

    def put(self, encoder: str, vectors: Mapping[bytes, NDArray[np.float32]]) -> None:
        """Keep `vectors` by key, all or none of them."""
        values = ((key, vector.astype("<f4").tobytes()) for key, vector in vectors.items())
        rows = [(encoder, key, value, zlib.crc32(value)) for key, value in values]
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            self._connection.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?, ?, ?)", rows)
            self._connection.execute("COMMIT")
        except sqlite3.DatabaseError as error:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise self._translate(error) from error

    def tidy(self) -> int:
        """Forget what was not looked up since the file was opened, once it outweighs the rest; return how many."""
        connection = self._connection
        try:
            used, width = connection.execute(
                "SELECT count(*), avg(length(vector)) FROM vectors NATURAL JOIN used"
            ).fetchone()
            if self.bytes() <= KEEP_TIMES * used * (width or 0) + KEEP_SLACK:
                return 0
            dropped = connection.execute(
                "DELETE FROM vectors WHERE (encoder, text) NOT IN (SELECT encoder, text FROM used)"
            ).rowcount
            connection.execute("VACUUM")
        except sqlite3.DatabaseError as error:
            raise self._translate(error) from error
        return dropped

    def bytes(self) -> int:
        """The size of the file."""
        return self.path.stat().st_size

    def __len__(self) -> int:
        return int(self._connection.execute("SELECT count(*) FROM vectors").fetchone()[0])

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def __enter__(self) -> VectorCache:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _translate(self, error: sqlite3.DatabaseError) -> Exception:
        """What the user should hear: an unusable file, or a disk that does not take it."""
        if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL:
            return OSError(errno.ENOSPC, f"{self.path}: {error}")
        if isinstance(error, sqlite3.OperationalError):
            return OSError(f"{self.path}: {error}")
        return IndexUnfit(
            f"The cache of embeddings {self.path} is damaged ({error}).",
            "Delete that file; the next qa index computes the embeddings anew.",
        )

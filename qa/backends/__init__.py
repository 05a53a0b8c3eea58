"""What answers from an index, wherever it is kept: in the index folder, or on a Milvus server the folder points to."""

from __future__ import annotations

from pathlib import Path

from qa.backends.local import Local
from qa.backends.milvus import Milvus, Pointer, publish, reachable
from qa.backends.protocol import Backend

__all__ = ["Backend", "Local", "Milvus", "Pointer", "open_backend", "publish", "reachable"]


def open_backend(folder: Path) -> Backend:
    """The backend of an index folder: Milvus where the folder points to one, its own files otherwise.

    Raises `IndexMissing`, `IndexUnfit`, or `AskCorpusError` where the server fails.
    """
    pointer = Pointer.read(folder)
    return Local.open(folder) if pointer is None else Milvus.open(folder, pointer)

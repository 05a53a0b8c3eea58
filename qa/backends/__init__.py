"""What answers from an index, wherever it is kept: in the index folder, or on a Milvus server the folder points to."""

from __future__ import annotations

from pathlib import Path

from qa.backends.local import Local
from qa.backends.protocol import Backend, Ranking

__all__ = ["Backend", "Local", "Ranking", "open_backend"]


def open_backend(folder: Path) -> Backend:
    """The backend of an index folder. Raises `IndexMissing` or `IndexUnfit`."""
    return Local.open(folder)

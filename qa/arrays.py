"""NumPy files, mapped."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np


def mapped(path: Path) -> Any:
    """A ``.npy`` file as a read-only memory map, seen as a plain array (of the file's dtype), whose slices cost less.

    Raises OSError where it cannot be opened and ValueError where it is damaged.
    """
    try:
        return np.load(path, mmap_mode="r", allow_pickle=False).view(np.ndarray)
    except OSError:
        raise
    except Exception as error:  # of a damaged header NumPy lets through whatever Python's own parsers raise
        raise ValueError(" ".join(str(error).split())) from error

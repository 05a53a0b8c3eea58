"""NumPy files, mapped."""

from __future__ import annotations

import os
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray


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


def rows_from(file: IO[bytes], matrix: NDArray[Any]) -> int:
    """Where in its ``.npy`` file the rows of a mapped matrix begin, in bytes."""
    return os.fstat(file.fileno()).st_size - matrix.nbytes


def read_rows(file: IO[bytes], matrix: NDArray[Any], numbers: NDArray[np.integer]) -> NDArray[Any]:
    """Some rows of a mapped matrix, read from its file: touching the map would map megabytes around each of them."""
    size, start, pread, handle = matrix.strides[0], rows_from(file, matrix), os.pread, file.fileno()
    rows = b"".join([pread(handle, size, start + number * size) for number in numbers.tolist()])
    return np.frombuffer(rows, matrix.dtype).reshape(len(numbers), matrix.shape[1])

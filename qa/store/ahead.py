"""Files brought into the system's memory before they are asked for, so that no question waits for a disk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

_CHUNK = 1 << 20
#: What is left to everybody else: a half of the memory that nobody uses.
_SHARE = 0.5
_MEMORY = Path("/proc/meminfo")


def read_ahead(folder: Path, room: int | None = None) -> int:
    """Read a folder's files once for the system to keep, the smaller ones first. Returns the bytes read.

    Together they take `room` bytes at most, by default half of the free memory; what does not fit, or cannot be read,
    is left out. The program itself keeps nothing.
    """
    left = _spare() if room is None else room
    start, buffer = left, bytearray(_CHUNK)
    for size, path in sorted(_files(folder)):
        try:
            with path.open("rb", buffering=0) as file:
                while size <= left and (count := file.readinto(buffer)):
                    left, size = left - count, size - count
        except OSError:  # whoever needs it will say so
            continue
    return start - left


def _files(folder: Path) -> Iterator[tuple[int, Path]]:
    """The files below a folder with their sizes."""
    for path in folder.rglob("*"):
        try:
            if path.is_file():
                yield path.stat().st_size, path
        except OSError:  # removed meanwhile
            continue


def _spare() -> int:
    """The bytes that may be read; none where the system does not tell how much memory is free."""
    try:
        told = dict(line.split(":", 1) for line in _MEMORY.read_text(encoding="ascii").splitlines())
        return int(_SHARE * 1024 * int(told["MemAvailable"].split()[0]))
    except (OSError, ValueError, KeyError, IndexError):
        return 0

"""The segments of an index's words made one again, in a process of its own, while everything else goes on."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from qa import lexical
from qa.errors import AskCorpusError
from qa.store import current, remake

#: The words of a million passages take eleven seconds of a processor that nobody else wants.
_NICE = 15
_PROGRAM = "import sys; from qa.build.merging import run; run(sys.argv[1])"


def begin(index: Path) -> bool:
    """Start merging where it is overdue, and do not wait for it; returns whether it was started.

    It outlives this process. Killed at any moment it leaves the index as it was, and the next `qa index` starts it
    again; an update that comes in between makes its work void, not wrong.
    """
    if not lexical.overdue(current(index).lexical):
        return False
    path = os.pathsep.join(filter(None, (str(Path(__file__).parents[2]), os.environ.get("PYTHONPATH", ""))))
    with suppress(OSError):  # no process to be had: the next time, then
        subprocess.Popen(  # noqa: S603 - our own program and argument
            [sys.executable, "-c", _PROGRAM, str(index.absolute())], env={**os.environ, "PYTHONPATH": path},
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        return True
    return False


def merge(index: Path) -> bool:
    """Merge the segments of an index; returns whether what was merged answers now. Raises OSError on a full disk."""
    return remake(index, lambda layout: layout.lexical, lexical.merge)


def run(index: str) -> None:
    """What the process does. Nobody reads what it could say: the index is as it was, or merged."""
    os.nice(_NICE)
    with suppress(AskCorpusError, OSError):
        merge(Path(index))

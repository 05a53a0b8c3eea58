"""Adding and removing documents of a corpus folder, and bringing its index up to date beside running questions."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from qa import readers
from qa.errors import UsageError

#: Larger files are put into the folder by hand.
LARGEST = 100 * 1024 * 1024
#: What a file name on any system, a shell or a screen would read as something else than a letter of the name.
_UNSAFE = re.compile('[\x00-\x1f\x7f-\x9f<>:"/\\\\|?*\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]')
#: File systems take 255 bytes; the rest is room for the temporary name.
_LONGEST_NAME = 200


def safe_name(name: str) -> str:
    """The last part of `name` as a plain visible file name. Raises `UsageError` for kinds of file that are not read."""
    last = re.split(r"[/\\]", name)[-1]
    stem, dot, suffix = _UNSAFE.sub("_", last).strip(" .").rpartition(".")
    if not dot or not stem.strip(" ._") or not readers.supported(Path(f"x.{suffix}")):
        kinds = ", ".join(sorted(kind.lstrip(".") for kind in readers.SUFFIXES))
        raise UsageError("Files of this kind are not read.", f"These are: {kinds}.")
    while len(f"{stem}.{suffix}".encode()) > _LONGEST_NAME:
        stem = stem[:-1]
    return f"{stem}.{suffix}"


def add(corpus: Path, name: str, data: bytes) -> str:
    """Write a document into the folder, whole or not at all, under a free name; returns that name.

    Raises `UsageError` for a kind that is not read, an empty or too large file, or a folder that cannot be written.
    """
    chosen = safe_name(name)
    if not data:
        raise UsageError("The file is empty.", "Choose another one.")
    if len(data) > LARGEST:
        raise UsageError("The file is larger than 100 MB.", "Put it into the folder by hand.")
    try:
        handle, temporary = tempfile.mkstemp(dir=corpus, prefix=".upload-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            return _placed(Path(temporary), corpus, chosen)
        finally:
            Path(temporary).unlink(missing_ok=True)
    except OSError as error:
        raise UsageError(
            f"The document could not be kept ({error.strerror}).", "Ask whoever runs this server."
        ) from error


def _placed(temporary: Path, corpus: Path, name: str) -> str:
    """Link the file under `name`, or the next free one; a link never replaces what is there."""
    path = PurePosixPath(name)
    for number in range(1, 1_000):
        free = name if number == 1 else f"{path.stem} ({number}){path.suffix}"
        try:
            (corpus / free).hardlink_to(temporary)
        except FileExistsError:
            continue
        (corpus / free).chmod(0o644)
        return free
    raise UsageError("There are too many documents of this name.", "Rename the file.")


def remove(corpus: Path, document: str) -> None:
    """Delete a document from the folder. Raises `UsageError` for anything that is not a file inside it."""
    path, root = corpus / document, corpus.resolve()
    if not document or root not in path.resolve().parents or not path.is_file():
        raise UsageError("There is no such document in the folder.", "It may have been removed already.")
    try:
        path.unlink()
    except OSError as error:
        raise UsageError(f"The document could not be removed ({error.strerror}).") from error


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an update is. `stage` is "" before the first; `error` says why it failed, once it is finished."""

    stage: str = ""
    done: int = 0
    total: int = 0
    finished: bool = False
    error: str = ""


class Updater:
    """Runs `qa index` in a process of its own, one at a time: answering goes on, with its memory and its old index."""

    def __init__(self, corpus: Path, index: Path) -> None:
        self._corpus, self._index = corpus, index
        self._lock = threading.Lock()
        self._progress: Progress | None = None
        self._again = False

    @property
    def progress(self) -> Progress | None:
        """The update under way or the last one; None before the first."""
        return self._progress

    @property
    def running(self) -> bool:
        """Whether an update is under way."""
        return self._progress is not None and not self._progress.finished

    def start(self, model: str | None = None) -> None:
        """Begin an update, with the index's own model.

        While one is under way, another follows it: the first has looked at the folder before what was added since.
        """
        with self._lock:
            if self.running:
                self._again = True
                return
            self._progress = Progress()
        threading.Thread(target=self._run, args=(model,), daemon=True).start()

    def _run(self, model: str | None) -> None:
        while True:
            error = self._updated(model)
            with self._lock:
                if not self._again:
                    self._progress = Progress(finished=True, error=error)
                    return
                self._again = False

    def _updated(self, model: str | None) -> str:
        """Run `qa index` to its end; what went wrong, "" for nothing."""
        command = [sys.executable, "-m", "qa", "index", str(self._corpus), "--index", str(self._index),
                   "--progress-json"]  # fmt: skip
        command += ["--model", model or "none"] if model is not None else []
        error = ""
        try:
            with subprocess.Popen(  # noqa: S603 - our own program and arguments
                command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, encoding="utf-8", errors="replace",
                env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1]), "PYTHONIOENCODING": "utf-8"},
            ) as process:  # fmt: skip
                for line in process.stderr or ():
                    error = self._heard(line) or error
        except OSError as failed:
            return f"qa index could not be started ({failed.strerror})."
        return "" if process.returncode == 0 else error or f"qa index ended with code {process.returncode}."

    def _heard(self, line: str) -> str:
        """Note a line of progress; anything else is what the program says, and comes back without its name."""
        try:
            row = json.loads(line)
            self._progress = Progress(str(row["stage"]), int(row["done"]), int(row["total"]))
        except (ValueError, KeyError, TypeError):
            return line.strip().removeprefix("qa: ")
        return ""

"""What the user must hear, and do.

Every failure a user can meet is an `AskCorpusError`: one line that says what happened, to which file, and what to do
next. Foreign exceptions are translated where they arise; the edges print the line and choose the exit code.
"""

from __future__ import annotations

from pathlib import Path


class AskCorpusError(Exception):
    """Base of all errors meant for the user's eyes. `str(error)` is the whole message, in one line."""

    def __init__(self, what: str, advice: str = "") -> None:
        self.what = what
        self.advice = advice
        super().__init__(f"{what} {advice}".strip())


class ReadError(AskCorpusError):
    """A file that could not be read as a document; the rest of the corpus goes on without it."""

    def __init__(self, path: Path | str, reason: str, advice: str = "") -> None:
        self.path = str(path)
        self.reason = reason
        super().__init__(f"{path}: {reason}.", advice)


class IndexMissing(AskCorpusError):
    """There is no index where one was looked for."""

    @classmethod
    def at(cls, folder: Path | str) -> IndexMissing:
        """Name the folder and the command that builds an index there."""
        return cls(f"There is no index in {folder}.", f"Build it with: qa index CORPUS --index {folder}")


class IndexUnfit(AskCorpusError):
    """The index was made by another version or recipe, or is damaged; the message names the mending command."""


class IndexBusy(AskCorpusError):
    """Another process is writing the same index."""


class QuestionError(AskCorpusError):
    """A question that cannot be asked: empty, too long, or without a word or figure."""


class EncoderUnavailable(AskCorpusError):
    """The embedding model cannot be used here; BM25 alone answers meanwhile."""


class UsageError(AskCorpusError):
    """An option or argument whose value makes no sense."""

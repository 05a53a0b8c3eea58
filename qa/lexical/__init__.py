"""BM25: which passages share words with the question, and how much."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from qa.lexical import statistics
from qa.lexical.building import RUN_TOKENS, write_segment
from qa.lexical.searching import Postings, compile_ahead, idf
from qa.lexical.updating import WORTH_IT, merge, overdue, update

__all__ = ["WORTH_IT", "Postings", "build", "idf", "merge", "overdue", "update"]


def build(passages: Iterable[Sequence[str]], folder: Path, *, run_tokens: int = RUN_TOKENS) -> None:
    """Write the index of `passages`, each the analysed terms of one passage in order, into `folder`.

    The passages are read once and numbered from 0. The same passages give the same bytes, whatever `run_tokens`.
    Raises OSError when the folder cannot be written; whoever calls decides when the result becomes current.
    """
    written = write_segment(passages, folder / "0", run_tokens)
    about = {"name": "0", "terms": written.terms, "postings": written.postings, "passages": len(written.lengths)}
    statistics.save(folder, written.lengths, written.frequencies, [{**about, "moved": False}])
    compile_ahead(folder, len(written.lengths))

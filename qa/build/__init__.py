"""Corpus to index: read what is new, reuse what is not, write a whole generation, switch to it."""

from __future__ import annotations

import errno
import sqlite3
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from qa import dense, passages
from qa.build.embedding import embed
from qa.build.listing import Files, listed
from qa.build.progress import Progress
from qa.build.reading import File, Rows, program, read_all
from qa.build.staff import Staff
from qa.build.words import Words
from qa.build.workers import Workers
from qa.errors import AskCorpusError, EncoderUnavailable, IndexMissing, IndexUnfit
from qa.settings import IndexSettings, fingerprint, recipe
from qa.store import CACHE, DocumentRow, Generation, Index, Manifest, Skipped, writing
from qa.text import ANALYSER, keeping

__all__ = ["BuildReport", "Progress", "Staff", "build"]


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What became of every file, by document id, and what the index now holds."""

    index: str
    fingerprint: str
    added: tuple[str, ...]
    changed: tuple[str, ...]
    reused: tuple[str, ...]
    removed: tuple[str, ...]
    skipped: tuple[Skipped, ...]
    passages: int
    quantities: int
    model: str
    seconds: float
    notices: tuple[str, ...] = ()
    #: Files of the old index whose bytes were not what had been written; the new index has them anew.
    mended: tuple[str, ...] = ()

    @property
    def documents(self) -> int:
        """How many documents the index holds."""
        return len(self.added) + len(self.changed) + len(self.reused)


def build(
    corpus: Path,
    index: Path,
    settings: IndexSettings | None = None,
    progress: Progress = lambda stage, done, total: None,
    staff: Staff | None = None,
) -> BuildReport:
    """Make `index` hold exactly what the folder `corpus` holds. Raises `AskCorpusError` when nothing can be indexed.

    Unchanged files keep their rows, unchanged passages their embeddings. Until the last moment the old index answers.
    What the old index holds is checked byte by byte; only its damaged files are made anew. Whoever does the work, the
    index is the same.
    """
    settings = settings or IndexSettings()
    started = time.monotonic()
    if not corpus.is_dir():
        raise AskCorpusError(f"There is no folder {corpus}.", "Name the folder that holds your documents.")
    if corpus.resolve() == index.resolve():
        raise AskCorpusError(f"{index} holds the documents; the index needs a folder of its own.", "Name it: --index.")
    try:
        with writing(index):
            return _build(corpus, index, settings, progress, staff or Staff(), started)
    except OSError as error:
        raise _disk_error(error, index) from error
    except sqlite3.OperationalError as error:
        if not any(sign in str(error) for sign in ("full", "disk I/O")):  # SQLite's words for a disk without space
            raise
        raise _disk_error(OSError(errno.ENOSPC, str(error)), index) from error


def _build(
    corpus: Path, index: Path, settings: IndexSettings, progress: Progress, staff: Staff, started: float
) -> BuildReport:
    if settings.nearest == "hnsw":
        dense.require_graph()
    files = listed(corpus, index, progress)
    encoder, notices = _encoder(settings.model, len(files.hashes))
    chosen = recipe(
        settings, program=program(), splitter=passages.SPLITTER, analyser=ANALYSER, words=keeping.recipe(),
        encoder=encoder.fingerprint if encoder else "",
    )  # fmt: skip
    state = [chosen, sorted(files.hashes.items()), [[s.path, s.reason] for s in files.skipped]]
    old = _old(index)
    damaged = tuple(old.verify()) if old is not None else ()
    planned = Manifest(
        fingerprint=fingerprint(state), recipe=chosen, corpus=str(corpus), documents=0, passages=0, quantities=0,
        model=encoder.name if encoder else "", dimension=encoder.dimension if encoder else 0, notices=notices,
    )  # fmt: skip
    same = old is not None and (old.manifest.fingerprint, old.manifest.recipe) == (planned.fingerprint, chosen)
    if old is not None and same and not damaged:
        return _report(old, index, files, old, started, notices)
    reusable = {} if old is None or old.layout.documents.name in damaged else _reusable(old, chosen, files.hashes)
    fresh = [File(files.paths[name], name, sha256) for name, sha256 in files.hashes.items() if name not in reusable]
    known = old is not None and old.manifest.recipe.get("encoder") == chosen["encoder"]
    with staff.gathered(len(fresh) if known else len(files.hashes)) as workers, Generation(index) as generation:
        whole = not any(file.startswith(f"{generation.layout.lexical.name}/") for file in damaged)
        words = Words(generation, old if reusable and whole else None)
        made = read_all(fresh, settings, workers)
        unread = _fill(generation, words, files, old, reusable, made, progress)
        skipped = sorted([*files.skipped, *unread], key=lambda item: item.path)
        if not generation.documents:
            raise _nothing(corpus, skipped)
        generation.skip(skipped)
        words.write(progress)
        _finish(generation, planned, encoder, settings, workers, progress)
        said = (*notices, *(workers.notices if workers is not None else ()))
    return _report(Index.open(index), index, files, old, started, said, damaged)


def _finish(
    generation: Generation,
    planned: Manifest,
    encoder: dense.Encoder | None,
    settings: IndexSettings,
    workers: Workers | None,
    progress: Progress,
) -> None:
    """Embed what the generation holds and make it the one that answers."""
    vectors: Mapping[str, object] = {}
    if encoder is not None:
        cache, graph = generation.index / CACHE, settings.nearest == "hnsw"
        vectors = embed(generation, encoder, settings.model, cache, progress, workers, graph=graph)
    generation.publish(
        replace(
            planned, documents=generation.documents, passages=generation.passages, quantities=generation.quantities,
            vectors=vectors,
        )
    )  # fmt: skip


def _encoder(model: str, files: int) -> tuple[dense.Encoder | None, tuple[str, ...]]:
    """The encoder for bulk work, or none and the sentence that says why."""
    if not model or not files:
        return None, ()
    try:
        return dense.load_encoder(model, bulk=True), ()
    except EncoderUnavailable as error:
        return None, (f"Embeddings are not available ({error}); BM25 alone answers.",)


def _old(index: Path) -> Index | None:
    """The current index if there is a readable one."""
    try:
        return Index.open(index)
    except (IndexMissing, IndexUnfit):
        return None


def _reusable(old: Index, chosen: Mapping[str, object], hashes: Mapping[str, str]) -> dict[str, DocumentRow]:
    """The documents whose rows can be copied: same recipe but for the embeddings, same bytes."""
    free = {"encoder", "model", "nearest"}
    made = {key: value for key, value in old.manifest.recipe.items() if key not in free}
    if made != {key: value for key, value in chosen.items() if key not in free}:
        return {}
    return {row.id: row for row in old.documents() if hashes.get(row.id) == row.sha256}


def _fill(
    generation: Generation,
    words: Words,
    files: Files,
    old: Index | None,
    reusable: Mapping[str, DocumentRow],
    made: Iterator[Rows | Skipped],
    progress: Progress,
) -> Iterator[Skipped]:
    """Write the rows of every file, copied or `made`; what cannot be read comes back with the reason."""
    for number, name in enumerate(files.hashes, 1):
        progress("reading documents", number - 1, len(files.hashes))
        if old is not None and name in reusable:
            words.reused(reusable[name])
            generation.copy(old, reusable[name])
            continue
        start = generation.filled()
        rows = next(made)
        if isinstance(rows, Skipped):
            yield rows
        else:
            generation.add(rows.document, rows.passages, rows.quantities)
            words.read(start)
        progress("reading documents", number, len(files.hashes))


def _report(
    new: Index,
    index: Path,
    files: Files,
    old: Index | None,
    started: float,
    notices: tuple[str, ...],
    damaged: tuple[str, ...] = (),
) -> BuildReport:
    """Compare the new index with the old one."""
    now = {row.id: row.sha256 for row in new.documents()}
    readable = old is not None and old.layout.documents.name not in damaged
    before = {row.id: row.sha256 for row in old.documents()} if old is not None and readable else {}
    return BuildReport(
        index=str(index),
        fingerprint=new.manifest.fingerprint,
        added=tuple(name for name in now if name not in before),
        changed=tuple(name for name, digest in now.items() if before.get(name, digest) != digest),
        reused=tuple(name for name, digest in now.items() if before.get(name) == digest),
        removed=tuple(name for name in before if name not in files.hashes),
        skipped=tuple(new.skipped()),
        passages=new.manifest.passages,
        quantities=new.manifest.quantities,
        model=new.manifest.model,
        seconds=time.monotonic() - started,
        notices=notices,
        mended=damaged,
    )


def _nothing(corpus: Path, skipped: list[Skipped]) -> AskCorpusError:
    """The error for a folder without a single readable document."""
    if not skipped:
        return AskCorpusError(f"There are no documents in {corpus}.", "Put files into it, or name another folder.")
    shown = "; ".join(f"{item.path}: {item.reason}" for item in skipped[:20])
    more = f"; and {len(skipped) - 20} more" if len(skipped) > 20 else ""
    return AskCorpusError(f"None of the {len(skipped)} files in {corpus} could be indexed: {shown}{more}.")


def _disk_error(error: OSError, index: Path) -> AskCorpusError:
    """A full disk or a folder that may not be written, in one line."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return AskCorpusError(
            f"The disk is full or its quota used up; the index in {index} is unchanged.",
            "Free some space and run the command again.",
        )
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return AskCorpusError(
            f"The folder {index} may not be written.", "Choose another one with --index, or change its permissions."
        )
    return AskCorpusError(f"The index in {index} could not be written: {error.strerror or error}.")

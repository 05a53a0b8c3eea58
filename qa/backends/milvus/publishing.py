"""From the local index to Milvus: what is missing there is sent, then one row is switched."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from qa import passages
from qa.backends.local import Local
from qa.backends.milvus.checking import digest_of_passage, digest_of_row, missing
from qa.backends.milvus.claim import Claim
from qa.backends.milvus.planning import Plan, plan
from qa.backends.milvus.pointer import Pointer
from qa.backends.milvus.reading import Milvus
from qa.backends.milvus.rows import document_rows, passage_rows
from qa.backends.milvus.schema import (
    PER_DOCUMENT,
    create_passages,
    create_rows,
    passages_of,
    row,
    rows_of,
    word_of,
)
from qa.backends.milvus.server import IN_FILTER, Server, quoted
from qa.backends.milvus.state import Progress, State, read_progress, read_state, write_progress, write_state
from qa.errors import AskCorpusError, IndexMissing, IndexUnfit, UsageError
from qa.store import DocumentRow

#: Passages sent at once: a few megabytes.
BATCH = 256
#: Rows of words sent at once.
WORDS = 2_000
_OF_DOCUMENTS = '["document", "about", "text", "piece"]'

Report = Callable[[str, int, int], None]


def publish(
    folder: Path,
    pointer: Pointer,
    progress: Report = lambda stage, done, total: None,
    *,
    known: bool = True,
    check: bool = False,
) -> State:
    """Make Milvus hold what the index in `folder` holds and have the folder answered from there; returns what it holds.

    Vectors are taken from the local index, nothing is encoded. Until the last moment the generation before answers; an
    interrupted upload goes on where it stopped. A generation that lacks rows is written anew; with `check` every row is
    read, and one that holds other rows than were written is written anew as well. Where the name is not `known` to be
    this index's, another index of that name is left alone. Raises `UsageError` then, `IndexBusy` while another writer
    is at work and `AskCorpusError` when the server fails.
    """
    local = Local.open(folder)
    local.prepare()
    server = Server(pointer.uri, writes=True)
    with Claim(server, pointer.name) as claim:
        state = _brought_up(local, server, pointer, claim, progress, known, check)
    pointer.write(folder)
    return state


def _brought_up(
    local: Local, server: Server, pointer: Pointer, claim: Claim, progress: Report, known: bool, check: bool
) -> State:
    old = _old(server, pointer.name, local.folder)
    damaged = old is not None and _damaged(local, server, pointer, old, check)
    if old is not None and not damaged and _same(old, local):
        return old
    if old is not None and not known:
        raise UsageError(
            f"The Milvus at {server.uri} has an index “{pointer.name}” of {old.manifest.corpus} already.",
            f"Update that one with: --name {pointer.name}; or choose another name.",
        )
    before = Milvus(local.folder, pointer, server, old).documents() if old is not None and not damaged else []
    planned = plan(old, before, local, anew=damaged)
    for _ in range(2):
        upload = _Upload(local, server, pointer.name, old, planned, claim, progress)
        upload.run()
        if not (lacking := missing(server, pointer.name, planned.state)):
            claim.beat()
            write_state(server, pointer.name, planned.state)
            write_progress(server, pointer.name, Progress())
            return planned.state
        write_progress(server, pointer.name, Progress())  # send everything again: rows were lost after all
    raise AskCorpusError(
        f"The Milvus at {server.uri} does not keep what it is sent ({', '.join(lacking)}).", "Look at its logs."
    )


def _old(server: Server, name: str, folder: Path) -> State | None:
    """The generation that answers now; None where there is none, or it is damaged and has to be written anew."""
    try:
        return read_state(server, name, folder)
    except (IndexMissing, IndexUnfit):
        return None


def _damaged(local: Local, server: Server, pointer: Pointer, old: State, check: bool) -> bool:
    """Whether a generation lacks rows; with `check` also whether it holds other rows than were written."""
    if not check or not old.checked:
        return bool(missing(server, pointer.name, old))
    try:
        return bool(Milvus(local.folder, pointer, server, old).verify())
    except IndexUnfit:
        return True


def _same(old: State, local: Local) -> bool:
    """Whether Milvus holds what the local index holds."""
    then, now = old.manifest, local.manifest
    return old.checked and (then.fingerprint, then.recipe, then.notices) == (now.fingerprint, now.recipe, now.notices)


class _Upload:
    """One upload, planned."""

    def __init__(
        self, local: Local, server: Server, name: str, old: State | None, planned: Plan, claim: Claim, progress: Report
    ) -> None:
        self._local, self._server, self._name, self._old = local, server, name, old
        self._plan, self._claim, self._progress = planned, claim, progress
        self._state = planned.state
        self._passages, self._rows = planned.state.passages(name), planned.state.rows(name)

    def run(self) -> None:
        """Send what is not there yet."""
        done = read_progress(self._server, self._name)
        start = done.done if done.upload == self._plan.upload else 0
        if not start:
            self._clear()
        create_rows(self._server, self._rows)
        create_passages(self._server, self._passages, self._state.manifest.dimension)
        self._documents(start)
        self._words()

    def _clear(self) -> None:
        """Remove what an abandoned upload left, and what only the generation before the last one needs."""
        old, server = self._old, self._server
        for store in {self._state.generation, *(old.earlier if old is not None else ())}:
            server.drop(passages_of(self._name, store))
            server.drop(rows_of(self._name, store))
        if old is None:
            return
        for collection, place in ((old.passages(self._name), "place"), (old.rows(self._name), "owner")):
            server.delete(collection, f"born > {old.generation}")
            of = "" if place == "place" else f"kind in {_OF_DOCUMENTS} and "
            for batch in _batches(old.dead, IN_FILTER):
                server.delete(collection, f"{of}{place} in {list(batch)}")

    def _documents(self, start: int) -> None:
        """Send the documents from number `start` of the plan on, each with its passages."""
        fresh = self._plan.fresh
        total = sum(document.passages for document, _ in fresh)
        sent = sum(document.passages for document, _ in fresh[:start])
        waiting: list[dict[str, Any]] = []
        small: list[dict[str, Any]] = []
        for number, (document, place) in enumerate(fresh[start:], start + 1):
            inside = 0
            for made, spilled in self._made(document, place):
                inside += sum(map(digest_of_row, spilled), digest_of_passage(made))
                waiting.append(made)
                small += spilled
                if len(waiting) >= BATCH:
                    self._send(waiting, small)
            whole = self._local.document(document.id)
            assert whole is not None  # noqa: S101 - it was listed
            small += document_rows(whole, place, self._state.generation, inside)
            sent += document.passages
            if len(waiting) + len(small) >= BATCH or number == len(fresh):
                self._send(waiting, small)
                write_progress(self._server, self._name, Progress(self._plan.upload, number))
                self._progress("sending to Milvus", sent, total)

    def _send(self, waiting: list[dict[str, Any]], small: list[dict[str, Any]]) -> None:
        """Send rows and forget them."""
        self._claim.beat()
        self._server.upsert(self._passages, waiting)
        for batch in _batches(small, BATCH):
            self._server.upsert(self._rows, batch)
        waiting.clear()
        small.clear()

    def _made(self, document: DocumentRow, place: int) -> Iterator[tuple[dict[str, Any], list[dict[str, Any]]]]:
        """The rows of a document's passages."""
        state, vectors, statements = self._state, self._local.vectors, self._local.statements
        weigh = {"k1": state.k1, "b": state.b, "mean": state.length}
        for batch in _batches(range(document.first, document.first + document.passages), BATCH):
            found, figures = self._local.passages(batch), self._local.quantities(batch)
            for number in batch:
                inside = figures.get(number, [])
                yield passage_rows(
                    found[number],
                    place * PER_DOCUMENT + number - document.first,
                    state.generation,
                    document,
                    passages.search_terms(found[number], document.title, inside),
                    inside,
                    vectors.matrix[number] if vectors is not None else None,
                    statements.matrix[statements.starts[number] : statements.starts[number + 1]]
                    if statements is not None
                    else None,
                    weigh,
                )

    def _words(self) -> None:
        """Send in how many passages each word stands that this generation changed."""
        terms, postings, born = sorted(self._touched()), self._local.postings, self._state.generation
        for at, batch in enumerate(_batches(terms, WORDS)):
            self._claim.beat()
            self._server.upsert(
                self._rows,
                [
                    row(f"word:{word_of(term)}:{born}", "word", owner=word_of(term), born=born,
                        amount=postings.frequency(term))
                    for term in batch
                ],
            )  # fmt: skip
            if not self._plan.anew:
                self._forget([word_of(term) for term in batch])
            self._progress("sending words to Milvus", at * WORDS + len(batch), len(terms))

    def _touched(self) -> set[str]:
        """The words of documents that came or went; all words where everything is new."""
        if self._plan.anew:
            return set(self._local.postings.vocabulary())
        found = set()
        for document, _ in self._plan.fresh:
            for batch in _batches(range(document.first, document.first + document.passages), BATCH):
                figures = self._local.quantities(batch)
                for number, passage in self._local.passages(batch).items():
                    found.update(passages.search_terms(passage, document.title, figures.get(number, [])))
        reader = Milvus(self._local.folder, Pointer(self._server.uri, self._name), self._server, self._state)
        return found | reader.terms_in(self._state.dead)

    def _forget(self, words: Sequence[int]) -> None:
        """Remove the counts of these words that only generations before the last one need."""
        last = self._state.generation - 1
        for batch in _batches(words, IN_FILTER):
            where = f'kind == "word" and born <= {last} and owner in {list(batch)}'
            rows = sorted(self._server.every(self._rows, where, "key", ["key", "owner", "born"]),
                          key=lambda found: int(found["born"]))  # fmt: skip
            newest = {found["owner"]: found["key"] for found in rows}
            stale = [found["key"] for found in rows if newest[found["owner"]] != found["key"]]
            for keys in _batches(stale, IN_FILTER):
                self._server.delete(self._rows, f"key in [{', '.join(map(quoted, keys))}]")


def _batches(items: Sequence[Any] | Iterable[Any], size: int) -> Iterator[Any]:
    """The items in runs of at most `size`."""
    listed = items if isinstance(items, (list, tuple, range)) else list(items)
    for at in range(0, len(listed), size):
        yield listed[at : at + size]

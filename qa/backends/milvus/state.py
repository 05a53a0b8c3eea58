"""Which generation of an index on Milvus answers, and what is needed to read it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

from qa.backends.milvus.schema import passages_of, pieces, row, rows_of, state_of
from qa.backends.milvus.server import Server, quoted
from qa.errors import IndexMissing, IndexUnfit
from qa.store import Manifest, Skipped

_CURRENT = "current"


@dataclass(frozen=True, slots=True)
class State:
    """A generation. `store` numbers its collections; `dead` are places of documents that are no longer in it.

    `earlier` are stores that only the generation before needs. `tokens`, `k1`, `b` and `floor` are BM25's exact
    statistics; `length` is the mean passage length that the stored vectors were made with. `checked` where every
    document's head row holds the digest of its rows.
    """

    generation: int
    store: int
    manifest: Manifest
    tokens: int
    k1: float
    b: float
    floor: float
    length: float
    units: tuple[str, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    dead: tuple[int, ...] = ()
    earlier: tuple[int, ...] = ()
    checked: bool = False

    def visible(self, place: str) -> str:
        """The filter for the rows of this generation; `place` is the field that tells a row's document."""
        dead = f" and {place} not in {list(self.dead)}" if self.dead else ""
        return f"born <= {self.generation}{dead}"

    def passages(self, name: str) -> str:
        """The collection of its passages."""
        return passages_of(name, self.store)

    def rows(self, name: str) -> str:
        """The collection of its documents and words."""
        return rows_of(name, self.store)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an upload is: which one, and how many of its documents are there for certain."""

    upload: str = ""
    done: int = field(default=0)


def current_generation(server: Server, name: str) -> int:
    """The number of the generation that answers; 0 where there is none."""
    rows = server.query(state_of(name), f"key == {quoted(_CURRENT)}", ["amount"])
    return int(rows[0]["amount"]) if rows else 0


def read_state(server: Server, name: str, folder: Path) -> State:
    """The generation that answers. Raises `IndexMissing` where there is none."""
    for _ in range(3):  # a writer may switch between the two queries
        if not server.has(state_of(name)) or not (generation := current_generation(server, name)):
            raise IndexMissing(
                f"There is no index “{name}” on the Milvus at {server.uri}.",
                f"Build it with: qa index CORPUS --index {folder} --backend milvus --uri {server.uri}",
            )
        rows = server.query(state_of(name), f'kind == "state" and born == {generation}', ["amount", "body", "owner"])
        parts = {int(found["amount"]): str(found["body"]) for found in rows}
        if rows and len(parts) == int(rows[0]["owner"]):
            return _from_json("".join(parts[at] for at in sorted(parts)), folder)
    raise IndexUnfit(
        f"The state of the index “{name}” on the Milvus at {server.uri} is damaged.",
        f"Write it again with: qa index CORPUS --index {folder}",
    )


def write_state(server: Server, name: str, state: State) -> None:
    """Make this the generation that answers: its description first, then the one row that names it."""
    collection, generation = state_of(name), state.generation
    parts = pieces(json.dumps({**asdict(state), "manifest": state.manifest.to_json()}, ensure_ascii=True))
    server.delete(collection, f'kind == "state" and born == {generation}')  # what a crash here left
    server.upsert(
        collection,
        [row(f"state:{generation}:{at}", "state", owner=len(parts), born=generation, amount=at, body=part)
         for at, part in enumerate(parts)],
    )  # fmt: skip
    server.upsert(collection, [row(_CURRENT, "current", amount=generation)])
    server.delete(collection, f'kind == "state" and born < {generation - 1}')


def read_progress(server: Server, name: str) -> Progress:
    """How far the last upload came."""
    rows = server.query(state_of(name), 'key == "progress"', ["tag", "amount"])
    return Progress(str(rows[0]["tag"]), int(rows[0]["amount"])) if rows else Progress()


def write_progress(server: Server, name: str, progress: Progress) -> None:
    """Note how far an upload is."""
    server.upsert(state_of(name), [row("progress", "progress", tag=progress.upload, amount=progress.done)])


def _from_json(text: str, folder: Path) -> State:
    try:
        found = json.loads(text)
        return State(
            **{
                **found,
                "manifest": Manifest.from_json(found["manifest"], folder),
                "units": tuple(found["units"]),
                "skipped": tuple(Skipped(**item) for item in found["skipped"]),
                "dead": tuple(found["dead"]),
                "earlier": tuple(found["earlier"]),
            }
        )
    except (KeyError, TypeError, ValueError) as error:
        raise IndexUnfit(
            f"The state of the index in {folder} on Milvus cannot be read ({error}).",
            f"Write it again with: qa index CORPUS --index {folder}",
        ) from error

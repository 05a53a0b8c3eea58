"""What has to be sent so that Milvus holds what the local index holds."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from qa.backends.local import Local
from qa.backends.milvus.schema import PER_DOCUMENT
from qa.backends.milvus.state import State
from qa.errors import AskCorpusError
from qa.lexical.layout import META, B
from qa.settings import fingerprint
from qa.store import DocumentRow

#: Between the places of two documents of a new store: room for sixteen halvings.
STRIDE = 1 << 16
#: The mean passage length baked into stored vectors may drift so far. At 2 % the ten best already overlap .994 before
#: scores are computed exactly, at 20 % .95; candidates are fetched twofold.
DRIFT = 0.1
#: Documents that a filter can leave out without growing long; where more go at once, everything is written anew.
MOST_DEAD = 2_000


@dataclass(frozen=True, slots=True)
class Plan:
    """The next generation, and which documents of the local index go where; `anew` when into collections of its own."""

    state: State
    fresh: tuple[tuple[DocumentRow, int], ...]
    anew: bool

    @property
    def upload(self) -> str:
        """A name for this very upload, by which an interrupted one is known again."""
        return fingerprint([self.state.manifest.fingerprint, self.state.generation, self.state.store])


def plan(old: State | None, before: Sequence[DocumentRow], local: Local, *, anew: bool = False) -> Plan:
    """The plan from generation `old`, whose documents are `before`, to what `local` holds."""
    meta = json.loads((local.layout.lexical / META).read_text(encoding="utf-8"))
    mean = meta["tokens"] / max(meta["passages"], 1) or 1.0
    documents = local.documents()
    longest = max((row.passages for row in documents), default=0)
    if longest >= PER_DOCUMENT:
        raise AskCorpusError(
            f"A document has {longest:,} passages; on Milvus one may have {PER_DOCUMENT:,}.", "Split the document."
        )
    generation = old.generation + 1 if old is not None else 1
    kept = {} if old is None or anew or not _fits(old, local, mean) else _kept(before, documents)
    dead = tuple(_place(row) for row in before if row.id not in kept)
    spots = places([kept.get(row.id) for row in documents], {*dead, *(old.dead if old is not None else ())})
    if not kept or len(dead) > MOST_DEAD or spots is None:
        kept, dead = {}, ()
        spots = [STRIDE * (at + 1) for at in range(len(documents))]
    into_old = old is not None and bool(kept)
    state = State(
        generation=generation,
        store=old.store if old is not None and into_old else generation,
        manifest=replace(local.manifest, checksums={}),
        tokens=meta["tokens"],
        k1=local.postings.k1,
        b=B,
        floor=local.postings.floor,
        length=old.length if old is not None and into_old else mean,
        units=tuple(local.units()),
        skipped=tuple(local.skipped()),
        dead=dead,
        earlier=(old.store,) if old is not None and not into_old else (),
        checked=True,
    )
    fresh = tuple((row, place) for row, place in zip(documents, spots, strict=True) if row.id not in kept)
    return Plan(state, fresh, anew=not into_old)


def _fits(old: State, local: Local, mean: float) -> bool:
    """Whether rows of the old generation can stay as they are."""
    then, now = old.manifest, local.manifest
    same = (then.recipe, then.model, then.dimension) == (now.recipe, now.model, now.dimension)
    return same and old.checked and abs(mean / old.length - 1) <= DRIFT


def _kept(before: Sequence[DocumentRow], documents: Sequence[DocumentRow]) -> dict[str, int]:
    """The places of documents whose bytes did not change, by id."""
    now = {row.id: row.sha256 for row in documents}
    return {row.id: _place(row) for row in before if now.get(row.id) == row.sha256}


def _place(document: DocumentRow) -> int:
    return document.first // PER_DOCUMENT


def places(kept: Sequence[int | None], taken: Collection[int]) -> list[int] | None:
    """A place for every document, ascending: those kept as they are, the others spread over the gaps between.

    Places in `taken` are left free. None where a gap is too small or documents that are kept changed their order.
    """
    made: list[int] = []
    before, at = 0, 0
    while at < len(kept):
        here = kept[at]
        if here is not None:
            if here <= before:
                return None
            made.append(here)
            before, at = here, at + 1
            continue
        until = next((n for n in range(at, len(kept)) if kept[n] is not None), len(kept))
        after = kept[until] if until < len(kept) else None
        end = after if after is not None else before + STRIDE * (until - at + 1)
        inside = [place for place in taken if before < place < end]
        free = _spread(before, end, until - at, set(inside))
        if free is None:
            return None
        made += free
        before, at = free[-1], until
    return made


def _spread(before: int, end: int, count: int, taken: set[int]) -> list[int] | None:
    """`count` places between `before` and `end`, evenly, none of them taken; None where there is no room."""
    step = (end - before) // (count + 1)
    if step <= len(taken):
        return None
    made = []
    for number in range(1, count + 1):
        place = before + step * number
        while place in taken:
            place += 1
        made.append(place)
    return made

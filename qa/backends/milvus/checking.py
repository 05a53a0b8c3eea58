"""Whether the rows on a Milvus server are what was written, to the last bit.

A document's head row holds the sum of the digests of all its rows; adding them up lets rows be read in any order, and
an upload add a document at a time. How many passages hold a word is counted again from the passages.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import numpy as np

from qa.backends.milvus.schema import word_of
from qa.backends.milvus.server import Server
from qa.backends.milvus.state import State
from qa.store import dump

#: Bits of a digest.
_BITS = 128
_PLAIN = ("number", "place", "born", "answers", "document", "source", "language", "format", "published", "length",
          "counts", "body", "figures", "statements")  # fmt: skip
_SMALL = ("key", "kind", "owner", "born", "tag", "amount", "body")
_OF_DOCUMENTS = '["document", "about", "text", "piece"]'

Row = Mapping[str, Any]


def digest_of_passage(row: Row) -> int:
    """The digest of a passage's row as it is sent, or as it comes back."""
    words = sorted((int(at), float(weight)) for at, weight in row["words"].items())
    parts = [
        dump([*(row[name] for name in _PLAIN), [str(unit) for unit in row["units"]]]).encode("utf-8", "surrogatepass"),
        np.array([at for at, _ in words], "<i8").tobytes(),
        np.array([weight for _, weight in words], "<f4").tobytes(),
        np.asarray(row.get("meaning", ()), "<f4").tobytes(),
    ]
    return _digest(b"".join(parts))


def digest_of_row(row: Row) -> int:
    """The digest of a small row; that of a document's head leaves out its body, which holds the sum."""
    head = row["kind"] == "document"
    return _digest(
        dump([row[name] for name in _SMALL if not (head and name == "body")]).encode("utf-8", "surrogatepass")
    )


def total(digests: Iterable[int]) -> str:
    """The sum of the digests of a document's rows, as its head row holds it."""
    return f"{sum(digests) % (1 << _BITS):0{_BITS // 4}x}"


def missing(server: Server, name: str, state: State) -> list[str]:
    """The collections of a generation that lack rows, or have some twice."""
    documents = f'kind == "document" and {state.visible("owner")}'
    counted = {
        state.passages(name): (state.visible("place"), state.manifest.passages),
        state.rows(name): (documents, state.manifest.documents),
    }
    return [
        collection
        for collection, (where, wanted) in counted.items()
        if not server.has(collection) or server.count(collection, where) != wanted
    ]


def altered(server: Server, name: str, state: State, whole: Callable[[list[Row], str], dict[int, str]]) -> list[str]:
    """What of a generation is not what was written: documents, and the counts of words.

    Reads every row; keeps a number for each document and each word. `whole` puts a field together that stands in
    pieces.
    """
    if not state.checked:
        return [f"{state.passages(name)} (without checksums, of an earlier version)"]
    sums: Counter[int] = Counter()
    heads: dict[int, tuple[str, str]] = {}
    where = f"kind in {_OF_DOCUMENTS} and {state.visible('owner')}"
    for row in server.every(state.rows(name), where, "key", _SMALL):
        sums[int(row["owner"])] += digest_of_row(row)
        if row["kind"] == "document":
            heads[int(row["owner"])] = str(row["tag"]), str(row["body"])
    vectors = ["meaning"] if state.manifest.dimension else []
    held: Counter[int] = Counter()
    for row in server.every(
        state.passages(name), state.visible("place"), "number", [*_PLAIN, "units", "words", *vectors]
    ):
        sums[int(row["place"])] += digest_of_passage(row)
        held.update(word_of(term) for term in _terms(row, whole))
    wrong = sorted(
        heads.get(place, ("?", ""))[0] for place in sums if total([sums[place]]) != heads.get(place, ("", ""))[1]
    )
    return [*wrong, *([f"{state.rows(name)} (words)"] if _frequencies(server, name, state) != held else [])]


def _terms(row: Row, whole: Callable[[list[Row], str], dict[int, str]]) -> Iterable[str]:
    """The words of a passage; none where its row is not what was written, which its digest tells."""
    try:
        return list(json.loads(whole([row], "counts")[int(row["number"])]))
    except ValueError:
        return []


def _frequencies(server: Server, name: str, state: State) -> Counter[int]:
    """In how many passages each word stands, by its number; those that stand in none are left out."""
    newest: dict[int, tuple[int, int]] = {}
    where = f'kind == "word" and born <= {state.generation}'
    for row in server.every(state.rows(name), where, "key", ["owner", "born", "amount"]):
        word = int(row["owner"])
        newest[word] = max(newest.get(word, (-1, 0)), (int(row["born"]), int(row["amount"])))
    return Counter({word: amount for word, (_, amount) in newest.items() if amount})


def _digest(data: bytes) -> int:
    return int.from_bytes(hashlib.blake2b(data, digest_size=_BITS // 8).digest(), "big")

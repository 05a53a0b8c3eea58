"""The collections and their fields."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Mapping
from typing import Any

from qa.backends.milvus.server import Server

#: Passages that a document can have; the number of a passage is its document's place times this, plus its own place.
PER_DOCUMENT = 1 << 20
#: The longest string Milvus stores, in bytes.
LONGEST = 65_535
#: Characters of a longer text that are stored in one row: at most four bytes each.
PIECE = LONGEST // 4
#: Fields of a passage that may be too long for a string, and then stand in pieces among the rows.
SPILLING = ("counts", "body", "figures", "statements")
#: The index of a field that is filtered by, and its metric: none.
_LOOKUP = ("INVERTED", "")


def state_of(name: str) -> str:
    """The collection that says which generation answers."""
    return f"{name}_state"


def passages_of(name: str, store: int) -> str:
    """The collection of passages."""
    return f"{name}_{store}_passages"


def rows_of(name: str, store: int) -> str:
    """The collection of documents, texts and words."""
    return f"{name}_{store}_rows"


def dimension_of(term: str) -> int:
    """The dimension of a term in the sparse vectors. Two terms may share one: scores are computed anew from counts."""
    return int.from_bytes(hashlib.blake2b(_bytes(term), digest_size=4).digest(), "big") % 0xFFFF_FFFE


def word_of(term: str) -> int:
    """The number of a term among the rows; 63 bits, so that no two terms of any collection share one."""
    return int.from_bytes(hashlib.blake2b(_bytes(term), digest_size=8).digest(), "big") >> 1


def _bytes(term: str) -> bytes:
    return term.encode("utf-8", "surrogatepass")


def pieces(text: str) -> list[str]:
    """`text` cut so that each piece fits a string; at least one piece."""
    return [text[at : at + PIECE] for at in range(0, max(len(text), 1), PIECE)]


def create_rows(server: Server, collection: str) -> None:
    """Make a collection of small rows, if it is not there: what kind, whose, when born, a tag, an amount, a text."""

    def add(schema: Any, types: Any) -> None:
        schema.add_field("key", types.VARCHAR, is_primary=True, max_length=256)
        schema.add_field("kind", types.VARCHAR, max_length=16)
        schema.add_field("owner", types.INT64)
        schema.add_field("born", types.INT64)
        schema.add_field("tag", types.VARCHAR, max_length=8192)
        schema.add_field("amount", types.INT64)
        schema.add_field("body", types.VARCHAR, max_length=LONGEST)
        schema.add_field("nothing", types.FLOAT_VECTOR, dim=2)  # Milvus wants a vector in every collection

    _ensure(
        server, collection, add, {"nothing": ("AUTOINDEX", "L2"), **dict.fromkeys(("kind", "owner", "tag"), _LOOKUP)}
    )


def row(
    key: str, kind: str, *, owner: int = 0, born: int = 0, tag: str = "", amount: int = 0, body: str = ""
) -> dict[str, Any]:
    """One small row."""
    return {
        "key": key, "kind": kind, "owner": owner, "born": born, "tag": tag, "amount": amount, "body": body,
        "nothing": [0.0, 0.0],
    }  # fmt: skip


def create_passages(server: Server, collection: str, dimension: int) -> None:
    """Make a collection of passages, if it is not there. Without a model `dimension` is 0."""

    def add(schema: Any, types: Any) -> None:
        schema.add_field("number", types.INT64, is_primary=True)
        for name in ("place", "born", "length"):
            schema.add_field(name, types.INT64)
        schema.add_field("answers", types.BOOL)
        for name, longest in (*dict.fromkeys(("document", "source"), 8192).items(),
                              *dict.fromkeys(("language", "format", "published"), 64).items(),
                              *dict.fromkeys(SPILLING, LONGEST).items()):  # fmt: skip
            schema.add_field(name, types.VARCHAR, max_length=longest)
        schema.add_field("units", types.ARRAY, element_type=types.VARCHAR, max_capacity=1024, max_length=1024)
        schema.add_field("words", types.SPARSE_FLOAT_VECTOR)
        if dimension:
            schema.add_field("meaning", types.FLOAT_VECTOR, dim=dimension)

    vectors = {"words": ("SPARSE_INVERTED_INDEX", "IP")} | ({"meaning": ("AUTOINDEX", "COSINE")} if dimension else {})
    filtered = ("place", "born", "document", "source", "language", "published")
    _ensure(server, collection, add, {**vectors, **dict.fromkeys(filtered, _LOOKUP)})


def _ensure(
    server: Server, collection: str, add: Callable[[Any, Any], None], indexes: Mapping[str, tuple[str, str]]
) -> None:
    """Have a collection there, indexed and loaded, also where making it was interrupted."""

    def make(client: Any) -> None:
        from pymilvus import DataType

        if not client.has_collection(collection, timeout=server.seconds):
            schema = client.create_schema(auto_id=False, enable_dynamic_field=False)
            add(schema, DataType)
            client.create_collection(collection, schema=schema, consistency_level="Strong", timeout=server.seconds)
        missing = client.prepare_index_params()
        for name, (kind, metric) in indexes.items():
            if not client.list_indexes(collection, field_name=name):
                missing.add_index(name, index_type=kind, **({"metric_type": metric} if metric else {}))
        if len(missing):  # loading waits for them; waiting here would take half a second for each
            client.create_index(collection, missing, timeout=server.seconds, sync=False)

    def made(client: Any) -> None:
        for wait in (0.3, 0.6, None):
            try:
                make(client)
                return
            except Exception:  # of any kind: another writer may have made a part of it in this moment
                if wait is None:
                    raise
                time.sleep(wait)

    server.call(made)
    server.load(collection)

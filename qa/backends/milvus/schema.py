"""The collections and their fields."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
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
    """Make a collection of small rows, if it is not there: what kind, whose, when born, a tag, a number, a text."""

    def create(client: Any) -> None:
        from pymilvus import DataType

        schema = client.create_schema(auto_id=False, enable_dynamic_field=False)
        schema.add_field("key", DataType.VARCHAR, is_primary=True, max_length=256)
        schema.add_field("kind", DataType.VARCHAR, max_length=16)
        schema.add_field("owner", DataType.INT64)
        schema.add_field("born", DataType.INT64)
        schema.add_field("tag", DataType.VARCHAR, max_length=8192)
        schema.add_field("amount", DataType.INT64)
        schema.add_field("body", DataType.VARCHAR, max_length=LONGEST)
        schema.add_field("nothing", DataType.FLOAT_VECTOR, dim=2)  # Milvus wants a vector in every collection
        _create(server, client, collection, schema, {"nothing": ("AUTOINDEX", "L2")}, ("kind", "owner", "tag"))

    _unless_there(server, collection, create)


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

    def create(client: Any) -> None:
        from pymilvus import DataType

        schema = client.create_schema(auto_id=False, enable_dynamic_field=False)
        schema.add_field("number", DataType.INT64, is_primary=True)
        schema.add_field("place", DataType.INT64)
        schema.add_field("born", DataType.INT64)
        schema.add_field("answers", DataType.BOOL)
        for name, length in (("document", 8192), ("source", 8192), ("language", 64), ("format", 64),
                             ("published", 64)):  # fmt: skip
            schema.add_field(name, DataType.VARCHAR, max_length=length)
        schema.add_field("length", DataType.INT64)
        for name in SPILLING:
            schema.add_field(name, DataType.VARCHAR, max_length=LONGEST)
        schema.add_field("units", DataType.ARRAY, element_type=DataType.VARCHAR, max_capacity=1024, max_length=1024)
        schema.add_field("words", DataType.SPARSE_FLOAT_VECTOR)
        vectors = {"words": ("SPARSE_INVERTED_INDEX", "IP")}
        if dimension:
            schema.add_field("meaning", DataType.FLOAT_VECTOR, dim=dimension)
            vectors["meaning"] = ("AUTOINDEX", "COSINE")
        _create(server, client, collection, schema, vectors,
                ("place", "born", "document", "source", "language", "published"))  # fmt: skip

    _unless_there(server, collection, create)


def _unless_there(server: Server, collection: str, create: Any) -> None:
    if not server.has(collection):
        server.call(create)
    server.load(collection)


def _create(
    server: Server, client: Any, collection: str, schema: Any, vectors: Mapping[str, tuple[str, str]],
    scalars: Iterable[str],
) -> None:  # fmt: skip
    indexes = client.prepare_index_params()
    for name, (kind, metric) in vectors.items():
        indexes.add_index(name, index_type=kind, metric_type=metric)
    for name in scalars:
        indexes.add_index(name, index_type="INVERTED")
    client.create_collection(
        collection, schema=schema, index_params=indexes, consistency_level="Strong", timeout=server.seconds
    )

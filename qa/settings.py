"""What was chosen: every setting that shapes an index or an answer, in one frozen place."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import Literal

#: Raise when the stored form changes so that this program cannot read older indexes.
FORMAT = 5


@dataclass(frozen=True, slots=True)
class IndexSettings:
    """The part of an index's recipe that a user chooses.

    `model` names the encoder ("" for none); `passage_words` is the size passages aim at, `passage_limit` the size they
    never pass unless one sentence or table row is longer.
    """

    model: str = "multilingual-e5-small"
    #: Span recall in a 600-word budget is flat between 60 and 120 words and falls on both sides.
    passage_words: int = 80
    passage_limit: int = 130
    #: How the nearest embeddings of a large index are found: by their signs, or by a graph that takes long to build.
    nearest: Literal["scan", "hnsw"] = "scan"


@dataclass(frozen=True, slots=True)
class SearchSettings:
    """How an answer is searched for. `pool` passages of each ranking are fused, the best `depth` read and put in order.

    Answers are looked for in the first of those (`qa.engine.LOOKED_INTO`).
    """

    #: Deeper pools did not change the first ten on the public sets; shallower ones lost cross-language hits.
    pool: int = 200
    depth: int = 30
    fusion: Literal["minmax", "zscore", "rrf"] = "zscore"
    use_lexical: bool = True
    use_dense: bool = True
    #: Names of evidence to leave out of the choice (for ablations); "order" keeps passages as the searches had them.
    without: frozenset[str] = frozenset()


def recipe(settings: IndexSettings, **parts: str) -> dict[str, object]:
    """Everything that two indexes must share for their rows to be interchangeable."""
    return {"format": FORMAT, **asdict(settings), **parts}


def fingerprint(value: object) -> str:
    """A short, stable name for any JSON value: the first 16 hex digits of the SHA-256 of its canonical JSON."""
    canonical = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()[:16]

"""Texts to vectors: what a worker does with its share of the texts, and how they come into the cache."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from qa import dense
from qa.build.workers import Workers
from qa.errors import AskCorpusError

#: Texts looked up and sorted by length together.
BLOCK = 4096
#: Texts that a worker encodes at a time: a few seconds of work, which is what the loss of a worker costs.
SHARE = 64


@dataclass(frozen=True, slots=True)
class Job:
    """Texts to encode with `model`, for an index of `passages`; `own` of them are whole passages."""

    model: str
    passages: int
    texts: tuple[str, ...]
    own: int


@dataclass(frozen=True, slots=True)
class Encoded:
    """The vectors of a job by their texts' keys; `encoder` is what the cache knows their encoder by."""

    encoder: str
    vectors: dict[bytes, NDArray[np.float32]]
    own: int


@dataclass(frozen=True, slots=True)
class Text:
    """A text to encode; `own` tells a passage's own text from one of its statements."""

    text: str
    own: bool


def encode_ahead(
    texts: Iterable[Text],
    encoder: dense.Encoder,
    job: Job,
    known: dense.VectorCache,
    workers: Workers,
    advance: dense.Progress,
) -> None:
    """Have workers encode the texts that the cache does not know, and keep every share as it comes.

    `job`, without texts, says for which model and index. `advance` hears of passages. Raises `AskCorpusError` where a
    worker's vectors may not stand beside those of `encoder`.
    """
    name = dense.cache_name(encoder)
    for made in workers.run(encode_share, _jobs(texts, name, job, known, advance)):
        if made.encoder != name:
            raise AskCorpusError(
                f"A worker computes embeddings as {made.encoder}, this machine as {name}: they differ in last digits.",
                "Use machines of one kind.",
            )
        known.put(name, made.vectors)
        advance(made.own)


def _jobs(
    texts: Iterable[Text], name: str, job: Job, known: dense.VectorCache, advance: dense.Progress
) -> Iterator[Job]:
    """Shares of what the cache does not know, longest texts first; what it knows is told at once."""
    source = iter(texts)
    while block := list(islice(source, BLOCK)):
        own: dict[bytes, int] = {}
        by_key: dict[bytes, str] = {}
        for text in block:
            key = dense.text_key(text.text)
            by_key[key] = text.text
            own[key] = own.get(key, 0) + text.own
        found = known.get(name, list(by_key))
        advance(sum(own[key] for key in found))
        missing = sorted((key for key in by_key if key not in found), key=lambda key: (-len(by_key[key]), key))
        for start in range(0, len(missing), SHARE):
            share = missing[start : start + SHARE]
            yield Job(job.model, job.passages, tuple(by_key[key] for key in share), sum(own[key] for key in share))


def encode_share(job: Job) -> Encoded:
    """Encode the texts of a job."""
    encoder = _encoder(job.model, job.passages)
    vectors = encoder.encode_passages(job.texts)
    keys = map(dense.text_key, job.texts)
    return Encoded(dense.cache_name(encoder), dict(zip(keys, vectors, strict=True)), job.own)


@lru_cache(maxsize=1)
def _encoder(model: str, passages: int) -> dense.Encoder:
    """The encoder, loaded once a process."""
    return dense.load_encoder(model, bulk=True).sized(passages)

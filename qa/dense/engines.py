"""What multiplies when the bundled model encodes in bulk: sentence-transformers on the converted weights."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

#: Token numbers and attention mask, both (rows, length) int64, to the mean token state of each row, float32.
Means = Callable[[NDArray[np.int64], NDArray[np.int64]], NDArray[np.float32]]
#: Raised when the converted model changes.
GRAPH = "1"


def load(cache: Path) -> tuple[Means, str]:
    """sentence-transformers on a CUDA device or the processor, bfloat16 where the hardware has it, and its name.

    The bundled weights are written once as a sentence-transformers folder in `cache` (470 MB). The name tells vectors
    apart that differ in their last digits. Raises ImportError where sentence-transformers is not installed.
    """
    import torch

    from qa.dense.export import export_bundled

    folder = cache / f"sentence-transformers-{GRAPH}"
    if not folder.exists():
        cache.mkdir(parents=True, exist_ok=True)
        export_bundled(folder)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    able = torch.cpu.get_capabilities()
    native = device == "cuda" or able.get("amx_bf16") or able.get("avx512_bf16")
    dtype = torch.bfloat16 if native else torch.float32
    model = _quietly(folder, device, dtype)

    def means(ids: NDArray[np.int64], mask: NDArray[np.int64]) -> NDArray[np.float32]:
        given = {"input_ids": torch.from_numpy(ids).to(device), "attention_mask": torch.from_numpy(mask).to(device)}
        with torch.inference_mode():
            states = model[0](given)["token_embeddings"]
            found: NDArray[np.float32] = _mean(states, given["attention_mask"]).cpu().numpy()
        return found

    return means, f"sentence-transformers-{device}-{str(dtype).removeprefix('torch.')}"


def _mean(states: Any, mask: Any) -> Any:
    """The mean of the states (rows, length, hidden) whose mask is 1, float32."""
    weight = mask[..., None].float()
    return (states.float() * weight).sum(1) / weight.sum(1)


def _quietly(folder: Path, device: str, dtype: Any) -> Any:
    """A sentence-transformers model without bars and reports on standard error."""
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "true")
    import sentence_transformers
    import transformers

    chatter: Any = transformers.utils.logging
    chatter.disable_progress_bar()
    chatter.set_verbosity_error()
    return sentence_transformers.SentenceTransformer(str(folder), device=device, model_kwargs={"dtype": dtype})

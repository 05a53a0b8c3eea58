"""What multiplies when the bundled model encodes in bulk: a CUDA device, OpenVINO, or sentence-transformers."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qa.dense.weights import Weights

#: Token numbers and attention mask, both (rows, length).
Batch = tuple[NDArray[np.int64], NDArray[np.int64]]
#: Batches to the mean token state of each row, float32, batch for batch.
Means = Callable[[Iterable[Batch]], Iterator[NDArray[np.float32]]]
#: Engines in the order in which they are tried.
ENGINES = ("cuda", "openvino", "cpu")
#: Raised when the converted model changes.
GRAPH = "1"
#: Texts that a processor encodes in a few seconds.
PORTION = 32
#: The same for a CUDA device, whose batches are large: they must be many, or half-full ones cost more than full ones.
CUDA_PORTION = 8192


@dataclass(frozen=True, slots=True, eq=False)
class Engine:
    """`name` tells vectors apart that differ in their last digits.

    A batch holds at most `tokens` tokens, padding included, and one row at least; lengths are padded to multiples of
    `step`; `portion` is how many texts are worth handing over at once.
    """

    name: str
    means: Means
    tokens: int
    step: int
    portion: int


def load(weights: Path, cache: Path, names: Sequence[str] = ENGINES) -> Engine:
    """The first engine of `names` that can be had here, for the packed weights in the file `weights`.

    sentence-transformers, which computes on a CUDA device and where OpenVINO is missing, needs them converted once, in
    the folder `cache` (470 MB). Raises ImportError where none can be had.
    """
    reasons = []
    for name in names:
        try:
            return _openvino(weights) if name == "openvino" else _sentence_transformers(weights, cache, name)
        except ImportError as error:
            reasons.append(f"{name}: {error}")
    raise ImportError("; ".join(reasons))


def _openvino(weights: Path) -> Engine:
    """OpenVINO, in bfloat16 where the processor has it.

    Texts of more than 64 tokens go one by one: whatever the batch, a core is as fast, and there is nothing to pad.
    """
    from qa.dense.network import Network

    network = Network(Weights.read(weights))
    return Engine(f"openvino-{network.precision}", network.means, 128, 16, PORTION * network.threads)


def _sentence_transformers(weights: Path, cache: Path, device: str) -> Engine:
    """sentence-transformers on `device`, cuda or cpu, in bfloat16 where the hardware has it."""
    if device == "cuda" and not _cuda_devices():
        raise ImportError("there is no CUDA device")
    import torch

    if device == "cuda" and not torch.cuda.is_available():
        raise ImportError("torch was built without CUDA")
    from qa.dense.export import export_weights

    folder = cache / f"sentence-transformers-{GRAPH}"
    if not folder.exists():
        cache.mkdir(parents=True, exist_ok=True)
        export_weights(weights, folder)
    able = torch.cpu.get_capabilities()
    native = (
        torch.cuda.is_bf16_supported(False) if device == "cuda" else able.get("amx_bf16") or able.get("avx512_bf16")
    )
    dtype = torch.bfloat16 if native else torch.float32
    model = _quietly(folder, device, dtype)

    def means(batches: Iterable[Batch]) -> Iterator[NDArray[np.float32]]:
        for ids, mask in batches:
            given = {"input_ids": torch.from_numpy(ids).to(device), "attention_mask": torch.from_numpy(mask).to(device)}
            with torch.inference_mode():
                states = model[0](given)["token_embeddings"]
                found: NDArray[np.float32] = _mean(states, given["attention_mask"]).cpu().numpy()
            yield found

    name = f"sentence-transformers-{device}-{str(dtype).removeprefix('torch.')}"
    if device == "cuda":
        return Engine(name, means, 1 << 14, 64, CUDA_PORTION)
    return Engine(name, means, 2048, 32, PORTION * torch.get_num_threads())


def _cuda_devices() -> int:
    """How many CUDA devices the driver knows: asked without torch, whose import takes a second."""
    try:
        driver = ctypes.CDLL("nvcuda.dll" if sys.platform == "win32" else "libcuda.so.1")
    except OSError:
        return 0
    count = ctypes.c_int(0)
    return count.value if driver.cuInit(0) == driver.cuDeviceGetCount(ctypes.byref(count)) == 0 else 0


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

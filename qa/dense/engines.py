"""What multiplies when the bundled model encodes in bulk: OpenVINO, else sentence-transformers."""

from __future__ import annotations

import os
import shutil
import tempfile
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
    """The fastest engine of this machine and its name for telling vectors apart; converted models are kept in `cache`.

    Raises ImportError where neither openvino nor sentence-transformers is installed.
    """
    if not Path("/dev/nvidia0").exists():  # sparing the import of torch where it would find no device
        try:
            return _openvino(cache)
        except ImportError:
            pass
    return _sentence_transformers(cache)


def _openvino(cache: Path) -> tuple[Means, str]:
    """OpenVINO, in bfloat16 where the processor has it; the number of threads changes no bit."""
    import openvino

    core = openvino.Core()
    native = "BF16" in core.get_property("CPU", "OPTIMIZATION_CAPABILITIES")
    precision = "bf16" if native else "f32"
    model = core.compile_model(_graph(cache, openvino), "CPU", {"INFERENCE_PRECISION_HINT": precision})

    def means(ids: NDArray[np.int64], mask: NDArray[np.int64]) -> NDArray[np.float32]:
        return np.array(model([ids, mask])[0], np.float32)

    return means, f"openvino-{openvino.__version__.split('-')[0]}-{precision}"


def _graph(cache: Path, openvino: Any) -> Path:
    """The model as OpenVINO reads it, converted once a machine (half a minute, 470 MB), there whole or not at all."""
    version = openvino.__version__.split("-")[0]
    folder = cache / f"openvino-{GRAPH}-{version}"
    if not (folder / "model.xml").exists():
        cache.mkdir(parents=True, exist_ok=True)
        scratch = Path(tempfile.mkdtemp(dir=cache, prefix=".openvino-"))
        try:
            _convert(scratch, scratch / "made", openvino)
            try:
                (scratch / "made").rename(folder)
            except OSError:
                if not (folder / "model.xml").exists():  # else another process was first
                    raise
        finally:
            shutil.rmtree(scratch, ignore_errors=True)
    return folder / "model.xml"


def _convert(scratch: Path, folder: Path, openvino: Any) -> None:
    """Write the graph from tokens to means to `folder`."""
    import torch

    from qa.dense.export import export_bundled

    export_bundled(scratch / "e5")
    model = _quietly(scratch / "e5", "cpu", torch.float32)

    class Graph(torch.nn.Module):
        """Tokens to means."""

        def __init__(self) -> None:
            super().__init__()
            self.bert = model[0].auto_model.eval()

        def forward(self, ids: Any, mask: Any) -> Any:
            """The mean state of the tokens that are no padding."""
            return _mean(self.bert(input_ids=ids, attention_mask=mask).last_hidden_state, mask)

    example = torch.ones(2, 32, dtype=torch.int64)
    with torch.inference_mode():
        graph = openvino.convert_model(Graph(), example_input=(example, example))
    folder.mkdir()
    openvino.save_model(graph, folder / "model.xml", compress_to_fp16=False)


def _sentence_transformers(cache: Path) -> tuple[Means, str]:
    """sentence-transformers on a CUDA device or the processor, bfloat16 where the hardware has it."""
    import torch

    from qa.dense.export import export_bundled

    folder = cache / f"sentence-transformers-{GRAPH}"
    if not folder.exists():
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

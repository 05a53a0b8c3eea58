"""The bundled model's layers as an OpenVINO network, made in memory straight from the packed weights.

Nothing is converted, downloaded or kept on disk. Words are looked up in the packed table by NumPy, so that the process
holds the 21 million weights of the layers and not the 96 million of the table.
"""

from __future__ import annotations

import os
import sys
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qa.dense.encoder import Coming
from qa.dense.weights import QUANTUM, Weights, unpack

#: What is added to the attention to padding: far below any real score, and still a number in bfloat16.
NO_ATTENTION = -10_000.0
#: Threads that compute one question: two take four sevenths of the time that one takes, and an eighth more work.
TOGETHER = 2


class Network:
    """The network, compiled when it is first used; safe to share between threads.

    `precision` is what it multiplies in, bf16 where the processor has that and f32 elsewhere.
    """

    def __init__(self, weights: Weights, *, threads: int | None = None, packed: bool = False) -> None:
        """Look what the processor can do. Raises ImportError where openvino is not installed.

        `threads` is how many batches are computed at once, one for each processor if nothing is said. `packed` is for
        short texts, one at a time: matrices stay in 4 bits, and states are rounded to 8, block by block, before they
        are multiplied, as the C engine does. It takes half of the time and a third of the memory.
        """
        self._openvino = _openvino()
        self._core = self._openvino.Core()
        able = self._core.get_property("CPU", "OPTIMIZATION_CAPABILITIES")
        self.precision = "bf16" if "BF16" in able and not packed else "f32"
        self.threads = threads or processors()
        self._packed = packed
        self._weights = weights
        self._words = weights.blocks("emb.word", weights.hidden)
        places = weights.vector("emb.pos").reshape(-1, weights.hidden)
        self._places = places + weights.vector("emb.type")[: weights.hidden]
        self._compiling = threading.Lock()
        self._compiled: Any = None
        self._idle: deque[Any] = deque()  # what batches are computed in: made once, not for every batch
        self._pool = ThreadPoolExecutor(self.threads, "encoding")

    def means(self, batches: Iterable[tuple[NDArray[np.int64], NDArray[np.int64]]]) -> Iterator[NDArray[np.float32]]:
        """Token numbers and mask, both (rows, length), to mean token states (rows, hidden), batch for batch."""
        yield from self._pool.map(lambda batch: self.mean(*batch), batches)

    def mean(self, ids: NDArray[np.int64], mask: NDArray[np.int64]) -> NDArray[np.float32]:
        """The mean token states of one batch."""
        return self.begin(ids, mask)()

    def begin(self, ids: NDArray[np.int64], mask: NDArray[np.int64]) -> Coming[NDArray[np.float32]]:
        """Begin to compute them on the library's own threads."""
        try:
            request = self._idle.pop()
        except IndexError:
            request = self._ready().create_infer_request()
        states = unpack(self._words[ids])
        states += self._places[: ids.shape[1]]
        request.start_async([states, mask.astype(np.float32)])

        def result() -> NDArray[np.float32]:
            request.wait()
            found = np.array(request.get_output_tensor().data, np.float32)
            self._idle.append(request)
            return found

        return result

    def _ready(self) -> Any:
        """The compiled network: half a second to one, the first time.

        One thread computes a batch, and as many batches are computed at once as there are processors: nothing waits for
        another thread, and the number of processors changes no bit of a vector. Short texts, for which somebody waits,
        are computed one by one by two threads together. Threads tied to processors would make
        several programs on one machine share one processor while others idle.
        """
        with self._compiling:
            if self._compiled is None:
                properties = {
                    "INFERENCE_PRECISION_HINT": self.precision,
                    "INFERENCE_NUM_THREADS": min(processors(), TOGETHER) if self._packed else self.threads,
                    "NUM_STREAMS": self.threads,
                    "ENABLE_CPU_PINNING": False,
                    "DYNAMIC_QUANTIZATION_GROUP_SIZE": QUANTUM if self._packed else 0,
                }
                model = _model(self._weights, self._openvino, self._packed)
                self._compiled = self._core.compile_model(model, "CPU", properties)
            return self._compiled


def processors() -> int:
    """How many processors this process may use: those it is bound to, or fewer where OMP_NUM_THREADS says so."""
    affinity = getattr(os, "sched_getaffinity", None)
    count = len(affinity(0)) if affinity is not None else os.cpu_count() or 1
    asked = os.environ.get("OMP_NUM_THREADS", "")
    return min(count, max(1, int(asked))) if asked.isdigit() else count


def _openvino() -> Any:
    """The library, without its reports to Intel: importing it would otherwise send that it was imported.

    It brings a package for that, and goes without where that package cannot be imported.
    """
    sys.modules.setdefault("openvino_telemetry", None)  # type: ignore[arg-type]  # as if it were not installed
    import openvino

    return openvino


def _model(weights: Weights, openvino: Any, packed: bool) -> Any:
    """BERT after the look-up of words: states (rows, length, hidden), mask (rows, length) to means (rows, hidden)."""
    from openvino import opset13 as ops

    net = _Net(weights, openvino, ops, packed)
    states, mask = ops.parameter([-1, -1, weights.hidden], np.float32), ops.parameter([-1, -1], np.float32)
    away = ops.multiply(ops.subtract(net.constant(np.float32(1)), mask), net.constant(np.float32(NO_ATTENTION)))
    away = ops.unsqueeze(away, net.constant([1, 2]))
    found = net.norm(states, "emb.ln")
    for layer in range(weights.layers):
        found = net.layer(found, away, f"l{layer}")
    counted = ops.unsqueeze(mask, net.constant([2]))
    total = ops.reduce_sum(ops.multiply(found, counted), net.constant([1]), False)
    return openvino.Model([ops.divide(total, ops.reduce_sum(counted, net.constant([1]), False))], [states, mask])


class _Net:
    """The pieces of a BERT layer as OpenVINO's operations on tensors of the packed file."""

    def __init__(self, weights: Weights, openvino: Any, ops: Any, packed: bool) -> None:
        self._weights, self._openvino, self._ops, self._packed = weights, openvino, ops, packed
        heads = weights.heads
        self._split = self.constant([0, 0, heads, weights.hidden // heads])  # 0: as long as it was
        self._join = self.constant([0, 0, weights.hidden])
        self._heads_first = self.constant([0, 2, 1, 3])

    def constant(self, value: Any) -> Any:
        """A constant; numbers in a list are sizes and axes."""
        return self._ops.constant(np.asarray(value, np.int64) if isinstance(value, list) else value)

    def linear(self, states: Any, name: str, columns: int) -> Any:
        """States times the matrix of shape (rows, columns), plus its bias."""
        blocks = self._weights.blocks(f"{name}.w", columns)
        matrix = self._packed_matrix(blocks) if self._packed else self.constant(unpack(blocks))
        product = self._ops.matmul(states, matrix, False, True)
        return self._ops.add(product, self.constant(self._weights.vector(f"{name}.b")))

    def _packed_matrix(self, blocks: NDArray[Any]) -> Any:
        """A matrix that stays in 4 bits, in the form that OpenVINO multiplies: signed, times its block's scale."""
        signed = np.concatenate((blocks["nibbles"] & 15, blocks["nibbles"] >> 4), axis=-1) ^ 8  # there 8 is zero
        pairs = signed[..., 0::2] | signed[..., 1::2] << 4  # neighbours share a byte here, halves of a block there
        values = self._openvino.Tensor(self._openvino.Type.i4, [*blocks.shape, QUANTUM])
        values.data[:] = pairs.reshape(-1).view(values.data.dtype)  # the constant keeps the tensor's own memory
        exact = self._ops.convert(self._ops.constant(values), "f16")
        scaled = self._ops.multiply(exact, self.constant(np.ascontiguousarray(blocks["scale"])[..., None]))
        return self._ops.convert(self._ops.reshape(scaled, self.constant([len(blocks), -1]), False), "f32")

    def norm(self, states: Any, name: str) -> Any:
        """Layer normalisation over the last axis."""
        even = self._ops.mvn(states, self.constant([-1]), True, self._weights.epsilon, "inside_sqrt")
        scaled = self._ops.multiply(even, self.constant(self._weights.vector(f"{name}.w")))
        return self._ops.add(scaled, self.constant(self._weights.vector(f"{name}.b")))

    def layer(self, states: Any, away: Any, name: str) -> Any:
        """Attention and the two matrices behind it, each added to what came in and normalised."""
        ops, hidden, inner = self._ops, self._weights.hidden, self._weights.inner
        parts = (ops.reshape(self.linear(states, f"{name}.{part}", hidden), self._split, True) for part in "qkv")
        query, key, value = (ops.transpose(part, self._heads_first) for part in parts)
        seen = ops.transpose(ops.scaled_dot_product_attention(query, key, value, away), self._heads_first)
        seen = self.linear(ops.reshape(seen, self._join, True), f"{name}.ao", hidden)
        states = self.norm(ops.add(states, seen), f"{name}.aln")
        wide = ops.gelu(self.linear(states, f"{name}.fi", hidden), "erf")
        return self.norm(ops.add(states, self.linear(wide, f"{name}.fo", inner)), f"{name}.oln")

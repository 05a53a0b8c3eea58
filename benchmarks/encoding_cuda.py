"""The CUDA engine on a machine that has nothing but torch: its vectors against this machine's, and its rate.

    python benchmarks/encoding_cuda.py prepare DATA FOLDER [--passages N]
    python benchmarks/encoding_cuda.py measure FOLDER [--engine cpu] [--copies N]

`prepare` runs where askcorpus is installed: it writes passages (DATA as in retrieval.py), the vectors that the C engine
and the CPU's bulk engine give them, and the model's weights without the words that those passages do not use (20 MB in
place of 90). `measure` needs this repository's files, that folder and torch, sentence-transformers, safetensors and
tokenizers. It fails where a cosine is below .999 or a vector depends on its neighbours, and prints passages a second
beside sentence-transformers in float32 on the same device.
"""

from __future__ import annotations

import argparse
import json
import lzma
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from qa.dense.bulk import PASSAGE_PREFIX, BulkEngine
from qa.dense.weights import Weights

#: What the cosine to the reference must reach.
COSINE = 0.999
#: Passages that the slow C engine encodes too.
BY_C_ENGINE = 64


def main() -> None:
    """Prepare or measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    steps = parser.add_subparsers(dest="step", required=True)
    one = steps.add_parser("prepare")
    one.add_argument("data", type=Path)
    one.add_argument("folder", type=Path)
    one.add_argument("--passages", type=int, default=1000)
    two = steps.add_parser("measure")
    two.add_argument("folder", type=Path)
    two.add_argument("--engine", default="cuda")
    two.add_argument("--copies", type=int, default=32)
    options = parser.parse_args()
    if options.step == "prepare":
        prepare(options.data, options.folder, options.passages)
    else:
        measure(options.folder, options.engine, options.copies)


def prepare(data: Path, folder: Path, count: int) -> None:
    """Write passages, reference vectors and weights to `folder`."""
    from encoding import sample

    from qa.dense import load_encoder
    from qa.dense.bundled import weights_path

    folder.mkdir(parents=True, exist_ok=True)
    texts = sample(data, count)
    bulk = BulkEngine.load(weights_path(), folder, ["openvino"])
    np.savez(
        folder / "reference.npz", bulk=bulk.encode(texts), light=load_encoder().encode_passages(texts[:BY_C_ENGINE])
    )
    (folder / "texts.json").write_text(json.dumps(texts, ensure_ascii=False), encoding="utf-8")
    weights = Weights.read(weights_path())
    used = {bulk.start, bulk.end, 0}  # 0 fills rows
    for encoding in bulk.tokenizer.encode_batch_fast([PASSAGE_PREFIX + text for text in texts]):
        used.update(encoding.ids)
    rest = np.ones(weights.words, bool)
    rest[list(used)] = False
    file = np.fromfile(weights_path(), np.uint8)
    offset, size = weights._directory["emb.word"]
    file[offset : offset + size].reshape(weights.words, -1)[rest] = 0
    (folder / "weights.bin.xz").write_bytes(lzma.compress(file.tobytes()))
    print(f"{len(texts)} passages, {len(used)} words, {(folder / 'weights.bin.xz').stat().st_size / 1e6:.0f} MB")


def measure(folder: Path, engine: str, copies: int) -> None:
    """Encode the passages with `engine`; print what was found, and fail where the vectors are not the reference's."""
    import torch

    texts = json.loads((folder / "texts.json").read_text(encoding="utf-8"))
    reference = np.load(folder / "reference.npz")
    with tempfile.TemporaryDirectory() as scratch:
        weights = Path(scratch) / "weights.bin"
        weights.write_bytes(lzma.decompress((folder / "weights.bin.xz").read_bytes()))
        bulk = BulkEngine.load(weights, Path(scratch), [engine])
        found = bulk.encode(texts)
        cosines = {
            name: float((reference[name] * found[: len(reference[name])]).sum(axis=1).min()) for name in reference
        }
        alone = all(np.array_equal(bulk.encode([texts[n]])[0], found[n]) for n in range(0, len(texts), 100))
        many = texts * copies
        rate = len(many) / _seconds(lambda: bulk.encode(many))
        peer = _peer(next(Path(scratch).glob("sentence-transformers-*")), engine)
        prompted = [PASSAGE_PREFIX + text for text in many]
        theirs = len(many) / _seconds(lambda: peer.encode(prompted, batch_size=256, show_progress_bar=False))
    device = torch.cuda.get_device_name() if engine == "cuda" else "cpu"
    print(
        json.dumps(
            {
                "engine": bulk.engine.name, "device": device, "torch": torch.__version__, "passages": len(many),
                "passages_per_s": round(rate), "sentence_transformers_fp32_per_s": round(theirs),
                "times": round(rate / theirs, 2), "least_cosine": cosines, "same_bits_alone": alone,
            }
        )
    )  # fmt: skip
    if min(cosines.values()) < COSINE or not alone:
        raise SystemExit("the vectors are not those of the processor, or depend on their neighbours")


def _peer(folder: Path, device: str) -> Any:
    """sentence-transformers in float32, as its users call it."""
    import sentence_transformers

    return sentence_transformers.SentenceTransformer(str(folder), device=device)


def _seconds(work: Callable[[], object]) -> float:
    """How long the second run takes: the first warms up."""
    for _ in range(2):
        started = time.perf_counter()
        work()
    return time.perf_counter() - started


if __name__ == "__main__":
    main()

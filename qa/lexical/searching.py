"""A question's terms in, ranked passages out, with the scores of rank_bm25.BM25Okapi to the last bit."""

from __future__ import annotations

import json
import math
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from qa.arrays import mapped
from qa.errors import IndexUnfit
from qa.lexical import compiled
from qa.lexical.layout import FORMAT, META, NORMS
from qa.lexical.segment import Segment
from qa.ranking import Allowed, Ranking, as_mask, best

#: Postings whose scores are computed together: more would only take memory.
TOGETHER = 1 << 16
#: Terms whose places are kept; then all are forgotten.
KEPT = 8_192
#: For the compiled search: a segment that needs no renumbering, and no filter.
_EVERY = np.empty(0, np.int32)
_ALL = np.empty(0, np.bool_)


@dataclass(frozen=True, slots=True, eq=False)
class Postings:
    """A lexical index opened for reading; its arrays are memory-mapped and shared safely between threads.

    The score of a passage is the sum over the question's terms, repeated ones counted each time, of
    idf · tf · (k1 + 1) / (tf + k1 · (1 − b + b · length / mean length)), where idf = log(N − df + ½) − log(df + ½),
    or ε times the mean idf where that is negative (Trotman et al., "Improvements to BM25 and Language Models
    Examined", as rank-bm25 implements it).
    """

    passages: int
    k1: float
    floor: float
    norms: NDArray[np.float64]
    segments: tuple[Segment, ...]
    scratch: compiled.Scratch | None = field(default=None, repr=False)
    #: Where the terms asked for lately stand: a question asks for each of its terms several times.
    found: dict[str, list[tuple[int, int, int]]] = field(default_factory=dict, repr=False)

    @classmethod
    def open(cls, folder: Path, *, compiled_from: int = compiled.WORTH_IT) -> Postings:
        """Map the index in `folder`. Raises IndexUnfit when it is missing, damaged or of another format.

        From `compiled_from` passages on every search but the first is compiled, where numba is installed.
        """
        try:
            meta = json.loads((folder / META).read_text(encoding="utf-8"))
            if meta["format"] != FORMAT:
                raise ValueError(f"format {meta['format']}, not {FORMAT}")
            norms = mapped(folder / f"{NORMS}.npy")
            if len(norms) != meta["passages"]:
                raise ValueError(f"{len(norms)} lengths, not {meta['passages']}")
            return cls(
                passages=meta["passages"],
                k1=meta["k1"],
                floor=meta["epsilon"] * meta["mean_idf"],
                norms=norms,
                segments=tuple(Segment.open(folder / row["name"], row) for row in meta["segments"]),
                scratch=_scratch(meta["passages"], compiled_from),
            )
        except (OSError, ValueError, EOFError, KeyError, TypeError) as error:
            raise IndexUnfit(
                f"The word index in {folder} cannot be used ({error}).", "Build it again with: qa index"
            ) from error

    def search(self, terms: Sequence[str], top: int, allowed: Allowed | None = None) -> Ranking:
        """The `top` best passages that hold at least one of `terms`: numbers and scores.

        Ordered by score descending, then passage ascending. Scores may be zero or negative in tiny corpora. `allowed`
        keeps the others out without changing any score.
        """
        if self.scratch is not None:
            if self.scratch.asked.is_set():
                return self._search_compiled(self.scratch, terms, top, allowed)
            self.scratch.asked.set()
        scores = np.zeros(self.passages)
        found = np.zeros(self.passages, np.bool_)
        for listed, weights in self._added(terms):
            np.add.at(scores, listed, weights)  # one after another, in the order of the terms
            found[listed] = True
        if allowed is not None:
            found &= as_mask(allowed, self.passages)
        numbers = np.flatnonzero(found)
        return best(numbers, scores[numbers], top)

    def _search_compiled(
        self, scratch: compiled.Scratch, terms: Sequence[str], top: int, allowed: Allowed | None
    ) -> Ranking:
        """`search` by the compiled loop."""
        add, select = compiled.kernels()
        found = [self._places(term) for term in terms]
        idfs = [self._idf(sum(frequency for *_, frequency in lists)) if lists else 0.0 for lists in found]
        reached = 0
        for number, segment in enumerate(self.segments):
            here = [
                (segment.starts[place], segment.starts[place + 1], idf)
                for lists, idf in zip(found, idfs, strict=True)
                for at, place, _ in lists
                if at == number
            ]
            reached = add(
                segment.numbers,
                segment.counts,
                _EVERY if segment.passages is None else segment.passages,
                self.norms,
                np.array([row[:2] for row in here], np.int64).reshape(-1, 2),
                np.array([row[2] for row in here], np.float64),
                self.k1 + 1,
                scratch.scores,
                scratch.seen,
                scratch.touched,
                reached,
            )
        numbers, scores = np.empty(max(top, 0), np.int64), np.empty(max(top, 0))
        mask = _ALL if allowed is None else as_mask(allowed, self.passages)
        size = select(scratch.scores, scratch.seen, scratch.touched, reached, mask, numbers, scores)
        return best(numbers[:size], scores[:size], top)

    def scores(self, terms: Sequence[str], numbers: NDArray[np.integer]) -> NDArray[np.float64]:
        """The scores of the passages `numbers`, in their order; zero for a passage that holds none of `terms`."""
        scores = np.zeros(len(numbers))
        for listed, weights, times in self._weighted(terms):
            places = np.minimum(np.searchsorted(listed, numbers), len(listed) - 1)
            held = listed[places] == numbers
            for _ in range(times):
                scores[held] += weights[places[held]]
        return scores

    def frequency(self, term: str) -> int:
        """In how many passages `term` stands."""
        return sum(frequency for *_, frequency in self._places(term))

    def vocabulary(self) -> Iterator[str]:
        """Every term that stands in a passage, once for each segment that has it."""
        for segment in self.segments:
            for place, term in enumerate(segment.vocabulary()):
                if segment.frequency(place):
                    yield term.decode("utf-8", "surrogatepass")

    def _added(self, terms: Sequence[str]) -> Iterator[tuple[NDArray[np.int32], NDArray[np.float64]]]:
        """What each of the terms in turn adds to which passage's score, many terms together: few calls of NumPy."""
        waiting: list[tuple[NDArray[np.int32], NDArray[np.unsignedinteger], float]] = []
        size = 0
        for term in terms:
            if places := self._places(term):
                frequency = sum([found for *_, found in places])
                idf = self._idf(frequency)
                waiting += [(*self.segments[number].postings(place), idf) for number, place, _ in places]
                size += frequency
                if size > TOGETHER:
                    yield self._joined(waiting)
                    waiting, size = [], 0
        if waiting:
            yield self._joined(waiting)

    def _joined(
        self, lists: Sequence[tuple[NDArray[np.int32], NDArray[np.unsignedinteger], float]]
    ) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
        """These lists of postings, each with its term's idf, as one: passages, and what is added."""
        listed, counts, idfs = zip(*lists, strict=True)
        numbers, tf = np.concatenate(listed), np.concatenate(counts).astype(np.float64)
        weights = tf * (self.k1 + 1) / (tf + self.norms[numbers])
        return numbers, np.repeat(idfs, list(map(len, listed))) * weights

    def _weighted(self, terms: Sequence[str]) -> Iterator[tuple[NDArray[np.int32], NDArray[np.float64], int]]:
        """For each run of equal terms of the question: passages, what one occurrence adds, how many occurrences.

        Only neighbours are taken together, because the order in which a passage's score is added up decides its last
        bit. A passage lies in one segment, so segments may come in any order.
        """
        for term, same in groupby(terms):
            times = len(list(same))
            lists = self._places(term)
            idf = self._idf(sum(frequency for *_, frequency in lists)) if lists else 0.0
            for number, place, _ in lists:
                numbers, found = self.segments[number].postings(place)
                counts = found.astype(np.float64)
                yield numbers, idf * (counts * (self.k1 + 1) / (counts + self.norms[numbers])), times

    def _places(self, term: str) -> list[tuple[int, int, int]]:
        """Where `term` stands: segment, its number there, how many passages there have it."""
        known = self.found.get(term)
        if known is None:
            if len(self.found) >= KEPT:
                self.found.clear()
            known = self.found[term] = self._looked_up(term)
        return known

    def _looked_up(self, term: str) -> list[tuple[int, int, int]]:
        wanted = term.encode("utf-8", "surrogatepass")
        found = []
        for number, segment in enumerate(self.segments):
            place = segment.find(wanted)
            if place >= 0 and (frequency := segment.frequency(place)):
                found.append((number, place, frequency))
        return found

    def _idf(self, frequency: int) -> float:
        return idf(self.passages, frequency, self.floor)


def idf(passages: int, frequency: int, floor: float) -> float:
    """The inverse document frequency with rank-bm25's floor for terms in more than half of the passages."""
    found = math.log(passages - frequency + 0.5) - math.log(frequency + 0.5)
    return floor if found < 0 else found


def _scratch(passages: int, compiled_from: int) -> compiled.Scratch | None:
    """What the compiled search needs, where it is worth its import."""
    if passages < compiled_from or not compiled.available():
        return None
    return compiled.Scratch(passages, threading.Event())


def compile_ahead(folder: Path, passages: int) -> None:
    """Have the compiled search of a large index ready on this machine, so that no question waits for the compiler."""
    if passages < compiled.WORTH_IT:
        return
    postings = Postings.open(folder)
    if postings.scratch is not None and not compiled.waiting():
        for _ in range(2):
            postings.search(["a"], 1)

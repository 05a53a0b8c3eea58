"""What was found for a question: by the searches, and all that an answer is chosen from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from qa import choose
from qa.backends import Backend
from qa.ranking import Ranking
from qa.store import DocumentRow
from qa.text import keeping
from qa.types import BlockKind, Candidate, Hit, Passage, Quantity, Query, Span


@dataclass(frozen=True, slots=True)
class Found:
    """The numbers of all passages found, best first, with their fused scores by number; a passage is read when wanted.

    `words` and `meaning` hold rank, from 1, and score by number in the two searches; `notices` are sentences for the
    user where one search was not possible. `kept` says that the words kept with passages are those that would be read
    now.
    """

    numbers: Sequence[int]
    scores: Mapping[int, float]
    words: Mapping[int, tuple[int, float]]
    meaning: Mapping[int, tuple[int, float]]
    notices: tuple[str, ...] = ()
    kept: bool = False

    @classmethod
    def of(
        cls,
        numbers: NDArray[np.int64],
        scores: NDArray[np.float64],
        by_words: Ranking | None,
        by_meaning: Ranking | None,
        notices: tuple[str, ...],
        *,
        kept: bool,
    ) -> Found:
        """The fused ranking, with the places of both."""
        listed = numbers.tolist()
        return cls(
            listed,
            dict(zip(listed, scores.tolist(), strict=True)),
            _places(by_words),
            _places(by_meaning),
            notices,
            kept,
        )

    def hits(self, index: Backend, numbers: Sequence[int]) -> list[Hit]:
        """The passages with these numbers, each with its place in both rankings."""
        found = index.passages(numbers)
        if self.kept:
            keeping.remember(found.values())
        hits = []
        for number in numbers:
            lexical_rank, lexical_score = self.words.get(number, (None, None))
            dense_rank, dense_score = self.meaning.get(number, (None, None))
            hits.append(Hit(found[number], self.scores[number], lexical_score, lexical_rank, dense_score, dense_rank))
        return hits


def led(index: Backend, hits: Sequence[Hit], read: Sequence[Hit], documents: Mapping[str, DocumentRow]) -> list[Hit]:
    """`hits`, each of running text with the passage before it under the same headings: its subject may stand there.

    What is among `read` is not read again; `documents` are theirs.
    """
    known = {hit.passage.number: hit.passage for hit in read}
    texts = [hit.passage for hit in hits if hit.passage.kind is not BlockKind.TABLE_ROW]
    before = {one.number: one.number - 1 for one in texts if one.number > documents[one.document].first}
    known |= index.passages(number for number in before.values() if number not in known)

    def under_the_same(passage: Passage) -> Passage | None:
        other = known.get(before.get(passage.number, -1))
        return other if other is not None and other.headings == passage.headings else None

    return [replace(hit, before=under_the_same(hit.passage)) for hit in hits]


@dataclass(frozen=True, slots=True)
class Material:
    """What an answer is chosen from: the best `hits` of all `found`, those read for answers, and what is in them.

    `vector` embeds the question. `likeness` is each sentence or row with its cosine to that, by passage number; both
    are None or empty without a model. `matcher` knows the question's words.
    """

    query: Query
    found: Found
    hits: list[Hit]
    reading: list[Hit]
    vector: NDArray[np.float32] | None
    candidates: list[Candidate]
    quantities: Mapping[int, Sequence[Quantity]]
    documents: Mapping[str, DocumentRow]
    likeness: Mapping[int, Sequence[tuple[Span, float]]]
    matcher: choose.Matcher


def _places(ranking: Ranking | None) -> dict[int, tuple[int, float]]:
    """Rank, from 1, and score by passage number."""
    if ranking is None:
        return {}
    pairs = zip(ranking[0].tolist(), ranking[1].tolist(), strict=True)
    return {number: (place, score) for place, (number, score) in enumerate(pairs, 1)}

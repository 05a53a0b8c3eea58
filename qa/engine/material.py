"""What was found for a question: by the searches, and all that an answer is chosen from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qa.store import DocumentRow
from qa.types import Candidate, Hit, Quantity, Query, Span


@dataclass(frozen=True, slots=True)
class Material:
    """What an answer is chosen from: the best `hits`, those of them read for answers, and what was found in them.

    `likeness` is the cosine of the question to each sentence or row, by passage number and span; empty without model.
    """

    query: Query
    hits: list[Hit]
    reading: list[Hit]
    candidates: list[Candidate]
    quantities: Mapping[int, Sequence[Quantity]]
    documents: Mapping[str, DocumentRow]
    likeness: Mapping[tuple[int, Span], float]
    notices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What the two searches gave: the fused hits and a sentence for the user where one search was not possible."""

    hits: list[Hit]
    notices: tuple[str, ...]

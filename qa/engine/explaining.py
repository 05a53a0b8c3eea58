"""The passages that explain an abbreviation whose meaning is asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qa import extract, question
from qa.backends import Backend
from qa.types import Query


def explaining(index: Backend, query: Query, numbers: Sequence[int]) -> tuple[Query, frozenset[int]]:
    """Those of these passages that say in full what is asked for, and the question as it is then answered.

    Where none does, it is answered like any other.
    """
    if not query.abbreviation:
        return query, frozenset()
    passages = index.passages(numbers)
    telling = frozenset(
        n for n, one in passages.items() if one.answers and extract.explains(one.text, query.abbreviation)
    )
    return question.spelt_out(query) if telling else replace(query, abbreviation=""), telling

"""Whose figure it is: the name that stands nearest to it. Who holds an office, and who held it before."""

from __future__ import annotations

import pytest
from answers_support import shelf

from qa import choose, extract, question
from qa.types import AnswerKind


@pytest.mark.parametrize(
    ("asked", "figure", "owner"),
    [
        ("How many tons did Kuryk handle?", "300,000 tons", 1.0),
        ("How many tons did Kuryk handle?", "500,000 tons", -1.0),
        ("How many tons did Aktau handle?", "500,000 tons", 1.0),
        ("How many tons were handled?", "300,000 tons", 0.0),
    ],
)
def test_the_nearest_name_speaks_for_its_figure(asked: str, figure: str, owner: float) -> None:
    """A figure beside the asked name is told from one beside another; without a name asked nothing is told."""
    stock = shelf("Kuryk handled 300,000 tons in 2023, while Aktau handled 500,000 tons of grain.")
    query = question.understand(asked)
    found = extract.candidates(query, stock.hits, stock.quantities, stock.documents)
    weighed = choose.weigh(query, found, stock.hits, stock.documents)
    told = {c.text: c.evidence["owner"] for c in weighed.candidates if c.quantity is not None}
    assert told[figure] == owner


@pytest.mark.parametrize(
    ("text", "old"),
    [
        ("In May Marat Omar took over the customs office from Gulnar Asan, who retired.", "Gulnar Asan"),
        ("Anna Holt was elected to the board in place of Ida Renn.", "Ida Renn"),
        ("Pavel Gerner was replaced by Timur Ospan.", "Pavel Gerner"),
        ("Олег Иванов сменил Петра Сидорова.", "Петра Сидорова"),
    ],
)
def test_who_was_replaced_answers_who_it_was_before(text: str, old: str) -> None:
    """Somebody replaced speaks against "who is", for "who was before"; the successor for neither."""
    stock = shelf(text)
    for asked, told in (("Who is the head of the office?", -1.0), ("Who was the head of the office before?", 1.0)):
        query = question.understand(asked)
        found = extract.candidates(query, stock.hits, stock.quantities, stock.documents)
        weighed = choose.weigh(query, found, stock.hits, stock.documents)
        people = {c.text: c.evidence["replaced"] for c in weighed.candidates if c.kind is AnswerKind.PERSON}
        assert people.pop(old) == told
        assert set(people.values()) == {0.0}

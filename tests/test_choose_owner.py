"""Whose figure it is: the name that stands nearest to it."""

from __future__ import annotations

import pytest
from answers_support import shelf

from qa import choose, extract, question


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

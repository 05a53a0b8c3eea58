"""In what order the passages found are looked into."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest
from answers_support import shelf

from qa import choose, question
from qa.choose.reading import GROUPS, PASSAGE_EVIDENCE, dump, load
from qa.engine import LOOKED_INTO, Engine
from qa.settings import SearchSettings

PARAGRAPHS = (
    "The port of Kuryk was opened in 2016 and belongs to the state.",
    "Kuryk handled 300,000 tons of cargo in 2023, most of it grain.",
    "Kuryk handled 410,000 tons of cargo in 2024, most of it oil.",
    "The railway station of Dostyk employs 1,150 people.",
)


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("How many tons did Kuryk handle in 2023?", 1),
        ("How many tons did Kuryk handle in 2024?", 2),
        ("How many people work in Dostyk?", 3),
        ("Сколько человек работает в Достыке?", 3),
        ("Who owns the port of Kuryk?", 0),
    ],
)
def test_the_passage_with_the_asked_words_unit_and_year_is_read_first(asked: str, first: int) -> None:
    """Among passages found equally well, whatever their order, the words, the unit and the year asked for decide."""
    stock = shelf(*PARAGRAPHS)
    query = question.understand(asked)
    for hits in permutations(stock.hits):
        matcher = choose.Matcher(query, hits, None)
        evidence = choose.passage_evidence(query, hits, stock.quantities, stock.documents, matcher, {})
        ordered = choose.in_order(query, hits, evidence)
        assert ordered[0].passage.number == first
        assert sorted(hit.passage.number for hit in ordered) == [0, 1, 2, 3]


def test_equal_passages_keep_their_order() -> None:
    """What nothing tells apart stays as the searches had it."""
    stock = shelf("Grain was shipped.", "Grain was shipped.", "Grain was shipped.")
    query = question.understand("What was shipped?")
    matcher = choose.Matcher(query, stock.hits, None)
    evidence = choose.passage_evidence(query, stock.hits, stock.quantities, stock.documents, matcher, {})
    assert choose.in_order(query, stock.hits, evidence) == stock.hits
    assert choose.in_order(query, [], []) == []


def test_weights_are_of_known_evidence(tmp_path: Path) -> None:
    """The shipped weights name each kind of evidence once for each group, and are written as they are read."""
    assert {name: set(row) for name, row in load().items()} == {group: set(PASSAGE_EVIDENCE) for group in GROUPS}
    dump(load(), "note", tmp_path / "reading.json")
    assert '"note": "note"' in (tmp_path / "reading.json").read_text("utf-8")


def test_only_the_first_are_looked_into(engine: Engine) -> None:
    """Candidates come from the first passages in order of reading; switched off, from the first of the searches."""
    asked = "Aktau container capacity after expansion?"
    for without in (frozenset[str](), frozenset({"order"})):
        material = engine.with_settings(SearchSettings(without=without)).gather(asked)
        first = {hit.passage.number for hit in material.reading[:LOOKED_INTO]}
        assert {candidate.passage for candidate in material.candidates} <= first
        scores = [hit.score for hit in material.reading]
        assert (scores == sorted(scores, reverse=True)) is bool(without)

"""Figures found by words: what they measure comes first, in whatever language the words are."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa import render
from qa.build import build
from qa.engine import Engine
from qa.numbers import find_numbers, number_query
from qa.quantity import read
from qa.settings import IndexSettings

TEXT = "It has 40 lamps and 3 gates. Visitors ask for it often. The storage capacity of the Osmer mill is 7,500 tons.\n"


def test_figures_that_measure_the_words_come_first(tmp_path: Path) -> None:
    """Of figures in one passage those whose own subject holds the words come before their neighbours."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "a.txt").write_text(TEXT, encoding="utf-8")
    build(corpus, tmp_path / "index", IndexSettings(model=""))
    found = find_numbers(Engine.open(tmp_path / "index"), number_query("storage capacity"))
    assert found[0].quantity.text == "7,500 tons"
    assert len(found) > 1


@pytest.mark.parametrize("words", ["вместимость порта", "порттың қуаты", "港口 容量"])
def test_words_of_another_language(tmp_path: Path, words: str) -> None:
    """Words in one language find the figures of documents in another, and only those that they stand with."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "a.txt").write_text("The capacity of the port is 9,300 TEU.\n", encoding="utf-8")
    (corpus / "b.txt").write_text("The bakery sold 40 loaves.\n", encoding="utf-8")
    build(corpus, tmp_path / "index", IndexSettings(model=""))
    found = find_numbers(Engine.open(tmp_path / "index"), number_query(words))
    assert [item.quantity.text for item in found] == ["9,300 TEU"]


def test_equivalents_are_named_in_json(tmp_path: Path) -> None:
    """An amount that a document gives in two currencies says in JSON where its equivalent stands."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "a.txt").write_text("The mill cost 12.5 billion tenge (about USD 24 million).\n", encoding="utf-8")
    build(corpus, tmp_path / "index", IndexSettings(model=""))
    engine = Engine.open(tmp_path / "index")
    tenge, dollars = (
        render.quantity_json(item.quantity)
        for unit in ("KZT", "USD")
        for item in find_numbers(engine, number_query("mill", unit))
    )
    assert tenge["equivalent"] == [dollars["start"], dollars["end"]]
    assert dollars["equivalent"] == [tenge["start"], tenge["end"]]


def test_a_value_is_found_in_another_notation(tmp_path: Path) -> None:
    """Figures are searched by value: "215 тыс." finds "215,000", 21.5万 too, and before figures near it."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for number, figure in enumerate(("215,000", "214,000", "21,500", "215")):
        (corpus / f"{number}.txt").write_text(f"The terminal handled {figure} TEU that year.\n", encoding="utf-8")
    build(corpus, tmp_path / "index", IndexSettings(model=""))
    engine = Engine.open(tmp_path / "index")
    for words in ("215 тыс. ДФЭ", "215 мың ЖФЭ", "21.5万标箱", "two hundred and fifteen thousand TEU"):
        assert engine.search(words, top=1)[0].passage.document == "0.txt", words


def test_a_title_alone_brings_no_figures(tmp_path: Path) -> None:
    """Figures of a document that has the words in its title only are not listed."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    text = "# Investment in mills\n\n## Lamps\n\nIt has 40 lamps.\n\n## Money\n\nThe mill drew investment of $9m.\n"
    (corpus / "a.md").write_text(text, encoding="utf-8")
    build(corpus, tmp_path / "index", IndexSettings(model=""))
    found = find_numbers(Engine.open(tmp_path / "index"), number_query("investment"))
    assert [item.quantity.text for item in found] == ["$9m"]


def test_units_are_shown_in_the_plural() -> None:
    """English words for units stand in the plural behind other numbers than one; symbols and rates stay."""
    shown = [
        render.figure(read(text)[0])
        for text in ("16 projects", "1 day", "14 days", "64 companies", "5 mol", "9 trains a day")
    ]
    assert shown == ["16 projects", "1 day", "14 days", "64 companies", "5 mol", "9 train/day"]

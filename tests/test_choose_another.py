"""Answers told of another place than the one asked about."""

from __future__ import annotations

import pytest
from answers_support import shelf

from qa import choose, extract, question

_KHORGOS = "Khorgos works round the clock. On average it handles 12 trains per day."
_TABLE = "Table 1. Containers handled at Khorgos\n\n| Year | TEU |\n|---|---|\n| 2023 | 320,000 |\n| 2024 | 330,000 |\n"


@pytest.mark.parametrize(
    ("text", "asked", "ruled_out"),
    [
        (_KHORGOS, "How many trains per day does Dostyk handle?", 1.0),
        (_KHORGOS, "Сколько поездов в сутки принимает Достык?", 1.0),
        (_KHORGOS, "Құрық күніне неше пойыз қабылдайды?", 1.0),
        (_KHORGOS, "库雷克平均每天处理多少列火车？", 1.0),
        (_KHORGOS, "How many trains per day does Khorgos handle?", 0.0),
        (_KHORGOS, "How many trains per day are handled on the way to Europe?", 0.0),
        (_KHORGOS, "How many trains per day does Gornau handle?", 0.0),
        (_TABLE, "Kuryk containers 2023 TEU", 1.0),
        (_TABLE, "霍尔果斯2023年集装箱", 0.0),
        ("On average 12 trains per day are handled.", "How many trains per day does Dostyk handle?", 0.0),
        (
            "Dostyk is old.\n\nThe crossing of Khorgos is new. It handles 12 trains per day.",
            "trains per day Dostyk",
            0.0,
        ),
    ],
)
def test_what_is_told_of_another_place_is_no_answer(text: str, asked: str, ruled_out: float) -> None:
    """Ruled out where a place of the glossary was asked about, is named nowhere around, and another one is."""
    stock = shelf(text)
    query = question.understand(asked)
    found = extract.candidates(query, stock.hits, stock.quantities, stock.documents)
    assert choose.choose(query, found, stock.hits, stock.documents).trust["impossible"] == ruled_out


@pytest.mark.parametrize(
    ("text", "asked", "ruled_out"),
    [
        ("In 2024 rail freight to China came to 32 million tons.", "How much coal went to China by rail in 2024?", 1.0),
        (
            "In 2024 rail freight to China came to 32 million tons.",
            "2024 жылы Қытайға теміржолмен қанша тонна мұнай кетті?",
            1.0,
        ),
        ("In 2024 rail freight to China came to 32 million tons.", "How much went to China by rail in 2024?", 0.0),
        ("Coal leads. In 2024 rail freight came to 32 million tons.", "How much coal went by rail in 2024?", 0.0),
    ],
)
def test_a_figure_for_a_cargo_names_it(text: str, asked: str, ruled_out: float) -> None:
    """Ruled out where a cargo is asked about, and nothing around the figure names it."""
    _, choice = shelf(text).choose(asked)
    assert choice.trust["impossible"] == ruled_out


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("By how much did rail exports to China grow by June 2025?", "25%"),
        ("На сколько процентов вырос экспорт по железной дороге в Китай к июню 2025 года?", "25%"),
        ("By how much did rail freight with China grow by June 2025?", "48%"),
    ],
)
def test_what_comes_before_the_exports_is_not_of_them(asked: str, answer: str) -> None:
    """A part named only behind a figure is not what the figure is of."""
    text = "As of June 2025, rail freight between Kazakhstan and China had risen by 48%. Exports rose by 25%."
    assert shelf(text).best(asked) == answer


def test_a_continent_need_not_be_named_again() -> None:
    """Elsewhere in the document a continent is hardly missing, a town is."""
    stock = shelf("From China to Europe by way of Almaty.", "Goods are 45 days at sea.")
    missing = [
        stock.choose(f"How many days are goods at sea to {place}?")[1].trust["name_missing"]
        for place in ("Europe", "Almaty", "Hamburg")
    ]
    assert missing == pytest.approx([0.3, 0.7, 1.0])

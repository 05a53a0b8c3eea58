"""The time that a figure without one of its own is told of."""

from __future__ import annotations

import pytest
from answers_support import Shelf, shelf


def _missing(stock: Shelf, asked: str) -> float:
    return stock.choose(asked)[1].trust["period_missing"]


def test_a_year_given_in_brackets_is_only_compared_with() -> None:
    """What comes behind "1,214 cases (2023: 1,087)" is not of 2023."""
    text = "In 2024 officers opened 1,214 cases (2023: 1,087). They also found 412 kg of narcotics."
    assert _missing(shelf(text), "How many kg of narcotics did officers find in 2024?") < 0.5
    assert _missing(shelf(text), "How many kg of narcotics did officers find in 2023?") > 0.5


def test_an_aim_for_later_does_not_date_what_comes_behind() -> None:
    """A report tells of the past after it has told an aim; who asks for what is to come gets that."""
    text = "Our aim is 25 thousand tonnes of dust by 2028. The smelter had 3,460 employees."
    stock = shelf(text, title="Annual Report 2024", published="2025-04-02")
    assert _missing(stock, "How many employees did the smelter have in 2024?") < 0.5
    assert _missing(stock, "How many employees will the smelter have in 2027?") > 0.5


@pytest.mark.parametrize(("title", "missing"), [("Annual Report 2024", False), ("Annual Reports 2023 and 2024", True)])
def test_the_title_dates_what_a_comparison_comes_before(title: str, missing: bool) -> None:
    """Where the title names the asked year alone, another one named before says little."""
    text = "In 2023 the smelter was closed for a month. It had 3,460 employees."
    stock = shelf(text, title=title, published="2025-04-02")
    assert (_missing(stock, "How many employees did the smelter have in 2024?") >= 1.0) is missing


@pytest.mark.parametrize(
    ("asked", "missing"),
    [
        ("How many tenants did the park have in March 2025?", False),
        ("How many tenants did the park have in the first quarter of 2025?", False),
        ("How many tenants did the park have in March 2024?", True),
        ("How many tenants did the park have in May 2025?", True),
    ],
)
def test_what_has_no_time_is_told_of_the_day_of_its_document(asked: str, missing: bool) -> None:
    """A document tells how things stand in the month that it is of."""
    stock = shelf("The park has 41 tenants.", published="2025-03-18")
    assert (_missing(stock, asked) >= 0.5) is missing

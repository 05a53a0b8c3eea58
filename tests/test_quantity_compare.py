"""Comparing quantities and converting units."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.quantity import compare, convert, meets, read, restated
from qa.types import Quantity


def one(text: str) -> Quantity:
    """The first quantity of a text."""
    return read(text, published="2025-06-09")[0]


@pytest.mark.parametrize(
    ("first", "second", "verdict"),
    [
        ("4.5 million tons", "4,500,000 t", "same"),
        ("4.5 million tons", "4,512,300 tons", "same"),
        ("4,5 млн тонн", "450万吨", "same"),
        ("volumes rose 13%", "volumes rose 13.3%", "same"),
        ("volumes rose 13%", "volumes rose 14.2%", "contradicts"),
        ("32 million tons", "exceeded 32 million tons", "within"),
        ("35 million tons", "more than 32 million tons", "within"),
        ("30 million tons", "more than 32 million tons", "contradicts"),
        ("12 days", "10–15 days", "within"),
        ("20 days", "10–15 days", "contradicts"),
        ("up to 24 trains per day", "10 trains per day", "within"),
        ("about 500 containers", "510 containers", "within"),
        ("about 500 containers", "900 containers", "contradicts"),
        ("48 hours", "2 days", "same"),
        ("1 FEU", "2 TEU", "same"),
        ("5 km", "5 t", "not_comparable"),
        ("USD 5 million", "EUR 5 million", "not_comparable"),
        ("5 t in 2020", "6 t in 2021", "not_comparable"),
        ("5 t in 2020", "6 t in 2020", "contradicts"),
        ("grew by 5%", "a 5% share of exports", "not_comparable"),
        ("grew by 5%", "fell by 5%", "contradicts"),
    ],
)
def test_verdicts(first: str, second: str, verdict: str) -> None:
    """The verdict is the one a careful reader gives, in both orders, and says why."""
    there, back = compare(one(first), one(second)), compare(one(second), one(first))
    assert (there.verdict, back.verdict) == (verdict, verdict), (there.reason, back.reason)
    assert there.reason


@given(st.sampled_from(["5 km", "~70 t", "10–12 days", "more than 3 TEU", "fell by 4%", "$2 billion", "41 projects"]))
def test_a_quantity_is_itself(text: str) -> None:
    """Every quantity is the same as itself."""
    assert compare(one(text), one(text)).verdict == "same"


@pytest.mark.parametrize(
    ("value", "source", "target", "expected"),
    [
        (1.0, "t", "kg", 1000.0),
        (5.0, "km", "m", 5000.0),
        (2.0, "FEU", "TEU", 4.0),
        (100.0, "degC", "degF", 212.0),
        (0.0, "degC", "K", 273.15),
        (36.0, "km/h", "m/s", 10.0),
        (1.0, "ha", "m2", 10_000.0),
        (3.0, "USD", "USD", 3.0),
        (3.0, "USD", "KZT", None),
        (3.0, "train", "wagon", None),
        (3.0, "%", "pp", None),
        (3.0, "TEU", "container", None),
    ],
)
def test_convert(value: float, source: str, target: str, expected: float | None) -> None:
    """Units of one dimension convert; currencies and counted nouns only into themselves."""
    found = convert(value, source, target)
    assert found is None if expected is None else found == pytest.approx(expected)


def test_rates_convert_in_time() -> None:
    """A rate of counted things converts between units of time."""
    assert convert(10.0, "train/day", "train/week") == pytest.approx(70.0)


@given(
    st.floats(0.001, 1e9), st.sampled_from([("km", "mi"), ("t", "lb"), ("ha", "acre"), ("degC", "degF"), ("h", "day")])
)
def test_converting_back(value: float, pair: tuple[str, str]) -> None:
    """There and back again gives the same value."""
    there = convert(value, *pair)
    assert there is not None
    assert convert(there, pair[1], pair[0]) == pytest.approx(value)


@pytest.mark.parametrize(
    ("asked", "told", "degree"),
    [
        ("240 тыс. TEU", "240,000 TEU", 1.0),
        ("24万标箱", "240,000 TEU", 1.0),
        ("2500万吨", "25 million tons/year", 1.0),
        ("2500万吨", "more than 25 million tons", 0.8),
        ("1.5 km", "1,500 m", 1.0),
        ("3,480", "3,480 trucks", 1.0),
        ("61 thousand lorries", "61,000 vehicles", 1.0),
        ("4.5 million tons", "4,512,300 tons", 0.8),
        ("about 500 containers", "510 containers", 0.8),
        ("more than 500 containers", "640 containers", 0.8),
        ("more than 500 containers", "400 containers", 0.0),
        ("10–12 trains", "11 trains", 0.8),
        ("5%", "5.4%", 0.0),
        ("240 TEU", "240,000 TEU", 0.0),
        ("USD 5 million", "EUR 5 million", 0.0),
        ("5 km", "5 t", 0.0),
    ],
)
def test_whether_a_figure_is_the_one_asked_by(asked: str, told: str, degree: float) -> None:
    """The same amount in any unit is the one that a question states; a rounded or bounded one nearly so."""
    assert meets(one(asked), one(told)) == degree


def test_restated_in_the_usual_units() -> None:
    """A figure is looked for in every usual unit of its dimension, first as it stands."""
    found = [(figure.low, figure.unit) for figure in restated(one("25 t"))]
    assert found == [(25.0, "t"), (25_000.0, "kg")]
    assert len(restated(one("USD 5 million"))) == 1

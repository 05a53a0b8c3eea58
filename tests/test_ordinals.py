"""Ordinals: which one is asked for, and which one a sentence tells of."""

from __future__ import annotations

import pytest
from answers_support import shelf
from hypothesis import given
from hypothesis import strategies as st

from qa.choose.model import IMPOSSIBLE
from qa.text.ordinals import of_another, ordinals


@pytest.mark.parametrize(
    ("text", "language", "values"),
    [
        ("the second runway and the 3rd berth", "en", [2, 3]),
        ("второй форум, третьей очереди, 2-й причал", "ru", [2, 3, 2]),
        ("екінші кезең", "kk", [2]),
        ("第三条走廊", "zh", [3]),
        ("第十二届论坛", "zh", []),
        ("for the first time in the second quarter, on the first day", "en", []),
        ("во втором квартале впервые", "ru", []),
        ("екінші тоқсанда", "kk", []),
        ("第二季度", "zh", []),
        ("пятница, 22nd street, secondary, 40 tons per second", "en", []),
        ("на глубине 2м, в 5-м доке", "ru", [5]),
        ("6-шы айлақ", "kk", [6]),
        ("lot 2 and the third berth; лот № 4", "en", [2, 3, 4]),
        ("stage 3 km long, lot 12, berth 2.5, units 4 to 6, block 3–5", "en", []),
        ("на причале 3, этап 2 млн", "ru", [3]),
    ],
)
def test_ordinals(text: str, language: str, values: list[int]) -> None:
    """Ordinals to ten are read in words and digits; parts of a year and of other words are none."""
    assert [one.value for one in ordinals(text, language)] == values


@pytest.mark.parametrize(
    ("asked", "told", "another"),
    [
        ("When is the second transport forum?", "The first transport forum was held in May.", True),
        ("When is the second transport forum?", "After the first forum, the second transport forum is in June.", False),
        ("When is the second transport forum?", "The transport forum was held in May.", False),
        ("Who built the second Chinese terminal?", "The first Chinese investor paid for a new terminal.", False),
        ("Who built the second terminal?", "The first stage was built by Osmer.", False),
        ("Who won lot 3?", "Lot 1 went to Osmer, lot 2 to Velde.", True),
        ("Who won the third lot?", "Lot 1 went to Osmer, lot 3 to Velde.", False),
    ],
)
def test_another_one_is_told_of(asked: str, told: str, another: bool) -> None:
    """The first forum is not the second; the first of something else, or no number at all, says nothing."""
    assert of_another(ordinals(asked, "en"), ordinals(told, "en")) is another


def test_across_languages() -> None:
    """«Второй форум» is not told by a sentence on the first one in English."""
    assert of_another(ordinals("второй транспортный форум", "ru"), ordinals("The first transport forum", "en"))


def test_another_one_is_no_answer() -> None:
    """The date of the first forum does not answer for the second, however well all else fits."""
    found = shelf("The first transport forum of Osmer was held on 15 May 2024.")
    _, choice = found.choose("When was the first transport forum of Osmer held?")
    assert choice.winner is not None
    _, choice = found.choose("When was the second transport forum of Osmer held?")
    assert choice.winner is None
    assert choice.trust[IMPOSSIBLE] == 1


@given(st.text(max_size=200), st.sampled_from(["en", "ru", "kk", "zh"]))
def test_any_text_is_read(text: str, language: str) -> None:
    """Whatever the characters, reading ends with values from one to ten."""
    assert all(1 <= one.value <= 10 for one in ordinals(text, language))

"""Lists of figures in a sentence, and sentences that refer back to the one before."""

from __future__ import annotations

import pytest
from answers_support import shelf
from hypothesis import given
from hypothesis import strategies as st

from qa.choose.items import distinctive, items
from qa.text.anaphora import needs_before, refers_back
from qa.types import Span

LIST = "In Osmer 61,400 farms were counted (planned: 70,000), in Brill 29,800 and in Tarn 104,500."


def figures(text: str, *words: str) -> list[Span]:
    """Where these figures stand."""
    return [Span(text.index(word), text.index(word) + len(word)) for word in words]


def test_members_of_a_list() -> None:
    """Each figure has its own stretch of the sentence, all of them together are the sentence, brackets belong ahead."""
    members = items(LIST, figures(LIST, "61,400", "70,000", "29,800", "104,500"))
    assert [member.span.of(LIST).strip() for member in members] == [
        "In Osmer 61,400 farms were counted", "(planned: 70,000)", ", in Brill 29,800", "and in Tarn 104,500.",
    ]  # fmt: skip
    assert [member.behind for member in members] == [None, 0, None, None]


def test_a_change_is_no_list() -> None:
    """Nothing parts the two ends of a change: they stay one member."""
    text = "It rose from 5 km to 7 km."
    assert len(items(text, figures(text, "5 km", "7 km"))) == 1


def test_what_is_told_of_a_name_stays_with_it() -> None:
    """Between two figures the list parts where "and" begins the next member, not at the commas of an apposition."""
    text = "Two mills own 49% of it, and Osmer Grain, a daughter of Osmer, owns 51%."
    members = items(text, figures(text, "49%", "51%"))
    assert members[1].span.of(text).startswith(", and Osmer Grain, a daughter")
    assert shelf(text).best("What share does Osmer Grain own?") == "51%"


def test_only_later_members_have_words_of_their_own() -> None:
    """Words of the first member go for all; what differs in the others, a bracket too, is their own."""
    members = items(LIST, figures(LIST, "61,400", "70,000", "29,800", "104,500"))
    words = ("Osmer", "farms", "planned", "Brill", "Tarn")
    places = [(at, LIST.index(word), LIST.index(word) + len(word)) for at, word in enumerate(words)]
    assert distinctive(members, places) == [frozenset(), frozenset({2}), frozenset({3}), frozenset({4})]


@given(st.text(alphabet="ab 1,;()（，、和 andи\n", max_size=60), st.data())
def test_members_cover_the_sentence(text: str, data: st.DataObject) -> None:
    """Whatever the text, members follow one another without gap, and every figure lies in exactly one."""
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=8)))
    spans = [Span(low, high) for low, high in zip(cuts[::2], cuts[1::2], strict=False)]
    members = items(text, spans)
    assert "".join(member.span.of(text) for member in members) == text
    assert [figure for member in members for figure in member.figures] == spans


@pytest.mark.parametrize(
    ("asked", "right"),
    [
        ("How many farms were counted in Osmer?", "61,400 farms"),
        ("How many farms were counted in Tarn?", "104,500"),
        ("How many farms are there in Brill?", "29,800"),
    ],
)
def test_the_asked_member_is_chosen(asked: str, right: str) -> None:
    """What is counted stands with the first member, the asked place with another: that one wins."""
    assert shelf(LIST.replace(" (planned: 70,000)", "")).best(asked) == right


def test_words_behind_the_figure() -> None:
    """Where the words follow the figures, the asked one's figure wins, for each of them."""
    found = shelf("Sensors are fitted at 63% of the mills, 38% of the silos and 22% of the barns.")
    assert found.best("What share of the barns has sensors?") == "22%"
    assert found.best("What share of the silos has sensors?") == "38%"
    assert found.best("What share of the mills has sensors?") == "63%"


@pytest.mark.parametrize(
    ("sentence", "language", "back"),
    [
        ("Its length is 40 km.", "en", True),
        ("Of these, 30 are new.", "en", True),
        ("Investment by these firms rose.", "en", True),
        ("The bridge is 40 km long and it is new.", "en", False),
        ("Из них 30 новые.", "ru", True),
        ("Мост построен давно.", "ru", False),
        ("Оның ұзындығы 40 км.", "kk", True),
        ("Көпір ескі.", "kk", False),
        ("其长度为40公里。", "zh", True),
        ("大桥长40公里。", "zh", False),
        ("", "en", False),
        ("Its length", "fi", False),
    ],
)
def test_refers_back(sentence: str, language: str, back: bool) -> None:
    """A pronoun or demonstrative among the first words refers back; later ones, and other languages, do not count."""
    assert refers_back(sentence, language) is back


@pytest.mark.parametrize(
    ("sentence", "language", "needs"),
    [
        ("People of the trade say that it would help.", "en", True),
        ("One is Osmer, the other Brill.", "en", True),
        ("One example is a lower tariff.", "en", True),
        ("Одна из них новая.", "ru", True),
        ("Kazakhstan says that it would help.", "en", False),
        ("One hundred ships came.", "en", False),
        ("The bridge over the river is forty years old and it rusts.", "en", False),
        ("其一是奥斯默。", "zh", True),
        ("Its length", "fi", False),
    ],
)
def test_needs_before(sentence: str, language: str, needs: bool) -> None:
    """A pronoun with no name before it, or a member of what was named, is not understood alone."""
    assert needs_before(sentence, language) is needs


def test_a_sentence_that_refers_back_answers() -> None:
    """A sentence with a pronoun speaks of what stands before it, and beats one that shares as many words."""
    found = shelf("The Osmer mill grinds rye. Its owner put 12 million euros into it.", "A mill costs 8 million euros.")
    assert found.best("How much money went into the Osmer mill?") == "12 million euros"


def test_a_bracket_shares_the_words_of_its_member() -> None:
    """What stands in brackets behind a later member is that member's too, and no rival of it."""
    text = "Osmer has 61 mills, Brill 29 mills (planned: 40) and Tarn 104."
    members = items(text, figures(text, "61", "29", "40", "104"))
    places = [(at, text.index(word), text.index(word) + 1) for at, word in enumerate(("Brill", "planned", "Tarn"))]
    assert distinctive(members, places) == [frozenset(), frozenset({0}), frozenset({0, 1}), frozenset({2})]

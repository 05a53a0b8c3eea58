"""Measures of one answer, against reference implementations and examples worked by hand."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from metrics_support import TEXTS, answer, cite, figure, headline_of, ranked, ranx_scores

from qa.metrics import (
    Expected,
    Place,
    Target,
    citation_exactness,
    citation_support,
    exact_match,
    failed,
    holds,
    judge,
    passage_names,
    ranking_measures,
    same_figure,
    same_role,
    token_f1,
)
from qa.types import AnswerKind, Headline, Quantity, Role, Span

PIER = Target(
    True,
    (Expected(240000, 240000, "TEU"),),
    frozenset({"pier.md"}),
    (Place("pier.md", Span(TEXTS["pier.md"].index("it can take"), len(TEXTS["pier.md"]))),),
)


def read(low: float, unit: str, high: float | None = None, role: Role = Role.LEVEL) -> Quantity:
    """A quantity with this value and unit."""
    return Quantity(Span(0, 1), "x", low, low if high is None else high, unit=unit, role=role)


def test_ranking_by_hand() -> None:
    """Two relevant names at ranks 2 and 4 of four give the values one works out on paper."""
    measured = ranking_measures(["a", "b", "c", "d"], ["b", "d"])
    ideal = 1 + 1 / math.log2(3)
    assert measured["recall@1"] == 0
    assert measured["recall@5"] == 1
    assert measured["rr@10"] == pytest.approx(0.5, abs=1e-9)
    assert measured["ndcg@10"] == pytest.approx((1 / math.log2(3) + 1 / math.log2(5)) / ideal, abs=1e-9)


@given(st.permutations([f"d{number}" for number in range(14)]), st.sets(st.integers(0, 20), min_size=1, max_size=6))
def test_ranking_agrees_with_ranx(order: list[str], relevant: set[int]) -> None:
    """Recall, reciprocal rank and nDCG equal ranx's to 1e-9 for any ranking, missing names included."""
    names = [f"d{number}" for number in relevant]
    ours = ranking_measures(order, names)
    run = {"q": {name: 100.0 - rank for rank, name in enumerate(order)}}
    wanted = {"recall@1": "recall@1", "recall@5": "recall@5", "recall@10": "recall@10"}
    wanted |= {"rr@10": "mrr@10", "ndcg@10": "ndcg@10"}
    theirs = ranx_scores({"q": dict.fromkeys(names, 1)}, run, tuple(wanted.values()))
    for name, ranx_name in wanted.items():
        assert ours[name] == pytest.approx(theirs[ranx_name], abs=1e-9)


def test_nothing_found_is_scored() -> None:
    """An empty ranking scores zero in every measure; it is not left out."""
    assert set(ranking_measures([], ["a"]).values()) == {0.0}


def test_a_piece_counts_once() -> None:
    """Two overlapping passages with the same piece of evidence earn one gain, and half a piece is enough."""
    text = TEXTS["pier.md"]
    first, second = cite("pier.md", text[:49]), cite("pier.md", text[20:])
    places = (Place("pier.md", Span(0, 49)), Place("pier.md", Span(50, len(text))))
    assert passage_names(ranked([first, second]), places) == ["evidence-0", "evidence-1"]
    assert passage_names(ranked([first, first]), places) == ["evidence-0", "other-1"]


@pytest.mark.parametrize(
    ("given_unit", "value", "unit", "wanted", "same"),
    [
        ("TEU", 240000, "TEU", 240000, True),
        ("TEU", 240500, "TEU", 240000, False),
        ("t", 4_500, "kg", 4_500_000, True),
        ("km", 1.0, "m", 1000, True),
        ("t", 240000, "TEU", 240000, False),
        ("USD", 100, "KZT", 100, False),
        ("%", 12.0, "%", 12, True),
        ("teu", 5, "TEU", 5, True),
        ("TEU", 5, "", 5, True),
    ],
)
def test_figures(given_unit: str, value: float, unit: str, wanted: float, same: bool) -> None:
    """A figure is right when value and unit are, whatever convertible unit it is written in, and only then."""
    assert same_figure(read(value, given_unit), Expected(wanted, wanted, unit)) is same


def test_a_range_is_not_its_end() -> None:
    """A range is right only as a range, and a point is not a range."""
    wanted = Expected(10, 12, "day")
    assert same_figure(read(10, "day", 12), wanted)
    assert not same_figure(read(10, "day"), wanted)
    assert not same_figure(read(10, "day", 12), Expected(10, 10, "day"))


def test_roles() -> None:
    """What something rose to may be read as a plain level, what it rose from may not."""
    assert same_role(read(1, "t", role=Role.LEVEL), Expected(1, 1, "t", Role.TO))
    assert not same_role(read(1, "t", role=Role.FROM), Expected(1, 1, "t", Role.TO))
    assert same_role(read(1, "t", role=Role.FROM), Expected(1, 1, "t"))


def test_words_by_hand() -> None:
    """Exact match and token F1 of worked examples in four languages."""
    assert exact_match("The Lakeside Pier.", "lakeside pier") == 1
    assert token_f1("director Anna Weiss", "Anna Weiss") == pytest.approx(2 * 2 / 5, abs=1e-9)
    assert token_f1("порт Актау", "порта Актау") == pytest.approx(0.5, abs=1e-9)
    assert token_f1("阿克套港", "阿克套") == pytest.approx(2 * 3 / 7, abs=1e-9)
    assert exact_match("Ақтау порты", "ақтау порты!") == 1
    assert exact_match("240,000", "240 000") == 1
    assert token_f1("", "word") == 0


def test_words_held() -> None:
    """A short name must stand in a row; of a long statement nearly all words must be there."""
    assert holds("Its director is Anna Weiss.", "Anna Weiss")
    assert not holds("Anna Maria Weiss", "Anna Weiss")
    assert not holds("anything", "…")
    statement = "The second berth was closed for repairs in winter"
    assert holds("In winter the second berth was closed for big repairs", statement)
    assert not holds("The second berth was opened", statement)


def test_right_answer() -> None:
    """A right figure with a right citation is perfect in every measure that applies."""
    right = figure("pier.md", "240,000 TEU", 240000, "TEU")
    given_answer = answer(headline=headline_of(right), quantities=[right], passages=[right.citation])
    scores = judge(given_answer, PIER, TEXTS.get)
    assert set(scores.values()) == {1.0}
    assert {"right", "figure_first", "passage_ndcg@10", "document_rr@10", "citation_place"} <= set(scores)
    assert "refused" not in scores
    assert "words_first" not in scores


def test_wrong_unit_is_wrong() -> None:
    """The right number in the wrong unit is a wrong answer."""
    wrong = figure("pier.md", "240,000 TEU", 240000, "t")
    scores = judge(answer(headline=headline_of(wrong), quantities=[wrong]), PIER, TEXTS.get)
    assert scores["figure_first"] == scores["figure_among_5"] == scores["right"] == 0


def test_right_figure_second() -> None:
    """A right figure behind a wrong one is among five and not first."""
    wrong, right = figure("pier.md", "140,000 TEU", 140000, "TEU"), figure("pier.md", "240,000 TEU", 240000, "TEU")
    scores = judge(answer(headline=headline_of(wrong), quantities=[wrong, right]), PIER, TEXTS.get)
    assert (scores["figure_first"], scores["figure_among_5"]) == (0, 1)


def test_completeness_and_roles() -> None:
    """Of a change, showing one of two figures is half complete; a role read the other way round is no right role."""
    before = figure("pier.md", "140,000 TEU", 140000, "TEU", role=Role.FROM)
    after = figure("pier.md", "240,000 TEU", 240000, "TEU", role=Role.TO)
    wanted = (Expected(140000, 140000, "TEU", Role.FROM), Expected(240000, 240000, "TEU", Role.TO))
    change = Target(True, wanted, complete=True)
    assert judge(answer(headline=headline_of(after)), change, TEXTS.get)["complete"] == 0.5
    both = judge(answer(headline=headline_of(after), quantities=[after, before]), change, TEXTS.get)
    assert both["complete"] == both["roles"] == 1
    turned = replace(before, quantity=replace(before.quantity, role=Role.TO))
    swapped = judge(answer(headline=headline_of(after), quantities=[after, turned]), change, TEXTS.get)
    assert (swapped["complete"], swapped["roles"]) == (1, 0.5)


def test_words_first() -> None:
    """A name is right as the headline, and token F1 says how much else was shown."""
    quote = cite("desk.md", "Its director is Anna Weiss.")
    target = Target(True, (Expected(text="Anna Weiss"),), frozenset({"desk.md"}))
    name = Headline("Anna Weiss", AnswerKind.PERSON, quote)
    scores = judge(answer(headline=name, passages=[quote]), target, TEXTS.get)
    assert scores["words_first"] == scores["words_exact"] == scores["words_f1"] == 1
    sentence = judge(answer(headline=replace(name, text=quote.quote)), target, TEXTS.get)
    assert (sentence["words_first"], sentence["words_exact"]) == (1, 0)
    assert sentence["words_f1"] == pytest.approx(2 * 2 / 7, abs=1e-9)


def test_refusal() -> None:
    """Silence is right for what is not in the documents and wrong for what is; the passages beneath do not help."""
    quote = cite("pier.md", TEXTS["pier.md"])
    silent = answer(found=False, passages=[quote])
    assert judge(silent, Target(False), TEXTS.get)["right"] == 1
    scores = judge(silent, PIER, TEXTS.get)
    assert (scores["right"], scores["answered"], scores["figure_among_5"]) == (0, 0, 0)
    assert scores["passage_recall@1"] == 1
    assert judge(answer(), Target(False), TEXTS.get)["refused"] == 0


def test_shifted_citation_is_seen() -> None:
    """A citation one character off is not exact, and its figure no longer stands where it is said to."""
    right = figure("pier.md", "240,000 TEU", 240000, "TEU")
    whole = answer(headline=headline_of(right), quantities=[right], passages=[right.citation])
    assert citation_exactness(whole, TEXTS.get) == citation_support(whole) == 1
    shifted = replace(right, citation=replace(right.citation, start=right.citation.start + 1))
    off = answer(headline=headline_of(right), quantities=[shifted], passages=[right.citation])
    assert citation_exactness(off, TEXTS.get) == pytest.approx(2 / 3, abs=1e-9)
    assert citation_support(off) == pytest.approx(1 / 2, abs=1e-9)


def test_citation_of_an_unknown_document() -> None:
    """A citation of a document that is not there is not exact."""
    cited = replace(cite("pier.md", "pier"), document="gone.md")
    assert citation_exactness(answer(passages=[cited]), TEXTS.get) == 0


MIXED = Target(True, (Expected(1, 1, "t", Role.TO), Expected(text="x")), complete=True, follow_up=True)


@pytest.mark.parametrize("target", [PIER, Target(False), MIXED])
def test_failure_scores_zero_in_the_same_measures(target: Target) -> None:
    """A failed question has exactly the measures an answered one would have, all of them zero."""
    zeros = failed(target)
    assert set(zeros.values()) == {0.0}
    assert set(zeros) == set(judge(answer(passages=[cite("pier.md", "pier")]), target, TEXTS.get))

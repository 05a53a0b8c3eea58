"""Comparing sources: the same measure brought together, disagreement told, false alarms avoided."""

from __future__ import annotations

from dataclasses import replace

import pytest
from answers_support import cited

from qa import question
from qa.compare import compare, conceivable, gather, load
from qa.compare.pairs import equal
from qa.types import Agreement, AnswerKind, Candidate, CitedQuantity, Verdict

ASKED = "How many tons of coal did the port of Kuryk handle in 2024?"


def judged(*items: CitedQuantity, asked: str = ASKED) -> tuple[Agreement, ...]:
    """The comparison where the items came in this order, the first of them the winner."""
    query = question.understand(asked)
    return compare(query, gather(query, items, [_candidate(item) for item in items]))


def _candidate(item: CitedQuantity) -> Candidate:
    """A figure as an answer."""
    at, figure = item.citation.document, item.quantity
    return Candidate(at, figure.span, figure.text, AnswerKind.FIGURE, 1.0, {}, figure)


def replaced(text: str, title: str) -> CitedQuantity:
    """The figure of a text in a document of this title, published long after."""
    item = cited(text, "b.md", published="2030-01-01")
    return replace(item, citation=replace(item.citation, title=title))


def test_agreement_after_conversion() -> None:
    """The same amount in tons and in thousand tons agrees, from two sources."""
    (found,) = judged(
        cited("Kuryk port handled 54,000 tons of coal in 2024.", "a.md"),
        cited("In 2024 the port of Kuryk handled 54 thousand tonnes of coal, its manager said.", "b.md"),
    )
    assert (found.verdict, found.sources, len(found.values)) == (Verdict.AGREE, 2, 2)


def test_disagreement_newest_first() -> None:
    """Different figures for one measure are shown side by side, the newest first."""
    (found,) = judged(
        cited("Kuryk port handled 54,000 tons of coal in 2024.", "a.md", published="2025-01-10"),
        cited(
            "The port of Kuryk handled 61,000 tons of coal in 2024, the ministry says.", "b.md", published="2025-04-02"
        ),
    )
    assert found.verdict is Verdict.DISAGREE
    assert [item.citation.document for item in found.values] == ["b.md", "a.md"]


def test_copies_count_once() -> None:
    """A report printed twice is one source."""
    text = "Kuryk port handled 54,000 tons of coal in 2024."
    (found,) = judged(cited(text, "a.md", source="Agency A"), cited(text, "b.md", source="Agency B"))
    assert (found.verdict, found.sources) == (Verdict.AGREE, 1)


def test_another_period_is_no_disagreement() -> None:
    """Figures of two years may differ."""
    assert not judged(
        cited("Kuryk port handled 54,000 tons of coal in 2024.", "a.md"),
        cited("Kuryk port handled 49,000 tons of coal in 2023.", "b.md"),
    )


def test_a_period_other_than_the_asked_one_is_no_disagreement() -> None:
    """What is said of a quarter of another year is not set against an answer that names no year of its own."""
    first = cited("Kuryk port handled 54,000 tons of coal.", "a.md")
    other = "In the first quarter of 2025 the port of Kuryk handled 51,000 tons of coal."
    query, item = question.understand(ASKED), cited(other, "b.md")
    assert not judged(first, item)
    assert not conceivable(query, first.quantity, item.quantity)
    assert conceivable(question.understand("How much coal did Kuryk handle?"), first.quantity, item.quantity)


def test_a_plan_is_no_other_answer_to_how_it_is_now() -> None:
    """Asked of now, what is intended is not set against what is; asked of neither, it may be."""
    now = cited("There are 56 flights a week between Kuryk and Baku at present.", "a.md")
    plan = cited("Flights between Kuryk and Baku are to grow to 65 flights a week.", "b.md")
    asked = "How many flights a week are there {}between Kuryk and Baku?"
    for when, rivals in (("now ", ()), ("", ("65 flights a week",))):
        query = question.understand(asked.format(when))
        found = gather(query, [now, plan], [_candidate(now), _candidate(plan)])
        assert found is not None
        assert tuple(one.statement.cited.quantity.text for one in found.rivals) == rivals


def test_another_port_is_no_disagreement() -> None:
    """Figures of two ports may differ."""
    assert not judged(
        cited("Kuryk port handled 54,000 tons of coal in 2024.", "a.md"),
        cited("Aktau port handled 61,000 tons of coal in 2024.", "b.md"),
    )


def test_another_cargo_mode_or_direction_is_no_disagreement() -> None:
    """Coal is not grain, rail is not road, export is not import."""
    first = cited("Kuryk port handled 54,000 tons of coal in 2024.", "a.md")
    assert not judged(first, cited("Kuryk port handled 61,000 tons of grain in 2024.", "b.md"))
    rail = cited("Exports by rail came to 54,000 tons in 2024.", "a.md")
    asked = "How many tons were exported by rail in 2024?"
    assert not judged(rail, cited("Exports by road came to 61,000 tons in 2024.", "b.md"), asked=asked)
    assert not judged(rail, cited("Imports by rail came to 61,000 tons in 2024.", "b.md"), asked=asked)


def test_another_unit_or_role_is_not_compared() -> None:
    """Tons are not compared with containers, nor a growth with a level."""
    first = cited("Kuryk port handled 54,000 tons of coal in 2024.", "a.md")
    assert not judged(first, cited("Kuryk port handled 51,000 TEU of coal in 2024.", "b.md"))
    assert not judged(first, cited("Kuryk port handled 60,000 tons more coal in 2024 than before.", "b.md"))


def test_rounding_and_hedging_agree() -> None:
    """Around 54 thousand and 54,300 are one figure."""
    (found,) = judged(
        cited("Kuryk port handled 54,300 tons of coal in 2024.", "a.md"),
        cited("Kuryk port handled about 54 thousand tons of coal in 2024.", "b.md"),
    )
    assert found.verdict is Verdict.AGREE


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("61,400 tons", "about 63,000 tons", False),
        ("41 tons", "about 40 tons", True),
        ("236,000 tons", "about 240,000 tons", True),
        ("7 hours", "7.5 hours", False),
        ("7 hours", "7.4 hours", True),
    ],
)
def test_a_figure_agrees_as_far_as_it_is_rounded(one: str, other: str, same: bool) -> None:
    """What is told in fewer digits reaches no further than they do, and a hedge no further than twice that."""
    first, second = (cited(f"The coal takes {figure}.", "a.md").quantity for figure in (one, other))
    assert equal(first, second) is equal(second, first) is same


def test_ranges_agree_where_one_lies_within_the_other() -> None:
    """Who says 50 to 60 and who says 52 to 58 agree; who says 55 to 65 does not."""
    ranges = ("50 to 60 days", "52 to 58 days", "55 to 65 days")
    first, within, over = (cited(f"By sea the coal takes {days}.", "a.md").quantity for days in ranges)
    assert equal(first, within) and equal(within, first)
    assert not equal(first, over) and not equal(over, first)


def test_figures_of_another_size_are_another_thing() -> None:
    """A figure ten times as large is not called a disagreement."""
    assert not judged(
        cited("Kuryk port handled 54,000 tons of coal in 2024.", "a.md"),
        cited("Kuryk port handled 540,000 tons of coal in 2024.", "b.md"),
    )


def test_nothing_without_a_figure() -> None:
    """A winner without a figure, or a figure alone, is compared with nothing."""
    item = cited("Kuryk port handled 54,000 tons of coal in 2024.", "a.md")
    sentence = Candidate("a.md", item.quantity.span, "x", AnswerKind.SENTENCE, 1.0, {})
    assert gather(question.understand(ASKED), [item], [sentence]) is None
    assert judged(item) == ()


def test_a_year_in_the_title_is_the_period() -> None:
    """A figure without a period is of the one year that its heading or title names; a plan is of none of them."""
    first = cited("Kuryk port handled 54,000 tons of coal in 2024.", "a.md")
    other = "The port of Kuryk handled 61,000 tons of coal."
    (found,) = judged(first, replaced(other, title="Annual report 2024"))
    assert found.verdict is Verdict.DISAGREE
    assert not judged(first, replaced(other, title="Annual report 2023"))
    planned = "The port of Kuryk is expected to handle 61,000 tons of coal."
    assert judged(first, replaced(planned, title="Annual report 2023"))


def test_a_share_may_clash_with_a_column() -> None:
    """A part in words and a level in percent measure the same."""
    (found,) = judged(
        cited("Kuryk re-exported 21% of its coal in 2024.", "a.md"),
        cited("At Kuryk, re-exported coal stood at 19% in 2024.", "b.md"),
        asked="What share of its coal did Kuryk re-export in 2024?",
    )
    assert found.verdict is Verdict.DISAGREE


def test_a_figure_that_stands_beside_the_first_is_of_something_else() -> None:
    """Where one sentence gives both shares, another sentence with one of them contradicts nothing."""
    both = "KTZ owns 51% of Khorgos Gateway and the port of Lianyungang 49%."
    first, beside = (cited(both, "a.md", pick=at) for at in (0, 1))
    other = cited("The port of Lianyungang took 49% of Khorgos Gateway beside KTZ.", "b.md")
    asked = "What share of Khorgos Gateway does KTZ own?"
    assert not judged(first, beside, other, asked=asked)
    (found,) = judged(first, other, asked=asked)
    assert found.verdict is Verdict.DISAGREE


@pytest.mark.parametrize(
    "beside", ["compared with 61,000 tons in 2019", "the plan of the port had been 61,000 tons"], ids=["year", "plan"]
)
def test_a_figure_of_another_year_or_of_a_plan_beside_the_first_does_not_excuse(beside: str) -> None:
    """Sources disagree though the first gives the other's figure too, if it gives it as another year's or a plan's."""
    both = f"The port of Kuryk handled 54,000 tons of coal in 2024, {beside}."
    (found,) = judged(
        *(cited(both, "a.md", pick=at) for at in (0, 1)),
        cited("In 2024 Kuryk port handled 61,000 tons of coal, the ministry says.", "b.md"),
    )
    assert found.verdict is Verdict.DISAGREE


def test_a_capacity_a_year_may_clash_with_a_capacity() -> None:
    """One source states a capacity by the year, the other leaves the year out."""
    (found,) = judged(
        cited("The terminal at Kuryk has an annual capacity of 540,000 TEU.", "a.md"),
        cited("The terminal at Kuryk can handle 480,000 TEU a year.", "b.md"),
        asked="How many TEU can the terminal at Kuryk handle a year?",
    )
    assert found.verdict is Verdict.DISAGREE


def test_people_may_clash_with_passengers() -> None:
    """One source counts people and the other passengers; passengers are not compared with employees."""
    first = cited("The ferry from Kuryk carried 486,000 passengers in 2024.", "a.md")
    others = ("471,000 people", "471,000 employees")
    people, staff = (cited(f"In 2024 the ferry from Kuryk carried {said}.", "b.md") for said in others)
    asked = "How many passengers did the ferry from Kuryk carry in 2024?"
    (found,) = judged(first, people, asked=asked)
    assert found.verdict is Verdict.DISAGREE
    assert not judged(first, staff, asked=asked)


def test_a_shared_starting_point_brings_two_statements_together() -> None:
    """Both tell of a rise from 90,000; that one says more of it than the question's words would."""
    first, start = (
        cited("At Kuryk the capacity goes up from 90,000 to 160,000 tons.", "a.md", pick=at) for at in (1, 0)
    )
    other = "The works lift it from {} to 150,000 tons."
    asked = "What will the capacity of Kuryk be after the expansion?"
    likely = []
    for begin in ("90,000", "80,000"):
        there = [cited(other.format(begin), "b.md", pick=at) for at in (1, 0)]
        found = gather(question.understand(asked), [first, there[0], start, there[1]], [_candidate(first)])
        assert found is not None
        (rival,) = (one for one in found.rivals if one.statement.cited is there[0])
        likely.append(load().likelihood(rival.evidence))
    assert likely[0] > likely[1]


def test_fewer_digits_are_no_disagreement() -> None:
    """13% is 13.3% told in fewer digits."""
    (found,) = judged(
        cited("Coal handled at Kuryk grew by 13% in 2024.", "a.md"),
        cited("In 2024 the coal handled at Kuryk grew by 13.3%, the port says.", "b.md"),
        asked="By how much did coal handled at Kuryk grow in 2024?",
    )
    assert found.verdict is Verdict.AGREE


def test_what_agrees_is_brought_together_by_all_evidence() -> None:
    """A statement that shares few of the question's words, but what it was before and after, says the same."""
    first, start = (
        cited("Kuryk's annual coal capacity is to rise from 90,000 to 160,000 tons.", "a.md", pick=at) for at in (1, 0)
    )
    after, before = (
        cited("The works raise the capacity from 90,000 to 160,000 tons.", "b.md", pick=at) for at in (1, 0)
    )
    (found,) = judged(first, after, start, before, asked="What annual coal capacity will Kuryk have after the works?")
    assert (found.verdict, [item.quantity.low for item in found.values]) == (Verdict.AGREE, [160_000, 160_000])


def test_flights_a_week_are_not_compared_with_flights() -> None:
    """Only the year may go unsaid: what flies in a week is another thing than what flies in all."""
    assert not judged(
        cited("Between Kuryk and Baku there are 56 flights a week.", "a.md"),
        cited("Between Kuryk and Baku there were 65 flights.", "b.md"),
        asked="How many flights are there between Kuryk and Baku?",
    )

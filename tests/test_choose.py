"""The choice: the right figure first, silence where there is none, and evidence that can be seen and switched off."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from answers_support import Shelf, shelf

from qa import choose
from qa.choose.fitting import FEWEST_ANSWERABLE, Judged, fit, left_out
from qa.choose.model import dump, parse
from qa.engine import Engine
from qa.errors import UsageError
from qa.types import AnswerKind, Role, Status

YEARS = shelf(
    "In 2021 the Kuryk ferry carried 120,000 tons.",
    "In 2022 the Kuryk ferry carried 150,000 tons.",
    "In 2023 the Kuryk ferry carried 190,000 tons.",
)
CHANGE = shelf("The upgrade raises the capacity of the Semey depot from 15,000 tons to 28,000 tons a year.")
UNITS = shelf("Last year the Dostyk yard handled 64,000 TEU, which is 1.2 million tons of cargo.")


@pytest.mark.parametrize(("year", "figure"), [("2021", "120,000"), ("2022", "150,000"), ("2023", "190,000")])
def test_a_year_takes_its_own_figure(year: str, figure: str) -> None:
    """A question about a year takes that year's figure."""
    assert figure in YEARS.best(f"How many tons did the Kuryk ferry carry in {year}?")


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("Semey depot capacity after the upgrade?", "28,000"),
        ("Semey depot capacity before the upgrade?", "15,000"),
        ("Мощность депо Семей после модернизации?", "28,000"),
        ("Мощность депо Семей до модернизации?", "15,000"),
    ],
)
def test_before_and_after(text: str, figure: str) -> None:
    """After the upgrade the end figure is the answer, before it the first one."""
    _, choice = CHANGE.choose(text)
    assert figure in choice.ranked[0].text
    assert choice.ranked[0].quantity is not None
    assert choice.ranked[0].quantity.role is (Role.TO if figure == "28,000" else Role.FROM)


def test_change_shows_both_ends() -> None:
    """From what to what: one answer with both figures."""
    text = CHANGE.best("From what to what does the capacity of the Semey depot rise?")
    assert "15,000" in text
    assert "28,000" in text


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("How many tons did the Dostyk yard handle?", "1.2 million"),
        ("How many TEU did the Dostyk yard handle?", "64,000"),
        ("Сколько тонн обработал терминал Достык?", "1.2 million"),
        ("Достық терминалы қанша ДФЭ өңдеді?", "64,000"),
        ("多斯特克站处理了多少吨？", "1.2 million"),
    ],
)
def test_the_unit_decides(text: str, figure: str) -> None:
    """Tons are not answered in containers, nor containers in tons, in any language."""
    assert figure in UNITS.best(text)


def test_why_takes_the_sentence() -> None:
    """A question for a reason is answered by a sentence, not by a figure in it."""
    stock = shelf("Trains wait 9 hours at the border because the gauge changes.", "The border has 12 tracks.")
    query, choice = stock.choose("Why do trains wait at the border?")
    assert query.kind is AnswerKind.EXPLANATION
    assert choice.ranked[0].text == "Trains wait 9 hours at the border because the gauge changes."


def test_a_date_question_takes_the_date() -> None:
    """When something opens is answered by the date beside it."""
    stock = shelf("The Bakhty tunnel, begun in 2019, opens in 2027. The Semey bridge opened in 2014.")
    assert "2014" in stock.best("When did the Semey bridge open?")


def test_a_question_repeated_is_no_answer() -> None:
    """A figure of the question is not offered as its answer."""
    stock = shelf("The crane lifts 40 tons. It weighs 600 tons.")
    _, choice = stock.choose("How many tons does the crane weigh that lifts 40 tons?")
    assert choice.ranked[0].text.startswith("600")


def confidence(stock: Shelf, text: str) -> float:
    """How sure the choice is."""
    return stock.choose(text)[1].confidence


@pytest.mark.parametrize(
    ("right", "near_miss"),
    [
        ("How many tons did the Kuryk ferry carry in 2022?", "How many tons did the Aktau ferry carry in 2022?"),
        ("How many tons did the Kuryk ferry carry in 2022?", "How many tons did the Kuryk ferry carry in 2014?"),
        ("How many tons did the Kuryk ferry carry in 2022?", "How many dollars did the Kuryk ferry earn in 2022?"),
        ("Сколько тонн перевёз паром Курык в 2022 году?", "Сколько тонн перевёз паром Баку в 2022 году?"),
    ],
)
def test_near_misses_are_less_sure(right: str, near_miss: str) -> None:
    """Another port, year or measure than the documents speak of lowers the confidence clearly."""
    assert confidence(YEARS, near_miss) < confidence(YEARS, right) - 0.2


def test_nothing_to_choose_from() -> None:
    """Without candidates there is no winner and no confidence."""
    _, choice = replace(YEARS, hits=[]).choose("How many tons?")
    assert (choice.winner, choice.ranked, choice.confidence) == (None, (), 0.0)


def test_evidence_is_named_and_can_be_left_out() -> None:
    """Every piece of evidence has a name and a meaning, and is absent when switched off."""
    _, choice = YEARS.choose("How many tons did the Kuryk ferry carry in 2022?")
    assert set(choice.ranked[0].evidence) == set(choose.EVIDENCE)
    assert set(choice.trust) == set(choose.TRUST)
    without = frozenset({"period", "unit", "covered"})
    _, choice = YEARS.choose("How many tons did the Kuryk ferry carry in 2022?", without=without)
    assert not without & (set(choice.ranked[0].evidence) | set(choice.trust))


def test_the_choice_is_stable() -> None:
    """The same material gives the same order."""
    first = YEARS.choose("Kuryk ferry tons")[1].ranked
    assert first == YEARS.choose("Kuryk ferry tons")[1].ranked


def test_highlights_mark_answer_and_shared_words() -> None:
    """The answer and the words shared with the question are marked, inside the passage, apart and in order."""
    query, choice = UNITS.choose("Сколько тонн обработал терминал Достык?")
    passage = UNITS.hits[0].passage
    spans = choose.highlights(query, [passage], choice.ranked[0])[0]
    marked = [span.of(passage.text) for span in spans]
    assert "Dostyk" in marked
    assert any("1.2 million tons" in text for text in marked)
    assert all(a.end < b.start for a, b in pairwise(spans))


def test_shipped_model_is_whole() -> None:
    """The shipped weights know only evidence that exists, the calibration rises, and the file reads back the same."""
    model = choose.load()
    assert all(set(weights) <= set(choose.EVIDENCE) for weights in model.weights.values())
    assert set(model.trust) <= set(choose.TRUST) | {"bias"}
    shares = [share for _, share in model.calibration]
    assert shares == sorted(shares)
    assert parse(dump(model)) == model
    assert 0 < model.threshold < 1


def judged(number: int, *, answerable: bool = True) -> Judged:
    """A question whose right candidate is told by "unit" alone, against what the shipped weights prefer."""
    evidence = [{"unit": 0.0, "retrieval": 1.0}, {"unit": 1.0, "retrieval": 0.0}]

    def trust_of(model: choose.Model) -> tuple[dict[str, float], bool]:
        scores = [model.score(AnswerKind.FIGURE, one) for one in evidence]
        best = scores.index(max(scores))
        return {"covered": 1.0 if answerable else 0.0}, answerable and best == 1

    return Judged(AnswerKind.FIGURE, evidence, [False, answerable], trust_of, str(number), answerable)


def test_fitting_learns_what_tells_right_from_wrong() -> None:
    """A fit moves weight to the evidence that separates, and the held-out questions are then right."""
    shipped = choose.load()
    figure = {**shipped.weights["figure"], "unit": 0.5, "retrieval": 1.0}
    start = replace(shipped, weights={**shipped.weights, "figure": figure})
    questions = [judged(n) for n in range(60)] + [judged(100 + n, answerable=False) for n in range(20)]
    model, report = fit(questions, start)
    assert model.weights["figure"]["unit"] > model.weights["figure"]["retrieval"]
    assert (report.first_before, report.first_after) == (0.0, 1.0)
    assert (report.refused_after, report.falsely_refused_after) == (1.0, 0.0)


def test_left_out_questions_are_judged_by_weights_that_had_not_seen_them() -> None:
    """Without the evidence that tells right from wrong every question left out is wrong, with it every one is right."""
    shipped = choose.load()
    figure = {**shipped.weights["figure"], "unit": 0.5, "retrieval": 1.0}
    start = replace(shipped, weights={**shipped.weights, "figure": figure})
    questions = [judged(n) for n in range(60)]
    assert left_out(questions, start) == [True] * 60
    bare = {group: {k: v for k, v in own.items() if k != "unit"} for group, own in start.weights.items()}
    assert left_out(questions, replace(start, weights=bare)) == [False] * 60
    # A collection whose evidence says the opposite of all others is answered by theirs.
    odd = [replace(one, right=one.right[::-1], source="odd") for one in questions[:10]]
    rest = [replace(one, source=str(at % 2)) for at, one in enumerate(questions[10:])]
    assert left_out([*odd, *rest], start) == [False] * 10 + [True] * 50


def test_fitting_refuses_too_little() -> None:
    """Too few questions are refused with both numbers and what is needed."""
    with pytest.raises(UsageError, match=f"3 answerable and 0 unanswerable.*{FEWEST_ANSWERABLE}"):
        fit([judged(n) for n in range(3)], choose.load())


def test_shipped_corpus_answers_and_is_silent(engine: Engine) -> None:
    """On the shipped corpus the expanded capacity is found in four languages, and another port's is not invented."""
    for text in (
        "Aktau container capacity after expansion?",
        "Какой станет контейнерная мощность порта Актау после расширения?",
        "Кеңейтілгеннен кейін Ақтау портының контейнер қуаты қанша болады?",
        "阿克套港扩建后的集装箱能力是多少？",
    ):
        answer = engine.ask(text)
        assert answer.headline is not None, text
        assert answer.headline.quantity is not None
        assert (answer.headline.quantity.high, answer.headline.quantity.unit[:3]) == (240_000, "TEU"), text
    assert engine.ask("How many tons of bananas did the port of Rotterdam import in 1987?").status is Status.NOT_FOUND

"""What cannot be the answer: another dimension, another thing counted, another currency; and whose the brackets are."""

from __future__ import annotations

from dataclasses import replace

import pytest
from answers_support import Shelf, shelf

from qa import question
from qa.choose.fits import measure_fit, rate_fit, role_fit, unit_fit
from qa.quantity import read
from qa.text.clauses import apart, belonging, distances
from qa.types import AnswerKind


def trusted(found: Shelf, text: str, name: str) -> float:
    """What the confidence in the best candidate rests on, by name."""
    return found.choose(text)[1].trust[name]


@pytest.mark.parametrize(
    "text",
    [
        "What is the height of the Bakhty pass?",
        "Какова высота перевала Бахты?",
        "Бақты асуының биіктігі қанша?",
        "巴克图山口的高度是多少？",
        "What is the salary of a clerk in Bakhty?",
        "Какая температура в Бахтах?",
    ],
)
def test_an_exact_measure_settles_the_dimension(text: str) -> None:
    """A height is a length, a salary is money: a figure in tons is doubted, whatever else speaks for it."""
    asked = question.understand(text)
    assert (asked.kind, asked.settled) == (AnswerKind.FIGURE, True)
    assert trusted(shelf("The Bakhty crossing takes 25 million tons."), text, "unit_missing") == 1


def test_measures_told_in_many_ways_settle_nothing() -> None:
    """A volume may be in tons, boxes or money, a tariff in per cent, and what climbs far is no distance."""
    for text in (
        "What was the volume at Bakhty?",
        "What is the tariff at Bakhty?",
        "Каков объём экспорта?",
        "How far along are the works at Bakhty?",
        "How far is transit to climb by 2029?",
    ):
        assert not question.understand(text).settled


def test_a_figure_of_the_dimension_goes_before_a_nearer_one() -> None:
    """Where one candidate could be the answer and the nearer one could not, the possible one is taken."""
    found = shelf("The logistics park lies near Karasu. Its 18 projects cost USD 385.2 million. It has 150 hectares.")
    assert found.best("How big is the logistics park near Karasu?") == "150 hectares"


def test_another_thing_counted_is_doubted() -> None:
    """Countries are no passengers and passengers no employees; persons may be either, and workers are employees."""
    asked = "How many passengers did the airport of Almaty handle?"
    assert trusted(shelf("The airport of Almaty joins two countries."), asked, "unit_missing") == 1
    assert trusted(shelf("The airport of Almaty has 180 employees."), asked, "unit_missing") == 1
    assert trusted(shelf("The airport of Almaty handled 900 persons."), asked, "unit_missing") == 0.5
    assert trusted(shelf("The airport of Almaty handled 900 passengers."), asked, "unit_missing") == 0
    staff = "How many employees has the airport of Almaty?"
    assert trusted(shelf("The airport of Almaty has 180 workers."), staff, "unit_missing") == 0.5


@pytest.mark.parametrize(
    "text", ["What is the population of Almaty?", "Какова численность населения Алматы?", "Алматы халқы қанша?"]
)
def test_a_population_counts_persons(text: str) -> None:
    """What is counted need not be named where the measure says it."""
    assert question.understand(text).units == {"person"}
    assert trusted(shelf("Almaty joins two countries."), text, "unit_missing") == 1


def test_the_growth_or_share_of_a_population_counts_nobody() -> None:
    """How much a population grew, and what part of it is meant, is told in per cent."""
    for text in ("By how much did the population of Almaty grow?", "What share of the population has water?"):
        asked = question.understand(text)
        assert not asked.units
        assert "ratio" in asked.dimensions


def test_another_currency_is_no_answer() -> None:
    """Dollars asked for are dollars: an amount in tenge is doubted, and one that the text gives in both is found."""
    asked = "How much was invested in the park, in dollars?"
    assert trusted(shelf("In the park 140 billion tenge was invested."), asked, "unit_missing") == 1
    both = shelf("In the park 140 billion tenge (about USD 270 million) was invested.")
    assert both.best(asked) == "about USD 270 million"
    assert trusted(both, asked, "unit_missing") == 0


def test_a_unit_of_two_characters_is_read_whole() -> None:
    """Millimetres are asked for, not metres; the noun behind a Kazakh noun is counted too, a verb is not."""
    assert question.understand("中国轨距是多少毫米？").units == {"mm"}
    assert question.understand("аптасына неше жолаушы рейс бар?").units == {"passenger", "flight"}
    assert not question.understand("2030 жылға қарай қанша жүк тасу көзделіп отыр?").units
    assert question.understand("2024年有多少人从机场进出？").units == {"person"}


def test_words_in_brackets_belong_to_what_stands_before_them() -> None:
    """What is told of a name in brackets behind it is not told of the next name, however near."""
    text = "Written by A. Berg (candidate of sciences, corresponding author), B. Lund (candidate) and C. Moe."
    found = shelf(text)
    assert found.best("Who is the corresponding author?") == "A. Berg"
    word, lund = text.index("corresponding"), text.index("B. Lund")
    bracket = text.index("(")
    assert belonging(text, (word, word + 13), (lund, lund + 7)) == (bracket, bracket)
    inside = text.index("sciences")
    assert belonging(text, (word, word + 13), (inside, inside + 8)) == (word, word + 13)
    assert belonging("(One) thing stands here", (1, 4), (6, 11)) == (1, 4)
    away = distances(text)
    assert away((lund, lund + 7), (word, word + 13)) == (
        apart(text, (lund, lund + 7), (bracket, bracket)),
        lund - bracket,
    )
    assert away((inside, inside + 8), (word, word + 13))[0] == apart(text, (inside, inside + 8), (word, word + 13))


def test_concepts_that_are_not_told() -> None:
    """A harvest asked for is not told by a statement about transit, in whatever language it is asked for."""
    found = shelf("In 2024 Kazakhstan had 15.3 million tons of transit.")
    for text in ("wheat harvest of Kazakhstan in 2024, tons", "Какой урожай пшеницы собрал Казахстан в 2024 году?"):
        assert trusted(found, text, "untold") == 1
    assert trusted(found, "How many tons of transit had Kazakhstan in 2024?", "untold") == 0


@pytest.mark.parametrize(
    ("text", "impossible"),
    [("What is the boiling point of liquid nitrogen?", 1), ("Where does nitrogen cross the border?", 0)],
)
def test_where_no_word_of_the_question_is_told_nothing_is_answered(text: str, impossible: float) -> None:
    """A passage that shares no word with the question holds no answer; one shared word leaves it open."""
    found = shelf("The dry port stands on the border, beside a station.")
    assert trusted(found, text, "impossible") == impossible
    assert not (impossible and found.choose(text)[1].winner)


def test_a_named_unit_counts_more_than_a_suggested_one() -> None:
    """Tons fit "how many tons" wholly and "what capacity" a little less; a length speaks against both, less there."""
    tons, metres = read("The quay takes 40 tons."), read("The quay is 300 metres long.")
    named, suggested = (
        question.understand("How many tons does the quay take?"),
        question.understand("capacity of the quay"),
    )
    assert 0 < unit_fit(suggested, tons[0]) < unit_fit(named, tons[0]) == 1
    assert unit_fit(named, metres[0]) < unit_fit(suggested, metres[0]) < 0


def test_a_dimension_hardly_ever_asked_for_speaks_against() -> None:
    """The likeliest dimension counts 1, a very unlikely one less than nothing, and one never learned of nothing."""
    asked = replace(question.understand("capacity of the quay"), measures={"mass": 0.9, "length": 0.0005})
    tons, metres, degrees = (
        read(text)[0] for text in ("It takes 40 tons.", "It is 300 metres long.", "It is 20 °C warm.")
    )
    assert measure_fit(asked, tons) == 1
    assert measure_fit(asked, metres) < measure_fit(asked, degrees) == 0


@pytest.mark.parametrize(
    ("text", "dimensions", "settled"),
    [
        ("How high is the tower?", {"length"}, True),
        ("How high was the tariff in 2024?", {"money", "ratio"}, False),
        ("How deep is the debt of the railway?", {"money"}, False),
        ("How high is the share of grain?", {"ratio"}, True),
        ("How high is the speed limit on the bridge?", {"speed"}, True),
        ("How large is the warehouse?", {"area"}, True),
        ("How large is the debt of the railway?", {"money"}, False),
        ("How many square kilometres does the zone cover?", {"area"}, True),
        ("порт ауданы неше шаршы шақырым", {"area"}, True),
        ("水库能存多少立方米？", {"volume"}, True),
        ("这里有多少个粮仓村？", {"count"}, True),
        ("How much land has the city set aside for the silo?", {"area"}, True),
        ("Сколько земли отвели под элеватор?", {"area"}, True),
        ("Элеваторға қанша жер берілді?", {"area"}, True),
        ("How often do the barges sail?", {"count/duration", "multiple/duration", "duration"}, True),
        ("驳船多久一班？", {"count/duration", "multiple/duration", "duration"}, True),
        ("By what factor did the harvest grow?", {"multiple", "ratio"}, True),
        ("How heavy is the barge?", {"mass"}, True),
        ("How much cheaper is the barge than the lorry?", {"money", "ratio", "multiple"}, True),
        ("На сколько дешевле баржа?", {"money", "ratio", "multiple"}, True),
        ("平均装船时间多长？", {"duration"}, True),
        ("How cold is it on the quay?", {"temperature"}, True),
        ("装船要多长时间？", {"duration"}, True),
        ("还要几个月？", {"duration"}, True),
    ],
)
def test_what_is_high_or_large_says_the_dimension(text: str, dimensions: set[str], settled: bool) -> None:
    """A tariff is high in money, a tower in metres; square and cubic units are their own; a classifier counts."""
    asked = question.understand(text)
    assert (asked.dimensions, asked.settled) == (dimensions, settled)


@pytest.mark.parametrize(
    ("text", "statement", "fit"),
    [
        ("max fee per day for a truck", "At most USD 18 a day is charged.", 1.0),
        ("max fee per day for a truck", "Every hour costs USD 1.50 an hour.", -0.5),
        ("max fee per day for a truck", "A fee of USD 18 is charged daily.", 1.0),
        ("max fee per day for a truck", "A fee of USD 18 is charged.", 0.0),
        ("плата за км для грузовика", "Проезд стоит 0,04 доллара за километр.", 1.0),
        ("每箱能省多少钱", "The saving is USD 70 per container.", 1.0),
        ("What is the fee?", "At most USD 18 a day is charged.", 0.0),
        ("freight rate per container", "The rate fell to USD 4,850 per 40-foot container.", 1.0),
        ("water use per day, litres", "People used 131 litres a head and day on average.", 1.0),
        ("max fee per day for a truck", "It takes USD 18 per truck.", 0.0),
    ],
)
def test_a_rate_by_what_is_asked(text: str, statement: str, fit: float) -> None:
    """A figure fits that is by the day, the kilometre or the box as asked, by its unit or its sentence's words."""
    query = replace(question.understand(text), kind=AnswerKind.FIGURE)
    assert rate_fit(query, read(statement)[0], statement) == fit


def test_an_age_is_so_many_years() -> None:
    """Who asks how old something is gets the years that it is said to be old."""
    query = question.understand("How old is the bridge?")
    assert unit_fit(query, read("The bridge is 35 years old.")[0]) == 1


@pytest.mark.parametrize(
    ("statement", "fits"),
    [
        ("The rate rose from 2,400 to 4,100 tonnes a day.", (-1.0, 0.0)),
        ("The fleet will grow from 4,150 to 4,750 wagons.", (0.0, 0.0)),
    ],
)
def test_what_is_there_now_is_what_a_change_came_to(statement: str, fits: tuple[float, float]) -> None:
    """Asked for today's figure, what was before a change is none, unless the change is still to come."""
    query = replace(question.understand("How many are there now?"), role=None)
    found = read(statement)
    assert tuple(role_fit(query, one, found) for one in found) == fits


def test_a_multiple_tells_a_growth() -> None:
    """Who asks how much something grew is answered by a factor as well, whatever the sentence calls it."""
    query = question.understand("How much did the traffic grow?")
    assert role_fit(query, read("It quadrupled within a decade.")[0]) == 1
    assert role_fit(query, read("It comes to 40 tons.")[0]) < 0
    assert (
        role_fit(question.understand("How much did the traffic fall?"), read("It quadrupled within a decade.")[0]) < 0
    )

"""Answers told of another one of the same sort than the one asked about."""

from __future__ import annotations

from dataclasses import replace

import pytest
from answers_support import Shelf, shelf

from qa.types import BlockKind

_RAIL = "Containers by rail came to 76,000 TEU in 2023."
_POWER = "Table 1. Output of power plants, GWh: source, 2022, 2023"
_OLMET = "The fee in Olmet is USD 12 for a pallet."


@pytest.mark.parametrize(
    ("text", "asked", "ruled_out"),
    [
        (_RAIL, "How many containers came by barge in 2023?", 1.0),
        (_RAIL, "Сколько контейнеров перевезли самолётами в 2023 году?", 1.0),
        (_RAIL, "2023 жылы баржамен қанша контейнер тасылды?", 1.0),
        (_RAIL, "2023年用驳船运了多少集装箱？", 1.0),
        (_RAIL, "How many containers came by train in 2023?", 0.0),
        (_RAIL, "How many containers came in 2023?", 0.0),
        ("Containers came to 76,000 TEU in 2023.", "How many containers came by barge in 2023?", 0.0),
        (
            "The railway is busy.\n\nTrains are long. Some 76,000 TEU came in 2023.",
            "How many containers came by barge in 2023?",
            1.0,
        ),
        ("Lorries wait. In 2023 the fare was EUR 32.", "What was the fare by ferry in 2023?", 0.0),
        ("Barges are slow. Rail brought 76,000 TEU in 2023.", "How many containers came by barge in 2023?", 0.0),
    ],
)
def test_what_something_else_carried_is_no_answer(text: str, asked: str, ruled_out: float) -> None:
    """Ruled out where what carries is told of nowhere around, and something else carries what is told."""
    assert shelf(text).choose(asked)[1].trust["impossible"] == ruled_out


@pytest.mark.parametrize(
    ("text", "asked", "ruled_out"),
    [
        (_OLMET, "What is the fee for a pallet in Dorvik?", 1.0),
        (_OLMET, "What is the fee for a pallet in Olmet?", 0.0),
        (_OLMET, "What is the fee for a pallet?", 0.0),
        ("Dorvik is cheap. It takes USD 12 for a pallet.", "What is the fee for a pallet in Dorvik?", 0.0),
        ("Under Kerr the fee is USD 12 for a pallet.", "What is the fee for a pallet in Dorvik?", 0.0),
        ("There are 56 flights a week between China and Kazakhstan.", "How many flights a week to Russia?", 1.0),
        ("There are 56 flights a week between China and Kazakhstan.", "How many flights a week to China?", 0.0),
    ],
)
def test_what_is_told_of_another_town_is_no_answer(text: str, asked: str, ruled_out: float) -> None:
    """Ruled out where a town or country asked about is not told of, and the sentence tells of another one."""
    assert shelf(text).choose(asked)[1].trust["impossible"] == ruled_out


@pytest.mark.parametrize(
    ("text", "language", "asked", "ruled_out"),
    [
        ("Плата в Олмете – 12 долларов за паллету.", "ru", "Какова плата за паллету в Дорвике?", 1.0),
        ("Плата в Олмете – 12 долларов за паллету.", "ru", "Какова плата за паллету в Олмете?", 0.0),
        ("Кеше Олмет бекетінде екі сканер болды.", "kk", "Дорвик бекетінде неше сканер бар?", 1.0),
        ("Кеше Олмет бекетінде екі сканер болды.", "kk", "Олмет бекетінде неше сканер бар?", 0.0),
        ("奥尔梅特口岸每件收费12美元。", "zh", "在多尔维克每件收费多少美元？", 1.0),
    ],
)
def test_towns_are_known_by_the_words_around_them(text: str, language: str, asked: str, ruled_out: float) -> None:
    """By the preposition before them, by case or the noun behind, or in Chinese by what stands on either side."""
    assert shelf(text, language=language).choose(asked)[1].trust["impossible"] == ruled_out


def _line(text: str, caption: str) -> Shelf:
    """One line of a table, told under its caption."""
    stock = shelf(text)
    (hit,) = stock.hits
    passage = replace(hit.passage, kind=BlockKind.TABLE_ROW, context=caption)
    return replace(stock, hits=[replace(hit, passage=passage)])


@pytest.mark.parametrize(
    ("line", "asked", "ruled_out"),
    [
        ("| Hydro | 1,040 | 1,010 |", "What was the output of nuclear plants in 2023?", 1.0),
        ("| Hydro | 1,040 | 1,010 |", "What was the output of street lamps in 2023?", 1.0),
        ("| Hydro | 1,040 | 1,010 |", "What was the output of hydro in 2023?", 0.0),
        ("| Total | 1,040 | 1,010 |", "What was the output of power plants in 2023?", 0.0),
        ("| August | 1,040 | 1,010 |", "What was the output of power plants in 2023?", 0.0),
        ("| Third quarter | 1,040 | 1,010 |", "What was the output of power plants in 2023?", 0.0),
        ("Hydro\t1,040\t1,010", "What was the output of street lamps in 2023?", 1.0),
        ("Hydro,1040,1010", "What was the output of street lamps in 2023?", 1.0),
    ],
)
def test_a_line_of_a_table_is_about_what_it_says(line: str, asked: str, ruled_out: float) -> None:
    """Ruled out where a line is labelled in words, none of which is asked for; sums and times are no such words."""
    assert _line(line, _POWER).choose(asked)[1].trust["impossible"] == ruled_out


def test_what_trains_carry_stands_in_the_line_of_the_railways() -> None:
    """Words for one way to carry need not be the same."""
    stock = _line("| Railway | 14.9 | 16.3 |", "Table 1. Transit, million tonnes: mode, 2022, 2023")
    assert stock.choose("How much transit did trains carry in 2023?")[1].trust["impossible"] == 0.0


@pytest.mark.parametrize(
    ("text", "asked", "ruled_out"),
    [
        ("The park took in 430 thousand tons in 2024.", "What profit did the park make in 2024?", 1.0),
        ("The park earned USD 3 million in 2024.", "What dividend did the park pay in 2024?", 1.0),
        ("The park's profit was USD 3 million in 2024.", "What profit did the park make in 2024?", 0.0),
        ("The mine delivered 9.7 tonnes of ore in 2024.", "How many tonnes of gold did the mine deliver in 2024?", 1.0),
        ("The mine delivered 9.7 tonnes of gold.", "How many tonnes of gold did the mine deliver?", 0.0),
        ("The hall opened on 12 April 2021.", "When did the metro open?", 1.0),
        ("The metro opened on 12 April 2021.", "When did the metro open?", 0.0),
        ("Orderlies earn USD 705.", "What do doctors earn?", 1.0),
        ("The ferry Aurelia belongs to Skarn Line.", "Which company insured the ferry Aurelia?", 1.0),
        ("Castellan Mutual insured the ferry Aurelia.", "Which company insured the ferry Aurelia?", 0.0),
        ("The head of the firm, Olaf Rendel, came in 2017.", "In which year was the head of the firm born?", 1.0),
        ("The head of the firm, Olaf Rendel, was born in 1961.", "In which year was the head of the firm born?", 0.0),
        ("The plant of 150 MW was opened in 2021.", "What is the capacity of the plant in MW?", 0.0),
    ],
)
def test_measures_and_things_go_by_their_name(text: str, asked: str, ruled_out: float) -> None:
    """Ruled out where nothing around figure, date or name tells of a profit, gold, a metro; a unit may say it too."""
    assert shelf(text).choose(asked)[1].trust["impossible"] == ruled_out


@pytest.mark.parametrize(
    ("text", "ruled_out"),
    [("The terminals change the gauge from 1435 mm to 1520 mm.", 1.0), ("The gauge was changed in 1992.", 0.0)],
)
def test_who_asks_when_wants_a_time(text: str, ruled_out: float) -> None:
    """Ruled out where it is asked when, and the answer tells no time."""
    assert shelf(text).choose("When was the gauge of the terminals changed?")[1].trust["impossible"] == ruled_out


@pytest.mark.parametrize(
    ("asked", "ruled_out"),
    [
        ("Who is the minister of transport?", 1.0),
        ("Who is the transport minister of Kestria?", 1.0),
        ("Кто министр транспорта?", 1.0),
        ("Көлік министрі кім?", 1.0),
        ("Who is the minister of trade and integration?", 0.0),
        ("Who is the minister of integration and trade?", 0.0),
        ("Кто министр торговли?", 0.0),
        ("Who is the minister of Kestria?", 0.0),
    ],
)
def test_a_minister_is_the_minister_of_something(asked: str, ruled_out: float) -> None:
    """Ruled out where nothing around speaks of what the minister asked for is in charge of."""
    text = "Arman Shakkaliev, Minister of Trade and Integration of Kestria, spoke on Monday."
    assert shelf(text).choose(asked)[1].trust["impossible"] == ruled_out


@pytest.mark.parametrize(
    ("text", "impossible"),
    [("When is the Norby post open?", 0), ("Норби бекеті қашан ашық?", 0), ("When was the Norby post opened?", 1)],
)
def test_hours_answer_who_asks_when_something_is_open(text: str, impossible: float) -> None:
    """Which hours a post is open no date tells; when it was opened is answered by nothing without a time."""
    found = shelf("The Norby post, Норби бекеті, is open round the clock, ашық.")
    assert found.choose(text)[1].trust["impossible"] == impossible

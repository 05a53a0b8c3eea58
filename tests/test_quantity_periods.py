"""Periods: expressions of time in four languages as ISO intervals."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa import readers
from qa.quantity import overlap, parse_period, periods, read, read_document


@pytest.mark.parametrize(
    ("text", "interval"),
    [
        ("2016..2021", "2016-01-01/2021-12-31"),
        ("2016–2021", "2016-01-01/2021-12-31"),
        ("2024", "2024-01-01/2024-12-31"),
        ("FY2023", "2023-01-01/2023-12-31"),
        ("Q1 2025", "2025-01-01/2025-03-31"),
        ("2025 Q3", "2025-07-01/2025-09-30"),
        ("first quarter of 2025", "2025-01-01/2025-03-31"),
        ("первый квартал 2025", "2025-01-01/2025-03-31"),
        ("IV квартал 2024 г.", "2024-10-01/2024-12-31"),
        ("2025年第一季度", "2025-01-01/2025-03-31"),
        ("2025 жылдың бірінші тоқсаны", "2025-01-01/2025-03-31"),
        ("H1 2024", "2024-01-01/2024-06-30"),
        ("second half of 2023", "2023-07-01/2023-12-31"),
        ("первое полугодие 2024 года", "2024-01-01/2024-06-30"),
        ("2024年上半年", "2024-01-01/2024-06-30"),
        ("2024 жылдың алғашқы жартысы", "2024-01-01/2024-06-30"),
        ("2024 жылғы соңғы тоқсан", "2024-10-01/2024-12-31"),
        ("за первые полгода 2024", "2024-01-01/2024-06-30"),
        ("2025年头四个月", "2025-01-01/2025-04-30"),
        ("January–May 2025", "2025-01-01/2025-05-31"),
        ("январь-сентябрь 2024 года", "2024-01-01/2024-09-30"),
        ("2025年1-4月", "2025-01-01/2025-04-30"),
        ("first four months of 2025", "2025-01-01/2025-04-30"),
        ("the nine months to September 2024", "2024-01-01/2024-09-30"),
        ("the year ended 31 March 2024", "2023-04-01/2024-03-31"),
        ("the twelve months to the end of June 2023", "2022-07-01/2023-06-30"),
        ("June 2025", "2025-06-01/2025-06-30"),
        ("9 June 2025", "2025-06-09/2025-06-09"),
        ("09.06.2025", "2025-06-09/2025-06-09"),
        ("2025-06-09", "2025-06-09/2025-06-09"),
        ("2025年6月9日", "2025-06-09/2025-06-09"),
        ("the 1990s", "1990-01-01/1999-12-31"),
        ("no time at all", None),
        ("31 February 2024", None),
    ],
)
def test_parse_period(text: str, interval: str | None) -> None:
    """Each way to name a period gives its first and last day."""
    assert parse_period(text) == interval


def test_the_preceding_year_is_that_before_the_one_spoken_of() -> None:
    """An annual report for 2023 of April 2024 means 2022 by the preceding year."""
    text = "Revenue was EUR 143 million, after EUR 131 million in the preceding year."
    told = read(text, published="2024-04-01", spoken_of="2023-01-01/2023-12-31")
    assert [one.period for one in told] == [None, "2022-01-01/2022-12-31"]


@pytest.mark.parametrize(
    ("text", "interval"),
    [
        ("last year", "2024-01-01/2024-12-31"),
        ("в прошлом году", "2024-01-01/2024-12-31"),
        ("өткен жылы", "2024-01-01/2024-12-31"),
        ("去年", "2024-01-01/2024-12-31"),
        ("this year", "2025-01-01/2025-12-31"),
        ("next year", "2026-01-01/2026-12-31"),
        ("last month", "2025-05-01/2025-05-31"),
    ],
)
def test_relative_periods(text: str, interval: str) -> None:
    """Relative periods count from the document's date, and mean nothing without one."""
    assert parse_period(text, "2025-06-09") == interval
    assert parse_period(text) is None


def test_periods_have_exact_spans() -> None:
    """Every period of a text comes with the characters that name it."""
    text = "Traffic grew in 2021 and again in the first quarter of 2024."
    found = periods(text)
    assert [span.of(text) for span, _ in found] == ["2021", "first quarter of 2024"]


def test_figures_take_their_own_period() -> None:
    """Two figures with a period each take their own; what is compared with is nobody's period."""
    first, second = read("The terminal moved 15,000 TEU in 2019 and 21,000 TEU in 2022.")
    assert (first.period, second.period) == ("2019-01-01/2019-12-31", "2022-01-01/2022-12-31")
    now, change = read("In 2024 output was 5 million tons, 12% more than in 2021.")
    assert (now.period, change.period) == ("2024-01-01/2024-12-31", "2024-01-01/2024-12-31")


@given(st.integers(1900, 2090), st.integers(0, 9), st.integers(0, 9))
def test_overlap(year: int, length: int, apart: int) -> None:
    """Two spans of years overlap exactly when they share a year, in either order; unknown ones never."""
    first = f"{year}-01-01/{year + length}-12-31"
    second = f"{year + apart}-01-01/{year + apart}-12-31"
    assert overlap(first, second) is overlap(second, first) is (apart <= length)
    assert not overlap(first, None)
    assert not overlap("some day", first)


def test_turnover_is_no_month() -> None:
    """The Kazakh word for turnover begins like "month", and does not take the year before it away."""
    (found,) = periods("2022 жылғы тауар айналымы")
    assert found[1] == "2022-01-01/2022-12-31"
    (months,) = periods("2024 жылдың алғашқы төрт айында")
    assert months[1] == "2024-01-01/2024-04-30"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Passenger numbers have returned to 96% of their 2019 level.", [None]),
        (
            "Near misses rose to 31 in the first half of 2025 from 22 in the same period of 2024.",
            ["2025-01-01/2025-06-30", "2024-01-01/2024-06-30"],
        ),
        (
            "It shipped 1.9 Mt in the first eleven months of 2024, up from 1.6 Mt in the same period of 2023.",
            ["2024-01-01/2024-11-30", "2023-01-01/2023-11-30"],
        ),
        ("Число поездов вырастет до 600, а в 2029 году — до 3 тыс.", [None, "2029-01-01/2029-12-31"]),
        ("Exports in the 2023/24 season: 9.1m t", ["2023-01-01/2024-12-31"]),
        ("По итогам девяти месяцев прошло 2,4 млн тонн.", ["2025-01-01/2025-09-30"]),
    ],
)
def test_periods_that_are_compared_with_or_belong_to_others(text: str, wanted: list[str | None]) -> None:
    """A level of another year, the same months a year before, a year that heads its own figure, a season."""
    assert [one.period for one in read(text, published="2025-10-15")] == wanted


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("In 2022 the port handled 2.2m TEU. Kuryk had 0.4m TEU, against 0.3m a year earlier.", ["2022", None, "2021"]),
        ("Kuryk handled 0.4m TEU, against 0.3m TEU a year earlier.", [None, None]),
        ("The port handled 2.2m TEU, against 1.9m TEU in 2021. Rail took 0.4m TEU, a year before 0.3m TEU.",
         [None, "2021", None, None]),
        ("В 2022 году порт принял 2 млн тонн. Доход – 615 млн долларов против 548 млн годом раньше.",
         ["2022", None, "2021"]),
        ("2022年完成货运量310万吨。营业收入23.6亿元；净利润1.74亿元，上年为1.29亿元。", ["2022", None, None, "2021"]),
        ("Last year the port handled 2.2m TEU.", ["2024"]),
    ],
)  # fmt: skip
def test_a_year_earlier_counts_from_what_the_text_speaks_of(text: str, years: list[str | None]) -> None:
    """“A year earlier” is the year before the one told last, unknown where none is; “last year” is by the date."""
    found = read(text, published="2025-06-09")
    assert [one.period and one.period[:4] for one in found] == years


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("In 2022 and 2023 the ferry carried 1.10 and 1.32 million people respectively.", ["2022", "2023"]),
        ("The budget was 2.1bn, 2.4bn and 2.9bn dollars in 2021, 2022 and 2023.", ["2021", "2022", "2023"]),
        ("Выручка составила 1,2 и 1,9 млрд долларов в 2021 и 2023 годах соответственно.", ["2021", "2023"]),
        ("2022年和2023年进口量分别为1,240吨和1,575吨。", ["2022", "2023"]),
        ("Exports were 3 t and 4 t, and imports 5 t and 6 t, in 2022 and 2023 respectively.", ["2022", "2023"] * 2),
    ],
)
def test_rows_of_years_and_figures_go_together(text: str, wanted: list[str]) -> None:
    """As many years as figures, told in two rows: each figure is of its own year."""
    assert [one.period for one in read(text)] == [f"{year}-01-01/{year}-12-31" for year in wanted]


def test_rows_of_other_lengths_are_left_alone() -> None:
    """Three figures for two years, or years of another clause, are not told apart."""
    three = read("The harbours took 5 t, 6 t and 7 t in 2022 and 2023 respectively.")
    assert {one.period for one in three} == {"2022-01-01/2023-12-31"}
    other = read("Open in 2022 and 2023, it had 5 km and 7 km of track.")
    assert len({one.period for one in other}) == 1


def test_for_the_year_is_all_of_it() -> None:
    """Of a figure "for the year" a part of which was told before, the period is the whole year."""
    text = "In the first half of 2025 the port handled 102,000 TEU, which pointed to 200,000 TEU for the year."
    assert [one.period for one in read(text)] == ["2025-01-01/2025-06-30", "2025-01-01/2025-12-31"]


def test_a_year_earlier_counts_from_the_heading(tmp_path: Path) -> None:
    """In a document the nearest heading that names one year, or the title, says what “a year earlier” counts from."""
    text = (
        "# Report for 2023\n\n## Rail\n\nIt carried 5 t, against 4 t a year earlier.\n\n"
        "## 2021\n\nIt was 3 t, a year earlier 2 t.\n"
    )
    (tmp_path / "report.md").write_text(text, "utf-8")
    found = read_document(readers.read(tmp_path / "report.md", "report.md"))
    told = {one.text: one.period and one.period[:4] for one in found if one.unit}
    assert told == {"5 t": None, "4 t": "2022", "3 t": None, "2 t": "2020"}


@pytest.mark.parametrize(
    ("text", "intervals"),
    [
        ("Built in 1963, the network has 214 km of pipes.", [None]),
        ("The dam, completed in 1978, holds 3.2 million m³ of water.", [None]),
        ("The network built in 1963 has 214 km of pipes.", [None]),
        ("The clinic has 240 beds, and a new wing is to open in 2027.", [None]),
        ("It holds 1.2 million volumes and moved into its present building in 1987.", [None]),
        ("At the plant, whose dam is 121 m high, vessels passed a lock in 1968.", [None]),
        (
            "Each chamber is 17 m wide.[8] The lock was opened on 2 August 1968.[8] Passing takes 70 minutes.",
            [None, None],
        ),
        ("There were two accidents, both at Alasor, after five in 2023.", [None, "2023"]),
        ("It dug 24 t, 6 t more than the 18 t of 2023 but less than the 25 t in our plan.", [None, None, "2023", None]),
        ("План составлял 7 млн тонн, в 2023 году было 6 млн. В мае шёл дождь.", [None, "2023"]),
        ("Ушло 20 млн тонн: увезли 3 млн тонн вместо 4 млн тонн годом ранее.", [None, None, None]),
        ("Traffic came to 62 t, which is 5.7% above the 59 t of 2023.", [None, None, "2023"]),
        ("Это меньше и плана (20 млн тонн), и результата 2023 года (21 млн тонн).", [None, "2023"]),
        ("Twelve schools, some of them in villages, were opened in 2023.", ["2023"]),
        ("In 2023 the plant, commissioned in 2014, produced 300,000 tonnes.", ["2023"]),
        ("The first phase opened in 2023, adding 40 beds.", ["2023"]),
        ("Построенный в 1963 году водопровод имеет длину 214 км.", [None]),
        ("В 2023 году завод, запущенный в 2014-м, выпустил 300 тыс. тонн.", ["2023"]),
        ("Площадь — 46 га, первая очередь введена в декабре 2023 года.", [None]),
        ("Работы завершены в 2023 году, глубина доведена с 12 до 14 м.", ["2023", "2023"]),
        ("Компания основана в 2012 году, объединяет 49 операторов.", [None]),
        ("Нитка протяжённостью 742 км работает с 6 декабря 2012 года.", [None]),
        ("It covers 58 hectares and handled 338,000 TEU in 2024.", [None, "2024"]),
        ("Сейчас ходят пять поездов в неделю, в 2027 году их будет девять.", [None, "2027"]),
        ("新船造价1.46亿欧元，计划2027年交付。", [None]),
        ("1963 жылы салынған су құбырының ұзындығы 214 км.", [None]),
        ("Жоба 2022 жылы бекітілді, құны 28,5 млрд теңге.", [None]),
        ("供热管网建于1963年，现有管道长度214公里。", [None]),
        ("园区规划面积2.1平方公里，总投资28.5亿元，由集团承建，一期已于2023年12月封关运行。", [None, None]),
        ("园区规划面积1.86平方公里，2022年3月获批，2023年12月一期封关运行。", [None]),
        ("从岚川仓库到收件人手中，平均用时6天，2023年为8天，2022年为19天。", [None, "2023", "2022"]),
        ("2024年港口生产创历史新高，完成吞吐量410万吨。", ["2024"]),
        ("2020年热泵尚未投运，生物质占68%。", ["2020"]),
        ("2019年10月，铁路开通运营，当年运送旅客120万人次。", ["2019"]),
    ],
)
def test_a_date_of_another_clause(text: str, intervals: list[str | None]) -> None:
    """When a thing was built, approved or opened is no period of its size; a figure's own year is."""
    wanted = [year and f"{year}-01-01/{year}-12-31" for year in intervals]
    assert [one.period for one in read(text)] == wanted


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("The glacier lost 2.1 m of thickness in 2022 and 1.4 m the year after.", ["2022", "2023"]),
        ("Output was 40 tonnes in 2019. A year later it reached 52 tonnes.", ["2019", "2020"]),
        ("В 2019 году добыли 40 тонн, годом позже — 52 тонны.", ["2019", "2020"]),
        ("2021年完成吞吐量300万吨，次年达到340万吨。", ["2021", "2022"]),
        ("In 2021 it carried 30 tonnes, and 40 tonnes the following year.", ["2021", "2022"]),
        ("水位降至1.2米，创1987年以来新低。", [None]),
        ("Цена опустилась до 70 долларов впервые с декабря 2020 года.", [None]),
        ("Nearly 8 tonnes, twice as many as in 2019, were sold.", [None, None]),
        ("该市2024年末常住人口137.5万人。", ["2024"]),
    ],
)
def test_years_counted_on_and_only_compared_with(text: str, years: list[str | None]) -> None:
    """What is told "the year after" counts on from the year before it; "since 1987" tells no figure its year."""
    found = [one.period for one in read(text)]
    wanted = [year and f"{year}-01-01/{year}-12-31" for year in years]
    assert found == wanted

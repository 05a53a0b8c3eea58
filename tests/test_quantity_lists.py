"""Tables and lists in plain text: aligned by spaces, set apart by commas, measured by a line or heading."""

from __future__ import annotations

import pytest

from qa.quantity import read


def values(text: str) -> list[tuple[float, str]]:
    """Value and unit of every figure read."""
    return [(one.low, one.unit) for one in read(text, published="2025-10-15")]


def test_line_of_units_between_header_and_rows() -> None:
    """A line that only measures, under the header, gives the cells their unit and keeps the header's years."""
    table = "Port\t2022\t2023\n(thousand tonnes)\nAktau\t3,412\t3,108"
    found = read(table)
    assert [(one.low, one.unit, one.period) for one in found] == [
        (3412000, "t", "2022-01-01/2022-12-31"),
        (3108000, "t", "2023-01-01/2023-12-31"),
    ]


def test_label_as_long_as_its_column() -> None:
    """Where a label leaves one space only before its figure, the figure is a cell if it stands under its heading."""
    table = "Fuel prices, $/litre\nCountry    Petrol   Diesel\nKazakhstan 0.44     0.63\nRussia     0.60     0.72"
    assert values(table) == [(0.44, "USD/L"), (0.63, "USD/L"), (0.6, "USD/L"), (0.72, "USD/L")]
    assert read(table)[0].subject == "Kazakhstan · Petrol · Fuel prices"


def test_two_aligned_columns() -> None:
    """Labels and bare figures in two columns are a table; prose with double spaces is none."""
    table = "Item              Rate (USD)\nStorage, per day        0.35\nRepacking, per hour    18.00"
    assert values(table) == [(0.35, "USD/day"), (18.0, "USD/h")]
    prose = "We went there.  It was fine.\nThen we left.  It took 3 hours.\nThat was all.  Nothing more."
    assert values(prose) == [(3, "h")]


def test_lines_with_commas() -> None:
    """Lines of as many commas under a line of words are a table; figures with commas alone are none."""
    assert values("Year,Wagons,Locomotives\n2022,1450,61\n2023,1612,74") == [
        (1450, "wagon"), (61, "locomotive"), (1612, "wagon"), (74, "locomotive"),
    ]  # fmt: skip
    assert values("1,450\n1,612") == [(1450, ""), (1612, "")]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Price per tonne ($): wheat 241, barley 198", [(241, "USD/t"), (198, "USD/t")]),
        ("Билет бағасы, теңге: плацкарт — 8 450", [(8450, "KZT")]),
        ("Средняя зарплата, тыс. тенге: водители — 340, машинисты — 512", [(340000, "KZT"), (512000, "KZT")]),
        ("Fleet age, % of total\n5–10 years: 27\nOver 10 years: 55", [(5, "year"), (27, "%"), (10, "year"), (55, "%")]),
        ("Dry ports\n(TEU, 2024)\nKhorgos ... 351,200\nAltynkol ... 402,700", [(351200, "TEU"), (402700, "TEU")]),
    ],
)  # fmt: skip
def test_lists_take_the_unit_of_their_heading(text: str, wanted: list[tuple[float, str]]) -> None:
    """Bare figures behind labels take unit and magnitude from the heading over them or before the colon."""
    assert values(text) == wanted


def test_lists_take_the_period_of_their_heading() -> None:
    """A list under a dated heading is of that time, figures with units of their own too."""
    found = read("Key figures 2024\n- Flights: 28,400\n- Revenue: KZT 91.4 bn")
    assert [(one.unit, one.period) for one in found] == [
        ("flight", "2024-01-01/2024-12-31"),
        ("KZT", "2024-01-01/2024-12-31"),
    ]


def test_lists_read_no_more_than_their_lines() -> None:
    """What is no quantity in a line of its own is none in a list either."""
    assert values("Contacts 2024\nTel: 8 717 255-19-60\nFounded: 1998") == []


def test_columns_of_names() -> None:
    """Numbers under "Train No." name the rows and are not read."""
    table = "Train No.\tDistance (km)\n7/8\t1,310\n15/16\t964"
    assert [(one.low, one.unit, one.subject) for one in read(table)] == [
        (1310, "km", "7/8 · Distance (km)"),
        (964, "km", "15/16 · Distance (km)"),
    ]


def test_data_per_share_are_not_in_millions() -> None:
    """A table in millions of dollars tells earnings per share in dollars."""
    table = "(in millions of US dollars, except per share data)\n\tQ3 2025\nRevenue\t1,204.3\nEarnings per share\t1.42"
    assert values(table) == [(1.2043e9, "USD"), (1.42, "USD/share")]


@pytest.mark.parametrize(
    ("heading", "period"),
    [
        ("Jan-Sep 24", "2024-01-01/2024-09-30"),
        ("Sep-24", "2024-09-01/2024-09-30"),
        ("9M24", "2024-01-01/2024-09-30"),
        ("2024 (est.)", "2024-01-01/2024-12-31"),
    ],
)
def test_years_in_two_digits(heading: str, period: str) -> None:
    """Headings that name months with a year in two digits, or mark an estimate, are periods."""
    found = read(f"Port\t{heading}\nPoti\t331.2\nBatumi\t80.4")
    assert [(one.period, one.subject) for one in found] == [(period, "Poti"), (period, "Batumi")]


def test_change_over_the_year_is_a_share() -> None:
    """A column headed "% y/y" is a change in per cent."""
    found = read("Mode\tChange, % y/y\nRail\t2.6\nRoad\t-1.1")
    assert [(one.low, one.unit, one.role.value) for one in found] == [
        (2.6, "%", "change_up"),
        (-1.1, "%", "change_down"),
    ]


@pytest.mark.parametrize("text", ["Monthly fee, €: 12.50", "Monthly fee, €\n12.50"])
def test_figure_alone_under_its_heading(text: str) -> None:
    """A bare figure behind or under a heading that tells a unit takes it."""
    found = read(text)
    assert [(one.low, one.unit, one.subject) for one in found] == [(12.5, "EUR", "Monthly fee, €")]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The conductivity is 0.42 W/(m·K).", [(0.42, "W/m/K")]),
        ("Rail emits 22 g CO2/tkm, nitrogen was given at 120 kg N/ha.", [(22, "g/t-km"), (120, "kg/ha")]),
        ("It is $1,900 per forty-foot box, or $1,200 per 20ft.", [(1900, "USD/FEU"), (1200, "USD/TEU")]),
        ("Ставка — 2 150 долларов за 40-футовый контейнер.", [(2150, "USD/FEU")]),
        ("On average 1,200 wagons are handled daily.", [(1200, "wagon/day")]),
        ("В среднем за сутки обрабатывается 1 200 вагонов.", [(1200, "wagon/day")]),
        ("They read the daily paper; 12 wagons block the daily train.", [(12, "wagon")]),
        ("Доходы составили млрд тенге.", []),
    ],
)
def test_units_of_rates(text: str, wanted: list[tuple[float, str]]) -> None:
    """Denominators in brackets, substances, boxes by their length, and rates told before or behind the verb."""
    assert values(text) == wanted


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Cargo handled, 2024: 3.1 million tonnes", "Cargo handled"),
        ("Truck queue: 1,500 trucks; average wait — 5 days.", "average wait"),
        ("Volumes: 2022 – 1.1 Mt; 2023 – 1.3 Mt.", "Volumes"),
    ],
)
def test_headings_before_a_colon_are_subjects(text: str, subject: str) -> None:
    """What stands before a colon or dash is what the figure behind it measures."""
    assert subject in {one.subject for one in read(text)}


def test_headings_over_several_columns() -> None:
    """Headings that are fewer than the columns below them cover as many each; years alone name nothing."""
    table = "Mode | 2023 | 2024 |\n | mn t | bn tkm | mn t | bn tkm |\nRail | 297.4 | 310.1 | 301.2 | 318.4 |"
    assert [(one.unit, (one.period or "")[:4], one.subject) for one in read(table)] == [
        ("t", "2023", "Rail · mn t"),
        ("t-km", "2023", "Rail · bn tkm"),
        ("t", "2024", "Rail · mn t"),
        ("t-km", "2024", "Rail · bn tkm"),
    ]


def test_classes_of_size_are_labels() -> None:
    """A first column of bounds and ranges names the rows and is not read."""
    table = "Weight, kg\tShare, %\nup to 1\t41.2\n1–5\t36.0\nover 5\t22.8"
    assert values(table) == [(41.2, "%"), (36.0, "%"), (22.8, "%")]


@pytest.mark.parametrize(
    ("table", "wanted"),
    [
        (
            "Yields (t/ha) and area ('000 ha)\nRegion\tYield\tArea\nNorth\t1.42\t6,120",
            [(1.42, "t/ha"), (6120000, "ha")],
        ),
        ("Loans: volume, bn tenge; rate, %\nYear\tVolume\tRate\n2023\t24,100\t18.2", [(2.41e13, "KZT"), (18.2, "%")]),
        ("Occupancy, per cent\nCity\tJan.\tFeb.\nAktau\t33\t30", [(33, "%"), (30, "%")]),
        ("Throughput (10,000 tons)\nPort\t2024\nDalian\t31,205", [(312050000, "t")]),
        ("指标\t绝对数\n货物运输总量（亿吨）\t578.9", [(5.789e10, "t")]),
    ],
)
def test_what_captions_measure(table: str, wanted: list[tuple[float, str]]) -> None:
    """A caption may measure each of several columns by its word, in per cent, or with a magnitude in digits."""
    assert values(table) == wanted


@pytest.mark.parametrize(
    "text", ["|  -", "It costs 95 dollars for a container and 60 for", "1.9 \u00b5g/L in spring and 0.4 \u00b5g/L in"]
)
def test_texts_cut_off_are_read(text: str) -> None:
    """Rules without a table and lists without their last word are read without an error."""
    wanted = {"|": [], "I": [(95, "USD"), (60, "USD")], "1": [(1.9, "μg/L"), (0.4, "μg/L")]}
    assert values(text) == wanted[text[0]]

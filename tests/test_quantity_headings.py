"""Where units stand in headings, which columns hold figures, and how rows of plain text fall under their columns."""

from __future__ import annotations

import pytest

from qa.quantity import read
from qa.quantity.headings import caption_measure, measure
from qa.quantity.measures import Measure


def values(text: str) -> list[tuple[float, str]]:
    """Value and unit of every figure read."""
    return [(one.low, one.unit) for one in read(text, published="2025-10-15")]


@pytest.mark.parametrize(
    ("heading", "wanted"),
    [
        ("Mass/g", Measure("g")),
        ("Output/GWh", Measure("GWh")),
        ("降水量/mm", Measure("mm")),
        ("Final time/s", Measure("s")),
        ("CO2/kt", Measure("t", 1000)),
        ("Rain mm", Measure("mm")),
        ("身高cm", Measure("cm")),
        ("Yield t/ha", Measure("t/ha")),
        ("Осадки мм", Measure("mm")),
        ("Up to kWh", Measure("kWh")),
        ("Trains/day", Measure("train/day")),
        ("Price/kg", Measure("/kg")),
        ("p/kWh", Measure("penny/kWh")),
        ("Passengers (000s)", Measure("passenger", 1000)),
        ("План на 2026 г., ваг.", Measure("wagon")),
        ("Тариф, тг/Гкал", Measure("KZT/Gcal")),
        ("Days with snow", Measure("day")),
        ("Hours worked", Measure("h")),
        ("Snow days", Measure("day")),
        ("GDP per capita (current US$)", Measure("USD/person")),
        ("Energy use (kg of oil equivalent per capita)", Measure("kg/person")),
        ("Altitude, m a.s.l.", Measure("m")),
        ("Удельный расход, г у.т./кВт·ч", Measure("g/kWh")),
        ("Ввод жилья, тыс. кв. м общей площади", Measure("m2", 1e3)),
        ("Output (10⁶ m³)", Measure("m3", 1e6)),
        ("Cargo (10^3 t)", Measure("t", 1e3)),
        ("Turnover, EURm", Measure("EUR", 1e6)),
        ("Stocking rate, head/ha", Measure("head/ha")),
        ("Потребление, кВт∙ч", Measure("kWh")),
        ("Цена за 1 кг, тг.", Measure("KZT/kg")),
        ("床位数（万张）", Measure("bed", 1e4)),
        ("Total number of patients treated", Measure("patient")),
        ("Beds: intensive care", Measure("bed")),
    ],
)
def test_units_without_comma_or_brackets(heading: str, wanted: Measure) -> None:
    """Behind a stroke, at the end, abbreviated, or before what there is so much of, a heading tells its unit."""
    assert measure(heading) == wanted


@pytest.mark.parametrize(
    "heading",
    [
        "Imports/exports", "Deaths TB", "Grade A", "Vitamin K", "Sheep and goats", "Team stats", "Temperature min",
        "Road tax, lorry up to 12 t", "Показатели района",
    ],
)  # fmt: skip
def test_letters_and_pairs_are_no_units(heading: str) -> None:
    """Two things, letters of a class and abbreviations of names are no unit of what stands below."""
    assert measure(heading) is None


def test_captions_with_brackets_and_conditions() -> None:
    """A magnitude behind "by month" counts, a unit goes on to where it is measured, a number counts its own noun."""
    assert caption_measure("Vaccine doses delivered by month (in thousands)") == Measure("dose", 1000)
    assert caption_measure("Exports by country (t)") == Measure("t")
    assert caption_measure("Уровень воды в реках (см над нулём поста)") == Measure("cm")
    assert caption_measure("League table after 12 rounds") is None
    assert caption_measure("Fleet by age (years)") == caption_measure("Fleet by size (m)")


def test_letters_count_where_other_headings_set_units_behind() -> None:
    """Under headings in the manner of science "t/min" is a time, and "Sun h" hours where rain is in mm."""
    assert values("Sample\tMass/g\tt/min\nA1\t0.52\t45") == [(0.52, "g"), (45, "min")]
    assert values("Town\tRain mm\tSun h\nLeeds\t61\t142") == [(61, "mm"), (142, "h")]


def test_one_capital_over_a_column_is_no_unit() -> None:
    """Games won are no watts, nor lost ones litres."""
    assert values("Club\tP\tW\tL\nRovers\t12\t8\t2") == [(12, ""), (8, ""), (2, "")]


def test_headings_without_one_over_the_labels() -> None:
    """A header one cell short heads the figures."""
    assert values("Monthly fee, €\tContract, months\nBasic\t19\t12") == [(19, "EUR"), (12, "month")]


def test_rows_of_aligned_text_fall_under_their_headings() -> None:
    """Two lines are a table where figures stand under headings; a label cut by one space goes under two of them."""
    assert values("From        To          km      days\nLianyungang Almaty      5,110   11") == [
        (5110, "km"), (11, "day")
    ]  # fmt: skip
    table = "Exports, kt\n           2022      2023\nWheat      9.8       8.3"
    assert [(one.low, one.unit, one.period and one.period[:4]) for one in read(table)] == [
        (9800, "t", "2022"), (8300, "t", "2023")
    ]  # fmt: skip


def test_a_line_alone_heads_the_rows_below_it() -> None:
    """A heading between rows leaves years and columns as they are and gives its own unit to its rows."""
    table = "Item\t2022\t2023\nIncome, $m\nPorts\t12\t14\nCosts, €m\nWages\t9\t10"
    found = read(table)
    assert [(one.low, one.unit) for one in found] == [(12e6, "USD"), (14e6, "USD"), (9e6, "EUR"), (10e6, "EUR")]
    assert [one.period and one.period[:4] for one in found] == ["2022", "2023"] * 2


def test_lines_set_apart_by_semicolons_and_spaces() -> None:
    """As many semicolons in each line under a line of words are a table; prose with semicolons is none."""
    assert values("Fee; Rent, EUR; Area, ha\nAlfa; 412; 16\nBeta; 380; 12")[:2] == [(412, "EUR"), (16, "ha")]
    assert values("It grew; so did we; 12 trains came; then 14 went; none stayed") == [(12, "train"), (14, "train")]


def test_columns_of_units_numbers_and_kinds() -> None:
    """A column of units without a heading measures its rows; lanes are numbers; a kind's name counts nothing."""
    assert values("Tariff\nCold water\t€/m³\t1.92\nHot water\t€/m³\t6.40") == [(1.92, "EUR/m3"), (6.4, "EUR/m3")]
    assert values("Lane\tName\tTime, s\n3\tAbbott\t56.92\n4\tCastro\t55.87") == [(56.92, "s"), (55.87, "s")]
    assert values("Result\tHome\tAway\nShots\t8\t5") == [(8, ""), (5, "")]
    assert values("City\tFinishers\tPrize, $\nAstana\t3,412\t85") == [(3412, "finisher"), (85, "USD")]


def test_persons_told_for_all_are_persons_by_kind() -> None:
    """Men and women under a caption that counts persons are persons; without it they are what they are."""
    rows = "Sector\tMen\tWomen\nRailways\t91,400\t29,850"
    assert values(f"Employment, end of 2024 (persons)\n{rows}") == [(91_400, "person"), (29_850, "person")]
    assert values(rows) == [(91_400, "man"), (29_850, "woman")]


def test_what_a_caption_says_of_brackets_and_full_stops() -> None:
    """The caption tells the unit of figures in brackets; a full stop behind its unit ends no sentence."""
    table = "Budget, bn tenge (share of GDP, % in brackets)\nRevenue    18,204 (17.1)\nSpending   21,950 (20.6)"
    assert values(f"{table}\nDeficit    3,746 (3.5)")[:2] == [(18_204e9, "KZT"), (17.1, "%")]
    rows = "            Всего    Доля, %\nОбщее       4 310      84,1\nПрочее        388      15,9"
    assert values(f"Расходы, млн руб.\n{rows}")[:2] == [(4310e6, "RUB"), (84.1, "%")]


def test_lists_of_labels_and_figures() -> None:
    """Lines of a label and a figure are one list, some with units in their labels; nothing need head it."""
    wanted = [(42, "turbine"), (94, "m"), (118_000, "home")]
    lines = "Turbines: 42\nHub height (m): 94\nHomes supplied: 118,000"
    assert values(lines) == wanted
    assert values(f"Wind farm facts\n{lines}") == wanted


def test_years_over_columns_of_aligned_text() -> None:
    """A first line of fewer headings than columns covers as many columns each."""
    table = (
        "Water use, million m³\n                   2022                2023\n"
        "             Fresh   Recycled    Fresh   Recycled\nNorth         12.4        3.1     11.8        3.9\n"
        "South          8.8        2.2      8.1        2.7"
    )
    assert [(one.low, one.unit, one.period and one.period[:4]) for one in read(table)][:4] == [
        (12.4e6, "m3", "2022"), (3.1e6, "m3", "2022"), (11.8e6, "m3", "2023"), (3.9e6, "m3", "2023"),
    ]  # fmt: skip


def test_prices_beside_a_column_of_units() -> None:
    """What a column of units measures is priced by one of it; totals are sums."""
    rows = "Item\tUnit\tQty\tUnit price, USD\tTotal, USD\nPipe\tm\t120\t14.5\t1,740"
    assert values(rows) == [(120, "m"), (14.5, "USD/m"), (1740, "USD")]


def test_rows_for_each_of_many_and_numbers_of_routes() -> None:
    """A row told for each ten thousand takes no magnitude from the row above; numbers of routes are labels."""
    found = values("Staff\t2022\nDoctors, thousand people\t4.2\n  per 10,000 population\t38.1")
    assert found == [(4200, "person"), (38.1, "")]
    assert values("Route\tLength, km\n12\t14.2\n37\t9.8") == [(14.2, "km"), (9.8, "km")]
    assert values("Wage bill, $'000\nDept\tHeadcount\tBase\nSales\t12\t1,204") == [(12, "person"), (1.204e6, "USD")]
    assert values("Country\tPopulation\nAlpha\t412,300") == [(412_300, "person")]


def test_rows_of_latex() -> None:
    """Cells set apart by "&", rules and a caption as commands, escaped signs."""
    table = (
        "\\caption{Housing in 2023}\n\\begin{tabular}{lrr}\n\\hline\n"
        "City & Flats (thousand) & Vacant (\\%) \\\\\n\\hline\n"
        "Arden & 88.1 & 4.2 \\\\\nBrill & 12.4 & 6.0 \\\\\n\\hline\n\\end{tabular}"
    )
    assert values(table)[:2] == [(88_100, "apartment"), (4.2, "%")]
    assert {one.period for one in read(table)} == {"2023-01-01/2023-12-31"}


def test_names_with_figures_behind_a_measured_head() -> None:
    """Behind a colon the head, or the line before, says that figures are no numbers of models."""
    wanted = [(412_000, "t"), (88_000, "t")]
    assert values("Exports, kt: Germany 412; China 88") == wanted
    assert values("Exports (kt)\nBy country: Germany 412; China 88") == wanted
    assert values("Visitors by quarter: Q1 – 12,400; Q2 – 14,100") == [(12_400, "visitor"), (14_100, "visitor")]
    assert values("The fleet: Boeing 777, Airbus 320, and others.") == []


def test_classes_keys_and_adjectives_are_labels() -> None:
    """Classes of age, numbers of accounts, and regional as one of several say whose the figures are."""
    assert values("Staff by age\nUnder 30\t412\n30–44\t988\n60 and over\t214") == [
        (412, "person"), (988, "person"), (214, "person")
    ]  # fmt: skip
    assert values("Account\tDebit, €\n1010\t12,400.00\n1020\t8,800.50") == [(12_400, "EUR"), (8800.5, "EUR")]
    assert values("Больница (коек)\t2022\t2023\nОбластная\t412\t420\nРайонная\t88\t80")[0] == (412, "bed")


def test_speeds_and_use_on_a_distance() -> None:
    """时速 tells kilometres an hour; litres for each hundred kilometres are no kilometres."""
    assert measure("最高时速（公里）") == Measure("km/h")
    assert measure("Расход, л/100 км") == Measure("L")


@pytest.mark.parametrize("cell", ["12.4a", "12.4 e", "12.4ᵖ", "12.4 (3.1 to 20.3)", "12.4 (95% CI 3.1–20.3)"])
def test_flags_and_intervals_beside_a_figure(cell: str) -> None:
    """A letter behind a figure flags it; a bracket with words tells its interval, which is no figure of the column."""
    assert values(f"Item\tValue, km\tShare, %\nAlfa\t{cell}\t12.5")[0] == (12.4, "km")


def test_units_among_clocks_substances_and_rates() -> None:
    """Parts of a clock are no units, a substance may stand within one, and a rate in brackets joins the money."""
    assert measure("Response time (min:s)") is None
    assert measure("CO₂ intensity, gCO2/kWh") == Measure("g/kWh")
    assert measure("Tuition (per year), USD") == Measure("USD/year")
    assert measure("Punctuality (% within 15 min)") == Measure("%")
    assert measure("Loans (1,000s)") == Measure("loan", 1000)


@pytest.mark.parametrize(
    ("heading", "wanted"),
    [
        ("Catch, thous. t", Measure("t", 1e3)),
        ("Catch, x1000 t", Measure("t", 1e3)),
        ("Catch (m tonnes)", Measure("t", 1e6)),
        ("Patients (k)", Measure("patient", 1e3)),
        ("Patients in thousands", Measure("patient", 1e3)),
        ("Revenue (EUR, millions)", Measure("EUR", 1e6)),
        ("Revenue (thousand, EUR)", Measure("EUR", 1e3)),
        ("Revenue ($ in millions)", Measure("USD", 1e6)),
        ("Revenue (k€)", Measure("EUR", 1e3)),
        ("Revenue, RMB 100m", Measure("CNY", 1e8)),
        ("Revenue, RMB 10,000", Measure("CNY", 1e4)),
        ("Выручка, тенге, тыс.", Measure("KZT", 1e3)),
        ("Поголовье, тыс. гол.", Measure("head", 1e3)),
        ("用电量（亿度）", Measure("kWh", 1e8)),
        ("Steel mill", None),
        ("Velocity, m s⁻¹", Measure("m/s")),
    ],
)
def test_magnitudes_apart_from_their_units(heading: str, wanted: Measure | None) -> None:
    """Abbreviated, in digits, by a letter, or behind a comma of its own, a magnitude multiplies the heading's unit."""
    assert measure(heading) == wanted


@pytest.mark.parametrize(
    "heading", ["План на 2025", "Прогноз на 2025 год", "2023", "Plan for 2025", "На 2025 г. (план)"]
)
def test_a_year_that_something_is_planned_for_is_no_denominator(heading: str) -> None:
    """«План на 2025» has the unit of the caption, as the years beside it have; «на 2000 жителей» counts for each."""
    table = f"Table 1. Exports, million dollars\n\n| Goods | 2024 | {heading} |\n|---|---|---|\n| Meat | 310 | 480 |\n"
    assert values(table)[-1] == (480e6, "USD")
    beds = "Table 1. Beds, thousand\n\n| Place | На 2000 жителей |\n|---|---|\n| Alfa | 480 |\n"
    assert values(beds)[-1][0] == 480


@pytest.mark.parametrize(
    ("heading", "wanted"),
    [
        ("Turbidity, NTU", Measure("NTU")),
        ("Supply, PJ", Measure("PJ")),
        ("Conductivity (µS/cm)", Measure("μS/cm")),
        ("Conductivity (W/m·K)", Measure("W/m/K")),
        ("Yield, q/ha", Measure("quintal/ha")),
        ("Traffic, ASK (bn)", Measure("seat-km", 1e9)),
        ("Train-km (million)", Measure("train-km", 1e6)),
        ("Gross tonnage (GT)", Measure("GT")),
        ("Sales, Rs crore", Measure("INR", 1e7)),
        ("Трудозатраты, чел.-дн.", Measure("day")),
        ("Мощность, тыс. кВА", Measure("kVA", 1e3)),
        ("Давление, гПа", Measure("hPa")),
        ("Длина, пог. м", Measure("m")),
        ("Запасы, млн т у.т.", Measure("t", 1e6)),
        ("Жолаушы айналымы, млрд жкм", Measure("pkm", 1e9)),
        ("房价（元/㎡）", Measure("CNY/m2")),
        ("使用年限（年）", Measure("year")),
        ("同比（百分点）", Measure("pp")),
    ],
)
def test_units_of_the_yearbooks(heading: str, wanted: Measure) -> None:
    """Units that statistics, laboratories and carriers write, in the letters that they use."""
    assert measure(heading) == wanted


@pytest.mark.parametrize(
    ("heading", "wanted"),
    [
        ("Численность на начало года, тыс. человек", Measure("person", 1e3)),
        ("Плотность, чел. на 1 кв. км", Measure("person/km2")),
        ("Инфляция (г/г), %", Measure("%")),
        ("2024/2023, %", Measure("%")),
        ("Population growth (annual %)", Measure("%")),
        ("Өлім деңгейі (1000 адамға)", None),
        ("Тариф за Гкал, тенге", Measure("KZT/Gcal")),
        ("Плата за проезд, руб.", Measure("RUB")),
        ("Изм. за год", None),
        ("每股收益（元）", Measure("CNY/share")),
        ("Vehicle-km, m", Measure("vehicle-km", 1e6)),
        ("Shares in issue (m)", Measure("share", 1e6)),
        ("Length (m)", Measure("m")),
        ("Мощность, кВт (л.с.)", Measure("kW")),
        ("Day (h)", Measure("h")),
    ],
)
def test_what_a_heading_says_beside_its_unit(heading: str, wanted: Measure | None) -> None:
    """When, over what, for how many and in which other unit a heading counts neither hides its unit nor is one."""
    assert measure(heading) == wanted


def test_a_unit_that_the_tables_do_not_know_is_not_half_read() -> None:
    """What stands before a stroke behind a comma is part of the unit: of an unknown one nothing is read."""
    assert measure("Load, xq/ha") is None
    assert measure("Mass/g") == Measure("g")


@pytest.mark.parametrize(
    ("heading", "wanted"),
    [
        ("Current (A)", Measure("A")),
        ("Class (A)", None),
        ("Dividend per share (p)", Measure("penny/share")),
        ("停留时间(分)", Measure("min")),
        ("Median age", Measure("year")),
        ("Age group", None),
        ("Life expectancy at birth", Measure("year")),
        ("Capacity (seats)", Measure("seat")),
        ("Число заключённых", Measure("person")),
        ("Тіректер саны", Measure("тірек")),
        ("手机用户（万户）", Measure("user", 1e4)),
    ],
)
def test_units_that_only_their_heading_makes_units(heading: str, wanted: Measure | None) -> None:
    """A letter or a word is a unit where the heading is of a current, a fare, an age, people who did something."""
    assert measure(heading) == wanted


def test_rates_and_people_beside_the_unit_of_a_table() -> None:
    """A row's rate joins the table's; a magnitude in a column of units stays; people are no sums of money."""
    assert values("Charges (USD per container)\nItem\t20 ft\t40 ft\nStorage, per day\t9\t16") == [
        (9, "USD/container/day"), (16, "USD/container/day"),
    ]  # fmt: skip
    assert values("Test\tResult\tUnits\nPlatelets\t264\t10^9/L\nGlucose\t5.1\tmmol/L")[0] == (264e9, "/L")
    results = "Results, £'000\nSegment\tRevenue\tAverage headcount\nDairy\t24,905\t508\nBakery\t18,420\t412"
    assert values(results)[1] == (508, "person")
    assert values("指标\t单位\t2024年\n床位数\t万张\t104.3\n次均费用\t元\t349.1") == [
        (1_043_000, "bed"),
        (349.1, "CNY"),
    ]
    assert values("编制床位：800张") == [(800, "bed")]

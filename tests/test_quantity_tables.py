"""Quantities of tables: in documents, and in plain text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.quantity import read, read_document, reading
from qa.quantity.captions import telling
from qa.quantity.headings import measure
from qa.quantity.measures import Measure
from qa.quantity.tables import TableReader
from qa.quantity.tokens import tokenise
from qa.types import Block, BlockKind, Cell, Document, Role, Span, Table


def build(caption: str, header: list[list[tuple[str, int]]], rows: list[list[str]], note: str = "") -> Document:
    """A document with one table; header cells are (text, columns covered)."""
    text, blocks = "", []
    place = lambda words: Span(len(text), len(text) + len(words))  # noqa: E731 - one line, used three times here
    where = place(caption)
    text += caption + "\n"
    blocks.append(Block(BlockKind.CAPTION, where))
    heads, body = [], []
    for line in header:
        cells, column = [], 0
        for words, width in line:
            cells.append(Cell(place(words), column, width))
            text += words + "\t"
            column += width
        text += "\n"
        heads.append(tuple(cells))
    for number, line_of_text in enumerate(rows):
        start, cells = len(text), []
        for column, words in enumerate(line_of_text):
            cells.append(Cell(place(words), column))
            text += words + "\t"
        blocks.append(Block(BlockKind.TABLE_ROW, Span(start, len(text)), table=0, row=number))
        text += "\n"
        body.append(tuple(cells))
    if note:
        blocks.append(Block(BlockKind.NOTE, place(note)))
        text += note + "\n"
    table = Table(where, tuple(heads), tuple(body))
    return Document(id="t.md", text=text, blocks=tuple(blocks), tables=(table,), published="2025-06-09")


def test_unit_and_magnitude_from_the_caption_periods_from_the_header() -> None:
    """Bare cells take magnitude and unit from the caption, the year from their column, the subject from their row."""
    document = build(
        "Table 2 – Grain exports, thousand tons",
        [[("Crop", 1), ("2022", 1), ("2023", 1)]],
        [["Wheat", "6,410", "7,235.5"]],
    )
    first, second = read_document(document)
    assert (first.low, first.unit, first.period) == (6_410_000, "t", "2022-01-01/2022-12-31")
    assert (second.low, second.unit, second.period) == (7_235_500, "t", "2023-01-01/2023-12-31")
    assert first.subject.startswith("Wheat")
    assert first.text == first.span.of(document.text) == "6,410"


def test_a_caption_says_whose_figures_are() -> None:
    """A cell's subject is its headings and the caption without number, years and unit, with the places of all."""
    header = [[("Year", 1), ("Container turnover (TEU)", 1)]]
    caption = "Table 1. Containers through the Khorgos dry port, 2016–2017 (TEU)"
    document = build(caption, header, [["2016", "104,000"], ["2017", "90,000"]])
    for one in read_document(document):
        assert one.subject == "Container turnover (TEU) · Containers through the Khorgos dry port"
        assert " · ".join(where.of(document.text) for where in one.subject_spans) == one.subject
    rows = build("Table 2. Cod by harbour", [[("Harbour", 1), ("Landed, t", 1)]], [["Bodø", "104"], ["Vardø", "90"]])
    assert [one.subject for one in read_document(rows)] == [
        "Bodø · Landed, t · Cod by harbour", "Vardø · Landed, t · Cod by harbour"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("caption", "said"),
    [
        ("Table A. Goods handled by port, thousand tonnes", "Goods handled by port"),
        ("Таблица 2 — Улов по видам, тыс. т (2020–2023 гг.)", "Улов по видам"),
        ("表4 管网主要运行指标", "管网主要运行指标"),
        ("3-кесте. Қоймалар", "Қоймалар"),
        ("Table 2-1: Housing starts by region: 2020 to 2024", "Housing starts by region"),
        ("Table tennis clubs, Kent", "Table tennis clubs, Kent"),
        ("Table 3", ""),
        ("2019–2023", ""),
    ],
)
def test_what_a_caption_tells(caption: str, said: str) -> None:
    """The number of a table, its period and its unit are no part of what it is about."""
    assert telling(caption).of(caption) == said


def test_where_an_amount_is_reckoned_is_no_part_of_its_unit() -> None:
    """As in "(EUR per m³ at roadside)", "(USD per tonne excluding tax)"."""
    for heading in ("Timber prices (EUR per m³ at roadside)", "Log prices (EUR per m³ excluding tax)"):
        assert measure(heading) == Measure("EUR/m3")


def test_a_second_heading_row_of_markdown_may_hold_school_years() -> None:
    """Under a heading over two columns stand the years, whole or split; the first heading counts for both."""
    text = (
        "| | Patients, thousand | | Doctors | |\n|---|---|---|---|---|\n| | 2022/23 | 2023/24 | 2022/23 | 2023/24 |\n"
        "| City | 812 | 838 | 1,400 | 1,450 |\n| Rural | 460 | 404 | 700 | 980 |"
    )
    assert [(one.low, one.unit) for one in read(text)][:4] == [
        (812_000, "patient"), (838_000, "patient"), (1400, "doctor"), (1450, "doctor")
    ]  # fmt: skip
    assert {one.period for one in read(text)} == {"2022-01-01/2023-12-31", "2023-01-01/2024-12-31"}


def test_days_as_headings() -> None:
    """A first row of days is a heading, not a row of figures."""
    found = read("Operator\t01.01.2024\t01.01.2025\nAlfa\t1,204\t1,318\nBeta\t871\t903")
    assert [one.period for one in found][:2] == ["2024-01-01/2024-01-01", "2025-01-01/2025-01-01"]
    assert len(found) == 4


def test_a_caption_of_two_things_names_neither() -> None:
    """As in "Population and homes (thousands)": the magnitude is of both; what is told per thousand has none."""
    text = "Population and homes (thousands)\nTown\tHomes\tHomes per 1,000\nAlbury\t17.8\t432\nBorton\t8.1\t429"
    assert [(one.low, one.unit) for one in read(text)][:2] == [(17_800, "home"), (432, "home")]


def test_merged_headings() -> None:
    """A heading over several columns gives its unit to each; the year below stays each column's own."""
    header = [[("Port", 1), ("Throughput, TEU", 2), ("Growth, %", 1)], [("", 1), ("2022", 1), ("2023", 1), ("", 1)]]
    found = read_document(build("Ports", header, [["North", "12 500", "13 700", "9.6"]]))
    assert [(one.low, one.unit, one.period) for one in found[:2]] == [
        (12_500, "TEU", "2022-01-01/2022-12-31"),
        (13_700, "TEU", "2023-01-01/2023-12-31"),
    ]
    assert (found[2].low, found[2].unit, found[2].role) == (9.6, "%", Role.CHANGE_UP)


def test_notes_sources_and_years_are_no_figures() -> None:
    """Columns of citation marks, numbers and years of opening give no quantities; a note is read as text."""
    header = [[("No.", 1), ("Line", 1), ("Length, km", 1), ("Year opened", 1), ("Source", 1)]]
    document = build("Lines", header, [["1", "East line", "293", "2012", "[4]"]], note="Note: 40 km are double track.")
    assert [(one.text, one.unit) for one in read_document(document)] == [("40 km", "km"), ("293", "km")][::-1]


def test_references_and_furniture_are_silent() -> None:
    """Reference lists and menus give no quantities, however they look."""
    text = "The quay is 600 m long.\n5 million tons, menu\n7 km of references"
    blocks = (
        Block(BlockKind.PARAGRAPH, Span(0, 23)),
        Block(BlockKind.FURNITURE, Span(24, 44)),
        Block(BlockKind.REFERENCES, Span(45, len(text))),
    )
    assert [one.text for one in read_document(Document(id="a", text=text, blocks=blocks))] == ["600 m"]


def test_row_unit_and_unit_column() -> None:
    """A unit in the row's label or in a unit column holds for the row's cells."""
    for rows in (
        "Item\tUnit\t2023\nCoal\tmillion tons\t12.5",
        "Item\t2023\nCoal, million tons\t12.5",
        "Item,2023".replace(",", "\t") + "\nCoal (mln t)\t12.5",
    ):
        found = read(rows)
        assert [(one.low, one.unit, one.period) for one in found] == [(12_500_000, "t", "2023-01-01/2023-12-31")], rows


def test_the_three_kinds_of_plain_tables() -> None:
    """Tabs, bars and aligned spaces make the same table."""
    tabs = "Port\tArea, ha\tDepth, m\nWest\t120\t14.5\nEast\t85\t11"
    bars = "| Port | Area, ha | Depth, m |\n|---|--:|--:|\n| West | 120 | 14.5 |\n| East | 85 | 11 |"
    spaces = "Port     Area, ha     Depth, m\nWest       120          14.5\nEast        85          11"
    values = [[(one.low, one.unit, one.subject.split(" · ")[0]) for one in read(text)] for text in (tabs, bars, spaces)]
    assert values[0] == values[1] == values[2]
    assert values[0] == [(120, "ha", "West"), (14.5, "m", "West"), (85, "ha", "East"), (11, "m", "East")]


def test_text_around_a_table_is_read_too() -> None:
    """What stands before and after a table in plain text is read as text, with spans in the whole text."""
    text = "It cost $5 million.\n\nYear\tTrains\n2021\t310\n2022\t402\n\nAnother 12 km followed."
    found = read(text)
    assert [one.text for one in found] == ["$5 million", "310", "402", "12 km"]
    assert all(one.text == one.span.of(text) for one in found)
    assert [one.unit for one in found] == ["USD", "train", "train", "km"]


def test_caption_unit_wins_over_a_counted_row_name() -> None:
    """A unit of measure in the caption is the cells' unit, even where the row is named after what is counted."""
    text, cells = "Households 14.2", (Cell(Span(0, 10), 0), Cell(Span(11, 15), 1))
    (one,) = TableReader(text, (), (cells,), "Average electricity prices, US cents per kWh").quantities()
    assert (one.low, one.unit) == (14.2, "cent/kWh")


def test_headings_name_units_and_magnitudes() -> None:
    """A heading's unit is understood behind a full-width comma, beside a magnitude and as a counted noun."""
    assert measure("供水温度，℃") == Measure("degC")
    assert measure("亿千瓦时") == Measure("kWh", 1e8)
    assert measure("千瓦时/平方米") == Measure("kWh/m2")
    assert measure("Connections, thousand") == Measure("connection", 1000.0)
    assert measure("Number of households, thousand") == Measure("household", 1000.0)


def test_pieces_and_passages_are_of_the_noun_before_them() -> None:
    """Where a heading's unit only says that pieces are counted, its noun is the unit; passages count as their thing."""
    assert measure("跨境电商包裹（万件）") == Measure("parcel", 1e4)
    assert measure("进出境货车（万辆次）") == Measure("truck", 1e4)
    assert measure("阅览座位（个）") == Measure("seat")
    assert measure("Аптеки, единиц") == Measure("pharmacy")
    assert measure("Сиыр, мың бас") == Measure("cow", 1000.0)


def test_a_rate_told_apart_from_its_unit() -> None:
    """The rate in a heading joins the unit behind its comma; what is counted per thousand people stays a count."""
    assert measure("Dividend per share, USD") == Measure("USD/share")
    assert measure("Parking, per tonne and hour, tenge") == Measure("KZT/t/h")
    assert measure("Добыча на одного работника, т") == Measure("t/employee")
    assert measure("人均收入（元）") == Measure("CNY/person")
    assert measure("Growth per year, %") == Measure("%")
    assert measure("Beds per 1,000 people") == Measure("bed")


def test_units_among_other_words_of_a_bracket_and_nouns_in_any_form() -> None:
    """A bracket may hold more than the unit; a magnitude makes any plural a unit; a heading may open with its noun."""
    assert measure("锌精矿采购量（万吨，实物量）") == Measure("t", 1e4)
    assert measure("Carrier (Zhemgur, million parcels)") == Measure("parcel", 1e6)
    assert measure("Thousand visits") == Measure("visit", 1000.0)
    assert measure("Склады, 2023") == Measure("warehouse")
    assert measure("Lorries by crossing, both directions, thousand") == Measure("truck", 1000.0)
    assert measure("Year 2024") is None


def values(text: str, published: str | None = "2025-06-10") -> list[tuple[float, str, str | None]]:
    """Value, unit and period of every quantity in `text`."""
    return [(one.low, one.unit, one.period) for one in read(text, published=published)]


def test_the_heading_over_the_labels_tells_the_unit() -> None:
    """A unit told over the labels is the cells' unless column or row has its own; what the labels are is no unit."""
    table = "| USD million | 2023 |\n|---|---|\n| Revenue | 1,486 |\n| of which passengers | 151 |\n| Margin, % | 7.1 |"
    year = "2023-01-01/2023-12-31"
    assert values(table) == [(1.486e9, "USD", year), (1.51e8, "USD", year), (7.1, "%", year)]
    assert values("Trucks\t2022\t2023\nVolvo\t310\t402")[0][1] == ""
    assert values("Age, years\tPatients\n18–24\t310\n25–60\t402")[0] == (310, "patient", None)
    assert values("| 出境货物（万标准箱） | 2024年 |\n|---|---|\n| 汽车 | 7.4 |")[0][:2] == (74_000, "TEU")


def test_groups_give_their_rows_unit_and_year() -> None:
    """A row with a label and nothing else heads the rows below it: its unit, its magnitude, its year are theirs."""
    table = "Item\tTotal\nIncome, EUR thousand\t\nTickets\t1,204\nAudience, thousand people\t\nChildren\t88"
    assert [one[:2] for one in values(table)] == [(1_204_000, "EUR"), (88_000, "person")]
    years = "Month\tTrains\n2023\t\nJanuary\t41\n2024\t\nJanuary\t52"
    assert [one[2] for one in values(years)] == ["2023-01-01/2023-01-31", "2024-01-01/2024-01-31"]


def test_parts_of_a_year_take_the_year_told_nearest() -> None:
    """Quarters under years, months under a year over the labels, in the caption, or the last that had ended."""
    assert values("Quarter\t2023\t2024\nQ1\t41\t52")[1][2] == "2024-01-01/2024-03-31"
    assert values("Month of 2023\tTrains\nMay\t41\nJune\t40")[0][2] == "2023-05-01/2023-05-31"
    assert values("Month\tTrains\nMay\t41\nAugust\t40")[0][2] == "2024-05-01/2024-05-31"
    assert values("| 季度 | 2024年 |\n|---|---|\n| 第二季度 | 4.9 |")[0][2] == "2024-04-01/2024-06-30"


def test_estimated_years_are_years_and_planned() -> None:
    """A year marked as estimated or budgeted says when, and that it is foreseen; one marked as actual is a fact."""
    found = read("| | 2024A | 2025E | Budget 2026 |\n|---|---|---|---|\n| Sales, GBP m | 88 | 92 | 97 |")
    assert [one.period[:4] for one in found if one.period] == ["2024", "2025", "2026"]
    assert [one.planned for one in found] == [False, True, True]


def test_notices_beside_a_table_tell_its_unit() -> None:
    """A line or sentence beside a table gives its unit where headings have none, and the head of its rates."""
    rows = "Item\t2023\nPaper\t418\nInk\t502"
    for notice in (
        "(thousand tonnes)",
        "тыс. тонн",
        "Данные приведены в тыс. тонн.",
        "单位：千吨",
        "Барлығы мың тоннамен берілген.",
    ):
        assert values(f"{notice}\n\n{rows}")[0][:2] == (418_000, "t"), notice
    fees = "Work\tUnit\tChild\nFilling\tper tooth\t35\nScan\tper image\t12\n\nAll fees are in euros."
    assert [one[:2] for one in values(fees)] == [(35, "EUR/tooth"), (12, "EUR/image")]
    assert values("Figures rose in 2023.\n\n" + rows)[0][1] == ""


def test_magnitudes_of_heads_are_of_the_animals_in_the_rows() -> None:
    """Rows named after animals under thousands of heads count thousands of them."""
    found = values("Таблица 3. Скот, тыс. голов\nВид\t2023\nЛошади\t4,2\nБычки\t96")
    assert [one[:2] for one in found] == [(4_200, "horse"), (96_000, "head")]


def test_years_of_opening_are_no_figures() -> None:
    """A column or row that says in which year something was done holds dates."""
    assert values("Станция\tМощность, МВт\tГод пуска\nЗападная\t410\t1986\nВосточная\t320\t1992") == [
        (410, "MW", None),
        (320, "MW", None),
    ]
    assert values("Item\tValue\nLength\t3.2 km\nOpened\t1958\nWidth\t2.1 km") == [(3.2, "km", None), (2.1, "km", None)]


def test_second_label_columns_tell_rows_apart() -> None:
    """Where rows share their first label, the second belongs to the subject."""
    found = read("Zone\tCustomer\t2024, USD\nNorth\tHomes\t16\nNorth\tIndustry\t25")
    assert [one.subject for one in found] == ["North · Homes · 2024, USD", "North · Industry · 2024, USD"]


def test_parts_of_a_year_in_short() -> None:
    """Quarters and months told in short are periods of the caption's year; the column of the year is their total."""
    table = "Итоги за 2024 год:\nПоказатель\tЕд. изм.\tI кв.\t9 мес.\tГод\nПрибыль\tмлн тенге\t12,1\t33\t47"
    assert values(table) == [
        (1.21e7, "KZT", "2024-01-01/2024-03-31"),
        (3.3e7, "KZT", "2024-01-01/2024-09-30"),
        (4.7e7, "KZT", "2024-01-01/2024-12-31"),
    ]


def test_what_a_change_is_reckoned_from_is_not_its_period() -> None:
    """A change "on 2023" in a table about 2024 is of 2024."""
    found = values("Table 2. Salaries, 2024\nBranch\tStaff\tChange on 2023, %\nRetail\t120\t4.1\nBanks\t31\t6")
    assert {one[2] for one in found} == {"2024-01-01/2024-12-31"}


def test_parts_count_what_the_whole_counts() -> None:
    """A column or row that tells a part of the one before ("of which …") has its unit."""
    found = values("Город\tКойки, всего\tв том числе детские\nБелый Яр\t1 120\t210\nОзёрск\t640\t95")
    assert {one[1] for one in found} == {"bed"}
    assert [one[1] for one in values("Item\t2023\nFreight, thousand t\t410\nof which coal\t95")] == ["t", "t"]


def test_staff_among_sums_told_by_a_note() -> None:
    """A note that figures are in millions of euros is about sums, not about the people counted beside them."""
    table = "Item\t2023\nTicket revenue\t12.4\nStaff at year end\t412\n\nFigures in EUR million."
    assert [one[:2] for one in values(table)] == [(12_400_000, "EUR"), (412, "person")]


def test_a_blank_unit_leaves_the_label_to_tell() -> None:
    """Where the column of units is blank or says only that pieces are counted, the label tells the unit."""
    table = "Indicator\tUnit\t2023\nVisitors per guide\t\t31\nOperations\tpcs\t310\nFloor space\tthousand m2\t12.4"
    assert [one[:2] for one in values(table)] == [(31, "visitor/guide"), (310, "operation"), (12_400, "m2")]


def test_lines_of_units_are_no_captions() -> None:
    """A line that tells units for several columns is neither caption nor unit of the table."""
    assert measure("单位：万人次、万公里") is None
    assert measure("客运量（万人次）") == Measure("person", 1e4)


def test_headings_over_several_columns_of_plain_text() -> None:
    """In two heading rows a filled cell and the empty ones behind it are one heading, where the row below is filled."""
    table = "\tThousand tonnes\t\tValue, EUR million\t\nHarbour\t2019\t2023\t2019\t2023\nSkagen\t41.2\t44\t61.4\t70.2"
    assert [one[:2] for one in values(table)] == [(41_200, "t"), (44_000, "t"), (61.4e6, "EUR"), (70.2e6, "EUR")]


def test_a_line_that_says_what_is_counted() -> None:
    """A sentence right above a table that says the number of what it gives tells the unit."""
    table = "Herd size, cows\t2023\n10–49\t1,204\n50–199\t890"
    assert {one[1] for one in values(f"Number of farms at the end of the year.\n\n{table}")} == {"farm"}


def test_headings_with_numbers_but_no_units() -> None:
    """Quantity counts whatever its rows name; a measure word counts the noun before it; «за 1 м³» is a rate."""
    assert values("Техника\tКоличество, ед.\tВозраст, лет\nТракторы\t24\t11,5\nКомбайны\t9\t8")[0][:2] == (
        24,
        "tractor",
    )
    assert measure("冷库（座）") == Measure("冷库")
    assert measure("Тарифы на воду, тенге за 1 м³") == Measure("KZT/m3")
    assert measure("*EUR thousand per MHz*") == Measure("EUR/MHz", 1000.0)
    assert measure("Надой на одну корову, кг") == Measure("kg/cow")
    assert measure("亩产（公斤）") == Measure("kg/mu")
    assert measure("Subscribers at year end (millions)") == Measure("subscriber", 1e6)


def test_a_thing_named_in_the_singular_counts_nothing() -> None:
    """A department or city in the singular is the name of its row, whatever is counted under that noun elsewhere."""
    found = values("(человек)\n\nОтдел\t2023\t2024\nСклад\t40\t44\nЦех\t310\t298")
    assert {one[1] for one in found} == {"person"}


def test_dated_rows_keep_their_other_label() -> None:
    """Where the first label is a date, the words beside it say what the row is about."""
    (first, _) = read("Date\tRegion\tDuration, h\n12 Jan 2024\tNorth\t3.5\n7 Oct 2024\tCoast\t11")
    assert (first.subject, first.period) == ("12 Jan 2024 · North · Duration, h", "2024-01-12/2024-01-12")


def test_a_line_of_units_for_sums_and_other_figures() -> None:
    """A line that tells a currency and another unit gives each column the one that its heading speaks of."""
    text = "（单位：吨，万美元）\n\n品种\t2024年出口量\t2024年出口额\n苹果\t13300\t1520\n"
    rows, at = [], text.index("品种")
    blocks = [Block(BlockKind.CAPTION, Span(0, text.index("\n")))]
    for number, line in enumerate(text[at:].splitlines()):
        cells, start = [], at
        for column, words in enumerate(line.split("\t")):
            cells.append(Cell(Span(start, start + len(words)), column))
            start += len(words) + 1
        kind = BlockKind.TABLE_ROW if number else BlockKind.TABLE_HEADER
        blocks.append(Block(kind, Span(at, at + len(line)), table=0, row=max(0, number - 1)))
        at += len(line) + 1
        rows.append(tuple(cells))
    table = Table(Span(0, text.index("\n")), (rows[0],), (rows[1],))
    found = read_document(Document(id="a", text=text, blocks=tuple(blocks), tables=(table,)))
    assert [(one.low, one.unit) for one in found] == [(13_300, "t"), (15_200_000, "USD")]


def test_magnitudes_in_brackets_behind_what_is_counted() -> None:
    """A bracketed m behind passengers is a million of them, behind a length a metre; other plurals count themselves."""
    assert measure("Passengers (m)") == Measure("passenger", 1e6)
    assert measure("Length (m)") == Measure("m")
    assert measure("Trips (million)") == Measure("trip", 1e6)
    assert measure("Complaints per million trips") == Measure("complaint")
    assert measure("Incidents (number of cases)") == Measure("case")
    assert measure("Бір вагонға шаққандағы жүк, тонна") == Measure("t/wagon")
    assert measure("свыше 5 000 куб. м") is None


def test_parts_of_a_year_with_other_words_in_chinese() -> None:
    """A month with what is told of it, and months added up, take the year of the heading above."""
    table = "港口简报（2025年1—5月）：\n航线\t5月均价\t1—5月累计\n欧洲线\t1480\t15230"
    assert [one[2] for one in values(table)] == ["2025-05-01/2025-05-31", "2025-01-01/2025-05-31"]


def test_second_heading_rows_that_markdown_makes_rows() -> None:
    """A first row without label and figures is a row of headings: units under years that stand over two columns."""
    table = "| Sector | 2024 | | 2023 | |\n|---|---|---|---|---|\n"
    table += "| | EUR m | % | EUR m | % |\n| Homes | 41 | 46.5 | 39 | 47 |"
    assert [(one[0], one[1], (one[2] or "")[:4]) for one in values(table)] == [
        (4.1e7, "EUR", "2024"),
        (46.5, "%", "2024"),
        (3.9e7, "EUR", "2023"),
        (47, "%", "2023"),
    ]


def test_headings_that_are_notices_and_grades_that_are_none() -> None:
    """A heading may tell the unit as a notice does; the share in the name of a grade is no unit."""
    table = "Prices in USD per tonne, FOB\nGrade\t6 June 2025\nWheat 12.5%\t231.5\nBarley\t199"
    assert {one[1] for one in values(table)} == {"USD/t"}
    assert measure("Exports (1 000 t)") == Measure("t", 1000.0)
    assert measure("Deaths (per 1,000)") == Measure("death")
    assert measure("Mortality per 1,000") is None


def test_years_that_a_table_counts_at_one_day() -> None:
    """A caption's "end of year" dates every year of the table, and is no part of its unit."""
    text = "Seats (end of year, thousand)\nHall\t2022\t2023\nNorth\t1.2\t1.5\nSouth\t0.8\t0.9"
    assert [one.period for one in read(text)] == ["2022-12-31/2022-12-31", "2023-12-31/2023-12-31"] * 2
    text = "Численность населения (на начало года, тыс. человек)\n\t2023\t2024\nВсего\t767\t771"
    assert [(one.low, one.unit, one.period) for one in read(text)] == [
        (767_000, "person", "2023-01-01/2023-01-01"), (771_000, "person", "2024-01-01/2024-01-01"),
    ]  # fmt: skip
    text = "Balance at 31 March, USD thousand\n\t2024\t2023\nAssets\t302\t311\nDebts\t87\t94"
    assert [one.period for one in read(text)] == ["2024-03-31/2024-03-31", "2023-03-31/2023-03-31"] * 2


def test_periods_told_by_their_last_day() -> None:
    """A column headed by the end of its twelve or six months holds these months."""
    text = "\tYear ended 30 June 2024\tSix months to 29 February 2024\nSales, EUR m\t31\t14\nStaff costs, EUR m\t9\t4"
    assert [one.period for one in read(text)] == ["2023-07-01/2024-06-30", "2023-09-01/2024-02-29"] * 2


def test_forecast_years_head_columns_set_with_spaces() -> None:
    """Years marked as estimates are headings where only spaces part the columns."""
    lines = (
        "Item            Unit        2023     2024f",
        "Growth          %            3.2      5.1",
        "Reserves        months       5.1      5.4",
    )
    found = read("\n".join(lines))
    assert [(one.low, one.unit, one.planned) for one in found] == [
        (3.2, "%", False), (5.1, "%", True), (5.1, "month", False), (5.4, "month", True),
    ]  # fmt: skip


def test_two_figures_in_a_cell() -> None:
    """The figure in brackets has its own unit, the one before it that of the caption."""
    text = "Output (TWh, % of total in brackets)\nSource | 2023\nCoal | 75.3 (66.8%)\nGas | 24.0 (21.3%)"
    assert [(one.low, one.unit) for one in read(text)] == [(75.3, "TWh"), (66.8, "%"), (24.0, "TWh"), (21.3, "%")]


def test_signed_ranges_and_years_of_schools_in_cells() -> None:
    """A range between signed ends is one figure; rows may be school years."""
    text = "Store | Temperature, °C\nA | −20 to −18\nB | +2 to +4"
    assert [(one.low, one.high, one.unit) for one in read(text)] == [(-20, -18, "degC"), (2, 4, "degC")]
    text = "School year | Schools\n2021/22 | 740\n2022/23 | 768"
    assert [one.period for one in read(text)] == ["2021-01-01/2022-12-31", "2022-01-01/2023-12-31"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Year  Cement, kt   Year  Cement, kt\n2019     842       2022     911\n2020     790       2023     934\n"
            "2021     866       2024     902",
            [
                (842e3, "t", "2019"),
                (911e3, "t", "2022"),
                (790e3, "t", "2020"),
                (934e3, "t", "2023"),
                (866e3, "t", "2021"),
                (902e3, "t", "2024"),
            ],
        ),
        (
            "Causes of delay, 2024 (number of flights, % of all)\nCause\tEast\tWest\nFog\t412 (31%)\t388 (29%)\n"
            "Crew\t120 (9%)\t84 (6%)",
            [
                (412, "flight", "2024"),
                (31, "%", "2024"),
                (388, "flight", "2024"),
                (29, "%", "2024"),
                (120, "flight", "2024"),
                (9, "%", "2024"),
                (84, "flight", "2024"),
                (6, "%", "2024"),
            ],
        ),
        (
            "| Opened | 1998 | Length | 340 km |\n| Stations | 27 | Cost | $4m |",
            [(340, "km", None), (27, "station", None), (4e6, "USD", None)],
        ),
        (
            "Pit\tQ1 2025, plan / actual, t\nNorth\t420 / 397\nSouth\t180 / 185",
            [(420, "t", None), (397, "t", None), (180, "t", None), (185, "t", None)],
        ),
        (
            "+-----+-----------+\n| Dam | Height, m |\n+=====+===========+\n| Oru | 121       |\n+-----+-----------+",
            [(121, "m", None)],
        ),
        (
            "┌─────┬───────────┐\n│ Dam │ Height, m │\n├─────┼───────────┤\n│ Oru │ 121       │\n└─────┴───────────┘",
            [(121, "m", None)],
        ),
        (
            "Показатель\t2024 г.\nПогрузка (тыс. т)\t1 842,3\n  зерно\t640,1\n  уголь\t911,0\nВагоны\t40",
            [(1842300, "t", "2024"), (640100, "t", "2024"), (911000, "t", "2024"), (40, "wagon", "2024")],
        ),
        (
            "Gauge, m³/s\tMin\tMean\tMax\nKarsk\t42\t310\t2,860",
            [(42, "m3/s", None), (310, "m3/s", None), (2860, "m3/s", None)],
        ),
        ("Task\tMin\nBoil eggs\t6\nBake bread\t45", [(6, "min", None), (45, "min", None)]),
        (
            "Tariffs (EUR, without VAT):\n- water: 1.45 per m³\n- heat: 61 per MWh",
            [(1.45, "EUR/m3", None), (61, "EUR/MWh", None)],
        ),
        (
            "Область\tI–III кв. 2024, млрд тенге\nАбай\t255,1\nЖетісу\t98,4",
            [(255.1e9, "KZT", None), (98.4e9, "KZT", None)],
        ),
        (
            "| 站点 | 站台长度 | 股道数 |\n| | （米） | （条） |\n| 东站 | 450 | 12 |\n| 北站 | 380 | 8 |",
            [(450, "m", None), (12, "track", None), (380, "m", None), (8, "track", None)],
        ),
    ],
)
def test_shapes_of_tables(text: str, wanted: list[tuple[float, str, str | None]]) -> None:
    """Columns that repeat, two figures in a cell, fact boxes, grids, parts set further in, a list with rates."""
    whole = [when and f"{when}-01-01/{when}-12-31" for _, _, when in wanted]
    found = read(text)
    assert [(one.low, one.unit) for one in found] == [(low, unit) for low, unit, _ in wanted]
    assert [one.period for one, when in zip(found, whole, strict=True) if when] == [when for when in whole if when]


def test_a_row_of_data_says_what_its_value_is() -> None:
    """In data told a figure a line the row's own words are the subject; of "plan / actual" the first is planned."""
    tidy = read("port,year,indicator,value,unit\nHalden,2024,bulk cargo,3.8,million tonnes\nVisby,2023,boxes,41200,TEU")
    assert [(one.subject, one.low, one.unit) for one in tidy] == [
        ("Halden · bulk cargo", 3.8e6, "t"), ("Visby · boxes", 41200, "TEU"),
    ]  # fmt: skip
    twins = read("Pit\tQ1 2025, plan / actual, t\nNorth\t420 / 397\nSouth\t180 / 185")
    assert [one.planned for one in twins] == [True, False, True, False]
    assert {one.period for one in twins} == {"2025-01-01/2025-03-31"}
    (span,) = {one.period for one in read("Область\tI–III кв. 2024, млрд тенге\nАбай\t255,1\nЖетісу\t98,4")}
    assert span == "2024-01-01/2024-09-30"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Year\tExports\tImports\n\t(million US dollars)\n2022\t1,240\t980\n2023\t1,105\t-75",
            [(1240e6, "USD"), (980e6, "USD"), (1105e6, "USD"), (-75e6, "USD")],
        ),
        (
            "Fleet by age (years), units\n\t0–5\t6–10\t11+\nBuses\t120\t84\t31\nTrams\t40\t22\t65",
            [(120, "bus"), (84, "bus"), (31, "bus"), (40, "tram"), (22, "tram"), (65, "tram")],
        ),
        ("Тип вагона;Парк, ед.;Простой, сут.\nПолувагоны;12 400;3,1", [(12400, "wagon"), (3.1, "day")]),
        ("Суда, ед.\t2024\nПорт\t340", [(340, "vessel")]),
        ("Water level (m above sea level): Upper 412.5; Lower 351.0", [(412.5, "m"), (351, "m")]),
        ("Length: 340 km; gauge: 1,520 mm; stations: 27", [(340, "km"), (1520, "mm"), (27, "station")]),
        ("Rail: 40 million tonnes; road: 30 million", [(40e6, "t"), (30e6, "t")]),
    ],
)
def test_units_of_headings(text: str, wanted: list[tuple[float, str]]) -> None:
    """One unit for all columns, classes over columns, a fleet of what its rows name, a label that is counted."""
    assert [(one.low, one.unit) for one in read(text)] == wanted


@given(
    st.text(alphabet="0123456789.,'’ \u00a0\u202f٣１．，", min_size=1, max_size=45),
    st.sampled_from([None, True, False]),
)
@settings(max_examples=500, deadline=None)
def test_digits_alone_are_read_as_any_cell(text: str, comma_decimal: bool | None) -> None:
    """The short way of reading digits that fill a cell finds what the long way does."""
    assert reading.read_cell(text, comma_decimal) == reading._cell(text, tokenise(text), comma_decimal)

"""Quantities of tables: in documents, and in plain text."""

from __future__ import annotations

from qa.quantity import read, read_document
from qa.quantity.headings import measure
from qa.quantity.measures import Measure
from qa.quantity.tables import TableReader
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

"""DOCX, PPTX and XLSX: structure, merged cells, displayed values and properties."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path

import pytest
from readers.checks import cells, heading_of, kinds, of_kind, sound
from readers.documents import REPORT, docx

from qa.readers import read
from qa.readers.excel_format import display
from qa.types import BlockKind, Document


def word(path: Path) -> Document:
    """The document read from a Word file."""
    return sound(read(path, path.name))


def test_docx_blocks(tmp_path: Path) -> None:
    """Headings, paragraphs, items, captions, tables and notes come in reading order."""
    document = word(docx(tmp_path / "a.docx", REPORT))
    expected = []
    for kind, content in REPORT:
        if isinstance(content, list):
            expected.append(("table_header", "\t".join(content[0])))
            expected += [("table_row", "\t".join(row)) for row in content[1:]]
        else:
            name = {"h1": "heading", "h2": "heading", "p": "paragraph", "li": "list"}.get(kind, kind)
            expected.append((name, content))
    assert kinds(document) == expected
    assert [heading.level for heading in document.headings] == [1, 2, 2]
    assert document.title == "Dry ports of the eastern corridor"
    assert document.tables[0].caption is not None and len(document.tables[0].notes) == 1


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ru", "Терминал принимает два поезда сразу, и краны перегружают контейнеры на автомобили за час."),
        ("kk", "Терминал бірден екі пойызды қабылдайды, ал крандар контейнерлерді бір сағатта көлікке тиейді."),
        ("zh", "该码头可同时接待两列火车，起重机在一小时内将集装箱装上卡车，全年不间断运营。"),
    ],
)
def test_docx_in_every_language(tmp_path: Path, language: str, words: str) -> None:
    """Words of every language come through, and the language is told."""
    document = word(docx(tmp_path / "a.docx", [("p", words)]))
    assert document.text == words and document.language == language


def test_docx_merged_cells_header_footer_and_properties(tmp_path: Path) -> None:
    """Cells merged across keep their width, those merged down show in each row; margins are furniture."""
    import docx as library

    made = library.Document()
    made.core_properties.title, made.core_properties.author = "Yard report", "A. Seitov; B. Omarov"
    made.core_properties.created = datetime(2025, 6, 9)
    made.sections[0].header.paragraphs[0].text = "Draft, not for publication"
    made.sections[0].footer.paragraphs[0].text = "Inland Rail"
    table = made.add_table(4, 3)
    for row, line in enumerate([["Port", "2023", ""], ["", "t", "TEU"], ["Altyn", "10", "1"], ["Sary", "20", "2"]]):
        for column, words in enumerate(line):
            table.cell(row, column).text = words
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(0, 0).merge(table.cell(1, 0))
    made.save(str(tmp_path / "a.docx"))
    document = word(tmp_path / "a.docx")
    assert cells(document) == ([["Port", "2023"], ["Port", "t", "TEU"]], [["Altyn", "10", "1"], ["Sary", "20", "2"]])
    assert [cell.columns for cell in document.tables[0].header[0]] == [1, 2]
    assert of_kind(document, BlockKind.FURNITURE) == ["Draft, not for publication", "Inland Rail"]
    assert (document.title, document.published) == ("Yard report", "2025-06-09")
    assert document.authors == ("A. Seitov", "B. Omarov")
    assert document.provenance["title"] == document.provenance["published"] == "metadata"


def test_docx_shows_what_word_shows(tmp_path: Path) -> None:
    """Inserted words, line breaks and non-breaking hyphens are there; deleted words are not."""
    import docx as library
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    made = library.Document()
    paragraph = made.add_paragraph("Trains leave ")._p
    for xml in (
        "<w:ins {0}><w:r><w:t>every </w:t></w:r></w:ins>",
        "<w:del {0}><w:r><w:delText>second </w:delText></w:r></w:del>",
        "<w:r {0}><w:t>day at mid</w:t><w:noBreakHyphen/><w:t>day.</w:t></w:r>",
        "<w:r {0}><w:instrText>PAGE</w:instrText></w:r>",
    ):
        paragraph.append(parse_xml(xml.format(nsdecls("w"))))
    made.save(str(tmp_path / "a.docx"))
    assert word(tmp_path / "a.docx").text == "Trains leave every day at mid-day."


def test_docx_raised_digits_and_formulas(tmp_path: Path) -> None:
    """Footnote marks and exponents come as superscript characters, fractions with their bar."""
    import docx as library
    from docx.oxml import parse_xml

    made = library.Document()
    paragraph = made.add_paragraph("The port took 2,000")
    paragraph.add_run("1").font.superscript = True
    paragraph.add_run(" containers in ")
    math = "http://schemas.openxmlformats.org/officeDocument/2006/math"
    fraction = "<m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>10</m:t></m:r></m:den></m:f>"
    power = f"<m:sSup><m:e>{fraction}</m:e><m:sup><m:r><m:t>3</m:t></m:r></m:sup></m:sSup>"
    paragraph._p.append(parse_xml(f'<m:oMath xmlns:m="{math}">{power}</m:oMath>'))
    made.save(str(tmp_path / "a.docx"))
    assert word(tmp_path / "a.docx").text == "The port took 2,000¹ containers in 1/10³"


def test_docx_headings_made_by_hand(tmp_path: Path) -> None:
    """A short paragraph all in bold is a heading."""
    import docx as library

    made = library.Document()
    made.add_paragraph().add_run("Volumes of the year").bold = True
    made.add_paragraph("The yard took a thousand trains.")
    made.save(str(tmp_path / "a.docx"))
    assert heading_of(word(tmp_path / "a.docx"), "Volumes of the year")


def test_pptx(tmp_path: Path) -> None:
    """A slide is a page with its title, bullets, table, chart figures and speaker notes."""
    import pptx
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE
    from pptx.util import Inches

    deck = pptx.Presentation()
    first = deck.slides.add_slide(deck.slide_layouts[1])
    first.shapes.title.text = "Corridor plan"
    first.placeholders[1].text = "Two new yards\nOne new track"
    first.notes_slide.notes_text_frame.text = "Mention the cost."
    second = deck.slides.add_slide(deck.slide_layouts[5])
    second.shapes.title.text = "Figures"
    table = second.shapes.add_table(3, 3, Inches(1), Inches(2), Inches(5), Inches(1)).table
    for row, line in enumerate([["Port", "2023", ""], ["Altyn", "10", "1"], ["Sary", "20", "2"]]):
        for column, words in enumerate(line):
            table.cell(row, column).text = words
    table.cell(0, 1).merge(table.cell(0, 2))
    data = CategoryChartData()
    data.categories = ["2022", "2023"]
    data.add_series("TEU", (1.5, 2_000))
    second.shapes.add_chart(XL_CHART_TYPE.LINE, Inches(1), Inches(4), Inches(4), Inches(2), data)
    deck.save(str(tmp_path / "a.pptx"))
    document = word(tmp_path / "a.pptx")
    assert kinds(document)[:4] == [
        ("heading", "Corridor plan"),
        ("list", "Two new yards"),
        ("list", "One new track"),
        ("note", "Mention the cost."),
    ]
    assert cells(document) == ([["Port", "2023"]], [["Altyn", "10", "1"], ["Sary", "20", "2"]])
    assert [cell.columns for cell in document.tables[0].header[0]] == [1, 2]
    assert cells(document, 1) == ([["", "TEU"]], [["2022", "1.5"], ["2023", "2000"]])
    assert len(document.pages) == 2
    assert document.pages[1].of(document.text).startswith("Figures")


def test_xlsx(tmp_path: Path) -> None:
    """Sheets give their tables with captions, merged headers, values as shown and notes; hidden sheets do not."""
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Ports"
    for row in (
        ["Table 1. Cargo of ports"],
        ["Port", "2023", None, "Share", "Opened"],
        [None, "t", "TEU", None, None],
        ["Altyn", 1_234_567.891, 20, 0.125, date(2019, 6, 9)],
        ["Sary", -5, 30, 0.5, date(2020, 1, 2)],
        ["Note: shares of the total."],
    ):
        sheet.append(row)
    sheet.merge_cells("B2:C2")
    sheet.merge_cells("A2:A3")
    sheet["B4"].number_format, sheet["B5"].number_format = "#,##0.0", "#,##0;(#,##0)"
    sheet["D4"].number_format, sheet["D5"].number_format = "0.0%", "0%"
    sheet["E4"].number_format, sheet["E5"].number_format = "dd.mm.yyyy", "mm-dd-yy"
    sheet["G2"], sheet["H2"], sheet["G3"], sheet["H3"] = "Track", "km", "North", 12
    hidden = book.create_sheet("Secret")
    hidden["A1"], hidden.sheet_state = "not to be quoted", "hidden"
    book.save(tmp_path / "a.xlsx")
    document = word(tmp_path / "a.xlsx")
    header, body = cells(document)
    assert header == [["Port", "2023", "Share", "Opened"], ["Port", "t", "TEU", "", ""]]
    assert body == [["Altyn", "1,234,567.9", "20", "12.5%", "09.06.2019"], ["Sary", "(5)", "30", "50%", "2020-01-02"]]
    assert cells(document, 1) == ([["Track", "km"]], [["North", "12"]])
    assert "not to be quoted" not in document.text
    assert heading_of(document, "Ports") and len(of_kind(document, BlockKind.CAPTION)) == 1


def test_xlsx_formulas_show_their_last_value(tmp_path: Path) -> None:
    """A formula shows the value that Excel saved with it."""
    import zipfile

    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(["Port", "Sum"])
    book.active.append(["Altyn", "=1+1"])
    book.save(tmp_path / "plain.xlsx")
    with zipfile.ZipFile(tmp_path / "plain.xlsx") as old, zipfile.ZipFile(tmp_path / "a.xlsx", "w") as new:
        for part in old.infolist():
            data = old.read(part)
            new.writestr(
                part.filename,
                data.replace(b"<f>1+1</f><v/>", b"<f>1+1</f><v>2</v>").replace(
                    b"<f>1+1</f><v></v>", b"<f>1+1</f><v>2</v>"
                ),
            )
    assert cells(word(tmp_path / "a.xlsx"))[1] == [["Altyn", "2"]]


def test_xlsx_pairs_and_unnamed_sheets(tmp_path: Path) -> None:
    """Names beside figures are rows without a header; a sheet called Sheet1 has no heading."""
    import openpyxl

    book = openpyxl.Workbook()
    book.active.title = "Sheet1"
    for row in (["New customers", 250], ["Retention", 0.92], ["Cost", 12.5]):
        book.active.append(row)
    book.active["B2"].number_format = "0%"
    book.save(tmp_path / "a.xlsx")
    document = word(tmp_path / "a.xlsx")
    assert cells(document) == ([], [["New customers", "250"], ["Retention", "92%"], ["Cost", "12.5"]])
    assert document.headings == ()


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (1234.5, "General", "1234.5"),
        (0.1 + 0.2, "General", "0.3"),
        (12, "General", "12"),
        (1234.5, "#,##0", "1,235"),
        (1234.56, "#,##0.00", "1,234.56"),
        (0.1234, "0.0%", "12.3%"),
        (-3, "0;(0)", "(3)"),
        (0, '0;-0;"none"', "none"),
        (5, '0 "TEU"', "5 TEU"),
        (5, '"about "0', "about 5"),
        (1500000, '0.0,, "million"', "1.5 million"),
        (9.5, "[$€-407] 0.00", "€ 9.50"),
        (9.5, "#,##0.00\\ [$₸-43F]", "9.50 ₸"),
        (9.5, "_-* #,##0.0_-;-* #,##0.0_-", "9.5"),
        (1.5, "0.###", "1.5"),
        (12345, "0.0E+00", "1.2E+04"),
        (1.5, "# ?/?", "1.5"),
        (True, "General", "TRUE"),
        (datetime(2025, 6, 9, 14, 30), "dd.mm.yyyy hh:mm", "09.06.2025 14:30"),
        (datetime(2025, 6, 9, 14, 30), "d mmm yy h:mm AM/PM", "9 Jun 25 2:30 PM"),
        (datetime(2025, 6, 9), "mmmm yyyy", "June 2025"),
        (datetime(2025, 6, 9), "mm-dd-yy", "2025-06-09"),
        (date(2025, 6, 9), 'yyyy"年"m"月"d"日"', "2025年6月9日"),
        (time(14, 30), "hh:mm", "14:30:00"),
        ("words", "@", "words"),
    ],
)
def test_values_as_excel_shows_them(value: object, number_format: str, shown: str) -> None:
    """Numbers, percentages, currencies and dates look as under their number format."""
    assert display(value, number_format) == shown

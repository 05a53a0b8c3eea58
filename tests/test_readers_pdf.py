"""PDF: blocks off the places of words; pages, columns, hyphens, running lines and tables; pages as pictures."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from readers.checks import cells, kinds, of_kind, sound
from readers.documents import REPORT, Piece, font_for, pdf
from reportlab.pdfgen.canvas import Canvas

from qa.errors import ReadError
from qa.readers import page_boxes, page_image, read
from qa.types import BlockKind, Document

SENTENCES = (
    "The northern yard takes two trains at a time and loads them within the hour.",
    "Lorries wait outside the gate until their container has been cleared by customs.",
    "In winter the cranes stand still for eleven days on average, mostly in January.",
    "A second track would double what the line can carry, yet nobody has found the money.",
    "The operator publishes its figures every quarter, and the ministry adds them up.",
)
PARAGRAPH = " ".join(SENTENCES)


def document(folder: Path, data: bytes, name: str = "a.pdf") -> Document:
    """The document read from the PDF `data`."""
    (folder / name).write_bytes(data)
    return sound(read(folder / name, name))


def expected(pieces: list[Piece]) -> list[tuple[str, str]]:
    """The blocks that a PDF of `pieces` has."""
    found = []
    for kind, content in pieces:
        if isinstance(content, list):
            found.append(("table_header", "\t".join(content[0])))
            found += [("table_row", "\t".join(row)) for row in content[1:]]
        elif kind != "break":
            found.append(({"h1": "heading", "h2": "heading", "p": "paragraph", "li": "list"}.get(kind, kind), content))
    return found


@pytest.mark.parametrize("grid", [True, False], ids=["ruled", "horizontal rules only"])
def test_blocks_and_tables(tmp_path: Path, grid: bool) -> None:
    """Headings, paragraphs, items, caption, table and note come back as they went in."""
    made = document(tmp_path, pdf(REPORT, grid=grid))
    assert kinds(made) == expected(REPORT)
    assert [heading.level for heading in made.headings] == [1, 2, 2]
    assert made.tables[0].caption is not None and len(made.tables[0].notes) == 1
    assert made.title == "Dry ports of the eastern corridor" and len(made.pages) == 1


def test_paragraphs_over_pages_and_running_lines(tmp_path: Path) -> None:
    """A paragraph over a page break is one block on two pages; headers and page numbers are furniture."""
    pieces: list[Piece] = [("h1", "Yards"), *([("p", PARAGRAPH)] * 9)]
    made = document(tmp_path, pdf(pieces, running=True))
    assert of_kind(made, BlockKind.PARAGRAPH) == [PARAGRAPH] * 9
    assert len(made.pages) > 1
    furniture = of_kind(made, BlockKind.FURNITURE)
    assert furniture.count("Corridor Quarterly") == len(made.pages)
    assert [words for words in furniture if words.isdigit()] == [str(n + 1) for n in range(len(made.pages))]
    inside = [b for b in made.blocks if b.span.start < made.pages[0].end < b.span.end]
    assert len(inside) == 1 and inside[0].kind is BlockKind.PARAGRAPH


def test_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    """In two columns, paragraphs come in reading order and whole, those over the column break too."""
    pieces: list[Piece] = [("p", f"{PARAGRAPH} Number {n}.") for n in range(8)]
    made = document(tmp_path, pdf(pieces, columns=2))
    assert kinds(made) == expected(pieces)


def test_tables_over_pages(tmp_path: Path) -> None:
    """A table that goes on overleaf with its header repeated is one table with each row on its page."""
    rows = [["Station", "Wagons"], *([f"Station {n}", str(100 + n)] for n in range(60))]
    made = document(tmp_path, pdf([("caption", "Table 1. Wagons"), ("table", rows)]))
    assert len(made.tables) == 1 and cells(made) == ([rows[0]], rows[1:])
    assert len(made.pages) > 1
    row = made.tables[0].rows[-1][0].span
    assert made.pages[-1].covers(row)


def test_hyphens_at_line_ends(tmp_path: Path) -> None:
    """A word parted at a line end is whole again; a hyphen that belongs to the word stays."""
    from reportlab.lib.pagesizes import A5

    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=A5)
    lines = (
        "The ministry wants to speed up what it calls the moderni-",
        "sation of the line between Kazakhstan and the China-Kazakhstan-",
        "Russia corridor, with long-term loans and other long-",
        "term means that are still to be found in the next years.",
    )
    for number, line in enumerate(lines):
        canvas.drawString(40, 500 - 14 * number, line)
    canvas.save()
    assert sound(read(tmp_path / "a.pdf", "a.pdf")).text == (
        "The ministry wants to speed up what it calls the modernisation of the line between Kazakhstan and the "
        "China-Kazakhstan-Russia corridor, with long-term loans and other long-term means that are still to be found "
        "in the next years."
    )


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "ru",
            "Терминал принимает два поезда сразу, и краны перегружают контейнеры на автомобили за один час работы. "
            * 4,
        ),
        (
            "kk",
            "Терминал бірден екі пойызды қабылдайды, ал крандар контейнерлерді бір сағатта көлікке тиеп үлгереді. " * 4,
        ),
        ("zh", "该码头可同时接待两列火车，起重机在一小时内将集装箱装上卡车，全年不间断运营，货运量稳步增长。" * 4),
    ],
)
def test_every_language(tmp_path: Path, language: str, words: str) -> None:
    """Words of every language come through whole, lines joined as the script asks, and tables with them."""
    table = {"ru": ["Порт", "Тонны"], "kk": ["Порт", "Тонна"], "zh": ["港口", "吨"]}[language]
    pieces: list[Piece] = [("p", words.strip()), ("table", [table, ["A", "1 200"], ["B", "900"]])]
    made = document(tmp_path, pdf(pieces, font=font_for(language)))
    assert kinds(made) == expected(pieces) and made.language == language


def test_title_and_date_of_the_file(tmp_path: Path) -> None:
    """Titles that programs write are not believed; the date of the file counts as metadata."""
    first = "The yard took a thousand trains."
    for stated, title in (("Yard report", "Yard report"), ("Microsoft Word - report.docx", first)):
        canvas = Canvas(str(tmp_path / "a.pdf"))
        canvas.setTitle(stated)
        canvas.drawString(40, 500, first)
        canvas.save()
        made = sound(read(tmp_path / "a.pdf", "a.pdf"))
        assert made.title == title
        assert made.provenance["published"] == "metadata" and len(made.published or "") == 10


def test_a_late_copy_is_not_dated_by_its_file(tmp_path: Path) -> None:
    """A file made years after the last year that its text knows is a copy: its date is not the document's."""

    def draw(canvas: Canvas) -> None:
        canvas.drawString(60, 700, "In 1990 the yard took a thousand trains, as many as in 1989.")

    assert drawn(tmp_path, draw).published is None


def test_page_pictures(tmp_path: Path) -> None:
    """A page is a PNG of the wanted scale; a page that is not there is a clear error."""
    import io

    from PIL import Image

    path = tmp_path / "a.pdf"
    path.write_bytes(pdf(REPORT))
    picture = Image.open(io.BytesIO(page_image(path, 1, 2.0)))
    assert picture.format == "PNG" and abs(picture.width - 2 * 419.5) < 3
    with pytest.raises(ReadError, match="no page 2"):
        page_image(path, 2)
    (tmp_path / "b.pdf").write_bytes(b"no pdf")
    with pytest.raises(ReadError, match=r"b\.pdf"):
        page_image(tmp_path / "b.pdf", 1)


@pytest.mark.parametrize("columns", [1, 2])
def test_boxes_lie_on_the_quoted_words(tmp_path: Path, columns: int) -> None:
    """The words of a PDF that lie in the boxes of a quote are the words of the quote."""
    import pypdfium2

    path = tmp_path / "a.pdf"
    pieces: list[Piece] = [("p", f"Part {n}. {PARAGRAPH}") for n in range(6)]
    path.write_bytes(pdf(pieces, columns=columns))
    made = sound(read(path, "a.pdf"))
    for number, span in enumerate(made.pages, 1):
        whole = [b for b in made.blocks if span.covers(b.span)]
        if not whole:
            continue
        quote = whole[-1].span.of(made.text)
        boxes = page_boxes(path, number, quote)
        assert len(boxes) > 1 and all(0 <= x0 < x1 <= 1 and 0 <= y0 < y1 <= 1 for x0, y0, x1, y1 in boxes)
        page = pypdfium2.PdfDocument(str(path))[number - 1]
        width, height = page.get_size()
        found = [
            page.get_textpage().get_text_bounded(x0 * width, (1 - y1) * height, x1 * width, (1 - y0) * height)
            for x0, y0, x1, y1 in boxes
        ]
        assert "".join("".join(found).split()) == "".join(quote.split())
    assert page_boxes(path, 1, "words that are nowhere on the page at all") == []


def drawn(folder: Path, draw: Callable[[Canvas], None]) -> Document:
    """The document read from what `draw` puts on one A4 page."""
    canvas = Canvas(str(folder / "a.pdf"), invariant=True)
    canvas.setFont("Helvetica", 10)
    draw(canvas)
    canvas.save()
    return sound(read(folder / "a.pdf", "a.pdf"))


def test_three_columns(tmp_path: Path) -> None:
    """Three columns of running text are read one after the other, not as a table."""
    pieces: list[Piece] = [("p", f"{PARAGRAPH} Part {n}.") for n in range(18)]
    made = document(tmp_path, pdf(pieces, columns=3))
    assert kinds(made) == expected(pieces) and not made.tables


def test_rules_around_groups_of_rows(tmp_path: Path) -> None:
    """Where rules part groups of rows, every row of figures is a row of its own."""
    rows = [["Month", "TEU", "t"], ["April\nMay\nJune", "120\n130\n140", "1,5\n1,6\n1,7"], ["Quarter", "390", "4,8"]]
    made = document(tmp_path, pdf([("table", rows)]))
    assert cells(made)[1] == [
        ["April", "120", "1,5"],
        ["May", "130", "1,6"],
        ["June", "140", "1,7"],
        ["Quarter", "390", "4,8"],
    ]


def test_wrapped_cells_stay_one_row(tmp_path: Path) -> None:
    """Lines within a cell of words do not make rows."""
    rows = [["Barrier", "What it is"], ["Customs", "long checks\nat the border"], ["Track", "one line\nonly"]]
    made = document(tmp_path, pdf([("table", rows)]))
    assert cells(made)[1] == [["Customs", "long checks at the border"], ["Track", "one line only"]]


def test_raised_digits_are_no_part_of_a_figure(tmp_path: Path) -> None:
    """Footnote marks and exponents come as superscript characters."""

    def draw(canvas: Canvas) -> None:
        canvas.drawString(50, 700, "The port took 2,000")
        width = canvas.stringWidth("The port took 2,000")
        canvas.setFont("Helvetica", 6)
        canvas.drawString(50 + width, 704, "1")
        canvas.setFont("Helvetica", 10)
        canvas.drawString(50 + width + 6, 700, "containers a day.")

    assert drawn(tmp_path, draw).text == "The port took 2,000¹ containers a day."


def test_pages_on_their_side(tmp_path: Path) -> None:
    """A page whose letters all stand on their side is read as its reader turns it."""

    def draw(canvas: Canvas) -> None:
        canvas.rotate(90)
        for number, sentence in enumerate(SENTENCES):
            canvas.drawString(60, -100 - 14 * number, sentence)

    assert drawn(tmp_path, draw).text.split() == PARAGRAPH.split()


def test_letters_on_their_side_are_left_out(tmp_path: Path) -> None:
    """A watermark across a page of upright text does not get into its sentences."""

    def draw(canvas: Canvas) -> None:
        for number, sentence in enumerate(SENTENCES):
            canvas.drawString(60, 700 - 14 * number, sentence)
        canvas.rotate(90)
        canvas.drawString(660, -200, "CONFIDENTIAL")

    assert drawn(tmp_path, draw).text.split() == PARAGRAPH.split()

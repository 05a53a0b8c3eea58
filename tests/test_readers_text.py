"""Plain text: the text is the file itself, and structure is read off its lines."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from readers.checks import cells, heading_of, kinds, of_kind, sound

from qa.readers import read
from qa.types import BlockKind, Document

Read = Callable[..., Document]

LONG = "The yard takes two trains at a time, and cranes move their containers to lorries within an hour of arrival."


@pytest.fixture
def text(tmp_path: Path):
    """Write a text file and read it back."""

    def make(content: str, name: str = "note.txt") -> Document:
        path = tmp_path / name
        path.write_bytes(content.encode())
        document = sound(read(path, name))
        assert document.text == content
        return document

    return make


def test_paragraphs_and_headings(text: Read) -> None:
    """A short line that stands alone above a paragraph is a heading; long lines are paragraphs."""
    document = text(f"Northern yard\n\n{LONG}\n\nSecond shift\n\n{LONG}\n")
    assert kinds(document) == [
        ("heading", "Northern yard"),
        ("paragraph", LONG),
        ("heading", "Second shift"),
        ("paragraph", LONG),
    ]
    assert document.title == "Northern yard"
    assert document.provenance["title"] == "first lines"


def test_hard_wrapped_lines_make_one_paragraph(text: Read) -> None:
    """Lines broken because the next word did not fit belong together; a line broken early ends its paragraph."""
    wrapped = (
        "The railway carried eleven million tons in the first four months,\n"
        "which is more than ever before in that season, and plans to carry\n"
        "thirty-three by the year's end.\n"
        "Road haulage grew as well, though from a lower level than railways\n"
        "and with fewer lorries."
    )
    first, second = of_kind(text(wrapped), BlockKind.PARAGRAPH)
    assert first.endswith("year's end.") and second.startswith("Road haulage")


def test_unwrapped_lines_are_paragraphs(text: Read) -> None:
    """In a file with one paragraph a line, every line is a block of its own."""
    assert of_kind(text(f"{LONG}\n{LONG} Again.\n{LONG}"), BlockKind.PARAGRAPH) == [LONG, f"{LONG} Again.", LONG]


@pytest.mark.parametrize(
    ("head", "tail"),
    [
        ("The corridor has allowed the republic to take up a strategic position in", "global chains of supply."),
        ("Railways carried most of what crossed the border in the past year, namely 15.3", "million tons."),
        ("Второй путь на участке позволит увеличить пропускную способность дороги и", "сократить сроки доставки."),
        ("Бұл теміржол желісі елдің шығысындағы өңірлерді порттармен байланыстыратын жаңа көлік", "дәлізіне айналады."),
        ("该铁路连接东部边境口岸与里海港口，全年可以运送超过一千万吨货物，同时也", "缩短了运输时间。"),
        ("The ministers agreed on the next steps of a programme that ties the railway to the", "Belt and Road plans."),
    ],
)
def test_torn_paragraphs_are_one_block(text: Read, head: str, tail: str) -> None:
    """A paragraph that a page break has torn in two is one block, quotable across the gap."""
    document = text(f"{head}\n\n{tail}\n")
    assert kinds(document) == [("paragraph", f"{head}\n\n{tail}")]


def test_whole_paragraphs_stay_apart(text: Read) -> None:
    """A blank line between two finished sentences parts two paragraphs."""
    assert len(text(f"{LONG}\n\nlower case starts this one, oddly.\n").blocks) == 2


def test_tab_table_with_caption_header_and_note(text: Read) -> None:
    """Lines parted by tabs are a table with its caption above and its note below."""
    document = text(
        "Table 4 – Wagons by station\n\nStation\tWagons\tShare\nAltyn\t1 200\t40%\nSary\t1 800\t60%\n"
        "Note: counted at midnight.\t\t\n\nAfter the table the text goes on as before.\n"
    )
    assert cells(document) == (
        [["Station", "Wagons", "Share"]],
        [["Altyn", "1 200", "40%"], ["Sary", "1 800", "60%"]],
    )
    table = document.tables[0]
    assert table.caption is not None and table.caption.of(document.text) == "Table 4 – Wagons by station"
    assert [note.of(document.text) for note in table.notes] == ["Note: counted at midnight."]


def test_two_header_rows(text: Read) -> None:
    """A row of units under the column names belongs to the header."""
    header, body = cells(text("Port\tCargo\t\n\tt\tTEU\nAltyn\t10 500\t400\nSary\t9 000\t350\n"))
    assert header == [["Port", "Cargo", ""], ["", "t", "TEU"]] and len(body) == 2


def test_years_as_columns_and_rows(text: Read) -> None:
    """Years across the top are a header; years down the side without one are data."""
    header, body = cells(text("Indicator\t2021\t2022\t2023\nTransit, t\t1 500\t1 700\t1 950\nExport, t\t10\t20\t30\n"))
    assert header == [["Indicator", "2021", "2022", "2023"]] and len(body) == 2
    header, body = cells(text("2021\t1 500\n2022\t1 700\n2023\t1 950\n"))
    assert header == [] and len(body) == 3


def test_table_aligned_with_blanks(text: Read) -> None:
    """Columns aligned with blanks are a table; single blanks within a cell part nothing."""
    document = text("Port          TEU      Change\nAltyn town    1,200    +5%\nSary          900      -3.5%\n")
    assert cells(document) == ([["Port", "TEU", "Change"]], [["Altyn town", "1,200", "+5%"], ["Sary", "900", "-3.5%"]])


def test_short_rows_get_empty_cells(text: Read) -> None:
    """A row with fewer cells than the widest gets empty ones at its end."""
    _, body = cells(text("Port\tTEU\tShare\nAltyn\t120\t5%\nSary\t90\n"))
    assert body[1] == ["Sary", "90", ""]


def test_tickers_menus_and_credits_are_furniture(text: Read) -> None:
    """Exchange rates, menu words, picture credits and copyright lines do not answer; the article does."""
    document = text(
        "  • KZT/USD = 0.0021 -0.3%\n  • UZS/USD = 0.00008 0%\nHome\nSubscribe\n\nA new yard opens\n\n"
        f"Photo: Corridor Daily\n\n{LONG}\n\nRelated articles\n\n© 2025 Corridor Daily\n"
    )
    assert of_kind(document, BlockKind.FURNITURE) == [
        "KZT/USD = 0.0021 -0.3%",
        "UZS/USD = 0.00008 0%",
        "Home",
        "Subscribe",
        "Photo: Corridor Daily",
        "Related articles",
        "© 2025 Corridor Daily",
    ]
    assert of_kind(document, BlockKind.PARAGRAPH) == [LONG]


def test_running_lines_are_furniture(text: Read) -> None:
    """A short line that comes back three times is a running header; a sentence that does is not."""
    page = f"Corridor Quarterly\n\n{LONG}\n\nIt rained.\n\n"
    document = text(page * 3)
    assert of_kind(document, BlockKind.FURNITURE) == ["Corridor Quarterly"] * 3
    assert "It rained." in of_kind(document, BlockKind.PARAGRAPH)


@pytest.mark.parametrize(
    ("heading", "entries"),
    [
        (
            "REFERENCES",
            ["1. Brown, A. (2019). Ports of the inland sea. Sea Press.", "2. Clay B. Rails // Track. 2020. pp. 1–9."],
        ),
        (
            "Список литературы",
            ["1 Иванов А.А. Порты Каспия. – М.: Наука, 2019. – 210 с.", "2 Петров Б.Б. Пути // Вестник. 2020. № 3."],
        ),
        (
            "Пайдаланылған әдебиеттер",
            ["1 Сейтов А. Порттар. – Алматы: Ғылым, 2019. – 90 б.", "2 Омаров Б. Жолдар // Хабаршы. 2020. №3."],
        ),
        ("参考文献", ["[1] 王明. 里海港口研究[J]. 物流学报, 2019.", "[2] 李强. 铁路运输[M]. 北京: 交通出版社, 2020."]),
    ],
)
def test_reference_lists(text: Read, heading: str, entries: list[str]) -> None:
    """Under a heading for references, in four languages, entries are references; what follows them is not."""
    document = text("\n\n".join([LONG, heading, *entries, "Annex", LONG]) + "\n")
    found = of_kind(document, BlockKind.REFERENCES)
    assert len(found) == 2 and all(entry in line or line in entry for entry, line in zip(entries, found, strict=True))
    assert heading_of(document, heading)
    assert of_kind(document, BlockKind.PARAGRAPH)[-1] == LONG


def test_author_blocks_are_furniture(text: Read) -> None:
    """Names, degrees and addresses around e-mail and ORCID lines are furniture; the title and abstract are not."""
    title = "RAILWAY LINKS OF THE INLAND SEA PORTS"
    document = text(
        f"UDC 656.2\n\nSEITOV A.B.,\n\nPhD, professor.\n\ne-mail: seitov@example.org\n\nORCID: 0000-0001-2345-6789\n\n"
        f"Inland University, Almaty\n\n{title}\n\nAbstract\n\n{LONG}\n"
    )
    assert document.title == title
    assert of_kind(document, BlockKind.HEADING) == [title, "Abstract"]
    assert of_kind(document, BlockKind.PARAGRAPH) == [LONG]
    assert "PhD, professor." in of_kind(document, BlockKind.FURNITURE)


def test_lists_leave_their_markers_out(text: Read) -> None:
    """The span of a list item is its words; bullet or number stays outside."""
    document = text(f"{LONG}\n\n• first thing\n• second thing\n\n1) one\n2) two\n")
    assert of_kind(document, BlockKind.LIST) == ["first thing", "second thing", "one", "two"]


def test_a_figure_that_begins_a_line_is_no_list_number(text: Read) -> None:
    """A line that begins with "27.5 million" begins with a figure, not with item 27."""
    assert of_kind(text("27.5 million tons went by rail last year.\n"), BlockKind.LIST) == []


def test_captions_are_no_sentences_about_tables(text: Read) -> None:
    """A line "Table 2 shows …" is a paragraph; "Table 2. …", "2-кесте – …" and "表2 …" are captions."""
    document = text(
        "Table 2 shows how much the port took in each year of the decade.\n\nTable 2. Port intake\n\n"
        "Таблица 3 – Грузы\n\n4-кесте – Жүктер\n\n表5 货物\n\nFigure 6: Map\n"
    )
    assert of_kind(document, BlockKind.CAPTION) == [
        "Table 2. Port intake",
        "Таблица 3 – Грузы",
        "4-кесте – Жүктер",
        "表5 货物",
        "Figure 6: Map",
    ]


def test_form_feeds_part_pages(text: Read) -> None:
    """Form feeds make pages, which together hold all words."""
    document = text(f"{LONG}\n\f{LONG} Two.\n\fThree is short here.\n")
    assert len(document.pages) == 3
    assert document.pages[1].of(document.text).strip() == f"{LONG} Two."


@pytest.mark.parametrize(
    ("line", "date", "language"),
    [
        ("9 June 2025", "2025-06-09", "en"),
        ("Published on June 9, 2025", "2025-06-09", "en"),
        ("Опубликовано 9 июня 2025 г.", "2025-06-09", "ru"),
        ("2025 жылғы 9 маусым", "2025-06-09", "kk"),
        ("2025年6月9日", "2025-06-09", "zh"),
        ("2025-06-09", "2025-06-09", "en"),
        ("09.06.2025", "2025-06-09", "ru"),
        ("June 2025", "2025-06", "en"),
    ],
)
def test_dates_of_first_lines(text: Read, line: str, date: str, language: str) -> None:
    """A line on top that gives a date dates the document, in four languages."""
    body = {
        "en": LONG,
        "ru": "Терминал принимает два поезда сразу, и краны перегружают контейнеры на автомобили за один час.",
        "kk": "Терминал бірден екі пойызды қабылдайды, ал крандар контейнерлерді бір сағатта көлікке тиейді.",
        "zh": "该码头可同时接待两列火车，起重机在一小时内将集装箱装上卡车，全年不间断运营，货运量稳步增长。",
    }[language]
    document = text(f"{line}\n\n{body}\n")
    assert (document.published, document.provenance["published"]) == (date, "first lines")
    assert (document.language, document.provenance["language"]) == (language, "detected")


def test_dates_of_something_else(text: Read) -> None:
    """The date of submission or of a visit to a link, or one within a sentence, is not the date of publication."""
    document = text(f"Received: 1 July 2025\n\n{LONG} It opened on 3 May 2024 after long delays, as the port says.\n")
    assert document.published is None


def test_the_date_nearest_to_the_title_counts(text: Read) -> None:
    """Of two dates on top, the one next to the title is the article's; the other is the page's."""
    document = text(f"5 December 2025\n9 June 2025\n\nA new yard opens\n\n{LONG}\n")
    assert (document.title, document.published) == ("A new yard opens", "2025-06-09")


def test_file_name_as_last_resort(text: Read) -> None:
    """Title and date come from the file name where the text has none."""
    document = text(f"{LONG}\n", "2024-03-15_inland_port_review.txt")
    assert document.published == "2024-03-15" and document.provenance["published"] == "file name"
    assert "inland port review" in document.title and document.provenance["title"] == "file name"


def test_front_matter_in_text(text: Read) -> None:
    """Front matter of a text file is furniture and states its facts."""
    document = text(f"---\ntitle: Yards\nsource: Corridor Daily\n---\n{LONG}\n")
    assert (document.title, document.source) == ("Yards", "Corridor Daily")
    assert document.blocks[0].kind is BlockKind.FURNITURE and of_kind(document, BlockKind.PARAGRAPH) == [LONG]


RUSSIAN_PAGE = """Главная
Экономика
Войти
USD 447,21 ▲ 0,35
Вестник порта
15 мая 2025, 14:20
Перевалка зерна выросла на треть
Поделиться
Фото: Вестник порта
С начала года через порт прошло 310 тыс. тонн зерна, сообщила администрация.
Год назад за тот же срок было 230 тыс. тонн
Что дальше
До конца года откроют второй элеватор на 50 тыс. тонн.
Читайте также:
Новый причал
Рельсы до моря
Теги: порт, зерно
© 2025 Вестник порта
"""


def test_a_web_page_pasted_without_blank_lines(text: Read) -> None:
    """Menus, rates, credits and links around an article are furniture; its headings and sentences are not."""
    document = text(RUSSIAN_PAGE)
    assert document.title == "Перевалка зерна выросла на треть" and document.published == "2025-05-15"
    assert of_kind(document, BlockKind.HEADING) == ["Перевалка зерна выросла на треть", "Что дальше"]
    assert of_kind(document, BlockKind.PARAGRAPH) == [
        "15 мая 2025, 14:20",
        "С начала года через порт прошло 310 тыс. тонн зерна, сообщила администрация.",
        "Год назад за тот же срок было 230 тыс. тонн",
        "До конца года откроют второй элеватор на 50 тыс. тонн.",
    ]


CHINESE_PAGE = """首页 > 新闻 > 正文
边境口岸货运量再创新高
2025年1月8日 来源：口岸日报
去年，该口岸通行货运列车8200列，同比增长9%。
一、主要数据
月份	列数	万吨
一月	700	95
二月	640	88
注：数据来自口岸管理处。
二、展望
今年预计增长8%左右。
责任编辑：李明
"""


def test_a_chinese_page(text: Read) -> None:
    """Trail, date line, numbered headings, table with note and editor of a Chinese page are told apart."""
    document = text(CHINESE_PAGE)
    assert (document.title, document.source, document.published) == ("边境口岸货运量再创新高", "口岸日报", "2025-01-08")
    assert document.provenance["source"] == "first lines"
    assert of_kind(document, BlockKind.HEADING) == ["边境口岸货运量再创新高", "一、主要数据", "二、展望"]
    assert of_kind(document, BlockKind.FURNITURE) == ["首页 > 新闻 > 正文", "责任编辑：李明"]
    assert cells(document) == ([["月份", "列数", "万吨"]], [["一月", "700", "95"], ["二月", "640", "88"]])
    assert len(document.tables[0].notes) == 1


PRINTED = """Corridor Review 2024                                          Page 1 of 2


                      REVIEW OF INLAND PORTS

Table 2.1. Volumes, thousand tons

Port                 2023      2024    Change, %
------------------------------------------------
Altyn               3,900     4,450       +14.1
Sary               12,500    13,200        +5.6
Kosh (planned)          -         -           -

Altyn grew fastest of all, and expects to pass the mark of five million
tons within two years, provided that the second track it has asked for is
12
Corridor Review 2024                                          Page 2 of 2

finished on time.
"""


def test_a_printed_report(text: Read) -> None:
    """Running lines and page numbers are furniture, and a ruled table of aligned columns keeps its header."""
    document = text(PRINTED)
    assert document.title == "REVIEW OF INLAND PORTS"
    assert [words.split()[0] for words in of_kind(document, BlockKind.FURNITURE)] == ["Corridor", "12", "Corridor"]
    header, body = cells(document)
    assert header == [["Port", "2023", "2024", "Change, %"]]
    assert body[-1] == ["Kosh (planned)", "-", "-", "-"] and len(body) == 3
    assert of_kind(document, BlockKind.PARAGRAPH)[-1] == "finished on time."


def test_a_figure_alone_is_no_page_number(text: Read) -> None:
    """A number that stands alone without running lines or counting up is content."""
    document = text(f"{LONG}\n\n320\n\n{LONG}\n")
    assert "320" in [words for kind, words in kinds(document) if kind != "furniture"]


def test_bylines(text: Read) -> None:
    """A line on top that names the author states it."""
    assert text(f"A new yard opens\nBy Anna Petrova | May 12, 2025 | 3 min read\n{LONG}\n").authors == ("Anna Petrova",)


def test_headings_in_capitals_over_two_lines(text: Read) -> None:
    """A title in capitals that is broken by hand is one heading."""
    document = text(f"COOPERATION OF INLAND PORTS\nAND RAILWAYS OF THE REGION\n\n{LONG}\n")
    assert of_kind(document, BlockKind.HEADING) == ["COOPERATION OF INLAND PORTS\nAND RAILWAYS OF THE REGION"]


def test_documents_without_structure_keep_their_words(text: Read) -> None:
    """Short lines without menu words around them are no menu."""
    document = text("Altyn\nSary\nKosh\nBel\nTau\n")
    assert of_kind(document, BlockKind.FURNITURE) == []


def test_a_card_of_addresses_is_not_silenced(text: Read) -> None:
    """Where nothing but names and addresses is there, these are the content."""
    document = text("Inland Port Office\n\nDesk of lorries\n\ne-mail: lorries@port.example\n\nHarbour Street 5\n")
    assert "Harbour Street 5" in [words for kind, words in kinds(document) if kind != "furniture"]


def test_headings_over_several_aligned_columns(text: Read) -> None:
    """A first line of wide headings over aligned columns is cut by their middles; the columns below stay apart."""
    document = text(
        "Fish landed, 2019-2023\n\n"
        "               Thousand tonnes      Value, EUR million\n"
        "Harbour        2019      2023       2019      2023\n"
        "Skagen         41.2      44.0       61.4      70.2\n"
        "Thyboron       18.9      19.7       25.1      28.3\n"
    )
    header, rows = cells(document)
    assert header == [
        ["", "Thousand tonnes", "", "Value, EUR million", ""],
        ["Harbour", "2019", "2023", "2019", "2023"],
    ]
    assert rows[0] == ["Skagen", "41.2", "44.0", "61.4", "70.2"]

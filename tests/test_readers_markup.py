"""Markdown, HTML and CSV: structure from the format, and for Markdown and CSV the text stays the file itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from readers.checks import cells, heading_of, kinds, of_kind, sound
from readers.documents import REPORT, html_page

from qa.readers import read
from qa.types import BlockKind, Document

Read = Callable[..., Document]

LONG = "The yard takes two trains at a time, and cranes move their containers to lorries within an hour of arrival."


@pytest.fixture
def make(tmp_path: Path) -> Read:
    """Write a file and read it back; for Markdown and CSV the text must be the file itself."""

    def write(content: str, name: str) -> Document:
        path = tmp_path / name
        path.write_bytes(content.encode())
        document = sound(read(path, name))
        if document.format != "html":
            assert document.text == content
        return document

    return write


MARKDOWN = f"""---
title: Yards of the north
authors: [A. Seitov, B. Omarov]
source: Corridor Daily
published: 2025-03-04
language: en
doi: 10.1000/182
---
# Yards *of* the north #

{LONG}
It has **two** gates.

- one thing
  and its rest
- another

1. first

   with a second paragraph

> A quoted line.

Table 1. Gates

| Gate | Lorries \\| day |
|:-----|-----:|
| East | 120 |
| `West` | |

Note: counted in May.

Underlined
----------

<!-- a comment -->
<div align="center">

```
code = 1
```

## References

1. Brown A. Yards. Sea Press, 2019.
"""


def test_markdown_blocks(make: Read) -> None:
    """Spans cover the words of headings, items and rows, and leave the markers out."""
    assert kinds(make(MARKDOWN, "a.md")) == [
        ("furniture", MARKDOWN[: MARKDOWN.index("\n# ")]),
        ("heading", "Yards *of* the north"),
        ("paragraph", f"{LONG}\nIt has **two** gates."),
        ("list", "one thing\n  and its rest"),
        ("list", "another"),
        ("list", "first"),
        ("list", "with a second paragraph"),
        ("paragraph", "A quoted line."),
        ("caption", "Table 1. Gates"),
        ("table_header", "| Gate | Lorries \\| day |"),
        ("table_row", "| East | 120 |"),
        ("table_row", "| `West` | |"),
        ("note", "Note: counted in May."),
        ("heading", "Underlined"),
        ("paragraph", "code = 1"),
        ("heading", "References"),
        ("references", "Brown A. Yards. Sea Press, 2019."),
    ]


def test_markdown_tables_and_facts(make: Read) -> None:
    """Cells come without padding, the caption and note are tied to the table, front matter states the facts."""
    document = make(MARKDOWN, "a.md")
    assert cells(document) == ([["Gate", "Lorries \\| day"]], [["East", "120"], ["`West`", ""]])
    table = document.tables[0]
    assert table.caption is not None and table.caption.of(document.text) == "Table 1. Gates"
    assert [note.of(document.text) for note in table.notes] == ["Note: counted in May."]
    assert [heading.level for heading in document.headings] == [1, 2, 2]
    assert (document.title, document.source, document.published) == (
        "Yards of the north",
        "Corridor Daily",
        "2025-03-04",
    )
    assert document.authors == ("A. Seitov", "B. Omarov")
    assert document.url == "https://doi.org/10.1000/182"
    assert set(document.provenance.values()) == {"front matter"}


@pytest.mark.parametrize(
    ("front", "title", "published"),
    [
        ("title: Plain\ndate: 2024", "Plain", "2024"),
        ("title: 'Quoted: yes'\ndate: 5 May 2024", "Quoted: yes", "2024-05-05"),
        ("title: Broken: yaml: here\ndate: 2024-05", "Broken: yaml: here", "2024-05"),
        ("title: [a, b]\ndate: 2024-05-01T10:00:00Z", "a, b", "2024-05-01"),
    ],
)
def test_front_matter_of_every_kind(make: Read, front: str, title: str, published: str) -> None:
    """Dates of any precision, quoted titles and invalid YAML all state what they can."""
    document = make(f"---\n{front}\n---\n\n{LONG}\n", "a.md")
    assert (document.title, document.published) == (title, published)


def test_a_rule_is_no_front_matter(make: Read) -> None:
    """Dashes without names and values between them are rules."""
    document = make(f"---\n\n{LONG}\n\n---\n\n{LONG}\n", "a.md")
    assert of_kind(document, BlockKind.FURNITURE) == []


def test_markdown_with_odd_line_ends(make: Read) -> None:
    """Characters that other programs take for line ends move no span."""
    document = make(f"# A\u2028B\n\nC\x0bD \x85 E\n\n- F\x0cG\n\n{LONG}\n", "a.md")
    assert of_kind(document, BlockKind.HEADING) == ["A\u2028B"] and of_kind(document, BlockKind.PARAGRAPH)[-1] == LONG


HEAD = (
    "<title>Порт | Сайт</title><meta property='og:site_name' content='Сайт'>"
    "<link rel=canonical href='https://site.example/port'><meta name=author content='А. Сейтов'>"
)


def page(body: str, head: str = HEAD, lang: str = "ru") -> str:
    """An HTML page."""
    return f"<!DOCTYPE html><html lang={lang}><head>{head}</head><body>{body}</body></html>"


def test_html_separates_content_from_furniture(make: Read) -> None:
    """Menus, banners and footers are kept as furniture; the article's blocks are told by their tags."""
    document = make(html_page(REPORT), "a.html")
    assert of_kind(document, BlockKind.FURNITURE) == [
        "Home News",
        "This site stores cookies.",
        "Corridor Daily, all rights reserved",
    ]
    assert [words for kind, words in kinds(document) if kind == "heading"] == [
        "Dry ports of the eastern corridor",
        "Volumes",
        "Outlook",
    ]
    assert cells(document)[0] == [["Port", "2022, TEU", "2023, TEU"]]
    table = document.tables[0]
    assert table.caption is not None and len(table.notes) == 1
    assert document.title == "Dry ports of the eastern corridor"


def test_html_tables_with_merged_cells(make: Read) -> None:
    """A cell over columns keeps its width, one over rows shows in each row, header rows are told by their cells."""
    document = make(
        page(
            f"<p>{LONG}</p><table><caption>Таблица 1. Грузы</caption>"
            "<thead><tr><th rowspan=2>Порт</th><th colspan=2>2023</th>"
            "</tr><tr><th>т</th><th>ДФЭ</th></tr></thead><tr><td rowspan=2>Алтын</td><td>10</td><td>1</td></tr>"
            "<tr><td>20</td><td>2<br>всего</td></tr></table>"
        ),
        "a.html",
    )
    assert cells(document) == (
        [["Порт", "2023"], ["Порт", "т", "ДФЭ"]],
        [["Алтын", "10", "1"], ["Алтын", "20", "2 всего"]],
    )
    assert [cell.columns for cell in document.tables[0].header[0]] == [1, 2]
    assert document.tables[0].caption is not None


def test_whatever_a_format_calls_a_caption_is_its_tables(make: Read) -> None:
    """A caption element needs no word for "table" to be tied to its table; the caption of a figure is not tied."""
    row = "<tr><th>Pier</th><th>2023</th></tr><tr><td>North</td><td>10</td></tr>"
    document = make(page(f"<p>{LONG}</p><table><caption>Ferries by pier, thousand</caption>{row}</table>"), "a.html")
    assert [t.caption.of(document.text) for t in document.tables if t.caption] == ["Ferries by pier, thousand"]
    figure = make(page(f"<p>{LONG}</p><p>Figure 3. A pier</p><table>{row}</table>"), "b.html")
    assert figure.tables[0].caption is None


def test_a_cell_over_the_whole_width_heads_the_rows_below_it(make: Read) -> None:
    """A year over all columns amid a table is a row of its own, no second heading of every column."""
    rows = "".join(
        f"<tr><th colspan=3>{year}</th></tr><tr><td>Japan</td><td>{one}</td><td>{two}</td></tr>"
        for year, one, two in ((2024, 410, 395), (2025, 450, 430))
    )
    document = make(page(f"<p>{LONG}</p><table><tr><th>Land</th><th>Q1</th><th>Q2</th></tr>{rows}</table>"), "a.html")
    assert cells(document) == (
        [["Land", "Q1", "Q2"]],
        [["2024"], ["Japan", "410", "395"], ["2025"], ["Japan", "450", "430"]],
    )


def test_html_layout_tables_are_text(make: Read) -> None:
    """A table of one column, or one that holds tables, is layout: its words are ordinary blocks."""
    document = make(page(f"<table><tr><td><p>{LONG}</p></td></tr><tr><td><p>Ещё.</p></td></tr></table>"), "a.html")
    assert document.tables == () and of_kind(document, BlockKind.PARAGRAPH) == [LONG, "Ещё."]


@pytest.mark.parametrize(
    ("head", "body", "published"),
    [
        ("<meta property='article:published_time' content='2025-06-09T08:00:00+05:00'>", "", "2025-06-09"),
        (
            '<script type="application/ld+json">{"@graph":[{"headline":"A","datePublished":"2025-06-09"}]}</script>',
            "",
            "2025-06-09",
        ),
        ("", "<time datetime='2025-06-09'>9 июня</time>", "2025-06-09"),
        ("<meta name=date content='9 June 2025'>", "", "2025-06-09"),
        ('<script type="application/ld+json">{broken</script>', "", None),
    ],
)
def test_html_dates(make: Read, head: str, body: str, published: str | None) -> None:
    """The date comes from article metadata, JSON-LD or a time element; broken JSON-LD harms nothing."""
    document = make(page(f"{body}<p>{LONG}</p>", HEAD + head), "a.html")
    assert document.published == published
    assert document.provenance.get("published") == ("metadata" if published else None)


def test_html_facts(make: Read) -> None:
    """Title, site, author and address come from the page's metadata."""
    document = make(page(f"<p>{LONG}</p>"), "a.html")
    assert (document.title, document.source, document.url) == ("Порт", "Сайт", "https://site.example/port")
    assert document.authors == ("А. Сейтов",)
    assert document.provenance["title"] == document.provenance["source"] == "metadata"


def test_a_template_language_does_not_win(make: Read) -> None:
    """A page that says it is Russian but is English all through is English."""
    document = make(page(f"<p>{LONG}</p><p>{LONG}</p><p>{LONG}</p>"), "a.html")
    assert (document.language, document.provenance["language"]) == ("en", "detected")


def test_html_hidden_and_scripted_words_are_left_out(make: Read) -> None:
    """Scripts, styles and hidden elements show nothing, and what follows them does."""
    hidden = "<p hidden>no</p><p style='display: none'>no</p><style>p</style>"
    body = f"<p>{LONG}<script>var x</script> After.</p>{hidden}Tail text."
    assert of_kind(make(page(body), "a.html"), BlockKind.PARAGRAPH) == [f"{LONG} After.", "Tail text."]


def test_a_page_of_nothing_but_furniture_names_is_still_read(make: Read) -> None:
    """Where class names would silence everything, they are not believed."""
    document = make(page(f"<div class='widget sidebar'><p>{LONG}</p><p>{LONG} Again.</p></div>"), "a.html")
    assert of_kind(document, BlockKind.PARAGRAPH) == [LONG, f"{LONG} Again."]


def test_a_form_around_the_page_silences_nothing(make: Read) -> None:
    """Some servers put every page into one form."""
    assert LONG in of_kind(make(page(f"<form><h1>Yard</h1><p>{LONG}</p></form>"), "a.html"), BlockKind.PARAGRAPH)


def test_html_raised_digits(make: Read) -> None:
    """Footnote marks and exponents come as superscript characters, other raised words as they are."""
    document = make(
        page("<p>They took 2,000<sup>1</sup> on 10<sup>3</sup> m<sup>2</sup>, the 2<sup>nd</sup> year.</p>"), "a.html"
    )
    assert document.text == "They took 2,000¹ on 10³ m², the 2nd year."


def test_deeply_nested_html(make: Read) -> None:
    """Thousands of nested elements neither crash the reader nor lose the words."""
    document = make(page("<div>" * 3_000 + LONG + "</div>" * 3_000), "a.html")
    assert LONG in document.text


def test_csv(make: Read) -> None:
    """Title lines, header, quoted cells with delimiters and line ends, and a note below, all as in the file."""
    document = make(
        'Cargo of ports;;\nPort;t;"Why; how"\nAltyn;1 200,5;"by ""rail""\nand road"\nSary;900;\nNote: May;;\n', "a.csv"
    )
    assert cells(document) == (
        [["Port", "t", "Why; how"]],
        [["Altyn", "1 200,5", 'by ""rail""\nand road'], ["Sary", "900", ""]],
    )
    table = document.tables[0]
    assert table.caption is not None and table.caption.of(document.text) == "Cargo of ports"
    assert of_kind(document, BlockKind.NOTE) == ["Note: May"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_csv_dialects(make: Read, delimiter: str) -> None:
    """The delimiter is told from the rows."""
    rows = [["Port", "TEU", "Year"], ["Altyn", "1200", "2023"], ["Sary", "900", "2024"]]
    document = make("\n".join(delimiter.join(row) for row in rows) + "\n", "a.csv")
    assert cells(document) == ([rows[0]], rows[1:])


def test_csv_without_header(make: Read) -> None:
    """Rows that all look alike have no header."""
    header, body = cells(make("2021,1200\n2022,1300\n2023,1400\n", "a.csv"))
    assert header == [] and len(body) == 3


def test_csv_agrees_with_the_standard_library(make: Read) -> None:
    """Cells, quotes undone, are those that Python's csv module reads."""
    import csv
    import io

    content = 'a,"b, c",d\n1,"x ""y"" z",\n"multi\nline",2,3\n,,"last"\n'
    document = make(content, "a.csv")
    header, body = cells(document)
    ours = [[cell.replace('""', '"') for cell in row] for row in (*header, *body)]
    assert ours == list(csv.reader(io.StringIO(content)))


def test_headings_lead_to_their_level(make: Read) -> None:
    """Heading depth comes from the tag."""
    document = make(page(f"<h1>A title here</h1><p>{LONG}</p><h3>Deeper</h3><p>{LONG}</p>"), "a.html")
    assert heading_of(document, "A title here").level == 1 and heading_of(document, "Deeper").level == 3

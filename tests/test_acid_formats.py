"""One document in four formats: what was written as Markdown is asked again as PDF, Word and HTML."""

from __future__ import annotations

import html
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from conftest import CORPUS
from readers.documents import font_for

from qa.build import build
from qa.cli import cli
from qa.readers import read
from qa.settings import IndexSettings

AKTAU = "What will be the capacity of the port of Aktau?"
WORDS = re.compile(r"\w+")


@dataclass(frozen=True)
class Part:
    """A block of a document: "h1" to "h4", "p", "li" with words, or "table" with rows, the first one its heading."""

    kind: str
    words: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


def parts_of(markdown: str) -> list[Part]:
    """The blocks of a Markdown text without its front matter, as plain words."""
    from markdown_it import MarkdownIt

    body = re.sub(r"\A---\n.*?\n---\n", "", markdown, flags=re.S)
    parts: list[Part] = []
    rows: list[list[str]] = []
    stack: list[str] = []
    for token in MarkdownIt().enable("table").parse(body):
        if token.type.endswith("_open"):
            stack.append({"list_item_open": "li"}.get(token.type, token.tag))
            if token.type == "table_open":
                rows = []
            elif token.type == "tr_open":
                rows.append([])
        elif token.type.endswith("_close"):
            stack.pop()
            if token.type == "table_close":
                parts.append(Part("table", rows=tuple(map(tuple, rows))))
        elif token.type == "inline":
            words = "".join(child.content or "\n" for child in token.children or ())
            if "table" in stack:
                rows[-1].append(words)
            else:
                kind = "li" if "li" in stack else stack[-1]
                number = f"{sum(part.kind == 'li' for part in parts) + 1}. " if "ol" in stack else ""
                parts.append(Part(kind, number + words if kind == "li" else words))
    return parts


def write_html(path: Path, title: str, parts: list[Part]) -> None:
    """A news page: banner, menu and related links around the article, whose tables have `th` cells."""
    body = []
    for part in parts:
        if part.rows:
            head, *rows = (
                "".join(f"<{tag}>{html.escape(cell)}</{tag}>" for cell in row)
                for tag, row in zip(["th"] + ["td"] * len(part.rows), part.rows, strict=False)
            )
            lines = "".join(f"<tr>{row}</tr>" for row in rows)
            body.append(f"<table><thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table>")
        elif part.kind == "li":
            body.append(f"<ul><li>{html.escape(part.words)}</li></ul>")
        else:
            body.append(f"<{part.kind}>{html.escape(part.words)}</{part.kind}>")
    path.write_text(
        f"<!doctype html><html lang=en><head><meta charset=utf-8><title>{html.escape(title)}</title>"
        "<script>var capacity = '999,000 TEU';</script></head><body>"
        "<header><a href=/>Corridor Daily</a></header>"
        "<nav><ul><li><a href=/rail>Rail</a></li><li><a href=/ports>Ports</a></li></ul></nav>"
        f"<main><article>{''.join(body)}</article></main>"
        "<aside><h3>Most read</h3><ul><li><a href=/x>Aktau port capacity to reach 777,000 TEU</a></li></ul></aside>"
        "<footer>Corridor Daily, all rights reserved</footer></body></html>",
        encoding="utf-8",
    )


def write_docx(path: Path, title: str, parts: list[Part]) -> None:
    """A Word file with heading styles, real tables, a running header and a page number."""
    import docx

    document = docx.Document()
    document.core_properties.title = title
    document.sections[0].header.paragraphs[0].text = "Corridor Quarterly"
    for part in parts:
        if part.rows:
            table = document.add_table(len(part.rows), len(part.rows[0]))
            for line, row in zip(table.rows, part.rows, strict=True):
                for cell, words in zip(line.cells, row, strict=True):
                    cell.text = words
        elif part.kind.startswith("h"):
            document.add_heading(part.words, int(part.kind[1]))
        else:
            document.add_paragraph(part.words, style="List Bullet" if part.kind == "li" else None)
    document.save(str(path))


def write_pdf(path: Path, title: str, parts: list[Part], columns: int = 1) -> None:
    """A PDF on A4 with a running header, page numbers, and tables whose cells wrap."""
    from reportlab.lib import colors
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph, Spacer, Table

    font = font_for("kk")

    def set_in(size: float, **options: Any) -> ParagraphStyle:
        return ParagraphStyle("", fontName=font, fontSize=size, leading=1.3 * size, spaceAfter=6, **options)

    sizes = {"h1": 17.0, "h2": 14.0, "h3": 12.5, "h4": 11.5}
    width, height = A4
    each = (width - 100) / columns
    flow: list[Any] = []
    for part in parts:
        if part.rows:
            cells = [[Paragraph(html.escape(cell), set_in(8)) for cell in row] for row in part.rows]
            grid = ("GRID", (0, 0), (-1, -1), 0.5, colors.black)
            flow += [
                Table(cells, [(each - 12) / len(cells[0])] * len(cells[0]), repeatRows=1, style=[grid]),
                Spacer(1, 8),
            ]
        elif part.kind.startswith("h"):
            flow.append(Paragraph(html.escape(part.words), set_in(sizes[part.kind], spaceBefore=8, keepWithNext=1)))
        else:
            bullet = "• " if part.kind == "li" else ""
            flow.append(Paragraph(html.escape(bullet + part.words), set_in(9.5)))

    def margins(canvas: Any, document: Any) -> None:
        canvas.setFont(font, 8)
        canvas.drawString(50, height - 35, "Corridor Quarterly")
        canvas.drawString(width / 2, 30, f"Page {document.page}")

    frames = [Frame(50 + n * each, 50, each, height - 110, leftPadding=6, rightPadding=6) for n in range(columns)]
    made = BaseDocTemplate(str(path), pagesize=A4, title=title, invariant=True)
    made.addPageTemplates(PageTemplate(frames=frames, onPage=margins))
    made.build(flow)


FORMATS: dict[str, tuple[str, Callable[[Path, str, list[Part]], None]]] = {
    "html": ("html", write_html),
    "docx": ("docx", write_docx),
    "pdf": ("pdf", write_pdf),
    "pdf in two columns": ("pdf", lambda path, title, parts: write_pdf(path, title, parts, columns=2)),
}


def shipped() -> dict[str, list[Part]]:
    """The shipped documents as blocks, by name."""
    return {path.stem: parts_of(path.read_text(encoding="utf-8")) for path in sorted(CORPUS.glob("*.md"))}


def convert(folder: Path, name: str) -> None:
    """Write every shipped document into `folder` in the format `name`."""
    suffix, write = FORMATS[name]
    folder.mkdir(parents=True, exist_ok=True)
    for stem, parts in shipped().items():
        write(folder / f"{stem}.{suffix}", parts[0].words, parts)


@dataclass(frozen=True)
class Asked:
    """An index of the shipped documents in one format."""

    format: str
    index: Path

    def run(self, *arguments: str) -> Any:
        """What a command prints with `--json`, run inside this process."""
        result = CliRunner().invoke(cli, [*arguments, "--index", str(self.index), "--json"])
        assert result.exit_code in (0, 1), result.output
        return json.loads(result.stdout)

    def text(self, document: str) -> str:
        """The whole text of a document, as `qa show` gives it."""
        return str(self.run("show", document)["text"])

    def ask(self, question: str) -> Any:
        """The answer to a question."""
        return self.run("ask", question)


def citations(value: Any) -> Iterator[Any]:
    """Every citation anywhere in an answer."""
    if isinstance(value, dict):
        if {"document", "start", "end", "quote"} <= value.keys():
            yield value
        for part in value.values():
            yield from citations(part)
    elif isinstance(value, list):
        for part in value:
            yield from citations(part)


def words(text: str) -> list[str]:
    """The words and numbers of a text, whatever stands between them."""
    return WORDS.findall(text)


@pytest.fixture(scope="module", params=FORMATS)
def asked(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Asked:
    """The shipped documents in one format, indexed with no model."""
    base = tmp_path_factory.mktemp("format")
    convert(base / "corpus", request.param)
    build(base / "corpus", base / "index", IndexSettings(model=""))
    return Asked(request.param, base / "index")


def test_nothing_is_lost(asked: Asked) -> None:
    """Every document is indexed, and every word of it is in the text that `qa show` gives.

    Where a column or cell is too narrow for a word, the PDF writer cuts it between two letters, and no reader can tell
    that from two words: there the letters must be whole, white space aside.
    """
    suffix = FORMATS[asked.format][0]
    for stem, parts in shipped().items():
        pieces = [text for part in parts for text in (part.words, *chain(*part.rows))]
        shown = asked.text(f"{stem}.{suffix}")
        lost = Counter(chain(*map(words, pieces))) - Counter(words(shown))
        if asked.format == "pdf in two columns":
            before, after = ("".join("".join(texts).split()) for texts in (pieces, [shown]))
            lost = Counter({word: n for word, n in lost.items() if after.count(word) < before.count(word)})
        assert not lost, (stem, lost.most_common(10))


def test_aktau(asked: Asked) -> None:
    """The capacity of Aktau is 240,000 TEU, planned, with a quote that says so; side columns do not answer."""
    answer = asked.ask(AKTAU)
    assert answer["status"] == "answered"
    headline = answer["headline"]
    assert "240,000 TEU" in headline["text"] and "240,000 TEU" in headline["citation"]["quote"]
    quantity = headline["quantity"]
    assert (quantity["low"], quantity["high"], quantity["unit"]) == (240_000, 240_000, "TEU")
    assert quantity["role"] == "to" and quantity["planned"]
    assert not {999_000, 777_000} & {figure["low"] for figure in answer["quantities"]}
    if asked.format.startswith("pdf"):
        assert all(citation["page"] for citation in citations(answer))


@pytest.mark.parametrize(
    ("question", "value", "unit", "headings"),
    [
        ("How many TEU did the Khorgos dry port handle in 2021?", 220_000, "TEU", ["2021", "Container turnover (TEU)"]),
        ("China – Europe – China tons 2018", 7_013_520, "t", ["2018", "Tons"]),
    ],
)
def test_table_rows_keep_their_headings(
    asked: Asked, question: str, value: float, unit: str, headings: list[str]
) -> None:
    """A figure of a table is the first one listed, cited to its row, in the unit and period of its headings."""
    answer = asked.ask(question)
    first = answer["quantities"][0]
    assert (first["low"], first["unit"]) == (value, unit)
    assert first["period"] == f"{headings[0]}-01-01/{headings[0]}-12-31"
    assert headings[1].split()[0] in first["subject"]
    text = asked.text(first["citation"]["document"])
    assert text[first["start"] : first["end"]] == first["text"]
    assert words(first["citation"]["quote"])[0] == headings[0]


@pytest.mark.parametrize("question", [AKTAU, "Khorgos containers by year", "Каковы ключевые слова статьи?", "Macron"])
def test_quotes_are_slices(asked: Asked, question: str) -> None:
    """Every quote of every citation is exactly its slice of the text that `qa show` gives."""
    answer = asked.ask(question)
    found = list(citations(answer))
    assert found
    texts = {document: asked.text(document) for document in {citation["document"] for citation in found}}
    for citation in found:
        assert citation["quote"] == texts[citation["document"]][citation["start"] : citation["end"]]
        assert citation["heading"] is not None
    for passage in answer["passages"]:
        assert passage["text"] == passage["citation"]["quote"]
        assert all(0 <= start < end <= len(passage["text"]) for start, end in passage["highlights"])


@pytest.mark.parametrize("lines", [16, 17, 24, 33])
def test_short_second_column(tmp_path: Path, lines: int) -> None:
    """The last line of a paragraph may stand alone at the top of a column or of a page: no sentence is torn."""
    sentence = "The southern yard took in {} wagons before noon and sent them on to the port by dusk."
    text = [sentence.format(f"{number} hundred") for number in ("two", "three", "four", "five", "six", "seven")]
    parts = [Part("h1", "Yards of the south"), *(Part("p", text[number % 6]) for number in range(lines))]
    write_pdf(tmp_path / "a.pdf", "Yards of the south", parts, columns=2)
    got = " ".join(read(tmp_path / "a.pdf", "a.pdf").text.split())
    assert [got.count(words_) for words_ in text] == [lines // 6 + (number < lines % 6) for number in range(6)]

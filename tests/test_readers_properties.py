"""What holds of every document, over made-up texts in every format, and the contract of the package."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from readers.checks import sound
from readers.documents import REPORT, Piece, docx, html_page, pdf

from qa.errors import ReadError
from qa.readers import SUFFIXES, read, supported

WORDS = [
    *("yard", "track", "15.3", "million", "tons", "port", "the", "of", "and", "Port", "ПОРТ", "порт", "грузы", "тонн"),
    *(
        "млн",
        "қала",
        "құрғақ",
        "порты",
        "港口",
        "集装箱",
        "达到24万标箱",
        "(1)",
        "–",
        "-",
        "•",
        "*",
        "#",
        "##",
        "|",
        "||",
    ),
    *("---", "===", "\t", ":", ".", ",", ";", "«", "»", '"', "'", "``", ">", "[1]", "2024", "9 июня 2025 г.", "Note:"),
    *("Table 1.", "Таблица 2 –", "表3", "REFERENCES", "Abstract", "e-mail: a@b.example", "ORCID", "UDC 656", "  "),
    *("https://example.org", "\x0c", "\u2028", "\ufeff", "\u00a0", "\u00ad", "<b>", "</div>", "&", "&amp;", "\x85", ""),
]
LINES = st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join)
TEXTS = st.lists(LINES, max_size=25).map("\n".join)
RELAXED = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])


@RELAXED
@given(text=TEXTS, suffix=st.sampled_from([".txt", ".md", ".csv", ".html"]))
def test_made_up_texts(tmp_path: Path, text: str, suffix: str) -> None:
    """Any text gives a sound document or a clear refusal; for .txt, .md and .csv its text is the file itself."""
    path = tmp_path / f"a{suffix}"
    path.write_bytes(text.encode())
    try:
        document = sound(read(path, path.name))
    except ReadError as error:
        assert "no text" in error.reason or "empty" in error.reason
        return
    if suffix != ".html":
        assert document.text == text.removeprefix("\ufeff")
        covered = "".join(block.span.of(text.removeprefix("\ufeff")) for block in document.blocks)
        assert suffix == ".md" or sum(map(str.isalnum, covered)) >= 0.9 * sum(map(str.isalnum, text)) - 40


@RELAXED
@given(text=st.text(max_size=400), suffix=st.sampled_from([".txt", ".md", ".csv", ".html"]))
def test_arbitrary_characters(tmp_path: Path, text: str, suffix: str) -> None:
    """Arbitrary characters, lone surrogates among them, raise nothing but `ReadError`."""
    path = tmp_path / f"a{suffix}"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    try:
        sound(read(path, path.name))
    except ReadError as error:
        assert str(path) in str(error)


PIECES = st.lists(
    st.one_of(
        st.tuples(
            st.sampled_from(["h1", "h2", "p", "li", "caption", "note"]), LINES.map(lambda s: s.replace("\x0c", ""))
        ),
        st.just(("table", [["Port", "t"], ["Altyn", "10"], ["", "5 %"]])),
    ),
    min_size=1,
    max_size=12,
)


@settings(RELAXED, max_examples=25)
@given(pieces=PIECES)
def test_made_up_office_files_and_pages(tmp_path: Path, pieces: list[Piece]) -> None:
    """Made-up DOCX, HTML and PDF documents are sound, and two readings are equal."""
    docx(tmp_path / "a.docx", pieces)
    (tmp_path / "a.html").write_text(html_page(pieces))
    (tmp_path / "a.pdf").write_bytes(pdf(pieces, columns=1 + len(pieces) % 2, running=True))
    for name in ("a.docx", "a.html", "a.pdf"):
        try:
            document = sound(read(tmp_path / name, name))
        except ReadError as error:
            assert "no text" in error.reason
        else:
            assert document == read(tmp_path / name, name)


@pytest.mark.parametrize("share", range(1, 20))
def test_damaged_files_raise_nothing_foreign(tmp_path: Path, share: int) -> None:
    """Files with bytes changed anywhere are read or refused, never a traceback."""
    whole = {"a.docx": docx(tmp_path / "whole.docx", REPORT).read_bytes(), "b.pdf": pdf(REPORT)}
    for name, data in whole.items():
        at = len(data) * share // 20
        (tmp_path / name).write_bytes(data[:at] + b"\xde\xad\xbe\xef" * 8 + data[at + 32 :])
        try:
            sound(read(tmp_path / name, name))
        except ReadError as error:
            assert name in str(error)


def test_identity_of_a_document(tmp_path: Path) -> None:
    """A document carries its id, its format and the hash of its bytes."""
    path = tmp_path / "a.md"
    path.write_bytes(b"# Title\r\n\r\nWords.\r\n")
    document = sound(read(path, "sub/a.md"))
    assert (document.id, document.format) == ("sub/a.md", "markdown")
    assert document.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert document.text == "# Title\n\nWords.\n"


def test_suffixes() -> None:
    """The formats that staff have are read, whatever the case of the suffix."""
    assert {".txt", ".md", ".html", ".pdf", ".docx", ".pptx", ".xlsx", ".csv"} <= SUFFIXES
    assert supported(Path("A.PDF")) and not supported(Path("a.exe")) and not supported(Path("pdf"))


def test_importing_the_readers_loads_no_parser() -> None:
    """Format libraries are loaded when a file of their format is read, not before."""
    code = (
        "import sys, qa.readers; print(sorted(set(sys.modules) & {'docx', 'pptx', 'openpyxl', 'pdfplumber', 'lxml', "
        "'pypdfium2', 'trafilatura', 'markdown_it', 'yaml', 'charset_normalizer'}))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"

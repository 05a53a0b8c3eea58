"""Bad input: every file that cannot be read gets a `ReadError` that names it, the reason and what to do."""

from __future__ import annotations

import io
import os
import threading
import zipfile
from pathlib import Path

import pytest
from readers.checks import sound
from readers.documents import REPORT, docx, html_page, pdf

from qa.errors import ReadError
from qa.readers import SUFFIXES, read, source, supported


def refused(path: Path, reason: str) -> ReadError:
    """The error that reading `path` gives; it names the file, has the reason in it and ends with advice."""
    with pytest.raises(ReadError) as caught:
        read(path, path.name)
    error = caught.value
    assert str(path) in str(error) and "\n" not in str(error)
    assert reason in error.reason, error.reason
    assert error.advice.endswith(".") or ":" in error.advice
    return error


def at(folder: Path, name: str, data: bytes) -> Path:
    """A file with `data`."""
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("suffix", sorted(SUFFIXES))
def test_empty_files(tmp_path: Path, suffix: str) -> None:
    """A file of zero bytes is refused under every suffix."""
    refused(at(tmp_path, f"empty{suffix}", b""), "is empty")


@pytest.mark.parametrize("suffix", [".txt", ".md", ".html", ".csv"])
def test_blank_files(tmp_path: Path, suffix: str) -> None:
    """A file of white space holds no text."""
    refused(at(tmp_path, f"blank{suffix}", b" \n\t\n"), "no text")


def test_unreadable_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file without the right to read it is refused with the command that gives it."""
    path = at(tmp_path, "secret.txt", b"words")
    path.chmod(0)
    if os.access(path, os.R_OK):
        # The superuser may read everything: let the system's own error come from where it would.
        def deny(*_: object, **__: object) -> None:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(Path, "open", deny)
    assert "chmod" in refused(path, "may not be read").advice


def test_vanished_files_folders_and_links(tmp_path: Path) -> None:
    """A file that is gone, a folder with such a name, a broken link and a link loop are told apart."""
    refused(tmp_path / "gone.txt", "vanished")
    (tmp_path / "folder.txt").mkdir()
    refused(tmp_path / "folder.txt", "folder")
    (tmp_path / "broken.txt").symlink_to(tmp_path / "nowhere.txt")
    refused(tmp_path / "broken.txt", "does not exist")
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    refused(tmp_path / "loop.txt", "leads back to itself")


def test_a_pipe_does_not_hang(tmp_path: Path) -> None:
    """A named pipe is refused at once instead of waiting for a writer."""
    os.mkfifo(tmp_path / "pipe.txt")
    refused(tmp_path / "pipe.txt", "not a regular file")


def test_a_file_that_is_cut_while_being_read(tmp_path: Path) -> None:
    """A file that keeps being emptied and filled is read or refused, never a crash."""
    path = at(tmp_path, "busy.txt", b"words and more words\n" * 1_000)
    stop = threading.Event()

    def rewrite() -> None:
        while not stop.is_set():
            path.write_bytes(b"")
            path.write_bytes(b"words and more words\n" * 1_000)
            path.unlink()
            path.write_bytes(b"words and more words\n")

    writer = threading.Thread(target=rewrite)
    writer.start()
    try:
        for _ in range(40):
            try:
                sound(read(path, "busy.txt"))
            except ReadError as error:
                assert "busy.txt" in str(error)
    finally:
        stop.set()
        writer.join()


def test_unknown_suffixes(tmp_path: Path) -> None:
    """A suffix that is not read is refused with the list of those that are."""
    path = at(tmp_path, "film.mp4", b"words")
    assert not supported(path)
    assert ".pdf" in refused(path, ".mp4").advice


@pytest.mark.parametrize("suffix", [".txt", ".docx", ".html", ".pdf", ".xlsx"])
def test_other_formats_under_a_readable_name(tmp_path: Path, suffix: str) -> None:
    """Pictures, archives and old Office files are named for what they are, whatever they are called."""
    refused(at(tmp_path, f"a{suffix}", b"\x89PNG\r\n\x1a\n" + bytes(200)), "PNG")
    refused(at(tmp_path, f"b{suffix}", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)), "before 2007")
    refused(at(tmp_path, f"c{suffix}", b"{\\rtf1 words}"), "RTF")
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as made:
        made.writestr("a.txt", "words")
    refused(at(tmp_path, f"d{suffix}", archive.getvalue()), "zip archive")


def test_mislabelled_documents_are_read_as_what_they_are(tmp_path: Path) -> None:
    """A PDF named .docx, a DOCX named .txt and a page named .docx are read by their real format."""
    assert sound(read(at(tmp_path, "a.docx", pdf(REPORT)), "a.docx")).format == "pdf"
    word = docx(tmp_path / "b.docx", REPORT).read_bytes()
    assert sound(read(at(tmp_path, "b.txt", word), "b.txt")).format == "docx"
    assert sound(read(at(tmp_path, "c.docx", html_page(REPORT).encode()), "c.docx")).format == "html"


def test_text_under_an_office_name(tmp_path: Path) -> None:
    """Plain text named .pdf or .xlsx is said to be none."""
    refused(at(tmp_path, "a.pdf", b"only words"), "damaged or mislabelled")
    refused(at(tmp_path, "a.xlsx", b"only words"), "damaged or mislabelled")


def test_encrypted_documents(tmp_path: Path) -> None:
    """Password-protected PDF and Office files are refused as encrypted."""
    refused(at(tmp_path, "a.pdf", pdf(REPORT, password="open")), "encrypted")
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + "EncryptedPackage".encode("utf-16-le") + bytes(512)
    refused(at(tmp_path, "a.docx", ole), "encrypted")


@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
def test_truncated_documents(tmp_path: Path, share: float) -> None:
    """Half-copied PDF and Office files are refused; none is read in part without a word."""
    whole = pdf(REPORT * 5)
    refused(at(tmp_path, "a.pdf", whole[: int(share * len(whole))]), "truncated")
    word = docx(tmp_path / "whole.docx", REPORT).read_bytes()
    refused(at(tmp_path, "b.docx", word[: int(share * len(word))]), "truncated or damaged")


def test_damaged_parts(tmp_path: Path) -> None:
    """An Office file whose main part is no XML is refused as damaged, without the library's exception."""
    for name, part in (
        ("a.docx", "word/document.xml"),
        ("b.pptx", "ppt/presentation.xml"),
        ("c.xlsx", "xl/workbook.xml"),
    ):
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w") as made:
            made.writestr(part, "no xml at all")
        refused(at(tmp_path, name, archive.getvalue()), "damaged")


def test_zip_bombs(tmp_path: Path) -> None:
    """A part that unpacks to hundreds of times its size is refused before it is unpacked."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("word/document.xml", bytes(64 * 2**20))
    refused(at(tmp_path, "bomb.docx", archive.getvalue()), "bomb")


def test_texts_over_the_limit(tmp_path: Path) -> None:
    """A text of 200 MB is refused by its size, with the limit named, without being read."""
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(200 * 2**20)
    refused(path, f"over the limit of {source.MAX_TEXT // 2**20} MB")


def test_scanned_pdfs(tmp_path: Path) -> None:
    """A PDF without words is refused with the advice to run text recognition."""
    assert "OCR" in refused(at(tmp_path, "scan.pdf", pdf([("break", ""), ("p", "")])), "no text").advice


def test_names_that_no_system_opens(tmp_path: Path) -> None:
    """A name with a NUL in it is refused instead of raising."""
    refused(Path(f"{tmp_path}/a\x00b.txt"), "name")

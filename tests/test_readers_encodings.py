"""Bytes to text: encodings told apart in four languages, damaged and odd bytes, binaries refused."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from readers.checks import sound

from qa.errors import ReadError
from qa.readers import read
from qa.readers.decode import decode

RUSSIAN = "Порт принимает контейнеры. В 2024 году объём вырос на 12,5 % и достиг 140 тыс. ДФЭ."
KAZAKH = "Ақтау порты 2024 жылы контейнерлерді көбірек өңдеді; құрғақ порт кеңейтілді."
CHINESE = "集装箱码头扩建后，年处理能力达到24万标箱。"
GERMAN = "Der Hafen schlägt größere Mengen um – für 12 € je Tonne."


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        *(
            (RUSSIAN, name)
            for name in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1251", "koi8-r", "cp866")
        ),
        *((KAZAKH, name) for name in ("utf-8", "utf-16", "utf-16-le", "utf-16-be", "kz1048")),
        *((CHINESE, name) for name in ("utf-8", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "gbk")),
        *((GERMAN, name) for name in ("utf-8", "cp1252", "utf-16-le", "utf-32")),
        ("Порт", "cp1251"),
        ("ПОРТ АКТАУ", "cp1251"),
        ("ПОРТ АКТАУ", "koi8-r"),
        ("год;тонны\n2024;12\n", "cp1251"),
        ("港口", "gb18030"),
        ("年份,吨\n2024,12\n", "gb18030"),
        ("Plain ASCII only.", "ascii"),
    ],
)
def test_encodings_are_recognised(text: str, encoding: str) -> None:
    """Texts of a few words are decoded right, with and without a byte order mark."""
    assert decode(text.encode(encoding)) == text


def test_long_texts_are_decoded_past_the_sample() -> None:
    """A text longer than the sample that is looked at is decoded whole, though the sample ends within a character."""
    for text, encoding in ((RUSSIAN, "cp1251"), (f"a{CHINESE}", "gb18030"), (KAZAKH, "utf-8")):
        long = text * 4_000
        assert decode(long.encode(encoding)) == long


def test_line_ends_and_broken_characters() -> None:
    """CRLF and CR become LF; NUL and lone surrogates become U+FFFD, one for one."""
    data = "a\r\nb\rc\x00d\ud800e".encode("utf-8", "surrogatepass")
    assert decode(data) == "a\nb\nc\ufffdd\ufffde"
    assert decode("x\ud800y\n".encode("utf-16", "surrogatepass")) == "x\ufffdy\n"


def test_a_few_broken_bytes_do_not_change_the_encoding() -> None:
    """UTF-8 with one byte gone is still read as UTF-8, the loss marked where it is."""
    data = (RUSSIAN * 5).encode()
    text = decode(data[:100] + b"\xff" + data[100:])
    assert text is not None and text.count("\ufffd") <= 3 and text.count("контейнеры") >= 4


def test_a_declared_charset_is_believed(tmp_path: Path) -> None:
    """An HTML page that names its encoding is read in it."""
    path = tmp_path / "page.html"
    page = f"<html><head><meta charset='koi8-r'><title>Порт</title></head><body><p>{RUSSIAN}</p></body></html>"
    path.write_bytes(page.encode("koi8-r"))
    assert RUSSIAN in sound(read(path, "page.html")).text


@pytest.mark.parametrize(
    "data", [os.urandom(4_000), bytes(range(256)) * 8, b"\x00" * 500, b"MZ\x90\x00\x03" + b"\x00\x01" * 900]
)
def test_binaries_are_refused(tmp_path: Path, data: bytes) -> None:
    """A binary under the name of a text is refused with a reason."""
    path = tmp_path / "binary.txt"
    path.write_bytes(data)
    with pytest.raises(ReadError, match=r"binary\.txt"):
        read(path, "binary.txt")


@given(st.text(st.characters(exclude_categories=("Cs", "Cc"))))
def test_utf8_round_trips(text: str) -> None:
    """Whatever can be written as UTF-8 without control characters is read as it was written."""
    if not text.startswith("\ufeff"):
        decoded = decode(text.encode())
        assert decoded is None or decoded == text


@given(st.binary(max_size=300))
def test_any_bytes_are_decoded_or_refused(data: bytes) -> None:
    """No bytes raise; what is decoded holds neither NULs, lone surrogates nor carriage returns."""
    text = decode(data)
    assert text is None or not set(text) & {"\x00", "\r"}
    assert text is None or text.encode() is not None

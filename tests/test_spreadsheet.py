"""The CSV of figures in a spreadsheet program: LibreOffice where it is installed, the cells themselves everywhere."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
from pathlib import Path

import pytest

from qa import render
from qa.quantity import read
from qa.types import Citation, CitedQuantity

TEXTS = {
    "en": 'It handled 320,000 TEU in 2023, up 19%; one in two trains, or 1/2, ran late, and "tariffs" fell by −3.5%.',
    "ru": "Перевалка в порту «Курык»; 1 204,5 тыс. т в 2023 году, план на 2026 год — 1,5 млн т, то есть +24,5%.",
    "zh": "2024年，口岸通行中欧班列7,600列，同比增长5.2%，投资12.6亿元。",
}


def figures(text: str) -> list[CitedQuantity]:
    """The figures of a text, each cited with the whole of it."""
    place = Citation("a.md", "=title", "2/3", "2025-06-09", None, "3-5", 0, len(text), text)
    return [CitedQuantity(one, place) for one in read(text)]


@pytest.mark.parametrize(("text", "shown"), [
    ("1/2", "'1/2"), ("3-5", "'3-5"), ("10:30", "'10:30"), ("9-11-2001", "'9-11-2001"), ("2025-06-09", "2025-06-09"),
    ("2025-06", "2025-06"), ("10–12", "10–12"), ("320,000", "320,000"), ("1.5", "1.5"), ("2/3 of it", "2/3 of it"),
])  # fmt: skip
def test_what_looks_like_a_date_stays_text(text: str, shown: str) -> None:
    """A text that a spreadsheet would take for a date gets an apostrophe, a date written in full does not."""
    found = figures("5 km")[0]
    item = CitedQuantity(found.quantity, Citation("a.md", text, text, text, None, text, 0, 4, text))
    row = next(csv.DictReader(io.StringIO(render.figures_csv([item]).removeprefix("\ufeff"))))
    assert {row["title"], row["source"], row["published"], row["quote"]} == {shown}


def test_whole_numbers_have_no_decimal_sign() -> None:
    """Where the decimal sign is a comma, "104000.0" would be text: whole numbers are written without one."""
    found = figures("104,000 TEU and 1.5 km")
    rows = list(csv.DictReader(io.StringIO(render.figures_csv(found).removeprefix("\ufeff"))))
    assert [(row["low"], row["high"]) for row in rows] == [("104000", "104000"), ("1.5", "1.5")]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("language", TEXTS)
def test_csv_opens_right_in_libreoffice(language: str, tmp_path: Path) -> None:
    """LibreOffice reads every row and column, numbers as numbers, and every other text as it was written."""
    import openpyxl

    found = figures(TEXTS[language])
    assert len(found) > 2
    (tmp_path / "figures.csv").write_text(render.figures_csv(found), encoding="utf-8", newline="")
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    command = ["soffice", home, "--headless", "--infilter=CSV:44,34,UTF8", "--convert-to", "xlsx", "figures.csv"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=300)
    sheet = openpyxl.load_workbook(tmp_path / "figures.xlsx").active
    assert sheet is not None
    head, *rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    wanted = list(csv.DictReader(io.StringIO(render.figures_csv(found).removeprefix("\ufeff"), newline="")))
    assert head == list(wanted[0]) and len(rows) == len(found)
    for row, want, item in zip(rows, wanted, found, strict=True):
        got = dict(zip(head, row, strict=True))
        assert (got["low"], got["high"]) == (item.quantity.low, item.quantity.high)
        for name in ("unit", "bound", "role", "subject", "document", "title", "source", "heading", "quote"):
            assert (got[name] or "") == want[name]

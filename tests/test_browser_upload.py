"""Adding documents in the browser, hostile ones too, and what the history keeps: a real server and Chromium."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser_server import ask, choose, chromium, page_of, serving, settled

from qa.build import build
from qa.history import History
from qa.settings import IndexSettings
from qa.store import Index

EVIL = (
    "<img src=x onerror=\"document.title='owned'\"> <script>document.title='owned'</script> $E=mc^2$ :red[x] "
    "![p](http://evil.example/p.png) \u202eesrever\u202c The yard at Zhezkent holds 55,000 TEU."
)
# Streamlit loses a click now and then while it draws a page anew; a fault of ours fails three times.
pytestmark = [pytest.mark.timeout(300), pytest.mark.flaky(reruns=2)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus of one hostile document and its index, by words alone."""
    root = tmp_path_factory.mktemp("upload")
    (root / "corpus").mkdir()
    text = f"# {EVIL}\n\n{EVIL}\n\n{'w' * 10_000}\n"
    (root / "corpus" / "<b>$x$ [y](z).md").write_text(text, encoding="utf-8")
    build(root / "corpus", root / "index", IndexSettings(model=""))
    return root


@pytest.fixture(scope="module")
def page(folder: Path) -> Iterator[Any]:
    """A page of a server that allows uploads."""
    with (
        serving(folder / "index", folder / "corpus", folder, "--allow-upload") as url,
        chromium() as browser,
        page_of(browser) as opened,
    ):
        opened.home = url
        yield opened


def test_hostile_document_stays_text(page: Any, folder: Path) -> None:
    """A document full of markup is shown character for character, runs nothing, and calls nobody."""
    page.goto(page.home)
    settled(page)
    ask(page, "How many TEU does the yard at Zhezkent hold?")
    assert page.locator(".qa :is(img, script)").count() == 0
    page.locator("ol.found a.go").first.click()
    page.locator(".doc").wait_for()
    row = Index.open(folder / "index").documents(text=True)[0]
    assert page.locator(".doc").text_content() == row.text
    assert page.title() != "owned"
    assert page.locator(".katex").count() == 0
    assert page.strays == []
    assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")


def test_mark_is_kept(page: Any, folder: Path) -> None:
    """Marking an answer as wrong writes it down with its comment."""
    page.goto(page.home)
    settled(page)
    ask(page, "How many TEU does the yard at Zhezkent hold?")
    page.get_by_role("button", name="Wrong").or_(page.get_by_role("radio", name="Wrong")).first.click()
    comment = page.get_by_role("textbox", name="What should it be?")
    comment.fill("50,000")
    comment.press("Enter")
    page.get_by_text("Thank you, noted.").wait_for()
    settled(page)
    for _ in range(50):
        marks = History.open(folder / "history.sqlite").marks()
        if marks and marks[0].comment:
            break
        page.wait_for_timeout(100)
    assert [(mark.right, mark.comment) for mark in marks] == [(False, "50,000")]


def test_upload_a_pdf(page: Any, folder: Path) -> None:
    """A PDF uploaded is indexed while the page stays, answered from, and shown as a page with a box."""
    from reportlab.pdfgen.canvas import Canvas

    made = io.BytesIO()
    canvas = Canvas(made)
    canvas.drawString(72, 720, "Sarybulak freight yard")
    canvas.drawString(72, 690, "The freight yard at Sarybulak stores 41,500 TEU under one roof.")
    canvas.save()
    page.goto(f"{page.home}documents")
    settled(page)
    page.get_by_text("Add documents").click()
    upload = {"name": "yard report.pdf", "mimeType": "application/pdf", "buffer": made.getvalue()}
    page.locator("input[type=file]").set_input_files(upload)
    page.get_by_text("yard report.pdf").first.wait_for()
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_text("The index is up to date.").wait_for()
    assert (folder / "corpus" / "yard report.pdf").read_bytes() == made.getvalue()
    page.goto(page.home)
    settled(page)
    ask(page, "How many TEU does the Sarybulak freight yard store?")
    assert "41,500 TEU" in page.locator(".qa-figure").inner_text()
    page.locator(".qa-card a.go").click()
    page.locator(".sheet img").wait_for()
    assert page.locator(".sheet i").count() >= 1


def test_remove_a_document(page: Any, folder: Path) -> None:
    """A document removed is gone from the folder and, after the update that starts by itself, from the answers."""
    (folder / "corpus" / "old.txt").write_text("The depot at Beyneu holds 6,400 TEU.\n", encoding="utf-8")
    build(folder / "corpus", folder / "index", IndexSettings(model=""))
    page.goto(f"{page.home}documents")
    settled(page)
    page.get_by_text("Remove a document").click()
    choose(page, "Document", "old.txt")
    page.get_by_text("Delete the file from the folder for everybody").click()
    page.get_by_role("button", name="Remove", exact=True).click()
    page.get_by_text("The index is up to date.").wait_for()
    assert not (folder / "corpus" / "old.txt").exists()
    assert "old.txt" not in {row.id for row in Index.open(folder / "index").documents()}
    page.goto(f"{page.home}documents")
    settled(page)
    assert page.get_by_text("The index is up to date.").count() == 0

"""Hostile titles, names, texts, questions, comments and addresses on every page, in a real Chromium."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from browser_server import chromium, emptied, page_of, serving, settled

from qa.build import build
from qa.settings import IndexSettings

EVIL = (
    "<img src=x onerror='window.owned=1'><script>window.owned=2</script> $E=mc^2$ :red[x] **b** "
    "[l](javascript:window.owned=3) ![p](http://evil.example/p.png) \u202eesrever\u202c \U0001f6a2 `c` www.evil.example"
)
#: What the page would hold if any of it had been taken for markup.
RENDERED = """() => ({
  ran: window.owned || 0,
  formulas: document.querySelectorAll(".katex").length,
  pictures: [...document.images].map((one) => one.src).filter((src) => /evil|\\/x$/.test(src)),
  links: [...document.links].filter((one) => one.protocol === "javascript:" || one.hostname.includes("evil")).length,
  coloured: [...document.querySelectorAll("span[class*=colored], [style*='color: rgb(255, 43']")].length,
  hangs: document.scrollingElement.scrollWidth > innerWidth,
})"""
INERT = {"ran": 0, "formulas": 0, "pictures": [], "links": 0, "coloured": 0, "hangs": False}
QUESTION = f"How many TEU did the yard at Zhezkent hold in 2021? {EVIL}"
# Streamlit loses a click now and then while it draws a page anew; a fault of ours fails three times.
pytestmark = [pytest.mark.timeout(300), pytest.mark.flaky(reruns=2)]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server over documents whose every part is hostile; two files are skipped."""
    root = tmp_path_factory.mktemp("hostile")
    (root / "corpus").mkdir()
    (root / "corpus" / "=cmd <b>$x$ [y](z) :red[n].md").write_text(
        f'---\ntitle: "=HYPERLINK() {EVIL}"\nsource: "@SUM(1) <svg onload=window.owned=4> $s$ :blue[s]"\n'
        f"published: 2024-05-01\n---\n# {EVIL}\n\nThe yard at Zhezkent held 55,000 TEU in 2021. {EVIL}\n\n"
        f"The yard at Zhezkent held 65,000 TEU in 2022.\n\n| {EVIL.replace('|', '')} | +Capacity (TEU) 2023 |\n"
        f"|---|---|\n| =1+1 <i>row</i> $y$ | 71,000 |\n| {'w' * 10_000} | 72,500 |\n\n{'x' * 10_000} 99,000 TEU.\n",
        encoding="utf-8",
    )
    (root / "corpus" / "other.txt").write_text(f"The yard at Zhezkent held 58,000 TEU in 2021. {EVIL}\n", "utf-8")
    (root / "corpus" / "<img src=x onerror=window.owned=5>.pdf").write_bytes(b"\x89PNG")
    (root / "corpus" / "=skip+me @x.exe").write_bytes(b"MZ")
    build(root / "corpus", root / "index", IndexSettings(model=""))
    with serving(root / "index", root / "corpus", root, "--allow-upload") as url:
        yield url


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """One browser for the file."""
    with chromium() as running:
        yield running


@pytest.fixture(scope="module", params=[1280, 380])
def opened(browser: Any, request: pytest.FixtureRequest) -> Iterator[Any]:
    """A page of a desk's width and one of a phone's for the file."""
    with page_of(browser, viewport={"width": request.param, "height": 900}) as one:
        yield one


@pytest.fixture
def page(opened: Any) -> Any:
    """The page in an empty profile."""
    return emptied(opened)


def inert(page: Any) -> None:
    """Nothing on the page was taken for markup, and it called nobody."""
    settled(page)
    page.wait_for_timeout(500)
    assert page.evaluate(RENDERED) == INERT
    assert page.strays == []


def ask(page: Any, question: str) -> None:
    """Type a question and wait until its card has come."""
    box = page.get_by_test_id("stChatInputTextArea")
    box.fill(question)
    box.press("Enter")
    page.get_by_role("heading", name=question[:60]).first.wait_for()
    settled(page)


def test_asking(page: Any, home: str) -> None:
    """Question, card, follow-up, comment and the list of conversations stay text; the question is shown as typed."""
    page.goto(home)
    settled(page)
    ask(page, QUESTION)
    inert(page)
    assert page.locator("h2.asked").first.text_content() == QUESTION
    ask(page, f"And in 2022? {EVIL} {'q' * 900}")
    inert(page)
    page.get_by_role("button", name="Wrong").or_(page.get_by_role("radio", name="Wrong")).first.click()
    comment = page.get_by_role("textbox", name="What should it be?")
    comment.fill(f"=1+1 {EVIL}")
    comment.press("Enter")
    page.get_by_text("Thank you, noted.").wait_for()
    inert(page)
    page.goto(f"{home}quality")
    inert(page)
    assert EVIL in "".join(page.locator("td").all_text_contents())
    page.goto(home)
    settled(page)
    if not page.get_by_text("Earlier conversations").is_visible():
        page.get_by_test_id("stExpandSidebarButton").click()
    page.get_by_text("Earlier conversations").click()
    page.get_by_text("Documents: 2").click()
    page.locator("a.go", has_text="How many TEU did").first.wait_for()
    inert(page)


def test_figures(page: Any, home: str) -> None:
    """Chart, its labels and tooltips, the table and the sentences about unknown units stay text."""
    page.goto(f"{home}numbers?what=yard+Zhezkent&unit=TEU")
    chart = page.get_by_test_id("stVegaLiteChart")
    chart.wait_for()
    settled(page)
    chart.scroll_into_view_if_needed()
    box = chart.bounding_box()
    assert box is not None
    for right in range(40, int(box["width"]), 12):  # over every point, whatever its place
        page.mouse.move(box["x"] + right, box["y"] + box["height"] - 62)
        if page.locator("#vg-tooltip-element").is_visible():
            break
    inert(page)
    page.goto(f"{home}numbers?what=:red[x]$y$<b>&unit=<b>$x$:red[u]")
    page.get_by_test_id("stAlert").wait_for()
    inert(page)
    assert "<b>$x$:red[u]" in page.get_by_test_id("stAlert").inner_text().replace("\u2060", "")


def test_documents(page: Any, home: str) -> None:
    """Names, titles, sources and reasons stay text, of refused uploads too; the text is shown exactly."""
    page.goto(f"{home}documents")
    inert(page)
    page.get_by_text("Add documents").click()
    name = ":red[x] $y$ <img src=x onerror=window.owned=8> =c.txt"
    page.locator("input[type=file]").set_input_files({"name": name, "mimeType": "text/plain", "buffer": b""})
    page.get_by_text("=c.txt").first.wait_for()
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_text("The file is empty").wait_for()
    inert(page)
    page.goto(f"{home}source")
    inert(page)


@pytest.mark.parametrize(
    "path",
    [
        "?q=<b>:red[x]$y$", "?lang=<b>&since=<img>&source=$x$&language=:red[x]&c=../../x", "numbers?role=<script>",
        "source?document=<script>window.owned=6</script>$x$:red[a]&start=<b>&end=9", "documents?build=<b>",
    ],
)  # fmt: skip
def test_address(page: Any, home: str, path: str) -> None:
    """What stands in the address is a question, a name or a number, or nothing; it is never run."""
    page.goto(home + path)
    inert(page)

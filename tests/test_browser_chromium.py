"""The front end as people use it, in a real Chromium."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser_server import ask, choose, chromium, emptied, page_of, serving, settled

from qa.engine import Engine

ROOT = Path(__file__).parents[1]
QUESTION = "Aktau container capacity after expansion?"
# Streamlit loses a click now and then while it draws a page anew; a fault of ours fails three times.
pytestmark = [pytest.mark.timeout(300), pytest.mark.flaky(reruns=2)]


@pytest.fixture(scope="module")
def address(index: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server over the shipped corpus."""
    with serving(index, ROOT / "corpus", tmp_path_factory.mktemp("server")) as url:
        yield url


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """One browser for the file."""
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def opened(browser: Any) -> Iterator[Any]:
    """One page for the file."""
    with page_of(browser) as one:
        yield one


@pytest.fixture
def page(opened: Any, address: str) -> Any:
    """The empty start page in an empty profile."""
    emptied(opened).goto(address)
    settled(opened)
    return opened


def test_ask_and_open_citation(page: Any, engine: Engine) -> None:
    """A question typed gives the figure and its quote; a click shows that quote marked in its document."""
    ask(page, QUESTION)
    headline = engine.ask(QUESTION).headline
    assert headline is not None
    assert "240,000 TEU" in page.locator(".qa-figure").inner_text()
    page.locator(".qa-card a.go").click()
    mark = page.locator(".doc mark").first
    mark.wait_for()
    assert "".join(page.locator(".doc mark").all_text_contents()) == headline.citation.quote
    assert re.search(rf"start={headline.citation.start}&end={headline.citation.end}", page.url)
    assert mark.is_visible()
    assert page.strays == []


def test_whole_document_is_exact(page: Any, engine: Engine, address: str) -> None:
    """The source view holds the document's text character for character."""
    row = engine.index.document("002-key-link-connecting-china-and-europe.md")
    assert row is not None
    page.goto(f"{address}source?document={row.id}")
    page.locator(".doc").wait_for()
    assert page.locator(".doc").text_content() == row.text


def test_search_inside_a_document(page: Any, address: str) -> None:
    """Each hit comes into view, and the buttons that turn the hits stay in reach."""
    page.goto(f"{address}source?document=000-kazakhstan-china-logistics-partnership.md")
    settled(page)
    field = page.get_by_role("textbox", name="Search in this document")
    field.fill("khorgos")
    field.press("Enter")
    for number in (1, 2, 3):
        page.get_by_text(f"{number} of ").wait_for()
        page.wait_for_function("(() => { const r = document.querySelector('.doc mark').getBoundingClientRect();"
                               " return r.top > 0 && r.bottom < innerHeight; })()")  # fmt: skip
        button = page.get_by_role("button", name="Next")
        box = button.bounding_box()
        assert box is not None and 0 <= box["y"] < 900
        button.click()


def test_copy_citation(page: Any, engine: Engine) -> None:
    """One click copies the exact quote with source, date and place."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    ask(page, QUESTION)
    answer = engine.ask(QUESTION)
    assert answer.headline is not None
    for place, citation in ((".qa-card", answer.headline.citation), ("li", answer.passages[0].citation)):
        page.locator(f"{place} button.copy").first.click()
        page.locator(place).get_by_text("Copied").first.wait_for()
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied.startswith(f"“{citation.quote}” — ")
        assert f"{citation.document}:{citation.start}-{citation.end}" in copied


def test_follow_up_reload_and_correction(page: Any) -> None:
    """A follow-up shows what it was understood as; a reload brings the conversation back; a correction is answered."""
    from playwright.sync_api import expect

    ask(page, "What was the trade turnover between Kazakhstan and China in 2023?")
    ask(page, "And in 2024?")
    understood = page.get_by_role("textbox", name="Understood as")
    expect(understood).to_have_value(re.compile("2024"), timeout=30_000)
    name = page.url.partition("c=")[2]
    for number in (2, 0):  # to another page and back, where the address is made anew
        page.get_by_test_id("stSidebarNavLink").nth(number).click()
        settled(page)
    page.wait_for_url(re.compile(f"c={name}"))
    page.reload()
    settled(page)
    page.get_by_role("heading", name="And in 2024?", exact=True).wait_for()
    understood = page.get_by_role("textbox", name="Understood as")
    understood.fill(QUESTION)
    understood.press("Enter")
    page.locator(".qa-figure", has_text="240,000").first.wait_for()


def test_earlier_conversations(page: Any, browser: Any, address: str) -> None:
    """A browser lists its own conversations; another one has them by their link, and goes on under a new name."""
    ask(page, QUESTION)
    name = page.url.partition("c=")[2]
    page.goto(address)
    settled(page)
    page.get_by_text("Earlier conversations").click()
    page.locator("a.go", has_text=QUESTION).click()
    page.get_by_role("heading", name=QUESTION, exact=True).wait_for()
    assert f"c={name}" in page.url
    with page_of(browser) as other:
        other.goto(f"{address}?c={name}")
        settled(other)
        other.get_by_role("heading", name=QUESTION, exact=True).wait_for()
        assert other.get_by_text("Earlier conversations").count() == 0
        ask(other, "What was the Khorgos container volume in 2019?")
        assert f"c={name}" not in other.url
    page.reload()
    settled(page)
    page.get_by_role("heading", name=QUESTION, exact=True).wait_for()
    page.get_by_text("Earlier conversations").click()
    page.get_by_role("button", name="Forget them all").click()
    page.get_by_role("heading", name="Ask your documents").wait_for()
    page.goto(f"{address}?c={name}")
    settled(page)
    assert page.get_by_role("heading", name=QUESTION, exact=True).count() == 0


def test_deep_link_and_filters(browser: Any, address: str) -> None:
    """An address with a question and a filter answers at once, from the admitted documents alone."""
    with page_of(browser) as page:
        page.goto(f"{address}?q={QUESTION.replace(' ', '+')}&since=2025&language=en")
        settled(page)
        page.get_by_role("heading", name=QUESTION, exact=True).wait_for()
        assert "240,000" in page.locator(".qa-figure").first.inner_text()
        assert "since=2025" in page.url
        assert "language=en" in page.url


def test_filter_goes_into_the_address(page: Any) -> None:
    """A filter chosen with the mouse is in the address, and a reload keeps it."""
    page.get_by_text("Filters").click()
    choose(page, "Source", "Asia Econ News")
    page.wait_for_url(re.compile("source=Asia"))
    page.keyboard.press("Escape")
    ask(page, "How many logistics hubs are planned?")
    page.reload()
    settled(page)
    page.locator("ol.found").first.wait_for()
    assert "source=Asia" in page.url
    assert {text.split(" · ")[1] for text in page.locator("li .where").all_text_contents()} == {"Asia Econ News"}


def test_languages(browser: Any, address: str) -> None:
    """The browser's language chooses the interface; the switch changes it and the address keeps it."""
    with page_of(browser, locale="kk-KZ") as page:
        page.goto(address)
        settled(page)
        page.get_by_role("heading", name="Құжаттарыңыздан сұраңыз").wait_for()
        choose(page, "Тіл", "中文")
        page.get_by_role("heading", name="向您的文件提问").wait_for()
        assert "lang=zh" in page.url


def test_language_filters_and_width_last(browser: Any, address: str) -> None:
    """On the way from page to page language and filters stay, in the address too, and tables keep their width."""
    from playwright.sync_api import expect

    with page_of(browser, locale="ru-RU") as page:
        page.goto(f"{address}?since=2025&language=en&source=Asia+Econ+News")
        settled(page)
        for _ in range(2):
            for number, path in ((2, "numbers"), (0, ""), (3, "documents"), (1, "source")):
                page.get_by_test_id("stSidebarNavLink").nth(number).click()
                page.wait_for_url(re.compile(f"/{path}[?].*source=Asia[+]Econ[+]News"))
                settled(page)
                expect(page.get_by_test_id("stSidebarNavLink").nth(0)).to_contain_text("Вопрос")
                assert all(part in page.url for part in ("since=2025", "language=en"))
                assert "lang=" not in page.url.replace("language=", "")
        page.get_by_test_id("stSidebarNavLink").nth(2).click()
        field = page.get_by_label("Единица")
        field.fill("TEU")
        field.press("Enter")
        page.wait_for_url(re.compile("unit=TEU"))
        settled(page)
        box = page.get_by_test_id("stMainBlockContainer").bounding_box()
        assert box is not None
        assert box["width"] > 900
        assert page.strays == []


def downloaded(page: Any, name: str) -> Any:
    """The file that a button gives at the first click."""
    with page.expect_download() as download:
        page.get_by_role("button", name=name, exact=True).click()
    return download.value


@pytest.mark.parametrize("name", ["CSV", "Excel (XLSX)", "Markdown", "Word (DOCX)", "Figures (CSV)"])
def test_export(page: Any, address: str, name: str) -> None:
    """Every export arrives as a file that holds the figure."""
    if name in ("CSV", "Excel (XLSX)"):
        page.goto(f"{address}numbers?what=container+capacity")
        settled(page)
    else:
        ask(page, QUESTION)
        page.get_by_role("button", name="Export").click()
        settled(page)  # a click while the page is drawn anew is lost
    data = Path(downloaded(page, name).path()).read_bytes()
    if name.endswith("(DOCX)"):
        import io

        import docx

        assert any("240,000" in paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs)
    elif name.endswith("(XLSX)"):
        import io

        import openpyxl

        rows = list(openpyxl.load_workbook(io.BytesIO(data)).active.iter_rows(values_only=True))
        assert any("240,000" in str(row[-1]) and 240_000 in row for row in rows)
    else:
        assert "240,000" in data.decode("utf-8")


def test_phone(browser: Any, address: str) -> None:
    """At 380 pixels nothing hangs over the edge, and the answer is in view without scrolling."""
    with page_of(browser, viewport={"width": 380, "height": 780}) as page:
        page.goto(f"{address}?q={QUESTION.replace(' ', '+')}")
        settled(page)
        figure = page.locator(".qa-figure").first
        figure.wait_for()
        assert page.evaluate("document.scrollingElement.scrollWidth") <= 380
        box = figure.bounding_box()
        assert box is not None
        assert box["x"] >= 0 and box["x"] + box["width"] <= 380 and box["y"] < 780


def test_keyboard_alone(page: Any) -> None:
    """Without a mouse: type, Enter, and Tab reaches the citation, which Enter opens."""
    page.get_by_test_id("stChatInputTextArea").focus()
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    page.locator(".qa-figure").first.wait_for()
    settled(page)
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.qa-card a.go')"):
            break
    page.keyboard.press("Enter")
    page.locator(".doc mark").first.wait_for()


def test_numbers_page(page: Any, address: str) -> None:
    """The fields of the numbers page live in the address, and a series is drawn over time."""
    from playwright.sync_api import expect

    page.goto(f"{address}numbers?what=trade+turnover&unit=USD")
    settled(page)
    page.get_by_test_id("stDataFrame").wait_for()
    expect(page.get_by_label("What is measured")).to_have_value("trade turnover", timeout=30_000)


def test_accessibility(browser: Any, address: str) -> None:
    """axe-core finds nothing serious on any page, in light and dark, with all that folds away unfolded."""
    from axe_playwright_python.sync_playwright import Axe

    found = []
    for scheme in ("light", "dark"):
        with page_of(browser, color_scheme=scheme) as page:
            for path in (f"?q={QUESTION.replace(' ', '+')}", "", "source", "numbers?unit=TEU", "documents", "quality"):
                page.goto(f"{address}{path}")
                settled(page)
                page.wait_for_timeout(700)
                page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
                found += [
                    (scheme, path, one["id"], [node["html"][:160] for node in one["nodes"][:2]])
                    for one in Axe().run(page).response["violations"]
                    if one["impact"] in ("serious", "critical")
                ]
    assert found == []

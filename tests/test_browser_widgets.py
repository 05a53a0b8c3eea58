"""What Streamlit's widgets say by themselves is said in the interface's language, and documents keep their words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import streamlit
from browser_server import choose, chromium, emptied, page_of, serving, settled

from browser.texts import LANGUAGES
from browser.widgets import table, told
from qa.build import build
from qa.settings import IndexSettings

#: A document whose title and source are words that Streamlit says too.
DOCUMENT = "---\ntitle: Select all\nsource: No results\n---\n\nSearch\n\nThe depot at Beyneu held 6,400 TEU in 2024.\n"
#: What is left in English on the page, of what Streamlit says: text and names, outside of what documents say.
LEFT = """(known) => {
  const ours = '.qa, canvas, textarea, pre, [role="option"][data-key]:not([data-key^="__"])';
  const shown = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const one = walker.currentNode;
    if (!one.parentElement.closest(ours) && one.parentElement.checkVisibility()) shown.push(one.nodeValue.trim());
  }
  for (const one of document.querySelectorAll("[aria-label],[title],[placeholder]"))
    if (!one.closest(ours))
      for (const name of ["aria-label", "title", "placeholder"]) shown.push(one.getAttribute(name) ?? "");
  return shown.filter((text) => known.some((pattern) => new RegExp(pattern).test(text)));
}"""
#: Names that the pages give to things of their own; in English they are Streamlit's words too.
LABELS = {"ru": ("Фильтры", "Источник", "Добавить документы"), "kk": ("Сүзгілер", "Дереккөз", "Құжат қосу"),
          "zh": ("筛选", "来源", "添加文件")}  # fmt: skip
LOCALES = {"ru": "ru-RU", "kk": "kk-KZ", "zh": "zh-CN"}
# Streamlit loses a click now and then while it draws a page anew; a fault of ours fails three times.
browsing = [pytest.mark.timeout(300), pytest.mark.flaky(reruns=2)]


def test_streamlit_still_says_it() -> None:
    """Every English text of the table stands in the scripts of the Streamlit that is installed: an upgrade tells."""
    scripts = Path(streamlit.__file__).parent / "static" / "static" / "js"
    code = "".join(path.read_text(encoding="utf-8", errors="replace") for path in sorted(scripts.glob("*.js")))

    def there(piece: str) -> bool:
        """Whether the scripts hold it, or put it together from two parts."""
        cuts = [match.start() for match in re.finditer(" ", piece)]
        return piece in code or any(piece[:cut] in code and piece[cut:] in code for cut in cuts)

    pieces = [piece for english in table() for piece in re.split(r"\{\w+\}", english) if piece.strip()]
    assert [piece for piece in pieces if not there(piece)] == []


@pytest.mark.parametrize("language", sorted(LOCALES))
def test_every_text_is_translated(language: str) -> None:
    """Each row has words of its own in the language, and fills in nothing that the English does not."""
    for english, row in table().items():
        assert row[language].strip()
        assert set(re.findall(r"\{\w+\}", row[language])) <= set(re.findall(r"\{\w+\}", english)), english
    assert (told("en")["words"], told("en")["slots"]) == ("{}", "[]")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server over one document, with uploads."""
    root = tmp_path_factory.mktemp("widgets")
    (root / "corpus").mkdir()
    (root / "corpus" / "Search.md").write_text(DOCUMENT, encoding="utf-8")
    build(root / "corpus", root / "index", IndexSettings(model=""))
    with serving(root / "index", root / "corpus", root, "--allow-upload") as url:
        yield url


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """One browser for the file."""
    with chromium() as running:
        yield running


def untranslated(page: Any) -> list[str]:
    """What Streamlit says in English on the page as it is."""
    slots = [re.sub(r"\\\{\w+\\\}", ".+", re.escape(english)) for english in table()]
    page.wait_for_timeout(500)
    return list(page.evaluate(LEFT, [f"^{pattern}$" for pattern in slots]))


@pytest.fixture(scope="module")
def opened(browser: Any, language: str) -> Iterator[Any]:
    """One page for each language."""
    with page_of(browser, locale=LOCALES[language]) as one:
        yield one


@pytest.mark.parametrize("language", sorted(LOCALES), scope="module")
class TestInChromium:
    """A person's way through the widgets."""

    pytestmark = browsing

    def test_nothing_is_left_in_english(self, opened: Any, address: str, language: str) -> None:
        """Lists, the table with its menus, and the uploader speak the language; a document's words stay as they are."""
        filters, source, add = LABELS[language]
        page = emptied(opened)
        page.goto(address)
        settled(page)
        page.wait_for_function(f"document.documentElement.lang === '{language}'")
        page.get_by_text(filters, exact=True).click()
        page.get_by_role("combobox", name=source).first.click()
        assert untranslated(page) == []
        assert page.get_by_role("option", name="No results", exact=True).is_visible()
        page.keyboard.type("zzz")
        assert untranslated(page) == []
        page.goto(f"{address}numbers?what=beyneu")
        settled(page)
        table_ = page.get_by_test_id("stDataFrame")
        table_.scroll_into_view_if_needed()
        table_.hover()
        box = table_.bounding_box()
        page.mouse.move(box["x"] + 120, box["y"] + 18)
        page.wait_for_timeout(300)
        page.mouse.click(box["x"] + 195, box["y"] + 18)
        page.get_by_test_id("stDataFrameColumnMenu").wait_for()
        assert untranslated(page) == []
        page.goto(f"{address}documents")
        settled(page)
        page.get_by_text(add, exact=True).click()
        page.locator("input[type=file]").set_input_files({"name": "Search", "mimeType": "text/plain", "buffer": b"x"})
        page.get_by_test_id("stFileChipName").get_by_text("Search").wait_for()
        assert untranslated(page) == ["Search", "Search"]  # the file's name and its tooltip

    def test_another_language_is_chosen(self, opened: Any, address: str, language: str) -> None:
        """The switch changes Streamlit's words as well, to English and back again."""
        from playwright.sync_api import expect

        switch = {"ru": "Язык", "kk": "Тіл", "zh": "语言"}[language]
        skip = table()["Skip to main content"]
        page = emptied(opened)
        page.goto(f"{address}documents")
        settled(page)
        for words, name in ((switch, language), ("Language", "en"), (switch, language)):
            expect(page.get_by_test_id("stSkipToContent")).to_have_text(skip[name])
            page.wait_for_function(f"document.documentElement.lang === '{name}'")
            choose(page, words, "English" if name != "en" else LANGUAGES[language])

"""A real server and a real browser for the tests of the front end."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
#: Nothing that phones home, no profile kept.
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
#: Milliseconds to wait for anything in the browser: machines that run all tests at once are slow.
PATIENCE = 60_000


def free_port() -> int:
    """A port that nobody listens at just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(
    index: Path, corpus: Path, folder: Path, *options: str, port: int = 0, base: str = "", window: bool = False,
    **env: str,
) -> Iterator[str]:  # fmt: skip
    """`qa serve` over an index, ready for questions; yields its address. `base` is the path of `--base-path`.

    `window` lets it open one, as it does for people; `env` is added to its environment.
    """
    port = port or free_port()
    command = [sys.executable, "-m", "qa", "serve", "--index", str(index), "--corpus", str(corpus),
               "--port", str(port), *([] if window else ["--headless"]), *options]  # fmt: skip
    told = {**os.environ, "PYTHONPATH": str(ROOT), "ASKCORPUS_HISTORY": str(folder / "history.sqlite"),
            **env}  # fmt: skip
    with (folder / "server.log").open("w") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=told, stdout=log, stderr=log, start_new_session=True)
        try:
            home = f"http://localhost:{port}/{base}"
            _wait(f"{home}_stcore/health", process)
            yield home
        finally:
            os.killpg(process.pid, 15)
            process.wait(20)


def _wait(address: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        assert process.poll() is None, "the server has ended"
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise AssertionError("the server does not answer")


@contextmanager
def chromium(*flags: str) -> Iterator[Any]:
    """The machine's Chromium, with more `flags` than the usual ones."""
    from playwright.sync_api import sync_playwright

    names = ("chromium", "chromium-browser", "google-chrome")
    path = next((found for name in names if (found := shutil.which(name))), None)
    assert path, "install Chromium: make browser"
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=path, headless=True, args=[*FLAGS, *flags])
        yield browser
        browser.close()


@contextmanager
def page_of(browser: Any, **options: Any) -> Iterator[Any]:
    """A page in an empty profile, with `strays`: every request it made to another machine."""
    context = browser.new_context(**{"locale": "en-GB", "viewport": {"width": 1280, "height": 900}, **options})
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.strays = []
    page.on("request", lambda request: page.strays.append(request.url) if _stray(request.url) else None)
    yield page
    context.close()


def emptied(page: Any) -> Any:
    """The page as in an empty profile again. A new one would fetch and compile all of Streamlit's scripts anew."""
    if page.url.startswith("http"):
        page.evaluate("localStorage.clear(); sessionStorage.clear()")
    page.goto("about:blank")
    page.context.clear_cookies()
    page.context.clear_permissions()
    page.strays.clear()
    return page


def _stray(url: str) -> bool:
    return not url.startswith(("http://localhost:", "ws://localhost:", "data:", "blob:", "about:"))


def settled(page: Any) -> None:
    """Wait until the script has run to its end."""
    page.wait_for_selector("[data-testid=stAppViewContainer]")
    page.wait_for_selector("[data-testid=stMain] :is(.qa, h1, [data-testid=stAlert])")
    page.wait_for_selector("[data-testid=stStatusWidget]", state="detached")
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")  # the widget comes late


def choose(page: Any, box: str, option: str) -> None:
    """Choose `option` in the list `box`. A click while Streamlit draws the page anew is lost; a person clicks again."""
    from playwright.sync_api import TimeoutError as NotYet

    for _ in range(4):
        page.get_by_role("combobox", name=box).click()
        try:
            page.get_by_role("option", name=option).click(timeout=10_000)
            return
        except NotYet:
            page.keyboard.press("Escape")
            settled(page)
    raise AssertionError(f"the list {box} never offered {option}")


def ask(page: Any, question: str) -> None:
    """Type a question and wait for its card."""
    box = page.get_by_test_id("stChatInputTextArea")
    box.fill(question)
    box.press("Enter")
    page.get_by_role("heading", name=question, exact=True).wait_for()
    settled(page)

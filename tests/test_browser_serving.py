"""What docs/serving.md promises: login, base path, the policy of the proxy, nothing shown to strangers."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser_server import ask, chromium, free_port, page_of, serving, settled
from oidc_provider import ACCOUNT, provider, secrets

from qa.library import LARGEST

ROOT = Path(__file__).parents[1]
QUESTION = "Aktau container capacity after expansion?"
# Streamlit loses a click now and then while it draws a page anew; a fault of ours fails three times.
pytestmark = [pytest.mark.timeout(300), pytest.mark.flaky(reruns=2)]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """One browser for the file. Answers that a test rewrites come from no machine that Chromium knows as near."""
    with chromium("--disable-features=LocalNetworkAccessChecks") as running:
        yield running


def log_in(page: Any, address: str) -> None:
    """From the closed door to the start page."""
    page.goto(address)
    page.get_by_role("button", name="Log in", exact=True).click()
    page.get_by_test_id("stChatInputTextArea").wait_for()
    settled(page)


def test_login(browser: Any, index: Path, tmp_path: Path) -> None:
    """Strangers see a door and nothing behind it; an account has its conversations in every browser, and can leave."""
    port = free_port()
    with provider() as home:
        login = secrets(tmp_path, f"http://localhost:{port}/oauth2callback", home)
        with serving(index, ROOT / "corpus", tmp_path, "--login", str(login), port=port) as address:
            with page_of(browser) as page:
                for path in ("", f"?q={QUESTION}", "source", "numbers", "documents", "quality"):
                    page.goto(f"{address}{path}")
                    page.get_by_role("heading", name="Log in to ask").wait_for()
                    settled(page)
                    assert page.locator(".qa").count() == 0
                    assert page.get_by_test_id("stSidebarNav").count() == 0
                log_in(page, address)
                ask(page, QUESTION)
            with page_of(browser) as page:
                log_in(page, address)
                page.get_by_text("Earlier conversations").click()
                page.locator("a.go", has_text=QUESTION).click()
                page.get_by_role("heading", name=QUESTION, exact=True).wait_for()
                page.get_by_role("button", name="Log out").click()
                page.get_by_role("heading", name="Log in to ask").wait_for()
    assert ACCOUNT.encode() not in (tmp_path / "history.sqlite").read_bytes()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[auth\n", "is not a TOML file"),
        ("[other]\n", "no redirect_uri and no cookie_secret in [auth]"),
        ('[auth]\nredirect_uri = "x"\ncookie_secret = "y"\n', "Logging in needs Authlib"),
        (None, "cannot be read"),
    ],
)
def test_login_that_cannot_work(tmp_path: Path, text: str | None, said: str) -> None:
    """A login file that is wrong, or a library that is missing, ends `qa serve` at once with what to do."""
    path = tmp_path / "login.toml"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    (tmp_path / "authlib").mkdir()
    (tmp_path / "authlib" / "__init__.py").write_text("raise ImportError('not installed here')", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "qa", "serve", "--login", str(path)], cwd=ROOT, capture_output=True, text=True,
        env={**os.environ, "PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}"}, timeout=120,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_safe_unless_told_otherwise() -> None:
    """What ships listens to this machine alone, tells nobody anything, and shows users no traceback."""
    shipped = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert shipped["server"]["address"] == "localhost"
    assert shipped["server"]["maxUploadSize"] * 1024 * 1024 <= LARGEST
    assert shipped["server"]["enableXsrfProtection"] and shipped["server"]["enableCORS"]
    assert shipped["browser"]["gatherUsageStats"] is False
    assert shipped["client"]["showErrorDetails"] == "none"


def test_behind_a_proxy(browser: Any, index: Path, tmp_path: Path) -> None:
    """Under a base path, with the headers of docs/serving.md, everything works and nothing breaks the policy."""
    text = (ROOT / "docs" / "serving.md").read_text(encoding="utf-8")
    headers = dict(re.findall(r'add_header (\S+) "([^"]+)" always;', text))
    assert {"Content-Security-Policy", "X-Frame-Options", "X-Content-Type-Options"} <= set(headers)
    with (
        serving(index, ROOT / "corpus", tmp_path, "--base-path", "qa", base="qa/") as address,
        page_of(browser) as page,
    ):
        policy = headers["Content-Security-Policy"].replace("wss://$host", address.replace("http", "ws"))
        told = {**headers, "Content-Security-Policy": policy.replace("wss:", "ws:")}
        del told["Strict-Transport-Security"]  # there is no https here

        def through(route: Any) -> None:
            response = route.fetch()
            route.fulfill(response=response, headers={**response.headers, **told})

        refused: list[str] = []
        page.on("console", lambda line: refused.append(line.text) if "Content Security" in line.text else None)
        page.route(lambda url: url.startswith("http"), through)
        page.goto(f"{address}?q={QUESTION.replace(' ', '+')}")
        page.locator(".qa-card a.go").first.click()
        page.locator(".doc mark").first.wait_for()
        assert page.url.startswith(f"{address}source?")
        page.goto(f"{address}numbers?what=container+turnover&unit=TEU")
        settled(page)
        page.locator("canvas, svg.marks").first.wait_for()
        assert refused == []


def test_nothing_but_our_own_pages(browser: Any, index: Path, tmp_path: Path) -> None:
    """As people start it, on a machine with a coding agent: no card of Streamlit's over the pages, our address said."""
    (tmp_path / ".claude").mkdir()
    told = {"HOME": str(tmp_path), "BROWSER": "true"}
    with serving(index, ROOT / "corpus", tmp_path, window=True, **told) as address:
        with page_of(browser) as page:
            page.goto(address)
            settled(page)
            page.get_by_test_id("stChatInputTextArea").wait_for()
            assert page.get_by_text("agents", exact=False).count() == 0
        said = (tmp_path / "server.log").read_text(encoding="utf-8")
    assert f"Open {address}" in said
    assert "agents" not in said

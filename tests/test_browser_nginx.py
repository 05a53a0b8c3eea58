"""The nginx settings of docs/serving.md, word for word in a real nginx with TLS, and Chromium in front of it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from browser_server import ask, chromium, free_port, page_of, serving, settled
from oidc_provider import provider, secrets

from qa.build import build
from qa.settings import IndexSettings

ROOT = Path(__file__).parents[1]
DOCUMENTED = re.search(r"```nginx\n(.*?)```", (ROOT / "docs" / "serving.md").read_text(encoding="utf-8"), re.DOTALL)
HOST = "desk.example"
QUESTION = "How many TEU does the Sarybulak warehouse hold?"
# `make nginx` unpacks it there; a machine may also have its own.
NGINX = next((str(p) for p in (ROOT / ".venv/nginx/usr/sbin/nginx", Path("/usr/sbin/nginx")) if p.is_file()),
             shutil.which("nginx"))  # fmt: skip
pytestmark = [
    pytest.mark.timeout(300),
    pytest.mark.flaky(reruns=2),
    pytest.mark.skipif(not NGINX or not shutil.which("openssl"), reason="nginx or openssl is missing: make nginx"),
]


@dataclass(frozen=True, slots=True)
class Site:
    """The front end behind nginx: its address, and the port of that."""

    address: str
    port: int


@contextmanager
def proxied(folder: Path, port: int, behind: int) -> Iterator[None]:
    """Nginx at `port` with the documented location, before a server at the port `behind`."""
    assert DOCUMENTED
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", f"/CN={HOST}",
         "-keyout", str(key), "-out", str(certificate)], check=True, capture_output=True,
    )  # fmt: skip
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = "".join(f"{kind}_temp_path {folder / kind};" for kind in kinds)
    (folder / "nginx.conf").write_text(
        f"daemon off; pid {folder / 'nginx.pid'}; error_log {folder / 'nginx.log'} warn;\n"
        f"{'user root;' if os.geteuid() == 0 else ''} worker_processes 1; events {{}}\n"
        f"http {{ access_log off; {temporary}\n"
        f"server {{ listen 127.0.0.1:{port} ssl; server_name {HOST};\n"
        f"ssl_certificate {certificate}; ssl_certificate_key {key};\n"
        f"{DOCUMENTED[1].replace('127.0.0.1:8501', f'localhost:{behind}')} }} }}\n",
        encoding="utf-8",
    )
    process = subprocess.Popen([str(NGINX), "-p", str(folder), "-c", str(folder / "nginx.conf")])
    try:
        for _ in range(100):
            assert process.poll() is None, (folder / "nginx.log").read_text()
            try:
                urllib.request.urlopen(f"https://127.0.0.1:{port}/", timeout=5)
            except urllib.error.URLError as error:
                if "certificate" in str(error):  # it answers, and nobody vouches for it
                    break
                time.sleep(0.1)
        yield
    finally:
        process.terminate()
        process.wait(20)


def small_index(folder: Path) -> None:
    """An index of one small document, beside the folder that holds it."""
    (folder / "corpus").mkdir()
    (folder / "corpus" / "a.txt").write_text(
        "The warehouse at Sarybulak holds 41,000 TEU since 2021.\n\nIt held 38,000 TEU in 2020, 36,500 TEU in 2019.\n",
        encoding="utf-8",
    )
    build(folder / "corpus", folder / "index", IndexSettings(model=""))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A small corpus behind nginx; people may upload."""
    folder = tmp_path_factory.mktemp("proxied")
    small_index(folder)
    port, behind = free_port(), free_port()
    options = ("--allow-upload", "--base-path", "qa")
    with (
        serving(folder / "index", folder / "corpus", folder, *options, port=behind, base="qa/"),
        proxied(folder, port, behind),
    ):
        yield Site(f"https://{HOST}:{port}/qa", port)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A browser that finds the host on this machine, and lets a page from elsewhere try to frame it."""
    rules = f"--host-resolver-rules=MAP {HOST} 127.0.0.1"
    with chromium(rules, "--disable-features=LocalNetworkAccessChecks") as running:
        yield running


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """A page in a fresh profile, with `refused`: what the content policy kept from it."""
    with page_of(browser, ignore_https_errors=True) as opened:
        opened.refused = []
        opened.on("console", lambda line: opened.refused.append(line.text) if "Content Security" in line.text else None)
        yield opened


def test_everything_works_through_it(page: Any, site: Site) -> None:
    """Base path, WebSocket, answers, citations and charts work through nginx, and nothing breaks the policy."""
    sockets: list[str] = []
    page.on("websocket", lambda socket: sockets.append(socket.url))
    page.goto(site.address)  # without the slash at its end
    settled(page)
    page.goto(f"{site.address}/?q={QUESTION.replace(' ', '+')}")
    settled(page)
    assert "41,000 TEU" in page.locator(".qa-figure").first.inner_text()
    page.locator(".qa-card a.go").first.click()
    page.locator(".doc mark").first.wait_for()
    assert page.url.startswith(f"{site.address}/source?")
    page.goto(f"{site.address}/numbers?unit=TEU")
    settled(page)
    page.locator("canvas, svg.marks").first.wait_for()
    assert sockets and {url.split("?")[0] for url in sockets} == {f"wss://{HOST}:{site.port}/qa/_stcore/stream"}
    assert page.refused == []


def test_every_header_arrives(page: Any, site: Site) -> None:
    """Each header of the documentation is on the pages, with the address filled in."""
    assert DOCUMENTED
    headers = dict(re.findall(r'add_header (\S+) "([^"]+)" always;', DOCUMENTED[1]))
    assert len(headers) == 6
    for path in ("/", "/numbers", "/_stcore/health"):
        response = page.goto(site.address + path)
        got = response.headers
        assert {n: got.get(n.lower()) for n in headers} == {n: v.replace("$host", HOST) for n, v in headers.items()}


def test_upload_through_it(page: Any, site: Site) -> None:
    """A document uploaded through nginx is indexed and answered from."""
    page.goto(f"{site.address}/documents")
    settled(page)
    page.get_by_text("Add documents").click()
    text = b"The terminal at Kuryk handles 7,700 wagons a month.\n"
    page.locator("input[type=file]").set_input_files({"name": "b.txt", "mimeType": "text/plain", "buffer": text})
    page.get_by_text("b.txt").first.wait_for()
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_text("The index is up to date.").wait_for()
    page.goto(f"{site.address}/?q=How+many+wagons+does+the+Kuryk+terminal+handle+a+month%3F")
    settled(page)
    assert "7,700" in page.locator(".qa-figure").first.inner_text()
    assert page.refused == []


def test_no_other_page_frames_it(page: Any, site: Site) -> None:
    """A page of another origin that frames the front end gets nothing into its frame."""
    page.route("https://elsewhere.example/", lambda route: route.fulfill(
        content_type="text/html", body=f'<iframe src="{site.address}/" title="x"></iframe>'))  # fmt: skip
    page.goto("https://elsewhere.example/")
    page.wait_for_function("document.querySelector('iframe') !== null")
    page.wait_for_timeout(2_000)
    assert [frame.url for frame in page.frames[1:]] == ["chrome-error://chromewebdata/"]


def test_login_through_it(browser: Any, tmp_path: Path) -> None:
    """Under the base path, through nginx with TLS: the door, the provider, the callback, an answer, and out again."""
    small_index(tmp_path)
    port, behind = free_port(), free_port()
    home = f"https://{HOST}:{port}/qa"
    with provider() as issuer:
        options = ("--base-path", "qa", "--login", str(secrets(tmp_path, f"{home}/oauth2callback", issuer)))
        with (
            serving(tmp_path / "index", tmp_path / "corpus", tmp_path, *options, port=behind, base="qa/"),
            proxied(tmp_path, port, behind),
            page_of(browser, ignore_https_errors=True) as page,
        ):
            refused: list[str] = []
            page.on("console", lambda line: refused.append(line.text) if "Content Security" in line.text else None)
            page.goto(f"{home}/?q={QUESTION.replace(' ', '+')}")
            page.get_by_role("heading", name="Log in to ask").wait_for()
            assert page.locator(".qa").count() == 0
            page.get_by_role("button", name="Log in", exact=True).click()
            page.get_by_test_id("stChatInputTextArea").wait_for()
            settled(page)
            assert page.url.startswith(f"{home}/")
            ask(page, QUESTION)
            assert "41,000 TEU" in page.locator(".qa-figure").first.inner_text()
            assert all(cookie["secure"] for cookie in page.context.cookies() if cookie["name"].startswith("_streamlit"))
            page.get_by_role("button", name="Log out").click()
            page.get_by_role("heading", name="Log in to ask").wait_for()
            assert refused == []

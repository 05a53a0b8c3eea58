"""Milvus alone: restarts, lost connections, two writers, rows that go missing, and servers that are none."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import ROOT, Run, loads
from hypothesis import given
from hypothesis import strategies as st
from milvus_support import Lite

from qa.backends import Local, Milvus, Pointer, open_backend, publish
from qa.backends.milvus import planning, publishing
from qa.backends.milvus import server as server_module
from qa.backends.milvus.planning import STRIDE, places
from qa.backends.milvus.schema import PER_DOCUMENT, row, state_of
from qa.backends.milvus.server import Server
from qa.backends.milvus.state import write_state
from qa.build import build
from qa.cli import showing, status
from qa.cli.placing import Place
from qa.engine import Engine, Filters
from qa.errors import AskCorpusError, IndexBusy, IndexMissing, IndexUnfit, UsageError
from qa.numbers import find_numbers, number_query
from qa.settings import IndexSettings

PLAIN = IndexSettings(model="")
SENDING = "sending to Milvus"


class Site:
    """A corpus of small files, its local index, and its name on the server."""

    def __init__(self, root: Path, milvus: Lite, name: str) -> None:
        self.corpus, self.index, self.pointer = root / "corpus", root / "index", Pointer(milvus.uri, name)
        self.corpus.mkdir()
        for number in range(12):
            self.write(number, f"Terminal number {number} handled {number + 10} thousand containers in 2023.\n")

    def write(self, number: int, text: str) -> None:
        """Put a file there or change it."""
        (self.corpus / f"{number:02}.txt").write_text(text, encoding="utf-8")

    def build(self) -> None:
        """Bring the local index up to date."""
        build(self.corpus, self.index, PLAIN)

    def publish(self, progress: Callable[[str, int, int], None] = lambda *_: None) -> Milvus:
        """Bring both up to date and open what is on the server."""
        self.build()
        publish(self.index, self.pointer, progress)
        return self.opened()

    def opened(self) -> Milvus:
        """What is on the server now."""
        return Milvus.open(self.index, self.pointer)


@pytest.fixture
def site(tmp_path: Path, milvus: Lite, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A site that is sent in small steps, so that something can happen between them."""
    monkeypatch.setattr(publishing, "BATCH", 3)
    return Site(tmp_path, milvus, f"site_{tmp_path.name.replace('-', '_')}")


def texts(opened: Milvus) -> list[str]:
    """The texts of all passages in order."""
    return [passage.text for document in opened.documents() for passage in opened.passages_of(document)]


def whole(site: Site) -> None:
    """What is on the server is what the folder holds: nothing lost, nothing twice."""
    opened, local = site.opened(), Local.open(site.index)
    assert texts(opened) == [passage.text for row in local.documents() for passage in local.passages_of(row)]
    assert opened.verify() == []
    for term in ("termin", "number", "contain", "crane"):
        assert opened.frequency(term) == local.frequency(term)


def test_a_server_killed_in_the_middle(site: Site, milvus: Lite) -> None:
    """The server is killed while an index is sent and comes back: the same command goes on, a reader too."""
    before = site.publish()
    old = texts(before)
    for number in range(6, 12):
        site.write(number, f"Terminal number {number} handled {number} hundred cranes in 2024.\n")
    killed: list[int] = []

    def progress(stage: str, done: int, total: int) -> None:
        if stage == SENDING and done >= 3 and not killed:
            killed.append(done)
            milvus.stop(kill=True)
            threading.Timer(1.0, milvus.start).start()

    site.publish(progress)
    assert killed and killed[0] < 6
    whole(site)
    assert texts(before) == old


@pytest.mark.parametrize("failure", [KeyboardInterrupt, OSError])
def test_an_interrupted_upload_goes_on(site: Site, failure: type[BaseException]) -> None:
    """Interrupted, the generation before answers; run again, only what is missing is sent."""
    before = site.publish()
    for number in range(12):
        site.write(number, f"Terminal number {number} handled {number} hundred cranes in 2024.\n")

    def progress(stage: str, done: int, total: int) -> None:
        if stage == SENDING and done >= 6:
            raise failure

    with pytest.raises(failure):
        site.publish(progress)
    assert before.is_current() and "thousand" in texts(site.opened())[0]
    seen: list[int] = []
    site.publish(lambda stage, done, total: seen.append(done) if stage == SENDING else None)
    assert seen and min(seen) > 6
    whole(site)


def test_an_abandoned_upload_leaves_nothing(site: Site) -> None:
    """Where the corpus changed again after an interruption, nothing of the abandoned upload stays behind."""
    site.publish()
    for number in range(6):
        site.write(number, "An upload never finished handled some cranes in 2024.\n")

    def progress(stage: str, done: int, total: int) -> None:
        if done >= 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        site.publish(progress)
    for number in range(6):
        site.write(number, f"Terminal number {number} handled {number} hundred cranes in 2024.\n")
    opened = site.publish()
    whole(site)
    server = Server(site.pointer.uri)
    assert server.count(opened._passages, "born >= 0") == 12 + 6  # and the six of the generation before


def test_two_writers_at_once(site: Site, tmp_path: Path) -> None:
    """Two that write at once: one may finish, the other is told so; after both the index is whole."""
    site.build()
    other = tmp_path / "other"
    shutil.copytree(site.index, other)

    def attempt(folder: Path) -> str:
        try:
            publish(folder, site.pointer)
        except IndexBusy as error:
            return str(error)
        return ""

    with ThreadPoolExecutor(2) as pool:
        said = list(pool.map(attempt, (site.index, other)))
    assert all(not line or "Another process is indexing" in line for line in said)
    publish(site.index, site.pointer)
    whole(site)


@pytest.mark.parametrize(
    ("host", "process", "age", "busy"),
    [
        ("elsewhere", 1, 10, True),
        ("elsewhere", 1, 10_000, False),
        ("", os.getpid(), 10, True),
        ("", 2**22 + 1, 10, False),
    ],
    ids=["elsewhere, fresh", "elsewhere, old", "here, alive", "here, gone"],  # process numbers differ between workers
)
def test_a_claim_of_a_dead_writer_is_void(site: Site, host: str, process: int, age: int, busy: bool) -> None:
    """A writer that is alive is waited for; one whose process is gone, or that is silent for minutes, is not."""
    site.publish()
    server, state = Server(site.pointer.uri), state_of(site.pointer.name)
    name = host or socket.gethostname()
    server.upsert(state, [row("writer:x", "writer", tag=name, owner=process, amount=int(time.time()) - age)])
    site.write(0, "A change.\n")
    if busy:
        with pytest.raises(IndexBusy):
            site.publish()
        assert "A change." not in texts(site.opened())[0]
    else:
        site.publish()
        whole(site)


def test_a_writer_that_was_replaced_stops(site: Site) -> None:
    """A writer that was taken for dead, and replaced, notices and leaves the index alone."""
    before = site.publish()
    site.write(0, "A change.\n")
    server, state = Server(site.pointer.uri), state_of(site.pointer.name)

    def progress(stage: str, done: int, total: int) -> None:
        server.delete(state, 'kind == "writer"')

    with pytest.raises(IndexBusy):
        site.publish(progress)
    assert before.is_current()


def test_written_anew_and_the_old_removed(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where too much changed, new collections are made; the old ones stay for one generation and then go."""
    first = site.publish()
    monkeypatch.setattr(planning, "MOST_DEAD", 2)
    for number in range(5):
        site.write(number, f"Terminal number {number} handled {number} hundred cranes in 2024.\n")
    second = site.publish()
    whole(site)
    assert first._passages != second._passages
    assert "thousand" in texts(first)[0]
    site.write(0, "One more change.\n")
    third = site.publish()
    whole(site)
    assert third._passages == second._passages
    with pytest.raises(AskCorpusError):
        texts(first)


def test_lost_rows_are_named_and_mended(site: Site) -> None:
    """Rows that are gone are found by `verify`, answered with one clear line, and written again by `qa index`."""
    opened = site.publish()
    lost = opened.passages_of(opened.documents()[3])[0].number
    Server(site.pointer.uri).delete(opened._passages, f"number == {lost}")
    assert opened.verify() == [opened._passages]
    with pytest.raises(IndexUnfit, match="qa index"):
        opened.passages([lost])
    publish(site.index, site.pointer)
    whole(site)


@pytest.mark.parametrize(
    ("field", "value"),
    [("body", None), ("figures", "[]"), ("words", {5: 1.0}), ("units", ["kg"]), ("published", "1999"), ("length", 3)],
)
def test_changed_rows_are_named_and_mended(site: Site, field: str, value: object) -> None:
    """Whatever field of a passage differs, `verify` names its document; `--backend milvus` sends the index again."""
    opened = site.publish()
    server = Server(site.pointer.uri)
    document = opened.documents()[3]
    fields = ["number", "place", "born", "length", "answers", "document", "source", "language", "format", "published",
              "counts", "body", "figures", "statements", "units", "words"]  # fmt: skip
    (found,) = server.query(opened._passages, f"number == {document.first}", fields)
    server.upsert(opened._passages, [{**found, field: found[field].replace("3", "4") if value is None else value}])
    assert opened.verify() == [document.id]
    publish(site.index, site.pointer)
    assert site.opened().verify() == [document.id]  # nothing new: rows are only counted
    Place.chosen(site.index, site.corpus, "milvus", "", "").put(site.index, lambda *_: None)
    whole(site)


@pytest.mark.parametrize("kind", ["word", "text", "about", "document"])
def test_changed_small_rows_are_named(site: Site, kind: str) -> None:
    """So for a word's count, a document's text, what is known about it, and the row that stands for it."""
    opened = site.publish()
    server = Server(site.pointer.uri)
    owner = opened.documents()[5].first // PER_DOCUMENT
    mine = f'kind == "{kind}"' + ("" if kind == "word" else f" and owner == {owner}")
    found = server.query(opened._rows, mine, ["key", "kind", "owner", "born", "tag", "amount", "body"])[0]
    changed = {"amount": int(found["amount"]) + 1} if kind == "word" else {"body": found["body"][::-1]}
    server.upsert(opened._rows, [{**found, **changed, "nothing": [0.0, 0.0]}])
    assert opened.verify() == [f"{opened._rows} (words)" if kind == "word" else "05.txt"]


def test_rows_of_an_earlier_version_are_sent_again(site: Site) -> None:
    """An index without checksums answers, says that it has none, and has them after the next `qa index`."""
    opened = site.publish()
    server = Server(site.pointer.uri)
    write_state(server, site.pointer.name, replace(opened._state, checked=False))
    old = site.opened()
    assert len(texts(old)) == 12 and "without checksums" in old.verify()[0]
    publish(site.index, site.pointer)
    whole(site)


def test_another_index_of_that_name_is_left_alone(site: Site, tmp_path: Path, milvus: Lite) -> None:
    """A name that is not known to be this index's is not overwritten."""
    site.publish()
    (tmp_path / "second").mkdir()
    other = Site(tmp_path / "second", milvus, site.pointer.name)
    other.write(0, "Something else.\n")
    other.build()
    with pytest.raises(UsageError, match=r"--name"):
        publish(other.index, other.pointer, known=False)
    whole(site)


@given(st.lists(st.booleans(), min_size=1, max_size=30), st.data())
def test_places(kept: list[bool], data: st.DataObject) -> None:
    """Documents kept stay where they are, others come between them, in order, and on no place that is taken."""
    at = data.draw(st.lists(st.integers(1, 40 * STRIDE), min_size=len(kept), max_size=len(kept), unique=True))
    fixed = [place if keep else None for keep, place in zip(kept, sorted(at), strict=True)]
    taken = set(data.draw(st.lists(st.integers(1, 40 * STRIDE), max_size=5)))
    made = places(fixed, taken)
    if made is not None:
        assert made == sorted(set(made)) and made[0] > 0
        assert all(old in (None, new) for old, new in zip(fixed, made, strict=True))
        assert not {new for old, new in zip(fixed, made, strict=True) if old is None} & taken


def test_room_does_not_run_out_at_the_end() -> None:
    """Documents that always come last, as dated names do, find room however often they come."""
    fixed: list[int | None] = [STRIDE]
    for _ in range(200):
        made = places([*fixed, None], set())
        assert made is not None
        fixed = list(made)
    assert places([1, None, 2], set()) is None


@pytest.fixture
def silent() -> Iterator[str]:
    """A port that takes connections and says nothing."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"


@pytest.fixture
def web() -> Iterator[str]:
    """A web server, which is no Milvus."""
    with HTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.parametrize("kind", ["silent", "web"])
def test_servers_that_are_none(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    """Something that answers wrongly or not at all gives one clear line within the time limit."""
    uri = request.getfixturevalue(kind)
    with pytest.raises(AskCorpusError) as error:
        Milvus.open(tmp_path, Pointer(uri, "x"), seconds=0.5)
    assert uri in str(error.value) and "\n" not in str(error.value)


def test_no_index_on_the_server(tmp_path: Path, milvus: Lite) -> None:
    """A server without the index, and a damaged pointer, say what to do."""
    Pointer(milvus.uri, "nowhere").write(tmp_path)
    with pytest.raises(IndexMissing, match="qa index CORPUS"):
        open_backend(tmp_path)
    (tmp_path / "backend.json").write_text("{")
    with pytest.raises(IndexUnfit, match=r"backend\.json"):
        open_backend(tmp_path)


def test_the_commands(site: Site, milvus: Lite, qa: Run, tmp_path: Path) -> None:
    """Index, ask, show, list and check on Milvus, from a folder with nothing but the pointer; then back again."""
    made = qa("index", site.corpus, "--index", site.index, "--model", "none", "--uri", milvus.uri, "--name", "cli")
    assert made.returncode == 0 and "generation 1" in made.stdout, made.stderr
    away = tmp_path / "away"
    Pointer(milvus.uri, "cli").write(away)
    asked = qa("ask", "How many containers did terminal number 7 handle in 2023?", "--index", away, "--json")
    assert loads(asked)["headline"]["text"].startswith("17"), asked.stderr
    assert "Terminal number 3" in CliRunner().invoke(showing.command, ["03.txt", "--index", str(away)]).output
    assert len(find_numbers(Engine.open(away), number_query("containers", "", "2023"))) >= 12
    checked = CliRunner().invoke(status.command, ["--verify", "--index", str(away)])
    assert "12 documents" in checked.output and "whole" in checked.output
    assert f"Kept on the Milvus at {milvus.uri} as “cli”, generation 1" in checked.output
    Pointer("http://127.0.0.1:1", "cli").write(site.index)
    failed = qa("ask", "How many containers?", "--index", site.index)
    assert failed.returncode == 2 and len(failed.stderr.splitlines()) == 1 and "http://127.0.0.1:1" in failed.stderr
    with pytest.raises(AskCorpusError, match="--backend local"):
        Place.chosen(site.index, site.corpus, None, "", "")
    Place.chosen(site.index, site.corpus, "local", "", "").put(site.index, lambda *_: None)
    assert Engine.open(site.index).search("terminal number 7", filters=Filters())


@pytest.mark.parametrize(
    "arguments",
    [("milvus", "", ""), ("local", "http://h", ""), (None, "", "x"), (None, "http://h:1", "ж")],
)
def test_options_that_do_not_fit(arguments: tuple[str | None, str, str], site: Site) -> None:
    """Options that make no sense together are refused before anything is read."""
    with pytest.raises(UsageError):
        Place.chosen(site.index, site.corpus, *arguments)


def test_pymilvus_is_imported_only_when_used() -> None:
    """Answering from a folder does not wait half a second for a library that it does not use."""
    code = "import sys, qa.cli, qa.engine, qa.backends; sys.exit('pymilvus' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


class Proxy:
    """A line to a server that can be slow, and cut: `delay` in seconds for every piece that the server sends."""

    def __init__(self, port: int) -> None:
        self.delay = 0.0
        self._to = port
        self._lines: list[socket.socket] = []
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.uri = f"http://127.0.0.1:{self._listening.getsockname()[1]}"
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                here = self._listening.accept()[0]
                there = socket.create_connection(("127.0.0.1", self._to))
                self._lines += [here, there]
                threading.Thread(target=self._pass, args=(here, there, False), daemon=True).start()
                threading.Thread(target=self._pass, args=(there, here, True), daemon=True).start()

    def _pass(self, source: socket.socket, target: socket.socket, answers: bool) -> None:
        with suppress(OSError):
            while data := source.recv(1 << 16):
                if answers:
                    time.sleep(self.delay)
                target.sendall(data)

    def cut(self) -> None:
        """Lose every connection there is."""
        lines, self._lines = self._lines, []
        for line in lines:
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)
            line.close()

    def close(self) -> None:
        """End it."""
        self._listening.close()
        self.cut()


@pytest.fixture
def proxy(milvus: Lite) -> Iterator[Proxy]:
    """A line to the server."""
    made = Proxy(milvus.port)
    yield made
    made.close()


def test_a_lost_connection(site: Site, proxy: Proxy) -> None:
    """Connections that break while an index is sent or read are made again; nothing is lost or doubled."""
    site.pointer = Pointer(proxy.uri, site.pointer.name)
    site.build()
    cuts: list[int] = []

    def progress(stage: str, done: int, total: int) -> None:
        if stage == SENDING:
            cuts.append(done)
            proxy.cut()

    publish(site.index, site.pointer, progress)
    assert len(cuts) > 2
    whole(site)
    opened = site.opened()
    before = texts(opened)
    proxy.cut()
    assert texts(opened) == before


def test_a_slow_server(site: Site, proxy: Proxy, monkeypatch: pytest.MonkeyPatch) -> None:
    """A slow server is waited for within the time limit; beyond, asking and indexing say so in one line."""
    site.publish()
    slow = Pointer(proxy.uri, site.pointer.name)
    proxy.delay = 0.1
    assert len(texts(Milvus.open(site.index, slow))) == 12
    proxy.delay = 60.0
    slow.write(site.index)
    monkeypatch.setattr(server_module, "READ_SECONDS", 0.5)
    for attempt in (
        lambda: Engine.open(site.index),
        lambda: Place.chosen(site.index, site.corpus, None, "", ""),
        lambda: Place.chosen(site.index, site.corpus, "milvus", proxy.uri, "new"),
    ):
        with pytest.raises(AskCorpusError) as error:
            attempt()
        assert proxy.uri in str(error.value) and "--backend local" in str(error.value) and "\n" not in str(error.value)
    assert Local.open(site.index).verify() == []


@pytest.mark.parametrize("field", ["counts", "body", "figures"])
def test_rows_that_are_not_what_was_written(site: Site, field: str) -> None:
    """Passages that come back otherwise than they were written give one line, and the way it names mends the index."""
    question = "How many containers did terminal number 7 handle in 2023?"
    opened = site.publish()
    server = Server(site.pointer.uri)
    fields = ["number", "place", "born", "length", "answers", "document", "source", "language", "format", "published",
              "counts", "body", "figures", "statements", "units", "words"]  # fmt: skip
    rows = server.query(opened._passages, "born >= 0", fields)
    server.upsert(opened._passages, [{**found, field: '["otherwise"'} for found in rows])
    with pytest.raises(IndexUnfit, match=r"not what was written.*--name") as error:
        Engine.open(site.index).ask(question)
    assert "\n" not in str(error.value)
    site.pointer = Pointer(site.pointer.uri, f"{site.pointer.name}_again")
    site.publish()
    assert Engine.open(site.index).ask(question).headline is not None


def test_documents_that_are_not_what_was_written(site: Site) -> None:
    """So for documents whose rows are gone or changed."""
    opened = site.publish()
    Server(site.pointer.uri).delete(opened._rows, 'kind == "about"')
    with pytest.raises(IndexUnfit, match="not what was written"):
        site.opened().documents()

"""Builds on a Ray: a real one, started on this machine for each build."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from conftest import ROOT, Run
from test_workers import MODEL, PLAIN, changed, files, made, rows

from qa.build import Staff, build

pytest.importorskip("ray", reason="Ray is not installed: pip install 'askcorpus[ray]'")

#: Ray gives a machine thirty seconds to start it, which a busy one may need for other things.
pytestmark = pytest.mark.flaky(reruns=2)


def test_a_ray_builds_the_same(tmp_path: Path) -> None:
    """On Ray, where files travel to the workers, index and report equal those of one process.

    Also after changes, with embeddings that come from Ray's workers.
    """
    corpus = made(tmp_path / "corpus")
    for settings, count in ((PLAIN, 2), (MODEL, 1)):
        if settings.model:
            changed(corpus)
        report = build(corpus, tmp_path / "ray", settings, staff=Staff(count, "local"))
        alone = build(corpus, tmp_path / "alone", settings)
        assert files(tmp_path / "ray") == files(tmp_path / "alone")
        assert rows(report) == rows(alone) and alone.skipped


def killed(name: str) -> bool:
    """Kill one of Ray's workers that is at work on `name`."""
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if (folder / "cmdline").read_bytes().startswith(f"ray::{name}".encode()):
                os.kill(int(folder.name), signal.SIGKILL)
                return True
        except OSError:  # it ended meanwhile
            continue
    return False


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks for processes in /proc")
def test_a_killed_worker_of_ray_is_replaced(tmp_path: Path) -> None:
    """`kill -9` of one of Ray's workers changes nothing: Ray does its share again."""
    corpus = made(tmp_path / "corpus", 400)
    done: list[bool] = []

    def kill(stage: str, at: int, total: int) -> None:
        if stage == "reading documents" and at > 20 and not done and killed("read_share"):
            done.append(True)

    build(corpus, tmp_path / "ray", PLAIN, kill, Staff(2, "local"))
    assert done
    build(corpus, tmp_path / "alone", PLAIN)
    assert files(tmp_path / "ray") == files(tmp_path / "alone")


def test_no_ray_there(qa: Run, tmp_path: Path) -> None:
    """An address where no Ray is gives one line that names it and exit code 2."""
    for address in ("127.0.0.1:1", "nobody:x"):
        failed = qa(
            "index", made(tmp_path / address), "--index", tmp_path / "index", "--model", "none", "--ray", address
        )
        assert failed.returncode == 2 and len(failed.stderr.splitlines()) == 1 and address in failed.stderr


@contextmanager
def collector() -> Iterator[tuple[str, list[str]]]:
    """A web server in the place of the one that Ray reports its use to, and what it was sent."""
    heard: list[str] = []

    class Listening(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            heard.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None: ...

    with HTTPServer(("127.0.0.1", 0), Listening) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", heard
        server.shutdown()


def test_nothing_is_reported() -> None:
    """Where Ray is made to report its use every second, it does so by itself; a build of ours has it keep silent."""
    # Ray 2.60 switches reports off by itself where a program starts it; here it does not, so that ours has to.
    made = "from ray._common.usage import usage_lib as u; u.set_usage_stats_enabled_via_env_var = lambda on: None\n"
    wait = "import time; time.sleep(10)"
    ours = f"from qa.build.cluster import Cluster\nwith Cluster('local', 1): {wait}"
    plain = f"import ray; ray.init(num_cpus=1, include_dashboard=False); {wait}"
    with collector() as (one, from_ours), collector() as (other, from_plain):  # both wait at the same time
        running = [
            subprocess.Popen(
                [sys.executable, "-c", made + code], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
                env={**os.environ, "PYTHONPATH": str(ROOT), "RAY_USAGE_STATS_ENABLED": "1",
                     "RAY_USAGE_STATS_REPORT_URL": address, "RAY_USAGE_STATS_REPORT_INTERVAL_S": "1"},
            )
            for code, address in ((ours, one), (plain, other))
        ]  # fmt: skip
        for process in running:
            said = process.communicate()[1]
            assert process.returncode == 0, said
    assert not from_ours
    assert from_plain

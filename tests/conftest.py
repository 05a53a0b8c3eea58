"""What several test files share: the shipped corpus indexed once, and the command line as users run it."""

from __future__ import annotations

import fcntl
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import settings
from milvus_support import Lite

from qa.build import build
from qa.cli import main
from qa.engine import Engine

# No test asserts a time: machines that run them are shared. Examples are the same in every run.
settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")

# The program is started some hundreds of times: where Python is told to keep no bytecode (containers often do), each
# start would compile it anew, which takes as long again as the start itself.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# A run begun in the background ignores Ctrl-C, and so would every process that a test stops by it.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

ROOT = Path(__file__).parents[1]
CORPUS = ROOT / "corpus"

#: Files that take half a minute or more, longest first: begun last, one of them would keep a processor busy alone. The
#: first makes the index of the shipped corpus, which the second does without.
LONGEST = (
    "test_browser_chromium.py",
    "test_workers.py",
    "test_engines.py",
    "test_dense.py",
    "test_browser_hostile.py",
    "test_ray.py",
    "test_browser_serving.py",
    "test_browser_widgets.py",
    "test_evaluate_baseline.py",
    "test_full_disk.py",
    "test_cli.py",
    "test_milvus.py",
    "test_evaluate.py",
    "test_evaluate_cli.py",
    "test_quantity_linear.py",
    "test_browser_upload.py",
    "test_store.py",
)

Run = Callable[..., subprocess.CompletedProcess[str]]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the longest files first; the others keep their order."""
    place = {name: at for at, name in enumerate(LONGEST)}
    items.sort(key=lambda item: place.get(item.path.name, len(LONGEST)))


@pytest.fixture(scope="session")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The index of the shipped corpus, built once for all test processes."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder = shared / "shipped-index"
    with (shared / "shipped-index.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        build(CORPUS, folder)
    return folder


@pytest.fixture(scope="session")
def engine(index: Path) -> Engine:
    """An engine over the shipped corpus."""
    return Engine.open(index)


@pytest.fixture(scope="session")
def qa() -> Run:
    """Run `qa` in a process of its own: `qa("ask", "…", cwd=…)`; nothing is checked."""

    def run(*arguments: str | Path, cwd: Path = ROOT, input: str | None = None, **environment: str) -> Any:
        return subprocess.run(
            [sys.executable, "-m", "qa", *map(str, arguments)],
            cwd=cwd,
            input=input,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=300,
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", **environment},
        )

    return run


def inside(*arguments: object, input: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `qa` inside this process, which has the imports behind it; that it starts by itself is held by `qa`."""
    told = ["qa", *map(str, arguments)]
    with pytest.MonkeyPatch.context() as patched, CliRunner().isolation(input, environment) as (out, err, _):
        patched.setattr(sys, "argv", told)
        with pytest.raises(SystemExit) as ended:
            main()
        sys.stdout.flush()
        sys.stderr.flush()
        said = out.getvalue().decode(), err.getvalue().decode()
    assert isinstance(ended.value.code, int)
    return subprocess.CompletedProcess(told, ended.value.code, *said)


def loads(result: subprocess.CompletedProcess[str]) -> Any:
    """The JSON that a command printed."""
    assert result.stdout, result.stderr
    return json.loads(result.stdout)


@pytest.fixture(scope="session")
def milvus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lite]:
    """A Milvus server, running."""
    pytest.importorskip("pymilvus")
    server = Lite(tmp_path_factory.mktemp("milvus"))
    server.start()
    yield server
    server.stop()

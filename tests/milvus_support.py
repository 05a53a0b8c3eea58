"""A real Milvus for tests: `milvus-lite server` in a process of its own, started and stopped here."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from pathlib import Path


class Lite:
    """One server on one folder and port; it can be stopped, killed and started again on the same data."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def uri(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it and wait until it takes connections."""
        command = [Path(sys.executable).with_name("milvus-lite"), "server", "--data-dir", self.folder / "data"]
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [*command, "--host", "127.0.0.1", "--port", str(self.port)], stdout=log, stderr=log
            )
        for _ in range(600):
            if self._process.poll() is not None:
                break
            with socket.socket() as trial:
                if trial.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.05)
        raise RuntimeError((self.folder / "log").read_text()[-2000:])

    def stop(self, *, kill: bool = False) -> None:
        """Stop it as an operator would, or at once as a power cut would."""
        if self._process is not None:
            self._process.kill() if kill else self._process.terminate()
            self._process.wait(timeout=60)
            self._process = None

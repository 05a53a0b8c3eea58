"""Many people at once: how long the front end takes, what is lost, and whether its memory stays flat.

Each person is a WebSocket session that speaks Streamlit's own protocol, without a browser. In every round all of them
are connected and then ask in the same moment; a question is answered when the script has finished and a card with an
answer or an abstention has arrived. No question is asked twice, so no answer is one that was kept.

    python benchmarks/load.py --index index --people 30 --questions 2000
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).parents[1]
QUESTIONS = (
    "Aktau container capacity after expansion?", "Container turnover of Khorgos in 2024?",
    "Сколько грузов перевезли по железной дороге в 2024 году?", "Достық станциясының өткізу қабілеті қандай?",
    "2024年中哈贸易额是多少？", "Which crossings handle the most freight?", "Who operates the terminal in Xi'an?",
    "How many trains a day pass Altynkol?", "What was the trade turnover in 2023?", "When will the Aktau hub open?",
)  # fmt: skip
#: A question that takes longer is lost.
PATIENCE = 60.0


@dataclass(slots=True)
class Outcome:
    """What one load gave: seconds a question, questions lost, megabytes by questions asked, seconds of CPU."""

    seconds: list[float] = field(default_factory=list)
    lost: int = 0
    memory: dict[int, float] = field(default_factory=dict)
    cpu: float = 0.0


def main() -> None:
    """Parse, serve, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--index", type=Path, default=Path("index"))
    parser.add_argument("--corpus", type=Path, default=Path("corpus"))
    parser.add_argument("--people", type=int, default=30)
    parser.add_argument("--questions", type=int, default=300)
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        address, process = _serve(chosen.index, chosen.corpus, Path(folder))
        try:
            asyncio.run(_load(address, 2, 4, process.pid))  # the first questions load what stays loaded
            outcome = asyncio.run(_load(address, chosen.people, chosen.questions, process.pid))
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(20)
    _print(outcome, chosen.people, as_json=chosen.json)


def _serve(index: Path, corpus: Path, folder: Path) -> tuple[str, subprocess.Popen[bytes]]:
    """The front end on a free port, ready."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    told = {
        **os.environ, "ASKCORPUS_INDEX": str(index.absolute()), "ASKCORPUS_CORPUS": str(corpus.absolute()),
        "ASKCORPUS_HISTORY": str(folder / "history.sqlite"),
    }  # fmt: skip
    command = [sys.executable, "-m", "streamlit", "run", "app_streamlit.py", "--server.port", str(port),
               "--server.headless", "true"]  # fmt: skip
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, cwd=ROOT, env=told, stdout=quiet, stderr=quiet, start_new_session=True)
    for _ in range(150):
        try:
            urllib.request.urlopen(f"http://localhost:{port}/_stcore/health", timeout=2).close()
            return f"ws://localhost:{port}/_stcore/stream", process
        except OSError:
            time.sleep(0.2)
    os.killpg(process.pid, signal.SIGTERM)
    raise SystemExit("the server does not answer")


async def _load(address: str, people: int, questions: int, pid: int) -> Outcome:
    """Rounds of `people` asking at once, until `questions` were asked."""
    outcome, asked, before = Outcome(), 0, _cpu(pid)
    while asked < questions:
        start, size = asyncio.Event(), min(people, questions - asked)
        ready = asyncio.Barrier(size + 1)
        persons = [asyncio.create_task(_ask(address, _question(asked + n), ready, start)) for n in range(size)]
        await ready.wait()
        start.set()
        for result in await asyncio.gather(*persons, return_exceptions=True):
            if isinstance(result, float):
                outcome.seconds.append(result)
            else:
                outcome.lost += 1
        asked += size
        outcome.memory[asked] = _memory(pid)
    outcome.cpu = _cpu(pid) - before
    return outcome


def _question(number: int) -> str:
    """A question unlike the ones before it."""
    return f"{QUESTIONS[number % len(QUESTIONS)]} ({1990 + number % 47}, {number})"


async def _ask(address: str, question: str, ready: asyncio.Barrier, start: asyncio.Event) -> float:
    """Seconds from the question to the end of its page, in a session connected before."""
    import websockets
    from streamlit.proto.BackMsg_pb2 import BackMsg
    from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

    protocol = websockets.Subprotocol("streamlit")
    async with websockets.connect(address, subprotocols=[protocol], max_size=None) as connection:
        await ready.wait()
        await start.wait()
        started, card = time.perf_counter(), False
        opened = BackMsg()
        opened.rerun_script.query_string = urlencode({"q": question})
        await connection.send(opened.SerializeToString())
        async with asyncio.timeout(PATIENCE):
            async for data in connection:
                message = ForwardMsg()
                message.ParseFromString(data if isinstance(data, bytes) else data.encode())
                body = message.delta.new_element.html.body
                card = card or ("qa-figure" in body and not body.startswith("<style"))
                if message.WhichOneof("type") == "script_finished":
                    if not card:
                        raise ValueError("no card")
                    return time.perf_counter() - started
    raise EOFError


def _memory(pid: int) -> float:
    """Resident megabytes of the server's process."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS")), 0.0)


def _cpu(pid: int) -> float:
    """Seconds of processor time that the server's process has used: what a busy machine does not blur."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _print(outcome: Outcome, people: int, *, as_json: bool) -> None:
    taken = sorted(outcome.seconds)
    row = {
        "people": people, "answered": len(taken), "lost": outcome.lost,
        "median_s": round(statistics.median(taken), 3) if taken else None,
        "p95_s": round(taken[int(len(taken) * 0.95)], 3) if taken else None,
        "cpu_ms_per_question": round(1000 * outcome.cpu / max(len(taken), 1), 1),
        "memory_mb": _sampled(outcome.memory), "memory_mb_by_quarter": _quarters(list(outcome.memory.values())),
    }  # fmt: skip
    if as_json:
        print(json.dumps(row))
        return
    for name, value in row.items():
        print(f"{name:>20}  {value}")


def _sampled(memory: dict[int, float], every: int = 200) -> dict[int, int]:
    """Memory after the first round, then after the round in which each next `every` questions were full."""
    kept: dict[int, int] = {}
    for asked, megabytes in memory.items():
        if not kept or asked // every > max(kept) // every:
            kept[asked] = round(megabytes)
    return kept


def _quarters(values: list[float]) -> list[float]:
    """The median of each quarter of the rounds: flat memory has its last two alike, whatever single rounds hold."""
    cuts = [len(values) * part // 4 for part in range(5)]
    return [round(statistics.median(values[a:b]), 1) for a, b in pairwise(cuts) if values[a:b]]


if __name__ == "__main__":
    main()

"""What scale.py does with our own program: building an index of a size, opening it, asking it."""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import scale_recipe as recipe
from numpy.typing import NDArray
from scale_peers import disk_mb, resident_mb

from qa import passages
from qa.dense import Vectors, load_encoder
from qa.dense.bundled import weights_path
from qa.dense.questions import in_background
from qa.dense.signs import build_signs
from qa.dense.vectors import EXACT_UP_TO
from qa.engine import Engine
from qa.fusion import fuse
from qa.lexical import Postings, build
from qa.ranking import Ranking, best
from qa.settings import IndexSettings
from qa.settings import recipe as settings_recipe
from qa.store import Generation, Index, Manifest
from qa.text import ANALYSER, keeping

Rows = dict[str, float]
#: As deep as the engine's own pool.
POOL = 200
CLIENTS = (1, 8, 32)
#: Other questions, as many as a half of those that count: a process that serves has answered some before.
OTHERS = 0.5
COLD_RUNS = 5


class Setting:
    """What a step works on: where the real text comes from, the size, the folders, the questions."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.options = options
        self.size = int(options.sizes)
        self.scratch: Path = options.scratch
        self.folder = self.scratch / str(self.size)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.index = self.folder / "index"
        count = options.questions
        drawn = recipe.questions(options.data, count + int(OTHERS * count))
        self.asked = drawn[:count]
        #: Each question that counts, once; and others of the same sets, with which a process is warmed up.
        self.each = list(dict.fromkeys(question for question, _ in self.asked))
        self.others = [question for question, _ in drawn[count:] if question not in self.each]
        self.terms = [terms for _, terms in self.asked]

    @property
    def vectors(self) -> Path:
        """The matrix of the index."""
        return Index.open(self.index).layout.vectors

    @property
    def lexical(self) -> Path:
        """The postings of the index."""
        return Index.open(self.index).layout.lexical

    def passages(self) -> list[list[str]]:
        """The terms of all passages."""
        return list(recipe.terms_of(self.folder / "terms.txt"))

    def question_vectors(self) -> NDArray[np.float32]:
        """The vectors of the questions."""
        return recipe.question_vectors(self.asked, load_encoder(), self.scratch)

    def other_vectors(self) -> NDArray[np.float32]:
        """Those of the second half, with which no recall is set; all sets are in both halves."""
        return self.question_vectors()[len(self.asked) // 2 :]

    def part(self, name: str, folder: Path) -> Any:
        """Run a part of building in a process of its own; what it printed last."""
        command = [sys.executable, str(Path(__file__).with_name("scale.py")), "--sizes", str(self.size)]
        command += ["--scratch", str(self.scratch), "--step", name, "--folder", str(folder)]
        command += ["--data", str(self.options.data)] if self.options.data else []
        result = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
        return json.loads(result.stdout.splitlines()[-1])


def index(setting: Setting) -> Rows:
    """Write a whole index by the recipe. Reading files and encoding are left out: they cost the same for every file."""
    shutil.rmtree(setting.index, ignore_errors=True)
    real = recipe.sources(setting.options.data, setting.scratch)
    encoder = load_encoder(bulk=True)
    recipe.real_vectors(real, encoder, setting.scratch)
    with Generation(setting.index) as generation:
        started = time.perf_counter()
        starts = recipe.fill(generation, real, setting.size, setting.folder / "terms.txt")
        np.save(setting.folder / "starts.npy", starts)
        rows = {"rows_s": time.perf_counter() - started}
        words = setting.part("words", generation.layout.lexical)
        meaning = setting.part("meaning", generation.layout.vectors)
        scan = meaning.pop("scan")
        started = time.perf_counter()
        layout = generation.publish(
            Manifest(
                fingerprint=f"scale-{setting.size}",
                recipe=settings_recipe(
                    IndexSettings(),
                    splitter=passages.SPLITTER,
                    analyser=ANALYSER,
                    words=keeping.recipe(),
                    encoder=encoder.fingerprint,
                ),
                corpus=str(setting.scratch / "sources"),
                documents=generation.documents,
                passages=generation.passages,
                quantities=generation.quantities,
                model=encoder.name,
                dimension=encoder.dimension,
                vectors={"scan": scan} if scan else {},
            )
        )
        rows["publish_s"] = time.perf_counter() - started
    rows |= {f"lexical_{name}": value for name, value in words.items()}
    rows |= {f"dense_{name}": value for name, value in meaning.items()}
    sizes = {"rows": layout.documents, "lexical": layout.lexical, "vectors": layout.vectors.parent}
    sizes["statements"] = layout.statements.parent
    return {**rows, **{f"disk_{name}_mb": disk_mb(path) for name, path in sizes.items()}}


def words(setting: Setting) -> Rows:
    """Build our postings from a stream of terms."""
    stream, waited = _timed(recipe.terms_of(setting.folder / "terms.txt"))
    started, wall = time.process_time(), time.perf_counter()
    build(stream, setting.options.folder)
    return {
        "build_cpu_s": time.process_time() - started - waited[0],
        "build_s": time.perf_counter() - wall,
        "build_peak_mb": resident_mb(),
    }


def _timed(source: Iterator[Any]) -> tuple[Iterator[Any], list[float]]:
    """`source`, read a few together, and a box with the processor seconds spent in it."""
    waited = [0.0]

    def stream() -> Iterator[Any]:
        while True:
            started = time.process_time()
            items = list(islice(source, 256))
            waited[0] += time.process_time() - started
            if not items:
                return
            yield from items

    return stream(), waited


def meaning(setting: Setting) -> dict[str, Any]:
    """Write the vectors by the recipe, and our signs beside them; recall is set with the first half of questions."""
    path: Path = setting.options.folder
    real = Vectors.open(setting.scratch / "real" / "matrix.npy").matrix
    recipe.varied_vectors(real, path, setting.size)
    matrix = Vectors.open(path).matrix
    starts = np.load(setting.folder / "starts.npy")
    recipe.statement_vectors(matrix, starts, path.parent.parent / "statements" / "matrix.npy")
    if setting.size <= EXACT_UP_TO:
        return {"scan": {}}
    asked = setting.question_vectors()[: len(setting.asked) // 2]
    started = time.perf_counter()
    scan = build_signs(path, asked)
    return {"scan": scan, "build_s": time.perf_counter() - started}


def lexical(setting: Setting) -> Rows:
    """Open our postings and ask: once by NumPy, as a fresh process does, then as a running one does."""
    folder = setting.lexical
    before = resident_mb()
    started = time.perf_counter()
    postings = Postings.open(folder)
    opened = time.perf_counter()
    postings.search(setting.terms[0], POOL)
    first = time.perf_counter()
    rows = {"open_ms": 1000 * (opened - started), "first_ms": 1000 * (first - opened)}
    rows |= percentiles("lexical", lambda n: postings.search(setting.terms[n], POOL), len(setting.terms))
    return {**rows, "memory_mb": resident_mb() - before}


def dense(setting: Setting) -> Rows:
    """Ask our vectors, and all of them exactly with NumPy, with the questions that recall was not set with."""
    queries, path = setting.other_vectors(), setting.vectors
    before = resident_mb()
    started = time.perf_counter()
    vectors = Vectors.open(path)
    rows = {"open_ms": 1000 * (time.perf_counter() - started)}
    rows |= percentiles("dense", lambda n: vectors.search(queries[n], 10), len(queries))
    rows |= percentiles("dense_pool", lambda n: vectors.search(queries[n], POOL), len(queries))
    rows["memory_mb"] = resident_mb() - before
    some = range(min(30 if setting.size > 200_000 else 100, len(queries)))
    loaded = np.load(path)  # in memory, as a program that searches with NumPy has it
    exact = [np.argpartition(-(loaded @ queries[n]), 10)[:10] for n in some]
    rows |= percentiles("numpy_exact", lambda n: np.argpartition(-(loaded @ queries[n]), 10)[:10], len(some))
    shared = [np.isin(truth, vectors.search(queries[n], 10)[0]).mean() for n, truth in zip(some, exact, strict=True)]
    same = [_same_ten(setting, n, vectors.search(queries[n], POOL), loaded @ queries[n]) for n in some]
    return {**rows, "recall@10": float(np.mean(shared)), "hybrid_same@10": float(np.mean(same))}


def _same_ten(setting: Setting, number: int, found: Ranking, cosines: NDArray[np.float32]) -> float:
    """The share of the hybrid's ten best that stay the same where all cosines are known."""
    terms = setting.terms[len(setting.asked) // 2 + number]
    by_words = Postings.open(setting.lexical).search(terms, POOL)
    exact = best(np.arange(len(cosines)), cosines, POOL)
    ours, theirs = (fuse(by_words, meaning, method="zscore")[0][:10] for meaning in (found, exact))
    return float(np.isin(theirs, ours).mean())


def engine(setting: Setting) -> Rows:
    """The product itself: opened, asked for the first time, then warm; by one client and by many.

    Warm is a process that has answered other questions of the same sets. Then every question is asked for the first
    time in this process ("new"), and once more after all of them ("question"): what is kept of a question and its texts
    helps the second time only as far as it outlasts the two hundred between.
    """
    before, started = resident_mb(), time.perf_counter()
    opened = Engine.open(setting.index)
    rows = {"open_ms": 1000 * (time.perf_counter() - started), "open_mb": resident_mb() - before}
    opened.ask(setting.others[0])
    rows["first_answer_ms"] = 1000 * (time.perf_counter() - started)
    rows |= _served(opened, setting.others)
    for question in setting.others:
        opened.ask(question)
    laps: list[Mapping[str, float]] = []
    rows |= in_turn("question_new", opened.ask, setting.each)
    rows |= in_turn("question", lambda question: laps.append(opened.ask(question).timings_ms), setting.each)
    rows |= {f"of_it_{name}_ms": float(np.median([lap[name] for lap in laps])) for name in laps[0] if name != "total"}
    rows |= in_turn("hybrid", opened.search, setting.each)
    rows |= in_turn("question_c", Engine.open(setting.index).ask, setting.each)
    for clients in CLIENTS:
        rows[f"answers_per_s_{clients}"] = throughput(lambda n: opened.ask(setting.each[n]), len(setting.each), clients)
    return {**rows, "memory_mb": resident_mb()}


def in_turn(name: str, ask: Callable[[str], object], questions: Iterable[str]) -> Rows:
    """Median and 95th percentile in milliseconds of these questions, each asked once."""
    times = []
    for question in questions:
        started = time.perf_counter()
        ask(question)
        times.append(1000 * (time.perf_counter() - started))
    return _percentiles(name, times)


def _served(opened: Engine, questions: Sequence[str]) -> Rows:
    """What `qa serve` and `qa chat` load in the background: how long it takes, its memory, both encoders' times."""
    light = load_encoder()
    rows = percentiles("encode_c", lambda n: light.encode_query(questions[n]), len(questions))
    before, started = _memory_mb(), time.perf_counter()
    opened.warm(serving=True)
    in_background(weights_path()).ready()
    rows["encoder_ready_ms"] = 1000 * (time.perf_counter() - started)
    fast = load_encoder(serving=True)
    known, new = questions[::2], questions[1::2]  # a question's vector is kept, and a length met first takes longer
    in_turn("lengths", fast.encode_query, known)
    rows |= in_turn("encode", fast.encode_query, dict.fromkeys(new))
    after = _memory_mb()
    return {**rows, "encoder_mb": after[0] - before[0], "encoder_own_mb": after[1] - before[1]}


def _memory_mb() -> tuple[float, float]:
    """The memory of this process now, all of it and what is not pages of files."""
    status = Path("/proc/self/status").read_text()
    return tuple(int(re.findall(rf"{name}:\s+(\d+) kB", status)[0]) / 1024 for name in ("VmRSS", "RssAnon"))


def cold(setting: Setting) -> Rows:
    """`qa ask` as a process of its own: wall time and peak memory, medians."""
    walls, peaks = [], []
    for number in range(COLD_RUNS):
        command = [sys.executable, "-m", "qa", "ask", setting.asked[number][0], "--index", str(setting.index)]
        started = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        if os.waitstatus_to_exitcode(status) not in (0, 1):
            raise RuntimeError(f"{command} failed")
        walls.append(time.perf_counter() - started)
        peaks.append(usage.ru_maxrss / 1024)
    return {"ask_s": float(np.median(walls)), "ask_peak_mb": float(np.median(peaks))}


def percentiles(name: str, search: Callable[[int], object], count: int) -> Rows:
    """Median and 95th percentile in milliseconds, each question asked once before it counts."""
    times = []
    for number in range(count):
        search(number)
        started = time.perf_counter()
        search(number)
        times.append(1000 * (time.perf_counter() - started))
    return _percentiles(name, times)


def _percentiles(name: str, times: Sequence[float]) -> Rows:
    return {f"{name}_p50_ms": float(np.percentile(times, 50)), f"{name}_p95_ms": float(np.percentile(times, 95))}


def throughput(search: Callable[[int], object], count: int, clients: int, seconds: float = 3) -> float:
    """Answers a second with so many threads asking as fast as they can."""
    done = [0] * clients
    stop = time.perf_counter() + seconds

    def client(own: int) -> None:
        number = own
        while time.perf_counter() < stop:
            search(number % count)
            done[own] += 1
            number += clients

    threads = [threading.Thread(target=client, args=(own,)) for own in range(clients)]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(done) / (time.perf_counter() - started)

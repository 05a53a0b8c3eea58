"""BM25: the same scores and order as rank-bm25, from files that are the same every time."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lexical_support import passages, questions
from rank_bm25 import BM25Okapi

from qa.errors import IndexUnfit
from qa.lexical import Postings, build

WORDS = st.lists(st.sampled_from(["rail", "port", "вагон", "порт", "сухой", "қуат", "口岸", "x", ""]), max_size=12)


def ranked(scores: np.ndarray, terms: list[str], texts: Sequence[Collection[str]], top: int) -> list[int]:
    """What `search` should return: passages that share a term, by reference score and then number."""
    asked = set(terms)
    sharing = [number for number, text in enumerate(texts) if not asked.isdisjoint(text)]
    return sorted(sharing, key=lambda number: (-scores[number], number))[:top]


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below `folder`."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def texts() -> list[list[str]]:
    """Ten thousand passages in four languages."""
    return passages(10_000)


@pytest.fixture(scope="module")
def reference(texts: list[list[str]]) -> BM25Okapi:
    """rank-bm25 over them."""
    return BM25Okapi(texts)


@pytest.fixture(scope="module")
def postings(texts: list[list[str]], tmp_path_factory: pytest.TempPathFactory) -> Postings:
    """Our index over them, built in many runs."""
    folder = tmp_path_factory.mktemp("postings")
    build(iter(texts), folder, run_tokens=20_000)
    return Postings.open(folder)


def test_scores_and_order_are_those_of_rank_bm25(
    texts: list[list[str]], reference: BM25Okapi, postings: Postings
) -> None:
    """Over 500 questions in four languages every score has the reference's bits, and ties go by passage number."""
    words = [set(text) for text in texts]
    for terms in questions(500):
        expected = reference.get_scores(terms)
        numbers, scores = postings.search(terms, 100)
        assert np.array_equal(scores, expected[numbers])
        assert numbers.tolist() == ranked(expected, terms, words, 100)


def test_compiled_search_is_the_same(texts: list[list[str]], postings: Postings, tmp_path: Path) -> None:
    """The compiled loop gives the same numbers and the same bits, with any depth and filter, from several threads."""
    pytest.importorskip("numba", reason="the compiled search needs numba")
    build(texts, tmp_path)
    fast = Postings.open(tmp_path, compiled_from=1)
    assert fast.scratch is not None
    mask = np.arange(10_000) % 3 == 0

    def agree(number_terms: tuple[int, list[str]]) -> bool:
        number, terms = number_terms
        top, allowed = (1, 7, 100, 10_000, 0)[number % 5], (None, mask, np.flatnonzero(mask))[number % 3]
        expected, found = postings.search(terms, top, allowed), fast.search(terms, top, allowed)
        return np.array_equal(expected[0], found[0]) and np.array_equal(expected[1], found[1])

    asked = [*enumerate(questions(300, seed=21)), (0, []), (1, ["unheardof"])]
    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(agree, asked))


def test_compiled_search_of_tiny_corpora(tmp_path: Path) -> None:
    """Negative and zero scores are ranked by the compiled loop as well."""
    pytest.importorskip("numba", reason="the compiled search needs numba")
    for number, texts in enumerate(([["rail"]], [["rail"], ["port"]], [["rail", "rail"], ["rail"], []])):
        build(texts, tmp_path / str(number))
        expected = Postings.open(tmp_path / str(number)).search(["rail", "port", "rail"], 5)
        fast = Postings.open(tmp_path / str(number), compiled_from=0)
        for _ in range(2):  # by NumPy, then compiled
            found = fast.search(["rail", "port", "rail"], 5)
            assert np.array_equal(expected[0], found[0])
            assert np.array_equal(expected[1], found[1])


def test_one_question_does_without_numba(texts: list[list[str]], tmp_path: Path) -> None:
    """The first question of a process does not wait for numba's import; the second is compiled."""
    pytest.importorskip("numba", reason="the compiled search needs numba")
    build(texts[:100], tmp_path)
    code = (
        "import sys; from pathlib import Path; from qa.lexical import Postings;"
        f"postings = Postings.open(Path({str(tmp_path)!r}), compiled_from=1)\n"
        "for _ in range(2): postings.search(['rail'], 3); print('numba' in sys.modules)"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.split() == ["False", "True"]


def test_scores_of_chosen_passages(reference: BM25Okapi, postings: Postings) -> None:
    """`scores` gives the reference's bits for any passages in any order, zero where nothing is shared."""
    chosen = np.random.default_rng(3).permutation(10_000)[:500]
    for terms in questions(40, seed=5):
        assert np.array_equal(postings.scores(terms, chosen), reference.get_scores(terms)[chosen])


@settings(max_examples=150, deadline=None)
@given(texts=st.lists(WORDS, min_size=1, max_size=9), terms=WORDS)
def test_tiny_corpora_agree_too(
    texts: list[list[str]], terms: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """One passage, empty passages, zero and negative scores, repeated terms: nothing shared is ever dropped."""
    if not any(texts):
        texts = [*texts, ["rail"]]  # rank-bm25 divides by zero when no passage has a word
    folder = tmp_path_factory.mktemp("tiny")
    build(texts, folder)
    expected = BM25Okapi(texts).get_scores(terms)
    numbers, scores = Postings.open(folder).search(terms, 50)
    assert numbers.tolist() == ranked(expected, terms, texts, 50)
    assert np.array_equal(scores, expected[numbers])


@pytest.mark.parametrize("texts", [[], [[]], [[], []]])
def test_nothing_to_search(texts: list[list[str]], tmp_path: Path) -> None:
    """An index of no passages or of wordless ones opens and finds nothing."""
    build(texts, tmp_path)
    numbers, scores = Postings.open(tmp_path).search(["rail"], 5)
    assert (len(numbers), len(scores)) == (0, 0)


def test_questions_without_known_words(postings: Postings) -> None:
    """An empty question, unknown words and a top of zero give an empty ranking."""
    for terms, top in (([], 5), (["unheardof", "\ud800", "\x00"], 5), (questions(1)[0], 0)):
        numbers, scores = postings.search(terms, top)
        assert (len(numbers), len(scores)) == (0, 0)
        assert (numbers.dtype, scores.dtype) == (np.int64, np.float64)


def test_filters_leave_scores_alone(postings: Postings) -> None:
    """A mask and the same passages as numbers keep the others out, and change neither score nor order."""
    mask = np.arange(10_000) % 3 == 0
    for terms in questions(20, seed=9):
        numbers, scores = postings.search(terms, 10_000)
        kept = mask[numbers]
        for allowed in (mask, np.flatnonzero(mask)):
            some, their = postings.search(terms, 10_000, allowed)
            assert np.array_equal(some, numbers[kept])
            assert np.array_equal(their, scores[kept])


def test_the_same_passages_give_the_same_bytes(texts: list[list[str]], tmp_path: Path) -> None:
    """Neither a second build nor another size of runs changes a byte, and no other file is left behind."""
    for name, size in (("one", 1 << 22), ("two", 1 << 22), ("runs", 777)):
        build(texts[:1500], tmp_path / name, run_tokens=size)
    files = contents(tmp_path / "one")
    arrays = ("0/terms", "0/term_ends", "0/starts", "0/numbers", "0/counts", "0/places", "norms", "lengths")
    assert set(files) == {*(f"{name}.npy" for name in arrays), "lexical.json"}
    assert contents(tmp_path / "two") == contents(tmp_path / "runs") == files


def test_files_need_no_program_of_ours(texts: list[list[str]], tmp_path: Path) -> None:
    """The documented layout, read with NumPy and JSON alone, gives back every count of every term."""
    build(texts[:200], tmp_path)
    arrays = {path.stem: np.load(path, allow_pickle=False) for path in (tmp_path / "0").glob("*.npy")}
    ends = arrays["term_ends"].tolist()
    blob = arrays["terms"].tobytes()
    terms = [blob[start:end].decode() for start, end in zip([0, *ends], ends, strict=False)]
    assert terms == sorted({term for text in texts[:200] for term in text})
    for place, term in enumerate(terms):
        inside = slice(arrays["starts"][place], arrays["starts"][place + 1])
        pairs = zip(arrays["numbers"][inside].tolist(), arrays["counts"][inside].tolist(), strict=True)
        expected = [(n, text.count(term)) for n, text in enumerate(texts[:200]) if term in text]
        assert list(pairs) == expected


def test_counts_beyond_a_byte(tmp_path: Path) -> None:
    """A term that stands 70,000 times in one passage is counted in full."""
    texts = [["rail"] * 70_000 + ["port"], ["port", "quay"], ["dock"]]
    build(texts, tmp_path)
    numbers, scores = Postings.open(tmp_path).search(["rail"], 3)
    assert numbers.tolist() == [0]
    assert scores[0] == BM25Okapi(texts).get_scores(["rail"])[0]


def test_damage_is_named(texts: list[list[str]], tmp_path: Path) -> None:
    """A missing, cut or foreign file is an IndexUnfit that names the folder and the command that mends it."""
    build(texts[:50], tmp_path)
    meta = (tmp_path / "lexical.json").read_text()
    numbers = (tmp_path / "0" / "numbers.npy").read_bytes()
    for name, content in (
        ("0/numbers.npy", numbers[:-40]),
        ("0/numbers.npy", b"not an array"),
        ("lexical.json", json.dumps({**json.loads(meta), "format": 99}).encode()),
        ("lexical.json", b"{"),
    ):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(IndexUnfit, match="qa index") as caught:
            Postings.open(tmp_path)
        assert str(tmp_path) in str(caught.value)
        (tmp_path / "lexical.json").write_text(meta)
        (tmp_path / "0" / "numbers.npy").write_bytes(numbers)
    (tmp_path / "norms.npy").unlink()
    with pytest.raises(IndexUnfit):
        Postings.open(tmp_path)


def test_document_frequency(texts: list[list[str]], postings: Postings) -> None:
    """`frequency` counts the passages that hold a term, and is zero for an unknown one."""
    term = questions(1)[0][0]
    assert postings.frequency(term) == sum(term in text for text in texts)
    assert postings.frequency("unheardof") == 0

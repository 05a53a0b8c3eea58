"""BM25 after additions and deletions: segments answer as an index built from nothing, to the last bit."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lexical_support import passages, questions
from rank_bm25 import BM25Okapi

from qa.errors import IndexUnfit
from qa.lexical import Postings, build, update, updating

WORDS = st.lists(st.sampled_from(["rail", "port", "вагон", "порт", "қуат", "口岸", "x", ""]), max_size=6)
#: What becomes of a collection: for each step, which passages go (by a seed) and which come, and where.
STEPS = st.lists(st.tuples(st.integers(0, 1 << 30), st.lists(WORDS, max_size=4)), min_size=1, max_size=5)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below `folder`."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def changed(
    texts: list[list[str]], new: list[list[str]], chance: random.Random, gone: float
) -> tuple[list[list[str]], np.ndarray, list[tuple[int, list[str]]]]:
    """The collection with a share of its passages gone and `new` ones in between; what `update` is told of it."""
    kept = [number for number in range(len(texts)) if chance.random() >= gone]
    order: list[tuple[int, list[str]]] = [(number, texts[number]) for number in kept]
    for text in new:
        order.insert(chance.randint(0, len(order)), (-1, text))
    moved = np.full(len(texts), -1, np.int32)
    for number, (old, _) in enumerate(order):
        if old >= 0:
            moved[old] = number
    return [text for _, text in order], moved, [(n, text) for n, (old, text) in enumerate(order) if old < 0]


def agree(folder: Path, texts: list[list[str]], asked: list[list[str]]) -> None:
    """By NumPy and compiled, every score is rank-bm25's and every ranking that of an index built from nothing."""
    reference = BM25Okapi(texts)
    build(texts, folder.with_name(folder.name + "-fresh"))
    fresh = Postings.open(folder.with_name(folder.name + "-fresh"))
    found = Postings.open(folder)
    fast = Postings.open(folder, compiled_from=0)
    fast.search(["x"], 1)
    everything = np.arange(len(texts))
    for terms in asked:
        expected = fresh.search(terms, 50)
        assert np.array_equal(reference.get_scores(terms)[expected[0]], expected[1])
        for numbers, scores in (found.search(terms, 50), fast.search(terms, 50)):
            assert np.array_equal(numbers, expected[0])
            assert np.array_equal(scores, expected[1])
        assert np.array_equal(found.scores(terms, everything), reference.get_scores(terms))
        assert [found.frequency(term) for term in terms] == [fresh.frequency(term) for term in terms]


@pytest.mark.parametrize("share", [0.25, 2.0])
def test_twelve_updates(share: float, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After every addition and deletion scores are rank-bm25's, with and without merging everything."""
    monkeypatch.setattr(updating, "SHARE", share)
    monkeypatch.setattr(updating, "MOST", 4)
    chance = random.Random(5)
    texts, new = passages(2_000), passages(900, seed=31)
    build(texts, tmp_path / "0")
    most = 0
    for step in range(12):
        some = new[step * 75 : step * 75 + 75]
        texts, moved, added = changed(texts, some, chance, gone=0.03)
        update(tmp_path / str(step), moved, iter(added), len(texts), tmp_path / str(step + 1))
        most = max(most, len(Postings.open(tmp_path / str(step + 1)).segments))
        agree(tmp_path / str(step + 1), texts, questions(12, seed=step))
    assert 1 < most <= 5


def test_merged_segments_are_a_new_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Merging all segments gives the bytes of an index built at once, passages without words included."""
    monkeypatch.setattr(updating, "SHARE", 0.0)
    chance = random.Random(6)
    texts, moved, added = changed(passages(600), [*passages(100, seed=8), [], []], chance, gone=0.2)
    build(passages(600), tmp_path / "old")
    update(tmp_path / "old", moved, iter(added), len(texts), tmp_path / "new")
    build(texts, tmp_path / "fresh")
    assert contents(tmp_path / "new") == contents(tmp_path / "fresh")


@settings(max_examples=60)
@given(texts=st.lists(WORDS, min_size=1, max_size=8), steps=STEPS, terms=WORDS, share=st.sampled_from([0.0, 0.4, 9.0]))
def test_any_changes_of_tiny_collections(
    texts: list[list[str]],
    steps: list[tuple[int, list[list[str]]]],
    terms: list[str],
    share: float,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """Whatever comes and goes, nothing and everything included, scores stay rank-bm25's."""
    folder = tmp_path_factory.mktemp("tiny")
    build(texts, folder / "0")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(updating, "SHARE", share)
        patch.setattr(updating, "MOST", 2)
        for number, (seed, new) in enumerate(steps):
            texts, moved, added = changed(texts, new, random.Random(seed), gone=seed % 5 / 4)
            update(folder / str(number), moved, added, len(texts), folder / str(number + 1))
            if any(texts):
                agree(folder / str(number + 1), texts, [terms])
            else:
                assert not len(Postings.open(folder / str(number + 1)).search(terms, 9)[0])


def test_what_is_kept_is_not_written_again(tmp_path: Path) -> None:
    """The postings of an earlier index are linked to, not copied, and outlive it."""
    texts = passages(400)
    build(texts, tmp_path / "old")
    update(tmp_path / "old", np.arange(400, dtype=np.int32), [(400, ["rail"])], 401, tmp_path / "new")
    for name in ("terms", "numbers", "counts"):
        assert (tmp_path / "old" / "0" / f"{name}.npy").samefile(tmp_path / "new" / "0" / f"{name}.npy")
    assert not (tmp_path / "new" / "new").exists()


def test_a_damaged_segment_is_named(tmp_path: Path) -> None:
    """An index whose segment is cut short is an IndexUnfit that names the folder, and no update starts from it."""
    build(passages(50), tmp_path / "old")
    victim = tmp_path / "old" / "0" / "places.npy"
    victim.write_bytes(victim.read_bytes()[:-9])
    with pytest.raises(IndexUnfit, match=str(tmp_path / "old")):
        update(tmp_path / "old", np.arange(50, dtype=np.int32), [], 50, tmp_path / "new")

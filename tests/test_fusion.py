"""Two rankings made into one."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from qa.fusion import Method, Ranking, dense_share, fuse

METHODS: tuple[Method, ...] = ("minmax", "zscore", "rrf")


def ranking(scores: dict[int, float]) -> Ranking:
    """A ranking, best first."""
    order = sorted(scores, key=lambda number: (-scores[number], number))
    return np.array(order, np.int64), np.array([scores[number] for number in order])


RANKINGS = st.dictionaries(
    st.integers(0, 30), st.floats(-5, 60, allow_nan=False).map(lambda x: round(x, 3)), min_size=1, max_size=20
).map(ranking)


def test_minmax_by_hand() -> None:
    """Scores are stretched to 0–1 on each side and averaged; a passage one side lacks gets 0 there."""
    numbers, scores = fuse(
        ranking({1: 10.0, 2: 5.0, 3: 0.0}), ranking({2: 0.9, 4: 0.7, 5: 0.8}), method="minmax", weight=0.5
    )
    assert numbers.tolist() == [2, 1, 5, 3, 4]
    assert_allclose(scores, [0.75, 0.5, 0.25, 0.0, 0.0])


def test_rrf_by_hand() -> None:
    """Reciprocal ranks with k = 60 are added with their shares."""
    numbers, scores = fuse(ranking({1: 10.0, 2: 5.0}), ranking({2: 0.9, 4: 0.7}), method="rrf", weight=0.5)
    assert numbers.tolist() == [2, 1, 4]
    assert_allclose(scores, [0.5 / 62 + 0.5 / 61, 0.5 / 61, 0.5 / 62])


def test_zscore_by_hand() -> None:
    """Scores are centred and divided by their deviation; a missing passage gets the side's lowest."""
    numbers, scores = fuse(ranking({1: 3.0, 2: 1.0}), ranking({1: 0.5, 2: 0.7, 3: 0.3}), method="zscore", weight=0.5)
    deviation = np.sqrt(0.08 / 3)
    assert numbers.tolist() == [1, 2, 3]
    assert_allclose(scores, [0.5, -0.5 + 0.1 / deviation, -0.5 - 0.1 / deviation], atol=1e-12)


@pytest.mark.parametrize("method", METHODS)
def test_one_side_alone(method: Method) -> None:
    """Where one side is None or empty, the other's order stands, whatever the weight."""
    one = ranking({4: 7.0, 9: 7.0, 2: 3.0, 5: -1.0})
    empty = (np.empty(0, np.int64), np.empty(0))
    for other in (None, empty):
        for weight in (0.0, 0.5, 1.0):
            assert fuse(one, other, method=method, weight=weight)[0].tolist() == [4, 9, 2, 5]
            assert fuse(other, one, method=method, weight=weight)[0].tolist() == [4, 9, 2, 5]
    assert len(fuse(None, empty, method=method)[0]) == 0


@given(lexical=RANKINGS, dense=RANKINGS, method=st.sampled_from(METHODS), weight=st.floats(0, 1))
def test_order_is_total(lexical: Ranking, dense: Ranking, method: Method, weight: float) -> None:
    """Every passage of either side comes once, by score descending and number ascending, all scores finite."""
    numbers, scores = fuse(lexical, dense, method=method, weight=weight)
    assert sorted(numbers.tolist()) == sorted({*lexical[0].tolist(), *dense[0].tolist()})
    assert np.isfinite(scores).all()
    keys = list(zip(-scores, numbers, strict=True))
    assert keys == sorted(keys)


@given(lexical=RANKINGS, dense=RANKINGS)
def test_scale_does_not_matter(lexical: Ranking, dense: Ranking) -> None:
    """Scores in other units (times a power of two, which loses no bit) give the same fused ranking."""
    scaled = (dense[0], dense[1] * 8)
    for method in METHODS:
        numbers, scores = fuse(lexical, scaled, method=method)
        expected_numbers, expected = fuse(lexical, dense, method=method)
        assert_allclose(scores, expected)
        assert numbers.tolist() == expected_numbers.tolist()


def test_weight_decides() -> None:
    """All weight on one side gives that side's best passage."""
    lexical, dense = ranking({1: 2.0, 2: 1.0}), ranking({2: 0.9, 1: 0.8})
    for method in METHODS:
        assert fuse(lexical, dense, method=method, weight=0.0)[0][0] == 1
        assert fuse(lexical, dense, method=method, weight=1.0)[0][0] == 2


def test_wrong_arguments() -> None:
    """An unknown method and a weight outside 0–1 are refused."""
    with pytest.raises(ValueError, match="median"):
        fuse(None, None, method="median")  # type: ignore[arg-type]  # the point of the test
    with pytest.raises(ValueError, match=r"1\.5"):
        fuse(None, None, weight=1.5)


def test_unknown_words_weigh_nothing() -> None:
    """Where the index holds none of the question's words, the embeddings alone order; the more it holds, the less."""
    lexical, dense = ranking({1: 9.0, 2: 1.0, 3: 0.5}), ranking({3: 0.9, 2: 0.88, 1: 0.8})
    assert fuse(lexical, dense, weight=dense_share(0.0))[0].tolist() == [3, 2, 1]
    assert 1 == dense_share(0.0) > dense_share(0.5) > dense_share(1.0) > 0.5

"""Measures over many questions, against scikit-learn, ir-measures and examples worked by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.evaluate.statistics import (
    Interval,
    area_under_risk,
    auroc,
    bootstrap,
    calibration_error,
    paired,
    precision,
    recall,
    reliability,
    risk_coverage,
)

ROWS = st.lists(st.tuples(st.integers(0, 8).map(lambda eighths: eighths / 8), st.integers(0, 1)), min_size=2)


@settings(deadline=None)  # the first call imports scipy and scikit-learn
@given(ROWS)
def test_auroc_agrees_with_scikit_learn(rows: list[tuple[float, int]]) -> None:
    """The area equals scikit-learn's to 1e-9, ties included, and is undefined where all are of one sort."""
    from sklearn.metrics import roc_auc_score

    table = np.array(rows, dtype=float)
    if len(set(table[:, 1])) < 2:
        assert np.isnan(auroc(table))
    else:
        assert auroc(table) == pytest.approx(roc_auc_score(table[:, 1], table[:, 0]), abs=1e-9)
    assert auroc.quick(table) == pytest.approx(auroc(table), abs=1e-9, nan_ok=True)


@settings(deadline=None)  # the first call imports scipy and scikit-learn
@given(ROWS)
def test_precision_and_recall_agree_with_scikit_learn(rows: list[tuple[float, int]]) -> None:
    """Precision and recall of claims equal scikit-learn's to 1e-9 wherever they are defined."""
    from sklearn.metrics import precision_score, recall_score

    table = np.round(np.array(rows, dtype=float))
    there, claimed = table[:, 1], table[:, 0]
    if claimed.any():
        assert precision(table) == pytest.approx(precision_score(there, claimed), abs=1e-9)
    if there.any():
        assert recall(table) == pytest.approx(recall_score(there, claimed), abs=1e-9)
    for statistic in (precision, recall):
        assert statistic.quick(table) == pytest.approx(statistic(table), abs=1e-9, nan_ok=True)


def test_calibration_by_hand() -> None:
    """Two bins of two: one says .75 and is half right, one says .25 and is never right."""
    rows = np.array([[0.75, 1], [0.75, 0], [0.25, 0], [0.25, 0]], dtype=float)
    assert calibration_error(rows) == pytest.approx(0.5 * 0.25 + 0.5 * 0.25, abs=1e-9)
    assert calibration_error(np.array([[1.0, 1], [0.0, 0]])) == 0


@settings(deadline=None)  # the first call imports scikit-learn
@given(st.lists(st.tuples(st.integers(0, 20).map(lambda steps: steps / 20), st.integers(0, 1)), min_size=1))
def test_calibration_agrees_with_scikit_learn(rows: list[tuple[float, int]]) -> None:
    """The error equals the one put together from scikit-learn's reliability curve, values on the edges included."""
    table = np.array(rows, dtype=float)
    means, shares, counts = reliability(table)
    assert counts.sum() == len(table)
    assert means @ counts == pytest.approx(table[:, 0].sum(), abs=1e-9)
    assert shares @ counts == pytest.approx(table[:, 1].sum(), abs=1e-9)
    wanted = float(np.abs(shares - means) @ counts / len(table))
    assert calibration_error(table) == pytest.approx(wanted, abs=1e-9)
    assert calibration_error.quick(table) == pytest.approx(wanted, abs=1e-9)


def test_risk_and_coverage_by_hand() -> None:
    """Four answers, the two doubtful ones tied: the curve has three points and the area is its steps'."""
    rows = np.array([[0.9, 1], [0.8, 0], [0.5, 1], [0.5, 0]], dtype=float)
    coverage, risk = risk_coverage(rows)
    assert coverage.tolist() == [0.25, 0.5, 1.0]
    assert risk.tolist() == [0.0, 0.5, 0.5]
    assert area_under_risk(rows) == pytest.approx(0.25 * 0 + 0.25 * 0.5 + 0.5 * 0.5, abs=1e-9)


@given(ROWS)
def test_many_resamples_at_once_are_each_by_itself(rows: list[tuple[float, int]]) -> None:
    """Of a stack of columns every statistic gives what it gives of each, and the area is that of the curve's steps."""
    table = np.array(rows, dtype=float)
    stack = np.stack([table, table[::-1], np.roll(table, 1, axis=0), np.repeat(table[:1], len(table), axis=0)])
    for statistic in (auroc.quick, precision.quick, recall.quick, calibration_error.quick, area_under_risk):
        assert statistic(stack) == pytest.approx([float(statistic(part)) for part in stack], abs=1e-12, nan_ok=True)
    coverage, risk = risk_coverage(table)
    assert area_under_risk(table) == pytest.approx((np.diff(coverage, prepend=0.0) * risk).sum(), abs=1e-12)


def test_bootstrap_interval() -> None:
    """The interval holds the value, is as wide as theory has it, and is the same every time."""
    rows = np.random.default_rng(1).random((400, 1))
    found = bootstrap(rows)
    theory = 1.96 * rows.std() / 20
    assert found == bootstrap(rows)
    assert found.value == pytest.approx(rows.mean(), abs=1e-9)
    assert found.high - found.value == pytest.approx(theory, rel=0.15)
    assert found.value - found.low == pytest.approx(theory, rel=0.15)


def test_bootstrap_of_any_statistic_is_the_means() -> None:
    """The quick way for means and the general way give the same interval."""
    rows = np.random.default_rng(2).random((50, 1))
    general = bootstrap(rows, lambda part: part[..., 0].mean(axis=-1))
    quick = bootstrap(rows)
    assert (general.low, general.high) == pytest.approx((quick.low, quick.high), abs=1e-9)


def test_bootstrap_agrees_with_scipy() -> None:
    """The interval is scipy's percentile interval but for the luck of the draw."""
    from scipy.stats import bootstrap as reference

    rows = np.random.default_rng(3).random((200, 1))
    wanted = reference((rows[:, 0],), np.mean, method="percentile", n_resamples=5000, rng=7).confidence_interval
    found = bootstrap(rows)
    assert (found.low, found.high) == pytest.approx((wanted.low, wanted.high), abs=0.005)


def test_randomisation_test_by_hand() -> None:
    """Five questions all won: of the 32 exchanges two are as extreme, so p = 2/32."""
    ours, theirs = np.ones((5, 1)), np.zeros((5, 1))
    change, p = paired(ours, theirs)
    assert change.value == 1
    assert p == pytest.approx(2 / 32, abs=1e-9)


def test_no_difference_is_not_significant() -> None:
    """A run against itself differs by nothing with p = 1."""
    rows = np.random.default_rng(4).random((40, 1))
    change, p = paired(rows, rows)
    assert (change.value, change.low, change.high, p) == (0, 0, 0, 1)


def test_pairing_finds_what_means_hide() -> None:
    """A small gain on every question is significant although the two means' intervals overlap widely."""
    theirs = np.random.default_rng(6).random((60, 1))
    change, p = paired(theirs + 0.02, theirs)
    assert change.value == pytest.approx(0.02, abs=1e-9)
    assert p < 0.01
    assert bootstrap(theirs).high > bootstrap(theirs + 0.02).low


def test_equal_runs_do_not_differ() -> None:
    """Of a run and itself the difference is 0 with p 1, for a mean and an area; what is undefined stays so."""
    rows = np.array([[0.9, 1], [0.4, 0], [0.7, 1], [0.6, 0]])
    for statistic in (None, auroc):
        assert paired(rows, rows.copy(), statistic) == (Interval(0.0, 0.0, 0.0), 1.0)
    interval, p = paired(rows[::2], rows[::2].copy(), auroc)
    assert np.isnan([interval.value, interval.low, interval.high, p]).all()


def test_paired_area() -> None:
    """A measure over many questions is compared like a mean: a broken confidence is significantly worse."""
    random = np.random.default_rng(8)
    there = (random.random(120) < 0.5).astype(float)
    good = np.stack([there * 0.5 + random.random(120) * 0.6, there], axis=1)
    bad = np.stack([random.random(120), there], axis=1)
    change, p = paired(bad, good, auroc)
    assert change.value == pytest.approx(auroc(bad) - auroc(good), abs=1e-9)
    assert p < 0.01


def test_unequal_shapes_are_refused() -> None:
    """Pairing needs the same questions on both sides."""
    with pytest.raises(ValueError, match="differ in shape"):
        paired(np.ones((2, 1)), np.ones((3, 1)))


def test_a_single_question_proves_nothing() -> None:
    """One question won has p = 1."""
    assert paired(np.ones((1, 1)), np.zeros((1, 1)))[1] == 1

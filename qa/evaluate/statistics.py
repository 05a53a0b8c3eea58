"""Measures over many questions, with bootstrap intervals and a randomisation test.

Every measure is a function of columns, one row a question, so that intervals (percentile bootstrap over questions,
Efron & Tibshirani 1993) and the paired randomisation test (Fisher; Smucker, Allan & Carterette 2007 for retrieval)
treat a mean and an AUROC alike. A measure takes any number of resamples at once, as a stack of such columns, and gives
one value for each: one by one they would take longer than asking the questions. All random numbers come from one seed:
a report is reproducible.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Column = NDArray[np.float64]
#: Of columns (questions × columns) the value; of a stack of them (… × questions × columns) the value of each.
Statistic = Callable[[Column], Any]


@dataclass(frozen=True, slots=True)
class Library:
    """A statistic that a library computes (`value`: what is reported), with a `quick` form of the same for resamples.

    The two agree to 1e-9, which tests hold. A library takes one set of columns at a time, and one comparison resamples
    a measure five thousand times.
    """

    value: Callable[[Column], float]
    quick: Statistic

    def __call__(self, rows: Column) -> float:
        """The library's value."""
        return self.value(rows)


def _quick(statistic: Statistic) -> Statistic:
    return statistic.quick if isinstance(statistic, Library) else statistic


SEED = 20251123
#: Resamples. With 1,000 the ends of a 95 % interval move by about a tenth of its width from seed to seed.
RESAMPLES = 1000
CONFIDENCE = 0.95
#: Rows that are resampled at once: some tens of megabytes.
AT_ONCE = 1_000_000
#: Bins of confidence in which calibration is looked at.
BINS = 10


@dataclass(frozen=True, slots=True)
class Interval:
    """A value and the ends of its 95 % bootstrap interval; NaN where it is not defined."""

    value: float
    low: float
    high: float


def bootstrap(rows: Column, statistic: Statistic | None = None) -> Interval:
    """The statistic of `rows` (questions × columns) with its interval; the mean of column 0 where none is given."""
    if len(rows) == 0:
        return Interval(float("nan"), float("nan"), float("nan"))
    random = np.random.default_rng(SEED)
    picks = random.integers(0, len(rows), (RESAMPLES, len(rows)))
    if statistic is None:
        value, samples = float(rows[:, 0].mean()), rows[:, 0][picks].mean(axis=1)
    else:
        quick = _quick(statistic)
        value, samples = float(statistic(rows)), _each(picks, lambda some: quick(rows[some]))
    return Interval(value, *_ends(samples))


def paired(ours: Column, theirs: Column, statistic: Statistic | None = None) -> tuple[Interval, float]:
    """The difference ours − theirs over the same questions with its interval, and the two-sided p.

    Under the null hypothesis each question's two rows may be exchanged. With few questions all exchanges are counted,
    else `RESAMPLES` random ones are, the observed one included, so that p is never 0.
    """
    if ours.shape != theirs.shape:
        raise ValueError(f"paired columns differ in shape: {ours.shape} and {theirs.shape}")
    if len(ours) == 0:
        return Interval(float("nan"), float("nan"), float("nan")), float("nan")
    if np.array_equal(ours, theirs):  # no resample and no exchange would show a difference
        same = (
            0.0 if statistic is None else float(statistic(ours) - statistic(theirs))
        )  # not a number where it is undefined
        return Interval(same, same, same), 1.0 + same
    random = np.random.default_rng(SEED)
    picks = random.integers(0, len(ours), (RESAMPLES, len(ours)))
    if statistic is None:  # the mean of the differences is the difference of the means, and quick
        gaps = ours[:, 0] - theirs[:, 0]
        return Interval(float(gaps.mean()), *_ends(gaps[picks].mean(axis=1))), _sign_flips(gaps)
    quick = _quick(statistic)
    samples = _each(picks, lambda some: quick(ours[some]) - quick(theirs[some]))
    observed = float(statistic(ours) - statistic(theirs))
    return Interval(observed, *_ends(samples)), _randomisation(ours, theirs, quick)


def _each(picks: NDArray[np.int64], values: Callable[[NDArray[np.int64]], Column]) -> Column:
    """The value of every resample, many at once."""
    return np.concatenate([values(some) for some in np.array_split(picks, -(-picks.size // AT_ONCE))])


def _mean_of(values: Column, chosen: NDArray[np.bool_]) -> Column:
    """The mean of the chosen values; NaN where none is chosen."""
    with np.errstate(invalid="ignore"):
        return np.asarray((values * chosen).sum(axis=-1) / chosen.sum(axis=-1))


def _auroc(rows: Column) -> float:
    from sklearn.metrics import roc_auc_score

    there = rows[:, 1] > 0
    return float(roc_auc_score(there, rows[:, 0])) if 0 < there.sum() < len(there) else float("nan")


def _quick_auroc(rows: Column) -> Column:
    """The Mann–Whitney form of the area, ties counting half."""
    from scipy.stats import rankdata

    positive = rows[..., 1] > 0
    there, absent = positive.sum(axis=-1), (~positive).sum(axis=-1)
    ranks = (rankdata(rows[..., 0], axis=-1) * positive).sum(axis=-1)
    with np.errstate(invalid="ignore"):  # nothing by nothing where all are of one sort
        return np.asarray((ranks - there * (there + 1) / 2) / (there * absent))


def reliability(rows: Column, bins: int = BINS) -> tuple[Column, Column, Column]:
    """Of each equal bin of confidence that is not empty: mean confidence, share right, and number of questions.

    Column 0 is the confidence, column 1 whether the answer was right; means and shares are scikit-learn's.
    """
    from sklearn.calibration import calibration_curve

    shares, means = calibration_curve(rows[:, 1] > 0, rows[:, 0], n_bins=bins)
    counts = np.bincount(_bins(rows[:, 0], bins), minlength=bins)
    return means, shares, counts[counts > 0].astype(np.float64)


def _calibration_error(rows: Column) -> float:
    means, shares, counts = reliability(rows)
    return float(np.abs(shares - means) @ counts / len(rows))


def _quick_calibration_error(rows: Column) -> Column:
    gaps, bins = rows[..., 1] - rows[..., 0], _bins(rows[..., 0], BINS)
    return np.asarray(sum(np.abs((gaps * (bins == each)).sum(axis=-1)) for each in range(BINS)) / rows.shape[-2])


def _bins(confidence: Column, bins: int) -> NDArray[np.intp]:
    """The bin of each confidence; one on an edge belongs to the bin below, as scikit-learn has it."""
    return np.searchsorted(np.linspace(0.0, 1.0, bins + 1)[1:-1], confidence)


def risk_coverage(rows: Column) -> tuple[Column, Column]:
    """Coverage and risk when only the most confident are answered (El-Yaniv & Wiener 2010), ties taken together.

    Column 0 is the confidence, column 1 whether the answer was right.
    """
    order = np.argsort(-rows[:, 0], kind="stable")
    confidence, wrong = rows[order, 0], 1.0 - rows[order, 1]
    last_of_tie = np.append(np.diff(confidence) != 0, True)
    count = np.arange(1, len(rows) + 1)
    return (count / len(rows))[last_of_tie], (np.cumsum(wrong) / count)[last_of_tie]


def area_under_risk(rows: Column) -> Column:
    """The area under the risk–coverage curve by steps: the mean risk over coverages; 0 is perfect."""
    order = np.argsort(-rows[..., 0], axis=-1, kind="stable")
    confidence, right = (np.take_along_axis(rows[..., column], order, axis=-1) for column in (0, 1))
    count = np.arange(1, rows.shape[-2] + 1)
    risk = np.cumsum(1.0 - right, axis=-1) / count
    # Whoever is tied is answered together: the risk is that at the last of the tie, which is the nearest end ahead.
    ends = np.where(np.diff(confidence, append=-np.inf, axis=-1) != 0, count - 1, rows.shape[-2] - 1)
    last = np.minimum.accumulate(ends[..., ::-1], axis=-1)[..., ::-1]
    return np.asarray(np.take_along_axis(risk, last, axis=-1).mean(axis=-1))


def _precision(rows: Column) -> float:
    from sklearn.metrics import precision_score

    return float(precision_score(rows[:, 1] > 0, rows[:, 0] > 0, zero_division=np.nan))


def _quick_precision(rows: Column) -> Column:
    return _mean_of(rows[..., 1], rows[..., 0] > 0)


def _recall(rows: Column) -> float:
    from sklearn.metrics import recall_score

    return float(recall_score(rows[:, 1] > 0, rows[:, 0] > 0, zero_division=np.nan))


def _quick_recall(rows: Column) -> Column:
    return _mean_of(rows[..., 0], rows[..., 1] > 0)


#: How well column 0 (confidence) tells column 1 (1 = has an answer) apart; NaN where all are of one sort.
auroc = Library(_auroc, _quick_auroc)
#: Expected calibration error (Guo et al. 2017): the mean gap between confidence and share right, bin by bin of
#: scikit-learn's reliability curve.
calibration_error = Library(_calibration_error, _quick_calibration_error)
#: Of those claimed (column 0: 0 or 1), the share that is so (column 1); NaN where nothing was claimed.
precision = Library(_precision, _quick_precision)
#: Of those that are so (column 1), the share claimed (column 0: 0 or 1); NaN where there is none.
recall = Library(_recall, _quick_recall)


def _ends(samples: Column) -> tuple[float, float]:
    """The middle 95 % of the resamples in which the statistic is defined."""
    defined = samples[~np.isnan(samples)]
    if len(defined) == 0:
        return float("nan"), float("nan")
    tail = (1 - CONFIDENCE) / 2
    low, high = np.quantile(defined, [tail, 1 - tail])
    return float(low), float(high)


def _sign_flips(gaps: Column) -> float:
    """The randomisation test of a mean difference: exchanging two runs on a question turns its sign."""
    from scipy.stats import permutation_test

    if len(gaps) == 1:
        return 1.0  # both exchanges of a single question are as extreme as each other
    random = np.random.default_rng(SEED)
    tested = permutation_test(
        (gaps,),
        np.mean,
        permutation_type="samples",
        vectorized=True,
        n_resamples=RESAMPLES,
        rng=random,
    )
    return float(tested.pvalue)


def _randomisation(ours: Column, theirs: Column, measure: Statistic) -> float:
    from scipy.stats import permutation_test

    if len(ours) == 1:
        return 1.0  # both exchanges of a single question are as extreme as each other
    both = np.stack([ours, theirs])  # run × question × column
    numbers = np.arange(len(ours))

    def difference(first: NDArray[Any], second: NDArray[Any], axis: int = -1) -> Column:
        """`permutation_test` exchanges flags; the flag says whose row a question takes on each side."""
        return np.asarray(measure(both[first, numbers]) - measure(both[second, numbers]))

    flags = (np.zeros(len(ours), int), np.ones(len(ours), int))
    if np.isnan(difference(*flags)):
        return float("nan")
    tested = permutation_test(
        flags,
        difference,
        permutation_type="samples",
        vectorized=True,
        n_resamples=RESAMPLES,
        batch=max(1, AT_ONCE // len(ours)),
        rng=np.random.default_rng(SEED),
    )
    return float(tested.pvalue)

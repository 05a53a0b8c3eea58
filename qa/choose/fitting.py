"""Fitting weights, calibration and threshold on judged questions. Needs scikit-learn, and only here.

The ranking is fitted by logistic regression on differences between right and wrong candidates of one question (a
linear RankSVM with logistic loss; Joachims 2002), the confidence by logistic regression and Platt's calibration. Both
are pulled towards a prior, so that few questions move them little. Where there are questions over several collections,
cross-validation leaves out a whole collection at a time: what counts is documents that the fit has not seen.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from qa.choose.model import IMPOSSIBLE, Model
from qa.errors import UsageError
from qa.types import PLAINEST, AnswerKind

#: Fewer questions than these say nothing reliable: with 40 the error of a share is about 8 points.
FEWEST_ANSWERABLE, FEWEST_UNANSWERABLE = 40, 10
#: How strongly weights are held at their old values, in units of one question: the ranking has many weights and a
#: thoughtful start, the confidence few and a rough one.
_HOLD_RANKING, _HOLD_TRUST = 1.0, 3.0
#: The ranking is fitted so often, each time against the candidates that it still puts first.
_ROUNDS = 3
#: Wrong candidates compared with each right one: the best-scored and as many by chance.
_HARD, _EASY = 6, 6
#: The share of answerable questions that may be refused. By cross-validation, refusing more of them leaves as many
#: questions rightly answered or rightly refused, but takes answers away from people; refusing fewer leaves fewer.
_FALSE_REFUSALS = 0.07
_CALIBRATION_BINS = 40
#: A raw confidence of 0 or 1 has no log-odds; so near to them it is taken for.
_SUREST = 0.005
_FOLDS = 5
#: From so many collections on a fold is a collection.
_FEWEST_SOURCES = 3


@dataclass(frozen=True, slots=True)
class Judged:
    """One gold question: the evidence of its candidates, which of them are right, and what follows from a ranking.

    `weight` is how much the question counts for the confidence.
    `trust_of` gives the evidence for an answer being there when the candidate at an index wins. `family` names
    questions that must stay in one fold, `source` the collection they are asked of. `made` tells a near miss that was
    made by hiding the answer from a question that somebody asked.
    """

    kind: AnswerKind
    evidence: Sequence[dict[str, float]]
    right: Sequence[bool]
    trust_of: Callable[[Model], tuple[dict[str, float], bool]] = field(repr=False)
    family: str = ""
    answerable: bool = True
    weight: float = 1.0
    source: str = ""
    made: bool = False


@dataclass(frozen=True, slots=True)
class FitReport:
    """What cross-validation says of a fit: shares before and after, over `questions`."""

    questions: int
    first_before: float
    first_after: float
    refused_after: float
    falsely_refused_after: float
    folds: int


class _HeldOut(NamedTuple):
    """What a model that had not seen the question made of it."""

    raw: float
    right: bool
    answerable: bool
    weight: float
    made: bool


def fit(questions: Sequence[Judged], start: Model) -> tuple[Model, FitReport]:
    """The model fitted on all `questions`, with cross-validated figures. Raises `UsageError` for too few."""
    answerable = sum(question.answerable for question in questions)
    unanswerable = len(questions) - answerable
    if answerable < FEWEST_ANSWERABLE or unanswerable < FEWEST_UNANSWERABLE:
        raise UsageError(
            f"{answerable} answerable and {unanswerable} unanswerable questions are too few to fit on.",
            f"At least {FEWEST_ANSWERABLE} and {FEWEST_UNANSWERABLE} are needed.",
        )
    folds = _folded(questions)
    held_out: list[_HeldOut] = []
    for number in sorted(set(folds)):
        rest = [question for question, fold in zip(questions, folds, strict=True) if fold != number]
        model = _fit_trust(rest, _fit_ranking(rest, start))
        for question, fold in zip(questions, folds, strict=True):
            if fold == number:
                trusted, right = question.trust_of(model)
                held_out.append(
                    _HeldOut(model.raw(trusted), right, question.answerable, question.weight, question.made)
                )
    fitted = _fit_trust(questions, _fit_ranking(questions, start))
    fitted = replace(fitted, calibration=_calibrated(held_out))
    fitted = replace(fitted, threshold=_threshold(held_out, fitted))
    return fitted, _report(questions, start, held_out, fitted, len(set(folds)))


def left_out(questions: Sequence[Judged], start: Model) -> list[bool]:
    """Whether each question's first candidate is right by weights fitted on the other folds alone, from `start`."""
    folds = _folded(questions)
    found = [False] * len(questions)
    for number in sorted(set(folds)):
        model = _fit_ranking([one for one, fold in zip(questions, folds, strict=True) if fold != number], start)
        for at, (question, fold) in enumerate(zip(questions, folds, strict=True)):
            if fold == number and question.evidence:
                scores = model.scores(question.kind, question.evidence)
                found[at] = question.right[scores.index(max(scores))]
    return found


def _folded(questions: Sequence[Judged]) -> list[int]:
    """A fold for each question: its collection where there are several, else by families, which stay together."""
    sources = sorted({question.source for question in questions})
    if len(sources) >= _FEWEST_SOURCES:
        return [sources.index(question.source) for question in questions]
    families = sorted({question.family or str(at) for at, question in enumerate(questions)})
    random.Random(7).shuffle(families)  # noqa: S311 - folds, not secrets
    place = {family: at % _FOLDS for at, family in enumerate(families)}
    return [place[question.family or str(at)] for at, question in enumerate(questions)]


def _fit_ranking(questions: Sequence[Judged], start: Model) -> Model:
    weights = {}
    for name in PLAINEST:
        mine = [question for question in questions if question.kind.group == name]
        weights[name] = _fitted_weights(mine, start, name)
    return replace(start, weights=weights)


def _fitted_weights(questions: Sequence[Judged], start: Model, name: str) -> dict[str, float]:
    """The weights of one group, from differences between right and wrong candidates."""
    old = start.weights[name]
    names = sorted(old)
    begin = moved = np.array([old[key] for key in names])
    tables = [_table(question, names) for question in questions]
    for _ in range(_ROUNDS):
        pairs = [found for table, right in tables if len(found := _pairs(table, right, moved))]
        if not pairs:
            return dict(old)
        shares = np.concatenate([np.full(len(found), 1 / len(found)) for found in pairs])
        moved = _descend(np.concatenate(pairs), shares, begin, _HOLD_RANKING)
    # Evidence whose weight would change its sign says the opposite of its name: it is left out instead.
    return {
        key: float(value) if value * before >= 0 else 0.0
        for key, value, before in zip(names, moved, begin, strict=True)
    }


def _table(question: Judged, names: Sequence[str]) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """The evidence of a question's candidates, one row each in the order of `names`, and which of them are right."""
    rows = [[evidence.get(name, 0.0) for name in names] for evidence in question.evidence]
    return np.array(rows, np.float64).reshape(len(rows), len(names)), np.array(question.right, bool)


def _pairs(table: NDArray[np.float64], right: NDArray[np.bool_], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """How the best right candidate differs from the best wrong ones and some others, a row each; none without both."""
    order = np.argsort(-(table @ weights), kind="stable")
    better, worse = order[right[order]], order[~right[order]]
    if not len(better) or not len(worse):
        return np.empty((0, table.shape[1]))
    rest = worse[_HARD:].tolist()
    easy = random.Random(len(worse)).sample(rest, min(_EASY, len(rest)))  # noqa: S311 - a sample
    beside: NDArray[np.float64] = table[better[0]] - table[[*worse[:_HARD].tolist(), *easy]]
    return beside


def _descend(
    rows: NDArray[np.float64], shares: NDArray[np.float64], begin: NDArray[np.float64], hold: float
) -> NDArray[np.float64]:
    """The weights that minimise the logistic loss plus their squared distance from `begin`."""
    from scipy.optimize import minimize

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        margins = np.clip(rows @ weights, -30, 30)
        wrong = 1 / (1 + np.exp(margins))
        away = weights - begin
        value = float(shares @ np.log1p(np.exp(-margins)) + hold * away @ away / 2)
        return value, -(rows.T @ (shares * wrong)) + hold * away

    return np.asarray(minimize(loss, begin, jac=True, method="L-BFGS-B").x)


def _fit_trust(questions: Sequence[Judged], model: Model) -> Model:
    """The logistic weights of the confidence, with the winners of `model`."""
    names = [name for name in model.trust if name != "bias"]
    rows, signs, shares = [], [], []
    for question in questions:
        trusted, _ = question.trust_of(model)
        if trusted.get(IMPOSSIBLE):
            continue
        # Whether the documents hold an answer at all; that the winner may be wrong is for the calibration to say.
        rows.append([1.0, *(trusted.get(name, 0.0) for name in names)])
        signs.append(1.0 if question.answerable else -1.0)
        shares.append(question.weight)
    begin = np.array([model.trust.get("bias", 0.0), *(model.trust[name] for name in names)])
    table = np.array(rows) * np.array(signs)[:, None]
    moved = _descend(table, np.array(shares), begin, _HOLD_TRUST)
    kept = [float(v) if at == 0 or v * b >= 0 else 0.0 for at, (v, b) in enumerate(zip(moved, begin, strict=True))]
    return replace(model, trust=dict(zip(["bias", *names], kept, strict=True)))


def _calibrated(held_out: Sequence[_HeldOut]) -> tuple[tuple[float, float], ...]:
    """A table from raw confidence to the share that was right, on questions the weights had not seen.

    Platt's scaling (1999): a logistic curve over the raw confidence's log-odds. A step function fitted to so few
    questions has plateaus that a threshold falls off.
    """
    from sklearn.linear_model import LogisticRegression

    # As people ask: near misses that were made would have it that most questions have no answer.
    asked = [row for row in held_out if not row.made]
    odds = np.array([[_log_odds(row.raw)] for row in asked])
    curve = LogisticRegression().fit(odds, [row.right for row in asked])
    points = np.linspace(0.0, 1.0, _CALIBRATION_BINS + 1)
    shares = curve.predict_proba([[_log_odds(float(at))] for at in points])[:, 1]
    return tuple((float(at), float(share)) for at, share in zip(points, shares, strict=True))


def _log_odds(share: float) -> float:
    kept = min(max(share, _SUREST), 1 - _SUREST)
    return math.log(kept / (1 - kept))


def _threshold(held_out: Sequence[_HeldOut], model: Model) -> float:
    """The highest confidence asked for that refuses no more answerable questions than are allowed to be."""
    known = sorted(model.calibrated(row.raw) for row in held_out if row.answerable)
    return known[int(_FALSE_REFUSALS * len(known))]


def _report(
    questions: Sequence[Judged], start: Model, held_out: Sequence[_HeldOut], fitted: Model, folds: int
) -> FitReport:
    answerable = [row for row in held_out if row.answerable]
    unanswerable = [row for row in held_out if not row.answerable]
    before = [right for question in questions if question.answerable for _, right in [question.trust_of(start)]]
    refused = [row.weight * (fitted.calibrated(row.raw) < fitted.threshold) for row in unanswerable]
    lost = [fitted.calibrated(row.raw) < fitted.threshold for row in answerable]
    return FitReport(
        questions=len(questions),
        first_before=sum(before) / max(1, len(before)),
        first_after=sum(row.right for row in answerable) / max(1, len(answerable)),
        refused_after=sum(refused) / sum(row.weight for row in unanswerable),
        falsely_refused_after=sum(lost) / max(1, len(lost)),
        folds=folds,
    )

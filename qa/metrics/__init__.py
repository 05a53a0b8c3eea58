"""How good one answer is.

`judge` gives every measure of an `Answer` against a `Target`; `failed` those of a question that gave no answer. What
is known only of many answers together (intervals, AUROC, calibration, disagreement) is `qa.evaluate`'s.
"""

from qa.metrics.citing import TextOf, citation_exactness, citation_support, citations, is_exact
from qa.metrics.figures import same_figure, same_role
from qa.metrics.judging import MEASURES, failed, judge
from qa.metrics.ranking import document_names, passage_names, ranking_measures
from qa.metrics.target import Expected, Place, Target
from qa.metrics.words import exact_match, holds, token_f1, tokens

__all__ = [
    "MEASURES",
    "Expected",
    "Place",
    "Target",
    "TextOf",
    "citation_exactness",
    "citation_support",
    "citations",
    "document_names",
    "exact_match",
    "failed",
    "holds",
    "is_exact",
    "judge",
    "passage_names",
    "ranking_measures",
    "same_figure",
    "same_role",
    "token_f1",
    "tokens",
]

"""All that is measured of one answer. A measure that does not apply to the question is absent, never zero."""

from __future__ import annotations

from collections.abc import Iterator

from qa.metrics.citing import TextOf, citation_exactness, citation_support
from qa.metrics.figures import same_figure, same_role
from qa.metrics.ranking import document_names, passage_names, ranking_measures, share
from qa.metrics.target import Expected, Target
from qa.metrics.words import exact_match, holds, token_f1
from qa.types import Answer, Quantity, Span, Status

#: "Among five": what fits the first screen.
AMONG = 5
#: An answer in words counts as shown when the headline or one of the first passages says it.
SHOWN_PASSAGES = 3

#: Every measure `judge` may give, in the order of the reports, with what it says in the reader's words.
MEASURES: dict[str, str] = {
    "right": "right answer first, or rightly silent",
    "figure_first": "right figure first",
    "figure_among_5": "right figure among five",
    "words_first": "right date, name or sentence first",
    "words_exact": "exact match of words",
    "words_f1": "token F1 of words",
    "complete": "all figures of a change, range or list shown",
    "roles": "figures shown in their role",
    "passage_first": "right passage first",
    "passage_recall@1": "passage recall@1",
    "passage_recall@5": "passage recall@5",
    "passage_recall@10": "passage recall@10",
    "passage_rr@10": "passage MRR@10",
    "passage_ndcg@10": "passage nDCG@10",
    "document_first": "right document first",
    "document_recall@1": "document recall@1",
    "document_recall@5": "document recall@5",
    "document_recall@10": "document recall@10",
    "document_rr@10": "document MRR@10",
    "document_ndcg@10": "document nDCG@10",
    "citation_exact": "citations exact to the character",
    "citation_support": "quotes that hold their figure",
    "citation_place": "headline cites the evidence",
    "refused": "unanswerable questions refused",
    "answered": "answerable questions answered",
    "follow_up": "follow-ups right",
}


def judge(answer: Answer, target: Target, text_of: TextOf) -> dict[str, float]:
    """Measures of `answer` by name, each 0–1. `text_of` gives the indexed text of a document."""
    scores = {"citation_exact": citation_exactness(answer, text_of), "citation_support": citation_support(answer)}
    if not target.answerable:
        refused = float(answer.status is Status.NOT_FOUND)
        return scores | {"refused": refused, "right": refused}
    scores["answered"] = float(answer.status is Status.ANSWERED)
    scores |= _first(answer, target) | _completeness(answer, target) | _places(answer, target)
    if target.follow_up:
        scores["follow_up"] = scores["right"]
    return scores


def failed(target: Target) -> dict[str, float]:
    """The measures of a question that failed, timed out or crashed: zero, each that would have applied."""
    names = ["right", "citation_exact", "citation_support"]
    if not target.answerable:
        return dict.fromkeys([*names, "refused"], 0.0)
    names += ["answered"]
    if any(expected.is_figure for expected in target.answers):
        names += ["figure_first", f"figure_among_{AMONG}"]
    if any(not expected.is_figure for expected in target.answers):
        names += ["words_first", "words_exact", "words_f1"]
    if target.complete:
        names += ["complete"]
    if any(expected.role for expected in target.answers):
        names += ["roles"]
    if target.places:
        names += ["citation_place", *(name for name in MEASURES if name.startswith("passage_"))]
    if target.documents:
        names += [name for name in MEASURES if name.startswith("document_")]
    if target.follow_up:
        names += ["follow_up"]
    return dict.fromkeys(names, 0.0)


def _first(answer: Answer, target: Target) -> dict[str, float]:
    """What the reader sees first. A refusal shows nothing, whatever passages lie beneath it."""
    figures = [expected for expected in target.answers if expected.is_figure]
    words = [expected for expected in target.answers if not expected.is_figure]
    headline = answer.headline if answer.status is Status.ANSWERED else None
    scores: dict[str, float] = {}
    if figures:
        first = None if headline is None else headline.quantity
        among = [] if headline is None else _shown(answer)[:AMONG]
        scores["figure_first"] = float(first is not None and _any_figure(first, figures))
        scores[f"figure_among_{AMONG}"] = float(any(_any_figure(quantity, figures) for quantity in among))
    if words:
        text = "" if headline is None else headline.text
        scores["words_first"] = float(any(holds(text, expected.text) for expected in words))
        scores["words_exact"] = max(exact_match(text, expected.text) for expected in words)
        scores["words_f1"] = max(token_f1(text, expected.text) for expected in words)
    scores["right"] = max(scores.get("figure_first", 0.0), scores.get("words_first", 0.0))
    return scores


def _completeness(answer: Answer, target: Target) -> dict[str, float]:
    """`complete`: the share of wanted answers that are shown; `roles`: of those with a role, shown in it."""
    scores: dict[str, float] = {}
    answered = answer.status is Status.ANSWERED
    shown = _shown(answer) if answered else []
    if target.complete:
        said = list(_said(answer)) if answered else []
        scores["complete"] = sum(_is_shown(expected, shown, said) for expected in target.answers) / len(target.answers)
    in_roles = [expected for expected in target.answers if expected.role]
    if in_roles:
        right = [any(same_figure(one, wanted) and same_role(one, wanted) for one in shown) for wanted in in_roles]
        scores["roles"] = sum(right) / len(right)
    return scores


def _places(answer: Answer, target: Target) -> dict[str, float]:
    scores: dict[str, float] = {}
    if target.places:
        names = passage_names(answer.passages, target.places)
        relevant = [f"evidence-{number}" for number in range(len(target.places))]
        scores |= {f"passage_{name}": value for name, value in ranking_measures(names, relevant).items()}
        scores["citation_place"] = float(_cites_evidence(answer, target))
    if target.documents:
        measured = ranking_measures(document_names(answer.passages), target.documents)
        scores |= {f"document_{name}": value for name, value in measured.items()}
    return scores


def _cites_evidence(answer: Answer, target: Target) -> bool:
    if answer.headline is None or answer.status is not Status.ANSWERED:
        return False
    cited = answer.headline.citation
    span = Span(cited.start, cited.end)
    return any(place.document == cited.document and share(place.span, span) > 0 for place in target.places)


def _any_figure(quantity: Quantity, figures: list[Expected]) -> bool:
    return any(same_figure(quantity, expected) for expected in figures)


def _shown(answer: Answer) -> list[Quantity]:
    """The figures in the order in which a reader meets them, each once: headline, list, comparisons."""
    headline = [] if answer.headline is None or answer.headline.quantity is None else [answer.headline.quantity]
    listed = [cited.quantity for cited in answer.quantities]
    compared = [cited.quantity for agreement in answer.comparisons for cited in agreement.values]
    met: list[Quantity] = []
    for quantity in (*headline, *listed, *compared):
        if quantity not in met:
            met.append(quantity)
    return met


def _said(answer: Answer) -> Iterator[str]:
    if answer.headline is not None:
        yield answer.headline.text
        yield answer.headline.citation.quote
    for passage in answer.passages[:SHOWN_PASSAGES]:
        yield passage.citation.quote


def _is_shown(expected: Expected, shown: list[Quantity], said: list[str]) -> bool:
    if expected.is_figure:
        return any(same_figure(quantity, expected) for quantity in shown)
    return any(holds(text, expected.text) for text in said)

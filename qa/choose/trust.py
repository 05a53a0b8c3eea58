"""What speaks for the documents holding the answer at all, by name: the evidence that confidence rests on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qa.choose.another import WIDE, cargo_untold, told_of_another_place
from qa.choose.catalogue import EVIDENCE
from qa.choose.evidence import Weighing
from qa.choose.model import IMPOSSIBLE
from qa.choose.others import of_another
from qa.choose.premises import untold
from qa.choose.reasons import UNEXPLAINED
from qa.text.glossary import Key
from qa.types import AnswerKind, Candidate, Hit, Query, Span

#: The winner's own evidence that also tells whether there is an answer at all.
_OWN = ("closest", "headings", "measure", "role")
#: Every kind of evidence for an answer being there, and what it says.
TRUST: Mapping[str, str] = {
    "covered": "share of the question's words in the winner's passage, headings and title",
    "rarest_missing": "rarity of the rarest word that the passage of the winner lacks, against the rarest of all",
    "name_missing": "a place, organisation or name of the question that the winner's source does not speak of",
    "rarest_outside": "rarity of the rarest word that the winner's sentence, the one before, and the headings lack",
    "untold": "share of the concepts asked about, names apart, that neither the winner nor what stands above it tells",
    "contrast_missing": "a mode, cargo or direction of the question that is not there, or is another",
    "unit_missing": "the unit named, or the measure that the asking words settle, is not that of the winner",
    IMPOSSIBLE: "the winner cannot be in the unit or measure asked for, or tells no time to who asks when; no word of "
    "the question is there; another one, place, cargo, way to carry or line of a table is told of than the one asked "
    "for; a measure or goods that go by their name are not named; what the question takes for granted is told nowhere",
    "period_missing": "the asked period is not that of the winner",
    "kind_missing": "the winner is not of the wanted kind",
    "unexplained": "a reason is asked for, and the winner's sentence gives none",
    "weakest": "at least one of these is missing altogether",
    "foreign_covered": "share of the question's words covered, in another language",
    "asks_words": "the question wants a sentence or a list",
    "asks_figure": "the question wants a figure",
    "asked": "how many words the question has: the more it says, the less of it stands in one place",
    "lead": "how far the winner's score stands above the next different answer",
    "both": "the winner's passage is among the first of both searches",
    "near_statement": "cosine of the winner's sentence or row",
    "nearest_statement": "cosine of the nearest sentence or row read",
} | {f"winner_{name}": f"of the winner: {EVIDENCE[name]}" for name in _OWN}
#: Those of statements that speak of the question's topic lie at about .4 to .75.
_STATEMENT_FROM, _STATEMENT_RANGE = 0.3, 0.35
_FIRST = 3
#: How much of a name is there when it stands in the passage, above it, or only elsewhere in the same document; there, a
#: continent or sea is hardly missing: not every passage on a way to Europe names it.
_HERE, _ABOVE, _ELSEWHERE, _WIDE_ELSEWHERE = 1.0, 0.9, 0.3, 0.7
#: More words than these are not told from as many.
_MANY_WORDS = 15
#: From here on something counts as missing altogether.
_MISSING = 0.8


def trust(query: Query, ranked: Sequence[Candidate], hits: Sequence[Hit], weighing: Weighing) -> dict[str, float]:
    """The evidence, for the best of the `ranked` candidates."""
    winner = ranked[0]
    evidence, matcher = winner.evidence, weighing.matcher
    hit = next(hit for hit in hits if hit.passage.number == winner.passage)
    held = matcher.held_in(hit.passage) | weighing.outside(hit.passage)
    foreign = bool(hit.passage.language) and hit.passage.language != query.language
    worded = query.kind in (AnswerKind.SENTENCE, AnswerKind.EXPLANATION, AnswerKind.LIST)
    ranks = (hit.lexical_rank, hit.dense_rank)
    statement = winner.statement or winner.span
    missing = {
        "name_missing": _name_missing(hit, hits, weighing),
        "contrast_missing": (1 - evidence.get("contrast", 1.0)) / 2,
        "unit_missing": _unit_missing(query, evidence.get("unit", 0.0)) if query.settled else 0.0,
        "period_missing": min(1.0, 1 - evidence.get("period", 0.0)) if query.period else 0.0,
        "kind_missing": (1 - evidence.get("kind", 1.0)) / 2,
    }
    covered = matcher.share(held, hit.passage.language)
    text = statement.shift(-hit.passage.span.start).of(hit.passage.text)
    worst = max(
        missing["name_missing"], missing["unit_missing"], missing["period_missing"], missing["contrast_missing"]
    )
    return {
        IMPOSSIBLE: float(
            missing["unit_missing"] == 1
            or not covered
            or weighing.of_another(text, hit.passage.language)
            or told_of_another_place(weighing, hit.passage, statement)
            or cargo_untold(query, weighing, hit.passage)
            or of_another(query, weighing, hit.passage, winner)
            or untold(query, f"{hit.passage.text}\n{weighing.above(hit.passage)}")
        ),
        "covered": covered,
        "rarest_missing": matcher.rarest_but(held),
        "rarest_outside": matcher.rarest_but(weighing.near(hit.passage, statement)),
        "untold": _untold(winner, hit, statement, weighing),
        **missing,
        "unexplained": float(evidence.get("reason") == UNEXPLAINED),
        "weakest": float(worst >= _MISSING),
        "foreign_covered": covered if foreign else 0.0,
        "asks_words": float(worded),
        "asks_figure": float(query.kind is AnswerKind.FIGURE),
        "asked": min(1.0, len(matcher.wanted) / _MANY_WORDS),
        "lead": min(1.0, winner.score - _runner_up(ranked)),
        "both": sum(rank is not None and rank <= _FIRST for rank in ranks) / 2,
        **_statements(winner, weighing),
        **{f"winner_{name}": evidence.get(name, 0.0) for name in _OWN},
    }


def _untold(winner: Candidate, hit: Hit, statement: Span, weighing: Weighing) -> float:
    """The share of the concepts asked about, whatever they are called, that the winner's statement is not about."""
    matcher, passage = weighing.matcher, hit.passage
    concepts = matcher.concepts()
    told = weighing.inside(passage, statement) | weighing.outside(passage)
    if winner.quantity is not None:
        told |= matcher.held(winner.quantity.subject, passage.language)
    # Squared: one concept of two is often said in other words, both of two seldom.
    return (sum(at not in told for at in concepts) / max(1, len(concepts))) ** 2


def _statements(winner: Candidate, weighing: Weighing) -> dict[str, float]:
    """How near the winner's statement, and the nearest ones, come to the question; zeros without embeddings."""
    own = weighing.cosine(winner.passage, winner.statement or winner.span)
    nearest = weighing.nearest_statement()
    if own is None or nearest is None:
        return dict.fromkeys(("near_statement", "nearest_statement"), 0.0)
    return {
        "near_statement": (own - _STATEMENT_FROM) / _STATEMENT_RANGE,
        "nearest_statement": (nearest - _STATEMENT_FROM) / _STATEMENT_RANGE,
    }


def _name_missing(hit: Hit, hits: Sequence[Hit], weighing: Weighing) -> float:
    """How much the worst of the question's names is missing from the winner's source, 0–1."""
    matcher, passage = weighing.matcher, hit.passage
    here, above = matcher.held_in(passage), weighing.outside(passage)
    wanted = matcher.asked_names()
    elsewhere = frozenset[int]()
    if not (here | above).issuperset(wanted):
        others = (h.passage for h in hits if h.passage.document == passage.document)
        elsewhere = elsewhere.union(*(matcher.held_in(other) for other in others))
    levels = [
        _HERE if at in here else _ABOVE if at in above else _afar(matcher.wanted[at].key) if at in elsewhere else 0.0
        for at in wanted
    ]
    return 1 - min(levels, default=1.0)


def _afar(name: Key) -> float:
    """How much of a name is there that stands elsewhere in the document."""
    return _WIDE_ELSEWHERE if name.term in WIDE else _ELSEWHERE


def _unit_missing(query: Query, fit: float) -> float:
    """1 for a figure wanted in a unit or dimension that the winner does not have; 0.5 for the dimension alone."""
    if not query.dimensions:
        return 0.0
    return 0.0 if fit == 1 else 0.5 if fit > 0 else 1.0


def _runner_up(ranked: Sequence[Candidate]) -> float:
    """The score of the best candidate that says something else than the winner."""
    winner = ranked[0]
    for candidate in ranked[1:]:
        if candidate.span.overlaps(winner.span) and candidate.document == winner.document:
            continue
        if candidate.kind is winner.kind is AnswerKind.FIGURE and candidate.quantity and winner.quantity:
            one, other = candidate.quantity, winner.quantity
            if (one.low, one.high, one.unit) == (other.low, other.high, other.unit):
                continue
        if candidate.text != winner.text:
            return candidate.score
    return winner.score - 1.0

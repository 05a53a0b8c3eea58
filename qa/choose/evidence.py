"""What speaks for a candidate, by name. Each is a number of about -1 to 1; nothing here knows a weight."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from qa.choose.fits import kind_fit, measure_fit, period_fit, plan_fit, role_fit, unit_fit
from qa.choose.items import distinctive, items
from qa.choose.reasons import reason_fit
from qa.choose.scales import DocumentInfo, recency, spread
from qa.choose.sorts import sort_fit
from qa.choose.words import Matcher
from qa.text.anaphora import refers_back
from qa.text.clauses import apart
from qa.text.glossary import keys, stated
from qa.text.titles import untitled
from qa.types import AnswerKind, BlockKind, Candidate, Hit, Passage, Quantity, Query, Span

#: Closeness falls to a third at this many characters, about half an English clause.
_NEAR = 40.0
#: Each step to another clause takes away so much of a word's nearness.
_STEP = 0.5
#: "Right behind" a figure: room for its unit and one word.
_NEXT = 24
_FEWEST_MEMBERS = 2
#: A sentence of this many characters counts as full.
_FULL_SENTENCE = 240
#: How much a name counts where it stands in the statement, elsewhere in the passage or above it, or in the title.
_NAME_LEVELS = (1.0, 0.8, 0.7)
#: Cosines of the statements read lie within about this of the nearest one's.
_FAR = 0.15
_STOPS = (". ", "! ", "? ", "。", "！", "？", "\n")


#: Clauses and characters between a word's place and each of some figures or names, the nearest first.
_Distances = list[tuple[float, int, Span]]


class Weighing:
    """All evidence for the candidates of one question."""

    def __init__(
        self,
        query: Query,
        hits: Sequence[Hit],
        documents: Mapping[str, DocumentInfo],
        rarity: Callable[[str], float] | None = None,
        candidates: Sequence[Candidate] = (),
        likeness: Mapping[tuple[int, Span], float] | None = None,
    ) -> None:
        self.query = query
        self.matcher = Matcher(query, hits, rarity)
        self._documents = documents
        self._passages = {hit.passage.number: hit.passage for hit in hits}
        self._retrieval = spread([(hit.passage.number, hit.score) for hit in hits])
        self._dense = spread([(hit.passage.number, hit.dense_score) for hit in hits if hit.dense_score is not None])
        top = max((hit.lexical_score or 0.0 for hit in hits), default=0.0)
        self._lexical = {hit.passage.number: (hit.lexical_score or 0.0) / top if top > 0 else 0.0 for hit in hits}
        self._recency = recency(hits, documents)
        self._likeness: dict[int, list[tuple[Span, float]]] = {}
        for (number, span), cosine in (likeness or {}).items():
            self._likeness.setdefault(number, []).append((span, cosine))
        self._cosines = sorted((likeness or {}).values(), reverse=True)
        self._figures: dict[tuple[int, Span | None], list[tuple[Span, str]]] = {}
        self._names_in: dict[tuple[int, Span | None], list[Span]] = {}
        self._values: dict[tuple[int, Span | None], list[Quantity]] = {}
        self._subjects: dict[tuple[int, Span | None], list[str]] = {}
        for candidate in candidates:
            if candidate.kind.group == "name":
                self._names_in.setdefault((candidate.passage, candidate.statement), []).append(candidate.span)
            if candidate.quantity is not None and candidate.span == candidate.quantity.span:
                place = candidate.passage, candidate.statement
                self._figures.setdefault(place, []).append((candidate.span, candidate.quantity.dimension))
                self._subjects.setdefault(place, []).append(candidate.quantity.subject)
                self._values.setdefault(place, []).append(candidate.quantity)
        self._shared: dict[tuple[int, Span], dict[str, float]] = {}
        self._over: dict[int, str] = {}
        self._earlier: dict[tuple[int, Span], str] = {}
        self._gaps: dict[tuple[int, Span, bool], list[_Distances]] = {}
        self._pairs = {
            (one, one + 1) for one in range(len(self.matcher.wanted) - 1)
        }  # neighbouring words of the question

    def of(self, candidate: Candidate) -> dict[str, float]:
        """The evidence for one candidate."""
        passage = self._passages[candidate.passage]
        statement = candidate.statement or candidate.span
        shared = self._shared.get((candidate.passage, statement))
        if shared is None:
            shared = self._shared[candidate.passage, statement] = self._of_statement(passage, statement)
        return {**shared, **self._of_span(candidate, passage, statement)}

    def cosine(self, number: int, statement: Span) -> float | None:
        """The question's cosine to a statement (the nearest, where it covers several); None where none is known."""
        return max((c for span, c in self._likeness.get(number, ()) if span.overlaps(statement)), default=None)

    def nearest_statements(self, count: int) -> list[float]:
        """The cosines of the `count` statements nearest to the question, best first."""
        return self._cosines[:count]

    def outside(self, passage: Passage) -> frozenset[int]:
        """The question's words in what stands above a passage: headings, table header, title."""
        return self.matcher.held(self._above(passage), passage.language)

    def _above(self, passage: Passage) -> str:
        """Headings, table caption and header, and the document's title and source: "we" are those who publish it."""
        known = self._over.get(passage.number)
        if known is None:
            info = self._documents.get(passage.document)
            parts = (*passage.headings, passage.context, *((info.title, info.source) if info else ()))
            known = self._over[passage.number] = "\n".join(parts)
        return known

    def _of_statement(self, passage: Passage, statement: Span) -> dict[str, float]:
        matcher = self.matcher
        text = statement.shift(-passage.span.start).of(passage.text)
        # A row says what its caption and column headings say.
        inside = matcher.held(text, passage.language) | matcher.held(passage.context, passage.language)
        above = self.outside(passage) - inside
        previous = matcher.held(self._previous(passage, statement), passage.language) - inside
        before = previous - above
        around = matcher.held(passage.text, passage.language) - inside - above - before
        return {
            "retrieval": self._retrieval.get(passage.number, 0.0),
            "lexical": self._lexical.get(passage.number, 0.0),
            "dense": self._dense.get(passage.number, 0.0),
            "likeness": self._likeness_of(passage, statement),
            "statement": matcher.share(inside, passage.language),
            "phrase": self._phrase(text, passage.language),
            "headings": matcher.share(above, passage.language),
            "before": matcher.share(before, passage.language),
            "reference": matcher.share(previous, passage.language) if refers_back(text, passage.language) else 0.0,
            "around": matcher.share(around, passage.language),
            "figures": self._held_figures(passage.number, statement),
            "names": self._names(inside, above, before | around),
            "contrast": self._contrast(text, passage, inside, above | before | around),
            "foreign": float(bool(passage.language) and passage.language != self.query.language),
            "recency": self._recency.get(passage.document, 0.0),
            "reason": reason_fit(self.query, text),
            "row": float(passage.kind is BlockKind.TABLE_ROW),
            "length": min(1.0, len(text) / _FULL_SENTENCE),
        }

    def _likeness_of(self, passage: Passage, statement: Span) -> float:
        """1 for the statement nearest to the question, -1 for one that lies `_FAR` or more behind it."""
        cosine = self.cosine(passage.number, statement)
        return 0.0 if cosine is None else max(-1.0, 1.0 - 2 * (self._cosines[0] - cosine) / _FAR)

    def _phrase(self, text: str, language: str) -> float:
        if not self._pairs:
            return 0.0
        order = [at for at, _, _ in self.matcher.places(text, language)]
        there = {(one, other) for one, other in pairwise(order)}
        return len(self._pairs & there) / len(self._pairs)

    def _names(self, inside: frozenset[int], above: frozenset[int], around: frozenset[int]) -> float:
        """The mean level at which the question's names are spoken of; 1 where it has none."""
        wanted = self.matcher.names()
        if not wanted:
            return 1.0
        own, near, far = _NAME_LEVELS
        return sum(
            own if at in inside else near if at in around else far if at in above else 0.0 for at in wanted
        ) / len(wanted)

    def _held_figures(self, number: int, statement: Span) -> float:
        """The share of the question's figures that a statement holds, by value and dimension."""
        asked, there = self.query.figures, self._values.get((number, statement), ())
        if not asked:
            return 0.0
        held = [any(_same(figure, other) for other in there) for figure in asked]
        return sum(held) / len(held)

    def _previous(self, passage: Passage, statement: Span) -> str:
        """What stands right before a statement in its passage, as far as one sentence reaches."""
        known = self._earlier.get((passage.number, statement))
        if known is None:
            text = passage.text[: statement.start - passage.span.start].rstrip()
            stop = max(text.rfind(mark, 0, -1) for mark in _STOPS) if text else -1
            known = self._earlier[passage.number, statement] = text[stop + 1 :]
        return known

    def _contrast(self, text: str, passage: Passage, inside: frozenset[int], outside: frozenset[int]) -> float:
        """1 where every excluding word of the question is there, less for each one absent or replaced by another."""
        wanted = self.matcher.contrasts()
        if not wanted:
            return 1.0
        groups = {key.contrast for key in stated(f"{text}\n{passage.context}", passage.language)}
        marks = [
            1.0
            if at in inside
            else 0.5
            if at in outside
            else -1.0
            if self.matcher.wanted[at].key.contrast in groups
            else 0.0
            for at in wanted
        ]
        return sum(marks) / len(marks)

    def _of_span(self, candidate: Candidate, passage: Passage, statement: Span) -> dict[str, float]:
        query, quantity = self.query, candidate.quantity
        text = statement.shift(-passage.span.start).of(passage.text)
        whole = candidate.span == statement
        info = self._documents.get(passage.document)
        published = info.published if info else None
        subject = self.matcher.held(quantity.subject, passage.language) if quantity else frozenset()
        return {
            **(self._nothing_near if whole else self._nearness(candidate, passage, text, statement)),
            "subject": self.matcher.share(subject, passage.language),
            "kind": kind_fit(query, candidate),
            "unit": unit_fit(query, quantity),
            "measure": measure_fit(query, quantity),
            "role": role_fit(query, quantity),
            "period": period_fit(
                query, quantity, text, self._previous(passage, statement), self._above(passage), published
            ),
            "pair": float(query.change and quantity is not None and candidate.span != quantity.span),
            "plan": plan_fit(query, quantity),
            "echo": self._echo(candidate, passage.language),
        }

    #: The nearness of a candidate that is a whole statement.
    _nothing_near: Mapping[str, float] = dict.fromkeys(("near", "clause", "closest", "next", "member", "sort"), 0.0)

    def _nearness(self, candidate: Candidate, passage: Passage, text: str, statement: Span) -> dict[str, float]:
        """How near the question's words stand; in a table row, how many of them stand in the cell's headings."""
        if passage.kind is BlockKind.TABLE_ROW:
            return self._in_row(candidate, passage, statement)
        own = candidate.span.shift(-statement.start)
        near: dict[int, float] = {}
        clause: dict[int, float] = {}
        mine: set[int] = set()
        rivals = self._distances(candidate, passage, text, statement)
        for (at, low, high), distances in zip(self.matcher.places(text, passage.language), rivals, strict=True):
            gap = _gap(own, low, high)
            steps = apart(text, (own.start, own.end), (low, high))
            near[at] = max(near.get(at, 0.0), math.exp(-gap / _NEAR))
            clause[at] = max(clause.get(at, 0.0), _STEP**steps)
            nearest = next((away for *away, span in distances if not span.overlaps(own)), [math.inf, math.inf])
            if [steps, gap] <= nearest:
                mine.add(at)
        return {
            "near": self.matcher.weighed(near, passage.language),
            "clause": self.matcher.weighed(clause, passage.language),
            "closest": self.matcher.share(mine, passage.language),
            "next": self._next(candidate, text, statement, passage.language),
            "sort": sort_fit(self.query, candidate, own, text, passage.language, self.matcher),
            "member": self._member(candidate, own, text, statement, passage.language),
        }

    def _distances(self, candidate: Candidate, passage: Passage, text: str, statement: Span) -> list[_Distances]:
        """How far each place of a question's word is from each figure of a statement or each name, nearest first."""
        named = candidate.kind.group == "name"
        known = self._gaps.get((candidate.passage, statement, named))
        if known is None:
            place = candidate.passage, statement
            found = self._names_in.get(place, ()) if named else [span for span, _ in self._figures.get(place, ())]
            spans = [span.shift(-statement.start) for span in found]
            known = self._gaps[candidate.passage, statement, named] = [
                sorted((apart(text, (s.start, s.end), (low, high)), _gap(s, low, high), s) for s in spans)
                for _, low, high in self.matcher.places(text, passage.language)
            ]
        return known

    def _member(self, candidate: Candidate, own: Span, text: str, statement: Span, language: str) -> float:
        """How much more the question speaks of the figure's own member of a list than of any other, -1 to 1.

        A list is of figures of one dimension; those without any unit leave theirs out.
        """
        mine = candidate.quantity.dimension if candidate.quantity is not None else ""
        alike = {
            span.shift(-statement.start)
            for span, dimension in self._figures.get((candidate.passage, statement), ())
            if not mine or dimension in ("", mine)
        }
        members = items(text, sorted(alike))
        if len(members) < _FEWEST_MEMBERS or own not in alike:
            return 0.0
        shares = [
            self.matcher.share(words, language) for words in distinctive(members, self.matcher.places(text, language))
        ]
        place = next(number for number, member in enumerate(members) if own in member.figures)
        return shares[place] - max(share for number, share in enumerate(shares) if number != place)

    def _in_row(self, candidate: Candidate, passage: Passage, statement: Span) -> dict[str, float]:
        """The question's words in the cell's own headings, and those of them that not every cell of the row has."""
        if candidate.quantity is None:
            return dict(self._nothing_near)
        own = self.matcher.held(candidate.quantity.subject, passage.language)
        row = [
            self.matcher.held(subject, passage.language)
            for subject in self._subjects.get((candidate.passage, statement), ())
        ]
        common = frozenset.intersection(*row) if row else frozenset[int]()
        share = self.matcher.share(own, passage.language)
        return {
            "near": share,
            "clause": share,
            "closest": self.matcher.share(own - common, passage.language),
            "next": 0.0,
            "sort": 0.0,
            "member": 0.0,
        }

    def _next(self, candidate: Candidate, text: str, statement: Span, language: str) -> float:
        end = candidate.span.end - statement.start
        behind = text[end : end + _NEXT]
        stop = re.search(r"[.;!?。；，,]", behind)
        return float(bool(self.matcher.held(behind[: stop.start()] if stop else behind, language)))

    def _echo(self, candidate: Candidate, language: str) -> float:
        """1 for a figure or name that the question itself holds."""
        if candidate.quantity is not None and candidate.quantity.dimension != "date":
            values = {(figure.low, figure.high) for figure in self.query.figures}
            return float((candidate.quantity.low, candidate.quantity.high) in values)
        if candidate.kind in (AnswerKind.PERSON, AnswerKind.ORGANISATION, AnswerKind.PLACE, AnswerKind.NAME):
            # What somebody is called by answers "which mayor"; only the name proper would repeat the question.
            bare = candidate.text[untitled(candidate.text, 0, len(candidate.text)) :]
            own = keys(bare, language)
            held = self.matcher.held(bare, language)
            return min(1.0, len(held) / len(own)) if own else 0.0
        return 0.0


def _same(one: Quantity, other: Quantity) -> bool:
    """Equal values in one dimension; a figure without a unit equals any."""
    return (one.low, one.high) == (other.low, other.high) and (
        not one.unit or not other.unit or one.dimension == other.dimension
    )


def _gap(span: Span, low: int, high: int) -> int:
    return max(0, low - span.end, span.start - high)

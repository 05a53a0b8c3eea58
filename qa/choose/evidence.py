"""What speaks for a candidate, by name. Each is a number of about -1 to 1; nothing here knows a weight."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import pairwise
from operator import itemgetter

from qa.choose.constraints import held_figures
from qa.choose.fits import enumerates, kind_fit, measure_fit, plan_fit, rate_fit, role_fit, unit_fit
from qa.choose.nearness import NOTHING_NEAR, Nearness
from qa.choose.reasons import defines, reason_fit
from qa.choose.scales import DocumentInfo, spread
from qa.choose.times import STOPS, period_fit
from qa.choose.words import Matcher
from qa.text import statements
from qa.text.anaphora import refers_back
from qa.text.bylines import says_author
from qa.text.glossary import keys, stated
from qa.text.ordinals import of_another, ordinals
from qa.text.titles import untitled
from qa.types import AnswerKind, BlockKind, Candidate, Hit, Passage, Quantity, Query, Span

#: A sentence of this many characters counts as full.
_FULL_SENTENCE = 240
#: Cosines of the statements read lie within about this of the nearest one's.
_FAR = 0.55
#: What is known of a candidate alone, of which most is said by figures and dates only. Sums are added in this order.
_NO_FIGURE: Mapping[str, float] = dict.fromkeys(
    ("subject", "kind", "unit", "measure", "rate", "role", "period", "pair", "plan", "echo"), 0.0
)
#: "Who wrote it", and what is written; the concepts of the glossary.
_AUTHOR = "=author"
_WRITTEN = frozenset({_AUTHOR, "=article", "=paper", "=report", "=study", "=review", "=journalist"})


class Weighing:
    """All evidence for the candidates of one question."""

    def __init__(
        self,
        query: Query,
        hits: Sequence[Hit],
        documents: Mapping[str, DocumentInfo],
        matcher: Matcher,
        candidates: Sequence[Candidate] = (),
        likeness: Mapping[int, Sequence[tuple[Span, float]]] | None = None,
    ) -> None:
        self.query = query
        self.matcher = matcher
        self._documents = documents
        self._passages = {hit.passage.number: hit.passage for hit in hits}
        self._fore = {hit.passage.number: hit.before for hit in hits if hit.before is not None}
        self._retrieval = spread([(hit.passage.number, hit.score) for hit in hits])
        self._dense = spread([(hit.passage.number, hit.dense_score) for hit in hits if hit.dense_score is not None])
        top = max((hit.lexical_score or 0.0 for hit in hits), default=0.0)
        self._lexical = {hit.passage.number: (hit.lexical_score or 0.0) / top if top > 0 else 0.0 for hit in hits}
        self._likeness = likeness or {}
        self._nearest = max((cosine for part in self._likeness.values() for _, cosine in part), default=None)
        self._nearness = Nearness(query, self.matcher, candidates)
        self._values: dict[tuple[int, Span | None], list[Quantity]] = {}
        for candidate in candidates:
            if candidate.quantity is not None and candidate.span == candidate.quantity.span:
                self._values.setdefault((candidate.passage, candidate.statement), []).append(candidate.quantity)
        self._shared: dict[tuple[int, int, int], tuple[dict[str, float], str, str]] = {}
        self._over: dict[int, str] = {}
        self._earlier: dict[tuple[int, Span], str] = {}
        #: Of a passage: where its statements end, and the question's words up to there; first, those before it.
        self._told: dict[int, list[tuple[int, frozenset[int]]]] = {}
        self._rows = {(one.passage, one.statement) for one in candidates if one.members > 1}
        self._kinds: dict[tuple[AnswerKind, bool, bool, int], float] = {}
        terms = [word.key.term for word in matcher.wanted]
        asks_author = query.kind is AnswerKind.PERSON and _AUTHOR in terms
        self._writing = frozenset(at for at, term in enumerate(terms) if asks_author and term in _WRITTEN)
        self._ordinals = ordinals(query.text, query.language)
        self._pairs = {(one, one + 1) for one in range(len(self.matcher.wanted) - 1)}  # neighbouring words

    def of(self, candidate: Candidate) -> dict[str, float]:
        """The evidence for one candidate."""
        passage = self._passages[candidate.passage]
        statement = candidate.statement or candidate.span
        place = candidate.passage, statement.start, statement.end
        known = self._shared.get(place)
        if known is None:
            start = statement.start - passage.span.start
            text = passage.text[start : statement.end - passage.span.start]
            known = self._shared[place] = self._of_statement(passage, statement, text), text, passage.text[:start]
        shared, text, before = known
        return {**shared, **self._of_span(candidate, passage, statement, text, before)}

    def of_passage(self, passage: Passage) -> dict[str, float]:
        """The evidence for a whole passage holding an answer."""
        number, language = passage.number, passage.language
        near = self.matcher.held_in(passage) | self.matcher.held(passage.context, language)
        near |= self._authored(passage, passage.span.start, passage.text)
        best = max((cosine for _, cosine in self._likeness.get(number, ())), default=None)
        return {
            "retrieval": self._retrieval.get(number, 0.0),
            "lexical": self._lexical.get(number, 0.0),
            "dense": self._dense.get(number, 0.0),
            "likeness": self._nearness_of(best),
            "words": self.matcher.share(near | self.outside(passage), language),
            "foreign": float(bool(language) and language != self.query.language),
        }

    def is_told(self, at: int) -> bool:
        """Whether any passage read speaks of a word of the question, by its place among those wanted."""
        return any(at in self.matcher.held_in(passage) for passage in self._passages.values())

    def told_in(self, candidate: Candidate) -> int:
        """How many of the figures that the question is told by the candidate's passage holds."""
        told = self.matcher.told()
        if not told:
            return 0
        return len(told & self.matcher.held_in(self._passages[candidate.passage]))

    def cosine(self, number: int, statement: Span) -> float | None:
        """The question's cosine to a statement (the nearest, where it covers several); None where none is known."""
        return max((c for span, c in self._likeness.get(number, ()) if span.overlaps(statement)), default=None)

    def nearest_statement(self) -> float | None:
        """The cosine of the statement nearest to the question; None where none is known."""
        return self._nearest

    def passage(self, number: int) -> Passage:
        """The passage of this number, of those found."""
        return self._passages[number]

    def told_up_to(self, passage: Passage, statement: Span) -> frozenset[int]:
        """The question's words in a statement, above it, and in all that was read before it."""
        return self.inside(passage, statement) | self.outside(passage) | self._told_before(passage, statement)

    def fore(self, passage: Passage) -> Passage | None:
        """The passage before one, where it was read."""
        return self._fore.get(passage.number)

    def outside(self, passage: Passage) -> frozenset[int]:
        """The question's words in what stands above a passage: headings, table header, title."""
        return self.matcher.held(self.above(passage), passage.language)

    def inside(self, passage: Passage, statement: Span) -> frozenset[int]:
        """The question's words in a statement; a row says what its caption and column headings say."""
        return self._inside(passage, statement.start, statement.shift(-passage.span.start).of(passage.text))

    def _inside(self, passage: Passage, start: int, text: str) -> frozenset[int]:
        held = self.matcher.held(text, passage.language) | self.matcher.held(passage.context, passage.language)
        return held | self._authored(passage, start, text)

    def _authored(self, passage: Passage, start: int, text: str) -> frozenset[int]:
        """The question's words that a line of authors says: it is about its document, and so about what that is titled.

        Where it is asked who wrote something; else none.
        """
        if not self._writing or not says_author(text, start):
            return frozenset()
        info = self._documents.get(passage.document)
        return self._writing | (self.matcher.held(info.title, passage.language) if info else frozenset())

    def near(self, passage: Passage, statement: Span) -> frozenset[int]:
        """The question's words in a statement, in the sentence before it, and above the passage."""
        before = self.matcher.held(self._previous(passage, statement), passage.language)
        return self.inside(passage, statement) | before | self.outside(passage)

    def above(self, passage: Passage) -> str:
        """Headings, table caption and header, and the document's title and source: "we" are those who publish it."""
        known = self._over.get(passage.number)
        if known is None:
            info = self._documents.get(passage.document)
            parts = (*passage.headings, passage.context, *((info.title, info.source) if info else ()))
            known = self._over[passage.number] = "\n".join(parts)
        return known

    def _of_statement(self, passage: Passage, statement: Span, text: str) -> dict[str, float]:
        matcher = self.matcher
        inside = self._inside(passage, statement.start, text)
        above = self.outside(passage) - inside
        previous = matcher.held(self._previous(passage, statement), passage.language) - inside
        before = previous - above
        told = inside | above | before | self._told_before(passage, statement)
        return {
            "retrieval": self._retrieval.get(passage.number, 0.0),
            "lexical": self._lexical.get(passage.number, 0.0),
            "dense": self._dense.get(passage.number, 0.0),
            "likeness": self._likeness_of(passage, statement),
            "statement": matcher.share(inside, passage.language),
            "phrase": self._phrase(text, passage.language),
            "headings": matcher.share(above, passage.language),
            "before": matcher.share(before, passage.language),
            "reference": matcher.share(previous, passage.language)
            if previous and refers_back(text, passage.language)
            else 0.0,
            "context": matcher.share(told, passage.language),
            "figures": self._held_figures(passage.number, statement),
            "contrast": self._contrast(text, passage, inside, told),
            "foreign": float(bool(passage.language) and passage.language != self.query.language),
            "reason": reason_fit(self.query, text),
            "row": float(passage.kind is BlockKind.TABLE_ROW),
            "length": min(1.0, len(text) / _FULL_SENTENCE),
        }

    def _likeness_of(self, passage: Passage, statement: Span) -> float:
        return self._nearness_of(self.cosine(passage.number, statement))

    def _nearness_of(self, cosine: float | None) -> float:
        """1 for the statement nearest to the question, -1 for one that lies `_FAR` or more behind it."""
        if cosine is None or self._nearest is None:
            return 0.0
        return max(-1.0, 1.0 - 2 * (self._nearest - cosine) / _FAR)

    def _phrase(self, text: str, language: str) -> float:
        if not self._pairs:
            return 0.0
        order = [at for at, _, _ in self.matcher.places(text, language)]
        return len(self._pairs.intersection(pairwise(order))) / len(self._pairs)

    def _held_figures(self, number: int, statement: Span) -> float:
        """The share of the question's figures that a statement holds, by value and dimension."""
        there = self._values.get((number, statement), ())
        return held_figures(self.query, there)

    def _previous(self, passage: Passage, statement: Span) -> str:
        """What stands right before a statement in its passage, as far as one sentence reaches."""
        known = self._earlier.get((passage.number, statement))
        if known is None:
            text = passage.text[: statement.start - passage.span.start].rstrip()
            stop = max(text.rfind(mark, 0, -1) for mark in STOPS) if text else -1
            known = self._earlier[passage.number, statement] = text[stop + 1 :].lstrip()
        return known

    def _told_before(self, passage: Passage, statement: Span) -> frozenset[int]:
        """The question's words in the passage up to a statement, and in the passage before it."""
        told = self._told.get(passage.number)
        if told is None:
            fore = self.fore(passage)
            told = self._told[passage.number] = [(0, frozenset() if fore is None else self.matcher.held_in(fore))]
        for part in statements(passage)[len(told) - 1 :]:
            if part.end > statement.start:
                break
            text = part.shift(-passage.span.start).of(passage.text)
            told.append((part.end, told[-1][1] | self.matcher.held(text, passage.language)))
        return told[bisect_right(told, statement.start, key=itemgetter(0)) - 1][1]

    def of_another(self, text: str, language: str) -> bool:
        """Whether a statement tells of another one than asked for: of the first forum, not of the second."""
        return bool(self._ordinals) and of_another(self._ordinals, ordinals(text, language))

    def _contrast(self, text: str, passage: Passage, inside: frozenset[int], told: frozenset[int]) -> float:
        """1 where every excluding word of the question is there, less for each one absent or replaced by another.

        What is `told` up to there holds for the statement; exports told of behind it are something else than it tells.
        """
        if self.of_another(text, passage.language):
            return -1.0
        wanted = self.matcher.contrasts()
        if not wanted:
            return 1.0
        whole = f"{text}\n{passage.context}" if passage.context else text  # of a statement alone the words are known
        groups = {key.contrast for key in stated(whole, passage.language)}
        marks = [
            1.0
            if at in inside
            else 0.5
            if at in told
            else -1.0
            if self.matcher.wanted[at].key.contrast in groups
            else 0.0
            for at in wanted
        ]
        return sum(marks) / len(marks)

    def _of_span(
        self, candidate: Candidate, passage: Passage, statement: Span, text: str, before: str
    ) -> dict[str, float]:
        query, quantity = self.query, candidate.quantity
        info = self._documents.get(passage.document)
        published = info.published if info else None
        found = {
            **(NOTHING_NEAR if candidate.is_whole else self._nearness.of(candidate, passage, text, statement)),
            **_NO_FIGURE,
            "kind": self._kind(candidate),
            "period": period_fit(query, quantity, text, before, self.above(passage), published),
            "echo": self._echo(candidate, passage.language),
        }
        if quantity is not None:
            subject = self.matcher.held(quantity.subject, passage.language)
            found["subject"] = self.matcher.share(subject, passage.language)
            found["unit"] = unit_fit(query, quantity)
            found["measure"] = measure_fit(query, quantity)
            found["rate"] = rate_fit(query, quantity, text)
            found["role"] = role_fit(query, quantity, self._values.get((passage.number, statement), ()))
            found["pair"] = float(query.change and candidate.span != quantity.span)
            found["plan"] = plan_fit(query, quantity, published)
        return found

    def _kind(self, candidate: Candidate) -> float:
        """How well the candidate's kind fits: the same for all of a kind and of as many members."""
        defining = self.query.definition and defines(candidate.text)
        kind = candidate.kind, self._enumerates(candidate), defining, candidate.members
        known = self._kinds.get(kind)
        if known is None:
            known = self._kinds[kind] = kind_fit(
                self.query, kind[0], listing=kind[1], defining=kind[2], members=kind[3]
            )
        return known

    def _enumerates(self, candidate: Candidate) -> bool:
        """Whether it is a sentence that lists; several names asked for, one that holds a row of them, commas or not."""
        if self.query.members is None:
            return enumerates(candidate)
        return candidate.kind is AnswerKind.SENTENCE and (candidate.passage, candidate.statement) in self._rows

    def _echo(self, candidate: Candidate, language: str) -> float:
        """1 for a figure or name that the question itself holds."""
        if candidate.quantity is not None and candidate.quantity.dimension != "date":
            values = {(figure.low, figure.high) for figure in self.query.figures}
            return float((candidate.quantity.low, candidate.quantity.high) in values)
        if candidate.kind in (AnswerKind.PERSON, AnswerKind.ORGANISATION, AnswerKind.PLACE, AnswerKind.NAME):
            # What somebody is called by answers "which mayor"; only the name proper would repeat the question.
            bare = candidate.text[untitled(candidate.text, 0, len(candidate.text)) :]
            # So does the sort asked for: "which university" is answered by one called so.
            sort = self.query.sort
            own = [key for key in keys(bare, language) if key.term not in sort]
            held = [self.matcher.wanted[at].key for at in self.matcher.held(bare, language)]
            held = [key for key in held if key.term not in sort]
            if len(held) < len(own):  # a country told with more says which is meant: that of "which Azerbaijani port"
                held = [key for key in held if key.kind != "country"]
            return min(1.0, len(held) / len(own)) if own else 0.0
        return 0.0

"""How near a question's words stand to a candidate: in letters, in clauses, against others, in a row's headings."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence

from qa.choose.items import distinctive, items
from qa.choose.sorts import sort_fit
from qa.choose.succession import replaced
from qa.choose.words import Matcher
from qa.text.clauses import Place, distances
from qa.text.glossary import keys
from qa.text.spellings import NAME_KINDS
from qa.types import BlockKind, Candidate, Passage, Query, Span

#: Closeness falls to a third at this many characters, about half an English clause.
_NEAR = 40.0
_FEWEST_MEMBERS = 2
#: Further away than any name.
_NOWHERE = (math.inf, 0)
#: The nearness of a candidate that is a whole statement.
NOTHING_NEAR: Mapping[str, float] = dict.fromkeys(("near", "closest", "member", "sort", "owner", "replaced"), 0.0)


#: Clauses and characters between a word's place and each of some figures or names: the nearest first, and by theirs.
_Distances = tuple[list[tuple[float, int, Place]], Mapping[Place, tuple[float, int]]]


class Nearness:
    """The nearness of the candidates of one question."""

    def __init__(self, query: Query, matcher: Matcher, candidates: Sequence[Candidate]) -> None:
        self.query = query
        self.matcher = matcher
        self._figures: dict[tuple[int, Span | None], list[tuple[Span, str]]] = {}
        self._names: dict[tuple[int, Span | None], list[Span]] = {}
        self._subjects: dict[tuple[int, Span | None], list[str]] = {}
        self._gaps: dict[tuple[int, int, int, bool], list[_Distances]] = {}
        self._members: dict[tuple[int, int, int, str], Mapping[Place, float]] = {}
        self._named: dict[tuple[str, str], tuple[list[Place], list[Place]]] = {}
        self._asked = frozenset(matcher.names())
        for candidate in candidates:
            place = candidate.passage, candidate.statement
            if candidate.kind.group == "name":
                self._names.setdefault(place, []).append(candidate.span)
            if candidate.quantity is not None and candidate.span == candidate.quantity.span:
                self._figures.setdefault(place, []).append((candidate.span, candidate.quantity.dimension))
                self._subjects.setdefault(place, []).append(candidate.quantity.subject)

    def of(self, candidate: Candidate, passage: Passage, text: str, statement: Span) -> dict[str, float]:
        """How near the question's words stand; in a table row, how many of them stand in the cell's headings."""
        if passage.kind is BlockKind.TABLE_ROW:
            return self._in_row(candidate, passage, statement)
        own = candidate.span.shift(-statement.start)
        here = own.start, own.end
        near: dict[int, float] = {}
        mine: set[int] = set()
        rivals = self._distances(candidate, passage, text, statement)
        for (at, low, high), (nearest, of_each) in zip(
            self.matcher.places(text, passage.language), rivals, strict=True
        ):
            steps, gap = of_each.get(here) or distances(text)(here, (low, high))
            close = math.exp(-gap / _NEAR)
            if close > near.get(at, 0.0):
                near[at] = close
            # The nearest figure that is not this one.
            for other_steps, other_gap, (start, end) in nearest:
                if end <= here[0] or here[1] <= start:
                    if steps > other_steps or (steps == other_steps and gap > other_gap):
                        break
                    mine.add(at)
                    break
            else:
                mine.add(at)
        return {
            "near": self.matcher.weighed(near, passage.language),
            "closest": self.matcher.share(mine, passage.language),
            "sort": sort_fit(self.query, candidate, own, text, passage.language, self.matcher),
            "member": self._member(candidate, own, text, statement, passage.language),
            "owner": self._owner(here, text, passage.language),
            "replaced": replaced(self.query, candidate, own, text),
        }

    def _owner(self, own: Place, text: str, language: str) -> float:
        """1 where the nearest name of the statement is one of the question's, -1 for another; 0 where none is told."""
        if not self._asked:
            return 0.0
        known = self._named.get((text, language))
        if known is None:
            known = self._named[text, language] = self._names_of(text, language)
        away = distances(text)
        ours, others = (_nearest(away, own, spans) for spans in known)
        if ours == others == _NOWHERE:
            return 0.0
        return 1.0 if ours <= others else -1.0

    def _names_of(self, text: str, language: str) -> tuple[list[Place], list[Place]]:
        """The question's names in a statement, and the other names."""
        ours = sorted([(low, high) for at, low, high in self.matcher.places(text, language) if at in self._asked])
        named = [(start, end) for _, start, end, kind, _ in keys(text, language) if kind in NAME_KINDS]
        return ours, [one for one in named if not any(one[0] < end and start < one[1] for start, end in ours)]

    def _distances(self, candidate: Candidate, passage: Passage, text: str, statement: Span) -> list[_Distances]:
        """How far each place of a question's word is from each figure of a statement or each name, nearest first."""
        named = candidate.kind.group == "name"
        key = candidate.passage, statement.start, statement.end, named
        known = self._gaps.get(key)
        if known is None:
            place = candidate.passage, statement
            found = self._names.get(place, ()) if named else [span for span, _ in self._figures.get(place, ())]
            spans = [(span.start - statement.start, span.end - statement.start) for span in found]
            known, away = [], distances(text)
            self._gaps[key] = known
            for _, low, high in self.matcher.places(text, passage.language):
                of_each = {span: away(span, (low, high)) for span in spans}
                known.append((sorted((*gap, at) for at, gap in of_each.items()), of_each))
        return known

    def _member(self, candidate: Candidate, own: Span, text: str, statement: Span, language: str) -> float:
        """How much more the question speaks of the figure's own member of a list than of any other, -1 to 1."""
        mine = candidate.quantity.dimension if candidate.quantity is not None else ""
        key = candidate.passage, statement.start, statement.end, mine
        known = self._members.get(key)
        if known is None:
            known = self._members[key] = self._listed(candidate.passage, text, statement, language, mine)
        return known.get((own.start, own.end), 0.0)

    def _listed(self, passage: int, text: str, statement: Span, language: str, dimension: str) -> Mapping[Place, float]:
        """`_member` of each figure of a statement, by its place; a statement that is no list has none.

        A list is of figures of one dimension; those without any unit leave theirs out.
        """
        alike = {
            span.shift(-statement.start)
            for span, other in self._figures.get((passage, statement), ())
            if not dimension or other in ("", dimension)
        }
        places = self.matcher.places(text, language)
        if len(alike) < _FEWEST_MEMBERS or not places:
            return {}
        members = items(text, sorted(alike))
        if len(members) < _FEWEST_MEMBERS:
            return {}
        shares = [self.matcher.share(words, language) for words in distinctive(members, places)]
        return {
            (figure.start, figure.end): share - max(other for number, other in enumerate(shares) if number != place)
            for place, (member, share) in enumerate(zip(members, shares, strict=True))
            for figure in member.figures
        }

    def _in_row(self, candidate: Candidate, passage: Passage, statement: Span) -> dict[str, float]:
        """The question's words in the cell's own headings, and those of them that not every cell of the row has."""
        if candidate.quantity is None:
            return dict(NOTHING_NEAR)
        own = self.matcher.held(candidate.quantity.subject, passage.language)
        row = [
            self.matcher.held(subject, passage.language)
            for subject in self._subjects.get((candidate.passage, statement), ())
        ]
        common = frozenset.intersection(*row) if row else frozenset[int]()
        return {
            "near": self.matcher.share(own, passage.language),
            "closest": self.matcher.share(own - common, passage.language),
            "sort": 0.0,
            "member": 0.0,
            "owner": 0.0,
            "replaced": 0.0,
        }


def _nearest(away: Callable[[Place, Place], tuple[float, int]], own: Place, places: list[Place]) -> tuple[float, int]:
    """The clauses and characters to the nearest of `places`, which are in order, before or behind `own`."""
    before = next((place for place in reversed(places) if place[1] <= own[0]), None)
    behind = next((place for place in places if place[0] >= own[1]), None)
    return min((away(own, place) for place in (before, behind) if place is not None), default=_NOWHERE)

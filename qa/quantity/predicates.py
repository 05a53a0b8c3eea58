"""Subjects of verbs: "The port, opened in 2019, is served by 5 lines and can handle …"."""

from __future__ import annotations

from qa.quantity import parts
from qa.quantity.figures import Figure
from qa.quantity.nounphrases import NounPhrases, Range

#: Where the rate of a counted noun begins: "trucks a day".
_PER = frozenset({"a", "an", "per", "/", "в", "each", "every"})
#: Verbs that share one subject at most.
_MOST_VERBS = 4


class Predicates:
    """Finds the subjects of the verbs of one sentence; `figures` tells which figure a token belongs to."""

    def __init__(self, nouns: NounPhrases) -> None:
        self.nouns = nouns
        self.figures: dict[int, Figure] = {}

    def subject_of(self, v: int, depth: int = 0) -> Range | None:
        """The subject of the verb at token `v`."""
        j = v
        while j >= self.nouns.first and self._in_group(j):
            j -= 1
        told = self.nouns.of(j) if j >= self.nouns.first else parts.STOP
        if told is parts.CLOSE:
            j = self.nouns.opening(j) - 1
            told = self.nouns.of(j) if j >= self.nouns.first else parts.STOP
        if told is parts.RELATIVE:
            return self.antecedent(j)
        if told is parts.NOUN:
            found = self.nouns.phrase(j, linked=True)
            return (self._beyond_relative(found[0] - 1) or found) if found is not None else None
        if told is parts.FIGURE:
            figure = self.figures.get(j)
            found = self._counted_back(j)
            onward = found is None and figure is not None and self._infinitive(v) and depth < _MOST_VERBS
            return self.shared(figure.hedge, depth) if onward and figure is not None else found
        if told is parts.PRONOUN and self.nouns.of(j - 1) is parts.PREPOSITION and self.nouns.of(j - 2) is parts.NOUN:
            return self.nouns.phrase(j - 2, linked=True)  # "the glacier above it has lost"
        if told in {parts.COMMA, parts.CONJUNCTION} and depth < _MOST_VERBS:
            found = self._aside(j) or self.shared(j, depth)
            return found or (self.nouns.phrase(j - 1, linked=True) if self.nouns.of(j - 1) is parts.NOUN else None)
        return None

    def _infinitive(self, v: int) -> bool:
        """As in "need seven years to reach": the verb at token `v` stands behind "to"."""
        return self.nouns.low(v - 1) in self.nouns.grammar.infinitive

    def _beyond_relative(self, k: int) -> Range | None:
        """As in "the share of pupils who failed the test grew": the noun that the clause which ends before is of."""
        verb = False
        while k >= self.nouns.first:
            told = self.nouns.of(k)
            if told is parts.RELATIVE:
                before = self.nouns.of(k - 1) is parts.NOUN
                return self.nouns.phrase(k - 1, linked=True) if verb and before else None
            if told in {parts.COMMA, parts.STOP, parts.CONJUNCTION, parts.OPEN, parts.CLOSE}:
                return None
            verb = verb or told in parts.VERBS
            k -= 1
        return None

    def _in_group(self, k: int) -> bool:
        """Verbs, auxiliaries, adverbs, times, and "to" before a verb."""
        told = self.nouns.of(k)
        if told in {parts.VERB, parts.AUX, parts.ADVERB, parts.TIME}:
            return True
        if told is not parts.PREPOSITION:
            return False
        after = self.nouns.of(k + 1)
        return after is parts.TIME or (self.nouns.low(k) in self.nouns.grammar.infinitive and after in parts.VERBS)

    def antecedent(self, j: int) -> Range | None:
        """The noun that the relative pronoun at token `j` takes up; in "of the boats, of which" too."""
        j -= 1
        j -= self.nouns.of(j) is parts.PREPOSITION
        j -= self.nouns.of(j) is parts.COMMA
        while self.nouns.of(j) in {parts.TIME, parts.ADVERB} or (
            self.nouns.of(j) is parts.PREPOSITION and self.nouns.of(j + 1) is parts.TIME
        ):
            j -= 1
        if self.nouns.of(j) is parts.NOUN:
            return self.nouns.phrase(j, linked=False)
        return self._counted_back(j) if self.nouns.of(j) is parts.FIGURE else None

    def _counted_back(self, j: int) -> Range | None:
        """The noun of the counted figure that ends at token `j`."""
        figure = self.figures.get(j)
        if figure is None:
            return None
        k = figure.hedge - 1
        while k >= self.nouns.first and self.nouns.of(k) in {parts.PREPOSITION, parts.ADVERB, parts.DETERMINER}:
            k -= 1
        told = any(self.nouns.of(at) is parts.PREPOSITION for at in range(k + 1, figure.hedge))
        if (told or not figure.first.counted) and self.nouns.of(k) is parts.NOUN:
            return self.nouns.phrase(k, linked=True)  # "companies with fewer than 50 staff pay", "в слое 0–20 см равно"
        return self.counted(figure)

    def _aside(self, j: int) -> Range | None:
        """As in "The terminal, designed for 4 million, handled": the noun before what the two commas enclose."""
        if self.nouns.of(j) is not parts.COMMA:
            return None
        for i in range(j - 1, self.nouns.first, -1):
            if self.nouns.of(i) is parts.STOP:
                return None
            if self.nouns.of(i) is parts.COMMA and self.nouns.of(i - 1) in {parts.NOUN, parts.CLOSE}:
                head = i - 1 if self.nouns.of(i - 1) is parts.NOUN else self.nouns.opening(i - 1) - 1
                found = self.nouns.phrase(head, linked=True) if self.nouns.of(head) is parts.NOUN else None
                alone = found is not None and all(
                    self.nouns.of(k) not in parts.VERBS for k in range(self.nouns.first, found[0])
                )
                return found if alone and self._parenthetical(i + 1) else None
        return None

    def _parenthetical(self, k: int) -> bool:
        """Whether what follows a comma describes the noun before it: a participle, a relative, a name."""
        told = self.nouns.of(k)
        return told in {parts.RELATIVE, parts.PREPOSITION, parts.DETERMINER, parts.ADVERB, parts.FIGURE} or (
            told is parts.VERB and self.nouns.low(k).endswith(self.nouns.grammar.describing)
        )

    def shared(self, j: int, depth: int = 0) -> Range | None:
        """As in "The line is 40 km long and can take 32 trains": the subject of the verb before."""
        for i in range(j - 1, self.nouns.first - 1, -1):
            told = self.nouns.of(i)
            if told is parts.STOP:
                return None
            if told in parts.VERBS:
                return self.subject_of(i, depth + 1)
        return None

    def counted(self, figure: Figure) -> Range | None:
        """The noun that a figure counts, without its rate; else the noun that a bare figure continues."""
        if not figure.first.counted:
            return figure.noun
        start = figure.last.number_end
        start += start + 1 < figure.end and self.nouns.tokens[start].text == "-"
        end = next((k for k in range(start + 1, figure.end) if self.nouns.low(k) in _PER), figure.end)
        return (start, end) if start < end else figure.noun

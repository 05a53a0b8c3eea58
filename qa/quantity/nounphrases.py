"""Noun phrases of one sentence, by what its words do."""

from __future__ import annotations

from qa.quantity import parts
from qa.quantity.grammar import Grammar
from qa.quantity.tokens import Token
from qa.quantity.wordclass import WordClasses

Range = tuple[int, int]

#: Tokens in one phrase at most, and tokens looked through for its beginning.
_LONGEST, _WIDEST = 12, 30


class NounPhrases:
    """Finds noun phrases by one of their ends; nothing before token `first` is looked at."""

    def __init__(self, tokens: list[Token], classes: WordClasses) -> None:
        self.tokens = tokens
        self.of = classes.of
        self.grammar: Grammar = classes.grammar
        self.first = 0

    def low(self, k: int) -> str:
        """Token `k` in lower case; an empty text outside the tokens."""
        return self.tokens[k].low if 0 <= k < len(self.tokens) else ""

    def phrase(self, k: int, *, linked: bool) -> Range | None:
        """The noun phrase that ends at token `k`; `linked`: with what hangs on its nouns ("exports to China")."""
        end, j = k + 1, k
        listed = False
        while j >= self.first and end - j <= _WIDEST:
            told = self.of(j)
            listed = listed or told is parts.CONJUNCTION
            if told is parts.COMMA and listed and linked and self._listing(j):
                j -= 1
                continue
            if told is parts.NOUN or (told is parts.ADVERB and self._inside(j)):
                j -= 1
                continue
            if told is parts.FIGURE and linked and (before := self._attribute(j)) < j:
                j = before
                continue
            if told is parts.DETERMINER and self._linked(j - 1, linked=linked):
                j -= 1
                continue
            if self._linked(j, linked=linked) or (linked and self._reduced(j)):
                j -= 1
                continue
            if told is parts.TIME and self.of(j - 1) is parts.NOUN and self.of(j + 1) is parts.NOUN and linked:
                j -= 1
                continue
            break
        start = j + 1
        while start < end and self.of(start) is not parts.NOUN:
            start += 1
        if end - start > _LONGEST:
            end = self._shortened(start, end)
        return (start, end) if start < end else None

    def _attribute(self, j: int) -> int:
        """The token before a figure with a hyphen that ends at token `j` before a noun: "a 40-foot container"."""
        k, hyphen = j, False
        while k >= self.first and self.of(k) is parts.FIGURE:
            hyphen = hyphen or self.low(k) in {"-", "‐", "‑"}
            k -= 1
        return (
            k if hyphen and self.of(j + 1) is parts.NOUN and self.of(k) in {parts.DETERMINER, parts.PREPOSITION} else j
        )

    def _shortened(self, start: int, end: int) -> int:
        """Where a long noun phrase is cut: before the last preposition within the longest subject."""
        for k in range(start + _LONGEST, start + 1, -1):
            if self.of(k) is parts.PREPOSITION and self.low(k) not in self.grammar.of:
                return k
        return min(end, start + _LONGEST)

    def _listing(self, j: int) -> bool:
        """Whether the comma at token `j` parts members of a list: "exports of yarn, socks and …"."""
        k = j - 1
        while k >= self.first and self.of(k) in {parts.NOUN, parts.COMMA}:
            k -= 1
        return self.of(j - 1) is parts.NOUN and self.of(k) is parts.PREPOSITION and self.of(k - 1) is parts.NOUN

    def _inside(self, j: int) -> bool:
        """Signs and adverbs within a noun phrase: "P3HT : PCBM", "newly built"."""
        return self.of(j - 1) in {parts.NOUN, parts.DETERMINER} and self.of(j + 1) is parts.NOUN

    def _linked(self, j: int, *, linked: bool) -> bool:
        """Whether token `j` hangs what follows on a noun before it."""
        told, low = self.of(j), self.low(j)
        if j - 1 < self.first or not (self.of(j - 1) in {parts.NOUN, parts.CLOSE} or (linked and self._reduced(j - 1))):
            return False
        if told is parts.PREPOSITION:
            return low in self.grammar.of or (linked and low in self.grammar.linked)
        if told is parts.CONJUNCTION and low in self.grammar.joining:
            return linked and self.of(j + 1) in {parts.NOUN, parts.DETERMINER}
        return False

    def _reduced(self, j: int) -> bool:
        """As in "Cargo handled at Aktau reached …": a participle behind its noun, before a preposition."""
        if self.of(j) is not parts.VERB or not self.low(j).endswith(self.grammar.participle):
            return False
        before = self.of(j - 1)
        return (
            before is parts.NOUN and self.of(j + 1) is parts.PREPOSITION and self.low(j + 1) not in self.grammar.moving
        )

    def right(self, k: int, stop: int) -> Range | None:
        """The noun phrase from token `k` to the right."""
        while k < stop and self.of(k) in parts.LIGHT:
            k += 1
        end = k
        while end < stop and end - k < _LONGEST:
            told = self.of(end)
            chained = told is parts.PREPOSITION and self.low(end) in self.grammar.of and end > k
            if (
                told is not parts.NOUN
                and not chained
                and not (told is parts.DETERMINER and self.low(end - 1) in self.grammar.of)
            ):
                break
            end += 1
        while end > k and self.of(end - 1) is not parts.NOUN:
            end -= 1
        return (k, end) if end > k else None

    def opening(self, k: int) -> int:
        """The token of the bracket that the one at token `k` closes; `k` where none opens."""
        for j in range(k - 1, self.first - 1, -1):
            if self.of(j) is parts.OPEN:
                return j
        return k

"""What stands behind a figure and says what it is of: "a 5 mm film", "80% of freight", "5 т угля"."""

from __future__ import annotations

from qa.quantity import kinds, parts
from qa.quantity.figures import Figure
from qa.quantity.nounphrases import NounPhrases, Range
from qa.quantity.predicates import Predicates
from qa.quantity.sentences import Sentence
from qa.quantity.tokens import glued
from qa.quantity.units import dimension


class Behind:
    """Looks behind the figures of one sentence."""

    def __init__(self, nouns: NounPhrases, verbs: Predicates) -> None:
        self.nouns = nouns
        self.verbs = verbs
        self.grammar = nouns.grammar

    def attributed(self, figure: Figure, sentence: Sentence) -> Range | None:
        """As in "a 5 mm film", "the 24,000-TEU ships", "with 10% calf serum": the figure qualifies a noun."""
        end = figure.end
        hyphen = figure.last.number_end < end and self.nouns.low(figure.last.number_end) in {"-", "‐", "‑"}
        if (
            self.grammar.genitive
            or (figure.first.counted and not hyphen)
            or figure.unit in {"", "times"}
            or end >= sentence.end
        ):
            return None
        if self.nouns.low(end) in self.grammar.measured and self.nouns.of(end + 1) is parts.NOUN:
            end += 1
        before, after = self.nouns.of(figure.hedge - 1), self.nouns.of(end)
        if after is not parts.NOUN or self.nouns.low(end) in self.grammar.behind:
            return None
        if not glued(self.nouns.tokens, end) and self.nouns.tokens[end].kind is kinds.SYMBOL:
            return None
        share = figure.unit in {"%", "wt%", "‰", "ppm"} and self.nouns.low(figure.hedge - 1) in self.grammar.contain
        qualifies = share or before in {
            parts.DETERMINER,
            parts.PREPOSITION,
            parts.FIGURE,
            parts.COMMA,
            parts.CONJUNCTION,
            parts.OPEN,
        }
        if not hyphen and not (
            qualifies
            and (before is not parts.PREPOSITION or self.nouns.low(figure.hedge - 1) not in self.grammar.toward)
        ):
            return None
        found = self.nouns.right(end, sentence.end)
        k = figure.hedge - 1
        if found is not None and self._possessive(k):
            whole = self.nouns.phrase(k, linked=False)
            return (whole[0], found[1]) if whole is not None else found
        return found

    def _possessive(self, k: int) -> bool:
        """As in "the telescope's 6.5-metre mirror"."""
        return self.nouns.low(k).endswith(("'s", "’s"))

    def after(self, figure: Figure, sentence: Sentence) -> Range | None:
        """As in "80% of freight", "17 of the boats"; else the counted noun, else the noun behind the figure."""
        begin = figure.end - (self.nouns.low(figure.end - 1) in self.grammar.of)  # "Half of" is one figure
        if self.nouns.low(begin) in self.grammar.whole:
            found = self._whole(begin + 1, sentence.end)
            if found is not None:
                return found
        counted = self.verbs.counted(figure)
        return counted if counted is not None else self.nouns.right(figure.end, sentence.end)

    def _whole(self, k: int, stop: int) -> Range | None:
        """What a share is of, from token `k`: "the highway", "the 450-km highway", "the 96 cranes"."""
        start = k
        while start < stop and self.nouns.of(start) in parts.LIGHT:
            start += 1
        other = self.verbs.figures.get(start) if self.nouns.of(start) is parts.FIGURE else None
        if other is None:
            return self.nouns.right(k, stop)
        return self.verbs.counted(other) or self.nouns.right(other.end, stop)

    def of_what(self, figure: Figure, sentence: Sentence) -> Range | None:
        """As in "67 million tonnes of crude": what there is so much of, unless a dimension is told ("of thickness")."""
        if figure.end + 1 >= sentence.end:
            return None
        genitive = self.grammar.genitive and not figure.first.counted and self.nouns.of(figure.end) is parts.NOUN
        if (
            genitive
            and self.nouns.tokens[figure.end].text.islower()
            and self.nouns.low(figure.end) not in self.grammar.behind
        ):
            found = self.nouns.right(figure.end, sentence.end)
            return None if found is None or self.nouns.low(found[1] - 1).endswith(("ых", "их")) else found
        if self.nouns.low(figure.end) not in self.grammar.of:
            return None
        found = self._whole(figure.end + 1, sentence.end)
        if found is None or self.nouns.low(found[1] - 1) in self.grammar.dimensions:
            return None
        return found

    def paid_for(self, figure: Figure, sentence: Sentence) -> Range | None:
        """What money is for: "$5 for oats", "92 euros per cubic metre for spruce logs"."""
        money = figure.first.money or dimension(figure.unit.partition("/")[0]) == "money"
        if not money or figure.end + 1 >= sentence.end or self.nouns.low(figure.end) not in self.grammar.paying:
            return None
        return self.nouns.right(figure.end + 1, sentence.end)

    def accounted(self, figure: Figure, found: Range, sentence: Sentence) -> Range | None:
        """As in "Fish accounts for 16% of the protein": what `found` makes up a share of."""
        told = figure.unit == "%" and self.nouns.low(figure.hedge - 1) == "for" and found[1] < figure.hedge
        return self.of_what(figure, sentence) if told else None

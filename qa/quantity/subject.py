"""The words that say what a figure measures, by the language of its sentence."""

from __future__ import annotations

from qa.quantity import kinds
from qa.quantity.clauses import Clauses
from qa.quantity.figures import Figure
from qa.quantity.lexicon import Lexicon
from qa.quantity.masks import Masks
from qa.quantity.nearest import Nearest
from qa.quantity.nounphrases import Range
from qa.quantity.russianwords import RussianWords
from qa.quantity.sentences import Sentence
from qa.quantity.tokens import Token
from qa.quantity.wordclass import WordClasses
from qa.types import Span

#: Letters that Kazakh has and Russian has not.
_KAZAKH = frozenset("әғқңөұүһі")
_GOES_ON = frozenset({";", "；"})
_ARTICLES = frozenset({"the", "a", "an", "its", "their", "all"})


class Subjects:
    """Finds subjects in one tokenised text."""

    def __init__(self, tokens: list[Token], masks: Masks, lexicon: Lexicon) -> None:
        self.tokens = tokens
        self.taken = bytearray(len(tokens))
        forms = lexicon.forms
        self._function = forms["function"]
        self._figures: list[Figure] = []
        self._masked = masks.masked
        self._forms = forms
        self._known: dict[bool, Clauses] = {}
        self._nearest = Nearest(tokens, masks, lexicon, self.taken)
        self._read = -1  # where the sentence starts that was looked at last
        self._clauses: Clauses | None = None
        self._left: Range | None = None
        self._before: Range | None = None  # what the last figure before a semicolon measures
        self._last: Figure | None = None

    def take(self, figures: list[Figure]) -> None:
        """Note which tokens are figures: a subject is looked for across them."""
        self._figures = figures
        for figure in figures:
            begin, end = figure.hedge, figure.end
            self.taken[begin:end] = b"\1" * (end - begin)

    def of(self, figure: Figure, sentence: Sentence, text: str) -> tuple[str, tuple[Span, ...]]:
        """What a figure measures, and where these words stand; figures are asked for from left to right."""
        if sentence.start != self._read:
            listed = sentence.start > 0 and self.tokens[sentence.start - 1].text in _GOES_ON
            self._before = self._left if listed else None
            self._read, self._left, self._clauses = sentence.start, None, self._by_grammar(sentence, text)
            self._last = None
        clauses = self._clauses
        found = self._member(figure, sentence)
        also = None
        if clauses is not None:
            told = clauses.subject(figure, sentence, self._left)
            found, also = self._of_member(found, told, figure) if found is not None else (told, clauses.also)
        elif found is None:
            found = self._nearest.subject(figure, sentence, self._left)
            also = self._nearest.counted(figure)
        found = found or self._before  # "Visits: 2022 – 1.1 million; 2023 – 1.4 million"
        self._left, self._last = found, figure
        if found is None or found[0] >= found[1]:
            return "", ()
        span = self._span(found)
        if also is None or (found[0] < also[1] and also[0] < found[1]):
            return span.of(text), (span,)
        other = self._span(also)
        return f"{span.of(text)} · {other.of(text)}", (span, other)

    def _of_member(self, member: Range, told: Range | None, figure: Figure) -> tuple[Range, Range | None]:
        """The subject of a list's member: "Rents climbed 7% in Astana and 4% in Almaty" are rents and where.

        Of counted things, behind a colon, and where the clause is the last member's, the member alone.
        """
        if told is None or told == member or figure.first.counted:
            return member, None
        headed = any(token.text == ":" for token in self.tokens[told[1] : figure.hedge])
        last = self._last is not None and told[0] >= self._last.end
        return (member, None) if headed or last else (told, member)

    def _by_grammar(self, sentence: Sentence, text: str) -> Clauses | None:
        """What reads the clauses of a sentence; None for Kazakh and Chinese."""
        words = self.tokens[sentence.start : sentence.end]
        if text[words[0].start : words[-1].end].isascii() and any(token.kind is kinds.WORD for token in words):
            return self._reading(english=True)
        spelled = [token for token in words if token.kind is kinds.WORD]
        others = [token.low for token in spelled if not token.text.isascii()]
        latin, han = len(spelled) - len(others), len([token for token in words if token.kind is kinds.HAN])
        if latin > han + len(others):
            return self._reading(english=True)
        if han >= latin + len(others) or any(map(self._is_kazakh, others)):
            return None
        return self._reading(english=False)

    def _is_kazakh(self, low: str) -> bool:
        """Whether a word is one of Kazakh, or holds letters that Russian has not."""
        return low in self._forms["kazakh"] or not _KAZAKH.isdisjoint(low)

    def _reading(self, *, english: bool) -> Clauses:
        """What reads clauses of one language, made when first needed."""
        if english not in self._known:
            words: WordClasses = (
                WordClasses(self.tokens, self._masked, self.taken)
                if english
                else RussianWords(self.tokens, self._masked, self.taken, self._forms["changing"])
            )
            self._known[english] = Clauses(self.tokens, words, self._forms["moves"], self._figures)
        return self._known[english]

    def _span(self, found: Range) -> Span:
        return Span(self.tokens[found[0]].start, self.tokens[found[1] - 1].end)

    def _member(self, figure: Figure, sentence: Sentence) -> Range | None:
        """The words of a list's member behind it: "512 by bulk carriers"."""
        if not figure.listed:
            return None
        start = figure.end + 1
        while start < sentence.end and self.tokens[start].low in _ARTICLES:
            start += 1
        end = start
        while end < sentence.end and self.tokens[end].kind is kinds.WORD and self.tokens[end].low not in self._function:
            end += 1
        return (start, end) if end > start else None

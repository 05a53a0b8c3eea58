"""The words that say what a figure measures: the noun phrase before its verb, after "of", or the counted noun's own."""

from __future__ import annotations

from qa.quantity.figures import Figure
from qa.quantity.lexicon import Lexicon
from qa.quantity.masks import Masks
from qa.quantity.sentences import Sentence
from qa.quantity.tokens import Kind, Token
from qa.types import Span

_BREAKS = frozenset(',;:()[]{}"“”«»—–|\t.!?，。；：（）、')
_LINKS = frozenset({
    "of", "in", "via", "for", "between", "and", "from", "with", "at", "on", "through", "to", "per", "by", "по",
    "в", "на", "из", "для", "между", "и", "с", "через", "от", "の", "的",
})  # fmt: skip
_DETERMINERS = frozenset(
    ["the", "a", "an", "its", "their", "his", "her", "this", "that", "these", "those", "our", "some", "all", "total"]
) - {"total"}
_VERBS = frozenset({
    "is", "are", "was", "were", "be", "been", "has", "have", "had", "will", "would", "can", "could", "may",
    "totaled", "totalled", "totals", "total", "amounts", "amounted", "stands", "stood", "came", "comes", "passed",
    "covers", "covered", "spans", "spanning", "spanned", "measures", "measured", "reached", "reaching", "handled",
    "handles", "carries", "carried", "exceeds", "exceeded", "averaged", "averages", "saw", "sees", "registered",
    "records", "recorded", "posted", "showed", "shows", "made", "makes", "operates", "operate", "runs", "run",
    "takes", "took", "costs", "cost", "составляет", "составляют", "составил", "составила", "составило",
    "составили", "равен", "равна", "равно", "занимает", "насчитывает", "имеет", "обрабатывает", "перевезено",
    "прошло", "достиг", "достигла", "достигло", "оценивается", "есть", "было", "была", "был", "были", "стал",
    "стала", "болды", "болады", "құрайды", "құрады",
})  # fmt: skip
_HAN_LINKS = frozenset("为达约近至到增升降减少了将超逾是有共计已同比从由其中长加高幅上提突破过跌涨下节省扩缩短")
_PARTICIPLES = frozenset({
    "handled", "carried", "transported", "moved", "recorded", "registered", "shipped", "delivered", "exported",
    "imported", "produced",
})  # fmt: skip
_MEASURED = frozenset({
    "worth", "long", "wide", "tall", "deep", "built", "made", "carry", "weigh", "weighs", "hold", "holds", "cost",
    "costing", "year", "annually", "yoy",
})  # fmt: skip
#: Tokens at most between a figure and its subject.
_FURTHEST = 40
#: Words at most in a subject.
_LONGEST = 10


class Subjects:
    """Finds subjects in one tokenised text."""

    def __init__(self, tokens: list[Token], masks: Masks, lexicon: Lexicon) -> None:
        self.tokens = tokens
        self.masks = masks
        self.function = lexicon.forms["function"]
        self.moves = lexicon.forms["governing"]
        self.bound = lexicon.forms["bound"]
        self.taken = bytearray(len(tokens))

    def take(self, figures: list[Figure]) -> None:
        """Note which tokens are figures: a subject is looked for across them."""
        for figure in figures:
            self.taken[figure.hedge : figure.end] = b"\1" * (figure.end - figure.hedge)

    def of(self, figure: Figure, sentence: Sentence, text: str) -> Span | None:
        """Where the subject of a figure stands, or None."""
        found = self._own(figure, sentence) or self._after_of(figure, sentence) or self._before(figure, sentence)
        if found is None and figure.first.counted:
            found = (figure.last.number_end, figure.end)
        if found is None:
            found = self._after(figure, sentence)
        if found is None or found[0] >= found[1]:
            return None
        return Span(self.tokens[found[0]].start, self.tokens[found[1] - 1].end)

    def _noun_phrase_end(self, k: int, stop: int) -> int:
        """The end of the noun phrase that begins at token `k`."""
        start = k
        while k < stop and k - start < _LONGEST:
            token = self.tokens[k]
            if (
                token.low in _BREAKS
                or token.kind in {Kind.NUMBER, Kind.LINE}
                or token.low in _VERBS
                or token.low in self.moves
            ):
                break
            if (
                token.low in self.function
                and token.low not in _LINKS
                and token.low not in _DETERMINERS
                and token.kind is Kind.WORD
            ):
                break
            k += 1
        while k > start and (self.tokens[k - 1].low in self.function or self.tokens[k - 1].low in _LINKS):
            k -= 1
        return k

    def _own(self, figure: Figure, sentence: Sentence) -> tuple[int, int] | None:
        """The words of a list's member behind it ("512 by bulk carriers"), or the noun that a bare figure continues."""
        if figure.listed:
            start = figure.end + 1
            while start < sentence.end and self.tokens[start].low in _DETERMINERS:
                start += 1
            end = start
            while (
                end < sentence.end and self.tokens[end].kind is Kind.WORD and self.tokens[end].low not in self.function
            ):
                end += 1
            if end > start:
                return start, end
        if figure.noun is None or figure.noun[1] <= figure.noun[0]:
            return None
        before = self.tokens[figure.hedge - 1] if figure.hedge else None
        bare = before is None or before.text in _BREAKS or before.low in self.function
        return figure.noun if bare or figure.noun[1] == figure.hedge else None

    def _after_of(self, figure: Figure, sentence: Sentence) -> tuple[int, int] | None:
        """As in "32 million tons of cargo", "80% of freight"."""
        k = figure.end
        if k >= sentence.end or self.tokens[k].low not in {"of", "от"} or k + 1 >= sentence.end:
            return None
        k += 1
        while k < sentence.end and self.tokens[k].low in _DETERMINERS:
            k += 1
        end = self._noun_phrase_end(k, sentence.end)
        return (k, end) if end > k else None

    def _before(self, figure: Figure, sentence: Sentence) -> tuple[int, int] | None:
        """The noun phrase before the verb that governs the figure."""
        tokens = self.tokens
        k = figure.hedge - 1
        first = max(sentence.start, k - _FURTHEST)
        while k >= first and self._is_link(k):
            k -= 1
        end = k + 1
        while k >= sentence.start and end - k <= _LONGEST and self._is_noun(k):
            k -= 1
        start = k + 1
        while start < end and (
            tokens[start].low in _DETERMINERS or tokens[start].low in self.function or tokens[start].low in _LINKS
        ):
            start += 1
        while end > start and (tokens[end - 1].low in self.function or tokens[end - 1].kind is Kind.SYMBOL):
            end -= 1
        return (start, end) if end > start else None

    def _is_link(self, k: int) -> bool:
        """Verbs, hedges, prepositions and periods between the subject and the figure."""
        token = self.tokens[k]
        if self.masks.masked[k] or self.taken[k] or token.low in self.function or token.low in _VERBS:
            return True
        if token.low in self.moves or token.text in _HAN_LINKS:
            return True
        if token.kind is Kind.SYMBOL:
            return token.text not in {")", "]", ".", ";"}
        if token.low in _PARTICIPLES and self._participle(k):
            return False
        return (
            token.low in self.bound
            or token.low in _MEASURED
            or (token.kind is Kind.WORD and token.text.islower() and token.low.endswith("ed") and len(token.low) > 4)
            or (token.kind is Kind.WORD and token.low.endswith(("ly", "ing")) and len(token.low) > 5)
            or token.low in {"record", "only", "just", "peak"}
        )

    def _participle(self, k: int) -> bool:
        """As in "Cargo handled at Aktau": the participle belongs to its noun."""
        return k + 1 < len(self.tokens) and self.tokens[k + 1].low in {
            "at",
            "by",
            "via",
            "through",
            "from",
            "in",
            "on",
            "between",
        }

    def _is_noun(self, k: int) -> bool:
        token = self.tokens[k]
        if (
            self.masks.masked[k]
            or self.taken[k]
            or token.text in _HAN_LINKS
            or token.kind in {Kind.NUMBER, Kind.LINE}
            or token.low in _BREAKS
        ):
            return False
        if token.low in _PARTICIPLES and self._participle(k):
            return True
        if token.low in _VERBS or token.low in self.moves:
            return False
        return not (
            token.kind is Kind.WORD
            and token.low in self.function
            and token.low not in _LINKS
            and token.low not in _DETERMINERS
        )

    def _after(self, figure: Figure, sentence: Sentence) -> tuple[int, int] | None:
        k = figure.end
        while k < sentence.end and (self.tokens[k].low in self.function or self.tokens[k].low in _DETERMINERS):
            k += 1
        end = self._noun_phrase_end(k, sentence.end)
        return (k, end) if end > k else None

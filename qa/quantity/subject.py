"""The words that say what a figure measures: the noun phrase before its verb, after "of", or the counted noun's own."""

from __future__ import annotations

from qa.quantity.counted import CLASSIFIERS
from qa.quantity.figures import Figure
from qa.quantity.lexicon import Lexicon
from qa.quantity.masks import Masks
from qa.quantity.sentences import Sentence
from qa.quantity.tokens import Kind, Token, glued
from qa.types import Span

_BREAKS = frozenset(',;:()[]{}"“”«»—–|\t.!?，。；：（）、')
_LINKS = frozenset({
    "of", "in", "via", "for", "between", "and", "from", "with", "at", "on", "through", "to", "per", "by", "по",
    "в", "на", "из", "для", "между", "и", "с", "через", "от", "у", "над", "под", "при", "の", "的",
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
    "стала", "болды", "болады", "құрайды", "құрады", "equal", "equivalent", "обойдется", "обойдётся", "обойдутся",
    "обошелся", "обошёлся", "обошлась", "обошлось", "обошлись", "стоит", "стоят", "стоил", "стоила", "тұрады",
})  # fmt: skip
#: Words before an infinitive: what follows them is a verb, whatever it looks like.
_MODALS = frozenset({"will", "would", "can", "could", "may", "might", "shall", "should", "must", "cannot"})
_PASSIVE = frozenset({"was", "were", "been", "be", "being"})
_NOUNS_IN_ED = frozenset({"speed", "breed", "greed", "steed"})
_HAN_ADVERBS = frozenset({
    "环比", "同比", "累计", "合计", "总计", "分别", "平均", "每年", "每月", "每天", "每周", "日均", "年均", "最高",
    "最低", "其中",
})  # fmt: skip
_PRICES = frozenset({"cost", "costs"})
_PRONOUNS = frozenset({"ней", "нем", "нём", "них", "ним", "нему", "ними", "нам", "нас", "вам", "себя", "there"})
#: Before a noun that is counted for itself: "and 310 dockworkers were laid off", "among them 96 carriers".
_CLAUSES = frozenset({",", ";", ":", "and", "while", "but", "и", "а", "но", "—", "–"})
_FINITE = frozenset({"were", "was", "are", "is", "will", "have", "had", "has"})
_AMONG = (("among", "them"), ("of", "which"), ("из", "них"), ("среди", "них"), ("в", "том"), ("олардың", "ішінде"))
#: What a share is told of by a verb of being: "leakage was 0.3% of throughput" tells of leakage.
_BEING = frozenset({
    "is", "are", "was", "were", "be", "been", "at", "составляет", "составил", "составила", "составило", "составляют",
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
#: Characters of those that also stand in nouns, so that they only end a subject, never break it: 中欧班列, 中间价.
_HAN_WITHIN = frozenset("中长高上加提度增减跌涨幅其下节扩缩短")
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
        found = self._own(figure, sentence)
        if found is None and self._told_of(figure, sentence):
            found = self._before(figure, sentence)
        found = found or self._after_of(figure, sentence) or self._before(figure, sentence)
        if found is None and figure.first.counted:
            found = self._counted(figure)
        if found is None:
            found = self._after(figure, sentence)
        if found is None or found[0] >= found[1]:
            return None
        return Span(self.tokens[found[0]].start, self.tokens[found[1] - 1].end)

    def _told_of(self, figure: Figure, sentence: Sentence) -> bool:
        """Whether a share is told by a verb of being, so that its subject stands before, not behind "of"."""
        before = self.tokens[figure.hedge - 1].low if figure.hedge > sentence.start else ""
        return figure.unit in {"%", "pp"} and before in _BEING

    def _compound(self, k: int) -> bool:
        """Whether the word at token `k` is part of a compound with a hyphen: "third-class wheat"."""
        tokens = self.tokens
        behind = glued(tokens, k) and tokens[k - 1].text == "-"
        return behind or (k + 1 < len(tokens) and glued(tokens, k + 1) and tokens[k + 1].text == "-")

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
                and not self._compound(k)
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
        if figure.first.counted and figure.noun is None and self._alone(figure, sentence):
            return self._counted(figure)
        if figure.noun is None or figure.noun[1] <= figure.noun[0]:
            return None
        before = self.tokens[figure.hedge - 1] if figure.hedge else None
        bare = before is None or before.text in _BREAKS or before.low in self.function
        return figure.noun if bare or figure.noun[1] == figure.hedge else None

    def _counted(self, figure: Figure) -> tuple[int, int]:
        """The counted noun itself, without its classifier or hyphen."""
        start = figure.last.number_end
        skip = start + 1 < figure.end and (self.tokens[start].text in CLASSIFIERS or self.tokens[start].text == "-")
        return start + skip, figure.end

    def _alone(self, figure: Figure, sentence: Sentence) -> bool:
        """Whether a counted noun opens its clause and is what the clause is about."""
        before = [token.low for token in self.tokens[max(sentence.start, figure.hedge - 3) : figure.hedge]]
        after = self.tokens[figure.end].low if figure.end < sentence.end else ""
        if before and before[-1] in _CLAUSES and after in _FINITE:
            return True
        return tuple(before[-2:]) in _AMONG or (len(before) > 2 and before[0] in _CLAUSES and before[-1] in _PRONOUNS)

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
        if end > start and tokens[end - 1].text in {"全", "总"} and tokens[end].text in _HAN_WITHIN:
            end += 1  # 全长
        return (start, end) if end > start else None

    def _is_link(self, k: int) -> bool:
        """Verbs, hedges, prepositions and periods between the subject and the figure."""
        token = self.tokens[k]
        if token.low in _PRICES and k and self.tokens[k - 1].low in _DETERMINERS:
            return False
        if self.masks.masked[k] or self.taken[k] or token.low in self.function or token.low in _VERBS:
            return not self._compound(k) or token.low in _LINKS
        if token.low in self.moves or token.text in _HAN_LINKS or token.low in _PRONOUNS:
            return True
        if token.kind is Kind.HAN:
            pair = [self.tokens[at].text for at in (k - 1, k, k + 1) if 0 <= at < len(self.tokens)]
            both = "".join(pair[:2]), "".join(pair[-2:])
            return any(two in self.moves or two in _HAN_ADVERBS for two in both)
        if self._verb(k):
            return True
        if token.kind is Kind.SYMBOL:
            return token.text not in {")", "]", ".", ";"}
        if token.low in _PARTICIPLES and self._participle(k):
            return False
        return (
            token.low in self.bound
            or token.low in _MEASURED
            or (
                token.text.islower()
                and token.low.endswith("ed")
                and len(token.low) > 4
                and token.low not in _NOUNS_IN_ED
            )
            or (token.kind is Kind.WORD and token.low.endswith(("ly", "ing")) and len(token.low) > 5)
            or token.low in {"record", "only", "just", "peak"}
        )

    def _verb(self, k: int) -> bool:
        """As in "will deliver", "were sold for": behind a modal, or between a verb of being and a preposition."""
        before = self.tokens[k - 1].low if k else ""
        after = self.tokens[k + 1].low if k + 1 < len(self.tokens) else ""
        return before in _MODALS or (before in _PASSIVE and after in _LINKS)

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
            or (token.text in _HAN_LINKS and token.text not in _HAN_WITHIN)
            or token.kind in {Kind.NUMBER, Kind.LINE}
            or token.low in _BREAKS
        ):
            return False
        if token.low in _PARTICIPLES and self._participle(k):
            return True
        noun = token.low in _PRICES and k > 0 and self.tokens[k - 1].low in _DETERMINERS  # "at a cost of"
        if not noun and (token.low in _VERBS or token.low in self.moves or token.low in _PRONOUNS):
            return False
        if self._verb(k):
            return False
        return not (
            token.kind is Kind.WORD
            and token.low in self.function
            and not self._compound(k)
            and token.low not in _LINKS
            and token.low not in _DETERMINERS
        )

    def _after(self, figure: Figure, sentence: Sentence) -> tuple[int, int] | None:
        k = figure.end
        while k < sentence.end and (self.tokens[k].low in self.function or self.tokens[k].low in _DETERMINERS):
            k += 1
        end = self._noun_phrase_end(k, sentence.end)
        return (k, end) if end > k else None

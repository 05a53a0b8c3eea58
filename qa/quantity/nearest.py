"""What a Kazakh or Chinese figure measures: the noun phrase nearest before it, verbs and hedges between them left out.

Both languages put what is measured before its figure, so that the clause need not be taken apart.
"""

from __future__ import annotations

from qa.quantity import kinds
from qa.quantity.counted import CLASSIFIERS
from qa.quantity.figures import Figure
from qa.quantity.hedgewords import KAZAKH_CASES
from qa.quantity.lexicon import Lexicon
from qa.quantity.masks import Masks
from qa.quantity.nounphrases import Range
from qa.quantity.sentences import Sentence
from qa.quantity.tokens import Token, glued
from qa.types import Role

_BREAKS = frozenset(',;:()[]{}"“”«»—–|\t.!?，。；：（）、')
_LINKS = frozenset({"and", "of", "и", "в", "на", "по", "の", "的"})
_VERBS = frozenset({
    "болды", "болады", "құрайды", "құрады", "тұрады", "жылына", "айына", "тәулігіне", "деңгейден", "көрсеткіштен",
    "құрап",
})  # fmt: skip
_PRONOUNS = frozenset({"оның", "олардың", "соның", "ішінде", "оны", "ол"})
_HAN_ADVERBS = frozenset({
    "环比", "同比", "累计", "合计", "总计", "分别", "平均", "每年", "每月", "每天", "每周", "日均", "年均", "最高",
    "最低", "其中", "调整", "改为", "变为", "目前", "现有", "原有", "当前", "原来",
})  # fmt: skip
_AMONG = (("олардың", "ішінде"), ("оның", "ішінде"))
_HAN_LINKS = frozenset(
    "为达约近至到增升降减少了将超逾是有共计已同比从由其中长加高幅上提突破过跌涨下节省扩缩短在多后打的"
)
#: Characters of those that also stand in nouns, so that they only end a subject, never break it: 中欧班列, 中间价.
_HAN_WITHIN = frozenset("过中长高上加提度增减升降跌涨幅其下节扩缩短多后在打的")
#: What is measured, told in one character before the figure: 跑道长3600米、宽45米.
_MEASURES = frozenset("长宽高深重厚")
#: What will or has been done stands before the verb: 将建造四艘渡轮.
_DONE = frozenset("将已拟")
#: Tokens at most between a figure and its subject, and words in a subject.
_FURTHEST, _LONGEST, _LONGEST_HAN = 40, 10, 16
#: "8%和6%": what joins figures of one clause.
_JOINED = frozenset("和、及与")


class Nearest:
    """Finds subjects in the Kazakh and Chinese sentences of one text; `taken` tells which tokens are figures."""

    def __init__(self, tokens: list[Token], masks: Masks, lexicon: Lexicon, taken: bytearray) -> None:
        self.tokens = tokens
        self.masks = masks
        self.function = lexicon.forms["function"]
        self.moves = lexicon.forms["governing"]
        self.bound = lexicon.forms["bound"]
        self.taken = taken

    def subject(self, figure: Figure, sentence: Sentence, left: Range | None) -> Range | None:
        """The tokens that say what a figure measures; `left` is what the figure before it in the sentence does."""
        joined = figure.hedge > 1 and self.tokens[figure.hedge - 1].text in _JOINED and self.taken[figure.hedge - 2]
        if joined and left is not None and not figure.first.counted:
            return left
        found = self._own(figure) or self._before_compared(figure, sentence)
        if found is None and left is not None and self._compares(figure, sentence):
            return left
        found = found or self._before(figure, sentence)
        if found is not None and figure.first.counted and self.tokens[found[0] - 1].text in _DONE and found[0]:
            return self._counted(figure)
        alone = found is not None and found[1] - found[0] == 1 and self.tokens[found[0]].kind is kinds.HAN
        if alone and left is not None:
            return left
        if found is None and left is not None and figure.role is Role.TO:
            return left  # "10-нан 14-ке дейін"
        if found is None and figure.first.counted:
            found = self._counted(figure)
        return found or self._after(figure, sentence)

    def _compares(self, figure: Figure, sentence: Sentence) -> bool:
        """As in 比海运节省25至30天: the clause opens with what is compared with, or stands back to "of it" (оның)."""
        k = figure.hedge - 1
        first = max(sentence.start, k - _FURTHEST)
        while k > first and self.tokens[k - 1].text not in "，,；":
            k -= 1
        if k == first > sentence.start:
            return False
        opens = self.tokens[k].text in {"比", "较"} or self.tokens[k].low in {"оның", "соның"}
        return opens and k < figure.hedge

    def _before_compared(self, figure: Figure, sentence: Sentence) -> Range | None:
        """As in 平均气温比常年偏高1.2℃: the noun before what it is compared with."""
        k = figure.hedge - 1
        first = max(sentence.start, k - _FURTHEST)
        while k > first and self.tokens[k].text != "比" and self.tokens[k].kind is kinds.HAN:
            k -= 1
        if self.tokens[k].text != "比" or k <= sentence.start or not self._is_noun(k - 1):
            return None
        start = k
        while start > sentence.start and k - start < _LONGEST_HAN and self._is_noun(start - 1):
            start -= 1
        return (start, k) if k - start > 1 else None

    def _own(self, figure: Figure) -> Range | None:
        """The noun that a bare figure continues, or that is counted among others."""
        before = [token.low for token in self.tokens[max(0, figure.hedge - 2) : figure.hedge]]
        if figure.first.counted and figure.noun is None and tuple(before) in _AMONG:
            return self._counted(figure)
        if figure.noun is None or figure.noun[1] <= figure.noun[0]:
            return None
        last = self.tokens[figure.hedge - 1] if figure.hedge else None
        bare = last is None or last.text in _BREAKS or last.low in self.function or last.low in _PRONOUNS
        return figure.noun if bare or figure.noun[1] == figure.hedge else None

    def _counted(self, figure: Figure) -> Range:
        """The counted noun itself, without its classifier or hyphen."""
        start = figure.last.number_end
        start += start + 1 < figure.end and (self.tokens[start].text in CLASSIFIERS or self.tokens[start].text == "-")
        while start + 1 < figure.end and (
            self.tokens[start].low in KAZAKH_CASES or self.tokens[start].low in self.bound
        ):
            start += 1  # "1 200-ден астам кәсіпорын"
        return start, figure.end

    def counted(self, figure: Figure) -> Range | None:
        """The noun that a Kazakh figure counts; Chinese classifiers say little."""
        if not figure.first.counted or self.tokens[figure.end - 1].kind is not kinds.WORD:
            return None
        found = self._counted(figure)
        return found if found[0] < found[1] else None

    def _compound(self, k: int) -> bool:
        """Whether the word at token `k` is part of a compound with a hyphen."""
        tokens = self.tokens
        behind = glued(tokens, k) and tokens[k - 1].text == "-"
        return behind or (k + 1 < len(tokens) and glued(tokens, k + 1) and tokens[k + 1].text == "-")

    def _before(self, figure: Figure, sentence: Sentence) -> Range | None:
        """The noun phrase before the figure, or before the verb and hedges that stand between."""
        tokens = self.tokens
        k = figure.hedge - 1
        first = max(sentence.start, k - _FURTHEST)
        while k >= first and (self._is_link(k) or self._each(k, figure)):
            k -= 1
        end = k + 1
        longest = _LONGEST_HAN if k >= 0 and tokens[k].kind is kinds.HAN else _LONGEST
        while k >= sentence.start and end - k <= longest and self._is_noun(k):
            k -= 1
        start = k + 1
        while start < end and (tokens[start].low in self.function or tokens[start].low in _LINKS):
            start += 1
        while end > start and (tokens[end - 1].low in self.function or tokens[end - 1].kind is kinds.SYMBOL):
            end -= 1
        if end > start and tokens[end - 1].text in {"全", "总"} and tokens[end].text in _HAN_WITHIN:
            end += 1  # 全长
        if end - start == 1 and tokens[start].text in _HAN_WITHIN:
            return None  # 增长近两成: the rest of a verb
        if end == start and figure.hedge > sentence.start and tokens[figure.hedge - 1].text in _MEASURES:
            return figure.hedge - 1, figure.hedge
        return (start, end) if end > start else None

    def _each(self, k: int, figure: Figure) -> bool:
        """As in 从每桶85美元: what the figure is a rate of."""
        near = [self.tokens[at].text for at in (k - 1, k) if at >= 0]
        return "/" in figure.unit and "每" in near

    def _is_link(self, k: int) -> bool:
        """Verbs, hedges, particles and periods between the subject and the figure."""
        token = self.tokens[k]
        if self.masks.masked[k] or self.taken[k] or token.low in self.function or token.low in _VERBS:
            return not self._compound(k) or token.low in _LINKS
        if token.low in self.moves or token.text in _HAN_LINKS or token.low in _PRONOUNS:
            return True
        if token.kind is kinds.HAN:
            pair = [self.tokens[at].text for at in (k - 1, k, k + 1) if 0 <= at < len(self.tokens)]
            both = "".join(pair[:2]), "".join(pair[-2:])
            return any(two in self.moves or two in _HAN_ADVERBS for two in both)
        if token.kind is kinds.SYMBOL:
            return token.text not in {")", "]", ".", ";"}
        return token.low in self.bound

    def _is_noun(self, k: int) -> bool:
        token = self.tokens[k]
        if (
            self.masks.masked[k]
            or self.taken[k]
            or (token.text in _HAN_LINKS and token.text not in _HAN_WITHIN)
            or token.kind in {kinds.NUMBER, kinds.LINE}
            or token.low in _BREAKS
        ):
            return False
        if token.low in _VERBS or token.low in self.moves or token.low in _PRONOUNS:
            return False
        function = token.kind is kinds.WORD and token.low in self.function and token.low not in _LINKS
        return not function or self._compound(k)

    def _after(self, figure: Figure, sentence: Sentence) -> Range | None:
        """The noun phrase behind the figure."""
        k = figure.end
        while k < sentence.end and self.tokens[k].low in self.function:
            k += 1
        end = k
        while end < sentence.end and end - k < _LONGEST and self._is_noun(end):
            end += 1
        while end > k and (self.tokens[end - 1].low in self.function or self.tokens[end - 1].low in _LINKS):
            end -= 1
        return (k, end) if end > k else None

"""Chinese figures whose noun stands before them and its classifier behind: 充电站1820座, 龙门吊14台."""

from __future__ import annotations

from qa.quantity import kinds
from qa.quantity.counted import CLASSIFIERS
from qa.quantity.figures import Figure
from qa.quantity.lexicon import Lexicon
from qa.quantity.tokens import Token

#: Characters at most of a noun right before a figure.
_LONGEST_KNOWN = 6
#: Characters at most of a noun that fills its clause up to the figure, and what such a clause follows.
_LONGEST_NOUN, _CLAUSE = 4, frozenset("，、；：。,;:")
#: How adverbs and pronouns begin that stand there: 其中35所, 每天, 共计, 新增.
_NO_NOUN_HAN = frozenset("其包另分每各共累新这那该还已仅再又均")
#: Characters that end Chinese verbs before a figure: 载有55个.
_VERBAL_HAN = frozenset("有为是达至到约共计增减加了过超破近成出入发开行建设购买占")
#: Classifiers that stand for a noun of their own (台 alone is "units") where the text names none, and what may stand
#: between a noun and its figure.
_GENERIC = frozenset("台件套条辆家")
_SUMS = frozenset("共约达计有为是到至超过近仅已完成量数总业务理处均")
_STOPS, _COLONS = frozenset("。！？!?\n"), frozenset("：:")


class Classified:
    """Finds the nouns of one tokenised text that stand before their figures."""

    def __init__(self, tokens: list[Token], lexicon: Lexicon) -> None:
        self.tokens = tokens
        self.lexicon = lexicon

    def has_classifier(self, figure: Figure) -> bool:
        """Whether a classifier stands right behind the figure."""
        token = self.tokens[figure.end] if figure.end < len(self.tokens) else None
        return token is not None and token.kind is kinds.HAN and token.text in CLASSIFIERS

    def complete(self, figure: Figure) -> bool:
        """As in 充电站1820座: give a bare figure before a classifier the noun before it, if there is one."""
        if not self.has_classifier(figure):
            return False
        end = figure.hedge - (figure.hedge > 0 and self.tokens[figure.hedge - 1].text in _COLONS)  # 床位：800张
        for start in range(max(0, end - _LONGEST_KNOWN), end):
            known = self.lexicon.nouns.at(self.tokens, start, end)
            if known is not None and known[0] == end:
                self._take(figure, str(known[1]), start)
                return True
        return self._clause_noun(figure)

    def _take(self, figure: Figure, noun: str, start: int) -> None:
        figure.unit, figure.noun, figure.first.counted = noun, (start, figure.hedge), True
        figure.last.end = figure.end + 1

    def _clause_noun(self, figure: Figure) -> bool:
        """As in ，换热站1820座: the short clause up to the figure is the noun, known or not."""
        start = figure.hedge
        while start and self.tokens[start - 1].kind is kinds.HAN and figure.hedge - start <= _LONGEST_NOUN:
            start -= 1
        opens = start == 0 or self.tokens[start - 1].text in _CLAUSE
        if not opens or not 1 < figure.hedge - start <= _LONGEST_NOUN:
            return False
        if self.tokens[figure.hedge - 1].text in _VERBAL_HAN or self.tokens[start].text in _NO_NOUN_HAN:
            return False
        self._take(figure, "".join(token.text for token in self.tokens[start : figure.hedge]), start)
        return True

    def refine(self, figures: list[Figure], i: int) -> None:
        """As in 龙门吊14台, 卡车60辆，其中…有20辆: a classifier alone counts the noun before, or that of one before."""
        figure = figures[i]
        sign = self.tokens[figure.end - 1].text
        alone = figure.first.counted and sign in _GENERIC and figure.end - figure.last.number_end == 1
        if not alone:
            return
        head, slash, rate = figure.unit.partition("/")
        noun = self._noun_of(figure) or self._continued(sign, figures[:i], figure) or head
        figure.unit = noun + slash + rate

    def _noun_of(self, figure: Figure) -> str:
        """The noun before a figure that its classifier counts: 台 counts cranes, never the station that has them."""
        end = figure.hedge
        while end and self.tokens[end - 1].text in _SUMS and figure.hedge - end < _LONGEST_KNOWN:
            end -= 1
        for start in range(max(0, end - _LONGEST_KNOWN), end):
            counted = [self.tokens[figure.end - 1], *self.tokens[start:end]]
            known = self.lexicon.nouns.at(counted, 0)
            if known is not None and known[0] == len(counted):
                return str(known[1])
        return ""

    def _continued(self, sign: str, before: list[Figure], figure: Figure) -> str:
        """The noun of the figure before, if it has the same classifier and stands in the same sentence."""
        left = before[-1] if before else None
        if left is None or not left.first.counted or left.last.number_end >= left.end:
            return ""
        same = self.tokens[left.last.number_end].text == sign
        apart = any(token.text in _STOPS or token.kind is kinds.LINE for token in self.tokens[left.end : figure.hedge])
        return left.unit.partition("/")[0] if same and not apart else ""

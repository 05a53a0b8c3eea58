"""Which figures are planned or forecast: by the words of their clause, or a plan that one of them is compared with."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from itertools import pairwise

from qa.quantity import kinds
from qa.quantity.figures import Figure
from qa.quantity.lexicon import Lexicon
from qa.quantity.sentences import Sentence
from qa.quantity.tokens import Token

#: How far the words of a clause can tell about a figure, in tokens; and where they stand behind it.
_CLAUSE, _BEHIND = 40, 12
#: A plan told behind a figure and these is not about it.
_NO_PLAN_BEYOND = frozenset({",", "，", "、", "；", "and", "и", "және"})
_OPENING, _CLOSING = frozenset("(（"), frozenset(")）")
_BREAKS = frozenset({"while", "whilst", "whereas", ";", "а", "but", "но", "compared", "against"})
#: What compares a figure with the plan behind it: "less than planned", "при плане", «вместо запланированных».
_AGAINST = frozenset({
    "than", "against", "versus", "vs", "instead", "short", "above", "below", "beyond", "exceeding", "exceeded",
    "при", "против", "вместо", "меньше", "больше", "выше", "ниже", "чем", "сверх",
    "超过", "高于", "低于", "不及", "比", "超出", "少于", "多于",
})  # fmt: skip
#: What may stand between such a word and the plan, and between the plan and its figure.
_BETWEEN = frozenset({
    "of", "the", "a", "an", "its", "their", "our", "original", "annual", "initial", "official", "годового", "годовой",
    "both", "и", "как",
    "原", "年", "度", "初",
})  # fmt: skip
_LEADING = _BETWEEN | frozenset(
    {"(", "（", "for", "was", "were", "at", "to", "был", "было", "в", "的", "为", "是", "：", ":"}
)
_NEAR = 5
#: Participles right behind a figure: "the 25 days foreseen".
_FORESEEN = frozenset({
    "planned", "foreseen", "budgeted", "envisaged", "targeted", "forecast", "projected",
    "anticipated", "promised",
})  # fmt: skip
#: What a plan is called that stands behind its figure ("short of the 64.0 in our budget"), the words that may lead to
#: it, and what was wanted of it there: "less than the USD 3.05 billion which the law had asked for".
_IN_PLAN = frozenset({"plan", "budget", "forecast", "guidance", "target", "плане", "бюджете", "прогнозе", "плану"})
_TO_PLAN = frozenset({
    "in", "of", "from", "under", "by", "our", "its", "their", "the", "that", "which", "в", "по", "business", "annual",
    "original", "нашем", "своём", "годовом",
})  # fmt: skip
_WANTED = frozenset({"asked", "required", "demanded", "called", "hoped", "wanted", "requested", "promised", "aimed"})
_RELATIVE, _LONGEST_WISH = frozenset({"which", "that"}), 8
#: Tokens before a figure in which it is said that another is compared with it.
_SHORT = 3
#: What a plan was missed or passed by goes with the plan: "17% fewer than planned".
_MARGINS = frozenset({"%", "pp", "times"})
_YEAR = re.compile(r"(?:19|20)\d\d")
#: Small words that a unit may hold.
_IN_UNITS = frozenset({"a", "an", "per", "of"})
#: From a plan to how things went, behind a comma: «план составлял 7,8 млрд, в 2023 году было 6,9».
_WENT = frozenset({
    "было", "был", "была", "были", "составил", "составила", "составило", "составили", "фактически", "was", "were",
    "actually",
})  # fmt: skip
#: … and behind "and" or "but", where it was not planned but done: "had planned to invest 62 and spent 47.5".
_THEN = frozenset({"and", "but", "и", "но", "а"})
_DONE = _WENT | frozenset({
    "spent", "invested", "reached", "got", "did", "achieved", "managed", "produced", "carried", "handled", "received",
    "sold", "bought", "built", "delivered", "ended", "came", "потратил", "потратила", "потратили", "освоил", "освоили",
    "вложил", "вложили", "получил", "получила", "получили", "перевёз", "перевез", "перевезли", "построил", "построили",
    "достиг", "достигла", "достигли", "выполнил", "выполнили",
})  # fmt: skip


class Planning:
    """Finds the planned figures of one tokenised text, which holds the `words`."""

    def __init__(self, tokens: list[Token], words: frozenset[str], lexicon: Lexicon) -> None:
        self.tokens = tokens
        self.plan = lexicon.forms["plan"]
        self._compared = lexicon.forms["compared plan"]
        self._phrases, self._signs = _by_first_word(self.plan)
        self._told = not self._signs.isdisjoint(words)
        self._compares = not _by_first_word(self._compared)[1].isdisjoint(words)
        self._function = lexicon.forms["function"]
        self._marks: dict[int, list[int]] = {}

    def planned(self, figure: Figure, sentence: Sentence) -> bool:
        """Whether a figure is told as a plan or a forecast."""
        return (
            self._foreseen(figure, sentence)
            or (self._compares and self._against(figure, sentence))
            or (self._told and self._clause(figure, sentence))
        )

    def _foreseen(self, figure: Figure, sentence: Sentence) -> bool:
        """As in "the 25 days foreseen", "the 25.2 planned", "short of the 64.0 in our budget"."""
        end = figure.end
        if end < sentence.end and self.tokens[end].low in _FORESEEN:
            return True
        behind = [token.low for token in self.tokens[end : min(sentence.end, end + _LONGEST_WISH)]]
        if not behind or behind[0] not in _TO_PLAN or not self._falls_short(figure, sentence):
            return False
        led = next((word for word in behind if word not in _TO_PLAN), "")
        return led in _IN_PLAN or (behind[0] in _RELATIVE and any(map(self._wished, behind)))

    def _wished(self, word: str) -> bool:
        return word in _WANTED or word in self.plan

    def _falls_short(self, figure: Figure, sentence: Sentence) -> bool:
        """Whether the figure is what another is compared with: "less than the", "short of the"."""
        before = self.tokens[max(sentence.start, figure.hedge - _SHORT) : figure.hedge]
        return any(token.low in _AGAINST for token in before)

    def _against(self, figure: Figure, sentence: Sentence) -> bool:
        """As in "less than the target of 320", "при плане 260 км", 超过原计划的36万吨: the plan stands right before."""
        for k in range(figure.hedge - 1, max(sentence.start, figure.hedge - _NEAR) - 1, -1):
            if self._tells(k):
                return self._is_compared(k, sentence)
            noun = self.tokens[k].kind is kinds.WORD and not self._small(k)
            if self.tokens[k].low not in _LEADING and not noun:
                return False
        return False

    def _small(self, k: int) -> bool:
        """Whether the word at token `k` is a small word that no unit holds."""
        low = self.tokens[k].low
        return low in self._function and low not in _IN_UNITS

    def _tells(self, k: int) -> bool:
        """Whether token `k` ends a word of plans, or one that tells of a plan when compared with ("budget")."""
        low = self.tokens[k].low
        if self.tokens[k].kind is kinds.HAN:
            return k > 0 and self.tokens[k - 1].text + low in self._compared
        return low in self._compared

    def _is_compared(self, k: int, sentence: Sentence) -> bool:
        """Whether the plan at token `k` is what something is compared with."""
        for at in range(k - 1, max(sentence.start, k - _NEAR) - 1, -1):
            low = self.tokens[at].low
            if low in _AGAINST or (at and self.tokens[at - 1].text + low in _AGAINST):
                return True
            if low not in _BETWEEN and not (self.tokens[k].kind is kinds.HAN and at == k - 1):
                return False
        return False

    def _clause(self, figure: Figure, sentence: Sentence) -> bool:
        """Whether the words of the figure's clause tell of a plan or a forecast."""
        if sentence.start not in self._marks:
            self._marks[sentence.start] = [
                k
                for k in range(sentence.start, sentence.end)
                if self.tokens[k].low in self._signs and self._plans(k, sentence.end)
            ]
        marks = self._marks[sentence.start]
        if not marks:
            return False
        at = bisect_left(marks, figure.begin - _CLAUSE)
        near = marks[at : bisect_left(marks, figure.end + _CLAUSE)]
        return any(
            self._reaches(mark, figure, sentence) and not self._of_another(mark, figure, sentence) for mark in near
        )

    def _plans(self, k: int, end: int) -> bool:
        """Whether token `k` ends a word of plans, or begins a phrase of them that ends before token `end`."""
        word = self.tokens[k].low
        if word in self.plan or (self.tokens[k].kind is kinds.HAN and self._han(k)):
            return True
        return word in self._phrases and self._phrase(k, end)

    def _of_another(self, k: int, figure: Figure, sentence: Sentence) -> bool:
        """Whether the plan at token `k` is told of one other figure only: compared with, or right behind it."""
        if self._is_compared(k, sentence):
            return not (figure.unit in _MARGINS and figure.end < k <= figure.end + _NEAR)
        if self.tokens[k].low not in _FORESEEN:
            return False
        for at in range(k - 1, max(sentence.start, k - _NEAR) - 1, -1):
            if self.tokens[at].kind is kinds.NUMBER:
                return _YEAR.fullmatch(self.tokens[at].text) is None  # "its 2025 forecast"
            if self.tokens[at].kind is not kinds.WORD or self._small(at):
                return False
        return False

    def _reaches(self, mark: int, figure: Figure, sentence: Sentence) -> bool:
        """Whether the plan at token `mark` is about a figure."""
        low, high = sorted((mark, figure.begin))
        between = [self.tokens[k].low for k in range(low + 1, high)]
        beyond = not _NO_PLAN_BEYOND.isdisjoint(between)
        if mark > figure.end and (len(between) > _BEHIND or (beyond and not self._goes_on(mark, figure, sentence))):
            return False
        if self._bracketed(mark, figure, between):
            return False
        if mark < figure.begin and "," in between and not _WENT.isdisjoint(between[between.index(",") :]):
            return False
        if mark < figure.begin and any(one in _THEN and two in _DONE for one, two in pairwise(between)):
            return False
        return _BREAKS.isdisjoint(between) and len(between) < _CLAUSE

    def _goes_on(self, mark: int, figure: Figure, sentence: Sentence) -> bool:
        """As in 总投资1851亿坚戈，将创造…: 将 goes on of the same thing, unless the figure has its year."""
        joined = self.tokens[mark].text == "将" and self.tokens[mark - 1].low == "，"
        return joined and all(self.tokens[k].text != "年" for k in range(sentence.start, figure.begin))

    def _bracketed(self, mark: int, figure: Figure, between: list[str]) -> bool:
        """Whether the plan stands in brackets apart from the figure: "63% (planned: 70%)", not "63% (planned)"."""
        depth = 0
        for low in between if mark < figure.begin else reversed(between):
            depth += (low in _OPENING) - (low in _CLOSING)
            if mark < figure.begin and depth < 0:
                return True
            if mark > figure.end and depth > 0:
                behind = self.tokens[mark + 1].low if mark + 1 < len(self.tokens) else ""
                return behind not in _CLOSING
        return False

    def _phrase(self, k: int, end: int) -> bool:
        """Whether a phrase of several words begins here: "is due to", "are to"."""
        return any(
            k + len(phrase) <= end and all(self.tokens[k + at].low == word for at, word in enumerate(phrase))
            for phrase in self._phrases[self.tokens[k].low]
        )

    def _han(self, k: int) -> bool:
        return k > 0 and self.tokens[k - 1].text + self.tokens[k].text in self.plan


@lru_cache(maxsize=4)
def _by_first_word(phrases: frozenset[str]) -> tuple[dict[str, tuple[tuple[str, ...], ...]], frozenset[str]]:
    """The phrases of several words, by their first; and words or characters, one of which stands in every phrase."""
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for words in (tuple(phrase.split()) for phrase in phrases if " " in phrase):
        found[words[0]] = (*found.get(words[0], ()), words)
    return found, phrases | found.keys() | {phrase[-1] for phrase in phrases if "\u4e00" <= phrase[-1] <= "\u9fff"}

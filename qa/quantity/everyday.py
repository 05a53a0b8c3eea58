"""Rates told before their figures: 每周固定开行9列, 日均120对, "Every day 350 trucks cross"."""

from __future__ import annotations

from qa.quantity import kinds
from qa.quantity.figures import Figure
from qa.quantity.lexicon import Lexicon
from qa.quantity.tokens import Token
from qa.types import Role

#: Tokens at most between the word of time and its figure.
_REACH = 14
_STOPS = frozenset(".;!?。；！？|\t，,:：—–()（）")
#: Words of time that open a clause and spread what follows over it.
_OPENING = frozenset({"every", "each", "daily", "ежедневно", "ежесуточно", "еженедельно", "ежемесячно", "ежегодно"})
#: Words of time that close a clause, tokens at most between figure and them, and what may follow them.
_CLOSING = frozenset({"daily", "weekly", "ежедневно", "ежесуточно", "еженедельно"})
_BEHIND = 7
_GOING_ON = frozenset(
    {"in", "at", "on", "by", "through", "via", "from", "to", "across", "and", "в", "на", "через", "и"}
)
#: «В среднем за сутки …», "в среднем в месяц".
_SPREADING = frozenset({"за", "в"})
_KAZAKH = frozenset({"айына", "күніне", "тәулігіне", "аптасына"})
#: One of these stands in every text with a rate told apart from its figure.
_SIGNS = _OPENING | _CLOSING | _KAZAKH | {"均", "每", "среднем"}
_FROM = Role.FROM
_AVERAGE = {"日": "day", "周": "week", "月": "month", "年": "year"}
#: What is not spread over time: hours worked "every day", growth "every year".
_NO_RATE = frozenset({"duration", "ratio", "multiple", "temperature", "percent", "angle", "points", "pressure"})


class Everyday:
    """Completes the units of the figures of one text, which holds the `words`."""

    def __init__(self, tokens: list[Token], words: frozenset[str], lexicon: Lexicon) -> None:
        self.tokens = tokens
        self.lexicon = lexicon
        self._told = not _SIGNS.isdisjoint(words)

    def complete(self, figures: list[Figure]) -> None:
        """Add rates to units; figures are in order and change in place."""
        end = 0
        left: Figure | None = None
        for figure in figures:
            if self._told and self._spreads(figure):
                figure.unit += self._rate(figure, end) or self._behind(figure)
            if left is not None and left.role is _FROM and left.unit.startswith(f"{figure.unit}/"):
                figure.unit = left.unit  # 每天由10列增至12列
            end, left = figure.end, figure

    def _spreads(self, figure: Figure) -> bool:
        """Whether a figure may be an amount for each time."""
        if not figure.unit or "/" in figure.unit or figure.first.age:
            return False
        unit = self.lexicon.units.get(figure.unit)
        return unit is None or unit.dimension not in _NO_RATE

    def _rate(self, figure: Figure, first: int) -> str:
        """The rate told in the clause before a figure, after the figure that ends before token `first`."""
        for k in range(figure.hedge - 1, max(first, figure.hedge - _REACH) - 1, -1):
            token = self.tokens[k]
            if token.kind is kinds.LINE or token.text in _STOPS:
                return ""
            if token.text == "均" and k > first and self.tokens[k - 1].text in _AVERAGE:
                return "/" + _AVERAGE[self.tokens[k - 1].text]
            opening = token.low in _OPENING and self._opens(k)
            if token.low in _SPREADING and k > first and self.tokens[k - 1].low == "среднем":
                match = self.lexicon.after["rate"].at(self.tokens, k)
                return f"/{match[1][1]}" if match is not None and match[0] <= figure.hedge else ""
            if token.text == "每" or token.low in _KAZAKH or opening:
                match = self.lexicon.after["rate"].at(self.tokens, k)
                return f"/{match[1][1]}" if match is not None and match[0] <= figure.hedge else ""
        return ""

    def _behind(self, figure: Figure) -> str:
        """As in "1,200 wagons are handled daily", «45 судов заходят ежедневно»: the rate ends the clause."""
        for k in range(figure.end + 1, min(figure.end + _BEHIND, len(self.tokens))):
            token = self.tokens[k]
            if token.kind is not kinds.WORD:
                return ""
            match = self.lexicon.after["rate"].at(self.tokens, k) if token.low in _CLOSING else None
            if match is not None:
                return f"/{match[1][1]}" if self._closes(match[0]) else ""
        return ""

    def _closes(self, k: int) -> bool:
        """Whether a clause ends before token `k`, or goes on with where or how."""
        if k >= len(self.tokens) or self.tokens[k].kind is kinds.LINE or self.tokens[k].text in _STOPS:
            return True
        return self.tokens[k].low in _GOING_ON

    def _opens(self, k: int) -> bool:
        before = self.tokens[k - 1] if k else None
        return before is None or before.kind is kinds.LINE or before.text in _STOPS

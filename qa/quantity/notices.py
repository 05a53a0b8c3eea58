"""Currencies told once for what follows ("Tariffs are quoted in US dollars. Storage costs 12 per day")."""

from __future__ import annotations

from bisect import bisect_right

from qa.quantity import kinds
from qa.quantity.figures import Figure
from qa.quantity.lexicon import Lexicon
from qa.quantity.tokens import Token

#: What tells a currency for others, and how many tokens before "in" it may stand.
_TOLD = frozenset({
    "quoted", "given", "stated", "shown", "expressed", "denominated", "prices", "tariffs", "rates", "amounts", "fees",
    "figures", "charges", "sums", "указаны", "приведены", "выражены", "даны", "указана", "приведена", "цены", "тарифы",
    "суммы", "көрсетілген", "берілген",
})  # fmt: skip
_REACH = 4
_IN = frozenset({"in", "в"})


class Notices:
    """Finds the currencies that one tokenised text tells for its rates."""

    def __init__(self, tokens: list[Token], lexicon: Lexicon) -> None:
        self.tokens = tokens
        self.lexicon = lexicon

    def complete(self, figures: list[Figure]) -> None:
        """Give rates without a head ("12 per day") the currency told before them; figures change in place."""
        told = [(k, code) for k in range(len(self.tokens)) if (code := self._currency(k))]
        places = [k for k, _ in told]
        for figure in figures:
            at = bisect_right(places, figure.begin)
            if at and figure.unit.startswith("/"):
                figure.unit = told[at - 1][1] + figure.unit

    def _currency(self, k: int) -> str:
        """The currency that a notice names behind "in" at token `k`, or an empty text."""
        if self.tokens[k].low not in _IN or k + 1 >= len(self.tokens) or self.tokens[k + 1].kind is kinds.NUMBER:
            return ""
        found = self.lexicon.words.at(self.tokens, k + 1)
        if found is None or self.lexicon.measures(found[1]) != "money":
            return ""
        before = self.tokens[max(0, k - _REACH) : k]
        return str(found[1]) if any(token.low in _TOLD for token in before) else ""

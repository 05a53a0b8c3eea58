"""Amounts of money whose rate is told with one before: "USD 1,085 per ounce, compared with USD 1,012 a year ago"."""

from __future__ import annotations

from qa.quantity.figures import Figure
from qa.quantity.lexicon import Lexicon
from qa.quantity.pricedthings import PricedThings
from qa.quantity.tokens import Token
from qa.types import Role

#: Tokens at most between an amount with a rate and one that goes on from it.
_LONGEST_GAP = 14
#: Words right before an amount that is compared with the one before it, and what such a word may stand in for.
_COMPARED = frozenset({"with", "against", "from", "versus", "vs", "than", "против", "вместо", "чем"})
_PLANS = frozenset({"budget", "target", "forecast", "guidance", "plan", "norm", "average", "estimate"})
#: What opens a member without a verb of its own: ", to a locker USD 0.95", «, в Ушкае – с 0,31».
_LINKS = frozenset({",", ";", "and", "и", "а"})
_PLACES = frozenset({"to", "from", "in", "at", "by", "via", "on", "в", "на", "до", "из", "через"})
_LONGEST_MEMBER = 7
#: Words that lead on to an amount of another sort: "with a fee of USD 5".
_OF = frozenset({"of", "for", "worth"})


class Prices:
    """Completes the amounts of money of one text, which holds the `words`."""

    def __init__(self, tokens: list[Token], words: frozenset[str], lexicon: Lexicon) -> None:
        self.tokens = tokens
        self.lexicon = lexicon
        self._things = PricedThings(tokens, words, lexicon)

    def complete(self, figures: list[Figure]) -> None:
        """Add rates to units; figures are in order and change in place."""
        left: Figure | None = None
        for figure in figures:
            if "/" not in figure.unit and self._dimension(figure.unit) == "money":
                figure.unit += self._rate(figure, left) or self._things.rate(figure, left.end if left else 0)
            left = figure

    def _dimension(self, unit: str) -> str:
        found = self.lexicon.units.get(unit)
        return found.dimension if found is not None else ""

    def _rate(self, figure: Figure, left: Figure | None) -> str:
        if left is None or not left.unit.startswith(figure.unit + "/"):
            return ""
        pair = left.role is Role.FROM and figure.role is Role.TO
        return left.unit.removeprefix(figure.unit) if pair or self._goes_on(left, figure) else ""

    def _goes_on(self, left: Figure, figure: Figure) -> bool:
        """Whether an amount is compared with one that has a rate, or is another member's: "to a locker USD 0.95"."""
        between = [token.low for token in self.tokens[left.end : figure.hedge]]
        if not between or len(between) > _LONGEST_GAP or any(word in {".", "\n"} for word in between):
            return False
        last, before = between[-1], between[-2] if len(between) > 1 else ""
        if last in _COMPARED or (last == "of" and (before == "instead" or before in _PLANS)):
            return True
        if between[0] in _PLACES and last in _LINKS and len(between) <= _LONGEST_MEMBER:
            return not self._moves(between[1:])
        member = len(between) <= _LONGEST_MEMBER and between[0] in _LINKS and before not in _LINKS
        placed = member and len(between) > 1 and between[1] in _PLACES and last not in _OF
        return placed and not self._moves(between[2:])

    def _moves(self, words: list[str]) -> bool:
        """Whether any of the words tells of a change or a level reached."""
        return any(word in self.lexicon.forms["changing"] for word in words)

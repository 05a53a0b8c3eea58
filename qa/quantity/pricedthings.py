"""What an amount of money buys, where it is told before it: "a litre of diesel costs", «тонна стоит», 每公斤."""

from __future__ import annotations

from qa.quantity import kinds
from qa.quantity.figures import Figure
from qa.quantity.lexicon import Lexicon
from qa.quantity.tokens import Token
from qa.quantity.unitatoms import UnitAtoms

#: Tokens at most between the thing and its price.
_REACH = 16
_STOPS = frozenset(".;!?。；！？|\t")
#: What is priced by its measure, not by the piece or the day.
_MEASURES = frozenset({"volume", "mass", "energy", "length", "area"})
#: What a clause about one of something begins with.
_ONE = frozenset({"a", "an", "one", "each", "every", "один", "одна", "каждый", "каждая", "бір", "әр"})
#: What says that something has its price, before or, in Kazakh, behind it.
_COSTS = frozenset({
    "cost", "costs", "sells", "sold", "fetches", "fetched", "goes", "priced", "стоит", "стоил", "стоила", "стоило",
    "обходится", "обошёлся", "обошелся", "обошлась", "обошлось", "обойдётся", "обойдется", "продаётся", "продается",
    "продавался", "продавалась", "тұрады", "тұрды", "түседі", "түсті",
})  # fmt: skip
_BEHIND = 2
#: What a price rose or fell to.
_TO = frozenset({"to", "at", "до", "至", "到", "为", "是"})
#: One of these stands in every text with such a price.
_SIGNS = _COSTS | {"per", "每"}
#: As much is a sum, and not the price of one measure, but for a kilometre or a hectare of what is built.
_GREAT_SUM = 1e6
_BUILT = frozenset({"length", "area"})


class PricedThings:
    """Finds what the amounts of one text, which holds the `words`, are reckoned by."""

    def __init__(self, tokens: list[Token], words: frozenset[str], lexicon: Lexicon) -> None:
        self._tokens = tokens
        self._lexicon = lexicon
        self._told = not _SIGNS.isdisjoint(words)

    def rate(self, figure: Figure, first: int) -> str:
        """The rate of an amount by what stands before it, after the figure that ends before token `first`: "/L"."""
        if not self._told:
            return ""
        begin = self._clause(figure.hedge, first)
        if figure.role is None and self._moved(begin, figure.hedge):
            return ""
        found = self._for_each(begin, figure.hedge) or self._of_one(begin, figure)
        return found if figure.high < _GREAT_SUM or self._dimension(found) in _BUILT else ""

    def _clause(self, stop: int, first: int) -> int:
        """Where the clause before token `stop` begins, at most so far back."""
        least = max(first, stop - _REACH)
        for k in range(stop - 1, least - 1, -1):
            if self._tokens[k].kind is kinds.LINE or self._tokens[k].text in _STOPS:
                return k + 1
        return least

    def _moved(self, begin: int, stop: int) -> bool:
        """Whether the amount is what a price rose or fell by, and not what it came to."""
        words = [token.low for token in self._tokens[begin:stop]]
        return bool(words) and words[-1] not in _TO and any(word in self._lexicon.forms["changing"] for word in words)

    def _for_each(self, begin: int, stop: int) -> str:
        """As in "the cost per pound of copper was", 每公斤运价为."""
        for k in range(stop - 2, begin - 1, -1):
            if self._tokens[k].low in {"per", "每"}:
                return self._measure(k + 1)
        return ""

    def _of_one(self, begin: int, figure: Figure) -> str:
        """As in "A litre of diesel costs", «Тонна угля стоит»; an English measure without its article is a plural."""
        tokens = self._tokens
        if begin and not (tokens[begin - 1].kind is kinds.LINE or tokens[begin - 1].text in _STOPS):
            return ""
        article = begin < figure.hedge and tokens[begin].low in _ONE
        at = begin + article
        if not article and tokens[begin].text.isascii():
            return ""
        around = tokens[at : figure.hedge] + tokens[figure.end : figure.end + _BEHIND]
        return self._measure(at) if any(token.low in _COSTS for token in around) else ""

    def _measure(self, at: int) -> str:
        found = UnitAtoms(self._tokens, self._lexicon).atom(at)
        return f"/{found.name}" if found is not None and self._dimension(found.name) in _MEASURES else ""

    def _dimension(self, unit: str) -> str:
        known = self._lexicon.units.get(unit.removeprefix("/"))
        return known.dimension if known is not None else ""

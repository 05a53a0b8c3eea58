"""Units that stand apart from their figures: "the number of flights grew from 14 to 21", "54 (47–61) years"."""

from __future__ import annotations

from qa.quantity import kinds
from qa.quantity.counted import genitive_plural, singular
from qa.quantity.figures import Figure
from qa.quantity.lexicon import Lexicon
from qa.quantity.masks import Masks
from qa.quantity.tokens import Token
from qa.quantity.unitphrase import UnitPhrases
from qa.types import Role

#: What says that a noun is counted: before it …
_NUMBER_OF = (("number", "of"), ("numbers", "of"), ("count", "of"), ("количество",), ("число",), ("численность",))
#: … or behind it.
_NUMBER_AFTER = (("саны",), ("数", "量"), ("总", "数"), ("数",))
_OF_OPENS, _AFTER_OPENS = (frozenset(words[0] for words in both) for both in (_NUMBER_OF, _NUMBER_AFTER))
#: Tokens at most from there to the figure, and of one bracket.
_REACH = 18
_BRACKET = 12
#: Crowds and the like, which are told in millions ("1.2m") and never in metres.
_CROWDS = frozenset({
    "attendance", "audience", "audiences", "customers", "downloads", "employment", "enrolment", "headcount",
    "membership", "passengers", "population", "readership", "ridership", "sales", "subscribers", "tourists",
    "turnout", "unemployment", "users", "viewers", "viewership", "visitors", "visits", "voters", "votes",
})  # fmt: skip
#: Tokens at most from the noun that opens a clause to its figure, what such a clause stands behind, and what is about
#: another thing than the noun.
_CLAUSE = 9
_AND, _CLAUSE_ENDS = frozenset({"а", "и", "но", "же"}), frozenset(".,;:!?—–(«")
_WITH, _UP_TO, _DASHES = frozenset({"с", "со", "номер"}), frozenset({"от", "из", "на", "в"}), frozenset("—–-")
#: "There are now eight", «их уже восемь»: tokens looked at, and what may stand there.
_NEAR, _BEING = 5, frozenset({"are", "were", "be", "been"})
_THEN = frozenset({
    "now", "then", "already", "only", "just", "today", "left", "было", "будет", "стало", "станет", "уже", "лишь",
    "всего", "только", "сейчас", "теперь", "осталось", "около", "about",
})  # fmt: skip
#: "Passenger traffic came to 1.4 million", «пассажиропоток вырос до 2,1 млн».
_TRAFFIC, _TRAVELLING = frozenset({"traffic", "numbers", "arrivals", "throughput"}), frozenset({
    "passenger", "visitor", "tourist", "student", "pupil", "patient",
})  # fmt: skip
_FLOWS = {
    "пассажиропоток": "passenger", "пассажиропотока": "passenger", "турпоток": "tourist", "турпотока": "tourist",
}  # fmt: skip
_EMPLOYS = frozenset({"employ", "employs", "employed", "employing"})
#: What may stand between 人口 and its figure.
_WITHIN = frozenset("约为达到有是近超共仅已")
_STOPS = frozenset(".;!?。；！？|\t")


class Namings:
    """Gives bare figures the unit that their text names elsewhere."""

    def __init__(self, tokens: list[Token], masks: Masks, lexicon: Lexicon) -> None:
        self.tokens = tokens
        self.masked = masks.masked
        self.lexicon = lexicon

    def complete(self, figures: list[Figure]) -> None:
        """Fill in units; figures are in order and change in place."""
        for i, figure in enumerate(figures):
            if figure.unit == "m" and self._millions(figure):
                figure.low, figure.high, figure.unit = figure.low * 1e6, figure.high * 1e6, ""
                figure.first.scale = 1e6
                figure.last.number_end = figure.last.end
            if figure.first.share or (figure.unit and not figure.unit.startswith("/")):
                continue
            unit = "" if figure.unit else self._behind_bracket(figure)
            if not unit:
                counted = (
                    self._numbered(figure)
                    or self._labelled(figure)
                    or self._employed(figure)
                    or self._peopled(figure)
                    or self._topical(figure)
                )
                counted = counted or self._theirs(figure, figures[i - 1] if i else None)
                counted = counted or self._counted(figure, figures[i - 1] if i else None)
                unit = counted + figure.unit if counted else ""
            if unit:
                figure.unit = unit
                before = figures[i - 1] if i and figure.role is Role.TO else None
                if before is not None and before.role is Role.FROM and not before.unit:
                    before.unit = unit  # "the number of flights rose fivefold, from 22 to 118"

    def _millions(self, figure: Figure) -> bool:
        """As in "attendance was up from 1.2m to 1.9m": what is counted has no metres."""
        last = figure.last.end - 1
        short = last > 0 and self.tokens[last].text == "m" and self.tokens[last - 1].end == self.tokens[last].start
        if not short or figure.first.scale > 1:
            return False
        for k in range(figure.hedge - 1, max(-1, figure.hedge - _REACH), -1):
            if self.tokens[k].text in _STOPS:
                return False
            if self.tokens[k].low in _CROWDS:
                return True
        return False

    def _behind_bracket(self, figure: Figure) -> str:
        """As in "54 (IQR 47–61) years": a bracket stands between figure and unit, or the figure in it."""
        tokens, k = self.tokens, figure.end
        if k >= len(tokens) or tokens[k].text not in {"(", ")"}:
            return ""
        while k < min(len(tokens), figure.end + _BRACKET) and tokens[k].text != ")":
            k += 1
        if k + 1 >= len(tokens) or tokens[k].text != ")" or tokens[k + 1].kind is not kinds.WORD:
            return ""
        found = UnitPhrases(tokens, self.lexicon).at(k + 1)
        return "" if found is None or found.counted or found.name.startswith("/") else found.name

    def _counted(self, figure: Figure, left: Figure | None) -> str:
        """The noun of "the number of flights", "количество рейсов", "рейстер саны", 航班数量 before a figure."""
        first = max(0, figure.hedge - _REACH)
        if left is not None and left.role is None:
            first = max(first, left.end)
        for k in range(figure.hedge - 1, first - 1, -1):
            if self.tokens[k].text in _STOPS or self.tokens[k].kind is kinds.LINE:
                return ""
            noun = self._after(k) or self._before(k, first)
            if noun:
                return noun
        return ""

    def _says(self, words: tuple[str, ...], k: int) -> bool:
        return tuple(token.low for token in self.tokens[k : k + len(words)]) == words

    def _after(self, k: int) -> str:
        flow = _FLOWS.get(self.tokens[k].low, "")
        if flow:
            return flow
        if self.tokens[k].low in _TRAFFIC and k and self.tokens[k - 1].low in _TRAVELLING:
            return self.tokens[k - 1].low
        for words in _NUMBER_OF if self.tokens[k].low in _OF_OPENS else ():
            if self._says(words, k) and not (k and self.tokens[k - 1].low == "a"):
                for at in range(k + len(words), min(k + len(words) + 3, len(self.tokens))):
                    known = self.lexicon.nouns.at(self.tokens, at)
                    if known is not None:
                        return str(known[1])
        return ""

    def _topical(self, figure: Figure) -> str:
        """As in «Полос станет 12», «Мест в гостинице 120»: a genitive plural opens the clause of a bare figure."""
        k = figure.hedge - 1
        for at in range(k, max(-1, k - _CLAUSE), -1):
            token = self.tokens[at]
            if token.kind is kinds.WORD and genitive_plural(token.low, self.lexicon) and self._opens(at):
                near = self.tokens[at + 1 : figure.hedge]
                if any(token.low in _WITH for token in near[-2:]) or (near and near[-1].low in _UP_TO):
                    return ""  # «судов с осадкой 12»
                known = self.lexicon.nouns.at(self.tokens, at, at + 1)
                if known is not None:
                    return str(known[1])
                return token.low if token.text.islower() else ""  # «Иванов — 12» counts no Ivanovs
            if not (token.kind is kinds.WORD or token.text in _DASHES or (token.text == ":" and at == k)):
                return ""
        return ""

    def _theirs(self, figure: Figure, left: Figure | None) -> str:
        """As in "Lanes will number 12; now there are eight", «сейчас их восемь»: as many of what was counted before."""
        if left is None or not left.unit or figure.hedge - left.end > _REACH or "/" in left.unit:
            return ""
        counted = self.lexicon.units.get(left.unit)
        if counted is not None and counted.dimension != "count":
            return ""
        after = self.tokens[figure.end] if figure.end < len(self.tokens) else None
        if after is not None and after.kind is kinds.WORD and after.low not in _THEN:
            return ""
        near = [token.low for token in self.tokens[max(left.end, figure.hedge - _NEAR) : figure.hedge]]
        while near and near[-1] in _THEN:
            near.pop()
        there = near[-2:-1] == ["there"] and near[-1] in _BEING
        return left.unit if near[-1:] == ["их"] or there else ""

    def _opens(self, k: int) -> bool:
        """Whether a clause begins at token `k`, behind "and" or "but" too."""
        while k and self.tokens[k - 1].low in _AND:
            k -= 1
        return k == 0 or self.tokens[k - 1].kind is kinds.LINE or self.tokens[k - 1].text in _CLAUSE_ENDS

    def _labelled(self, figure: Figure) -> str:
        """As in "Length: 340 km; stations: 27": a counted noun that is all of the label before its figure."""
        k = figure.hedge - 2
        if k < 0 or self.tokens[k + 1].text not in {":", "："}:
            return ""
        for at in range(max(0, k - 1), k + 1):
            opens = at == 0 or self.tokens[at - 1].kind is kinds.LINE or self.tokens[at - 1].text in ";,；，"
            known = self.lexicon.nouns.at(self.tokens, at, k + 1) if opens else None
            if known is not None and known[0] == k + 1 and self._plural(k):
                return str(known[1])
        return ""

    def _plural(self, k: int) -> bool:
        """Whether the noun at token `k` may be a plural; Chinese has none."""
        low = self.tokens[k].low
        return singular(low) != low if low.isascii() else self.tokens[k].kind is kinds.HAN or low[-1] in "ыиая"

    def _employed(self, figure: Figure) -> str:
        """As in "employed 5,200 in 1975": nobody but people is employed."""
        after = self.tokens[figure.end] if figure.end < len(self.tokens) else None
        bare = after is None or after.kind is not kinds.WORD or after.low in self.lexicon.forms["function"]
        employs = figure.hedge > 0 and self.tokens[figure.hedge - 1].low in _EMPLOYS
        return "person" if employs and bare else ""

    def _peopled(self, figure: Figure) -> str:
        """As in 人口910万, 人口约为910万: the population stands right before its figure."""
        k = figure.hedge
        while k and (self.tokens[k - 1].text in _WITHIN or self.masked[k - 1]):
            k -= 1
        return "person" if k > 1 and self.tokens[k - 2].text + self.tokens[k - 1].text == "人口" else ""

    def _numbered(self, figure: Figure) -> str:
        """As in "Audits, 742 in number, …": the noun between the comma and what stands before it."""
        k = figure.hedge - 2
        told = self._says(("in", "number"), figure.end) and k >= 0 and self.tokens[k + 1].text == ","
        if not told or self.tokens[k].kind is not kinds.WORD:
            return ""
        known = self.lexicon.nouns.at(self.tokens, k, k + 1)
        return str(known[1]) if known is not None else singular(self.tokens[k].low)

    def _before(self, k: int, first: int) -> str:
        if self.tokens[k].low not in _AFTER_OPENS or not any(self._says(words, k) for words in _NUMBER_AFTER):
            return ""
        for at in range(max(first, k - 4), k):
            known = self.lexicon.nouns.at(self.tokens, at, k)
            if known is not None and known[0] == k:
                return str(known[1])
        return ""

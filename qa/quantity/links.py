"""What links figures that were read: amounts in two units, inherited units, shared limits, equivalents."""

from __future__ import annotations

from itertools import pairwise

from qa.quantity import kinds
from qa.quantity.figures import Figure
from qa.quantity.lexicon import Lexicon
from qa.quantity.tokens import Token
from qa.types import Bound, Role

_ALIAS = frozenset({
    "e", "equal", "equivalent", "i", "ie", "is", "or", "that", "есть", "или", "немесе", "то", "яғни", "即", "合",
    "或", "折合", "约合",
})  # fmt: skip
#: Words before the second of two figures that are compared.
_INHERIT = frozenset(
    {"from", "versus", "vs", "against", "than", "с", "со", "против", "вместо", "with", "чем", "to", "до"}
)
_AT_MOST, _EXACT = Bound.AT_MOST, Bound.EXACT
_TOLD = frozenset({":", "：", "—", "–"})
_REACHED = frozenset({"to", "from", "до", "с", "со"})
#: Units that tell one amount together, the greater first: "4 hours 18 minutes", "6 ft 2 in", "3 kg 200 g".
_LESSER = {
    ("h", "min"): 1 / 60, ("min", "s"): 1 / 60, ("h", "s"): 1 / 3600, ("ft", "inch"): 1 / 12, ("lb", "oz"): 1 / 16,
    ("m", "cm"): 1 / 100, ("km", "m"): 1 / 1000, ("kg", "g"): 1 / 1000, ("t", "kg"): 1 / 1000, ("stone", "lb"): 1 / 14,
}  # fmt: skip
#: Prepositions of place and time, and tokens before a figure in which they stand.
_ASIDE, _ASIDE_REACH = frozenset({"in", "on", "at", "over", "within", "below", "above", "after", "в", "на", "при"}), 3
#: What stands before the object of a verb, and nouns that stand for what was told before.
_ARTICLES, _STAND_IN = (
    frozenset({"the", "its", "their", "his", "her", "our"}),
    frozenset({"number", "total", "figure", "count", "amount", "level", "rate", "time", "size", "price", "cost"}),
)
#: Units of changes, which are not compared with amounts.
_CHANGES = frozenset({"%", "pp", "times", "bp"})
#: Minutes of an hour.
_HOUR = 60
#: Magnitudes from this on are continued by lower ones.
_CONTINUED = 1000
#: Tokens at most between two figures that are compared.
_LONGEST_GAP = 14


class Links:
    """Links the figures of one text."""

    def __init__(self, tokens: list[Token], lexicon: Lexicon) -> None:
        self.tokens = tokens
        self.lexicon = lexicon

    def _between(self, left: Figure, right: Figure) -> list[str]:
        return [token.low for token in self.tokens[left.end : right.begin][:_LONGEST_GAP]]

    def dimension(self, unit: str) -> str:
        """The dimension of a unit's first part; counted nouns are a dimension each."""
        found = self.lexicon.units.get(unit.split("/")[0])
        return found.dimension if found else "count:" + unit

    def compounds(self, figures: list[Figure]) -> list[Figure]:
        """One amount in two units: "4 hours 18 minutes", "thirteen dollars and forty-five cents", "15 dollars 50"."""
        kept: list[Figure] = []
        for left, right in pairwise(figures):
            self._minutes(left, right)
        for figure in figures:
            before = kept[-1] if kept else None
            part = 0.0 if before is None else self._part(before, figure)
            if before is None or not part or before.low != before.high or figure.low != figure.high:
                kept.append(figure)
                continue
            gap = self._between(before, figure)
            if gap and gap not in (["and"], ["и"], [","], ["零"]):
                kept.append(figure)
                continue
            before.low = before.high = before.high + figure.high * part
            before.last = figure.last
            before.unit = before.unit or figure.unit
        return kept

    def _minutes(self, left: Figure, right: Figure) -> None:
        """As in 2小时40分, 3分20秒: beside hours or seconds 分 are minutes, where alone they may be points or cents."""
        if left.unit == "h" and right.unit == "m" and right.begin == left.end and right.high < _HOUR:
            right.unit = "min"  # "2h 15m"
            return
        if left.unit == "h" and not right.unit and right.begin == left.end:
            minutes = right
        elif right.unit == "s" and not left.unit and right.begin == left.end + 1:
            minutes = left
        else:
            return
        if minutes.end < len(self.tokens) and self.tokens[minutes.end].text == "分":
            minutes.unit = "min"
            minutes.last.end += 1

    def _part(self, whole: Figure, part: Figure) -> float:
        """What one of the second figure is in units of the first; 0 where they do not make one amount."""
        if self._continues(whole, part):
            return 1.0
        if part.hedge != part.begin or whole.first is not whole.last or part.low < 0 or part.first.signed:
            return 0.0
        lesser = _LESSER.get((whole.unit, part.unit), 0.0)
        if lesser:
            return lesser if part.high * lesser < 1 and whole.high.is_integer() else 0.0
        if self.dimension(whole.unit) != "money" or whole.first.scale != 1 or not whole.high.is_integer():
            return 0.0
        if part.unit in {"cent", "penny"} and part.high < 100:
            return 0.01
        direct = part.begin == whole.end and not part.unit and part.first.scale == 1
        return 0.01 if direct and 10 <= part.high < 100 and (part.first.plain or part.first.worded) else 0.0

    def _continues(self, whole: Figure, part: Figure) -> bool:
        """As in "2 млн 135 тыс. человек": a lower magnitude goes on where a higher one ended."""
        scale = whole.last.scale
        if whole.unit or part.begin != whole.end or part.hedge != part.begin or part.first.signed:
            return False
        return scale >= _CONTINUED and 0 <= part.high < scale and 1 < part.first.scale < scale

    def inherit(self, figures: list[Figure]) -> None:
        """As in "348 aircraft, down from 528", "12 trains versus 9": the second figure has the first one's unit."""
        for i, (left, right) in enumerate(pairwise(figures)):
            before = self.tokens[right.hedge - 1].low if right.hedge else ""
            between = self.tokens[left.end : right.begin]
            told = before in _INHERIT or (before == "of" and "instead" in (token.low for token in between[-2:]))
            told = told or self._bracketed(left, right)
            if right.unit or not left.unit or not told or right.begin - left.end > _LONGEST_GAP:
                continue
            if left.unit in {"%", "pp"} and before in _REACHED:
                continue  # "rose by 5%, to 120"
            if left.role is Role.TO and right.role is Role.FROM:
                continue  # another change begins
            if before == "from" and self._another(between):
                continue
            ended = any(token.text in {".", ";"} or token.kind is kinds.LINE for token in between)
            if left.unit != "times" and (not ended or self._bracketed(left, right)):
                right.unit = self._compared(figures[i - 1] if i else None, left, right).unit

    def _another(self, between: list[Token]) -> bool:
        """As in "for 2 h, which raised the hardness from 212": what changes is told between, and is another thing."""
        up, down = self.lexicon.forms["up verb"], self.lexicon.forms["down verb"]
        return any(
            (verb.low in up or verb.low in down) and article.low in _ARTICLES and noun.low not in _STAND_IN
            for verb, article, noun in zip(between, between[1:], between[2:], strict=False)
        )

    def _compared(self, earlier: Figure | None, left: Figure, right: Figure) -> Figure:
        """What a figure is compared with: the one before it, or an earlier one where that only says where or when.

        As in "averaged 23.7 g/kg in the top 30 cm, against 18.2": the nearer in value of the two.
        """
        placed = any(token.low in _ASIDE for token in self.tokens[max(0, left.hedge - _ASIDE_REACH) : left.hedge])
        if earlier is None or not placed or not earlier.unit or left.begin - earlier.end > _LONGEST_GAP:
            return left
        told = self.tokens[earlier.end : left.begin]
        if (
            any(token.text in {".", ";", "。"} or token.kind is kinds.LINE for token in told)
            or earlier.unit in _CHANGES
        ):
            return left
        values = (abs(earlier.high), abs(left.high), abs(right.high))
        if not all(values):
            return left
        far, near = (max(one, values[2]) / min(one, values[2]) for one in values[:2])
        return earlier if far < near else left

    def _bracketed(self, left: Figure, right: Figure) -> bool:
        """As in "1.1m TEU (2023: 0.9m)": the same of another period."""
        if not right.hedge or self.tokens[right.hedge - 1].text not in _TOLD:
            return False
        between = [token.text for token in self.tokens[left.end : right.hedge]]
        between = (
            between[1:] if between[1:2] == ["("] and between[0].isalpha() else between
        )  # "теңгеге жетті (жоспар –"
        return len(between) > 2 and between[0] == "(" and between[-1] in _TOLD

    def limits(self, figures: list[Figure]) -> None:
        """As in "Up to 740 metres and 2,000 tonnes" limits both."""
        for left, right in pairwise(figures):
            limited = left.bound is _AT_MOST and left.first.hedge_words not in {"", "до"}
            if limited and right.bound is _EXACT and self._between(left, right) in (["and"], ["и"], ["or"]):
                right.bound = left.bound

    def equivalents(self, figures: list[Figure]) -> None:
        """Link the same amount given twice: "185.1 billion tenge (about USD 360 million)"."""
        for i, (left, right) in enumerate(pairwise(figures)):
            if (
                left.unit == right.unit
                or not left.unit
                or not right.unit
                or (left.role is not None and right.role is not None)
            ):
                continue
            if self.dimension(left.unit) != self.dimension(right.unit) or right.begin - left.end > 6:
                continue
            gap = [self.tokens[k].low for k in range(left.end, right.hedge)]
            bracket = bool(gap) and gap[0] in "(（" and all(word in _ALIAS | {"(", "（", "~", "="} for word in gap)
            alias = (
                bool(gap)
                and any(word in _ALIAS for word in gap)
                and all(word in _ALIAS | {",", ".", "，"} for word in gap)
            )
            if bracket or alias:
                left.equivalent, right.equivalent = i + 1, i

"""Bare figures that go on where another left off: "760,000 TEU: 570,000 in Halvern", "41 of them", "из них 310"."""

from __future__ import annotations

from itertools import pairwise

from qa.quantity import kinds
from qa.quantity.classified import Classified
from qa.quantity.counted import CLASSIFIERS, CountedNouns, instrumental, russian_verb
from qa.quantity.figures import Figure
from qa.quantity.lexicon import Lexicon
from qa.quantity.masks import Masks
from qa.quantity.tokens import Token

_SEPARATORS = frozenset({
    ",", ";", ":", "and", "but", "while", "whereas", "plus", "и", "а", "но", "және", "ал", "，", "、", "；", "：", "和",
    "而", "against", "versus", "против",
})  # fmt: skip
_PREPOSITIONS = frozenset({"in", "by", "for", "at", "from", "to", "on", "among", "via", "through", "as", "with"})
#: What names the whole right before its part.
_PART_BEFORE = (
    ("of", "which"), ("of", "them"), ("of", "these"), ("of", "those"), ("of", "whom"), ("among", "them"),
    ("including",), ("из", "них"), ("из", "которых"), ("в", "том", "числе"), ("среди", "них"), ("оның", "ішінде"),
    ("соның", "ішінде"), ("олардың", "ішінде"), ("олардың",), ("оның",), ("其", "中"), ("中", "有"), ("包", "括"),
)  # fmt: skip
_PART_OPENS = frozenset(words[0] for words in _PART_BEFORE)
#: A verb that says how many of the whole told before are of one kind.
_ACCOUNTED = (("accounted", "for"), ("account", "for"), ("accounts", "for"))
_PART_OPENING = (("of", "this"), ("among", "these"), ("among", "those"), ("их", "числа"))
#: Tokens at most of the subject of such a verb, with the verb.
_SHORT_SUBJECT = 8
_FULL_STOPS = frozenset({".", "。", ";", "；"})
#: What names the whole right after its part.
_PART_AFTER = (
    ("of", "them"), ("of", "which"), ("of", "these"), ("of", "those"), ("of", "whom"), ("из", "них"),
    ("из", "которых"),
)  # fmt: skip
_WHOLE = frozenset({"of", "из", "among"})
#: Words before figures that have no unit.
_UNITLESS = frozenset({
    "=", "<", ">", "≤", "≥", "≈", "index", "ratio", "score", "scores", "coefficient", "number", "no", "rank", "ranked",
    "factor", "ph", "version", "chapter", "section", "page", "line", "route", "magnitude", "индекс", "индекса",
    "коэффициент", "номер", "балл", "место", "指数", "第", "индексі",
})  # fmt: skip
#: Dimensions that a neighbour does not hand on: a bare figure beside "5 years" or "40%" is rarely more of the same.
_KEPT = frozenset({"duration", "ratio", "multiple", "temperature", "percent", "angle"})
_KEPT_BESIDE_PARTS = _KEPT - {"multiple"}
#: Tokens at most between a figure and the one that it continues.
_REACH = 30
#: Figures at most looked back at for the one that is continued.
_FIGURES_BACK = 4
#: A figure and the one that it continues differ by this factor at most.
_RATIO = 1000.0
#: One that shares its magnitude differs by this factor at most without it.
_NEAR = 10.0
#: Smaller bare figures are numbers of things rather than amounts, unless the text says "of them".
_SMALLEST = 10
#: Tokens before a figure where a word of `_UNITLESS` tells.
_LABEL_REACH = 3
#: Tokens at most of one member of a list ("by container ships,").
_MEMBER = 9
#: Tokens at least between two parallel figures: "$4.25 and 32" are two things.
_APART = 2
_HYPHENS = frozenset({"-", "‐", "‑"})
_LEVELS = (["at"], ["up"], ["down"])
#: "It remained at 19" goes on from what was told with its unit.
_STAYED = frozenset({"remained", "remains", "stayed", "stays", "stood", "stands", "held", "unchanged"})
_SEASONS = frozenset({"spring", "summer", "autumn", "fall", "winter", "morning", "evening", "total", "all"})
#: «2,1 млрд годом ранее», "15,000 more than the year before".
_BACK = frozenset({"годом", "ранее", "прошлым", "earlier", "more", "fewer", "less", "last", "previously"})
_YEARS = range(1900, 2101)


class Ellipsis:
    """Gives bare figures the unit of the figure they continue, and notes which figures are members of a list."""

    def __init__(self, tokens: list[Token], masks: Masks, lexicon: Lexicon) -> None:
        self.tokens = tokens
        self.masks = masks
        self.lexicon = lexicon
        self._nouns = CountedNouns(tokens, lexicon)
        self._classified = Classified(tokens, lexicon)

    def complete(self, figures: list[Figure]) -> None:
        """Fill in units; figures are in order and change in place."""
        for left, right in pairwise(figures):
            self._qualified(left, right)
        for i, figure in enumerate(figures):
            if i and figure.unit == "m" and self._millions(figures[i - 1], figure):
                figure.low, figure.high, figure.unit = figure.low * 1e6, figure.high * 1e6, ""
                figure.first.scale = 1e6
            if figure.unit:
                self._classified.refine(figures, i)
                continue
            if figure.role is not None or figure.first.share or self._classified.complete(figure):
                continue
            source = self._source(figures, i)
            if source is not None and (source.first.counted or not self._classified.has_classifier(figure)):
                self._take(figure, source)
        self._lists(figures)

    def _qualified(self, left: Figure, right: Figure) -> None:
        """As in "six 24,000-TEU ships", "two new 740-metre trains": the noun behind the size is what is counted."""
        tokens, between = self.tokens, self.tokens[left.end : right.begin]
        hyphen = right.last.number_end < len(tokens) and tokens[right.last.number_end].text in _HYPHENS
        if left.unit or left.role or left.first.share or not right.unit or right.first.counted or not hyphen:
            return
        if len(between) > 1 or any(token.low not in self.lexicon.forms["adjective"] for token in between):
            return
        noun = self._nouns.at(right.end, value=left.high) if right.end < len(tokens) else None
        if noun is not None and tokens[right.end].kind is kinds.WORD:
            left.unit, left.first.counted, left.noun = noun.name, True, (right.end, noun.end)

    def _millions(self, left: Figure, figure: Figure) -> bool:
        """As in "2.2m TEU, against 1.9m": the letter that meant millions goes on meaning them."""
        tokens, here, there = self.tokens, figure.first.number_end, left.last.number_end
        if here >= len(tokens) or tokens[here].text != "m" or not there or left.last.scale != 1e6:
            return False
        return tokens[there - 1].text == "m" and not self._ends(left.end, figure.hedge)

    def _source(self, figures: list[Figure], i: int) -> Figure | None:
        """The figure that a bare one continues."""
        figure = figures[i]
        part = self._part(figure)
        opening = self._opening(figure)
        for left in reversed(figures[max(0, i - _FIGURES_BACK) : i]):
            between = self.tokens[left.end : figure.hedge]
            if len(between) > _REACH or self._ends(left.end, opening):
                return None
            if [token.low for token in self.tokens[max(0, left.begin - 2) : left.begin]] == ["out", "of"]:
                continue  # "granted 37 licences out of 92 applications and withdrew 15"
            if not left.unit or left.unit == "/" or left.unit.startswith("/"):
                continue
            if part and (left.first.age or self._dimension(left) in _KEPT_BESIDE_PARTS):
                continue  # "128 adults aged 18–65 years, of whom 71": of the adults
            if not self._alike(left, figure):
                continue
            if part or self._of_whole(left):
                return left
            if self._parallel(left, figure, between):
                return left
        return None

    def _opening(self, figure: Figure) -> int:
        """The token up to which the sentence before may go on: where "Of these" opens the figure's own."""
        near = self.tokens[max(0, figure.hedge - _SHORT_SUBJECT) : figure.hedge]
        if not any(token.text in _FULL_STOPS for token in near):
            return figure.hedge
        for words in _PART_BEFORE + _PART_OPENING:
            start = figure.hedge - len(words)
            for k in range(start, max(0, start - 3), -1):
                told = tuple(token.low for token in self.tokens[k : k + len(words)]) == words
                if told and self.tokens[k - 1].text in _FULL_STOPS and self.tokens[k - 1].kind is not kinds.LINE:
                    return k - 1
        if self._accounted(figure):
            for k in range(figure.hedge - 3, max(0, figure.hedge - _SHORT_SUBJECT), -1):
                if self.tokens[k].text in _FULL_STOPS:
                    return k
        return figure.hedge

    def _accounted(self, figure: Figure) -> bool:
        """As in "There were 43 accidents. Groundings accounted for 17": so many of the whole told before."""
        return tuple(token.low for token in self.tokens[max(0, figure.hedge - 2) : figure.hedge]) in _ACCOUNTED

    def _part(self, figure: Figure) -> bool:
        before = [token.low for token in self.tokens[max(0, figure.hedge - 7) : figure.hedge]]
        after = tuple(token.low for token in self.tokens[figure.end : figure.end + 2])
        told = any(after[: len(words)] == words for words in _PART_AFTER)
        return (
            told
            or self._accounted(figure)
            or any(
                tuple(before[k : k + len(words)]) == words
                for k, low in enumerate(before)
                if low in _PART_OPENS
                for words in _PART_BEFORE
            )
        )

    def _of_whole(self, left: Figure) -> bool:
        """As in "Of 9,400 lamps, 6,150 …": the whole opens the clause."""
        k = left.hedge - 1
        while k >= 0 and self.tokens[k].low in {"the", "all", "these", "those", "its"}:
            k -= 1
        if k < 0 or self.tokens[k].low not in _WHOLE:
            return False
        return k == 0 or self.tokens[k - 1].kind is kinds.LINE or self.tokens[k - 1].text in ".;:!?,—–"

    def _alike(self, left: Figure, figure: Figure) -> bool:
        """Whether two figures can be amounts of the same thing."""
        big, small = abs(left.high), abs(figure.high)
        if not big or not small or max(big, small) > _RATIO * min(big, small):
            return self._shares_scale(left, figure)
        whole = not left.first.counted or figure.low.is_integer() or self._shares_scale(left, figure)
        return whole and not (figure.first.plain and figure.low in _YEARS and self.masks.masked[figure.begin])

    def _shares_scale(self, left: Figure, figure: Figure) -> bool:
        """As in "17.6 million TEU in 2020 and 18.2 in 2021"."""
        if left.last.scale <= 1 or figure.first.scale != 1 or figure.low.is_integer():
            return False
        ratio = abs(figure.high / left.last.bare) if left.last.bare else 0.0
        return 1 / _NEAR <= ratio <= _NEAR

    def _parallel(self, left: Figure, figure: Figure, between: list[Token]) -> bool:
        words = [token.low for token in between]
        if self._dimension(left) in _KEPT:
            return False
        after = self.tokens[figure.end] if figure.end < len(self.tokens) else None
        means = after is not None and instrumental(after.low)  # "3,2 млн пассажиров самолётом, 7,1 млн поездом"
        priced = words == [","] and after is not None and after.low == "for"  # "120 tenge, 80 for children"
        close = len(words) < _APART and not means and words not in ([":"], ["："]) and not priced
        stayed = words[-1:] == ["at"] and words[-2:-1] and words[-2] in _STAYED
        if close or (words[-1:] in _LEVELS and not stayed):
            return False
        if not left.first.counted and words and words[-1].endswith("ing") and len(words[-1]) > 5:
            return False  # "at a depth of 10 km, killing 127"
        if left.first.age or figure.first.worded or not any(word in _SEPARATORS for word in words):
            return False
        if words[-2:-1] == ["-"] and words[-3:-2] == ["to"]:
            return False  # "book-to-bill 1.08"
        if any(token.low in _UNITLESS for token in self.tokens[max(0, figure.hedge - _LABEL_REACH) : figure.hedge]):
            return False
        if any(token.text in _UNITLESS for token in self.tokens[figure.hedge : figure.begin] if token.low != "no"):
            return False  # "p < 0.01", but "no more than 95"
        elided = left.end == left.last.number_end and words[-1] == self._lead(left)
        alike = elided and words[-1] in _PREPOSITIONS  # "for 17, collisions for 11 and fires for 5"
        if figure.high < _SMALLEST and figure.low.is_integer() and figure.first.scale == 1 and not alike:
            return False
        if after is None or after.kind in {kinds.LINE, kinds.HAN} or after.text in ",;.)，。；、）":
            return True
        if after.text in "(（" and figure.first.scale > 1:
            return True  # "net profit – 54.2 billion (+3.9 billion on 2023)"
        if after.kind is not kinds.WORD:
            return after.text in "—–"
        told = (
            after.low in _BACK
            or after.low in self.lexicon.forms["function"]
            or after.low in _PREPOSITIONS
            or self._verb(after)
        )
        return told or means

    def _lead(self, figure: Figure) -> str:
        return self.tokens[figure.hedge - 1].low if figure.hedge else ""

    def _verb(self, token: Token) -> bool:
        cyrillic = "Ѐ" <= token.low[0] <= "ӿ" and (russian_verb(token.low) or self._nouns.kazakh_verb(token.low))
        return cyrillic or token.low.endswith("ed") or token.low in {"came", "went", "left", "took", "got"}

    def _dimension(self, figure: Figure) -> str:
        known = self.lexicon.units.get(figure.unit.split("/")[0])
        return known.dimension if known is not None else ""

    def _ends(self, start: int, stop: int) -> bool:
        """Whether a sentence ends between two tokens."""
        for k in range(start, stop):
            token = self.tokens[k]
            if token.kind is kinds.LINE or token.text in {"!", "?", "。", "！", "？", "|", "\t"}:
                return True
            if token.text == "." and k + 1 < len(self.tokens) and self.tokens[k + 1].text[:1].isupper():
                return True
        return False

    def _take(self, figure: Figure, source: Figure) -> None:
        if self._shares_scale(source, figure):
            figure.low *= source.last.scale
            figure.high *= source.last.scale
        figure.unit, figure.first.counted = source.unit, source.first.counted
        if figure.end < len(self.tokens) and self.tokens[figure.end].text in CLASSIFIERS:
            figure.last.end += 1
        counted = source.first.counted and source.end > source.last.number_end and not self._accounted(figure)
        figure.noun = source.noun or ((source.last.number_end, source.end) if counted else None)

    def _word(self, k: int) -> str:
        return self.tokens[k].low if k < len(self.tokens) else ""

    def _lists(self, figures: list[Figure]) -> None:
        """Mark members of lists: "640 by container ships, 512 by bulk carriers", each with words of its own behind."""
        for left, right in pairwise(figures):
            between = self.tokens[left.end : right.hedge]
            if left.unit != right.unit or not 3 <= len(between) <= _MEMBER or left.role or right.role:
                continue
            if between[0].low not in _PREPOSITIONS or between[-1].low not in _SEPARATORS:
                continue
            after = self.tokens[right.end].low if right.end < len(self.tokens) else ""
            if {self._word(left.end + 1), self._word(right.end + 1)} & _SEASONS:
                continue  # "1.9 µg/L in spring and 0.4 in winter": when, not what
            if (
                right.end + 1 >= len(self.tokens)
                or after != between[0].low
                or self.masks.masked[left.end + 1]
                or self.masks.masked[right.end + 1]
            ):
                continue
            left.listed = right.listed = True

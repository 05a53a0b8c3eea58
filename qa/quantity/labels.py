"""Numbers that only name: "Table 2", "phases 3, 5 and 7", "row F, seats 21 and 22", "moved to bed 12", "зал 3"."""

from __future__ import annotations

import re

from qa.quantity import han, kinds
from qa.quantity.counted import CLASSIFIERS
from qa.quantity.dashes import DASHES
from qa.quantity.lexicon import Lexicon
from qa.quantity.tokens import Token, glued

LISTED = frozenset({",", ";", "and", "&", "or", "to", "и", "или", "до", "және", "мен", "、", "和", "至", "，"}) | DASHES
#: Signs of currencies that open a figure of their own.
_MONEY = frozenset("$€£₸₽¥")
#: Labels that are also words of time.
_CALENDAR = frozenset({"year", "month", "months", "week", "day", "quarter", "season", "неделя", "день"})
_EACH = frozenset({"every", "each", "this", "that", "last", "next", "one", "per", "same", "a", "каждый", "в"})
GROUPED = re.compile(r"\d{1,3}(?:[,. \u00a0\u202f]\d{3})+")
#: What may follow a number that stands for itself.
_ENDINGS = frozenset(",.;:)]}!?|\t\"”»'’，。；：）、")
#: "In bay 9", "on screen 3": prepositions before a noun that has a number for its name …
_PLACES = frozenset({"in", "on", "at", "from", "into", "near", "behind", "outside", "inside", "via", "through"})
#: … and nouns that have a value there, or are adverbs with their preposition.
_VALUED = frozenset({
    "addition", "age", "average", "baseline", "birth", "comparison", "contrast", "detail", "diameter", "effect",
    "example", "fact", "fall", "general", "height", "income", "instance", "length", "magnitude", "mean", "median",
    "order", "part", "particular", "peak", "practice", "present", "price", "probability", "rate", "ratio", "score",
    "speed", "spring", "strength", "sum", "summer", "temperature", "time", "total", "turn", "value", "velocity",
    "weight", "width", "winter", "depth", "excess", "autumn", "capacity", "cost", "factor", "force", "frequency",
    "half", "men", "people", "women", "children", "town", "return", "all", "pressure", "index", "density",
})  # fmt: skip
#: "Room 12", "hall 9.1", "TLS 1.3".
_NUMBERED = re.compile(r"\d+(?:\.\d{1,2})*")
_LONGEST_PLACED = 4
_NO_SINGULAR = ("s", "ly", "ed", "ing")
#: What a Chinese label of one character follows: 详见表5.3, 如图2.
_SEEN = frozenset("见如参照附和与及由据从在")


class Labels:
    """Finds numbers that name things in one tokenised text, asked from left to right; `masked` is shared."""

    def __init__(self, tokens: list[Token], masked: bytearray, lexicon: Lexicon) -> None:
        self.tokens = tokens
        self.masked = masked
        self.lexicon = lexicon
        self._function = lexicon.forms["function"]
        self._last = -1  # the token after the latest number that named something

    def end(self, i: int) -> int:
        """The token after the names that begin with the number at token `i`; `i` where it is none."""
        end = self._labelled(i)
        if end == i and (self._placed(i) or self._continued(i)):
            end = self._list_end(i)
        if end == i and self._lettered(i):
            return i + 1
        if end == i and self._model(i):
            return i + 3
        self._last = end if end > i else self._last
        return end

    def _labelled(self, i: int) -> int:
        """As in "Table 2", "flight KZR 101", "phases 3, 5 and 7", "rows 4–9"."""
        tokens = self.tokens
        found = self.lexicon.before["label"].at(tokens, i)
        if found is None and i > 1 and self._carrier(i):
            found = self.lexicon.before["label"].at(tokens, i - 1)  # "flight KZR 101"
        if found is None:
            return i
        label, kind = tokens[found[0]], found[1][1]
        if found[0] > 1 and tokens[found[0] - 1].text == "-" and tokens[found[0] - 2].low == "to":
            return i  # "book-to-bill 1.08"
        each = found[0] > 0 and tokens[found[0] - 1].low in _EACH
        if label.low in _CALENDAR and (each or GROUPED.fullmatch(tokens[i].text)):
            return i  # "this year 52,000 are expected", "every day 350 trucks"
        the = found[0] > 0 and tokens[found[0] - 1].low == "the" and len(tokens[i].text) > 1  # names have no article
        if (
            (the or kind == "loose" or label.low in _CALENDAR)
            and i + 1 < len(tokens)
            and self.lexicon.nouns.at(tokens, i + 1) is not None
        ):
            return i  # "at the port 443 containers …"
        # Chinese leaves no spaces before 单元, nor before 表 and 图 behind 见
        apart = label.kind is kinds.HAN and (i - found[0] > 1 or tokens[found[0] - 1].text in _SEEN)
        if label.start and not apart and glued(tokens, found[0]) and tokens[found[0] - 1].kind is not kinds.SYMBOL:
            return i
        if kind in {"bare", "plural"}:
            end = self._list_end(i)
            several = end > i + 1 or kind == "bare"
            plain = _NUMBERED.fullmatch(tokens[i].text) is not None
            return end if several and plain and self._bare(end) else i
        lettered = i + 1 < len(tokens) and glued(tokens, i + 1) and len(tokens[i + 1].text) == 1
        lettered = lettered and tokens[i + 1].text.isupper()  # "поезд 7Ц"
        if not lettered and i + 1 < len(tokens) and tokens[i + 1].kind is not kinds.LINE and self.measured(i + 1):
            return i
        if label.low in {"m", "p", "n", "c"} and found[0] == i - 1:
            return i
        if self._in_name(found[0]) and self.lexicon.nouns.at(tokens, i + 1) is not None:
            return i  # "in the zone Eastern Gate 64 companies": the word belongs to a name, the number to what follows
        return self._list_end(i)

    def _carrier(self, i: int) -> bool:
        """Whether capitals that are no currency stand before the number at token `i`."""
        before = self.tokens[i - 1]
        return (
            before.kind is kinds.WORD and before.text.isupper() and self.lexicon.money_before.at(self.tokens, i) is None
        )

    def _list_end(self, i: int) -> int:
        """The token after a list or range of numbers that begins at token `i`: "3, 5 and 7", "4–9"."""
        tokens, end = self.tokens, i + 1
        while end + 1 < len(tokens):
            k = end
            while k < len(tokens) and k - end < 2 and tokens[k].low in LISTED:
                k += 1
            if k == end or k >= len(tokens) or tokens[k].kind is not kinds.NUMBER or self.measured(k + 1):
                break
            end = k + 1
        return end

    def _placed(self, i: int) -> bool:
        """As in "moved to bay 9", "at quay 23": a place with a number for its name."""
        tokens = self.tokens
        if i < 2 or not tokens[i].text.isdecimal() or len(tokens[i].text) > _LONGEST_PLACED or not self._bare(i + 1):
            return False
        noun = tokens[i - 1]
        if tokens[i - 2].low not in _PLACES or noun.kind is not kinds.WORD or not noun.text.islower():
            return False
        if not noun.text.isascii() or len(noun.low) < 3 or noun.low.endswith(_NO_SINGULAR):
            return False
        if noun.low in _VALUED or noun.low in self._function or noun.low in self.lexicon.forms["bound"]:
            return False
        return self.lexicon.words.at(tokens, i - 1, i) is None

    def _continued(self, i: int) -> bool:
        """As in "row 12, seats 4 and 5", "Group A, match 12": more such names in a row, set apart by commas."""
        tokens = self.tokens
        if i < 4 or tokens[i - 2].text != "," or not tokens[i].text.isdecimal() or not self._bare(self._list_end(i)):
            return False
        noun, before = tokens[i - 1], tokens[i - 3]
        if noun.kind is not kinds.WORD or not noun.text.islower() or noun.low in self._function:
            return False
        letter = len(before.text) == 1 and before.text.isupper()
        return self._last == i - 2 or (letter and self.lexicon.before["label"].at(tokens, i - 3) is not None)

    def _bare(self, j: int) -> bool:
        """Whether nothing that could be counted or measured follows a number that ends before token `j`."""
        if j >= len(self.tokens):
            return True
        token = self.tokens[j]
        if token.kind is kinds.LINE:
            return True
        if token.kind is kinds.WORD:
            return token.low in self._function and not glued(self.tokens, j) and not self.measured(j)
        if token.kind is kinds.HAN:  # 国道312线, but 站台4座
            counts = token.text in CLASSIFIERS or token.text in han.ALL or self.measured(j)
            return not counts and self.lexicon.nouns.at(self.tokens, j) is None
        if token.kind is not kinds.SYMBOL:
            return False
        return token.text in _ENDINGS or (token.text in DASHES and not glued(self.tokens, j))

    def _lettered(self, i: int) -> bool:
        """As in "Mozart's K. 545": a capital letter with its full stop names a bare number."""
        tokens = self.tokens
        if i < 2 or tokens[i - 1].text != "." or len(tokens[i - 2].text) != 1 or not tokens[i - 2].text.isupper():
            return False
        initial = glued(tokens, i - 1) and not glued(tokens, i) and not (i > 2 and tokens[i - 3].text == ".")
        bare = not self.measured(i + 1) and self.lexicon.nouns.at(tokens, i + 1) is None
        return initial and bare and tokens[i].text.isdecimal()

    def _model(self, i: int) -> bool:
        """As in "the Boeing 737-800", "an ATR 72-600": a name, two numbers with a hyphen, nothing that they count."""
        tokens = self.tokens
        if i < 2 or i + 2 >= len(tokens) or tokens[i + 1].text != "-" or tokens[i + 2].kind is not kinds.NUMBER:
            return False
        name, first, last = tokens[i - 1], tokens[i].text, tokens[i + 2].text
        named = name.kind is kinds.WORD and name.text[:1].isupper() and tokens[i - 2].kind is kinds.WORD
        glues = glued(tokens, i + 1) and glued(tokens, i + 2) and not glued(tokens, i)
        digits = first.isdecimal() and last.isdecimal() and len(first) > 1 and len(last) > 2
        return named and glues and digits and name.low not in self._function and self._bare(i + 3)

    def _in_name(self, k: int) -> bool:
        """Whether the word at token `k` ends a proper name: behind another capital that does not open a sentence."""
        if k < 2 or self.tokens[k - 2].text in {".", "!", "?"} or self.tokens[k - 2].kind is kinds.LINE:
            return False
        return all(self.tokens[at].kind is kinds.WORD and self.tokens[at].text[:1].isupper() for at in (k - 1, k))

    def measured(self, j: int) -> bool:
        """Whether a magnitude or a unit of measure follows, so that the number before is a quantity after all."""
        tokens = self.tokens
        if j >= len(tokens):
            return False
        if tokens[j].text in _MONEY and j + 1 < len(tokens) and tokens[j + 1].kind is kinds.NUMBER:
            return False  # "from day 11 $14 per day"
        entry = self.lexicon.numbers.get(tokens[j].low)
        if entry is not None and entry[0] in {"scale", "times"}:
            return True
        if tokens[j].text in DASHES and j + 1 < len(tokens) and tokens[j + 1].kind is kinds.NUMBER:
            j += 2
        symbol = self.lexicon.symbols.at(tokens, j)
        found = symbol or self.lexicon.words.at(tokens, j)
        return found is not None and tokens[j].low not in {"in", "a", "s", "с", "c", "т", "г", "d", "p", "ч"}

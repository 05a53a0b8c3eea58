"""What looks like a number and is no quantity: dates, citations, labels, codes, addresses, list numbers, names.

The result is one byte a token: 0 where a quantity may begin.
"""

from __future__ import annotations

import re

from qa.quantity import han, kinds, openings
from qa.quantity.calendar_words import Period
from qa.quantity.dashes import DASHES
from qa.quantity.labels import GROUPED, LISTED, Labels
from qa.quantity.lexicon import Lexicon
from qa.quantity.neighbours import CITED_DIGITS, Neighbours
from qa.quantity.titles import Titles
from qa.quantity.tokens import Token, glued

_YEAR_BEFORE = frozenset({
    "in", "since", "by", "until", "till", "from", "during", "of", "for", "to", "through", "before", "after",
    "between", "circa", "year", "years", "early", "mid", "late", "end", "fiscal", "the", "around", "spring",
    "summer", "autumn", "winter", "season", "and", "or", "vs", "versus", "against", "over", "than", "с", "к", "до",
    "по", "от", "за", "в", "на", "и", "после", "из", "году", "года",
})  # fmt: skip
#: Those of them behind which a year before a noun is one all the same: "in 2024 ships".
_YEAR_BEFORE_NOUN = _YEAR_BEFORE - {"to", "of", "and"}
#: What a year has: "the end of 2024" is no number of anything.
_PART_OF_YEAR = frozenset({
    "end", "start", "beginning", "close", "middle", "quarter", "half", "course", "spring", "summer", "autumn",
    "winter", "fall", "months", "days", "weeks", "early", "late",
})  # fmt: skip
_MODELS = frozenset(
    {"model", "series", "aircraft", "jet", "airplane", "plane", "airliner", "locomotive", "engine", "family"}
)
#: Short for what is measured, not for a thing that has a number: "SD 12.1", "95% CI 8.9 to 13.7".
_STATISTICS = frozenset(
    {
        "pH",
        "Mw",
        "ML",
        "Mb",
        "Ms",
        "SD",
        "SE",
        "SEM",
        "CI",
        "IQR",
        "OR",
        "HR",
        "RR",
        "BMI",
        "GDP",
        "EPS",
        "CPI",
        "PMI",
        "EBITDA",
        "ДИ",
        "ВВП",
    }
)
_ADDRESS = re.compile(r"[^\s\u3000-\u9fff\uff00-\uffef<>]+")
#: Each begins with its sign: a text is searched for signs much faster than for letters.
_ADDRESS_SIGN = re.compile(
    r"[.:@](?:(?<=@)|(?<=:)//|(?<=\bdoi:)|(?<=www\.)|(?<=\.)(?:com|org|net|ru|kz|cn|pdf|html?|docx?|xlsx?)\b"
    r"|(?<=\b10\.)\d{4,}/)",
    re.I,
)
#: What leads to one place and another, tokens of a place at most, and between two of them.
_TOWARD = frozenset({"to", "from", "in", "via", "at", "в", "из", "до", "на", "через"})
_LONGEST_PLACE, _PLACES_APART = 6, 24
#: Characters of "4.0".
_GENERATION = 3
#: Tokens that one bracket of citations may hold.
_LONGEST_CITATION = 60
#: Tokens that a code after its trigger ("ISBN", "тел.") may take.
_LONGEST_CODE = 16


class Masks:
    """Finds what is no quantity in one tokenised text."""

    def __init__(
        self, text: str, tokens: list[Token], opened: list[tuple[int, int]], periods: list[Period], known: Lexicon
    ) -> None:
        self.text = text
        self.tokens = tokens
        self.lexicon = known
        self.masked = bytearray(len(tokens))
        self.years: list[Period] = []
        self.words = frozenset([token.low for token in tokens])  # rules whose words a text has not need not look
        self._neighbours = Neighbours(tokens, self.masked, self.words, known)
        self._labels = Labels(tokens, self.masked, known)
        self._titles = Titles(tokens, self.masked, self.words, known)
        self._periods(periods)
        self._addresses()
        for i, opens in opened:
            token = tokens[i]
            name = known.names.at(tokens, i) if opens & openings.NAME else None
            if name is not None and not self._inside_word(i, name[0]):
                self._mark(i, name[0])
            if opens & openings.TITLE:
                self._titles.at(i)
            if token.kind is kinds.NUMBER:
                if not self.masked[i]:
                    self._number(i)
            elif opens & openings.BRACKET:
                self._brackets(i)
            elif opens & openings.CODE:
                self._trigger(i)
            elif token.text == "第":
                self._ordinal_han(i + 1)
            elif token.text == "^" and i + 1 < len(tokens) and tokens[i + 1].text == "{":
                self._note(i)

    def _mark(self, start: int, end: int) -> None:
        self.masked[start:end] = b"\1" * (end - start)

    def _inside_word(self, start: int, end: int) -> bool:
        """Whether a longer numeral holds the one that would open a name: 二十三星, 三百八一."""
        return (start > 0 and self.tokens[start - 1].text in han.ALL) or (
            end < len(self.tokens) and self.tokens[end].text in han.ALL
        )

    def _note(self, i: int) -> None:
        """A raised note or index at token `i`, "^{12}"; behind a ten it is a power, which counts."""
        if i and self.tokens[i - 1].text == "10":
            return
        for j in range(i, min(i + 12, len(self.tokens))):
            if self.tokens[j].text == "}":
                self._mark(i, j + 1)
                return

    def _ordinal_han(self, i: int) -> None:
        """As in 第三, 第12, 第十四个五年: numbers that only count off."""
        end = i
        while end < min(len(self.tokens), i + _LONGEST_CODE) and (
            self.tokens[end].kind is kinds.NUMBER or self.tokens[end].text in han.ALL
        ):
            end += 1
        if end < len(self.tokens) and self.tokens[end].text in "个個":
            end += 1
            while end < min(len(self.tokens), i + _LONGEST_CODE) and self.tokens[end].text in han.ALL:
                end += 1
        self._mark(i, end)

    def _periods(self, periods: list[Period]) -> None:
        """Mask the tokens of every expression of time; a bare four-digit number only where it must be a year."""
        i = 0
        for period in periods:
            while i < len(self.tokens) and self.tokens[i].end <= period.start:
                i += 1
            j = i
            while j < len(self.tokens) and self.tokens[j].start < period.end:
                j += 1
            if j > i and (not period.year_only or self._is_year(i)):
                self._mark(i, j)
                self.years.append(period)
            i = j

    def _is_year(self, i: int) -> bool:
        tokens, lexicon = self.tokens, self.lexicon
        before = tokens[i - 1] if i else None
        number = int(tokens[i].text) if tokens[i].text.isdecimal() else 0
        if not number or (before is not None and lexicon.money_before.at(tokens, i) is not None):
            return False
        told = before is not None and (before.low in _YEAR_BEFORE or before.text in "(,/")
        if i > 1 and before is not None and before.low in {"of", "in"} and tokens[i - 2].low in _PART_OF_YEAR:
            return True  # "by the end of 2024 patients …"
        following = tokens[i + 1] if i + 1 < len(tokens) else None
        if following is None or following.kind not in {kinds.WORD, kinds.HAN, kinds.SYMBOL}:
            return told or 1900 <= number <= 2100
        entry = lexicon.numbers.get(following.low)
        if entry is not None and entry[0] == "scale":
            return False
        if following.low in {"annual", "fiscal"} and 1900 <= number <= 2100:
            return True  # "the 2023 Annual Report"
        if following.text in "万亿萬億千百多余":
            return False
        if following.text == "+" or following.text in {"$", "€", "₸", "₽", "£", "¥"}:
            return following.text == "+" and told
        symbol = lexicon.symbols.at(tokens, i + 1)
        word = lexicon.words.at(tokens, i + 1)
        measured = word is not None or (symbol is not None and (following.text not in {"in", "a", "A"}))
        if measured and not (told and following.kind is kinds.WORD and word is None and following.text == "in"):
            return False
        if lexicon.nouns.at(tokens, i + 1) is not None and (before is None or before.low not in _YEAR_BEFORE_NOUN):
            return before is None
        if following.low in {"per", "people"}:
            return False
        hedged = lexicon.before["bound"].at(tokens, i)
        if (
            hedged is not None
            and hedged[1][1] != "about"
            and before is not None
            and before.low not in {"до", "from", "от", "to", "с", "within", "after", "before"}
        ):
            return False
        return told or 1900 <= number <= 2100

    def _addresses(self) -> None:
        """Links, e-mail addresses, file names and DOIs, from white space to white space."""
        if not _ADDRESS_SIGN.search(self.text):
            return
        i = 0
        for match in _ADDRESS.finditer(self.text):
            chunk = match.group()
            if len(chunk) > 4 and _ADDRESS_SIGN.search(chunk):
                while i < len(self.tokens) and self.tokens[i].start < match.start():
                    i += 1
                j = i
                while j < len(self.tokens) and self.tokens[j].start < match.end():
                    j += 1
                self._mark(i, j)
                i = j

    def _brackets(self, i: int) -> None:
        """Citations: "[17]", "[20, 21; p. 5]", "(4,35–38)": nothing but small whole numbers."""
        tokens, closing = self.tokens, openings.BRACKETS[self.tokens[i].text]
        square, digits = closing in "]】〕", 0
        if i + 1 < len(tokens) and tokens[i + 1].text in DASHES:
            return  # "(–1,27)": below zero
        for j in range(i + 1, min(i + _LONGEST_CITATION, len(tokens))):
            token = tokens[j]
            if token.text == closing:
                if digits:
                    self._mark(i, j + 1)
                return
            if token.kind is kinds.NUMBER:
                parts = re.split(r"[.,]", token.text)
                if not all(part.isdecimal() and len(part) <= CITED_DIGITS for part in parts) or (
                    not square and "." in token.text
                ):
                    return
                if not square and len(parts) == 2 and len(parts[1]) == 3 and len(parts[0]) < 3:
                    return
                digits += 1
            elif token.low not in LISTED and not (
                square and token.low in {"p", "pp", ".", "с", "c", "see", "e.g", "б"}
            ):
                return

    def _trigger(self, i: int) -> None:
        """Labels ("Table 2", "№ 1116") and codes ("ISBN 978-1-…", "тел. +7 …") mask the numbers after them."""
        tokens = self.tokens
        if i + 1 >= len(tokens) or self.masked[i]:
            return
        code = (
            self.lexicon.after["trigger"].at(tokens, i)
            if i == 0 or not glued(tokens, i) or tokens[i - 1].kind is kinds.SYMBOL
            else None
        )
        if code is not None:
            self._code(code[0])

    def _code(self, i: int) -> None:
        tokens, digits = self.tokens, 0
        for j in range(i, min(i + _LONGEST_CODE, len(tokens))):
            token = tokens[j]
            if token.kind is kinds.NUMBER:
                digits += 1
            elif token.kind is kinds.WORD:
                short = len(token.text) <= 2 or token.low in {"code", "number", "and", "fax", "код"}
                if not short or (digits and not glued(tokens, j)):
                    break
            elif (
                token.kind in {kinds.LINE, kinds.HAN}
                or token.text in {";", "\t"}
                or (token.text in {",", "."} and not glued(tokens, j + 1) and digits)
            ):
                break
        else:
            j = min(i + _LONGEST_CODE, len(tokens))
        if digits:
            self._mark(i, j)

    def _number(self, i: int) -> None:
        """A number by its neighbours, or by the label before it."""
        if not self._neighbours.tell(i):
            self._mark(i, self._labels.end(i))

    def named(self, i: int) -> bool:
        """Whether the plain number at token `i` is part of a name: "Boeing 737", "flight KC 852", "Windows 11"."""
        before = self.tokens[i - 1] if i else None
        if before is None or before.kind is not kinds.WORD or before.low in self.lexicon.forms["function"]:
            return False
        if before.low in self.lexicon.forms["bound"] or self.lexicon.before["bound"].at(self.tokens, i) is not None:
            return False
        if (
            before.text == before.low
            or before.text in _STATISTICS
            or before.low in {"total", "итого", "всего", "барлығы"}
        ):
            return False
        if self._elsewhere(i):
            return False
        if self._ranges(i) or GROUPED.fullmatch(self.tokens[i].text):
            return False
        opening = (
            i == 1
            or self.tokens[i - 2].text in {".", "!", "?", ";", ":", "\t", "|"}
            or self.tokens[i - 2].kind is kinds.LINE
        )
        generation = self.tokens[i].text.endswith(".0") and len(self.tokens[i].text) == _GENERATION  # "Индустрия 4.0"
        return not opening or generation or (self.tokens[i].text.isdecimal() and before.text.isascii())

    def _elsewhere(self, i: int) -> bool:
        """As in "22 trains went to Aktau, to the port of Tubek 14": a place like one before, with its own number."""
        tokens, k = self.tokens, i - 1
        while k >= 0 and i - k < _LONGEST_PLACE and tokens[k].kind is kinds.WORD and tokens[k].low not in _TOWARD:
            k -= 1
        after = tokens[i + 1].text if i + 1 < len(tokens) else "."
        if k < 1 or tokens[k].low not in _TOWARD or after not in {",", ".", ";", "and", "и"}:
            return False
        if tokens[k - 1].text not in {",", ";", "and", "и"}:
            return False
        counted = same = False
        for j in range(k - 2, max(-1, k - _PLACES_APART), -1):
            if tokens[j].text in {".", "!", "?"} or tokens[j].kind is kinds.LINE:
                break
            same = same or (tokens[j].low == tokens[k].low and tokens[j + 1].text[:1].isupper())
            counted = counted or (
                tokens[j].kind is kinds.NUMBER
                and not self.masked[j]
                and self.lexicon.nouns.at(tokens, j + 1) is not None
            )
        return counted and same

    def _ranges(self, i: int) -> bool:
        """Whether a range with a unit begins at token `i`: "Store 10–12 t"."""
        tokens = self.tokens
        linked = i + 2 < len(tokens) and (tokens[i + 1].text in DASHES or tokens[i + 1].low == "to")
        if not linked or tokens[i + 2].kind is not kinds.NUMBER:
            return False
        left, right = tokens[i].text, tokens[i + 2].text
        if left.isdecimal() and right.isdecimal() and len(left) == len(right):
            return left < right  # "Boeing 747-400" is no range
        return len(right) >= len(left)

    def model(self, i: int, noun: str) -> bool:
        """Whether "737 models" after a name means the model's number."""
        return noun in _MODELS and self.named(i)

"""What looks like a number and is no quantity: dates, citations, labels, codes, addresses, list numbers, names.

The result is one byte a token: 0 where a quantity may begin.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa.quantity.calendar_words import Period
from qa.quantity.lexicon import Lexicon
from qa.quantity.tokens import Kind, Token, glued

_OPEN = {"[": "]", "(": ")", "【": "】", "（": "）", "〔": "〕"}
_DASHES = frozenset({"-", "–", "—", "−", "‑", "‐", "~"})
_LISTED = (
    frozenset({",", ";", "and", "&", "or", "to", "и", "или", "до", "және", "мен", "、", "和", "至", "，"}) | _DASHES
)
_ORDINAL_ENDINGS = frozenset(
    ["st", "nd", "rd", "th", "й", "ый", "ой", "ий", "я", "ая", "го", "ого", "его", "му", "ому", "м", "ом", "ым", "х", "ых", "е", "ое", "ые", "ю", "ую", "ші", "шы", "інші", "ыншы", "нші", "ншы"]
)
_YEAR_BEFORE = frozenset(
    ["in", "since", "by", "until", "till", "from", "during", "of", "for", "to", "through", "before", "after", "between", "circa", "year", "years", "early", "mid", "late", "end", "fiscal", "the", "around", "spring", "summer", "autumn", "winter", "season", "and", "or", "vs", "versus", "against", "over", "than", "с", "к", "до", "по", "от", "за", "в", "на", "и", "после", "из", "году", "году", "года"]
)
_STREETS = frozenset(
    {"street", "st", "ave", "avenue", "road", "rd", "blvd", "boulevard", "lane", "drive", "highway", "square"}
)
_MODELS = frozenset(
    {"model", "series", "aircraft", "jet", "airplane", "plane", "airliner", "locomotive", "engine", "family"}
)
_ADDRESS = re.compile(r"[^\s\u3000-\u9fff\uff00-\uffef<>]+")
_ADDRESS_SIGN = re.compile(r"://|@|www\.|\.(?:com|org|net|ru|kz|cn|pdf|html?|docx?|xlsx?)\b|\b10\.\d{4,}/|\bdoi:", re.I)
#: A citation or list number has at most this many digits.
_CITED_DIGITS = 3
#: Tokens that one bracket of citations may hold.
_LONGEST_CITATION = 60
#: Tokens that a code after its trigger ("ISBN", "тел.") may take.
_LONGEST_CODE = 16


class Masks:
    """Finds what is no quantity in one tokenised text."""

    def __init__(self, text: str, tokens: list[Token], periods: list[Period], lexicon: Lexicon) -> None:
        self.text = text
        self.tokens = tokens
        self.lexicon = lexicon
        self.masked = bytearray(len(tokens))
        self.years: list[Period] = []
        self._periods(periods)
        self._addresses()
        previous: Token | None = None
        for i, token in enumerate(tokens):
            if token.kind is Kind.NUMBER:
                if not self.masked[i]:
                    self._number(i)
            elif token.text in _OPEN:
                self._brackets(i)
            elif token.kind is Kind.WORD or token.text == "№":
                self._trigger(i)
            elif token.text == "^" and i + 1 < len(tokens) and tokens[i + 1].text == "{":
                self._mark_until(i, "}")
            previous = token
        del previous

    def _mark(self, start: int, end: int) -> None:
        self.masked[start:end] = b"\1" * (end - start)

    def _mark_until(self, i: int, closing: str) -> None:
        for j in range(i, min(i + 12, len(self.tokens))):
            if self.tokens[j].text == closing:
                self._mark(i, j + 1)
                return

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
        following = tokens[i + 1] if i + 1 < len(tokens) else None
        if following is None or following.kind not in {Kind.WORD, Kind.HAN, Kind.SYMBOL}:
            return told or 1900 <= number <= 2100
        entry = lexicon.numbers.get(following.low)
        if entry is not None and entry[0] == "scale":
            return False
        if following.text == "+" or following.text in {"$", "€", "₸", "₽", "£", "¥"}:
            return following.text == "+" and told
        symbol = lexicon.symbols.at(tokens, i + 1)
        word = lexicon.words.at(tokens, i + 1)
        measured = word is not None or (symbol is not None and (following.text not in {"in", "a", "A"}))
        if measured and not (told and following.kind is Kind.WORD and word is None and following.text == "in"):
            return False
        if lexicon.nouns.at(tokens, i + 1) is not None and (
            before is None or before.low not in _YEAR_BEFORE - {"to", "of", "and"}
        ):
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
        tokens, closing = self.tokens, _OPEN[self.tokens[i].text]
        square, digits = closing in "]】〕", 0
        for j in range(i + 1, min(i + _LONGEST_CITATION, len(tokens))):
            token = tokens[j]
            if token.text == closing:
                if digits:
                    self._mark(i, j + 1)
                return
            if token.kind is Kind.NUMBER:
                parts = re.split(r"[.,]", token.text)
                if not all(part.isdecimal() and len(part) <= _CITED_DIGITS for part in parts) or (
                    not square and "." in token.text
                ):
                    return
                if not square and len(parts) == 2 and len(parts[1]) == 3 and len(parts[0]) < 3:
                    return
                digits += 1
            elif token.low not in _LISTED and not (
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
            if i == 0 or not glued(tokens, i) or tokens[i - 1].kind is Kind.SYMBOL
            else None
        )
        if code is not None:
            self._code(code[0])

    def _code(self, i: int) -> None:
        tokens, digits = self.tokens, 0
        for j in range(i, min(i + _LONGEST_CODE, len(tokens))):
            token = tokens[j]
            if token.kind is Kind.NUMBER:
                digits += 1
            elif token.kind is Kind.WORD:
                short = len(token.text) <= 2 or token.low in {"code", "number", "and", "fax", "код"}
                if not short or (digits and not glued(tokens, j)):
                    break
            elif token.kind in {Kind.LINE, Kind.HAN} or token.text in {";", "\t"} or (token.text in {",", "."} and not glued(tokens, j + 1) and digits):
                break
        else:
            j = min(i + _LONGEST_CODE, len(tokens))
        if digits:
            self._mark(i, j)

    def _number(self, i: int) -> None:
        """A number by its neighbours."""
        tokens, token = self.tokens, self.tokens[i]
        before = tokens[i - 1] if i else None
        after = tokens[i + 1] if i + 1 < len(tokens) else None
        if (
            self._list_number(i, before, after)
            or self._glued_before(i, before)
            or self._glued_after(i, after)
            or self._leading_zero(token)
            or self._street(i, after)
        ):
            self._mark(i, i + 1)
            return
        if before is not None and before.low == "per" and after is not None:
            self._mark(i, i + 1)
            return
        for end in self._chain(i):
            self._mark(i, end)
            return
        self._label(i)

    def _leading_zero(self, token: Token) -> bool:
        return len(token.text) > 1 and token.text[0] == "0" and token.text.isdecimal()

    def _street(self, i: int, after: Token | None) -> bool:
        """ "47 Kabanbay Batyr Ave."."""
        if after is None or after.kind is not Kind.WORD or not after.text[:1].isupper():
            return False
        return any(token.low in _STREETS and token.text[:1].isupper() for token in self.tokens[i + 2 : i + 4])

    def _russian_street(self, i: int) -> bool:
        """ "ул. Абая, 17"."""
        return any(
            token.low in {"ул", "пр", "просп", "проспект", "улица", "көшесі", "даңғылы"}
            for token in self.tokens[max(0, i - 6) : i]
        )

    def _list_number(self, i: int, before: Token | None, after: Token | None) -> bool:
        """ "1. Text", "3) text" and "3 Harutyunyan A. …" at the start of a line or after a colon or semicolon."""
        if after is None or not self.tokens[i].text.isdecimal() or len(self.tokens[i].text) > _CITED_DIGITS:
            return False
        at_line = before is None or before.kind is Kind.LINE or before.text in {"\t", "|", "*", "-", "•"}
        if after.text == ")" and (at_line or before is None or before.text in {";", ":", ",", "."}):
            return True
        if not at_line or (before is not None and before.text in {"\t", "|"} and after.text != "."):
            return False
        if after.text in {".", "、", "．"}:
            return i + 2 >= len(self.tokens) or self.tokens[i + 2].kind not in {Kind.NUMBER, Kind.LINE}
        initials = self.tokens[i + 2 : i + 4]
        return (
            after.kind is Kind.WORD
            and after.text[:1].isupper()
            and len(initials) == 2
            and len(initials[0].text) <= 2
            and initials[0].text.istitle()
            and initials[1].text in {".", ","}
        )

    def _glued_before(self, i: int, before: Token | None) -> bool:
        """ "M36", "Ka-52", "COVID-19", "B.1", "#5", "a_29"."""
        tokens = self.tokens
        if before is not None and before.text == "," and self._russian_street(i):
            return True
        if before is None or not glued(tokens, i):
            return False
        if before.text in {"#", "_", "@", "№", "§"}:
            return True
        if before.low in {"x", "х", "×"} and i > 1 and tokens[i - 2].kind is Kind.NUMBER:
            return False
        if before.kind is Kind.WORD:
            return not self._word_before(i)
        first = tokens[i - 2] if i > 1 and glued(tokens, i - 1) else None
        if (
            before.text == "-"
            and first is not None
            and first.text.isdecimal()
            and i > 2
            and tokens[i - 3].kind is Kind.WORD
        ):
            if (
                len(tokens[i - 3].text) > 1
                and tokens[i - 3].text.isupper()
                and i + 1 < len(tokens)
                and glued(tokens, i + 1)
            ):
                return True  # "ATR 72-600s"
        if before.text in _DASHES and first is not None and first.kind is Kind.WORD:
            if first.low in self.lexicon.numbers or self.lexicon.money_before.at(tokens, i - 1) is not None:
                return False
            unit = i > 2 and tokens[i - 3].kind is Kind.NUMBER and glued(tokens, i - 2)
            return before.text in {"-", "‑", "‐"} and not unit and not self.lexicon.words.at(tokens, i - 2, i - 1)
        if before.text == "/" and first is not None and first.kind is Kind.NUMBER and self.masked[i - 2]:
            return True
        if before.text == "." and first is not None and first.kind is Kind.WORD:
            return len(first.text) <= 2
        return (
            before.text in _DASHES
            and first is not None
            and first.kind is Kind.NUMBER
            and bool(self.masked[i - 2])
            and not self._after_period(i)
        )

    def _after_period(self, i: int) -> bool:
        return not glued(self.tokens, i - 1)

    def _word_before(self, i: int) -> bool:
        """Whether the word glued before a number is a currency or a plain small word whose space was lost."""
        word = self.tokens[i - 1]
        if self.lexicon.money_before.at(self.tokens, i) is not None:
            return True
        small = word.text.islower() and (
            word.low in self.lexicon.forms["function"] or word.low in self.lexicon.forms["bound"]
        )
        return small and len(word.text) > 1

    def _glued_after(self, i: int, after: Token | None) -> bool:
        """ "2nd", "20-й", "3D", "24703L202"."""
        tokens = self.tokens
        if after is None or not glued(tokens, i + 1):
            return False
        if after.text == "号":
            return True
        if (
            after.text == "("
            and i + 3 < len(tokens)
            and tokens[i + 2].kind is Kind.NUMBER
            and tokens[i + 3].text == ")"
        ):
            return self._volume(i)
        if after.text in {"-", "‑", "‐"} and i + 2 < len(tokens) and glued(tokens, i + 2):
            if tokens[i + 2].low in self.lexicon.forms["label"] and "Ѐ" <= tokens[i + 2].low[0] <= "ӿ":
                return True
            return (
                (tokens[i + 2].low in _ORDINAL_ENDINGS
                and tokens[i + 2].low not in {"м", "х"})
                or tokens[i + 2].low in {"х"}
            )
        if after.text == "_":
            return True
        if after.kind is not Kind.WORD:
            return False
        if after.low in _ORDINAL_ENDINGS and after.text not in {"м", "m"}:
            return True
        last = self.lexicon.symbols.at(tokens, i + 1) or self.lexicon.words.at(tokens, i + 1)
        if last is not None:
            end = last[0]
            return (
                end < len(tokens)
                and glued(tokens, end)
                and (tokens[end].kind is Kind.NUMBER and tokens[end].text not in {"2", "3"})
            )
        if after.low in self.lexicon.numbers or after.text in {
            "k",
            "K",
            "M",
            "mn",
            "bn",
            "tn",
            "B",
            "m",
            "b",
            "x",
            "х",
            "T",
            "e",
            "E",
            "pp",
        }:
            return (
                i + 2 < len(tokens)
                and glued(tokens, i + 2)
                and tokens[i + 2].kind is Kind.NUMBER
                and after.low not in {"x", "e", "х"}
            )
        if (
            after.text.islower()
            and len(after.text) > 1
            and (after.low in self.lexicon.forms["function"] or self.lexicon.nouns.at(tokens, i + 1))
        ):
            return False
        return len(after.text) < 4 or not after.text.islower()

    def _volume(self, i: int) -> bool:
        """ "61(2), 114–129": volume, issue and pages of a reference."""
        tokens, j = self.tokens, i + 4
        while j < len(tokens) and (tokens[j].text in _DASHES | {",", ":"} or tokens[j].kind is Kind.NUMBER):
            j += 1
        self._mark(i, j)
        return True

    def _chain(self, i: int) -> Iterator[int]:
        """Times "09:00", codes "2016/679" and "24-28-01": where the chain of numbers ends."""
        tokens, j, signs = self.tokens, i, []
        while (
            j + 2 < len(tokens)
            and tokens[j + 1].text in {":", "/", "-", "‑", "_", "."}
            and tokens[j + 2].kind is Kind.NUMBER
        ):
            if not (glued(tokens, j + 1) and glued(tokens, j + 2)):
                break
            signs.append(tokens[j + 1].text)
            j += 2
        if not signs:
            return
        left, right = tokens[i].text, tokens[i + 2].text
        whole = left.isdecimal() and right.isdecimal()
        if signs[0] == ":" or len(signs) > 1 or signs[0] in {"_", "."} or (signs[0] == "/" and whole and not (int(left[:9]) < int(right[:9]) <= 16)):
            yield j + 1

    def _label(self, i: int) -> None:
        """Numbers that only name: "Table 2", "phases 3, 5 and 7", "berth No. 4", "Boeing 737"."""
        tokens = self.tokens
        found = self.lexicon.before["label"].at(tokens, i)
        if found is None:
            return
        label = tokens[found[0]]
        if label.start and glued(tokens, found[0]) and tokens[found[0] - 1].kind is not Kind.SYMBOL:
            return
        if i + 1 < len(tokens) and tokens[i + 1].kind is not Kind.LINE and self._measured_after(i + 1):
            return
        if label.low in {"m", "p", "n", "c"} and found[0] == i - 1:
            return
        end = i + 1
        while end + 1 < len(tokens):
            k = end
            while k < len(tokens) and k - end < 2 and tokens[k].low in _LISTED:
                k += 1
            if k == end or k >= len(tokens) or tokens[k].kind is not Kind.NUMBER or self._measured_after(k + 1):
                break
            end = k + 1
        self._mark(i, end)

    def _measured_after(self, j: int) -> bool:
        """Whether a magnitude or a unit of measure follows, so that the number before is a quantity after all."""
        tokens = self.tokens
        if j >= len(tokens):
            return False
        entry = self.lexicon.numbers.get(tokens[j].low)
        if entry is not None and entry[0] in {"scale", "times"}:
            return True
        if tokens[j].text in _DASHES and j + 1 < len(tokens) and tokens[j + 1].kind is Kind.NUMBER:
            j += 2
        symbol = self.lexicon.symbols.at(tokens, j)
        found = symbol or self.lexicon.words.at(tokens, j)
        return found is not None and tokens[j].low not in {"in", "a", "s", "с", "c", "т", "г", "d", "p"}

    def named(self, i: int) -> bool:
        """Whether the plain number at token `i` is part of a name: "Boeing 737", "flight KC 852", "Windows 11"."""
        before = self.tokens[i - 1] if i else None
        if before is None or before.kind is not Kind.WORD or before.low in self.lexicon.forms["function"]:
            return False
        if before.low in self.lexicon.forms["bound"] or self.lexicon.before["bound"].at(self.tokens, i) is not None:
            return False
        if not before.text[:1].isupper() or before.low in {"total", "итого", "всего", "барлығы"}:
            return False
        if self._ranges(i):
            return False
        opening = (
            i == 1
            or self.tokens[i - 2].text in {".", "!", "?", ";", ":", "\t", "|"}
            or self.tokens[i - 2].kind is Kind.LINE
        )
        return not opening or (self.tokens[i].text.isdecimal() and "A" <= before.text[0] <= "Z")

    def _ranges(self, i: int) -> bool:
        """Whether a range with a unit begins at token `i`: "Store 10–12 t"."""
        tokens = self.tokens
        return i + 2 < len(tokens) and tokens[i + 1].text in _DASHES and tokens[i + 2].kind is Kind.NUMBER

    def model(self, i: int, noun: str) -> bool:
        """Whether "737 models" after a name means the model's number."""
        return noun in _MODELS and self.named(i)

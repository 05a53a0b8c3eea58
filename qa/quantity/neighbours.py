"""Numbers that their neighbours give away: list numbers, codes, times, house numbers, ordinals, names with digits."""

from __future__ import annotations

from qa.quantity import han, kinds
from qa.quantity.addresses import Addresses
from qa.quantity.clock import Clock
from qa.quantity.dashes import DASHES
from qa.quantity.lexicon import Lexicon
from qa.quantity.numbering import Numbering
from qa.quantity.numerals import DENOMINATORS
from qa.quantity.references import References
from qa.quantity.tokens import Token, glued, literal
from qa.quantity.unitphrase import pence

_ORDINAL_ENDINGS = frozenset({
    "st", "nd", "rd", "th", "й", "ый", "ой", "ий", "я", "ая", "го", "ого", "его", "му", "ому", "м", "ом", "ым",
    "х", "ых", "е", "ое", "ые", "ю", "ую", "ші", "шы", "інші", "ыншы", "нші", "ншы",
})  # fmt: skip
_QUOTES = frozenset({'""', "“”", "«»", "„“", "‘’", "''"})
#: A citation or list number has at most this many digits.
CITED_DIGITS = 3

#: Clauses that are lettered in brackets.
_CLAUSES = frozenset("abcdefijkАБВабв")
#: Digits by which the second half of a code is longer than its first ("160-12345675").
_UNEVEN = 4

#: What a fraction of a cup's rounds is: "1/8 финала", 1/4决赛.
_ROUNDS = ("финал", "полуфинал")

#: What is told in pairs.
_IN_PAIRS = frozenset({"pressure", "voltage", "power"})
#: Units that are told with a lesser one behind them.
_TIMES = frozenset({("h", "min"), ("min", "s")})
#: Tokens looked back at for the bracket that a closing one belongs to.
_PARENTHESIS = 30


class Neighbours:
    """Judges numbers of one tokenised text by what touches them. `masked` is shared with the caller and extended."""

    def __init__(self, tokens: list[Token], masked: bytearray, words: frozenset[str], lexicon: Lexicon) -> None:
        self.tokens = tokens
        self.masked = masked
        self.lexicon = lexicon
        self._references = References(tokens, masked)
        self._numbering = Numbering(tokens, lexicon)
        self._clock = Clock(tokens, lexicon)
        self._addresses = Addresses(tokens, words)

    def tell(self, i: int) -> bool:
        """Whether the number at token `i` is no quantity; it is then marked, with what belongs to it."""
        tokens, token = self.tokens, self.tokens[i]
        before = tokens[i - 1] if i else None
        after = tokens[i + 1] if i + 1 < len(tokens) else None
        joined = before is not None and before.end == token.start
        followed = after is not None and after.start == token.end
        if (
            self._list_number(i, before, after)
            or (joined and self._glued_before(i, before))
            or (followed and self._glued_after(i, after))
            or self._quoted(before, after)
            or (before is not None and before.low == "per" and after is not None)
        ):
            self._mark(i, i + 1)
            return True
        end = self._addresses.end(i)
        if end > i:
            self._mark(i, end)
            return True
        end = self._chain(i) if followed else i
        if end > i:
            self._mark(i, end)
            return True
        if self._leading_zero(i, token):
            self._mark(i, i + 1)
            return True
        end = self._clock.end(i)
        if end > i:
            self._mark(i, end)
            return True
        if self._numbering.counts_off(i):
            word = tokens[i + 2] if i + 2 < len(tokens) else None
            self._mark(i, i + 3 if word is not None and word.low in self.lexicon.numbers else i + 1)  # "2-тоқсан"
            return True
        end = self._references.end(i)
        self._mark(i, end)
        return end > i

    def _quoted(self, before: Token | None, after: Token | None) -> bool:
        """As in the album "19": a bare number between quotation marks is a name."""
        if before is None or after is None or before.text.isalnum():
            return False
        return before.text + after.text in _QUOTES

    def _mark(self, start: int, end: int) -> None:
        self.masked[start:end] = b"\1" * (end - start)

    def _glued_before(self, i: int, before: Token | None) -> bool:
        """As in "M36", "Ka-52", "COVID-19", "B.1", "#5", "a_29": `before` is glued to the number."""
        tokens = self.tokens
        if before is None:
            return False
        if before.text in {"#", "_", "@", "№", "§"}:
            return True
        acronym = i > 1 and len(tokens[i - 2].text) > 2 and tokens[i - 2].text.isupper() and glued(tokens, i - 1)
        if before.text == ":" and acronym and tokens[i].text.isdecimal():
            return True  # "EPSG:4326"
        if before.text == "/" and i > 1 and tokens[i - 2].kind is kinds.WORD and glued(tokens, i - 1):
            coded = i > 2 and glued(tokens, i - 2) and bool(self.masked[i - 3])  # "№ 6001-20-6ап/123"
            if coded or tokens[i - 2].text.isupper():
                return True
        if before.low == "e" and i > 1 and tokens[i - 2].kind is kinds.NUMBER and glued(tokens, i - 1):
            return False
        if before.low in {"x", "х", "×"} and i > 1 and tokens[i - 2].kind is kinds.NUMBER:
            return tokens[i - 2].text == "0" and glued(tokens, i - 1)  # hexadecimal: "0x80070005"
        if before.kind is kinds.WORD:
            return not self._word_before(i)
        first = tokens[i - 2] if i > 1 and glued(tokens, i - 1) else None
        if (
            before.text == "-"
            and first is not None
            and first.text.isdecimal()
            and i > 2
            and tokens[i - 3].kind is kinds.WORD
        ) and (
            len(tokens[i - 3].text) > 1
            and tokens[i - 3].text.isupper()
            and i + 1 < len(tokens)
            and glued(tokens, i + 1)
        ):
            return True  # "ATR 72-600s"
        if before.text == "-" and first is not None and "Ѐ" <= first.low[0] <= "ӿ" and self._late_year(i):
            return True  # "Евро-2024"
        if before.text in DASHES and first is not None and first.kind is kinds.WORD:
            if first.low in self.lexicon.numbers or self.lexicon.money_before.at(tokens, i - 1) is not None:
                return False
            if tokens[i].text in {"1", "2", "3"} and self.lexicon.symbols.at(tokens, i - 2, i - 1) is not None:
                return True  # "cmol kg−1"
            counted = i > 2 and tokens[i - 3].kind is kinds.NUMBER and glued(tokens, i - 2)
            unit = counted and not self.masked[i - 3]  # "Rule 10b-5"
            named = first.text[:1].isupper() or not self.lexicon.words.at(tokens, i - 2, i - 1)  # "Т-34"
            return before.text in {"-", "‑", "‐"} and not unit and named
        if before.text in {"-", "‑", "‐"} and first is not None and first.kind is kinds.HAN:
            return self._han_code(i)
        if before.text == "/" and first is not None and first.kind is kinds.NUMBER and self.masked[i - 2]:
            return True
        if before.text == "." and first is not None and first.kind is kinds.WORD:
            return len(first.text) <= 2
        return (
            before.text in DASHES
            and first is not None
            and first.kind is kinds.NUMBER
            and bool(self.masked[i - 2])
            and not self._after_period(i)
        )

    def _han_code(self, i: int) -> bool:
        """As in 歼-20战斗机: a hyphen behind a Chinese word, a bare number; 利润-3亿元 and 气温-10℃ are below zero."""
        tokens, after = self.tokens, self.tokens[i + 1] if i + 1 < len(self.tokens) else None
        if not tokens[i].text.isdecimal():
            return False
        if after is None:
            return True
        ranged = after.text in DASHES or after.text in "至到/~～"
        scaled = after.text in han.ALL or self.lexicon.words.at(tokens, i + 1) or self.lexicon.symbols.at(tokens, i + 1)
        return not ranged and not scaled

    def _glued_after(self, i: int, after: Token | None) -> bool:
        """As in "2nd", "20-й", "3D", "24703L202": `after` is glued to the number."""
        tokens = self.tokens
        if after is None:
            return False
        if after.text in {"-", "‑", "‐"} and i + 2 < len(tokens) and glued(tokens, i + 2):
            if tokens[i + 2].low in self.lexicon.forms["label"] and "Ѐ" <= tokens[i + 2].low[0] <= "ӿ":
                return True
            return tokens[i + 2].low in _ORDINAL_ENDINGS
        if after.text == "_" or (after.text == "(" and self._clause(i)) or (after.text == "." and self._move(i)):
            return True
        if after.kind is not kinds.WORD or pence(tokens, i + 1):
            return False
        multiple = after.low == "х" and not tokens[i].text.isdecimal()  # "1,7х" is no ordinal
        if after.low in _ORDINAL_ENDINGS and after.text not in {"м", "m"} and not multiple:
            return True
        last = self.lexicon.symbols.at(tokens, i + 1) or self.lexicon.words.at(tokens, i + 1)
        if last is not None:
            end = last[0]
            return (
                end < len(tokens)
                and glued(tokens, end)
                and (tokens[end].kind is kinds.NUMBER and tokens[end].text not in {"2", "3"})
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
                and tokens[i + 2].kind is kinds.NUMBER
                and after.low not in {"x", "e", "х"}
            )
        if (
            after.text.islower()
            and len(after.text) > 1
            and (after.low in self.lexicon.forms["function"] or self.lexicon.nouns.at(tokens, i + 1))
        ):
            return False
        return len(after.text) < 4 or not after.text.islower()

    def _move(self, i: int) -> bool:
        """As in "23...Qd8": the number of a move at chess, dots and a letter glued to it."""
        following = self.tokens[i + 1 : i + 5]
        dotted = len(following) == 4 and all(token.text == "." for token in following[:3])
        return dotted and following[3].kind is kinds.WORD and all(glued(self.tokens, k) for k in range(i + 1, i + 5))

    def _clause(self, i: int) -> bool:
        """As in "401(k)", "12(b)": a letter in brackets, glued."""
        inside = [token.text for token in self.tokens[i + 1 : i + 4]]
        lettered = len(inside) == 3 and inside[0] == "(" and inside[2] == ")" and inside[1] in _CLAUSES
        return lettered and all(glued(self.tokens, k) for k in range(i + 1, i + 4))

    def _word_before(self, i: int) -> bool:
        """Whether the word glued before a number is a currency or a plain small word whose space was lost."""
        word = self.tokens[i - 1]
        if self.lexicon.money_before.at(self.tokens, i) is not None:
            return True
        small = word.text.islower() and (
            word.low in self.lexicon.forms["function"] or word.low in self.lexicon.forms["bound"]
        )
        return small and len(word.text) > 1

    def _late_year(self, i: int) -> bool:
        text = self.tokens[i].text
        return len(text) == 4 and text.isdecimal() and text[:2] in {"19", "20"}

    def _after_period(self, i: int) -> bool:
        return not glued(self.tokens, i - 1)

    def _chain(self, i: int) -> int:
        """Times "09:00", codes "2016/679" and "24-28-01": where the chain of numbers ends; `i` where it is none."""
        tokens, j, signs = self.tokens, i, []
        while (
            j + 2 < len(tokens)
            and tokens[j + 1].text in {":", "/", "-", "‑", "_", "."}
            and tokens[j + 2].kind is kinds.NUMBER
        ):
            if not (glued(tokens, j + 1) and glued(tokens, j + 2)):
                break
            signs.append(tokens[j + 1].text)
            j += 2
        if not signs:
            return i
        left, right = tokens[i].text, tokens[i + 2].text
        whole = left.isdecimal() and right.isdecimal()
        if signs == ["/"] and whole and self._pressed(j + 1):
            return i
        following = tokens[j + 1].low if j + 1 < len(tokens) else ""
        if signs == ["/"] and (following.startswith(_ROUNDS) or following == "决"):
            return j + 1
        if signs[0] == ":" and j + 2 < len(tokens) and tokens[j + 1].text == "+" and tokens[j + 2].text in {"1", "2"}:
            return j + 3 if glued(tokens, j + 1) and glued(tokens, j + 2) else j + 1  # "08:50+1": a day later
        code = (
            signs[0] == ":"
            or len(signs) > 1
            or signs[0] in {"_", "."}
            or (signs[0] == "-" and whole and len(right) >= len(left) + _UNEVEN and len(left) > 1)
            or (signs[0] == "/" and whole and not (int(left[:9]) < int(right[:9]) in DENOMINATORS))
        )
        return j + 1 if code else i

    def _pressed(self, j: int) -> bool:
        """As in "120/80 mmHg", "110/35 kV": two figures of one unit of those told in pairs."""
        tokens = self.tokens
        found = self.lexicon.symbols.at(tokens, j) or self.lexicon.words.at(tokens, j)
        if found is None or found[0] == j or len(str(found[1])) < 2:
            return False
        return self.lexicon.measures(found[1]) in _IN_PAIRS

    def _leading_zero(self, i: int, token: Token) -> bool:
        if token.text.count(".") > 1 and literal(token.text, comma_decimal=False) is None:
            return True  # "192.168.1.0"
        if i and self.masked[i - 1] and self.tokens[i - 1].text[0] == "0" and self.tokens[i - 1].text.isdecimal():
            return token.text.isdecimal()  # "0800 1111"
        return len(token.text) > 1 and token.text[0] == "0" and token.text.isdecimal() and not self._minutes(i)

    def _minutes(self, i: int) -> bool:
        """As in "19 h 05 min": minutes or seconds in two digits behind what is greater."""
        before, after = self._unit(i - 1), self._unit(i + 1)
        return i > 1 and self.tokens[i - 2].kind is kinds.NUMBER and (before, after) in _TIMES

    def _unit(self, i: int) -> str:
        """The unit that token `i` alone names, or an empty text."""
        if i >= len(self.tokens):
            return ""
        found = self.lexicon.symbols.at(self.tokens, i) or self.lexicon.words.at(self.tokens, i)
        return str(found[1]) if found is not None and found[0] == i + 1 else ""

    def _list_number(self, i: int, before: Token | None, after: Token | None) -> bool:
        """As in "1. Text", "3) text" and "3 Harutyunyan A. …" at the start of a line or after a colon or semicolon."""
        if after is None or not self.tokens[i].text.isdecimal() or len(self.tokens[i].text) > CITED_DIGITS:
            return False
        at_line = before is None or before.kind is kinds.LINE or before.text in {"\t", "|", "*", "-", "•"}
        if before is not None and before.text == "-" and i > 1 and glued(self.tokens, i - 1):
            at_line = False  # "in 5-7."
        if after.text == ")" and len(self.tokens[i].text) < CITED_DIGITS:
            opened = any(token.text == "(" for token in self.tokens[max(0, i - _PARENTHESIS) : i])
            if at_line or not opened:
                return True
        if not at_line or (before is not None and before.text in {"\t", "|"} and after.text != "."):
            return False
        if after.text in {".", "、", "．"}:
            return i + 2 >= len(self.tokens) or self.tokens[i + 2].kind not in {kinds.NUMBER, kinds.LINE}
        initials = self.tokens[i + 2 : i + 4]
        return (
            after.kind is kinds.WORD
            and after.text[:1].isupper()
            and len(initials) == 2
            and len(initials[0].text) <= 2
            and initials[0].text.istitle()
            and initials[1].text in {".", ","}
        )

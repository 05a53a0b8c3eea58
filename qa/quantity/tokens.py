"""Text cut into tokens, once, in linear time. Everything else in this package looks at tokens, never at text again.

A Chinese character is a token of its own (no spaces to go by); a run of superscripts is one token (`²`, `⁻¹`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from qa.quantity import kinds


@dataclass(slots=True)
class Token:
    """Characters `start` to `end` of the text; `low` is the text in lower case."""

    kind: int
    start: int
    end: int
    text: str
    low: str


#: The fractions that have a character of their own.
FRACTIONS = {
    "½": 1 / 2, "⅓": 1 / 3, "⅔": 2 / 3, "¼": 1 / 4, "¾": 3 / 4, "⅕": 1 / 5, "⅖": 2 / 5, "⅗": 3 / 5, "⅘": 4 / 5,
    "⅙": 1 / 6, "⅚": 5 / 6, "⅛": 1 / 8, "⅜": 3 / 8, "⅝": 5 / 8, "⅞": 7 / 8, "⅐": 1 / 7, "⅑": 1 / 9, "⅒": 1 / 10,
}  # fmt: skip

#: As many digits are a code, and more than a float can hold.
_LONGEST = 300
_FULL_WIDTH = str.maketrans("．，", ".,")
_SPACES = " \u00a0\u2009\u202f\u2007"
_MARKS = re.compile(rf"[{_SPACES}'’`]")
_LINE = r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]"
_OWN = "\u00b2\u00b3\u00b9\u2070-\u2079\u2460-\u24ff" + "".join(FRACTIONS)

_LETTER = rf"[^\W\d_\u3005\u3007\u3400-\u9fff{_OWN}]"
_SUPER = "[\u00b2\u00b3\u00b9\u2070\u2074-\u2079]"

# Words come first, for most tokens are words. Each alternative begins with a set of characters, so that the others are
# ruled out by one look; none can match the empty string, and none has nested repetition over the same characters, so
# scanning is linear.
_TOKEN = re.compile(
    rf"{_LETTER}{_LETTER}*(?:['’]{_LETTER}+)*"
    rf"|[0-9][0-9]{{0,2}}(?:[{_SPACES}][0-9]{{3}})+(?![0-9])(?:[.,][0-9]+)?"
    rf"|[0-9][0-9]{{0,2}}(?:['’`][0-9]{{3}})+(?![0-9])(?:[.,][0-9]+)?"
    rf"|[0-9][0-9]{{0,2}}(?:, 000)+(?![0-9,])"
    rf"|[０-９][０-９]*(?:[.,．，][０-９]+)*|\d\d*(?:[.,]\d+)*|\.(?<![\w.)\]]\.)[0-9]+"
    rf"|[⁺⁻]{_SUPER}+|{_SUPER}{_SUPER}*|[^\s]|\t|{_LINE}"
)
#: The kind of a token, which its last character tells.
_KIND = re.compile(
    rf"(?P<WORD>{_LETTER})|(?P<NUMBER>\d)|(?P<HAN>[\u3005\u3007\u3400-\u9fff])|(?P<SUPER>{_SUPER})"
    rf"|(?P<FRACTION>[{''.join(FRACTIONS)}])|(?P<LINE>{_LINE})|(?P<SYMBOL>.)"
)


@cache
def _kind(last: str) -> int:
    found = _KIND.match(last)
    kind: int = getattr(kinds, (found and found.lastgroup) or "SYMBOL")
    return kind


def tokenise(text: str) -> list[Token]:
    """Cut `text` into tokens, in order; white space other than tabs and line ends belongs to none."""
    tokens: list[Token] = []
    end, new = 0, object.__new__
    for word in _TOKEN.findall(text):
        start = text.index(word, end)  # nothing but white space lies between
        end = start + len(word)
        token = new(Token)  # half the steps of calling it, which tell in a sentence of twenty
        token.kind, token.start, token.end, token.text, token.low = _kind(word[-1]), start, end, word, word.lower()
        tokens.append(token)
    return tokens


def glued(tokens: list[Token], i: int) -> bool:
    """Whether nothing stands between token `i` and the one before it."""
    return 0 < i < len(tokens) and tokens[i - 1].end == tokens[i].start


def literal(text: str, comma_decimal: bool) -> float | None:
    """The value of digits as written, or None where they are a code ("4.2.1").

    `comma_decimal` decides the only ambiguous form, one comma before three digits ("1,234"): a decimal comma in
    Russian and Kazakh, a thousands comma elsewhere.
    """
    if text.isdecimal():
        return float(text) if len(text) < _LONGEST else None
    digits = _MARKS.sub("", text).translate(_FULL_WIDTH)
    commas, dots = digits.count(","), digits.count(".")
    if commas and dots:
        decimal = "," if digits.rindex(",") > digits.rindex(".") else "."
        grouping = "." if decimal == "," else ","
        whole, _, fraction = digits.rpartition(decimal)
        if decimal in whole or not _grouped(whole.split(grouping)):
            return None
        return float(f"{whole.replace(grouping, '')}.{fraction}")
    if commas > 1 or dots > 1:
        groups = digits.split("," if commas else ".")
        return float("".join(groups)) if _grouped(groups) else None
    if commas:
        whole, _, fraction = digits.partition(",")
        thousands = len(fraction) == 3 and len(whole) <= 3 and not whole.startswith("0")
        if thousands and (not comma_decimal or fraction == "000"):
            return float(whole + fraction)
        return float(f"{whole}.{fraction}")
    return float(digits) if len(digits) < _LONGEST else None


def _grouped(groups: list[str]) -> bool:
    """Whether the digit groups are thousands (1,234,567) or lakhs (12,34,567)."""
    head, *rest = groups
    if not rest or not 0 < len(head) <= 3 or len(rest[-1]) != 3:
        return False
    return all(len(group) == 3 for group in rest) or all(len(group) == 2 for group in rest[:-1])

"""Currency signs that accountants write once: on the first figure of a column and on its total, or first in a row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from qa.quantity.captions import only_period
from qa.quantity.lexicon import lexicon
from qa.quantity.tablecolumns import YEAR
from qa.quantity.tokens import tokenise
from qa.types import Cell

#: An amount in brackets, and nothing else.
SUBTRACTED = re.compile(r"\s*(?:\([$€£₸]?\s?\d[\d\s.,]*\)|[$€£₸]\s{0,3}\(\d[\d\s.,]*\))\s*")
LESS = re.compile(r"\s*\(\d[\d.,]*\s?%\)\s*")
#: An amount behind its sign without a magnitude.
SIGNED = re.compile(r"[$€£¥₸₽]\s{0,3}\d[\d.,\s]*")
#: Labels of what one of something costs, which no magnitude of the table multiplies.
FOR_ONE = re.compile(r"\b(?:per|price|eps|rate)\b|цена|тариф|на (?:одну )?акцию|单价|每", re.I)
#: An amount behind its sign, or none ("$—"), or bare, in brackets where it is subtracted; a note's mark may follow.
_AMOUNT = re.compile(r"\(?\s*(?P<sign>[$€£¥₸₽]|US\$|HK\$)\s{0,3}(?:\(?[+−–-]?\d[\d.,\s]*\)?\s*[*†]?|[—–-])")
_BARE = re.compile(r"\(?[+−–-]?\d[\d.,\s]*\)?\s*[*†]?")


def inherited(text: str, rows: Sequence[Sequence[Cell]], headings: Sequence[str], *, mixed: bool) -> dict[int, str]:
    """The currency of bare figures that stand between two of the same sign, by where they start.

    `headings` are those over the columns. In a row the sign may stand once, before its first figure, where the columns
    only say when; in a column, before its first, where no row is of anything else (`mixed`).
    """
    found: dict[int, str] = {}
    for number in range(len(headings)):
        found |= _between(text, [cell for row in rows for cell in row if cell.column == number], mixed=mixed)
    dated = [bool(heading) and only_period(heading) for heading in headings]
    for row in rows:
        found |= dict(_behind(text, [cell for cell in row if cell.column < len(dated) and dated[cell.column]]))
    return found


def _between(text: str, cells: Sequence[Cell], *, mixed: bool) -> dict[int, str]:
    found: dict[int, str] = {}
    waiting: list[int] = []
    last = ""
    for cell in cells:
        content = cell.span.of(text).strip()
        sign = sign_of(content)
        if sign:
            found |= dict.fromkeys(waiting, sign) if sign == last else {}
            waiting, last = [], sign
        elif last and _BARE.fullmatch(content) and not YEAR.fullmatch(content):
            waiting.append(cell.span.start)
    return found if mixed or not last else found | dict.fromkeys(waiting, last)


def _behind(text: str, cells: Sequence[Cell]) -> Iterator[tuple[int, str]]:
    contents = [(cell.span.start, content) for cell in cells if (content := cell.span.of(text).strip())]
    sign = sign_of(contents[0][1]) if contents else ""
    for start, content in contents[1:]:
        if sign and _BARE.fullmatch(content):
            yield start, sign


def sign_of(content: str) -> str:
    """The currency of an amount behind its sign, or an empty text."""
    signed = _AMOUNT.fullmatch(content)
    known = lexicon().symbols.at(tokenise(signed["sign"]), 0) if signed is not None else None
    return str(known[1]) if known is not None else ""

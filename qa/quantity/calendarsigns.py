"""What shows that a text can hold an expression of time of some kind, before any of them is looked for."""

from __future__ import annotations

import re
from collections.abc import KeysView

#: Pieces of expressions of time: a year in digits, the spaces between two parts, a dash.
YEAR = r"(?:1[5-9]|20|21)[0-9]{2}"
SPACES = r"[ \u00a0\u2009\u202f]{0,3}"
DASH = r"[-–—−‑]"

#: What shows an expression of each kind, in lower case; looking for words is faster than for a pattern.
_SIGNS = (
    ("h", ("年", "月", "季度")),
    ("q", ("quarter", "half", "квартал", "кв.", "полуг", "половин", "тоқсан", "жарты", "季", "半年")),
    ("c", ("month", "мес", "ай", "月")),
    ("f", ("fy", "fiscal")),
    ("e", ("year", "month")),
    ("g", ("год", "месяц")),
    ("v", ("в этом",)),
    ("k", ("жыл", "ай", "былтыр", "биыл")),
    ("z", ("年", "月", "期")),
)
#: Of these what text in ASCII can show.
_ENGLISH_SIGNS = tuple((sign, shown) for sign, words in _SIGNS if (shown := tuple(filter(str.isascii, words))))
_ANY_YEAR = re.compile(YEAR)
_ANY_DECADE = re.compile(rf"[0-9](?:['’]?s|-[хеыж]|{SPACES}年代)", re.I)
#: A date in digits, a season's years, "9M 2024".
_ANY_DATE = re.compile(rf"(?:[./]|е-){YEAR}|{YEAR}{DASH}[01]|[0-9][MМ]{SPACES}{YEAR}")
_ANY_PART = re.compile(rf"[QH](?:[1-4]|{SPACES}[1-4])|[1-4]{SPACES}[QH]")
_WORD = re.compile(r"[^\W\d_]+")


def signs(text: str, months: KeysView[str]) -> frozenset[str]:
    """Which kinds of expression the text can hold at all: most hold few, and looking for the rest costs time.

    `months` are the names of months in lower case. Each letter is one that `data/periods.tsv` asks for.
    """
    low = text.lower()
    found = {sign for sign, words in (_ENGLISH_SIGNS if low.isascii() else _SIGNS) if any(map(low.__contains__, words))}
    if "e" in found or "g" in found or "k" in found or "z" in found:
        found.add("r")
    if _ANY_YEAR.search(text):
        found.add("y")
        if _ANY_DECADE.search(text):
            found.add("d")
        if _ANY_DATE.search(text):
            found.add("n")
    if "q" not in found and _ANY_PART.search(text):
        found.add("q")
    if not months.isdisjoint(_WORD.findall(low)):
        found.add("m")
    return frozenset(found)

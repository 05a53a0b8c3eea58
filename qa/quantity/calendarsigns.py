"""What shows that a text can hold an expression of time of some kind, before any of them is looked for."""

from __future__ import annotations

import re
from collections.abc import Iterable

#: Pieces of expressions of time: a year in digits, the spaces between two parts, a dash.
YEAR = r"(?:1[5-9]|20|21)[0-9]{2}"
SPACES = r"[ \u00a0\u2009\u202f]{0,3}"
DASH = r"[-–—−‑]"

#: What shows expressions of which kinds, in lower case; looking for words is faster than for a pattern.
_SIGNS = (
    ("quarter", "q"), ("half", "q"), ("month", "cer"), ("fy", "f"), ("fiscal", "f"), ("year", "er"),
    ("квартал", "q"), ("кв.", "q"), ("полуг", "q"), ("полгода", "q"), ("половин", "q"), ("мес", "c"),
    ("месяц", "gr"), ("год", "gr"), ("в этом", "v"), ("тоқсан", "q"), ("жарты", "q"),
    ("ай", "ckr"), ("жыл", "kr"), ("былтыр", "kr"), ("биыл", "kr"),
    ("年", "hzr"), ("月", "hczr"), ("季度", "h"), ("季", "q"), ("半年", "q"), ("期", "zr"),
)  # fmt: skip
#: Of these what text in ASCII can show.
_ENGLISH_SIGNS = tuple(one for one in _SIGNS if one[0].isascii())
#: Where a year begins, also within digits that another takes: what follows is looked at, not taken.
ANY_YEAR = re.compile("1(?=[5-9][0-9]{2})|2(?=[01][0-9]{2})")
_ANY_DECADE = re.compile(rf"[0-9](?:['’]?s|-[хеыж]|{SPACES}年代)", re.I)
#: A date in digits, a season's years, "9M 2024".
_ANY_DATE = re.compile(rf"(?:[./]|е-){YEAR}|{YEAR}{DASH}[01]|[0-9][MМ]{SPACES}{YEAR}")
_ANY_PART = re.compile(rf"[QH](?:[1-4]|{SPACES}[1-4])|[1-4]{SPACES}[QH]")
_WORD = re.compile(r"[^\W\d_]+")
#: Letters with which a name is looked for before words are.
_OPENING = 3


class Months:
    """The names of months, in lower case."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = frozenset(names)
        self._openings = tuple({name[:_OPENING] for name in self._names})
        self._english = tuple(filter(str.isascii, self._openings))

    def told(self, low: str) -> bool:
        """Whether a text in lower case names one: most hold not even three letters of any."""
        openings = self._english if low.isascii() else self._openings
        return any(map(low.__contains__, openings)) and not self._names.isdisjoint(_WORD.findall(low))


def signs(text: str, months: Months) -> frozenset[str]:
    """Which kinds of expression the text can hold at all: most hold few, and looking for the rest costs time.

    Each letter is one that `data/periods.tsv` asks for.
    """
    low = text.lower()
    found = "".join([kinds for word, kinds in (_ENGLISH_SIGNS if low.isascii() else _SIGNS) if word in low])
    if ANY_YEAR.search(text):
        found += "y"
        if _ANY_DECADE.search(text):
            found += "d"
        if _ANY_DATE.search(text):
            found += "n"
    if "q" not in found and ("Q" in text or "H" in text) and _ANY_PART.search(text):
        found += "q"
    if months.told(low):
        found += "m"
    return frozenset(found)

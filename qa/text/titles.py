"""What people are called by in front of their names: "Dr", "mayor", "вице-министр"."""

from __future__ import annotations

import re

_TITLE = (
    r"(?:deputy|vice|first|prime|acting|former|chief|mr|mrs|ms|dr|prof|sir|minister|president|professor|chairman|"
    r"chairwoman|chair|director|general|mayor|governor|judge|captain|engineer|inspector|secretary|executive|"
    r"вице-министр|вице-премьер|министр|президент|профессор|доктор|директор|глава|мэр|аким|губернатор|председатель|"
    r"начальник|инженер|капитан|судья|заместитель|главный|генеральный|профессоры|директоры|министрі|вице-министрі|"
    r"президенті|төрағасы|басшысы|бастығы|жетекшісі|әкімі)"
)
#: Titles that are cut short and end in a full stop; behind any other word it ends a sentence.
_SHORT = r"(?:mr|mrs|ms|dr|prof|gen|col|capt|sen|gov|проф|акад|ген|полк)\."
_TITLES = rf"(?<![\w-])(?:(?:{_SHORT}|{_TITLE}\b)[ \u00a0])+"
#: Initials of two letters, as names in Cyrillic have them in Latin script.
LONG_INITIAL = r"(?:Ye|Yo|Yu|Ya|Zh|Kh|Sh|Ch|Ts|Shch|Дж)"
_BEFORE = re.compile(rf"{_TITLES}$", re.IGNORECASE)
#: "Президент – Камиля Даутова": the office stands beside its holder.
_LEADING = re.compile(rf"{_TITLES}(?:[–—][ \u00a0])?(?=[^\W\d_])", re.IGNORECASE)
#: An office by itself, without whoever holds it: "Minister of Trade and Integration", "British Prime Minister".
_OFFICE = re.compile(
    rf"(?:{_TITLE}[ \u00a0])+(?:of|for)[ \u00a0].*|(?:[^\W\d_][\w’'-]*[ \u00a0])*(?:minister|president|chairman|"
    r"chairwoman|director|governor|mayor|secretary|editor-in-chief|министр|президент|председатель|директор|губернатор)",
    re.IGNORECASE | re.DOTALL,
)
#: Titles take so many characters at most.
_REACH = 60


def titled(text: str, start: int) -> int:
    """Where the titles in front of the name at `start` begin; `start` itself where there are none."""
    found = _BEFORE.search(text, max(0, start - _REACH), start)
    return found.start() if found else start


def untitled(text: str, start: int, end: int) -> int:
    """Where the name proper begins in `text[start:end]`, behind its titles."""
    found = _LEADING.match(text, start, end)
    return found.end() if found else start


def is_office(name: str) -> bool:
    """Whether a name is an office's and nobody's own."""
    return _OFFICE.fullmatch(name) is not None

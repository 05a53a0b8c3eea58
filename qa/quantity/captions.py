"""What a table's caption says of its figures, without the table's number, its period and its unit."""

from __future__ import annotations

import re
from functools import lru_cache

from qa.quantity import calendar_words
from qa.quantity.calendar_words import parse_period
from qa.quantity.columns import plain_period, says_more
from qa.quantity.headings import measure
from qa.quantity.measures import exactly
from qa.quantity.tablecolumns import YEAR
from qa.types import Span

#: "Table 3.", "Таблица 2 —", "表4", "3-кесте.", "Table A:".
_NUMBERED = re.compile(
    r"\s*(?:(?i:table|tab\.|таблица|табл\.|кесте)\s*(?:№\s*)?(?:[A-ZА-Я]?\d{1,3}(?:[.-]\d{1,3}){0,3}|[IVX]{1,5}|[A-ZА-Я])"
    r"|附?表\s?\d{1,3}(?:[.-]\d{1,3}){0,3}|\d{1,3}(?:\.\d{1,3})?\s?-?\s?(?i:кесте))(?![^\W\u3400-\u9fff])\s*[.:：。—–-]?\s*"
)
#: The last of several things that a caption tells: behind a comma, a colon, a dash or an opening bracket.
_LAST = re.compile(r"\s*(?:[,，;；:：(（\[]|\s[—–-]\s)\s*(?P<said>[^,，;；:：()（）\[\]]*)[)）\]]?[\s.:：]*\Z")


@lru_cache(maxsize=1024)
def telling(caption: str) -> Span:
    """The part of a caption that says what its table is about; an empty one where it is but a number or a period."""
    start = found.end() if (found := _NUMBERED.match(caption)) else 0
    end = len(caption.rstrip(" \n\t.:："))
    while (last := _LAST.search(caption, start, end)) is not None and last.start() > start:
        if not only_period(last["said"]) and exactly(last["said"]) is None:
            break
        end = last.start()
    return Span(start, start if only_period(caption[start:end]) else max(start, end))


@lru_cache(maxsize=4096)
def only_period(part: str) -> bool:
    """Whether a heading says when, and whether that is over, and nothing else; "2030 high" says which as well."""
    said = plain_period(part)
    if YEAR.fullmatch(said):
        return True
    if parse_period(said, "2000") is None or measure(said) is not None:
        return False
    for found in reversed(calendar_words.find(said)):
        said = said[: found.start] + said[found.end :]
    return not says_more(said, plans=True)

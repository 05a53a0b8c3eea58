"""Cells that hold two figures: "34 (56.7)" under "n (%)", "1,204 (31%)", "420 / 397" under "plan / actual"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from qa.quantity.headingnouns import NUMBER_OF, counted_noun
from qa.quantity.headingrest import BRACKETED
from qa.quantity.headings import measure
from qa.quantity.measures import Measure, exactly

#: A column of counts with their shares: "Treated, n (%)"; and a cell of it, "34 (56.7)".
_PAIRED = re.compile(r"(.*?)[(（]\s*%\s*[)）]")
_PAIR = re.compile(r"\s*(\d[\d\s.,]*\d|\d)\s*[(（]\s*([<>]?\d[\d.,]*\s*%?)\s*[)）]\s*")
#: Two figures of one measure, and the words of a heading that tell which is which.
_TWINS = re.compile(r"\s*([+−–-]?\d[\d\s.,]*?)\s*/\s*([+−–-]?\d[\d\s.,]*?)\s*")
_EITHER = re.compile(
    r"([^\W\d_]{2,}(?: [^\W\d_]+)?)\s*/\s*([^\W\d_]{2,}(?: [^\W\d_]+)?)|([\u4e00-\u9fff]{2,6})/([\u4e00-\u9fff]{2,6})"
)
#: For each of what an amount is, behind it: "5,720 per Gcal", «412 с человека в месяц».
FOR_EACH = re.compile(r"\s*(?:(?:за|с|per|a|an|each)\s|/|每)\s?[^\d\n]{1,40}", re.I)
_BRACKETS = re.compile(r"[(（]([^()（）]{1,60})[)）]")
_PARTS = re.compile("[,;，；]")
_IN_BRACKETS = re.compile(r"\b(?:in|within) (?:brackets|parentheses)|\bв скобках|括号内为|\bжақшада", re.I)
#: Longest caption in characters that is looked through.
_LONGEST_CAPTION = 200


@dataclass(frozen=True, slots=True)
class Part:
    """One figure of a cell, from `start` to `end` in it, its measure, and its heading where it is not the column's."""

    start: int
    end: int
    given: Measure | None
    heading: str = ""


@lru_cache(maxsize=256)
def _counted_in(caption: str) -> Measure | None:
    """What a caption says is counted in brackets: "(number of flights, % of total)"."""
    for inside in _BRACKETS.findall(caption[:_LONGEST_CAPTION]):
        for part in _PARTS.split(inside):
            found = NUMBER_OF.match(part.strip())
            noun = counted_noun(found[1] or found[2]) if found is not None else None
            if noun is not None:
                return noun
    return None


@lru_cache(maxsize=256)
def _bracketed_in(caption: str) -> Measure | None:
    """The unit that a caption tells for figures in brackets: "(share of GDP, % in brackets)"."""
    told = BRACKETED.search(caption) if len(caption) <= _LONGEST_CAPTION else None
    return exactly(_IN_BRACKETS.sub("", told[0]).strip(" ,;，；")) if told is not None else None


def parted(content: str, heading: str, given: Measure | None, caption: str, label: str = "") -> Iterator[Part]:
    """The figures of a cell that holds two, by its column's heading or its row's label; nothing for other cells."""
    pair = _PAIR.fullmatch(content)
    if pair is not None and (beside := _bracketed_in(caption)) is not None:
        yield Part(*pair.span(1), given)
        yield Part(*pair.span(2), beside)
        return
    paired = _PAIRED.fullmatch(heading.rpartition(" · ")[2]) if pair is not None else None
    if pair is not None and paired is None:
        paired = _PAIRED.fullmatch(label.rpartition(" · ")[2])
    if pair is not None and (paired is not None or ("%" in pair[2] and given == Measure("%"))):
        yield Part(*pair.span(1), measure(paired[1]) if paired is not None else _counted_in(caption))
        yield Part(*pair.span(2), Measure("%"))
        return
    twins = _TWINS.fullmatch(content) if "/" in content and "/" in heading else None
    either = _EITHER.search(heading) if twins is not None else None
    if twins is None or either is None:
        return
    for group in (1, 2):
        said = either[group] or either[group + 2]
        yield Part(*twins.span(group), given, heading[: either.start()] + said + heading[either.end() :])

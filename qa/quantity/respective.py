"""Years told in a row for figures told in a row: "3.1 and 3.6 million tonnes in 2022 and 2023 respectively"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from qa.quantity import intervals
from qa.quantity.sentences import Sentence
from qa.quantity.tokens import Token
from qa.types import Quantity

#: Two years or more with nothing but commas and "and" between them.
_YEARS = re.compile(
    r"(?<![\w.,/–-])(?:19|20)\d\d(?:年|-м)?"
    r"(?:(?:,? (?:and|и|және) |, ?|[，、和与及])(?:в )?(?:19|20)\d\d(?:年|-м)?){1,9}(?![\d–-])(?!,\d)"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
#: What says that the two rows go together, wherever they stand in the sentence.
_RESPECTIVELY = re.compile(r"respectively|соответственно|тиісінше|分别", re.I)
#: All that stands between two figures of one row.
_AND = re.compile(r"\s*(?:,?\s*(?:and|и|және)\s+|[,，、]\s*|[和与及])(?:(?:to|at|on|до|на)\s+)?")


def respective(
    text: str, tokens: Sequence[Token], sentences: Sequence[Sentence], found: list[Quantity]
) -> list[Quantity]:
    """The quantities, each of a row with its own year where a row of as many years stands in the same sentence.

    Without "respectively" the rows must stand in one clause: nothing but words without a break between them.
    """
    if len(found) < 2 or text.count("19") + text.count("20") < 2 or not (rows := list(_YEARS.finditer(text))):
        return found
    for sentence in sentences:
        start, end = tokens[sentence.start].start, tokens[sentence.end - 1].end
        here = [one for one in rows if start <= one.start() and one.end() <= end]
        if len(here) != 1:
            continue
        years = _YEAR.findall(here[0].group())
        told = _RESPECTIVELY.search(text, start, end) is not None
        inside = [i for i, one in enumerate(found) if start <= one.span.start < end]
        for row in _rows(text, found, inside):
            if len(row) != len(years) or not (told or _one_clause(text, found, row, here[0])):
                continue
            for i, year in zip(row, years, strict=True):
                found[i] = replace(found[i], period=intervals.years(int(year), int(year)))
    return found


def _rows(text: str, found: Sequence[Quantity], inside: Sequence[int]) -> list[list[int]]:
    """Figures of one unit with nothing but commas and "and" between them, in runs as long as they go."""
    runs: list[list[int]] = []
    for i in inside:
        last = found[runs[-1][-1]] if runs else None
        if last is not None and _goes_on(text, last, found[i]):
            runs[-1].append(i)
        else:
            runs.append([i])
    return [run for run in runs if len(run) > 1]


def _goes_on(text: str, left: Quantity, right: Quantity) -> bool:
    between = text[left.span.end : right.span.start]
    return (left.unit == right.unit or not left.unit) and _AND.fullmatch(between) is not None


def _one_clause(text: str, found: Sequence[Quantity], row: Sequence[int], years: re.Match[str]) -> bool:
    """Whether no figure and no break stands between the row of figures and the row of years."""
    first, last = found[row[0]].span.start, found[row[-1]].span.end
    between = text[last : years.start()] if years.start() >= last else text[years.end() : first]
    return not any(char.isdigit() or char in ",;，；():" for char in between)

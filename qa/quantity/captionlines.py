"""Lines above a table in plain text: which are its caption, and which tell only in what it is measured."""

from __future__ import annotations

import re

from qa.quantity.measures import Measure, exactly

#: A command of LaTeX that is no row, and a caption in one.
_COMMAND, _CAPTION_COMMAND = re.compile(r"\s*\\[a-z]+"), re.compile(r"\\caption\{([^{}\n]*)\}")
_BRACKETED = re.compile(r"\s*[(（][^()（）]{1,60}[)）]\s*")
#: How a line begins that says that it is a caption.
CAPTION = re.compile(r"\s*(?:\*{0,2})(?:Table|Tab\.|Таблица|Табл\.|Кесте|\d+-кесте|表)", re.I)
#: Longest line above a table that is its caption without saying so, in characters.
LONGEST_CAPTION = 90
#: Longest line of units between a header and its rows, in characters.
_LONGEST_UNITS = 40


def measures(line: str) -> Measure | None:
    """The measure that is all that a line says: "(thousand tonnes)", «млрд тенге»."""
    bare = line.strip(" \t*_()（）[]")
    return exactly(bare) if 0 < len(bare) <= _LONGEST_UNITS else None


def above(before: str, lines: list[str]) -> str:
    """The caption after some more lines: the last that adds to none decides, and few before it need be looked at."""
    first = next((at for at in range(len(lines) - 1, 0, -1) if not _adds(lines[at])), 0)
    for line in lines[first:]:
        before = _captioned(before, line)
    return before


def _adds(line: str) -> bool:
    """Whether a line may leave the caption above it as it is, or add to it."""
    return _COMMAND.match(line) is not None or _BRACKETED.fullmatch(line) is not None or measures(line) is not None


def _captioned(before: str, line: str) -> str:
    """The caption after one more line above a table; one that only measures, or is a bracket, adds to it."""
    if _COMMAND.match(line):
        return told[1] if (told := _CAPTION_COMMAND.search(line)) is not None else before
    if before and (measures(line) is not None or _BRACKETED.fullmatch(line)):
        return f"{before} {line.strip()}" if _BRACKETED.fullmatch(line) else before
    return line if captions(line) else ""


def captions(line: str) -> bool:
    """Whether a line right above a table is its caption: told as one, or short and no sentence."""
    told = CAPTION.match(line) is not None or line.rstrip().endswith((":", "："))
    ended = line.rstrip().endswith((".", "!", "?", "。", "！", "？", ";"))
    return told or (len(line) <= LONGEST_CAPTION and (not ended or _abbreviated(line)))


def _abbreviated(line: str) -> bool:
    """Whether a line's full stop is only that of its unit: «Расходы, млн руб.»."""
    _, comma, tail = line.rstrip().rpartition(",")
    return bool(comma) and measures(tail) is not None

"""From the words of a PDF page to its lines in reading order: visual rows, gaps in them, and columns of running text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

#: Words overlap in height by at least this share of the smaller one to stand in one row (super- and subscripts do).
_SAME_ROW = 0.5
#: A blank wider than this many font sizes parts two segments; justified text stays well below.
_SEGMENT_GAP = 1.3
#: A blank narrower than this share of the font size is none: a word that changes its font.
_NO_BLANK = 0.12
#: Columns of running text: at least so many rows, with segments of at least so many characters on both sides.
_COLUMN_ROWS, _COLUMN_CHARACTERS = 4, 18
_BOLD = re.compile(r"bold|black|heavy|semibold|demi|-bd\b|,b\b", re.IGNORECASE)
_CJK = re.compile("[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")


@dataclass(frozen=True, slots=True)
class Word:
    """A word and its place on the page, in points from the top left corner."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    bold: bool


@dataclass(frozen=True, slots=True)
class Segment:
    """Words of one row without a wide gap: a line of a paragraph, or a cell of a table without rules."""

    words: tuple[Word, ...]

    @property
    def x0(self) -> float:
        """The left edge."""
        return self.words[0].x0

    @property
    def x1(self) -> float:
        """The right edge."""
        return max(word.x1 for word in self.words)

    @property
    def top(self) -> float:
        """The upper edge."""
        return min(word.top for word in self.words)

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return max(word.bottom for word in self.words)

    @property
    def size(self) -> float:
        """The font size of most of its characters."""
        return (
            max(self.words, key=lambda word: len(word.text)).size
            if len(self.words) < 3
            else median(word.size for word in self.words)
        )

    @property
    def bold(self) -> bool:
        """Whether all of its words are bold."""
        return all(word.bold for word in self.words)

    @property
    def text(self) -> str:
        """Its words with the blanks that the page shows between them."""
        parts = [self.words[0].text]
        for before, word in zip(self.words, self.words[1:], strict=False):
            narrow = word.x0 - before.x1 < _NO_BLANK * max(before.size, word.size)
            both_cjk = _CJK.match(before.text[-1:]) and _CJK.match(word.text[:1])
            parts.append(word.text if narrow or both_cjk else f" {word.text}")
        return "".join(parts)


#: The segments of one visual row from left to right.
Row = tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """Rows that are read one below the other, and the edges between which their text runs."""

    rows: tuple[Row, ...]
    x0: float
    x1: float


def word(raw: dict[str, object]) -> Word:
    """A word as pdfplumber gives it, in our terms."""
    number = {name: float(str(raw[name])) for name in ("x0", "x1", "top", "bottom", "size")}
    text = re.sub(r"\(cid:\d+\)", "\ufffd", str(raw["text"]))
    return Word(
        text,
        number["x0"],
        number["x1"],
        number["top"],
        number["bottom"],
        number["size"],
        bool(_BOLD.search(str(raw["fontname"]))),
    )


def rows(words: Iterable[Word]) -> list[Row]:
    """Visual rows from top to bottom, each split into segments at wide gaps."""
    grouped: list[list[Word]] = []
    for one in sorted(words, key=lambda w: (w.top + w.bottom, w.x0)):
        for group in reversed(grouped[-3:]):
            if _same_row(group, one):
                group.append(one)
                break
        else:
            grouped.append([one])
    return [
        _segments(sorted(group, key=lambda w: w.x0)) for group in sorted(grouped, key=lambda g: min(w.top for w in g))
    ]


def _same_row(group: Sequence[Word], one: Word) -> bool:
    tallest = max(group, key=lambda w: w.size)
    shared = min(tallest.bottom, one.bottom) - max(tallest.top, one.top)
    return shared >= _SAME_ROW * min(tallest.bottom - tallest.top, one.bottom - one.top)


def _segments(words: Sequence[Word]) -> Row:
    found: list[list[Word]] = [[words[0]]]
    for before, one in zip(words, words[1:], strict=False):
        if one.x0 - before.x1 > _SEGMENT_GAP * max(before.size, one.size):
            found.append([one])
        else:
            found[-1].append(one)
    return tuple(Segment(tuple(group)) for group in found)


def columns(page: Sequence[Row]) -> list[Column]:
    """The page's rows in reading order: bands of side-by-side running text are read column by column."""
    found: list[Column] = []
    position = 0
    while position < len(page):
        band = _band(page, position)
        if band is not None:
            stop, gutter = band
            for left in (True, False):
                side = [tuple(s for s in row if (s.x0 < gutter) == left) for row in page[position:stop]]
                found.extend(columns([row for row in side if row]))
            position = stop
            continue
        stop = position + 1
        while stop < len(page) and _band(page, stop) is None:
            stop += 1
        found.append(_column(page[position:stop]))
        position = stop
    return found


def _column(band: Sequence[Row]) -> Column:
    return Column(tuple(band), min(row[0].x0 for row in band), max(segment.x1 for row in band for segment in row))


def _band(page: Sequence[Row], start: int) -> tuple[int, float] | None:
    """Where a band of columns that begins at row `start` ends, and where its first gutter lies; None if none begins."""
    if len(page[start]) < 2:
        return None
    best: tuple[int, float] | None = None
    for left, right in zip(page[start], page[start][1:], strict=False):
        stop = _reach(page, start, left.x1, right.x0)
        if stop is not None and (best is None or stop[0] > best[0]):
            best = stop
    return best


def _reach(page: Sequence[Row], start: int, low: float, high: float) -> tuple[int, float] | None:
    """How far down the gutter between `low` and `high` stays free, if running text stands on both of its sides."""
    stop, two_sided = start, 0
    lengths: tuple[list[int], list[int]] = ([], [])
    while stop < len(page):
        row = page[stop]
        lefts = [s for s in row if s.x1 <= high and s.x0 < low]
        rights = [s for s in row if s not in lefts]
        new_low = max([low, *(s.x1 for s in lefts)])
        new_high = min([high, *(s.x0 for s in rights)])
        if new_high - new_low < 4:
            break
        low, high = new_low, new_high
        two_sided += bool(lefts and rights)
        lengths[0].extend(len(s.text) for s in lefts)
        lengths[1].extend(len(s.text) for s in rights)
        stop += 1
    while stop > start and len(page[stop - 1]) < 2 and not _tail_of_column(page, stop - 1, low, high):
        stop -= 1
    if two_sided < _COLUMN_ROWS or not all(lengths):
        return None
    if min(median(side) for side in lengths) < _COLUMN_CHARACTERS:
        return None
    return stop, (low + high) / 2


def _tail_of_column(page: Sequence[Row], index: int, low: float, high: float) -> bool:
    """Whether a row with text on one side only still belongs to the columns: it follows at line distance."""
    row, above = page[index], page[index - 1]
    gap = row[0].top - max(s.bottom for s in above)
    return gap < 1.2 * row[0].size and (row[-1].x1 <= low + 1 or row[0].x0 >= high - 1)

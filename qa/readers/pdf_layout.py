"""From the words of a PDF page to lines in reading order: visual rows, gaps in them, columns of running text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median, quantiles

from qa.readers.draft import raised

#: Words overlap in height by at least this share of the smaller one to stand in one row (super- and subscripts do).
_SAME_ROW = 0.5
#: A blank wider than this many font sizes parts two segments; justified text stays well below.
_SEGMENT_GAP = 1.3
#: Between horizontal rules, where tables are, a narrower blank parts them.
_TABLE_GAP = 0.8
#: A blank narrower than this share of the font size is none: a word that changes its font.
_NO_BLANK = 0.12
#: Columns of running text: at least so many lines, of so many characters, filling so much of the column's width.
_COLUMN_LINES, _COLUMN_CHARACTERS, _FILLED = 4, 18, 0.65
#: Rows of several segments are rows of cells if these are shorter on average, else lines side by side.
_LONG = 25
#: Gutters are looked for every so many points, away from the edges by this share of the width.
_STEP, _EDGE = 3.0, 0.25
_BOLD = re.compile(r"bold|black|heavy|semibold|demi|-bd\b|,b\b", re.IGNORECASE)
_CJK = re.compile("[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")


@dataclass(frozen=True, slots=True)
class Word:
    """A word and its place on the page, in points from the top left corner; or the place of a ruled table by number."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    bold: bool
    table: int = -1


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
        for before, word in pairwise(self.words):
            narrow = word.x0 - before.x1 < _NO_BLANK * max(before.size, word.size)
            both_cjk = _CJK.match(before.text[-1:]) and _CJK.match(word.text[:1])
            text = raised(word.text) if _is_raised(before, word) else word.text
            parts.append(text if narrow or both_cjk else f" {text}")
        return "".join(parts)


def _is_raised(before: Word, word: Word) -> bool:
    """Whether `word` is small and stands above the line of the word before it: an exponent or footnote mark."""
    return word.size < 0.85 * before.size and word.bottom < before.bottom - 0.12 * before.size


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
    # Character 127 is how some programs write the bullet of the standard fonts.
    text = re.sub(r"\(cid:\d+\)", "\ufffd", str(raw["text"]).replace("(cid:127)", "•"))
    return Word(
        text,
        number["x0"],
        number["x1"],
        number["top"],
        number["bottom"],
        number["size"],
        bool(_BOLD.search(str(raw["fontname"]))),
    )


def rows(words: Iterable[Word], rules: Sequence[float] = ()) -> list[Row]:
    """Visual rows from top to bottom, split into segments at wide gaps; `rules` are heights of horizontal rules."""
    grouped: list[list[Word]] = []
    for one in sorted(words, key=lambda w: (w.top + w.bottom, w.x0)):
        for group in reversed(grouped[-3:]):
            if _same_row(group, one):
                group.append(one)
                break
        else:
            grouped.append([one])
    top, bottom = (rules[0], rules[-1]) if len(rules) > 1 else (0.0, 0.0)
    found = []
    for group in sorted(grouped, key=lambda g: min(w.top for w in g)):
        middle = (group[0].top + group[0].bottom) / 2
        found.append(
            _segments(sorted(group, key=lambda w: w.x0), _TABLE_GAP if top < middle < bottom else _SEGMENT_GAP)
        )
    return found


def _same_row(group: Sequence[Word], one: Word) -> bool:
    tallest = max(group, key=lambda w: w.size)
    shared = min(tallest.bottom, one.bottom) - max(tallest.top, one.top)
    return shared >= _SAME_ROW * min(tallest.bottom - tallest.top, one.bottom - one.top)


def _segments(words: Sequence[Word], gap: float) -> Row:
    found: list[list[Word]] = [[words[0]]]
    for before, one in pairwise(words):
        if one.x0 - before.x1 > gap * max(before.size, one.size):
            found.append([one])
        else:
            found[-1].append(one)
    return tuple(Segment(tuple(group)) for group in found)


def regions(words: Sequence[Word]) -> list[list[Word]]:
    """The words of a page cut into regions in reading order, so that no region holds two columns of running text.

    A cut is the tallest free vertical strip with lines of text on both sides; what lies above it is read first, then
    the left side, the right side, and what lies below. Each part is cut further in the same way.
    """
    found = _gutter(words) if len(words) > 2 * _COLUMN_LINES else None
    if found is None:
        return [list(words)] if words else []
    x, top, bottom = found
    parts: tuple[list[Word], ...] = ([], [], [], [])
    for one in words:
        middle = (one.top + one.bottom) / 2
        parts[0 if middle < top else 3 if middle > bottom else 1 if one.x1 <= x else 2].append(one)
    return [region for part in parts for region in regions(part)]


def _gutter(words: Sequence[Word]) -> tuple[float, float, float] | None:
    """The tallest free strip between two columns: its x, and where it begins and ends; None if there is none."""
    left, right = min(w.x0 for w in words), max(w.x1 for w in words)
    ordered = sorted(words, key=lambda w: w.top)
    best: tuple[float, float, float, float] | None = None
    x = left + _EDGE * (right - left)
    while x < right - _EDGE * (right - left):
        for top, bottom in _free_runs(ordered, x):
            height = bottom - top
            if (best is None or height > best[0]) and _both_sides(ordered, x, top, bottom):
                best = (height, x, top, bottom)
        x += _STEP
    return best[1:] if best else None


def _free_runs(ordered: Sequence[Word], x: float) -> list[tuple[float, float]]:
    """The stretches from top to bottom in which no word comes near `x`."""
    runs: list[tuple[float, float]] = []
    top = ordered[0].top
    for one in ordered:
        if one.x0 < x + _STEP and one.x1 > x - _STEP:
            if one.top - top > _COLUMN_LINES * one.size:
                runs.append((top, one.top))
            top = max(top, one.bottom)
    end = max(one.bottom for one in ordered)
    return [*runs, (top, end)] if end > top else runs


def _both_sides(ordered: Sequence[Word], x: float, top: float, bottom: float) -> bool:
    """Whether running text stands on both sides of `x`: enough lines, long enough, filling their column."""
    inside = [w for w in ordered if top <= (w.top + w.bottom) / 2 <= bottom and w.text]
    sides = [w for w in inside if w.x1 <= x], [w for w in inside if w.x0 >= x]
    if not all(sides):
        return False
    limits = min(w.x0 for w in sides[0]), min(w.x0 for w in sides[1]), max(w.x1 for w in sides[1])
    widths = limits[1] - limits[0], limits[2] - limits[1]
    ragged = False
    medians: list[float] = []
    made: list[Sequence[Row]] = []
    for side, width in zip(sides, widths, strict=True):
        lines = rows(side)
        if made and len(lines) < _COLUMN_LINES and _tall(made[0], medians[0], ragged):
            return True
        # A side may hold several columns itself; rows of short segments are cells.
        long = sum(len(row) == 1 or sum(len(s.text) for s in row) >= _LONG * len(row) for row in lines)
        if len(lines) < _COLUMN_LINES or long * 2 < len(lines):
            return False
        lengths = [sum(len(s.text) for s in row) for row in lines]
        filled = [(row[-1].x1 - row[0].x0) / width for row in lines]
        # Headings and author lines are short: a quarter of full lines makes a column, more on one side at least.
        ragged = ragged or quantiles(lengths)[2] < _COLUMN_CHARACTERS or quantiles(filled)[2] < _FILLED
        medians.append(median(filled))
        made.append(lines)
    return max(medians) >= _FILLED and not (ragged and _level(made[0], made[1]))


def _tall(left: Sequence[Row], filled: float, ragged: bool) -> bool:
    """Whether the left side is running text beyond doubt, so that even one line right of it is another column's.

    The text of a last page may end in the first lines of its second column.
    """
    return len(left) >= 2 * _COLUMN_LINES and filled >= _FILLED and not ragged


def _level(left: Sequence[Row], right: Sequence[Row]) -> bool:
    """Whether lines on both sides stand at the same heights, as cells of a table do and a side bar's lines do not."""
    fewer, more = sorted((left, right), key=len)
    tops = [row[0].bottom for row in more]
    same = sum(any(abs(row[0].bottom - top) < 1.5 for top in tops) for row in fewer)
    return same >= 0.7 * len(fewer)


def column(region: Sequence[Word], rules: Sequence[float] = ()) -> Column:
    """The rows of a region, and the edges between which its text runs."""
    made = rows(region, rules)
    return Column(tuple(made), min(row[0].x0 for row in made), max(segment.x1 for row in made for segment in row))

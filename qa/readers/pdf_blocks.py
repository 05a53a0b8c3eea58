"""From the lines of PDF pages to headings, paragraphs, items and furniture, joined across columns and pages."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from qa.readers import shapes
from qa.readers.pdf_layout import Column, Row, Segment, Word, column, regions, rows
from qa.readers.pdf_tables import PageTable, unruled
from qa.types import BlockKind

#: Headings are set at least this much larger than the body, or bold.
_LARGER = 1.08
_HEADING_LENGTH = 200
#: A gap between lines this much wider than the usual one parts paragraphs.
_WIDE_GAP = 1.35
#: Where the next word would have fitted with this many font sizes to spare, the line break was meant.
_SLACK = 1.5
#: So many lines up and down show how far right a paragraph's lines reach.
_NEIGHBOURS = 6
#: Text of at least this length before a page break is a paragraph, not a label.
_TORN_LENGTH = 80
#: Running headers and footers stand in these shares of the page height at its top and bottom.
_MARGIN = 0.12
#: They stand further from the text than its lines stand from each other: by so many font sizes.
_APART = 0.7
#: A margin line that comes back on another page (digits aside), at most so many points higher or lower, is a running
#: header or footer.
_SAME_PLACE = 12.0
_HYPHEN = re.compile("[-\u2010\u00ad]$")
_CJK_END = re.compile("[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]$")
_CJK_START = re.compile("[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")


@dataclass(slots=True)
class Page:
    """A page as read: its height, its words outside ruled tables, those tables, and the heights of horizontal rules."""

    height: float
    words: list[Word]
    tables: list[PageTable]
    rules: list[float] = field(default_factory=list)


@dataclass(slots=True)
class Item:
    """A block in the making: a table, or text in parts, one a page (a paragraph may go on overleaf).

    `full` says that its last line reaches the right edge, as lines do that are not the last of their paragraph.
    """

    kind: BlockKind
    parts: list[str] = field(default_factory=list)
    level: int = 0
    table: PageTable | None = None
    full: bool = False


class Typography:
    """What the fonts of a whole document tell: the body size, heading sizes, and which margin lines come back."""

    def __init__(self, pages: Sequence[Page]) -> None:
        weights: Counter[float] = Counter()
        vocabulary: set[str] = set()
        for page in pages:
            for word in page.words:
                weights[round(word.size * 2) / 2] += len(word.text)
                vocabulary.add(word.text.strip(".,;:()«»“”\"'").casefold())
        self.body = weights.most_common(1)[0][0] if weights else 10.0
        self._vocabulary = vocabulary
        self._sizes = sorted((size for size in weights if size >= self.body * _LARGER), reverse=True)
        self._running = _running_lines(pages)

    def level(self, line: Segment) -> int:
        """The depth of `line` as a heading, larger type being higher; 0 for body type."""
        size = round(line.size * 2) / 2
        if size >= self.body * _LARGER:
            return min(6, 1 + sum(other > size for other in self._sizes))
        return min(6, 1 + len(self._sizes[:4])) if line.bold and size >= self.body * 0.95 else 0

    def furniture(self, line: Segment, height: float) -> bool:
        """Whether a line is a running header, footer or page number."""
        if not _in_margin(line, height):
            return False
        if shapes.page_number(line.text):
            return True
        place = _place(line, height)
        return any(abs(place - known) <= line.size for known in self._running.get(_anonymous(line.text), ()))

    def glue(self, head: str, tail: str) -> tuple[int, str]:
        """How to join two lines: how many characters to drop from the end of `head`, and what to put between."""
        if _CJK_END.search(head) and _CJK_START.match(tail):
            return 0, ""
        if re.search(r"\S[–—]$|\w/$", head):
            return 0, ""
        if not _HYPHEN.search(head) or not re.search(r"\w.$", head[-2:]):
            return 0, " "
        if head.endswith("\u00ad"):
            return 1, ""
        first = re.search(r"[^\W\d_]+.$", head)
        second = re.match(r"[^\W\d_]+", tail)
        if first is None or second is None or not tail[0].islower():
            return 0, ""
        fused = (first.group()[:-1] + second.group()).casefold()
        hyphenated = (first.group()[:-1] + "-" + second.group()).casefold()
        return (0, "") if hyphenated in self._vocabulary and fused not in self._vocabulary else (1, "")


def _in_margin(line: Segment, height: float) -> bool:
    return line.bottom < _MARGIN * height or line.top > (1 - _MARGIN) * height


def _place(line: Segment, height: float) -> float:
    """How far a margin line stands from the top of the page, or below zero: how far from its bottom."""
    return line.top if line.bottom < _MARGIN * height else line.bottom - height


def _anonymous(text: str) -> str:
    """A margin line with its digits hidden, so that page numbers do not tell two apart."""
    return re.sub(r"\d+", "#", text).strip()


def _running_lines(pages: Sequence[Page]) -> dict[str, list[float]]:
    """Lines near the top or bottom edge that come back in the same place on another page, with their places.

    The place matters: a word left over from a paragraph may stand last on one page and first on another.
    """
    seen: defaultdict[str, list[tuple[float, int]]] = defaultdict(list)
    for number, page in enumerate(pages):
        near = [w for w in page.words if w.bottom < _MARGIN * page.height or w.top > (1 - _MARGIN) * page.height]
        for segment in (segment for row in rows(near) for segment in row):
            text = _anonymous(segment.text)
            if shapes.letters(text) + text.count("#") > 0 and _in_margin(segment, page.height):
                seen[text].append((_place(segment, page.height), number))
    running: dict[str, list[float]] = {}
    for text, places in seen.items():
        # Sorted by place, a line that comes back stands next to its like from another page.
        near_by = [
            [one, other]
            for (one, page_one), (other, page_other) in pairwise(sorted(places))
            if page_one != page_other and other - one <= _SAME_PLACE
        ]
        if near_by:
            running[text] = [place for pair in near_by for place in pair]
    return running


def items(page: Page, type_: Typography) -> tuple[list[str], list[Item]]:
    """The furniture of a page, and its blocks in reading order."""
    made = rows(page.words)
    top, bottom = _margins(made, page.height, type_)
    furniture = [segment.text for row in (*made[:top], *made[bottom:]) for segment in row]
    kept = [word for row in made[top:bottom] for segment in row for word in segment.words]
    kept.extend(Word("", t.x0, t.x1, t.top, t.bottom, type_.body, False, n) for n, t in enumerate(page.tables))
    found: list[Item] = []
    for region in regions(kept):
        _extend(found, _column_items(column(region, page.rules), type_, page), type_)
    return furniture, found


def _margins(made: Sequence[Row], height: float, type_: Typography) -> tuple[int, int]:
    """The numbers of the first row below the running header and of the first row of the running footer.

    Running lines stand apart from the text; a line that comes back but follows the text closely belongs to it.
    """

    def running(index: int) -> bool:
        return all(type_.furniture(segment, height) for segment in made[index])

    def apart(above: int, below: int) -> bool:
        gap = min(s.top for s in made[below]) - max(s.bottom for s in made[above])
        return gap > _APART * made[above][0].size

    top, bottom = 0, len(made)
    while top < bottom and running(top):
        top += 1
    while 0 < top < bottom and not apart(top - 1, top):
        top -= 1
    while bottom > top and running(bottom - 1):
        bottom -= 1
    while top < bottom < len(made) and not apart(bottom - 1, bottom):
        bottom += 1
    return top, bottom


def _extend(found: list[Item], more: Iterable[Item], type_: Typography) -> None:
    """Append a column's items; its first goes on with the last paragraph of the column before, if that is torn."""
    for number, item in enumerate(more):
        if number == 0 and found and torn(found[-1], item):
            drop, between = type_.glue(found[-1].parts[-1], item.parts[0])
            head = found[-1].parts[-1]
            found[-1].parts[-1] = head[: len(head) - drop] + between + item.parts[0]
            found[-1].full = item.full
        else:
            found.append(item)


def torn(head: Item, tail: Item) -> bool:
    """Whether `tail` goes on with the paragraph that column or page break tore off in `head`."""
    if head.kind not in (BlockKind.PARAGRAPH, BlockKind.LIST) or tail.kind is not BlockKind.PARAGRAPH:
        return False
    before, after = head.parts[-1], tail.parts[0]
    if shapes.ended(before) or shapes.caption(before) or shapes.caption(after) or shapes.note(after):
        return False
    if shapes.starts_small(after) or shapes.dangling(before):
        return True
    return head.full and (bool(_CJK_START.match(after)) or len(before) > _TORN_LENGTH)


def joined(last: Item, first: Item) -> bool:
    """Whether `first`, on top of a page, goes on with `last`; if so it has become a part of it."""
    if last.table is not None and first.table is not None:
        return last.table.take(first.table)
    if last.table is not None or first.table is not None or not torn(last, first):
        return False
    last.parts.extend(first.parts)
    last.full = first.full
    return True


def _column_items(column: Column, type_: Typography, page: Page) -> list[Item]:
    found: list[Item] = []
    spacing = _spacing(column.rows)
    position = 0
    while position < len(column.rows):
        ruled = [word.table for segment in column.rows[position] for word in segment.words if word.table >= 0]
        if ruled:
            found.extend(Item(BlockKind.TABLE_ROW, table=page.tables[number]) for number in ruled)
            position += 1
            continue
        table = unruled(column.rows, position, page.rules)
        if table is not None:
            stop, made = table
            found.append(Item(BlockKind.TABLE_ROW, table=made))
            position = stop
            continue
        stop = position + 1
        while stop < len(column.rows) and _goes_on(column, stop, position, spacing, type_, page):
            stop += 1
        item = _text_item(column.rows[position:stop], type_)
        edge = _right_edge(column.rows, stop - 1, spacing)
        item.full = column.rows[stop - 1][-1].x1 > edge - _SLACK * column.rows[stop - 1][-1].size
        found.append(item)
        position = stop
    return found


def _spacing(page: Sequence[Row]) -> float:
    """The usual distance between the tops of two lines of one paragraph, in font sizes."""
    steps = [
        (below[0].bottom - above[0].bottom) / max(1.0, above[0].size)
        for above, below in pairwise(page)
        if abs(above[0].size - below[0].size) < 0.6
    ]
    near = [step for step in steps if 0.5 < step < 2.5]
    return median(sorted(near)[: max(1, len(near) * 3 // 4)]) if near else 1.3


def _line(row: Row) -> Segment:
    return Segment(tuple(word for segment in row for word in segment.words))


def _goes_on(column: Column, index: int, first: int, spacing: float, type_: Typography, page: Page) -> bool:
    """Whether row `index` belongs to the paragraph that began at row `first`."""
    above, below, start = _line(column.rows[index - 1]), _line(column.rows[index]), _line(column.rows[first])
    if any(word.table >= 0 for word in below.words) or unruled(column.rows, index, page.rules) is not None:
        return False
    if abs(above.size - below.size) > 0.06 * max(above.size, below.size) + 0.3:
        return False
    if (type_.level(above) > 0) != (type_.level(below) > 0):
        return False
    if shapes.caption(below.text) or shapes.note(below.text):
        return False
    if any(shapes.identifier(line.text) or shapes.furniture(line.text) for line in (above, below)):
        return False
    step = (below.bottom - above.bottom) / max(1.0, above.size)
    if step > spacing * _WIDE_GAP or step < 0:
        return False
    if type_.level(above) and type_.level(below):
        return True
    if _HYPHEN.search(above.text) and below.text[:1].islower():
        return True
    right = _right_edge(column.rows, index, spacing)
    if above.x1 + below.words[0].x1 - below.words[0].x0 + _SLACK * above.size < right:
        return False
    # Within a sentence a line may begin with a dash or "(2)"; an item begins after a line that ended.
    if shapes.item_marker(below.text) and (shapes.ended(above.text) or shapes.item_marker(start.text)):
        return False
    item = shapes.item_marker(start.text) > 0
    return not (below.x0 > above.x0 + 0.9 * above.size and not item and shapes.ended(above.text))


def _right_edge(page: Sequence[Row], index: int, spacing: float) -> float:
    """How far right the lines around row `index` reach that follow each other at the usual distance."""
    low = high = index
    while low > 0 and _step(page, low) <= spacing * _WIDE_GAP and index - low < _NEIGHBOURS:
        low -= 1
    while high + 1 < len(page) and _step(page, high + 1) <= spacing * _WIDE_GAP and high - index < _NEIGHBOURS:
        high += 1
    return max(row[-1].x1 for row in page[low : high + 1])


def _step(page: Sequence[Row], index: int) -> float:
    """The distance from the row above to row `index`, in font sizes."""
    return (page[index][0].bottom - page[index - 1][0].bottom) / max(1.0, page[index - 1][0].size)


def _text_item(block: Sequence[Row], type_: Typography) -> Item:
    lines = [_line(row) for row in block]
    text = lines[0].text
    for line in lines[1:]:
        drop, between = type_.glue(text, line.text)
        text = text[: len(text) - drop] + between + line.text
    level = type_.level(lines[0]) if all(type_.level(line) for line in lines) else 0
    heading = level and len(text) <= _HEADING_LENGTH and shapes.letters(text) > 1
    if heading and not shapes.caption(text) and not re.search(r"[.;,]$", text):
        return Item(BlockKind.HEADING, [text], level)
    marker = shapes.item_marker(text)
    if marker and not shapes.ordered(text):
        return Item(BlockKind.LIST, [text[marker:]])
    return Item(BlockKind.LIST if marker else BlockKind.PARAGRAPH, [text])

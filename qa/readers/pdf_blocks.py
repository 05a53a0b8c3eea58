"""From the lines of PDF pages to headings, paragraphs, items and furniture, joined across columns and pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median

from qa.readers import shapes
from qa.readers.pdf_layout import Column, Row, Segment, Word, columns, rows
from qa.readers.pdf_tables import PageTable, unruled
from qa.types import BlockKind

#: Headings are set at least this much larger than the body, or bold.
_LARGER = 1.08
_HEADING_LENGTH = 200
#: A gap between lines this much wider than the usual one parts paragraphs.
_WIDE_GAP = 1.35
#: Running headers and footers stand in these shares of the page height at its top and bottom.
_MARGIN = 0.12
#: A margin line that comes back on so many pages (digits aside) is a running header or footer.
_RUNNING = 2
_HYPHEN = re.compile("[-\u2010\u00ad]$")
_CJK_END = re.compile("[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]$")
_CJK_START = re.compile("[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")


@dataclass(slots=True)
class Page:
    """A page as read: its height, its words outside ruled tables, and those tables."""

    height: float
    words: list[Word]
    tables: list[PageTable]


@dataclass(slots=True)
class Item:
    """A block in the making: a table, or text in parts, one a page (a paragraph may go on overleaf)."""

    kind: BlockKind
    parts: list[str] = field(default_factory=list)
    level: int = 0
    table: PageTable | None = None


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
        return shapes.page_number(line.text) or _anonymous(line.text) in self._running

    def glue(self, head: str, tail: str) -> tuple[int, str]:
        """How to join two lines: how many characters to drop from the end of `head`, and what to put between."""
        if _CJK_END.search(head) and _CJK_START.match(tail):
            return 0, ""
        if re.search(r"\S[–—/]$", head):
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


def _anonymous(text: str) -> str:
    """A margin line with its digits hidden, so that page numbers do not tell two apart."""
    return re.sub(r"\d+", "#", text).strip()


def _running_lines(pages: Sequence[Page]) -> set[str]:
    """Lines near the top or bottom edge that come back on several pages."""
    seen: Counter[str] = Counter()
    for page in pages:
        near = [w for w in page.words if w.bottom < _MARGIN * page.height or w.top > (1 - _MARGIN) * page.height]
        seen.update({_anonymous(segment.text) for row in rows(near) for segment in row})
    return {text for text, count in seen.items() if count >= _RUNNING and shapes.letters(text) + text.count("#") > 0}


def items(page: Page, type_: Typography) -> tuple[list[str], list[Item]]:
    """The furniture of a page, and its blocks in reading order."""
    furniture: list[str] = []
    kept: list[Row] = []
    for row in rows(page.words):
        silent = tuple(s for s in row if type_.furniture(s, page.height))
        furniture.extend(segment.text for segment in silent)
        rest = tuple(s for s in row if s not in silent)
        if rest:
            kept.append(rest)
    found: list[Item] = []
    for part in _parts(kept, page.tables):
        if isinstance(part, PageTable):
            found.append(Item(BlockKind.TABLE_ROW, table=part))
        else:
            for column in columns(part):
                _extend(found, _column_items(column, type_), type_)
    return furniture, found


def _parts(kept: Sequence[Row], tables: Sequence[PageTable]) -> list[list[Row] | PageTable]:
    """The page cut at its ruled tables, from top to bottom; a table beside text comes after the rows above its top."""
    parts: list[list[Row] | PageTable] = []
    position = 0
    for table in sorted(tables, key=lambda t: (t.top, t.x0)):
        stop = position
        while stop < len(kept) and kept[stop][0].top < table.top:
            stop += 1
        if stop > position:
            parts.append(list(kept[position:stop]))
        parts.append(table)
        position = stop
    if position < len(kept):
        parts.append(list(kept[position:]))
    return parts


def _extend(found: list[Item], more: Iterable[Item], type_: Typography) -> None:
    """Append a column's items; its first goes on with the last paragraph of the column before, if that is torn."""
    for number, item in enumerate(more):
        if number == 0 and found and torn(found[-1], item):
            drop, between = type_.glue(found[-1].parts[-1], item.parts[0])
            head = found[-1].parts[-1]
            found[-1].parts[-1] = head[: len(head) - drop] + between + item.parts[0]
        else:
            found.append(item)


def torn(head: Item, tail: Item) -> bool:
    """Whether `tail` goes on with the paragraph that column or page break tore off in `head`."""
    if head.kind not in (BlockKind.PARAGRAPH, BlockKind.LIST) or tail.kind is not BlockKind.PARAGRAPH:
        return False
    before, after = head.parts[-1], tail.parts[0]
    if shapes.ended(before) or shapes.caption(before) or shapes.caption(after) or shapes.note(after):
        return False
    return shapes.starts_small(after) or bool(_CJK_START.match(after)) or bool(_HYPHEN.search(before))


def joined(last: Item, first: Item) -> bool:
    """Whether `first`, on top of a page, goes on with `last`; if so it has become a part of it."""
    if last.table is not None and first.table is not None:
        return last.table.take(first.table)
    if last.table is not None or first.table is not None or not torn(last, first):
        return False
    last.parts.extend(first.parts)
    return True


def _column_items(column: Column, type_: Typography) -> list[Item]:
    found: list[Item] = []
    spacing = _spacing(column.rows)
    position = 0
    while position < len(column.rows):
        table = unruled(column.rows, position)
        if table is not None:
            stop, made = table
            found.append(Item(BlockKind.TABLE_ROW, table=made))
            position = stop
            continue
        stop = position + 1
        while stop < len(column.rows) and _goes_on(column, stop, position, spacing, type_):
            stop += 1
        found.append(_text_item(column.rows[position:stop], type_))
        position = stop
    return found


def _spacing(page: Sequence[Row]) -> float:
    """The usual distance between the tops of two lines of one paragraph, in font sizes."""
    steps = [
        (below[0].bottom - above[0].bottom) / max(1.0, above[0].size)
        for above, below in zip(page, page[1:], strict=False)
        if abs(above[0].size - below[0].size) < 0.6
    ]
    near = [step for step in steps if 0.5 < step < 2.5]
    return median(sorted(near)[: max(1, len(near) * 3 // 4)]) if near else 1.3


def _line(row: Row) -> Segment:
    return Segment(tuple(word for segment in row for word in segment.words))


def _goes_on(column: Column, index: int, first: int, spacing: float, type_: Typography) -> bool:
    """Whether row `index` belongs to the paragraph that began at row `first`."""
    above, below, start = _line(column.rows[index - 1]), _line(column.rows[index]), _line(column.rows[first])
    if unruled(column.rows, index) is not None or shapes.item_marker(below.text):
        return False
    if abs(above.size - below.size) > 0.06 * max(above.size, below.size) + 0.3:
        return False
    if (type_.level(above) > 0) != (type_.level(below) > 0):
        return False
    if shapes.caption(below.text) or shapes.note(below.text) or shapes.identifier(below.text):
        return False
    step = (below.bottom - above.bottom) / max(1.0, above.size)
    if step > spacing * _WIDE_GAP or step < 0:
        return False
    if type_.level(above) and type_.level(below):
        return True
    width = column.x1 - column.x0
    ended_short = above.x1 < column.x1 - max(0.12 * width, 2 * above.size) and shapes.ended(above.text)
    item = shapes.item_marker(start.text) > 0
    indented = below.x0 > above.x0 + 0.9 * above.size and not item and index - first >= 1 and shapes.ended(above.text)
    return not ended_short and not indented


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

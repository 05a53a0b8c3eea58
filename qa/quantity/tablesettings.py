"""What stands around the tables of a text or document: caption, headings above, and lines that tell a unit for them."""

from __future__ import annotations

import re
from bisect import bisect_right

from qa.quantity.measures import Measure, exactly
from qa.quantity.tablenotices import told, told_severally
from qa.quantity.tables import Setting
from qa.quantity.units import dimension
from qa.types import Block, BlockKind, Document, Span, Table

_TABLE_KINDS = frozenset({BlockKind.TABLE_HEADER, BlockKind.TABLE_ROW})
_TELLING = frozenset({BlockKind.PARAGRAPH, BlockKind.CAPTION, BlockKind.NOTE, BlockKind.LIST})
#: Blocks beside a table that may tell its unit, on either side.
_BESIDE = 2
_JOINED = re.compile(r"[-_]+")
#: Headings before a table that are looked at for those above it.
_MOST_ABOVE = 200
#: Characters beside a table in plain text that may tell its unit, on either side.
_NEAR = 400


def beside(text: str, since: int, table: Span) -> Measure | None:
    """The measure that the last lines before a table in plain text tell, or the first behind it; `since`: its reach."""
    before = [line for line in text[max(since, table.start - _NEAR) : table.start].split("\n") if line.strip()]
    after = [line for line in text[table.end : table.end + _NEAR].split("\n") if line.strip()]
    found = (told(line) for line in reversed(before[-_BESIDE:]))
    behind = (told(line, alone=False) for line in after[:_BESIDE])
    return next((one for one in (*found, *behind) if one is not None), None)


#: A line that tells units and names nothing.
_UNIT_LINE = re.compile(r"\s*[(（]?(?:(?:计量)?单位|units?|ед\.\s?изм\.|өлшем бірлігі)\s*[:：]", re.I)


class Settings:
    """Finds what stands around each table of one document."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._blocks = document.blocks
        self._headings = document.headings
        self._heads = [block.span.start for block in self._headings]
        self._places: dict[int, tuple[int, int]] = {}
        for index, block in enumerate(document.blocks):
            if block.table is not None:
                self._places[block.table] = (self._places.get(block.table, (index, index))[0], index)
        self._money = self._told_for_all()
        self._starts = [start for start, _ in self._money]

    def of(self, number: int) -> Setting:
        """What stands around table `number`."""
        table = self._document.tables[number]
        start = next((row[0].span.start for row in (*table.header, *table.rows) if row), 0)
        above = self._above(start)
        caption, titled = self._caption(table, number)
        near, money = self._near(table, number), None
        if near is None:
            near, money = self._several(table, number)
        name = _JOINED.sub(" ", self._document.title) if self._document.format == "csv" else ""
        return Setting(
            caption=caption or next(iter(above), name),  # a file's name may be all that says when
            titled=titled or not caption,
            above=(*above, self._document.title),
            near=near,
            money=money or self._currency(start),
        )

    def _words(self, block: Block) -> str:
        return block.span.of(self._document.text)

    def _caption(self, table: Table, number: int) -> tuple[str, bool]:
        """The caption, or the line before it where it is only a measure; whether that is a section's heading."""
        own = table.caption.of(self._document.text) if table.caption is not None else ""
        if own and exactly(own.strip("()（） ")) is None and not _UNIT_LINE.match(own):
            return own, False
        first = self._places.get(number, (0, 0))[0]
        for block in reversed(self._blocks[max(0, first - _BESIDE) : first]):
            if block.kind is BlockKind.CAPTION and block.span != table.caption:
                return self._words(block), False
        return "", True

    def _above(self, start: int) -> tuple[str, ...]:
        """The headings that a place stands under, the nearest first, each less deep than the one before."""
        found: list[Block] = []
        at = bisect_right(self._heads, start)
        for block in reversed(self._headings[max(0, at - _MOST_ABOVE) : at]):
            if not found or block.level < found[-1].level:
                found.append(block)
        return tuple(self._words(block) for block in found)

    def _near(self, table: Table, number: int) -> Measure | None:
        """The measure told by the caption line, the blocks right before the table, or its notes and those behind."""
        if number not in self._places:
            return None
        first, last = self._places[number]
        before: list[Block] = []
        for block in reversed(self._blocks[max(0, first - _BESIDE) : first]):
            if block.kind not in _TELLING:
                break
            before.append(block)
        found = next((one for block in before if (one := told(self._words(block))) is not None), None)
        if found is not None:
            return found
        behind = [note.of(self._document.text) for note in table.notes]
        for index in range(last + 1, min(last + 1 + _BESIDE, len(self._blocks))):
            block, after = self._blocks[index], self._blocks[min(index + 1, len(self._blocks) - 1)]
            of_next = after.table is not None and block.kind is not BlockKind.NOTE
            if block.kind not in _TELLING or block.kind is BlockKind.CAPTION or of_next:
                break
            behind.append(self._words(block))
        return next((one for words in behind if (one := told(words, alone=False)) is not None), None)

    def _several(self, table: Table, number: int) -> tuple[Measure | None, Measure | None]:
        """What a line of units before the table tells for its sums of money, and for its other figures."""
        first = self._places.get(number, (0, 0))[0]
        lines = [self._words(block) for block in reversed(self._blocks[max(0, first - _BESIDE) : first])]
        found = next((several for line in lines if (several := told_severally(line))), ())
        money = [one for one in found if dimension(one.unit) == "money"]
        others = [one for one in found if one not in money]
        return (others[0] if len(others) == 1 else None), (money[0] if len(money) == 1 else None)

    def _told_for_all(self) -> list[tuple[int, Measure]]:
        """The currencies that the document's text tells for its amounts, with their places."""
        found: list[tuple[int, Measure]] = []
        if not self._document.tables:
            return found
        for block in self._blocks:
            one = told(self._words(block), alone=False) if block.kind in _TELLING else None
            if one is not None and dimension(one.unit) == "money":
                found.append((block.span.start, one))
        return found

    def _currency(self, start: int) -> Measure | None:
        """The currency told last before a place, else first behind it."""
        at = bisect_right(self._starts, start)
        return self._money[max(0, at - 1)][1] if self._money else None

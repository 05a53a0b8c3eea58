"""Plain text as people paste it from PDFs and web pages: the text stays, structure is read off its lines."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from qa.readers import dates, frontmatter, grid, shapes
from qa.readers.draft import Draft
from qa.readers.grid import Line
from qa.types import Block, BlockKind, Span

#: Lines of hard-wrapped text are between these lengths; longer lines are paragraphs of their own.
_WRAP_LEAST, _WRAP_MOST = 45, 130
#: A heading is no longer than this many characters and words.
_HEADING_LENGTH, _HEADING_WORDS = 160, 22
_CHINESE_HEADING = 40
#: Between lines of running text, where no blank line sets it apart, a heading is shorter still.
_DENSE_LENGTH = 90
#: Lines with an address or telephone number head nothing.
_ADDRESS = re.compile(r"@|https?://|\bwww\.|\+?\d[\d\s()-]{8,}\d")
#: A line with a date and few letters besides gives the date; it is no heading.
_DATE_LETTERS = 40
#: A paragraph torn by a page break has at least this many characters before the break, half of it in Chinese.
_TORN_LENGTH = 60


def read(text: str) -> Draft:
    """The draft of a plain text."""
    draft = Draft(text, "text")
    start = frontmatter.read(draft)
    lines = [line for line in grid.lines_of(text) if line.start >= start]
    if "\f" in text:
        draft.pages = _pages(text)
    position = 0
    while position < len(lines):
        if lines[position].blank:
            position += 1
            continue
        rows = _table_at(lines, position)
        if rows:
            grid.add_table(draft, [row for _, row in rows])
            position += sum(count for count, _ in rows)
            continue
        end = position + 1
        while end < len(lines) and not lines[end].blank and not _table_at(lines, end):
            end += 1
        _chunk(draft, lines, position, end)
        position = end
    _join_torn(draft)
    return draft


def _pages(text: str) -> list[Span]:
    """The pages of a text whose pages are parted by form feeds."""
    edges = [0, *(match.end() for match in re.finditer("\f", text)), len(text)]
    return [Span(a, b) for a, b in itertools.pairwise(edges) if text[a:b].strip()]


def _table_at(lines: Sequence[Line], index: int) -> list[tuple[int, grid.Row]]:
    """The rows of the table that begins at line `index`; tables begin where their kind of line does, not amid a run."""
    text = lines[index].text.strip()
    above = lines[index - 1].text.strip() if index else ""
    if "\t" in text:
        return grid.tab_rows(lines, index) if "\t" not in above or shapes.note(above) else []
    if text[:1] in ("|", "+"):
        return grid.pipe_rows(lines, index) if above[:1] not in ("|", "+") else []
    return grid.aligned_rows(lines, index) if "  " in text and "  " not in above else []


def _chunk(draft: Draft, lines: Sequence[Line], start: int, end: int) -> None:
    """Blocks of a run of lines without a blank one: wrapped lines belong together, others stand alone."""
    chunk = lines[start:end]
    if len(chunk) > 1 and _one_heading(lines, start, end):
        span = grid.stripped(draft.text, chunk[0].start, chunk[-1].end)
        draft.blocks.append(Block(BlockKind.HEADING, span, 1))
        return
    width = _wrap_width(chunk)
    position = 0
    while position < len(chunk):
        stop = position + 1
        while stop < len(chunk) and _continues(chunk[stop - 1], chunk[stop], width, chunk[position]):
            stop += 1
        span = grid.stripped(draft.text, chunk[position].start, chunk[stop - 1].end)
        text = span.of(draft.text)
        if stop - position == 1 and _could_be_heading(text) and _heads(lines, start + position):
            draft.blocks.append(Block(BlockKind.HEADING, span, heading_level(text)))
        else:
            marker = shapes.item_marker(text)
            kind = BlockKind.LIST if marker else BlockKind.PARAGRAPH
            draft.blocks.append(Block(kind, Span(span.start + marker, span.end)))
        position = stop


def _one_heading(lines: Sequence[Line], start: int, end: int) -> bool:
    """Whether a few lines in capitals that stand apart are one heading, broken by hand."""
    apart = (not start or lines[start - 1].blank) and (end == len(lines) or lines[end].blank)
    text = " ".join(line.text.strip() for line in lines[start:end])
    return apart and end - start <= 4 and shapes.capitals(text) and _could_be_heading(text)


def _heads(lines: Sequence[Line], index: int) -> bool:
    """Whether a line with the shape of a heading stands where headings do: apart, or above longer or finished text."""
    text = lines[index].text.strip()
    above = lines[index - 1].text.strip() if index else ""
    after = index + 1
    while after < len(lines) and _aside(lines[after].text.strip()):
        after += 1
    below = lines[after].text.strip() if after < len(lines) else ""
    item = shapes.item_marker(text) > 0
    if item and not shapes.heading_number(text):
        return False
    if not above and (not below or len(below) > 2 * len(text)):
        return True
    follows = not above or shapes.ended(above) or _aside(above) or len(above) > 2 * len(text) or "\t" in above
    leads = shapes.ended(below) and not shapes.item_marker(below) and len(below) > len(text)
    return follows and len(text) <= _DENSE_LENGTH and (leads or "\t" in below or len(below) > 2 * len(text))


def _aside(text: str) -> bool:
    """Whether a line stands between a heading and its text without belonging to either: a date, credit or menu word."""
    return bool(text) and (shapes.furniture(text) or shapes.identifier(text) or dates.of_line(text) is not None)


def _wrap_width(chunk: Sequence[Line]) -> int:
    """The width at which the lines of a chunk were wrapped; 0 if they were not."""
    lengths = [len(line.text.rstrip()) for line in chunk]
    width = max(lengths)
    if len(chunk) < 2 or not _WRAP_LEAST <= width <= _WRAP_MOST:
        return 0
    full = sum(length >= 0.7 * width for length in lengths[:-1])
    # Where every line ends as a sentence does, each is a paragraph.
    whole = all(shapes.ended(line.text.rstrip()) for line in chunk)
    return width if full * 2 >= len(lengths) - 1 and not whole else 0


def _continues(line: Line, following: Line, width: int, first: Line) -> bool:
    """Whether `following` goes on with the paragraph or item that `line` belongs to.

    In wrapped text a line is broken where its next word would not have fitted; elsewhere only an unfinished line that
    goes on with a small letter does.
    """
    text, after = line.text.rstrip(), following.text.strip()
    special = shapes.caption(after) or shapes.note(after) or shapes.identifier(after) or shapes.furniture(after)
    special = special or shapes.bare_number(after)
    if special or (shapes.caption(text) and shapes.ended(text)):
        return False
    # Within a wrapped sentence a line may begin with a dash or "(2)"; an item begins after a line that ended.
    if shapes.item_marker(following.text) and (not width or shapes.ended(text) or shapes.item_marker(first.text)):
        return False
    if shapes.identifier(text) or shapes.furniture(text):
        return False
    if width:
        word = after.split(maxsplit=1)[0] if not shapes.chinese(after) else after[:1]
        return len(text) + 1 + len(word) >= 0.85 * width
    if shapes.item_marker(first.text) and following.text[:2].isspace():
        return True
    return not shapes.ended(text) and shapes.starts_small(after) and len(text) >= _WRAP_LEAST


def _could_be_heading(text: str) -> bool:
    """Whether a line that stands alone has the shape of a heading."""
    if len(text) > _HEADING_LENGTH or shapes.words(text) > _HEADING_WORDS or shapes.letters(text) < 2:
        return False
    if shapes.caption(text) or shapes.note(text) or shapes.identifier(text) or shapes.keywords(text):
        return False
    if dates.find(text) is not None and shapes.letters(text) <= _DATE_LETTERS:
        return False
    if shapes.chinese(text) and ("，" in text or len(text) > _CHINESE_HEADING):
        return False
    if _ADDRESS.search(text):
        return False
    first = text.lstrip('«"“(')[:1]
    return not shapes.ended(text) and not shapes.dangling(text) and (not first.islower()) and not text.startswith("(")


def heading_level(text: str) -> int:
    """The depth of a heading as its wording shows it: numbered by its number, capitals 1, others 2."""
    number = shapes.heading_number(text)
    if number:
        return min(6, number + 1)
    return 1 if shapes.capitals(text) and not shapes.chinese(text) else 2


def _join_torn(draft: Draft) -> None:
    """Make one block of a paragraph whose halves a page break has put apart; a page number between keeps them so."""
    joined: list[Block] = []
    for block in draft.blocks:
        last = joined[-1] if joined else None
        if last is not None and _torn(draft.text, last, block):
            kind = BlockKind.LIST if last.kind is BlockKind.LIST else BlockKind.PARAGRAPH
            joined[-1] = Block(kind, Span(last.span.start, block.span.end))
        else:
            joined.append(block)
    draft.blocks = joined


def _torn(text: str, first: Block, second: Block) -> bool:
    kinds = (BlockKind.PARAGRAPH, BlockKind.LIST, BlockKind.HEADING)
    if first.kind not in kinds or second.kind is not BlockKind.PARAGRAPH:
        return False
    head, tail = first.span.of(text), second.span.of(text)
    least = _TORN_LENGTH // 2 if shapes.chinese(head) else _TORN_LENGTH
    if len(head) < least or shapes.ended(head) or "\n" not in text[first.span.end : second.span.start]:
        return False
    alien = (shapes.caption, shapes.note, shapes.identifier, shapes.furniture, shapes.bare_number)
    if any(shape(half) for shape in alien for half in (head, tail)):
        return False
    if first.kind is BlockKind.HEADING:
        return shapes.starts_small(tail) and not shapes.capitals(head)
    if shapes.chinese(head):
        return shapes.chinese(tail) and shapes.ended(tail)
    return shapes.starts_small(tail) or shapes.dangling(head)

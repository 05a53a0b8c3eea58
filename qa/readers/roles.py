"""What each block is in its place: captions and notes beside tables, references, author lines, furniture.

Readers know the shape of their format (this is a heading, this a row); here the neighbours decide. The rules are
conservative: a paragraph is silenced only where its own words or two neighbours say so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from qa.readers import dates, shapes
from qa.readers.draft import Draft
from qa.types import SILENT_KINDS, Block, BlockKind, Span

#: Lines of author blocks are short; running text is not.
_AUTHOR_LINE = 120
#: A short line that comes back this often is a running header, ticker or menu.
_REPEATS, _REPEATED_LENGTH = 3, 80
#: Entries of menus have at most so many words.
_MENU_WORDS = 4
_TABLE_KINDS = (BlockKind.TABLE_HEADER, BlockKind.TABLE_ROW)
_WORDS = (BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.LIST)


def settle(draft: Draft) -> None:
    """Give every block of `draft` its final kind and tie captions and notes to their tables."""
    _single_lines(draft)
    told_by_themselves = list(draft.blocks)
    _page_numbers(draft)
    _menus(draft)
    _author_blocks(draft)
    _masthead(draft)
    if all(block.kind in SILENT_KINDS for block in draft.blocks):
        # Neighbours may not silence a whole document: a card of addresses is what its reader asks about.
        draft.blocks = told_by_themselves
    _references(draft)
    _captions_and_notes(draft)


def _text(draft: Draft, block: Block) -> str:
    return block.span.of(draft.text)


def _become(draft: Draft, index: int, kind: BlockKind) -> None:
    draft.blocks[index] = replace(draft.blocks[index], kind=kind, level=0)


def _single_lines(draft: Draft) -> None:
    """Captions, notes and furniture that show it by themselves, and short lines that come back again and again."""
    often = Counter(
        _text(draft, block).strip()
        for block in draft.blocks
        if block.kind in _WORDS and len(block.span) <= _REPEATED_LENGTH
    )
    for index, block in enumerate(draft.blocks):
        if block.kind not in _WORDS:
            continue
        text = _text(draft, block)
        repeated = often.get(text.strip(), 0) >= _REPEATS and not shapes.ended(text)
        if repeated or shapes.furniture(text) or shapes.identifier(text) or shapes.leaders(text):
            _become(draft, index, BlockKind.FURNITURE)
        elif shapes.caption(text):
            _become(draft, index, BlockKind.CAPTION)
        elif block.kind is not BlockKind.LIST and shapes.note(text):
            _become(draft, index, BlockKind.NOTE)


def _page_numbers(draft: Draft) -> None:
    """Numbers alone in a line that part a paragraph, stand beside a running line, or count up through the document."""
    blocks = draft.blocks
    alone = [i for i, b in enumerate(blocks) if b.kind in _WORDS and shapes.bare_number(_text(draft, b))]
    values = [int(_text(draft, blocks[i])) for i in alone]
    counting = len(values) > 2 and all(later - earlier == 1 for earlier, later in pairwise(values))
    for index in alone:
        before, after = (blocks[n] if 0 <= n < len(blocks) else None for n in (index - 1, index + 1))
        beside = any(b is not None and b.kind is BlockKind.FURNITURE for b in (before, after))
        open_end = before is not None and before.kind is BlockKind.PARAGRAPH and not shapes.ended(_text(draft, before))
        torn = open_end and after is not None and shapes.starts_small(_text(draft, after))
        if counting or beside or torn:
            _become(draft, index, BlockKind.FURNITURE)


def _menus(draft: Draft) -> None:
    """Short entries between menu words above the first sentence, and links to other articles below one that says so."""
    blocks = draft.blocks
    first = next((i for i, block in enumerate(blocks) if block.kind in _WORDS and _sentence(draft, block)), len(blocks))
    menus = [i for i in range(first) if _is_menu(draft, i)]
    for index in range(menus[0], menus[-1]) if len(menus) > 1 else ():
        if blocks[index].kind in _WORDS and _entry_of_menu(draft, index):
            _become(draft, index, BlockKind.FURNITURE)
    linking = False
    for index, block in enumerate(blocks):
        if block.kind is BlockKind.FURNITURE:
            linking = linking or (index > first and shapes.more_reading(_text(draft, block)))
        elif linking and block.kind in _WORDS and not _sentence(draft, block) and len(block.span) <= _AUTHOR_LINE:
            _become(draft, index, BlockKind.FURNITURE)
        else:
            linking = False


def _is_menu(draft: Draft, index: int) -> bool:
    return draft.blocks[index].kind is BlockKind.FURNITURE and shapes.menu(_text(draft, draft.blocks[index]))


def _entry_of_menu(draft: Draft, index: int) -> bool:
    text = _text(draft, draft.blocks[index])
    return shapes.words(text) <= _MENU_WORDS and not any(c.isdigit() for c in text)


def _sentence(draft: Draft, block: Block) -> bool:
    """Whether a block is running text rather than a label."""
    text = _text(draft, block)
    return shapes.ended(text) and shapes.words(text) > _MENU_WORDS


def _author_blocks(draft: Draft) -> None:
    """Names, degrees and affiliations between two e-mail or ORCID lines, or between one and the title."""
    blocks = draft.blocks
    marks = [i for i, b in enumerate(blocks) if b.kind is BlockKind.FURNITURE and shapes.identifier(_text(draft, b))]
    for first, last in _clusters(draft, marks):
        start, end = first, last + 1
        while start > 0 and _author_line(draft, start - 1):
            start -= 1
        while end < len(blocks) and _author_line(draft, end) and not _begins_article(draft, end):
            end += 1
        for index in range(start, end):
            if blocks[index].kind in _WORDS and not (index < first and _begins_article(draft, index)):
                _become(draft, index, BlockKind.FURNITURE)


def _masthead(draft: Draft) -> None:
    """Short lines at the very top, before a title that an abstract follows: authors, degrees, advisers."""
    for index, block in enumerate(draft.blocks[:40]):
        if shapes.abstract(_text(draft, block)) and index > 1 and draft.blocks[index - 1].kind is BlockKind.HEADING:
            if all(
                b.kind is BlockKind.FURNITURE or _author_line(draft, i) for i, b in enumerate(draft.blocks[: index - 1])
            ):
                for before in range(index - 1):
                    _become(draft, before, BlockKind.FURNITURE)
            return


def _clusters(draft: Draft, marks: list[int]) -> Iterator[tuple[int, int]]:
    """Runs of identifier lines with nothing but author lines between them: first and last index."""
    position = 0
    while position < len(marks):
        first = last = marks[position]
        position += 1
        while position < len(marks) and all(
            _author_line(draft, i) and not _begins_article(draft, i) for i in range(last + 1, marks[position])
        ):
            last = marks[position]
            position += 1
        yield first, last


def _author_line(draft: Draft, index: int) -> bool:
    """Whether a block could be a line of an author block: short, and no sentence of running text."""
    block = draft.blocks[index]
    if block.kind is BlockKind.FURNITURE:
        return shapes.identifier(_text(draft, block))
    text = _text(draft, block)
    if block.kind not in (BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.LIST) or len(text) > _AUTHOR_LINE:
        return False
    if shapes.abstract(text) or shapes.references(text) or shapes.keywords(text):
        return False
    return shapes.words(text) <= 12 and (not shapes.ended(text) or shapes.words(text) <= 8)


def _begins_article(draft: Draft, index: int) -> bool:
    """Whether a block is the title that follows an author block: capitals, or right before the abstract."""
    text = _text(draft, draft.blocks[index])
    if shapes.capitals(text) and shapes.words(text) >= 4 and not any(c.isdigit() for c in text):
        return True
    following = draft.blocks[index + 1] if index + 1 < len(draft.blocks) else None
    if following is None:
        return False
    after = _text(draft, following)
    return shapes.abstract(after) or (draft.blocks[index].kind is BlockKind.HEADING and len(after) > 2 * _AUTHOR_LINE)


def _references(draft: Draft) -> None:
    """Everything under a heading "References" that looks like entries, up to the first block that does not."""
    inside = False
    for index, block in enumerate(draft.blocks):
        text = _text(draft, block)
        if block.kind in _WORDS and shapes.references(text):
            inside = True
            draft.blocks[index] = replace(block, kind=BlockKind.HEADING, level=block.level or 2)
        elif inside and block.kind in (*_WORDS, BlockKind.NOTE):
            if _entry(draft, index):
                _become(draft, index, BlockKind.REFERENCES)
            else:
                inside = False
        elif inside and block.kind is BlockKind.FURNITURE and shapes.bibliographic(text):
            _become(draft, index, BlockKind.REFERENCES)
        elif inside and block.kind in _TABLE_KINDS:
            inside = False


def _entry(draft: Draft, index: int) -> bool:
    """Whether a block under a references heading is an entry or the torn rest of one."""
    block = draft.blocks[index]
    text = _text(draft, block)
    if block.kind is BlockKind.LIST or shapes.bibliographic(text) or shapes.numbered(text):
        return True
    if block.kind is BlockKind.HEADING or shapes.abstract(text):
        return False
    following = draft.blocks[index + 1] if index + 1 < len(draft.blocks) else None
    return shapes.starts_small(text) or (
        following is not None
        and following.kind is not BlockKind.HEADING
        and shapes.bibliographic(_text(draft, following))
    )


def _captions_and_notes(draft: Draft) -> None:
    """Tie the caption above (or else below) and the notes below each table to it."""
    places: dict[int, tuple[int, int]] = {}
    for index, block in enumerate(draft.blocks):
        if block.table is not None:
            places[block.table] = (places.get(block.table, (index, index))[0], index)
    for number, (first, last) in places.items():
        table = draft.tables[number]
        caption = table.caption or _caption(draft, first - 1, above=True)
        below = draft.blocks[last + 2].table if last + 2 < len(draft.blocks) else None
        if caption is None and below is None:
            caption = _caption(draft, last + 1)
        caption = caption or _title(draft, first - 1)
        notes: list[Span] = list(table.notes)
        index = last + 1
        while index < len(draft.blocks) and draft.blocks[index].kind in (BlockKind.NOTE, BlockKind.CAPTION):
            if draft.blocks[index].kind is BlockKind.NOTE:
                notes.append(draft.blocks[index].span)
            elif draft.blocks[index].span != caption:
                break
            index += 1
        draft.tables[number] = replace(table, caption=caption, notes=tuple(notes))


def _caption(draft: Draft, index: int, *, above: bool = False) -> Span | None:
    """The caption at a place beside a table; above it any that its format calls one, unless it is of a figure."""
    if not 0 <= index < len(draft.blocks) or draft.blocks[index].kind is not BlockKind.CAPTION:
        return None
    text = _text(draft, draft.blocks[index])
    is_caption = shapes.table_caption(text) or (above and not shapes.caption(text))
    return draft.blocks[index].span if is_caption else None


def _title(draft: Draft, index: int) -> Span | None:
    """The line right above a table that says what it holds without calling itself a caption."""
    if index < 0:
        return None
    block = draft.blocks[index]
    text = _text(draft, block)
    if block.kind is not BlockKind.PARAGRAPH or not shapes.title_of_table(text) or dates.of_line(text) is not None:
        return None
    _become(draft, index, BlockKind.CAPTION)
    return block.span

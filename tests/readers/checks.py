"""What holds of every document, whatever it was read from."""

from __future__ import annotations

from qa.types import Block, BlockKind, Document, Span

ROWS = (BlockKind.TABLE_HEADER, BlockKind.TABLE_ROW)


def sound(document: Document) -> Document:
    """Assert every invariant of `document` and return it."""
    text = document.text
    assert "\x00" not in text and "\r" not in text and not any("\ud800" <= c <= "\udfff" for c in text)
    previous = 0
    for block in document.blocks:
        assert previous <= block.span.start < block.span.end <= len(text), block
        assert block.span.of(text).strip(" \n"), block
        previous = block.span.end
        assert (block.level > 0) == (block.kind is BlockKind.HEADING), block
        assert (block.kind in ROWS) == (block.table is not None) == (block.row is not None), block
    for number, table in enumerate(document.tables):
        _sound_table(document, number)
        for span in (*filter(None, (table.caption,)), *table.notes):
            _inside(span, text)
            assert any(block.span == span for block in document.blocks), span
    end = 0
    for page in document.pages:
        _inside(page, text)
        assert page.start >= end
        end = page.end
    if document.pages:
        assert not text[end:].strip()
    for name in document.provenance:
        assert getattr(document, name), name
    assert {"title", "language"} <= set(document.provenance)
    return document


def _inside(span: Span, text: str) -> None:
    assert 0 <= span.start <= span.end <= len(text), span


def _sound_table(document: Document, number: int) -> None:
    table = document.tables[number]
    blocks = {(block.kind, block.row): block for block in document.blocks if block.table == number}
    for kind, lines in ((BlockKind.TABLE_HEADER, table.header), (BlockKind.TABLE_ROW, table.rows)):
        for index, line in enumerate(lines):
            column = 0
            block = blocks.get((kind, index))
            for cell in line:
                _inside(cell.span, document.text)
                assert cell.column == column and cell.columns >= 1, cell
                column += cell.columns
                assert block is None or not len(cell.span) or block.span.covers(cell.span), cell
            assert block is not None or not any(len(cell.span) for cell in line)


def kinds(document: Document) -> list[tuple[str, str]]:
    """The kind and words of every block."""
    return [(block.kind.value, block.span.of(document.text)) for block in document.blocks]


def of_kind(document: Document, kind: BlockKind) -> list[str]:
    """The words of all blocks of a kind."""
    return [words for name, words in kinds(document) if name == kind.value]


def cells(document: Document, number: int = 0) -> tuple[list[list[str]], list[list[str]]]:
    """Header and body of a table as words."""
    table = document.tables[number]
    header, body = (
        [[cell.span.of(document.text) for cell in row] for row in rows] for rows in (table.header, table.rows)
    )
    return header, body


def heading_of(document: Document, words: str) -> Block:
    """The heading with these words."""
    return next(block for block in document.headings if block.span.of(document.text) == words)

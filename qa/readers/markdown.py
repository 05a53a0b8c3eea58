"""Markdown: the text stays as it is, and the parser's line numbers say which words are headings, items and rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from qa.readers import frontmatter, grid
from qa.readers.draft import Draft
from qa.readers.grid import Line
from qa.types import Block, BlockKind

if TYPE_CHECKING:
    from markdown_it.token import Token

_COMMENT = re.compile(r"<!--.*?(?:-->|$)", re.DOTALL)
_TAGS = re.compile(r"<[^<>]*>")


def read(text: str) -> Draft:
    """The draft of a Markdown text."""
    from markdown_it import MarkdownIt

    draft = Draft(text, "markdown")
    start = frontmatter.read(draft)
    # The parser takes other characters for line ends than we do; one for one, they keep the offsets.
    body = re.sub("[\u2028\u2029\x0b\x0c\x85]", " ", text[start:])
    lines = [Line(start + line.start, line.text) for line in grid.lines_of(body)]
    tokens = MarkdownIt("commonmark").enable("table").parse(body)
    _blocks(draft, tokens, lines)
    return draft


def _blocks(draft: Draft, tokens: Sequence[Token], lines: Sequence[Line]) -> None:
    """Append a block for every token that carries words."""
    lists = 0
    position = 0
    while position < len(tokens):
        token = tokens[position]
        if token.type in ("bullet_list_open", "ordered_list_open"):
            lists += 1
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            lists -= 1
        elif token.type == "table_open":
            stop = next(i for i in range(position, len(tokens)) if tokens[i].type == "table_close")
            _table(draft, tokens[position:stop], lines)
            position = stop
        elif token.type == "heading_open":
            _inline(draft, tokens[position + 1], lines, BlockKind.HEADING, int(token.tag[1:]))
            position += 2
        elif token.type == "inline":
            _inline(draft, token, lines, BlockKind.LIST if lists else BlockKind.PARAGRAPH)
        elif token.type in ("fence", "code_block", "html_block"):
            _verbatim(draft, token, lines)
        position += 1


def _inline(draft: Draft, token: Token, lines: Sequence[Line], kind: BlockKind, level: int = 0) -> None:
    """The block of an inline token: from its first word to its last, list and quote markers before them left out."""
    if token.map is None or not token.content.strip():
        return
    content = token.content.split("\n")
    first = lines[token.map[0]]
    last = lines[token.map[0] + len(content) - 1]
    left = max(0, first.text.find(content[0].strip()))
    right = last.text.rfind(content[-1].strip())
    end = last.start + right + len(content[-1].strip()) if right >= 0 else last.end
    span = grid.stripped(draft.text, first.start + left, end)
    _append(draft, Block(kind, span, level))


def _verbatim(draft: Draft, token: Token, lines: Sequence[Line]) -> None:
    """Code keeps its lines; a piece of HTML counts only if it has words outside tags and comments."""
    if token.map is None or not token.content.strip():
        return
    if token.type == "html_block" and not _TAGS.sub("", _COMMENT.sub("", token.content)).strip():
        return
    first, stop = token.map
    if token.type == "fence":
        first += 1
        stop -= 1 if stop - 1 > first and lines[stop - 1].text.strip().startswith(token.markup) else 0
    if first < stop:
        _append(draft, Block(BlockKind.PARAGRAPH, grid.stripped(draft.text, lines[first].start, lines[stop - 1].end)))


def _table(draft: Draft, tokens: Sequence[Token], lines: Sequence[Line]) -> None:
    """A pipe table: the parser says which lines are rows and how many columns count."""
    numbers = [token.map[0] for token in tokens if token.type == "tr_open" and token.map is not None]
    width = sum(token.type == "th_open" for token in tokens)
    rows = []
    for number in numbers:
        line = lines[number]
        row = grid.stripped(draft.text, line.start, line.end)
        rows.append(grid.Row(row, grid.pipe_cells(line)[:width]))
    if rows and width:
        grid.add_table(draft, rows, headers=1)


def _append(draft: Draft, block: Block) -> None:
    """Append `block`, unless it is empty or lies on words that an earlier block has."""
    if len(block.span) and (not draft.blocks or draft.blocks[-1].span.end <= block.span.start):
        draft.blocks.append(block)

"""DOCX: headings, paragraphs, lists and tables in order; headers and footers as furniture, footnotes as notes."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from qa.readers import grid, office, shapes
from qa.readers.draft import CellText, Composer, Draft, raised
from qa.types import BlockKind

_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_NOTES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
#: What stands in for the characters that Word keeps as elements.
_MARKS = {
    f"{_W}tab": " ",
    f"{_W}br": "\n",
    f"{_W}cr": "\n",
    f"{_W}noBreakHyphen": "-",
    f"{_W}softHyphen": "",
    f"{_M}den": "/",
}
_SKIPPED = frozenset(f"{_W}{name}" for name in ("del", "moveFrom", "txbxContent", "instrText", "delText", "pPr", "rPr"))
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def read(data: bytes) -> Draft:
    """The draft of a Word document."""
    import docx

    document = docx.Document(io.BytesIO(data))
    composer = Composer("docx")
    office.state_properties(composer.facts, document.core_properties)
    styles = _Styles(document)
    for text in _margins(document, "header"):
        composer.block(BlockKind.FURNITURE, text)
    _body(composer, document.element.body, styles)
    for text in _footnotes(document):
        composer.block(BlockKind.NOTE, text)
    for text in _margins(document, "footer"):
        composer.block(BlockKind.FURNITURE, text)
    return composer.finish()


class _Styles:
    """What the paragraph styles of a document mean: heading depth, list, caption."""

    def __init__(self, document: Any) -> None:
        self._names = {style.style_id: (style.name or "").lower() for style in document.styles}
        self._levels = {style.style_id: _outline(style.element) for style in document.styles}

    def kind(self, paragraph: Any, text: str) -> tuple[BlockKind, int]:
        """The kind of a paragraph and its depth as a heading."""
        properties = paragraph.find(f"{_W}pPr")
        style = properties.find(f"{_W}pStyle") if properties is not None else None
        identity = style.get(f"{_W}val") if style is not None else None
        name = self._names.get(identity, "") if identity else ""
        if name == "title":
            return BlockKind.HEADING, 1
        if name.startswith("heading ") and name[8:].strip().isdigit():
            return BlockKind.HEADING, int(name[8:])
        if name == "caption":
            return BlockKind.CAPTION, 0
        level = _outline(paragraph) or (self._levels.get(identity) if identity else None)
        if level:
            return BlockKind.HEADING, level
        numbered = properties is not None and properties.find(f"{_W}numPr") is not None
        if numbered or name.startswith("list"):
            return BlockKind.LIST, 0
        if _all_bold(paragraph) and len(text) <= 120 and not shapes.ended(text) and shapes.letters(text) > 2:
            return BlockKind.HEADING, 3
        return BlockKind.PARAGRAPH, 0


def _outline(element: Any) -> int | None:
    """The outline level set on a paragraph or style, 1 the outermost; None for body text."""
    found = element.find(f"{_W}pPr/{_W}outlineLvl")
    value = found.get(f"{_W}val") if found is not None else None
    return int(value) + 1 if value is not None and value.isdigit() and int(value) < 9 else None


def _all_bold(paragraph: Any) -> bool:
    """Whether every run with words is set in bold: a heading made by hand."""
    runs = [run for run in paragraph.iter(f"{_W}r") if _words(run).strip()]
    bolds = [run.find(f"{_W}rPr/{_W}b") for run in runs]
    return bool(runs) and all(b is not None and b.get(f"{_W}val") not in ("0", "false") for b in bolds)


def _words(element: Any) -> str:
    """The visible words of an element: insertions counted, deletions, field codes and text boxes left out."""
    parts: list[str] = []
    stack = [element]
    while stack:
        node = stack.pop()
        if node.tag in (f"{_W}t", f"{_M}t"):
            parts.append(raised(node.text or "") if _is_raised(node) else node.text or "")
        elif node.tag in _MARKS:
            parts.append(_MARKS[node.tag])
            stack.extend(reversed(list(node)))
        elif node.tag not in _SKIPPED and node.tag != _FALLBACK:
            stack.extend(reversed(list(node)))
    return "".join(parts)


def _is_raised(text: Any) -> bool:
    """Whether a text element is set as superscript, or is the exponent in a formula."""
    align = text.getparent().find(f"{_W}rPr/{_W}vertAlign")
    above = align is not None and align.get(f"{_W}val") == "superscript"
    return above or (text.tag == f"{_M}t" and next(text.iterancestors(f"{_M}sup"), None) is not None)


def _body(composer: Composer, parent: Any, styles: _Styles) -> None:
    """Write the paragraphs and tables under `parent`, going into content controls and inserted blocks."""
    for child in parent:
        if child.tag == f"{_W}p":
            text = _words(child)
            kind, level = styles.kind(child, text.strip())
            composer.block(kind, text, level)
            for box in child.iter(f"{_W}txbxContent"):
                if not any(ancestor.tag == _FALLBACK for ancestor in box.iterancestors()):
                    _body(composer, box, styles)
        elif child.tag == f"{_W}tbl":
            _table(composer, child, styles)
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}moveTo", f"{_W}customXml"):
            _body(composer, child, styles)


def _table(composer: Composer, table: Any, styles: _Styles) -> None:
    """Write a table; one of a single column or row is a frame around paragraphs."""
    rows = list(table.iter(f"{_W}tr")) if not list(table.iter(f"{_W}tbl"))[1:] else table.findall(f"{_W}tr")
    lines = [_row(row) for row in rows]
    if max(map(len, lines), default=0) <= 1:
        for cell in table.iter(f"{_W}tc"):
            _body(composer, cell, styles)
        return
    filled: list[list[CellText]] = []
    for line in lines:
        filled.append(
            [CellText(_above(filled, line, n) if text is None else text, c) for n, (text, c) in enumerate(line)]
        )
    marked = 0
    while marked < len(rows) - 1 and rows[marked].find(f"{_W}trPr/{_W}tblHeader") is not None:
        marked += 1
    count = marked or grid.header_count(filled)
    composer.table(filled[:count], filled[count:])


def _row(row: Any) -> list[tuple[str | None, int]]:
    """The cells of a row with their widths in columns; None for a cell that goes on from the row above."""
    line: list[tuple[str | None, int]] = []
    for cell in row.iter(f"{_W}tc"):
        if next(cell.iterancestors(f"{_W}tr")) is not row:
            continue
        span = cell.find(f"{_W}tcPr/{_W}gridSpan")
        merge = cell.find(f"{_W}tcPr/{_W}vMerge")
        goes_on = merge is not None and merge.get(f"{_W}val") != "restart"
        text = " ".join(_words(paragraph) for paragraph in cell.iter(f"{_W}p"))
        line.append((None if goes_on else text, int(span.get(f"{_W}val", "1")) if span is not None else 1))
    return line


def _above(filled: list[list[CellText]], line: list[tuple[str | None, int]], number: int) -> str:
    """The words of the vertically merged cell above cell `number` of `line`."""
    column = sum(columns for _, columns in line[:number])
    place = 0
    for cell in filled[-1] if filled else ():
        if place == column:
            return cell.text
        place += cell.columns
    return ""


def _margins(document: Any, name: str) -> Iterator[str]:
    """The different texts of the sections' headers or footers."""
    seen = set()
    for section in document.sections:
        for variant in (name, f"first_page_{name}", f"even_page_{name}"):
            part = getattr(section, variant)
            text = "" if part.is_linked_to_previous else "\n".join(_words(p._p) for p in part.paragraphs).strip()
            if text and text not in seen:
                seen.add(text)
                yield text


def _footnotes(document: Any) -> Iterator[str]:
    """The texts of the footnotes, separators left out."""
    from lxml import etree

    for relation in document.part.rels.values():
        if relation.reltype == _NOTES and not relation.is_external:
            root = etree.fromstring(relation.target_part.blob)
            for note in root.iter(f"{_W}footnote"):
                if note.get(f"{_W}type") is None:
                    yield _words(note)

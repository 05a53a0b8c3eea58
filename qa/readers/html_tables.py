"""HTML tables: header and body rows, merged cells, and the words of a cell."""

from __future__ import annotations

from typing import Any

from qa.readers import grid
from qa.readers.draft import CellText, raised

#: No table has wider or taller cells; larger spans are slips that would fill the memory.
_WIDEST = 1_000


def is_data(table: Any) -> bool:
    """Whether a table holds data rather than the layout of a page: no table inside, two columns somewhere."""
    if table.xpath(".//table") or table.get("role") == "presentation":
        return False
    rows = [[cell for cell in row if cell.tag in ("td", "th")] for row in table.iter("tr")]
    return len(rows) > 1 and max(map(len, rows), default=0) > 1


def _span(cell: Any, name: str) -> int:
    value = cell.get(name, "1").strip()
    return max(1, min(int(value), _WIDEST)) if value.isdecimal() else 1


def rows_of(table: Any) -> tuple[list[list[CellText]], list[list[CellText]]]:
    """Header and body rows; a cell that spans rows is repeated in each of them."""
    grid_rows: list[tuple[bool, list[CellText]]] = []
    pending: dict[int, tuple[int, CellText]] = {}
    for row in table.iter("tr"):
        cells = [cell for cell in row if cell.tag in ("td", "th")]
        if not cells:
            continue
        line: list[CellText] = []
        column = 0
        queue = list(cells)
        while queue or any(at >= column for at in pending):
            if column in pending:
                left, text = pending[column]
                if left > 1:
                    pending[column] = (left - 1, text)
                else:
                    del pending[column]
                line.append(text)
                column += text.columns
                continue
            if not queue:
                line.append(CellText(""))
                column += 1
                continue
            cell = queue.pop(0)
            text = CellText(_cell_text(cell), _span(cell, "colspan"))
            if _span(cell, "rowspan") > 1:
                pending[column] = (_span(cell, "rowspan") - 1, text)
            line.append(text)
            column += text.columns
        heads_rows = bool(grid_rows) and len(cells) == 1 and line[0].columns > 1  # one cell over the whole width
        in_head = row.getparent().tag == "thead" or (all(cell.tag == "th" for cell in cells) and not heads_rows)
        grid_rows.append((in_head, line))
    count = next((n for n, (head, _) in enumerate(grid_rows) if not head), len(grid_rows))
    if not count:
        count = grid.header_count([line for _, line in grid_rows])
    lines = [line for _, line in grid_rows]
    return lines[:count], lines[count:]


def _cell_text(cell: Any) -> str:
    """The words of a cell; line breaks and paragraphs in it part words."""
    parts: list[str] = []
    for element in cell.iter():
        if isinstance(element.tag, str) and element.tag not in ("script", "style", "sup") and element.text:
            parts.append((" " if element.tag in ("p", "div", "li", "ul", "ol") else "") + element.text)
        elif element.tag == "sup" and element.text:
            parts.append(raised(element.text))
        elif element.tag == "br":
            parts.append(" ")
        if element is not cell and element.tail:
            parts.append((" " if element.tag in ("p", "div", "li", "ul", "ol") else "") + element.tail)
    return "".join(parts)

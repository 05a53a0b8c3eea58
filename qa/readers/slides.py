"""PPTX: a page a slide; titles as headings, text, tables and charts in reading order, speaker notes as notes."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from qa.readers import grid, office
from qa.readers.draft import CellText, Composer, Draft
from qa.types import BlockKind

#: Shapes whose tops differ by less (a quarter of an inch, in EMU) stand side by side.
_BAND = 228_600


def read(data: bytes) -> Draft:
    """The draft of a presentation."""
    import pptx

    presentation = pptx.Presentation(io.BytesIO(data))
    composer = Composer("pptx")
    office.state_properties(composer.facts, presentation.core_properties)
    for number, slide in enumerate(presentation.slides):
        composer.page()
        title = slide.shapes.title
        if title is not None and title.has_text_frame:
            composer.block(BlockKind.HEADING, _one_line(title.text_frame.text), 1 if number == 0 else 2)
        for shape in _in_order(slide.shapes):
            if title is None or shape.shape_id != title.shape_id:
                _shape(composer, shape)
        if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
            for paragraph in slide.notes_slide.notes_text_frame.paragraphs:
                composer.block(BlockKind.NOTE, _one_line(paragraph.text))
    return composer.finish()


def _one_line(text: str) -> str:
    return text.replace("\x0b", " ").replace("\n", " ")


def _in_order(shapes: Any) -> list[Any]:
    """Shapes from top to bottom and left to right; those without a place come last, in file order."""
    return sorted(shapes, key=lambda shape: (shape.top is None, (shape.top or 0) // _BAND, shape.left or 0))


def _shape(composer: Composer, shape: Any) -> None:
    if shape.shape_type == 6:  # a group
        for inner in _in_order(shape.shapes):
            _shape(composer, inner)
    elif getattr(shape, "has_table", False):
        _table(composer, shape.table)
    elif getattr(shape, "has_chart", False):
        _chart(composer, shape.chart)
    elif shape.has_text_frame:
        _text(composer, shape)


def _text(composer: Composer, shape: Any) -> None:
    """The paragraphs of a shape: items where the slide shows bullets, furniture in footers."""
    kind = BlockKind.PARAGRAPH
    paragraphs = [p for p in shape.text_frame.paragraphs if p.text.strip()]
    if shape.is_placeholder:
        name = str(shape.placeholder_format.type or "")
        if any(word in name for word in ("FOOTER", "SLIDE_NUMBER", "DATE", "HEADER")):
            kind = BlockKind.FURNITURE
        elif "SUBTITLE" not in name and len(paragraphs) > 1:
            kind = BlockKind.LIST
    for paragraph in paragraphs:
        bulleted = paragraph._p.find(".//{http://schemas.openxmlformats.org/drawingml/2006/main}buChar") is not None
        use = BlockKind.LIST if bulleted and kind is BlockKind.PARAGRAPH else kind
        composer.block(use, _one_line(paragraph.text))


def _table(composer: Composer, table: Any) -> None:
    """A table; a cell merged over rows is repeated in each, one merged over columns keeps its width."""
    rows = [list(_row(table, number)) for number in range(len(table.rows))]
    count = 1 if table.first_row and len(rows) > 1 else grid.header_count(rows)
    composer.table(rows[:count], rows[count:])


def _row(table: Any, number: int) -> Iterator[CellText]:
    column = 0
    width = len(table.columns)
    while column < width:
        origin, left = _origin(table, number, column)
        columns = origin.span_width if origin.is_merge_origin else 1
        yield CellText(_one_line(origin.text), max(1, columns - (column - left)))
        column = left + max(1, columns)


def _origin(table: Any, row: int, column: int) -> tuple[Any, int]:
    """The cell whose words show at `row`, `column`, and the column where it begins."""
    cell = table.cell(row, column)
    if not cell.is_spanned:
        return cell, column
    for above in range(row, -1, -1):
        for left in range(column, -1, -1):
            found = table.cell(above, left)
            covers = found.is_merge_origin and above + found.span_height > row and left + found.span_width > column
            if covers:
                return found, left
    return cell, column


def _chart(composer: Composer, chart: Any) -> None:
    """The figures behind a chart, as a table: categories down, series across."""
    if chart.has_title and chart.chart_title.has_text_frame:
        composer.block(BlockKind.CAPTION, _one_line(chart.chart_title.text_frame.text))
    for plot in chart.plots:
        categories = [str(category) for category in plot.categories]
        series = list(plot.series)
        if not categories or not series:
            continue
        header = [CellText(""), *(CellText(str(one.name or "")) for one in series)]
        values = [list(one.values) for one in series]
        rows = [
            [CellText(category), *(CellText(_figure(column[n] if n < len(column) else None)) for column in values)]
            for n, category in enumerate(categories)
        ]
        composer.table([header], rows)


def _figure(value: float | None) -> str:
    return "" if value is None else f"{value:.10g}"

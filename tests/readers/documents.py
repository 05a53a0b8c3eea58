"""Makers of PDF and Office files, each from a small description of its blocks."""

from __future__ import annotations

import html
import io
from collections.abc import Sequence
from pathlib import Path

#: A block: its kind ("h1", "h2", "p", "li", "caption", "note", "break") and words; or "table" and rows, header first.
Piece = tuple[str, str | list[list[str]]]

REPORT: list[Piece] = [
    ("h1", "Dry ports of the eastern corridor"),
    (
        "p",
        "The eastern corridor joins four dry ports. Trains of fifty wagons leave each of them every day of the year.",
    ),
    ("h2", "Volumes"),
    ("p", "In 2023 the ports handled 410 thousand containers, a third more than the year before."),
    ("li", "Two ports added cranes."),
    ("li", "One port built a new yard."),
    ("caption", "Table 1. Containers by port"),
    ("table", [["Port", "2022, TEU", "2023, TEU"], ["Altyn", "120,000", "180,000"], ["Sary", "190,500", "230,000"]]),
    ("note", "Note: figures of the port operators."),
    ("h2", "Outlook"),
    ("p", "By 2027 the operators expect 600 thousand containers, provided that the second track is finished on time."),
]


def docx(path: Path, pieces: Sequence[Piece]) -> Path:
    """A Word document of `pieces`."""
    import docx as library

    document = library.Document()
    for kind, content in pieces:
        if isinstance(content, list):
            table = document.add_table(len(content), len(content[0]))
            for row, line in zip(table.rows, content, strict=True):
                for cell, words in zip(row.cells, line, strict=True):
                    cell.text = words
        elif kind in ("h1", "h2"):
            document.add_heading(content, int(kind[1]))
        else:
            document.add_paragraph(content, style={"li": "List Bullet", "caption": "Caption"}.get(kind))
    document.save(str(path))
    return path


def html_page(pieces: Sequence[Piece]) -> str:
    """An HTML page of `pieces`, with menu and banner around them."""
    body = []
    for kind, content in pieces:
        if isinstance(content, list):
            rows = ["".join(f"<th>{html.escape(words)}</th>" for words in content[0])]
            rows += ["".join(f"<td>{html.escape(words)}</td>" for words in row) for row in content[1:]]
            body.append(f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>")
        else:
            tag = {"caption": "p", "note": "p", "li": "li"}.get(kind, kind)
            body.append(f"<{tag}>{html.escape(content)}</{tag}>")
    return (
        "<html><head><title>Dry ports | Corridor Daily</title></head><body>"
        "<nav><a href=/>Home</a> <a href=/n>News</a></nav>"
        f"<div class='cookie-consent'>This site stores cookies.</div><article>{''.join(body)}</article>"
        "<footer>Corridor Daily, all rights reserved</footer></body></html>"
    )


def pdf(
    pieces: Sequence[Piece],
    *,
    columns: int = 1,
    grid: bool = True,
    running: bool = False,
    password: str | None = None,
    font: str = "Helvetica",
) -> bytes:
    """A PDF of `pieces`, set in a font that every PDF reader has; `running` adds a header and page numbers."""
    from reportlab.lib.pagesizes import A4, A5, landscape
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.platypus import BaseDocTemplate, Frame, PageBreak, PageTemplate, Paragraph, Spacer, Table

    flow = []
    for kind, content in pieces:
        if kind == "break":
            flow.append(PageBreak())
        elif isinstance(content, list):
            flow += [Table(content, style=_rules(grid, font)), Spacer(1, 8)]
        else:
            words = html.escape(content)
            flow.append(Paragraph(f"• {words}" if kind == "li" else words, _style(kind, font)))
    size = A5 if columns < 3 else landscape(A4)
    width, height = size
    each = (width - 80) / columns
    frames = [Frame(40 + n * each, 50, each, height - 100, leftPadding=6, rightPadding=6) for n in range(columns)]
    out = io.BytesIO()
    encryption = StandardEncryption(password) if password else None
    document = BaseDocTemplate(out, pagesize=size, encrypt=encryption, invariant=True)

    def margins(canvas: object, made: BaseDocTemplate) -> None:
        if running:
            canvas.setFont("Helvetica", 8)  # type: ignore[attr-defined]  # reportlab ships no types
            canvas.drawString(40, height - 25, "Corridor Quarterly")  # type: ignore[attr-defined]  # as above
            canvas.drawString(width / 2, 25, str(made.page))  # type: ignore[attr-defined]  # as above

    document.addPageTemplates(PageTemplate(frames=frames, onPage=margins))
    document.build(flow)
    return out.getvalue()


def font_for(language: str) -> str:
    """The name of a font with the letters of `language`, made known to the PDF maker."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfbase.ttfonts import TTFont

    if language == "zh":
        pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
        return "STSong-Light"
    if language in ("ru", "kk"):
        import matplotlib

        pdfmetrics.registerFont(TTFont("DejaVu", f"{matplotlib.get_data_path()}/fonts/ttf/DejaVuSans.ttf"))
        return "DejaVu"
    return "Helvetica"


def _style(kind: str, font: str) -> object:
    from reportlab.lib.styles import ParagraphStyle

    wrap = "CJK" if font == "STSong-Light" else None

    if kind in ("h1", "h2"):
        size = {"h1": 16, "h2": 12}[kind]
        return ParagraphStyle(
            kind,
            fontName=f"{font}-Bold" if font == "Helvetica" else font,
            fontSize=size,
            leading=1.25 * size,
            spaceBefore=6,
            spaceAfter=6,
        )
    small = kind in ("caption", "note")
    return ParagraphStyle(kind, wordWrap=wrap, fontName=font, fontSize=9 if small else 10, leading=12.5, spaceAfter=6)


def _rules(grid: bool, font: str) -> list[tuple[object, ...]]:
    from reportlab.lib import colors

    face = ("FONT", (0, 0), (-1, -1), font, 9)
    if grid:
        return [face, ("GRID", (0, 0), (-1, -1), 0.5, colors.black)]
    ends = [("LINEABOVE", (0, 0), (-1, 0), 1, colors.black), ("LINEBELOW", (0, -1), (-1, -1), 1, colors.black)]
    return [face, *ends, ("LINEBELOW", (0, 0), (-1, 0), 0.5, colors.black)]

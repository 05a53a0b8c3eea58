"""Header and rows of a table whose shape hides them: a second heading row of Markdown, a fact box of pairs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from qa.quantity.captions import only_period
from qa.types import Cell

_LETTERS = re.compile(r"[^\W\d_]")
#: Cells of a row at least in a fact box.
_BOX = 4


def headed(
    text: str, header: Sequence[Sequence[Cell]], rows: Sequence[Sequence[Cell]]
) -> tuple[Sequence[Sequence[Cell]], Sequence[Sequence[Cell]]]:
    """Header and rows; a first row without label and figures (units, years under a heading over two) is a header row.

    Markdown knows one header row only, so the second comes as a row. A fact box has no header at all.
    """
    if boxed := _boxed(text, (*header, *rows)):
        return (), boxed
    if len(header) != 1 or len(rows) < 2 or not rows[0] or rows[0][0].span.of(text).strip():
        return header, rows
    filled = [content for cell in rows[0][1:] if (content := cell.span.of(text).strip())]
    heads = len(filled) > 1 and all(only_period(one) or not any(char.isdigit() for char in one) for one in filled)
    return ((*header, rows[0]), rows[1:]) if heads else (header, rows)


def _boxed(text: str, rows: Sequence[Sequence[Cell]]) -> list[tuple[Cell, Cell]]:
    """The pairs of a fact box ("| Length | 340 km | Stations | 27 |") as rows; nothing for other tables."""
    widths = {len(row) for row in rows}
    if len(widths) != 1 or (width := widths.pop()) < _BOX or width % 2:
        return []
    pairs = [(row[at], row[at + 1]) for row in rows for at in range(0, width, 2) if len(row[at].span)]
    labels = [one.span.of(text) for one, _ in pairs]
    figures = [any(char.isdigit() for char in one.span.of(text)) for _, one in pairs]
    named = all(_LETTERS.search(label) and not any(char.isdigit() for char in label) for label in labels)
    first = figures[: width // 2]
    if not named or not all(first) or sum(figures) * 3 < len(figures) * 2 or len(set(labels)) < len(labels):
        return []
    return [(replace(one, column=0, columns=1), replace(other, column=1, columns=1)) for one, other in pairs]

"""PDF pages as pictures, and where on a page a quote stands, for front ends that show the source."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from qa.errors import ReadError
from qa.readers import source

#: What a quote and a page may differ in: white space, hyphens at line ends, tabs between cells.
_LOOSE = re.compile("[\\s\u00ad\u2010\u002d\ufffe\ufffd\u0002]")
#: Characters whose boxes overlap by this share of the height stand in one line.
_SAME_LINE = 0.5

#: Left, top, right, bottom as shares of the page's width and height, from its top left corner.
Box = tuple[float, float, float, float]


def page_image(path: Path, page: int, scale: float = 1.5) -> bytes:
    """Page `page` (from 1) of the PDF at `path` as a PNG; `scale` 1 is 72 dots an inch.

    Raises `ReadError` if the file cannot be read or has no such page.
    """
    with _page(path, page) as opened:
        picture = io.BytesIO()
        opened.render(scale=scale).to_pil().save(picture, format="PNG")
        return picture.getvalue()


def page_boxes(path: Path, page: int, quote: str) -> list[Box]:
    """One box a line around `quote` on page `page` (from 1); empty where the page does not show the quote.

    A quote that runs over a page break is found by its part on this page. Raises `ReadError` as `page_image` does.
    """
    with _page(path, page) as opened:
        width, height = opened.get_size()
        text = opened.get_textpage()
        try:
            characters = text.get_text_range()
            places = [place for place, character in enumerate(characters) if not _LOOSE.match(character)]
            shown = "".join(characters[place] for place in places)
            found = _find(shown, _LOOSE.sub("", quote))
            if found is None or text.count_chars() != len(characters):
                return []
            boxes = [text.get_charbox(places[number]) for number in range(*found)]
        finally:
            text.close()
    return [
        (left / width, 1 - top / height, right / width, 1 - bottom / height)
        for left, bottom, right, top in _lines(boxes)
    ]


@contextmanager
def _page(path: Path, page: int) -> Iterator[Any]:
    """The opened page of a PDF, closed afterwards."""
    import pypdfium2

    data = source.load(path)
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise ReadError(path, "is no PDF that can be shown", "Open the file in another program.") from error
    try:
        if not 1 <= page <= len(document):
            raise ReadError(path, f"has no page {page} (it has {len(document)})", "Index the folder again.")
        yield document[page - 1]
    finally:
        document.close()


def _find(shown: str, wanted: str) -> tuple[int, int] | None:
    """Where `wanted` stands in `shown`: all of it, or its longest end at the top or beginning at the bottom."""
    if not wanted:
        return None
    start = shown.find(wanted)
    if start >= 0:
        return start, start + len(wanted)
    least = min(len(wanted), 20)
    for length in range(len(wanted) - 1, least - 1, -1):
        start = shown.find(wanted[:length])
        if start >= 0:
            return start, start + length
        start = shown.find(wanted[-length:])
        if start >= 0:
            return start, start + length
    return None


def _lines(boxes: list[Box]) -> list[Box]:
    """Character boxes (left, bottom, right, top in points) joined line by line."""
    lines: list[Box] = []
    for left, bottom, right, top in boxes:
        if lines:
            other = lines[-1]
            shared = min(top, other[3]) - max(bottom, other[1])
            if shared > _SAME_LINE * min(top - bottom, other[3] - other[1]) and left >= other[0] - 1:
                lines[-1] = (other[0], min(bottom, other[1]), max(right, other[2]), max(top, other[3]))
                continue
        lines.append((left, bottom, right, top))
    return lines

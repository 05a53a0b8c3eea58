"""PDF: pages, headings, paragraphs, tables and running lines, read off the places of words on the page."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from typing import Any

from qa.errors import ReadError
from qa.readers import dates, pdf_blocks, pdf_tables
from qa.readers.draft import Composer, Draft, Facts
from qa.readers.pdf_blocks import Item, Page, Typography
from qa.readers.pdf_layout import Word, word
from qa.types import BlockKind

#: A whole PDF ends with this mark; half-copied ones do not.
_END, _TAIL = b"%%EOF", 4_096
#: Words split where the blank is wider than this share of the font size, or where the font changes.
_SPLITTING: Mapping[str, Any] = {"x_tolerance_ratio": 0.15, "extra_attrs": ["fontname", "size"]}
#: Above this share of characters without a meaning the text is unreadable.
_UNREADABLE = 0.3
_JUNK_TITLE = re.compile(
    r"\s*(?:untitled|без имени|microsoft (?:word|powerpoint|excel)\b.*|\S*[_\d]\S*"
    r"|.*\.(?:docx?|pdf|indd|qxd|pptx?|xlsx?|tex|rtf|exe|dvi|ps)"
    r"|\(?anonymous\)?|слайд \d+|slide \d+|презентация powerpoint|powerpoint presentation)\s*",
    re.IGNORECASE,
)


def read(data: bytes) -> Draft:
    """The draft of a PDF document."""
    _check(data)
    import pdfplumber

    with pdfplumber.open(io.BytesIO(data)) as document:
        pages = list(_pages(document))
        composer = Composer("pdf")
        _facts(composer.facts, document.metadata)
    _write(composer, pages)
    return composer.finish()


def _check(data: bytes) -> None:
    """Raise `ReadError` for what no library could read: encrypted, truncated or damaged files."""
    import pypdfium2

    if _END not in data[-_TAIL:]:
        raise ReadError("", "is truncated: its end is missing", "Copy or download it again.")
    try:
        pypdfium2.PdfDocument(data).close()
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise ReadError("", "is encrypted with a password", "Save a copy without the password.") from error
        raise ReadError("", "is damaged", "Copy or download it again.") from error


def _pages(document: Any) -> Iterator[Page]:
    """The words and ruled tables of each page; what is measured of a page is let go before the next."""
    total = broken = 0
    for page in document.pages:
        upright, words = _words(page)
        tables = pdf_tables.ruled(upright, words) if upright is not None else []
        total += sum(len(one.text) for one in words)
        broken += sum(one.text.count("\ufffd") for one in words)
        outside = [one for one in words if not any(table.holds(one) for table in tables)]
        rules = _rules(upright) if upright is not None else []
        yield Page(float(page.height if upright is not None else page.width), outside, tables, rules)
        page.close()
    if total and broken > _UNREADABLE * total:
        raise ReadError("", "has fonts that say nothing about their letters", "Run text recognition (OCR) over it.")


def _words(page: Any) -> tuple[Any, list[Word]]:
    """The page without letters that stand on their side (watermarks, labels of axes), and its words.

    Where most letters do, the page itself is turned, and is read as its reader turns it.
    """
    lying = [character for character in page.chars if not character["upright"]]
    if 2 * len(lying) > len(page.chars):
        from pdfplumber.utils.text import extract_words

        return None, [word(one) for one in extract_words([_turned(page, one) for one in lying], **_SPLITTING)]
    upright = page.filter(lambda item: item.get("upright", True))
    return upright, [word(one) for one in upright.extract_words(**_SPLITTING)]


def _turned(page: Any, character: dict[str, Any]) -> dict[str, Any]:
    """A character turned so that its line runs from left to right; the second matrix entry tells the direction."""
    x0, x1, top, bottom = (character[name] for name in ("x0", "x1", "top", "bottom"))
    rising = character["matrix"][1] > 0
    across = (page.height - bottom, page.height - top) if rising else (top, bottom)
    down = (x0, x1) if rising else (page.width - x1, page.width - x0)
    turned = {"x0": across[0], "x1": across[1], "top": down[0], "bottom": down[1], "doctop": down[0], "upright": True}
    return {**character, **turned, "width": across[1] - across[0], "height": down[1] - down[0]}


def _rules(page: Any) -> list[float]:
    """The heights of the horizontal rules of a page: lines, and boxes too flat to hold words."""
    drawn = [*page.lines, *page.rects]
    return sorted({float(one["top"]) for one in drawn if one["bottom"] - one["top"] < 2 and one["x1"] - one["x0"] > 60})


def _facts(facts: Facts, stated: dict[str, Any]) -> None:
    title = str(stated.get("Title") or "")
    if not _JUNK_TITLE.fullmatch(title):
        facts.state("title", title, "metadata")
    author = str(stated.get("Author") or "").strip()
    if author and author.lower() not in ("anonymous", "(anonymous)", "user", "admin", "пользователь"):
        facts.authors = tuple(part.strip() for part in re.split(r"[;,]", author) if part.strip())
    created = re.match(r"D:(\d{4})(\d\d)(\d\d)", str(stated.get("CreationDate") or ""))
    facts.created = dates.normal("-".join(created.groups())) if created else None


def _write(composer: Composer, pages: list[Page]) -> None:
    """Write page by page; a paragraph or table that goes on overleaf takes the page break into itself.

    The furniture of a page then follows what it shares with the page before, since no block may cut another.
    """
    type_ = Typography(pages)
    for event in _events(pages, type_):
        if event is None:
            composer.page()
        elif event.table is not None:
            lines, count = event.table.lines, event.table.headers
            composer.table(lines[:count], lines[count:], frozenset(event.table.breaks))
        else:
            composer.block(event.kind, event.parts[0], event.level)
            for head, tail in zip(event.parts, event.parts[1:], strict=False):
                drop, between = type_.glue(head, tail)
                composer.join(tail, between, drop)


def _events(pages: list[Page], type_: Typography) -> list[Item | None]:
    """The items of all pages in reading order; None where a page begins between two of them."""
    events: list[Item | None] = []
    last: Item | None = None
    for page in pages:
        furniture, items = pdf_blocks.items(page, type_)
        if last is not None and items and pdf_blocks.joined(last, items[0]):
            items = items[1:]
        else:
            events.append(None)
            last = None
        events.extend(Item(BlockKind.FURNITURE, [line]) for line in furniture)
        events.extend(items)
        last = items[-1] if items else last
    return events

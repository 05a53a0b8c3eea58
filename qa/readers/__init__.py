"""Readers: one file, decoded and normalised once, into a `Document`."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from qa.errors import ReadError
from qa.readers import metadata, roles, source
from qa.readers.decode import declared_charset, decode
from qa.readers.draft import Draft
from qa.readers.pdf_view import page_boxes, page_image
from qa.types import Block, Document

__all__ = ["SUFFIXES", "page_boxes", "page_image", "read", "supported"]

#: The formats by suffix. `text`-like formats are read from decoded text, the others from bytes.
_FORMATS = {
    ".txt": "text",
    ".text": "text",
    ".log": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".csv": "csv",
    ".tsv": "csv",
    ".docx": "docx",
    ".pptx": "pptx",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".docm": "docx",
    ".pptm": "pptx",
    ".pdf": "pdf",
}
_TEXT_MODULES = {"text": "plain", "markdown": "markdown", "html": "html", "csv": "delimited"}
_BINARY_MODULES = {"docx": "word", "pptx": "slides", "xlsx": "sheets", "pdf": "pdf"}

#: Suffixes of files that can be read, in lower case.
SUFFIXES = frozenset(_FORMATS)


def supported(path: Path) -> bool:
    """Whether `read` knows files with this suffix."""
    return path.suffix.lower() in SUFFIXES


def read(path: Path, id: str) -> Document:
    """The document in the file at `path`; `id` is its path under the corpus.

    Raises `ReadError`, and nothing else, for a file that cannot be read: the message says why and what to do.
    """
    by_name = _FORMATS.get(path.suffix.lower())
    if by_name is None:
        raise ReadError(path, f"has the suffix {path.suffix or '(none)'}, which is not read", _known())
    data = source.load(path, source.MAX_TEXT if by_name in _TEXT_MODULES else source.MAX_FILE)
    found = source.kind(path, data, by_name)
    draft = _parse(path, data, found)
    if not draft.text.strip():
        advice = "Run text recognition (OCR) over it." if found == "pdf" else "Check the file."
        raise ReadError(path, "holds no text", advice)
    roles.settle(draft)
    metadata.complete(draft, id)
    return _document(draft, id, hashlib.sha256(data).hexdigest())


def _known() -> str:
    return f"Known are {', '.join(sorted(SUFFIXES))}."


def _parse(path: Path, data: bytes, found: str) -> Draft:
    """The draft of `data` in the format `found`, foreign exceptions translated."""
    if found in _TEXT_MODULES:
        text = decode(data, declared_charset(data) if found == "html" else None)
        if text is None:
            raise ReadError(path, "is not text: it holds binary data", "Delete it, or give it its right suffix.")
        from_text: Callable[[str], Draft] = import_module(f"qa.readers.{_TEXT_MODULES[found]}").read
        return _guarded(path, lambda: from_text(text))
    from_bytes: Callable[[bytes], Draft] = import_module(f"qa.readers.{_BINARY_MODULES[found]}").read
    return _guarded(path, lambda: from_bytes(data))


def _guarded(path: Path, parse: Callable[[], Draft]) -> Draft:
    """What `parse` returns; whatever a parser of a damaged file stumbles over becomes a `ReadError`."""
    try:
        return parse()
    except ReadError as error:
        raise ReadError(path, error.reason, error.advice) from error
    except MemoryError as error:
        raise ReadError(path, "needs more memory than there is", "Split it into smaller files.") from error
    except Exception as error:
        details = " ".join(str(error).split())[:120]
        raise ReadError(
            path, f"is damaged ({type(error).__name__}: {details})", "Save or export the document again."
        ) from error


def _document(draft: Draft, id: str, sha256: str) -> Document:
    values = draft.facts.values
    blocks: list[Block] = [block for block in draft.blocks if len(block.span)]
    return Document(
        id=id,
        text=draft.text,
        blocks=tuple(blocks),
        tables=tuple(draft.tables),
        pages=tuple(draft.pages),
        title=values.get("title", ""),
        source=values.get("source", ""),
        authors=draft.facts.authors,
        url=values.get("url", ""),
        published=values.get("published"),
        language=values.get("language", ""),
        format=draft.format,
        sha256=sha256,
        provenance=dict(draft.facts.provenance),
    )

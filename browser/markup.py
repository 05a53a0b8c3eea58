"""Text that nobody here wrote (documents, file names, questions) as HTML or as a label, inert and byte for byte.

Three rules keep it inert: everything is escaped; nothing of it goes into an attribute except as base64; it is never
handed to Streamlit's Markdown. A copied selection gives back the characters of the source.
"""

from __future__ import annotations

import base64
import html
import re
from collections.abc import Iterable, Mapping
from itertools import pairwise
from urllib.parse import urlencode

from qa.types import Span

#: Line breaks stay references, so that whoever dedents or strips HTML source cannot touch them.
_BREAKS = {"\n": "&#10;", "\r": "&#13;", "\u2028": "&#8232;", "\u2029": "&#8233;"}
#: Marks that reorder or hide what follows them. Each is shut in an isolate of its own, which ends its reach.
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
#: What HTML cannot hold: controls and lone surrogates. Shown as a sign, one for one.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_PUNCTUATION = re.compile(r"([!-/;-@\[-`{-~])")


def escape(text: str) -> str:
    """`text` as HTML that shows exactly it."""
    safe = html.escape(_CONTROL.sub(_sign, text))
    for character, reference in _BREAKS.items():
        safe = safe.replace(character, reference)
    return _BIDI.sub(r'<bdi class="qa-bidi">\g<0></bdi>', safe)


def _sign(match: re.Match[str]) -> str:
    code = ord(match.group())
    return chr(0x2400 + code) if code < 0x20 else "\ufffd"


def layered(text: str, layers: Mapping[str, Iterable[Span]]) -> str:
    """`text` as HTML with the spans of every layer in an element: `<mark>` for "mark", a `<span>` of that class else.

    Spans may overlap within and across layers; what lies outside the text is cut off.
    """
    spans = {name: [s for s in found if s.start < len(text) and s.end > 0] for name, found in layers.items()}
    cuts = sorted({0, len(text), *(min(max(at, 0), len(text)) for found in spans.values() for s in found
                                   for at in (s.start, s.end))})  # fmt: skip
    pieces = []
    for start, end in pairwise(cuts):
        piece = escape(text[start:end])
        for name, found in spans.items():
            if any(span.start <= start and end <= span.end for span in found):
                piece = f"<mark>{piece}</mark>" if name == "mark" else f'<span class="{name}">{piece}</span>'
        pieces.append(piece)
    return "".join(pieces)


def plain(text: str, width: int = 120) -> str:
    """`text` in one line, for places where Streamlit insists on Markdown: shown as it is, styled and linked nowhere.

    A word joiner after each colon keeps emoji shortcodes, directives and bare addresses from forming.
    """
    line = " ".join(_BIDI.sub("", _CONTROL.sub(_sign, text)).split())
    line = line if len(line) <= width else line[: width - 1] + "…"
    return _PUNCTUATION.sub(r"\\\1", line).replace(":", "\\:\u2060").replace("www", "w\u2060ww")


def packed(text: str) -> str:
    """`text` for a data attribute: base64 of its UTF-8, which no sanitiser or parser changes."""
    return base64.b64encode(text.encode("utf-8", "surrogatepass")).decode("ascii")


def address(base: str, page: str, **parameters: str | int) -> str:
    """The address of a page under the server's base path, safe inside an attribute."""
    query = urlencode({name: str(value) for name, value in parameters.items() if value != ""}, errors="replace")
    prefix = f"/{base.strip('/')}/" if base.strip("/") else "/"
    return html.escape(f"{prefix}{page}" + (f"?{query}" if query else ""))

"""`qa show`: the source text at a place."""

from __future__ import annotations

import re
from pathlib import Path

import click

from qa import render
from qa.backends import Backend, open_backend
from qa.cli.options import echo_json, index_option, json_option
from qa.errors import UsageError
from qa.store import DocumentRow
from qa.types import Span

_PLACE = re.compile(r"(?P<document>.+?)(?::(?P<start>\d+)[-–](?P<end>\d+))?\Z", re.DOTALL)
#: How much of the document is shown on each side of the place.
AROUND = 600


@click.command("show")
@click.argument("place", metavar="DOCUMENT[:START-END]")
@index_option
@json_option
def command(place: str, index: Path, as_json: bool) -> int:
    """Show a document's text as it was indexed; with characters START to END marked and only their surroundings."""
    opened = open_backend(index)
    document, span = _find(opened, place)
    if as_json:
        text = document.text if span is None else document.slice(span)
        where = span or Span(0, len(document.text))
        echo_json(
            {"document": document.id, "title": document.title, "start": where.start, "end": where.end, "text": text}
        )
        return 0
    if span is None:
        click.echo(render.visible(document.text))
        return 0
    start = _line_start(document.text, max(0, span.start - AROUND))
    end = min(len(document.text), span.end + AROUND)
    shown = render.marked(document.text[start:end], [span.shift(-start)])
    click.echo(click.style(f"{document.id} · {document.title} · {span.start}–{span.end}", fg="cyan"))
    click.echo(("… " if start else "") + shown + (" …" if end < len(document.text) else ""))
    return 0


def _line_start(text: str, at: int) -> int:
    """The beginning of the line that `at` stands in."""
    return text.rfind("\n", 0, at) + 1


def _find(index: Backend, place: str) -> tuple[DocumentRow, Span | None]:
    """The document and the characters that `place` names. A document's own name may contain a colon."""
    whole = index.document(place)
    if whole is not None:
        return whole, None
    match = _PLACE.match(place)
    document = index.document(match["document"]) if match else None
    if match is None or document is None:
        names = [row.id for row in index.documents() if place.split(":")[0].lower() in row.id.lower()]
        hint = f"Did you mean {', '.join(names[:3])}?" if names else "See the names with: qa status"
        raise UsageError(f"There is no document “{place}” in the index.", hint)
    if match["start"] is None:
        return document, None
    span = Span(int(match["start"]), int(match["end"]))
    if not 0 <= span.start < span.end <= len(document.text):
        raise UsageError(
            f"{document.id} has {len(document.text):,} characters; {span.start}–{span.end} is not a place in it."
        )
    return document, span

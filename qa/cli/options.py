"""Options that several commands share."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from qa.errors import UsageError

if TYPE_CHECKING:
    from qa.backends import Backend
    from qa.engine import Filters

Command = TypeVar("Command", bound=Callable[..., Any])

index_option = click.option(
    "--index", "index", type=click.Path(path_type=Path, file_okay=False), default=Path("index"), show_default=True,
    help="The folder that holds the index.",
)  # fmt: skip
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")


def filter_options(command: Command) -> Command:
    """Add the options that choose which documents may answer."""
    for option in (
        click.option("--document", "documents", multiple=True, help="Only this document (may be repeated)."),
        click.option("--source", "sources", multiple=True, help="Only documents from this source."),
        click.option("--language", "languages", multiple=True, help="Only documents in this language: en, ru, kk, zh."),
        click.option("--since", default="", help="Only documents published on or after this date (YYYY-MM-DD)."),
        click.option("--until", default="", help="Only documents published up to this date."),
    ):
        command = option(command)
    return command


def filters_from(
    index: Backend,
    documents: tuple[str, ...],
    sources: tuple[str, ...],
    languages: tuple[str, ...],
    since: str,
    until: str,
) -> Filters:
    """The filters that the options describe. Raises `UsageError` for a value that can admit nothing by mistake."""
    from qa.engine import Filters  # half a second, which a command that opens no index need not take

    for name in documents:
        if index.document(name, text=False) is None:
            raise UsageError(f"There is no document “{name}” in the index.", "See the names with: qa status")
    rows = index.documents() if sources or languages else []
    _known("source", sources, {row.source for row in rows})
    _known("language", languages, {row.language for row in rows})
    for day in (since, until):
        _day(day)
    return Filters(
        documents=frozenset(documents),
        sources=frozenset(sources),
        languages=frozenset(languages),
        since=since,
        until=until,
    )


def _known(what: str, wanted: tuple[str, ...], there: set[str]) -> None:
    """Refuse a source or language that no document has."""
    for name in wanted:
        if name not in there:
            names = ", ".join(sorted(name for name in there if name))
            raise UsageError(f"No document has the {what} “{name}”.", f"There are: {names}.")


def _day(text: str) -> None:
    """Refuse what is neither a year, a month nor a day in ISO form."""
    try:
        date.fromisoformat(text + "-01-01"[len(text) - 4 :] if len(text) in (4, 7) else text or "2000-01-01")
    except ValueError as error:
        raise UsageError(f"“{text}” is not a date.", "Write 2025, 2025-06 or 2025-06-09.") from error


def echo_json(value: object) -> None:
    """Print one JSON object; characters that UTF-8 cannot hold are escaped."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    click.echo(text.encode("utf-8", "backslashreplace").decode("utf-8"))

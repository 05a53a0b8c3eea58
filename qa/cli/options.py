"""Options that several commands share."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

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
    documents: tuple[str, ...], sources: tuple[str, ...], languages: tuple[str, ...], since: str, until: str
) -> Filters:
    """The filters that the options describe."""
    return Filters(
        documents=frozenset(documents),
        sources=frozenset(sources),
        languages=frozenset(languages),
        since=since,
        until=until,
    )


def echo_json(value: object) -> None:
    """Print one JSON object; characters that UTF-8 cannot hold are escaped."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    click.echo(text.encode("utf-8", "backslashreplace").decode("utf-8"))

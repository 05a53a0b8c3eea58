"""`qa ask`: one question, one answer."""

from __future__ import annotations

import shutil
from pathlib import Path

import click

from qa import dialogue, render
from qa.cli import FOUND, NOT_FOUND
from qa.cli.options import echo_json, filter_options, filters_from, index_option, json_option
from qa.engine import Engine
from qa.types import Status


@click.command("ask")
@click.argument("question")
@index_option
@click.option("--top", type=click.IntRange(1, 100), default=10, show_default=True, help="How many passages.")
@click.option("--explain", is_flag=True, help="Show what the choice of the answer rests on.")
@click.option(
    "--conversation", type=click.Path(path_type=Path, dir_okay=False),
    help="Keep the conversation in this file between calls, so that follow-ups are understood.",
)  # fmt: skip
@json_option
@filter_options
def command(
    question: str,
    index: Path,
    top: int,
    explain: bool,
    conversation: Path | None,
    as_json: bool,
    documents: tuple[str, ...],
    sources: tuple[str, ...],
    languages: tuple[str, ...],
    since: str,
    until: str,
) -> int:
    """Answer QUESTION from the indexed documents. Exit code 0: answered, 1: not in the documents, 2: error."""
    engine = Engine.open(index)
    turns = dialogue.load(conversation) if conversation else ()
    filters = filters_from(engine.index, documents, sources, languages, since, until)
    answer = dialogue.ask(engine, question, turns, top=top, filters=filters)
    if conversation:
        dialogue.save(conversation, (*turns, dialogue.turn(answer)))
    if as_json:
        echo_json(render.answer_json(answer, explain=explain))
    else:
        width = shutil.get_terminal_size().columns
        click.echo(render.answer_text(answer, width=width, passages=min(top, 5), explain=explain))
    return FOUND if answer.status is Status.ANSWERED else NOT_FOUND

"""`qa chat`: questions one after another, follow-ups understood."""

from __future__ import annotations

import shutil
from pathlib import Path

import click

from qa import dialogue, render
from qa.cli.options import index_option
from qa.engine import Engine
from qa.errors import QuestionError


@click.command("chat")
@index_option
@click.option("--top", type=click.IntRange(1, 100), default=3, show_default=True, help="How many passages.")
@click.option("--conversation", type=click.Path(path_type=Path, dir_okay=False), help="Go on with this file.")
def command(index: Path, top: int, conversation: Path | None) -> int:
    """Ask one question after another; an empty line, `exit` or Ctrl-D ends the conversation."""
    engine = Engine.open(index)
    engine.warm(serving=True)
    turns = dialogue.load(conversation) if conversation else ()
    while True:
        try:
            question = click.prompt("?", prompt_suffix=" ", default="", show_default=False).strip()
        except click.exceptions.Abort:
            question = ""
            click.echo()
        if question in ("", "exit", "quit"):
            return 0
        try:
            answer = dialogue.ask(engine, question, turns, top=top)
        except QuestionError as error:
            click.echo(f"{error}\n", err=True)
            continue
        turns = (*turns, dialogue.turn(answer))
        if conversation:
            dialogue.save(conversation, turns)
        width = shutil.get_terminal_size().columns
        click.echo(render.answer_text(answer, width=width, passages=top) + "\n")

"""The command `qa`: parse, call, print. Commands are loaded when they are used, so that a question starts quickly."""

from __future__ import annotations

import importlib
import sys

import click

from qa import __version__
from qa.errors import AskCorpusError

#: Command name → module of this package that holds a click command of that name.
COMMANDS = {
    "ask": "qa.cli.asking",
    "chat": "qa.cli.chatting",
    "eval": "qa.cli.evaluation",
    "fit": "qa.cli.fitting",
    "index": "qa.cli.indexing",
    "numbers": "qa.cli.numbers",
    "serve": "qa.cli.serving",
    "show": "qa.cli.showing",
    "status": "qa.cli.status",
}
#: Exit codes: found (or done), nothing found in the documents, error.
FOUND, NOT_FOUND, ERROR = 0, 1, 2


class _Lazy(click.Group):
    """A group that imports a command only when it is run or asked for its help."""

    def list_commands(self, context: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        command = importlib.import_module(COMMANDS[name]).command
        assert isinstance(command, click.Command)  # noqa: S101 - a module of ours without its command is a bug
        return command


@click.command(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, package_name="askcorpus", prog_name="qa")
def cli() -> None:
    """Ask a folder of documents a question; get the figure, the words and the place."""


def main() -> None:
    """Run `qa`; every error a user can meet is one line on standard error and exit code 2."""
    try:
        code = cli.main(standalone_mode=False, prog_name="qa")
    except click.exceptions.Abort:
        click.echo("Stopped.", err=True)
        code = 130
    except click.ClickException as error:
        error.show()
        code = ERROR
    except AskCorpusError as error:
        click.echo(f"qa: {error}", err=True)
        code = ERROR
    except BrokenPipeError:  # the reader of our output (head, less) has gone; there is nobody to tell
        sys.stderr.close()
        code = ERROR
    sys.exit(code if isinstance(code, int) else FOUND)

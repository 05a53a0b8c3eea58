"""`qa numbers`: every matching figure, cited; or the reading of numbers on its own."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from qa.cli import ERROR, FOUND, NOT_FOUND
from qa.cli.options import echo_json, filter_options, filters_from, index_option, json_option
from qa.errors import UsageError

if TYPE_CHECKING:
    from qa.types import CitedQuantity


@click.command("numbers")
@click.argument("what", required=False, default="")
@click.option("--unit", default="", help="Only this unit, or one that converts to it: TEU, t, km, USD …")
@click.option("--period", default="", help="Only figures of this time: 2024, 2016..2021, “Q1 2025”.")
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV for a spreadsheet.")
@click.option(
    "--read", "source", metavar="FILE",
    help="Read the numbers in JSON Lines of {id, text[, published]} instead; “-” is standard input. Needs no index. "
    "Prints JSON Lines, with --csv a table.",
)  # fmt: skip
@index_option
@json_option
@filter_options
def command(
    what: str,
    unit: str,
    period: str,
    as_csv: bool,
    source: str | None,
    index: Path,
    as_json: bool,
    documents: tuple[str, ...],
    sources: tuple[str, ...],
    languages: tuple[str, ...],
    since: str,
    until: str,
) -> int:
    """List every figure about WHAT in the indexed documents, with its unit, period and citation."""
    if source is not None:
        return _read(source, as_csv=as_csv)
    from qa import render  # these take half a second, which reading on its own does without
    from qa.engine import Engine
    from qa.numbers import find_numbers, number_query

    engine = Engine.open(index)
    filters = filters_from(engine.index, documents, sources, languages, since, until)
    found = find_numbers(engine, number_query(what, unit, period, engine.index.units()), filters)
    if as_json:
        echo_json([render.quantity_json(item.quantity, item.citation) for item in found])
    elif as_csv:
        click.echo(render.figures_csv(found), nl=False)
    elif found:
        click.echo(_table(found))
    else:
        click.echo("No figure in these documents matches.")
    return FOUND if found else NOT_FOUND


def _read(source: str, *, as_csv: bool) -> int:
    """Read numbers from JSON Lines; broken lines are named on standard error, the rest goes on."""
    from qa.quantity import BadLine, read_lines, readings

    problems: list[BadLine] = []
    try:
        with sys.stdin if source == "-" else Path(source).open(encoding="utf-8-sig") as file:
            if as_csv:
                from qa import render

                for line in render.readings_csv(readings(file, problems)):
                    click.echo(line, nl=False)
            else:
                problems = read_lines(file, lambda line: click.echo(line))
    except BrokenPipeError:
        raise  # whoever reads the output has had enough: that is no fault of the file
    except OSError as error:
        raise UsageError(f"{source} cannot be read ({error.strerror}).") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{source} is not UTF-8 text.", "Save it as UTF-8.") from error
    for problem in problems:
        click.echo(f"{source}: {problem}", err=True)
    return ERROR if problems else FOUND


#: How large figures are put in the table, where nothing is lost by it; CSV and JSON have every digit.
_SCALES = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))


def _table(found: Sequence[CitedQuantity]) -> str:
    """Figures in columns: value and unit, period, subject, place."""
    from qa import render

    rows = [
        (
            render.figure(item.quantity, _SCALES) + (" (planned)" if item.quantity.planned else ""),
            render.period(item.quantity.period),
            item.quantity.role.value,
            _short(render.in_line(item.quantity.subject), 48),
            f"{render.in_line(item.citation.document)}:{item.quantity.span.start}-{item.quantity.span.end}",
        )
        for item in found
    ]
    head = ("figure", "period", "role", "subject", "place")
    widths = [max(len(row[column]) for row in (head, *rows)) for column in range(4)]
    lines = ["  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[4]])
             for row in (head, *rows)]  # fmt: skip
    return "\n".join([click.style(lines[0], bold=True), *lines[1:]])


def _short(text: str, width: int) -> str:
    """`text` in one line of at most `width` characters."""
    line = " ".join(text.split())
    return line if len(line) <= width else line[: width - 1] + "…"

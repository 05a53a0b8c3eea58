"""`qa fit`: weights, calibration and threshold fitted to gold questions of one's own."""

from __future__ import annotations

from pathlib import Path

import click

from qa.cli.options import index_option
from qa.engine import WEIGHTS
from qa.evaluate.fitting import Collection, refit


@click.command("fit")
@click.argument("gold", type=click.Path(path_type=Path, dir_okay=False))
@index_option
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Where they go [default: the index].")
@click.option("--half", type=click.Choice(["dev", "all"]), default="dev", show_default=True, help="Which questions.")
def command(gold: Path, index: Path, out: Path | None, half: str) -> int:
    """Fit how answers are chosen, and when to be silent, to the gold questions in GOLD.

    What is printed is cross-validated: measured on questions that the fit had not seen. Too few questions are refused.
    The index then uses these weights; delete the file to go back to the shipped ones.
    """
    where = out or index / WEIGHTS
    report = refit([Collection(gold, index, "" if half == "all" else half)], where)
    for name in report.__slots__:
        click.echo(f"{name.replace('_', ' '):<28} {getattr(report, name):.3f}")
    click.echo(f"Written to {where}")
    return 0

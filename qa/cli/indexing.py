"""`qa index`: a folder of documents to an index."""

from __future__ import annotations

import json
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import asdict
from pathlib import Path
from typing import Literal

import click
from click.core import ParameterSource

from qa import render
from qa.build import BuildReport, Progress, Staff, build
from qa.build.merging import begin
from qa.cli.options import echo_json, json_option
from qa.cli.placing import Place, backend_options
from qa.dense import load_encoder
from qa.settings import IndexSettings


@click.command("index")
@click.argument("corpus", type=click.Path(path_type=Path), default=Path("corpus"))
@click.option(
    "--index", "index", type=click.Path(path_type=Path, file_okay=False), default=Path("index"), show_default=True,
    help="Where the index goes.",
)  # fmt: skip
@click.option(
    "--model", default=IndexSettings().model, show_default=True,
    help="The embedding model: a sentence-transformers name or folder, or “none” for BM25 alone.",
)  # fmt: skip
@click.option(
    "--nearest", type=click.Choice(["scan", "hnsw"]), default=IndexSettings().nearest, show_default=True,
    help="How near embeddings are found: by a scan of signs, or a graph for large indexes that rarely change.",
)  # fmt: skip
@click.option(
    "--workers", type=click.IntRange(1, 1024), default=None, show_default="as many as are worth it",
    help="Processes that read and encode side by side; the index is the same whatever their number.",
)  # fmt: skip
@click.option("--ray", default="", help="Read and encode on the machines of a Ray cluster: its address, or “local”.")
@click.option("--progress-json", is_flag=True, help="Progress on standard error as JSON Lines, for other programs.")
@backend_options
@json_option
@click.pass_context
def command(
    context: click.Context,
    corpus: Path,
    index: Path,
    model: str,
    nearest: Literal["scan", "hnsw"],
    workers: int | None,
    ray: str,
    progress_json: bool,
    as_json: bool,
    backend: str | None,
    uri: str,
    name: str,
) -> int:
    """Build the index of the folder CORPUS (default: corpus), or bring it up to date.

    Unchanged files are not read again. Files that cannot be read are reported and left out. Exit code 2 when nothing
    could be indexed. With --backend milvus --uri URI the index is also sent to a Milvus server and answered from there.
    """
    place = Place.chosen(index, corpus, backend, uri, name)
    settings = IndexSettings(model="" if model == "none" else model, nearest=nearest)
    if settings.model and context.get_parameter_source("model") is ParameterSource.COMMANDLINE:
        load_encoder(settings.model, bulk=True)  # a model asked for by name and not there is an error
    quiet = nullcontext(_lines if progress_json else _silent)
    bars = _bars() if sys.stderr.isatty() and not as_json and not progress_json else quiet
    with _terminable(), bars as progress:
        report = build(corpus, index, settings, progress, Staff(workers or 0, ray))
        where = place.put(index, progress)
    begin(index)
    if as_json:
        echo_json({**asdict(report), "documents": report.documents, "backend": where})
    else:
        click.echo("\n".join(filter(None, (_summary(report), where))))
    return 0


@contextmanager
def _terminable() -> Iterator[None]:
    """End on SIGTERM as on Ctrl-C: other processes are stopped, and nothing half made stays behind."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _silent(stage: str, done: int, total: int) -> None:
    """Progress that nobody sees."""


def _lines(stage: str, done: int, total: int) -> None:
    """One JSON object a step, at once."""
    click.echo(json.dumps({"stage": stage, "done": done, "total": total}), err=True)


class _bars:  # noqa: N801 - used as a function
    """Progress bars on standard error, one for each stage, with rate and remaining time."""

    def __enter__(self) -> Progress:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn, TimeRemainingColumn
        from rich.progress import Progress as Bars

        self._bars = Bars(
            TextColumn("{task.description:<22}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]}"),
            TimeRemainingColumn(), console=Console(stderr=True),
        )  # fmt: skip
        self._bars.start()
        stages: dict[str, TaskID] = {}

        def show(stage: str, done: int, total: int) -> None:
            if stage not in stages:
                stages[stage] = self._bars.add_task(stage, total=total, rate="")
            self._bars.update(stages[stage], completed=done, total=total)
            task = self._bars.tasks[stages[stage]]  # the bars number their tasks from 0
            if speed := task.finished_speed or task.speed:
                self._bars.update(stages[stage], rate=f"{speed:,.1f}/s")

        return show

    def __exit__(self, *error: object) -> None:
        self._bars.stop()


def _summary(report: BuildReport) -> str:
    """What became of every file, the index's size, and what was skipped and why."""
    kinds = {"new": report.added, "changed": report.changed, "unchanged": report.reused, "removed": report.removed}
    files = ", ".join(f"{len(names)} {kind}" for kind, names in kinds.items() if names)
    lines = [
        f"{report.documents} documents ({files}), {report.passages:,} passages, {report.quantities:,} figures"
        f" in {report.index} · {report.seconds:.1f} s"
    ]
    lines += [f"Damaged and made anew: {', '.join(report.mended)}"] if report.mended else []
    lines += [f"Model: {report.model or 'none (BM25 alone)'}", *report.notices]
    if report.skipped:
        lines.append(f"{len(report.skipped)} files skipped:")
        lines += [f"  {render.in_line(item.path)}: {render.in_line(item.reason)}" for item in report.skipped]
    return "\n".join(lines)

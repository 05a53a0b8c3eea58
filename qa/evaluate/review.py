"""Growing the gold file: answers that people marked become candidates, and a person decides on each.

The marks are JSON Lines as the browser front end gives them: `question`, `verdict` ("right" or "wrong"), `comment`,
and of the headline, where there was one, `text`, `document` and `quote`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from qa import quantity
from qa.errors import UsageError
from qa.evaluate.checking import check
from qa.evaluate.gold import LANGUAGES, to_row
from qa.evaluate.types import EvalCase, Half, Kind
from qa.metrics import Expected
from qa.text import language
from qa.types import Quantity

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
        raise UsageError(f"There is no file of marks {path}.", "Mark answers in the browser and download them there.")
    rows = []
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if line.strip():
            try:
                rows.append(_candidate(line))
            except (ValueError, KeyError, TypeError) as error:
                said = f"{error} is missing" if isinstance(error, KeyError) else str(error)
                raise UsageError(f"{path}, line {number}: {said}.", "Mend or remove the line.") from error
    return rows


def _candidate(line: str) -> Candidate:
    """A mark as a case to decide on: the headline is the proposed answer, its quote the evidence; else kind none.

    Whoever marks an answer has seen it, so the case goes to the half that is not reported.
    """
    row = json.loads(line)
    if not isinstance(row, dict):
        raise ValueError("not a JSON object")
    asked, headline = row["question"], row.get("text", "")
    spoken = language(asked)
    name = f"marked-{sha256(asked.encode('utf-8', 'surrogatepass')).hexdigest()[:10]}"
    figures = quantity.read(headline) if headline else ()
    case = EvalCase(
        id=name,
        question=asked,
        kind=Kind.NONE if not headline else Kind.NUMBER if figures else Kind.FACT,
        language=spoken if spoken in LANGUAGES else "en",
        answers=(_proposal(headline, figures),) if headline else (),
        documents=(row["document"],) if headline else (),
        evidence=(row["quote"],) if headline else (),
        family=name,
        half=Half.DEV,
    )
    return Candidate(case, row["verdict"], row.get("comment", ""), headline, line)


def _proposal(headline: str, figures: Sequence[Quantity]) -> Expected:
    """The headline as a gold answer: its first figure, or its words."""
    if not figures:
        return Expected(text=headline)
    return Expected(figures[0].low, figures[0].high, figures[0].unit)


def _write(path: Path, lines: list[str]) -> None:
    _replace(path, "".join(f"{line}\n" for line in lines))


def _replace(path: Path, text: str) -> None:
    """Write beside the file and rename: an interruption leaves the old file or the new one."""
    beside = path.with_name(f".{path.name}.new")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)

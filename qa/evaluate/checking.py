"""Whether a gold file can be trusted: evidence present, answers in it, no duplicates, no leak between the halves."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from pathlib import Path

from qa import quantity
from qa.evaluate.gold import read
from qa.evaluate.types import EvalCase, Kind, Problem
from qa.metrics import Expected, holds, same_figure, tokens
from qa.types import Quantity

_NUMERAL = re.compile(r"\d+(?:[.,\s\u00a0\u202f]\d+)*")
#: What a table's heading or a word beside the figure may multiply it by (million, 万, 亿 and so on).
_MAGNITUDES = (1.0, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e12)


def check(path: Path, texts: Mapping[str, str]) -> list[Problem]:
    """Everything wrong with the gold file, by line. `texts` are the corpus's documents by id, as they are indexed."""
    cases, problems = read(path)
    for case in cases:
        problems += [Problem(case.line, message) for message in _shape(case)]
        problems += [Problem(case.line, message) for message in _against(case, texts)]
    problems += _duplicates(cases)
    problems += _conversations(cases)
    problems += _leaks(cases)
    return sorted(problems, key=lambda problem: (problem.line, problem.message))


def _shape(case: EvalCase) -> Iterator[str]:
    if case.kind is Kind.NONE:
        if case.answers or case.evidence or case.documents:
            yield "kind none has no answers, documents or evidence"
        return
    for name in ("answers", "documents", "evidence"):
        if not getattr(case, name):
            yield f"kind {case.kind} needs {name}"
    if (case.kind is Kind.CHAT or case.turn) and not (case.conversation and case.turn):
        yield "a turn of a conversation needs conversation and turn"
    if case.kind is Kind.CONFLICT and len(case.answers) < 2:
        yield "a conflict needs at least two answers"


def _against(case: EvalCase, texts: Mapping[str, str]) -> Iterator[str]:
    """What does not hold in the documents. Another corpus shows as documents that are not there."""
    for document in case.documents:
        if document not in texts:
            yield f"document {document} is not in the index: is it an index of another corpus?"
    here = [texts[document] for document in case.documents if document in texts]
    for piece in case.evidence:
        found = sum(text.count(piece) for text in here)
        if here and found == 0:
            yield f"evidence not found in {', '.join(case.documents)}: {_short(piece)}"
        elif found > 1:
            yield f"evidence stands {found} times in {', '.join(case.documents)}: {_short(piece)}"
    if case.evidence:
        figures = [figure for piece in case.evidence for figure in quantity.read(piece)]
        for expected in case.answers:
            if not any(_says(piece, expected) for piece in case.evidence) and not _reads(figures, expected):
                yield f"answer not in the evidence: {expected}"


def _reads(figures: Iterable[Quantity], expected: Expected) -> bool:
    return any(same_figure(figure, expected) for figure in figures)


def _says(piece: str, expected: Expected) -> bool:
    """Whether the words, or numerals that give the figure under some magnitude, stand in the evidence."""
    if not expected.is_figure:
        return holds(piece, expected.text)
    numerals = [value for match in _NUMERAL.finditer(piece) for value in _values(match.group())]
    return all(
        any(abs(value * factor - abs(wanted)) <= 1e-9 * abs(wanted) for value in numerals for factor in _MAGNITUDES)
        for wanted in (expected.low, expected.high)
        if wanted is not None
    )


def _values(numeral: str) -> Iterator[float]:
    """What a numeral may mean: separators as grouping, as a decimal sign, or as a gap between two numbers."""
    yield float(re.sub(r"\D", "", numeral))
    parts = re.split(r"\D", numeral)
    yield from (float(part) for part in parts)
    for cut in range(1, len(parts)):
        yield float("".join(parts[:cut]) + "." + "".join(parts[cut:]))
        yield float("".join(parts[:cut]))
        yield float("".join(parts[cut:]))


def _grouped(cases: Iterable[EvalCase], key: Callable[[EvalCase], Hashable]) -> list[list[EvalCase]]:
    groups: dict[Hashable, list[EvalCase]] = defaultdict(list)
    for case in cases:
        if (name := key(case)) is not None:
            groups[name].append(case)
    return [group for group in groups.values() if len(group) > 1]


def _duplicates(cases: list[EvalCase]) -> Iterator[Problem]:
    for group in _grouped(cases, lambda case: case.id):
        yield from (Problem(later.line, f"id {later.id} stands already on line {group[0].line}") for later in group[1:])
    # Follow-ups may repeat word for word ("and in 2021?"): they mean what came before them.
    alone = [case for case in cases if case.conversation is None]
    for group in _grouped(alone, lambda case: tuple(tokens(case.question)) or case.question):
        for later in group[1:]:
            yield Problem(later.line, f"the question stands already on line {group[0].line}")


def _conversations(cases: list[EvalCase]) -> Iterator[Problem]:
    turns: dict[str, list[EvalCase]] = defaultdict(list)
    for case in cases:
        if case.conversation:
            turns[case.conversation].append(case)
    for name, members in turns.items():
        numbers = [case.turn for case in members]
        if numbers != list(range(1, len(members) + 1)):
            yield Problem(members[0].line, f"conversation {name} has turns {numbers}, not 1 to {len(members)} in order")


def _leaks(cases: list[EvalCase]) -> Iterator[Problem]:
    """Questions that ask the same thing on both sides: the dev half would give the report half's answers away."""
    keys: dict[str, Callable[[EvalCase], Hashable]] = {
        "family": lambda case: case.family or None,
        "conversation": lambda case: case.conversation,
        "answers and evidence": lambda case: (case.answers, case.evidence) if case.evidence else None,
    }
    for name, key in keys.items():
        for group in _grouped(cases, key):
            first = group[0]
            for case in group[1:]:
                if case.half is not first.half:
                    yield Problem(case.line, f"leak: same {name} as line {first.line}, which is in the other half")


def _short(piece: str) -> str:
    return repr(piece if len(piece) <= 60 else piece[:57] + "…")

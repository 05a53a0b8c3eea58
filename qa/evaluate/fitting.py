"""Gold questions as material for fitting the choice of answers: which candidates are right, judged as answers are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from qa import choose, dialogue
from qa.choose.fitting import FitReport, Judged, fit
from qa.choose.model import Model, dump, prior
from qa.engine import Engine
from qa.engine.material import Material
from qa.errors import UsageError
from qa.evaluate.gold import read, target_of
from qa.evaluate.types import EvalCase
from qa.metrics import Target, holds, same_figure
from qa.question.leaning import leaning_by
from qa.settings import SearchSettings
from qa.types import Candidate, Hit

#: What a question counts for that people found to have no answer (they are few), and one that was made by hiding the
#: answer: what is left there is seldom what somebody would ask in vain.
_ASKED_UNANSWERABLE, _MADE_UNANSWERABLE = 4.0, 0.2


@dataclass(frozen=True, slots=True)
class Collection:
    """A gold file, the index of the documents that it asks about, and which half of it is used ("" for all).

    `leaning` is the table of what questions lean to that was fitted without these, None for the shipped one.
    """

    gold: Path
    index: Path
    half: str = "dev"
    leaning: Path | None = None

    def cases(self) -> list[EvalCase]:
        """Its questions. Raises `UsageError` for a gold file with faults."""
        cases, problems = read(self.gold)
        if problems:
            raise UsageError(f"{self.gold}: {problems[0]}", "Check the file with: qa eval --check GOLD")
        return [case for case in cases if self.half in ("", case.half)]


def refit(collections: Sequence[Collection], out: Path) -> FitReport:
    """Fit weights, calibration and threshold on the questions of all `collections` and write them to `out`.

    Raises `UsageError` for a gold file with faults or too few questions.
    """
    questions: list[Judged] = []
    for collection in collections:
        with leaning_by(collection.leaning):
            made = judged(collection.cases(), Engine.open(collection.index))
        questions += (replace(one, source=str(collection.index)) for one in made)
    model, report = fit(questions, prior())
    names = ", ".join(collection.gold.parent.name for collection in collections)
    out.write_text(dump(model, f"fitted on {report.questions} questions of {names}; {report.folds} folds"), "utf-8")
    return report


def judged(cases: Iterable[EvalCase], engine: Engine, settings: SearchSettings | None = None) -> list[Judged]:
    """Each case with its candidates' evidence and which of them are right. Earlier turns are resolved, not answered."""
    texts = {row.id: row.text for row in engine.index.documents(text=True)}
    return [
        one
        for case, asked in resolved(cases)
        for one in _judged(case, asked, engine, target_of(case, texts), settings or engine.settings)
    ]


def resolved(cases: Iterable[EvalCase]) -> Iterator[tuple[EvalCase, str]]:
    """Each case with its question made stand-alone after the earlier turns of its conversation."""
    conversations: dict[str, tuple[dialogue.Turn, ...]] = {}
    for case in cases:
        turns = conversations.get(case.conversation or "", ())
        asked = dialogue.resolve(case.question, turns)
        if case.conversation:
            conversations[case.conversation] = (*turns, dialogue.Turn(case.question, asked))
        yield case, asked


def _judged(case: EvalCase, asked: str, engine: Engine, target: Target, settings: SearchSettings) -> list[Judged]:
    """The case, and a near miss made of it: the same question where no passage says the answer."""
    material = engine.gather(asked)
    right = right_ones(material.candidates, target)
    saying = {c.passage for c in material.candidates if target.answerable and _answers(c, target)}
    made = [_weighed(case, material, engine, target, settings, frozenset())]
    if any(right) and len(saying) < len(material.reading):
        made.append(_weighed(case, material, engine, replace(target, answerable=False), settings, frozenset(saying)))
    return made


def _weighed(
    case: EvalCase, material: Material, engine: Engine, target: Target, settings: SearchSettings, hidden: frozenset[int]
) -> Judged:
    """One question over the passages that are not `hidden`."""
    weighed = choose.weigh(
        material.query,
        [candidate for candidate in material.candidates if candidate.passage not in hidden],
        [_without(hit, hidden) for hit in material.reading if hit.passage.number not in hidden],
        material.documents,
        likeness={key: cosine for key, cosine in material.likeness.items() if key not in hidden},
        rarity=engine.rarity,
        without=settings.without,
    )
    return Judged(
        kind=material.query.kind,
        evidence=[dict(candidate.evidence) for candidate in weighed.candidates],
        right=right_ones(weighed.candidates, target),
        trust_of=_trust_of(weighed, target),
        family=case.family or case.conversation or case.id,
        answerable=target.answerable,
        weight=1.0 if target.answerable else _MADE_UNANSWERABLE if hidden else _ASKED_UNANSWERABLE,
        made=bool(hidden),
    )


def _without(hit: Hit, hidden: frozenset[int]) -> Hit:
    """A hit that knows nothing of the `hidden` passages."""
    return replace(hit, before=None) if hit.before is not None and hit.before.number in hidden else hit


def _trust_of(weighed: choose.Weighed, target: Target) -> Callable[[Model], tuple[dict[str, float], bool]]:
    """What a model's own winner rests on, and whether it is right."""

    def of(model: Model) -> tuple[dict[str, float], bool]:
        choice = choose.decide(weighed, replace(model, threshold=-1.0))
        first = choice.ranked[0] if choice.ranked else None
        return dict(choice.trust), bool(target.answerable and first is not None and _answers(first, target))

    return of


def right_ones(candidates: Sequence[Candidate], target: Target) -> list[bool]:
    """Which candidates say the answer where the evidence stands; anywhere, if none says it there."""
    said = [target.answerable and _answers(candidate, target) for candidate in candidates]
    there = [one and _in_evidence(candidate, target) for one, candidate in zip(said, candidates, strict=True)]
    return there if any(there) else said


def _answers(candidate: Candidate, target: Target) -> bool:
    for expected in target.answers:
        if expected.is_figure:
            if candidate.quantity is not None and same_figure(candidate.quantity, expected):
                return True
        elif holds(candidate.text, expected.text):
            return True
    return False


def _in_evidence(candidate: Candidate, target: Target) -> bool:
    """Whether a candidate, or the statement that holds it, stands where the evidence does."""
    spans = (candidate.span, candidate.statement or candidate.span)  # a sentence may be told with the one beside it
    return any(
        place.document == candidate.document and place.span.overlaps(span) for place in target.places for span in spans
    )

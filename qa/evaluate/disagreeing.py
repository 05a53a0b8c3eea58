"""Gold questions as material for fitting the comparison of sources: which figures contradict the winner."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from qa import choose
from qa.compare.fitting import Compared, CompareReport, fit
from qa.compare.model import dump
from qa.compare.pairs import equal
from qa.engine import Engine
from qa.evaluate.fitting import Collection, resolved
from qa.evaluate.gold import target_of
from qa.evaluate.types import EvalCase, Kind
from qa.extract.dates import dates
from qa.metrics import Target, holds, same_figure
from qa.metrics.target import Expected
from qa.question.leaning import leaning_by
from qa.text.forms import script_language
from qa.types import CitedQuantity


def refit_comparison(collections: Sequence[Collection], weights: Path, out: Path) -> CompareReport:
    """Fit the comparison on the questions of all `collections`, whose answers are chosen by `weights`; write `out`."""
    questions: list[Compared] = []
    for collection in collections:
        engine = Engine.open(collection.index)
        engine.model = choose.load(weights)
        with leaning_by(collection.leaning):
            made = compared(collection.cases(), engine)
        questions += (replace(one, source=str(collection.index)) for one in made)
    model, report = fit(questions)
    names = ", ".join(collection.gold.parent.name for collection in collections)
    out.write_text(dump(model, f"fitted on {len(questions)} questions of {names}"), "utf-8")
    return report


def compared(cases: Sequence[EvalCase], engine: Engine) -> list[Compared]:
    """Each case that asks no side of a disagreement, with the rivals of what the program answers."""
    texts = {row.id: row.text for row in engine.index.documents(text=True)}
    return [
        _compared(case, asked, engine, target_of(case, texts)) for case, asked in resolved(cases) if not case.disputed
    ]


def _compared(case: EvalCase, asked: str, engine: Engine, target: Target) -> Compared:
    material = engine.gather(asked)
    choice = choose.choose(
        material.query, material.candidates, material.reading, material.documents,
        likeness=material.likeness, rarity=engine.rarity, model=engine.model,
    )  # fmt: skip
    found = engine.gather_statements(material, choice)
    rivals = found.rivals if found is not None else ()
    said = [one for one in target.answers if found is not None and _states(found.first.cited, one)]
    unsaid = [one for one in target.answers if one not in said]
    conflict = case.kind is Kind.CONFLICT
    return Compared(
        evidence=[rival.evidence for rival in rivals],
        right=[conflict and bool(said) and _stands(rival.statement.cited, unsaid, target) for rival in rivals],
        conflict=conflict,
        answered=choice.winner is not None,
    )


def _stands(item: CitedQuantity, answers: Sequence[Expected], target: Target) -> bool:
    """Whether a figure is one of `answers` where the evidence stands."""
    here = any(
        place.document == item.citation.document and place.span.overlaps(item.quantity.span) for place in target.places
    )
    return here and any(_states(item, answer) for answer in answers)


def _states(item: CitedQuantity, answer: Expected) -> bool:
    """Whether a figure is an answer; of two dates one must lie within the other, or be written alike."""
    if answer.is_figure:
        return same_figure(item.quantity, answer)
    if item.quantity.dimension != "date" or not answer.text:
        return False
    said = dates(answer.text, script_language(answer.text))
    alike = holds(answer.text, item.quantity.text) or holds(item.quantity.text, answer.text)  # "by the end of the year"
    return any(equal(item.quantity, one) for one in said) or (not said and alike)

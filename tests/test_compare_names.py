"""Comparing names: sources that name different ones where one alone can be meant, and false alarms avoided."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa.build import build
from qa.compare.naming import mentions, one_name
from qa.engine import Engine
from qa.render import answer_json, answer_text
from qa.types import Verdict

#: Pairs of documents, by what they are about.
DOCUMENTS = {
    "pier-a": "The new pier at Mollbay is 300 metres long. It is being built by Hartwig Construction.",
    "pier-b": "Work on the new pier at Mollbay is late. Tideline Engineering is building the pier with 90 people.",
    "canal-a": "Канал Стольм чистит компания «Дноуглубление». Канал Стольм возглавляет директор Олег Шумов.",
    "canal-b": "The Stolm canal froze early. The director of the Stolm canal is Timur Bekov.",
    "dam-a": "The Quillon dam is operated by Hydra Power Ltd and feeds two towns.",
    "dam-b": "Плотину Квиллон эксплуатирует компания «Гидра Пауэр».",
    "tram-a": "The Osterby tramway is being built by Kranwerk and Polder together.",
    "tram-b": "The Osterby tramway: Stadtbau is building the depot with partners.",
    "yard-a": "The Lomna yard was directed by Pia Sandel until 2021.",
    "yard-b": "The Lomna yard has been directed by Erik Holm since 2022.",
    "mill-a": "The Tarvo mill belongs to Kornhaus.",
    "mill-b": "The Tarvo mill sells its flour to Backwell, whose owner is Graincorp.",
}


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """An engine over all these documents."""
    folder = tmp_path_factory.mktemp("names")
    (folder / "corpus").mkdir()
    for name, text in DOCUMENTS.items():
        (folder / "corpus" / f"{name}.txt").write_text(text + "\n", encoding="utf-8")
    build(folder / "corpus", folder / "index")
    return Engine.open(Path(folder / "index"))


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("Who is building the new pier at Mollbay?", {"Hartwig Construction", "Tideline Engineering"}),
        ("Кто директор канала Стольм?", {"Олег Шумов", "Timur Bekov"}),
    ],
)
def test_two_names_for_one_office(engine: Engine, question: str, names: set[str]) -> None:
    """Who does a thing, named otherwise by another source, in whatever language, is a disagreement: both are shown."""
    answer = engine.ask(question)
    (found,) = answer.comparisons
    assert found.verdict is Verdict.DISAGREE
    assert {value.quantity.text.removeprefix("директор ") for value in found.values} == names
    for value in found.values:
        assert value.quantity.text in value.citation.quote
        assert value.quantity.text in answer_text(answer, width=200)
    assert {value["quantity"]["dimension"] for value in answer_json(answer)["comparisons"][0]["values"]} == {"name"}


@pytest.mark.parametrize(
    "question",
    [
        "Who operates the Quillon dam?",
        "Who is building the Osterby tramway?",
        "Who directed the Lomna yard?",
        "Who owns the Tarvo mill?",
    ],
)
def test_names_that_may_both_hold(engine: Engine, question: str) -> None:
    """One name in two scripts, partners, one after the other, and another's owner contradict nothing."""
    assert not engine.ask(question).disagreement


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Development Bank of Marrow", "DBM", True),
        ("Hydra Power Ltd", "«Гидра Пауэр»", True),
        ("Norbau", "Norbau Contractors", True),
        ("director Aibek Nurlanov", "А. Нурланов", True),
        ("Konaev", "Kunayev", True),
        ("北方路桥集团", "北方路桥", True),
        ("北方路桥集团", "南岭建设集团", False),
        ("Granit Construction", "Pelmar Construction", False),
        ("директор Олег Шумов", "директор Тимур Беков", False),
    ],
)
def test_one_name_or_two(one: str, other: str, same: bool) -> None:
    """Parts, short forms and other spellings of a name are that name; what firms are called by tells nothing."""
    assert one_name(one, other) is same
    assert one_name(other, one) is same


def test_a_document_that_knows_both_names() -> None:
    """A name is known where all its telling words stand, in any script."""
    assert mentions(["Работы ведёт «Норбау», плотину построил «Базальт»."], "Norbau Contractors")
    assert not mentions(["The power station of Hydra is new."], "Granit Works")

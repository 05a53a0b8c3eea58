"""What a question leans to by its embedding, and where the question proper begins."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from qa import dense, question
from qa.question import leaning
from qa.question.focus import focus
from qa.question.leaning import decided, leaning_by, leanings
from qa.types import AnswerKind


@pytest.fixture(scope="module")
def encoder() -> dense.Encoder:
    """The bundled model."""
    return dense.load_encoder()


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("nurses' average pay in the northern district", "figure"),
        ("punctuality of night buses in 2022", "figure"),
        ("плата за проезд грузовика по мосту", "figure"),
        ("Why did the bridge stay closed over the winter?", "text"),
        ("Кто возглавляет комитет по рыболовству?", "name"),
    ],
)
def test_wordings_that_no_rule_knows(encoder: dense.Encoder, text: str, group: str) -> None:
    """The group of kinds is told for noun phrases and unusual wordings, in several languages."""
    assert question.understand(text, vector=encoder.encode_query(text)).kind.group == group


def test_words_tell_the_dimension(encoder: dense.Encoder, tmp_path: Path) -> None:
    """A word for a price leans to money, in whatever language, with any vector; a table of one's own decides."""
    vector = encoder.encode_query("how was it last year?")

    def money(word: str) -> float:
        asking = question.asking_of(question.understand(word))
        return leanings(vector, AnswerKind.FIGURE, asking)[1]["money"]

    for word in ("price", "цена", "баға", "价格"):
        assert money(word) > money("ferry")
    shipped = Path(leaning.__file__).parent / "data" / "leaning.npz"
    with np.load(shipped) as table:
        silent = {name: table[name] * 0 if name == "dimensions_weights" else table[name] for name in table.files}
    np.savez(tmp_path / "own.npz", **silent)
    with leaning_by(tmp_path / "own.npz"):
        assert money("price") == money("ferry")
    assert money("price") > money("ferry")


def test_a_figure_need_only_be_likeliest_where_no_rule_knows() -> None:
    """Where the rules know of nothing the likeliest figure is wanted; a rule yields to what is likelier than not."""
    kinds = {AnswerKind.FIGURE: 0.45, AnswerKind.PLACE: 0.35, AnswerKind.SENTENCE: 0.2}
    assert decided(AnswerKind.SENTENCE, kinds) is AnswerKind.FIGURE
    assert decided(AnswerKind.PLACE, kinds) is AnswerKind.PLACE
    assert decided(AnswerKind.PLACE, kinds | {AnswerKind.FIGURE: 0.6}) is AnswerKind.FIGURE


def test_dimension_of_a_figure(encoder: dense.Encoder) -> None:
    """A price leans to money and a span of time to duration more than to any other dimension."""
    for text, dimension in (
        ("fare for a bicycle on the river boat", "money"),
        ("crossing time of the boat", "duration"),
    ):
        measures = question.understand(text, vector=encoder.encode_query(text)).measures
        assert max(measures, key=lambda name: measures[name]) == dimension


def test_probabilities_are_some(encoder: dense.Encoder) -> None:
    """The groups' probabilities add up to 1; without a vector there are none and the rules decide."""
    text = "How many wells were drilled in 2020?"
    query = question.understand(text, vector=encoder.encode_query(text))
    assert sum(query.leaning.values()) == pytest.approx(1, abs=1e-5)
    plain = question.understand(text)
    assert (plain.leaning, plain.kind) == ({}, AnswerKind.FIGURE)


@pytest.mark.parametrize(
    "text",
    [
        "How many wells were drilled in 2020?",
        "nurses' average pay in the northern district",
        "opening of the Varna bridge 1 May 2021",
        "плата за проезд грузовика по мосту до 12 тонн",
        "谁领导渔业委员会？",
    ],
)
def test_the_embedding_may_come_later(encoder: dense.Encoder, text: str) -> None:
    """A question understood first and told its embedding then is what it is when both are known at once."""
    for asked in (text, "Why did the bridge stay closed?", "When does the ferry to Varna open?"):
        vector = encoder.encode_query(asked)  # of another question too: the kind may then change
        assert question.leant(question.understand(text), vector) == question.understand(text, vector=vector)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("I am writing a report on fisheries for the council: how many boats were registered?", "how many boats"),
        ("Мы готовим обзор рынка для руководства, подскажите, сколько тонн пшеницы собрали?", "сколько тонн"),
        ("我们正在为委员会准备一份关于渔业的报告，请问去年登记了多少艘船？", "请问去年"),
        ("How many boats, ferries and barges were registered in the three ports of the bay?", "How many boats"),
        ("boats registered 2020", "boats"),
    ],
)
def test_preambles(text: str, asked: str) -> None:
    """What is said before the question is left out of what asks; a plain question is left whole."""
    assert text[focus(text) :].lstrip().startswith(asked)

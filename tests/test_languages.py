"""Vectors without what tells languages apart."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from numpy.typing import NDArray

from qa.dense import DEFAULT_MODEL, levelled, load_encoder

#: Six statements of one field, each in English, Russian, Kazakh and Chinese.
SAID = (
    ("The bakery opens at seven every morning.", "Пекарня открывается каждое утро в семь часов.",
     "Наубайхана күн сайын таңғы жетіде ашылады.", "面包店每天早上七点开门。"),
    ("The bakery sells bread made of rye flour.", "Пекарня продаёт хлеб из ржаной муки.",
     "Наубайхана қара бидай ұнынан жасалған нан сатады.", "面包店出售黑麦面粉做的面包。"),
    ("Her father founded the bakery in 1978.", "Пекарню основал её отец в 1978 году.",
     "Наубайхананы 1978 жылы оның әкесі құрған.", "这家面包店由她父亲于1978年创办。"),
    ("Twelve people work in the bakery.", "В пекарне работают двенадцать человек.",
     "Наубайханада он екі адам жұмыс істейді.", "面包店里有十二个人工作。"),
    ("The oven of the bakery is heated with wood.", "Печь пекарни топят дровами.",
     "Наубайхананың пеші отынмен жағылады.", "面包店的烤炉用木柴加热。"),
    ("The bakery will move to a larger house next year.", "В следующем году пекарня переедет в дом побольше.",
     "Келесі жылы наубайхана үлкенірек үйге көшеді.", "面包店明年将搬到一座更大的房子里。"),
)  # fmt: skip
LANGUAGES = ("en", "ru", "kk", "zh")
#: What the statements answer, one after another.
ASKED = {
    "en": ("When does the bakery open?", "What flour is the bread made of?", "Who founded the bakery?",
           "How many people work there?", "What is the oven heated with?", "Where will the bakery move next year?"),
    "ru": ("Во сколько открывается пекарня?", "Из какой муки пекут хлеб?", "Кто основал пекарню?",
           "Сколько человек работает в пекарне?", "Чем топят печь?", "Куда переедет пекарня в следующем году?"),
    "zh": ("面包店几点开门？", "面包用什么面粉做的？", "面包店是谁创办的？",
           "面包店有多少人工作？", "烤炉用什么加热？", "面包店明年搬到哪里？"),
}  # fmt: skip
UNIT = arrays.arrays(np.float32, st.tuples(st.integers(1, 5), st.just(384)), elements=st.floats(-1, 1, width=16))


def _translations_first(vectors: NDArray[np.float32], languages: int) -> float:
    """The share of translations among as many nearest other vectors; `languages` of each statement in a row."""
    said = np.arange(len(vectors)) // languages
    cosines = vectors @ vectors.T - 9 * np.eye(len(vectors))
    nearest = np.argsort(-cosines, axis=1)[:, : languages - 1]
    return float((said[nearest] == said[:, None]).mean())


def _flat(said: Sequence[Sequence[str]]) -> list[str]:
    return [text for languages in said for text in languages]


def test_translations_come_nearer_than_the_same_language() -> None:
    """A statement's translations stand before other statements of its language, more often than as encoded."""
    encoded = load_encoder().encode_passages(_flat(SAID))
    before, after = _translations_first(encoded, 4), _translations_first(levelled(encoded, DEFAULT_MODEL), 4)
    assert after > before + 0.1, (before, after)


def test_the_answer_in_another_language_comes_first() -> None:
    """What answers in another language stands before what does not in the question's, twice as often as encoded."""
    encoder = load_encoder()
    vectors = encoder.encode_passages(_flat(SAID)).reshape(len(SAID), len(LANGUAGES), -1)
    first = [0, 0]
    for asked, questions in ASKED.items():
        own = LANGUAGES.index(asked)
        for other in set(range(len(LANGUAGES))) - {own}:
            for at, question in enumerate(questions):
                there = np.concatenate([vectors[at : at + 1, other], np.delete(vectors[:, own], at, axis=0)])
                vector = encoder.encode_query(question)
                first[0] += int((there @ vector).argmax() == 0)
                first[1] += int((levelled(there, DEFAULT_MODEL) @ levelled(vector, DEFAULT_MODEL)).argmax() == 0)
    assert first[1] >= 2 * first[0] > 0, first


@given(UNIT)
def test_each_vector_by_itself(vectors: NDArray[np.float32]) -> None:
    """Whatever else is levelled with it, a vector has the same bits and length 1."""
    together = levelled(vectors, DEFAULT_MODEL)
    assert all(np.array_equal(levelled(one, DEFAULT_MODEL), row) for one, row in zip(vectors, together, strict=True))
    assert together.dtype == np.float32 and together.shape == vectors.shape
    assert np.linalg.norm(together, axis=1) == pytest.approx(1, abs=1e-5)


def test_another_model_is_left_alone() -> None:
    """Of another model's vectors nothing is known: they stay as they are."""
    vectors = np.eye(3, dtype=np.float32)
    assert levelled(vectors, "another") is vectors

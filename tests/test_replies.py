"""Answers in sentences: the reply to the same question, what hinders, from where to where; what a paper deals with."""

from __future__ import annotations

import pytest
from answers_support import shelf

from qa import extract, question
from qa.choose.reasons import reason_fit
from qa.extract.remarks import remarks
from qa.types import AnswerKind


def _sentences(asked: str, told: str, language: str = "en") -> list[str]:
    stock = shelf(told, language=language)
    found = extract.candidates(question.understand(asked), stock.hits, stock.quantities, stock.documents)
    return [one.text.strip() for one in found if one.kind is AnswerKind.SENTENCE]


def test_a_reply_is_offered_with_its_question() -> None:
    """What stands behind a question answers it as a whole, and the question itself does not."""
    told = "Why is the quay shut? The crane fell over. It broke the rails. When does it open? In May."
    found = _sentences("Why is the quay shut?", told)
    assert "The crane fell over. It broke the rails." in found
    assert not any(one.endswith("?") for one in found)


def test_a_reply_is_chosen_for_the_words_of_its_question() -> None:
    """The question's words speak for the reply, which has none of them."""
    stock = shelf("Mr Velde asked why the shelter had opened so late. The mayor said that the list was out of date.")
    assert stock.best("Why did the shelter open so late?") == "The mayor said that the list was out of date."


@pytest.mark.parametrize(
    ("told", "language"),
    [
        ("Ms Arlen wondered why fares rise.", "en"),
        ("Мы говорили о том, почему дорожает проезд.", "ru"),
        ("记者追问票价为何上涨。", "zh"),
    ],
)
def test_who_asks_why_is_not_told_that_somebody_asked(told: str, language: str) -> None:
    """That a reason was asked for is no reason; for another question it may be the answer."""
    assert _sentences("Why do fares rise?", told, language) == []
    assert _sentences("What does the text say of fares?", told, language) == [told]


def test_what_somebody_wanted_to_know_is_not_told_by_that() -> None:
    """That somebody wanted to know a thing does not tell it; who asks what they wanted to know is told."""
    told = "We wanted to know what shippers get today."
    assert _sentences("Explain what shippers get", told) == []
    assert _sentences("Explain what you wanted to know", told) == [told]


@pytest.mark.parametrize(
    ("asked", "told", "fit"),
    [
        ("What hinders the growth of the port?", "Growth is limited by a lack of ferries.", 1.0),
        ("What hinders the growth of the port?", "The port has nine berths.", -0.3),
        ("Что мешает росту порта?", "Рост ограничивает нехватка паромов.", 1.0),
        ("Портқа не кедергі?", "Паром жетіспейді.", 1.0),
        ("港口的短板在哪？", "渡轮不足。", 1.0),
        ("From where to where does the line run?", "It runs from Velde to Oslo.", 1.0),
        ("From where to where does the line run?", "The line has become important.", -0.3),
        ("Откуда и куда идёт линия?", "Она идёт из Осло в Вельде.", 1.0),
        ("Почему план не выполнен?", "Не дотянули потому, что верфь стояла.", 1.0),
        ("Why did they give up the lorry?", "It was given up after a hold-up on the road.", 0.5),
        ("Who paid for the line?", "It runs from Velde to Oslo.", 0.0),
    ],
)
def test_what_is_asked_is_told(asked: str, told: str, fit: float) -> None:
    """Asked what hinders, a sentence that tells an obstacle fits; asked from where to where, one that tells a way."""
    query = question.understand(asked)
    if fit:
        assert query.kind is AnswerKind.EXPLANATION
    assert reason_fit(query, told) == fit


@pytest.mark.parametrize(
    ("statement", "asked", "remark"),
    [
        ("The article deals with quotas and their problems.", "What hinders quotas?", True),
        ("The article deals with quotas and their problems.", "What is the article about?", False),
        ("Авторы изучают, как устроены квоты.", "Что мешает квотам?", True),
        ("Авторы изучают, как устроены квоты.", "Что изучают авторы?", False),
        ("本文探讨配额问题。", "配额受什么制约？", True),
    ],
)
def test_what_a_paper_deals_with(statement: str, asked: str, remark: bool) -> None:
    """What a paper deals with is no answer, unless the paper is asked about."""
    assert remarks(statement, asked) is remark

"""Questions for names and reasons: whom somebody works for, whose a thing is, who holds an office, and why."""

from __future__ import annotations

import pytest

from qa import question
from qa.question.leaning import leaning_to_words
from qa.text.asking import asks_in_words
from qa.text.glossary import keys
from qa.types import AnswerKind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Where does Olga Strand work?", AnswerKind.ORGANISATION),
        ("где работает Ольга Странд", AnswerKind.ORGANISATION),
        ("Где работает паром?", AnswerKind.PLACE),
        ("奥尔加在哪里任职？", AnswerKind.ORGANISATION),
        ("Айлақ кімдікі?", AnswerKind.ORGANISATION),
        ("maker of the cranes that came late", AnswerKind.ORGANISATION),
        ("главный арендатор склада", AnswerKind.ORGANISATION),
        ("Айлақтың жалға алушысы кім?", AnswerKind.ORGANISATION),
        ("码头最大的租户", AnswerKind.ORGANISATION),
        ("министр рыболовства, бывший на форуме", AnswerKind.PERSON),
        ("current harbour manager of Oslo", AnswerKind.PERSON),
        ("айлақ бастығы", AnswerKind.PERSON),
        ("北湾海关关长是谁？", AnswerKind.PERSON),
        ("奥尔加·斯特兰德是谁？", AnswerKind.EXPLANATION),
        ("Who runs the Nordfisk company?", AnswerKind.PERSON),
        ("«Нордфиск» компаниясын кім басқарады?", AnswerKind.PERSON),
        ("Кто управляет причалом?", AnswerKind.ORGANISATION),
        ("Who replaced Olga Strand on the board?", AnswerKind.PERSON),
        ("谁接替了奥尔加？", AnswerKind.PERSON),
        ("чего боится директор причала", AnswerKind.EXPLANATION),
        ("что производят на верфи", AnswerKind.EXPLANATION),
        ("Верфь не шығарады?", AnswerKind.EXPLANATION),
        ("船厂生产什么？", AnswerKind.EXPLANATION),
        ("biggest parcel carrier in Norland", AnswerKind.ORGANISATION),
        ("largest carrier share", AnswerKind.FIGURE),
        ("крупнейший покупатель рыбы", AnswerKind.ORGANISATION),
        ("Ең ірі сатып алушы қайсы?", AnswerKind.ORGANISATION),
        ("北湾最大的承运商", AnswerKind.ORGANISATION),
        ("who commissioned the study", AnswerKind.ORGANISATION),
        ("北湾公司的首席执行官是谁？", AnswerKind.PERSON),
        ("What slowed the fishing season?", AnswerKind.EXPLANATION),
        ("а чего это причал закрыли?", AnswerKind.EXPLANATION),
        ("里海港口的短板在哪？", AnswerKind.EXPLANATION),
        ("Where do the figures for 2021 come from?", AnswerKind.EXPLANATION),
        ("откуда взяты данные за 2021 год", AnswerKind.EXPLANATION),
    ],
)
def test_what_kind_of_answer(text: str, kind: AnswerKind) -> None:
    """Whom somebody works for, whose something is, who holds an office, what is in the way, where figures come from."""
    assert question.understand(text).kind is kind


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("What slowed the season?", True),
        ("Чего не хватает порту?", True),
        ("Айлаққа не жетіспейді?", True),
        ("How much did the season slow?", False),
        ("What does it cost?", False),
    ],
)
def test_what_no_figure_tells(text: str, words: bool) -> None:
    """What is lacked, feared or made, and why, is told in words, whatever else the question leans to."""
    assert asks_in_words(text) is words


def test_a_reason_is_no_figure() -> None:
    """Where a reason is asked for, what else the question leans to is left out."""
    leaning = {AnswerKind.FIGURE: 0.6, AnswerKind.SENTENCE: 0.3, AnswerKind.LIST: 0.1}
    assert leaning_to_words(leaning) == pytest.approx(
        {AnswerKind.FIGURE: 0.0, AnswerKind.SENTENCE: 0.75, AnswerKind.LIST: 0.25}
    )
    assert leaning_to_words({AnswerKind.FIGURE: 1.0}) == {AnswerKind.FIGURE: 1.0}


@pytest.mark.parametrize(
    ("text", "language", "concept"),
    [
        ("French", "en", "=france"),
        ("норвежский", "ru", "=norway"),
        ("мешает", "ru", "=problem"),
        ("бастығы", "kk", "=director"),
        ("关长", "zh", "=director"),
        ("inquiry", "en", "=investigation"),
        ("led", "en", "=director"),
    ],
)
def test_words_that_stand_for_one_another(text: str, language: str, concept: str) -> None:
    """A country's adjective is the country, what hinders a problem, a chief a director, in every language."""
    assert [key.term for key in keys(text, language)] == [concept]

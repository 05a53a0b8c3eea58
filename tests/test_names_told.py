"""Names as documents tell them: where one begins and ends, what kind it is, and whether somebody acts by it."""

from __future__ import annotations

import pytest
from answers_support import shelf

from qa import extract, question
from qa.extract.chinese import persons
from qa.extract.names import names
from qa.extract.sorts import denied, is_thing, qualifies
from qa.types import AnswerKind, Span

PERSON, ORGANISATION, PLACE, NAME = AnswerKind.PERSON, AnswerKind.ORGANISATION, AnswerKind.PLACE, AnswerKind.NAME


def _told(text: str, language: str, wanted: AnswerKind) -> dict[str, AnswerKind]:
    return {span.of(text): kind for span, kind in names(text, language, wanted)}


def _at(text: str, name: str) -> Span:
    return Span(text.index(name), text.index(name) + len(name))


@pytest.mark.parametrize(
    ("text", "language", "wanted", "name", "kind"),
    [
        ("Айлақ бастығы Асан Теміржанның айтуынша, су тайыз.", "kk", PERSON, "бастығы Асан Теміржан", PERSON),
        ("Бәрі «Көк Ай» мемлекеттік қорына тиесілі.", "kk", ORGANISATION, "«Көк Ай» мемлекеттік қорына", ORGANISATION),
        ("Қалғаны «Теңізші» компаниясына беріледі.", "kk", ORGANISATION, "«Теңізші» компаниясына", ORGANISATION),
        ("Президент – Ольга Вейс, бывший лоцман.", "ru", PERSON, "Ольга Вейс", PERSON),
        ("The office is run by Maria Temir.", "en", PERSON, "Maria Temir", PERSON),
        ("Largest is the retailer Nordbrand so far.", "en", ORGANISATION, "Nordbrand", ORGANISATION),
        ("The contractor, Velde Dredging Partners, left.", "en", ORGANISATION, "Velde Dredging Partners", ORGANISATION),
        ("Проектировщиком выбрано бюро «Фьорд».", "ru", ORGANISATION, "бюро «Фьорд»", ORGANISATION),
        ("За ней следует сеть «Причал».", "ru", ORGANISATION, "сеть «Причал»", ORGANISATION),
    ],
)  # fmt: skip
def test_where_a_name_ends_and_what_it_is(
    text: str, language: str, wanted: AnswerKind, name: str, kind: AnswerKind
) -> None:
    """A name has no Kazakh genitive and no office before a dash; a firm's noun stands with it, whatever its case."""
    assert _told(text, language, wanted)[name] is kind


def test_what_opens_somebodys_words_is_no_name() -> None:
    """The first word of a quoted sentence has its capital from that alone."""
    assert "Бізде" not in _told("Асан былай дейді: «Бізде елу қызметкер бар, олар үш ауысымда.", "kk", PERSON)


def test_all_is_no_department() -> None:
    """A Chinese word that ends like a department's name, and means all of something, is none."""
    assert list(_told("包裹占全部货物的三成", "zh", ORGANISATION)) == []


def test_the_head_of_a_chinese_customs_house() -> None:
    """Who is told with this office is a person."""
    text = "北湾海关关长谭小溪表示欢迎。"
    assert [span.of(text) for span in persons(text)] == ["谭小溪"]


@pytest.mark.parametrize(
    ("text", "name", "thing"),
    [
        ("Вклад в инициативы «Северный пояс» внесли соседи.", "Северный пояс", True),
        ("Новый паром «Сокол» сдан верфью.", "Сокол", True),
        ("新船“北极星”号交付。", "北极星", True),
        ("“绿灯”模式使货物不必申报。", "绿灯", True),
        ("«Жаңа жол» бағдарламасы басталды.", "Жаңа жол", True),
        ("Контракт получила компания «Сокол».", "Сокол", False),
        ("“北极星”公司交付。", "北极星", False),
    ],
)
def test_what_acts_not(text: str, name: str, thing: bool) -> None:
    """A programme, a ship or a way of working, told as such beside its quoted name, is nobody who acts."""
    assert is_thing(text, _at(text, name)) is thing


@pytest.mark.parametrize(
    ("text", "name", "wanted", "only"),
    [
        ("the Nordmark retailer Hallbrand rents it", "Nordmark", ORGANISATION, True),
        ("the Nordmark customs house is shut", "Nordmark", PERSON, True),
        ("the Nordmark bought it", "Nordmark", ORGANISATION, False),
        ("Nordmark retailer Hallbrand", "Nordmark", ORGANISATION, False),
    ],
)
def test_what_only_says_whose(text: str, name: str, wanted: AnswerKind, only: bool) -> None:
    """A name before a firm's noun and its name says whose that is; no person is told with an article."""
    assert qualifies(text, _at(text, name), wanted) is only


@pytest.mark.parametrize(
    ("text", "name", "not_so"),
    [
        ("Boxes do not go to Western Norland but to the islands.", "Western Norland", True),
        ("Груз идёт не в Норланд, а на острова.", "Норланд", True),
        ("Жүк Норланд емес, аралдарға барады.", "Норланд", True),
        ("Boxes go to Western Norland but not to the islands.", "Western Norland", False),
        ("The fee is not high. Boxes go to Norland, but late.", "Norland", False),
    ],
)
def test_what_is_denied(text: str, name: str, not_so: bool) -> None:
    """A name told as what something is not, with another instead, is no answer."""
    assert denied(text, _at(text, name)) is not_so


def test_whoever_asks_who_is_offered_no_programme() -> None:
    """Of a programme and a person in one sentence only the person is offered."""
    stock = shelf("Основы программы «Северный пояс» заложил Олег Вейс.", language="ru")
    query = question.understand("Кто заложил основы программы?")
    found = extract.candidates(query, stock.hits, stock.quantities, stock.documents)
    assert [one.text for one in found if one.kind.group == "name"] == ["Олег Вейс"]


def test_a_name_that_says_its_sort_is_of_it() -> None:
    """A theory by its name is offered as such to who asks for one, whatever other words its name has."""
    stock = shelf("The paper rests on the Theory of International Games.")
    query = question.understand("Which theory does the paper rest on?")
    found = extract.candidates(query, stock.hits, stock.quantities, stock.documents)
    assert [one.kind for one in found if one.text == "Theory of International Games"] == [NAME]


def test_a_country_told_with_more_is_no_echo() -> None:
    """Asked for a port of a country, one told with the country's name repeats nothing; the country alone does."""
    _, choice = shelf("A terminal stands in Norway's Port of Velde, another in Norway.").choose(
        "In which Norwegian port does a terminal stand?"
    )
    echo = {one.text: one.evidence["echo"] for one in choice.ranked if one.kind is PLACE}
    assert echo["in Norway's Port of Velde"] == 0.0

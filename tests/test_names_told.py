"""Names as documents tell them: where one begins and ends, what kind it is, and whether somebody acts by it."""

from __future__ import annotations

import pytest
from answers_support import shelf

from qa import extract, question
from qa.choose.succession import replaced
from qa.extract.chinese import persons
from qa.extract.names import names
from qa.extract.sorts import denied, is_region, is_thing, other_end, qualifies
from qa.types import AnswerKind, Candidate, Span

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
        ("She joined Velmar Water last year.", "en", PERSON, "Velmar Water", NAME),
        ("У него в Нижнем Осинове хутор.", "ru", PERSON, "Нижнем Осинове", NAME),
        ("It revives the ancient Silk Road.", "en", PLACE, "Silk Road", NAME),
        ("Ferrostad, the general contractor, left early.", "en", ORGANISATION, "Ferrostad", NAME),
        ("A mine in the centre of Velmar is shut.", "en", PERSON, "Velmar", PLACE),
        ("我出生在托恩茅斯，父亲是灯塔看守人。", "zh", PLACE, "托恩茅斯", PLACE),
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


def test_what_a_dash_opens_is_no_name() -> None:
    """Nor has the first word behind the dash that opens a reply or a line."""
    assert "Почти" not in _told("– Почти половина – медь.", "ru", ORGANISATION)


@pytest.mark.parametrize("text", ["However, the general contractor, left.", "Silver, a by-product of copper, fell."])
def test_what_else_opens_a_sentence(text: str) -> None:
    """An adverb or a common word before an apposition is no name."""
    assert not _told(text, "en", ORGANISATION)


@pytest.mark.parametrize(
    ("text", "name", "asked", "other"),
    [
        ("a route from the town of Velde to Oslo", "Velde", "To which town do ships sail?", True),
        ("a route from the town of Velde to Oslo", "Oslo", "To which town do ships sail?", False),
        ("a route from the town of Velde to Oslo", "Oslo", "From which town do ships sail?", True),
        ("a route from the town of Velde to Oslo", "Velde", "From which town do ships sail?", False),
        ("суда идут из Вельде в Осло", "Вельде", "Куда идут суда?", True),
        ("суда идут из Вельде в Осло", "Осло", "Откуда идут суда?", True),
        ("从韦尔德到奥斯陆的航线", "韦尔德", "船到哪个城市？", True),
        ("a route from the town of Velde to Oslo", "Velde", "Where is the town hall?", False),
        ("a ship from Velde", "Velde", "To which town do ships sail?", False),
    ],
)
def test_the_other_end_of_a_way(text: str, name: str, asked: str, other: bool) -> None:
    """From where something goes is no answer to where it goes, nor the other way round."""
    assert other_end(text, _at(text, name), asked) is other


def test_a_region_is_no_port() -> None:
    """What has a region's noun behind it answers which region, and not which port or town."""
    text = "прирост дал Осинский район"
    assert is_region(text, _at(text, "Осинский"), question.understand("В каком порту склад?"))
    assert not is_region(text, _at(text, "Осинский"), question.understand("В каком районе склад?"))


def test_a_quoted_name_is_whole() -> None:
    """The first word of a name in quotes is no name beside it, however the others are written."""
    told = _told("Инвестором выступит консорциум «Северные ворота».", "ru", ORGANISATION)
    assert list(told) == ["консорциум «Северные ворота»"]


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
        ("a Velmarian official said so", "Velmarian", ORGANISATION, True),
        ("said Velmarian Lines of Oslo", "Velmarian", ORGANISATION, False),
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


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Lot 2 went to Ordan Zholqur for less.", "Ordan Zholqur", NAME),
        ("Lot 2 went to Ordan Zholqur, head of the yard.", "Ordan Zholqur", PERSON),
        ("Lot 2 was lost, Ordan Zholqur said.", "Ordan Zholqur", PERSON),
        ("Lot 2 went to Olga Serikova for less.", "Olga Serikova", PERSON),
        ("Lot 2 went to Dr Ordan Zholqur for less.", "Dr Ordan Zholqur", PERSON),
    ],
)
def test_what_may_be_a_firm(text: str, name: str, kind: AnswerKind) -> None:
    """Asked for a firm, two capitalised words may be one, unless title, office, surname or speech tells a person."""
    assert _told(text, "en", ORGANISATION)[name] is kind
    assert _told(text, "en", PERSON)[name] is PERSON


def test_who_stands_in_for_somebody() -> None:
    """Whose duties another has taken over is not who has them."""
    stock = shelf("Казначей Ольга Вейс уходит, её обязанности исполняет Мурат Осин.", language="ru")
    assert stock.best("Кто исполняет обязанности казначея?") == "Мурат Осин"


@pytest.mark.parametrize(
    ("told", "language", "asked", "who"),
    [
        ("His successor will be Elvira Strand, so far treasurer.", "en", "Who succeeds Timur Velde?", 1.0),
        ("His successor will be Elvira Strand, so far treasurer.", "en", "Who is the treasurer?", 0.0),
        ("His successor will be Elvira Strand, so far treasurer.", "en", "next treasurer of Oslo", 1.0),
        ("Elvira Strand, first deputy chair of the board, spoke.", "en", "Who is the chair of the board?", -1.0),
        ("Elvira Strand, first deputy chair of the board, spoke.", "en", "Who is the deputy chair?", 0.0),
        ("Заместитель министра Ольга Вейс приехала.", "ru", "Кто министр?", -1.0),
        ("Министр Ольга Вейс приехала.", "ru", "Кто министр?", 0.0),
    ],
)
def test_who_follows_and_who_is_a_deputy(told: str, language: str, asked: str, who: float) -> None:
    """Who follows somebody answers who does; a deputy holds no office that is asked about, unless a deputy is."""
    query = question.understand(asked)
    span = next(span for span, kind in names(told, language, PERSON) if kind is PERSON)
    person = Candidate("doc.md", span, span.of(told), PERSON, 0.0, {}, None, 0, Span(0, len(told)))
    assert replaced(query, person, span, told) == who


def test_an_adjective_is_the_place() -> None:
    """What is asked with a place's adjective that no table has is told of the place by its name, in any script."""
    stock = shelf("Марта Ковар ведёт порт Вельдан.", "Олег Вейс ведёт порт Осинов.", language="ru")
    assert stock.best("Кто ведёт вельданский порт?") == "Марта Ковар"
    assert stock.best("Кто ведёт осиновский порт?") == "Олег Вейс"


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

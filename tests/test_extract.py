"""Candidates: every span that could answer, each an exact slice with its statement."""

from __future__ import annotations

import pytest
from answers_support import shelf
from hypothesis import given
from hypothesis import strategies as st

from qa import extract, question
from qa.extract.dates import dates
from qa.extract.lists import lists
from qa.extract.names import names
from qa.types import AnswerKind, BlockKind, Hit, Passage, Span

QUAY = "The quay lifts 300 tons an hour. Minister Aliya Serikova opened it on 4 May 2023 at Kuryk."


@pytest.mark.parametrize("asked", ["How many tons?", "Who opened it?", "When?", "Where?", "Why?", "List the ports."])
def test_candidates_are_slices(asked: str) -> None:
    """Every candidate's text is its slice of the document; it lies in its statement, or is all of it and more."""
    stock = shelf("Preface without figures.", QUAY, "- coal\n- grain\n- ore")
    text = stock.texts["doc.md"]
    found = extract.candidates(question.understand(asked), stock.hits, stock.quantities, stock.documents)
    assert found
    for candidate in found:
        assert candidate.span.of(text) == candidate.text
        assert candidate.statement is not None
        assert candidate.statement.covers(candidate.span) or candidate.span.covers(candidate.statement)


def test_figures_dates_sentences_and_lists_are_found() -> None:
    """One passage gives its figures, its dates, its sentences, another its list."""
    stock = shelf(QUAY, "Cargo:\n- coal\n- grain\n- ore")
    found = extract.candidates(question.understand("Who?"), stock.hits, stock.quantities, stock.documents)
    by_kind = {kind: [c.text for c in found if c.kind is kind] for kind in AnswerKind}
    assert "300 tons an hour" in by_kind[AnswerKind.FIGURE]
    assert "4 May 2023" in by_kind[AnswerKind.DATE]
    assert "Minister Aliya Serikova" in by_kind[AnswerKind.PERSON]
    assert by_kind[AnswerKind.LIST] == ["Cargo:\n- coal\n- grain\n- ore"]
    assert "The quay lifts 300 tons an hour." in by_kind[AnswerKind.SENTENCE]


def test_where_something_is_is_nobody() -> None:
    """A place with "in" before it is no investor; Norway that invests may be one, and a question where asks for it."""

    def names(said: str, asked: str) -> list[str]:
        stock = shelf(said)
        found = extract.candidates(question.understand(asked), stock.hits, stock.quantities, stock.documents)
        return [one.text for one in found if one.kind.group == "name"]

    assert names("The investor in Norway is Belmar Shipping LLP.", "Who is the investor?") == ["Belmar Shipping LLP"]
    assert "Norway" in names("Norway is the investor of the quay.", "Who is the investor?")
    assert any("Norway" in name for name in names("The investor is in Norway.", "In which country is the investor?"))


def test_a_one_in_words_counts_where_its_noun_is_asked_for() -> None:
    """A "one project" is no figure that answers, unless it is asked how many projects there are; "1 silo" is one."""
    stock = shelf("One project is the tariff of the Oslo quay. The port has 1 silo.")

    def figures(asked: str) -> list[str]:
        found = extract.candidates(question.understand(asked), stock.hits, stock.quantities, stock.documents)
        return [one.text for one in found if one.kind is AnswerKind.FIGURE]

    assert figures("What tariff has the Oslo quay?") == ["1 silo"]
    assert figures("How many projects are there?") == ["One project", "1 silo"]


def test_change_is_one_candidate() -> None:
    """From what to what something went is offered as one answer with both figures."""
    stock = shelf("Coal traffic rose from 20,000 tons to 35,000 tons in 2024.")
    query = question.understand("From what to what did coal traffic rise?")
    texts = [c.text for c in extract.candidates(query, stock.hits, stock.quantities, stock.documents)]
    assert any("20,000" in text and "35,000" in text and not text.endswith(".") for text in texts)


def test_references_and_furniture_do_not_answer() -> None:
    """A passage of a silent kind gives no candidate."""
    text = "Smith J. Cargo of 300 tons. 2020."
    passage = Passage("doc.md", 0, Span(0, len(text)), BlockKind.REFERENCES, text, (), None, "", "en")
    stock = shelf("x")
    assert extract.candidates(question.understand("How many tons?"), [Hit(passage, 1.0)], {}, stock.documents) == []


@pytest.mark.parametrize(
    ("text", "language", "expected", "period"),
    [
        ("It opens by the end of 2026.", "en", "the end of 2026", "2026"),
        ("Signed on May 15, 2025 in Astana.", "en", "May 15, 2025", "2025-05-15"),
        ("Откроется к концу 2026 года.", "ru", "концу 2026 года", "2026"),
        ("Подписано 3 марта 2024 года.", "ru", "3 марта 2024 года", "2024-03-03"),
        ("Порт 2018 жылы ашылды.", "kk", "2018 жылы", "2018"),
        ("Порт 2025 жылғы 1 қыркүйекте ашылды.", "kk", "2025 жылғы 1 қыркүйекте", "2025-09-01"),
        ("Rebuilt from 2009 to 2015 with loans.", "en", "from 2009 to 2015", "2009"),
        ("Строили с 2009 по 2015 год.", "ru", "с 2009 по 2015 год", "2009"),
        ("2009 жылдан 2015 жылға дейін салынды.", "kk", "2009 жылдан 2015 жылға дейін", "2009"),
        ("2009年至2015年修建。", "zh", "2009年至2015年", "2009"),
        ("2025年5月15日开通。", "zh", "2025年5月15日", "2025-05-15"),
        ("Built in the 1990s.", "en", "the 1990s", "1990"),
    ],
)
def test_dates(text: str, language: str, expected: str, period: str) -> None:
    """Dates are found with the words that belong to them, in four languages."""
    (date,) = dates(text, language)
    assert date.text == expected
    assert (date.period or "").startswith(period)


def test_the_end_of_the_year_is_that_of_the_document() -> None:
    """An end of this year takes its year from the publication date, and none without one."""
    text = "It is due by the end of this year."
    (date,) = dates(text, "en", "2025-05-15")
    assert (date.low, date.planned) == (2025, True)
    assert dates(text, "en") == ()


@pytest.mark.parametrize("text", ["It cost 2,015 dollars.", "Capacity of 2000 TEU", "The 2015.5 mark", "page 19991"])
def test_figures_are_no_years(text: str) -> None:
    """A figure that looks like a year within a larger figure or before a unit is none."""
    assert dates(text, "en") == ()


@pytest.mark.parametrize(
    ("text", "language", "wanted", "expected"),
    [
        ("A loan came from the Eastern Trade Bank.", "en", AnswerKind.ORGANISATION, "Eastern Trade Bank"),
        ("Порт построила компания «Каспий Док».", "ru", AnswerKind.NAME, "Каспий Док"),
        ("The depot lies close to Semey station.", "en", AnswerKind.PLACE, "close to Semey"),
        ("交通部长李明宣布。", "zh", AnswerKind.PERSON, "李明"),
        ("A partner is the Eastern Trade Co., Ltd, too.", "en", AnswerKind.ORGANISATION, "Eastern Trade Co., Ltd"),
        ("It is run by St. Marys Ltd.", "en", AnswerKind.ORGANISATION, "St. Marys Ltd"),
        ("Signed: A. B. Serikova and R. Ye. Omarov.", "en", AnswerKind.PERSON, "A. B. Serikova"),
        ("Signed: A. B. Serikova and R. Ye. Omarov.", "en", AnswerKind.PERSON, "R. Ye. Omarov"),
    ],
)
def test_names(text: str, language: str, wanted: AnswerKind, expected: str) -> None:
    """Organisations, people, places and quoted names are found; a place with the words that say where."""
    found = [span.of(text) for span, _ in names(text, language, wanted)]
    assert any(expected in name for name in found)


def test_a_port_may_be_who_does_something() -> None:
    """A facility's name is no mere place where it is asked who did something; where a place is, it is one."""
    text = "The terminal was built together with the Xian Free Trade Port."
    for wanted in (AnswerKind.ORGANISATION, AnswerKind.PERSON):
        assert AnswerKind.NAME in dict(names(text, "en", wanted)).values()
    assert set(dict(names(text, "en", AnswerKind.PLACE)).values()) == {AnswerKind.PLACE}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("They built it in the Varlen region (Olmia).", "en"),
        ("Завод построили в Талас районе.", "ru"),
        ("Жаңа зауыт Талас ауданында тұр.", "kk"),
    ],
)
def test_what_has_a_region_behind_it_is_a_place(text: str, language: str) -> None:
    """Unknown names are places where the word for a region or district follows."""
    found = {span.of(text): kind for span, kind in names(text, language, AnswerKind.ORGANISATION)}
    assert AnswerKind.PLACE in (found.get("Varlen"), found.get("Талас"))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("«Турбинаны ауыстыру – ең үлкен ісіміз», – дейді Ерболат Сәмен.", "kk"),
        ("«Портовый кран Сокол», – сказал он.", "ru"),
        ('"The Quay did what we asked," she said.', "en"),
    ],
)
def test_what_somebody_says_is_no_name(text: str, language: str) -> None:
    """Words in quotation marks that a speaker follows are speech; the same words as a name would be one."""
    assert not any(len(span.of(text).split()) > 2 for span, _ in names(text, language, AnswerKind.NAME))


@pytest.mark.parametrize("question_there", ["**How do I book a place?**", "Сколько стоит место?", "怎么预约？"])
def test_a_question_answers_nothing(question_there: str) -> None:
    """A sentence that asks is no candidate; the one behind it is."""
    stock = shelf(f"{question_there} Send a letter to the harbour.")
    query = question.understand("How is a place booked?")
    texts = [c.text for c in extract.candidates(query, stock.hits, stock.quantities, stock.documents)]
    assert question_there not in texts
    assert any("Send a letter" in text for text in texts)


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("总裁周文清自2023年起任职，分管销售的副总裁是唐若谷。", ["周文清", "唐若谷"]),
        ("院长李建国表示，医院将扩建。", ["李建国"]),
        ("会议由市长刘洋主持，总经理张伟和书记李娜出席。", ["刘洋", "张伟", "李娜"]),
        ("办事处负责人：阿依努尔·萨比特。", ["阿依努尔·萨比特"]),
    ],
)
def test_chinese_people_are_told_by_their_office(text: str, people: list[str]) -> None:
    """A name beside an office is read whole, without the words that go on with the sentence, and is a person's."""
    found = names(text, "zh", AnswerKind.PERSON)
    assert [span.of(text) for span, kind in found if kind is AnswerKind.PERSON] == people


def test_a_title_is_not_taken_from_the_sentence_before() -> None:
    """The chief executive of one sentence is not Mr Hale of the next."""
    text = "She was named chief executive. Mr Hale joined the council."
    assert "Mr Hale" in [span.of(text) for span, _ in names(text, "en", AnswerKind.PERSON)]


def test_a_legal_form_alone_is_no_name() -> None:
    """A name is more than Ltd."""
    assert names("The firm is Ltd. only.", "en", AnswerKind.ORGANISATION) == ()


def test_four_digits_of_a_longer_figure_are_no_year() -> None:
    """1900 in 1900万 is part of a figure; the year beside it is a date."""
    text = "投资1900万美元，2026年8月投入使用。"
    stock = shelf(text)
    query = question.understand("投资多少？")
    found = extract.candidates(query, stock.hits, stock.quantities, stock.documents)
    assert [c.text for c in found if c.kind is AnswerKind.DATE] == ["2026年8月"]


def test_dates_are_no_names() -> None:
    """A month is not offered as a place or a person."""
    found = [
        span.of("In February 2024 it closed.")
        for span, _ in names("In February 2024 it closed.", "en", AnswerKind.PLACE)
    ]
    assert found == []


def test_one_marked_line_is_no_list() -> None:
    """A dash alone does not make a list."""
    assert lists("- only one", BlockKind.PARAGRAPH, "en") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Envoys, Marat Karim of Kazakhstan and Lo Wen of China, met.",
            ["Marat Karim", "Kazakhstan", "Lo Wen", "China"],
        ),
        ("It was signed by Ann Berg and President Osmer.", ["Ann Berg", "President Osmer"]),
        ("It belongs to KTZ and Chinese partners.", ["KTZ", "Chinese"]),
        ("Это подписали Анна Берг и министр Осмер.", ["Анна Берг", "министр Осмер"]),
        (
            "It is up to the Ministry of Trade and Integration of Kazakhstan.",
            ["Ministry of Trade and Integration of Kazakhstan"],
        ),
        ("Traffic grew between Kazakhstan and China.", ["Kazakhstan and China"]),
        ("It was built by Marlow and Sons.", ["Marlow and Sons"]),
    ],
)
def test_names_in_a_row_are_told_apart(text: str, expected: list[str]) -> None:
    """A person ends where a country or another person begins; offices and firms keep their "of" and "and"."""
    language = "ru" if text.startswith("Э") else "en"
    assert [span.of(text) for span, _ in names(text, language, AnswerKind.PERSON)] == expected


def test_initials_are_nobody() -> None:
    """A title in front of a university's initials is its professor's."""
    found = names("Tom Frey, a professor at MIT, agrees.", "en", AnswerKind.PERSON)
    assert [kind for span, kind in found if span.start > 9] == [AnswerKind.ORGANISATION]


TOLD = [
    ("The law of 2019 is new. It allows ships to pass.", "What does the law of 2019 allow?", True),
    ("Two gates are planned. One is Osmer, the other Brill.", "Which two gates are planned?", True),
    ("The law of 2019 is new. Kazakhstan and its ports gain.", "What does the law of 2019 allow?", False),
    ("The law of 2019 is new. It allows ships to pass.", "When was the law made?", False),
    ("第三条走廊在研究。它将缩短航程。", "为什么要研究第三条走廊？", True),
    ("Проект утверждён. Он сократит путь.", "Зачем нужен проект?", True),
    ("Жоба бекітілді. Ол жолды қысқартады.", "Жоба не үшін керек?", True),
]


@pytest.mark.parametrize(("text", "asked", "together"), TOLD)
def test_who_asks_for_words_gets_what_goes_on_about_it(text: str, asked: str, together: bool) -> None:
    """For a reason, meaning or list a sentence is offered with the one that refers to it; for a date it is not."""
    query = question.understand(asked)
    stock = shelf(text, language=query.language)
    found = extract.candidates(query, stock.hits, stock.quantities, stock.documents)
    sentences = [c.text for c in found if c.kind is AnswerKind.SENTENCE]
    assert (sentences[0] == text) is together
    assert all(c.statement is not None and len(c.statement) < len(text) for c in found if c.kind is AnswerKind.SENTENCE)


def test_two_long_sentences_stay_apart() -> None:
    """What is longer than an answer at a glance is not put together."""
    first = f"The law of 2019 {'and what belongs to it ' * 20}is new."
    found = shelf(f"{first} It allows ships to pass.")
    query = question.understand("What does the law of 2019 allow?")
    texts = [c.text for c in extract.candidates(query, found.hits, found.quantities, found.documents)]
    assert first in texts


@given(st.text(max_size=200), st.sampled_from(["en", "ru", "kk", "zh"]))
def test_any_text_gives_spans_inside(text: str, language: str) -> None:
    """Whatever the characters, what is found lies inside the text and is not empty."""
    spans = [date.span for date in dates(text, language)] + lists(text, BlockKind.PARAGRAPH, "en")
    spans += [span for kind in (AnswerKind.PLACE, AnswerKind.PERSON) for span, _ in names(text, language, kind)]
    assert all(0 <= span.start < span.end <= len(text) for span in spans)

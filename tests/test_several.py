"""Who asks in the plural gets all the names that stand in a row, and who asks for one gets one."""

from __future__ import annotations

from pathlib import Path

import pytest
from answers_support import Shelf, shelf
from conftest import CORPUS, inside, loads
from hypothesis import given
from hypothesis import strategies as st

from qa import extract, question
from qa.question.several import several
from qa.text.bylines import says_author
from qa.types import AnswerKind

PERSON, ORGANISATION, PLACE, NAME = AnswerKind.PERSON, AnswerKind.ORGANISATION, AnswerKind.PLACE, AnswerKind.NAME
LIST = AnswerKind.LIST
DELEGATES = "Delegates of Osmer: Olga Brandt, head of the ferry office (chair); Pavel Dorn, border police; Ines Falk."


@pytest.mark.parametrize(
    ("text", "kind", "members", "number"),
    [
        ("Who are the authors of the survey?", PERSON, PERSON, 0),
        ("Who were the two inspectors?", PERSON, PERSON, 2),
        ("Which companies built the quay?", LIST, ORGANISATION, 0),
        ("Which three ports did it call at?", LIST, PLACE, 3),
        ("Which codes does the form have?", NAME, NAME, 0),
        ("Кто авторы обзора?", PERSON, PERSON, 0),
        ("Какие две компании построили причал?", LIST, ORGANISATION, 2),
        ("Кому принадлежат акции завода?", PERSON, PERSON, 0),
        ("Шолудың авторлары кімдер?", PERSON, PERSON, 0),
        ("Айлақты қай компаниялар салды?", LIST, ORGANISATION, 0),
        ("Кеме қай екі портқа кірді?", LIST, PLACE, 2),
        ("哪些公司建设了码头？", LIST, ORGANISATION, 0),
        ("哪两家公司建设了码头？", LIST, ORGANISATION, 2),
        ("会议代表有谁？", PERSON, PERSON, 0),
    ],
)
def test_what_asks_in_the_plural(text: str, kind: AnswerKind, members: AnswerKind, number: int) -> None:
    """The grammar of each language says that several are asked for, of what kind, and how many."""
    assert several(text, kind) == (members, number)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Who is the author of the surveys?", PERSON),
        ("Which company built the quays?", ORGANISATION),
        ("Which minister visited the banks?", PERSON),
        ("Which process is used?", NAME),
        ("Which methods did the authors use?", LIST),
        ("Какими методами пользовались авторы?", LIST),
        ("Қандай әдістерді авторлар қолданды?", LIST),
        ("Кто автор обзоров?", PERSON),
        ("Кто заместитель директора?", PERSON),
        ("Каким банком выдан кредит?", ORGANISATION),
        ("Кто директор компании?", PERSON),
        ("Шолудың авторы кім?", PERSON),
        ("Кеме қай портқа кірді?", PLACE),
        ("作者是谁？", PERSON),
        ("哪家公司建设了码头？", ORGANISATION),
        ("Which companies grew by how much?", AnswerKind.FIGURE),
    ],
)
def test_what_asks_for_one(text: str, kind: AnswerKind) -> None:
    """A singular asks for one, and so does whatever wants no names."""
    assert several(text, kind) == (None, 0)


def rows_of(stock: Shelf, asked: str) -> list[tuple[str, int]]:
    """The rows among the candidates, with how many names each has."""
    found = extract.candidates(question.understand(asked), stock.hits, stock.quantities, stock.documents)
    return [(one.text, one.members) for one in found if one.members > 1]


@pytest.mark.parametrize(
    ("said", "language", "asked", "row", "members"),
    [
        (DELEGATES, "en", "Who were the delegates?", DELEGATES[DELEGATES.index("Olga") : -1], 3),
        (
            "Авторы: А. В. Ильина, Р. П. Саблин и Олег Дорнин.", "ru", "Кто авторы обзора?",
            "А. В. Ильина, Р. П. Саблин и Олег Дорнин", 3,
        ),
        (
            "Бұл шолуды Айдос Керім, Мәдина Төлеген және Ержан Мәлік жазды.", "kk", "Авторлары кімдер?",
            "Айдос Керім, Мәдина Төлеген және Ержан Мәлік", 3,
        ),
        ("会议由部长王建国、教授李明和主任张伟主持。", "zh", "会议由哪些代表主持？", "王建国、教授李明和主任张伟", 3),
        ("The ferry links Tarn, Osmer and Brill.", "en", "Which ports are linked?", "Tarn, Osmer and Brill", 3),
        ("It has the codes F21, O53 and R42.", "en", "Which codes does it have?", "F21, O53 and R42", 3),
        ("Behind Tarn it goes to Osmer and Brill.", "en", "Which cities come after Tarn?", "Osmer and Brill", 2),
    ],
)  # fmt: skip
def test_names_in_a_row(said: str, language: str, asked: str, row: str, members: int) -> None:
    """From the first name to the last, offices and brackets between them included, without what the question names."""
    assert (row, members) in rows_of(shelf(said, language=language), asked)


def test_no_row_is_offered_to_who_asks_for_one() -> None:
    """A singular question finds the names one by one."""
    assert rows_of(shelf(DELEGATES), "Who is the chair?") == []
    assert rows_of(shelf(DELEGATES), "Who are the delegates?") != []


def test_one_bank_told_twice_is_no_row() -> None:
    """What stands before in brackets, behind its own name, is no second one."""
    said = "China began the Asian Harbour Bank (AHB), in which Osmer takes part; AHB paid for the quay."
    assert rows_of(shelf(said), "Which banks paid for the quay?") == []


def test_the_row_wins_where_several_are_asked_for() -> None:
    """The row answers a plural question, one of its names the singular one."""
    stock = shelf(DELEGATES, "Ines Falk spoke of delegates.")
    assert stock.best("Who were the delegates of Osmer?").endswith("Ines Falk")
    assert stock.best("Who were the delegates of Osmer?").startswith("Olga Brandt, head")
    assert stock.best("Who was the chair of the delegates of Osmer?") == "Olga Brandt"


def test_a_number_told_chooses_the_row_of_so_many() -> None:
    """Of two rows that are told alike, who asks for two gets the one of two."""
    stock = shelf(
        "It was signed by the delegates Olga Brandt, Pavel Dorn and Ines Falk.",
        "It was signed by the delegates Anna Kess and Viktor Lomar.",
    )
    assert stock.best("Who were the two delegates that signed it?") == "Anna Kess and Viktor Lomar"
    assert stock.best("Who were the three delegates that signed it?") == "Olga Brandt, Pavel Dorn and Ines Falk"


@given(
    st.lists(
        st.sampled_from(["Olga Brandt", "Р. П. Саблин", "Tarn", "部长王建国", "KTZ", "«Восток»", "F21", "in 2024"]),
        max_size=8,
    ),
    st.sampled_from([", ", "; ", " and ", " и ", "、", " (chair), ", ", head of office; ", " met ", "\n", ". "]),
    st.sampled_from(["Who are the authors?", "Какие компании?", "哪些城市？", "Which two codes?"]),
)
def test_rows_are_slices(names: list[str], link: str, asked: str) -> None:
    """A row is a slice of its document, inside one statement, and no single name lies in it."""
    stock = shelf("Here: " + link.join(names) + ".")
    found = extract.candidates(question.understand(asked), stock.hits, stock.quantities, stock.documents)
    rows = [one for one in found if one.members > 1]
    for row in rows:
        assert row.span.of(stock.texts["doc.md"]) == row.text
        assert row.statement is not None and row.statement.covers(row.span)
        assert not any(one.kind.group == "name" and row.span.covers(one.span) for one in found if one is not row)


@pytest.mark.parametrize(
    ("statement", "start", "says"),
    [
        ("By Olga Brandt, 9 June 2025.", 120, True),
        ("By Olga Brandt, 9 June 2025.", 9_000, False),
        ("By June the quay was built.", 120, True),
        ("By then the quay was built.", 120, False),
        ("Author: Olga Brandt.", 9_000, True),
        ("Авторы: А. В. Ильина, Р. П. Саблин.", 9_000, True),
        ("Авторлары: Айдос Керім.", 9_000, True),
        ("作者：王建国", 9_000, True),
        ("本报记者王建国报道", 80, True),
        ("Two authors signed it: O. Brandt and P. Dorn.", 200, True),
        ("The authors think that trade grew.", 200, False),
    ],
)
def test_lines_of_authors(statement: str, start: int, says: bool) -> None:
    """A label says who wrote it anywhere, a name behind "by" only where a document begins."""
    assert says_author(statement, start) is says


def test_who_wrote_it() -> None:
    """The line of authors of the document that is titled so wins over who is cited in it."""
    stock = shelf(
        "Reporter Olga Brandt, Tarn, 25 November.",
        "Five new quays are built, minister Pavel Dorn said of the five quays at Tarn.",
        title="Tarn Builds Five New Quays",
    )
    assert stock.best("Who wrote the article about the five new quays?").endswith("Olga Brandt")
    assert stock.best("Who spoke of the five quays at Tarn?").endswith("Pavel Dorn")


def test_all_the_authors_are_told(index: Path) -> None:
    """On the command line the authors of the paper are one headline, word for word from the file."""
    answer = loads(
        inside("ask", "Кто авторы статьи о партнёрстве Казахстана и Китая в логистике?", "--index", index, "--json")
    )
    headline, citation = answer["headline"], answer["headline"]["citation"]
    assert headline["text"] == "А. Т. Еримпашева, Р. Е. Таракбаева, А. М. Мырзахметова, Люй Чжилэй"
    text = (CORPUS / citation["document"]).read_text(encoding="utf-8")
    assert headline["text"] in citation["quote"] == text[citation["start"] : citation["end"]]


@pytest.mark.parametrize(
    ("text", "members"),
    [
        ("Where are the quarantine yards?", AnswerKind.PLACE),
        ("Where is the quarantine yard?", None),
        ("где действуют площадки для скота", AnswerKind.PLACE),
        ("где действует площадка для скота", None),
        ("检疫场设在哪些地方", AnswerKind.PLACE),
    ],
)
def test_several_places(text: str, members: AnswerKind | None) -> None:
    """Where things are, in the plural, asks for places in a row."""
    assert several(text, AnswerKind.PLACE)[0] is members

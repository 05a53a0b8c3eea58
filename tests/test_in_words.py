"""Answers in words: what can be a name of the sort asked for, what only a remark is, what no document tells of."""

from __future__ import annotations

from dataclasses import replace

import pytest
from answers_support import shelf

from qa import extract, question
from qa.choose.model import IMPOSSIBLE
from qa.choose.premises import untold
from qa.extract.names import names
from qa.extract.remarks import remarks
from qa.extract.sorts import may_be
from qa.text.titles import is_office
from qa.types import AnswerKind, Query


def _asking(kind: AnswerKind, *sort: str) -> Query:
    """A question for a name of this kind and of these sorts."""
    return replace(question.understand("Which one is it?"), kind=kind, sort=frozenset(sort))


PLACE, PERSON = AnswerKind.PLACE, AnswerKind.PERSON


@pytest.mark.parametrize(
    ("name", "sort", "may"),
    [
        ("Poland", "=city", False),
        ("in Turkey", "=port", False),
        ("Ankara", "=city", True),
        ("Turkey", "=country", True),
        ("on the Black Sea", "=port", False),
        ("the Black Sea Port", "=port", True),
        ("the Black Sea", "=sea", True),
        ("Turkey", "=river", False),
        ("Turkish", "=city", False),
        ("Turkish", "=country", True),
    ],
)
def test_what_may_be_of_the_sort_asked_for(name: str, sort: str, may: bool) -> None:
    """No country is a city or a river, no sea a port, and an adjective names nothing but a country."""
    assert may_be(name, "en", _asking(PLACE, sort)) is may


@pytest.mark.parametrize(("name", "may"), [("турецкий", False), ("Турция", True), ("Турецкая", False)])
def test_an_adjective_is_no_name(name: str, may: bool) -> None:
    """Where no country is asked for, the adjective of one is no answer, whatever its ending."""
    assert may_be(name, "ru", _asking(AnswerKind.NAME)) is may


def test_a_city_is_offered_where_one_is_asked_for() -> None:
    """Of a country and a city in one sentence only the city answers "which city"."""
    stock = shelf("The trams of Turkey are built near Ankara, and sold to Poland.")
    query = question.understand("In which city are the trams built?")
    found = extract.candidates(query, stock.hits, stock.quantities, stock.documents)
    assert [one.text for one in found if one.kind is PLACE] == ["near Ankara"]


@pytest.mark.parametrize(
    ("name", "office"),
    [
        ("Minister of Fisheries", True),
        ("Deputy Director for Research", True),
        ("Norwegian Prime Minister", True),
        ("Minister Olga Strand", False),
        ("President Hotel", False),
    ],
)
def test_offices(name: str, office: bool) -> None:
    """An office without whoever holds it is told from a person with one."""
    assert is_office(name) is office


def test_an_office_is_no_person() -> None:
    """Who has an office is a person; the office is not, except where its holder's name ends it."""
    said = "Olga Strand, Minister of Fisheries and Trade, met Minister of Transport Jonas Velde."
    kinds = {span.of(said): kind for span, kind in names(said, "en", PERSON)}
    assert kinds["Olga Strand"] is PERSON
    assert kinds["Minister of Fisheries and Trade"] is AnswerKind.NAME
    assert kinds["Minister of Transport Jonas Velde"] is PERSON


@pytest.mark.parametrize(
    ("text", "kind", "members"),
    [
        ("Which airlines fly to Oslo?", AnswerKind.SENTENCE, AnswerKind.ORGANISATION),
        ("Назовите научных руководителей работы", AnswerKind.LIST, PERSON),
        ("Перечислите всех директоров завода", AnswerKind.LIST, PERSON),
        ("Назовите город с двумя портами", AnswerKind.LIST, None),
        ("哪些国家元首批评了协议？", AnswerKind.LIST, PERSON),
        ("Which politicians criticised the treaty?", AnswerKind.SENTENCE, PERSON),
        ("船队走哪条江？", PLACE, None),
        ("码头请了哪家外国公司？", AnswerKind.ORGANISATION, None),
        ("Explain what an airline may do", AnswerKind.EXPLANATION, None),
        ("What post does Olga Strand hold?", AnswerKind.EXPLANATION, None),
        ("Какую должность занимает Ольга Странд?", AnswerKind.EXPLANATION, None),
        ("奥尔加担任什么职务？", AnswerKind.EXPLANATION, None),
    ],
)
def test_what_is_asked_for(text: str, kind: AnswerKind, members: AnswerKind | None) -> None:
    """Several to be named, a river, a foreign firm, and what somebody is, which is no name."""
    query = question.understand(text)
    assert (query.kind, query.members) == (kind, members)


@pytest.mark.parametrize(
    ("statement", "asked", "remark"),
    [
        ("Authors: A. Strand, B. Velde.", "What do the authors conclude?", True),
        ("Authors: A. Strand, B. Velde.", "List the authors", False),
        ("Авторы: О. Странд, Й. Вельде.", "Какова гипотеза авторов?", True),
        ("Keywords: fishing, quotas, trade.", "What limits fishing quotas?", True),
        ("Keywords: fishing, quotas, trade.", "Which keywords has the paper?", False),
        ("Тема статьи: промысел и квоты.", "Какие методы описаны в статье о квотах?", True),
        ("Тема статьи: промысел и квоты.", "Какова тема статьи?", False),
        ("Figure 3. Risks of the quotas.", "What risks do quotas bring?", True),
        ("Figure 3. Risks of the quotas.", "What does figure 3 show?", False),
        ("The authors conclude that quotas work.", "What do the authors conclude?", False),
    ],
)
def test_remarks(statement: str, asked: str, remark: bool) -> None:
    """What a document says of itself explains nothing, unless it is asked for."""
    assert remarks(statement, asked) is remark


def test_a_caption_does_not_explain() -> None:
    """The caption of a drawing is not offered to who asks for what the drawing shows."""
    stock = shelf("Figure 3. Risks of the quotas (drawing not shown).", "Quotas ruin small harbours.")
    query = question.understand("Why are the quotas a risk?")
    found = extract.candidates(query, stock.hits, stock.quantities, stock.documents)
    assert [one.text for one in found if one.kind is AnswerKind.SENTENCE] == ["Quotas ruin small harbours."]


@pytest.mark.parametrize(
    ("asked", "told", "nothing"),
    [
        ("Why did Nordfisk leave Oslo?", "Nordfisk has its office in Oslo, because ships call there.", True),
        ("Why did Nordfisk leave Oslo?", "Nordfisk gave up its office in Oslo, because rents rose.", False),
        ("Почему закрыли причал?", "Причал удобен, поскольку он глубок.", True),
        ("Почему закрыли причал?", "The quay has been shut since the flood.", False),
        ("Айлақ неге жабылды?", "Айлақ терең болғандықтан ыңғайлы.", True),
        ("码头为什么停运？", "码头很深,因此很方便。", True),
        ("When did the bank withdraw from the project?", "The bank joined the project in 2019.", True),
        ("Why was the Danish crane turned down?", "A Danish crane was offered for less, but came late.", False),
        (
            "Why was the head of Nordfisk removed from his post?",
            "The quay removed a bottleneck, because ships call.",
            True,
        ),
        ("Why is the quay deep?", "The quay is deep because the rock falls off.", False),
        ("How many cabins were sold?", "The ship has 300 cabins.", False),
        ("Who is the mayor of Oslo?", "Olga Strand works in Oslo.", True),
        ("Who is the mayor of Oslo?", "Mayor Olga Strand works in Oslo.", False),
        ("Кто премьер-министр?", "Министр транспорта – Йонас Вельде.", True),
        ("Who is the minister of transport?", "Премьер-министр Странд и министр Вельде.", False),
        ("Who is the CEO of Nordfisk?", "Nordfisk owns the quay with Velde Lines.", True),
        ("Who is the CEO of Nordfisk?", "Olga Strand has run Nordfisk since 2019.", False),
        ("Кто председатель правления «Нордфиска»?", "«Нордфиск» владеет причалом.", True),
        ("Who leads the customs service?", "Olga Strand heads the service.", False),
        ("When does the ferry leave Oslo?", "The ferry sails at 10:00.", False),
        ("Во сколько паром уходит? Когда он покинет порт?", "Паром идёт в 10:00.", False),
        ("When was the ferry sold, and when does it leave?", "The ferry sails at 10:00.", True),
    ],
)
def test_what_is_taken_for_granted(asked: str, told: str, nothing: bool) -> None:
    """An end asked about is told in some word for ends, an office of the state in its own; else nothing answers."""
    assert untold(question.understand(asked), told) is nothing


def test_a_false_premise_is_refused() -> None:
    """A passage that gives a reason for something else answers no question why something was closed."""
    stock = shelf("The Oslo quay saves twenty hours against the old one, because it is deeper.")
    _, choice = stock.choose("Why was the Oslo quay closed?")
    assert choice.winner is None
    assert choice.trust[IMPOSSIBLE] == 1


def test_a_sentence_with_one_name_lists_nothing() -> None:
    """Where several are asked for a sentence counts as a list by the names in it, not by its commas."""
    stock = shelf(
        "The Nordic Bank (NB), which was founded late, lent for ships, boats, and nets.",
        "Ships were paid by the Nordic Bank, the Harbour Fund and Velde Bank.",
    )
    query, choice = stock.choose("Which banks lent for the ships?")
    assert query.members is AnswerKind.ORGANISATION
    kinds = {one.text: one.evidence["kind"] for one in choice.ranked if one.kind is AnswerKind.SENTENCE}
    one, several = (next(fit for text, fit in kinds.items() if text.startswith(word)) for word in ("The", "Ships"))
    assert one < several


def test_a_name_of_the_sort_asked_for_repeats_nothing() -> None:
    """That a university is called one is no echo of "which university"; the name that the question tells is."""
    said = "Ms Arlen, who comes from the town of Ostin, teaches at Belmar University."
    query, choice = shelf(said).choose("At which university does Ms Arlen of Ostin teach?")
    echo = {one.text: one.evidence["echo"] for one in choice.ranked if one.kind.group == "name"}
    assert query.sort == {"=university"}
    assert (echo["Belmar University"], echo["Ostin"]) == (0.0, 1.0)

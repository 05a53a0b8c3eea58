"""Single kinds of evidence: clauses, slips of the pen, reasons, what a table cell is asked by, other languages."""

from __future__ import annotations

from dataclasses import replace

import pytest
from answers_support import Shelf, shelf

from qa import question
from qa.choose.reasons import reason_fit
from qa.choose.words import Matcher
from qa.text.clauses import apart
from qa.types import AnswerKind


def test_clauses_apart() -> None:
    """Commas, semicolons and "while" put words further apart than spaces do; digits' commas do not."""
    text = "Heron takes 1,200 cars, while Egret takes 75; both sail daily"
    heron, egret, figure = (0, 5), (30, 35), (12, 17)
    assert text[slice(*egret)] == "Egret"
    assert apart(text, heron, figure) == 0
    assert 0 < apart(text, figure, egret) < apart(text, figure, (46, 50))


def test_the_nearer_member_of_a_list_wins() -> None:
    """Of figures in one sentence the one in the asked thing's clause is taken."""
    found = shelf("The Heron carries 640 passengers, while her sister Egret, from 2004, takes 410 passengers.")
    assert found.best("How many passengers does the Egret take?") == "410 passengers"
    assert found.best("How many passengers does the Heron carry?") == "640 passengers"


def context_of(found: Shelf, text: str) -> dict[str, float]:
    """How much of a question each figure's sentence tells with all that stands before it."""
    return {c.text: c.evidence["context"] for c in found.choose(text)[1].ranked if c.quantity is not None}


def test_what_is_told_before_a_sentence_counts() -> None:
    """The words before a figure's sentence count, in its passage and in the one before it; those behind do not."""
    asked = "How many hectares does the Osmer brickyard cover?"
    told = context_of(shelf("The Osmer brickyard opened in May. A fence was built. It covers 40 hectares."), asked)
    late = context_of(shelf("It covers 40 hectares. A fence was built. The Osmer brickyard opened in May."), asked)
    assert told["40 hectares"] > late["40 hectares"]
    apart = shelf("The Osmer brickyard opened in May.", "It covers 40 hectares.")
    first, second = apart.hits
    joined = replace(apart, hits=[first, replace(second, before=first.passage)])
    assert context_of(joined, asked)["40 hectares"] == told["40 hectares"] > context_of(apart, asked)["40 hectares"]


def test_a_word_that_no_document_holds_may_be_a_slip() -> None:
    """A misspelt word counts as the document's word one slip away, and a right one is left alone."""
    hits = shelf("The lighthouse at Skerrivore was lit in 1890.").hits
    asked = question.understand("When was the lighthouze at Skerivore lit?")
    absent = {"lighthouz", "skerivor"}
    matcher = Matcher(asked, hits, lambda term: 3.0 if term in absent or not term else 1.0)
    held = matcher.held(hits[0].passage.text, "en")
    assert {matcher.wanted[at].key.term for at in held} >= absent


def test_words_that_cannot_cross_a_language_count_little() -> None:
    """In a source in another language only words that can be recognised there are expected."""
    hits = shelf("Порт обработал 54 тыс. тонн угля.", language="ru").hits
    matcher = Matcher(question.understand("How much coal did the cheerful longshoremen of the port load?"), hits, None)
    held = matcher.held(hits[0].passage.text, "ru")
    assert matcher.share(held, "ru") > matcher.share(held)


@pytest.mark.parametrize(
    ("asked", "said", "not_said"),
    [
        ("Why was the quay shut?", "It was shut, since the ice had cracked it.", "It has been shut since 2019."),
        ("Why was the quay shut?", "The closure was due to ice.", "It is due to open in May."),
        ("Why was the quay shut?", "The closure has one cause: ice.", "The closure has one date: May."),
        ("Почему закрыли причал?", "Причал закрыт: лёд повредил сваи.", "Закрыты: причал, склад и мост."),
        ("Почему закрыли причал?", "Закрытие вызвано льдом.", "Закрытие было весной."),
        ("Айлақ неге жабылды?", "Мұз қатқандықтан, айлақ жабылды.", "Айлақ көктемде жабылды."),
        ("码头为什么关闭？", "结冰导致码头关闭。", "码头五月关闭。"),
    ],
)
def test_a_reason_is_told_by_its_signs(asked: str, said: str, not_said: str) -> None:
    """What gives a reason is told from the same words for a time, a plan or a list, in four languages."""
    query = replace(question.understand(asked), kind=AnswerKind.EXPLANATION)
    assert reason_fit(query, said) > 0 > reason_fit(query, not_said)


def test_reasons_and_definitions() -> None:
    """A why-question prefers a sentence with a reason, a what-is-question one that defines; others neither."""
    why = question.understand("Why was the harbour closed?")
    assert why.kind is AnswerKind.EXPLANATION
    assert reason_fit(why, "It was closed because of ice.") > reason_fit(why, "It was closed in May.")
    what = question.understand("Что такое сухой порт?")
    assert reason_fit(what, "Сухим портом называют внутренний терминал.") > reason_fit(what, "Порт построен давно.")
    assert reason_fit(question.understand("How many ships called?"), "because of ice") == 0


def test_kindred_nouns() -> None:
    """Passengers may be counted as persons, homes as households; lorries are no passengers."""
    found = shelf("The ferry took 410 passengers and 75 lorries.")
    assert found.best("How many people did the ferry take?") == "410 passengers"
    fits = {
        c.text: c.evidence["unit"] for c in found.choose("How many people did the ferry take?")[1].ranked if c.quantity
    }
    assert fits["410 passengers"] > fits["75 lorries"]
    trains = shelf("The line sees 12 trains a day and 75 lorries a day.")
    assert trains.best("How many services a day does the line see?") == "12 trains a day"


def test_a_year_named_further_up_holds_on() -> None:
    """A figure without a year takes the one that the last sentence with a year names, however far up it stands."""
    found = shelf(
        "In 2019 much was built. Lorries took 18 tons each. The port moved 320,000 tons.",
        "In 2024 much was built. Lorries took 18 tons each. The port moved 410,000 tons.",
    )
    assert found.best("How many tons did the port move in 2019?") == "320,000 tons"
    assert found.best("How many tons did the port move in 2024?") == "410,000 tons"


def test_dates_to_come_lie_behind_the_page() -> None:
    """Who asks when something will be gets a date after the page was published; who asks when it was, one before."""
    found = shelf("The depot was begun in March 2019. The depot is to be ready in May 2027.", published="2025-06-01")
    assert "2027" in found.best("When will the depot be ready?")
    assert "2019" in found.best("When was the depot begun?")


def test_initials_stand_for_a_name() -> None:
    """Initials that no page writes are found in the name that they shorten, and the other way round."""
    asked = question.understand("How much profit did ZR make?")
    matcher = Matcher(asked, [], None)
    zr = next(at for at, word in enumerate(matcher.wanted) if word.key.term == "zr")
    assert zr in matcher.held("Annual report of Zhalgystan Railways", "en")
    assert zr not in matcher.held("Annual report of Zhalgystan Airways", "en")
    full = Matcher(question.understand("How much profit did Zhalgystan Railways make?"), [], None)
    assert {full.wanted[at].key.term for at in full.held("ZR lost money", "en")} == {"zhalgystan", "=rail"}


def test_people_are_of_any_trade() -> None:
    """Who asks for people takes employees as well as persons; who asks for nurses does not take drivers."""
    found = shelf("The depot has 318 employees.", "The depot has 44 cranes.")
    assert found.best("How many people work at the depot?") == "318 employees"


def evidence_of(found: Shelf, text: str, name: str) -> dict[str, float]:
    """One kind of evidence for each figure."""
    return {c.text: c.evidence[name] for c in found.choose(text)[1].ranked if c.quantity is not None}


def test_what_is_counted_in_passing_need_not_be_repeated() -> None:
    """A small number in words says nothing that the answer's statement has to say; one in digits does."""
    found = shelf("Between the two harbours 40 tons went by sea. Later 50 tons did.")
    assert set(evidence_of(found, "How many tons went between the two harbours?", "figures").values()) == {0.0}
    told = evidence_of(shelf("A lorry of 12 wheels paid 40 euros."), "What does a lorry of 12 wheels pay?", "figures")
    assert max(told.values()) == 1.0


def test_a_whole_year_tells_little_of_its_first_half() -> None:
    """Where some months are asked for, a figure for them fits, and one for the year says nothing."""
    found = shelf("The quay took 30 tons in the first half of 2021. It took 70 tons in 2021. It took 90 tons in 2020.")
    fits = evidence_of(found, "How many tons did the quay take in the first half of 2021?", "period")
    assert [fits[f"{value} tons"] for value in (30, 70, 90)] == [1.0, 0.0, -1.0]
    year = evidence_of(found, "How many tons did the quay take in 2021?", "period")
    assert [year[f"{value} tons"] for value in (30, 70, 90)] == [0.5, 1.0, -1.0]


def test_what_was_done_is_no_plan() -> None:
    """That a figure came of the plan asked for speaks more against it than a plan against who asks what came of it."""
    found = shelf("The mine had planned to dig 70 tons in 2021. It dug 30 tons.")
    planned = evidence_of(found, "How many tons had the mine planned to dig?", "plan")
    actual = evidence_of(found, "How many tons did the mine actually dig?", "plan")
    assert (planned["70 tons"], planned["30 tons"]) == (1.0, -1.0)
    assert (actual["70 tons"], actual["30 tons"]) == (-0.5, 1.0)


def test_jobs_are_for_people_and_planes_fly() -> None:
    """Who asks for people is told of jobs and of staff; planes that pass are flights."""
    found = shelf("The hub gives 40 jobs. The yard has 70 trucks.")
    assert evidence_of(found, "How many people will work at the hub?", "unit")["40 jobs"] == 1.0
    flights = shelf("The corridor has 215 flights a day.")
    assert max(evidence_of(flights, "How many planes pass the corridor each day?", "unit").values()) > 0


@pytest.mark.parametrize(
    "before",
    [
        "In 2024 the quay took 90 tons of ore, a fifth more than in 2023.",
        "В 2024 году причал принял 90 тонн руды, на пятую часть больше, чем в 2023 году.",
        "2024年码头装卸了90吨矿石，比2023年多五分之一。",
    ],
)
def test_a_year_only_compared_with_is_not_the_figures_own(before: str) -> None:
    """A figure behind "more than in 2023" is told of 2024, the year of that sentence, and not of 2023."""
    found = shelf(f"{before} The rest was 40 tons of coal.")
    asked = "How many tons of coal did the quay take in {}?"
    own, other = (evidence_of(found, asked.format(year), "period")["40 tons"] for year in (2024, 2023))
    assert own > 0 > other


@pytest.mark.parametrize(
    ("asked", "held"), [("площадь ольметского парка", True), ("площадь городского парка", False), ("площадь", False)]
)
def test_a_russian_adjective_may_be_of_a_town(asked: str, held: bool) -> None:
    """In small letters, it is told by the name that it is made of."""
    stock = shelf("Olmet covers 74 hectares.")
    matcher = Matcher(question.understand(asked), stock.hits, None)
    terms = {matcher.wanted[at].key.term for at in matcher.held_in(stock.hits[0].passage)}
    assert ("ольметск" in terms) is held


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("Торнмут портында неше кран бар?", True),
        ("Dunmar port throughput in 2023", True),
        ("торнмут портында неше кран бар?", False),
        ("Тағы неше порт бар?", False),
    ],
)
def test_the_first_word_before_a_sort_of_place_is_a_name(asked: str, name: bool) -> None:
    """Its capital letter says nothing, what stands right behind it does."""
    matcher = Matcher(question.understand(asked), [], None)
    assert bool(matcher.names()) is name

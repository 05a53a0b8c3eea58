"""Understanding questions: kind, unit, period, role, change and subject, in four languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa import question
from qa.question.spelling import spelt
from qa.types import AnswerKind, Role

FIGURE, DATE, LIST = AnswerKind.FIGURE, AnswerKind.DATE, AnswerKind.LIST


@pytest.mark.parametrize(
    ("text", "language", "kind"),
    [
        ("How many wagons stood at Dostyk yesterday?", "en", FIGURE),
        ("Сколько вагонов стояло вчера на станции Достык?", "ru", FIGURE),
        ("Кеше Достық бекетінде неше вагон тұрды?", "kk", FIGURE),
        ("昨天多斯特克站有多少节车厢？", "zh", FIGURE),
        ("When will the new pier be opened?", "en", DATE),
        ("В каком году откроют новый причал?", "ru", DATE),
        ("Жаңа айлақ қашан ашылады?", "kk", DATE),
        ("新码头何时启用？", "zh", DATE),
        ("Who is the head of the customs service?", "en", AnswerKind.PERSON),
        ("Кто возглавляет таможню?", "ru", AnswerKind.PERSON),
        ("Как зовут начальника таможни?", "ru", AnswerKind.PERSON),
        ("Кеден басшысы кім?", "kk", AnswerKind.PERSON),
        ("谁领导海关？", "zh", AnswerKind.PERSON),
        ("Which bank lent the money?", "en", AnswerKind.ORGANISATION),
        ("Какая компания строит склад?", "ru", AnswerKind.ORGANISATION),
        ("Қойманы қандай компания салып жатыр?", "kk", AnswerKind.ORGANISATION),
        ("仓库由哪家公司建设？", "zh", AnswerKind.ORGANISATION),
        ("Where do the two lines meet?", "en", AnswerKind.PLACE),
        ("Где сходятся две линии?", "ru", AnswerKind.PLACE),
        ("Екі желі қай жерде түйіседі?", "kk", AnswerKind.PLACE),
        ("两条线在哪里交汇？", "zh", AnswerKind.PLACE),
        ("Why do trains wait at the border?", "en", AnswerKind.EXPLANATION),
        ("Почему поезда ждут на границе?", "ru", AnswerKind.EXPLANATION),
        ("Пойыздар шекарада неге күтеді?", "kk", AnswerKind.EXPLANATION),
        ("列车为什么在边境等待？", "zh", AnswerKind.EXPLANATION),
        ("Which countries take part in the project?", "en", LIST),
        ("Какие страны участвуют в проекте?", "ru", LIST),
        ("有哪些国家参与该项目？", "zh", LIST),
        ("What is a block train?", "en", AnswerKind.EXPLANATION),
        ("Kuryk ferry berth depth", "en", FIGURE),
        ("длина причала Курык", "ru", FIGURE),
        ("What is the bridge called?", "en", AnswerKind.NAME),
        ("Where and when does the council meet?", "en", AnswerKind.EXPLANATION),
        ("Где и когда открыли мост?", "ru", AnswerKind.EXPLANATION),
        ("Мост қайда және қашан ашылды?", "kk", AnswerKind.EXPLANATION),
        ("大桥什么时候在哪里开通？", "zh", AnswerKind.EXPLANATION),
    ],
)
def test_kind_and_language(text: str, language: str, kind: AnswerKind) -> None:
    """The wanted kind is read from questions and keywords in each language."""
    query = question.understand(text)
    assert (query.language, query.kind) == (language, kind)


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("How many tons were lifted?", {"t"}),
        ("Сколько тонн подняли?", {"t"}),
        ("Қанша тонна көтерілді?", {"t"}),
        ("起吊了多少吨？", {"t"}),
        ("berth throughput in TEU", {"TEU"}),
        ("How many days does customs take?", {"day"}),
        ("How many trains a day pass the tunnel?", {"train"}),
        ("港口码头的数量", {"terminal"}),
        ("顿河港去年装了多少箱？", {"container"}),
        ("порттағы терминалдар саны", {"terminal"}),
    ],
)
def test_named_unit(text: str, units: set[str]) -> None:
    """The unit that the question counts in is wanted, not one that only says per what."""
    assert question.understand(text).units == units


@pytest.mark.parametrize(
    ("text", "dimension"),
    [
        ("How far is the depot from the quay?", "length"),
        ("How long does the crossing take?", "duration"),
        ("What share of wagons is private?", "ratio"),
        ("How much did the crane cost?", "money"),
        ("How large is the yard?", "area"),
    ],
)
def test_dimension_without_a_unit(text: str, dimension: str) -> None:
    """Where no unit is named, the wording settles what is measured."""
    assert dimension in question.understand(text).dimensions


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Berth capacity after the upgrade?", Role.TO),
        ("Berth capacity before the upgrade?", Role.FROM),
        ("Мощность причала после модернизации?", Role.TO),
        ("Мощность причала до модернизации?", Role.FROM),
        ("Жаңғыртудан кейін айлақ қуаты қанша?", Role.TO),
        ("改造后码头的能力是多少？", Role.TO),
        ("By how much did coal traffic grow?", Role.CHANGE_UP),
        ("На сколько процентов выросли перевозки угля?", Role.CHANGE_UP),
        ("煤炭运量增长了多少？", Role.CHANGE_UP),
        ("How much did the toll go down?", Role.CHANGE_DOWN),
        ("By how much did coal get cheaper?", Role.CHANGE_DOWN),
        ("How much have freight rates jumped?", Role.CHANGE_UP),
        ("На сколько подешевел уголь?", Role.CHANGE_DOWN),
        ("На сколько подорожал уголь?", Role.CHANGE_UP),
        ("Көмір қаншаға арзандады?", Role.CHANGE_DOWN),
        ("运费涨了多少？", Role.CHANGE_UP),
        ("煤炭便宜了多少？", Role.CHANGE_DOWN),
        ("What share of traffic is coal?", Role.SHARE),
    ],
)
def test_role(text: str, role: Role) -> None:
    """Before, after, growth and share are told apart."""
    assert question.understand(text).role is role


@pytest.mark.parametrize(
    "text",
    [
        "From what to what did coal traffic rise?",
        "How has coal traffic changed since the strike?",
        "С какого до какого уровня вырос поток угля?",
        "Көмір тасымалы қаншадан қаншаға өсті?",
        "煤炭运量从多少增长到多少？",
    ],
)
def test_change_asks_for_both_ends(text: str) -> None:
    """A question about a change wants both its ends."""
    assert question.understand(text).change


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("Coal traffic in 2021", "2021-01-01/2021-12-31"),
        ("Перевозки угля в первом квартале 2024 года", "2024-01-01/2024-03-31"),
        ("2023年煤炭运量", "2023-01-01/2023-12-31"),
        ("2022 жылы көмір тасымалы", "2022-01-01/2022-12-31"),
        ("Coal traffic", None),
    ],
)
def test_period(text: str, period: str | None) -> None:
    """The period is read as an ISO interval."""
    assert question.understand(text).period == period


def test_plan_and_fact() -> None:
    """A plan and an actual figure are asked for in different words."""
    assert question.understand("What is the planned output?").planned is True
    assert question.understand("What was the actual output?").planned is False
    assert question.understand("What was the output?").planned is None


def test_subject_leaves_out_what_every_question_has() -> None:
    """Units, dates and question words are no subject; names are, whatever their spelling."""
    query = question.understand("How many tons did Horgos handle in March 2024?")
    assert "=khorgos" in query.subject
    assert not {"2024", "=ton", "mani", "march"} & set(query.subject)


def test_preamble_is_not_the_question() -> None:
    """What stands before a colon does not decide what is asked."""
    text = "When colleagues prepare the report they need one thing: how many cranes does the quay have?"
    assert question.understand(text).kind is FIGURE


def test_expand_adds_other_languages() -> None:
    """A known word is also searched for in the other languages; the question's own terms come first."""
    query = question.understand("контейнеры Хоргоса")
    terms = question.expand(query)
    assert terms[: len(query.terms)] == query.terms
    assert {"contain", "khorgo", "қорға"} <= set(terms)


def test_wordings_hold_every_language() -> None:
    """A known word counts as found in any language; an unknown one in its own only; function words do not count."""
    words = question.wordings(question.understand("сколько контейнеров и кренделей в порту Актау"))
    assert len(words) == 4
    assert any("contain" in terms for terms in words)
    assert any("aktau" in terms for terms in words)


@pytest.mark.parametrize(
    ("text", "kind", "low", "unit"),
    [
        ("What is 90 thousand TEU?", AnswerKind.EXPLANATION, 90_000, "TEU"),
        ("What cost 38 million euros?", AnswerKind.SENTENCE, 38e6, "EUR"),
        ("Which bridge is 2.4 km long?", AnswerKind.SENTENCE, 2.4, "km"),
        ("What does the number 3,480 refer to?", AnswerKind.SENTENCE, 3_480, ""),
        ("When did grain exports reach 1.2 million tons?", DATE, 1.2e6, "t"),
        ("На что ушло 185,1 млрд тенге?", AnswerKind.SENTENCE, 185.1e9, "KZT"),
        ("7 млн тонн — что это?", AnswerKind.SENTENCE, 7e6, "t"),
        ("Какой рудник добыл 77 млн тонн руды?", AnswerKind.SENTENCE, 77e6, "t"),
        ("Қай порт 730 мың ДФЭ өңдейді?", AnswerKind.PLACE, 730_000, "TEU"),
        ("哪个口岸的过货量达到700万吨？", AnswerKind.PLACE, 7e6, "t"),
    ],
)
def test_a_figure_says_what_is_asked_for(text: str, kind: AnswerKind, low: float, unit: str) -> None:
    """Who states a figure asks what it belongs to: neither for it nor in its unit, but by it."""
    query = question.understand(text)
    assert (query.kind, query.units) == (kind, frozenset())
    assert [(figure.low, figure.unit) for figure in query.told] == [(low, unit)]


@pytest.mark.parametrize(
    "text",
    [
        "How much of the 32 million tons is transit?",
        "Where do the two lines meet?",
        "Who lived there five years ago?",
        "Where is the crane for 40-foot containers?",
        "Somebody told me Kuryk would handle half a million TEU; which firm said so first?",
        "哪座码头装卸40英尺箱？",
        "Сколько миллиардов долларов вложил Китай?",
    ],
)
def test_figures_that_tell_nothing_apart(text: str) -> None:
    """What is counted in passing, names a kind of box, or comes before the question is not what is asked by."""
    assert question.understand(text).told == ()


def test_figures_in_the_question_are_constraints() -> None:
    """A figure that the question states is kept apart."""
    (figure,) = question.understand("Which crane lifts 40 tons?").figures
    assert (figure.low, figure.unit) == (40, "t")


@given(st.text(min_size=1, max_size=120))
def test_any_text_is_understood(text: str) -> None:
    """No text makes understanding fail."""
    query = question.understand(text)
    assert query.language in ("en", "ru", "kk", "zh")
    question.expand(query)


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("smart meters in the villages, share", set()),
        ("How many metres deep is the lock?", {"m"}),
        ("depth of the lock, meters", {"m"}),
        ("Price per kilometre of fence", set()),
        ("Сколько стоит доставка за тонну?", set()),
        ("每公里运费多少？", set()),
        ("gas price per cubic meter", set()),
        ("Сколько стоит отопление для домов?", set()),
        ("议会以多少票通过了关于运输合同的决定？", {"vote"}),
    ],
)
def test_a_unit_that_is_not_wanted(text: str, units: set[str]) -> None:
    """Devices, what a price is reckoned by, and nouns far behind a Chinese "how many" are no wanted units."""
    assert question.understand(text).units == units


def test_what_was_first_planned_is_a_plan() -> None:
    """What was originally planned or hoped for is what the plan said; without a plan a change set out from it."""
    assert question.understand("How many cranes were originally planned for the quay?").role is None
    assert question.understand("港口原来计划装卸多少箱？").role is None
    assert question.understand("How many cranes did the quay originally have?").role is Role.FROM


def test_a_slice_is_a_share() -> None:
    """A share is asked for in whatever it is called, and is no area nor money."""
    assert question.understand("How big a slice of the trade goes by sea?").dimensions == {"ratio"}
    assert "ratio" in question.understand("中方的股比是多少？").dimensions


def test_by_how_much_comes_before_after() -> None:
    """A question by how much it fell after something asks for the fall, not for the figure afterwards."""
    assert question.understand("By how much did losses fall after the repair?").role is Role.CHANGE_DOWN
    assert question.understand("На сколько процентов упали потери после ремонта?").role is Role.CHANGE_DOWN
    assert question.understand("How large were the losses after the repair?").role is Role.TO


def test_what_something_is_called_is_a_name() -> None:
    """A measure in the question does not turn a question for a name into one for a figure."""
    assert question.understand("What is the new rent scheme called?").kind is AnswerKind.NAME
    assert question.understand("Which ship carried most of the cargo?").kind is AnswerKind.NAME


def test_how_large_a_capacity_is_no_area() -> None:
    """The size of a thing is its area only where nothing else of the thing is named."""
    assert question.understand("这块地有多大？").dimensions == {"area"}
    assert "area" not in question.understand("新码头的吞吐能力有多大？").dimensions


@pytest.mark.parametrize(
    ("text", "dimensions"),
    [
        ("How big is the wind farm?", {"area", "power"}),
        ("二期风电场有多大？", {"area", "power"}),
        ("How big is the new silo?", {"area", "volume", "mass"}),
        ("How fast is a train unloaded?", {"speed", "duration"}),
        ("tonnage of the quay in 2018", {"mass"}),
        ("minutes needed for one train", {"duration"}),
        ("дней в пути до порта", {"duration"}),
        ("На сколько подешевел уголь?", {"money", "ratio"}),
    ],
)
def test_sizes_and_speeds_by_the_thing(text: str, dimensions: set[str]) -> None:
    """A plant's size may be its power, a silo's what it holds; "how fast" asks for a time as well as for a speed."""
    assert question.understand(text).dimensions >= dimensions


def test_a_year_that_begins_a_question_is_not_wanted() -> None:
    """Years with their numbers say when; how many of them is not asked."""
    assert question.understand("years 2020 to 2023 cargo").units == frozenset()


def test_slips_in_a_date_are_read_as_meant() -> None:
    """A misspelt quarter or month dates a question as the right word does."""
    for slip, meant in (("thrid quarter 2024", "third quarter 2024"), ("в сентбре 2024", "в сентябре 2024")):
        assert question.understand(f"coal {slip}").period == question.understand(f"coal {meant}").period
    assert question.understand("coal thrid quarter 2024").period == "2024-07-01/2024-09-30"


@pytest.mark.parametrize(
    ("text", "settled"),
    [
        ("Сколько стоит билет на метро?", True),
        ("How many kilometres long is the line?", True),
        ("How long does the crossing take?", True),
        ("cargo turnover of the port in 2022", False),
    ],
)
def test_asking_words_settle_the_measure(text: str, settled: bool) -> None:
    """A price, a length or a time asked for outright leaves no doubt; what is only spoken of does."""
    assert question.understand(text).settled is settled


@pytest.mark.parametrize(
    ("text", "sort"),
    [
        ("From which Kazakh city are ships to sail?", "=city"),
        ("На какой станции они сходятся?", "=station"),
        ("哪座城市是终点？", "=city"),
    ],
)
def test_the_sort_of_thing_asked_for(text: str, sort: str) -> None:
    """The noun behind "which" says what sort of thing the answer names."""
    assert sort in question.understand(text).sort


def test_an_ordinal_year_is_no_metre() -> None:
    """The letter of "в 2022-м" ends an ordinal, and "за тонну" is what a price is reckoned by."""
    assert not question.understand("Сколько контейнеров прошло в 2021 году и сколько в 2022-м?").units & {"m"}
    assert not question.understand("Какова плата за хранение тонны пшеницы?").units


@pytest.mark.parametrize(
    ("text", "planned"),
    [
        ("How much coal had been foreseen for 2024?", True),
        ("объём газа, который собирались прокачать в 2024 году", True),
        ("2024年原定的产铜数", True),
        ("tonnage that the mill had aimed for", True),
        ("What had the law required the office to raise?", True),
        ("2023 жылға қанша вагон болжаған еді?", True),
        ("To how many berths was the pier in the bay to be widened?", True),
        ("До скольких рейсов в неделю должно вырасти расписание?", True),
        ("Каким станет грузооборот порта к 2030 году?", True),
        ("Терминал жылына қанша жүк өткізбек?", True),
        ("到2027年仓库会增加到多少座？", True),
        ("Сколько должен заплатить перевозчик?", None),
        ("Аймақта қанша элеватор бар?", None),
        ("这次会议有多少代表？", None),
        ("What do lorries currently pay?", False),
        ("Сколько сейчас ждут на границе?", False),
        ("口岸目前的年通过能力是多少？", False),
    ],
)
def test_plans_and_present_figures_in_other_words(text: str, planned: bool | None) -> None:
    """What was meant, budgeted, hoped for or is to be is a plan; what is there now is none; duties say nothing."""
    assert question.understand(text).planned is planned


@pytest.mark.parametrize(
    ("text", "planned"),
    [
        ("When will the second track be ready?", True),
        ("When was the harbour opened?", False),
        ("Когда заработает пятый блок?", True),
        ("Когда должен открыться терминал?", True),
        ("Когда построили терминал?", False),
        ("Жол қашан ашылады?", True),
        ("Жол қашан ашылды?", False),
        ("二期什么时候能建成？", True),
        ("Since when does the harbour take coal?", False),
        ("С каких пор причал принимает уголь?", False),
        ("Причал қашаннан бері көмір қабылдайды?", False),
        ("Annual report, date", None),
    ],
)
def test_dates_to_come_and_past(text: str, planned: bool | None) -> None:
    """The tense of a question for a date says whether the date is to come."""
    query = question.understand(text)
    assert query.kind is AnswerKind.DATE
    assert query.planned is planned


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("скоко тонн угля", "сколько тонн угля"),
        ("wich port handels more", "which port handels more"),
        ("growht of the contaner traffic", "growth of the container traffic"),
        ("How many trains a day?", "How many trains a day?"),
        ("Почему тариф вырос?", "Почему тариф вырос?"),
        ("Mary agreed the whole wheat volume", "Mary agreed the whole wheat volume"),
        ("В каком порту и оттуда", "В каком порту и оттуда"),
        ("карьер канша тонна тас казды", "карьер қанша тонна тас казды"),
        ("Темір өндірді, қайта басталды", "Темір өндірді, қайта басталды"),
    ],
)
def test_haste_is_read_as_meant(text: str, meant: str) -> None:
    """Slang and slips of asking words and known words are put right for the rules; right words stay."""
    assert spelt(text, question.question_language(text)) == meant


def test_a_later_when_asks_for_no_date() -> None:
    """A question how many, with "when" behind a comma, asks how many, be it short or long."""
    assert question.understand("Сколько полос будет у перехода, когда его перестроят?").kind is FIGURE
    long = "До скольких часов сократится ожидание анализа в Достыке, когда там наконец появится своя лаборатория?"
    assert question.understand(long).kind is FIGURE


@pytest.mark.parametrize(
    "text",
    [
        "A grain trader would like to know how many silos the elevator near the river has; what do our documents say?",
        "The insurer asks how much the new crane at the quay of the port may lift at most – what is the limit?",
        "Страховщик спрашивает, сколько весит новый кран на причале порта: что об этом сказано в документах?",
        "保险公司问码头上的新起重机能吊起多少吨，文件里怎么说？",
    ],
)
def test_asking_what_is_said_is_not_the_question(text: str) -> None:
    """A tail that only asks what the documents say, or what the limit is, leaves the question before it."""
    assert question.understand(text).kind is AnswerKind.FIGURE


def test_what_is_not_asked_does_not_begin_the_question() -> None:
    """A clause that opens with a negation says what is not meant."""
    text = (
        "Please tell me for our slides what the railway in fact spent on locomotives, not what it had meant to spend."
    )
    assert question.understand(text).planned is False


def test_the_salary_of_the_staff_is_money() -> None:
    """Whose salary is asked for is not counted."""
    assert question.understand("average salary of the staff").dimensions == {"money"}
    assert question.understand("职工平均工资是多少？").dimensions == {"money"}


def test_a_kazakh_district_is_a_place() -> None:
    """The Kazakh word for a district is that for an area, too: which one is asked for is told by what asks."""
    assert question.understand("Көпір қай ауданда салынды?").kind is AnswerKind.PLACE
    assert question.understand("Айлақтың ауданы қанша?").kind is FIGURE


def test_a_part_of_a_country_is_a_place() -> None:
    """With "in" before it, "which part of" asks where; without, how much."""
    assert question.understand("In which part of Kazakhstan is the centre?").kind is AnswerKind.PLACE
    assert question.understand("Which part of the fleet is electric?").kind is FIGURE


def test_interest_is_a_rate_and_no_amount() -> None:
    """Of a loan's interest the rate is asked for, not the loan."""
    assert question.understand("What interest rate does the bank's loan carry?").dimensions == {"ratio"}


def test_a_year_before_a_unit_is_no_figure() -> None:
    """In keywords the year stands before the unit that is wanted; with a separator it is an amount."""
    keywords = question.understand("road cargo 2024 tons")
    assert (keywords.figures, keywords.units) == ((), {"t"})
    assert [figure.low for figure in question.understand("who carried 2,024 tons?").figures] == [2024]


def test_doubling_is_no_figure() -> None:
    """A word for twice names no figure that a source has to hold; digits do."""
    assert question.understand("How long is the bridge of the doubling project?").figures == ()
    assert len(question.understand("Where did traffic grow 13 times?").figures) == 1


@pytest.mark.parametrize(
    ("text", "sort", "kind"),
    [
        ("which company manages the dry port", "=company", AnswerKind.ORGANISATION),
        ("Қай компания басқарады портты?", "=company", AnswerKind.ORGANISATION),
        ("What is the name of the Chinese partner in the river port?", "=partner", AnswerKind.ORGANISATION),
        ("What is the new Blue Heron ferry called?", "=ferry", AnswerKind.NAME),
        ("как называется новый паром?", "=ferry", AnswerKind.NAME),
        ("Жаңа порт қалай аталады?", "=port", AnswerKind.PLACE),
        ("第三个铁路口岸叫什么？", "=border", AnswerKind.PLACE),
    ],
)
def test_a_name_is_of_the_sort_asked_for(text: str, sort: str, kind: AnswerKind) -> None:
    """The noun that is asked for by name, and no verb or object behind it, says what kind of name is wanted."""
    query = question.understand(text)
    assert (query.sort, query.kind) == ({sort}, kind)


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("How much more cargo went by road in 2024 than the year before?", Role.CHANGE_UP),
        ("How many percent less coal was dug than in 2023?", Role.CHANGE_DOWN),
        ("How much more does rail cost than the ship?", None),
    ],
)
def test_how_much_more_than_before_is_a_change(text: str, role: Role | None) -> None:
    """More than at another time asks for the change, not for what there was before; than another thing does not."""
    assert question.understand(text).role is role


@pytest.mark.parametrize(
    ("text", "planned"),
    [
        ("How many ferries a week by the end of the year?", True),
        ("Сколько паромов в неделю должно ходить к концу года?", True),
        ("Сколько паромов должно стать?", True),
        ("Жыл соңына қарай аптасына неше паром болады?", True),
        ("到年底每周有多少班渡轮？", True),
        ("How many ferries a week by the end of the year 2023?", None),
        ("2023年底有多少班渡轮？", None),
    ],
)
def test_what_will_be_by_the_end_of_the_year_is_a_plan(text: str, planned: bool | None) -> None:
    """The end of the year, of none that is told, is yet to come."""
    assert question.understand(text).planned is planned


@pytest.mark.parametrize("text", ["What rise does the harbour report?", "Which jump was there in ferry traffic?"])
def test_what_rise_is_a_growth(text: str) -> None:
    """A rise is asked for as a growth is."""
    assert question.understand(text).role is Role.CHANGE_UP


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("To whom does the elevator belong?", AnswerKind.ORGANISATION),
        ("By whom was the silo built?", AnswerKind.ORGANISATION),
        ("Кому принадлежит элеватор?", AnswerKind.ORGANISATION),
        ("На чьи деньги построен элеватор?", AnswerKind.ORGANISATION),
        ("Элеватор кімге тиесілі?", AnswerKind.ORGANISATION),
        ("粮仓归谁所有？", AnswerKind.ORGANISATION),
        ("За счёт чего подешевела пшеница?", AnswerKind.EXPLANATION),
        ("Из-за чего встал элеватор?", AnswerKind.EXPLANATION),
        ("Жинауға не кедергі?", AnswerKind.EXPLANATION),
        ("什么妨碍了收割？", AnswerKind.EXPLANATION),
        ("During which period was the silo built?", AnswerKind.DATE),
        ("What is the destination of the barges?", AnswerKind.PLACE),
        ("How frequently do the barges sail?", AnswerKind.FIGURE),
        ("Size of the mortgage", AnswerKind.FIGURE),
    ],
)
def test_kinds_in_other_words(text: str, kind: AnswerKind) -> None:
    """Who owns, why, when, where to, how often and how large may be asked in many words."""
    assert question.understand(text).kind is kind


def test_a_part_of_something_is_a_share_and_the_latest_year_no_date_asked_for() -> None:
    """Asked what part of the wood, a share is wanted, of a country a region; a latest year asks for no date."""
    assert question.understand("What part of the wood comes by rail?").dimensions == {"ratio"}
    assert "ratio" not in question.understand("What part of Kazakhstan has ports?").dimensions
    assert question.understand("price of heat in the latest year").kind is AnswerKind.FIGURE


def test_grammar_is_no_subject_in_chinese() -> None:
    """What is left of unknown Chinese, cut in twos, is no subject where it holds a particle or asks."""
    assert not any(set(term) & set("几了吗呢") for term in question.understand("里海路线五年增长了几倍？").subject)
    assert question.understand("里海路线五年增长了几倍？").subject

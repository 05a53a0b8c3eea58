"""Follow-ups of invented subjects, each with the turns before it and all of the question that it becomes."""

from __future__ import annotations

import pytest

from qa import dialogue


def _resolved(asked: tuple[str, ...]) -> str:
    turns: tuple[dialogue.Turn, ...] = ()
    for one in asked:
        turns = (*turns, dialogue.Turn(one, dialogue.resolve(one, turns)))
    return turns[-1].resolved


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        (
            ("How much salt went to China in 2024?", "and to Iran?", "and in total?"),
            "How much salt went in 2024 in total?",
        ),
        (
            ("How much freight was moved by rail in 2023?", "by road?", "overall?"),
            "How much freight was moved in 2023 overall?",
        ),
        (
            ("Сколько соли вывезено в Китай в 2024 году?", "а в Иран?", "а всего?"),
            "Сколько соли вывезено в 2024 году всего?",
        ),
        (
            ("2024 жылы Қытайға қанша тұз шығарылды?", "Иранға ше?", "барлығы қанша?"),
            "2024 жылы барлығы қанша тұз шығарылды?",
        ),
        (("2024年出口到中国的盐有多少吨？", "伊朗呢？", "总共呢？"), "2024年出口的盐有多少吨，总共？"),
        (("How much salt went to China in 2024?", "in total?"), "How much salt went to China in 2024 in total?"),
    ],
)
def test_in_total_is_without_the_part(asked: tuple[str, ...], wanted: str) -> None:
    """Behind one part and another, all of it is asked without either; behind one question alone nothing is dropped."""
    assert _resolved(asked) == wanted


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        (
            ("How much coal did the Teben mine dig in 2023?", "and exports?"),
            "How much coal was exported for the Teben mine in 2023?",
        ),
        (
            ("Сколько угля добыто на разрезе Тебен в 2023 году?", "а экспорт?"),
            "Сколько угля экспортировано на разрезе Тебен в 2023 году?",
        ),
        (
            ("How much coal was imported by Teben in 2023?", "and exports?"),
            "How much coal was exports by Teben in 2023?",
        ),
    ],
)
def test_exports_after_another_figure_of_the_goods(asked: tuple[str, ...], wanted: str) -> None:
    """Of what was mined it is asked how much was exported; where a direction was told, the other takes its place."""
    assert _resolved(asked) == wanted


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        (("How much freight did Tebrail carry in 2024?", "and coal?"), "How much coal did Tebrail carry in 2024?"),
        (
            ("How much freight did Tebrail carry in 2024?", "why less than planned?", "and coal?"),
            "How much coal did Tebrail carry in 2024?",
        ),
        (
            ("How many people work at the Sarhan dry port?", "how many of them are women?"),
            "How many of the people that work at the Sarhan dry port are women?",
        ),
        (("How long are the Sarhan berths?", "and the area?"), "What is the area of the Sarhan berths?"),
    ],
)
def test_goods_people_and_sizes(asked: tuple[str, ...], wanted: str) -> None:
    """Goods take the place of freight, also behind a "why"; "they" are those who work; no area is long."""
    assert _resolved(asked) == wanted


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        (("2022 жылы Сархан портынан қанша контейнер өтті?", "ауданы қанша?"), "Сархан портының ауданы қанша?"),
        (("2022年萨尔汗旱港处理了多少集装箱？", "占地多少？"), "萨尔汗旱港占地多少？"),
        (
            ("How many TEU did Sarhan handle in 2023?", "how long are the berths?"),
            "How long are the berths for Sarhan?",
        ),
    ],
)
def test_sizes_are_of_no_year(asked: tuple[str, ...], wanted: str) -> None:
    """How large or long a thing is does not depend on the year that its containers were counted in, nor on them."""
    assert _resolved(asked) == wanted


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        (
            ("What capacity will Sarhan have once the container hub is built?", "when will it be finished?"),
            "When will the container hub of Sarhan be finished?",
        ),
        (
            ("What capacity will Sarhan have once the container hub is built?", "who's the partner?"),
            "Who's the partner for the container hub of Sarhan?",
        ),
        (
            ("What capacity will Sarhan have once the container hub is built?", "and now?"),
            "What capacity does Sarhan have now?",
        ),
        (
            (
                "What capacity will Sarhan have once the container hub is built?",
                "and now?",
                "when will it be finished?",
            ),
            "When will the container hub of Sarhan be finished?",
        ),
        (
            ("What capacity will Sarhan have once the container hub is built?", "how many people work there?"),
            "How many people work in Sarhan?",
        ),
    ],
)
def test_works_told_of_by_the_way(asked: tuple[str, ...], wanted: str) -> None:
    """What is finished, and whom with, is asked of the works that a clause spoke of; anything else of the place."""
    assert _resolved(asked) == wanted


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        (
            ("Сколько воздушных коридоров действует между Беланией и Китаем?", "зачем нужен третий?"),
            "Зачем нужен третий — воздушные коридоры?",
        ),
        (("Кто написал статью о пяти хабах?", "когда она вышла?"), "Когда вышла статья о пяти хабах?"),
        (("萨尔汗旱港有多少员工？", "其中多少是女性？"), "萨尔汗旱港的员工多少是女性？"),
    ],
)
def test_what_a_word_leaves_out(asked: tuple[str, ...], wanted: str) -> None:
    """An ordinal alone is one of what was counted; an article is one about something; staff is of a port."""
    assert _resolved(asked) == wanted


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        (
            ("How many containers did the Teben–Sarhan route carry in 2019?", "and in tons?"),
            "How many tons did the Teben–Sarhan route carry in 2019?",
        ),
        (
            ("Сколько контейнеров прошло через Сархан в 2015 году?", "а в тоннах?"),
            "Сколько тонн прошло через Сархан в 2015 году?",
        ),
        (
            ("Сколько контейнеров прошло через Сархан в 2015 году?", "а через год?"),
            "Сколько контейнеров прошло через Сархан в 2016 году?",
        ),
        (("How much did Halden earn in 2023?", "and profit?"), "What was Halden's profit in 2023?"),
        (("How much did Halden earn in 2023?", "and profit?", "why did it drop?"), "Why did Halden's profit drop?"),
        (("萨尔汗港2024年的净利润是多少？", "上年呢？"), "萨尔汗港2023年的净利润是多少？"),
        (("Ticket price Teben–Sarhan per kg", "over 500 kg"), "Ticket price Teben–Sarhan per kg over 500 kg?"),
        (("Сархан портының таза пайдасы қанша?", "орташа жалақы?"), "Сархан портының орташа жалақы қанша?"),
    ],
)
def test_units_accounts_and_years(asked: tuple[str, ...], wanted: str) -> None:
    """Another unit of the goods takes the counted one's place, a sum that of another, an average with its noun."""
    assert _resolved(asked) == wanted


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        (
            ("When did the Sarhan dry port start working?", "when was it announced?"),
            "When was the Sarhan dry port announced?",
        ),
        (
            ("What is the capacity of the Sarhan dry port?", "who owns the rest of the shares?", "how many cranes?"),
            "How many cranes of the Sarhan dry port?",
        ),
        (("Кто поставляет котёл для пятого блока?", "а турбину?"), "Кто поставляет турбину для пятого блока?"),
        (
            ("Кто строит порт на реке Тебен?", "сколько земли выделили?"),
            "Сколько земли выделили — порт, на реке Тебен?",
        ),
        (
            ("Сколько людей работает в порту Сархан?", "какая у порта цель на 2025?"),
            "Какая у порта Сархан цель на 2025?",
        ),
        (
            ("Какова длина автодороги Тебен – Сархан?", "а горного участка?"),
            "Какова длина горного участка автодороги Тебен – Сархан?",
        ),
    ],
)
def test_things_and_their_parts(asked: tuple[str, ...], wanted: str) -> None:
    """An object takes the place of an object, a part is one of the whole, and "it" is no verb."""
    assert _resolved(asked) == wanted


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        (
            ("Қазақстан мен Қытай арасында аптасына неше рейс бар?", "жыл соңына қарай ше?"),
            "Қазақстан мен Қытай арасында аптасына жыл соңына қарай неше рейс бар?",
        ),
        (
            ("Қазақстан мен Қытай арасында аптасына неше рейс бар?", "әуе дәлізі нешеу?"),
            "Қазақстан мен Қытай арасында әуе дәлізі нешеу?",
        ),
        (("萨尔汗港2023年的净利润是多少？", "员工有多少？"), "萨尔汗港员工有多少？"),
        (("哈萨克斯坦和中国之间每周有多少航班？", "年底呢？"), "到年底哈萨克斯坦和中国之间每周有多少航班？"),
        (("哈萨克斯坦和中国之间每周有多少航班？", "每天能过多少列车？"), "哈萨克斯坦和中国之间每天能过多少列车？"),
    ],
)
def test_ends_of_years_and_rates(asked: tuple[str, ...], wanted: str) -> None:
    """The end of a year counts nothing, and what is counted anew has a rate of its own."""
    assert _resolved(asked) == wanted

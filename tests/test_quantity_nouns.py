"""The table of counted nouns: every form of every row is read with its row's unit."""

from __future__ import annotations

from importlib.resources import files

import pytest

from qa.quantity import read, unit_of
from qa.quantity.lexicon import plural

ROWS = [
    (line.split("\t") + [""] * 5)[:5]
    for line in files("qa.quantity").joinpath("data", "nouns.tsv").read_text("utf-8").splitlines()[1:]
]
CARRIERS = ("There were 25 {}.", "Всего было 25 {}.", "Барлығы 25 {} болды.", "共有25{}。")
#: Forms that a row shares with something else that is read first, and why.
AMBIGUOUS = {
    "pax": "read as it stands, no plural",
    "голов": "head of livestock, where the row is of another thing",
    "taxi": "the plural is taken for a foreign word",
    "taxis": "the same",
    "марок": "the mark, a currency, comes first",
    "gas station": "gas is taken for what is measured",
    "күн панел~": "күн is the day",
    "күн батарея~": "күн is the day",
    "маршрут~": "the Russian nominative behind digits puts in order; Kazakh counts so",
    "пункт": "the same",
    "этап": "the same",
    "курс": "the same",
    "көп пәтерлі үй": "its first adjective is taken for the noun",
}


def several(word: str) -> str:
    """The English plural, also of words that take -es."""
    return f"{word}es" if word.endswith(("x", "ch", "bus")) else plural(word)


def forms(row: list[str]) -> list[tuple[str, str]]:
    """Each form of a row in its carrier sentence, English ones in the plural, stems as they are written."""
    found = []
    for carrier, cell in zip(CARRIERS, row[1:], strict=True):
        for word in filter(None, cell.split("|")):
            shown = several(word) if carrier is CARRIERS[0] else word.replace("~", "")
            found.append((word, carrier.format(shown)))
    return found


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_every_form_is_read_with_its_rows_unit(row: list[str]) -> None:
    """The figure 25 before a form counts the row's unit in every language, except for the forms listed as ambiguous."""
    wrong = {}
    for form, sentence in forms(row):
        units = {one.unit for one in read(sentence)}
        if form not in AMBIGUOUS and units != {row[0]}:
            wrong[form] = units
    assert not wrong


@pytest.mark.parametrize("form", AMBIGUOUS)
def test_ambiguous_forms_are_still_ambiguous(form: str) -> None:
    """A form listed as ambiguous is really read otherwise: the list cannot go stale."""
    for row in ROWS:
        for word, sentence in forms(row):
            if word == form and {one.unit for one in read(sentence)} != {row[0]}:
                return
    pytest.fail(f"{form} is read with its row's unit")


def test_units_stand_once() -> None:
    """No unit has two rows, and a person may name every unit by its own name."""
    names = [row[0] for row in ROWS]
    assert len(names) == len(set(names))
    assert {name for name in names if unit_of(name) != name} == set()


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("Полос станет 12, сейчас их восемь.", ["lane", "lane"]),
        ("Вагонов было 40.", ["wagon"]),
        ("Мест в гостинице 120.", ["seat"]),
        ("Школ в районе 27, учеников — 9 400.", ["school", "pupil"]),
        ("Заявок поступило 118, удовлетворено 64.", ["application", "application"]),
        ("Аварий стало меньше: 19 против 24 годом ранее.", ["accident", "accident"]),
        ("Иванов — 12, Петров — 9.", ["", ""]),
        ("Судов с осадкой 4 не было.", [""]),
        ("В порту 14 кранов, раньше их было 9.", ["crane", "crane"]),
        ("The yard has 14 cranes; in 2020 there were only 9.", ["crane", "crane"]),
        ("发往热姆古尔的包裹为1240万件。", ["parcel"]),
        ("全年跨境包裹量为4860万件，2023年为3390万件。", ["parcel", "parcel"]),
        ("快递业务量完成12亿件。", ["parcel"]),
        ("法院受理案件1200件。", ["court case"]),
        ("服装出口230万件。", ["unit"]),
    ],
)
def test_the_noun_told_before(text: str, units: list[str]) -> None:
    """A genitive that opens the clause, "of them" and the noun before a Chinese classifier say what is counted."""
    assert [one.unit for one in read(text)] == units

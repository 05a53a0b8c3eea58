"""Russian follow-ups made whole: in the case, the gender and the order that the language wants."""

from __future__ import annotations

import subprocess
import sys

import pytest

from qa import dialogue
from qa.dialogue import russian


@pytest.mark.parametrize(
    ("phrase", "case", "wanted"),
    [
        ("порта Актау", "nomn", "порт Актау"),
        ("железной дороги", "accs", "железную дорогу"),
        ("сухом порту Хоргос", "ablt", "сухим портом Хоргос"),
        ("воздушных коридоров", "nomn", "воздушные коридоры"),
        ("контейнерного терминала", "datv", "контейнерному терминалу"),
        ("Достык", "gent", "Достык"),
        ("«Скарн Лайн»", "gent", "«Скарн Лайн»"),
        ("двух портов", "nomn", "двух портов"),
    ],
)
def test_cases(phrase: str, case: str, wanted: str) -> None:
    """A noun changes with its attributes, what follows it does not; names and numbers stay as they were said."""
    assert russian.recast(phrase, case) == wanted


@pytest.mark.parametrize(
    ("phrase", "wanted"),
    [
        ("железной дороги", "f"),
        ("порта Актау", "m"),
        ("строительство моста", "m"),
        ("паромы порта", "p"),
        ("Арлен", ""),
    ],
)
def test_gender(phrase: str, wanted: str) -> None:
    """A phrase has the gender and number of its first noun; a name has none that is sure."""
    assert russian.gender(phrase) == wanted


@pytest.mark.parametrize("word", ["станет", "закончат", "построен", "вывезено", "обмелел", "готов"])
def test_verbs(word: str) -> None:
    """Verbs of any form, participles and short adjectives are verbs."""
    assert russian.is_verb(word)


@pytest.mark.parametrize("word", ["паром", "квартал", "порта", "мощность", "Сиане", "port", "ұзақ"])
def test_no_verbs(word: str) -> None:
    """Nouns that end like verbs, names and other languages are not."""
    assert not russian.is_verb(word)


_PORT = "Сколько тонн обработал порт Тамир в 2022 году?"
_STATION = "Какая мощность у станции Белкур?"
_WIDENED = "Какая мощность станет у порта Тамир после расширения?"


@pytest.mark.parametrize(
    ("before", "after", "wanted"),
    [
        ([_PORT], "какая у него площадь?", "Какая у порта Тамир площадь?"),
        ([_PORT], "кто им управляет?", "Кто управляет портом Тамир?"),
        ([_PORT], "сколько людей там работает?", "Сколько людей работает в порту Тамир?"),
        ([_STATION], "когда её открыли?", "Когда открыли станцию Белкур?"),
        ([_STATION], "сколько там путей?", "Сколько путей на станции Белкур?"),
        ([_STATION, "сколько там путей?"], "кто ей управляет?", "Кто управляет станцией Белкур?"),
        ([_WIDENED], "когда закончат?", "Когда закончат расширение порта Тамир?"),
        ([_WIDENED, "когда закончат?"], "кто подрядчик?", "Кто подрядчик — расширение порта Тамир?"),
        (
            ["Кто директор порта Аланга?", "а его заместитель?"],
            "Сколько причалов в порту?",
            "Сколько причалов в порту Аланга?",
        ),
    ],
)
def test_resolved_questions_read_as_russian(before: list[str], after: str, wanted: str) -> None:
    """Nouns stand in the case of the pronoun whose place they take, behind the verb that governs them."""
    turns: tuple[dialogue.Turn, ...] = ()
    for asked in before:
        turns = (*turns, dialogue.Turn(asked, dialogue.resolve(asked, turns)))
    assert dialogue.resolve(after, turns) == wanted


def test_loaded_late() -> None:
    """Neither importing the program nor an English follow-up loads the dictionary."""
    code = (
        "import sys; from qa import dialogue; asked = dialogue.Turn(*['Cargo of Baku in 2022?'] * 2);"
        "dialogue.resolve('and in 2021?', (asked,));"
        "assert 'pymorphy3' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)

"""The glossary: one word in four languages and many spellings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.text.forms import STORED, kept_forms, made_forms, script_language, sound
from qa.text.glossary import Key, keys, stated, variants
from qa.text.namesakes import same
from qa.text.spellings import entries, language_of, words_of


def terms(text: str, language: str, *, lenient: bool = False) -> list[str]:
    """The terms of a text's keys."""
    return [key.term for key in keys(text, language, lenient=lenient)]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("the port of Aktau", "en"),
        ("порта Актау", "ru"),
        ("Ақтау портының", "kk"),
        ("阿克套港", "zh"),
    ],
)
def test_one_place_in_four_languages(text: str, language: str) -> None:
    """The port of Aktau gives the same two concepts in every language, inflected or not."""
    assert sorted(terms(text, language)) == ["=aktau", "=port"]


@pytest.mark.parametrize("spelling", ["Khorgos", "Horgos", "KHORGOS", "Хоргоса", "Қорғаста", "霍尔果斯"])
def test_spellings_of_khorgos(spelling: str) -> None:
    """Every spelling of Khorgos, in any case, is the same place."""
    (key,) = keys(spelling, script_language(spelling))
    assert (key.term, key.kind, key.is_name) == ("=khorgos", "place", True)


def test_every_variant_finds_its_own_concept() -> None:
    """Each variant in the table is read as its concept, or as a longer or equally spelt one that starts with it."""
    lost = []
    for entry in entries().values():
        for code, spellings in entry.variants.items():
            for spelling in spellings:
                found = terms(spelling, code)
                known = {variant for term in found for variant in variants(term)}
                if {"=" + part for part in entry.concept.split("+")} - set(
                    found
                ) and spelling not in known:  # two concepts may share a spelling
                    lost.append((entry.concept, code, spelling, found))
    assert lost == []


def test_longest_variant_wins() -> None:
    """A dry port is not a port, and KTZ Express is not KTZ."""
    assert terms("the dry port of KTZ Express", "en") == ["=dryport", "=ktzexpress"]


def test_pronoun_is_no_country() -> None:
    """The pronoun in small letters is a function word; in capitals it is the country."""
    assert terms("tell us", "en") == []
    assert terms("the US", "en") == ["=usa"]


def test_unknown_names_compare_by_sound() -> None:
    """A place that the table lacks is the same place in Cyrillic and in Latin letters, inflected or not."""
    (latin,) = [key for key in keys("at Zhalanash", "en") if key.sound]
    (cyrillic,) = [key for key in keys("в Жаланаше", "ru") if key.sound]
    assert same(latin, cyrillic)
    assert not same(latin, Key("other", 0, 5, "name", sound("Zharkent")))


@pytest.mark.parametrize(
    ("latin", "cyrillic", "one"),
    [
        ("Eskfall", "Эскфолл", True),
        ("Northridge", "Нортридж", True),
        ("Caldria", "Кальдрия", True),
        ("Quarrow", "Куорроу", True),
        ("Tokayev", "Тоқаевтың", True),
        ("Hill", "Хилл", True),
        ("Jetiqum", "Джетыкуме", True),
        ("Marden", "Мурдон", False),
        ("Hill", "Холл", False),
        ("Arden", "Орден", False),
    ],
)
def test_names_in_two_scripts(latin: str, cyrillic: str, one: bool) -> None:
    """A name is known in the other script by its sound, one vowel apart at most where it is long enough."""
    here = [key for key in keys(f"at {latin}", "en") if key.sound][-1]
    there = [key for key in keys(f"в {cyrillic}", "ru") if key.sound][-1]
    assert same(here, there) is one


def test_initials_in_the_plural() -> None:
    """Initials with an s are the initials."""
    assert terms("how big is KTZs stake", "en")[1] == "=ktz"


def test_slip_of_the_finger_is_read_in_questions_only() -> None:
    """A misspelt name is mended when reading leniently and left alone in documents."""
    assert "=khorgos" in terms("Korghos capcity", "en", lenient=True) or "=capacity" in terms(
        "Korghos capcity", "en", lenient=True
    )
    assert "=capacity" in terms("capcity", "en", lenient=True)
    assert "=capacity" not in terms("capcity", "en")


def test_numbers_compare_by_value() -> None:
    """Digits grouped by comma or space are one number."""
    assert terms("240,000", "en") == terms("240 000", "ru") == ["240000"]


@given(st.text(max_size=200), st.sampled_from(["en", "ru", "kk", "zh"]))
def test_keys_lie_where_they_say(text: str, language: str) -> None:
    """Every key's place lies inside the text and is not empty; reading never fails."""
    for key in keys(text, language, lenient=True):
        assert 0 <= key.start < key.end <= len(text)


def test_what_is_only_compared_with_is_not_stated() -> None:
    """A mode that a source measures another by is not what it speaks of, unless the figure is its own."""
    assert "=sea" not in {key.term for key in stated("By rail it takes a fraction of the sea voyage, 9 days.", "en")}
    assert "=sea" in {key.term for key in stated("By rail it takes 9 days, as against 40 days by sea.", "en")}


@pytest.mark.parametrize(
    ("text", "language", "concept"),
    [
        ("за три года", "ru", "=loan"),
        ("данные за год", "ru", "=denmark"),
        ("семь вагонов", "ru", "=semey"),
        ("пара поездов", "ru", "=ferry"),
        ("ток высокого напряжения", "ru", "=tokyo"),
        ("хранилищ стало меньше", "ru", "=metal"),
        ("была и стала", "ru", "=metal"),
        ("в целом", "ru", "=target"),
        ("сколько составил оборот", "ru", "=train"),
        ("оборот составила", "ru", "=train"),
        ("экспорт пен импорт", "kk", "=fine"),
        ("the authorities said", "en", "=author"),
        ("of great importance", "en", "=import"),
    ],
)
def test_a_shared_stem_is_no_shared_word(text: str, language: str, concept: str) -> None:
    """A function word, or another word that stemmers cut to the same stem, is not read as the table's word."""
    assert concept not in terms(text, language)


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("трёх дней", "=day"),
        ("новых рабочих мест", "=job"),
        ("объём снизился", "=decline"),
        ("пропускной способностью", "=capacity"),
        ("из Дании", "=denmark"),
        ("паромами", "=ferry"),
        ("угля", "=coal"),
    ],
)
def test_inflected_words_are_read(text: str, concept: str) -> None:
    """Cases, numbers, tenses and vowels that come and go do not hide a word of the table."""
    assert concept in terms(text, "ru")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("насколько вырос объём", "ru"),
        ("место контакта", "ru"),
        ("factor of protection", "en"),
        ("қарағанда асхана", "kk"),
    ],
)
def test_ordinary_words_are_no_slips(text: str, language: str) -> None:
    """An everyday word one letter from one of the table is left as it is, in questions too."""
    strict, lenient = (terms(text, language, lenient=mode) for mode in (False, True))
    assert lenient == strict


def test_the_forms_kept_in_files_are_those_of_the_table() -> None:
    """No word of the shipped table waits for its forms to be made, and every twentieth kept is as it would be made."""
    kept = {language: kept_forms(language) for language in STORED}
    words = {
        (language_of(variant, column), word)
        for entry in entries().values()
        for column, variants_ in entry.variants.items()
        for variant in variants_
        for word in words_of(variant)
    }
    assert {(language, word) for language, word in words if language in STORED} == {
        (language, word) for language, forms in kept.items() for word in forms
    }
    for language, forms in kept.items():
        for word, made in list(forms.items())[::20]:
            assert {f"{language}:{form}" for form in made.split(" ")} == made_forms(word, language)


def test_a_capital_inside_a_question_keeps_a_name_from_being_mended() -> None:
    """A name one letter away from a common word stays a name; one near a name of the table is that name."""
    assert not any(term.startswith("=") for term in terms("у Верден", "ru", lenient=True))
    assert "=finance" not in terms("Шахта Қаражал", "kk", lenient=True)
    assert "=kazakhstan" in terms("cargo of Kazakstan", "en", lenient=True)
    assert "=growth" in terms("CARGO GROWHT", "en", lenient=True)

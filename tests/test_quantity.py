"""Reading quantities from text: golden sentences, exact spans, any input, variants that mean the same."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.quantity import dimension, read, unit_of
from qa.quantity.lexicon import lexicon
from qa.types import Bound, Quantity, Role

GOLDEN = [
    json.loads(line) for line in (Path(__file__).parent / "quantity" / "golden.jsonl").read_text("utf-8").splitlines()
]

#: Pieces that the grammar cares about; random sequences of them reach further into it than random characters.
PIECES = st.sampled_from(
    [
        "0",
        "1",
        "7",
        "10",
        "100",
        "2024",
        "1,000",
        "1.5",
        "3/4",
        "½",
        "²",
        "⁻¹",
        "%",
        "$",
        "€",
        "₸",
        "km",
        "t",
        "TEU",
        "ton",
        "a",
        "an",
        "the",
        "to",
        "from",
        "by",
        "up",
        "–",
        "-",
        "−",
        "+",
        "±",
        "~",
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        "^",
        "\\",
        "/",
        ".",
        ",",
        ";",
        ":",
        "\n",
        "\t",
        "|",
        "#",
        "№",
        "×",
        "°",
        "′",
        "million",
        "thousand",
        "млн",
        "тыс.",
        "год",
        "в",
        "с",
        "до",
        "от",
        "на",
        "по",
        "и",
        "мың",
        "пайызға",
        "-дан",
        "年",
        "月",
        "日",
        "万",
        "亿",
        "一",
        "百",
        "分",
        "之",
        "个",
        "增长",
        "至",
        "第",
        "two",
        "hundred",
        "half",
        "third",
        "doubled",
        "Table",
        "per",
        "cent",
        "day",
        "year",
        "old",
        "between",
        "and",
        "Q1",
        "first",
        "quarter",
        "of",
        "January",
        "2025",
        "last",
        "e",
        "000",
        "零",
        "下",
        "点",
        "多",
        "每",
        "١٢",
        "１２",
        "Ⅳ",
        "①",
        "µm",
        "℃",
        "\x00",
        "�",
        "😀",
        "\xa0",
    ]
)


def only(text: str, **options: str) -> Quantity:
    """The one quantity of a text."""
    found = read(text, **options)
    assert len(found) == 1, [one.text for one in found]
    return found[0]


def holds(text: str, found: tuple[Quantity, ...]) -> None:
    """Spans are exact, in order, disjoint; values ordered."""
    end = 0
    for one in found:
        assert one.text == text[one.span.start : one.span.end] != ""
        assert one.span.start >= end
        assert one.low <= one.high
        end = one.span.end
        if one.subject_span is not None:
            assert one.subject == one.subject_span.of(text)
        if one.equivalent is not None:
            assert one.equivalent in [other.span for other in found]


@pytest.mark.parametrize("case", GOLDEN, ids=[case["id"] for case in GOLDEN])
def test_golden(case: dict) -> None:
    """Each golden sentence is read as written down: text, values, unit, bound, role, period and plan."""
    found = read(case["text"], published=case["published"])
    holds(case["text"], found)
    fields = ("text", "low", "high", "unit", "bound", "role", "period", "planned")
    assert [{field: getattr(one, field) for field in fields} for one in found] == case["quantities"]


NONE = (Path(__file__).parent / "quantity" / "none.txt").read_text("utf-8").splitlines()


@pytest.mark.parametrize("line", NONE)
def test_what_is_no_quantity(line: str) -> None:
    """Dates, codes, labels, citations, addresses, names with numbers and ordinals give no quantity."""
    assert read(line, published="2025-06-09") == ()


@given(st.lists(PIECES, max_size=30), st.sampled_from(["", " "]))
@settings(max_examples=400, deadline=None)
def test_any_sequence_of_pieces(pieces: list[str], joint: str) -> None:
    """No sequence of the grammar's own pieces raises, and every span is exact."""
    text = joint.join(pieces)
    holds(text, read(text, published="2025-06-09"))


@given(st.text(max_size=80))
@settings(max_examples=300, deadline=None)
def test_any_text(text: str) -> None:
    """No Unicode text raises, and every span is exact."""
    holds(text, read(text))


@given(
    st.integers(1, 999_999_999),
    st.sampled_from([",", " ", "\u00a0", "\u202f", "\u2009", "'"]),
    st.sampled_from(["km", "t", "TEU"]),
)
@settings(max_examples=150, deadline=None)
def test_whole_numbers_read_back(value: int, separator: str, unit: str) -> None:
    """A whole number with any thousands separator reads back as itself."""
    printed = f"{value:,}".replace(",", separator)
    one = only(f"It was {printed} {unit}.")
    assert (one.low, one.high, one.unit) == (value, value, unit)


@given(st.decimals(min_value="0.1", max_value="999.9", places=1), st.sampled_from(["thousand", "million", "billion"]))
@settings(max_examples=100, deadline=None)
def test_decimals_with_magnitudes_read_back(value: object, magnitude: str) -> None:
    """A decimal with a magnitude reads back, in English and with a decimal comma in Russian."""
    scale = {"thousand": ("тыс.", 1e3), "million": ("млн", 1e6), "billion": ("млрд", 1e9)}[magnitude]
    expected = pytest.approx(float(str(value)) * scale[1])
    assert only(f"They moved {value} {magnitude} tons.").low == expected
    assert only(f"Перевезено {str(value).replace('.', ',')} {scale[0]} тонн.").low == expected


@pytest.mark.parametrize(
    "text",
    [
        "The port handled 240,000 TEU.",
        "The port handled 240 000 TEU.",
        "The port handled 240\u00a0000 TEU.",
        "The port handled 240 thousand TEU.",
        "The port handled 0.24 million TEUs.",
        "The port handled 240k TEU.",
        "The port handled two hundred and forty thousand TEU.",
        "Порт обработал 240 тыс. ДФЭ.",
        "Порт обработал 240 тысяч ДФЭ.",
        "Порт обработал двести сорок тысяч ДФЭ.",
        "Порт 240 мың ЖФЭ өңдеді.",
        "Порт екі жүз қырық мың ЖФЭ өңдеді.",
        "港口处理了24万标箱。",
        "港口处理了二十四万标准箱。",
        "港口处理了240000标箱。",
    ],
)
def test_one_figure_in_many_forms(text: str) -> None:
    """The same figure reads alike in every form and language."""
    one = only(text)
    assert (one.low, one.high, one.unit) == (240_000, 240_000, "TEU")


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("about 80 km", Bound.ABOUT),
        ("~80 km", Bound.ABOUT),
        ("more than 80 km", Bound.AT_LEAST),
        ("80+ km", Bound.AT_LEAST),
        ("up to 80 km", Bound.AT_MOST),
        ("no more than 80 km", Bound.AT_MOST),
        ("не менее 80 км", Bound.AT_LEAST),
        ("свыше 80 км", Bound.AT_LEAST),
        ("около 80 км", Bound.ABOUT),
        ("80 км-ден астам", Bound.AT_LEAST),
        ("шамамен 80 км", Bound.ABOUT),
        ("超过80公里", Bound.AT_LEAST),
        ("80公里左右", Bound.ABOUT),
        ("不到80公里", Bound.AT_MOST),
        ("80 km or less", Bound.AT_MOST),
    ],
)
def test_bounds(text: str, bound: Bound) -> None:
    """A hedge before or after the figure bounds it."""
    one = only(text)
    assert (one.low, one.unit, one.bound) == (80, "km", bound)


def test_range_is_no_change() -> None:
    """A range is one quantity; from–to after a verb of change is two, unit and magnitude shared."""
    one = only("Trains take between 12 and 15 days.")
    assert (one.low, one.high, one.bound) == (12, 15, Bound.RANGE)
    before, after = read("Capacity rose from 17.6 to 27.5 million tons.")
    assert (before.low, before.unit, before.role) == (17_600_000, "t", Role.FROM)
    assert (after.low, after.unit, after.role) == (27_500_000, "t", Role.TO)


def test_equivalents_are_linked_both_ways() -> None:
    """An amount given in two currencies is two quantities that name each other."""
    tenge, dollars = read("The plant cost 12.5 billion tenge (about USD 24 million).")
    assert tenge.equivalent == dollars.span
    assert dollars.equivalent == tenge.span


def test_currencies_before_and_after() -> None:
    """A currency before or after its figure, as a sign, a code or a word."""
    for text in (
        "$5.5 million",
        "USD 5.5m",
        "5.5 million dollars",
        "US$5,500,000",
        "5,5 млн долларов США",
        "550万美元",
        "5.5 million USD",
    ):
        one = only(text)
        assert (one.low, one.unit, one.dimension) == (5_500_000, "USD", "money"), text


def test_subject() -> None:
    """The subject is the noun phrase that the sentence speaks of, with its span."""
    text = "Container throughput of the inland terminal reached 96,000 TEU in 2023."
    one = only(text)
    assert one.subject == "Container throughput of the inland terminal"
    assert one.subject_span is not None
    assert one.subject_span.of(text) == one.subject


def test_long_hostile_strings_end() -> None:
    """Strings made to catch backtracking are read through."""
    for unit in (
        "1,",
        "1 000 ",
        "(1",
        "[1,",
        "million ",
        "一百万",
        "a@",
        "1-",
        "more than ",
        "5 t per ",
        "$",
        "2024-",
        "1\t",
    ):
        text = unit * (20_000 // len(unit))
        holds(text, read(text))


@pytest.mark.parametrize(
    ("word", "unit"),
    [
        ("тонн", "t"),
        ("ДФЭ", "TEU"),
        ("标箱", "TEU"),
        ("tons", "t"),
        ("teu", "TEU"),
        ("поездов", "train"),
        ("tons per year", "t/year"),
        ("км", "km"),
        ("percent", "%"),
        ("тенге", "KZT"),
        ("dollars", "USD"),
        ("жұмыс орны", "job"),
        ("blorbs", None),
        ("", None),
    ],
)
def test_unit_of(word: str, unit: str | None) -> None:
    """A user's word for a unit, in any of the languages, names the canonical unit."""
    assert unit_of(word) == unit


def test_dimensions() -> None:
    """Units know what they measure, compounds too."""
    known = {
        "t": "mass",
        "TEU": "container",
        "KZT": "money",
        "%": "ratio",
        "km2": "area",
        "train": "count",
        "t/year": "mass/duration",
    }
    assert {unit: dimension(unit) for unit in known} == known


def test_members_of_a_list_have_their_own_subjects() -> None:
    """The words behind a member of a list are its subject, with what its clause is about, and not its neighbour's."""
    found = read("There were 1,540 calls: 640 by container ships, 512 by bulk carriers, 388 by tankers.")
    assert [one.subject for one in found[1:]] == ["container ships", "bulk carriers", "tankers"]
    found = read("The average wage is EUR 3,310 for dockers, EUR 2,690 for clerks.")
    assert [one.subject for one in found] == ["average wage · dockers", "average wage · clerks"]
    found = read("Rents climbed 7% in Astana and 4% in Almaty.")
    assert [one.subject for one in found] == ["Rents · Astana", "Rents · Almaty"]


@pytest.mark.parametrize(
    ("text", "planned"),
    [
        ("Air services are to grow to 65 flights a week.", True),
        ("Capacity is due to rise to 90,000 TEU.", True),
        ("The fleet is set to reach 30 ships.", True),
        ("Air services are 65 flights a week.", False),
    ],
)
def test_plans_in_several_words(text: str, planned: bool) -> None:
    """What is to be is a plan, though no single word says so."""
    assert read(text)[-1].planned is planned


@pytest.mark.parametrize(
    ("text", "planned"),
    [
        ("产铜5.3万吨，原计划5.6万吨。", [False, True]),
        ("贸易额为79亿美元，原定目标为82亿美元。", [False, True]),
        ("2024年产量5万吨，将在2025年达6万吨。", [False, True]),
        ("Meters stand at 63% of houses (planned: 70%) and 38% of shops (planned: 35%).", [False, True, False, True]),
        ("The line is 63 km long (planned), the road 70 km.", [True, False]),
        ("Traffic was 62 t, above the 59 t of 2023 but short of the 64 t in our budget.", [False, False, True]),
        ("It paid USD 2.9 billion, less than the USD 3.1 billion which the law had asked for.", [False, True]),
        ("Это меньше и плана (20 млн тонн), и результата 2023 года (21 млн тонн).", [True, False]),
        ("We had planned to invest EUR 62 million and spent EUR 47 million.", [True, False]),
        ("Завод планировал вложить 62 млн евро, но освоил 47 млн евро.", [True, False]),
        ("The town has USD 3 million which it asked for in its budget.", [False]),
    ],
)
def test_a_plan_told_apart_is_not_of_the_figure_before(text: str, planned: list[bool]) -> None:
    """A plan behind a Chinese comma or in brackets of its own is told of its own figure alone."""
    assert [one.planned for one in read(text)] == planned


@pytest.mark.parametrize("name", sorted(lexicon().scaled))
@pytest.mark.parametrize("text", ["1/2{}", "12/34 {}", "5 {}", "“5 {}”", "No. 5 {}, 5-{}", "in {} at 5m {}"])
def test_units_with_a_magnitude_may_stand_anywhere(text: str, name: str) -> None:
    """A unit such as kt is read or passed over and never an error, behind pairs of figures, in titles and notices."""
    written = text.replace("{}", name)
    assert all(one.span.of(written) == one.text for one in read(written))


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Bonded storage will take up 46,000 m².", ["level"]),
        ("The ministry set up 12 working groups and gave up 3 seats.", ["level", "level"]),
        ("Women make up 34% of the staff.", ["share"]),
        ("The port broke down 40 tonnes of old steel.", ["level"]),
        ("Shares ended up 2.3% on Friday.", ["change_up"]),
        ("Demand picked up 3% in May.", ["change_up"]),
        ("Output went up 300 tonnes and stocks came down 40 tonnes.", ["change_up", "change_down"]),
    ],
)
def test_particles_of_verbs(text: str, roles: list[str]) -> None:
    """An "up" or "down" that belongs to its verb tells of no growth; one that tells how far does."""
    assert [one.role.value for one in read(text)] == roles


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Oil fell below $70 a barrel.", ("to", "at_most", "USD/bbl")),
        ("Уровень воды поднялся выше 3 метров.", ("to", "at_least", "m")),
        ("Call drops stayed under 0.4%.", ("level", "at_most", "%")),
        ("Traffic grew by over 40%.", ("change_up", "at_least", "%")),
        ("油价跌破70美元。", ("to", "exact", "USD")),
    ],
)
def test_levels_that_are_passed(text: str, wanted: tuple[str, str, str]) -> None:
    """What falls below or rises above a level reaches it and has not changed by so much."""
    (found,) = read(text)
    assert (found.role.value, found.bound.value, found.unit) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("全程运行2小时40分。", [(160 / 60, "h")]),
        ("1.9 million foot passengers used the ferry.", [(1.9e6, "passenger")]),
        ("The mine employed 5,200 in 1975.", [(5200, "person")]),
        ("Passenger traffic came to 1.4 million.", [(1.4e6, "passenger")]),
        ("Пассажиропоток вырос с 1,9 до 2,1 млн.", [(1.9e6, "passenger"), (2.1e6, "passenger")]),
        ("医院现有床位820张，门票1.2万张。", [(820, "bed"), (12000, "ticket")]),
    ],
)
def test_units_told_by_what_stands_around(text: str, wanted: list[tuple[float, str]]) -> None:
    """Minutes beside hours, people who walk or are employed, flows of travellers, beds before their classifier."""
    assert [(pytest.approx(one.low), one.unit) for one in read(text)] == wanted

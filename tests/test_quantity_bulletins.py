"""Figures as bulletins, tickers, tenders, key-figure boxes and port tables write them; what each sentence needs."""

from __future__ import annotations

import pytest

from qa.quantity import read

#: Text, and the ends and the unit of each figure in it.
SENTENCES = [
    ("212 HV at first, then 45 HRC", [(212, 212, "HV"), (45, 45, "HRC")]),
    ("硬度为210 HV，工期120日历天", [(210, 210, "HV"), (120, 120, "day")]),
    ("The plant has 12 lathes and cut its staff from 90 to 70.", [(12, 12, "lathe"), (90, 90, ""), (70, 70, "")]),
    ("It runs 12 trains and raised the number from 9.", [(12, 12, "train"), (9, 9, "train")]),
    (
        "Выручка – 12 млрд тенге, прибыль – 3 млрд (+1 млрд).",
        [(12e9, 12e9, "KZT"), (3e9, 3e9, "KZT"), (1e9, 1e9, "KZT")],
    ),
    ("Долг составил 1,7х EBITDA.", [(1.7, 1.7, "times")]),
    ("Курс – 493,1 тенге (–1,3).", [(493.1, 493.1, "KZT"), (-1.3, -1.3, "")]),
    ("The ride takes 19 h 05 min.", [(19 + 5 / 60, 19 + 5 / 60, "h")]),
    ("It takes 2h 15m.", [(2.25, 2.25, "h")]),
    ("*STEEL OUTPUT AT 31 MLN T, STOCKS 204 KT", [(31e6, 31e6, "t"), (204e3, 204e3, "t")]),
    ("A coil of 7 T and 9 kt of steel.", [(7, 7, "T"), (9e3, 9e3, "t")]),
    ("A feeder of 2×630 kVA", [(2, 2, ""), (630, 630, "kVA")]),
    ("A hall of 6×12 m", [(6, 6, "m"), (12, 12, "m")]),
    ("вода: 420 мкСм/см", [(420, 420, "μS/cm")]),
    ("Dividend: 12p per share (2023: 11p).", [(12, 12, "penny/share"), (11, 11, "penny")]),
    ("It rises by 2p to 14p a bag.", [(2, 2, "penny"), (14, 14, "penny")]),
    ("Fares were £11.42 (up 36p).", [(11.42, 11.42, "GBP"), (36, 36, "penny")]),
    ("Orders €2.3bn; book-to-bill 1.08.", [(2.3e9, 2.3e9, "EUR"), (1.08, 1.08, "")]),
    ("From day 11 $14 per day.", [(14, 14, "USD/day")]),
    ("860 млрд теңгеге жетті (жоспар – 800 млрд).", [(860e9, 860e9, "KZT"), (800e9, 800e9, "KZT")]),
]


@pytest.mark.parametrize(("text", "wanted"), SENTENCES, ids=[text for text, _ in SENTENCES])
def test_bulletins(text: str, wanted: list[tuple[float, float, str]]) -> None:
    """Each figure has its value and its unit, and nothing else is read."""
    read_there = [(one.low, one.high, one.unit) for one in read(text)]
    assert read_there == [(pytest.approx(low), pytest.approx(high), unit) for low, high, unit in wanted]


#: A change of what is told a day or a year: both levels have the rate that stands behind the second.
CHANGED_RATES = [
    ("Выпуск цеха вырастет с 40 до 65 тонн в сутки.", "t/day"),
    ("Мощность водозабора увеличат со 120 тыс. до 180 тыс. м³ в сутки.", "m3/day"),
    ("Приём вырос с 300 до 420 студентов в год.", "student/year"),
    ("Пропускная способность перехода вырастет с 200 до 450 грузовиков в сутки.", "truck/day"),
    ("Выработку увеличат с 3 до 7 млн кВт·ч в месяц.", "kWh/month"),
    ("Мощность хаба вырастет со 140 тыс. до 240 тыс. ДФЭ в год.", "TEU/year"),
]


@pytest.mark.parametrize(("text", "unit"), CHANGED_RATES, ids=[text for text, _ in CHANGED_RATES])
def test_changed_rates(text: str, unit: str) -> None:
    """Both ends of a change are read with the rate told behind them."""
    assert [one.unit for one in read(text)] == [unit, unit]


def test_ticker_needs_capitals() -> None:
    """Capitals are read otherwise only where all words have them."""
    assert [one.unit for one in read("The MRI of 7 T cost $2 MLN.")] == ["T", "USD"]


TABLES = [
    ("Key figures\t\t2024\nRevenue\tEUR m\t12\nEmployees\tFTE\t30", [(12e6, "EUR"), (30, "employee")]),
    ("Грузы, тыс. т\nГруз\tМай\tС начала года\nЗерно\t214,6\t1 640,2", [(214600, "t"), (1640200, "t")]),
    ("Fees\nService;Unit of charge;Fee (USD)\nPilotage;per GT;0.042\nTowage;per tug;680",
     [(0.042, "USD/GT"), (680, "USD/tug")]),
    ("Sample\tConductivity, W/(m·K)\nS1\t1.32\nS2\t0.97", [(1.32, "W/m/K"), (0.97, "W/m/K")]),
    ("国别（地区）\t9月\n阿曼\t3.5\n越南\t4.5\n单位：亿元", [(3.5e8, "CNY"), (4.5e8, "CNY")]),
    ("Көрсеткіш\tБірлік\t2023\t2024\nХалық\tмың адам\t19\t20", [(19e3, "person"), (20e3, "person")]),
    ("Drug\tTreated\tControl\nFemale, n (%)\t11 (52)\t10 (50)", [(11, ""), (52, "%"), (10, ""), (50, "%")]),
    ("Alloy  Yield (MPa)  Strain (%)\nA1     412 ± 9      14 ± 1\nA2     438 ± 8      12 ± 2",
     [(403, "MPa"), (13, "%"), (430, "MPa"), (10, "%")]),
    ("Train\tDep.\tArr.\tkm\n7\t20:10\t08:50+1\t133\n9\t16:02\t09:15+1\t133", [(133, "km"), (133, "km")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), TABLES, ids=[text.split("\n")[0] for text, _ in TABLES])
def test_tables_of_bulletins(text: str, wanted: list[tuple[float, str]]) -> None:
    """Each cell has its value (of a tolerance the lower end) and the unit that its table tells."""
    assert [(one.low, one.unit) for one in read(text)] == [(pytest.approx(low), unit) for low, unit in wanted]

"""One-to-one scoring of read quantities against annotated ones.

An item is a mapping with `lo`, `hi`, `unit`, `change` ("=", "~", ">", "<", "up", "down"), `start`, `end`; gold items
may be `opt` (neither helps nor hurts). Levels, each by maximum one-to-one matching inside a sentence:

* V: both ends equal (relative tolerance 1e-5); a range equals only the same range.
* VU: V, and the canonical unit equals one of the gold's (alternatives separated by ";").
* VUC: VU, and the same mark of bound or change.
* strict, overlap: the same offsets; at least one character in common.
"""

from __future__ import annotations

import math
import random
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

Item = Mapping[str, Any]
Test = Callable[[Item, Item], bool]
Canon = Callable[[str], str]
#: matched, gold, read of one sentence
Row = tuple[int, int, int]

#: Our canonical unit first, then other names for it: those that libraries use and those that gold files may hold.
_NAMES = (
    "% percent percentage|pp percentage_point|times time x fold|basis_point bp bps|point points|cent cents|"
    "USD dollar us_dollar united_states_dollar|KZT tenge|RUB ruble rouble russian_ruble|EUR euro|CNY yuan renminbi rmb "
    "chinese_yuan|GBP pound_sterling|JPY yen japanese_yen|AUD australian_dollar|INR rupee indian_rupee|CHF swiss_franc|"
    "NOK norwegian_krone|SEK swedish_krona|BRL brazilian_real real|TRY turkish_lira lira|UZS som sum uzbekistani_som|"
    "km kilometre kilometer|m metre meter|cm centimetre centimeter|mm millimetre millimeter|ft foot feet|mi mile|"
    "nmi nautical_mile|AU astronomical_unit|ha hectare|acre acres|mu chinese_mu 亩|m2 square_metre square_meter m²|"
    "km2 square_kilometre square_kilometer km²|m3 cubic_metre cubic_meter m³|L litre liter l|bbl barrel oil_barrel|"
    "t tonne ton metric_ton|kg kilogram kilogramme kilo|g gram gramme|mg milligram|μg microgram µg ug|"
    "lb pound pound-mass|"
    "centner quintal q ц c|dwt deadweight_ton DWT|t-km tonne-kilometre ton-kilometre tkm|"
    "s second sec|min minute|h hour hr|day days|week weeks|month months|year years annum a|ns nanosecond|"
    "degC °C celsius degree_celsius degrees_celsius|degF °F fahrenheit degree_fahrenheit|K kelvin|"
    "W watt|kW kilowatt|MW megawatt|GW gigawatt|kWh kilowatt-hour kilowatt_hour|MWh megawatt-hour megawatt_hour|"
    "GWh gigawatt-hour gigawatt_hour|TWh terawatt-hour terawatt_hour|km/h kilometre_per_hour kilometer_per_hour kph|"
    "Gbit gigabit Gb|TEU teu teus|FEU feu|person people persons 人 человек адам|vehicle 辆 辆次|"
    "aircraft airplane plane|"
    "ship vessel|staff|mmHg|container containers|wagon railcar|truck lorry|household 户"
)
_CANON: dict[str, str] = {}
for _group in _NAMES.split("|"):
    _first, *_others = _group.split()
    for _name in (_first, *_others):
        _CANON[_name.replace("_", " ")] = _first
#: Names whose plural is not made with an s.
_IRREGULAR = {"men": "man", "women": "woman", "children": "child", "sheep": "sheep", "families": "family"}


def _singular(word: str) -> str:
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) > 3 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("ches", "shes", "sses", "xes")):
        return word[:-2]
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def canon(unit: str) -> str:
    """The unit under its one name: our own table, small on purpose; a noun in the singular, lower case."""
    unit = (unit or "").strip()
    if unit in ("", "-", "dimensionless"):
        return ""
    if unit in _CANON:
        return _CANON[unit]
    low = re.sub(r"\s+", " ", unit.lower())
    if low in _CANON:
        return _CANON[low]
    if "/" in low or " per " in low:
        return "/".join(canon(part) for part in re.split(r"\s+per\s+|\s*/\s*", unit))
    words = [_singular(word) for word in re.findall(r"[^\W_][\w-]*", low)]
    phrase = " ".join(words)
    return _CANON.get(phrase, phrase)


def close(a: float, b: float) -> bool:
    """Whether two values are the same figure."""
    return math.isclose(a, b, rel_tol=1e-5, abs_tol=1e-8)


def same_value(gold: Item, read: Item) -> bool:
    """Level V."""
    return close(gold["lo"], read["lo"]) and close(gold["hi"], read["hi"])


def same_unit(gold: Item, read: Item, names: Canon) -> bool:
    """Whether the read unit is one of the gold's."""
    return names(read["unit"]) in {names(unit) for unit in gold["unit"].split(";")}


def same_mark(gold: Item, read: Item) -> bool:
    """Whether bound or direction agree; gold may list alternatives."""
    return (read.get("change") or "=") in (gold.get("change") or "=").split(";")


def strict(gold: Item, read: Item) -> bool:
    """Whether both have the same offsets."""
    return bool(read["start"] == gold["start"] and read["end"] == gold["end"])


def overlap(gold: Item, read: Item) -> bool:
    """Whether both share at least one character."""
    return read["start"] is not None and read["start"] < gold["end"] and gold["start"] < read["end"]


def match(gold: Sequence[Item], read: Sequence[Item], fits: Test) -> dict[int, int]:
    """Gold index to read index of a maximum one-to-one matching, by augmenting paths."""
    owner: dict[int, int] = {}

    def place(i: int, seen: set[int]) -> bool:
        for j, item in enumerate(read):
            if j not in seen and fits(gold[i], item):
                seen.add(j)
                if j not in owner or place(owner[j], seen):
                    owner[j] = i
                    return True
        return False

    for i in range(len(gold)):
        place(i, set())
    return {i: j for j, i in owner.items()}


def settle(gold: Sequence[Item], read: Sequence[Item]) -> tuple[list[Item], list[Item]]:
    """Leave out optional gold items, and what was read that answers nothing but one of them."""
    optional = [item for item in gold if item.get("opt")]
    needed = [item for item in gold if not item.get("opt")]
    if not optional:
        return needed, list(read)
    used = set(match(needed, read, same_value).values())

    def answers_optional(item: Item) -> bool:
        return any(overlap(o, item) if item["start"] is not None else same_value(item, o) for o in optional)

    return needed, [item for j, item in enumerate(read) if j in used or not answers_optional(item)]


def prf(rows: Iterable[Row]) -> tuple[float, float, float]:
    """Precision, recall and F1 in percent over all sentences together (micro-averaged)."""
    right, gold, read = (sum(column) for column in zip((0, 0, 0), *rows, strict=True))
    precision, recall = right / read if read else 0.0, right / gold if gold else 0.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return 100 * precision, 100 * recall, 100 * f1


def interval(rows: Sequence[Row], draws: int) -> tuple[float, float]:
    """95% percentile bootstrap interval of F1, sentences drawn with replacement, always from the same seed."""
    rng = random.Random(7)
    values = sorted(prf(rows[rng.randrange(len(rows))] for _ in rows)[2] for _ in range(draws))
    return values[int(0.025 * draws)], values[int(0.975 * draws)]


def levels(
    pairs: Sequence[tuple[Sequence[Item], Sequence[Item]]], tests: Mapping[str, Test], draws: int = 1000
) -> dict[str, tuple[float, ...]]:
    """For each level its precision, recall, F1 and the two ends of F1's interval."""
    table: dict[str, tuple[float, ...]] = {}
    for name, fits in tests.items():
        rows = [(len(match(gold, read, fits)), len(gold), len(read)) for gold, read in pairs]
        table[name] = (*prf(rows), *interval(rows, draws))
    return table


def value_tests(names: Canon) -> dict[str, Test]:
    """The levels V, VU and VUC under one way of naming units."""

    def vu(gold: Item, read: Item) -> bool:
        return same_value(gold, read) and same_unit(gold, read, names)

    def vuc(gold: Item, read: Item) -> bool:
        return vu(gold, read) and same_mark(gold, read)

    return {"V": same_value, "VU": vu, "VUC": vuc}


def clean(pairs: Sequence[tuple[Sequence[Item], Sequence[Item]]]) -> tuple[int, int]:
    """How many of the sentences without a quantity were left alone, and how many such sentences there are."""
    empty = [read for gold, read in pairs if not gold]
    return sum(not read for read in empty), len(empty)

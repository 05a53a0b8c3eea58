"""Cases from other projects' number tests, brought to one form: a text and the figures that should be read in it.

Layout of the folder (official files, each under its own licence): `recognizers_text/Specs`, `duckling/*.jsonl`,
`nemo_tn/{ru,zh}`, `num2words_tests/*.jsonl`. A case is right when exactly its figures are read, one to one. Figures
are compared as plain values, or, where the case names a unit of length, mass, volume or time, after conversion to a
base unit with the small table below, which is ours and does not come from the reader under test.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from quantities_scoring import close

#: Base units of one name of a unit: seconds, metres, grams, litres.
_FACTORS: dict[str, float] = {
    "second": 1, "s": 1, "minute": 60, "min": 60, "hour": 3600, "h": 3600, "day": 86400, "week": 604800,
    "month": 2592000, "quarter": 7776000, "year": 31536000, "fortnight": 1209600,
    "millimetre": 0.001, "mm": 0.001, "centimetre": 0.01, "cm": 0.01, "decimetre": 0.1, "dm": 0.1, "metre": 1, "m": 1,
    "kilometre": 1000, "km": 1000, "inch": 0.0254, "foot": 0.3048, "ft": 0.3048, "yard": 0.9144, "yd": 0.9144,
    "mile": 1609.344, "mi": 1609.344, "gram": 1, "g": 1, "milligram": 0.001, "mg": 0.001, "kilogram": 1000, "kg": 1000,
    "t": 1e6, "jin": 500, "liang": 50, "pound": 453.59237, "lb": 453.59237, "ounce": 28.349523, "oz": 28.349523,
    "litre": 1, "L": 1, "millilitre": 0.001, "mL": 0.001, "ml": 0.001, "hectolitre": 100, "hL": 100,
    "gallon": 3.785411784, "gal": 3.785411784, "m3": 1000, "%": 0.01,
}  # fmt: skip


@dataclass(frozen=True)
class Case:
    """`figures` are (low, high) pairs, an open end None; `unit` is what they are counted in, or "" for bare values."""

    text: str
    figures: tuple[tuple[float | None, float | None], ...]
    unit: str = ""


def _value(item: dict[str, Any], end: str, unit: str) -> float:
    """One end of what was read, in `unit` where both units are known, else as it stands."""
    factor, base = _FACTORS.get(item["unit"]), _FACTORS.get(unit)
    return float(item[end]) * factor / base if unit and factor and base else float(item[end])


def _same(figure: tuple[float | None, float | None], low: float, high: float) -> bool:
    return all(want is None or close(want, got) for want, got in zip(figure, (low, high), strict=True))


def right(case: Case, read: Sequence[dict[str, Any]]) -> bool:
    """Whether exactly the case's figures were read; parts of one compound ("1 h 30 min") may be added up."""
    wanted = list(case.figures)
    got = [(_value(item, "lo", case.unit), _value(item, "hi", case.unit)) for item in read]
    if len(wanted) == 1 and len(got) > 1 and case.unit:
        got = [(sum(low for low, _ in got), sum(high for _, high in got))]
    if len(wanted) != len(got):
        return False
    for low, high in got:
        hit = next((figure for figure in wanted if _same(figure, low, high)), None)
        if hit is None:
            return False
        wanted.remove(hit)
    return True


_RECOGNIZERS = {
    "Number": ("NumberModel", "PercentModel", "NumberRangeModel", "OrdinalModel"),
    "NumberWithUnit": ("CurrencyModel", "DimensionModel", "AgeModel", "TemperatureModel"),
}


def _bounds(value: str) -> tuple[float | None, float | None]:
    """A resolution: "12", "30%", "[3,5)", "(2,)"."""
    interval = re.fullmatch(r"[\[(]([^,]*),([^,]*)[\])]", value)
    if interval is None:
        number = float(value.rstrip("%"))
        return number, number
    low, high = (float(end) if end else None for end in interval.groups())
    return (high if low is None else low), (low if high is None else high)


def recognizers(folder: Path, language: str) -> Iterator[tuple[str, list[Case]]]:
    """Recognizers-Text specifications of one language, a set a model; open intervals are read as their one end."""
    for group, models in _RECOGNIZERS.items():
        for model in models:
            path = folder / "recognizers_text" / "Specs" / group / language / f"{model}.json"
            if not path.exists():
                continue
            cases = []
            for spec in json.loads(path.read_text(encoding="utf-8-sig")):
                values = [r.get("Resolution", {}).get("value") for r in spec["Results"]]
                try:
                    figures = tuple(_bounds(v) for v in values if v not in (None, "null", ""))
                except ValueError:
                    continue  # a resolution that is no number ("next"): nothing to compare
                cases.append(Case(spec["Input"], figures))
            yield f"recognizers {language} {model}", cases


_DURATION = re.compile(r"DurationData (-?[\d.e]+) (\w+)")
_SIMPLE = re.compile(r"(?:simple|above|under|atLeast|atMost)\s+(\w+)\s+\(?(-?[\d.e]+)")
_BETWEEN = re.compile(r"between\s+(\w+)\s+\((-?[\d.e]+),\s*(-?[\d.e]+)")
_BARE = re.compile(r"(?:NumeralValue|OrdinalData) \(?(-?[\d.e]+)")


def _duckling_case(expected: str, text: str, money: bool) -> Case | None:
    if (m := _BARE.match(expected)) is not None:
        return Case(text, ((float(m[1]), float(m[1])),))
    if (m := _DURATION.match(expected)) is not None:
        return Case(text, ((float(m[1]), float(m[1])),), m[2].lower())
    if (m := _BETWEEN.match(expected)) is not None:
        return Case(text, ((float(m[2]), float(m[3])),), "" if money else m[1].lower())
    if (m := _SIMPLE.match(expected)) is not None:
        return Case(text, ((float(m[2]), float(m[2])),), "" if money else m[1].lower())
    return None


def duckling(folder: Path, language: str) -> Iterator[tuple[str, list[Case]]]:
    """Duckling's corpora of one language, a set a dimension."""
    sets: dict[str, list[Case]] = {}
    for line in (folder / "duckling" / "duckling_examples.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["lang"] == language:
            case = _duckling_case(row["expected"], row["text"], row["dimension"] == "AmountOfMoney")
            if case is not None:
                sets.setdefault(row["dimension"], []).append(case)
    for dimension, cases in sets.items():
        yield f"duckling {language} {dimension}", cases


_MAGNITUDES = {
    "тыс": 1e3, "млн": 1e6, "млрд": 1e9, "трлн": 1e12, "千": 1e3, "万": 1e4, "萬": 1e4, "亿": 1e8, "億": 1e8,
}  # fmt: skip
_WRITTEN = re.compile(
    r"(?P<sign>(?<![^\W\d])[-−]|负|負)?(?:(?P<whole>\d+)又)?(?P<number>\d[\d ,.]*\d|\d)(?:/(?P<below>\d+))?\s?"
    rf"(?P<scale>{'|'.join(_MAGNITUDES)})?"
)


def written_value(written: str, language: str) -> float | None:
    """The value of a figure as NeMo writes it ("1,23 млрд руб.", "¥1.5万", "9又3/4"); None unless there is just one."""
    found = list(_WRITTEN.finditer(written))
    if len(found) != 1:
        return None
    m = found[0]
    digits = m["number"].replace(" ", "")
    if language == "ru":
        thousands = re.fullmatch(r"\d{1,3}(\.\d{3})+", digits)
        digits = digits.replace(".", "") if thousands else digits.replace(",", ".")
    else:
        digits = digits.replace(",", "")
    value = Fraction(digits) / Fraction(m["below"] or 1) + Fraction(m["whole"] or 0)
    return float(value) * _MAGNITUDES.get(m["scale"] or "", 1.0) * (-1 if m["sign"] else 1)


_NEMO = ("cardinal", "decimal", "fraction", "measure", "money", "ordinal")


def nemo(folder: Path, language: str) -> Iterator[tuple[str, list[Case]]]:
    """NeMo's (inverse) text normalisation: spoken and written forms must both be read as the written form's value."""
    for kind in _NEMO:
        for direction, spoken_first in (("data_inverse_text_normalization", True), ("data_text_normalization", False)):
            path = folder / "nemo_tn" / language / direction / f"test_cases_{kind}.txt"
            if not path.exists():
                continue
            cases = []
            for line in path.read_text(encoding="utf-8").splitlines():
                left, _, right_side = line.partition("~")
                # Russian files of both directions keep the spoken form on the left.
                spoken, written = (left, right_side) if spoken_first or language == "ru" else (right_side, left)
                value = written_value(written, language)
                if left and value is not None:
                    cases.append(Case(spoken if spoken_first else written, ((value, value),)))
            yield f"nemo {language} {kind} {'spoken' if spoken_first else 'written'}", cases


def num2words(folder: Path) -> Iterator[tuple[str, list[Case]]]:
    """Number words of num2words' tests; amounts of money are left to the two-currency rule and not compared."""
    sets: dict[str, list[Case]] = {}
    for line in (folder / "num2words_tests" / "number_words.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        kind = row.get("to", "cardinal")
        if kind in ("cardinal", "ordinal"):
            value = float(row["value"])
            sets.setdefault(f"num2words {row['lang']} {kind}", []).append(Case(row["words"], ((value, value),)))
    yield from sets.items()


def all_sets(folder: Path) -> Iterator[tuple[str, list[Case]]]:
    """Every set of the folder, by name."""
    yield from recognizers(folder, "Chinese")
    for language in ("EN", "RU", "ZH"):
        yield from duckling(folder, language)
    for language in ("ru", "zh"):
        yield from nemo(folder, language)
    yield from num2words(folder)

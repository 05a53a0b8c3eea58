"""Figures and periods as people write them."""

from __future__ import annotations

import calendar
import math
from collections.abc import Sequence

from qa.quantity import overlap
from qa.render.labels import label
from qa.types import Answer, Bound, Quantity

#: Letters of a unit that is a word and no symbol, and plurals of their own.
_SHORTEST_WORD = 3
_PLURALS = {
    "person": "people", "man": "men", "woman": "women", "child": "children", "foot": "feet", "times": "times",
    "staff": "staff", "people": "people", "sheep": "sheep", "aircraft": "aircraft", "head": "head", "min": "min",
    "dwt": "dwt", "pkm": "pkm", "mas": "mas", "penny": "pence", "rad": "rad", "bar": "bar", "rpm": "rpm", "ppm": "ppm",
    "ppb": "ppb", "bit": "bits", "half": "halves", "deg": "deg", "sievert": "sievert", "mol": "mol", "mmol": "mmol",
    "mph": "mph", "bpm": "bpm", "bbl": "bbl", "cattle": "cattle", "species": "species", "series": "series",
}  # fmt: skip
_BOUNDS = {Bound.ABOUT: "≈ ", Bound.AT_LEAST: "≥ ", Bound.AT_MOST: "≤ "}


def number(value: float, language: str = "en") -> str:
    """Grouped digits, no trailing zeros, never an exponent below a thousand billion: 1,570,000,000 and 4.5.

    `language` says which signs group digits and stand before fractions: "1 570 000 000" and "4,5" in Russian.
    """
    if value == int(value) and abs(value) < 1e15:
        written = f"{int(value):,}"
    else:
        written = f"{value:,.4f}".rstrip("0").rstrip(".") if abs(value) >= 0.001 else f"{value:.6g}"
    return written.translate(str.maketrans(",.", label("digits", language)))


def figure(quantity: Quantity, scales: Sequence[tuple[float, str]] = (), language: str = "en") -> str:
    """Value, bound and unit of a quantity: "≈ 360,000,000 USD", "10–12 train/day", digits as `language` writes them.

    With `scales` such as (1e6, "million"), largest first, a figure that loses nothing is put so: "≈ 360 million USD".
    """
    if quantity.dimension == "name":
        return " ".join(quantity.text.split())
    low, high, unit = quantity.low, quantity.high, quantity.unit
    if language == "en" and (low, high) != (1, 1):
        unit = _plural(unit)
    for factor, word in scales:
        if max(abs(low), abs(high)) >= factor and _short(low / factor) and _short(high / factor):
            low, high, unit = low / factor, high / factor, f"{word} {unit}".rstrip()
            break
    value = number(low, language) if high == low else f"{number(low, language)}–{number(high, language)}"
    joined = f"{value}{unit}" if unit == "%" else f"{value} {unit}".rstrip()
    return _BOUNDS.get(quantity.bound, "") + joined


def _plural(unit: str) -> str:
    """An English unit that is a word, as it stands behind a number ("projects", "days"); others as they are."""
    if not (unit.isascii() and unit.isalpha() and unit.islower() and len(unit) >= _SHORTEST_WORD):
        return unit
    if unit in _PLURALS:
        return _PLURALS[unit]
    if unit.endswith(("s", "x", "ch", "sh")):
        return unit if unit.endswith("s") else f"{unit}es"
    return f"{unit[:-1]}ies" if unit.endswith("y") and unit[-2] not in "aeiou" else f"{unit}s"


def _short(value: float) -> bool:
    """Whether three decimals say all of it."""
    return math.isclose(value, round(value, 3), rel_tol=1e-12, abs_tol=0.0)


def period(iso: str | None) -> str:
    """An ISO interval in the shortest form that says the same: 2024, 2024 Q1, 2016–2024, 2025-05-15; "" for None."""
    if not iso:
        return ""
    start, _, end = iso.partition("/")
    end = end or start
    if start == end:
        return start
    (y1, m1, d1), (y2, m2, d2) = _parts(start), _parts(end)
    whole_months = d1 == 1 and d2 == calendar.monthrange(y2, m2)[1]
    if whole_months and (m1, m2) == (1, 12):
        return str(y1) if y1 == y2 else f"{y1}–{y2}"
    if whole_months and y1 == y2:
        if m2 - m1 == 2 and m1 % 3 == 1:
            return f"{y1} Q{m1 // 3 + 1}"
        return f"{y1}-{m1:02}" if m1 == m2 else f"{y1}-{m1:02}–{m2:02}"
    return f"{start} – {end}"


def other_period(answer: Answer, language: str) -> str:
    """A sentence that says so where the headline's figure is of another period than was asked about; "" elsewhere."""
    quantity = answer.headline.quantity if answer.headline else None
    asked = answer.query.period if answer.query else None
    if quantity is None or not quantity.period or not asked or overlap(asked, quantity.period):
        return ""
    return label("other_period", language, asked=period(asked), given=period(quantity.period))


def _parts(day: str) -> tuple[int, int, int]:
    year, month, date = [*day.split("-"), "1", "1"][:3]
    return int(year), int(month), int(date)

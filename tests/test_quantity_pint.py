"""Our table of conversions against pint, which knows units well and takes longer to import than we take to be ready."""

from __future__ import annotations

import math
from itertools import groupby

import pint
import pytest

from qa.quantity import convert
from qa.quantity.lexicon import lexicon

REGISTRY = pint.UnitRegistry()
#: Pint's name, or an expression of pint's units, where ours is another.
PINT = {
    "ly": "light_year", "AU": "astronomical_unit", "pc": "648000 / pi * astronomical_unit",
    "kpc": "648e6 / pi * astronomical_unit", "Mpc": "648e9 / pi * astronomical_unit", "Å": "angstrom",
    "nmi": "nautical_mile", "sqm": "meter ** 2", "acre": "43560 * foot ** 2",  # the international acre
    "mu": "meter ** 2 * 2000 / 3", "L": "liter", "gal": "gallon", "bbl": "oil_barrel", "fl oz": "fluid_ounce",
    "t": "metric_ton", "quintal": "100 * kilogram", "jin": "kilogram / 2", "lb": "pound", "oz": "ounce",
    "short ton": "short_ton", "long ton": "long_ton", "dwt": "metric_ton", "Da": "dalton", "kDa": "kilodalton",
    "M☉": "1.98841e30 * kilogram",  # IAU 2015 nominal GM of the sun by CODATA 2018's G; pint has no such unit
    "M⊕": "5.9722e24 * kilogram",  # IAU 2015 nominal GM of the earth by CODATA 2018's G
    "R⊕": "6.371e6 * meter",  # its mean radius
    "troy oz": "troy_ounce", "acre-foot": "43560 * foot ** 3",  # of the international foot
    "R☉": "6.957e8 * meter",  # IAU 2015 nominal radius of the sun; pint has no such unit
    "min": "minute", "h": "hour", "quarter": "year / 4", "decade": "10 * year", "century": "100 * year",
    "Ma": "1e6 * year", "ka": "1e3 * year", "Ga": "1e9 * year", "%": "percent", "‰": "permille",
    "ppb": "percent / 1e7", "deg": "degree", "arcmin": "arcminute", "arcsec": "arcsecond",
    "mas": "arcsecond / 1000", "rad": "radian", "mrad": "radian / 1000", "km/h": "kilometer / hour",
    "mph": "mile / hour", "hp": "horsepower", "cal": "calorie", "kcal": "kilocalorie", "Btu": "Btu_it",
    "MMBtu": "1e6 * Btu_it", "Ah": "ampere_hour", "mAh": "ampere_hour / 1000", "Ω": "ohm", "rpm": "1 / minute",
    "bpm": "1 / minute", "Nm": "newton * meter", "M": "molar", "KB": "1000 * byte", "Torr": "torr",
    "mTorr": "millitorr", "Gbit/s": "gigabit / second", "Mbit/s": "megabit / second",
}  # fmt: skip
#: Dimensions of our own, which pint does not have: what is shipped, counted, pointed or scored.
OWN = frozenset({
    "container", "transport work", "count", "multiple", "level", "activity", "points", "tonnage", "temperature",
    "money",
})  # fmt: skip
_POWERS = {"2": " ** 2", "3": " ** 3"}


def in_pint(name: str) -> pint.Quantity:
    """One of our units as a quantity of pint's."""
    if name not in PINT and name[-1] in _POWERS:
        name = f"{PINT.get(name[:-1], name[:-1])}{_POWERS[name[-1]]}"
    quantity = REGISTRY.parse_expression(PINT.get(name, name.replace("Ω", "ohm")))
    return quantity if isinstance(quantity, pint.Quantity) else REGISTRY.Quantity(quantity)


def by_dimension() -> list[tuple[str, list[str]]]:
    """Every unit of the tables that has a factor, by dimension."""
    known = sorted(
        (unit.dimension, name)
        for name, unit in lexicon().units.items()
        if unit.factor is not None and unit.dimension not in OWN
    )
    return [(dimension, [name for _, name in group]) for dimension, group in groupby(known, key=lambda one: one[0])]


@pytest.mark.parametrize(("dimension", "names"), by_dimension(), ids=[one for one, _ in by_dimension()])
def test_every_conversion_is_pints(dimension: str, names: list[str]) -> None:
    """Within a dimension, each unit converts into each other as pint does, to twelve digits."""
    theirs = {name: in_pint(name) for name in names}
    for source in names:
        for target in names:
            ratio = (theirs[source] / theirs[target]).to("dimensionless").magnitude
            assert convert(1.0, source, target) == pytest.approx(ratio, rel=1e-12, abs=0), (dimension, source, target)


@pytest.mark.parametrize("value", [-459.67, -40.0, 0.0, 21.5, 100.0, 5778.0])
def test_temperatures_are_pints(value: float) -> None:
    """Degrees, which do not share a zero, convert as pint does."""
    names = {"degC": "degC", "degF": "degF", "K": "kelvin"}
    for source, theirs in names.items():
        for target, other in names.items():
            expected = REGISTRY.Quantity(value, theirs).to(other).magnitude
            assert convert(value, source, target) == pytest.approx(expected, rel=1e-12, abs=1e-9), (source, target)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("km/h", "m/s"),
        ("t/year", "kg/day"),
        ("m3/s", "m3/day"),
        ("kWh/year", "kWh/day"),
        ("mmol/L", "μmol/mL"),
        ("GWh", "TJ"),
        ("kg/m3", "g/cm3"),
        ("bbl/day", "t/year"),
    ],
)
def test_rates_are_pints(source: str, target: str) -> None:
    """Quotients convert part by part as pint does, and not at all where pint finds another dimension."""
    try:
        whole = [
            math.prod([in_pint(part) ** (1 if i == 0 else -1) for i, part in enumerate(unit.split("/"))])
            for unit in (source, target)
        ]
        expected = 3.0 * (whole[0] / whole[1]).to("dimensionless").magnitude
    except pint.DimensionalityError:
        assert convert(3.0, source, target) is None
        return
    assert convert(3.0, source, target) == pytest.approx(expected, rel=1e-12, abs=0)


def test_own_units_do_not_convert_into_others() -> None:
    """A TEU is half an FEU and nothing else; currencies convert into nothing."""
    assert convert(1.0, "FEU", "TEU") == 2.0
    assert convert(1.0, "TEU", "t") is None
    assert convert(1.0, "TEU", "container") is None
    assert convert(1.0, "USD", "KZT") is None

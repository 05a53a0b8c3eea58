"""Canonical units: what they measure, and how one converts into another. Currencies never convert."""

from __future__ import annotations

from functools import lru_cache

from qa.quantity.counted import UnitPhrase
from qa.quantity.lexicon import lexicon
from qa.quantity.tokens import Token, tokenise
from qa.quantity.unitphrase import UnitPhrases

#: Degrees do not share a zero: value in kelvin = value × factor + offset.
_OFFSETS = {"degC": 273.15, "degF": 459.67 * 5 / 9, "K": 0.0}
_POWERS = {"2": 2, "3": 3, "4": 4}
_NAMED = {"length2": "area", "length3": "volume", "length/duration": "speed", "money/money": "ratio"}


def _parts(unit: str) -> list[str]:
    return unit.split("/")


def _single(name: str) -> tuple[str, float | None]:
    """Dimension and factor of one name without a quotient ("km2", "kg·m")."""
    units = lexicon().units
    if name in units:
        return units[name].dimension, units[name].factor
    if "·" in name:
        known = [_single(part) for part in name.split("·")]
        factor: float | None = 1.0
        for _, one in known:
            factor = None if factor is None or one is None else factor * one
        return "·".join(dimension for dimension, _ in known), factor
    if name[-1:] in _POWERS and name[:-1] in units:
        base = units[name[:-1]]
        dimension = f"{base.dimension}{name[-1]}"
        return _NAMED.get(dimension, dimension), None if base.factor is None else base.factor ** _POWERS[name[-1]]
    return "count", None


def dimension(unit: str) -> str:
    """What a canonical unit measures: "mass", "container", "money", "container/duration"; "count" for counted nouns."""
    units = lexicon().units
    if unit in units:
        return units[unit].dimension
    joined = "/".join(_single(part)[0] if part else "count" for part in _parts(unit))
    return _NAMED.get(joined, joined)


def _factor(unit: str) -> float | None:
    units = lexicon().units
    if unit in units:
        return units[unit].factor
    head, *rest = _parts(unit)
    factor = _single(head)[1]
    for part in rest:
        below = _single(part)[1]
        if factor is None or not below:
            return None
        factor /= below
    return factor


def convert(value: float, from_unit: str, to_unit: str) -> float | None:
    """`value` in another unit of the same dimension, or None where there is no fixed rate between the two.

    Rates of counted things convert in the part that has a factor ("TEU/year" to "TEU/month"); currencies and counted
    nouns only into themselves.
    """
    if from_unit == to_unit:
        return value
    if from_unit in _OFFSETS and to_unit in _OFFSETS:
        units = lexicon().units
        kelvin = value * (units[from_unit].factor or 1) + _OFFSETS[from_unit]
        return (kelvin - _OFFSETS[to_unit]) / (units[to_unit].factor or 1)
    if dimension(from_unit) != dimension(to_unit):
        return None
    ours, theirs = _factor(from_unit), _factor(to_unit)
    if ours is not None and theirs is not None:
        return value * ours / theirs
    (head, *rest), (other, *others) = _parts(from_unit), _parts(to_unit)
    if head == other and len(rest) == len(others) == 1:
        scaled = convert(1.0, others[0], rest[0])
        return None if scaled is None else value * scaled
    return None


def _known(found: UnitPhrase, tokens: list[Token]) -> bool:
    """Whether a unit is in the tables, and no noun that happens to stand there."""
    if not found.counted or "/" in found.name or found.name in lexicon().units:
        return True
    return lexicon().nouns.at(tokens, 0) is not None


def unit_of(words: str) -> str | None:
    """The canonical unit for a user's word ("тонн" → "t", "标箱" → "TEU", "tons per year" → "t/year"), or None."""
    tokens = tokenise(words.strip())
    if not tokens:
        return None
    known = lexicon()
    found = UnitPhrases(tokens, known).at(0)
    if found is not None and found.end == len(tokens) and _known(found, tokens):
        return found.name
    noun = known.nouns.at(tokens, 0)
    if noun is not None and noun[0] == len(tokens):
        return str(noun[1])
    upper = words.strip()
    return upper if upper in known.units else _in_any_case().get(upper.lower())


@lru_cache(maxsize=1)
def _in_any_case() -> dict[str, str]:
    """The units by their names in small letters; of two that differ in case only, the first."""
    return {name.lower(): name for name in reversed(lexicon().units)}

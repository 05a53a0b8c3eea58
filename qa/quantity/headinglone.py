"""Units that only their heading makes units: one letter ("Current (A)", "Fare (p)") or a word ("Median age")."""

from __future__ import annotations

import re
from collections.abc import Iterable

from qa.quantity.counted import singular
from qa.quantity.headingrates import PRICE
from qa.quantity.lexicon import lexicon
from qa.quantity.measures import Measure, exactly
from qa.quantity.units import dimension

#: Headings of electric currents, and of times, whose unit one letter tells.
_CURRENT = re.compile(r"\b(?:current|amperage|ток[аи]?|сила тока)\b|电流", re.I)
_TIME = re.compile("时间|时长|历时|用时|停留|停站")
_PER_SHARE = re.compile(r"\beps\b", re.I)
#: What is reckoned in years without saying so.
_YEARS = re.compile(
    r"(?:(?:mean|median|average|avg\.?) age|age at |life expectancy|средний возраст|возраст вступления"
    r"|(?:ожидаемая|средняя) продолжительность жизни|орташа жас|(?:күтілетін )?өмір сүру ұзақтығы"
    r"|平均年龄|(?:人均|平均)?(?:预期)?寿命)",
    re.I,
)
_AGE = frozenset({"age", "ages", "возраст", "жасы", "年龄"})
#: Plurals behind a comma or in brackets that are units there, and too much else elsewhere.
_COUNTED = frozenset({
    "seats", "visits", "trips", "tickets", "calls", "rooms", "places", "tests", "orders", "slots", "plots", "sites",
    "stalls", "entries", "matches", "games", "pages", "words", "lots", "sets", "packs", "bottles", "boxes", "bags",
})  # fmt: skip
#: 元/张: paid for a piece of what the heading names.
_PER_PIECE = re.compile("(.{1,6})/\\s?[\u4e00-\u9fff]")


def lone(plain: str, parts: Iterable[str]) -> Measure | None:
    """The unit of a heading whose `parts`, in brackets or behind commas, tell none by themselves."""
    for part in parts:
        if part in {"A", "А"} and _CURRENT.search(plain):
            return Measure("A")
        if part == "p" and (PRICE.search(plain) or _PER_SHARE.search(plain)):
            return Measure("penny")
        if part == "分" and _TIME.search(plain):
            return Measure("min")
        if part in _COUNTED:
            return Measure(singular(part))
        paid = _PER_PIECE.fullmatch(part)
        found = exactly(paid[1]) if paid is not None else None
        if found is not None and dimension(found.unit) == "money":
            return found
    return Measure("year") if _YEARS.match(plain) or plain.lower() in _AGE else None


def alternative(outer: Measure | None, inner: Measure | None) -> bool:
    """Whether a bracket only tells the unit before it in another one of its dimension: «Мощность, кВт (л.с.)»."""
    if outer is None or inner is None or outer.unit == inner.unit:
        return False
    measured = dimension(outer.unit)
    return (
        measured == dimension(inner.unit)
        and measured not in {"count", "", "money", "container"}
        and bool(lexicon().units.get(outer.unit))
    )

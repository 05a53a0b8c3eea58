"""The readers that are compared: ours, quantulum3, and a plain regular expression of about forty lines.

Each takes a sentence (and the date of its document) and returns items as `quantities_scoring` describes them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

Reader = Callable[[str, str | None], list[dict[str, Any]]]

_MARKS = {"about": "~", "at_least": ">", "at_most": "<"}
_MOVES = {"change_up": "up", "change_down": "down"}


def mark(bound: str, role: str) -> str:
    """One mark for bound and direction, as in the public sets: the bound where there is one, else the direction."""
    return _MARKS.get(bound) or _MOVES.get(role, "=")


def ours(text: str, published: str | None = None) -> list[dict[str, Any]]:
    """`qa.quantity.read`."""
    from qa.quantity import read

    return [
        {
            "lo": q.low,
            "hi": q.high,
            "unit": q.unit,
            "dimension": q.dimension,
            "change": mark(q.bound, q.role),
            "start": q.span.start,
            "end": q.span.end,
            "bound": str(q.bound),
            "role": str(q.role),
            "period": q.period,
            "subject": q.subject,
            "planned": q.planned,
        }
        for q in read(text, published=published)
    ]


def quantulum(text: str, published: str | None = None) -> list[dict[str, Any]]:
    """quantulum3 without its optional classifier, with which it scored lower on most sets; uncertainty: a range."""
    from quantulum3 import classifier, parser

    classifier.USE_CLF = False

    try:
        found = parser.parse(text)
    except Exception:  # it raises on some inputs; an extractor that fails has read nothing
        return []
    items = []
    for q in found:
        spread = q.uncertainty or 0
        low, high = sorted((q.value - spread, q.value + spread))
        start, end = q.span
        items.append({"lo": low, "hi": high, "unit": q.unit.name, "change": "=", "start": start, "end": end})
    return items


#: Words of hedging, which MeasEval's annotators took into a quantity; the public value sets and we leave them out.
_HEDGE = re.compile(
    r"(?:\b(?:about|approximately|approx\.?|around|circa|ca\.?|up to|more than|less than|fewer than|greater than|"
    r"at least|at most|over|under|above|below|nearly|almost|roughly|between|from|within|only|on average|"
    r"as much as|after|before)"
    r"|[~∼≈<>≤≥≲≳])\s*$",
    re.IGNORECASE,
)
_JOINED = re.compile(r"\s*(?:,|,?\s*(?:and|or|to)|[–-])\s*")
#: What is left of a count without its noun: up to the last digit and a magnitude, or one number word.
_FIGURE = re.compile(
    r"(?:[^\d]{0,20}\d.*\d|[^\d]{0,20}\d|(?:at least |about |over |more than )?[^\W\d]+(?:-[^\W\d]+)?)"
    r"(?: (?:thousand|million|billion))?",
    re.IGNORECASE,
)
#: The longest hedge above, and a space.
_HEDGE_LENGTH = 16


def as_measeval(text: str, items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same readings with spans as MeasEval draws them.

    Hedges taken in, ends and lists of one unit in one span, and the noun that is counted ("20 departments") left out.
    """
    merged: list[dict[str, Any]] = []
    for item in sorted(items, key=lambda one: (one["start"], one["end"])):
        if item.get("dimension") == "count" and (figure := _FIGURE.match(text, item["start"], item["end"])):
            item = {**item, "end": figure.end()}
        last = merged[-1] if merged else None
        between = text[last["end"] : item["start"]] if last else ""
        if last and last["unit"] == item["unit"] and _JOINED.fullmatch(between):
            last.update(end=item["end"], hi=max(last["hi"], item["hi"]))
            continue
        hedge = _HEDGE.search(text, max(0, item["start"] - _HEDGE_LENGTH), item["start"])
        merged.append({**item, "start": hedge.start() if hedge else item["start"]})
    return merged


_NUMBER = r"[-−+]?\d+(?:[ ,\u00a0]\d{3})*(?:[.,]\d+)?"
_SCALES = {
    "thousand": 1e3, "k": 1e3, "million": 1e6, "mln": 1e6, "m": 1e6, "billion": 1e9, "bn": 1e9, "trillion": 1e12,
    "тыс.": 1e3, "тысяч": 1e3, "млн": 1e6, "млрд": 1e9, "трлн": 1e12, "мың": 1e3, "миллион": 1e6, "миллиард": 1e9,
    "万": 1e4, "亿": 1e8,
}  # fmt: skip
_SYMBOLS = {"$": "USD", "€": "EUR", "£": "GBP", "₸": "KZT", "¥": "JPY"}
_SCALE = "|".join(sorted(map(re.escape, _SCALES), key=len, reverse=True))
_PLAIN = re.compile(
    rf"(?P<hedge>~|about |around |more than |over |up to |около |более |свыше |до )?"
    rf"(?P<money>US\$|[$€£₸¥]|(?:USD|EUR|KZT|GBP) )?\s?"
    rf"(?P<low>{_NUMBER})(?:\s?(?:–|-|to)\s?(?P<high>{_NUMBER}))?"
    rf"\s?(?P<scale>(?:{_SCALE})(?![a-zа-я]))?"
    rf"\s?(?P<unit>%|°C|percent|(?:[^\W\d_]+(?:\s?/\s?[^\W\d_]+)?))?",
    re.IGNORECASE,
)
_HEDGES = {"~": "~", "about": "~", "around": "~", "около": "~", "up to": "<", "до": "<"}


def _value(digits: str) -> float:
    digits = digits.replace("−", "-").replace("\u00a0", "").replace(" ", "")
    if re.search(r",\d{3}(?!\d)", digits):
        digits = digits.replace(",", "")
    return float(digits.replace(",", "."))


def plain(text: str, published: str | None = None) -> list[dict[str, Any]]:
    """The regular expression somebody writes in an afternoon: number, range, magnitude, next word as the unit."""
    items = []
    for m in _PLAIN.finditer(text):
        if not m["money"] and not m["unit"] and not m["scale"] and re.fullmatch(r"(1[89]|20)\d\d", m["low"]):
            continue  # a bare year
        scale = _SCALES.get((m["scale"] or "").lower(), 1.0)
        low, high = _value(m["low"]) * scale, _value(m["high"] or m["low"]) * scale
        money = (m["money"] or "").strip().upper().replace("US$", "$")
        unit = _SYMBOLS.get(money, money) or (m["unit"] or "").strip()
        hedge = (m["hedge"] or "").strip().lower()
        items.append(
            {
                "lo": min(low, high),
                "hi": max(low, high),
                "unit": unit,
                "change": _HEDGES.get(hedge, ">" if hedge else "="),
                "start": m.start("money") if m["money"] else m.start("low"),
                "end": m.end(),
            }
        )
    return items


#: Name in the table to reader, in the order printed.
READERS: dict[str, Reader] = {"ours": ours, "quantulum3": quantulum, "regex": plain}

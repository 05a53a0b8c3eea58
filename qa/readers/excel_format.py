"""Cell values as Excel shows them under their number format.

Format language: ECMA-376 part 1, 18.8.31. What is missing (fractions, conditions on sections) falls back to the plain
value, which is never wrong, only less rounded.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal

_QUOTED = re.compile(r'"([^"]*)"|\\(.)')
_PADDING = re.compile(r"_.|\*.")
_CURRENCY = re.compile(r"\[\$([^\-\]]*)(?:-[^\]]*)?\]")
_BRACKETS = re.compile(r"\[(?!h+\]|m+\]|s+\])[^\]]*\]", re.IGNORECASE)
#: Floating-point numbers have about so many exact digits; larger ones are shown with an exponent.
_EXACT = 1e15
_DIGITS = re.compile(r"[#0?][#0?,.]*(?:E[+-][#0?]+)?")
_DATE_PARTS = re.compile(r"y+|m+|d+|h+|s+|AM/PM", re.IGNORECASE)
#: Formats whose look depends on the reader's country: shown as ISO dates, which nobody misreads.
_LOCAL_DATES = frozenset(("mm-dd-yy", "m/d/yy", "m/d/yyyy", "mm/dd/yy", "mm/dd/yyyy", "d/m/yy", "general", "@"))
_MONTHS = tuple(date(2000, month, 1).strftime("%B") for month in range(1, 13))


def display(value: object, number_format: str) -> str:
    """`value` as a cell with `number_format` shows it."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime | date):
        return _date(value, number_format)
    if isinstance(value, time | timedelta):
        return str(value)
    if isinstance(value, int | float):
        return _number(value, number_format)
    return str(value)


def _date(value: datetime | date, number_format: str) -> str:
    moment = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)
    pattern = number_format.split(";")[0].lower()
    has_time = moment.time() != time(0)
    if pattern in _LOCAL_DATES or "y" not in pattern:
        return moment.strftime("%Y-%m-%d %H:%M" if has_time else "%Y-%m-%d")
    literals: list[str] = []

    def keep(match: re.Match[str]) -> str:
        literals.append(match.group(1) or match.group(2) or "")
        return f"\x01{len(literals) - 1}\x01"

    plain = _BRACKETS.sub("", _CURRENCY.sub("", _QUOTED.sub(keep, number_format.split(";")[0])))
    shown = _DATE_PARTS.sub(lambda match: _date_part(moment, match, plain), plain)
    return re.sub("\x01(\\d+)\x01", lambda match: literals[int(match.group(1))], shown).strip()


def _date_part(moment: datetime, match: re.Match[str], pattern: str) -> str:
    part = match.group().lower()
    minutes = part in ("m", "mm") and (
        pattern[: match.start()].rstrip(":. ").lower().endswith("h")
        or pattern[match.end() :].lstrip(":. ").lower().startswith("s")
    )
    if minutes:
        return f"{moment.minute:02d}"
    hour = moment.hour % 12 or 12 if "am/pm" in pattern.lower() else moment.hour
    table = {
        "yyyy": f"{moment.year}",
        "yy": f"{moment.year % 100:02d}",
        "mmmm": _MONTHS[moment.month - 1],
        "mmm": _MONTHS[moment.month - 1][:3],
        "mm": f"{moment.month:02d}",
        "m": f"{moment.month}",
        "dddd": moment.strftime("%A"),
        "ddd": moment.strftime("%a"),
        "dd": f"{moment.day:02d}",
        "d": f"{moment.day}",
        "hh": f"{hour:02d}",
        "h": f"{hour}",
        "ss": f"{moment.second:02d}",
        "s": f"{moment.second}",
        "am/pm": "AM" if moment.hour < 12 else "PM",
    }
    return table.get(part, f"{moment.year}" if part.startswith("y") else match.group())


def _general(value: int | float) -> str:
    """A number in the General format: at most eleven digits."""
    return str(value) if isinstance(value, int) else f"{value:.11g}" if abs(value) < 1e11 else f"{value:.10g}"


def _number(value: int | float, number_format: str) -> str:
    sections = _sections(number_format)
    section, shown = sections[0], value
    if value < 0 and len(sections) > 1:
        section, shown = sections[1], -value
    elif value == 0 and len(sections) > 2:
        section = sections[2]
    literals: list[str] = []

    def keep(match: re.Match[str]) -> str:
        literals.append(match.group(1) or match.group(2) or "")
        return f"\x01{chr(0xE000 + len(literals) - 1)}"

    plain = _BRACKETS.sub("", _CURRENCY.sub(lambda m: f"{m.group(1)}", _PADDING.sub("", _QUOTED.sub(keep, section))))
    digits = _DIGITS.search(plain)
    if digits is None:
        text = _general(value) if not literals or "general" in plain.lower() else plain
        return _restore(
            re.sub("general", lambda _: _general(value), plain, flags=re.I) if "general" in plain.lower() else text,
            literals,
        )
    if "/" in plain:
        return _general(value)
    text = _digits(shown * 100 if "%" in plain else shown, digits.group())
    return _restore(plain[: digits.start()] + text + plain[digits.end() :], literals).strip()


def _restore(text: str, literals: list[str]) -> str:
    return re.sub("\x01(.)", lambda match: literals[ord(match.group(1)) - 0xE000], text)


def _sections(number_format: str) -> list[str]:
    """The parts of a format for positive, negative, zero; semicolons within quotes part nothing."""
    return re.split(r';(?=(?:[^"]*"[^"]*")*[^"]*$)', number_format)


def _digits(value: float, pattern: str) -> str:
    """`value` under a pattern of digit placeholders, thousands commas and a decimal point."""
    scaled = len(pattern) - len(pattern.rstrip(","))
    value = value / 1000**scaled
    pattern = pattern.rstrip(",")
    exponent = re.search(r"E[+-]", pattern)
    if exponent or abs(value) >= _EXACT:
        places = pattern[: exponent.start() if exponent else None].partition(".")[2]
        return f"{value:.{len(places)}E}"
    whole, _, places = pattern.partition(".")
    least = places.count("0")
    # Excel rounds halves away from zero, in decimal digits; Python's own formatting does neither.
    exact = Decimal(repr(value)).quantize(Decimal(1).scaleb(-len(places)), ROUND_HALF_UP)
    text = f"{exact:,f}" if "," in whole else f"{exact:f}"
    if least < len(places):
        head, _, tail = text.partition(".")
        tail = tail[:least] + tail[least:].rstrip("0")
        text = f"{head}.{tail}" if tail else head
    return text

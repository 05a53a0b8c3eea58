"""The work of reading grows with the length of the text, whatever the text: counted in calls and lines, not seconds."""

from __future__ import annotations

import importlib
import pkgutil
import re
import sys
from collections.abc import Iterator
from functools import cache
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser as sre_parse  # type: ignore[attr-defined]
from typing import Any

import pytest

import qa.quantity
from qa.quantity import calendarforms, read

#: Pieces that make backtracking or looking back slow when repeated, in four languages.
HOSTILE = (
    "1", "1,", "1 ", "1.", "1-", "1–2 ", "1/", "1e", "$", "$1 ", "from 1 to ", "1 million ", "two ", "hundred and ",
    "minus ", "~", "up to ", "не менее ", "двадцать ", "тысяч ", "мың ", "一", "百", "万", "两三", "1万", "每", "每1元",
    "(", "(1", "1)", "[1]", "1%", "±1 ", "1 x ", " ", "\t", "\n", "1\t", "| ", "|1", "a", "per ", "1 per ", "km/h",
    "2020-", "in 2020 ", "Q1 ", "Table 1 ", "https://a", "a@b.", "№ 1 ", "x^", "10^", "10^{", "1'", "5'1\" ",
    "one in ", "1 in 2 ", "number of ", "number of ships ", "1 (", "(1) ", "120/80 ", "1-2, ", "1 из ", "саны ", "两亿",
    "between May and ", "of 2024 ", "old 1 ", "A. 1 ", "Rev. 1, 2–3 ", "1-бап ", "1 типа ", "数", "3点", "由", "至",
)  # fmt: skip
#: Calls at twice the length, by those at once: 2, and a little for what starts late in a text.
_LINEAR = 2.3
#: The same of lines, of which there are more: a loop back over all figures before gave 2.24 to 2.31.
_LOOPS = 2.15


@cache
def work(text: str) -> tuple[int, int]:
    """How many functions, Python's and C's, reading a text calls, and how many lines of Python it runs."""
    calls = lines = 0

    def call(frame: Any, event: str, argument: Any) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"}

    def line(frame: Any, event: str, argument: Any) -> Any:
        nonlocal lines
        lines += event == "line"
        return line

    sys.setprofile(call)
    sys.settrace(line)
    try:
        read(text)
    finally:
        sys.settrace(None)
        sys.setprofile(None)
    return calls, lines


def grown(piece: str) -> tuple[tuple[int, int], tuple[int, int]]:
    """The work on 800 characters of a piece and on 1,600."""
    read(piece)  # tables and caches are filled once
    return work(piece * (800 // len(piece))), work(piece * (1600 // len(piece)))


@pytest.mark.parametrize("piece", HOSTILE)
def test_work_grows_with_length(piece: str) -> None:
    """Twice as much of a hostile piece takes about twice as many calls."""
    (short, _), (long, _) = grown(piece)
    assert long <= _LINEAR * short + 200, (short, long)


@pytest.mark.parametrize("piece", HOSTILE)
def test_loops_grow_with_length(piece: str) -> None:
    """Twice as much of a hostile piece runs about twice as many lines: loops that call nothing count here."""
    (_, short), (_, long) = grown(piece)
    assert long <= _LOOPS * short + 400, (short, long)


def patterns() -> Iterator[tuple[str, str]]:
    """Every regular expression of the package: those of its modules, and those made of the table of periods."""
    for module in pkgutil.iter_modules(qa.quantity.__path__):
        for name, value in vars(importlib.import_module(f"qa.quantity.{module.name}")).items():
            if isinstance(value, re.Pattern):
                yield f"{module.name}.{name}", value.pattern
    for number in range(len(calendarforms._kinds())):
        yield f"periods {number}", calendarforms.expression(number).pattern.pattern


def repeats(parsed: Any, inside: tuple[Any, ...] = ()) -> Iterator[tuple[Any, tuple[Any, ...]]]:
    """Each unbounded repetition of a parsed expression, and the bodies of those around it."""
    for code, argument in parsed:
        if code in {sre.MAX_REPEAT, sre.MIN_REPEAT}:
            unbounded = argument[1] == sre.MAXREPEAT
            if unbounded:
                yield argument[2], inside
            yield from repeats(argument[2], (*inside, argument[2]) if unbounded else inside)
        elif code is sre.SUBPATTERN:
            yield from repeats(argument[3], inside)
        elif code is sre.BRANCH:
            for branch in argument[1]:
                yield from repeats(branch, inside)
        elif code in {sre.ASSERT, sre.ASSERT_NOT}:
            yield from repeats(argument[1], inside)


def starts_with(body: Any) -> Any:
    """The one character or set that a body must begin with, or None."""
    code, argument = body[0]
    while code is sre.SUBPATTERN:
        code, argument = argument[3][0]
    if code is sre.IN:
        return argument
    return [(code, argument)] if code in {sre.LITERAL, sre.NOT_LITERAL, sre.ANY} else None


#: Characters of every kind that the expressions tell apart.
_SAMPLE = "".join(map(chr, range(0x20, 0x600))) + "\u2009\u202f\u2007\u3000、，。．一万年月ａ１²₂…’“”–—−‑"


def test_no_expression_can_backtrack_without_end() -> None:
    """A repetition within a repetition is parted by a character that the inner one cannot take."""
    nested = 0
    for name, pattern in patterns():
        for body, around in repeats(sre_parse.parse(pattern)):
            for outer in around:
                nested += 1
                first = starts_with(outer)
                assert first is not None, f"{name}: what parts the inner repetitions?"
                inner = starts_with(body)
                assert inner is not None, f"{name}: an inner repetition over more than one character"
                assert not {char for char in _SAMPLE if takes(first, char) and takes(inner, char)}, name
    assert nested  # the check looks at something


def takes(items: Any, char: str) -> bool:
    """Whether a parsed set of characters holds `char`."""
    negated = bool(items) and items[0][0] is sre.NEGATE
    return negated != any(_one(code, argument, char) for code, argument in items if code is not sre.NEGATE)


_CATEGORIES = {
    sre.CATEGORY_DIGIT: str.isdecimal,
    sre.CATEGORY_NOT_DIGIT: lambda char: not char.isdecimal(),
    sre.CATEGORY_SPACE: str.isspace,
    sre.CATEGORY_NOT_SPACE: lambda char: not char.isspace(),
    sre.CATEGORY_WORD: lambda char: char.isalnum() or char == "_",
    sre.CATEGORY_NOT_WORD: lambda char: not (char.isalnum() or char == "_"),
}


def _one(code: Any, argument: Any, char: str) -> bool:
    if code is sre.LITERAL:
        return ord(char) == argument
    if code is sre.NOT_LITERAL:
        return ord(char) != argument
    if code is sre.RANGE:
        return bool(argument[0] <= ord(char) <= argument[1])
    return code is sre.ANY or bool(_CATEGORIES[argument](char))

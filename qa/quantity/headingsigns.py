"""Units that a heading writes without comma or brackets: behind a stroke ("Mass/g"), at its end ("Rain mm", 身高cm)."""

from __future__ import annotations

import re
from functools import lru_cache

from qa.quantity import kinds
from qa.quantity.headingrates import PRICE
from qa.quantity.lexicon import lexicon
from qa.quantity.magnitudes import scale_at
from qa.quantity.measures import Measure, exactly
from qa.quantity.tokens import Token, tokenise
from qa.quantity.units import dimension

#: Headings of times, whose unit a stroke may set apart; behind others it says how often ("Trips/day").
_TIMES = re.compile(
    r"\b(?:time|duration|wait|stay|delay|age)s?\b|врем|длительност|продолжительност|ожидани|уақыт|时", re.I
)
#: Symbols that are words, the least of something, or letters that name classes.
_WORDS = frozenset({
    "in", "at", "as", "am", "pm", "bar", "min", "mo", "ac", "pt", "mas", "cup", "rad", "cal",
    "раз", "бар", "год", "года", "году", "жыл", "лет", "час", "день", "дня", "уз", "мин", "век", "века", "бит", "кал",
    "вес", "ом",
})  # fmt: skip
#: Symbols in capitals that are believed, besides currencies: others are abbreviations of names ("Deaths TB").
_CAPITALS = frozenset({"MW", "GW", "TW", "GB", "TEU", "FEU", "DWT", "МВт", "ГВт", "ГБ"})
#: Longest Cyrillic abbreviation of a unit: longer words say what is measured.
_SHORT = 4
#: What makes the unit behind it no unit of the cells.
_EACH = frozenset({"per", "/", "за", "на", "с", "в", "a", "each", "of"})
#: What may be a unit's abbreviation right before a stroke, behind a comma or in a bracket.
_BEFORE_STROKE = re.compile(r"[,;(，；（]\s*(?:[^\W\d_]{1,4}\d?\.?|[^\W\d_]{1,3}-[^\W\d_]{1,4})$")
#: Tokens at most of a unit at the end of a heading.
_LONGEST = 7


@lru_cache(maxsize=4096)
def unsigned(heading: str, *, letters: bool = False) -> Measure | None:
    """The measure that a heading writes without a sign; `letters`: symbols of one letter are meant too ("Sun h")."""
    tokens = tokenise(heading)
    return _at_end(heading, tokens, letters=letters) or behind_stroke(heading, letters=letters)


def behind_stroke(heading: str, *, letters: bool = False) -> Measure | None:
    """The measure behind the first stroke of a heading: "Mass/g", 降水量/mm; `letters`: "t/min" is a time."""
    tokens = tokenise(heading)
    stroke = next((i for i, token in enumerate(tokens) if token.text == "/"), 0)
    if not stroke or stroke + 1 == len(tokens):
        return None
    head, tail = heading[: tokens[stroke].start], heading[tokens[stroke].end :].strip()
    if _BEFORE_STROKE.search(head):
        return None  # "Yield, xy/ha": part of a unit that the tables do not know
    found = exactly(tail)
    if found is None or not found.unit or (exactly(heading) is not None and not letters):
        return None
    if dimension(found.unit) == "count" and not (found.scale > 1 or "\u4e00" <= tail[0] <= "\u9fff"):
        return None  # "Imports/containers" are two things
    if dimension(found.unit) == "duration" and not (letters or _TIMES.search(head)):
        return None
    return _priced(head, found)


def _at_end(heading: str, tokens: list[Token], *, letters: bool) -> Measure | None:
    for i in range(max(1, len(tokens) - _LONGEST), len(tokens)):
        if tokens[i - 1].low in _EACH or tokens[i - 1].kind is kinds.NUMBER:
            continue
        _, unit = scale_at(tokens, i)
        if unit >= len(tokens) or not _symbol(tokens, unit, letters=letters):
            continue
        found = exactly(heading[tokens[i].start :])
        if found is not None and found.unit and dimension(found.unit) != "count":
            return _priced(heading[: tokens[i].start], found)
    return None


def _priced(head: str, found: Measure) -> Measure:
    """As in "Price/kg": what a price is for is no unit of it."""
    of_money = dimension(found.unit.partition("/")[0]) == "money"
    return Measure(f"/{found.unit}") if PRICE.search(head) and not of_money and found.unit != "%" else found


def _symbol(tokens: list[Token], i: int, *, letters: bool) -> bool:
    """Whether a unit's symbol or abbreviation, and no word, begins at token `i`."""
    token = tokens[i]
    known = lexicon().symbols.at(tokens, i) or lexicon().words.at(tokens, i)
    if known is None or token.low in _WORDS:
        return False
    if token.kind is not kinds.WORD:
        return token.kind is kinds.SYMBOL
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    if len(token.text) == 1:
        compound = after is not None and (after.kind is kinds.SUPER or after.text in {"/", "2", "3"})
        return (compound or letters) and token.text.islower()
    if token.text.isupper() and token.text not in _CAPITALS:
        return lexicon().measures(known[1]) == "money"
    if "Ѐ" <= token.low[0] <= "ӿ":
        return len(token.text) <= _SHORT
    return lexicon().symbols.at(tokens, i) is not None

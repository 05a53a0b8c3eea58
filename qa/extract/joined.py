"""Capitalised words in a row that are several names: "Marat K. of Kazakhstan and Liu W. of China"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from qa.text.glossary import keys
from qa.text.titles import untitled
from qa.types import Span

_JOINT = re.compile(r"[ \u00a0](?P<word>of|and|и|және|&)[ \u00a0](?:the[ \u00a0])?")
_AND = frozenset({"and", "и", "және", "&"})
#: What has its figures behind its letters is a name by itself: "O53 and R42".
_CODE = re.compile(r"[^\W\d_]{1,3}[-‑]?\d[\w.]*")
#: People have two to four names.
_FEWEST, _MOST = 2, 4


class _Piece(NamedTuple):
    """A part of the row, and the word that joins it to the one before, "" for the first."""

    span: Span
    joint: str


def apart(text: str, start: int, end: int, language: str, is_firm: Callable[[str], bool]) -> Iterator[Span]:
    """The names in a row of capitalised words, one for most: cut where a person's country or another name begins.

    `is_firm` tells words of firms and offices, whose names may hold "of" and "and".
    """
    pieces = _pieces(text, start, end)
    if len(pieces) == 1 or is_firm(text[start:end]):
        yield Span(start, end)
        return
    kinds = [_kind(piece.span.of(text), language) for piece in pieces]
    begun = start
    for at in range(1, len(pieces)):
        if _cut(text, pieces, kinds, at):
            yield Span(begun, pieces[at - 1].span.end)
            begun = pieces[at].span.start
    yield Span(begun, end)


def conjoined(text: str, start: int, end: int, language: str, is_firm: Callable[[str], bool]) -> int:
    """How many names a row of capitalised words has that was not cut: two for "Almaty and Shymkent", one for most."""
    pieces = _pieces(text, start, end)
    if any(piece.joint not in ("", *_AND) for piece in pieces):
        return 1
    held = [piece.span.of(text) for piece in pieces]
    whole = all(_CODE.fullmatch(one) or is_firm(one) or _may_name(one, language) for one in held)
    return len(pieces) if whole else 1


def _may_name(words: str, language: str) -> bool:
    """Whether capitalised words are a name by themselves: one that is known, or no known word at all."""
    known = keys(words, language)
    return any(key.is_name for key in known) or not any(key.term.startswith("=") for key in known)


def _cut(text: str, pieces: Sequence[_Piece], kinds: Sequence[str], at: int) -> bool:
    """Whether another name begins with this piece."""
    before, here = kinds[at - 1], kinds[at]
    if pieces[at].joint == "of":
        return before == "somebody" and here == "place"
    if _titled(text, pieces[at].span):
        return True
    # "Kazakhstan and China" is one answer to "where"; "Khorgos and Dostyk Logistics" is not.
    if "place" in (before, here) and {before, here} & {"somebody", "firm"}:
        return True
    return before == here == "somebody" and _alone(pieces, at)


def _alone(pieces: Sequence[_Piece], at: int) -> bool:
    """Whether "and" joins whole names and not the ends of one: "Trade and Industry of the Republic"."""
    behind = pieces[at + 1].joint if at + 1 < len(pieces) else ""
    return pieces[at - 1].joint != "of" and behind in ("", "of", *_AND)


def _pieces(text: str, start: int, end: int) -> list[_Piece]:
    found, begun, joint = [], start, ""
    for match in _JOINT.finditer(text, start, end):
        found.append(_Piece(Span(begun, match.start()), joint))
        begun, joint = match.end(), match["word"]
    return [*found, _Piece(Span(begun, end), joint)]


def _titled(text: str, span: Span) -> bool:
    return untitled(text, span.start, span.end) > span.start


def _kind(name: str, language: str) -> str:
    """What a name is: "place" or "firm" where that is known, "somebody" for two to four unknown words, else ""."""
    known = keys(name, language)
    if known and all(key.kind == "org" for key in known):
        return "firm"
    if known and all(key.kind in ("place", "country") for key in known):
        return "place"
    own = not any(key.term.startswith("=") for key in known)
    return "somebody" if own and _FEWEST <= len(name.split()) <= _MOST else ""

"""Sentences as the surroundings of figures."""

from __future__ import annotations

from dataclasses import dataclass

from qa.quantity import kinds
from qa.quantity.tokens import Token, glued

#: The characters that end a sentence, and those that end a line.
_ENDS = frozenset(".!?。！？；;\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029")
_ABBREVIATIONS = frozenset({
    "approx", "apr", "aug", "ca", "co", "corp", "dec", "dr", "feb", "fig", "inc", "jan", "jul", "jun", "mar", "mr",
    "mrs", "no", "nov", "oct", "sep", "sept", "st", "u.s", "vol", "г", "гг", "долл", "им", "млн", "млрд", "рис",
    "руб", "см", "стр", "табл", "трлн", "тыс", "ул",
})  # fmt: skip
#: Of these, which no name follows: behind them a capital begins a sentence, but not two («5 млн долл. США»).
_OF_AMOUNTS = frozenset({"долл", "млн", "млрд", "руб", "трлн", "тыс"})


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens `start` to `end` of one sentence."""

    start: int
    end: int


def sentences(tokens: list[Token]) -> list[Sentence]:
    """Sentences as the context of figures; a full stop ends one only before a capital, a digit or Chinese."""
    found, start = [], 0
    for i in [i for i, token in enumerate(tokens) if token.text in _ENDS]:
        if tokens[i].text != "." or _stops(tokens, i):
            if i > start:
                found.append(Sentence(start, i + 1))
            start = i + 1
    if start < len(tokens):
        found.append(Sentence(start, len(tokens)))
    return found


def _stops(tokens: list[Token], i: int) -> bool:
    noted = _behind_note(tokens, i + 1)
    after = tokens[noted] if noted < len(tokens) else None
    before = tokens[i - 1] if i else None
    if after is None:
        return True
    if noted > i + 1 and after.text[:1].isupper():
        return True  # no abbreviation has a note: "17 m.[3] It was laid"
    if glued(tokens, noted) or not (after.text[:1].isupper() or after.kind in {kinds.NUMBER, kinds.HAN, kinds.LINE}):
        return False
    if before is not None and before.low in _OF_AMOUNTS and (len(after.text) == 1 or after.text[1:].islower()):
        return after.kind is kinds.WORD
    abbreviated = (
        before is not None and before.kind is kinds.WORD and (len(before.text) == 1 or before.low in _ABBREVIATIONS)
    )
    return not abbreviated


def _behind_note(tokens: list[Token], k: int) -> int:
    """The token behind the notes that are glued to a full stop ("17 m wide.[8] The lock"), or `k`."""
    while k + 2 < len(tokens) and glued(tokens, k) and tokens[k].text == "[" and tokens[k + 2].text == "]":
        k += 3
    return k

"""Whether a capitalised word is a name, or has its capital only from opening a sentence."""

from __future__ import annotations

import re

from qa.text.cleaning import fold
from qa.text.glossary import keys, variants

#: What a sentence or a part of one ends with.
_STOPS = frozenset(".!?…:;")
_OPENING = frozenset('«“„"–—*')
#: What says who or what a name is that opens a sentence: "Ferrostad, the general contractor, had …".
_APPOSED = re.compile(
    r",\s(?:(?:the|an?|its|our|their)\s[^,.;]{3,60},\s|who(?:se)?\s|which\s|founded\s|owned\s|based\s)"
)
#: What else stands there before a comma.
_ADVERB = re.compile(
    r"\w+ly|however|moreover|furthermore|nevertheless|nonetheless|meanwhile|instead|besides|therefore|thus|hence|still|yet|also|today|now|then|"
    r"later|here|there|inside|outside|otherwise|indeed|overall|altogether|elsewhere|afterwards|again|perhaps|together|sometimes|often|abroad|"
    r"worse|better|first|second|third|last|next|once|finally|thereafter|conversely|likewise",
    re.IGNORECASE,
)
#: Endings that the surnames of our region have, in both scripts.
SURNAME = re.compile(
    r"[A-Z][a-z]{2,}(?:ov|ova|ev|eva|yev|yeva|bayev|bayeva|baev|baeva|sky|skaya|uly|kyzy|enko|dze|shvili)|"
    r"[А-ЯӘҒҚҢӨҰҮҺІ][а-яёәғқңөұүһі]{2,}(?:ов|ова|ев|ева|ёв|ёва|ский|ская|ұлы|улы|қызы|кызы|енко|дзе|швили)"
)


def opens_only(text: str, start: int, name: str, language: str) -> bool:
    """Whether a single word has its capital only from opening a sentence."""
    if " " in name or name.isupper() or not _opens_sentence(text, start) or SURNAME.fullmatch(name):
        return False
    if _stands_inside(text, name):
        return False
    if _APPOSED.match(text, start + len(name)) and not (_ADVERB.fullmatch(name) or is_common(name, language)):
        return False
    return not any(key.is_name for key in keys(name, language) if key.term.startswith("="))


def _opens_sentence(text: str, start: int) -> bool:
    """Whether a sentence or a line, or a part of one behind a colon, begins at `start`."""
    at = start
    while at and (text[at - 1].isspace() or text[at - 1] in _OPENING):  # somebody's words are a sentence as well
        at -= 1
        if text[at] == "\n":
            return True
    return not at or (at < start and text[at - 1] in _STOPS)


def _stands_inside(text: str, name: str) -> bool:
    """Whether a word stands behind a space in the middle of a sentence somewhere."""
    at = text.find(name, 2)
    while at >= 0:
        end = at + len(name)
        ends = _of_word(name[-1]) != (end < len(text) and _of_word(text[end]))
        if (
            ends
            and text[at - 1].isspace()
            and not (text[at - 2].isspace() or text[at - 2] in _STOPS or text[at - 2] in _OPENING)
        ):
            return True
        at = text.find(name, at + 1)
    return False


def _of_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def is_common(word: str, language: str) -> bool:
    """Whether a word stands in the table as it is, and is no name of its own: "Quarrow Water" is nobody."""
    known = [key for key in keys(word, language) if key.term.startswith("=")]
    return bool(known) and all(not key.is_name and fold(word) in variants(key.term, language) for key in known)

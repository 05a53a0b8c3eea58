"""Another end of a way told as a pair: "and from Olmet?" after "rail tariff Temirat–Dorvik"."""

from __future__ import annotations

import re

from qa import question
from qa.dialogue.ways import FROM, HAN_FROM, HAN_TO, KAZAKH_FROM, KAZAKH_TO, RUSSIAN_TO, TO
from qa.quantity.calendarforms import month_numbers
from qa.text.glossary import keys, variants

#: A word with a capital letter.
_CAPITAL = r"[^\W\d_a-zа-яёәғқңөұүһі\u3400-\u9fff][\w'’]*"
_NAME = rf"{_CAPITAL}(?: {_CAPITAL}){{0,2}}"
#: What opens a question has a capital in any case: a first word is no part of the name behind it.
_ORIGIN = rf"(?:(?<=\w ){_NAME}|{_CAPITAL})"
_PAIR = re.compile(rf"(?<![\w–—-])(?P<origin>{_ORIGIN})\s?[–—]\s?(?P<goal>{_NAME})(?!\s?[–—-]\s?\w)")
_HAN = "[\u3400-\u9fff]"
_HAN_PAIR = re.compile(rf"(?<![\w–—-])(?P<origin>{_HAN}{{2,6}})[–—](?P<goal>{_HAN}{{2,6}})")
#: How a follow-up says which end it names.
_ENDS = (
    ("origin", re.compile(rf"(?i:{FROM})\s+(?:the\s+)?(?P<name>{_NAME})")),
    ("goal", re.compile(rf"(?i:{TO}|{RUSSIAN_TO}|till)\s+(?:the\s+)?(?P<name>{_NAME})")),
    ("origin", re.compile(rf"(?P<name>{_CAPITAL}?){KAZAKH_FROM}")),
    ("goal", re.compile(rf"(?P<name>{_CAPITAL}?){KAZAKH_TO}(?:\s+дейін)?")),
    ("origin", re.compile(rf"{HAN_FROM}(?P<name>{_HAN}{{2,6}}?)(?:出发|出去)?")),
    ("goal", re.compile(rf"{HAN_TO}(?P<name>{_HAN}{{2,6}}?)")),
)


def rerouted(body: str, before: str) -> str:
    """The question `before` with the end of its pair that `body` names anew; "" if it has no pair or `body` no end."""
    pair = _PAIR.search(before) or _HAN_PAIR.search(before)
    found = next(((end, match["name"]) for end, pattern in _ENDS if (match := pattern.fullmatch(body))), None)
    if pair is None or found is None:
        return ""
    end, name = found
    start, stop = pair.span(end)
    while (last := before.rfind(" ", start, stop)) > 0 and before[last + 1 : stop].lower() in month_numbers():
        stop = last
    return before[:start] + _bare(name, before) + before[stop:]


def _bare(name: str, before: str) -> str:
    """The name as it is said by itself, where the glossary knows it («из Астаны»: «Астана»)."""
    code = question.question_language(before)
    known = keys(f"· {name}", code)
    if len(known) == 1 and known[0].term.startswith("="):
        return next(iter(variants(known[0].term, code)), name)
    return name

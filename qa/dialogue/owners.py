"""Whose something is, in the case that the language wants: "портының", «у пароходства», «число рейсов»."""

from __future__ import annotations

import re

from qa.dialogue.carrying import linked
from qa.dialogue.topic import content, topics
from qa.dialogue.verbs import is_verb
from qa.text.glossary import Key

_RUSSIAN_HAVING = re.compile(r"(?<!\w)у\s+(?:них|него|не[её])(?!\w)", re.IGNORECASE)
_THEM = re.compile(r"у\s+них", re.IGNORECASE)
#: "Их число": whose, in front of a noun; «кто их построил» has a verb there.
_RUSSIAN_WHOSE = re.compile(r"(?<!\w)(?P<whose>их|его|е[её])\s+(?P<thing>[а-яё]{3,})", re.IGNORECASE)
#: What ends the noun of one who works somewhere: "моторист", "слесарь", "проводница".
_ONE = re.compile(r"(?:[бвгджзклмнпрстфхцчшщйь]|ица)$", re.IGNORECASE)
_COUNT = re.compile(r"(?:сколько|скольк\w+|количество|число)\s+$", re.IGNORECASE)


def having(body: str, before: str) -> str:
    """`body` with «у них» as `before` says who has it: «у порта», or, of a firm, «в пароходстве»; else ""."""
    found = _RUSSIAN_HAVING.search(body)
    if found is None:
        return ""
    said = [pair for run in topics(before) if (pair := linked(run, before))[1]]
    place = next((span for span, link in said if link == "у"), None)
    if place is None and _THEM.fullmatch(found.group()):
        # A firm is "they", and not the one who works there.
        head = next(iter(topics(before)), None)
        one = head is not None and _ONE.search(head.of(before).split()[0]) and not _COUNT.search(before[: head.start])
        place = next(
            (span for span, link in said if one and link in ("в", "во", "на") and _is_name(span.of(before))), None
        )
    return body[: found.start()] + place.of(before) + body[found.end() :] if place else ""


def _is_name(phrase: str) -> bool:
    return any(key.is_name or key.sound for key in content(f"· {phrase}"))


def whose(body: str, about: str) -> str:
    """`body` with the Russian noun that somebody has ahead of whose it is («число рейсов» for «их число»); else ""."""
    found = _RUSSIAN_WHOSE.search(body)
    if found is None or is_verb(Key("", *found.span("thing")), body, behind_noun=True):
        return ""
    return f"{body[: found.start()]}{found['thing']} {about}{body[found.end() :]}"

"""Whose place in the question before a word of a follow-up takes, and how far that place reaches."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.dialogue.cues import cues
from qa.dialogue.parallels import way
from qa.dialogue.subjects import ACCOUNTS
from qa.dialogue.topic import MOVES
from qa.text.glossary import Key
from qa.types import Span

#: What exports and imports are parts of.
_TRADE = frozenset({"=trade"})
#: How much of goods there is.
_VOLUMES = frozenset({"=cargo", "=volume"})
#: What a name may take the place of, nearest first: the table does not know every name's kind.
_NAMES = {
    "place": ("place", "name", "country"),
    "country": ("country", "name", "place"),
    "org": ("org", "name"),
    "name": ("name", "place", "org", "country"),
}
_AND = re.compile(r"\s*(?:and|or|и|или|және|мен|бен|пен|和|与|及|、|,)\s*", re.IGNORECASE)
#: What belongs to a Chinese name behind its known part, as far as the word that the name owns.
HAN_TAIL = re.compile("(?:(?![的是有在多几谁什何为要需由被将会占年])[\u3400-\u9fff]){1,4}(?=的|$)")
#: What stands ahead of what is measured.
_AMOUNT = re.compile(r"(?:\bhow\s+much|\bсколько|\bқанша|多少吨?)\s*$", re.IGNORECASE)
#: What a Chinese name ends with that says what it is a name of.
_HAN_CLASSES = frozenset("港站省市县州路河桥国厂矿")


def overlap(words: str, rest: str) -> int:
    """How many signs of a Chinese name's last word stand behind its place already: "机场" behind "阿斯塔纳机场"."""
    longer = next(
        (size for size in (3, 2) if re.fullmatch("[\u3400-\u9fff]+", rest[:size]) and words.endswith(rest[:size])), 0
    )
    return longer or int(rest[:1] in _HAN_CLASSES and words.endswith(rest[:1] or " "))


def like_of(key: Key, others: Sequence[Key], own_way: str, before: str) -> Key | None:
    """The word of the question before that `key` takes the place of: one of its kind, the last such.

    Of several names the one on the same end of a way, or, where `key` says none, one that is on no end.
    """
    if key.unit:
        return next((other for other in reversed(others) if other.unit), None)
    if key.contrast == "direction" and not any(other.kind == key.kind for other in others):
        return next((other for other in reversed(others) if other.term in _TRADE), None)
    if key.term in ACCOUNTS and (like := next((one for one in reversed(others) if one.term in ACCOUNTS), None)):
        return like
    if key.kind == "word":
        return None
    if key.kind == "measure" and key.term not in MOVES:
        others = [other for other in others if other.term not in MOVES]
    if key.contrast == "cargo" and not any(other.kind == key.kind for other in others) and not _asks(before):
        # "Port turnover 2022", and then "passengers?".
        return next((other for other in reversed(others) if other.term in _VOLUMES), None)
    if key.contrast == "cargo" and not any(other.kind == key.kind for other in others):
        # "How much freight …?", and then "coal?".
        return next(
            (other for other in others if other.term == "=cargo" and _AMOUNT.search(before[: other.start])), None
        )
    kinds = _NAMES.get(key.kind, (key.kind,))
    alike = [other for kind in kinds for other in reversed(others) if other.kind == kind]
    if key.kind not in _NAMES:
        return next(iter(alike), None)
    placed = [other for other in alike if way(Span(other.start, other.end), before) == own_way]
    return next(iter(placed), None) if own_way else next(iter(placed or alike), None)


def coordinated(like: Key, others: Sequence[Key], before: str) -> Span:
    """Where `like` stands, with its own kind beside it: "export and import" goes as a whole."""
    start, end = like.start, like.end
    if like.contrast:
        for key in others:
            if key.kind == like.kind and key.start >= end and _AND.fullmatch(before[end : key.start]):
                end = key.end
        for key in reversed(others):
            if key.kind == like.kind and key.end <= start and _AND.fullmatch(before[key.end : start]):
                start = key.start
    return Span(start, end)


def narrowed(key: Key, others: Sequence[Key], before: str) -> Span | None:
    """Where two names stand of which `key` is one: only that is asked of now."""
    same = next((other for other in others if other.term == key.term and other.is_name), None)
    if same is None:
        return None
    for other in others:
        if other.is_name and other.term != key.term:
            first, last = sorted((same, other), key=lambda one: one.start)
            if _AND.fullmatch(before[first.end : last.start]):
                return Span(first.start, last.end)
    return None


def full_name(like: Key, others: Sequence[Key], before: str) -> Span:
    """A name with the parts of it beside: "Verkhny Lars" goes as a whole."""
    start, end = like.start, like.end
    names = [key for key in others if key.kind == "name"]
    for key in names:
        if key.start >= end and before[end : key.start] in (" ", "-"):
            end = key.end
    for key in reversed(names):
        if key.end <= start and before[key.end : start] in (" ", "-"):
            start = key.start
    return Span(start, end)


def with_tail(name: Span, text: str) -> Span:
    """A Chinese name with what belongs to it behind its known part."""
    tail = HAN_TAIL.match(text, name.end)
    return Span(name.start, tail.end()) if tail else name


def _asks(text: str) -> bool:
    return cues().asking.search(text) is not None

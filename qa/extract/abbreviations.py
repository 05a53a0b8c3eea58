"""Abbreviations that a text explains: "special economic zone (SEZ)", «СЭЗ (специальная экономическая зона)», 上合组织.

A pair is believed where the words spell the abbreviation out (`qa.text.alignment`), where the table of words has both
for one thing, or where brackets part a Chinese long form, which has no letters to compare, from its Latin abbreviation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from qa.text.alignment import CAPITALS, LETTERS, SMALL, as_many, before, behind, whole, words
from qa.text.cleaning import fold
from qa.text.forms import script_language
from qa.text.glossary import keys
from qa.types import Span

_HAN = "\u3400-\u9fff"
#: An abbreviation: two capital letters at least, in one word, "R&D" and "B2B" among them; ten characters at most.
SHORT = (
    rf"(?<![{LETTERS}\d&-])(?=(?:[{LETTERS}\d&-]*[{CAPITALS}]){{2}})"
    rf"[{LETTERS}](?:&?[{LETTERS}\d]){{1,9}}(?![{LETTERS}\d&-])"
)
_OPEN, _CLOSE = '[“”"«「『]', '[“”"»」』]'
_HEREAFTER = (
    r"(?:(?:hereinafter|hereafter|henceforth|abbreviated|далее|в\s+дальнейшем|сокращ[её]нно|сокр\.|бұдан\s+әрі|қысқаша|"
    r"以下简称|下称|以下称|下文称|简称|缩写)(?:\s+(?:referred\s+to\s+as|the|as|to|по\s+тексту|мәтінде))*(?:为|作)?\s*[:：–—-]?\s*)"
)
#: What leads from an abbreviation to its long form inside brackets: "short for", «от англ.», 全称为.
_FROM = re.compile(
    r"\s*(?:(?:short\s+for|abbreviation\s+(?:of|for)|from|i\.e\.|that\s+is|сокр(?:\.|ащени\w+)?\s+от|от|то\s+есть|т\.\s?е\.|"
    r"полностью|яғни|即|全称为|全称是|全称|是)\s*(?:англ\.|the|an?)?\s*[:：–—-]?\s*|(?:the|an?)\s+)",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"[(（](?P<inside>[^()（）\n]{2,120})[)）]")
_INSIDE = re.compile(
    rf"\s*{_HEREAFTER}?(?:the\s+)?{_OPEN}?(?P<short>{SHORT}){_CLOSE}?\s*(?=$|[,;，；、])", re.IGNORECASE
)
#: A Chinese abbreviation is told by the words that say it is one.
_INSIDE_HAN = re.compile(
    rf"\s*(?:以下简称|下称|以下称|下文称|简称)(?:为|作)?\s*[:：]?\s*{_OPEN}?(?P<short>[{_HAN}]{{2,6}}){_CLOSE}?\s*$"
)
#: Behind a comma: "the zone, SEZ for short", «зона, сокращённо СЭЗ», 组织，简称SCO.
_BEHIND_COMMA = re.compile(
    rf"[,，]\s*(?:{_HEREAFTER}{_OPEN}?(?P<short>{SHORT})|(?:or\s+)?(?P<other>{SHORT})(?=\s+for\s+short)|"
    rf"(?:以下)?简称(?:为)?{_OPEN}?(?P<han>[{_HAN}]{{2,6}})(?={_CLOSE}|[,，。；、]|$))"
)
#: What stands between an abbreviation and its long form where no brackets do.
_STANDS_FOR = re.compile(
    rf"(?P<short>{SHORT}){_CLOSE}?\s*(?:,\s*)?(?:stands?\s+for|is\s+short\s+for|means?|расшифровывается\s+как|означает|"
    r"дегеніміз|[:=–—]|\s-(?=\s))\s*(?:это\s+|the\s+|an?\s+|[–—]\s*)?[“\"«]?"
)
_BEFORE_BRACKETS = re.compile(rf"(?P<short>{SHORT}){_CLOSE}?\s?$")
#: What parts one clause from the next: no long form goes over it.
_PARTED = re.compile(r"[\n\t|.;:!?()（）\[\]。；：！？]")
_HAN_RUN = re.compile(rf"[{_HAN}·]+$")
_HAN_QUOTED = re.compile(rf"[“《「](?P<long>[{_HAN}·]{{3,24}})[”》」]$")
_HAN_LONG = re.compile(rf"[{_HAN}·]{{4,16}}")
#: What ends before a Chinese name: particles, prepositions and verbs that take one.
_HAN_LEADS = re.compile(
    r"(?<=\d)[十百千万亿]*[个只家条项名]?|的|是|为|在|与|和|由|及|了|到|至|于|向|从|被|对|将|以|加入|参加|通过|称|叫"
)
_FEWEST_HAN = 4


@dataclass(frozen=True, slots=True)
class Explained:
    """An abbreviation in a text, and the words that it stands for there."""

    short: Span
    long: Span


@lru_cache(maxsize=1_024)
def explained(text: str) -> tuple[Explained, ...]:
    """The abbreviations that `text` explains, in its order."""
    found = {one.short: one for one in (*_bracketed(text), *_behind_commas(text), *_said(text))}
    return tuple(found[short] for short in sorted(found))


def same(one: str, other: str) -> bool:
    """Whether two abbreviations are one: in the plural, in small letters, or in another language."""
    return _plain(one) == _plain(other) or not _concepts(one).isdisjoint(_concepts(other))


def explains(text: str, short: str) -> bool:
    """Whether `text` says what `short` stands for."""
    return any(same(one.short.of(text), short) for one in explained(text))


def _plain(short: str) -> str:
    return fold(short[:-1] if short.endswith("s") and short[:-1].isupper() else short)


@lru_cache(maxsize=4_096)
def _concepts(text: str) -> frozenset[str]:
    """The concepts of the table that `text` is, where it is nothing else."""
    found = keys(text, script_language(text))
    return frozenset(key.term for key in found if key.term.startswith("=") and key.end - key.start == len(text))


def _bracketed(text: str) -> Iterator[Explained]:
    for brackets in _BRACKETS.finditer(text):
        inside = Span(*brackets.span("inside"))
        led = text[: brackets.start()].rstrip()
        short = _INSIDE.match(text, inside.start, inside.end) or _INSIDE_HAN.match(text, inside.start, inside.end)
        if short is not None:
            own = Span(*short.span("short"))
            if (start := _begins(own.of(text), led)) is not None:
                yield Explained(own, _unquoted(text, Span(start, len(led))))
        elif (short := _BEFORE_BRACKETS.search(text, max(0, brackets.start() - 16), brackets.start())) is not None:
            own = Span(*short.span("short"))
            if (long := _spelt_inside(own.of(text), text, inside)) is not None:
                yield Explained(own, long)


def _behind_commas(text: str) -> Iterator[Explained]:
    for comma in _BEHIND_COMMA.finditer(text):
        own = Span(*next(comma.span(name) for name in ("short", "other", "han") if comma[name]))
        led = text[: comma.start()].rstrip()
        if (start := _begins(own.of(text), led)) is not None:
            yield Explained(own, _unquoted(text, Span(start, len(led))))


def _said(text: str) -> Iterator[Explained]:
    for said in _STANDS_FOR.finditer(text):
        own = Span(*said.span("short"))
        stop = _PARTED.search(text, said.end())
        end = behind(own.of(text), text[said.end() : stop.start() if stop else len(text)])
        if end is not None:
            yield Explained(own, Span(said.end(), said.end() + end))


def _begins(short: str, led: str) -> int | None:
    """Where the words at the end of `led` begin that `short` stands for."""
    parted = max((stop.end() for stop in _PARTED.finditer(led)), default=0)
    clause = led[parted:]
    if not clause or clause[-1] in ",，、":
        return None
    if (start := _known(short, clause)) is not None:
        return parted + start
    if run := (_HAN_QUOTED.search(clause) or _HAN_RUN.search(clause)):
        start = _han(short, clause, run)
    else:
        start = before(short, clause.rstrip('”"»'))
        if start is None and _crosses(short, clause):
            start = _counted(short, clause)
    return None if start is None else parted + start


def _known(short: str, clause: str) -> int | None:
    """Where the last word of a clause begins that the table has for the same thing as the abbreviation."""
    concepts = _concepts(short)
    if not concepts:
        return None
    ends = len(clause.rstrip('”"»'))
    for key in keys(clause, script_language(clause)):
        if key.end == ends and key.term in concepts and key.end - key.start > len(short):
            return key.start
    return None


def _han(short: str, clause: str, run: re.Match[str]) -> int | None:
    """Where a Chinese long form begins: with its quotation mark, else behind what leads to a name."""
    if run.re is _HAN_QUOTED:
        return run.start("long")
    start = max((lead.end() for lead in _HAN_LEADS.finditer(clause, run.start())), default=run.start())
    if not short.isascii():
        at = len(clause)
        for character in reversed(short):
            at = clause.rfind(character, run.start(), at)
            if at < 0:
                return None
        start = min(start, at)
    return start if len(clause) - start >= max(_FEWEST_HAN, len(short) + 1) else None


def _counted(short: str, clause: str) -> int | None:
    """Where a name in another script begins that has a word for each letter, the first of them capitalised."""
    held = words(clause)
    content = [word for word in held if word[0].casefold() not in SMALL]
    if len(content) < len(short) or content[-1] != held[-1]:
        return None
    first = content[-len(short)]
    return first[1] if first[0][0].isupper() and first[0][1:].islower() and first[1] > 0 else None


def _crosses(short: str, clause: str) -> bool:
    """Whether an abbreviation and the words by it are in two scripts."""
    return short.isupper() and short.isascii() != clause[-1:].isascii() and clause[-1:].isalpha()


def _spelt_inside(short: str, text: str, inside: Span) -> Span | None:
    """The long form of `short` that brackets behind it begin with, or are."""
    lead = _FROM.match(text, inside.start, inside.end)
    start = lead.end() if lead else inside.start
    for end in (inside.end, *(inside.start + mark.start() for mark in re.finditer("[,;，；]", inside.of(text)))):
        long = _unquoted(text, Span(start, end))
        said = long.of(text)
        if len(said) <= len(short) + 1:
            continue
        if whole(short, said) or not _concepts(short).isdisjoint(_concepts(said)):
            return long
        if _crosses(short, said) and as_many(short, said):
            return long
        if short.isascii() and _HAN_LONG.fullmatch(said):
            return long
    return None


def _unquoted(text: str, span: Span) -> Span:
    """`span` without white space and quotation marks around it."""
    start, end = span.start, span.end
    while start < end and text[start] in ' \u00a0“”"«»「」『』《》*_':
        start += 1
    while end > start and text[end - 1] in ' \u00a0“”"«»「」『』《》*_':
        end -= 1
    return Span(start, end)

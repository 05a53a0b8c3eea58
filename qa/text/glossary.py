"""Words that mean the same in four languages and several spellings, from an editable table.

`keys` turns a text into language-independent words: "Ақтау порты", "порт Актау" and "Aktau port" give the same two
concepts; a word the table does not know gives its stem. What is compared across languages is compared by these.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from qa.text.analysis import _term, function_words, tokens
from qa.text.cleaning import fold
from qa.text.forms import forms, inflects, script_language, sound
from qa.text.spellings import (
    COLUMNS,
    LONG_ENOUGH,
    NAME_KINDS,
    WORD,
    Variant,
    chinese,
    chinese_lengths,
    entries,
    lookup,
    nearly,
    ordinary,
    with_one_less,
)

_I = re.compile("I['’ʼ]")
_GROUPING = re.compile("[,\u00a0\u202f\u2009 ](?=\\d{3})")


class Key(NamedTuple):
    """One word of a text, independent of language: `term` is "=concept" or a stem, at `start`–`end` of the text.

    `kind` is the concept's kind, "number", "name" for a capitalised word the table lacks, or "word"; `sound` is the
    spelling of a name by its sound, so that Cyrillic and Latin compare.
    """

    term: str
    start: int
    end: int
    kind: str = "word"
    sound: str = ""

    @property
    def is_name(self) -> bool:
        """Whether the word is a proper name."""
        return self.kind in NAME_KINDS

    @property
    def contrast(self) -> str:
        """The group within which this word excludes the others, or ""."""
        return self.kind.partition(":")[2] if self.kind.startswith("contrast:") else ""

    @property
    def unit(self) -> str:
        """The canonical unit that the word names, or ""."""
        return self.kind.partition(":")[2] if self.kind.startswith("unit:") else ""


def _concept_keys(concept: str, start: int, end: int) -> list[Key]:
    """The key of a concept, or those of each part of one that stands for two ("中欧" is China and Europe)."""
    return [Key(term, start, end, kind) for term, kind in _parts(concept)]


@lru_cache(maxsize=8_192)
def _parts(concept: str) -> tuple[tuple[str, str], ...]:
    """The terms that a concept stands for, with their kinds."""
    return tuple(("=" + part, entries()[part].kind) for part in concept.split("+"))


#: Characters looked back at for such a word.
_AGAINST_REACH = 32
#: What stands before a mode or cargo that something is only compared with ("faster than by sea"). A figure in between
#: belongs to it: "against 50 days by sea" speaks of the sea.
_AGAINST = re.compile(
    r"(?:\b(?:than|against|versus|vs|compared\s+(?:with|to)|instead\s+of|чем|против|вместо|по\s+сравнению\s+с)\b|比)"
    r"[^\d.;。；]{0,16}$",
    re.IGNORECASE,
)


@lru_cache(maxsize=8_192)
def stated(text: str, language: str) -> tuple[Key, ...]:
    """The keys of a source's text without the modes, cargoes and directions that it only compares with."""
    return tuple(
        key
        for key in keys(text, language)
        if not (
            key.kind.startswith("contrast:") and _AGAINST.search(text[max(0, key.start - _AGAINST_REACH) : key.start])
        )
    )


@lru_cache(maxsize=4_096)
def mended(word: str) -> str:
    """The table's word that `word` is one slip away from (a letter more, less, other, or two swapped), or ""."""
    folded = fold(word)
    if len(folded) < LONG_ENOUGH or folded in ordinary():
        return ""
    table = nearly()
    spellings = (folded, sound(word), *sorted(with_one_less(folded)))
    return next((table[near] for near in spellings if near in table and fold(table[near])[0] == folded[0]), "")


@lru_cache(maxsize=8_192)
def keys(text: str, language: str, *, lenient: bool = False) -> tuple[Key, ...]:
    """The words of `text` that carry meaning, in order, independent of language; function words left out.

    `lenient` reads misspelt words as the table's nearest ones: for questions, not for documents.
    """
    matches = list(WORD.finditer(text))
    found: list[Key] = []
    at = 0
    while at < len(matches):
        match = matches[at]
        if match.lastgroup == "han":
            found += _chinese_keys(match.group(), match.start())
            at += 1
        elif match.lastgroup == "number":
            number = _GROUPING.sub("", match.group()).replace(",", ".")
            found.append(Key(number, match.start(), match.end(), "number"))
            at += 1
        else:
            taken = _longest(matches, at)
            if taken:
                length, concept = taken
                found += _concept_keys(concept, match.start(), matches[at + length - 1].end())
                at += length
            else:
                found += (lenient and _mended_key(match, language)) or _plain_key(match, language)
                at += 1
    return tuple(found)


def _longest(matches: list[re.Match[str]], at: int) -> tuple[int, str] | None:
    """How many words from `at` on the longest known variant takes, and its concept.

    Where a common word and a name share a stem ("груз", "Грузия"), the same spelling decides, then a capital letter.
    """
    word = matches[at].group()
    known = _beginning(word)
    if not known:  # as for most words
        return None
    folded, capital = fold(word), at > 0 and word[0].isupper()
    best: tuple[tuple[int, bool, bool], str] | None = None
    for variant in known:  # the longest first
        length = len(variant.forms)
        if best is not None and length < best[0][0]:
            break
        if length > 1 and not _goes_on(variant, matches, at + 1):
            continue
        rank = (length, variant.words[0] == folded, variant.name is capital)
        if best is None or rank > best[0]:
            best = rank, variant.concept
    return (best[0][0], best[1]) if best else None


@lru_cache(maxsize=65_536)
def _beginning(word: str) -> tuple[Variant, ...]:
    """The variants of whose first word `word` is a form, those of the most words first."""
    found = forms(word)
    words = lookup(found[0].startswith("en:"))
    known = (
        variant
        for first in found
        for variant in words.get(first, ())
        if (not variant.exact or word == variant.exact) and _is_form(word, variant.words[0], variant.language)
    )
    return tuple(sorted(known, key=lambda variant: -len(variant.forms)))


def _goes_on(variant: Variant, matches: list[re.Match[str]], at: int) -> bool:
    """Whether a variant whose first word fits goes on with the words from `at` on."""
    if at + len(variant.forms) - 1 > len(matches):
        return False
    for place in range(1, len(variant.forms)):
        other = matches[at + place - 1]
        if other.lastgroup != "word":
            return False
        word = other.group()
        if variant.forms[place].isdisjoint(forms(word)) or not _is_form(word, variant.words[place], variant.language):
            return False
    return True


def _is_form(word: str, spelt: str, language: str) -> bool:
    """Whether a word of a text whose stem fits is a form of the table's word; a function word is only itself."""
    folded = fold(word)
    if folded == spelt:
        return True
    if folded in function_words():
        return False
    return language == "kk" or inflects(folded, spelt)


def _mended_key(match: re.Match[str], language: str) -> list[Key]:
    """The key of a misspelt word of the table."""
    word = match.group()
    near = mended(word) if _term(word, language) else ""
    known = keys(near, script_language(near)) if near else ()
    return [Key(key.term, match.start(), match.end(), key.kind, key.sound) for key in known]


def _plain_key(match: re.Match[str], language: str) -> list[Key]:
    """The key of a word the table lacks: none for a function word; a name where it is capitalised inside a text."""
    word = match.group()
    plain = _plain(word, language, word[0].isupper() and (match.start() > 0 or word.isupper()))
    return [Key(plain[0], match.start(), match.end(), plain[1], plain[2])] if plain else []


@lru_cache(maxsize=65_536)
def _plain(word: str, language: str, capital: bool) -> tuple[str, str, str] | None:
    """Term, kind and sound of a word the table lacks; None for a function word."""
    term = _term(word, language)
    if not term or word == "%" or _I.match(word):
        return None
    return term, "name" if capital else "word", sound(word) if capital else ""


def _chinese_keys(run: str, offset: int) -> list[Key]:
    """Known words by longest match; pairs of characters for what lies between them."""
    known, lengths = chinese(), chinese_lengths()
    found: list[Key] = []
    at = rest = 0
    while at <= len(run):
        left = len(run) - at
        length = next((n for n in lengths.get(run[at : at + 1], ()) if n <= left and run[at : at + n] in known), 0)
        if length or at == len(run):
            between = run[rest:at]
            pairs = tokens(between, "zh") if len(between) > 1 else ()
            found += [Key(pair.term, offset + rest + pair.start, offset + rest + pair.end) for pair in pairs]
            if not length:
                break
            concept = known[run[at : at + length]]
            found += _concept_keys(concept, offset + at, offset + at + length)
            rest = at + length
        at += length or 1
    return found


def same(one: Key, other: Key) -> bool:
    """Whether two keys name the same thing: equal terms, or names that sound alike up to an ending."""
    if one.term == other.term:
        return True
    if not one.sound or not other.sound or one.sound[:3] != other.sound[:3]:
        return False
    shorter, longer = sorted((one.sound, other.sound), key=len)
    # Endings of Russian and Kazakh cases are up to three letters; shorter names would match by chance.
    return (
        len(shorter) >= 4 and len(longer) - len(shorter) <= 3 and longer.startswith(shorter[: max(4, len(shorter) - 1)])
    )


def variants(concept: str, language: str | None = None) -> tuple[str, ...]:
    """The spellings of a concept ("=aktau" or "aktau") in one language, or in all."""
    entry = entries().get(concept.removeprefix("="))
    if entry is None:
        return ()
    chosen = (language,) if language else COLUMNS
    return tuple(dict.fromkeys(variant for code in chosen for variant in entry.variants.get(code, ())))

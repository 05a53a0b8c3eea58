"""Words that mean the same in four languages and several spellings, from an editable table.

`keys` turns a text into language-independent words: "Ақтау порты", "порт Актау" and "Aktau port" give the same two
concepts; a word the table does not know gives its stem. What is compared across languages is compared by these.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import NamedTuple

from qa.text.analysis import _term, analyse, function_words, tokens
from qa.text.cleaning import fold
from qa.text.forms import forms, forms_among, inflects, is_cyrillic, script_language, sound
from qa.text.spellings import (
    COLUMNS,
    NAME_KINDS,
    WORD,
    Variant,
    chinese,
    chinese_lengths,
    entries,
    lookup,
    mended,
)
from qa.text.transcription import spoken, transcribed

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
    r"(?:\b(?:than|against|versus|vs|compared\s+(?:with|to)|instead\s+of|fraction\s+of|чем|против|вместо|"
    r"по\s+сравнению\s+с)\b|比)"
    r"[^\d.;。；]{0,16}$",
    re.IGNORECASE,
)


@lru_cache(maxsize=8_192)
def stated(text: str, language: str) -> tuple[Key, ...]:
    """The keys of a source's text without the modes, cargoes and directions that it only compares with."""
    found = keys(text, language)
    if not any(kind.startswith("contrast:") for kind in {key[3] for key in found}):  # as in most texts
        return found
    return tuple(
        key
        for key in found
        if not (
            key.kind.startswith("contrast:") and _AGAINST.search(text[max(0, key.start - _AGAINST_REACH) : key.start])
        )
    )


#: Texts and languages whose keys need not be read: how to come by what an index keeps of them (`qa.text.keeping`).
kept: dict[tuple[str, str], Callable[[], tuple[Key, ...]]] = {}


@lru_cache(maxsize=8_192)
def keys(text: str, language: str, *, lenient: bool = False) -> tuple[Key, ...]:
    """The words of `text` that carry meaning, in order, independent of language; function words left out.

    `lenient` reads misspelt words as the table's nearest ones: for questions, not for documents.
    """
    if not lenient and (known := kept.pop((text, language), None)) is not None:
        return known()
    matches = list(WORD.finditer(text))
    words = _inside(language, lenient)
    found: list[Key] = []
    behind = 0  # the words before this one are part of a variant that has been added
    for at, match in enumerate(matches):
        if at < behind:
            continue
        if match.lastgroup is None:
            word = match[0]
            start, end = match.span()
            alone, following = words[word] if at else _alone(word, language, start > 0, False, lenient)
            if following and (taken := _longest(matches, at, following)):
                behind = at + taken[0]
                found += _concept_keys(taken[1], start, matches[behind - 1].end())
                continue
            for term, kind, spoken in alone:
                found.append(_new(Key, (term, start, end, kind, spoken)))
        elif match.lastgroup == "han":
            found += _chinese_keys(match[0], match.start())
        else:
            number = _GROUPING.sub("", match[0]).replace(",", ".")
            found.append(Key(number, *match.span(), "number"))
    return tuple(found)


#: What the class makes of five values, without its check of them: texts have thousands of words.
_new = tuple.__new__


#: Of a word that begins no longer variant term, kind and sound of each of its keys; and the forms of a word behind it
#: with which it may begin one.
_Alone = tuple[tuple[tuple[str, str, str], ...], frozenset[str]]


class _Inside(dict[str, _Alone]):
    """`_alone` of words that stand behind others, as nearly all do: a look-up without a call. Begun anew when full."""

    #: Words of one language.
    MOST = 65_536

    def __init__(self, language: str, lenient: bool) -> None:
        self._language, self._lenient = language, lenient

    def __missing__(self, word: str) -> _Alone:
        if len(self) >= self.MOST:
            self.clear()
        known = self[word] = _alone(word, self._language, True, True, self._lenient)
        return known


@lru_cache(maxsize=256)
def _inside(language: str, lenient: bool) -> _Inside:
    return _Inside(language, lenient)


#: Initials in the plural, or in the possessive without its apostrophe: "KTZs".
_SEVERAL_INITIALS = re.compile("[A-Z]{2,5}s")


def _alone(word: str, language: str, inside: bool, later: bool, lenient: bool) -> _Alone:
    """What a word says by itself. `inside`: a character stands before it in its text; `later`: a word does."""
    if _SEVERAL_INITIALS.fullmatch(word):
        word = word[:-1]
    known = _beginning(word)
    following = frozenset[str]()
    if known:  # of most words the table knows nothing
        following = following.union(*(variant.forms[1] for variant in known if len(variant.forms) > 1))
        single = _best(word, [variant for variant in known if len(variant.forms) == 1], later)
        if single is not None:
            return tuple((term, kind, "") for term, kind in _parts(single)), following
    own = _mended(word, language) if lenient else ()
    if later and word[0].isupper() and not word.isupper() and not any(kind in NAME_KINDS for _, kind, _ in own):
        own = ()  # a name that is one letter away from a common word, not that word misspelt: «Верден»
    return own or _plain(word, language, word[0].isupper() and (inside or word.isupper())), following


def _best(word: str, known: Iterable[Variant], later: bool) -> str | None:
    """The concept of the variant among several of as many words that `word` begins, the first of equals.

    Where a common word and a name share a stem ("груз", "Грузия"), the same spelling decides, then a capital letter.
    """
    folded, capital = fold(word), later and word[0].isupper()
    best = max(known, key=lambda variant: (variant.words[0] == folded, variant.name is capital), default=None)
    return best.concept if best is not None else None


def _longest(matches: list[re.Match[str]], at: int, following: frozenset[str]) -> tuple[int, str] | None:
    """How many words from `at` on the longest known variant of several takes, and its concept."""
    if at + 1 == len(matches) or matches[at + 1].lastgroup is not None:
        return None
    if following.isdisjoint(forms(matches[at + 1].group())):  # as nearly always
        return None
    word = matches[at].group()
    fitting = [variant for variant in _beginning(word) if len(variant.forms) > 1 and _goes_on(variant, matches, at + 1)]
    if not fitting:
        return None
    length = len(fitting[0].forms)  # the longest first
    concept = _best(word, [variant for variant in fitting if len(variant.forms) == length], at > 0)
    return (length, concept) if concept is not None else None


@lru_cache(maxsize=65_536)
def _beginning(word: str) -> tuple[Variant, ...]:
    """The variants of whose first word `word` is a form, those of the most words first."""
    words = lookup(not is_cyrillic(fold(word)))
    known = [
        variant
        for first in forms_among(word, words)
        for variant in words[first]
        if (not variant.exact or word == variant.exact) and _is_form(word, variant.words[0], variant.language)
    ]
    return tuple(sorted(known, key=lambda variant: -len(variant.forms))) if known else ()


def _goes_on(variant: Variant, matches: list[re.Match[str]], at: int) -> bool:
    """Whether a variant whose first word fits goes on with the words from `at` on."""
    if at + len(variant.forms) - 1 > len(matches):
        return False
    for place in range(1, len(variant.forms)):
        other = matches[at + place - 1]
        if other.lastgroup is not None:
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


def _mended(word: str, language: str) -> tuple[tuple[str, str, str], ...]:
    """Term, kind and sound of a misspelt word of the table."""
    near = mended(word) if _term(word, language) else ""
    return tuple((key.term, key.kind, key.sound) for key in (keys(near, script_language(near)) if near else ()))


def _plain(word: str, language: str, capital: bool) -> tuple[tuple[str, str, str], ...]:
    """Those of a word that the table lacks: none for a function word, a name where it is capitalised inside a text."""
    term = _term(word, language)
    if not term or word == "%" or _I.match(word):
        return ()
    return ((term, "name" if capital else "word", sound(word) if capital else ""),)


#: What a run of Chinese characters may be joined by.
_DASHES = frozenset("—–-")


def _chinese_keys(run: str, offset: int) -> list[Key]:
    """Known words by longest match and foreign names; pairs of characters for what lies between them."""
    known, lengths = chinese(), chinese_lengths()
    names = dict(transcribed(run))
    found: list[Key] = []
    at = rest = 0
    size = len(run)
    while at < size:
        length = 0
        for n in lengths.get(run[at], ()):
            if at + n <= size and run[at : at + n] in known:
                length = n
                break
        name = _name_end(run, at, names[at], length) if at in names else 0
        if not (length or name):
            at += 1
            continue
        found += _pairs(run, rest, at, offset)
        if name:
            found.append(Key(run[at:name], offset + at, offset + name, "name", spoken(run[at:name])))
        else:
            found += _concept_keys(known[run[at : at + length]], offset + at, offset + at + length)
        at = rest = name or at + length
    return found + _pairs(run, rest, size, offset)


#: A known word of so many characters at the head of a foreign name is a part of it ("铁" of "铁米拉特"), as is a longer
#: one of a name of so many characters that goes on for two at least ("卡尔斯" of "卡尔斯鲁厄").
_PART_OF_A_NAME, _ONE_NAME = 2, 6


def _name_end(run: str, start: int, end: int, length: int) -> int:
    """Where a foreign name ends: before a known word that goes on behind it ("利率").

    0 if too little is left, or if the known word of `length` characters at its head is the name.
    """
    known, lengths = chinese(), chinese_lengths()
    for at in range(start + 1, end):
        if any(at + n > end and run[at : at + n] in known for n in lengths.get(run[at], ())):
            end = at
            break
    if not transcribed(run[start:end]):
        return 0
    if length <= _PART_OF_A_NAME:
        return end
    rest = start + length
    another = any(run[rest : rest + n] in known for n in lengths.get(run[rest : rest + 1], ()))
    return end if rest + 2 <= end <= start + _ONE_NAME and not another else 0


def _pairs(run: str, start: int, end: int, offset: int) -> list[Key]:
    """The pairs of characters between two places of a run; none of a single one."""
    if end - start < 2:
        return []
    between = run[start:end]
    if _DASHES.isdisjoint(between):
        return [_new(Key, (run[at : at + 2], offset + at, offset + at + 2, "word", "")) for at in range(start, end - 1)]
    first = offset + start
    return [Key(pair.term, first + pair.start, first + pair.end) for pair in tokens(between, "zh")]


def variants(concept: str, language: str | None = None) -> tuple[str, ...]:
    """The spellings of a concept ("=aktau" or "aktau") in one language, or in all."""
    entry = entries().get(concept.removeprefix("="))
    if entry is None:
        return ()
    chosen = (language,) if language else COLUMNS
    return tuple(dict.fromkeys(variant for code in chosen for variant in entry.variants.get(code, ())))


@lru_cache(maxsize=8_192)
def spelt_terms(concept: str) -> tuple[tuple[str, ...], ...]:
    """The search terms of each spelling of a concept, language by language."""
    return tuple(tuple(analyse(spelling, code)) for code in COLUMNS for spelling in variants(concept, code))

"""Words that mean the same in four languages and several spellings, from an editable table.

`keys` turns a text into language-independent words: "Ақтау порты", "порт Актау" and "Aktau port" give the same two
concepts; a word the table does not know gives its stem. What is compared across languages is compared by these.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from qa.text.analysis import _term, function_words, stopwords, tokens
from qa.text.cleaning import fold
from qa.text.forms import base_forms, forms, inflects, is_cyrillic, script_language, sound

_COLUMNS = ("en", "ru", "kk", "zh")
#: Kinds whose concepts are proper names: a source that never mentions them does not speak of what was asked.
NAME_KINDS = frozenset({"place", "country", "org", "name"})
_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WORD = re.compile(
    rf"(?P<han>[{_HAN}]+(?:[—–-]+[{_HAN}]+)*)"
    r"|(?P<number>\d{1,3}(?:[,\u00a0\u202f\u2009 ]\d{3})+(?!\d)(?:\.\d+)?|\d+(?:[.,]\d+)?)"
    rf"|(?P<word>[^\W\d_{_HAN}]+(?:['’ʼ][^\W\d_{_HAN}]+)*|%)"
)
_IS_HAN = re.compile(f"[{_HAN}]")
_I = re.compile("I['’ʼ]")
_GROUPING = re.compile("[,\u00a0\u202f\u2009 ](?=\\d{3})")
#: Shorter words are one slip away from too many others.
_LONG_ENOUGH = 6


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the table: a concept, its kind, and its variants per language."""

    concept: str
    kind: str
    variants: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Key:
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


@lru_cache(maxsize=1)
def entries() -> dict[str, Entry]:
    """The table by concept."""
    found: dict[str, Entry] = {}
    table = (files("qa.text") / "data" / "glossary.tsv").read_text(encoding="utf-8")
    for line in table.splitlines():
        if not line.strip() or line.startswith(("#", "concept\t")):
            continue
        concept, kind, *cells = (cell.strip() for cell in line.split("\t"))
        variants = {
            code: tuple(variant.strip() for variant in cell.split(";") if variant.strip())
            for code, cell in zip(_COLUMNS, cells, strict=False)
        }
        found[concept] = Entry(concept, kind, variants)
    return found


def _concept_keys(concept: str, start: int, end: int) -> list[Key]:
    """The key of a concept, or those of each part of one that stands for two ("中欧" is China and Europe)."""
    return [Key("=" + part, start, end, entries()[part].kind) for part in concept.split("+")]


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
        if not (key.contrast and _AGAINST.search(text[max(0, key.start - _AGAINST_REACH) : key.start]))
    )


class _Variant(NamedTuple):
    """One spelling of a concept: its words' forms, its folded words, their language, and `exact` where case matters."""

    forms: tuple[frozenset[str], ...]
    concept: str
    words: tuple[str, ...]
    language: str
    exact: str
    name: bool


@lru_cache(maxsize=2)
def _lookup(latin: bool) -> dict[str, list[_Variant]]:
    """Variants in Latin or in Cyrillic letters by the form of their first word.

    The forms of all Russian ones take a quarter of a second: texts without Cyrillic letters do not wait for them.
    """
    words: dict[str, list[_Variant]] = {}
    for entry in entries().values():
        for code, variants in entry.variants.items():
            for variant in variants:
                if is_cyrillic(variant) is latin or (code == "zh" and _IS_HAN.search(variant)):
                    continue
                pieces = [match.group() for match in _WORD.finditer(variant) if match.lastgroup == "word"]
                language = "en" if latin else code if code in ("ru", "kk") else "ru"
                forms = tuple(base_forms(piece, language) for piece in pieces)
                exact = variant if fold(variant) in stopwords()["en"] | stopwords()["ru"] else ""
                if forms:
                    folded = tuple(map(fold, pieces))
                    known = _Variant(forms, entry.concept, folded, language, exact, entry.kind in NAME_KINDS)
                    for form in forms[0]:
                        words.setdefault(form, []).append(known)
    return words


@lru_cache(maxsize=1)
def _chinese() -> dict[str, str]:
    """Chinese variants to concepts."""
    return {
        variant: entry.concept
        for entry in entries().values()
        for variant in entry.variants.get("zh", ())
        if _IS_HAN.search(variant)
    }


@lru_cache(maxsize=1)
def _nearly() -> dict[str, str]:
    """Single-word variants of the table by their spelling with one letter left out, and by their sound."""
    table: dict[str, str] = {}
    for entry in entries().values():
        for code in ("en", "ru", "kk"):
            for variant in entry.variants.get(code, ()):
                if len(variant) >= _LONG_ENOUGH and variant.isalpha():
                    for spelling in (*_with_one_less(fold(variant)), sound(variant)):
                        table.setdefault(spelling, variant)
    return table


def _with_one_less(word: str) -> set[str]:
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}


@lru_cache(maxsize=1)
def _ordinary() -> frozenset[str]:
    """Everyday words that lie one slip from one of the table and are none ("contact", "contract")."""
    return frozenset((files("qa.text") / "data" / "ordinary.txt").read_text(encoding="utf-8").split())


@lru_cache(maxsize=4_096)
def _mended(word: str) -> str:
    """The table's word that `word` is one slip away from (a letter more, less, other, or two swapped), or ""."""
    folded = fold(word)
    if len(folded) < _LONG_ENOUGH or folded in _ordinary():
        return ""
    table = _nearly()
    spellings = (folded, sound(word), *sorted(_with_one_less(folded)))
    return next((table[near] for near in spellings if near in table and fold(table[near])[0] == folded[0]), "")


@lru_cache(maxsize=8_192)
def keys(text: str, language: str, *, lenient: bool = False) -> tuple[Key, ...]:
    """The words of `text` that carry meaning, in order, independent of language; function words left out.

    `lenient` reads misspelt words as the table's nearest ones: for questions, not for documents.
    """
    matches = list(_WORD.finditer(text))
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
                found += (lenient and _mended_key(match, language)) or _plain_key(match, text, language)
                at += 1
    return tuple(found)


def _longest(matches: list[re.Match[str]], at: int) -> tuple[int, str] | None:
    """How many words from `at` on the longest known variant takes, and its concept.

    Where a common word and a name share a stem ("груз", "Грузия"), the same spelling decides, then a capital letter.
    """
    word = matches[at].group()
    found = forms(word)
    words = _lookup(found[0].startswith("en:"))
    known = [variant for first in found for variant in words.get(first, ())]
    if not known:  # as for most words
        return None
    folded, capital = fold(word), at > 0 and word[0].isupper()
    best: tuple[tuple[int, bool, bool], str] | None = None
    for variant in known:
        rank = (len(variant.forms), variant.words[0] == folded, variant.name is capital)
        if (best is None or rank > best[0]) and _stands(variant, word, matches[at + 1 : at + len(variant.forms)]):
            best = rank, variant.concept
    return (best[0][0], best[1]) if best else None


def _stands(variant: _Variant, word: str, following: list[re.Match[str]]) -> bool:
    """Whether a variant whose first word fits `word` goes on with the words `following`."""
    if variant.exact and word != variant.exact:
        return False
    if len(following) != len(variant.forms) - 1 or not _is_form(word, variant.words[0], variant.language):
        return False
    return all(
        other.lastgroup == "word"
        and not form.isdisjoint(forms(other.group()))
        and _is_form(other.group(), spelt, variant.language)
        for form, spelt, other in zip(variant.forms[1:], variant.words[1:], following, strict=True)
    )


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
    mended = _mended(word) if _term(word, language) else ""
    known = keys(mended, script_language(mended)) if mended else ()
    return [Key(key.term, match.start(), match.end(), key.kind, key.sound) for key in known]


def _plain_key(match: re.Match[str], text: str, language: str) -> list[Key]:
    """The key of a word the table lacks: none for a function word; a name where it is capitalised inside a text."""
    word = match.group()
    term = _term(word, language)
    if not term or word == "%" or _I.match(word):
        return []
    capital = word[0].isupper() and (match.start() > 0 or word.isupper())
    return [Key(term, match.start(), match.end(), "name" if capital else "word", sound(word) if capital else "")]


def _chinese_keys(run: str, offset: int) -> list[Key]:
    """Known words by longest match; pairs of characters for what lies between them."""
    chinese = _chinese()
    longest = max(map(len, chinese))
    found: list[Key] = []
    at = rest = 0
    while at <= len(run):
        length = next((n for n in range(min(longest, len(run) - at), 0, -1) if run[at : at + n] in chinese), 0)
        if length or at == len(run):
            between = run[rest:at]
            pairs = tokens(between, "zh") if len(between) > 1 else ()
            found += [Key(pair.term, offset + rest + pair.start, offset + rest + pair.end) for pair in pairs]
            if not length:
                break
            concept = chinese[run[at : at + length]]
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
    chosen = (language,) if language else _COLUMNS
    return tuple(dict.fromkeys(variant for code in chosen for variant in entry.variants.get(code, ())))

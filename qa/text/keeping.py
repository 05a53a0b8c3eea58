"""What an index keeps of the reading of a passage: its words, its statements, and the words of each with their places.

Reading a passage whose words are met for the first time takes a millisecond, unpacking what was kept a hundredth.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache, partial
from importlib.resources import files

from qa.text.glossary import Key, kept, keys
from qa.text.spellings import entries
from qa.text.vocabulary import Sounding, Vocabulary, vocabulary
from qa.types import Passage, Span

#: Raise it when the same text would give other words with the same table.
_VERSION = "words/4"
#: Between the passage's words and its statements; between terms, names and statements; between the parts of a name and
#: the keys of a statement; between the parts of a key. No word holds them.
_STATED, _LINE, _PART, _GAP = "\f", "\n", "\t", " "
#: The kinds of keys that the table lacks, words apart.
_KINDS = {"name": "n", "number": "d"}
#: What a term begins with that is told in full.
_TOLD = ":"
_KIND_OF = {letter: kind for kind, letter in _KINDS.items()}
#: What the class makes of five values, without its check of them.
_new = tuple.__new__
#: So many statements' words are kept ready at most.
_READY = 4_096


def pack(passage: Passage, parts: Sequence[Span]) -> str:
    """What is to be kept of a passage whose statements are `parts`."""
    found = vocabulary(passage.text, passage.language)
    words = (*sorted(found.terms), *(_PART.join(name) for name in found.names))
    local = [part.shift(-passage.span.start) for part in parts]
    stated = [
        _PART.join((f"{one.start}{_GAP}{one.end}", *_packed(one.of(passage.text), passage.language))) for one in local
    ]
    return _LINE.join(words) + _STATED + _LINE.join(stated)


def _packed(text: str, language: str) -> Iterator[str]:
    """The keys of a statement, each by its distance from the end of the one before and its length.

    Then comes how much of the small letters there is its term, or the term itself; then kind and sound where the term
    does not tell them.
    """
    small, end = _small(text), 0
    for key in keys(text, language):
        parts = [str(key.start - end), str(key.end - key.start)]
        end = key.end
        if key.term.startswith("="):
            parts.append(key.term)
        else:
            there = small.startswith(key.term, key.start)
            parts.append(str(len(key.term)) if there else _TOLD + key.term)
            parts += [_KINDS[key.kind], key.sound] if key.kind in _KINDS else []
        yield _GAP.join(parts)


def _small(text: str) -> str:
    """A text in small letters, where these are as many."""
    small = text.lower()
    return small if len(small) == len(text) else text


def words(packed: str) -> Vocabulary:
    """The words of a passage."""
    told = packed.partition(_STATED)[0]
    first = told.find(_PART)  # of the first name, before which the terms end
    end = len(told) if first < 0 else told.rfind(_LINE, 0, first)
    terms, names = told[: max(end, 0)], told[end + 1 :]
    return Vocabulary(
        frozenset(terms.split(_LINE) if terms else ()),
        tuple([_new(Sounding, name.split(_PART)) for name in names.split(_LINE)] if names else ()),
    )


@lru_cache(maxsize=4_096)
def places(packed: str, start: int) -> tuple[Span, ...]:
    """The statements of a passage that begins at `start`; none where they were not kept."""
    found = []
    for line in _stated(packed):
        low, _, high = line.partition(_PART)[0].partition(_GAP)
        found.append(Span(start + int(low), start + int(high)))
    return tuple(found)


def remember(passages: Iterable[Passage]) -> None:
    """Have the words of these passages' statements ready, so that whoever reads one of them need not read it anew."""
    if len(kept) > _READY:
        kept.clear()
    for passage in passages:
        for line in _stated(passage.words):
            place, _, packed = line.partition(_PART)
            low, _, high = place.partition(_GAP)
            text = passage.text[int(low) : int(high)]
            kept[text, passage.language] = partial(_unpacked, packed, text)


def _stated(packed: str) -> list[str]:
    told = packed.partition(_STATED)[2]
    return told.split(_LINE) if told else []


def _unpacked(packed: str, text: str) -> tuple[Key, ...]:
    """The keys of the statement `text`."""
    small, end, found, table = _small(text), 0, [], entries()
    for one in packed.split(_PART) if packed else ():
        gap, length, term, *told = one.split(_GAP)
        start = end + int(gap)
        end = start + int(length)
        if term[0] == "=":
            found.append(_new(Key, (term, start, end, table[term[1:]].kind, "")))
            continue
        own = term[1:] if term[0] == _TOLD else small[start : start + int(term)]
        kind, sound = (_KIND_OF[told[0]], told[1]) if told else ("word", "")
        found.append(_new(Key, (own, start, end, kind, sound)))
    return tuple(found)


@lru_cache(maxsize=1)
def recipe() -> str:
    """By what stored words must have been read to be those of now: this code, and the table as it is."""
    table = (files("qa.text") / "data" / "glossary.tsv").read_bytes()
    return f"{_VERSION}/{hashlib.sha256(table).hexdigest()[:16]}"

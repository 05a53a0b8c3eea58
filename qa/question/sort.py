"""The sort of thing asked for by name: the city in "from which Kazakh city", the port in "в каком порту"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from qa.question.cues import cues
from qa.text.analysis import function_words
from qa.text.cleaning import fold
from qa.text.glossary import Key
from qa.types import AnswerKind, Span

_WHICH = re.compile(
    r"\b(?:which|what)\b|\bкак(?:ой|ая|ое|ие|ого|ому|им|их|ую|ом)\b|\bқай\b|\bқандай\b|[哪][个座家所条位种些]?|什么",
    re.IGNORECASE,
)
#: What asks for the name of the thing told behind it, and of the thing told before it.
_NAME_OF = re.compile(
    r"\bnames?\s+of\s+(?:the\s+|an?\s+)?|\bwhat(?:['’]s|\s+(?:is|are|was|were))\s+(?:the\s+)?(?=[^?]*\b(?:called|named)\b)|"
    r"\bкак\s+называ(?:ется|ются|лся|лась|лось|лись)\s+|\b(?:название|наименование|имя)\s+",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"\s+(?:қалай\s+аталады|(?:атауы|аты)\b)|(?:的(?:名称|名字)|叫(?:做)?(?:什么|啥)|名叫什么)", re.IGNORECASE
)
#: In Chinese nothing parts words, in Kazakh the noun has its object and its verb behind it.
_SHORT = re.compile("[қ\u3400-\u9fff]", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_\u3400-\u9fff]+(?:['’][^\W\d_]+)?|[\u3400-\u9fff]+|\S")
#: "which new border crossings", "name of the new Blue Heron ferry": so many words at most.
_MOST, _MOST_NAMED = 3, 4


def sort_of(text: str, words: Sequence[Key]) -> tuple[frozenset[str], AnswerKind | None]:
    """The terms for what is asked for by name, and the kind of name that is; empty and None where nothing tells.

    They follow "which" up to a function word; of several, the nouns that names are asked by are enough.
    """
    for which in _WHICH.finditer(text):
        found = _between(words, which.end(), _end(text, which.end()))
        nouns = _nouns_among(text, found)
        if not nouns and _SHORT.match(which.group()):
            found = found[:1]
        if found:
            return _terms(nouns or found), _head(nouns)
    for span in _named(text):
        nouns = _nouns_among(text, _between(words, *span))
        if nouns:
            return _terms(nouns), _head(nouns)
    return frozenset(), None


def _named(text: str) -> Iterator[Span]:
    """Where the thing stands whose name is asked for without "which"."""
    for ahead in _NAME_OF.finditer(text):
        yield Span(ahead.end(), _end(text, ahead.end(), _MOST_NAMED))
    for behind in _NAMED.finditer(text):
        before = list(_WORD.finditer(text, 0, behind.start()))[-1:]
        yield from (Span(word.start(), word.end()) for word in before)


def _end(text: str, start: int, most: int = _MOST) -> int:
    """Where the noun with its adjectives ends that begins at `start`, `most` words long."""
    end = start
    for number, word in enumerate(_WORD.finditer(text, start)):
        if number == most or not word.group()[0].isalpha() or fold(word.group()) in function_words():
            break
        end = word.end()
    return end


def _between(words: Sequence[Key], start: int, end: int) -> list[Key]:
    return [key for key in words if start <= key.start < end and not key.is_name]


def _terms(found: Sequence[Key] | Mapping[Key, AnswerKind]) -> frozenset[str]:
    return frozenset(key.term for key in found)


def _head(nouns: Mapping[Key, AnswerKind]) -> AnswerKind | None:
    """The kind of the last noun, which the others qualify."""
    return list(nouns.values())[-1] if nouns else None


def _nouns_among(text: str, words: Sequence[Key]) -> dict[Key, AnswerKind]:
    """The first nouns among `words` that names are asked by, one behind the other, with the kind of name."""
    found: dict[Key, AnswerKind] = {}
    for key in words:
        kind = next((kind for kind, noun in _nouns() if noun.match(text, key.start)), None)
        if kind is not None:
            found[key] = kind
        elif found:
            break
    return found


@lru_cache(maxsize=1)
def _nouns() -> tuple[tuple[AnswerKind, re.Pattern[str]], ...]:
    return tuple((kind, re.compile(rf"(?:{nouns})", re.IGNORECASE)) for kind, nouns in cues().nouns)

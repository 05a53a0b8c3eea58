"""A tree of phrases, token by token, that knows Russian and Kazakh endings.

`~` after a word stands for its endings: "тонн~" also covers "тонны" and "тоннаға".
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from qa.quantity.tokens import Token, tokenise

Node = dict[str, Any]

_RUSSIAN_ENDINGS = (
    "а|я|о|е|ы|и|у|ю|й|ь|ов|ев|ей|ам|ям|ом|ем|ём|ой|ёй|ах|ях|ами|ями|ами|ого|его|ому|ему|ым|им|ых|их|ыми|ими|ый|ий|ая|яя|"
    "ое|ее|ую|юю|ые|ие|ию|ия|ий|ии|ием|иям|иях|иями|ью|ён|ек|ик|ица|ка|ки|ку|кой|кам|ками|ках|ок"
)
_KAZAKH_ENDING = re.compile(
    r"(?:[аеяо])?(?:[лдт][ае]р)?(?:[сы]?[ыі]|ымыз|іміз)?(?:[ндт][ыі]ң|[ғқ]а|[гк]е|н[ае]|а|е|[ндт][ыі]|н?[дт][ае]н|нан|нен|н?[дт][ае]|н)?"
    r"(?:[мбп]ен|[дт]ай|[дт]ей|[лдт][ыі][қк]|[дт]?[ағ]{0,2}ғы|[дт]егі|дағы)?"
)
#: Longest ending that is tried: "-ларымыздан" and its like.
_LONGEST_ENDING = 8


#: First words kept by one tree.
_MOST_KEPT = 20_000


@lru_cache(maxsize=8192)
def _stems(word: str) -> tuple[str, ...]:
    """The stems, marked `~`, that a Cyrillic word could be a form of; longest first."""
    if not word or not "Ѐ" <= word[-1] <= "ӿ":
        return (word + "~",) if word else ()
    found = [word + "~"]
    for cut in range(1, min(_LONGEST_ENDING, len(word) - 1) + 1):
        ending = word[-cut:]
        if ending in _ENDINGS or _KAZAKH_ENDING.fullmatch(ending):
            found.append(word[:-cut] + "~")
            hard = _SOFTENED.get(word[-cut - 1])
            if hard:
                found.append(word[: -cut - 1] + hard + "~")
    return tuple(found)


#: Kazakh stems soften before a vowel: "көлік", "көлігі".
_SOFTENED = {"г": "к", "ғ": "қ", "б": "п"}
_ENDINGS = frozenset(_RUSSIAN_ENDINGS.split("|"))
#: What ends an entry in a tree: no token is the empty string.
_END = ""
#: What marks a node below which some words stand for all their forms.
_HAS_STEMS = "<stems>"


def _below(nodes: list[Node], word: str) -> list[Node]:
    """The nodes that a word leads to from any of these."""
    found: list[Node] = []
    for node in nodes:
        child: Node | None = node.get(word)
        if child is not None:
            found.append(child)
        if _HAS_STEMS in node:
            found += [node[stem] for stem in _stems(word) if stem in node]
    return found


class _Opened(dict[str, list[Node]]):
    """The nodes below the root by first word, kept: most words open no phrase, and each is asked for often."""

    def __init__(self, root: Node) -> None:
        super().__init__()
        self._root = [root]

    def __missing__(self, word: str) -> list[Node]:
        if len(self) >= _MOST_KEPT:
            self.clear()
        found = self[word] = _below(self._root, word)
        return found


class Phrases:
    """A tree of phrases with a value each; finds the longest that starts at a token."""

    def __init__(self, *, cased: bool = False) -> None:
        self._root: Node = {}
        self._cased = cased
        self._first = _Opened(self._root)

    def add(self, phrase: str, value: object) -> None:
        """Enter a phrase; the first value entered for a phrase stays."""
        plain = phrase if self._cased else phrase.lower()
        if _is_word(plain):  # most of them
            self._first.clear()
            self._root.setdefault(plain, {}).setdefault(_END, value)
        else:
            self._enter(_words(phrase, cased=self._cased), value)

    def _enter(self, words: Iterable[str], value: object) -> None:
        self._first.clear()
        node = self._root
        for word in words:
            if len(word) > 1 and word.endswith("~"):
                node[_HAS_STEMS] = True
            node = node.setdefault(word, {})
        node.setdefault(_END, value)

    def at(self, tokens: list[Token], i: int, stop: int | None = None) -> tuple[int, Any] | None:
        """The longest phrase from token `i` on, before token `stop`, and where it ends."""
        limit = len(tokens) if stop is None else stop
        if i == limit:
            return None
        nodes = self._first[tokens[i].text if self._cased else tokens[i].low]
        best: tuple[int, Any] | None = None
        while nodes:
            i += 1
            for node in nodes:
                if _END in node:
                    best = (i, node[_END])
                    break
            if i == limit:
                break
            nodes = _below(nodes, tokens[i].text if self._cased else tokens[i].low)
        return best

    def opens(self, word: str) -> bool:
        """Whether some phrase begins with a word, in the case that the tree keeps."""
        return bool(self._first[word])


class PhrasesBefore(Phrases):
    """A tree of phrases with a value each; finds the longest that ends before a token."""

    def _enter(self, words: Iterable[str], value: object) -> None:
        super()._enter(reversed(list(words)), value)

    def at(self, tokens: list[Token], i: int, stop: int | None = None) -> tuple[int, Any] | None:
        """The longest phrase that ends before token `i`, from token `stop` on, and where it begins."""
        limit = stop or 0
        if i == limit:
            return None
        i -= 1
        nodes = self._first[tokens[i].text if self._cased else tokens[i].low]
        best: tuple[int, Any] | None = None
        while nodes:
            for node in nodes:
                if _END in node:
                    best = (i, node[_END])
                    break
            if i == limit:
                break
            i -= 1
            nodes = _below(nodes, tokens[i].text if self._cased else tokens[i].low)
        return best


def _is_word(part: str) -> bool:
    """Whether the tokeniser keeps a string of letters, none of them Chinese, as one word."""
    return part.isalpha() and max(part) < "\u3005"


def _words(phrase: str, *, cased: bool) -> list[str]:
    """A phrase as the tokeniser would cut it, with `~` kept on its word."""
    plain = phrase if cased else phrase.lower()
    parts = plain.split(" ")
    if all(_is_word(part.removesuffix("~")) for part in parts):
        return parts  # most entries: the tables are ready in half the time
    if "~" not in plain and all("\u4e00" <= char <= "\u9fff" for char in plain):
        return list(plain)
    words: list[str] = []
    for token in tokenise(phrase if cased else phrase.lower()):
        if token.text == "~" and words and token.start > 0 and phrase[token.start - 1].isalpha():
            words[-1] += "~"
        else:
            words.append(token.text)
    return words

"""Which of a question's words a text holds, in any language, and what each word weighs."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from qa.text import LANGUAGES, analyse
from qa.text.glossary import Key, keys, same, stated, variants
from qa.types import Hit, Query

#: Names tell sources apart best, then what excludes something else (export, rail, grain) and figures.
_WEIGHT = {"name": 2.0, "contrast": 1.5, "number": 1.5, "measure": 1.0, "word": 1.0}
#: A word that every passage holds still counts for this much of its weight.
_COMMON = 0.3
#: What a plain word that no document holds counts for.
_FOREIGN = 0.4


@dataclass(frozen=True, slots=True)
class Wanted:
    """One word of the question, where it stands in it, and its weight."""

    key: Key
    weight: float


class Matcher:
    """The words of one question, looked for in many texts; every text is read once."""

    def __init__(self, query: Query, hits: Sequence[Hit], rarity: Callable[[str], float] | None) -> None:
        content = set(query.subject)
        unique: dict[str, Key] = {}
        for key in keys(query.text, query.language, lenient=True):
            if key.term in content or key.kind == "number":
                unique.setdefault(key.term, key)
        self._query = query
        self._found: dict[tuple[str, str], frozenset[int]] = {}
        bare = tuple(Wanted(key, _base_weight(key)) for key in unique.values())
        self.wanted: tuple[Wanted, ...] = bare
        scale = self._rarities(rarity) if rarity else self._local_rarities(hits)
        self.wanted = tuple(
            Wanted(word.key, word.weight * max(_COMMON, share)) for word, share in zip(bare, scale, strict=True)
        )
        self.total = sum(word.weight for word in self.wanted) or 1.0

    def _rarities(self, rarity: Callable[[str], float]) -> list[float]:
        """Each word's rarity in the corpus, scaled so that the rarest word of the question has 1."""
        raw = []
        for word in self.wanted:
            own = self._query.text[word.key.start : word.key.end]
            spellings = [(own, self._query.language)]
            spellings += [(spelling, code) for code in LANGUAGES for spelling in variants(word.key.term, code)]
            rarities = [max(map(rarity, terms)) for spelling, code in spellings if (terms := analyse(spelling, code))]
            # A concept is as common as its commonest spelling.
            raw.append(min(rarities, default=1.0))
        top, absent = max(raw, default=1.0) or 1.0, rarity("")
        # A plain word that no document holds tells no passage from another; an unknown name tells that it is missing.
        return [
            _FOREIGN if value >= absent and not word.key.is_name else value / top
            for value, word in zip(raw, self.wanted, strict=True)
        ]

    def _local_rarities(self, hits: Sequence[Hit]) -> list[float]:
        """How few of the passages found hold each word, 1 for none."""
        held = [self.held(hit.passage.text, hit.passage.language) for hit in hits]
        top = math.log(1 + len(hits)) or 1.0
        counts = [sum(at in words for words in held) for at in range(len(self.wanted))]
        return [math.log((1 + len(hits)) / (1 + count)) / top if hits else 1.0 for count in counts]

    def held(self, text: str, language: str) -> frozenset[int]:
        """The places, in `wanted`, of the words that `text` holds."""
        known = self._found.get((text, language))
        if known is None:
            there = stated(text, language)
            terms = {key.term for key in there}
            sounding = [key for key in there if key.sound]
            known = frozenset(
                at
                for at, word in enumerate(self.wanted)
                if word.key.term in terms or (word.key.sound and any(same(word.key, key) for key in sounding))
            )
            self._found[text, language] = known
        return known

    def places(self, text: str, language: str) -> list[tuple[int, int, int]]:
        """Every occurrence of a wanted word in `text`: its place in `wanted`, start, end."""
        found = []
        for key in stated(text, language):
            for at, word in enumerate(self.wanted):
                if same(word.key, key):
                    found.append((at, key.start, key.end))
                    break
        return found

    def share(self, held: frozenset[int] | set[int]) -> float:
        """The weight of these words as a share of all, 0–1."""
        return sum(self.wanted[at].weight for at in held) / self.total

    def names(self) -> list[int]:
        """The places of proper names and of figures that are no period."""
        return [at for at, word in enumerate(self.wanted) if word.key.is_name]

    def contrasts(self) -> list[int]:
        """The places of words that exclude others of their group."""
        return [at for at, word in enumerate(self.wanted) if word.key.contrast]


def _base_weight(key: Key) -> float:
    if key.is_name:
        return _WEIGHT["name"]
    return _WEIGHT.get("contrast" if key.contrast else key.kind, _WEIGHT["word"])

"""Which of a question's words a text holds, in any language, and what each word weighs."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from qa.quantity import meets
from qa.text import analyse, keeping
from qa.text.acronyms import initials, is_acronym, spelt_out
from qa.text.analysis import function_words
from qa.text.cleaning import fold
from qa.text.forms import sound
from qa.text.glossary import Key, keys, spelt_terms, stated
from qa.text.namesakes import same
from qa.text.spellings import WORD
from qa.text.transcription import bucket
from qa.text.vocabulary import Vocabulary, vocabulary
from qa.types import AnswerKind, Hit, Passage, Quantity, Query

#: Names tell sources apart best, then what excludes something else (export, rail, grain) and figures.
_WEIGHT = {"name": 2.0, "contrast": 1.5, "number": 1.5, "measure": 1.0, "word": 1.0}
#: A word that every passage holds still counts for this much of its weight.
_COMMON = 0.3
#: What a plain word that no document holds counts for.
_FOREIGN = 0.4
#: What a word of the question still counts for where it could not be recognised, the source being in another language.
_UNTRANSLATED = 0.3
#: What a word counts for that only says why somebody asks.
_PREAMBLE = 0.3
#: Words that say who tells it ("according to the authors of the study"), unless it is asked who that is.
_TELLING = frozenset({"=author", "=report"})
_ASKING_WHO = frozenset({AnswerKind.PERSON, AnswerKind.ORGANISATION, AnswerKind.NAME})
#: A word that no document holds is taken for a slip of one of theirs: one slip from so many letters on, two from so
#: many.
_ONE_SLIP, _TWO_SLIPS = 5, 9
#: Sorts of places: what stands before them at the head of a question is a name.
_SITES = frozenset(
    {"=port", "=dryport", "=station", "=crossing", "=border", "=area", "=district", "=village", "=city", "=park"}
    | {"=airport", "=mine", "=terminal"}
)
#: How Russian makes an adjective of the name of a town; in small letters, it is no name.
_OF_TOWNS = re.compile(r"[а-яё]{3,}ск(?:ий|ого|ому|им|ом|ая|ой|ую|ое|ие|их|ими)")


@dataclass(frozen=True, slots=True)
class Wanted:
    """One word of the question, where it stands in it, its weight, and its letters where it may be misspelt."""

    key: Key
    weight: float
    slip: str = ""


class Matcher:
    """The words of one question, looked for in many texts; every text is read once.

    `kept` says that the words kept with passages are those that would be read now.
    """

    def __init__(
        self,
        query: Query,
        hits: Sequence[Hit],
        rarity: Callable[[str], float] | None,
        quantities: Mapping[int, Sequence[Quantity]] | None = None,
        *,
        kept: bool = False,
    ) -> None:
        content = set(query.subject)
        unique: dict[str, Key] = {}
        read = keys(query.text, query.language, lenient=True)
        for key, behind in zip(read, (*read[1:], None), strict=True):
            if (key.term in content or key.kind == "number") and not any(_part_of(key, one) for one in query.told):
                unique.setdefault(key.term, _named(key, behind, query))
        unique.update((key.term, key) for key in map(_told_key, query.told))
        self._query, self._kept = query, kept
        self._found: dict[tuple[str, str], frozenset[int]] = {}
        self._places: dict[tuple[str, str], list[tuple[int, int, int]]] = {}
        self._totals: dict[str, float] = {}
        bare = tuple(
            Wanted(key, _base_weight(key) * (_PREAMBLE if _aside(key, query) else 1.0)) for key in unique.values()
        )
        self._slips = False
        self.wanted: tuple[Wanted, ...] = bare
        self._terms = {word.key.term: at for at, word in enumerate(bare)}
        self._inexact = [at for at, word in enumerate(bare) if word.key.sound]
        self._short = [*self._shortened(), *self._amounts(hits, quantities or {})]
        scale = self._rarities(rarity) if rarity else self._local_rarities(hits)
        self.wanted = tuple(
            Wanted(word.key, word.weight * max(_COMMON, share), slip)
            for word, (share, slip) in zip(bare, scale, strict=True)
        )
        self._weights = [word.weight for word in self.wanted]
        self.total = sum(self._weights) or 1.0
        self._slips = any(word.slip for word in self.wanted)
        self._inexact = [at for at, word in enumerate(self.wanted) if word.key.sound or word.slip]

    def _rarities(self, rarity: Callable[[str], float]) -> list[tuple[float, str]]:
        """Each word's rarity in the corpus against the question's rarest, and its letters where it may be misspelt."""
        raw = []
        for word in self.wanted:
            own = self._query.text[word.key.start : word.key.end]
            spellings = (analyse(own, self._query.language), *spelt_terms(word.key.term))
            rarities = [max(map(rarity, terms)) for terms in spellings if terms]
            # A concept is as common as its commonest spelling.
            raw.append(min(rarities, default=1.0))
        top, absent = max(raw, default=1.0) or 1.0, rarity("")
        # A plain word that no document holds tells no passage from another; an unknown name tells that it is missing.
        return [
            (
                _FOREIGN if value >= absent and not word.key.is_name else value / top,
                self._slip(word.key, value >= absent),
            )
            for value, word in zip(raw, self.wanted, strict=True)
        ]

    def _slip(self, key: Key, absent: bool) -> str:
        """The folded letters of a word that may be misspelt, else ""."""
        letters = fold(self._query.text[key.start : key.end])
        return letters if absent and key.kind in ("word", "name") and letters.isalpha() else ""

    def _local_rarities(self, hits: Sequence[Hit]) -> list[tuple[float, str]]:
        """How few of the passages found hold each word, 1 for none."""
        held = [self.held_in(hit.passage) for hit in hits]
        top = math.log(1 + len(hits)) or 1.0
        counts = [sum(at in words for words in held) for at in range(len(self.wanted))]
        return [(math.log((1 + len(hits)) / (1 + count)) / top if hits else 1.0, "") for count in counts]

    def _shortened(self) -> list[tuple[re.Pattern[str], frozenset[int]]]:
        """What stands for words of the question: the name whose initials they are, or the initials of their name."""
        text = self._query.text
        found = []
        for at, word in enumerate(self.wanted):
            written = text[word.key.start : word.key.end]
            if is_acronym(written) and not word.key.term.startswith("="):
                found.append((spelt_out(written), frozenset({at})))
        for letters, start, end in initials(text):
            inside = [at for at, word in enumerate(self.wanted) if start <= word.key.start and word.key.end <= end]
            if len(inside) > 1:
                found.append((re.compile(rf"(?<!\w){letters}(?!\w)"), frozenset(inside)))
        return found

    def _amounts(
        self, hits: Sequence[Hit], quantities: Mapping[int, Sequence[Quantity]]
    ) -> list[tuple[re.Pattern[str], frozenset[int]]]:
        """How the figures that the question is told by are written in these passages."""
        found = []
        for figure in self._query.told:
            there = [one.text for hit in hits for one in quantities.get(hit.passage.number, ()) if meets(figure, one)]
            written = "|".join(map(re.escape, sorted({figure.text, *there}, key=len, reverse=True)))
            at = frozenset({self._terms[_told_key(figure).term]})
            found.append((re.compile(rf"(?<![\d.,])(?:{written})(?![.,]?\d)"), at))
        return found

    @property
    def is_literal(self) -> bool:
        """Whether it takes no word for a misspelt one, and no figure for one that is written otherwise."""
        return not (self._slips or self._query.told)

    def told(self) -> frozenset[int]:
        """The places of the figures that the question is told by."""
        return frozenset(self._terms[_told_key(figure).term] for figure in self._query.told)

    def held(self, text: str, language: str) -> frozenset[int]:
        """The places, in `wanted`, of the words that `text` holds."""
        known = self._found.get((text, language))
        if known is None:
            known = self._found[text, language] = self._among(vocabulary(text, language), text, language)
        return known

    def held_in(self, passage: Passage) -> frozenset[int]:
        """`held` for the text of a passage, of which the index may have kept the words."""
        if not (self._kept and passage.words):
            return self.held(passage.text, passage.language)
        place = passage.text, passage.language
        known = self._found.get(place)
        if known is None:
            known = self._found[place] = self._among(keeping.words(passage.words), *place)
        return known

    def _among(self, there: Vocabulary, text: str, language: str) -> frozenset[int]:
        """The places, in `wanted`, of the words that are among those of `text`."""
        held = {self._terms[term] for term in self._terms.keys() & there.terms}
        spelt = _spelt(text) if self._slips else ()
        for at in self._inexact:
            word = self.wanted[at]
            if at not in held and (
                (word.key.sound and self._is_named(word.key, there))
                or (word.slip and any(_near(word.slip, letters) for letters in spelt if letters[:1] == word.slip[:1]))
            ):
                held.add(at)
        known = frozenset(sorted(held))  # so that sums over them are added in one order
        return known.union(*(words for pattern, words in self._short if pattern.search(text)))

    def _is_named(self, key: Key, there: Vocabulary) -> bool:
        """Whether a name of the text is the one of the question."""
        kind = bucket(key.sound)
        return any(name[0] == kind and same(key, Key(name[1], 0, 0, "name", name[2])) for name in there.names)

    def places(self, text: str, language: str) -> list[tuple[int, int, int]]:
        """Every occurrence of a wanted word in `text`: its place in `wanted`, start, end. Every text is read once."""
        known = self._places.get((text, language))
        if known is None:
            known = []
            for key in stated(text, language):
                # Nothing but an equal term can be meant by a word that has no sound, where none may be misspelt.
                at = self._first(key, text) if self._slips or key[4] else self._terms.get(key[0])
                if at is not None:
                    known.append((at, key[1], key[2]))
            known += [
                (at, *match.span())
                for pattern, words in self._short
                for match in pattern.finditer(text)
                for at in words
            ]
            self._places[text, language] = known
        return known

    def _first(self, key: Key, text: str) -> int | None:
        """The first place in `wanted` of a word that this key of `text` is. Equal terms are looked up, not compared."""
        exact = self._terms.get(key.term)
        letters = fold(text[key.start : key.end]) if self._slips else ""
        for at in self._inexact:
            if exact is not None and at >= exact:
                break
            word = self.wanted[at]
            if (key.sound and same(word.key, key)) or (word.slip and _near(word.slip, letters)):
                return at
        return exact

    def share(self, held: frozenset[int] | set[int], language: str = "") -> float:
        """The weight of these words as a share of all, 0–1; of those that a source in `language` could hold at all."""
        return min(1.0, sum(map(self._weights.__getitem__, held)) / self._total(language)) if held else 0.0

    def rarest_but(self, held: frozenset[int]) -> float:
        """The weight of the weightiest word that is not `held`, as a share of the weightiest of all; 0 for none."""
        missing = [word.weight for at, word in enumerate(self.wanted) if at not in held]
        return max(missing, default=0.0) / max((word.weight for word in self.wanted), default=1.0)

    def weights(self, language: str) -> tuple[float, ...]:
        """What each word weighs for a source in `language`; those that cannot be recognised in it count a little."""
        if not language or language == self._query.language:
            return tuple(word.weight for word in self.wanted)
        return tuple(word.weight * (1.0 if _crosses(word.key) else _UNTRANSLATED) for word in self.wanted)

    def _total(self, language: str) -> float:
        """The weight of the words that a source in `language` could hold; the others count a little."""
        if not language or language == self._query.language:
            return self.total
        known = self._totals.get(language)
        if known is None:
            known = self._totals[language] = sum(self.weights(language)) or 1.0
        return known

    def weighed(self, values: Mapping[int, float], language: str = "") -> float:
        """The mean of `values`, 0–1 by place in `wanted`, by the words' weights; 0 for words without one."""
        weights = self._weights
        return min(1.0, sum([weights[at] * value for at, value in values.items()]) / self._total(language))

    def names(self) -> list[int]:
        """The places of proper names."""
        return [at for at, word in enumerate(self.wanted) if word.key.is_name]

    def asked_names(self) -> list[int]:
        """The places of the proper names in the question proper; those of its preamble where it has none."""
        asked = [at for at in self.names() if self.wanted[at].key.start >= self._query.focus]
        return asked or self.names()

    def concepts(self) -> list[int]:
        """The places of words that the glossary knows in every language, names apart."""
        return [at for at, word in enumerate(self.wanted) if word.key.term.startswith("=") and not word.key.is_name]

    def contrasts(self) -> list[int]:
        """The places of words that exclude others of their group."""
        return [at for at, word in enumerate(self.wanted) if word.key.contrast]


def _named(key: Key, behind: Key | None, query: Query) -> Key:
    """What may be a name for all that its place and letters say, with its sound.

    A capital letter says nothing of the first word, but the sort of place behind it does: "Аққерме бекеті". A Russian
    adjective in small letters may be of a town: «ольметский парк» is the park of Olmet.
    """
    if key.kind != "word" or key.term.startswith("="):
        return key
    word = query.text[key.start : key.end]
    stands_before = behind is not None and behind.term in _SITES and not query.text[key.end : behind.start].strip()
    if key.start == 0 and word[0].isupper() and stands_before:
        return key._replace(kind="name", sound=sound(word))
    town = query.language == "ru" and _OF_TOWNS.fullmatch(word) is not None
    return key._replace(sound=sound(key.term)) if town else key


def _told_key(figure: Quantity) -> Key:
    """A figure that the question is told by is as good as a name."""
    return Key(f"={figure.low:.12g}–{figure.high:.12g} {figure.unit}", figure.span.start, figure.span.end, "name")


def _part_of(key: Key, figure: Quantity) -> bool:
    return figure.span.start < key.end and key.start < figure.span.end


def _crosses(key: Key) -> bool:
    """Whether a word can be recognised in another language: a known concept, a figure, or a name by its sound."""
    return key.term.startswith("=") or key.kind == "number" or bool(key.sound)


def _spelt(text: str) -> set[str]:
    """The folded letters of a text's words, without function words."""
    words = {match.group() for match in WORD.finditer(text) if match.lastgroup is None}
    return set(map(fold, words)) - function_words()


@lru_cache(maxsize=65_536)
def _near(word: str, other: str) -> bool:
    """Whether `word` is `other` with a slip or two: letters more, fewer, other or swapped; never in the first."""
    slips = 2 if len(word) >= _TWO_SLIPS else 1 if len(word) >= _ONE_SLIP else 0
    if not slips or word[0] != other[:1] or abs(len(word) - len(other)) > slips:
        return False
    return int(OSA.distance(word, other, score_cutoff=slips)) <= slips


def _aside(key: Key, query: Query) -> bool:
    """Whether a word says why somebody asks, or who told it, and not what is asked."""
    return key.start < query.focus or (key.term in _TELLING and query.kind not in _ASKING_WHO)


def _base_weight(key: Key) -> float:
    if key.is_name:
        return _WEIGHT["name"]
    return _WEIGHT.get("contrast" if key.contrast else key.kind, _WEIGHT["word"])

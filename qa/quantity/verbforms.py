"""Forms of English verbs, made from `data/verbs.tsv`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files

#: Words in -ed and -ing that are no verbs.
IN_ED = frozenset({
    "speed", "breed", "greed", "steed", "seed", "weed", "feed", "need", "bed", "shed", "reed", "deed", "hundred",
    "watershed", "seabed", "riverbed", "unmanned", "indeed", "red",
})  # fmt: skip
IN_ING = frozenset({
    "building", "housing", "mining", "shipping", "farming", "fishing", "engineering", "banking", "manufacturing",
    "processing", "funding", "financing", "trading", "crossing", "siding", "opening", "spring", "string", "ring",
    "king", "wing", "thing", "railing", "planning", "advertising", "parking", "training", "hearing", "meeting",
    "setting", "spending", "lending", "borrowing", "loading", "handling", "drilling", "warning", "beginning", "heating",
    "lighting", "painting", "recording", "rating", "ranking", "reading", "savings", "clothing", "packaging", "warming",
    "tracking", "monitoring", "landing", "landings", "earnings", "sitting", "booking", "bookings", "sailing",
    "passaging", "timing", "dwelling", "wedding", "scaffolding", "wiring", "bearing", "casing", "coating", "mapping",
})  # fmt: skip


def _third(base: str) -> str:
    if base.endswith(("s", "x", "z", "ch", "sh", "o")):
        return base + "es"
    return base[:-1] + "ies" if base.endswith("y") and base[-2] not in "aeiou" else base + "s"


def _past(base: str) -> Iterator[str]:
    if base.endswith("e"):
        yield base + "d"
    elif base.endswith("y") and base[-2] not in "aeiou":
        yield base[:-1] + "ied"
    else:
        yield base + "ed"
        yield base + base[-1] + "ed"


@lru_cache(maxsize=1)
def verbs() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Forms that are finite verbs or participles, forms that may be nouns too, and participles alone."""
    sure: set[str] = set()
    both: set[str] = set()
    participles: set[str] = set()
    text = files("qa.quantity").joinpath("data", "verbs.tsv").read_text(encoding="utf-8")
    for line in text.splitlines()[1:]:
        kind, words = line.split("\t")
        for word in words.split("|"):
            if kind in {"past", "participle"}:
                (sure if kind == "past" else participles).add(word)
                continue
            (sure if kind == "verb" else both).update((word, _third(word)))
            sure.update(_past(word))
    return frozenset(sure), frozenset(both - sure), frozenset(participles)


def may_be_verb(word: str) -> bool:
    """Whether a word in lower case is the form in -s or -ed of a verb, and no noun."""
    if word.endswith("ed"):
        return len(word) > 4 and word not in IN_ED
    return word.endswith("s") and word in verbs()[0]

"""Foreign names in Chinese characters: which characters spell one, and how it sounds beside a spelling in letters.

"塞尔马拉" is read s-r-m-l and so is "Selmara". What is compared is the row of consonants by where in the mouth they are
made, because Chinese has neither b against p nor l against r at the end of a syllable.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

#: Fewer characters than these are met by chance, as are those with fewer that are no ordinary words' as well.
_FEWEST, _FEWEST_OWN = 3, 2
#: What ends no name but begins the word behind it ("海关", "铁路", "金矿", "班列").
_BEGINS_ANOTHER = "海铁金班列尚"
#: Consonants that are told apart; all others are dropped.
_MADE = str.maketrans(
    {**dict.fromkeys("bp", "p"), **dict.fromkeys("dt", "t"), **dict.fromkeys("gkh", "k"), **dict.fromkeys("lr", "l"),
     **dict.fromkeys("fvw", "v"), **dict.fromkeys("szcjqx", "s"), **dict.fromkeys("aeiouy-· '’", "")}
)  # fmt: skip
_DIGRAPHS = re.compile("sh|zh|ch|ts|ng")
#: An r that no vowel follows is mostly left out in Chinese, and l and r are one.
_UNHEARD = re.compile("l(?![aeiouy])")
#: Names of fewer consonants sound like too many others.
_CONSONANTS = 3


@lru_cache(maxsize=1)
def _table() -> tuple[dict[str, str], frozenset[str]]:
    """How each character sounds, and those that ordinary words have as well."""
    lines = (files("qa.text") / "data" / "transcription.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return {row[0]: row[1] for row in rows}, frozenset(row[0] for row in rows if len(row) > 2)


@lru_cache(maxsize=1)
def _names() -> re.Pattern[str]:
    characters = "".join(_table()[0])
    return re.compile(f"[{characters}]{{2,}}(?:·[{characters}]+)*|[{characters}](?:·[{characters}]+)+")


def transcribed(text: str) -> list[tuple[int, int]]:
    """Where a foreign name stands in Chinese `text`: start and end of each."""
    common = _table()[1]
    found = []
    for match in _names().finditer(text):
        start, end = match.span()
        while end - start > _FEWEST and text[end - 1] in _BEGINS_ANOTHER:
            end -= 1
        own = sum(character not in common for character in text[start:end])
        if end - start >= _FEWEST and own >= _FEWEST_OWN:
            found.append((start, end))
    return found


def spoken(name: str) -> str:
    """How a transcribed name sounds, in Latin letters."""
    sounds = _table()[0]
    return "".join(sounds.get(character, "") for character in name)


def bucket(sound: str) -> str:
    """By what names are looked for that may sound alike: the kind of their first sound, "" for a vowel."""
    return _DIGRAPHS.sub("s", sound[:2])[:1].translate(_MADE)


@lru_cache(maxsize=65_536)
def sounds_like(chinese: str, letters: str) -> bool:
    """Whether a name read from Chinese and one in letters, both by their sound, are one name."""
    if bucket(chinese) != bucket(letters):
        return False
    one, other = _consonants(chinese), _consonants(letters)
    if one == other:
        return len(one) >= _CONSONANTS
    one, other = (_consonants(_UNHEARD.sub("", sound.replace("r", "l"))) for sound in (chinese, letters))
    return one == other and len(one) >= _CONSONANTS


def _consonants(sound: str) -> str:
    """The consonants by kind, doubled ones once."""
    plain = _DIGRAPHS.sub(lambda two: "n" if two.group() == "ng" else "s", sound)
    return re.sub(r"(.)\1+", r"\1", plain.translate(_MADE))

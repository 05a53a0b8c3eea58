"""Whether words spell out an abbreviation, and from where to where: "twenty-foot equivalent units" does TEU.

First by the words' initials, small words left out; else, after Schwartz and Hearst (2003), by the abbreviation's
letters in their order, the first of which begins a word.
"""

from __future__ import annotations

import re

#: The letters of abbreviations: Latin and Cyrillic ones, with those of Kazakh.
CAPITALS = "A-ZА-ЯЁӘІҢҒҮҰҚӨҺ"
LETTERS = f"{CAPITALS}a-zа-яёәіңғүұқөһ"
#: Small words that initials leave out.
SMALL = frozenset(
    {
        *("of", "and", "the", "for", "a", "an", "in", "on", "to", "by", "de", "la", "du", "et", "und", "и", "по", "на"),
        *("для", "в", "во", "с", "о", "об", "при", "от", "из", "со", "мен", "және", "үшін"),
    }
)
#: A long form has at most so many words more than the abbreviation has letters, and at most twice as many.
_MORE = 5
_WORD = re.compile(rf"[{LETTERS}\d]+(?:['’][{LETTERS}]+)?")
#: Latin letters that stand for an initial of a name in Cyrillic script (KTZ: «Казахстан темир жолы»).
_LATIN = {
    **dict(zip("абгдзилмнопртф", "abgdzilmnoprtf", strict=True)),
    "в": "vw",
    "е": "ey",
    "ё": "ey",
    "ж": "zj",
    "й": "yi",
    "к": "kc",
    "с": "sc",
    "у": "u",
    "х": "khx",
    "ц": "tc",
    "ч": "c",
    "ш": "s",
    "щ": "s",
    "э": "e",
    "ю": "yu",
    "я": "y",
    "ә": "a",
    "і": "i",
    "ң": "n",
    "ғ": "g",
    "ү": "u",
    "ұ": "u",
    "қ": "qk",
    "ө": "o",
    "һ": "h",
}


def words(text: str) -> list[tuple[str, int, int]]:
    """The words of `text`, the parts of one with a hyphen apart, each with where it begins and ends."""
    return [(found.group(), *found.span()) for found in _WORD.finditer(text)]


def before(short: str, text: str) -> int | None:
    """Where, in the words that end `text`, the long form of `short` begins; None where they do not spell it out."""
    held = words(text)[-_most(short) :]
    at = _initials(short, held, back=True)
    if at is not None:
        return held[at][1]
    return _letters(short, text, held)


def behind(short: str, text: str) -> int | None:
    """Where, in the words that begin `text`, the long form of `short` ends: by initials, or by letters of one word."""
    held = words(text)[: _most(short)]
    at = _initials(short, held, back=False)
    if at is None:
        first = text[: held[0][2]] if held else ""
        return len(first) if held and _letters(short, first, held[:1]) == held[0][1] else None
    while at + 1 < len(held) and text[held[at][2]] == "-" and held[at + 1][1] == held[at][2] + 1:
        at += 1  # a word with a hyphen is one
    return held[at][2]


def whole(short: str, text: str) -> bool:
    """Whether `text` as a whole spells `short` out."""
    held = words(text)
    return bool(held) and len(held) <= _most(short) and before(short, text) == held[0][1]


def as_many(short: str, text: str) -> bool:
    """Whether `text`, in another script, has as many words, small ones apart, as `short` has letters."""
    return sum(word.casefold() not in SMALL for word, _, _ in words(text)) == len(_bare(short))


def _most(short: str) -> int:
    return min(len(short) + _MORE, 2 * len(short)) + sum(map(str.isalpha, short))  # small words between any two


def _bare(short: str) -> str:
    return "".join(filter(str.isalnum, short)).casefold()


def _initials(short: str, held: list[tuple[str, int, int]], *, back: bool) -> int | None:
    """The place in `held` of the farther end of the words whose initials `short` is; they begin at the nearer end."""
    letters, order = _bare(short), range(len(held))
    if back:
        letters, order = letters[::-1], order[::-1]

    def reach(letter: int, step: int) -> int | None:
        if letter == len(letters):
            return order[step - 1]
        if step == len(order):
            return None
        word, start, _ = held[order[step]]
        joined = order[step] > 0 and start - held[order[step] - 1][2] == 1
        if step and (joined or word.casefold() in SMALL) and (found := reach(letter, step + 1)) is not None:
            return found
        return reach(letter + 1, step + 1) if _begins(word, letters[letter]) else None

    return reach(0, 0) if len(letters) > 1 else None


def _begins(word: str, letter: str) -> bool:
    first = word[0].casefold()
    return first == letter or letter in _LATIN.get(first, "")


def _letters(short: str, text: str, held: list[tuple[str, int, int]]) -> int | None:
    """Where the shortest text begins that ends `text` and holds the letters of `short` in their order."""
    begins = {start for word, start, _ in held if word.casefold() not in SMALL}
    bare, at, matched = _bare(short), len(text), 0
    for left in range(len(bare) - 1, -1, -1):
        at -= 1
        while at >= 0 and (text[at].casefold() != bare[left] or (left == 0 and at not in begins)):
            at -= 1
        if at < 0:
            return None
        matched += at in begins
    one = all(start <= at for start in begins)
    return at if (one or matched > 1) and len(text) - at > len(short) + 1 else None

"""A unit told with more: of what, where, on what basis ("current US$", "m a.s.l.", "t live weight")."""

from __future__ import annotations

import re

from qa.quantity.measures import Measure, exactly
from qa.quantity.units import dimension

#: On what basis an amount is reckoned, before or behind its unit.
_BASIS = re.compile(
    r"\b(?:(?:at |in )?(?:current|constant|nominal|real|international|gross|net|live|dry|estimated|annual|monthly|total"
    r"|average)"
    r"(?: (?:19|20)\d\d)?(?: prices)?|в (?:текущих|постоянных|действующих) ценах)(?!\w)",
    re.I,
)
#: Abbreviations of more words: "m a.s.l.", «г у.т./кВт·ч».
_DOTTED = re.compile(r"\s(?:[^\W\d_]\.\s?){2,}")
#: Of what there is so much for each of something: "kg of oil equivalent per capita".
_OF_THING = re.compile(r"\sof [^\d/]{2,40}?(?= per |/|$)")
#: Where, or with what left out, an amount is reckoned, behind its unit.
_WHERE = re.compile(
    r"\s(?:at|on|ex|above|below|before|after|excluding|including|without|with|by|при|без|с уч[её]том|с|над|под|от)\s.*",
    re.I,
)
#: Words that may follow a unit and say of what it is: «тыс. кв. м общей площади», "t live weight".
_MOST_WORDS = 3
_NOT_OF = re.compile(r"(?:and|or|to|и|или|до|және)\b", re.I)


def qualified(part: str) -> Measure | None:
    """The measure of a part of a heading without what qualifies it; of a list the last that measures."""
    parts = [one.strip() for one in (part, *reversed(re.split("[,，:：;；]", part)))]
    told = next((found for one in parts[1:] if (found := _measured(one)) is not None), None)
    return told or next((found for one in parts if (found := _cut(one)) is not None), None)


def _cut(part: str) -> Measure | None:
    for form in (_BASIS, _DOTTED, _OF_THING, _WHERE):
        left = " ".join(form.sub(" ", part).replace(" /", "/").split())
        if left != part and (found := _measured(left)) is not None:
            return found
        part = left
    words = part.split()
    for number in range(1, min(_MOST_WORDS, len(words) - 1) + 1):
        tail = words[-number:]
        if not all(word.isalpha() and word.islower() for word in tail) or _NOT_OF.match(tail[0]):
            return None
        found = _measured(" ".join(words[:-number]))
        if found is not None and found.unit and dimension(found.unit) != "duration":
            return found
    return None


def _measured(words: str) -> Measure | None:
    """A unit of measure or a magnitude; nouns ("lorry") and rates alone say too little when something follows."""
    if words.startswith(("%", "％")):
        return Measure("%")  # "% within 15 min"
    found = exactly(words)
    if found is None or found.unit.startswith("/"):
        return None
    return None if found.scale == 1 and dimension(found.unit) in {"count", "multiple"} else found

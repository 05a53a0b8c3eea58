"""What a measure is of: "the price of gas", «цена газа», «газ бағасы», and what takes its place in a follow-up."""

from __future__ import annotations

import re

from qa import question
from qa.dialogue.counted import PREPOSITION
from qa.dialogue.topic import content
from qa.dialogue.verbs import is_verb
from qa.text.forms import is_cyrillic
from qa.text.glossary import Key, keys
from qa.types import Span

#: What stands between a measure and what it is of, behind it.
_BEHIND = {
    "en": re.compile(r"\s+of\s+(?:the\s+|an?\s+)?", re.IGNORECASE),
    "ru": re.compile(r"\s+(?:на\s+)?", re.IGNORECASE),
}
#: And in front of it.
_AHEAD = {"en": re.compile(r"\s+"), "kk": re.compile(r"\s+"), "zh": re.compile("的?")}
_SPACE = re.compile(r"\s+")
_TIMES = frozenset({"unit:year", "unit:month", "unit:day", "number"})
_NOUN = re.compile(r"(?:the\s+)?[^\W\d_]+(?:[ -][^\W\d_]+)?", re.IGNORECASE)
#: Endings of adjectives, which narrow a thing and are none.
_ADJECTIVE = re.compile(r"(?:[оеы]го|[иы]х|[оиеы]й|[ая]я|[ыи][ем])$")


def of_another(body: str, before: str) -> str:
    """The question `before` with the common noun `body` as what its measure is of; "" where either has none."""
    code, own = question.question_language(before), content(body)
    # A short Kazakh word without a letter of its own ("су") passes for a Russian one.
    same = question.question_language(body) == code or (code == "kk" and is_cyrillic(body))
    if not same or not own or not _NOUN.fullmatch(body) or PREPOSITION.match(body):
        return ""
    if any(
        key.is_name or key.unit or key.kind == "measure" or key.contrast == "mode" for key in own
    ) or _ADJECTIVE.search(body):
        return ""
    place = _complement(before, code)
    return before[: place.start] + body + before[place.end :] if place else ""


def _complement(text: str, code: str) -> Span | None:
    """The lone noun that the first measure of `text` is of, or a unit ("a tonne of beet")."""
    words = content(text)
    for unit in keys(text, code, lenient=True):
        if code != "zh" and unit.unit and unit.kind not in _TIMES:
            thing = next((one for one in words if _fills(_BEHIND.get(code, _SPACE), text, unit, one)), None)
            if thing and not (thing.is_name or thing.sound or thing.kind in ("measure", "number") or thing.unit):
                return Span(thing.start, thing.end)
    for measure in (key for key in words if key.kind == "measure"):
        for other in words:
            if other.is_name or other.sound or other.unit or other.kind == "measure" or is_verb(other, text, False):
                continue
            if text[other.start].isupper() and other.start:
                # "Rail" of "Ardon Rail charge" is part of a name.
                continue
            if code == "zh" and not other.contrast:
                # "通行" of "通行能力" is part of the measure.
                continue
            behind = code in _BEHIND and _fills(_BEHIND[code], text, measure, other)
            if behind or (code in _AHEAD and _fills(_AHEAD[code], text, other, measure)):
                return Span(other.start, other.end)
    return None


def _fills(between: re.Pattern[str], text: str, first: Key, last: Key) -> bool:
    return first.end <= last.start and between.fullmatch(text, first.end, last.start) is not None

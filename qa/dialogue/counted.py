"""What a question counts: "How many wagons …", and what takes its place in a follow-up."""

from __future__ import annotations

import re

from qa.dialogue.topic import content
from qa.text.glossary import Key
from qa.types import Span

_HOW_MANY = re.compile(
    r"\bhow\s+many\s+|\b(?:number|count)\s+of\s+(?:the\s+)?|\bсколько\s+|\b(?:число|количество)\s+|"
    r"\b(?:қанша|неше)\s+|(?:多少|几)(?:个|家|条|辆|列|名|位|座|台|艘|节|种|项|处)?",
    re.IGNORECASE,
)
#: "Қанша тұрады": how much it costs, not how many.
_KAZAKH_VERB = re.compile(r"[ыійаед](?:ды|ді|ты|ті)$|(?:ған|ген|қан|кен)$", re.IGNORECASE)
#: What opens a circumstance ("and by sea?"), which is no counted noun.
_PREPOSITION = re.compile(
    r"\s*(?:in|at|on|by|from|to|for|during|per|with|through|via|between|since|under|after|before|according|"
    r"в|во|на|по|из|с|со|до|от|для|через|при|за|после|к|между)\b",
    re.IGNORECASE,
)
#: A counted noun has so many words at most, the last of which is the noun.
_LONGEST = 3


def counted(text: str) -> Span | None:
    """Where the noun that `text` counts stands; None where nothing is counted."""
    asked = _HOW_MANY.search(text)
    if asked is None:
        return None
    run: list[Key] = []
    for key in content(text):
        if key.start < asked.end():
            continue
        if _KAZAKH_VERB.search(text[key.start : key.end]):
            break
        if key.start - (run[-1].end if run else asked.end()) > 1 or key.is_name or len(run) == _LONGEST:
            break
        run.append(key)
    if not run:
        return None
    return Span(run[0].start, run[0].end if len(run) == 1 else _noun_end(run))


def counting(body: str, before: str) -> str:
    """The question `before`, counting what the bare noun `body` names instead; "" where `body` is no such noun."""
    words = content(body)
    if not words or len(words) > _LONGEST or _PREPOSITION.match(body) or any(key.is_name for key in words):
        return ""
    if any(key.kind == "measure" or key.contrast for key in words):
        return ""
    place = counted(before)
    return before[: place.start] + body + before[place.end :] if place else ""


def _noun_end(run: list[Key]) -> int:
    """A verb may follow the noun at once: only the glossary's own words are sure to belong to it."""
    known = [key for key in run if key.term.startswith("=") or key.unit]
    return known[-1].end if known else run[0].end

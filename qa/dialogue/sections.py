"""A part of what was spoken of, named without it: "how long is the Kazakh part?" after the highway's length."""

from __future__ import annotations

import re

from qa import question
from qa.dialogue import russian
from qa.dialogue.cues import cues
from qa.dialogue.kazakh import kazakh_owner
from qa.dialogue.topic import topic

#: A part by itself, told from the others by one word, and not said to be of anything.
_SECTION = {
    "en": re.compile(r"\bthe\s+[A-Za-z-]+\s+(?:part|section|stretch|segment|portion|leg)$", re.IGNORECASE),
    "ru": re.compile(
        r"[а-яё-]+(?:ая|ой|ую|ый|ий|ого|его)\s+(?:част[ьи]|участ(?:ок|ка)|отрез(?:ок|ка))$", re.IGNORECASE
    ),
    "kk": re.compile(r"^[\w-]+\s+(?:бөлігі|учаскесі|бөлімі|телімі)(?=\s)", re.IGNORECASE),
    "zh": re.compile(r"^[\u3400-\u9fff]{2,8}(?:境内)?(?:段|部分)"),
}
#: The first word tells parts of a year or of a text apart, or the parts' order, which has its own rules.
_OTHERWISE = re.compile(
    r"\bthe\s+(?:first|second|third|last|next|other|main|biggest|largest|same|remaining|whole)\s|"
    r"(?:перв|втор|трет|послед|больш|друг|основн|остальн)[а-яё]+\s|^(?:қалған|басқа|үлкен|негізгі|көп)\s|"
    r"^(?:其他|其余|大|一|主要|剩余)",
    re.IGNORECASE,
)


def of_whole(body: str, before: str) -> str:
    """`body` with what the part that it names is a part of, by the question before; "" where it names no such part."""
    code = question.question_language(body)
    section = _SECTION[code].search(body) if code in _SECTION else None
    if section is None or _OTHERWISE.search(section.group()) or question.question_language(before) != code:
        return ""
    about = topic(before)
    if not about or about.casefold() in body.casefold():
        return ""
    whole = f"{body} — {about}"
    if code == "en":
        whole = f"{body} of {about if about.lower().startswith('the ') else f'the {about}'}"
    elif code == "kk":
        whole = f"{kazakh_owner(about)} {body[:1].lower()}{body[1:]}"
    elif code == "zh":
        whole = f"{about}{body}"
    if cues().asking.search(body):
        return whole
    # A part alone takes the place of the whole, where no case stands in the way.
    if code == "ru":
        return before.replace(about, f"{body} {russian.recast(about, 'gent')}", 1).rstrip(" ?？")
    return before.replace(about, whole, 1).rstrip(" ?？") if code in ("en", "zh") else ""

"""The ends of a way: the words that tell from where and to where, and the way back."""

from __future__ import annotations

import re

from qa import question
from qa.dialogue.cues import cues
from qa.text.glossary import keys

FROM = r"(?:from|out\s+of|из|от|со?)"
TO = r"(?:to|into|до|к)"
#: Where a Russian way goes: "в" and "на" tell it only behind its beginning, since they tell places as well.
RUSSIAN_TO = r"(?:в|во|на|до|к)"
#: Kazakh endings.
KAZAKH_FROM = r"(?:дан|ден|(?<!с)тан|тен|нан|нен)"
KAZAKH_TO = r"(?:ға|ге|қа|ке)"
HAN_FROM = "[从自由]"
HAN_TO = "[到至往去]"
_NAME = r"[\w’'.-]+(?:\s(?=[^\W\d_a-zа-яё])[\w’'.-]+)?"
_PLAIN = re.compile(
    rf"\b(?P<out>from|из|со?)\s+(?P<one>{_NAME})\s+(?P<to>to|в|во|на|до)\s+(?P<other>{_NAME})", re.IGNORECASE
)
_TOLD_BACK = re.compile(
    rf"\b(?P<to>to|в|во|на|до)\s+(?P<one>{_NAME})\s+(?P<out>from|из|со?)\s+(?P<other>{_NAME})", re.IGNORECASE
)
_KAZAKH = re.compile(
    rf"(?P<one>\w{{2,}}?)(?P<out>{KAZAKH_FROM})\s+(?P<other>\w{{2,}}?)(?P<to>{KAZAKH_TO})(?!\w)", re.IGNORECASE
)
_HAN = re.compile(
    rf"{HAN_FROM}?(?P<one>[\u3400-\u9fff]{{2,6}}?){HAN_TO}(?P<other>[\u3400-\u9fff]{{2,6}}?)(?=[的每有在\d，,]|之间|方向|需|要|走|怎|多)"
)
_DASH = re.compile(r"(?P<one>[^\W\d_a-zа-яё]\w+)(?P<tie>\s?[–—-]\s?)(?P<other>[^\W\d_a-zа-яё]\w+)")
_VOICELESS = re.compile("[пфкқтсшщчцхһбвгд]$")


def turned(body: str, before: str) -> str:
    """The question `before` about the way back, for "and back?"; "" where it names no way or `body` asks otherwise."""
    if not cues().back.fullmatch(body):
        return ""
    code = question.question_language(before)
    found = (_KAZAKH if code == "kk" else _HAN if code == "zh" else _PLAIN).search(before)
    if found is None:
        found = _TOLD_BACK.search(before) or _DASH.search(before)
    if found is None:
        return ""
    one, other = found["one"], found["other"]
    if code == "kk" and found.re is _KAZAKH:
        words = f"{other}{_ending(other, found['to'], away=True)} {one}{_ending(one, found['out'], away=False)}"
        return before[: found.start()] + words + before[found.end() :]
    if code == "ru" and "out" in found.groupdict() and not all(_is_known(name) for name in (one, other)):
        gone, come = (one, other) if found.re is _PLAIN else (other, one)
        one, other = (_going(gone), _coming(come)) if found.re is _PLAIN else (_coming(come), _going(gone))
    (start, end), (begin, stop) = found.span("one"), found.span("other")
    return before[:start] + other + before[end:begin] + one + before[stop:]


def _is_known(name: str) -> bool:
    return any(key.term.startswith("=") for key in keys(f"· {name}", "ru"))


def _going(name: str) -> str:
    """A Russian name in the genitive, as the goal of a way: «из Мартана», «в Мартан»; «из Дельбы», «в Дельбу»."""
    for ending, other in (("ы", "у"), ("и", "ю"), ("я", "ь"), ("а", "")):
        if name.endswith(ending):
            return name[:-1] + other
    return name


def _coming(name: str) -> str:
    """A Russian name in the accusative, as the beginning of a way."""
    for ending, other in (("у", "ы"), ("ю", "и"), ("ь", "я")):
        if name.endswith(ending):
            return name[:-1] + other
    return name + "а" if re.search("[бвгдзклмнпрстфхцчшщ]$", name) else name


def _ending(name: str, told: str, *, away: bool) -> str:
    """The Kazakh ending of "from" (`away`) or "to" as the last sound of a name wants it, and the vowel of `told`."""
    hard = _VOICELESS.search(name) is not None
    first = ("т" if hard else "н" if re.search("[мнң]$", name) else "д") if away else ""
    if "е" in told:
        return f"{first}ен" if away else ("ке" if hard else "ге")
    return f"{first}ан" if away else ("қа" if hard else "ға")

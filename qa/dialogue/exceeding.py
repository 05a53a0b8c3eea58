"""How much more that is: the amount asked for before, asked how much more of it there is than at another time."""

from __future__ import annotations

import re

from qa import question

_END = re.compile(r"\s*[?？.。!！]*\s*$")
_DEGREE = r"(?P<more>more|less|fewer|higher|lower|larger|smaller)"
#: "How much more was that than in 2023?", "how many percent more than the year before was that?".
_MORE = re.compile(
    rf"how\s+(?:much|many)(?P<unit>\s+percent\w*)?\s+{_DEGREE}\s+(?:"
    r"(?:is|was|were)\s+(?:that|it|this)(?:\s+(?P<than>than\s+.+))?|(?P<first>than\s+.+?)\s+(?:is|was|were)\s+(?:that|it|this))",
    re.IGNORECASE,
)
#: An English question of an amount; "what did it carry" asks for one as well.
_AMOUNT = re.compile(
    r"(?P<how>how\s+(?:much|many)|what(?=(?:\s+[\w’'-]+){0,4}?\s+(?:do|does|did)\s))\s+(?P<rest>(?!(?:is|are|was|were)\b).+)",
    re.IGNORECASE,
)
#: How much more that is may be told in per cent, whatever it was measured in.
_MEASURED = re.compile(r"many\s+(?:(?:thousand|million|billion)\s+)?\w+\s+of\s+", re.IGNORECASE)
_RUSSIAN_MORE = re.compile(
    r"на\s*сколько(?P<unit>\s+процентов)?\s+(?:это\s+)?(?P<more>больше|меньше)(?:\s+это)?(?P<than>,?\s+чем\s+.+)?",
    re.IGNORECASE,
)
_RUSSIAN_AMOUNT = re.compile(r"сколько\s+(?P<rest>.+)", re.IGNORECASE)
#: How much is carried or made is compared; how long something takes or what it costs is said otherwise.
_PRICED = re.compile(r"\b(?:cost|take|last|pay)\b|(?<!\w)(?:сто[ия]|стоил|длил|занима)\w*", re.IGNORECASE)


def exceeding(body: str, before: str) -> str:
    """The question `before` asked how much more that is; "" where `body` asks no such thing or `before` no amount."""
    code = question.question_language(body)
    stem, mark = _END.sub("", before), before[len(_END.sub("", before)) :] or "?"
    if code != question.question_language(before) or _PRICED.search(stem):
        return ""
    if code == "ru":
        told, asked = _RUSSIAN_MORE.fullmatch(body), _RUSSIAN_AMOUNT.fullmatch(stem)
        if not told or not asked:
            return ""
        than = (told["than"] or "").lstrip(", ")
        return f"На сколько{told['unit'] or ''} {told['more']} {asked['rest']}{f', {than}' if than else ''}{mark}"
    told = _MORE.fullmatch(body)
    if code != "en" or not told:
        return ""
    than = f" {found}" if (found := told["than"] or told["first"]) else ""
    percent, more = told["unit"] or "", told["more"]
    asked = _AMOUNT.fullmatch(stem if percent else _MEASURED.sub("much ", stem, count=1))
    if asked is None:
        return ""
    how = "How many" if percent else asked["how"] if asked["how"].lower() != "what" else "How much"
    return f"{how}{percent} {more} {asked['rest']}{than}{mark}"

"""What a heading says besides its measure: what kind of column it is, direction, plan, a period without its year."""

from __future__ import annotations

import re
from functools import lru_cache

from qa.quantity import calendar_words
from qa.quantity.calendarforms import month_numbers
from qa.quantity.lexicon import lexicon
from qa.quantity.tokens import tokenise

#: Words that belong to a period and name nothing.
_PERIOD_WORDS = re.compile(
    r"\b(?:years?|fy|full|whole|calendar|полный|весь|months?|quarters?|г|гг|год\w*|за|в|жыл\w*|the|in|of|as|at|end|by|for|on|from|to|на|с|конец|начало"
    r"|месяц\w*|квартал\w*|тоқсан\w*|ай)\b|[年度月]|季度",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+")
_LETTERS = re.compile(r"[^\W\d_]")


#: Words that say whether a period is over: "2025 forecast", "2023 (actual)".
_WHETHER = re.compile(
    r"\b(?:plan|planned|forecast|target|budget|estimates?|estimated|projected|projection|actual|preliminary|план|прогноз"
    r"|факт|бюджет|оценка|жоспар|болжам|нақты)\b|计划|预测|目标|预计|实际|预算",
    re.I,
)


def says_more(rest: str, *, plans: bool = False) -> bool:
    """Whether what is left of a heading without its periods says anything besides when (and, `plans`, whether)."""
    return _LETTERS.search(_PERIOD_WORDS.sub("", _WHETHER.sub("", rest) if plans else rest)) is not None


#: "2025E", "2026 F", "2024A": estimated, forecast, actual.
ESTIMATED = re.compile(
    r"(?<![\w.,])((?:19|20)\d\d)\s?(?:[EFPBA]|[efpba](?=$|\s)|est\.?|\((?:est|e|f|p|b|prelim|оценка|прогноз|план)\.?\))(?!\w)"
)
ESTIMATE = re.compile(r"(?<![\w.,])(?:19|20)\d\d\s?(?:[EFPB]|[efpb](?=$|\s)|est\.?)(?!\w)")


#: "Train No.", "Wagon number", «№ поезда», 车次: such numbers name their rows.
_NAMES = re.compile(
    r"(?!(?:total|average|mean|annual|overall|maximum|minimum|max|min|median|estimated|whole)\b)"
    r"[^\W\d]\w*(?: \w+)? (?:no|nr|№|number|code|id)|(?:№|номер|код) [^\W\d]\w*(?: \w+)?|车次|航班号?|编号|车号|箱号",
    re.I,
)


#: "Jan-Sep 24", "Sep-24", "Sep '24", "9M24": a month or more, and a year by its last two digits.
_SHORT_YEAR = re.compile(
    r"((?:[^\W\d]{3,10}\.?\s?[-–—]\s?[^\W\d]{3,10}\.?\s|(?<![^\W\d])[^\W\d]{3,9}\.?(?:[-–—]|\s?['’])|\d{1,2}\s?[MМ]\s?|мес\.?\s))"
    r"['’]?(\d\d)"
)


def plain_period(heading: str) -> str:
    """A heading that says when, without what marks estimates ("2025E") and with its year in full ("Sep-24")."""
    found = _SHORT_YEAR.fullmatch(heading)
    if found is not None and (found[1][0].isdigit() or _names_month(found[1])):
        return found[1].rstrip(" -–—'’") + f" 20{found[2]}"
    return ESTIMATED.sub(r"\1", heading)


def _names_month(words: str) -> bool:
    return not month_numbers().keys().isdisjoint(_WORD.findall(words.lower()))


@lru_cache(maxsize=4096)
def column_kind(heading: str) -> str:
    """As in "unit", "year", "note", "name" (numbers that only name: "Train No.") or "" (figures or words)."""
    low = " ".join(heading.lower().split()).strip(" :.*")
    for kind in ("unit", "year", "note"):
        forms = lexicon().forms[f"column {kind}"]
        if low in forms or low + "." in forms:
            return kind
    return "name" if _NAMES.fullmatch(low) else ""


@lru_cache(maxsize=4096)
def yearless(text: str) -> bool:
    """Whether a heading is a period that lacks its year: "Q1", "January–June"."""
    found = calendar_words.find(text)
    return bool(found) and found[0].interval is None


#: Words of decline that name a level in a heading: "Heat loss, %".
_NO_DIRECTION = frozenset(
    {"less", "lower", "fewer", "аз", "cut", "cuts", "loss", "losses", "потери", "потерь", "discount", "deficit"}
)


#: "% y/y": a change over the year.
_OVER_YEAR = re.compile(r"\b(?:y/y|y-o-y|q/q|q-o-q|m/m|m-o-m|г/г|year[- ]on[- ]year)", re.I)


@lru_cache(maxsize=4096)
def direction(heading: str) -> str:
    """As in "up" where the heading tells of growth, "down" of decline, "share", "plan" or "" otherwise."""
    words = {token.low for token in tokenise(heading)}
    forms = lexicon().forms
    if _OVER_YEAR.search(heading):
        return "up"
    if words & {"share", "доля", "үлесі", "占比", "удельный", "proportion"} or "占比" in heading or "比重" in heading:
        return "share"
    if words & (forms["down noun"] - _NO_DIRECTION):
        return "down"
    if words & {"growth", "change", "increase", "рост", "прирост", "изменение", "өсім", "өсуі", "yoy"} or any(
        word in heading for word in ("增长", "增幅", "同比", "增速")
    ):
        return "up"
    return ""


#: What foresees where it stands beside a period: "Budget 2025".
_FORESEEN = frozenset({"budget", "guidance", "outlook", "бюджет", "смета"})


#: Goals of a game, which nobody plans.
_SCORED = re.compile(r"\bgoal (?:difference|average|kicks?)\b", re.I)


@lru_cache(maxsize=4096)
def plans(heading: str) -> bool:
    """Whether a heading speaks of a plan or forecast."""
    forms = lexicon().forms["plan"]
    tokens = {token.low for token in tokenise(_SCORED.sub(" ", heading))}
    if not tokens.isdisjoint(forms) or any(word in heading for word in _han_plans()):
        return True
    return ESTIMATE.search(heading) is not None or (
        not tokens.isdisjoint(_FORESEEN) and bool(calendar_words.find(heading))
    )


@lru_cache(maxsize=1)
def _han_plans() -> tuple[str, ...]:
    """The Chinese words of plans that are no parts of other words."""
    return tuple(word for word in lexicon().forms["plan"] if len(word) > 1 and "\u4e00" <= word[0] <= "\u9fff")

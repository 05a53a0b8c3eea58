"""Whether an answer is told of another one of the same sort: another way to carry, town, line of a table, office.

What the railway carried is not what barges did; what is paid in Maren is not what is paid in Tolby; the line of a table
that says "street lighting" is not about railways, and a figure that nothing calls a profit is none.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import takewhile

from qa.choose.another import WIDE
from qa.choose.evidence import Weighing
from qa.quantity import periods
from qa.quantity.calendarforms import month_numbers
from qa.text.glossary import Key, keys, stated
from qa.text.ordinals import ordinals
from qa.types import AnswerKind, BlockKind, Candidate, Passage, Query, Span

#: What makes the name behind it a place: "at Tornmouth", «в Айртасе»; in Kazakh its case, in Chinese what stands on
#: either side of it.
_INTO: dict[str, re.Pattern[str]] = {
    "en": re.compile(r"\b(?:in|at|to|from|of|for|near|via|through|across|between|over)\s+(?:the\s+)?$", re.IGNORECASE),
    "ru": re.compile(
        r"\b(?:во?|на|из|к|до|от|через|порт(?:а|у|е)?|станци[ияею]|город(?:а|у|е)?|переход(?:а|у|е)?|пункт(?:а|у|е)?)\s+$",
        re.IGNORECASE,
    ),
    "zh": re.compile(r"(?:在|到|至|从|往|经|由|达)$"),
}
_BEHIND: dict[str, re.Pattern[str]] = {
    "kk": re.compile(
        r"\w*(?:[дт][ае]|[дтн][ае]н|[ғқгк][ае]|[дт][ае]ғы|[дт]егі|нд[ае])\b|"
        r"\w+\s+(?:порт|бекет|станс|аудан|кент|ауыл|қала|парк|әуежай|кеніш|терминал)\w*",
    ),
    "zh": re.compile(r"方向|口岸|旱?港|站|市|机场|段|线"),
}
#: What stands between an office and what it is in charge of.
_BETWEEN = re.compile(r"\s*(?:of|for|и|and|&|және|的|和)?\s*(?:the\s+)?", re.IGNORECASE)
#: How far back such a word is looked for.
_REACH = 16
#: Asks at which hours something is open, which no date tells: "when is the post open", «қашан ашық».
_HOURS = re.compile(
    r"\bwhen\s+(?:is|are)\b.*\bopen\s*[?]*$|\bopening\s+hours\b|\bкогда\s+работа[ею]т\b|\bчасы\s+работы\b|"
    r"\bқашан\s+(?:ашық|жұмыс\s+істейді)\b|(?:开放|营业|办公)时间|几点",
    re.IGNORECASE,
)
#: Year numbers and sums stand for all of a table's lines.
_WHOLE = frozenset({"=total", "=all", "=whole", "=average", "=year"})


@dataclass(frozen=True, slots=True)
class _Sorts:
    """The data file: the way of carrying by concept, and the terms of measures and things that are told by name."""

    modes: dict[str, str]
    by_the_way: frozenset[str]
    named: frozenset[str]
    own: frozenset[str]
    goods: frozenset[str]
    things: frozenset[str]


@lru_cache(maxsize=1)
def _sorts() -> _Sorts:
    table = tomllib.loads((files("qa.choose") / "data" / "others.toml").read_text(encoding="utf-8"))
    return _Sorts(
        modes={f"={name}": mode for mode, names in table["modes"].items() for name in names.split()},
        by_the_way=frozenset(f"={name}" for name in table["by"]["the_way"].split()),
        named=frozenset(f"={name}" for name in table["named"]["measures"].split()),
        own=frozenset(table["named"]["dimensions"].split()),
        goods=frozenset(f"={name}" for name in table["goods"]["concepts"].split()),
        things=frozenset(f"={name}" for names in table["things"].values() for name in names.split()),
    )


def of_another(query: Query, weighing: Weighing, passage: Passage, winner: Candidate) -> bool:
    """Whether `winner` is told of another one of the same sort than the one asked about, or of none."""
    statement = winner.statement or winner.span
    return (
        _is_no_date(query, winner)
        or _row_of_another(query, weighing, passage, statement)
        or _carried_otherwise(query, weighing, passage, statement)
        or _in_another_town(query, weighing, passage, statement)
        or _by_no_such_name(query, weighing, passage, winner)
        or _of_another_office(query, weighing, passage)
    )


def _is_no_date(query: Query, winner: Candidate) -> bool:
    """Whether it is asked when, and the answer tells no time at all."""
    if query.kind is not AnswerKind.DATE or winner.kind is AnswerKind.DATE or _HOURS.search(query.text):
        return False
    return winner.quantity is None or winner.quantity.dimension != "date"


def _row_of_another(query: Query, weighing: Weighing, passage: Passage, statement: Span) -> bool:
    """Whether a line of a table says in words what it is of, and no word of the question is among them.

    In another language the words of the question are not all known there.
    """
    if passage.kind is not BlockKind.TABLE_ROW or passage.language != query.language:
        return False
    cells = re.split(r"[|\t]" if re.search(r"[|\t]", passage.text) else ",", _text(passage, statement))
    label = next((cell.strip() for cell in cells if cell.strip()), "")
    words = " ".join(cell for cell in cells if any(map(str.isalpha, cell)))
    if not any(map(str.isalpha, label)) or label[0].isdigit():
        return False
    if _is_time(label) or ordinals(label, passage.language):
        return False
    if any(key.term in _WHOLE for key in keys(label, passage.language)):
        return False
    matcher, modes = weighing.matcher, _sorts().modes
    if any(modes.get(word.key.term) in set(_modes(words, passage.language)) for word in matcher.wanted):
        return False  # what trains carry stands in the line of the railways
    # A label of words that the glossary lacks may name what is asked about by another word.
    known = any(key.term.startswith("=") for key in keys(label, passage.language))
    return known and not matcher.held(words, passage.language)


def _is_time(label: str) -> bool:
    """Whether a line's label is a month, a quarter or a year."""
    return label.split()[0].lower() in month_numbers() or bool(periods(label, "2000-12-31"))


def _carried_otherwise(query: Query, weighing: Weighing, passage: Passage, statement: Span) -> bool:
    """Whether what carries is asked about, is told of nowhere around, and something else carries here."""
    modes = _sorts().modes
    asked = {at: modes[word.key.term] for at, word in enumerate(weighing.matcher.wanted) if word.key.term in modes}
    if query.kind is not AnswerKind.FIGURE or len(set(asked.values())) != 1:
        return False
    if not asked.keys().isdisjoint(_around(weighing, passage)):
        return False
    fore = weighing.fore(passage)
    whole = (passage.text, weighing.above(passage), *((fore.text,) if fore is not None else ()))
    own = set(asked.values())
    if any(own & set(_modes(text, passage.language)) for text in whole):
        return False
    told = (_text(passage, statement), passage.context, *passage.headings)
    if any(True for text in told for _ in _modes(text, passage.language)):
        return True
    return any(
        key.term in modes and key.term not in _sorts().by_the_way for key in stated(passage.text, passage.language)
    )


def _modes(text: str, language: str) -> Iterator[str]:
    modes = _sorts().modes
    return (modes[key.term] for key in stated(text, language) if key.term in modes)


def _in_another_town(query: Query, weighing: Weighing, passage: Passage, statement: Span) -> bool:
    """Whether a town, place or country asked about is not told of, and the statement tells of another one.

    What stands before a statement, and above it, holds for it. That a name which the glossary lacks is a town's is said
    by the words around it.
    """
    matcher = weighing.matcher
    near = weighing.near(passage, statement)
    before = weighing.told_up_to(passage, statement)
    sorts = ((at, _sort_of(matcher.wanted[at].key, query.text, query.language)) for at in matcher.asked_names())
    missing = {sort for at, sort in sorts if at not in (before if sort == "place" else near)} - {""}
    if not missing:
        return False
    text = _text(passage, statement)
    ours = [(low, high) for _, low, high in matcher.places(text, passage.language)]
    others = {
        _sort_of(key, text, passage.language)
        for key in stated(text, passage.language)
        if key.is_name and not any(key.start < high and low < key.end for low, high in ours)
    }
    return not others.isdisjoint(missing) or ("town" in missing and "place" in others)


def _sort_of(name: Key, text: str, language: str) -> str:
    """Whether a name is that of a country, of a place that the glossary knows, or of a town by the words around it."""
    if name.kind in ("country", "place"):
        return "" if name.term in WIDE else name.kind
    return "town" if _is_town(name, text, language) else ""


def _is_town(key: Key, text: str, language: str) -> bool:
    """Whether a name that the glossary lacks is told as that of a place."""
    if key.kind != "name":
        return False
    ahead, behind = _INTO.get(language), _BEHIND.get(language)
    if ahead is not None and ahead.search(text[max(0, key.start - _REACH) : key.start]):
        return True
    return behind is not None and behind.match(text, key.start if language == "kk" else key.end) is not None


def _by_no_such_name(query: Query, weighing: Weighing, passage: Passage, winner: Candidate) -> bool:
    """Whether a measure or thing is asked about that goes by its own name, and nothing around the answer has it."""
    if query.kind not in (AnswerKind.FIGURE, AnswerKind.DATE) and query.kind.group != "name":
        return False
    sorts, quantity = _sorts(), winner.quantity
    matcher = weighing.matcher
    held = _around(weighing, passage)
    if quantity is not None:
        held |= matcher.held(quantity.subject, passage.language)
    asked = ((at, word.key) for at, word in enumerate(matcher.wanted) if word.key.start >= query.focus)
    without = {key.term: at for at, key in asked if at not in held}
    missing = without.keys()
    # Where documents do speak of such things, what stands here may be of one by another name.
    if not missing.isdisjoint(sorts.goods) or any(
        not weighing.is_told(without[term]) for term in missing & sorts.things
    ):
        return True
    if query.kind is not AnswerKind.FIGURE:
        return False
    if quantity is not None and quantity.dimension.partition("/")[0] in sorts.own:
        return False
    return not missing.isdisjoint(sorts.named)


def _of_another_office(query: Query, weighing: Weighing, passage: Passage) -> bool:
    """Whether the minister of something is asked for, of which nothing around speaks."""
    if query.kind is not AnswerKind.PERSON:
        return False
    words = sorted((word.key.start, at, word.key) for at, word in enumerate(weighing.matcher.wanted))
    place = next((at for at, (_, _, key) in enumerate(words) if key.term == "=minister"), None)
    if place is None:
        return False
    ahead = takewhile(_continues(query.text, words[place][2]), (one[1:] for one in words[place + 1 :]))
    before = takewhile(_continues(query.text, words[place][2]), (one[1:] for one in reversed(words[:place])))
    charge = {at for at, _ in (*ahead, *before)}
    return bool(charge) and charge.isdisjoint(_around(weighing, passage))


def _continues(text: str, office: Key) -> Callable[[tuple[int, Key]], bool]:
    """Whether words stand on next to `office`, each next to the one before: "trade and integration"."""
    last = office

    def next_to(word: tuple[int, Key]) -> bool:
        nonlocal last
        key = word[1]
        gap = text[last.end : key.start] if last.start < key.start else text[key.end : last.start]
        last = key
        return not key.is_name and _BETWEEN.fullmatch(gap) is not None

    return next_to


def _around(weighing: Weighing, passage: Passage) -> frozenset[int]:
    """The question's words in a passage, above it, and in the passage before."""
    fore = weighing.fore(passage)
    there = weighing.matcher.held_in(passage) | weighing.outside(passage)
    return there if fore is None else there | weighing.matcher.held_in(fore)


def _text(passage: Passage, statement: Span) -> str:
    return statement.shift(-passage.span.start).of(passage.text)

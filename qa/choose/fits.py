"""How well a candidate fits what was asked: kind, unit, role, period, plan. 1 fits, 0 says nothing, -1 excludes."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from qa.quantity import convert
from qa.quantity.kin import standing
from qa.quantity.reckoned import denominators, reckoned_by
from qa.text.glossary import keys
from qa.types import AnswerKind, Candidate, Quantity, Query, Role

_NAMES = (AnswerKind.PERSON, AnswerKind.ORGANISATION, AnswerKind.PLACE, AnswerKind.NAME)
#: Nouns so general that whoever asks for them takes any of their family: "how many people" may be employees.
_GENERIC = frozenset({"person", "vehicle", "vessel"})
#: How well each kind answers for another: a firm may stand where a person was asked for, a place hardly. A sentence is
#: better than a name of the wrong kind: it holds the right one, or shows that there is none.
_NAMED: Mapping[AnswerKind, Mapping[AnswerKind, float]] = {
    AnswerKind.PERSON: {
        AnswerKind.PERSON: 1.0,
        AnswerKind.NAME: 0.4,
        AnswerKind.ORGANISATION: 0.1,
        AnswerKind.PLACE: -1.5,
        AnswerKind.SENTENCE: -0.3,
    },
    AnswerKind.ORGANISATION: {
        AnswerKind.ORGANISATION: 1.0,
        AnswerKind.NAME: 0.5,
        AnswerKind.PERSON: 0.1,
        AnswerKind.PLACE: -0.4,
        AnswerKind.SENTENCE: -0.3,
    },
    AnswerKind.PLACE: {
        AnswerKind.PLACE: 1.0,
        AnswerKind.NAME: 0.4,
        AnswerKind.ORGANISATION: 0.0,
        AnswerKind.PERSON: -1.5,
        AnswerKind.SENTENCE: -0.4,
    },
    AnswerKind.NAME: {
        AnswerKind.NAME: 1.0,
        AnswerKind.ORGANISATION: 0.5,
        AnswerKind.PERSON: 0.2,
        AnswerKind.PLACE: 0.0,
        AnswerKind.SENTENCE: -0.3,
    },
}
#: What one name, or a sentence without several, falls short of several asked for, and a row of names that are not as
#: many as is told.
_ONE_OF_SEVERAL, _OTHER_NUMBER = 0.2, 0.5
#: The fit of names in a row of which nothing tells the kind.
_UNKNOWN_ROW = 0.7
_TEXTS = (AnswerKind.EXPLANATION, AnswerKind.SENTENCE)
#: The fit of a figure of another dimension, where the question leaves no doubt about its own: no height is in tons.
_IMPOSSIBLE = -2.0
#: How much a dimension that the measure asked for suggests counts against one that is settled: "capacity" may be told
#: in containers, tons or trains.
_SUGGESTED = 0.75
#: A dimension less likely than the likeliest by so many powers of ten says nothing, by twice as many excludes.
_UNLIKELY = 1.5
#: The fit of a figure in another currency than the one asked for: nothing converts it, but it is money.
_OTHER_CURRENCY = -0.3
#: The fit of a sentence that defines nothing where a definition is asked for: that of a list where a text is.
_UNDEFINING = 0.4
#: The fit of what is reckoned by the year where the day is asked for.
_OTHER_RATE = -0.5
_PLAIN = (Role.LEVEL, Role.RATE)
_CHANGES = (Role.CHANGE_UP, Role.CHANGE_DOWN)
#: Commas, semicolons and list marks that an enumeration has at least.
_ENUMERATION = re.compile(r"[,;、，；]")
_FEWEST_MARKS = 2


def kind_fit(query: Query, kind: AnswerKind, *, listing: bool, defining: bool = False, members: int = 1) -> float:
    """Whether `kind` is the wanted one; where that is uncertain, the mean over what may be wanted.

    `listing` is whether a sentence `enumerates`, `defining` whether it says what something means, `members` how many
    names stand in a row.
    """
    if query.definition and kind is AnswerKind.SENTENCE and not defining:
        return _UNDEFINING
    if query.members is not None and kind in _NAMES:
        if members == 1:
            return kind_fit(replace(query, members=None), kind, listing=listing) - _ONE_OF_SEVERAL
        return _row_fit(query, query.members, kind, members)
    short = _ONE_OF_SEVERAL if query.members is not None and kind is AnswerKind.SENTENCE and not listing else 0.0
    if not query.leaning:
        return _fit(query.kind, kind, listing) - short
    return sum(share * _fit(wanted, kind, listing) for wanted, share in query.leaning.items()) - short


def _row_fit(query: Query, wanted: AnswerKind, kind: AnswerKind, members: int) -> float:
    """How well names in a row fit: best where they are as many as is told; unknown names are of the kind."""
    fit = max(_NAMED[wanted].get(kind, -1.0), _UNKNOWN_ROW if kind is AnswerKind.NAME else -1.0)
    if not query.number:
        return fit
    return 1.0 if members == query.number and fit > 0 else fit - _OTHER_NUMBER


def enumerates(candidate: Candidate) -> bool:
    """Whether the candidate is a sentence with the commas of an enumeration; what is told along with it has no say."""
    if candidate.kind is not AnswerKind.SENTENCE:
        return False
    start, end = (candidate.statement or candidate.span).shift(-candidate.span.start)
    own = candidate.text[max(0, start) : end]  # a reply comes without the question that it is told with
    return len(_ENUMERATION.findall(own)) >= _FEWEST_MARKS


def _fit(wanted: AnswerKind, kind: AnswerKind, listing: bool) -> float:
    """Whether `kind` is the kind `wanted`; related kinds in between."""
    if wanted in _TEXTS:
        return 1.0 if kind is AnswerKind.SENTENCE else 0.4 if kind is AnswerKind.LIST else -1.0
    if wanted is AnswerKind.LIST:
        if kind is AnswerKind.LIST:
            return 1.0
        if kind is AnswerKind.SENTENCE:
            return 0.8 if listing else 0.4
        return -1.0
    if wanted in _NAMES:
        return _NAMED[wanted].get(kind, -1.0)
    if kind is wanted:
        return 1.0
    return -0.5 if kind is AnswerKind.SENTENCE else -1.0


def unit_fit(query: Query, quantity: Quantity | None) -> float:
    """1 for a named unit, 0.5 for its dimension, -1 for another dimension; 0 where the question leaves it open.

    A dimension that only the measure asked for suggests counts less than one that the wording settles.
    """
    if quantity is None or query.kind is not AnswerKind.FIGURE:
        return 0.0
    if query.units:
        if quantity.unit in query.units or quantity.unit.partition("/")[0] in query.units:
            return 1.0
        if not _dimensions(quantity) & query.dimensions:
            return _IMPOSSIBLE if quantity.unit else -1.0
        if quantity.dimension == "money" and all(convert(1.0, quantity.unit, unit) is None for unit in query.units):
            return _OTHER_CURRENCY
        if not quantity.dimension.startswith("count"):
            return 0.5
        if not quantity.unit:
            return 0.2  # the second figure of a list often leaves its noun out
        noun = quantity.unit.partition("/")[0]
        if standing(noun, query.units):
            return 1.0 if not _GENERIC.isdisjoint(query.units) else 0.5
        return 0.5 if _synonym(noun, query.units) else -1.0
    if query.dimensions:
        if _dimensions(quantity) & query.dimensions:
            return 1.0 if query.settled else _SUGGESTED
        return 0.0 if not quantity.unit else _IMPOSSIBLE if query.settled else -_SUGGESTED
    return 0.0 if quantity.unit else -0.2


def _synonym(noun: str, wanted: frozenset[str]) -> bool:
    """Whether the glossary has a counted noun for another word of one that is wanted: audits for inspections."""
    return any(not _concepts(noun).isdisjoint(_concepts(other)) for other in wanted)


@lru_cache(maxsize=4_096)
def _concepts(noun: str) -> frozenset[str]:
    """The terms of a counted noun by its canonical name."""
    return frozenset(key.term for key in keys(noun, "en") if key.term.startswith("="))


def measure_fit(query: Query, quantity: Quantity | None) -> float:
    """How likely the question's embedding makes the figure's dimension: 1 for the likeliest, 0 a thirtieth of that.

    Where no embedding tells, those that the wording settles count 1; 0 where nothing does.
    """
    if quantity is None or quantity.dimension == "date":
        return 0.0
    if query.role in _CHANGES and (quantity.role in _CHANGES or quantity.dimension == "multiple"):
        return 1.0  # a growth is told in per cent, by a factor, or in what grew
    if not query.measures:
        return float(bool(_dimensions(quantity) & query.dimensions))
    likely = max(query.measures.get(name, 0.0) for name in _dimensions(quantity))
    if not likely:
        return 0.0  # none that such questions were seen to ask for
    return max(-1.0, 1.0 + math.log10(likely / max(query.measures.values())) / _UNLIKELY)


def _dimensions(quantity: Quantity) -> set[str]:
    """The dimension and, for a rate, that of what is counted per time."""
    head = quantity.unit.partition("/")[0]
    # Boxes and twenty-foot equivalents both measure container traffic; an age is so many years.
    more = ("container",) if head == "container" else ("duration",) if quantity.dimension == "age" else ()
    return {quantity.dimension, quantity.dimension.partition("/")[0], *more}


def rate_fit(query: Query, quantity: Quantity | None, statement: str) -> float:
    """1 for a rate by what is asked, in its unit or in words of its `statement`; less than 0 for one by something else.

    0 where nothing is asked by the day, the kilometre or the like.
    """
    if quantity is None or query.kind is not AnswerKind.FIGURE or quantity.dimension == "date":
        return 0.0
    asked = reckoned_by(query.text[query.focus :])
    if not asked:
        return 0.0
    if by := denominators(quantity.unit):
        return _OTHER_RATE if asked.isdisjoint(by) else 1.0
    return float(not asked.isdisjoint(reckoned_by(statement)))


def role_fit(query: Query, quantity: Quantity | None, beside: Sequence[Quantity] = ()) -> float:
    """1 for the asked role, -1 for its opposite; without a role asked, a level is likelier than a change.

    `beside` are the figures of its statement: they tell whether a change has been, or is to come.
    """
    if quantity is None or quantity.dimension == "date":
        return 0.0
    role, asked = quantity.role, query.role
    if query.change:
        return 1.0 if role in (Role.FROM, Role.TO) else 0.3 if role in _CHANGES else 0.0
    if asked is None:
        if role is Role.FROM:  # what was before a change answers who asks for it, or for what is there till it comes
            coming = query.planned is False and not any(one.role is Role.TO and not one.planned for one in beside)
            return 0.0 if coming else -1.0
        return 0.0 if role in (Role.LEVEL, Role.TO, Role.TARGET, Role.RATE) else -0.4 if role in _CHANGES else -0.2
    if role is asked or (asked is Role.CHANGE_UP and quantity.dimension == "multiple"):
        return 1.0  # "doubled", "a sixfold increase"
    if asked in _CHANGES:
        if role in _CHANGES:
            return 0.3
        return 0.2 if quantity.dimension == "ratio" and role is not Role.SHARE else -0.3
    if asked is Role.SHARE:
        return 0.5 if quantity.dimension == "ratio" and role is Role.LEVEL else -0.5
    if asked is Role.TO:
        return 0.5 if role is Role.TARGET else 0.1 if role in _PLAIN else -1.0
    if asked is Role.FROM:
        return 0.1 if role in _PLAIN else -1.0
    return 0.0


def plan_fit(query: Query, quantity: Quantity | None, published: str | None) -> float:
    """Planned or actual as asked; unasked, an actual figure is a little likelier. A date is to come or past."""
    if quantity is None:
        return 0.0
    if quantity.dimension == "date":
        return _tense_fit(query, quantity, published)
    planned = quantity.planned or quantity.role is Role.TARGET
    if query.planned is None:
        return -0.2 if planned else 0.0
    if planned is query.planned:
        return 1.0
    return -1.0 if query.planned else -0.5  # a plan may be told without its word, what came of it is not called one


def _tense_fit(query: Query, quantity: Quantity, published: str | None) -> float:
    """1 for a date later than the document where what is to come is asked for, -1 for an earlier one; else reversed.

    Dates are compared as far as both are told: "2025" is neither before nor after a page of June 2025.
    """
    if query.planned is None or not published or not quantity.period:
        return 0.0
    start, _, end = quantity.period.partition("/")
    if start[: len(published)] <= published <= (end or start)[: len(published)]:
        return -0.5 if start == (end or start) else 0.0
    return 1.0 if (start > published) is query.planned else -1.0

"""What an English question asks of: the noun phrase behind its verb of being or its auxiliary."""

from __future__ import annotations

import re

from qa import question
from qa.dialogue.carrying import linked
from qa.dialogue.cues import cues
from qa.dialogue.topic import content, topic, topics
from qa.quantity import periods
from qa.types import Span

_ASKED = re.compile(
    r"^(?:(?:and|so|then)\s+)?(?:what|when|where|why|how(?:\s+\w+)?)\s+(?:is|are|was|were|does|do|did|has|have|had|can|will)\s+"
    r"|^(?:is|are|was|were|does|do|did|has|have|can|will)\s+",
    re.IGNORECASE,
)
_MEASURE_ASKED = re.compile(r"^(?:what|how\s+(?:large|high|big|much))\s+(?:is|are|was|were)\s+", re.IGNORECASE)
#: "In which year was the amount larger?": asked of the figure as well.
_TIMES_ASKED = re.compile(
    r"^(?:(?:in|for)\s+)?(?:which|what|how\s+many)\s+(?:of\s+the\s+)?(?:years?|periods?|quarters?|months?)\s+"
    r"(?:(?:is|are|was|were)|(?:do|does|did)\b(?=.*\b(?:exceed|reach|fall|rise|grow|pass)\b))\s+",
    re.IGNORECASE,
)
#: What is reckoned of a figure, not the figure.
_RECKONED = (
    r"(?:percentages?|percent|changes?|(?:in|de)creases?(?:\s*/\s*\(?(?:in|de)crease\)?)?|differences?|growth|averages?|"
    r"means?|sums?|totals?|ratios?|proportions?|reductions?|amounts?)"
)
_ADJECTIVE = r"(?:(?:respective|total|average|net|annual|overall|percentage|percent)\s+)"
_RECKONED_OF = re.compile(
    rf"(?:the\s+)?{_ADJECTIVE}*{_RECKONED}\s+(?:amounts?\s+)?(?:of|in|between)\s+(?:all\s+)?(?:of\s+)?", re.IGNORECASE
)
_RECKONED_OWN = re.compile(rf"['’]s?\s+{_ADJECTIVE}*{_RECKONED}$", re.IGNORECASE)
_RESPECTIVE = re.compile(r"\b(?:respective|total\s+amount\s+of)\s+", re.IGNORECASE)
#: "Its average amount": what of the figure is asked for, behind its pronoun.
OWN_RECKONING = re.compile(
    rf"\b(?:its|their)\s+({_ADJECTIVE}*{_RECKONED})\b(?!\s+(?:of|in)\s+(?!(?:19|20)\d\d))", re.IGNORECASE
)
_PERIOD = (
    r"(?:in|for|at|from|between|during|by|as\s+of|on|over|since|until|across)\s+"
    r"(?=(?:the\s+)?(?:\w+\s+){0,3}(?:19|20)\d\d)"
)
#: Where such a noun phrase ends at the latest: a time, a verb, a clause.
_OVER = re.compile(
    rf"\s+(?:{_PERIOD}|(?:19|20)\d\d(?=\W*$)|respectively|altogether|consist|include|mean|exceed|reach|fall|rise|grow|pass|"
    r"(?:the\s+)?(?:larg|high|low|small|great|bigg)(?:er|est)(?=\W*(?:$|than))|(?:more|less)\s+than|"
    r"than|that|which|in\s+which|when|if|compared)\b|[?;]|,\s+(?:and\s+)?(?:who|what|when|where|why|how)\b",
    re.IGNORECASE,
)
#: A participle behind the subject of an auxiliary is the verb of the question, not part of the subject.
_VERB_OVER = re.compile(r"\s+(?:[a-z]+ed|by)\b|[,(]", re.IGNORECASE)
_NEW = re.compile(r"^(?:(?:the|a|an)\s+)?[\w’'&-]+(?:\s+[\w’'&-]+){0,6}$", re.IGNORECASE)

_ARTICLE = re.compile(r"(?:the|an?|all|its|their)\s", re.IGNORECASE)
_HOW = re.compile(r"(?:(?:and|so|then)\s+)?how\s+(?:long|deep|wide|high|big|large|far|old|fast|heavy)\s", re.IGNORECASE)
_EARNED = re.compile(
    r"how\s+much\s+(?:money\s+)?(?P<aux>did|does|do)\s+(?P<who>\S.*?)\s+(?:earn|make|take\s+in|turn\s+over|lose|spend|pay|owe)"
    r"(?P<rest>\s+(?:in|for|during|at|on)\s[^?]*)?\W*$",
    re.IGNORECASE,
)
_ONE_NOUN = re.compile(r"(?:(?:the|its|their)\s+)?(?:net\s+|gross\s+)?[a-z]+", re.IGNORECASE)
#: Figures of an account, which take each other's place as measures do.
ACCOUNTS = frozenset(
    {"=revenue", "=profit", "=income", "=spending", "=loss", "=debt", "=dividend", "=grossmargin", "=salary"}
)
_BEING = re.compile(r"\b(?:is|are|was|were)\s+$", re.IGNORECASE)
_WHAT_IS = re.compile(r"\bwhat\s+(?:is|are|was|were)\s+$", re.IGNORECASE)
_OF = re.compile(r"(?P<link>of|in|for)\s+", re.IGNORECASE)
_TIE = re.compile(r"\s(?:of|in|at|for|on|from|between)\s", re.IGNORECASE)
_POINTING = re.compile(r"\b(?:its|their|that|those|this|these|one)\b", re.IGNORECASE)
_ONE = re.compile(r"(?:the\s+)?(?P<how>(?:\w+\s+){0,2}\w+)\s+ones?", re.IGNORECASE)
_OWNER = re.compile(r"['’]s?\s")
_CIRCUMSTANCE = re.compile(
    r"(?:after|before|at|on|by|in|for|from|to|during|per|with|without|through|via|across|between|since|until|under|within|"
    r"once|when)\b",
    re.IGNORECASE,
)
#: A noun phrase alone has so many words at most.
_LONGEST = 8


def measured(before: str) -> str:
    """What "what is the change in …" asks the figure of, without what is reckoned of it: "the cost"; or ""."""
    asked = _MEASURE_ASKED.search(before) or _TIMES_ASKED.search(before) or _RECKONED_OF.search(before)
    if asked:
        place = _phrase(before, asked.end(), being=True)
        return _unreckoned(place.of(before)) if place else ""
    alone = before.strip(" .?")
    if cues().asking.search(alone) or is_circumstance(alone) or len(alone.split()) > _LONGEST:
        return ""
    return alone if question.question_language(alone) == "en" and content(alone) else ""


def is_circumstance(text: str) -> bool:
    """Whether a fragment names no thing but a time, a place or a manner: "across all three years"."""
    return _CIRCUMSTANCE.match(text) is not None


def another_thing(body: str, before: str) -> str:
    """`before`, a "what is …", asked of the common noun `body` instead: "and the width?"; "" where this is none.

    A name, a unit, a mode or a direction takes the place of its like, not that of the whole.
    """
    words = content(f"and {body}")
    tells = any(key.unit or key.contrast or key.sound or (key.is_name and key.kind != "name") for key in words[:-1])
    if (
        not words
        or tells
        or _POINTING.search(body)
        or is_circumstance(body)
        or words[-1].is_name
        or words[-1].sound
        or words[-1].unit
        or words[-1].contrast
    ):
        return ""
    return resubjected(body, before) if _MEASURE_ASKED.search(before) else ""


def another_account(body: str, before: str) -> str:
    """After "how much did X earn in 2023?" what its `body` was, for "and profit?"; "" where no sum was earned."""
    asked, words = _EARNED.match(before), content(f"· {body}")
    if asked is None or len(words) != 1 or not _ONE_NOUN.fullmatch(body):
        return ""
    if words[0].term not in ACCOUNTS or not any(key.term in ACCOUNTS for key in content(before)):
        return ""
    be = "was" if asked["aux"].lower() == "did" else "is"
    return f"What {be} {asked['who']}'s {_ARTICLE.sub('', body)}{asked['rest'] or ''}?"


def another_one(body: str, before: str) -> str:
    """`before` asked of another of its kind: "the old one" after "the new terminal"; "" where no such noun is there."""
    told = _ONE.fullmatch(body)
    if told is None:
        return ""
    for run in topics(before):
        words = before[run.start : run.end].split()
        if (
            len(words) > 1
            and words[-1].islower()
            and run.start
            and before[: run.start].rstrip().endswith(("the", "a", "an"))
        ):
            return f"{before[: run.start]}{told['how']} {words[-1]}{before[run.end :]}"
    return ""


def resubjected(body: str, before: str) -> str:
    """`before` asked of `body` instead, for "how about the working capital?"; "" where `body` is no noun phrase."""
    if question.question_language(body) != "en" or not _NEW.fullmatch(body) or periods(body) or not content(body):
        return ""
    asked = _ASKED.search(before)
    place = _subject(before, asked) if asked else None
    if asked is None or place is None:
        return ""
    if link := _OF.match(body):
        return _of_another(body, link, before, place)
    if is_circumstance(body):
        return ""
    if _HOW.match(asked.group()) and content(f"· {body}")[-1].kind == "measure" and (about := topic(before)):
        # Behind "how long" no area can stand.
        named = body if _ARTICLE.match(body) else f"the {body}"
        return f"What is {named} of {about}?"
    place = _akin(body, before, place)
    owner = _OWNER.search(before, place.start, place.end)
    if (
        owner
        and not _OWNER.search(body)
        and not _TIE.search(body)
        and not any(key.is_name for key in content(f"· {body}"))
    ):
        # "And profit?" after "Baltim's revenue" is Baltim's as well.
        body, place = _ARTICLE.sub("", body, count=1), Span(owner.end(), place.end)
    return before[: place.start] + body + before[_kept(body, before, place) :]


def _akin(body: str, before: str, place: Span) -> Span:
    """The part of the phrase `place` that `body` shares a word with: "shares sold" of "the number of shares sold".

    A noun without an article stands for one without: "paracetamol" for "ibuprofen" in "the effects of ibuprofen".
    """
    words = content(body)
    own = {key.term for key in words}
    tie = _TIE.search(before, place.start, place.end)
    if tie is None or own & {key.term for key in content(before[place.start : tie.start()])}:
        return place
    bare = not _ARTICLE.match(body) and not _ARTICLE.match(before, tie.end())
    if bare and not any(key.kind == "measure" for key in words):
        return Span(tie.end(), place.end)
    return Span(tie.end(), place.end) if own & {key.term for key in content(before[tie.end() : place.end])} else place


def _kept(body: str, before: str, place: Span) -> int:
    """Where what stays begins: behind the phrase, or within it where a name follows ("of the Suez canal")."""
    for tie in _TIE.finditer(before, place.start, place.end):
        named = any(key.is_name or key.sound for key in content(f"· {before[tie.end() : place.end]}"))
        if named and not _TIE.search(body):
            return tie.start()
    return place.end


def _of_another(body: str, link: re.Match[str], before: str, place: Span) -> str:
    """For "that of the systems": what stands behind the same preposition, or what owns the rest."""
    for other in (link["link"].casefold(), "of", "in", "for"):
        like = before.casefold().rfind(f" {other} ", place.start, place.end)
        if like >= 0:
            return f"{before[:like]} {other} {body[link.end() :]}{before[place.end :]}"
    owner = _OWNER.search(before, place.start, place.end)
    return before[: place.start] + body[link.end() :] + before[owner.start() :] if owner else ""


def _subject(before: str, asked: re.Match[str]) -> Span | None:
    """The whole phrase behind a verb of being; behind an auxiliary the noun phrase in front of the verb."""
    if _BEING.search(asked.group()):
        return _phrase(before, asked.end(), being=_WHAT_IS.search(asked.group()) is not None)
    run = next((run for run in topics(before) if run.start >= asked.end()), None)
    return Span(linked(run, before)[0].start, run.end) if run else None


def _phrase(text: str, start: int, *, being: bool) -> Span | None:
    """The noun phrase at `start`; behind "what is" (`being`) a participle belongs to it."""
    over = [
        found.start()
        for pattern in (_OVER, *(() if being else (_VERB_OVER,)))
        if (found := pattern.search(text, start))
    ]
    end = min(over, default=len(text))
    return Span(start, end) if content(text[start:end]) else None


def _unreckoned(phrase: str) -> str:
    """A noun phrase without what is reckoned of it: "sales" of "the average change in sales", of "sales's growth"."""
    shorter = _RECKONED_OWN.sub("", _RECKONED_OF.sub("", _RESPECTIVE.sub("", phrase), count=1)).strip(" ,")
    return shorter if shorter and shorter != phrase and content(shorter) else _RESPECTIVE.sub("", phrase)

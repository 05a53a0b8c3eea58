"""Follow-up questions made stand-alone."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa import question
from qa.dialogue.carrying import PLANS, completed, ended, joined
from qa.dialogue.chinese import is_phrase
from qa.dialogue.clauses import conditional
from qa.dialogue.counted import counted, measured_in, narrowing
from qa.dialogue.cues import cues
from qa.dialogue.echoes import echoed
from qa.dialogue.exceeding import exceeding
from qa.dialogue.flows import flowing
from qa.dialogue.fragments import LONGEST_FRAGMENT, STANDS_ALONE, another_measure, is_new, is_whole, size
from qa.dialogue.legs import rerouted
from qa.dialogue.merging import appended, fits, merged
from qa.dialogue.parts import another_part
from qa.dialogue.pronouns import REMEMBERED, named, referred, replaced, topic_of
from qa.dialogue.reported import reported
from qa.dialogue.sections import of_whole
from qa.dialogue.shifting import is_vague, next_to, only_shifts, shifted, swapped, until_then
from qa.dialogue.sides import gone_back, recounted, returned
from qa.dialogue.sluicing import asked_who, sluiced
from qa.dialogue.subjects import another_account, another_one, another_thing, resubjected
from qa.dialogue.topic import content, topics
from qa.dialogue.totals import overall
from qa.dialogue.turns import Turn
from qa.dialogue.verbs import is_verb
from qa.dialogue.ways import turned
from qa.dialogue.wholes import (
    alternatives,
    asks_of_its_own,
    asks_of_itself,
    asks_why,
    has_own_subject,
    is_definition,
    said_in,
)
from qa.dialogue.works import of_works
from qa.quantity import periods
from qa.text.glossary import keys
from qa.types import AnswerKind

#: What opens a circumstance ("by sea?", "для детей?"), which bounds the question before wherever it is put.
_CIRCUMSTANCE = re.compile(
    r"^(?:into|onto|in|at|on|by|from|towards?|to|for|during|per|with|without|through|via|between|since|until|under|within|over|above|below|up\s+to|"
    r"в|во|на|по|из|с|со|до|от|для|через|при|без|за|после|к|между|свыше|более|менее)\s|^(?:超过|高于|低于|用|走|坐|乘|经由?|通过|在|从|由|对|按|以|到)|(?:мен|бен|пен|дан|ден|тан|тен|нан|нен|да|де|та|те|астам)$|以[上下]$",
    re.IGNORECASE,
)
#: An amount asked for again, of which only a circumstance follows ("how many by rail?").
_AMOUNT = re.compile(
    r"how\s+(?:many|much)\s+(?=(?:in|at|by|from|via|through|on|to|for)\s+\S)(?!.*\b(?:is|are|was|were|do|does|did|will|can)\b)|"
    r"сколько\s+(?!(?:в|во|на|через|по|до|с)\s+н(?:[её][йме]|ею|его|их|ими?)(?!\w))(?=(?:в|во|на|через|по|из|от|до|с|для)\s+\S)",
    re.IGNORECASE,
)
#: The same with its circumstance ahead: «к концу года сколько будет».
_AMOUNT_BEHIND = re.compile(
    r"(?P<when>(?:к|в|на|за|до|через|из|по|от)\s+\S.*?)\s+сколько(?:\s+(?:будет|было|станет|ожидается))?", re.IGNORECASE
)
#: What fell or rose, where all of it is put again.
_IT = re.compile(r"\s(?:он[аои]?|ол|it|that|they)\s", re.IGNORECASE)
#: Thanks or assent in front of a question, parted from it by a stop.
_COURTESY = re.compile(r"\W*[^.,!;:–—。，！?？]{1,30}[.,!;:–—。，！]+\s*(?=\w)")
_END = re.compile(r"\s*[?？.。!！]*\s*$")


def resolve(text: str, turns: Sequence[Turn]) -> str:
    """`text` as a question that needs no turn before it; as it is when it stands alone or nothing was said before."""
    if earlier := returned(text, turns):
        asked, onwards = earlier
        whole = resolve(asked, onwards)
        return text if whole == asked else whole
    if not turns or not text.strip() or cues().polite.fullmatch(text) or _is_statement(text):
        return text
    if courtesy := _COURTESY.match(text):
        said = cues().polite.match(text)
        if said and courtesy.end() <= said.end() < len(text):
            rest = resolve(text[said.end() :], turns)
            return text if rest == text[said.end() :] and "," in courtesy.group() else rest
    announced = cues().announced.match(text)
    if announced and announced.end() < len(text):
        rest = text[announced.end() :].strip()
        return rest[:1].upper() + rest[1:]
    if whole := conditional(text, turns[-1].resolved):
        return whole
    body, led = _bare(text)
    turns = of_works(body, turns)
    if (main := gone_back(body, turns)) is not turns[-1]:
        turns = [turn for turn in turns if turn is not main] + [main]
    if (choices := alternatives(body)) and all(_CIRCUMSTANCE.search(one) for one in choices):
        return appended(body, turns[-1].resolved)
    if again := recounted(body, turns):
        rest, counting = again
        return resolve(rest, (counting,)) if rest else counting.resolved
    if whole := exceeding(body, turns[-1].resolved):
        return whole
    grown = cues().growth.search(body) is not None
    if is_vague(body):
        return appended(body, turns[-1].resolved)
    if not grown and only_shifts(body):
        return shifted(body, turns[-1].resolved) or appended(body, turns[-1].resolved)
    if whole := next_to(body, turns[-1].resolved):
        return whole
    if whole := rerouted(body, turns[-1].resolved) or until_then(body, turns[-1].resolved):
        return whole
    if whole := another_part(body, turns[-1].resolved) or turned(body, turns[-1].resolved):
        return whole
    if whole := overall(body, turns):
        return whole
    if whole := echoed(body, turns[-1].resolved):
        return whole
    if whole := of_whole(body, turns[-1].resolved):
        return ended(whole, text)
    if share := cues().part_of.fullmatch(body):
        asked = " ".join(part for part in share.groups() if part)
        return completed(asked, text, turns[-1].resolved)
    if cues().grown.fullmatch(body):
        return completed(body, text, turns[-1].resolved, measures=True)
    referring = referred(body, turns)
    asking = bool(cues().asking.search(body))
    if (amount := _AMOUNT.match(referring)) and (whole := _again(referring[amount.end() :], turns[-1])):
        return whole
    if (behind := _AMOUNT_BEHIND.fullmatch(referring)) and (whole := _again(behind["when"], turns[-1])):
        return whole
    if referring != body and asking:
        return ended(referring, text)
    body = referring
    last = _followed(body, turns)
    if whole := reported(body, text, last, topic_of(turns)):
        return whole
    own = {key.term for key in content(body) if key.kind == "word" and not key.unit} - said_in(last.resolved)
    has_subject = asking and any(key.is_name or key.sound for key in content(body)) and len(own) > 1
    moved = "" if grown or has_subject else shifted(body, last.resolved) or swapped(body, last.resolved)
    if moved:
        return moved
    if cues().why_moved.fullmatch(body):
        return completed(_IT.sub(" ", body), text, last.resolved, measures=True)
    if whole := sluiced(body, last):
        return ended(whole, text)
    if cues().reason.fullmatch(body):
        return completed(body, text, last.resolved, measures=True)
    if body.startswith("其中"):
        return completed(body[2:], text, last.resolved, measures=True)
    spoken = replaced(body, turns)
    if spoken != body and (asking or _has_verb(body)):
        return ended(_scoped(spoken, last), text)
    words = content(body)
    is_named = any(key.is_name or key.sound for key in words)
    if asking and not is_named:
        few = led or size(words, body) <= (
            STANDS_ALONE if question.question_language(body) == "en" else STANDS_ALONE - 1
        )
        known = named(body, turns) if few and not is_definition(body) else body
        if known != body:
            return ended(_scoped(known, last), text)
        if cues().rest.search(body):
            return completed(body, text, last.resolved)
    if not asking and (led or len(words) <= LONGEST_FRAGMENT):
        return _fragment(body, text, last, led=led)
    if asking and led and _same_kind(body, last) and fits(body, last.resolved, led=led):
        return merged(body, last.resolved, led=led)
    if (
        asking
        and not is_named
        and not is_definition(body)
        and not has_own_subject(body, size(words, body))
        and not asks_why(body)
        and not asks_of_its_own(body, said_in(last.resolved))
        and size(words, body) < STANDS_ALONE + _goes_on(body)
        and (size(words, body) < 2 or _is_bound(body, last))
    ):
        return completed(
            body, text, last.resolved, measures=grown or bool(cues().so.search(body)) or asks_of_itself(body)
        )
    return text


def _again(rest: str, last: Turn) -> str:
    """The amount asked for before, asked for under another circumstance: "how many at Dostyk?"; "" if none was."""
    if question.understand(last.resolved).kind is not AnswerKind.FIGURE or _has_verb(rest):
        return ""
    return merged(rest, last.resolved, led=True) or appended(rest, last.resolved)


def _has_verb(body: str) -> bool:
    """Whether a Russian question asks by its tone alone: "там ходят поезда?"."""
    words = content(body)
    return question.question_language(body) == "ru" and any(is_verb(key, body, at > 0) for at, key in enumerate(words))


def _goes_on(body: str) -> bool:
    """Whether a question says by its wording that it goes on from what was said; Chinese ones count more words."""
    chinese = question.question_language(body) == "zh" and _CIRCUMSTANCE.search(body) is not None
    return chinese or cues().further.search(body) is not None


def _is_bound(body: str, last: Turn) -> bool:
    """Whether a short question goes on about what was said: it wants no explanation, or a name was spoken of."""
    if _goes_on(body) or cues().so.search(body):
        return True
    named_before = any(key.is_name or key.sound for key in content(f"· {last.resolved}"))
    return named_before or question.understand(body).kind not in (AnswerKind.SENTENCE, AnswerKind.EXPLANATION)


def _is_statement(text: str) -> bool:
    """Whether nothing is asked, or what is asked about is named first: "Speaking of sea level, is it rising?"."""
    told = text.rstrip().endswith(("!", "！", ".", "。")) and cues().asking.search(text) is not None
    return told or text.rstrip().endswith(("!", "！")) or cues().returning.search(text) is not None


def _fragment(body: str, text: str, last: Turn, *, led: bool) -> str:
    """What a follow-up without a question word becomes."""
    owner = cues().owned.match(body)
    thing = _owned(body[owner.end() :]) if owner else body
    words = content(body)
    if owner is None and is_new(body, words, last, led=led):
        return text
    if owner is None and is_whole(body, words, last):
        return ended(body, text)
    figure = question.understand(last.resolved).kind is AnswerKind.FIGURE
    if not figure and size(words, body) > STANDS_ALONE:
        return text
    if cues().only.search(text) and (whole := narrowing(body, last.resolved)):
        return whole
    if whole := another_one(body, last.resolved):
        return whole
    if led and (whole := another_thing(body, last.resolved)):
        return whole
    if whole := measured_in(body, last.resolved) or another_account(body, last.resolved):
        return whole
    if led and (whole := flowing(body, text, last.resolved)):
        return whole
    if another_measure(body, words, last, led=led):
        return completed(thing, text, last.resolved, owned=owner is not None)
    if owner and (who := asked_who(thing, last.resolved)) != thing:
        return completed(who, text, last.resolved)
    if whole := merged(body, last.resolved, led=led):
        return whole
    if led and (whole := resubjected(body, last.resolved)):
        return whole
    if led and is_phrase(body):
        return ended(f"{body}是多少" if figure else body, text)
    if owner and size(words, body) < STANDS_ALONE:
        return completed(thing, text, last.resolved, owned=True)
    circumstance = bool(_CIRCUMSTANCE.search(body) or cues().when.search(body) or not content(body))
    if circumstance or (figure and led):
        return appended(body, last.resolved)
    return (
        completed(thing, text, last.resolved, owned=owner is not None)
        if (led or owner) and size(words, body) < STANDS_ALONE
        else text
    )


def _owned(thing: str) -> str:
    """What is said to be somebody's, as a noun phrase of its own: "area" is "the area"."""
    return f"the {thing}" if thing.isascii() and " " not in thing else thing


def _followed(body: str, turns: Sequence[Turn]) -> Turn:
    """The turn to go on from: the last one, unless a whole question speaks of what only an earlier one did."""
    if not cues().asking.search(body):
        recent = turns[: -REMEMBERED - 1 : -1]
        figures = (turn for turn in recent if question.understand(turn.resolved).kind is AnswerKind.FIGURE)
        return next(figures, turns[-1]) if _is_unit(body) else turns[-1]
    own = {key.term for key in content(cues().finally_.sub("", body)) if not key.is_name and not key.sound}
    recent = turns[: -REMEMBERED - 1 : -1]
    shared = [turn for turn in recent if own & {key.term for key in content(turn.resolved)}]
    asked = _asked(body)
    return next((turn for turn in shared if asked == _asked(turn.resolved)), shared[0] if shared else turns[-1])


def _is_unit(body: str) -> bool:
    """Whether a fragment names a unit and nothing else: "in dollars?" goes on from the last figure."""
    words = [key for key in keys(body, question.question_language(body)) if key.unit or key in content(body)]
    return bool(words) and all(key.unit for key in words) and not periods(body)


def _asked(text: str) -> str:
    found = cues().asking.search(text)
    return found.group().casefold() if found else ""


def _bare(text: str) -> tuple[str, bool]:
    """The follow-up without the words that only link it to what was said, and whether there were any."""
    body = _END.sub("", text)
    rest, lead = body, None
    while found := cues().lead.match(rest):
        rest, lead = rest[found.end() :], found
        if not found.group().strip():
            break
    tail = cues().tail.search(rest)
    rest = rest[: tail.start()] if tail else rest
    return (rest.strip(" ,，、") or body), bool(lead or tail)


def _same_kind(body: str, last: Turn) -> bool:
    """Whether both ask for a figure: "and how much in Sweden?"."""
    return all(question.understand(asked).kind is AnswerKind.FIGURE for asked in (body, last.resolved))


def _scoped(body: str, last: Turn) -> str:
    """A follow-up whose pronoun was replaced, with what else bounds the question before.

    One that asks for a figure keeps places, mode, direction and period; "they" were counted somewhere. Where the
    pronoun stood for the answer, or no figure is asked for, nothing is kept.
    """
    members = counted(last.resolved)
    of_them = members is not None and members.of(last.resolved) in body
    # "What had been the plan there?", asked after a figure, is asked of the same time.
    planned = question.understand(last.resolved).kind is AnswerKind.FIGURE and any(
        key.term in PLANS for key in content(body)
    )
    figure = planned or question.understand(body).kind is AnswerKind.FIGURE
    if (last.answer and last.answer in body) or not (figure or of_them):
        return body
    own = content(body)
    said = {key.term for key in own}
    is_named = any((key.is_name and key.kind != "country") or key.sound for key in own)
    groups = {key.contrast for key in own if key.contrast}
    lacking = []
    recounted = members is not None and counted(body) is not None
    for run in topics(last.resolved):
        if recounted and members and members.overlaps(run):
            continue
        keys = content(f"· {run.of(last.resolved)}")
        if all(key.term in said for key in keys) or run.of(last.resolved).casefold() in body.casefold():
            continue
        places = any(key.is_name or key.sound for key in keys) and not is_named
        bounds = any(key.contrast and key.contrast not in groups for key in keys)
        if places or (figure and bounds):
            lacking.append(run)
    return joined(body, last.resolved, lacking, dated=of_them or planned)

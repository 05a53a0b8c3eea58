"""What a follow-up leaves out, put back in the words of the question before, with their prepositions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from qa import question
from qa.dialogue import russian
from qa.dialogue.counted import counted, counts_another
from qa.dialogue.cues import cues
from qa.dialogue.kazakh import had_by, is_had
from qa.dialogue.tense import keeps_period
from qa.dialogue.topic import MOVES, content, owner_of_role, topic, topics
from qa.quantity import periods
from qa.types import AnswerKind, Span

_END = re.compile(r"\s*[?？.。!！]*\s*$")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_HAN = re.compile("[\u3400-\u9fff]")
#: What stands before a noun phrase and goes with it where it is put again.
_LINK = re.compile(
    r"(?:\b(?P<link>into|onto|in|at|on|by|from|towards?|to|for|of|with|without|via|through|under|over|across|between|among|against|near|"
    r"в|во|на|за|по|из|с|со|у|от|до|для|через|при|без|под|над|между|о|об|к|ко)\s+)?"
    r"(?:\b(?:the|a|an)\s+)?(?:(?<!\d)(?!(?:19|20)\d\d\s)\d[\d.,]*[ -]?)?$",
    re.IGNORECASE,
)
#: What parts a follow-up from what it leaves out, where no preposition ties them.
_PUT_BACK = " — "
#: A thing to be chosen among its like, behind its question word.
_WHICH = re.compile(r"(?<!\w)(?:which|what|как(?:ой|ая|ое|ие|ого|ому|их|им|ими|ую|ом)|қандай|қай)\s+$", re.IGNORECASE)
_LOCATIVE = re.compile(r"(?:да|де|та|те)$", re.IGNORECASE)
#: Two phrases that one preposition governs ("between Kazakhstan and China").
_PAIRED = re.compile(r"\s*(?:,|and|or|и|или)\s+", re.IGNORECASE)
#: Who or which ones that is.
_HAN_WHO = re.compile("是(?:谁|什么|哪些|哪几|哪一?[家个])")
#: What ties a Kazakh noun to the next, and what governs it from behind.
_KAZAKH_TIE = re.compile(r"\s+(?:(?:мен|бен|пен|және)\s+)?", re.IGNORECASE)
_KAZAKH_GOVERNOR = re.compile(r"\s+(?:арасында(?:ғы)?|арқылы|бойынша|үшін|туралы)(?!\w)", re.IGNORECASE)
_RATES = frozenset({"=daily", "=weekly", "=monthly", "=yearly", "=week", "=day", "=month"})
#: What a thing is by itself.
_LASTING = frozenset({"area", "length"})
#: Behind this stands what will have been done.
_AFTERWARDS = re.compile(r"(?<!\w)(?:после|в\s+ходе|во\s+время|в\s+результате)\s+$", re.IGNORECASE)
#: What stands before a period and goes with it.
_WHEN = re.compile(
    r"\b(?:in|from|by|since|until|during|at\s+the\s+(?:end|beginning|start)\s+of|(?:в\s+(?:конце|начале|середине)|к\s+концу)|"
    r"в|к|с|за|на|по)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_KAZAKH_EDGE = re.compile(r"(?:дың|дің|ның|нің)?\s+(?:соң|аяғ|бас|орта)ы\w*", re.IGNORECASE)


#: What only a person does.
_OF_A_PERSON = re.compile(
    r"\b(?:appointed|elected|born|resign|took\s+office)|назнач|избра|родил|вступил|уш[её]л|тағайында|сайлан|туған|туды|"
    r"上任|就任|任命|任职|当选|出生|毕业|离任",
    re.IGNORECASE,
)
#: What is meant to come.
PLANS = frozenset({"=plan", "=target", "=forecast"})
#: A Chinese "how to", behind which stands what is done.
_HAN_HOW = re.compile("(?:应该|应|需要)?(?:如何|怎么样?|怎样)(?=[\u3400-\u9fff]{4})")


def completed(body: str, text: str, before: str, *, measures: bool = False, owned: bool = False) -> str:
    """`body`, which leaves out what it is about, with the noun phrases and the period of `before` that it lacks.

    `text` is the follow-up as typed, whose end mark it keeps; `measures` brings what was measured as well; `owned`: it
    was said to be theirs, who were counted.
    """
    said = {key.term for key in content(body)}
    staff = _counts_staff(body, before)
    measures = measures and not staff
    found = topics(before, measures=measures)
    if measures and question.question_language(before) in ("zh", "kk") and (thing := counted(before)):
        # A Chinese or Kazakh question counts behind its question word.
        found = [run for run in found if not run.overlaps(thing)] + [thing]
    if cues().comes_to.fullmatch(body):
        found = [
            _unmoved(run, before) for run in found if any(key.term not in MOVES for key in content(run.of(before)))
        ]
    runs = [run for run in found if not _is_said(run.of(before), body, said)]
    if not measures:
        # What was put back once stands behind a dash; in front of it is what was asked of it.
        runs = [run for run in runs if run.start > before.rfind(_PUT_BACK)] or runs
    if not measures and (others := [run for run in runs if not _WHICH.search(before[: run.start])]) != runs:
        # What was asked for is no longer: "which documents …?" and then "what does the certificate cost?".
        runs = others or runs
    if not measures and counts_another(body) and (thing := counted(before)):
        # Air corridors are not counted among the flights that were.
        runs = [run for run in runs if not run.overlaps(thing) and not _is_rate(run.of(before))] or runs
        runs = [run for run in runs if any(key.is_name or key.sound for key in content(f"· {run.of(before)}"))] or runs
    if not measures and not _OF_A_PERSON.search(body) and (owner := owner_of_role(before)):
        # Not the director has staff, but the firm.
        runs = [Span(before.rindex(owner), before.rindex(owner) + len(owner))]
    if not measures and not owned and (staff or _is_lasting(body, before)):
        # The area of a port is not that of its containers, nor is its staff that of its profit.
        runs = [run for run in runs if run.of(before) in topic(before)] or runs
    outcome = cues().finally_.search(body) is not None
    if outcome:
        # What came out in the end is no longer of the plan.
        runs = [run for run in runs if not all(key.term in PLANS for key in content(run.of(before)))] or runs
    if said and not measures and question.understand(body).kind is not AnswerKind.FIGURE:
        # Only a figure needs all that bounds it; anything else is asked of the thing.
        # A lone word of its own ("who paid?") says too little to choose among them.
        # One that asks who or which ones that is asks of the whole as well.
        lone = (len(said) == 1 and question.question_language(body) in ("en", "ru")) or _HAN_WHO.match(body) is not None
        about = before if lone else topic(before)
        runs = [run for run in runs if run.of(before) in about] or runs
    if not runs:
        return text
    if question.question_language(body) == "zh" and _HAN_HOW.search(before):
        return ended(_HAN_HOW.sub("", _END.sub("", before)) + body, text)
    return ended(joined(body, before, runs, dated=outcome), text)


def joined(body: str, before: str, runs: Sequence[Span], *, dated: bool = False) -> str:
    """`body` with the phrases `runs` of `before`, put as its language puts them, and the period where that holds.

    `dated`: the period holds whatever `body` asks for: of those that were counted then, of what had been planned.
    """
    code, earlier = question.question_language(body), question.question_language(before)
    period = period_of(before, body, dated=dated)
    if not runs:
        return _with_period(body, period, code)
    if code == "zh" and earlier == "zh":
        return _with_period(_chinese(before, runs) + body, period, code)
    if code == "kk" and earlier == "kk":
        about = _kazakh(before, runs)
        if len(runs) == 1:
            about = had_by(about) if is_had(body) else about
        return _with_period(f"{about} {body[:1].lower()}{body[1:]}", period, code)
    if code == earlier == "en" and " " in body:
        return _with_period(f"{body} {' '.join(_phrases(before, runs, 'for '))}", period, code)
    if code == earlier == "ru":
        return _with_period(_russian(body, before, runs), period, code)
    tail = _phrases(before, runs, "") if code == earlier else [run.of(before) for run in runs]
    return _with_period(f"{body}{_PUT_BACK}{', '.join(tail)}", period, code)


def _russian(body: str, before: str, runs: Sequence[Span]) -> str:
    """`body` with the phrases, in the case that it wants: «когда закончат расширение порта Актау», «площадь порта».

    A body that names a thing of its own («кто партнёр») is parted from them by a dash, in the nominative.
    """
    events = [run for run in runs if _AFTERWARDS.search(before[: run.start])]
    bare: list[str] = []
    tied: list[str] = []
    end = -1
    for run in runs:
        phrase, link = linked(run, before)
        paired = end >= 0 and _PAIRED.fullmatch(before[end : run.start])
        if paired and (bare or tied):
            (tied or bare)[-1] += before[end : run.end]
        elif run not in events:
            (tied if link and not (events and link == "у") else bare).append((phrase if link else run).of(before))
        end = run.end
    bare = [re.sub(r"^у\s+", "", one) for one in bare]
    if len(events) == 1 and len(bare) == 1:
        # What is done to a thing is told with it: «после расширения» of a port is «расширение порта».
        bare = [f"{russian.recast(events[0].of(before), 'nomn')} {russian.recast(bare[0], 'gent')}"]
    else:
        bare = [russian.recast(one, "nomn") for one in [*bare, *(run.of(before) for run in events)]]
    last = body.split()[-1]
    own = [key for key in content(body) if key.kind != "measure" and not russian.is_verb(body[key.start : key.end])]
    if len(runs) == 1 and (whole := _named(body, runs[0].of(before))):
        return whole
    if len(bare) > 1 or (own and (bare or not russian.is_verb(last))):
        return f"{body}{_PUT_BACK}{', '.join([*bare, *tied])}"
    case = "accs" if russian.is_transitive(last) else "nomn" if russian.is_verb(last) else "gent"
    return " ".join([body, *(russian.recast(phrase, case) for phrase in bare), *tied])


def _is_rate(phrase: str) -> bool:
    """Whether a phrase says how often: "аптасына", "daily"."""
    return all(key.term in _RATES for key in content(f"· {phrase}"))


def _counts_staff(body: str, before: str) -> bool:
    """Whether `body` speaks of who works somewhere, and `before` did not."""
    own, theirs = content(body), content(before)
    return any(key.term == "=job" for key in own) and not any(key.term == "=job" for key in theirs)


def _is_lasting(body: str, before: str) -> bool:
    """Whether `body` asks how large or long a thing is, which no year bounds, after a figure of another kind."""
    own = question.understand(body).dimensions
    return bool(own) and own <= _LASTING and own.isdisjoint(question.understand(before).dimensions)


def _named(body: str, about: str) -> str:
    """`body` with the name of the port that it calls a port: «причалы в порту» of «порт Аланга»; "" for another."""
    head, _, rest = about.partition(" ")
    kind = {key.term for key in content(f"· {head}")}
    said = next((key for key in content(body) if {key.term} == kind), None) if rest else None
    return f"{body[: said.end]} {rest}{body[said.end :]}" if said and rest[:1] in "«„" + rest[:1].upper() else ""


def _unmoved(run: Span, before: str) -> Span:
    """A phrase without how it moves, which is not asked for where its height is: "投资" of "投资增长"."""
    moving = [run.start + key.start - 2 for key in content(f"· {run.of(before)}") if key.term in MOVES]
    return Span(run.start, len(before[: min(moving)].rstrip())) if moving and min(moving) > run.start else run


def _chinese(before: str, runs: Sequence[Span]) -> str:
    """The phrases as they stood: with what ties them ("连云港到阿拉木图"), else parted by commas.

    What was counted is tied to where it was by 的 ("旱港的员工").
    """
    text = runs[0].of(before)
    thing = counted(before)
    for last, run in pairwise(runs):
        between = before[last.end : run.start]
        owned = thing is not None and run.start == thing.start and between.startswith("有")
        text += ("的" if owned else between if 0 <= len(between) <= 1 else "、") + run.of(before)
    return text


def _kazakh(before: str, runs: Sequence[Span]) -> str:
    """The phrases with what ties them and what they are governed by ("Қазақстан мен Қытай арасында")."""
    text, end = "", 0
    for run in runs:
        between = before[end : run.start] if end else ""
        text += (between if _KAZAKH_TIE.fullmatch(between) else " ") + run.of(before)
        governor = _KAZAKH_GOVERNOR.match(before, run.end)
        end = governor.end() if governor else run.end
        text += before[run.end : end]
    return text.strip()


def period_of(before: str, body: str, *, dated: bool = False) -> str:
    """The one period of `before` with its preposition, as `body`'s language says it; "" if it does not hold there."""
    figure = dated or (question.understand(body).kind is AnswerKind.FIGURE and not _is_lasting(body, before))
    if question.question_language(body) == "zh" and _counts_staff(body, before):
        # Chinese has no tense that would tell the staff of then.
        figure = dated
    spans = [span for span, _ in periods(before)]
    years = _YEAR.findall(before)
    if not figure or len(set(years)) != 1 or periods(body) or not keeps_period(body):
        return ""
    code = question.question_language(body)
    if len(spans) != 1 or code != question.question_language(before) or not _YEAR.search(spans[0].of(before)):
        return in_year(years[0], code)
    link = _WHEN.search(before[: spans[0].start])
    edge = _KAZAKH_EDGE.match(before, spans[0].end) if code == "kk" else None
    return before[link.start() if link else spans[0].start : edge.end() if edge else spans[0].end]


def linked(run: Span, text: str) -> tuple[Span, str]:
    """The phrase `run` of `text` with its preposition and article, and the preposition; "" if it has none."""
    found = _LINK.search(text[: run.start])
    if found is None:
        return run, ""
    start = found.start() + len(found.group()) - len(found.group().lstrip())
    return Span(start, run.end), (found["link"] or "").casefold()


def located(before: str, body: str) -> str:
    """Where something is in `before`, in its words ("в Караганде", "Алматыда"), for "there"; "" if it is not said."""
    code = question.question_language(before)
    if code != question.question_language(body):
        return ""
    if code == "kk":
        places = [key for key in content(before) if key.kind in ("place", "country")]
        words = [before[key.start : key.end] for key in places if _LOCATIVE.search(before[key.start : key.end])]
        return words[-1] if words else ""
    found = [
        phrase.of(before)
        for run in topics(before)
        if (pair := linked(run, before))[1] in ("in", "at", "в", "во", "на") and (phrase := pair[0])
        if any(key.kind in ("place", "country") for key in content(f"· {run.of(before)}"))
    ]
    return found[-1] if found else ""


def in_year(year: str, code: str) -> str:
    """When, in a language: "in 2021"."""
    return {"ru": f"в {year} году", "kk": f"{year} жылы", "zh": f"{year}年"}.get(code, f"in {year}")


def ended(body: str, text: str) -> str:
    """`body` as a question in the manner of `text`: its end mark, a capital at the front."""
    mark = "？" if "？" in text or _HAN.search(body) else "?"
    return body[:1].upper() + body[1:] + mark


def _with_period(body: str, period: str, code: str) -> str:
    if not period:
        return body
    if code == "zh":
        return period + body
    if code == "kk":
        first = next(iter(content(f"· {body}")), None)
        is_name = first is not None and first.start == 2 and (first.is_name or bool(first.sound))
        return f"{period} {body if is_name else body[:1].lower() + body[1:]}"
    return f"{body} {period}"


def _phrases(before: str, runs: Sequence[Span], default: str) -> list[str]:
    """Each run as it stood in `before`, its preposition and article in front; runs paired there stay together."""
    found: list[str] = []
    last: Span | None = None
    for run in runs:
        if last and _PAIRED.fullmatch(before[last.end : run.start]):
            found[-1] += before[last.end : run.end]
        else:
            phrase, link = linked(run, before)
            found.append(phrase.of(before) if link else default + phrase.of(before))
        last = run
    return found


def _is_said(run: str, body: str, said: set[str]) -> bool:
    return run.casefold() in body.casefold() or all(key.term in said for key in content(run))

"""Dates of what happened once, told in another clause than a figure: "Built in 1963, the network has 214 km".

When a thing was built, approved or opened is no period of its size. A date is its event's where a clause of its own
holds both and no figure; "opened 12 routes in 2023" or "in 2023, when it opened, …" date their figures all the same.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

#: Characters looked at on either side of a date: as far as a clause goes.
_REACH = 120
#: What parts clauses; a comma between digits parts none.
_BREAK = re.compile(r"[,;](?![0-9])|[，；()（）]")
#: What parts them too where the figure comes first: "has 240 beds and moved there in 1987".
_ALSO = re.compile(r"[,;](?![0-9])|[，；()（）]|\s(?:and|but|while|и|а|но|әрі)\s")
_DIGIT = re.compile("[0-9](?![0-9]?[月日号])")
#: A date that frames what follows it, being all of its clause, or one of "when": "When the mine reopened in 2021, …".
_FRAME = re.compile(
    r"\s*(?:(?:in|on|at|by|during|for|from|since|until|as of|в|во|на|к|за|с|по состоянию на|по итогам"
    r"|截[至止]|[到至在自])(?:\s+(?:the|early|late|mid|начале|конце|середине))?\s*)?$",
    re.I,
)
_WHEN = re.compile(r"\s*(?:when|once|as|by the time|когда|после того|с тех пор|当)\b", re.I)
#: From what happened to how things are: «электрифицирована в 1988 году и пропускает 42 пары».
_GOES_ON = re.compile(r"\s+и\s+(?=[а-яё]+(?:ет|ит|[юуая]т)(?:ся|сь)?\b)", re.I)
#: By what was agreed or laid down then: "Under the agreement signed in April 2021, 120 engines will come".
_BY_RULE = re.compile(r"\s*(?:under|according to|по|согласно|в соответствии с|根据|按照)(?![^\W_])", re.I)
#: What goes on from the event, in its time: "opened in 2023, adding 40 beds", 当年运送120万人次.
_RESULT = re.compile(
    r"\s*(?:(?:and\s+)?(?:thereby\s+|thus\s+)?[a-z]+ing\b|что\s+(?:позволило|увеличило|добавило)|[а-яё]+ив\b)", re.I
)
THAT_YEAR = re.compile(r"当年|那年|同年|that (?:same )?year|в т(?:ом|от) же год|в тот год|сол жылы", re.I)
_THEN = re.compile(
    rf"{THAT_YEAR.pattern}|当月|当季|届时|that (?:month|quarter)|by then|к тому времени|сол айда|сонда", re.I
)
#: Of a figure that stands at once behind a break, or behind one of these, the clause is the one before.
_SUM = re.compile(
    r"共计?|合计|总计|约|达到?|计|about|some|all|nearly|over|всего|около|итого|более|барлығы|шамамен", re.I
)
_WORD = re.compile(r"[^\W\d_]{3,}|[\u4e00-\u9fff]")
#: The thing counted is the one of the event: "12 schools, all opened in 2023", «120 вагонов, поставленных в 2023».
_ITS_OWN = re.compile(
    r"\s*(?:(?:all|both|each|most|which|that|were|was|newly|все|всё|из которых|которые|были)\s+){0,4}$", re.I
)
#: A figure told of another thing in between: "whose dam is 121 m high,".
_RELATIVE = re.compile(r"\s*(?:(?:of|on|in|with)\s+)?(?:whose|which|who|котор[а-яё]{2,3}|чь[а-яё]{1,2}|чей)\b", re.I)
_HAPPENED = re.compile(r"\b(?:was|were|had|[a-z]{3,}ed)\b", re.I)
_IS_NOW = re.compile(r"\b(?:is|are|has|have|can|covers|carries|holds|employs|handles|serves|runs|stands)\b", re.I)
#: Participles that stand with their noun, without a break: «построенный в 1963 году водопровод имеет …».
_LONG_FORM = re.compile(r"(?:ый|ий|ая|яя|ое|ее|ые|ие|[ое]го|[ое]й|[ое]му|[ую]ю|[ыи]м|[ыи]х|[ыи]ми|[ое]м)(?:ся)?$")
#: … and those of things counted: «120 вагонов, построенных в 2023», but «больница на 240 коек, сданная в 2019».
_PLURAL_FORM = re.compile(r"(?:ые|ие|[ыи]х|[ыи]ми|[ыи]м)(?:ся)?$")
_JUST_BEFORE = re.compile(r"\s+(?:(?:back|only|ещё|еще|лишь|только)\s+)?(?:in|on|by|в|во|к|с)\s*$", re.I)
_AUXILIARY = re.compile(r"\b(?:was|were|been|be|being|is|are|has|had|have|will|would)(?:\s+[a-z]+ly)?\s+$", re.I)
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|can|could|would|may|must|provides|covers|holds|carries|employs|serves"
    r"|spans|stretches|includes|comprises|allows|sets|makes|produces|handles)\b|,",
    re.I,
)
_KAZAKH_PARTICIPLE = re.compile(r"\w*(?:ған|ген|қан|кен)\s+[^\W\d_]{2}")
_KAZAKH_CONVERB = re.compile(r"\w*(?:[ыі]п)\b")
_HAN_ATTRIBUTE = re.compile(r"[^，；。]{0,6}的[\u4e00-\u9fff“「]{2}")
_COMMAS, _COLONS = frozenset(",，(（"), frozenset(":：—–")
#: What an aside begins with that tells nothing of the figure's own time: "the elevator, built in 1974, was refitted".
_ASIDE = re.compile(
    r"\s*(?:(?:which|that|who|where|котор[а-яё]{2,3}|где)\b|[a-z]+(?:ed|ilt|aid|un)\s|[а-яё]+(?:нн|вш)[а-яё]{2,3}\b)",
    re.I,
)
#: What opens a clause of its own verb, and one that is about the words before it, the figure not among them.
_BECAUSE = re.compile(
    r"\s*(?:(?:so|because|since|although|though|whereas|поэтому|потому|так (?:что|как)|хотя|поскольку)\b"
    r"|(?:сондықтан|өйткені)\b|所以|因此|因为|由于|但|不过)",
    re.I,
)
_WHICH = re.compile(
    r"\s*(?:of |in |on |to |from |для |в |на |из )?(?:which|who|whose|where|котор[а-яё]{2,3}|где|чь[а-яё]{1,2})\b", re.I
)
_NOT = re.compile(r"(?:尚未|未|没有?|还没|\bnot(?: yet)?|\bnever|\bне|\bнет|әлі)\s*[^\W\d_]{0,3}\s*$", re.I)
#: Characters at most between a date that opens its sentence and the word of its event: 2005年正式通车，….
_AT_ONCE = 3
#: Things stand now as the text says, whenever something else was.
_NOW = re.compile(r"(?:сейчас|сегодня|ныне|теперь|қазір|бүгінде|目前|如今|现今|现有|现为|now|today)(?![^\W_])", re.I)


@lru_cache(maxsize=2)
def _events(english: bool) -> re.Pattern[str]:
    """The words of `data/events.tsv`: English as they are, Russian and Kazakh by their stems, Chinese anywhere.

    `english`: for text in ASCII, which can hold no others.
    """
    lines = files("qa.quantity").joinpath("data", "events.tsv").read_text(encoding="utf-8").splitlines()
    words = dict(line.split("\t") for line in lines[1:])
    if english:
        return re.compile(rf"\b(?:{words['en']})\b", re.I)
    stems = "|".join((words["ru"], words["kk"]))
    return re.compile(rf"\b(?:{words['en']})\b|\b(?:{stems})|{words['zh']}", re.I)


def elsewhere(
    text: str, bounds: tuple[int, int], period: tuple[int, int], figure: tuple[int, int], *, changed: bool, sized: bool
) -> bool:
    """Whether a date in the sentence `bounds` is of an event told in another clause than the figure's.

    `text` has no digits where dates stand, so that those left are of figures.
    A figure that `changed` has its date from what changed it: "work was completed in 2023, and the depth is now 14 m".
    One that is `sized` is no thing of which there are so many: nobody opens the "320 m" of a quay, opened in 2023.
    """
    if period[1] <= figure[0]:
        return _before(text, bounds[0], period, figure, changed=changed)
    return period[0] >= figure[1] and _behind(text, bounds[1], period, figure, changed=changed, sized=sized)


def _before(text: str, first: int, period: tuple[int, int], figure: tuple[int, int], *, changed: bool) -> bool:
    """The date stands before the figure."""
    between = text[period[1] : figure[0]]
    head = _last_part(text, max(first, period[0] - _REACH), period[0], _BREAK)
    stop = _BREAK.search(between) or _GOES_ON.search(between)
    tail = between[: stop.start()] if stop else between
    if stop is None:
        return _attributive(head, tail)
    beyond = between[stop.end() :]
    own = beyond[_last_break(beyond) :]
    if _NOW.search(own) and not _FRAME.fullmatch(head + tail):
        return True
    if _DIGIT.search(head) or _DIGIT.search(tail) or _WHEN.match(head):
        return False
    opens = period[0] - first <= len(head)
    told = _event_of(head, tail, opens=opens)
    if changed and not (_ASIDE.match(head) or _attributive(head, tail)):
        return False
    if not told or _THEN.search(own) or _RESULT.match(beyond):
        return False
    return _WORD.search(_SUM.sub(" ", own)) is not None or _BY_RULE.match(head) is not None


def _behind(
    text: str, last: int, period: tuple[int, int], figure: tuple[int, int], *, changed: bool, sized: bool
) -> bool:
    """The date stands behind the figure."""
    between = text[figure[1] : period[0]]
    stop = _last_break(between, _ALSO)
    if not stop:
        return False
    head = between[stop:]
    rest = text[period[1] : min(last, period[1] + _REACH)]
    end = _BREAK.search(rest)
    tail = rest[: end.start()] if end else rest
    own = _last_part(text, max(0, figure[0] - _REACH), figure[0], _BREAK)
    if _RELATIVE.match(own) or (_IS_NOW.search(own) and _HAPPENED.search(head)):
        return True
    if _DIGIT.search(head) or _DIGIT.search(tail):
        return False
    if _BECAUSE.match(head) or (_WHICH.match(head) and _WORD.search(between[:stop])):
        return True
    opens = text[figure[0] - len(own) - 1 : figure[0]].strip()[:1] not in _COMMAS
    governs = opens and not _WORD.search(_SUM.sub(" ", own))  # "Twelve schools, two of them new, were opened in 2023"
    if (changed or governs) and not _ASIDE.match(head):
        return False
    found = _event(head)
    if found is None:
        return _event(tail) is not None
    direct = stop == len(between) - len(head) and _WORD.search(between[:stop]) is None
    participle = _PLURAL_FORM.search(head[found.start() :].split(" ")[0]) or "a" <= found.group()[0].lower() <= "z"
    return sized or not (direct and participle and _ITS_OWN.fullmatch(head[: found.start()]))


def _event_of(head: str, tail: str, *, opens: bool) -> bool:
    """Whether the clause of a date tells of an event, the date being no frame for what follows."""
    if _event(head):
        return True
    found = _event(tail)
    if found is None or tail[:1] in _COLONS:
        return False
    if not opens or not _FRAME.fullmatch(head):
        return True
    if "a" <= found.group()[0].lower() <= "z" or "а" <= found.group()[0].lower() <= "я":
        return False  # "In 2005 it opened, and 40 …"
    return found.start() <= _AT_ONCE and not _KAZAKH_CONVERB.match(tail, found.end())


def _event(part: str) -> re.Match[str] | None:
    """The first word of an event in a part of a clause, if it happened: 尚未投运 is none."""
    found = _events(part.isascii()).search(part)
    return None if found is None or _NOT.search(part[: found.start()]) else found


def _attributive(head: str, tail: str) -> bool:
    """As in «построенный в 1963 году мост», "the network built in 1963 has", 1963年建成的管网: without a break."""
    place = _JUST_BEFORE.search(head)
    if place is not None:
        word = head[: place.start()].rpartition(" ")[2]
        event = _events(word.isascii()).match(word)
        if event is not None and "a" <= word[:1].lower() <= "z":
            reduced = _AUXILIARY.search(head[: place.start() - len(word)]) is None
            return reduced and _VERB.search(tail) is not None
        return event is not None and _LONG_FORM.search(word) is not None and _WORD.search(tail) is not None
    event = _events(tail.isascii()).search(tail)
    if event is None or _DIGIT.search(tail):
        return False
    behind = tail[event.end() :]
    return bool(_KAZAKH_PARTICIPLE.match(behind) or _HAN_ATTRIBUTE.match(behind))


def _last_break(part: str, breaks: re.Pattern[str] = _BREAK) -> int:
    """Where what stands behind the last break begins; 0 if there is none."""
    end = 0
    for found in breaks.finditer(part):
        end = found.end()
    return end


def _last_part(text: str, first: int, end: int, breaks: re.Pattern[str]) -> str:
    part = text[first:end]
    return part[_last_break(part, breaks) :]

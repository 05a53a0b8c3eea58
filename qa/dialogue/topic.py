"""What a question is about: the words that a pronoun in the next question stands for."""

from __future__ import annotations

import re
from functools import lru_cache

from qa import question
from qa.dialogue.cues import cues
from qa.dialogue.verbs import is_verb
from qa.text.analysis import stopwords
from qa.text.cleaning import fold
from qa.text.glossary import Key, keys
from qa.types import Span

#: A linking word between two parts of one noun phrase ("the port of Aktau").
_LINK = re.compile(r"\s*(?:of\s+(?:the\s+)?|[–—-]|'s|’s|的|[新旧老大小]|\s)\s*", re.IGNORECASE)
#: A place by its class is named, not asked of ("Khorgos dry port"), and is no verb.
CLASSES = frozenset(
    {"=port", "=station", "=terminal", "=hub", "=corridor", "=crossing", "=border", "=airport", "=city"}
)
#: How a figure moves: no measure that another takes the place of.
MOVES = frozenset({"=growth", "=decline"})
#: What a volume or a capacity is one of.
_MEASURED = frozenset({"=cargo", "=transport", "=container"})
#: English questions put the subject between these and the verb.
_AUXILIARY = re.compile(r"\b(?:do|does|did|will|would|can|could)\s+(?:(?:the|a|an)\s+)?$", re.IGNORECASE)
#: A question that ends in a lower-case word behind a name or a noun has its verb there.
_FINAL_VERB = re.compile(
    r"\w\s+(?<!\bin\s)(?<!\bat\s)(?<!\bon\s)(?<!\bby\s)(?<!\bto\s)(?<!\bof\s)(?<!\bfor\s)(?<!\bfrom\s)(?<!\bthe\s)(?<!\ba\s)(?<!\bper\s)"
    r"[a-z]+\s*\?*\s*$"
)
#: "Start working": the verb stands ahead.
_DOING = re.compile(r"\s+[a-z]+ing\W*$")
_EDGE = re.compile(
    r"(?:end|beginning|start|middle)\s+of\s+(?:the\s+)?(?:year|month|quarter|decade|week|(?:19|20)\d\d)|"
    r"(?:кон(?:ец|ц[аеуы]|цом)|начал[аоу]|середин[аеуы])\s+(?:этого\s+|того\s+)?(?:год|месяц|квартал|десятилет|недел|(?:19|20)\d\d)",
    re.IGNORECASE,
)
_NOW = re.compile(r"(?:currently|nowadays|today|сейчас|теперь|ныне|сегодня)\W*$", re.IGNORECASE)
_TOWARDS = re.compile(r"(?:қарай|дейін)$")
_KAZAKH_EDGE = re.compile(r"(?:жыл|ай|апта|тоқсан)\w*\s+(?:соңы|аяғы|басы|ортасы)\w*$", re.IGNORECASE)
#: The verb of a figure, behind all that it is of: "what did trade between … come to".
_COMES_TO = re.compile(r"\b(?:come|amount|add\s+up)\s+to\b|\b(?:reach|total|stand\s+at)\b", re.IGNORECASE)
_NO_NOUN = re.compile(
    r"\s*(?:(?:of\s*)?$|(?:of\s*)?[?.,;]|[a-z]+ing\W*$|(?:in|at|on|by|from|to|for|during|per|with|through|between|since)\b)",
    re.I,
)
#: A size ("20-foot").
_NUMBER = re.compile(r"(?<![\w.,])\d[\d.,]*-$")
#: Who holds a post, and where.
_ROLE = {
    "en": re.compile(
        r"^who\s+(?:is|are|was|were)\s+(?:(?:the|an?)\s+)?(?:[\w-]+\s+){1,3}?(?:of|at|for)\s+(?:the\s+)?(\w.*)$|"
        r"^who\s+(?:is|are|was|were)\s+(\w.*?)['’]s\s+[\w\s-]+\W*$",
        re.IGNORECASE,
    ),
    "ru": re.compile(
        r"^кто\s+(?:был\s+|сейчас\s+)?(?:директор|глава|президент|председатель|министр|начальник|руководитель|капитан|"
        r"тренер|владелец|ректор|мэр)\s+(?:—\s+)?(?:(?:у|в)\s+)?(\w.*)$",
        re.IGNORECASE,
    ),
    "kk": re.compile(r"^(\w.*?)\s+\w+(?:сы|сі|ы|і|ры|рі)\s+кім\W*$", re.IGNORECASE),
    "zh": re.compile(
        "^谁是(.+)的[^的]+$|^(.+)的[^的]+是谁|^(.{3,}?)(?:总经理|董事长|总裁|负责人|[局主站厂行会院校]长|主任)是谁"
    ),
}
#: Where somebody's head office is.
_SEAT = {
    "en": re.compile(
        r"^where\s+(?:is|are)\s+(?:the\s+)?(?:headquarters|head\s+office|main\s+office)\s+of\s+(?:the\s+)?(\w.*)$|"
        r"^where\s+(?:is|are)\s+(\w.*?)['’]s?\s+(?:headquarters|head\s+office|main\s+office)\W*$",
        re.IGNORECASE,
    ),
    "ru": re.compile(
        r"^где\s+(?:находится|расположен[аоы]?)?\s*(?:штаб-квартира|главный\s+офис|головной\s+офис)\s+(?:—\s+)?(?:у\s+)?([\w«].*)$",
        re.IGNORECASE,
    ),
    "kk": re.compile(r"^(\S.*?)\s+(?:бас\s+(?:кеңсесі|пәтері)|штаб-пәтері)\s+қайда\b", re.IGNORECASE),
    "zh": re.compile("^(.+?)的?总部(?:在|位于|设在)"),
}
_MANNER = re.compile(r"^(?:by|по)\s|(?:ом|ем|мен|бен|пен)$", re.IGNORECASE)
_DEGREE = re.compile(r"\b(?:most|more|less|least|very|too|so|how)\s+$", re.IGNORECASE)
_ARTICLE = re.compile(r"(?:the|a|an)\s+$", re.IGNORECASE)
#: Words that compare and name nothing.
_COMPARING = frozenset(
    [
        *("more", "less", "fewer", "most", "least", "than"),
        *("other", "another", "rest", "whole"),
        "best",
        "worst",
        *("biggest", "largest", "highest", "lowest"),
        "main",
        "такое",
        "такой",
        "такая",
        "такие",
        "нужны",
        "нужен",
        "нужна",
        "нужно",
        *("similar", "equal", "identical", "comparable", "related"),
        "больше",
        "меньше",
        "более",
        "менее",
        "раньше",
        "ранее",
        "позже",
        "позднее",
        "прежде",
        "earlier",
        "later",
    ]
)
#: What a Chinese noun phrase does not begin or end with.
_HAN_FRONT = re.compile("(?:(?<=[年月])[底末初][会将]?|还|也|都|现在|目前|每[天周月年]|[辆张个家座条])+")
#: A sign within a noun phrase.
_HAN_EDGE = re.compile(
    "(?![年月日的在从由和与对是向到有了几多每各还也都就才把被让使不没这那其该此谁什哪怎何])[\u3400-\u9fff]"
)
#: Behind these stands the verb; words that hold the same sign are no such.
_HAN_MODAL = re.compile(
    "(?<=[\u3400-\u9fff]{2})(?:(?<![重主需概纪摘必次])要(?![求素点道件])|可以|(?<![功产智性可效职潜储])能(?![源力量])|应该|应当|必须|需要)(?=.)"
)
_HAN_BACK = re.compile("[\u3400-\u9fff]了$|(?:每[天周月年]|[里有是在共的已了占]|(?<![高初集])中|已经)+$")
_HAN_OWN = 3
_CLOSING = re.compile('[»”“"]')
#: What ties a noun to the place or thing that it is said of ("nursing school in Ghana", "мост через Волгу").
_TIE = re.compile(
    r"\s*(?:(?:in|at|on|of|for|near|across|over|through|to|from|between|and|about)\s+(?:(?:the|a|an)\s+)?|"
    r"[«„“\"]|(?:в|во|на|через|по|у|под|из|для|с|между|и|об?|про)\s+[«„“\"]?|и\s+)",
    re.IGNORECASE,
)
#: The ends of a way.
_FROM = re.compile(r"\b(?:from|between|из|между)\s+(?:[\w-]+\s+(?:to|and|в|до|и)\s+)?$", re.IGNORECASE)
#: How Kazakh ties the nouns ahead to the next ("Баку мен Ақтау арасындағы паром").
_KAZAKH_TIE = re.compile(r"\s+(?:мен|бен|пен|және|арасында(?:ғы)?|арқылы)\s+", re.IGNORECASE)
#: What ties a noun to what it is for, be that a name or not ("сборная по гандболу").
_FIELD = re.compile(r"\s*(?:for|по|для)\s+", re.IGNORECASE)
#: What a nameless noun is told apart by: "a container sent by rail".
_REDUCED = re.compile(
    r"\s+(?:[a-z]+ed|sent|built|made|held|sold|paid|bought|run|given|taken|shipped)\s+(?:by|from|to|in|at|for|with|via)\s+"
    r"(?:(?:the|a|an)\s+)?"
)
#: Where an English noun phrase that may be tied to another begins.
_OPENING = re.compile(
    r"\b(?:the|a|an|in|at|on|of|for|from|to|by|with|is|are|was|were|does|do|did|can|will|and|[a-z]+ed)\s+$",
    re.IGNORECASE,
)
_RUSSIAN_COUNT = re.compile(r"\b(?:сколько(?:\s+\w+)?|количество|число)\s+$", re.IGNORECASE)
#: "Сколько стоит": how much, not how many of what follows.
_RUSSIAN_PRICE = re.compile(r"\b(?:сто[ия]т|стоил[аои]?|весит|длится|занима[её]т)\b", re.IGNORECASE)
#: A part of what is built in turn, and no queue.
_STAGE = re.compile(r"(?<!\w)(?:перв|втор|трет|четв[её]рт|пят|последн)\w+\s+$", re.IGNORECASE)
_GENITIVE = re.compile(r"(?:ның|нің|дың|дің|тың|тің)$", re.IGNORECASE)


@lru_cache(maxsize=1_024)
def content(text: str) -> tuple[Key, ...]:
    """The words of a question that say what it is about."""
    query = question.understand(text)
    wanted = set(query.subject)
    return tuple(key for key in keys(text, query.language, lenient=True) if key.term in wanted)


def topic(text: str) -> str:
    """The noun phrase that `text` is about, as it stands there: the one that holds a name, else the longest; or ""."""
    runs = _runs(text, content(text))
    if not runs:
        return ""
    best = max(runs, key=lambda run: (_is_heart(run, text), _plain(run), len(run)))
    start, end = _extent(runs, runs.index(best), text)
    if number := _NUMBER.search(text[:start]):
        start = number.start()
    if question.question_language(text) == "zh":
        return _edged(Span(start, end), text).of(text)
    article = _ARTICLE.search(text[:start])
    return text[article.start() if article else start : end]


def is_site(about: str) -> bool:
    """Whether a noun phrase names a port, a station or their like, where people work and trains stop."""
    return any(key.term in CLASSES for key in content(f"· {about}"))


def owner_of_role(text: str) -> str:
    """In "who is the head of X?" and "where is its office?" the X, which "it" goes on from; "" in other questions."""
    code = question.question_language(text)
    found = _ROLE[code].search(text) or _SEAT[code].search(text)
    owner = next((part for part in found.groups() if part), "").strip(" ?？") if found else ""
    return owner if owner and content(f"· {owner}") else ""


def _extent(runs: list[list[Key]], at: int, text: str) -> tuple[int, int]:
    """Where the noun phrase begins and ends whose heart is the run `at`: with what it is tied to on both sides."""
    start, end = runs[at][0].start, runs[at][-1].end
    code = question.question_language(text)
    if code == "kk":
        for run in runs[at + 1 :]:
            if not _KAZAKH_TIE.fullmatch(text[end : run[0].start]):
                break
            end = run[-1].end
    if code not in ("en", "ru"):
        return start, end
    for run in runs[at + 1 :]:
        tie = text[end : run[0].start]
        tied = _TIE.fullmatch(tie) and (_FIELD.fullmatch(tie) or any(key.is_name or key.sound for key in run))
        if not tied and not (_REDUCED.fullmatch(tie) and not any(_tells(key) for key in runs[at])):
            break
        end = run[-1].end
    for run in reversed(runs[:at]):
        tied = _TIE.fullmatch(text[run[-1].end : start])
        if not tied or any(_tells(key) for key in run) or all(key.kind == "measure" for key in run):
            break
        ahead = text[: run[0].start]
        if (_RUSSIAN_COUNT.search(ahead) and not _RUSSIAN_PRICE.search(text)) or (
            ahead.isascii() and not _OPENING.search(ahead)
        ):
            break
        start = run[0].start
    if re.search('[«„“"]', text[start:end]) and _CLOSING.match(text, end):
        end += 1
    return start, end


def _is_heart(run: list[Key], text: str) -> bool:
    """Whether a noun phrase holds the name of what is spoken of; where a way begins and ends is no such thing."""
    return any(_tells(key) for key in run) and not _FROM.search(text[: run[0].start])


def _tells(key: Key) -> bool:
    """Whether a word is a name that tells what is meant; countries are where, not what."""
    return (key.is_name and key.kind != "country") or bool(key.sound)


def topics(text: str, *, measures: bool = False) -> list[Span]:
    """Where the noun phrases stand that say what `text` is about; measures too, or only where nothing else is."""
    runs = _runs(text, content(text), measures)
    telling = [run for run in runs if any(key.kind != "measure" for key in run)]
    spans = [Span(run[0].start, run[-1].end) for run in (runs if measures else telling or runs)]
    return _chinese(spans, text) if question.question_language(text) == "zh" else spans


def _chinese(spans: list[Span], text: str) -> list[Span]:
    """Phrases in front of the question word, where a Chinese question says what it is about; behind it if none is."""
    asked = cues().asking.search(text)
    spans = [edged for span in spans if (edged := _edged(span, text)).end > edged.start + 1]
    return [span for span in spans if asked is None or span.end <= asked.start()] or spans


def _edged(span: Span, text: str) -> Span:
    """A Chinese phrase without the words at its ends that belong to the sentence."""
    start, end = span.start, span.end
    if start and _HAN_EDGE.match(text, start - 1) and (start == 1 or not _HAN_EDGE.match(text, start - 2)):
        # A sign that no pair of the analysis holds: "虹" in front of "桥机场".
        start -= 1
    if modal := _HAN_MODAL.search(text, start, end):
        end = modal.start()
    if text[end : end + 1] == "了" and end - start > _HAN_OWN:
        # A verb stands in front of its 了, and what does it in front of that.
        end -= 2
    if front := _HAN_FRONT.match(text, start, end):
        start = front.end()
    if back := _HAN_BACK.search(text, start, end):
        end = back.start()
    return Span(start, end)


def _plain(run: list[Key]) -> int:
    """How many words of a run are neither measures nor names: "container hub" says more than "capacity"."""
    return sum(key.kind == "word" for key in run)


def _runs(text: str, words: tuple[Key, ...], measures: bool = False) -> list[list[Key]]:
    """Neighbouring words grouped into noun phrases; a measure in front of "of" is no part of what it measures."""
    runs: list[list[Key]] = []
    asked = [match.span() for match in cues().asking.finditer(text)]
    for key in words:
        if any(start < key.end and key.start < end for start, end in asked):
            continue
        word = fold(text[key.start : key.end])
        if word in stopwords()["en"] or word in _COMPARING or _is_predicate(key, text) or _is_edge_of_time(key, text):
            continue
        if is_verb(key, text, bool(runs and runs[-1]) and runs[-1][-1].end == key.start - 1):
            runs.append([])
            continue
        between = text[runs[-1][-1].end : key.start] if runs and runs[-1] else ""
        joined = bool(runs and runs[-1]) and (key.start <= runs[-1][-1].end or _LINK.fullmatch(between) is not None)
        # A dash behind a plain word parts what was put back.
        if joined and between == " — " and runs[-1][-1].kind == "word" and not runs[-1][-1].sound:
            joined = False
        if joined and not _measures(runs[-1][-1], text) and not _is_manner(key, text):
            runs[-1].append(key)
        else:
            runs.append([key])
    runs = [_subject(run, text) for run in runs if run]
    trimmed = [run if measures else _trimmed(run, text) for run in runs]
    return [run for run in trimmed if run]


def _measures(key: Key, text: str) -> bool:
    """Whether a word is a measure; the second «очередь» of a port is one of its parts, not a queue."""
    return key.kind == "measure" and not (key.term == "=waiting" and _STAGE.search(text[: key.start]))


def _is_manner(key: Key, text: str) -> bool:
    """Whether a word says how something goes ("by air", «автотранспортом») and is no part of the noun ahead."""
    return key.contrast == "mode" and _MANNER.search(text[key.start : key.end]) is not None


def _is_predicate(key: Key, text: str) -> bool:
    """Whether a word says how something is: "which is the most popular?"."""
    return _DEGREE.search(text[: key.start]) is not None and _NO_NOUN.match(text, key.end) is not None


def _is_edge_of_time(key: Key, text: str) -> bool:
    """Whether a word says when: at which end of a year («к концу года», "жыл соңында"), or now."""
    if question.question_language(text) == "kk":
        return (_KAZAKH_EDGE.search(text[: key.end]) or _TOWARDS.match(text[key.start : key.end])) is not None
    return (_EDGE.match(text, key.start) or _NOW.match(text, key.start)) is not None


def _subject(run: list[Key], text: str) -> list[Key]:
    """A noun phrase behind "did" without the verb that ends it ("did the port of Gdansk ship in 2022")."""
    verb = run[-1]
    over = (_FINAL_VERB.search(text[verb.end :]) and not content(text)[-1].contrast) or _COMES_TO.search(text, verb.end)
    behind = len(run) > 1 and _AUXILIARY.search(text[: run[0].start]) and not over
    if behind and len(run) > 2 and _DOING.match(text, run[-2].end):
        return run[:-2]
    return (
        run[:-1]
        if behind and verb.kind == "word" and verb.term not in CLASSES and _NO_NOUN.match(text[verb.end :])
        else run
    )


def _trimmed(run: list[Key], text: str) -> list[Key]:
    """A noun phrase without its measures and, behind a name, without what is measured ("the port's cargo volume")."""
    kept = [key for key in run if not _measures(key, text)] or run
    owner = max((at for at, key in enumerate(kept) if _GENITIVE.search(text[key.start : key.end])), default=-1)
    if owner >= 0 and any(_tells(key) for key in kept[: owner + 1]):
        # A Kazakh owner stands before what it owns: the pronoun means the owner.
        return kept[: owner + 1]
    while len(kept) > 1 and kept[-1].term in _MEASURED and any(_tells(key) for key in kept):
        kept = kept[:-1]
    return kept

"""Which turns ask something whole: a definition, a choice of their own, a question with a subject of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa import question
from qa.dialogue import russian
from qa.dialogue.carrying import PLANS
from qa.dialogue.cues import cues
from qa.dialogue.topic import CLASSES, content
from qa.dialogue.verbs import is_verb
from qa.quantity import periods
from qa.text.glossary import Key

#: What a thing is in general does not depend on what was said before.
_DEFINITION = {
    "en": re.compile(
        r"^(?:what|who)\s+(?:is|are|was|were)\s+an?\s+\w|^what\s+(?:does|do|did)\s+.*\bmean$|^what\s+is\s+meant\s+by\b",
        re.IGNORECASE,
    ),
    "ru": re.compile(r"^(?:что\s+(?:такое|значит|означает)|кто\s+так(?:ой|ая|ие))\s+\w", re.IGNORECASE),
    "kk": re.compile(r"\bдеген(?:іміз)?\s+(?:не|кім)\b", re.IGNORECASE),
    "zh": re.compile(
        "^(?:什么|谁)(?:是|叫)|(?<!原因)(?<!目的)(?<!目标)(?<!理由)(?<!结果)(?<!后果)(?<!问题)(?<!用途)(?:是|指)(?:什么|啥)(?:意思)?$"
    ),
}
#: An English subject without "the": "how long is long-term investing", "why do pilots train", "is a home safe".
_OWN_SUBJECT = re.compile(
    r"^(?:(?:(?:in|at|on|for|by|to|from)\s+)?(?:where|when|why|how(?:\s+(?:long|far|often|much|many|old|big|large|high|deep))?)\s+|"
    r"(?:what|which)\s+(?=do|does|did|can|should|will|would))?"
    r"(?:is|are|was|were|do|does|did|can|could|should|will|would)\s+"
    r"(?!(?:the|this|that|these|those|it|they|there|he|she|him|her|its|their|such|so|any|other)\b)"
    r"(?:(?:a|an|my|our|your)\s+)?[\w“”\"'’-]+\s+\S",
    re.IGNORECASE,
)
#: Which of a kind is so, in languages that say no "are".
_OF_WHICH = {
    "en": re.compile("(?!)"),
    "ru": re.compile(r"^как(?:ие|ой|ая|ое)\s+[а-яё]+\s+[а-яё]+(?:ые|ие|ый|ий|ая|ое|ее|ой)$", re.IGNORECASE),
    "kk": re.compile(r"^(?:қандай|қай)\s+\w+\s+\w+$", re.IGNORECASE),
    "zh": re.compile("^哪些[\u3400-\u9fff]+是.+的$"),
}
#: So many Chinese signs are two words.
_HAN_LONG = 4
#: What opens a circumstance.
_OPENS = re.compile(
    r"(?:into|onto|in|at|on|by|from|towards?|to|for|during|per|with|without|through|via|between|since|until|under|within|after|before|once|when|"
    r"в|во|на|по|из|с|со|до|от|для|через|при|без|за|после|к|между)\s|[用走坐乘经在从由对按以到]",
    re.IGNORECASE,
)
_GENITIVE = re.compile(r"\w(?:ның|нің|дың|дің|тың|тің)$", re.IGNORECASE)
_INFINITIVE = re.compile(r"[аяиеуыо]ть(?:ся)?$", re.IGNORECASE)
#: Verbs that say how much something is of what was spoken of.
_MEASURING = re.compile(
    r"(?:сто[ия]т|стоил[аои]?|весит|длится|занима[её]т|обош[её]лся|обошлась|обойд[её]тся)$", re.IGNORECASE
)
_HOW_MANY_OF = re.compile(r"(?:по|до|из|с|на|в|к|от|через)\s+скольк(?:им|их|ими)\s", re.IGNORECASE)
_HOW_MANY = re.compile(r"сколько\s+", re.IGNORECASE)
_SUCH = re.compile(r"\b(?:such|так(?:ой|ая|ое|ие|ую|их|им))\b", re.IGNORECASE)
_WHY = re.compile(
    r"(?:why|почему|отчего|зачем)\s+(?!(?:the|it|they|this|that|so|less|more|fewer|not|так|эт|он|меньше|больше|не)\b)",
    re.IGNORECASE,
)
#: What opens a Chinese circumstance, which is no subject.
_HAN_MANNER = re.compile("[用走坐乘经在从由对按以到]")
#: A Chinese question that opens with its verb leaves out what it asks of ("能停多少艘船").
_HAN_RATE = re.compile("^每[天日周月年]")
_HAN_VERB_FIRST = re.compile("能(?![源力量])|可以|要花|需要|花了?|建(?=成|它|了|造)|成立|创立|始建|建于|位于")
#: A post, a seat or an owner is that of what was spoken of.
_OF_A_WHOLE = frozenset({"=director", "=chairman", "=headquarters", "=owner", "=founder", "=shareholder"})
_SPEAKER = re.compile(
    r"^(?:(?:how|where|when)\s+(?=do|can|should)(?:do\s+)?)?(?:(?<=do\s)|(?:can|may|could|must|should)\s+)(?:i|we|you|one)\s",
    re.IGNORECASE,
)
_FEW = 2
_OR = re.compile(r"(?<=\w)\W*\s(?:or|или|либо|немесе|әлде)\s\W*(?=\w)|还是|或者?", re.IGNORECASE)


def is_definition(body: str) -> bool:
    """Whether `body` asks what something is in general: "what is a gigafactory", «что такое коносамент»."""
    return _DEFINITION[question.question_language(body)].search(body) is not None


def has_own_subject(body: str, size: int) -> bool:
    """Whether an English question names what it asks of without pointing back: "how do pilots train".

    What "I" may do depends on what is spoken of, as long as few words (`size`) say what that is: "can I pay by card?".
    """
    if size <= _FEW and _SPEAKER.search(body):
        return False
    return question.question_language(body) == "en" and _OWN_SUBJECT.search(body) is not None


def asks_why(body: str) -> bool:
    """Whether a question asks why something of its own is so: "почему снег белый?"."""
    asked = None if cues().so.search(body) or _SUCH.search(body) else _WHY.match(body)
    code = question.question_language(body)
    words = [key for key in content(body) if asked and key.start >= asked.end()] if code in ("en", "ru") else []
    return bool(words) and len(words) > 1 and not is_verb(words[0], body, behind_noun=False)


def asks_of_its_own(body: str, said: frozenset[str]) -> bool:
    """Whether a question names what it asks of: ahead of its question word in Chinese, as an owner in Kazakh."""
    code, asked = question.question_language(body), cues().asking.search(body)
    if asked is None or cues().further.search(body):
        return False
    if _OF_WHICH[code].search(body) and _is_predicated(body, said):
        return True
    if code == "kk":
        return _has_new_owner(body, said)
    if code == "ru":
        return _has_verb_and_noun(body, said)
    body = _HAN_RATE.sub("", body, count=1)
    asked = cues().asking.search(body)
    if code != "zh" or asked is None or _HAN_MANNER.match(body) or _HAN_VERB_FIRST.match(body):
        return False
    if {key.term for key in content(body)} <= _OF_A_WHOLE:
        return False
    # A verb with its 了 names nothing.
    ahead = [key for key in content(body) if key.end <= asked.start() and body[key.end - 1] != "了"]
    ahead = [
        key
        for key in ahead
        if body[key.start] != "每" and key.kind != "number" and not key.unit and key.term not in PLANS
    ]
    own = [key for key in ahead if key.term not in said]
    behind = re.search(r"[^\W的了呢吗啊个家座条些年天钱]", body[asked.end() :])
    long = asked.start() >= _HAN_LONG and not any(key.kind == "measure" for key in ahead)
    if own and long and len(own) == len(ahead) and not body.startswith("最"):
        return True
    return (
        bool(own)
        and not body.startswith("最")
        and len(own) == len(ahead)
        and ahead[0].kind != "measure"
        and behind is not None
    )


def _is_predicated(body: str, said: frozenset[str]) -> bool:
    """Whether a question says of a kind of thing how it is, neither of them `said`: «какие прививки бесплатные?»."""
    words = [key for key in content(body) if not any(key.start < own.start < key.end for own in content(body))]
    if any(key.term in said for key in words) or any(is_verb(key, body, behind_noun=True) for key in words):
        return False
    return len(words) > 1


def _has_new_owner(body: str, said: frozenset[str]) -> bool:
    """Whether a Kazakh owner that was not spoken of stands in a question: "команданың бапкері кім"."""
    words = content(body)
    return any(_GENITIVE.search(body[key.start : key.end]) and key.term not in said for key in words)


def _has_verb_and_noun(body: str, said: frozenset[str]) -> bool:
    """Whether a Russian question has a verb and a noun that was not spoken of: "в каком году сгорел театр?"."""
    if _HOW_MANY_OF.match(body):
        # "По скольким маршрутам летают?": what is counted is no subject, and there is no other.
        return False
    words = content(body)
    verbs = [
        key
        for key in words
        if is_verb(key, body, behind_noun=True) and not _INFINITIVE.search(body[key.start : key.end])
    ]
    nouns = [key for key in words if key not in verbs and key.kind != "measure" and key.term != "=average"]
    # «Зачем нужен третий?» leaves the noun out.
    nouns = [key for key in nouns if not russian.is_attribute(body[key.start : key.end])]
    asked = _HOW_MANY.match(body)
    if asked and verbs and len(nouns) == 1 and nouns[0].start == asked.end() and verbs[-1].end == len(body):
        # «Сколько земли выделили?» does not say where, or for what.
        return False
    if not verbs or not nouns or any(_MEASURING.search(body[key.start : key.end]) for key in verbs):
        return False
    return not any(key.term in said for key in nouns)


def asks_of_itself(body: str) -> bool:
    """Whether a question names nothing but how the figure spoken of comes out: "what's projected?", 达到多少.

    A Kazakh or Chinese one may name what is planned of it ("жоспары қандай?", 目标是多少); an English or Russian one
    keeps what was counted then in any case.
    """
    if cues().comes_to.fullmatch(body):
        return True
    return question.question_language(body) in ("kk", "zh") and any(key.term in PLANS for key in content(body))


def is_choice(body: str) -> bool:
    """Whether a fragment offers a choice of its own: "a 15- or a 30-year mortgage"."""
    return _OR.search(body) is not None


def alternatives(body: str) -> list[str]:
    """The two between which a fragment offers a choice ("per day or per trip"); none where it offers none."""
    found = _OR.split(body) if len(_OR.findall(body)) == 1 else []
    return [part.strip() for part in found if part.strip()]


def names_another(body: str, words: Sequence[Key], said: frozenset[str]) -> bool:
    """Whether keywords name a thing and what is asked of it that was not `said`: "Khorgos turnover 2020"."""
    plain = [key for key in words if not (key.is_name or key.sound or key.unit or key.contrast)]
    if len(plain) == len(words) or not plain:
        return False
    new = [key for key in plain if key.term not in said and key.term not in CLASSES]
    return bool(new) and (bool(periods(body)) or (len(body.split()) > 2 and words[-1] in new))


def is_new_noun(body: str, words: Sequence[Key], said: frozenset[str]) -> bool:
    """Whether a noun phrase of several words shares none with what was `said`: "average wait in casualty"."""
    code = question.question_language(body)
    # An average is of the noun behind it.
    plain = [
        key for key in words if not (key.is_name or key.sound or key.unit or key.contrast or key.term == "=average")
    ]
    words = [key for key in words if key.term != "=average"]
    if any(key.term in said for key in words) or len(plain) < len(words) or _OPENS.match(body):
        return False
    long = len(re.findall("[\u3400-\u9fff]", body)) >= _HAN_LONG if code == "zh" else len(body.split()) > 1
    return long and len(plain) > 1


def said_in(text: str) -> frozenset[str]:
    """The content words of `text`, whatever its language."""
    return frozenset(key.term for key in content(text))

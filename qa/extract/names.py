"""Names in a passage: people, organisations, places, and whatever else is written as a name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from qa.extract.chinese import chinese_names, persons
from qa.extract.dates import dates
from qa.extract.joined import apart
from qa.extract.openings import SURNAME, is_common, opens_only
from qa.quantity import dimension, unit_of
from qa.text.analysis import stopwords
from qa.text.cleaning import fold
from qa.text.glossary import keys
from qa.text.titles import LONG_INITIAL, is_office, titled, untitled
from qa.types import AnswerKind, Span

_QUOTED = re.compile(r"[«“\"「『《](?P<inside>[^«»“”\"「」『』《》\n]{2,60})[»”\"」』》]")
#: A name in quotes has so many words at most; more are a saying.
_QUOTED_WORDS = 4
#: What somebody said is no name: «…», – дейді директор.
_SPOKEN, _SAID = ",.!?…，。！？", re.compile(r"\s?,\s?[–—-]\s")
#: A capitalised word ("St. Marys" with what is before it), or an initial of one letter or two with its full stop.
_PIECE = (
    rf"(?:\b{LONG_INITIAL}\.(?!\w\w)|(?:\b(?:St|Ste|Mt)\.[ \u00a0])?"
    r"[^\W\d_a-zа-яёәғқңөұүһі\u3400-\u9fff](?:\.(?!\w\w)(?:[A-ZА-Я]\w?\.)*|[\w’'ʼ\-]*))"
)
#: An initial before a further one or a name: "A. T. Yerimpasheva", whose A is no article.
_INITIAL = re.compile(rf"(?:[^\W\d_]|{LONG_INITIAL})\.[ \u00a0]?{_PIECE}")
_DASHED = r"(?:\s?[–—]\s?|-)"
_JOINER = r"(?:of|de|and|for|the|и|по|von|van|al|&|–)"
#: What a firm's name ends with, also behind a comma ("Trade Co., Ltd"); alone it names nobody.
_LEGAL_FORMS = ("Ltd", "LLC", "LLP", "Inc", "Corp", "JSC", "PLC", "GmbH")
_LEGAL_FORM = rf"(?:{'|'.join(_LEGAL_FORMS)})"
#: Capitalised words in a row, small connecting words allowed between two of them.
_CAPITALISED = re.compile(
    rf"{_PIECE}(?:(?:[ \u00a0](?:{_JOINER}[ \u00a0]){{0,2}}|{_DASHED}){_PIECE})*(?:\.?,?[ \u00a0]{_LEGAL_FORM}\b)?"
)
_TITLE = re.compile(
    r"(?:\b(?:minister|president|professor|prof|dr|mr|mrs|ms|chairman|head|director|ceo|dean|ambassador|deputy|"
    r"министр|президент|профессор|председатель|глава|директор|декан|посол|вице-министр|"
    r"министрі|президенті|төрағасы|басшысы|директоры)\b[\w\s,’'\-]{0,60}?)$",
    re.IGNORECASE,
)
_ORGANISATION = re.compile(
    r"\b(bank|company|co|ltd|llp|llc|jsc|inc|corp|corporation|group|ministry|agency|committee|commission|university|"
    r"institute|international|holding|railways?|airlines?|council|association|union|fund|authority|express|logistics|"
    r"regulator|board|office|department|court|chamber|service|administration|works|dredging|shipping|ferries|lines?|"
    r"waterworks|utilities|energy|press|tribune|courier|hospital|clinic|shipyard|engineering|construction|industries|"
    r"trading|terminals|mining|metals|motors|steel|systems|technologies|partners|enterprises|consortium|consulting|"
    r"insurance|airways|carriers|вестник|газета|журнал|новости|завод|комбинат|пароходство|хабаршысы|зауыты|"
    r"temir\s+[zj]holy|банк|компания|ао|тоо|министерство|агентство|комитет|университет|институт|группа|холдинг|фонд|ассоциация|"
    r"союз|корпорация|банкі|компаниясы|министрлігі|агенттігі|комитеті|университеті|қоры|одағы)\b",
    re.IGNORECASE,
)
_PLACE_WORD = re.compile(
    r"\b(port|station|city|region|district|sea|river|province|airport|checkpoint|county|island|lake|mountain|quay|road|"
    r"street|avenue|bridge|square|park|cape|bay|canal|valley|building|plant|terminal|"
    r"порт|станция|город|область|район|море|река|аэропорт|порты|станциясы|қаласы|облысы|ауданы|теңізі|өзені)\b",
    re.IGNORECASE,
)
#: A place that is also a firm: "together with the Xian Free Trade Port".
_FACILITY = re.compile(
    r"\b(?:port|airport|plant|terminal|park|порт|аэропорт|терминал|парк|порты|әуежайы)$", re.IGNORECASE
)
_PLACE_BEFORE = re.compile(
    r"(?:\b(?:in|at|near|from|to|via|through|into|(?:port|city|town|centre|center|north|south|east|west|middle|heart|capital|"
    r"coast|region|republic|province|district) of|border with|столиц\w+|республик\w+|центре|севере|юге|востоке|западе|"
    r"в|во|из|через|на|около|близ|городе?|станци[ияю]|порту?|порта))\s+$",
    re.IGNORECASE,
)
_CHINESE_AT = re.compile("[在到至往于抵赴经]$")
#: What nobody stands behind: «в Верхнем Кулунчике».
_STANDS_IN = re.compile(r"\b(?:in|inside|near|в|во|около|близ)\s+$")
#: What says behind a name that it is a region's: "in the Grodno region".
_PLACE_BEHIND = re.compile(
    r"\s+(?:region|district|province|county|oblast|област\w{1,3}|район\w{0,2}|края?|облыс\w{0,5}|аудан\w{0,5})\b"
)
#: Words that belong to the answer of "where?": so many characters before the place at most.
_REACH = 40
_WHERE = re.compile(
    r"\b(?:close to|next to|not far from|opposite|near|between|along|in|at|on)\s+(?:the\s+)?$|"
    r"\b(?:недалеко от|вблизи|рядом с|около|близ|возле|на берегу|в|во|на)\s+$",
    re.IGNORECASE,
)
_SENTENCE_START = re.compile(r"(?:^|[.!?…:;]\s+|\n\s*)$")
#: A quoted name's own noun, with the mark that opens it ("банка «Обской»"), and what may follow in Kazakh and Chinese.
_OWN_NOUN = re.compile(
    r"(?<![\w-])(?:банк|компани|фирм|завод|фабрик|холдинг|групп|концерн|агентств|фонд|институт|университет|"
    r"сет[ьи]|бюро|корпораци|консорциум|верф|объединени|кооператив|предприяти|АО|ТОО|ООО|ПАО)"
    r"\w{0,3}[ \u00a0][«“\"„]$"
)
_NOUN_BEHIND = re.compile(
    r"[»”\"](?:[ \u00a0]?(?P<noun>公司|银行|集团|工厂)|[ \u00a0](?P<own>(?:(?:мемлекеттік|ұлттық|жекеменшік)[ \u00a0])?"
    r"(?:банк|компания|зауыт|фирма|қор|то[пб]|холдинг|консорциум|агентті[кг]|университет|институт)(?:ы|і|сы|сі)?"
    r"(?:на|не|ның|нің|нда|нде|нан|нен|мен|н)?)(?!\w))?"
)
#: The Kazakh genitive, which no name ends with by itself: "Қайрат Мұсабектің айтуынша".
_GENITIVE = re.compile(r"(?<=\w\w\w)[ндт][ыі]ң$")
#: What a firm is called by in front of its name: "the retailer Hallbrand", "the contractor, Sundt & Mare".
_FIRM_BEFORE = re.compile(
    r"\b(?:retailer|company|firm|bank|lender|insurer|carrier|airline|shipyard|contractor|supplier|subsidiary|manufacturer|"
    r"forwarder|consultancy|newspaper|agency|operator|utility|startup|start-up)(?:,[ \u00a0]|[ \u00a0])$"
)
#: Words that a sentence opens with, numerals, determiners, days and months.
_NO_NAMES = frozenset(
    {
        *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march"),
        *(
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
            "today",
            "yesterday",
        ),
        *("сегодня", "вчера", "завтра", "сейчас", "теперь", "понедельник", "вторник", "среда", "четверг", "пятница"),
        *("бүгін", "кеше", "қазір", "ертең"),
        *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "first", "second", "third"),
        *("co", "st", "dr", "mr", "mrs", "ms", *map(str.casefold, _LEGAL_FORMS)),
        *("another", "other", "others", "both", "several", "many", "most", "один", "одна", "два", "три", "первый"),
        *("второй", "другой", "другие", "многие", "бір", "екі", "үш", "бірінші", "екінші", "басқа", "көп"),
    }
)
_LETTER = re.compile(r"[^\W\d_]")
#: A single mark of Markdown's italics; two are bold type.
_EMPHASISED = re.compile(r"(?<![*_])[*_]$")
#: Two capitalised words: a name.
_SOMEBODY = re.compile(rf"{_PIECE}[ \u00a0]{_PIECE}")
#: "Minister of Transport Marat Karabayev" has so many words at least.
_OFFICE_AND_HOLDER = 5
#: Who may do something, by the kind that is wanted: asked with whom a terminal was built, a port may have built it.
_DOERS = frozenset({AnswerKind.PERSON, AnswerKind.ORGANISATION})
#: What tells behind a name that it is a person's: an office, what only people do, who follows.
_OFFICE_BEHIND = re.compile(
    r"\s?[,(–—]\s?(?:(?:the|an?|its|first|deputy|vice|former|general|managing|chief|commercial|technical|financial)\s+)*"
    r"(?:head|director|chair\w*|minister|manager|president|professor|mayor|editor|officer|engineer|captain|secretary|judge|dean|who\b|aged\b|\d\d\b)|"
    r"\s?[,(–—]\s?(?:\w+\s+){0,2}(?:директор|председател|министр|начальник|глав|руковод|президент|заместител|инженер|капитан|профессор|автор)",
    re.IGNORECASE,
)
_SPEAKS = re.compile(
    r"\s+(?:said|says|told|asked|thinks|believes|expects|fears|noted|explained|added|led|heads|leads|was\s+(?:born|elected|appointed)|"
    r"сказал|заявил|отметил|сообщил|рассказал|считает|говорит|руководит|возглавляет|дейді|деді|айтты)",
    re.IGNORECASE,
)
#: A person's name has two to four words.
_PERSON_WORDS = range(2, 5)


@lru_cache(maxsize=2_048)
def names(text: str, language: str, wanted: AnswerKind, *, table: bool = False) -> tuple[tuple[Span, AnswerKind], ...]:
    """Names in `text` with the kind each one looks like (`NAME` where nothing tells)."""
    found: dict[tuple[int, int], AnswerKind] = {}
    people = persons(text)
    for span in (*people, *_spans(text, language, table)):
        kind = AnswerKind.PERSON if people.get(span) else _kind_of(text, language, span)
        if wanted in _DOERS and kind is AnswerKind.PLACE and _FACILITY.search(span.of(text)):
            kind = AnswerKind.NAME
        if wanted is AnswerKind.ORGANISATION and kind is AnswerKind.PERSON and _may_be_a_firm(text, span, people):
            kind = AnswerKind.NAME
        found.setdefault((span.start, span.end), kind)
    if wanted is AnswerKind.PLACE:
        for key in keys(text, language):
            covered = any(
                start <= key.start and key.end <= end for start, end in found if not is_office(text[start:end])
            )
            if key.kind in ("place", "country") and not covered:
                found[key.start, key.end] = AnswerKind.PLACE
        found = {_with_preposition(text, *place): kind for place, kind in found.items()}
    else:
        found = {_whole_name(text, language, *place, kind): kind for place, kind in found.items()}
    timed = [date.span for date in dates(text, language)] if found else []
    kept = [(Span(*place), kind) for place, kind in sorted(found.items())]
    return tuple((span, kind) for span, kind in kept if not any(span.overlaps(time) for time in timed))


def _may_be_a_firm(text: str, span: Span, people: Mapping[Span, bool]) -> bool:
    """Whether two capitalised words may as well name a firm: no title, initial, surname or office tells a person."""
    name = span.of(text)
    if people.get(span) or titled(text, span.start) < span.start or _OFFICE_BEHIND.match(text, span.end):
        return False
    if _TITLE.search(text[max(0, span.start - 80) : span.start]):
        return False
    return not ("." in name or SURNAME.fullmatch(name.split()[-1]) or _SPEAKS.match(text, span.end))


def _with_preposition(text: str, start: int, end: int) -> tuple[int, int]:
    """A place with the words that say how it is reached from the rest ("close to Pavlodar Airport")."""
    before = _WHERE.search(text[max(0, start - _REACH) : start])
    return (start - len(before.group()) if before else start), end


def _whole_name(text: str, language: str, start: int, end: int, kind: AnswerKind) -> tuple[int, int]:
    """A person with what he or she is called by, a quoted name with its own noun and its marks."""
    if kind is AnswerKind.PERSON:
        ending = _GENITIVE.search(text, start, end) if language == "kk" else None
        return titled(text, start), ending.start() if ending else end
    behind, noun = _NOUN_BEHIND.match(text, end), _OWN_NOUN.search(text, max(0, start - _REACH), start)
    if behind and (noun or len(behind.group()) > 1):
        return (noun.start() if noun else start - 1), behind.end()
    return start, end


def _spans(text: str, language: str, table: bool) -> Iterator[Span]:
    for match in _QUOTED.finditer(text):
        if match["inside"][-1] not in _SPOKEN and not _SAID.match(text, match.end()):
            yield Span(*match.span("inside"))
    quoted = {match.start("inside"): match.end("inside") for match in _QUOTED.finditer(text)}
    for match in _CAPITALISED.finditer(text):
        if (
            match.end() < quoted.get(match.start(), 0)
            and len(text[slice(match.start(), quoted[match.start()])].split()) <= _QUOTED_WORDS
        ):
            continue  # it only begins a name in quotes: «Восточные ворота»
        for name in apart(text, match.start(), match.end(), language, is_firm):
            yield from _trimmed(text, name.start, name.end, language)
    yield from chinese_names(text, language)
    if table:
        at = 0
        for cell in re.split(r"[|\t]", text):
            inner = cell.strip()
            if _LETTER.search(inner):
                start = text.index(inner, at)
                yield Span(start, start + len(inner))
            at += len(cell) + 1


def is_firm(name: str) -> bool:
    """Whether a name holds a word for firms or offices."""
    return _ORGANISATION.search(name) is not None


def _trimmed(text: str, start: int, end: int, language: str) -> Iterator[Span]:
    """The name without a leading function word, trailing full stop or possessive."""
    words = text[start:end]
    first = re.match(r"[\w’']+", words)
    function = stopwords().get(language, frozenset()) | stopwords()["en"]
    if first and fold(first.group()) in function and not _INITIAL.match(text, start, end):
        start += first.end()
        while start < end and not text[start].isalnum():
            start += 1
    if not is_office(text[start:end]):
        start = untitled(text, start, end)
    while end > start and (not text[end - 1].isalnum()):
        end -= 1
    if text[start:end].endswith(("'s", "’s")):
        end -= 2
    name = text[start:end]
    if end - start < 2 or name.casefold() in _NO_NAMES or _is_unit(name) or opens_only(text, start, name, language):
        return
    yield Span(start, end)


@lru_cache(maxsize=16_384)
def _is_unit(name: str) -> bool:
    """Whether a word is a unit of measure ("TEU"), which looks like a name."""
    unit = unit_of(name)
    return unit is not None and dimension(unit) != "count"


def _says_holder(office: str, language: str) -> bool:
    """Whether an office's name ends with two words more that no one knows: "Minister of Transport Marat K."."""
    words = office.split()
    last = " ".join(words[-2:])
    whole = len(words) >= _OFFICE_AND_HOLDER and all(word[0].isupper() for word in words[-3:])
    return whole and not any(key.term.startswith("=") and not key.is_name for key in keys(last, language))


def _kind_of(text: str, language: str, span: Span) -> AnswerKind:
    name, before = span.of(text), text[max(0, span.start - 80) : span.start]
    if is_office(name):
        return AnswerKind.PERSON if _says_holder(name, language) else AnswerKind.NAME
    known = [key for key in keys(name, language) if key.is_name]
    behind = _NOUN_BEHIND.match(text, span.end)
    own = _OWN_NOUN.search(text, max(0, span.start - _REACH), span.start) or _FIRM_BEFORE.search(before)
    if own or (behind and behind.lastgroup):
        return AnswerKind.ORGANISATION
    if _ORGANISATION.search(name) or any(key.kind == "org" for key in known):
        return AnswerKind.ORGANISATION
    if name.endswith(
        ("公司", "银行", "集团", "委员会", "大学", "机构", "联盟", "部", "局", "船厂", "工厂", "医院", "学院", "协会")
    ):
        return AnswerKind.ORGANISATION
    if known and all(key.kind == "name" and key.term.startswith("=") for key in known):
        return AnswerKind.NAME
    if _PLACE_WORD.search(name) or any(key.kind in ("place", "country") for key in known):
        return AnswerKind.PLACE
    if _PLACE_BEHIND.match(text, span.end):
        return AnswerKind.PLACE
    if name.endswith(("省", "市", "州", "港", "站", "口岸", "县", "区")):
        return AnswerKind.PLACE
    if _EMPHASISED.search(before) and text[span.end : span.end + 1] in "*_":
        return AnswerKind.NAME  # ships, books and papers are set in italics
    words = name.split()
    title = _TITLE.search(before)
    if title and _SOMEBODY.search(
        title.group()
    ):  # the title is another's: "Mr Florian Abt of the grid company Eastwire"
        title = None
    if name.isupper() and len(words) == 1:  # initials of a firm or of a university: "a professor at MIT"
        title = None
    capitals = all(word[0].isupper() for word in words)
    if title or (len(words) in _PERSON_WORDS and capitals and not name.isupper()):
        if not title and (is_common(words[-1], language) or _STANDS_IN.search(before)):
            return AnswerKind.NAME
        return AnswerKind.PERSON if len(words) in _PERSON_WORDS or title else AnswerKind.NAME
    if len(words) == 1 and SURNAME.fullmatch(name):
        return AnswerKind.PERSON
    if name.isupper() and len(words) == 1 and len(name) <= 6:
        return AnswerKind.ORGANISATION
    if (_PLACE_BEFORE.search(before) or _CHINESE_AT.search(before)) and not _SENTENCE_START.search(before):
        return AnswerKind.PLACE
    return AnswerKind.NAME

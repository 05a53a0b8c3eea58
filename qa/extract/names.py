"""Names in a passage: people, organisations, places, and whatever else is written as a name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from qa.extract.dates import dates
from qa.text.analysis import stopwords
from qa.text.cleaning import fold
from qa.text.glossary import keys
from qa.types import AnswerKind, Span

_QUOTED = re.compile(r"[«“\"「『《](?P<inside>[^«»“”\"「」『』《》\n]{2,60})[»”\"」』》]")
#: A capitalised word, or an initial with its full stop.
_PIECE = r"(?:[^\W\d_a-zа-яёәғқңөұүһі\u3400-\u9fff](?:\.(?!\w\w)(?:[A-ZА-Я]\w?\.)*|[\w’'ʼ\-]*))"
_DASHED = r"(?:\s?[–—]\s?|-)"
_JOINER = r"(?:of|de|and|for|the|и|по|von|van|al|&|–)"
#: Capitalised words in a row, small connecting words allowed between two of them.
_CAPITALISED = re.compile(rf"{_PIECE}(?:(?:[ \u00a0](?:{_JOINER}[ \u00a0]){{0,2}}|{_DASHED}){_PIECE})*")
_CHINESE = re.compile(
    r"[\u3400-\u9fff]{2,14}?(?:公司|银行|集团|委员会|大学|机构|联盟|部|局)|[\u3400-\u9fff]{1,8}?(?:省|市|州|港|站|口岸|县|区)"
)
_CHINESE_PERSON = re.compile(
    r"(?:部长|总统|主席|总理|教授|先生|女士|主任|总裁|院长|经理|工程师|董事长|行长|校长|局长|市长|主编|负责人|发言人)"
    r"([\u3400-\u9fff]{1,6}·[\u3400-\u9fff]{1,6}|[\u3400-\u9fff]{2,4})"
    r"|([\u3400-\u9fff]{1,4}·[\u3400-\u9fff]{1,4})(?=工程师|教授|博士|先生|女士|部长|市长|局长|主任|总?经理|院长|律师|议员)"
)
_LEADING_TITLE = re.compile(
    r"(?:(?:deputy|vice|first|prime|minister|president|professor|prof\.?|dr\.?|mr\.?|mrs\.?|ms\.?|chairman|director|general|"
    r"министр|президент|профессор|директор|председатель)[ \u00a0])+(?=[^\W\d_])",
    re.IGNORECASE,
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
    r"waterworks|utilities|energy|press|tribune|courier|hospital|clinic|shipyard|"
    r"temir|банк|компания|ао|тоо|министерство|агентство|комитет|университет|институт|группа|холдинг|фонд|ассоциация|"
    r"союз|корпорация|банкі|компаниясы|министрлігі|агенттігі|комитеті|университеті|қоры|одағы)\b",
    re.IGNORECASE,
)
_PLACE_WORD = re.compile(
    r"\b(port|station|city|region|district|sea|river|province|airport|checkpoint|county|island|lake|mountain|quay|road|"
    r"street|avenue|bridge|square|park|cape|bay|canal|valley|building|plant|terminal|"
    r"порт|станция|город|область|район|море|река|аэропорт|порты|станциясы|қаласы|облысы|ауданы|теңізі|өзені)\b",
    re.IGNORECASE,
)
_PLACE_BEFORE = re.compile(
    r"(?:\b(?:in|at|near|from|to|via|through|into|port of|city of|town of|"
    r"в|во|из|через|на|около|близ|городе?|станци[ияю]|порту?|порта))\s+$",
    re.IGNORECASE,
)
#: Words that belong to the answer of "where?": so many characters before the place at most.
_REACH = 40
_WHERE = re.compile(
    r"\b(?:close to|next to|not far from|opposite|near|between|along|in|at|on)\s+(?:the\s+)?$|"
    r"\b(?:недалеко от|вблизи|рядом с|около|близ|возле|на берегу|в|во|на)\s+$",
    re.IGNORECASE,
)
_SENTENCE_START = re.compile(r"(?:^|[.!?…:;]\s+|\n\s*)$")
#: Numerals and determiners that open a sentence.
_NO_NAMES = frozenset(
    {
        *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "first", "second", "third"),
        *("another", "other", "others", "both", "several", "many", "most", "один", "одна", "два", "три", "первый"),
        *("второй", "другой", "другие", "многие", "бір", "екі", "үш", "бірінші", "екінші", "басқа", "көп"),
    }
)
#: A person's name has two to four words.
_PERSON_WORDS = range(2, 5)


@lru_cache(maxsize=2_048)
def names(text: str, language: str, wanted: AnswerKind, *, table: bool = False) -> tuple[tuple[Span, AnswerKind], ...]:
    """Names in `text` with the kind each one looks like (`NAME` where nothing tells)."""
    found: dict[tuple[int, int], AnswerKind] = {}
    for span in _spans(text, language, table):
        found.setdefault((span.start, span.end), _kind_of(text, language, span))
    if wanted is AnswerKind.PLACE:
        for key in keys(text, language):
            covered = any(start <= key.start and key.end <= end for start, end in found)
            if key.kind in ("place", "country") and not covered:
                found[key.start, key.end] = AnswerKind.PLACE
        found = {_with_preposition(text, *place): kind for place, kind in found.items()}
    timed = [date.span for date in dates(text, language)]
    kept = [(Span(*place), kind) for place, kind in sorted(found.items())]
    return tuple((span, kind) for span, kind in kept if not any(span.overlaps(time) for time in timed))


def _with_preposition(text: str, start: int, end: int) -> tuple[int, int]:
    """A place with the words that say how it is reached from the rest ("close to Pavlodar Airport")."""
    before = _WHERE.search(text[max(0, start - _REACH) : start])
    return (start - len(before.group()) if before else start), end


def _spans(text: str, language: str, table: bool) -> Iterator[Span]:
    for match in _QUOTED.finditer(text):
        yield Span(*match.span("inside"))
    for match in _CAPITALISED.finditer(text):
        yield from _trimmed(text, match.start(), match.end(), language)
    for match in _CHINESE_PERSON.finditer(text):
        yield Span(*match.span(1 if match.group(1) else 2))
    for match in _CHINESE.finditer(text):
        yield Span(*match.span())
    if table:
        at = 0
        for cell in re.split(r"[|\t]", text):
            inner = cell.strip()
            if inner:
                start = text.index(inner, at)
                yield Span(start, start + len(inner))
            at += len(cell) + 1


def _trimmed(text: str, start: int, end: int, language: str) -> Iterator[Span]:
    """The name without a leading function word, trailing full stop or possessive."""
    words = text[start:end]
    first = re.match(r"[\w’']+", words)
    function = stopwords().get(language, frozenset()) | stopwords()["en"]
    if first and fold(first.group()) in function:
        start += first.end()
        while start < end and not text[start].isalnum():
            start += 1
    title = _LEADING_TITLE.match(text, start, end)
    if title:
        start = title.end()
    while end > start and (not text[end - 1].isalnum()):
        end -= 1
    if text[start:end].endswith(("'s", "’s")):
        end -= 2
    name = text[start:end]
    if end - start < 2 or name.casefold() in _NO_NAMES or _opens_only(text, start, name, language):
        return
    yield Span(start, end)


def _opens_only(text: str, start: int, name: str, language: str) -> bool:
    """Whether a single word has its capital only from opening a sentence."""
    if " " in name or name.isupper() or not _SENTENCE_START.search(text[:start]):
        return False
    inside = re.search(rf"(?<=[^.!?…:;\s]\s){re.escape(name)}\b", text)
    return inside is None and not any(key.is_name for key in keys(name, language) if key.term.startswith("="))


def _kind_of(text: str, language: str, span: Span) -> AnswerKind:
    name, before = span.of(text), text[max(0, span.start - 80) : span.start]
    known = [key for key in keys(name, language) if key.is_name]
    if _ORGANISATION.search(name) or any(key.kind == "org" for key in known):
        return AnswerKind.ORGANISATION
    if name.endswith(("公司", "银行", "集团", "委员会", "大学", "机构", "联盟", "部", "局")):
        return AnswerKind.ORGANISATION
    if _PLACE_WORD.search(name) or any(key.kind in ("place", "country") for key in known):
        return AnswerKind.PLACE
    if name.endswith(("省", "市", "州", "港", "站", "口岸", "县", "区")):
        return AnswerKind.PLACE
    words = name.split()
    capitals = all(word[0].isupper() for word in words)
    if _TITLE.search(before) or (len(words) in _PERSON_WORDS and capitals and not name.isupper()):
        return AnswerKind.PERSON if len(words) in _PERSON_WORDS or _TITLE.search(before) else AnswerKind.NAME
    if name.isupper() and len(words) == 1 and len(name) <= 6:
        return AnswerKind.ORGANISATION
    if _PLACE_BEFORE.search(before) and not _SENTENCE_START.search(before):
        return AnswerKind.PLACE
    return AnswerKind.NAME

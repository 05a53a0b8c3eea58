"""What text and notes say about the figures of tables: "All amounts are in US dollars", "(тыс. тонн)", 单位：万吨."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa.quantity.headingnouns import NUMBER_OF
from qa.quantity.headings import measure, tells_several
from qa.quantity.measures import Measure, exactly
from qa.quantity.units import dimension

#: What notices speak of.
_OF = (
    r"amounts?|figures?|values?|prices?|sums?|data|numbers|costs?|fees?|charges?|rates?|tariffs?|volumes?|tables?"
    r"|суммы?|данные|цифры|показатели|цены|тарифы|ставки|значения|стоимость|объ[её]мы|таблиц\w{1,3}"
)
#: "All amounts are in …", «Суммы указаны в …»: a few words may stand between, no figures.
_TOLD = re.compile(rf"\b(?:{_OF})\b((?:\s+(?:[^\W\d]+|\d{{1,2}})){{0,6}}?)\s+(?:in|в)\s+(?=[^\W\d$€₸])", re.I)
_OPENING = re.compile(r"\s*[(（*_]*(?:in|в)\s+(?=[^\W\d])", re.I)
#: Where the unit of a notice must have ended.
_END = re.compile(
    r"(?<!тыс)(?<!млн)(?<!млрд)(?<!кв)(?<!куб)\.|[,;:()（）]|$"
    r"|\s(?:unless|without|excluding|except|and|if|net|если|без|за исключением|кроме|с)\s",
    re.I,
)
_LONGEST_UNIT = 6
_LETTERS = re.compile(r"[^\W\d_]{3,}")
_KAZAKH = re.compile(r"((?:[\w.]+\s){0,2}[^\W\d]+[мбп]ен)\s+(?:көрсетіл|беріл|келтіріл|есептел|алын)", re.I)
_CHINESE = re.compile(
    r"(?:计量)?单位\s*(?:均|都|皆|统一)?\s*[为是：:]\s*(?P<a>[^，。；,;）)\s]{1,12})"
    r"|(?:金额|价格|数据|费用|数字|单价|运价)(?:单位)?(?:均|都|皆)?(?:以|按)(?P<b>[^，。；,;）)\s]{1,12}?)(?:计|为单位|表示)"
    r"|(?:金额|价格|数据|费用|数字|单价|运价)(?:均|都|皆)?为(?P<c>[^，。；,;）)\s]{1,8})"
)
_LISTED, _HEAD = re.compile("[、/，,;；]"), re.compile(r"^.{0,12}?[:：]")
#: Where sentences part: no small letter follows, since «тыс. тонн» goes on.
_PARTED = re.compile(r"(?<=[.!?])\s(?=[^a-zа-яёәғқңөұүһі\s])|(?<=[。！？])|\n")
#: Longest line in characters that is nothing but a measure.
_LONGEST_LINE = 60
#: Longest line in characters that says what is counted.
_LONGEST_TITLE = 120
#: Longest text in characters that is looked through.
_LONGEST_TEXT = 4000


def told(text: str, *, alone: bool = True) -> Measure | None:
    """The measure that a line or paragraph tells for the figures of a table; None where it tells none.

    `alone`: a line that is nothing but a measure counts too ("(thousand tonnes)"), as above a table.
    """
    line = text.strip(" \t\n*_()（）[]")
    if tells_several(line):
        return None
    if alone and len(line) <= _LONGEST_LINE and (found := exactly(line)) is not None:
        return found
    if alone and len(line) <= _LONGEST_TITLE and NUMBER_OF.match(line.rstrip(".:")):
        return measure(line.rstrip(".:"))  # "Number of farms at the end of the year."
    for sentence in _PARTED.split(text[:_LONGEST_TEXT]):
        for words in _units(sentence):
            found = exactly(words)
            if found is not None and dimension(found.unit) != "duration":
                return found
    return None


def told_severally(line: str) -> tuple[Measure, ...]:
    """The measures of a line that tells one for several columns: 单位：吨、万美元."""
    if len(line) > _LONGEST_LINE or not tells_several(line.strip(" \t\n*_()（）[]")):
        return ()
    parts = _LISTED.split(_HEAD.sub("", line.strip(" \t\n*_()（）[]")))
    return tuple(found for part in parts if (found := exactly(part.strip())) is not None)


#: A word with its unit in a caption: "yields (t/ha)", "volume, bn tenge".
_WORD_UNIT = re.compile(r"([^\W\d_]{3,})(?:\s*[(（]([^()（）]{1,40})[)）]|, ([^,;()（）]{1,40})(?=;|$))")
#: Letters by which a word of a caption and a heading are the same.
_SAME_LETTERS = 4


def by_words(caption: str) -> dict[str, Measure]:
    """The measures of a caption that tells one for each of several words, by how these begin; else nothing.

    As in "Wheat yields (t/ha) and area ('000 ha)", "Bank loans: volume, bn tenge; rate, %".
    """
    told: dict[str, Measure] = {}
    twice: set[str] = set()
    said, at = caption.rpartition(":")[2] or caption, 0
    for one in _WORD_UNIT.finditer(said):
        found = exactly(one[2] or one[3])
        if found is None:
            continue
        for word in {word.lower()[:_SAME_LETTERS] for word in _LETTERS.findall(said[at : one.end(1)])}:
            twice |= {word} if word in told else set()
            told[word] = found  # "Unemployment rate by sex (%) and number of unemployed (thousand)"
        at = one.end()
    several = len({(found.unit, found.scale) for found in told.values()}) > 1
    return {word: found for word, found in told.items() if word not in twice} if several else {}


def told_by_words(told: dict[str, Measure], heading: str) -> Measure | None:
    """The measure of the first word of a heading that a caption measures."""
    words = (word.lower()[:_SAME_LETTERS] for word in _LETTERS.findall(heading))
    return next((told[word] for word in words if word in told), None)


def _units(sentence: str) -> Iterator[str]:
    """The words of a sentence that would be the unit if it were a notice."""
    for place in (*_TOLD.finditer(sentence), *filter(None, [_OPENING.match(sentence)])):
        end = _END.search(sentence, place.end())
        words = sentence[place.end() : end.start() if end else len(sentence)].split()[:_LONGEST_UNIT]
        for last in range(len(words), 0, -1):
            yield " ".join(words[:last])
    for kazakh in _KAZAKH.finditer(sentence):
        words = kazakh[1].split()
        for first in range(len(words)):
            yield " ".join(words[first:])
    for chinese in _CHINESE.finditer(sentence):
        yield chinese["a"] or chinese["b"] or chinese["c"]

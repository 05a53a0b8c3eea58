"""Dates and years in a passage, with the words that belong to them ("by the end of 2026", "к концу 2026 года")."""

from __future__ import annotations

import re
from functools import lru_cache

from qa.quantity import parse_period
from qa.types import Quantity, Span

_YEAR = r"(?:19|20)\d{2}"
_EN_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|"
    r"jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.?"
)
_RU_MONTH = r"(?:январ|феврал|март|апрел|ма[йяе]|июн|июл|август|сентябр|октябр|ноябр|декабр)\w*"
_KK_MONTH = r"(?:қаңтар|ақпан|наурыз|сәуір|мамыр|маусым|шілде|тамыз|қыркүйе[кг]|қазан|қараша|желтоқсан)\w*"
_EN_PART = (
    r"(?:(?:early|mid|late|(?:the\s+)?(?:end|beginning|start|middle|close)\s+of|"
    r"(?:the\s+)?(?:first|second|third|fourth|last)\s+(?:half|quarter)\s+(?:of|in)|q[1-4],?)[\s-]+)"
)
_RU_PART = (
    r"(?:(?:конец|конц[ау]|начал[оау]|середин[аеыу]|(?:I{1,3}V?|IV|[1-4](?:-?[мй])?|перв\w+|втор\w+|треть\w+|"
    r"четв[её]рт\w+)\s+(?:квартал\w*|полугоди\w*))\s+)"
)
#: What one of the readings below may begin with: a short number or a year, and words that begin as here. All other
#: words, and what stands between words, are passed over at once, which takes half of the time of trying the readings
#: everywhere.
_BEGUN = re.compile(
    r"(?:\W++|(?!(?=[abcdefijlmnoqstyавдикмнопстфчя])"
    r"(?:apr|aug|be[gt]|clo|dec|ear|end|f(?:eb|ir|ou|ro)|i{1,3}v?\s|ja|ju[nl]|la[st]|ma[ry]|mid|nov|oct|q[1-4]|se[cp]|sta"
    r"|th(?:e\s+(?:\d|beg|clo|end|fir|fou|last|mid|sec|sta|thi|yea)|ird)|year|ав|апр|вто|дек|ию|кон|ма[еийря]|нач|ноя|окт|пер|с\s|се[рн]|тре|фев|чет|янв))"
    r"[^\W\d]++|(?!(?<!\d)\d{1,2}(?!\d)|19|20)\d)*+(?P<word>\d|[^\W\d]++)?",
    re.IGNORECASE,
)
#: Tried in this order wherever a word or a digit begins; the longest readings stand first.
_DATE = re.compile(
    rf"""(?:\b(?=\w)|(?=\d))(?:
    \b(?:from|between)\s+{_YEAR}\s+(?:to|and|until|till)\s+{_YEAR}(?![\d.,%]\d?)
    |\bс\s+{_YEAR}\s+(?:года?\s+)?(?:по|до)\s+{_YEAR}(?:\s+год\w*)?(?!\d)
    |(?<!\d){_YEAR}\s+жыл\w*\s+(?:бастап\s+)?{_YEAR}\s+жыл\w*(?:\s+дейін)?
    |(?<!\d){_YEAR}\s?年?\s?(?:至|到|—|–|-)\s?{_YEAR}\s?年
    |{_YEAR}\s?年(?:\s?\d{{1,2}}\s?月(?:\s?\d{{1,2}}\s?日)?|底|初|末|中|上半年|下半年|第?[一二三四1-4]季度)?
    |(?<!\d)(?:19|20)\d\d-\d\d-\d\d(?!\d)
    |(?<!\d)\d{{1,2}}\.\d{{1,2}}\.{_YEAR}(?!\d)
    |\b{_EN_PART}?{_EN_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+{_YEAR})?(?!\d)
    |\b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_EN_MONTH}(?:,?\s+{_YEAR})?(?!\d)
    |\b(?:{_EN_PART})?{_EN_MONTH},?\s+(?:of\s+)?{_YEAR}(?!\d)
    |\b\d{{1,2}}(?:-?го)?\s+{_RU_MONTH}(?:\s+{_YEAR}(?:\s*(?:года|г\.))?)?
    |\b{_RU_PART}?{_RU_MONTH}\s+{_YEAR}(?:\s*(?:год[ауе]?|г\.))?
    |(?<!\d){_YEAR}\s+(?:жылғы|жылы|жылдың)(?:\s+(?:\d{{1,2}}\s+)?{_KK_MONTH}
      |\s+(?:соңын\w*|басын\w*|ортасын\w*|[IV1-4]+\s+тоқсан\w*))?
    |\b{_RU_PART}?{_YEAR}(?:\s*[–—-]\s*{_YEAR})?\s*(?:год(?:а|у|ом|е|ы|ов)?|гг?\.)(?!\w)
    |(?<!\d){_YEAR}(?:\s*[–—-]\s*{_YEAR})?\s*(?:жыл\w*)
    |\b{_EN_PART}{_YEAR}(?!\d)
    |\b(?:the\s+)?(?:year'?s?[\s-]end|end\s+of\s+(?:the|this)\s+year)\b
    |\b(?:the\s+)?(?:19|20)\d0(?:s\b|-[еыхм]\w*|-ші\s+жыл\w*)|(?:19|20)\d0年代
    |(?<![\d.,$€₸%/-]){_YEAR}(?:\s*[–—-]\s*(?:{_YEAR}|\d\d(?!\d)))?(?![\d%/]|[.,]\d|\s?(?:TEU|км|km|тонн|tons?|тыс|млн|мың))
    )""",
    re.VERBOSE | re.IGNORECASE,
)
#: "mid-2026": part of a year, not a range.
_HYPHENED = re.compile(r"(?:early|mid|late)-(?=(?:19|20)\d\d)", re.IGNORECASE)
#: Words before a date that say how it bounds what happened ("by August", "не позднее 1 июня").
_BOUND = re.compile(
    r"\b(?:(?:no\s+(?:later|earlier)\s+than|not\s+(?:before|until)|by|before|until|till|after|since|from|around|about)\s+"
    r"(?:the\s+)?|(?:не\s+(?:позднее|позже|раньше|ранее)|к|ко|до|с|со|после|в|во)\s+)$",
    re.IGNORECASE,
)
_THIS_YEAR = re.compile(r"(?:the\s+)?(?:year'?s?[\s-]end|end\s+of\s+(?:the|this)\s+year)", re.IGNORECASE)
_PLANNED = re.compile(
    r"\b(will|expected|planned|scheduled|target|due|aims?|by)\b|\b(к|планир\w*|ожида\w*|будет)\b|жоспар|күтіл|дейін|预计|计划|将",
    re.IGNORECASE,
)
#: Words before a date within so many characters tell whether it lies ahead.
_BEFORE = 60


@lru_cache(maxsize=4_096)
def dates(text: str, language: str, published: str | None = None) -> tuple[Quantity, ...]:
    """The dates in `text` as quantities: `low` and `high` are years, `period` the ISO interval, spans within `text`."""
    found = []
    for start, end in _written(text):
        written = text[start:end]
        hyphened = _HYPHENED.match(written)
        said = written[: hyphened.end() - 1] + " " + written[hyphened.end() :] if hyphened else written
        period = parse_period(said, published=published)
        if period is None and published and _THIS_YEAR.fullmatch(written):
            period = f"{published[:4]}-01-01/{published[:4]}-12-31"
        if period is None:
            continue
        first, _, last = period.partition("/")
        found.append(
            Quantity(
                span=Span(start, end),
                text=written,
                low=float(first[:4]),
                high=float((last or first)[:4]),
                unit="date",
                dimension="date",
                period=period,
                planned=bool(_PLANNED.search(text[max(0, start - _BEFORE) : start])),
            )
        )
    return tuple(found)


@lru_cache(maxsize=4_096)
def _written(text: str) -> tuple[tuple[int, int], ...]:
    """Where what may be a date stands: looked for once, whenever the text was published."""
    found: list[tuple[int, int]] = []
    behind = 0
    for begun in _BEGUN.finditer(text):
        at = begun.start("word")
        if at >= behind and (match := _DATE.match(text, at)):
            behind = match.end()
            found.append(match.span())
    return tuple(found)


def bounded(text: str, date: Span) -> Span:
    """A date in `text` with the words before it that say how it bounds what happened ("by the end of 2026")."""
    bound = _BOUND.search(text, max(0, date.start - _BEFORE), date.start)
    return Span(bound.start(), date.end) if bound else date
